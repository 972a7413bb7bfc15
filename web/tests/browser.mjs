// Real Chromium against a running server: BASE_URL, and WANGGE_LOGIN with WANGGE_PASSWORD
// (else the office account of the demonstration).
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

export const base = (process.env.BASE_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '')
export const login = process.env.WANGGE_LOGIN ?? 'office'
export const password = process.env.WANGGE_PASSWORD ?? 'Wangge-2026'
export const sizes = { desk: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } }

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((p) => p && existsSync(p))

// No network beyond the server under test; WebGL in software, so that the map is drawn anywhere.
const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

export function launch() {
  if (!executablePath) throw new Error('Chromium is missing: install the package chromium, or name it in CHROMIUM')
  return chromium.launch({ executablePath, headless: true, args })
}

/** A page that remembers everything that went wrong on it, but for answers that are expected, and every foreign address
 * it asked for. */
export async function open(browser, viewport, lang = 'zh-CN', theme = 'light', expected = /status of 401/) {
  const context = await browser.newContext({ viewport, locale: lang, reducedMotion: 'reduce' })
  await context.addInitScript(
    ([l, t]) => {
      localStorage.setItem('wangge.lang', l)
      localStorage.setItem('wangge.theme', t)
    },
    [lang, theme],
  )
  const page = await context.newPage()
  watchRequests(page)
  const faults = []
  page.on('pageerror', (e) => faults.push(`uncaught: ${e.message}`))
  // Not being signed in yet is how signing in begins; Chromium logs it all the same.
  page.on('console', (m) => m.type() === 'error' && !expected.test(m.text()) && faults.push(`console: ${m.text()}`))
  page.on('request', (r) => {
    const url = new URL(r.url())
    if (/^https?:$/.test(url.protocol) && url.origin !== new URL(base).origin) faults.push(`foreign host: ${url.origin}`)
  })
  return { context, page, faults }
}

export async function signIn(page, as = login) {
  await page.goto(`${base}/sign-in`)
  await page.fill('input[name=login]', as)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await settled(page)
}

const requests = new WeakMap()

/** The requests of a page under way. The live stream is always under way and does not count. */
function watchRequests(page) {
  const known = requests.get(page)
  if (known) return known
  const open = new Set()
  requests.set(page, open)
  page.on('request', (r) => r.resourceType() !== 'eventsource' && open.add(r))
  page.on('requestfinished', (r) => open.delete(r))
  page.on('requestfailed', (r) => open.delete(r))
  return open
}

/** Waits until nothing on the page says it is reading. */
export async function settled(page) {
  const open = watchRequests(page)
  await page.waitForLoadState('load')
  for (let quiet = 0; quiet < 5; quiet = open.size ? 0 : quiet + 1) await page.waitForTimeout(100)
  await page.waitForFunction(() => !document.querySelector('.waiting'))
}

/** Where the first site that is alone at its place is drawn on the map, in page coordinates. */
export async function siteOnMap(page) {
  await page.waitForSelector('.district-map[data-drawn]', { timeout: 30_000 })
  return page.evaluate(() => {
    const box = document.querySelector('.district-map')
    const map = box.map
    const { left, top } = box.getBoundingClientRect()
    for (const site of map.queryRenderedFeatures({ layers: ['sites'] })) {
      // Several sites drawn as one have no name of their own.
      if (!site.properties.id) continue
      const at = map.project(site.geometry.coordinates)
      const hit = map.queryRenderedFeatures([at.x, at.y], { layers: ['sites'] })[0]
      const free = at.x > 8 && at.y > 8 && at.x < box.clientWidth - 56 && at.y < box.clientHeight - 8
      if (free && hit?.properties.id === site.properties.id) return { x: left + at.x, y: top + at.y, name: site.properties.name }
    }
    return null
  })
}

/** No serious violation, nothing wider than the window, nothing in the console. */
export async function sound(page, faults, where) {
  await settled(page)
  // Evaluated, not added as a tag: the server's policy allows no inline script.
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'], iframes: false }))
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  assert.deepEqual(serious.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`), [], `${where}: accessibility`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(over <= 0, `${where}: ${over}px wider than the window`)
  assert.deepEqual(faults, [], `${where}: faults`)
}

/** A named part of a walk; the walk stops where a part fails. */
export async function step(name, act) {
  try {
    await act()
  } catch (cause) {
    throw new Error(`${name}: ${cause.message}`, { cause })
  }
}
