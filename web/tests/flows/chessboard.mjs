// The chessboard: find the worst community, see why, look a week back, draw a shape, open a site.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

describe('the chessboard', () => {
  for (const [size, viewport] of Object.entries(sizes)) {
    test(size, { timeout: 180_000 }, async () => {
      const { context, page, faults } = await open(browser, viewport)
      await signIn(page)

      await step('the list names the worst community first, and the map is drawn', async () => {
        await page.goto(`${base}/chessboard`)
        await page.waitForSelector('.district-map[data-drawn]', { timeout: 60_000 })
        const scores = (await page.locator('[data-row=node] td:nth-child(2)').allTextContents()).map(Number.parseFloat).filter(Number.isFinite)
        assert.ok(scores.length > 1)
        assert.deepEqual(scores, [...scores].sort((a, b) => a - b))
        await sound(page, faults, 'chessboard')
      })

      await step('its card says who answers for it', async () => {
        await page.locator('[data-row=node] .link').first().click()
        await page.waitForURL(/card=nodes/)
        await settled(page)
        assert.match(await page.textContent('.card'), /网格长/)
        await sound(page, faults, 'card')
      })

      await step('a week back the day is another, and back undoes it', async () => {
        await page.getByRole('button', { name: '前一周' }).click()
        await page.waitForURL(/day=\d{4}-\d\d-\d\d/)
        await settled(page)
        await page.goBack()
        await page.waitForURL((url) => !url.search.includes('day='))
        await settled(page)
      })

      await step('a shape is drawn and everything follows it', async () => {
        await page.getByRole('button', { name: '矩形', exact: true }).click()
        await page.locator('.hint').waitFor()
        await page.locator('.district-map').scrollIntoViewIfNeeded()
        const box = await page.locator('.district-map').boundingBox()
        for (const [x, y] of [[0.35, 0.35], [0.6, 0.6]]) {
          await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 })
          await page.waitForTimeout(150)
          await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
        }
        await page.waitForURL(/shape=r/)
        await settled(page)
        assert.match(await page.textContent('h1'), /圈选范围/)
        await sound(page, faults, 'shape')
      })

      await step('a line of the list under the pointer is ringed on the map', async () => {
        await page.goto(`${base}/chessboard?list=sites`)
        await page.waitForSelector('[data-drawn=true]')
        const row = page.locator('[data-row=sites]').first()
        await row.scrollIntoViewIfNeeded()
        await row.locator('button').focus()
        const ringed = () => page.evaluate(async () => (await document.querySelector('.district-map').map.getSource('marked').getData()).features.length)
        await page.waitForFunction(async () => (await document.querySelector('.district-map').map.getSource('marked').getData()).features.length === 1)
        assert.equal(await ringed(), 1)
        await row.locator('button').blur()
        await page.waitForFunction(async () => (await document.querySelector('.district-map').map.getSource('marked').getData()).features.length === 0)
      })

      await step('a site of the list is opened', async () => {
        await page.goto(`${base}/chessboard?list=sites`)
        await settled(page)
        await page.locator('[data-row=sites] .link').first().click()
        const link = page.locator('.card h2 a')
        await link.waitFor()
        const name = (await link.textContent()).trim()
        await link.click()
        await page.waitForURL(/\/sites\//)
        await settled(page)
        assert.equal((await page.textContent('h1')).trim(), name)
      })
      await context.close()
    })
  }
})
