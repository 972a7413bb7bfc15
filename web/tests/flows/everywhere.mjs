// Every page of the desk, each as the office in two of the five looks and as one other role in a third; which they are
// goes round from page to page: no serious violation, no fault, nothing wider than the window, a title, one h1, the
// content focused, and no blank page.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

const others = ['leader', 'inspector', 'auditor', 'admin', 'worker', 'urban-management']
// Half the window at twice the size is what 200 % zoom leaves of it.
const looks = [
  [sizes.desk, 'zh-CN', 'light'],
  [sizes.phone, 'en', 'dark'],
  [{ width: 683, height: 384 }, 'zh-CN', 'dark'],
  [sizes.desk, 'en', 'light'],
  [sizes.phone, 'zh-CN', 'light'],
]

/** Every address of the desk, with things that are there. */
async function addresses(page) {
  const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
  const first = async (path) => (await ask(path)).items?.[0]
  const paths = ['/rounds', '/sites', '/cases', '/units', '/nodes?level=3', '/bulletins', '/editions']
  const [round, site, kase, unit, node, issue, edition] = await Promise.all(paths.map(first))
  const visit = (await ask(`/sites/${site.id}`)).visits?.[0]?.id
  const card = (await ask('/replication')).cards[0]
  const drive = (await ask('/drives')).items[0]
  const meetings = (await ask('/meetings')).items
  const listings = (await ask('/listings')).items
  const resolution = await first('/resolutions')
  const week = (await ask('/rankings/periods')).weeks[0].key.replace('week:', '')
  const things = { rounds: round, sites: site, cases: kase, units: unit, 'ranking/units': unit, nodes: node, bulletins: issue, standards: edition, 'practice-cards': card }
  const indicator = (await ask(`/rankings?period=week:${week}`)).groups[0].scheme.indicators[0].code
  return [
    ...['/', '/chessboard', '/chessboard?metric=overdue&layers=nodes,sites,cases,merchants&list=cases', '/rounds', '/rounds/new', '/standards'],
    ...['/sites', '/sites?view=map', '/sites/codes', `/s/${site.code}`, '/merchants', '/ownerships', '/ownerships?standing=upcoming', '/duty-changes', '/duty-changes?state=planned&sort=latest', '/cases', '/cases?overdue=true&sort=deadline', '/cases/new', '/cases/triage', `/cases/orders?ids=${kase.id}`],
    ...['/drives', `/drives/${drive.id}`, `/drives/${drive.id}?view=reports`, `/drives/${drive.id}?view=corners`, '/replication', '/replication?state=planned', '/rebounds', '/rebounds?view=rates', '/rebounds?view=rates&by=month', '/rebounds?view=curve', '/rebounds?view=spots', '/escalations', '/escalations?measure=supervise', '/notices', '/notices?which=unread', '/settings/channels', '/patrols', `/patrols?on=${node.id}`, '/patrols?sort=coverage', '/signals', '/signals?of=visits', '/meetings', ...meetings.slice(0, 2).map((m) => `/meetings/${m.id}`), '/listings', '/listings?mark=published', ...listings.slice(0, 4).map((l) => `/listings/${l.id}`), '/resolutions', '/resolutions?which=all', `/resolutions/${resolution.id}`, '/statistics', `/rounds/${round.id}?view=report`, '/ranking', `/ranking?period=week:${week}&unit=${unit.id}&indicator=${indicator}`, '/score-ledger', '/score-ledger?standing=1', '/score-ledger?view=statements', `/score-ledger/${unit.id}`, '/bulletins', `/bulletins/weeks/${week}`, `/visits/${visit}`],
    ...['/nodes', '/nodes?view=coverage', '/boards', '/organisation', '/people', '/units', '/import', '/settings', '/settings/accounts', '/settings/permissions', '/settings/routing', '/settings/schemes', '/audit', '/password'],
    ...Object.entries(things).map(([path, thing]) => `/${path}/${thing.id}`),
  ]
}

/** What is wrong with pages as one role sees them in one look. */
async function visit(role, look, paths) {
  const found = []
  const [viewport, lang, theme] = looks[look]
  // That a role may not enter is the server's 403, and Chromium logs it.
  const { context, page, faults } = await open(browser, viewport, lang, theme, /status of 40[134]/)
  await signIn(page, role)
  for (const path of paths) {
    const where = `${role} ${path} ${viewport.width} ${lang} ${theme}`
    try {
      faults.length = 0
      await page.goto(base + path)
      await sound(page, faults, where)
      const seen = await page.evaluate(() => ({ title: document.title, heads: document.querySelectorAll('main h1').length, text: document.querySelector('main')?.innerText.trim().length ?? 0 }))
      assert.ok(seen.title.length > 2 && seen.text > 8, `${where}: blank`)
      assert.equal(seen.heads, 1, `${where}: h1`)
    } catch (cause) {
      found.push(String(cause.message).slice(0, 300))
    }
  }
  await context.close()
  return found
}

test('every page as every role', { timeout: 600_000 }, async (t) => {
  const office = await open(browser, sizes.desk)
  await signIn(office.page)
  const all = await addresses(office.page)
  await office.context.close()
  const turns = new Map()
  const turn = (role, look, path) => turns.set(`${role} ${look}`, [...(turns.get(`${role} ${look}`) ?? []), path])
  for (const [n, path] of all.entries()) {
    turn('office', n % looks.length, path)
    turn('office', (n + 2) % looks.length, path)
    turn(others[n % others.length], (n + 1) % looks.length, path)
  }
  const found = []
  const left = [...turns]
  const walk = async () => {
    for (let next = left.shift(); next; next = left.shift()) found.push(...(await visit(...next[0].split(' '), next[1])))
  }
  // Two at a time: one is drawn while the server answers the other.
  await Promise.all([walk(), walk()])
  assert.deepEqual(found, [])
})

test('on paper there is neither rail nor button', { timeout: 120_000 }, async (t) => {
  const { context, page } = await open(browser, sizes.desk)
  t.after(() => context.close())
  await signIn(page)
  for (const path of ['/cases', '/ranking', '/bulletins', '/nodes', '/rounds']) {
    await page.goto(base + path)
    await settled(page)
    await page.emulateMedia({ media: 'print' })
    const left = await page.evaluate(() => [...document.querySelectorAll('nav.rail, header.bar, .el-button')].filter((e) => e.checkVisibility()).map((e) => e.className))
    assert.deepEqual(left, [], path)
    await page.emulateMedia({ media: 'screen' })
  }
})

test('a new page takes the focus to its content', { timeout: 60_000 }, async (t) => {
  const { context, page } = await open(browser, sizes.desk)
  t.after(() => context.close())
  await signIn(page)
  await page.locator('.rail a[href="/ranking"]').click()
  await page.waitForURL(/ranking/)
  await settled(page)
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
})
