// One walk along a lost point, as a new clerk would take it: sign in → today → a site on the map →
// its page → the lost point in its visit → the case → the unit's line in the ranking → the bulletin.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, siteOnMap, sizes, sound, step } from './browser.mjs'

let browser

before(async () => {
  browser = await launch()
})
after(() => browser?.close())

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`the walk along a lost point (${name})`, { timeout: 240_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())

      await step('signing in', async () => {
        await page.goto(`${base}/cases?overdue=true`)
        await page.waitForURL(/\/sign-in/)
        await sound(page, faults, 'sign-in')
        await page.fill('input[name=login]', 'nobody')
        await page.fill('input[name=password]', 'wrong password')
        await page.click('button[type=submit]')
        await page.waitForSelector('[role=alert]')
        assert.ok((await page.textContent('[role=alert]')).trim().length > 4)
        await signIn(page)
      })

      await step('today', async () => {
        assert.match(await page.textContent('.demo'), /示范数据/)
        await page.waitForSelector('.headline .figure')
        await page.waitForSelector('.bars li')
        await sound(page, faults, 'today')
      })

      let siteName
      await step('a site on the map leads to its card, and the card to its page', async () => {
        await page.goto(`${base}/chessboard`)
        const at = await siteOnMap(page)
        assert.ok(at, 'a site is drawn')
        siteName = at.name
        await page.mouse.click(at.x, at.y)
        await page.waitForURL(/card=sites/)
        await page.locator('.card h2 a', { hasText: siteName }).click()
        await page.waitForURL(/\/sites\//)
        await settled(page)
        assert.equal(await page.textContent('h1'), siteName)
        await sound(page, faults, 'site')
        await page.goBack()
        await page.waitForURL(/\/chessboard/)
        await page.goto(`${base}/`)
        await settled(page)
      })

      await step('a bar of lost points leads to the lost points behind it', async () => {
        await page.locator('.bars a').first().click()
        await page.waitForURL(/\/rounds\/.*view=lost/)
        await page.waitForSelector('[data-row=lost-point]')
        await sound(page, faults, 'lost points')
      })

      await step('the explanation unfolds to a single item', async () => {
        await page.goto(page.url().replace(/\?.*/, '?view=tree'))
        await page.waitForSelector('.tree .line')
        for (let depth = 0; depth < 5; depth++) {
          const fold = page.locator('.tree .fold[aria-expanded=false]').first()
          if (!(await fold.count())) break
          await fold.click()
          await settled(page)
          await page.waitForTimeout(150)
          if (await page.locator('.tree .leaf').count()) break
        }
        assert.ok((await page.locator('.tree .leaf').count()) > 0, 'a leaf is reached')
        await sound(page, faults, 'explanation')
        await page.goBack()
      })

      await step('the visit, then the case', async () => {
        await page.waitForSelector('[data-row=lost-point]')
        const row = page.locator('[data-row=lost-point]', { has: page.locator('a.case') }).first()
        await row.locator('a[href^="/visits/"]').click()
        await page.waitForURL(/\/visits\//)
        await settled(page)
        await sound(page, faults, 'visit')
        await page.locator('a[href^="/cases/"]').first().click()
        await page.waitForURL(/\/cases\//)
        await page.waitForSelector('.line li')
        await sound(page, faults, 'case')
      })

      await step('a closed case tells its whole life', async () => {
        // What supervision found is always handed over; what a grid worker found may have been fixed on the spot.
        await page.goto(`${base}/cases?state=closed&source=joint_supervision`)
        await page.waitForSelector('[data-row=case]')
        await sound(page, faults, 'cases')
        await page.locator('[data-row=case] a[href^="/cases/"]').first().click()
        await page.waitForURL(/\/cases\//)
        await page.waitForSelector('.line li')
        assert.ok((await page.locator('.line li').count()) >= 4, 'reported, dispatched, rectified, checked')
      })

      await step('the ranking unfolds', async () => {
        await page.goto(`${base}/ranking`)
        await page.waitForSelector('[data-row=rank]')
        await sound(page, faults, 'ranking')
        await page.locator('[data-row=rank] button.link').first().click()
        await page.waitForSelector('.el-drawer .sum')
        await settled(page)
        await page.waitForTimeout(400)
        await sound(page, faults, 'indicator')
        await page.keyboard.press('Escape')
        await page.waitForSelector('.el-drawer .sum', { state: 'hidden' })
      })

      await step('the bulletin stands in its frame', async () => {
        await page.goto(`${base}/bulletins`)
        await sound(page, faults, 'bulletins')
        await page.locator('[data-row=bulletin]', { has: page.locator('code') }).first().locator('th a').click()
        await page.waitForSelector('iframe')
        await sound(page, faults, 'bulletin')
        const text = await page.frameLocator('iframe').locator('body').innerText()
        assert.ok(text.length > 200, 'the bulletin says something')
      })

      await step('the grid, the list of sites and the rounds', async () => {
        for (const path of ['/nodes', '/sites', '/rounds']) {
          await page.goto(base + path)
          await sound(page, faults, path)
        }
      })
    })
  })
}

