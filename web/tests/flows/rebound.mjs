// Closed is not fixed: what is due is re-checked by somebody else, what came back is a case linked to its root and graver,
// every rate opens its cases; on the phone a re-check takes three touches and no network.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, password, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** A picture no other is the same as. */
const picture = (page) =>
  page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 480
    const c = canvas.getContext('2d')
    const n = crypto.getRandomValues(new Uint32Array(1))[0] % 100_000
    for (let i = 0; i < 60; i++) {
      c.fillStyle = `hsl(${(n * 47 + i * 31) % 360} 60% 50%)`
      c.fillRect((i * 97 + n * 13) % 640, (i * 61 + n * 7) % 480, 60, 40)
    }
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
    return [...new Uint8Array(await blob.arrayBuffer())]
  })
const shot = async (page) => ({ name: 'place.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await picture(page)) })

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`re-checks and rebounds (${name})`, { timeout: 240_000 }, async (t) => {
      const as = async (login) => {
        const opened = await open(browser, viewport)
        t.after(() => opened.context.close())
        await signIn(opened.page, login)
        return opened
      }
      const { page, faults } = await as('office')
      const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
      let root

      await step('what waits is what Today says', async () => {
        const wait = (await ask('/today')).waits.find((w) => w.kind === 're_check')
        assert.ok(wait?.count, 'something is due')
        await page.goto(`${base}/`)
        await page.locator('a[href*="/rebounds"][href*="mine=true"]').first().click()
        await page.waitForSelector('[data-row=re-check]')
        await settled(page)
        assert.equal(await page.locator('.states button[aria-pressed=true] small').innerText(), String(wait.count))
        await sound(page, faults, 'what is due')
      })

      await step('a problem that came back is found with a photograph, and becomes a case', async () => {
        const row = page.locator('[data-row=re-check]').filter({ has: page.locator('[data-act=re-check]') }).first()
        const href = await row.locator('th a').getAttribute('href')
        root = href.split('/').pop()
        await row.locator('[data-act=re-check]').click()
        await page.click('.el-dialog [data-result=rebounded]')
        assert.equal(await page.locator('.el-dialog [data-act=save]').isDisabled(), true, 'no photograph yet')
        await page.locator('.el-dialog input[type=file]').setInputFiles(await shot(page))
        await page.fill('.el-dialog textarea[name=note]', '又堆了杂物')
        await page.waitForFunction(() => !document.querySelector('.el-dialog [data-act=save]').disabled)
        await sound(page, faults, 'a re-check')
        await page.click('.el-dialog [data-act=save]')
        await page.locator('.el-dialog').waitFor({ state: 'hidden' })
        const watch = await ask(`/cases/${root}/watch`)
        assert.equal(watch.state, 'rebounded')
        const found = await ask(`/cases/${watch.re_checks.at(-1).found.id}`)
        const first = await ask(`/cases/${root}`)
        assert.equal(found.rebound_of.id, first.rebound_of?.id ?? root, 'one root')
        assert.ok(['serious', 'grave'].includes(found.severity))
      })

      await step('the case tells its watch', async () => {
        await page.goto(`${base}/cases/${root}`)
        await page.waitForSelector('[data-panel=watch] [data-row=made]')
        await settled(page)
        assert.match(await page.locator('[data-panel=watch]').innerText(), /已反弹[\s\S]+又堆了杂物/)
        await sound(page, faults, 'a watched case')
      })

      await step('a rate opens exactly its cases, and a month without re-checks has none', async () => {
        await page.goto(`${base}/rebounds?view=rates&by=month`)
        await page.waitForSelector('[data-row=rate]')
        await settled(page)
        await sound(page, faults, 'rates')
        const figures = await ask('/rebounds')
        assert.match(await page.locator('[data-row=rate]').nth(1).innerText(), /无数据/)
        const total = page.locator('[data-row=rate].total')
        for (const [at, count] of [[0, figures.total.rate.denominator], [1, figures.total.rate.numerator]]) {
          await total.locator('td a').nth(at).click()
          await page.waitForURL(/\/cases\?/)
          await settled(page)
          const query = new URL(page.url()).search
          assert.equal((await ask(`/cases${query}`)).total, Number(count))
          await page.goBack()
          await page.waitForSelector('[data-row=rate]')
        }
      })

      await step('how long fixes hold, and where problems gather', async () => {
        await page.goto(`${base}/rebounds?view=curve`)
        await page.waitForSelector('[data-row=step]')
        await settled(page)
        await sound(page, faults, 'the curve')
        const curve = await ask('/rebounds/survival')
        assert.equal(await page.locator('[data-row=step]').count(), curve.points.filter((p) => p.came_back).length)
        await page.goto(`${base}/rebounds?view=spots`)
        await page.waitForSelector('[data-row=spot]')
        await settled(page)
        await sound(page, faults, 'hot spots')
        const spots = await ask('/rebounds/hot-spots')
        await page.locator('[data-row=spot] td a').first().click()
        await page.waitForURL(/\/cases\?/)
        const counted = await ask(`/cases${new URL(page.url()).search}`)
        assert.equal(counted.total, spots.items[0].cases)
        for (const spot of [spots.items.find((s) => s.site), spots.items.find((s) => !s.site)].filter(Boolean)) {
          const place = spot.site ? `site=${spot.site.id}` : `at_node=${spot.node.id}`
          const there = await ask(`/cases?${place}&items=${spot.items.join(',')}&state=${spots.states.join(',')}&reported_from=${spots.from}&reported_until=${spots.until}`)
          assert.equal(there.total, spot.cases, 'the figure is that of the list it opens')
        }
      })

      await step('a unit sees what is due and judges nothing', async () => {
        const unit = await as('urban-management')
        await unit.page.goto(`${base}/rebounds`)
        await unit.page.waitForSelector('[data-row=re-check]')
        await settled(unit.page)
        assert.equal(await unit.page.locator('[data-act=re-check]').count(), 0)
        await sound(unit.page, unit.faults, 'what a unit sees')
      })
    })
  })
}

