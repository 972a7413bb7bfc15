// The office accounts for lost points: by unit, then by cause; the sums add up; causes are given and taken back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser

before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** The sums of the groups and of the total, in hundredths, so that no rounding of ours comes in. */
function sums(page) {
  return page.evaluate(() => {
    const whole = (cell) => Math.round(Number(cell.textContent) * 100)
    const of = (row) => ({ lost: whole(row.querySelector('[data-sum=lost]')), points: Number(row.querySelector('[data-sum=points]').textContent) })
    const groups = [...document.querySelectorAll('[data-row=group]')].map(of)
    const add = (key) => groups.reduce((sum, g) => sum + g[key], 0)
    return { groups: groups.length, lost: add('lost'), points: add('points'), total: of(document.querySelector('[data-row=total]')) }
  })
}

async function addsUp(page, where) {
  const s = await sums(page)
  assert.equal(s.points, s.total.points, where)
  // Each group is shown rounded to hundredths.
  assert.ok(Math.abs(s.lost - s.total.lost) <= s.groups, `${where}: ${s.lost} of ${s.total.lost}`)
  return s
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`the ledger at ${viewport.width}×${viewport.height}`, () => {
    test(`lost points by unit, by cause, and their causes (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const rounds = await (await page.request.get(`${base}/api/v1/rounds`)).json()
      const round = rounds.items.find((r) => r.kind === 'mock' && r.state === 'closed')

      let all
      await step('by unit, the sums add up', async () => {
        await page.goto(`${base}/rounds/${round.id}?view=lost`)
        await page.waitForSelector('[data-row=total]')
        all = await addsUp(page, 'by unit')
        await sound(page, faults, 'ledger by unit')
      })

      await step('a unit unfolds into its causes', async () => {
        const first = page.locator('[data-row=group]').first()
        const points = await first.locator('[data-sum=points]').textContent()
        await first.locator('th button').click()
        await page.waitForURL(/group=cause/)
        await settled(page)
        const unit = await addsUp(page, 'by cause')
        assert.equal(unit.total.points, Number(points))
        assert.ok(unit.total.points < all.total.points)
        await page.goBack()
        await page.waitForSelector('[data-row=total]')
      })

      await step('those without a cause are a group of their own', async () => {
        await page.goto(`${base}/rounds/${round.id}?view=lost&group=cause`)
        await page.waitForSelector('[data-row=group][data-key=none]')
        const by = await addsUp(page, 'all by cause')
        assert.equal(by.total.points, all.total.points)
        await page.locator('[data-row=group][data-key=none] th button').click()
        await page.waitForURL(/cause=none/)
        await settled(page)
      })

      await step('it goes out as a file', async () => {
        const [sums] = await Promise.all([page.waitForEvent('download'), page.locator('a[href*="part=groups"]').click()])
        assert.match(sums.suggestedFilename(), /\.xlsx$/)
        const [lines] = await Promise.all([page.waitForEvent('download'), page.locator('a[href*="format=csv"]').click()])
        assert.match(lines.suggestedFilename(), /\.csv$/)
      })

      await step('three lines are given a cause, and it is undone', async () => {
        const before = await page.locator('[data-row=lost-point]').count()
        assert.ok(before >= 3)
        for (const n of [0, 1, 2]) await page.locator('[data-row=lost-point] input[type=checkbox]').nth(n).check()
        await page.locator('.batch .el-select').click()
        await page.locator('.el-select-dropdown:visible .el-select-dropdown__item', { hasText: '责任不清' }).click()
        await page.locator('[data-do=assign]').click()
        await page.waitForFunction((n) => document.querySelectorAll('[data-row=lost-point]').length === n, before - 3)
        await sound(page, faults, 'causes given')
        await page.getByRole('button', { name: /撤销/ }).first().click()
        await page.waitForFunction((n) => document.querySelectorAll('[data-row=lost-point]').length === n, before)
      })
    })
  })
}
