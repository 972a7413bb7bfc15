// Clocks: hours of a season and a table of limits on the settings page, a limit by a day shown back before it is set,
// the stages of the case with their clocks, and deadlines that move only on the office's word.
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
    test(`clocks (${name})`, { timeout: 240_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page, 'office')
      const read = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
      const usual = await read('/settings')

      await step('a season and a row of the table are set, and the table answers', async () => {
        await page.goto(`${base}/settings`)
        await page.waitForSelector('[data-deed=edit-settings]')
        await page.waitForSelector('[data-said=tried]')
        await page.waitForSelector('[data-said=differences]')
        await sound(page, faults, 'settings with clocks')
        await page.click('[data-deed=edit-settings]')
        const rows = await page.locator('[data-limit-row]').count()
        assert.equal(rows, usual.limits.length)
        await page.click('[data-deed=add-limit]')
        await page.locator('[data-limit-row]').nth(rows).getByLabel(`第 ${rows + 1} 行时限`).fill('6')
        await page.click('[data-deed=add-season]')
        await page.click('[data-deed=suggest-stages]')
        await sound(page, faults, 'settings form with clocks')
        // Summer is there already, and a day has one set of hours.
        await page.click('form.fields button[type=submit]')
        await page.waitForFunction(() => [...document.querySelectorAll('form.fields em[role=alert]')].some((em) => em.innerText.includes('重叠') || em.innerText.includes('用不上')))
        faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 422/.test(fault)))
        await page.getByRole('button', { name: '取消' }).last().click()
      })

      await step('a change of settings moves nothing; the office does, with a reason', async () => {
        const version = (await read('/settings')).version
        const stands = await read('/cases?open=true&sort=deadline&limit=500&counts=false')
        const headers = { origin: base, 'If-Match': `"${version}"` }
        const limits = [...usual.limits, { limit: { value: name === 'desk' ? 9 : 11, clock: 'working_days' } }]
        const changed = await page.request.patch(`${base}/api/v1/settings`, { headers, data: { limits } })
        assert.ok(changed.ok(), await changed.text())
        const due = (list) => Object.fromEntries(list.items.map((c) => [c.id, c.deadline_at]))
        assert.deepEqual(due(await read('/cases?open=true&sort=deadline&limit=500&counts=false')), due(stands))
        const would = await read('/settings/deadlines')
        assert.ok(would.total > 0, 'some deadlines would be others')
        await page.goto(`${base}/settings`)
        await page.waitForSelector('[data-deed=recompute]')
        assert.match(await page.locator('[data-said=differences]').innerText(), new RegExp(String(would.total)))
        await page.click('[data-deed=recompute]')
        await page.waitForSelector('[data-said=differences] [role=alert]')
        await sound(page, faults, 'deadlines that would be others')
        await page.fill('[name=recompute-reason]', '时限表调整，统一期限')
        await page.click('[data-deed=recompute]')
        await page.locator('.el-message-box__btns .el-button--primary').click()
        await page.waitForFunction(() => document.querySelector('[data-said=differences] [role=status]'), null, { timeout: 60_000 })
        assert.equal((await read('/settings/deadlines')).total, 0)
        const moved = would.items[0]
        const detail = await read(`/cases/${moved.case.id}`)
        assert.equal(detail.deadline_at, moved.then)
        assert.match(detail.timeline.at(-1).text, /统一期限/)
        const again = await page.request.patch(`${base}/api/v1/settings`, { headers: { origin: base, 'If-Match': `"${(await read('/settings')).version}"` }, data: { limits: usual.limits } })
        assert.ok(again.ok(), await again.text())
      })

      await step('a limit by a day is shown back before it is set, and a wrong one refused in words', async () => {
        const reported = (await read('/cases?state=reported&limit=50')).items
        assert.ok(reported.length, 'a case to file')
        const chosen = reported[0]
        await page.goto(`${base}/cases/${chosen.id}`)
        await page.getByRole('button', { name: '立案' }).first().click()
        const field = page.locator('input[name=limit]')
        await field.waitFor()
        await page.waitForSelector('[data-said=limit]')
        await field.fill('2020年7月1日前')
        await page.waitForFunction(() => document.querySelector('[data-said=limit]')?.innerText.includes('已过'))
        faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 422/.test(fault)))
        const day = new Date(Date.now() + 9 * 86_400_000)
        const words = `限${day.getMonth() + 1}月${day.getDate()}日前`
        await field.fill(words)
        await page.waitForFunction(() => document.querySelector('[data-said=limit]')?.innerText.includes('截至'))
        await sound(page, faults, 'filing with a limit by a day')
        await page.locator('.el-dialog__footer .el-button--primary').click()
        await page.waitForSelector('.el-dialog', { state: 'hidden' })
        const filed = await read(`/cases/${chosen.id}`)
        assert.equal(filed.state, 'filed')
        assert.match(filed.limit_rule_text, new RegExp(words))
        await page.waitForFunction((n) => document.querySelectorAll('[data-stage]').length >= n, 2)
        await settled(page)
        await sound(page, faults, 'a case with its stages')
      })

      await step('how long the stages took is told by unit', async () => {
        await page.goto(`${base}/stage-times`)
        await page.waitForSelector('tbody tr')
        await sound(page, faults, 'time by stage')
      })
    })
  })
}
