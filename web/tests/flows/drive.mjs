// A drive: the office makes one with targets; a village reports from a phone without a network, with photographs, and
// corrects itself; a demolition without its papers does not leave the phone; a dead corner is found, cleared, checked by
// another, comes back and becomes a case.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, open, password, settled, signIn, sizes, sound, step } from '../browser.mjs'

const phone = { width: 360, height: 640 }
let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

const day = (from, days) => {
  const at = new Date(from.getTime() + days * 86_400_000)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}
const picture = (page, shade) =>
  page.evaluate(async (colour) => {
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [320, 240]
    const c = canvas.getContext('2d')
    c.fillStyle = `hsl(${colour} 60% 50%)`
    c.fillRect(0, 0, 320, 240)
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
    return [...new Uint8Array(await blob.arrayBuffer())]
  }, shade)
async function attach(page, within, shade) {
  const had = await within.locator('li').count()
  await within.locator('input[type=file]').setInputFiles({ name: `${shade}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(await picture(page, shade)) })
  await within.locator('li').nth(had).waitFor()
}
async function fieldApp(t, login, at) {
  const context = await browser.newContext({ viewport: phone, hasTouch: true, isMobile: true, locale: 'zh-CN', geolocation: { longitude: at.lon, latitude: at.lat, accuracy: 8 }, permissions: ['geolocation'], reducedMotion: 'reduce' })
  await context.addInitScript(() => localStorage.setItem('wangge.lang', 'zh-CN'))
  t.after(() => context.close())
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', (e) => faults.push(`uncaught: ${e.message}`))
  await page.goto(`${base}/field/`)
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForURL((url) => !url.pathname.includes('sign-in'), { timeout: 30_000 })
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => caches.keys()))
  return { context, page, faults }
}
/** Downloads what is to be reported anew. */
async function refresh(page) {
  await page.goto(`${base}/field/drives`)
  const answered = page.waitForResponse((r) => r.url().includes('/drives/duties'))
  await page.getByRole('button', { name: '重新下载' }).click()
  await answered
  await page.waitForFunction(() => !document.querySelector('.van-progress'))
}

test('a drive from its targets to a dead corner that came back', { timeout: 300_000 }, async (t) => {
  const office = await open(browser, sizes.desk)
  t.after(() => office.context.close())
  await signIn(office.page, 'office')
  const get = async (path, { page } = office) => (await page.request.get(`${base}/api/v1${path}`)).json()
  const name = `清河道专项${Date.now() % 100_000}`
  const now = new Date()
  const first = (await get('/drives')).items[0]
  const shown = await get(`/drives/${first.id}`)
  const corner = shown.corners.find((c) => c.lon)
  const worker = await fieldApp(t, 'worker', corner)
  const mine = (await get('/drives/duties', worker)).items[0].places[0].node
  let id

  await step('the office makes a drive with a target for one place', async () => {
    const { page, faults } = office
    await page.goto(`${base}/drives`)
    await page.waitForSelector('[data-row=drive]')
    await settled(page)
    await sound(page, faults, 'the drives')
    await page.click('[data-act=make]')
    await page.fill('input[name=name]', name)
    await page.fill('input[name=from]', day(now, -4))
    await page.fill('input[name=until]', day(now, -9))
    await page.locator('[data-row=measure] input').first().fill('清运垃圾')
    await page.locator('.el-dialog').getByRole('combobox', { name: '加一个村、社区' }).click()
    await page.getByRole('option', { name: mine.name }).click()
    await page.getByLabel(`${mine.name} 清运垃圾`).fill('一百')
    await page.click('[data-act=save]')
    await page.waitForSelector('.el-dialog [role=alert]')
    assert.match(await page.locator('.el-dialog [role=alert]').innerText(), /结束日期.+任务量请填/)
    faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 422/.test(fault)))
    await sound(page, faults, 'making a drive')
    await page.fill('input[name=until]', day(now, 5))
    await page.getByLabel(`${mine.name} 清运垃圾`).fill('100')
    await page.click('[data-act=save]')
    await page.waitForURL(/\/drives\/[0-9a-f-]{36}/)
    id = page.url().split('/').pop()
    await page.waitForSelector('[data-row=place]')
    await settled(page)
    await sound(page, faults, 'a drive')
    assert.match(await page.locator('[data-row=place]').innerText(), /0\/100[\s\S]+0\.0%/)
  })

  await step('a village reports without a network, and it is sent once there is one', async () => {
    const { page, context, faults } = worker
    await refresh(page)
    await page.locator('[data-row=drive]', { hasText: name }).locator('a').click()
    await page.waitForSelector('input[name=quantity]')
    await context.setOffline(true)
    await page.fill('input[name=quantity]', '30')
    await attach(page, page.locator('.photos').nth(0), 10)
    await attach(page, page.locator('.photos').nth(1), 120)
    await page.click('[data-deed=send-report]')
    await page.waitForFunction(() => document.querySelector('input[name=quantity]')?.value === '')
    assert.equal((await get(`/drives/${id}/reports`)).items.length, 0, 'it waits on the phone')
    await context.setOffline(false)
    await page.goto(`${base}/field/outbox`)
    await page.locator('[data-state=done]', { hasText: '清运垃圾 30' }).waitFor({ timeout: 60_000 })
    await sound(page, faults, 'the outbox')
    const [report] = (await get(`/drives/${id}/reports`)).items
    assert.deepEqual([report.quantity.shown, report.before.length, report.after.length, Math.round(report.lon * 100)], ['30', 1, 1, Math.round(corner.lon * 100)])
  })

  await step('a slip of the pen is corrected by a new report', async () => {
    const { page, faults } = worker
    await refresh(page)
    await page.locator('[data-row=drive]', { hasText: name }).locator('a').click()
    await page.click('[data-view=own]')
    await sound(page, faults, 'what was reported')
    await page.locator('[data-row=own] [data-deed=correct]').click()
    assert.equal(await page.inputValue('input[name=quantity]'), '30')
    await page.fill('input[name=quantity]', '13')
    await page.click('[data-deed=send-report]')
    await page.goto(`${base}/field/outbox`)
    await page.locator('[data-state=done]', { hasText: '清运垃圾 13' }).waitFor({ timeout: 60_000 })
    const seen = await get(`/drives/${id}`)
    const cell = seen.places[0].cells[0]
    assert.deepEqual([cell.done.shown, cell.share.shown, cell.pace], ['13', '13.0', 'far_behind'])
    const reports = (await get(`/drives/${id}/reports`)).items
    assert.deepEqual(reports.map((r) => r.corrected), [false, true])
    await office.page.goto(`${base}/drives/${id}?view=reports`)
    await office.page.waitForSelector('[data-row=report]')
    await settled(office.page)
    await sound(office.page, office.faults, 'the reports')
  })

  await step('a draft of another day says so, and only a begun one keeps its day', async () => {
    const { page, faults } = worker
    const key = await page.evaluate((drive) => Object.keys(localStorage).find((one) => one.startsWith('wangge.field.drive.') && one.endsWith(drive)), id)
    const draft = async (quantity) => {
      const kept = { on: day(now, -1), node_id: mine.id, measure: (await get(`/drives/${id}`)).measures[0].code, quantity }
      await page.evaluate(([name, value]) => localStorage.setItem(name, value), [key, JSON.stringify(kept)])
      await page.goto(`${base}/field/drives`)
      await page.locator('[data-row=drive]', { hasText: name }).locator('a').click()
      await page.waitForSelector('input[name=quantity]')
    }
    await draft('')
    assert.equal(await page.inputValue('input[name=on]'), day(now, 0))
    await draft('5')
    assert.equal(await page.inputValue('input[name=on]'), day(now, -1))
    assert.match(await page.locator('[data-part=draft-day]').innerText(), /没有上报的草稿/)
    await sound(page, faults, 'a draft of another day')
    await page.locator('[data-part=draft-day] button').click()
    assert.equal(await page.inputValue('input[name=on]'), day(now, 0))
    await draft('')
  })

  await step('a demolition without its papers does not leave the phone', async () => {
    const { page, faults } = worker
    await page.goto(`${base}/field/drives/${first.id}`)
    await page.waitForSelector('input[name=quantity]')
    await page.selectOption('select[name=measure]', 'illegal')
    await page.waitForSelector('[data-part=papers]')
    await page.fill('input[name=quantity]', '1')
    await page.click('[data-deed=send-report]')
    assert.match(await page.locator('[role=alert]').innerText(), /拆除手续/)
    await sound(page, faults, 'the papers')
    await page.fill('input[name=decision]', '（示范）拆决字第99号')
    await page.fill('input[name=decided]', day(now, -3))
    await page.fill('input[name=served]', day(now, -2))
    await page.fill('input[name=who]', '（示范）当事人')
    await page.fill('input[name=signed]', day(now, -1))
    await attach(page, page.locator('[data-part=papers] .photos'), 200)
    await page.click('[data-deed=send-report]')
    await page.goto(`${base}/field/outbox`)
    await page.locator('[data-state=done]', { hasText: '拆除私搭乱建 1' }).waitFor({ timeout: 60_000 })
    const file = await (await office.page.request.get(`${base}/api/v1/drives/${first.id}/export`)).text()
    assert.match(file, /（示范）拆决字第99号/)
  })

  await step('a dead corner is found and cleared from the phone', async () => {
    const { page, faults } = worker
    await page.goto(`${base}/field/drives/${id}`)
    await page.click('[data-view=corners]')
    await page.click('[data-deed=enter]')
    await page.fill('textarea[name=place]', '河道南段垃圾堆')
    await attach(page, page.locator('.photos').first(), 40)
    await page.click('[data-deed=find]')
    await page.goto(`${base}/field/outbox`)
    await page.locator('[data-state=done]', { hasText: '河道南段垃圾堆' }).waitFor({ timeout: 60_000 })
    await refresh(page)
    await page.locator('[data-row=drive]', { hasText: name }).locator('a').click()
    await page.click('[data-view=corners]')
    await page.locator('[data-row=corner] button').first().click()
    await sound(page, faults, 'a dead corner')
    // What the server refuses is opened as it was written, at its corner, and sent anew in its place.
    await page.fill('textarea[name=corner-note]', '清运两车')
    await page.route('**/dead-corners/*/clearing', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ code: 'dead_corner_locked', detail: '示例：服务器退回。' }) }), { times: 1 })
    await page.click('[data-deed=clear]')
    await page.locator('[data-row=corner] [data-part=refused]').waitFor({ timeout: 60_000 })
    await page.goto(`${base}/field/outbox`)
    const refused = page.locator('[data-state=refused]', { hasText: '清理死角' })
    await refused.waitFor()
    await sound(page, faults, 'what was refused')
    await refused.locator('[data-deed=again]').click()
    await page.waitForURL(/\/field\/drives\/.+again=/)
    assert.equal(await page.inputValue('textarea[name=corner-note]'), '清运两车')
    await sound(page, faults, 'a refused step opened again')
    await page.click('[data-deed=clear]')
    await page.goto(`${base}/field/outbox`)
    await page.locator('[data-state=done]', { hasText: '清理死角' }).waitFor({ timeout: 60_000 })
    const [cleared] = (await get(`/drives/${id}`)).corners
    assert.deepEqual([cleared.state, cleared.may_check], ['cleared', true])
    const own = (await get(`/drives/${id}`, worker)).corners[0]
    assert.equal(own.may_check, false, 'whoever cleared it does not check it')
  })

  await step('the office finds that it came back and makes it a case', async () => {
    const { page, faults } = office
    await page.goto(`${base}/drives/${id}?view=corners`)
    await page.click('[data-row=corner] [data-act=back]')
    await page.fill('textarea[name=note]', '又堆了半车')
    await page.click('[data-act=save]')
    await page.waitForSelector('[data-row=corner][data-state=came_back] [data-act=file]')
    await page.click('[data-act=file]')
    await page.click('[data-act=save]')
    await page.waitForSelector('[data-row=corner] a[href*="/cases/"]')
    await settled(page)
    await sound(page, faults, 'dead corners')
    const filed = (await get(`/drives/${id}`)).corners[0]
    assert.match((await get(`/cases/${filed.case.id}`)).description, /河道南段垃圾堆.+又堆了半车/)
  })
})
