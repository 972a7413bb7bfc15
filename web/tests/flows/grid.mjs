// A node that lacks its leader is found on the board, mended on its page, complete, and its board printed. What is
// done is taken back at the end, so that the flow can be walked again.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser

before(async () => {
  browser = await launch()
})
after(() => browser?.close())

const pagesOf = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`who answers for it (${name})`, { timeout: 240_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      let node

      await step('an incomplete node stands on the board and leads to the edit that mends it', async () => {
        await page.goto(`${base}/nodes`)
        await page.waitForSelector('[data-row=incomplete]')
        await sound(page, faults, 'completeness')
        await page.locator('[data-row=incomplete] a.miss').first().click()
        await page.waitForURL(/mend=leader/)
        await page.waitForSelector('form.edit')
        node = page.url().match(/nodes\/([0-9a-f-]+)/)[1]
        await sound(page, faults, 'appointing')
      })

      await step('a person is assigned from today', async () => {
        await page.locator('form.edit .el-select').first().click()
        await page.waitForSelector('.el-select-dropdown__item:visible')
        await page.locator('.el-select-dropdown__item:visible').first().click()
        await page.locator('form.edit button[type=submit]').click()
        await page.waitForSelector('form.edit', { state: 'detached' })
        await settled(page)
      })

      await step('a duty is added', async () => {
        await page.locator('[data-deed=duties]').click()
        const before = await page.locator('.drafts li').count()
        await page.locator('form:has(.drafts) button', { hasText: '增加一条' }).click()
        await page.fill(`input[name=duty-${before}]`, `雨后检查积水（${name}）`)
        await page.locator('form:has(.drafts) button[type=submit]').click()
        await page.waitForSelector('.drafts', { state: 'detached' })
        assert.match(await page.textContent('.duties'), /雨后检查积水/)
      })

      await step('it is complete now, also for the server', async () => {
        assert.match(await page.textContent('.state'), /责任齐全/)
        const known = await (await page.request.get(`${base}/api/v1/nodes/${node}`)).json()
        assert.equal(known.complete, true)
        await sound(page, faults, 'node')
      })

      await step('the tree is walked by keys', async () => {
        await page.locator('[role=treeitem][tabindex="0"]').focus()
        await page.keyboard.press('Home')
        await page.keyboard.press('ArrowDown')
        assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-level')), '2')
        await page.keyboard.press('ArrowUp')
        assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-level')), '1')
      })

      await step('its board comes out of the printer on one page', async () => {
        await page.goto(`${base}/boards?node=${node}`)
        await page.waitForSelector('article.sheet')
        await sound(page, faults, 'board')
        assert.match(await page.textContent('article.sheet'), /示范数据/)
        assert.equal(pagesOf(await page.pdf({ preferCSSPageSize: true })), 1, 'one page')
      })

      await step('a whole street comes out one page a node', async () => {
        const street = (await (await page.request.get(`${base}/api/v1/nodes?level=2`)).json()).items[0]
        await page.goto(`${base}/boards?node=${street.id}&scope=3&shape=upright`)
        await page.waitForSelector('article.sheet')
        const sheets = await page.locator('article.sheet').count()
        assert.ok(sheets > 1)
        assert.equal(pagesOf(await page.pdf({ preferCSSPageSize: true })), sheets, 'a page each')
      })

      await step('the organisation, the people, the units and the boundaries', async () => {
        for (const path of ['/organisation', '/people', '/nodes?view=coverage', '/units']) {
          await page.goto(base + path)
          await settled(page)
          await sound(page, faults, path)
        }
        await page.locator('[data-row=unit] a').first().click()
        await page.waitForURL(/\/units\/./)
        await sound(page, faults, 'unit')
      })

      await step('what was done is taken back', async () => {
        const known = await (await page.request.get(`${base}/api/v1/nodes/${node}`)).json()
        const leader = known.people.find((p) => p.role === 'leader')
        const headers = (version) => ({ 'If-Match': `"${version}"`, origin: base })
        const back = await page.request.post(`${base}/api/v1/nodes/${node}/withdrawals`, { headers: headers(known.version), data: { role: 'leader', person_id: leader.person.id, since: leader.since } })
        assert.equal(back.status(), 200)
        const duties = known.duties.slice(0, -1).map((d) => ({ id: d.id, text: d.wording }))
        const put = await page.request.put(`${base}/api/v1/nodes/${node}/duties`, { headers: headers(known.version + 1), data: { duties } })
        assert.equal(put.status(), 200)
      })
    })
  })
}
