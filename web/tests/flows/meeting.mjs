// The dispatch meeting: prepared from the figures and edited by the office, held, minuted; what it resolved reaches the
// unit, which reports it, and the office confirms; the papers, the minutes and the ledger come as files.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

async function downloaded(page, selector) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator(selector).first().click()])
  return decodeURIComponent(file.suggestedFilename())
}

async function as(context, page, login) {
  await context.clearCookies()
  await signIn(page, login)
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`a meeting from the figures to a confirmed resolution (${name})`, { timeout: 240_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      const words = `清理背街小巷乱堆乱放 ${name} ${Date.now()}`
      let today, here

      await step('the demonstration tells of meetings', async () => {
        await signIn(page)
        today = (await (await page.request.get(`${base}/api/v1/campaign`)).json()).today
        await page.goto(`${base}/meetings`)
        await page.waitForSelector('[data-row=meeting][data-state=held]')
        await page.waitForSelector('[data-row=meeting][data-state=planned]')
        await sound(page, faults, 'meetings')
      })

      await step('a new one is proposed by the figures', async () => {
        await page.click('[data-act=prepare]')
        await page.fill('input[name=meets_on]', today)
        await page.fill('input[name=chair]', '李副区长')
        await page.click('.el-dialog [data-act=save]')
        await page.waitForURL(/\/meetings\/[0-9a-f-]+$/)
        await page.waitForSelector('[data-row=point]')
        here = page.url()
        await settled(page)
        await sound(page, faults, 'meeting')
        assert.equal(await page.locator('[data-row=point]').first().getAttribute('data-key'), 'resolutions', 'what is not done comes first')
        assert.ok((await page.locator('[data-row=point] a[href^="/cases/"]').count()) > 0, 'facts lead to their cases')
      })

      await step('points are added, moved by keys and left out', async () => {
        await page.click('[data-act=edit-agenda]')
        await page.waitForSelector('[data-row=edit-point]')
        const before = await page.locator('[data-row=edit-point]').count()
        const dropped = await page.locator('[data-row=edit-point]').nth(1).getAttribute('data-key')
        await page.locator('[data-row=edit-point]').nth(1).locator('[data-act=drop]').click()
        await page.locator(`[data-row=proposed][data-key="${dropped}"]`).waitFor()
        await page.click('[data-act=add-point]')
        const last = page.locator('[data-row=edit-point]').last()
        await last.locator('input').first().fill('迎检动员')
        await last.locator('input').first().press('Alt+ArrowUp')
        await sound(page, faults, 'agenda')
        await page.click('[data-act=save]')
        await page.waitForSelector('[data-row=point]')
        await settled(page)
        const points = page.locator('[data-row=point]')
        assert.equal(await points.count(), before, 'one out, one in')
        assert.match(await points.nth(before - 2).innerText(), /迎检动员/, 'it was moved up by one')
        assert.equal(await page.locator(`[data-row=point][data-key="${dropped}"]`).count(), 0)
      })

      await step('it is held, and its agenda is frozen', async () => {
        assert.match(await downloaded(page, '[data-do=pack]'), /会议材料.*\.docx$/)
        await page.click('[data-act=hold]')
        await page.click('.el-dialog [data-act=turn]')
        await page.waitForSelector('[data-act=resolve]')
        await settled(page)
        assert.equal(await page.locator('[data-act=edit-agenda]').count(), 0)
        assert.match(await page.locator('h1').innerText(), /第\d+次调度会/)
      })

      await step('minutes and a resolution are written down', async () => {
        await page.click('[data-act=minute]')
        await page.locator('[data-row=minutes] textarea').first().fill('逐项听取办理情况。')
        await page.click('[data-act=save]')
        await page.getByText('逐项听取办理情况。').waitFor()
        await page.click('[data-act=resolve]')
        await page.fill('.el-dialog textarea[name=text]', words)
        await page.locator('.el-dialog .el-select').first().click()
        await page.keyboard.type('城市管理局')
        await page.locator('.el-select-dropdown__item:visible', { hasText: '区城市管理局' }).first().click()
        await page.fill('.el-dialog input[name=due]', today)
        await settled(page)
        await sound(page, faults, 'resolve')
        await page.click('.el-dialog [data-act=save]')
        await page.locator('[data-row=resolution]', { hasText: words }).waitFor()
        await settled(page)
        await sound(page, faults, 'held')
        assert.match(await downloaded(page, '[data-do=minutes]'), /会议纪要.*\.docx$/)
      })

      await step('its unit finds it on Today and reports it as done', async () => {
        await as(context, page, 'urban-management')
        await page.goto(base)
        await page.getByRole('link', { name: /待办议定事项/ }).first().click()
        await page.waitForURL(/\/resolutions/)
        const row = page.locator('[data-row=resolution]', { hasText: words })
        await row.waitFor()
        await settled(page)
        await sound(page, faults, 'unit')
        await row.locator('[data-act=report]').click()
        await page.fill('.el-dialog textarea[name=words]', '已清理并定人看守')
        await page.click('.el-dialog [data-act=step]')
        // It is no longer among what is to be done.
        await row.waitFor({ state: 'detached' })
        await page.goto(`${base}/resolutions?which=reported`)
        await page.locator('[data-row=resolution][data-state=reported]', { hasText: words }).waitFor()
        assert.equal((await page.request.get(`${base}/api/v1/meetings`)).status(), 403, 'nothing else of the meeting is told')
      })

      await step('the office confirms it, and the ledger comes as a file', async () => {
        await as(context, page, 'office')
        await page.goto(`${base}/resolutions?which=reported`)
        const row = page.locator('[data-row=resolution]', { hasText: words })
        await row.locator('[data-act=confirmation]').click()
        await page.click('.el-dialog [data-act=step]')
        await row.waitFor({ state: 'detached' })
        await page.goto(`${base}/resolutions?which=done`)
        await row.locator('a').first().click()
        await page.waitForURL(/\/resolutions\/[0-9a-f-]+$/)
        await page.waitForSelector('.record li')
        await sound(page, faults, 'resolution')
        assert.equal(await page.locator('.record li').count(), 3, 'resolved, reported, confirmed')
        await page.goto(`${base}/resolutions?which=all`)
        await page.waitForSelector('[data-row=resolution]')
        assert.match(await downloaded(page, '[data-keep=xlsx]'), /议定事项台账.*\.xlsx$/)
      })

      await step('a leader reads and changes nothing', async () => {
        await as(context, page, 'leader')
        await page.goto(here)
        await page.waitForSelector('[data-row=point]')
        assert.equal(await page.locator('[data-act=minute], [data-act=resolve], [data-act=dropping]').count(), 0)
      })
    })
  })
}
