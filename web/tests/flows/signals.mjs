// What deserves a second look: the doubtful first, each with its reason, and at the case where it is checked.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`signals (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)

      await step('rectifications, the doubtful first', async () => {
        await page.goto(`${base}/signals`)
        await page.waitForSelector('[data-row=signal]')
        await sound(page, faults, 'signals')
        const { items } = await (await page.request.get(`${base}/api/v1/signals/rectifications`)).json()
        assert.equal(await page.locator('[data-row=signal]').count(), items.length)
        const doubts = items.map((line) => line.signals.count.doubts)
        assert.deepEqual(doubts, [...doubts].sort((a, b) => b - a))
      })

      await step('the same reasons stand at the case', async () => {
        const first = page.locator('[data-row=signal]').first()
        const reasons = await first.locator('.signals li').allTextContents()
        await first.locator('a').first().click()
        await page.waitForURL(/\/cases\//)
        await settled(page)
        for (const reason of reasons) assert.ok((await page.textContent('main')).includes(reason.trim()), reason)
        await sound(page, faults, 'a case with signals')
      })

      await step('visits of a round', async () => {
        await page.goto(`${base}/signals?of=visits`)
        await page.waitForSelector('[data-row=signal]')
        await sound(page, faults, 'signals of visits')
        await page.getByText('只看存疑').click()
        await page.waitForURL(/only=true/)
        await settled(page)
      })

      await step('whoever is checked is not told', async () => {
        const other = await open(browser, viewport)
        t.after(() => other.context.close())
        await signIn(other.page, 'urban-management')
        await other.page.goto(`${base}/signals`)
        await other.page.waitForFunction(() => document.body.innerText.includes('无权查看'))
      })
    })
  })
}