test('on the phone a re-check takes three touches, and no network', { timeout: 180_000 }, async (t) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, locale: 'zh-CN', reducedMotion: 'reduce' })
  t.after(() => context.close())
  await context.addInitScript(() => localStorage.setItem('wangge.lang', 'zh-CN'))
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', (e) => faults.push(`uncaught: ${e.message}`))
  await page.goto(`${base}/field/cases`)
  await page.fill('input[name=login]', 'worker')
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForURL((url) => !url.pathname.includes('sign-in'), { timeout: 30_000 })
  await page.goto(`${base}/field/cases`)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.click('[data-door=re-checks]')
  await page.waitForSelector('[data-row=re-check]')
  await sound(page, faults, 'the list on the phone')
  await context.setOffline(true)
  const first = page.locator('[data-row=re-check]').first()
  const id = (await first.locator('a').getAttribute('href')).split('/').pop()
  await first.click()
  await page.waitForSelector('[data-deed=re-check]')
  await page.locator('input[type=file]').first().setInputFiles(await shot(page))
  await page.locator('.photos li').first().waitFor()
  await page.click('[data-result=held]')
  await sound(page, faults, 'a re-check on the phone')
  await page.click('[data-deed=re-check]')
  await page.waitForURL(/\/field\/re-checks$/)
  await context.setOffline(false)
  let watch
  for (let n = 0; n < 150; n++) {
    watch = await (await page.request.get(`${base}/api/v1/cases/${id}/watch`)).json()
    if (watch.re_checks?.length) break
    await page.waitForTimeout(200)
  }
  assert.deepEqual([watch.re_checks.length, watch.re_checks[0].result, watch.re_checks[0].photos.length], [1, 'held', 1])
})
