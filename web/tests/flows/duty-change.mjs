// Duty changes: planned at a node and at a site, foreseen by the rules, seen in the list with its file, withdrawn again.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** A day so many days from now, as a date field has it. */
const inDays = (n) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`duty changes (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
      const site = (await ask('/sites?q=S005')).items[0]
      const node = (await ask('/nodes?level=3')).items[0]
      const unit = (await ask('/units')).items.find((u) => u.name === '区交通运输局')
      // What a run that broke off left behind.
      for (const left of [...(await ask(`/duty-changes?state=planned&site=${site.id}`)).items, ...(await ask(`/duty-changes?state=planned&node=${node.id}`)).items]) {
        await page.request.post(`${base}/api/v1/duty-changes/${left.id}/withdrawal`, { headers: { 'If-Match': `"${left.version}"`, origin: base } })
      }
      const [day, basis] = [inDays(40), `创城办会议纪要（${name}）`]
      const row = page.locator('[data-row=duty-change]', { hasText: basis })
      const pick = async (text) => {
        await page.locator('.el-dialog [data-pick=unit]').click()
        await page.keyboard.type(text.slice(1, 4))
        await page.locator('.el-select-dropdown__item:visible', { hasText: text }).first().click()
      }
      const fill = async (on) => {
        await pick(unit.name)
        await page.fill('.el-dialog input[name=effective_on]', on)
        await page.fill('.el-dialog input[name=basis]', basis)
      }
      const withdraw = async () => {
        await row.first().locator('[data-do=withdraw]').click()
        await page.locator('.el-message-box').getByRole('button', { name: '撤销' }).click()
      }

      await step('the list says what has passed and what is to come', async () => {
        await page.goto(`${base}/nodes`)
        await page.locator('main').getByRole('link', { name: '职责变更' }).click()
        await page.waitForSelector('[data-row=duty-change]')
        await settled(page)
        await sound(page, faults, 'duty changes')
        const text = await page.locator('main').innerText()
        for (const word of ['小石门第3网格', '鹿鸣街道办事处', '长乐社区', '待生效', '已生效']) assert.match(text, new RegExp(word))
      })

      await step('at a node a change is planned, and a day that is past is told at its field', async () => {
        await page.goto(`${base}/nodes/${node.id}`)
        await page.locator('[data-act=plan-duty-change]').click()
        await settled(page)
        assert.equal(await page.locator('[data-act=save-duty-change]').isDisabled(), true, 'nothing is said yet')
        await fill('2026-01-01')
        await settled(page)
        await sound(page, faults, 'a change being planned')
        await page.locator('[data-act=save-duty-change]').click()
        await page.locator('.el-dialog em[role=alert]', { hasText: '最早为明天' }).waitFor()
        assert.equal(await page.inputValue('.el-dialog input[name=basis]'), basis, 'nothing is lost')
        // The refusal was asked for.
        faults.length = 0
        await page.fill('.el-dialog input[name=effective_on]', day)
        await page.locator('[data-act=save-duty-change]').click()
        await row.waitFor()
        assert.match(await row.innerText(), new RegExp(`自${day}起由区交通运输局负责.*不再负责`))
        await settled(page)
        await sound(page, faults, 'a node with a planned change')
      })

      await step('the rules tell of it, and answer for its day', async () => {
        const territory = (trace) => trace.rules.find((r) => r.rule === 'territorial_unit')
        const now = await ask(`/routing/trace?node=${node.id}`)
        const then = await ask(`/routing/trace?node=${node.id}&on=${day}`)
        assert.match(territory(now).why, new RegExp(`${day}起由区交通运输局负责`))
        assert.notEqual(now.unit.name, '区交通运输局')
        assert.equal(then.unit.name, '区交通运输局')
      })

      await step('at a site the supporting unit passes, and may pass to nobody', async () => {
        await page.goto(`${base}/sites/${site.id}`)
        await page.locator('[data-act=plan-duty-change]').click()
        await page.locator('.el-dialog').getByText('包联单位', { exact: true }).click()
        await fill(day)
        await settled(page)
        await sound(page, faults, 'a change of a site being planned')
        await page.locator('[data-act=save-duty-change]').click()
        await row.waitFor()
        assert.match(await row.innerText(), new RegExp(`自${day}起由区交通运输局包联`))
        await page.locator('[data-act=plan-duty-change]').click()
        await page.locator('.el-dialog .el-checkbox').click()
        await page.fill('.el-dialog input[name=effective_on]', inDays(50))
        await page.fill('.el-dialog input[name=basis]', basis)
        await page.locator('[data-act=save-duty-change]').click()
        await page.locator('[data-row=duty-change]', { hasText: '没有责任单位' }).waitFor()
        await settled(page)
        await sound(page, faults, 'a site with two planned changes')
        assert.equal(await row.count(), 2)
      })

      await step('the list is narrowed and kept as a file', async () => {
        await page.goto(`${base}/duty-changes?state=planned&q=${encodeURIComponent(basis)}`)
        await row.first().waitFor()
        assert.equal(await row.count(), 3)
        await settled(page)
        await sound(page, faults, 'planned changes')
        const days = await page.locator('[data-row=duty-change] td.day').allInnerTexts()
        assert.deepEqual(days, [...days].sort(), 'by day')
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-keep=csv]').click()])
        const file = readFileSync(await download.path(), 'utf8')
        assert.match(file, /生效日期,编码,网格或点位/)
        assert.equal(file.split('\n').filter((line) => line.includes(basis)).length, 3)
      })

      await step('they are withdrawn, in the list and at the node, and stay to be read', async () => {
        await page.goto(`${base}/duty-changes?state=planned&site=${site.id}`)
        for (const left of [1, 0]) {
          await row.first().waitFor()
          await withdraw()
          await page.waitForFunction((n) => document.querySelectorAll('[data-row=duty-change]').length === n, left)
        }
        await page.goto(`${base}/nodes/${node.id}`)
        await page.waitForSelector('[data-act=plan-duty-change]')
        await settled(page)
        await withdraw()
        await row.waitFor({ state: 'detached' })
        await page.getByRole('link', { name: /以往变更/ }).click()
        await page.waitForSelector('[data-state=withdrawn]')
        assert.match(await page.locator('main').innerText(), /已撤销/)
        assert.equal((await ask(`/duty-changes?state=planned&q=${encodeURIComponent(basis)}`)).total, 0)
        await settled(page)
        await sound(page, faults, 'what was withdrawn')
      })
    })
  })
}
