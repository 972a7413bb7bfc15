// The red and black list: drafted from the figures by the office, refused to whoever submitted it, approved by a leader,
// published, seen by a unit; corrected only by a new edition; the notice and the table come as files.
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

async function taken(page, act, fill) {
  await page.click(`[data-act=${act}]`)
  await page.waitForSelector('.el-dialog [data-act=step]')
  if (fill) await page.fill('.el-dialog textarea[name=reason]', fill)
  await page.click('.el-dialog [data-act=step]')
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`a listing from the draft to its units (${name})`, { timeout: 240_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      let here

      await step('the demonstration tells of listings, the corrected one struck', async () => {
        await signIn(page)
        await page.goto(`${base}/ranking`)
        await page.click('[data-to=listings]')
        await page.waitForSelector('[data-row=listing][data-mark=published]')
        await page.waitForSelector('[data-row=listing][data-mark=draft]')
        await sound(page, faults, 'listings')
        await page.locator('[data-row=listing][data-mark=corrected] a').first().click()
        await page.waitForSelector('[data-told=corrected]')
        await sound(page, faults, 'corrected')
        await page.locator('[data-told=corrected] a').click()
        await page.waitForSelector('[data-part=correction]')
        await sound(page, faults, 'correction')
      })

      await step('the office drafts one for days nobody listed', async () => {
        const taken = new Set((await (await page.request.get(`${base}/api/v1/listings`)).json()).items.map((l) => l.period))
        const { today } = await (await page.request.get(`${base}/api/v1/rankings/periods`)).json()
        const back = (n) => new Date(Date.parse(`${today}T00:00:00Z`) - n * 86_400_000).toISOString().slice(0, 10)
        let days = 7
        while (taken.has(`days:${back(days)}..${back(1)}`)) days += 1
        const made = await page.evaluate(() => crypto.randomUUID?.())
        assert.ok(made)
        await page.goto(`${base}/listings`)
        await page.click('[data-act=draft]')
        await page.waitForSelector('.el-dialog [data-act=save]')
        await page.locator('.el-dialog .tabs button', { hasText: '自选' }).click()
        await page.fill('.el-dialog input[name=from]', back(days))
        await page.locator('.el-dialog input[name=from]').dispatchEvent('change')
        await page.fill('.el-dialog input[name=until]', back(1))
        await page.locator('.el-dialog input[name=until]').dispatchEvent('change')
        await sound(page, faults, 'draft')
        await page.click('.el-dialog [data-act=save]')
        await page.waitForURL(/\/listings\/[0-9a-f-]+$/)
        await page.waitForSelector('[data-side=black]')
        here = page.url()
        await sound(page, faults, 'listing')
        assert.ok((await page.locator('[data-row=listed]').count()) > 0, 'somebody is listed')
      })

      await step('it is drafted anew by other rules', async () => {
        await page.click('[data-act=amend]')
        await page.waitForSelector('.el-drawer [data-act=save]')
        await page.fill('.el-drawer textarea[name=note]', '请各单位对照整改。')
        await sound(page, faults, 'amend')
        await page.click('.el-drawer [data-act=save]')
        await page.getByText('请各单位对照整改。').first().waitFor()
        await page.waitForSelector('.el-drawer', { state: 'hidden' })
      })

      await step('whoever submits it does not approve it', async () => {
        await taken(page, 'submission')
        await page.waitForSelector('[data-told=own]')
        assert.equal(await page.locator('[data-act=approval]').count(), 0)
        const id = here.split('/').at(-1)
        const refused = await page.evaluate(async (id) => {
          const now = await fetch(`/api/v1/listings/${id}`)
          const answer = await fetch(`/api/v1/listings/${id}/approval`, { method: 'POST', headers: { 'If-Match': now.headers.get('etag') } })
          return answer.status
        }, id)
        assert.ok(refused >= 400, 'refused by the server too')
        // The refusal just asked for is in the console of the browser.
        faults.length = 0
      })

      await step('a leader finds it on Today and approves it', async () => {
        await as(context, page, 'leader')
        await page.goto(base)
        await page.getByRole('link', { name: /待批准红黑榜/ }).first().click()
        await page.waitForURL(/\/listings\?mark=submitted/)
        await page.goto(here)
        await taken(page, 'approval')
        await page.waitForSelector('[data-act=return]')
        await page.waitForSelector('[data-act=approval]', { state: 'detached' })
        await sound(page, faults, 'approved')
      })

      await step('a unit sees nothing before it is out', async () => {
        await as(context, page, 'urban-management')
        assert.equal((await page.request.get(`${base}/api/v1/listings/${here.split('/').at(-1)}`)).status(), 404)
      })

      await step('the office publishes it, and it comes as files', async () => {
        await as(context, page, 'office')
        await page.goto(here)
        await taken(page, 'publication')
        await page.waitForSelector('.hash code')
        await page.waitForSelector('[data-act=correction]')
        await sound(page, faults, 'published')
        assert.match(await page.locator('.hash code').innerText(), /^[0-9a-f]{64}$/)
        assert.match(await downloaded(page, '[data-do=docx]'), /红黑榜.*\.docx$/)
        assert.match(await downloaded(page, '[data-do=xlsx]'), /红黑榜.*\.xlsx$/)
        assert.match(await downloaded(page, '[data-do=csv]'), /红黑榜.*\.csv$/)
        await settled(page)
      })

      await step('its figures lead to where they are taken apart', async () => {
        await page.locator('[data-to=figure]').first().click()
        await page.waitForURL(/\/ranking/)
        await settled(page)
      })

      await step('a unit reads it and does nothing with it', async () => {
        await as(context, page, 'urban-management')
        await page.goto(`${base}/listings`)
        await page.waitForSelector('[data-row=listing][data-mark=published]')
        assert.equal(await page.locator('[data-row=listing][data-mark=draft]').count(), 0)
        await page.goto(here)
        await page.waitForSelector('[data-side=red]')
        await sound(page, faults, 'unit')
        assert.equal(await page.locator('[data-act=correction], [data-act=return], [data-act=amend]').count(), 0)
      })
    })
  })
}
