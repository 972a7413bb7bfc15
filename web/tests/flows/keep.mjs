// Every list as a file: what the filters select, in the columns and words of the screen, as Excel and as CSV.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

const lists = {
  office: [
    ['/units', '/units'],
    ['/people?part=leader', '/people?part=leader'],
    ['/merchants?pledged=false', '/merchants?pledged=false'],
    ['/ownerships?sort=until', '/ownerships?sort=until'],
    ['/duty-changes?sort=latest', '/duty-changes?sort=latest'],
    ['/sites?demonstration=true', '/sites?demonstration=true'],
    ['/ranking'],
    ['/nodes?view=completeness'],
    ['/signals'],
  ],
  auditor: [['/audit?subject_kind=round', '/audit/events?subject_kind=round']],
  admin: [['/settings/accounts', '/users']],
}

async function all(page, path) {
  let [rows, cursor] = [0, '']
  do {
    const answer = await (await page.request.get(`${base}/api/v1${path}${path.includes('?') ? '&' : '?'}limit=500${cursor}`)).json()
    rows += answer.items.length
    cursor = answer.next ? `&cursor=${encodeURIComponent(answer.next)}` : ''
  } while (cursor)
  return rows
}

test('lists as files', { timeout: 240_000 }, async (t) => {
  for (const [role, pages] of Object.entries(lists)) {
    const { context, page, faults } = await open(browser, sizes.desk)
    t.after(() => context.close())
    await signIn(page, role)
    for (const [path, list] of pages) {
      await page.goto(base + path)
      const kept = {}
      for (const kind of ['xlsx', 'csv']) {
        await page.waitForSelector(`[data-keep=${kind}]:not([disabled])`)
        await settled(page)
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-keep=${kind}]`).first().click()])
        assert.match(download.suggestedFilename(), new RegExp(`示范数据.*-\\d{4}-\\d\\d-\\d\\d\\.${kind}$`))
        kept[kind] = readFileSync(await download.path())
      }
      assert.equal(kept.xlsx.subarray(0, 2).toString(), 'PK', `${path}: a workbook is a package`)
      const text = kept.csv.toString('utf8')
      assert.ok(text.startsWith('\ufeff') && text.split('\n')[0].split(',').length > 3, `${path}: ${text.slice(0, 200)}`)
      const lines = text.trimEnd().split('\n').length - 1
      if (list) assert.equal(lines, await all(page, list), `${path}: as many lines as the list has`)
      else assert.ok(lines > 0, path)
      await sound(page, faults, `${role} ${path}`)
    }
  }
})
