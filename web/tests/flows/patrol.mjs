// A patrol on a phone: begun without a network, the app killed in the middle, gone on with, a problem reported from within
// it, ended, sent once; the desk shows its track and what it reached. Then the duty on the phone has fallen by one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, open, password, settled, signIn, sizes, sound, step } from '../browser.mjs'

const phone = { width: 360, height: 640 }
let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

async function openApp(context, path) {
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', (e) => faults.push(`uncaught: ${e.message}`))
  page.on('console', (m) => m.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|status of (401|4\d\d)|Failed to load resource/.test(m.text()) && faults.push(`console: ${m.text()}`))
  await page.goto(base + path)
  return { page, faults }
}
async function enter(page, login) {
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForURL((url) => !url.pathname.includes('sign-in'), { timeout: 30_000 })
}
const stored = (page, table) =>
  page.evaluate(
    (name) =>
      new Promise((done, fail) => {
        const request = indexedDB.open('wangge-field')
        request.onerror = () => fail(request.error)
        request.onsuccess = () => {
          const read = request.result.transaction(name).objectStore(name).getAll()
          read.onsuccess = () => (request.result.close(), done(read.result))
        }
      }),
    table,
  )
const confirm = (page) => page.locator('.van-dialog:visible .van-dialog__confirm').click()

/** The middle of the widest row of a node's cells, and a metre to the east in degrees. */
function start({ west, south, step_lon, step_lat, side_m, columns, squares }) {
  const bits = [...squares.matchAll(/../g)].flatMap(([pair]) => Array.from({ length: 8 }, (_, bit) => (parseInt(pair, 16) >> bit) & 1))
  const rows = Math.floor(bits.length / columns)
  const row = Array.from({ length: rows }, (_, n) => n).sort((a, b) => sum(bits, b, columns) - sum(bits, a, columns))[0]
  const first = bits.indexOf(1, row * columns) - row * columns
  return { lon: west + (first + 1.5) * step_lon, lat: south + (row + 0.5) * step_lat, metre: step_lon / side_m }
}
const sum = (bits, row, columns) => bits.slice(row * columns, (row + 1) * columns).reduce((a, b) => a + b, 0)

