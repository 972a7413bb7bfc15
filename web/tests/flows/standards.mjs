// A clerk looks an item up in the standard: search it, read how it is judged, see how editions differ.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser

before(async () => {
  browser = await launch()
})
after(() => browser?.close())

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`standards at ${viewport.width}×${viewport.height}`, () => {
    test(`an item is searched and read (${name})`, { timeout: 120_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)

      await step('the list of editions', async () => {
        await page.goto(`${base}/standards`)
        await page.waitForSelector('[data-row=edition]')
        assert.match(await page.textContent('[data-row=edition]'), /现行/)
        await sound(page, faults, 'editions')
        await page.locator('[data-row=edition] th a').first().click()
        await page.waitForSelector('[data-row=item]')
      })

      await step('searching marks what was found and narrows tree and matrix', async () => {
        const all = await page.locator('[data-row=item]').count()
        await page.fill('input[type=search]', '垃圾')
        await page.waitForFunction((n) => document.querySelectorAll('[data-row=item]').length < n, all)
        assert.ok((await page.locator('[data-row=item]').count()) > 0)
        assert.ok((await page.locator('[data-row=item] mark').count()) > 0)
        await sound(page, faults, 'search')
      })

      await step('the item says how it is judged and how often it was failed', async () => {
        await page.locator('[data-row=item] th button').first().click()
        await page.waitForSelector('.el-drawer article .facts')
        const text = await page.textContent('.el-drawer article')
        for (const word of ['判定方式', '整改时限', '问题用语', '照片要求', '适用点位', '满分']) assert.ok(text.includes(word), word)
        assert.ok(new URL(page.url()).searchParams.get('item'), 'the open item stands in the address')
        await page.waitForTimeout(400)
        await sound(page, faults, 'item')
        await page.locator('.el-drawer article a[href*="view=lost"]').first().click()
        await page.waitForURL(/\/rounds\/.*item=/)
        await settled(page)
        assert.match(await page.textContent('main'), /丢分台账/)
        await page.goBack()
        await page.waitForSelector('.el-drawer article')
        await page.keyboard.press('Escape')
        await page.waitForSelector('.el-drawer article', { state: 'hidden' })
      })

      await step('one edition alone says so; what is published is read-only', async () => {
        await page.goto(page.url().replace(/\?.*/, '?view=difference'))
        await settled(page)
        const editions = await (await page.request.get(`${base}/api/v1/editions`)).json()
        if (editions.items.length === 1) assert.match(await page.textContent('main'), /只有一个版本/)
        else await page.waitForSelector('.lead')
        assert.match(await page.textContent('main'), /已发布，只读/)
        await sound(page, faults, 'difference')
      })

      await step('it goes out as a file', async () => {
        const [file] = await Promise.all([page.waitForEvent('download'), page.locator('a[href*="format=toml"]').click()])
        assert.match(file.suggestedFilename(), /\.toml$/)
      })
    })
  })
}

test('an inspector reads the standard and never how often an item was failed', { timeout: 60_000 }, async (t) => {
  const { context, page, faults } = await open(browser, sizes.desk, 'en')
  t.after(() => context.close())
  await signIn(page, 'inspector')
  await page.goto(`${base}/standards`)
  await page.locator('[data-row=edition] th a').first().click()
  await page.waitForSelector('[data-row=item]')
  await page.locator('[data-row=item] th button').first().click()
  await page.waitForSelector('.el-drawer article .facts')
  assert.doesNotMatch(await page.textContent('.el-drawer article'), /In the last rounds/)
  await page.waitForTimeout(400)
  await sound(page, faults, 'item, in English')
})
