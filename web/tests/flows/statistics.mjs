// The month's statistics: a figure opens exactly its cases and has an address; the files come; the report of a round adds
// up and comes as Excel and Word; an inspector is told neither.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

async function downloaded(page, selector) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator(selector).first().click()])
  return decodeURIComponent(file.suggestedFilename())
}

for (const [name, viewport] of Object.entries(sizes)) {
  test(`the statistics table and the report of a round (${name})`, { timeout: 180_000 }, async (t) => {
    const { context, page, faults } = await open(browser, viewport)
    t.after(() => context.close())
    await signIn(page)

    await step('from the ranking to the month by unit', async () => {
      await page.goto(`${base}/ranking`)
      await settled(page)
      await page.getByRole('link', { name: '处理统计表' }).click()
      await page.waitForURL(/\/statistics/)
      await page.waitForSelector('[data-row=statistics]')
      await sound(page, faults, 'statistics')
      assert.ok((await page.locator('[data-row=subtotal]').count()) >= 2, 'each group has its subtotal')
    })

    await step('a figure opens exactly its cases, and its address keeps it open', async () => {
      const figure = page.locator('[data-row=statistics] button[data-column=received]').first()
      const shown = Number(await figure.innerText())
      await figure.click()
      await page.waitForURL(/column=received/)
      await page.waitForSelector('.el-drawer a[href^="/cases/"]')
      await settled(page)
      assert.equal(await page.locator('.el-drawer tbody tr').count(), shown)
      await sound(page, faults, 'figure')
      await page.goto(page.url())
      await page.waitForSelector('.el-drawer a[href^="/cases/"]')
      await page.goBack()
    })

    await step('a rate opens what is above and below its line', async () => {
      await page.goto(`${base}/statistics`)
      await page.locator('[data-row=total] button[data-column=close_out_rate]').click()
      await page.waitForSelector('.el-drawer .tabs button')
      const parts = page.locator('.el-drawer .tabs button')
      assert.equal(await parts.count(), 2)
      await parts.nth(1).click()
      await settled(page)
      const below = Number(/(\d+) 件/.exec(await parts.nth(1).innerText())?.[1])
      assert.equal(await page.locator('.el-drawer tbody tr').count(), below)
      await page.keyboard.press('Escape')
    })

    await step('it comes as Excel and CSV', async () => {
      await page.goto(`${base}/statistics`)
      await page.waitForSelector('[data-row=total]')
      assert.match(await downloaded(page, 'a[data-keep=xlsx]'), /处理统计表.*\.xlsx$/)
      assert.match(await downloaded(page, 'a[data-keep=csv]'), /\.csv$/)
    })

    await step('the report of the last closed round has its parts', async () => {
      const rounds = (await (await page.request.get(`${base}/api/v1/rounds`)).json()).items
      // Another walk may have closed a round nobody visited a site in.
      let closed, report
      for (closed of rounds.filter((r) => r.state === 'closed')) {
        report = await (await page.request.get(`${base}/api/v1/rounds/${closed.id}/report`)).json()
        if (report.items.length && report.streets.length && report.units.length) break
      }
      await page.goto(`${base}/rounds/${closed.id}?view=report`)
      await page.waitForSelector('[data-row=matrix]')
      await sound(page, faults, 'report')
      assert.equal(await page.locator('[data-row=report]').count(), report.items.length + report.streets.length + report.units.length)
      assert.match(await downloaded(page, 'a[data-keep=xlsx]'), /测评报告.*\.xlsx$/)
      assert.match(await downloaded(page, 'a[data-keep=docx]'), /测评报告.*\.docx$/)
    })

    await step('an inspector is told neither', async () => {
      await context.clearCookies()
      await signIn(page, 'inspector')
      const answers = await Promise.all(['/statistics', '/rankings'].map((path) => page.request.get(`${base}/api/v1${path}`)))
      assert.deepEqual(answers.map((a) => a.status()), [403, 403])
      await page.goto(`${base}/statistics`)
      await page.getByText('无权查看').waitFor()
    })
  })
}
