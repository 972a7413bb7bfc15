// Pictures of every screen for docs/screenshots, from a running demonstration (see browser.mjs).
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { base, launch, open, password, settled, signIn, sizes } from './browser.mjs'

const out = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
await mkdir(out, { recursive: true })
const browser = await launch()

async function ask(page, path) {
  const answer = await page.request.get(`${base}/api/v1${path}`)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
  return answer.json()
}

async function screens(page) {
  const overview = await ask(page, '/overview')
  const round = overview.last_round.round.id
  const site = overview.worst_sites[0].id
  const visit = (await ask(page, `/sites/${site}`)).visits[0]?.id
  const closed = (await ask(page, '/cases?state=closed')).items[0]?.id
  const node = (await ask(page, '/nodes?level=3')).items[0]?.id
  const edition = (await ask(page, '/editions')).items[0].id
  const rounds = (await ask(page, '/rounds')).items
  const planned = rounds.find((r) => r.state === 'planned')?.id ?? round
  const running = rounds.find((r) => r.state === 'open')?.id ?? round
  const issue = (await ask(page, '/bulletins')).items.find((b) => b.lang === 'zh-CN')
  const ranked = (await ask(page, '/rankings')).groups[0]?.rows[0]?.unit.id
  const unit = (await ask(page, '/units?sort=open')).items[0]?.id
  return {
    today: '/',
    results: `/rounds/${round}`,
    explanation: `/rounds/${round}?view=tree`,
    comparison: `/rounds/${round}?view=compare`,
    'lost-points': `/rounds/${round}?view=lost`,
    standards: '/standards',
    standard: `/standards/${edition}`,
    item: `/standards/${edition}?q=垃圾&item=R002`,
    rounds: '/rounds',
    'round-new': '/rounds/new',
    'round-plan': `/rounds/${planned}`,
    'round-progress': `/rounds/${running}`,
    'round-visits': `/rounds/${running}?view=visits`,
    'lost-by-cause': `/rounds/${round}?view=lost&group=cause`,
    chessboard: '/chessboard',
    'chessboard-cases': '/chessboard?metric=overdue&layers=nodes,sites,cases,merchants&list=cases',
    merchants: '/merchants',
    sites: '/sites',
    site: `/sites/${site}`,
    'site-codes': '/sites/codes',
    visit: `/visits/${visit}`,
    cases: '/cases',
    'case-new': '/cases/new',
    triage: '/cases/triage?state=in_hand,rectified',
    orders: `/cases/orders?ids=${closed}`,
    signals: '/signals?of=visits',
    settings: '/settings',
    case: `/cases/${closed}`,
    ranking: '/ranking',
    'ranking-unit': `/ranking/units/${ranked}`,
    bulletins: '/bulletins',
    bulletin: `/bulletins/${issue?.id}`,
    permissions: '/settings/permissions',
    audit: '/audit',
    completeness: '/nodes',
    coverage: '/nodes?view=coverage',
    board: `/boards?node=${node}`,
    organisation: '/organisation',
    people: '/people',
    units: '/units',
    unit: `/units/${unit}`,
    import: '/import',
    node: `/nodes/${node}`,
  }
}

async function shoot(suffix, viewport, lang, theme, only) {
  const { context, page } = await open(browser, viewport, lang, theme)
  await page.goto(`${base}/sign-in`)
  await settled(page)
  if (!only) await page.screenshot({ path: `${out}sign-in${suffix}.png` })
  await signIn(page)
  for (const [name, path] of Object.entries(await screens(page))) {
    if (only && !only.includes(name)) continue
    await page.goto(base + path)
    await settled(page)
    if (path.startsWith('/chessboard')) await page.waitForSelector('.district-map[data-drawn]')
    await page.waitForTimeout(300)
    await page.screenshot({ path: `${out}${name}${suffix}.png` })
  }
  await context.close()
}

/** The field app on a phone, as an inspector and as a unit. */
async function shootField(login, wanted) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true, locale: 'zh-CN', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${base}/field/`)
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
  for (const [name, [path, open]] of Object.entries(wanted)) {
    await page.goto(`${base}/field/${path}`)
    await settled(page)
    if (open) await page.locator(open).first().click()
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${out}field-${name}.png` })
  }
  await context.close()
}

try {
  await shootField('inspector', { sites: ['', ''], visit: ['', '[data-row=stop] button'], report: ['report', ''], outbox: ['outbox', ''], mine: ['mine', ''] })
  await shootField('urban-management', { cases: ['cases', ''], case: ['cases', '[data-row=case] a'] })
  await shoot('', sizes.desk, 'zh-CN', 'light')
  await shoot('-en', sizes.desk, 'en', 'light', ['today', 'case', 'ranking'])
  await shoot('-dark', sizes.desk, 'zh-CN', 'dark', ['today', 'site'])
  await shoot('-phone', sizes.phone, 'zh-CN', 'light', ['today', 'cases', 'case', 'node'])
} finally {
  await browser.close()
}
