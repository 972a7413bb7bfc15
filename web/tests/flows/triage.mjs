// Cases worked through by keyboard: filed, dispatched with Enter, the rest left where it was.
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
    test(`triage (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const site = (await (await page.request.get(`${base}/api/v1/sites?limit=1`)).json()).items[0]
      const tag = `逐件${Date.now()}`
      const made = []
      for (const what of ['甲', '乙']) {
        const id = crypto.randomUUID()
        const answer = await page.request.post(`${base}/api/v1/cases`, { headers: { origin: base }, data: { id, site_id: site.id, description: tag + what, source: 'daily_patrol', finder_level: 'district' } })
        assert.ok(answer.ok(), await answer.text())
        made.push(id)
      }
      const stateOf = async (id) => (await (await page.request.get(`${base}/api/v1/cases/${id}`)).json()).state

      await step('F files one and goes on to the next', async () => {
        await page.goto(`${base}/cases/triage?state=reported&q=${tag}`)
        await page.waitForSelector('.triage .facts')
        await sound(page, faults, 'triage')
        await page.keyboard.press('?')
        await page.waitForSelector('.keys')
        await page.keyboard.press('f')
        await page.waitForFunction(() => /还有 1 件/.test(document.body.innerText))
        await settled(page)
        await page.keyboard.press('f')
        await page.waitForFunction(() => /还有 0 件/.test(document.body.innerText))
        for (const id of made) assert.equal(await stateOf(id), 'filed')
      })

      await step('D asks, Enter dispatches; J and K only look', async () => {
        await page.goto(`${base}/cases/triage?state=filed&q=${tag}`)
        await page.waitForSelector('.triage .facts')
        await page.keyboard.press('j')
        await page.waitForSelector('.queue li:nth-child(2) [aria-current]')
        await page.keyboard.press('k')
        await page.waitForSelector('.queue li:nth-child(1) [aria-current]')
        await settled(page)
        await page.keyboard.press('d')
        await page.waitForSelector('.el-dialog .el-button--primary:focus')
        await sound(page, faults, 'triage dialog')
        await page.keyboard.press('Enter')
        await page.waitForFunction(() => /还有 1 件/.test(document.body.innerText))
        const states = await Promise.all(made.map(stateOf))
        assert.deepEqual(states.sort(), ['dispatched', 'filed'])
        await page.locator('.undo').getByRole('button', { name: '撤销' }).click()
        await page.waitForFunction(() => /已撤销/.test(document.querySelector('.undo').innerText))
        assert.deepEqual(await Promise.all(made.map(stateOf)), ['filed', 'filed'])
      })
    })
  })
}
