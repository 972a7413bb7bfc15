// The field app on a phone: signed in once, a day's work without a network, killed and opened again, sent in one go; what
// the server refuses stays with its sentence; a unit mends a case with a photograph; nothing is lost or doubled whatever
// order capture, kill, network and resend come in.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, password, settled, signIn, sound, step } from '../browser.mjs'

const phone = { width: 360, height: 640 }
const place = { longitude: 83.4797, latitude: 38.9811, accuracy: 12 }
let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** A phone: its store outlives its pages, as a phone's does. */
async function takePhone(lang = 'zh-CN') {
  const context = await browser.newContext({ viewport: phone, hasTouch: true, isMobile: true, locale: lang, geolocation: place, permissions: ['geolocation'], reducedMotion: 'reduce' })
  await context.addInitScript((l) => localStorage.setItem('wangge.lang', l), lang)
  return context
}
async function openApp(context, path = '/field/') {
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', (e) => faults.push(`uncaught: ${e.message}`))
  page.on('console', (m) => m.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|status of (401|4\d\d)|Failed to load resource/.test(m.text()) && faults.push(`console: ${m.text()}`))
  page.on('request', (r) => /^https?:/.test(r.url()) && new URL(r.url()).origin !== new URL(base).origin && faults.push(`foreign host: ${r.url()}`))
  await page.goto(base + path)
  return { page, faults }
}
async function enter(page, login) {
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForURL((url) => !url.pathname.includes('sign-in'), { timeout: 30_000 })
}
/** The service worker has everything it keeps. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => caches.keys()).then((keys) => keys.length))
/** A picture no other is the same as. */
const picture = (page, shade) =>
  page.evaluate(async (n) => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 480
    const c = canvas.getContext('2d')
    for (let i = 0; i < 60; i++) {
      c.fillStyle = `hsl(${(n * 47 + i * 31) % 360} 60% 50%)`
      c.fillRect((i * 97 + n * 13) % 640, (i * 61 + n * 7) % 480, 60, 40)
    }
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
    return [...new Uint8Array(await blob.arrayBuffer())]
  }, shade)
/** A picture of noise, which stays large however it is packed. */
const noise = (page) =>
  page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 1600
    canvas.height = 1200
    const c = canvas.getContext('2d')
    const image = c.createImageData(1600, 1200)
    for (let from = 0; from < image.data.length; from += 65_536) crypto.getRandomValues(image.data.subarray(from, Math.min(from + 65_536, image.data.length)))
    for (let n = 3; n < image.data.length; n += 4) image.data[n] = 255
    c.putImageData(image, 0, 0)
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
    return [...new Uint8Array(await blob.arrayBuffer())]
  })
