// The ranking: a unit's on-time rate unfolds down to a case, over periods, and back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const [name, viewport] of Object.entries(sizes)) {
  test(`the ranking unfolds to a case (${name})`, { timeout: 120_000 }, async (t) => {
    const { context, page, faults } = await open(browser, viewport)
    t.after(() => context.close())
    await signIn(page)

    await step('the groups stand apart', async () => {
      await page.goto(`${base}/ranking`)
      await page.waitForSelector('[data-row=rank]')
      await sound(page, faults, 'ranking')
      assert.ok((await page.locator('.tabs.plain button').count()) >= 2, 'more than one group')
    })

    await step('the period is chosen by keyboard, and back undoes it', async () => {
      const earlier = page.locator('button[data-step=earlier]')
      await earlier.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(/period=week/)
      await settled(page)
      await page.goBack()
      await page.waitForURL((url) => !url.search.includes('period='))
      await settled(page)
    })

    await step('an on-time rate unfolds to its cases', async () => {
      await page.locator('[data-row=rank] button[data-indicator=on_time_rate]', { hasNotText: '—' }).first().click()
      await page.waitForURL(/indicator=on_time_rate/)
      await page.waitForSelector('.el-drawer .sum .fraction')
      await page.waitForSelector('.el-drawer a[href^="/cases/"]')
      await page.waitForTimeout(400)
      await sound(page, faults, 'indicator')
      const address = page.url()
      await page.goto(address)
      await page.waitForSelector('.el-drawer a[href^="/cases/"]')
      await page.locator('.el-drawer a[href^="/cases/"]').first().click()
      await page.waitForURL(/\/cases\//)
      await page.waitForSelector('.line li')
      await page.goBack()
      await page.waitForURL(/indicator=on_time_rate/)
    })

    await step('a unit has its line over the periods', async () => {
      await page.goto(`${base}/ranking`)
      await page.locator('[data-row=rank] th a').first().click()
      await page.waitForURL(/\/ranking\/units\//)
      await page.waitForSelector('[data-row=period]')
      await sound(page, faults, 'unit')
    })
  })
}
