// A demonstration site that meets the mark yields a card; the other sites of its type are planned; a unit reports its site
// as done, which is not yet a pass.
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
    test(`replication (${name})`, { timeout: 240_000 }, async (t) => {
      const as = async (login) => {
        const opened = await open(browser, viewport)
        t.after(() => opened.context.close())
        await signIn(opened.page, login)
        return opened
      }
      const office = await as('office')
      const overview = async ({ page } = office) => (await page.request.get(`${base}/api/v1/replication`)).json()
      const first = await overview()
      const countOf = (type) => first.types.find((y) => y.site_type.code === type).others.total
      const example = first.demonstrations.find((d) => d.meets_mark && !d.cards.length && countOf(d.site_type.code))
      assert.ok(example, 'a demonstration site without a card')
      let card

      await step('the office writes a card of a demonstration site that meets the mark', async () => {
        const { page, faults } = office
        await page.goto(`${base}/replication`)
        await page.waitForSelector('[data-stage=others]')
        await settled(page)
        await sound(page, faults, 'replication')
        assert.equal(await page.locator('[data-stage=demonstration] .big').innerText().then((s) => s.replace(/\s/g, '')), `${first.stages[0].tally.reached}/${first.stages[0].tally.total}`)
        await page.locator('[data-row=demonstration]', { hasText: example.site.name }).locator('[data-act=write]').click()
        await page.waitForSelector('input[name=title]')
        assert.equal(await page.locator('[data-act=save]').isDisabled(), true, 'nothing is written yet')
        await page.fill('input[name=title]', '每日三清')
        await page.locator('[data-row=measure] textarea').fill('早中晚各清一次，值班表上墙。')
        await page.locator('[data-row=measure] input[inputmode=decimal]').fill('一百')
        await page.click('[data-act=save]')
        await page.waitForSelector('.el-dialog [role=alert]')
        assert.match(await page.locator('.el-dialog [role=alert]').innerText(), /一百.+不是金额/)
        // The browser notes the refusal that was asked for.
        faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 422/.test(fault)))
        await sound(page, faults, 'writing a card')
        await page.locator('[data-row=measure] input[inputmode=decimal]').fill('100')
        await page.click('[data-act=save]')
        await page.waitForURL(/\/practice-cards\//)
        card = page.url().split('/').pop()
        await page.waitForSelector('[data-row=measure]')
        await settled(page)
        await sound(page, faults, 'a card')
      })

      await step('all other sites of the type are to copy it', async () => {
        const { page } = office
        await page.click('[data-act=plan]')
        await page.waitForSelector('input[name=due_on]')
        await page.locator('.el-dialog [data-act=save]').click()
        await page.waitForSelector('[data-row=replication]')
        assert.equal(await page.locator('[data-row=replication]').count(), countOf(example.site_type.code))
        assert.equal(await page.locator('[data-act=plan]').isDisabled(), true, 'nobody is left')
      })

      await step('a unit reports its site as done, which is not a pass', async () => {
        const planned = (await (await office.page.request.get(`${base}/api/v1/practice-cards/${card}`)).json()).replications[0]
        const unit = await as(planned.unit.code)
        const { page, faults } = unit
        await page.goto(`${base}/practice-cards/${card}`)
        const row = page.locator('[data-row=replication]', { hasText: planned.site.name })
        await row.locator('[data-act=adopt]').click()
        await page.fill('textarea[name=text]', '照做，另加一班')
        await sound(page, faults, 'reporting')
        await page.locator('.el-dialog [data-act=save]').click()
        await page.waitForSelector('[data-row=replication][data-state=adopted]')
        assert.equal(await page.locator('[data-act=edit]').count(), 0, 'a unit does not change the card')
        const now = await overview()
        const copying = now.stages.find((s) => s.stage === 'copying').tally
        assert.equal(copying.reached, first.stages.find((s) => s.stage === 'copying').tally.reached, 'only a later visit makes it pass')
        assert.equal(copying.total, first.stages.find((s) => s.stage === 'copying').tally.total + countOf(example.site_type.code))
      })

      await step('the map tells how far the district is', async () => {
        const { page } = office
        await page.goto(`${base}/chessboard`)
        await page.waitForSelector('[data-strip=replication]')
        const { stages } = await overview()
        assert.match((await page.locator('[data-strip=replication]').innerText()).replace(/\s+/g, ' '), new RegExp(`${stages[0].tally.reached}/${stages[0].tally.total}`))
      })
    })
  })
}