async function attach(page, within, shade) {
  const file = { name: `${shade}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(await picture(page, shade)) }
  const had = await within.locator('.photos li').count()
  await within.locator('input[type=file]').setInputFiles(file)
  await within.locator('.photos li').nth(had).waitFor()
}
const queue = (page) =>
  page.evaluate(
    () =>
      new Promise((done, fail) => {
        const open = indexedDB.open('wangge-field')
        open.onerror = () => fail(open.error)
        open.onsuccess = () => {
          const read = open.result.transaction('acts').objectStore('acts').getAll()
          read.onsuccess = () => (open.result.close(), done(read.result))
        }
      }),
  )
const confirm = (page) => page.locator('.van-dialog:visible .van-dialog__confirm').click()

/** A round of today with this inspector at so many sites, or at these, planned and opened by the office. */
async function giveRound(t, sites, choose, settings) {
  const context = await browser.newContext()
  t.after(() => context.close())
  const office = await context.newPage()
  await signIn(office, 'office')
  const read = async (path) => (await office.request.get(`${base}/api/v1${path}`)).json()
  const edition = (await read('/editions')).items.find((e) => e.in_force)
  const today = (await read('/campaign')).today
  const someone = await browser.newContext()
  const inspector = await someone.newPage()
  await signIn(inspector, 'inspector')
  const { person_id } = await (await inspector.request.get(`${base}/api/v1/me`)).json()
  await someone.close()
  const ids = choose ? await choose(read) : (await read(`/sites?limit=${sites}`)).items.map((s) => s.id)
  const id = crypto.randomUUID()
  const plan = {
    id, kind: 'joint_supervision', number: 100 + (Date.now() % 100_000), name: { zh: `外勤${Date.now() % 1_000_000}`, en: 'Field test' }, edition_id: edition.id, opens_on: today, closes_on: today, settings,
    site_ids: ids, assignments: ids.map((site_id) => ({ site_id, person_ids: [person_id] })),
  }
  const made = await office.request.post(`${base}/api/v1/rounds`, { headers: { origin: base }, data: plan })
  assert.ok(made.ok(), await made.text())
  const { version } = await made.json()
  const opened = await office.request.post(`${base}/api/v1/rounds/${id}/opening`, { headers: { origin: base, 'If-Match': `"${version}"` }, data: {} })
  assert.ok(opened.ok(), await opened.text())
  return { id, name: plan.name.zh, ids }
}
/** Chooses a round on the phone, where there are several. */
async function chooseRound(page, round) {
  const named = page.getByRole('button', { name: round.name })
  if (await named.count()) await named.click()
  else if (await page.locator('select[name=round]').count()) await page.selectOption('select[name=round]', { label: round.name })
}
/** Takes the door-head, where it is asked for and not taken yet. */
async function atDoor(page) {
  await page.locator('[data-item], [data-door]').first().waitFor()
  const door = page.locator('[data-door]')
  if ((await door.count()) && !(await page.locator('[data-item]').count())) await attach(page, door, 40)
  await page.locator('[data-item]').first().waitFor()
}

/** Answers every item as it should be, the first one that can be failed as not passed, with words and a photograph. */
async function answerAll(page) {
  const items = page.locator('[data-item]')
  await atDoor(page)
  const count = await items.count()
  let failed = 0
  for (let n = 0; n < count; n++) {
    const item = items.nth(n)
    // Answered before the page was killed.
    if (!(await item.locator('[data-kind]').count())) continue
    const kind = await item.locator('[data-kind]').first().getAttribute('data-kind')
    if (kind === 'pass_fail' && !failed) {
      failed++
      await item.getByRole('button', { name: '不符合' }).click()
      await item.locator('textarea').fill('地面有成片垃圾')
      await attach(page, item, 500 + n)
    } else if (kind === 'pass_fail') await item.getByRole('button', { name: '符合', exact: true }).click()
    else {
      await item.getByRole('button', { name: '不适用' }).click()
      await item.locator('textarea').fill('本点位没有')
    }
    if (await item.getByText('需要照片').count()) await attach(page, item, 900 + n)
  }
  return { count, failed }
}

/** Keeps a picture of the screen for whoever asks for one. */
const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })

describe('on a phone', () => {
  // A day of twelve sites; every commit does three of them.
  const day = Number(process.env.WANGGE_SITES ?? 3)
  test(`an inspector does ${day} sites without a network and sends in one go`, { timeout: 120_000 + day * 60_000 }, async (t) => {
    const round = await giveRound(t, day)
    const context = await takePhone()
    t.after(() => context.close())
    let { page, faults } = await openApp(context)
    await enter(page, 'inspector')
    await page.waitForSelector('[data-row=stop]')
    assert.ok((await kept(page)) >= 1)
    await sound(page, faults, 'the stops')
    const choose = () => chooseRound(page, round)
    await choose()
    assert.equal(await page.locator('[data-row=stop]').count(), day)
    const stop = (await page.locator('[data-row=stop] b').first().innerText()).replace(/^\d+\. /, '')

    await step('the app opens without a network, and a visit is kept at every touch', async () => {
      await context.setOffline(true)
      await page.reload()
      await page.waitForSelector('[data-row=stop]')
      await page.getByText('没有网络').waitFor()
      await choose()
      await page.locator('[data-row=stop] button').first().click()
      await atDoor(page)
      const first = page.locator('[data-item]').first()
      await first.getByRole('button', { name: '不适用' }).click()
      await first.locator('textarea').fill('没有此项')
      await sound(page, faults, 'a visit')
    })

    await step('a killed page comes back with all of it', async () => {
      const address = page.url()
      await page.waitForTimeout(200)
      await page.close({ runBeforeUnload: false })
      ;({ page, faults } = await openApp(context, new URL(address).pathname))
      await page.locator('[data-item]').first().waitFor()
      assert.equal(await page.locator('[data-item]').first().locator('textarea').inputValue(), '没有此项')
    })

    await step('every site is submitted into the queue, which says what waits', async () => {
      for (let n = 0; n < day; n++) {
        if (n) {
          await choose()
          await page.locator('[data-row=stop] button').first().click()
        }
        const { count } = await answerAll(page)
        await page.getByText(`提交（已答 ${count}/${count}）`).waitFor()
        await page.click('[data-deed=submit]')
        await confirm(page)
        await page.waitForURL(/\/field\/$/)
      }
      await page.goto(`${base}/field/outbox`)
      await page.locator('[data-state=waiting]').nth(day - 1).waitFor()
      assert.match(await page.locator('[data-state=waiting]').first().innerText(), new RegExp(stop))
      await sound(page, faults, 'the queue')
    })

    await step('with the network back it is sent, and the server has it once', async () => {
      const acts = (await queue(page)).filter((a) => a.state === 'waiting')
      assert.equal(acts.length, day)
      const [act] = acts
      await context.setOffline(false)
      await page.locator('[data-state=done]').nth(day - 1).waitFor({ timeout: 30_000 + day * 10_000 })
      assert.deepEqual(await page.locator('[data-state=refused]').allInnerTexts(), [])
      const { items } = await (await page.request.get(`${base}/api/v1/rounds/${round.id}/visits`)).json()
      assert.deepEqual(items.map((v) => v.id).sort(), acts.map((a) => a.body.id).sort())
      const visit = await (await page.request.get(`${base}/api/v1/visits/${act.body.id}`)).json()
      assert.equal(visit.id, act.body.id)
      assert.equal(visit.observations.length, act.body.observations.length)
      assert.ok(visit.observations.some((o) => o.photos?.length), 'its photographs came with it')
      const again = await page.request.post(`${base}${act.path}`, { headers: { origin: base }, data: act.body })
      assert.equal(again.status(), 200, 'a resend is answered as the first')
    })
  })

  test('the door-head comes first, and what was found last time is there without a network', { timeout: 240_000 }, async (t) => {
    const asks = ['market', 'supermarket', 'restaurant', 'hotel']
    // A site that was photographed at the last joint supervision that came to it, and one that asks for its door-head.
    const names = {}
    const choose = async (read) => {
      const before = (await read('/rounds')).items.filter((r) => r.kind === 'joint_supervision' && r.state === 'closed').sort((a, b) => b.opens_on.localeCompare(a.opens_on))
      const seen = new Set()
      const found = {}
      for (const round of before) {
        for (const visit of (await read(`/rounds/${round.id}/visits?state=submitted`)).items) {
          if (seen.has(visit.site.id)) continue
          seen.add(visit.site.id)
          if (asks.includes(visit.type.code)) found.door ??= visit.site
          else if (!found.last && (await read(`/visits/${visit.id}`)).observations.some((o) => o.photos.length)) found.last = visit.site
        }
      }
      assert.ok(found.door && found.last, 'the demonstration has such sites')
      Object.assign(names, { door: found.door.name, last: found.last.name })
      return [found.door.id, found.last.id]
    }
    const plain = { time: true, place: false, site: true, inspector: true, item: true }
    const round = await giveRound(t, 2, choose, { hints: true, watermark: plain })
    const context = await takePhone()
    t.after(() => context.close())
    const { page, faults } = await openApp(context)
    await enter(page, 'inspector')
    // A round with a site still to visit is shown first, whatever was finished before.
    await page.waitForSelector('[data-row=stop]')
    await kept(page)
    await chooseRound(page, round)

    const open = (name) => page.locator('[data-row=stop]').filter({ hasText: name }).locator('button').first().click()
    const hand = async () => {
      await answerAll(page)
      await page.click('[data-deed=submit]')
      await confirm(page)
      await page.waitForURL(/\/field\/$/)
      await chooseRound(page, round)
    }

    await step('no item opens before the door-head is taken, or excused', async () => {
      // The last photographs come after the list.
      await page.waitForTimeout(1_500)
      await context.setOffline(true)
      await open(names.door)
      await page.locator('[data-door]').waitFor()
      assert.equal(await page.locator('[data-item]').count(), 0)
      assert.equal(await page.locator('[data-deed=submit]').count(), 0)
      await sound(page, faults, 'the door-head')
      await shot(page, 'door-asked')
      await page.click('[data-deed=no-door]')
      await page.getByRole('button', { name: '门头正在更换或施工' }).click()
      await shot(page, 'door-reason')
      await page.click('[data-deed=door-reason]')
      await page.locator('[data-item]').first().waitFor()
      await page.getByRole('button', { name: '改为拍照' }).click()
      assert.equal(await page.locator('[data-item]').count(), 0)
      await attach(page, page.locator('[data-door]'), 41)
      await page.locator('[data-item]').first().waitFor()
      await page.locator('[data-hint]').first().waitFor()
      await shot(page, 'door-taken')
      await hand()
    })

    await step('the last answer and its photograph come from the phone', async () => {
      await open(names.last)
      const pictured = page.locator('[data-hint] img').first()
      await pictured.waitFor()
      assert.equal(await page.locator('[data-door]').count(), 0)
      assert.match(await pictured.getAttribute('src'), /^blob:/)
      await pictured.evaluate((img) => img.closest('article').scrollIntoView())
      assert.ok(await pictured.evaluate((img) => img.complete && img.naturalWidth > 0))
      await sound(page, faults, 'a visit with hints')
      await shot(page, 'hints')
      await pictured.click()
      await page.locator('.van-image-preview').waitFor()
      await page.locator('.van-image-preview').tap()
      await page.locator('.van-image-preview').waitFor({ state: 'hidden' })
      await hand()
    })

    await step('the door-head goes to the server with its visit', async () => {
      await context.setOffline(false)
      await page.goto(`${base}/field/outbox`)
      await page.locator('[data-state=done]').nth(1).waitFor({ timeout: 60_000 })
      const { items } = await (await page.request.get(`${base}/api/v1/rounds/${round.id}/visits`)).json()
      const doors = await Promise.all(items.map(async (v) => (await (await page.request.get(`${base}/api/v1/visits/${v.id}`)).json()).door))
      assert.deepEqual(doors.filter(Boolean).map((d) => [d.asked, d.photos.length, d.reason]), [[true, 1, null]])
    })
  })

  test('a unit mends a case, and what it did on an older version is refused and kept', { timeout: 240_000 }, async (t) => {
    const context = await takePhone()
    const desk = await browser.newContext()
    t.after(() => Promise.all([context.close(), desk.close()]))
    const office = await desk.newPage()
    await signIn(office, 'office')
    const ask = async (path, version, data = {}) => {
      const answer = await office.request.post(`${base}/api/v1${path}`, { headers: { origin: base, ...(version ? { 'If-Match': `"${version}"` } : {}) }, data })
      assert.ok(answer.ok(), `${path} ${await answer.text()}`)
      return answer.json()
    }
    const units = (await (await office.request.get(`${base}/api/v1/units`)).json()).items
    const unit = units.find((u) => u.code === 'urban-management')
    const [site] = (await (await office.request.get(`${base}/api/v1/sites?limit=1`)).json()).items
    const made = async (what) => {
      const reported = await ask('/cases', 0, { id: crypto.randomUUID(), site_id: site.id, description: what, source: 'hotline', finder_level: 'public' })
      const filed = await ask(`/cases/${reported.id}/filing`, reported.version)
      return ask(`/cases/${filed.id}/dispatch`, filed.version, { unit_id: unit.id })
    }
    const mark = `外勤${Date.now() % 100_000}`
    const mended = await made(`${mark}井盖缺失`)
    const taken = await made(`${mark}护栏破损`)
    let { page, faults } = await openApp(context, '/field/cases')
    await enter(page, 'urban-management')
    await page.goto(`${base}/field/cases`)
    await page.getByText(`${mark}井盖缺失`).waitFor({ timeout: 30_000 })
    await sound(page, faults, 'the cases')

    await step('it is accepted, mended with a photograph and sent', async () => {
      await page.getByText(`${mark}井盖缺失`).click()
      await page.click('[data-deed=accept]')
      await page.waitForURL(/\/field\/cases$/)
      await page.waitForFunction(() => true)
      await page.locator('[data-row=case]', { hasText: `${mark}井盖缺失` }).getByText('处置中').waitFor({ timeout: 30_000 })
      await page.getByText(`${mark}井盖缺失`).click()
      await page.locator('textarea[name=measures]').fill('已补装井盖')
      await page.click('[data-deed=rectify]')
      await page.getByText('请拍整改后的照片').waitFor()
      await attach(page, page.locator('main'), 77)
      await sound(page, faults, 'a case')
      await page.click('[data-deed=rectify]')
      await page.waitForURL(/\/field\/cases$/)
      await office.waitForTimeout(100)
      for (let n = 0; ; n++) {
        const now = await (await office.request.get(`${base}/api/v1/cases/${mended.id}`)).json()
        if (now.state === 'rectified' || n > 100) {
          assert.deepEqual([now.state, now.rectifications.length, now.rectifications[0]?.photos.length], ['rectified', 1, 1])
          break
        }
        await office.waitForTimeout(200)
      }
    })

    await step('what the office took back meanwhile is refused in words, and nothing is lost silently', async () => {
      await context.setOffline(true)
      await page.goto(`${base}/field/cases/${taken.id}`)
      await page.click('[data-deed=accept]')
      await page.waitForURL(/\/field\/cases$/)
      await ask(`/cases/${taken.id}/withdrawal`, taken.version, { reason: '派错单位' })
      await context.setOffline(false)
      await page.goto(`${base}/field/outbox`)
      const refused = page.locator('[data-state=refused]', { hasText: `${mark}护栏破损` })
      await refused.waitFor({ timeout: 60_000 })
      assert.match(await refused.innerText(), /没有被接受/)
      await sound(page, faults, 'a refusal')
      await refused.getByRole('button', { name: '放弃' }).click()
      await confirm(page)
      await refused.waitFor({ state: 'detached' })
    })

    await step('an expired session keeps the queue until its owner signs in again', async () => {
      await page.goto(`${base}/field/report`)
      await page.locator('textarea[name=description]').fill(`${mark}路灯不亮`)
      await attach(page, page.locator('main section').first(), 78)
      await page.request.delete(`${base}/api/v1/session`, { headers: { origin: base } })
      await page.click('[data-deed=report]')
      await page.waitForURL(/\/field\/outbox$/)
      await page.getByText('登录已过期').first().waitFor({ timeout: 30_000 })
      assert.equal(await page.locator('[data-state=waiting]').count(), 1)
      await page.locator('.bar a', { hasText: '登录' }).click()
      await enter(page, 'urban-management')
      await page.goto(`${base}/field/outbox`)
      await page.locator('[data-state=done]', { hasText: `${mark}路灯不亮` }).waitFor({ timeout: 30_000 })
      const { total } = await (await office.request.get(`${base}/api/v1/cases?q=${encodeURIComponent(`${mark}路灯`)}`)).json()
      assert.equal(total, 1)
    })
  })

  test('a large photograph goes on from where the network broke, and is kept once', { timeout: 180_000 }, async (t) => {
    const context = await takePhone()
    t.after(() => context.close())
    let { page, faults } = await openApp(context)
    await enter(page, 'worker')
    await kept(page)
    const mark = `断点${Date.now() % 1_000_000}`
    const bytes = Buffer.from(await noise(page))
    // Three pieces get through; then the network is gone, in the middle of the fourth.
    const sent = []
    let cut = true
    await context.route(/\/api\/v1\/evidence\/[0-9a-f]+\/pieces/, async (route) => {
      const request = route.request()
      if (request.method() !== 'POST') return route.continue()
      const query = new URL(request.url()).searchParams
      if (cut && sent.length === 3) return route.abort('connectionreset')
      sent.push({ offset: Number(query.get('offset')), size: Number(query.get('size_bytes')), path: new URL(request.url()).pathname })
      await route.continue()
    })
    await step('it breaks in the middle, and the queue says how far it is', async () => {
      await page.goto(`${base}/field/report`)
      await page.locator('textarea[name=description]').fill(mark)
      const within = page.locator('main section').first()
      await within.locator('input[type=file]').setInputFiles({ name: 'large.jpg', mimeType: 'image/jpeg', buffer: bytes })
      await within.locator('.photos li').waitFor()
      await page.click('[data-deed=report]')
      await page.waitForURL(/\/field\/outbox$/)
      const progress = page.locator('[data-state=waiting]', { hasText: mark }).locator('[data-part=progress]')
      await progress.waitFor({ timeout: 30_000 })
      await page.waitForFunction(() => Number(document.querySelector('[data-part=progress] progress')?.getAttribute('value')) > 0)
      assert.match(await progress.innerText(), /照片 1\/1：已传 \d+%/)
      await sound(page, faults, 'a photograph on its way')
      if (process.env.WANGGE_SHOTS) await page.screenshot({ path: `${process.env.WANGGE_SHOTS}/uploading.png` })
    })
    const before = [...sent]
    const { size, path } = before[0]
    const pieces = `${base}${path}`
    const told = await (await page.request.get(pieces)).json()
    assert.ok(told.offset > 0 && told.offset < size && !told.receipt, JSON.stringify(told))
    const shown = await page.request.get(pieces.replace('/pieces', ''))
    assert.equal(shown.status(), 404, 'half a photograph is no evidence')
    await step('the page is killed, and the rest is sent when there is a network again', async () => {
      await context.setOffline(true)
      await page.close({ runBeforeUnload: false })
      cut = false
      ;({ page, faults } = await openApp(context, '/field/outbox'))
      await page.locator('[data-state=waiting]', { hasText: mark }).waitFor()
      await context.setOffline(false)
      await page.locator('[data-state=done]', { hasText: mark }).waitFor({ timeout: 60_000 })
      const after = sent.slice(before.length)
      assert.ok(after.every((piece) => piece.offset >= told.offset), JSON.stringify(after))
      assert.equal(after[0]?.offset, told.offset, 'it goes on where it was')
    })
    await step('the case has it, once and whole', async () => {
      const whole = await (await page.request.get(pieces)).json()
      assert.equal(whole.receipt.size_bytes, size)
      const { items } = await (await page.request.get(`${base}/api/v1/cases?q=${encodeURIComponent(mark)}`)).json()
      const [mine, ...others] = items.filter((c) => c.description === mark)
      assert.equal(others.length, 0)
      const detail = await (await page.request.get(`${base}/api/v1/cases/${mine.id}`)).json()
      assert.deepEqual(detail.photos.map((p) => p.sha256), [whole.receipt.sha256])
    })
  })

  test('in English, with larger type, nothing is cut off', { timeout: 120_000 }, async (t) => {
    const context = await takePhone('en')
    await context.addInitScript(() => localStorage.setItem('wangge.type', 'large'))
    t.after(() => context.close())
    const { page, faults } = await openApp(context)
    await enter(page, 'inspector')
    for (const path of ['', 'report', 'cases', 'outbox', 'mine']) {
      await page.goto(`${base}/field/${path}`)
      await settled(page)
      await page.waitForTimeout(300)
      await sound(page, faults, `/field/${path} in English`)
    }
  })
})

/** Numbers that come again with the same seed. */
function dice(seed) {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state % most
  }
}

describe('whatever happens in between', () => {
  // WANGGE_INTERLEAVINGS=200 is the whole test; every commit runs a part of it with a new seed each day.
  const times = Number(process.env.WANGGE_INTERLEAVINGS ?? 20)
  const seed = Number(process.env.WANGGE_SEED ?? Math.floor(Date.now() / 86_400_000))
  test(`${times} orders of capture, kill, network and resend lose nothing (seed ${seed})`, { timeout: 60_000 + times * 15_000 }, async (t) => {
    const roll = dice(seed)
    const mark = `乱序${seed % 1000}${Date.now() % 100_000}`
    const context = await takePhone()
    t.after(() => context.close())
    let { page } = await openApp(context)
    await enter(page, 'worker')
    await kept(page)
    // Half of the answers get lost on the way back: the server has the act and the phone does not know.
    let losing = false
    await context.route(/\/api\/v1\/(cases|evidence)/, async (route) => {
      if (!losing || route.request().method() !== 'POST') return route.continue()
      await route.fetch().catch(() => undefined)
      await route.abort('connectionreset').catch(() => undefined)
    })
    const written = []
    let offline = false
    for (let n = 0; n < times; n++) {
      const what = `${mark}第${n}项`
      const moves = Array.from({ length: 4 }, () => ['kill', 'offline', 'online', 'lose', 'resend', 'reload'][roll(6)])
      const at = roll(moves.length + 1)
      for (let m = 0; m <= moves.length; m++) {
        if (m === at) {
          if (!page.url().endsWith('/field/report')) await page.locator('.van-tabbar-item', { hasText: '上报问题' }).click()
          await page.locator('textarea[name=description]').fill(what)
          if (roll(2)) await attach(page, page.locator('main section').first(), 1000 + n)
          await page.click('[data-deed=report]')
          // From here on the app has acknowledged it.
          await page.waitForURL(/\/field\/outbox$/)
          written.push(what)
        }
        const move = moves[m]
        if (move === 'offline' || move === 'online') await context.setOffline((offline = move === 'offline'))
        if (move === 'lose') losing = !losing
        if (move === 'resend') {
          const send = page.locator('[data-deed=send]:enabled')
          if (await send.count()) await send.click().catch(() => undefined)
        }
        if (move === 'reload') await page.reload()
        if (move === 'kill') {
          await page.close({ runBeforeUnload: false })
          ;({ page } = await openApp(context, '/field/outbox'))
        }
      }
    }
    losing = false
    if (offline) await context.setOffline(false)
    for (let n = 0; n < 240; n++) {
      const left = (await queue(page)).filter((a) => a.state !== 'done')
      if (!left.length) break
      assert.equal(left.filter((a) => a.state === 'refused').length, 0, JSON.stringify(left.find((a) => a.state === 'refused')))
      if (n % 10 === 0) await page.reload()
      await page.waitForTimeout(500)
    }
    const acts = await queue(page)
    assert.deepEqual(acts.map((a) => a.state).filter((s) => s !== 'done'), [], 'everything was sent')
    for (const what of written) {
      const answer = await page.request.get(`${base}/api/v1/cases?q=${encodeURIComponent(what)}&limit=100`)
      const found = (await answer.json()).items.filter((c) => c.description === what)
      assert.equal(found.length, 1, `${what}: ${found.length}`)
    }
  })
})
