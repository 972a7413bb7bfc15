// The morning: what waits leads to exactly as many, what changed is seen and stays seen, each role has its own.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

const roles = { office: /\/$/, inspector: /\/$/, 'urban-management': /\/$/, worker: /\/$/, leader: /\/$/, auditor: /\/$/, admin: /\/$/ }

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`the morning of the office (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      await settled(page)
      await page.waitForSelector('.today .work')
      await sound(page, faults, 'today')

      await step('every count that leads to cases leads to exactly as many', async () => {
        const links = page.locator('.today .work .panel').first().locator('a[href*="/cases?"]')
        const waits = await links.evaluateAll((all) => all.map((a) => ({ href: a.getAttribute('href'), count: Number(a.querySelector('b').textContent) })))
        assert.ok(waits.length >= 2, 'the office has cases to decide, to dispatch or to check')
        for (const wait of waits) {
          const answer = await page.request.get(`${base}/api/v1${wait.href}`)
          assert.equal((await answer.json()).total, wait.count, wait.href)
        }
        await links.first().click()
        await page.waitForURL(/\/cases\?/)
        await page.waitForSelector('[data-row=case]')
        await page.goBack()
        await page.waitForSelector('.today .work')
      })

      await step('a figure of the week leads to its cases', async () => {
        await page.locator('.today .side table a').first().click()
        await page.waitForURL(/\/cases\?week=/)
        await settled(page)
        await page.goBack()
        await page.waitForSelector('.today .work')
      })

      await step('what changed stays until it is said to be seen', async () => {
        const seen = page.getByRole('button', { name: '已阅' })
        const other = await open(browser, viewport)
        await signIn(other.page, 'office2')
        const [site] = (await (await other.page.request.get(`${base}/api/v1/sites?limit=1`)).json()).items
        const news = await other.page.request.post(`${base}/api/v1/cases`, { headers: { origin: base }, data: { id: crypto.randomUUID(), site_id: site.id, description: '早上的新问题', source: 'hotline', finder_level: 'public' } })
        assert.ok(news.ok(), await news.text())
        await other.context.close()
        await page.reload()
        await page.waitForSelector('.today .side details')
        await page.locator('.today .side summary').first().click()
        await page.waitForSelector('.today .side details[open] ol li')
        await seen.click()
        await page.waitForFunction(() => document.body.innerText.includes('没有新的变化'))
        await page.reload()
        await page.waitForFunction(() => document.body.innerText.includes('没有新的变化'))
      })

      await step('the worst community is one step away', async () => {
        const worst = page.locator('.today ol a[href^="/nodes/"]').first()
        const community = await worst.textContent()
        await worst.click()
        await page.waitForURL(/\/nodes\//)
        await settled(page)
        assert.match(await page.textContent('main'), new RegExp(community.trim()))
      })
    })

    test(`everyone has a morning of their own (${name})`, { timeout: 240_000 }, async (t) => {
      for (const [login, at] of Object.entries(roles)) {
        const { context, page, faults } = await open(browser, viewport)
        t.after(() => context.close())
        await signIn(page, login)
        await page.goto(`${base}/`)
        await page.waitForSelector('.today .work')
        assert.match(new URL(page.url()).pathname, at)
        await sound(page, faults, `today of ${login}`)
        const scores = await page.locator('.headline').count()
        if (login === 'inspector' || login === 'admin') assert.equal(scores, 0, `${login} sees no score`)
        await context.close()
      }
    })
  })
}
