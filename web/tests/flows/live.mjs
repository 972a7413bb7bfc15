// What a colleague changes appears where it is read: single things in place, lists and maps only when asked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

test('the work of two at once', { timeout: 180_000 }, async (t) => {
  const mine = await open(browser, sizes.desk)
  const other = await open(browser, sizes.desk)
  t.after(() => Promise.all([mine.context.close(), other.context.close()]))
  await signIn(mine.page)
  await signIn(other.page, 'office2')
  const { page, faults } = mine
  const ask = async (path) => (await other.page.request.get(`${base}/api/v1${path}`)).json()
  const rename = async (path, zh) => {
    const { version, wording } = await ask(path)
    const answer = await other.page.request.patch(`${base}/api/v1${path}`, { headers: { origin: base, 'if-match': `"${version}"` }, data: { name: { ...wording, zh } } })
    assert.ok(answer.ok(), await answer.text())
    return wording.zh
  }

  await step('a node renamed by another is renamed on the page that shows it', async () => {
    const node = (await ask('/nodes?level=3')).items[0]
    await page.goto(`${base}/nodes/${node.id}`)
    await page.waitForFunction((name) => document.querySelector('main')?.innerText.includes(name), node.name)
    await settled(page)
    const before = await rename(`/nodes/${node.id}`, `${node.name}改`)
    await page.waitForFunction((name) => document.querySelector('main')?.innerText.includes(name), `${node.name}改`)
    await rename(`/nodes/${node.id}`, before)
    await page.waitForFunction((name) => !document.querySelector('main')?.innerText.includes(name), `${node.name}改`)
    await sound(page, faults, 'node')
  })

  await step('a list says that something changed, does not move, and shows it when asked', async () => {
    const unit = (await ask('/units')).items[0]
    await page.goto(`${base}/units`)
    await page.waitForFunction((name) => document.querySelector('main')?.innerText.includes(name), unit.name)
    await settled(page)
    const before = await rename(`/units/${unit.id}`, `${unit.name}改`)
    await page.waitForSelector('.changed p')
    assert.ok(!(await page.locator('main tbody').innerText()).includes(`${unit.name}改`), 'the list moved by itself')
    await page.locator('.changed button').click()
    await page.waitForFunction((name) => document.querySelector('main tbody')?.innerText.includes(name), `${unit.name}改`)
    await rename(`/units/${unit.id}`, before)
    await sound(page, faults, 'units')
  })

  await step('the chessboard counts a new report only when asked', async () => {
    const site = (await ask('/sites?limit=1')).items[0]
    await page.goto(`${base}/chessboard?layers=cases`)
    await page.waitForSelector('.board')
    await settled(page)
    const answer = await other.page.request.post(`${base}/api/v1/cases`, { headers: { origin: base }, data: { id: crypto.randomUUID(), site_id: site.id, description: '一张图上的新问题', source: 'hotline', finder_level: 'public' } })
    assert.ok(answer.ok(), await answer.text())
    await page.waitForSelector('.changed p')
    await page.locator('.changed button').click()
    await page.waitForFunction(() => !document.querySelector('.changed p'))
    await sound(page, faults, 'chessboard')
  })
})