test('a patrol without a network, killed in the middle, is sent once and seen at the desk', { timeout: 300_000 }, async (t) => {
  const context = await browser.newContext({ viewport: phone, hasTouch: true, isMobile: true, locale: 'zh-CN', geolocation: { longitude: 83, latitude: 38, accuracy: 9 }, permissions: ['geolocation'], reducedMotion: 'reduce' })
  await context.addInitScript(() => localStorage.setItem('wangge.lang', 'zh-CN'))
  t.after(() => context.close())
  let { page, faults } = await openApp(context, '/field/')
  await enter(page, 'worker')
  await page.waitForURL(/\/field\/patrols$/)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => caches.keys()))
  const duties = await (await page.request.get(`${base}/api/v1/patrols/duties`)).json()
  const line = duties.items.find((d) => d.left > 0)
  assert.ok(line, 'something is due today')
  const row = page.locator('[data-row=duty]', { hasText: line.node.name }).first()
  const { lon, lat, metre } = start(line.lattice)
  let walked = 0
  const walk = async (steps) => {
    for (let n = 0; n < steps; n++) {
      await context.setGeolocation({ longitude: lon + walked * metre, latitude: lat, accuracy: 7 })
      walked += 12
      await page.waitForTimeout(2_300)
    }
  }
  let id

  await step('what is due, and what stands open in my nodes', async () => {
    await row.waitFor()
    await sound(page, faults, 'the duties')
    await page.click('[data-view=sites]')
    await page.locator('[data-row=site]').first().click()
    await sound(page, faults, 'my grid')
    await page.getByRole('button', { name: '今日巡查' }).click()
  })
  await step('a patrol begins without a network', async () => {
    await context.setOffline(true)
    await row.locator('button').click()
    await page.waitForURL(/\/patrols\/walk$/)
    await walk(8)
    assert.notEqual(await page.locator('[data-figure=coverage]').innerText(), '—')
    assert.ok(parseInt(await page.locator('[data-figure=length]').innerText()) >= 48)
    await sound(page, faults, 'a patrol')
    id = (await stored(page, 'patrols'))[0].id
  })
  await step('the app is killed, and asks whether to go on', async () => {
    const before = (await stored(page, 'fixes')).length
    await page.close({ runBeforeUnload: false })
    ;({ page, faults } = await openApp(context, '/field/outbox'))
    await page.locator('.bar a', { hasText: '还没有结束' }).click()
    await page.getByText('巡查曾中断').waitFor()
    assert.equal((await stored(page, 'fixes')).length, before, 'nothing is lost, and nothing recorded meanwhile')
    await sound(page, faults, 'an interrupted patrol')
    await page.click('[data-deed=go-on]')
    await walk(8)
  })
  await step('a problem is reported from within it', async () => {
    await page.click('[data-deed=found]')
    await page.locator('textarea[name=description]').fill('巡查发现：井盖松动')
    await page.click('[data-deed=report]')
    await page.waitForURL(/\/patrols\/walk$/)
    assert.equal(await page.locator('[data-figure=found]').innerText(), '1')
  })
  await step('it ends, and is sent once when the network is back', async () => {
    await page.click('[data-deed=end]')
    await confirm(page)
    await page.click('[data-deed=close]')
    await page.waitForURL(/\/field\/patrols$/)
    assert.equal((await stored(page, 'acts')).filter((a) => a.kind === 'patrol' && a.state === 'waiting').length, 1)
    const body = (await stored(page, 'acts')).find((a) => a.kind === 'patrol').body
    await context.setOffline(false)
    for (let n = 0; n < 120 && (await stored(page, 'acts')).some((a) => a.state !== 'done'); n++) {
      if (n % 20 === 10) await page.reload()
      await page.waitForTimeout(500)
    }
    const acts = await stored(page, 'acts')
    assert.deepEqual(acts.filter((a) => a.state !== 'done').map((a) => a.said), [], 'everything was sent')
    assert.deepEqual(acts.find((a) => a.kind === 'patrol').body.fixes, [], 'where somebody walked does not stay in the queue')
    const again = await page.request.post(`${base}/api/v1/patrols`, { headers: { origin: base }, data: body })
    assert.equal(again.status(), 200, 'a resend is answered as the first')
  })
  await step('the duty has fallen by one', async () => {
    const now = await (await page.request.get(`${base}/api/v1/patrols/duties`)).json()
    assert.equal(now.items.find((d) => d.node.id === line.node.id).left, line.left - 1)
  })

  for (const [name, viewport] of Object.entries(sizes)) {
    await step(`the desk shows it (${name})`, async () => {
      const desk = await open(browser, viewport)
      t.after(() => desk.context.close())
      await signIn(desk.page, 'office')
      await desk.page.goto(`${base}/patrols`)
      await settled(desk.page)
      assert.ok(await desk.page.locator('[data-row=patrol-node]').count())
      await sound(desk.page, desk.faults, 'patrols')
      const shown = await (await desk.page.request.get(`${base}/api/v1/nodes/${line.node.id}/patrols`)).json()
      const mine = shown.patrols.filter((p) => p.id === id)
      assert.equal(mine.length, 1, 'sent once')
      assert.ok(mine[0].counts && mine[0].coverage.numerator > 0 && mine[0].cases.length === 1, JSON.stringify({ ...mine[0], track: 0 }))
      await desk.page.locator('[data-row=patrol-node] th a', { hasText: line.node.name }).first().click()
      await desk.page.waitForURL(/on=/)
      await desk.page.locator('.walk-map').waitFor()
      const share = shown.line.coverage
      const percent = `${Math.floor((200 * share.numerator + share.denominator) / (2 * share.denominator))}%`
      assert.equal(await desk.page.locator('[data-figure=coverage]').innerText(), percent)
      await sound(desk.page, desk.faults, 'a node’s patrols')
    })
  }
  await step('an auditor is told that it is not theirs to see', async () => {
    const desk = await open(browser, sizes.desk)
    t.after(() => desk.context.close())
    await signIn(desk.page, 'auditor')
    await desk.page.goto(`${base}/patrols`)
    await desk.page.getByText('无权').first().waitFor()
  })
})
