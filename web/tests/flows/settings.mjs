// The settings: changed on one screen, in force on every other; another's change in between is shown, not lost.
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
    test(`settings (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      await page.goto(`${base}/settings`)
      await page.waitForSelector('[data-deed=edit-settings]')
      await sound(page, faults, 'settings')

      await step('larger type scales the page and is kept', async () => {
        const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))
        const usual = await size()
        const larger = () => page.waitForFunction((than) => parseFloat(getComputedStyle(document.documentElement).fontSize) > than, usual)
        await page.check('[name=large-type]')
        await larger()
        await page.reload()
        await page.waitForSelector('[data-deed=edit-settings]')
        await larger()
        await sound(page, faults, 'settings in larger type')
        await page.uncheck('[name=large-type]')
      })

      await step('a wrong number is refused under its field and nothing is lost', async () => {
        await page.click('[data-deed=edit-settings]')
        await page.fill('[name=name-zh]', '')
        await page.click('form.fields button[type=submit]')
        await page.waitForSelector('form.fields em[role=alert]')
        // Chromium logs the refusal that was asked for.
        faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 422/.test(fault)))
        await page.fill('[name=name-zh]', '云岭区创建文明城区（示范）')
        await sound(page, faults, 'settings form')
      })

      await step('a change holds, and can be undone', async () => {
        const before = Number(await page.inputValue('[name=feedback]'))
        await page.fill('[name=feedback]', String(before + 1))
        await page.click('form.fields button[type=submit]')
        await page.waitForSelector('[data-deed=edit-settings]')
        await page.waitForFunction((n) => document.body.innerText.includes(`${n} 天`), before + 1)
        await page.getByRole('button', { name: '撤销' }).click()
        await page.waitForFunction(() => !document.querySelector('form.fields'))
        await settled(page)
        const now = await (await page.request.get(`${base}/api/v1/settings`)).json()
        assert.equal(now.feedback_days, before)
      })

      await step('what another saved in between is shown, and the reader chooses', async () => {
        const read = async () => (await page.request.get(`${base}/api/v1/settings`)).json()
        const usual = await read()
        await page.click('[data-deed=edit-settings]')
        await page.fill('[name=feedback]', String(usual.feedback_days + 2))
        const headers = { origin: base, 'If-Match': `"${usual.version}"` }
        const other = await page.request.patch(`${base}/api/v1/settings`, { headers, data: { feedback_days: usual.feedback_days + 1 } })
        assert.ok(other.ok(), await other.text())
        await page.click('form.fields button[type=submit]')
        const dialog = page.getByRole('dialog')
        await dialog.waitFor()
        const said = await dialog.innerText()
        for (const value of [usual.feedback_days, usual.feedback_days + 1, usual.feedback_days + 2]) assert.match(said, new RegExp(`\\b${value}\\b`))
        // Chromium logs the refusal that was asked for.
        faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 412/.test(fault)))
        await sound(page, faults, 'a conflict of settings')
        await dialog.getByRole('button', { name: '全部用我的' }).click()
        await page.waitForSelector('[data-deed=edit-settings]')
        await settled(page)
        const now = await read()
        assert.equal(now.feedback_days, usual.feedback_days + 2)
        const back = await page.request.patch(`${base}/api/v1/settings`, { headers: { origin: base, 'If-Match': `"${now.version}"` }, data: { feedback_days: usual.feedback_days } })
        assert.ok(back.ok(), await back.text())
      })

      await step('whoever may not change them reads them', async () => {
        const other = await open(browser, viewport)
        t.after(() => other.context.close())
        await signIn(other.page, 'worker')
        await other.page.goto(`${base}/settings`)
        await other.page.waitForSelector('dl')
        assert.equal(await other.page.locator('[data-deed=edit-settings]').count(), 0)
        await sound(other.page, other.faults, 'settings of a worker')
      })
    })
  })
}
