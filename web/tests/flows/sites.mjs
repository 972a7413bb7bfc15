// The site file: find the worst site, look at its photographs, unfold its score, note whose practice it took over,
// print its code; and a photograph goes with a report.
import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { deflateSync } from 'node:zlib'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** The PNG of a small square of one chance colour, so that every run sends another. */
function picture() {
  const crc = (bytes) => {
    let sum = ~0
    for (const byte of bytes) {
      sum ^= byte
      for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
    }
    return ~sum >>> 0
  }
  const part = (name, content) => {
    const body = Buffer.concat([Buffer.from(name), content])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(content.length)
    sum.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, sum])
  }
  const colour = randomBytes(3)
  const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.concat([Buffer.from([0]), ...Array.from({ length: 8 }, () => colour)])))
  const head = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0])
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))])
}

for (const [name, size] of Object.entries(sizes)) {
  describe(`sites, ${name}`, () => {
    it('finds the worst site, its photographs and whose practice it follows', async () => {
      const { context, page, faults } = await open(browser, size)
      await signIn(page)
      await step('the worst site of the list', async () => {
        await page.goto(`${base}/sites?sort=score&standing=open`)
        await settled(page)
        await sound(page, faults, 'sites')
        await page.locator('[data-row=site] a').first().click()
        await page.waitForURL(/\/sites\/[0-9a-f-]{36}/)
        await settled(page)
        await sound(page, faults, 'site')
      })
      await step('a score unfolds', async () => {
        await page.locator('[data-row=round] button').last().click()
        await page.waitForURL(/round=/)
        await settled(page)
        assert.ok((await page.locator('[data-row=round][aria-current]').count()) === 1)
      })
      await step('photographs by item, one large', async () => {
        const { items } = await (await page.request.get(`${base}/api/v1/sites?limit=500`)).json()
        let found
        for (const site of items) {
          const photos = await (await page.request.get(`${base}/api/v1/sites/${site.id}/photos`)).json()
          if (photos.rows.some((r) => r.cells.some((c) => c.found.length && c.mended.length))) {
            found = site
            break
          }
        }
        assert.ok(found, 'a site with photographs from before and after')
        await page.goto(`${base}/sites/${found.id}`)
        await settled(page)
        await page.locator('[data-row=photos] button').first().click()
        await page.waitForSelector('dialog[open] img')
        await page.keyboard.press('+')
        await page.keyboard.press('Escape')
        await page.waitForSelector('dialog[open]', { state: 'detached' })
        await page.locator('[data-row=photos] .link').first().click()
        await page.waitForSelector('.compare img')
        await sound(page, faults, 'before and after')
        await page.keyboard.press('Escape')
      })
      await step('the practice is noted and seen from both', async () => {
        const { items } = await (await page.request.get(`${base}/api/v1/sites?limit=500`)).json()
        const examples = new Map(items.filter((s) => s.demonstration).map((s) => [s.type.code, s]))
        const free = items.find((s) => !s.demonstration && !s.practice && examples.has(s.type.code)) ?? items.find((s) => !s.demonstration && examples.has(s.type.code))
        const example = examples.get(free.type.code)
        const detail = await (await page.request.get(`${base}/api/v1/sites/${free.id}`)).json()
        if (detail.practice) await page.request.patch(`${base}/api/v1/sites/${free.id}`, { headers: { 'If-Match': `"${detail.version}"`, Origin: base }, data: { practice: null } })
        await page.goto(`${base}/sites/${free.id}`)
        await settled(page)
        await page.getByRole('button', { name: '编辑', exact: true }).click()
        await page.locator('[data-field=practice] input').click()
        await page.getByRole('option', { name: new RegExp(example.name) }).click()
        await page.getByRole('button', { name: '保存', exact: true }).click()
        await page.locator('[data-practice] a', { hasText: example.name }).waitFor()
        await sound(page, faults, 'practice')
        await page.goto(`${base}/sites/${example.id}`)
        await settled(page)
        assert.match(await page.locator('dl.facts').first().innerText(), new RegExp(free.name))
      })
      await step('one label for each site, none cut by a page', async () => {
        const { total } = await (await page.request.get(`${base}/api/v1/sites?limit=1`)).json()
        await page.goto(`${base}/sites/codes`)
        await settled(page)
        assert.equal(await page.locator('[data-label]').count(), total)
        await sound(page, faults, 'codes')
        const pdf = (await page.pdf({ format: 'A4', margin: { top: '8mm', bottom: '8mm', left: '8mm', right: '8mm' } })).toString('latin1')
        assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, Math.ceil(total / 8))
      })
      await step('the printed code opens the file', async () => {
        const { items } = await (await page.request.get(`${base}/api/v1/sites?limit=1`)).json()
        await page.goto(`${base}/s/${encodeURIComponent(items[0].code)}`)
        await page.waitForURL(new RegExp(`/sites/${items[0].id}`))
        await page.goto(`${base}/s/no-such-code`)
        await page.getByText('没有编号为 no-such-code 的点位').waitFor()
        await sound(page, faults, 'no such code')
      })
      await context.close()
    })

    it('takes a photograph with a report, and shows it with the case', async () => {
      const { context, page, faults } = await open(browser, size)
      await signIn(page)
      const bytes = picture()
      const hash = createHash('sha256').update(bytes).digest('hex')
      const { items } = await (await page.request.get(`${base}/api/v1/sites?limit=1`)).json()
      const headers = { Origin: base }
      const sent = await page.request.post(`${base}/api/v1/evidence?sha256=${hash}`, { headers: { ...headers, 'Content-Type': 'image/png' }, data: bytes })
      assert.equal(sent.status(), 201, await sent.text())
      const id = randomBytes(16)
      id[6] = (id[6] & 15) | 0x70
      id[8] = (id[8] & 63) | 128
      const uuid = id.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
      const report = { id: uuid, source: 'daily_patrol', finder_level: 'district', site_id: items[0].id, description: '路口有散落垃圾', photos: [hash] }
      const filed = await page.request.post(`${base}/api/v1/cases`, { headers, data: report })
      assert.equal(filed.status(), 201, await filed.text())
      assert.equal((await filed.json()).photos[0].sha256, hash)
      await page.goto(`${base}/sites/${items[0].id}`)
      await settled(page)
      await page.locator(`img[src*="${hash}"]`).first().waitFor()
      await sound(page, faults, 'reported photograph')
      await context.close()
    })
  })
}
