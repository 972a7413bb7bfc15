// The rules by which cases are sent: tried, changed in a draft, tried on past cases, saved, and asked why.
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
    test(`routing (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
      const site = (await ask('/sites?limit=1')).items[0]
      const wanted = await ask(`/routing/trace?site=${site.id}`)
      const kept = await ask('/routing/rules')
      const row = (text) => page.locator('[data-row=rule]', { hasText: text })

      await step('the table shows every rule in words, and what points to a unit out of use', async () => {
        await page.goto(`${base}/settings`)
        await page.getByRole('link', { name: /为什么派给它/ }).click()
        await page.waitForURL(/\/settings\/routing/)
        await page.waitForSelector('[data-row=rule]')
        await settled(page)
        await sound(page, faults, 'routing, nothing asked')
        assert.equal(await page.locator('[data-row=rule]').count(), kept.rules.length)
        assert.match(await row('渣土清运归渣土清运队').innerText(), /指向停用单位/)
        assert.match(await row('长乐社区保洁（新合同）').innerText(), /待生效/)
        assert.match(await row('夜市经营秩序归城管').innerText(), /19:00–02:00/)
      })

      await step('a site goes to the unit the server says, and each rule says why', async () => {
        await page.locator('.asked .el-select').first().click()
        await page.keyboard.type(site.code)
        await page.locator('.el-select-dropdown__item:visible', { hasText: site.code }).first().click()
        await page.waitForSelector('[data-trace]')
        await settled(page)
        await sound(page, faults, 'routing of a site')
        assert.match(await page.locator('.goes').innerText(), new RegExp(wanted.unit.name))
        assert.equal(await page.locator('[data-outcome]').count(), wanted.rules.length)
        const fired = wanted.rules.find((r) => r.unit)
        assert.match(await page.locator('[data-outcome=fired]').innerText(), new RegExp(fired.why.slice(0, 6)))
      })

      await step('a place outside is told, one within is routed', async () => {
        await page.getByRole('button', { name: '坐标' }).click()
        await page.fill('input[name=lon]', '10')
        await page.fill('input[name=lat]', '10')
        await page.getByText(/不在|区外|范围/).first().waitFor()
        await page.fill('input[name=lon]', String(site.lon))
        await page.fill('input[name=lat]', String(site.lat))
        await page.waitForSelector('[data-rule=territorial_unit].fired')
        // The places outside were refused, as they should be.
        faults.length = 0
      })

      await step('a rule is added to a draft and tried on the latest cases before anything is kept', async () => {
        await page.locator('[data-act=add-rule]').click()
        await page.fill('.el-drawer input[name=name]', `试用规则 ${name}`)
        await page.locator('.el-drawer [data-pick=unit]').click()
        await page.locator('.el-select-dropdown__item:visible', { hasText: '区应急管理局' }).first().click()
        await settled(page)
        await sound(page, faults, 'a rule being made')
        await page.locator('[data-act=rule-done]').click()
        await row(`试用规则 ${name}`).waitFor()
        await page.locator('[data-act=attempt]').click()
        await page.waitForSelector('[data-trial]')
        assert.match(await page.locator('[data-trial]').innerText(), /件案卷中，有 \d+ 件会派给别的单位/)
        assert.ok((await page.locator('[data-row=moved]').count()) > 0)
        await settled(page)
        await sound(page, faults, 'a draft tried')
        assert.equal((await ask('/routing/rules')).version, kept.version, 'nothing was kept')
      })

      await step('it is moved by keyboard and buttons, and follows itself from a day on', async () => {
        const first = page.locator('[data-row=rule]').first()
        await first.focus()
        await page.keyboard.press('Alt+ArrowDown')
        await page.waitForFunction((text) => document.querySelectorAll('[data-row=rule]')[1]?.innerText.includes(text), `试用规则 ${name}`)
        assert.match(await page.evaluate(() => document.activeElement?.innerText ?? ''), /试用规则/, 'the focus goes along')
        await row(`试用规则 ${name}`).locator('[data-act=up]').click()
        await page.waitForFunction((text) => document.querySelectorAll('[data-row=rule]')[0]?.innerText.includes(text), `试用规则 ${name}`)
        await row(`试用规则 ${name}`).locator('[data-act=follow]').click()
        await page.fill('input[name=follow-from]', '2031-03-01')
        await page.locator('[data-act=follow-done]').click()
        await page.waitForFunction((n) => document.querySelectorAll('[data-row=rule]').length === n, kept.rules.length + 2)
        assert.match(await page.locator('[data-row=rule]').nth(0).innerText(), /2031-02-28/)
        assert.match(await page.locator('[data-row=rule]').nth(1).innerText(), /2031-03-01/)
      })

      await step('saved it decides, and what is taken out again no longer does', async () => {
        await page.locator('[data-act=save-rules]').click()
        await page.waitForSelector('[data-draft]', { state: 'detached' })
        assert.equal((await ask('/routing/rules')).version, kept.version + 1)
        assert.equal((await ask(`/routing/trace?site=${site.id}`)).unit.name, '区应急管理局')
        for (const left of [1, 0]) {
          await row(`试用规则 ${name}`).first().locator('[data-act=drop]').click()
          await page.waitForFunction(([text, n]) => [...document.querySelectorAll('[data-row=rule]')].filter((r) => r.innerText.includes(text)).length === n, [`试用规则 ${name}`, left])
        }
        await page.locator('[data-act=save-rules]').click()
        await page.waitForSelector('[data-draft]', { state: 'detached' })
        assert.deepEqual((await ask('/routing/rules')).rules.map((r) => r.rule.id), kept.rules.map((r) => r.rule.id))
      })

      await step('from a case one asks why it went there', async () => {
        const sent = (await ask('/cases?state=in_hand&limit=1')).items[0]
        await page.goto(`${base}/cases/${sent.id}`)
        await page.getByRole('link', { name: '为什么派给它' }).click()
        await page.waitForSelector('[data-recorded]')
        await settled(page)
        await sound(page, faults, 'why a case went there')
        assert.match(await page.locator('[data-recorded]').innerText(), new RegExp(sent.unit.name))
      })
    })
  })
}
