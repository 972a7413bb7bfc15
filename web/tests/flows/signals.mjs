// What deserves a second look: the doubtful first, each with its reason, and at the case where it is checked.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** A picture no other is the same as. */
const picture = (page, shade) =>
  page.evaluate(async (n) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
    const c = canvas.getContext('2d')
    for (let i = 0; i < 60; i++) {
      c.fillStyle = `hsl(${(n * 47 + i * 31) % 360} 60% ${20 + ((n * 7 + i * 13) % 60)}%)`
      c.fillRect((i * 97 + n * 53) % 320, (i * 61 + n * 37) % 240, 40 + (n % 5) * 9, 30)
    }
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
    return [...new Uint8Array(await blob.arrayBuffer())]
  }, shade)

/** So many rectifications as a unit sends them: most sound, some taken elsewhere, before the dispatch, twice, or bare. */
async function mendCases(t, count) {
  const contexts = await Promise.all([browser.newContext(), browser.newContext()])
  t.after(() => Promise.all(contexts.map((context) => context.close())))
  const [office, unit] = await Promise.all(contexts.map((context) => context.newPage()))
  await signIn(office, 'office')
  await signIn(unit, 'urban-management')
  const ask = async (page, path, version, data = {}) => {
    const headers = { origin: base, ...(version ? { 'If-Match': `"${version}"` } : {}) }
    const answer = await page.request.post(`${base}/api/v1${path}`, { headers, data })
    assert.ok(answer.ok(), `${path} ${await answer.text()}`)
    return answer.json()
  }
  const read = async (path) => (await office.request.get(`${base}/api/v1${path}`)).json()
  const handler = (await read('/units')).items.find((u) => u.code === 'urban-management')
  const sites = (await read('/sites?limit=50')).items.filter((s) => s.lon)
  const run = Date.now() % 100_000
  let used
  for (let n = 0; n < count; n++) {
    const site = sites[n % sites.length]
    const description = `复看${run}-${n} ${['路面垃圾', '小广告', '护栏破损', '车辆乱停'][n % 4]}`
    const reported = await ask(office, '/cases', 0, { id: crypto.randomUUID(), site_id: site.id, description, source: 'hotline', finder_level: 'public' })
    const filed = await ask(office, `/cases/${reported.id}/filing`, reported.version)
    const handed = await ask(office, `/cases/${filed.id}/dispatch`, filed.version, { unit_id: handler.id })
    const taken = await ask(unit, `/cases/${filed.id}/acceptance`, handed.version)
    const odd = n % 6
    const photos = []
    if (odd !== 3) {
      const buffer = odd === 2 && used ? used : Buffer.from(await picture(unit, run + n * 13))
      used ??= buffer
      const sha256 = createHash('sha256').update(buffer).digest('hex')
      const at = new Date(Date.now() - (odd === 1 ? 3 * 86_400_000 : 0)).toISOString()
      const said = odd === 4 ? { sha256, taken_at: at } : { sha256, taken_at: at, lon: site.lon + (odd === 0 ? 0.02 : 0), lat: site.lat, accuracy_m: 9 }
      const sent = await unit.request.post(`${base}/api/v1/evidence?${new URLSearchParams(said)}`, { headers: { origin: base, 'Content-Type': 'image/jpeg' }, data: buffer })
      assert.ok(sent.ok(), await sent.text())
      photos.push(sha256)
    }
    await ask(unit, `/cases/${filed.id}/rectification`, taken.version, { measures: '已清理并安排每日巡查', photos })
  }
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`signals (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)

      await step('units mend some cases, not all of them as they say', () => mendCases(t, Number(process.env.WANGGE_RECTIFICATIONS ?? 6)))

      await step('rectifications, the doubtful first', async () => {
        await page.goto(`${base}/signals`)
        await page.waitForSelector('[data-row=signal]')
        await sound(page, faults, 'signals')
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/signals-${name}.png` })
        const { items } = await (await page.request.get(`${base}/api/v1/signals/rectifications`)).json()
        assert.equal(await page.locator('[data-row=signal]').count(), items.length)
        const doubts = items.map((line) => line.signals.count.doubts)
        assert.deepEqual(doubts, [...doubts].sort((a, b) => b - a))
      })

      await step('a reason narrows the list to those that have it', async () => {
        const reasons = page.locator('[data-reason]')
        assert.ok((await reasons.count()) >= 3, 'the demonstration has several reasons')
        const weights = await reasons.evaluateAll((all) => all.map((one) => one.dataset.weight))
        assert.deepEqual(weights, [...weights].sort(), 'doubts before what cannot be verified')
        const first = reasons.first()
        const [kind, lines] = [await first.getAttribute('data-kind'), Number(await first.locator('b').innerText())]
        await first.click()
        await page.waitForURL((url) => url.searchParams.get('reason') === kind)
        assert.equal(await page.locator('[data-row=signal]').count(), lines)
        assert.equal(await page.locator('[data-row=signal].doubtful').count(), lines)
        await sound(page, faults, 'signals by reason')
        await first.click()
        await page.waitForURL((url) => !url.searchParams.get('reason'))
      })

      await step('the same reasons stand at the case', async () => {
        const first = page.locator('[data-row=signal]').first()
        const reasons = await first.locator('.signals li').allTextContents()
        await first.locator('a').first().click()
        await page.waitForURL(/\/cases\//)
        await settled(page)
        for (const reason of reasons) assert.ok((await page.textContent('main')).includes(reason.trim()), reason)
        await sound(page, faults, 'a case with signals')
      })

      await step('visits of a round', async () => {
        await page.goto(`${base}/signals?of=visits`)
        await page.waitForSelector('[data-row=signal]')
        await sound(page, faults, 'signals of visits')
        await page.getByText('只看存疑').click()
        await page.waitForURL(/only=true/)
        await settled(page)
      })

      await step('inspectors of a round', async () => {
        await page.goto(`${base}/signals?of=inspectors`)
        await page.waitForSelector('[data-row=signal]')
        await sound(page, faults, 'signals of inspectors')
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/inspectors-${name}.png` })
      })

      await step('whoever is checked is not told', async () => {
        const other = await open(browser, viewport)
        t.after(() => other.context.close())
        await signIn(other.page, 'urban-management')
        await other.page.goto(`${base}/signals`)
        await other.page.waitForFunction(() => document.body.innerText.includes('无权查看'))
      })
    })
  })
}
