// Why would a problem go there? The office tries a site and a place, and every rule answers.
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
    test(`routing (${name})`, { timeout: 120_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
      const site = (await ask('/sites?limit=1')).items[0]
      const wanted = await ask(`/routing/trace?site=${site.id}`)

      await step('a site goes to the unit the server says, and each rule says why', async () => {
        await page.goto(`${base}/settings`)
        await page.getByRole('link', { name: /为什么派给它/ }).click()
        await page.waitForURL(/\/settings\/routing/)
        await settled(page)
        await sound(page, faults, 'routing, nothing asked')
        await page.locator('.asked .el-select').first().click()
        await page.keyboard.type(site.code)
        await page.locator('.el-select-dropdown__item:visible', { hasText: site.code }).first().click()
        await page.waitForSelector('[data-trace]')
        await settled(page)
        await sound(page, faults, 'routing of a site')
        assert.match(await page.locator('.goes').innerText(), new RegExp(wanted.unit.name))
        assert.equal(await page.locator('[data-rule]').count(), wanted.rules.length)
        const fired = wanted.rules.find((r) => r.unit)
        assert.match(await page.locator(`[data-rule=${fired.rule}]`).innerText(), new RegExp(fired.why.slice(0, 6)))
      })

      await step('a place outside is told, one within is routed', async () => {
        await page.getByRole('button', { name: '坐标' }).click()
        await page.fill('input[name=lon]', '10')
        await page.fill('input[name=lat]', '10')
        await page.getByText(/不在|区外|范围/).first().waitFor()
        await page.fill('input[name=lon]', String(site.lon))
        await page.fill('input[name=lat]', String(site.lat))
        await page.waitForSelector('[data-rule=territorial_unit].fired')
      })
    })
  })
}
