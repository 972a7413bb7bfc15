// Ownership records: noted at a site, followed by another from a day on, told by the rules, ended, taken out again; the list with its file, read back.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`ownership records (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
      const site = (await ask('/sites?q=S005')).items[0]
      const records = async () => (await ask(`/sites/${site.id}/ownerships`)).items
      // What a run that broke off left behind.
      for (const left of await records()) await page.request.delete(`${base}/api/v1/ownerships/${left.id}`, { headers: { 'If-Match': `"${left.version}"`, origin: base } })
      const row = (text) => page.locator('[data-row=ownership]', { hasText: text })
      const pick = async (what, text) => {
        await page.locator(`.el-dialog [data-pick=${what}]`).click()
        await page.locator('.el-select-dropdown__item:visible', { hasText: text }).first().click()
      }

      await step('the list says what stands, what comes and what has ended', async () => {
        await page.goto(`${base}/sites`)
        await page.getByRole('link', { name: '权属记录' }).click()
        await page.waitForSelector('[data-row=ownership]')
        await settled(page)
        await sound(page, faults, 'ownership records')
        const text = await page.locator('main').innerText()
        for (const word of ['鹿鸣东路', '区交通运输局', '城区道路移交协议', '待生效', '已到期']) assert.match(text, new RegExp(word))
        await page.goto(`${base}/ownerships?standing=upcoming&sort=from`)
        await page.waitForSelector('[data-row=ownership]')
        assert.equal(await page.locator('[data-standing=upcoming]').count(), (await ask('/ownerships?standing=upcoming')).total)
      })

      await step('at a site without one a record is noted, and a wrong day is told at its field', async () => {
        await page.goto(`${base}/sites/${site.id}#ownerships`)
        await page.locator('#ownerships [data-act=note-ownership]').click()
        await pick('unit', '云岭供电公司')
        await page.fill('.el-dialog input[name=basis]', '设施移交协议')
        await page.fill('.el-dialog input[name=valid_from]', '2026-12-31')
        await page.fill('.el-dialog input[name=valid_until]', '2026-12-01')
        await settled(page)
        await sound(page, faults, 'a record being noted')
        await page.locator('[data-act=save-ownership]').click()
        await page.locator('.el-dialog em[role=alert]', { hasText: '不能早于' }).waitFor()
        assert.equal(await page.inputValue('.el-dialog input[name=basis]'), '设施移交协议', 'nothing is lost')
        await page.fill('.el-dialog input[name=valid_from]', '')
        await page.fill('.el-dialog input[name=valid_until]', '')
        // The refusal was asked for.
        faults.length = 0
        await page.locator('[data-act=save-ownership]').click()
        await row('云岭供电公司').waitFor()
        assert.match(await row('云岭供电公司').innerText(), /全部项目[\s\S]*长期[\s\S]*生效中/)
        assert.equal((await ask(`/routing/trace?site=${site.id}`)).unit.name, '云岭供电公司')
      })

      await step('a second that overlaps names the first', async () => {
        await page.locator('#ownerships [data-act=note-ownership]').click()
        await pick('unit', '区交通运输局')
        await page.fill('.el-dialog input[name=basis]', '会议纪要')
        await page.locator('[data-act=save-ownership]').click()
        const told = page.locator('.el-dialog em[role=alert]')
        await told.waitFor()
        assert.match(await told.innerText(), /云岭供电公司/)
        faults.length = 0
        await page.locator('.el-dialog').getByRole('button', { name: '取消' }).click()
      })

      await step('another follows from a day on, and the rules say so', async () => {
        await row('云岭供电公司').locator('[data-do=follow]').click()
        await pick('unit', '区交通运输局')
        await page.fill('.el-dialog input[name=basis]', '道路移交协议')
        await page.fill('.el-dialog input[name=valid_from]', '2031-03-01')
        await page.locator('[data-act=save-ownership]').click()
        await row('区交通运输局').waitFor()
        assert.match(await row('云岭供电公司').innerText(), /2031-02-28/)
        await settled(page)
        await sound(page, faults, 'a site with two records')
        const why = (await ask(`/routing/trace?site=${site.id}`)).rules.find((r) => r.rule === 'ownership_record').why
        assert.match(why, /设施移交协议.*2031-03-01起由区交通运输局负责/)
        assert.equal((await ask(`/routing/trace?site=${site.id}&seen=2031-03-01T04:00:00Z`)).unit.name, '区交通运输局')
        await page.goto(`${base}/settings/routing`)
        await page.locator('.asked .el-select').first().click()
        await page.keyboard.type(site.code)
        await page.locator('.el-select-dropdown__item:visible', { hasText: site.code }).first().click()
        await page.waitForSelector('[data-trace]')
        await page.locator('[data-to=ownerships]').click()
        await row('区交通运输局').waitFor()
      })

      await step('two at once: who is second sees what the first made of it and keeps what they wrote', async () => {
        await row('区交通运输局').locator('[data-do=amend]').click()
        await page.fill('.el-dialog input[name=basis]', '补充协议')
        const there = (await records()).find((r) => r.unit.name === '区交通运输局')
        await page.request.patch(`${base}/api/v1/ownerships/${there.id}`, { headers: { 'If-Match': `"${there.version}"`, origin: base }, data: { valid_until: '2035-12-31' } })
        await page.locator('[data-act=save-ownership]').click()
        await page.locator('.el-dialog [role=alert]', { hasText: '2035-12-31' }).waitFor()
        faults.length = 0
        await page.locator('[data-act=save-ownership]').click()
        await row('补充协议').waitFor()
        assert.match(await row('补充协议').innerText(), /2035-12-31/)
      })

      await step('one gets a last day, the other is taken out, and the site remembers both', async () => {
        await row('云岭供电公司').locator('[data-do=end]').click()
        await page.fill('.el-dialog input[name=last_day]', '2030-12-31')
        await page.locator('[data-act=end-ownership]').click()
        await page.locator('[data-row=ownership]', { hasText: '2030-12-31' }).waitFor()
        await row('区交通运输局').locator('[data-do=remove]').click()
        await page.locator('.el-message-box').getByRole('button', { name: '删除记录' }).click()
        await row('区交通运输局').waitFor({ state: 'detached' })
        await page.locator('#ownerships summary').click()
        const told = await page.locator('#ownerships details').innerText()
        for (const sentence of [/登记权属记录：云岭供电公司/, /修改权属记录/, /删除权属记录：区交通运输局/]) assert.match(told, sentence)
        await settled(page)
        await sound(page, faults, 'what became of the records')
      })

      await step('the file of the list is read back and changes nothing', async () => {
        await page.goto(`${base}/ownerships`)
        await page.waitForSelector('[data-row=ownership]')
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-keep=csv]').click()])
        const file = readFileSync(await download.path())
        const total = (await ask('/ownerships')).total
        await page.goto(`${base}/import?kind=ownerships`)
        await page.setInputFiles('input[type=file]', { name: '权属记录.csv', mimeType: 'text/csv', buffer: file })
        await page.locator('[data-deed=check]').click()
        await page.getByText('文件内容与系统现有内容一致').waitFor()
        await settled(page)
        await sound(page, faults, 'records read back')
        const wrong = Buffer.from('点位编码,责任单位,依据,生效日期\nS005,云岭供电公司,合同,\nS003,云岭供电公司,合同,2026-06-01\n')
        await page.setInputFiles('input[type=file]', { name: 'wrong.csv', mimeType: 'text/csv', buffer: wrong })
        await page.locator('[data-deed=check]').click()
        await page.getByText(/重叠/).first().waitFor()
        assert.equal((await ask('/ownerships')).total, total, 'nothing was written')
        for (const left of await records()) await page.request.delete(`${base}/api/v1/ownerships/${left.id}`, { headers: { 'If-Match': `"${left.version}"`, origin: base } })
      })
    })
  })
}
