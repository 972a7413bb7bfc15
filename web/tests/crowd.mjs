// How the desk behaves in a big district: how long the table takes from a choice to the rows on the screen, how long the
// server alone takes, and how many frames a second the map draws while it is moved. Prints figures and judges nothing.
// See docs/performance.md for the district it is run on.
import { base, launch, open, settled, signIn, sizes } from './browser.mjs'

const browser = await launch()
const { page, context, faults } = await open(browser, sizes.desk)
await signIn(page)
const middle = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]
const line = (what, times) => console.log(`${what.padEnd(46)} ${middle(times).toFixed(0).padStart(6)} ms  (${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}, ${times.length}×)`)

const { items: units } = await (await page.request.get(`${base}/api/v1/units`)).json()
const { items: nodes } = await (await page.request.get(`${base}/api/v1/nodes?level=3`)).json()
const { total } = await (await page.request.get(`${base}/api/v1/cases?limit=1`)).json()
console.log(`${total} cases, ${(await (await page.request.get(`${base}/api/v1/sites?limit=1`)).json()).total} sites`)

/** From the change of the address, which is what every filter does, until the rows of the answer are painted. */
function filtered(address) {
  return page.evaluate(
    (to) =>
      new Promise((done) => {
        performance.clearResourceTimings()
        const begun = performance.now()
        document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(to)
        const look = () => {
          const answered = performance.getEntriesByType('resource').some((r) => /\/api\/v1\/cases(\?|$)/.test(r.name) && r.responseEnd > begun)
          // The answer is rendered before the next frame, and that frame is on the screen with the one after it.
          if (answered) requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)))
          else if (performance.now() - begun > 15_000) done(Number.NaN)
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    address,
  )
}

const filters = {
  'one unit': (n) => `/cases?unit=${units[n % units.length].id}`,
  'one community': (n) => `/cases?node=${nodes[n % nodes.length].id}`,
  'one state': (n) => `/cases?state=${['filed', 'in_hand', 'rectified', 'closed'][n % 4]}`,
  'overdue': (n) => `/cases?overdue=true${n % 2 ? '&sort=deadline' : ''}`,
  'open in a unit, by deadline': (n) => `/cases?open=true&sort=deadline&unit=${units[n % units.length].id}`,
  'no filter': (n) => (n % 2 ? '/cases?sort=deadline' : '/cases'),
  'words': (n) => `/cases?q=${encodeURIComponent(['垃圾', '占道', '破损', '乱停'][n % 4])}`,
}
await page.goto(`${base}/cases?state=reported`)
await settled(page)
for (const [name, address] of Object.entries(filters)) {
  const [whole, server] = [[], []]
  for (let n = 0; n < 8; n++) {
    const to = address(n)
    whole.push(await filtered(to))
    await page.waitForTimeout(100)
    const begun = performance.now()
    await (await page.request.get(`${base}/api/v1${to.includes('?') ? to : `${to}?`}`)).body()
    server.push(performance.now() - begun)
  }
  line(`table: ${name}, to the painted rows`, whole)
  line(`       the same, server alone`, server)
}

await page.goto(`${base}/chessboard?layers=nodes,sites,cases`)
await page.waitForSelector('[data-drawn=true]', { timeout: 120_000 })
const box = await page.locator('.district-map').boundingBox()
const frames = () =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const times = []
        const end = performance.now() + 3000
        const tick = (now) => (times.push(now), now < end ? requestAnimationFrame(tick) : done(times.slice(1).map((t, n) => t - times[n])))
        requestAnimationFrame(tick)
      }),
  )
for (const layers of ['nodes,sites', 'nodes,sites,cases']) {
  await page.goto(`${base}/chessboard?layers=${layers}`)
  await page.waitForSelector('[data-drawn=true]', { timeout: 120_000 })
  // The first turns fall into the seconds in which the page still reads tiles and words; the last is the map being moved.
  for (let turn = 0; turn < 3; turn++) {
    const drawing = frames()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    for (let n = 0; n < 60; n++) {
      await page.mouse.move(box.x + box.width / 2 + 150 * Math.sin(n / 5), box.y + box.height / 2 + 100 * Math.cos(n / 7))
      await page.waitForTimeout(30)
    }
    await page.mouse.up()
    const took = await drawing
    const rate = 1000 / (took.reduce((a, b) => a + b, 0) / took.length)
    console.log(`map moved, layers ${layers.padEnd(20)} ${rate.toFixed(0).padStart(6)} frames/s, middle frame ${middle(took).toFixed(1)} ms, slowest ${Math.max(...took).toFixed(0)} ms, ${took.filter((ms) => ms > 25).length} of ${took.length} late`)
  }
}
const boards = []
for (let n = 0; n < 6; n++) {
  const begun = performance.now()
  await (await page.request.get(`${base}/api/v1/chessboard?node=${nodes[n % nodes.length].id}`)).body()
  boards.push(performance.now() - begun)
}
line('chessboard figures of a community, server alone', boards)
if (faults.length) console.log(faults)
await context.close()
await browser.close()