/** Does a deed to the case on screen and gives the state it then has, or what was refused. */
async function deed(page, name, measures) {
  await page.locator('.actions button', { hasText: new RegExp(`^${name}$`) }).click()
  await page.waitForSelector('.el-dialog form')
  if (measures) await page.fill('textarea[name=measures]', measures)
  await page.locator('.el-dialog__footer button').last().click()
  await page.waitForFunction(() => !document.querySelector('.el-dialog form') || document.querySelector('.el-dialog .said'))
  await settled(page)
  const refused = page.locator('.el-dialog .said')
  return (await refused.count()) ? `refused: ${await refused.textContent()}` : page.locator('.page-head .mark').first().getAttribute('data-state')
}

test('a case from report to close-out by three people', { timeout: 120_000 }, async (t) => {
  const office = await open(browser, sizes.desk)
  const unit = await open(browser, sizes.phone)
  const checker = await open(browser, sizes.desk)
  t.after(() => Promise.all([office, unit, checker].map((o) => o.context.close())))

  await signIn(office.page)
  // A case of its own, so that the walk can be taken again on the same district.
  const site = (await (await office.page.request.get(`${base}/api/v1/sites?limit=1`)).json()).items[0]
  const id = crypto.randomUUID()
  const data = { id, site_id: site.id, description: '楼道堆放杂物', source: 'daily_patrol', finder_level: 'district' }
  const reported = await office.page.request.post(`${base}/api/v1/cases`, { headers: { origin: base }, data })
  assert.ok(reported.ok(), await reported.text())
  await office.page.goto(`${base}/cases?state=reported&q=${encodeURIComponent(data.description)}`)
  await office.page.waitForSelector('[data-row=case]')
  await office.page.locator(`[data-row=case] th a[href$="${id}"]`).click()
  await office.page.waitForSelector('.actions')
  const address = office.page.url()
  assert.equal(await deed(office.page, '立案'), 'filed')
  assert.equal(await deed(office.page, '派遣'), 'dispatched')
  const { unit: to } = await office.page.evaluate(async (id) => (await fetch(`/api/v1/cases/${id}`)).json(), address.split('/').pop())

  // In the demonstration a unit's account has the unit's code.
  await signIn(unit.page, to.code)
  await unit.page.goto(address)
  await unit.page.waitForSelector('.actions')
  assert.equal(await deed(unit.page, '签收'), 'in_hand')
  assert.equal(await deed(unit.page, '提交整改', '已清理完毕，安排专人每日巡查。'), 'rectified')
  assert.equal(await unit.page.locator('.actions').count(), 0, 'who rectified is not offered the check')

  await office.page.reload()
  await settled(office.page)
  assert.equal(await office.page.locator('.actions').count(), 0, 'nor is who dispatched')

  await signIn(checker.page, 'office2')
  await checker.page.goto(address)
  await checker.page.waitForSelector('.actions')
  assert.equal(await deed(checker.page, '核查'), 'closed')
  assert.ok((await checker.page.locator('.line li').count()) >= 6)
  assert.deepEqual([...office.faults, ...unit.faults, ...checker.faults], [])
})

test('English and dark', { timeout: 120_000 }, async (t) => {
  const { context, page, faults } = await open(browser, sizes.desk, 'en', 'dark')
  t.after(() => context.close())
  await signIn(page)
  for (const path of ['/', '/cases', '/ranking', '/nodes']) {
    await page.goto(base + path)
    await sound(page, faults, `en ${path}`)
  }
  assert.equal(await page.getAttribute('html', 'lang'), 'en')
})

test('what is not there says so, and the keyboard reaches the content', { timeout: 60_000 }, async (t) => {
  const { context, page } = await open(browser, sizes.desk)
  t.after(() => context.close())
  await signIn(page)
  await page.goto(`${base}/cases/00000000-0000-7000-8000-000000000000`)
  await page.waitForSelector('[role=alert]')
  assert.match(await page.textContent('[role=alert]'), /未找到/)
  await page.goto(`${base}/cases`)
  await settled(page)
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), '#main')
})
