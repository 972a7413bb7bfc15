// The office plans a round: sites by type and by draw, inspectors on the map and by keyboard, then it opens it,
// sees how far it has come, and returns a visit.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser

before(async () => {
  browser = await launch()
})
after(() => browser?.close())

const chosen = (page) => page.textContent('[data-said=chosen]').then((text) => Number(/\d+/.exec(text)[0]))
const unassigned = (page) => page.textContent('[data-said=unassigned]').then((text) => Number(/\d+/.exec(text)[0]))

/** Picks an option of one of our selects by what it says. */
async function pick(page, label, option) {
  await page.locator(`[aria-label="${label}"]`).first().click()
  await page.locator('.el-select-dropdown:visible .el-select-dropdown__item', { hasText: option }).first().click()
}

/** Where a place of a round's map is drawn, in page coordinates. */
async function placeOnMap(page) {
  await page.waitForSelector('.round-map[data-drawn]', { timeout: 30_000 })
  return page.evaluate(() => {
    const box = document.querySelector('.round-map')
    const { left, top } = box.getBoundingClientRect()
    for (const place of box.map.queryRenderedFeatures({ layers: ['places'] })) {
      const at = box.map.project(place.geometry.coordinates)
      const alone = box.map.queryRenderedFeatures([at.x, at.y], { layers: ['places'] }).length === 1
      const [x, y] = [left + at.x, top + at.y]
      if (alone && at.x > 8 && at.y > 8 && at.x < box.clientWidth - 60 && at.y < box.clientHeight - 8 && y < innerHeight - 8) return { x, y, name: place.properties.name }
    }
    return null
  })
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`rounds at ${viewport.width}×${viewport.height}`, () => {
    test(`a round is planned, assigned and opened (${name})`, { timeout: 240_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)

      await step('a new round is proposed with its next number', async () => {
        await page.goto(`${base}/rounds`)
        await page.getByRole('button', { name: '新建轮次' }).click()
        await page.waitForSelector('[data-said=chosen]')
        await pick(page, '类别', '自查')
        await page.waitForFunction(() => /自查/.test(document.querySelector('input[name=name]').value))
        assert.ok(Number(await page.inputValue('input[name=number]')) >= 2)
        await sound(page, faults, 'new round')
      })

      await step('sites by type, and one more on the map', async () => {
        await pick(page, '点位类型', '居民小区')
        await page.getByRole('button', { name: /选入所列/ }).click()
        const byType = await chosen(page)
        assert.ok(byType > 0)
        await page.locator('[aria-label="点位类型"]').first().hover()
        await page.locator('.el-select__clear:visible, .el-select__suffix .el-select__icon:visible').first().click()
        await page.keyboard.press('Escape')
        await page.locator('.round-map').scrollIntoViewIfNeeded()
        const at = await placeOnMap(page)
        assert.ok(at, 'a site is drawn')
        await page.mouse.click(at.x, at.y)
        await page.waitForFunction((n) => !document.querySelector('[data-said=chosen]').textContent.includes(`已选 ${n} 处`), byType)
      })

      await step('a draw from a seed adds to it', async () => {
        const before = await chosen(page)
        await page.getByRole('button', { name: '随机抽样' }).click()
        await page.fill('input[name=seed]', '2026-11-24')
        await page.fill('input[name=draw-main-road]', '2')
        await page.getByRole('button', { name: '抽取并选入' }).click()
        await page.waitForSelector('.draw [role=status]')
        await sound(page, faults, 'draw')
        await page.getByRole('button', { name: /^点位/ }).click()
        assert.ok((await chosen(page)) >= before)
      })

      await step('teams: sites on the map, in the list by keyboard, the rest shared out', async () => {
        await page.getByRole('button', { name: /督查分派/ }).click()
        const all = await unassigned(page)
        for (const n of [0, 2]) {
          for (const nth of [1, 2]) {
            await page.locator(`[aria-label="两人一组 ${nth}"]`).first().click()
            await page.locator('.el-select-dropdown:visible .el-select-dropdown__item').nth(n + nth).click()
          }
          await page.getByRole('button', { name: '添加小组' }).click()
        }
        assert.equal(await page.locator('[data-row=team]').count(), 2)
        await page.locator('.round-map').scrollIntoViewIfNeeded()
        const at = await placeOnMap(page)
        await page.mouse.click(at.x, at.y)
        await page.waitForFunction((n) => !document.querySelector('[data-said=unassigned]').textContent.includes(`未分派 ${n} 处`), all)
        const select = page.locator('[data-row=assigned] select').first()
        await select.focus()
        await page.keyboard.press('a')
        await select.selectOption('0')
        await page.getByRole('button', { name: '均分未分派点位' }).click()
        assert.equal(await unassigned(page), 0)
        await sound(page, faults, 'teams')
      })

      await step('it is saved, then opened with a confirmation', async () => {
        await page.getByRole('button', { name: '保存计划' }).click()
        await page.waitForURL(/\/rounds\/[0-9a-f-]{36}/)
        await settled(page)
        assert.match(await page.textContent('.page-head'), /计划中/)
        // What inspectors see and what is printed is settled first; hints not after it is open.
        assert.match(await page.textContent('[data-settings]'), /盲评/)
        await page.click('[data-deed=amend-round]')
        await page.getByRole('dialog').getByText('督查员可看上轮结果提示').click()
        await page.getByRole('dialog').getByText('坐标', { exact: true }).click()
        await sound(page, faults, 'settings of a round')
        await page.click('.el-dialog:visible button[type=submit]')
        await page.waitForFunction(() => /提供上轮结果提示.*水印不印坐标/.test(document.querySelector('[data-settings]').textContent))
        await settled(page)
        await page.getByRole('button', { name: '开始轮次' }).click()
        await page.waitForSelector('.el-dialog:visible')
        await page.locator('.el-dialog__footer:visible button').last().click()
        await page.waitForFunction(() => /进行中/.test(document.querySelector('.page-head').textContent))
        await page.waitForSelector('[data-count=waiting]')
        assert.equal(await page.textContent('[data-count=submitted]'), '0')
        await sound(page, faults, 'progress')
      })

      await step('what another saved of its name in between is shown, and one of the two chosen', async () => {
        const id = new URL(page.url()).pathname.split('/').pop()
        const read = async () => (await page.request.get(`${base}/api/v1/rounds/${id}`)).json()
        await page.click('[data-deed=amend-round]')
        assert.ok(await page.locator('.el-dialog:visible input[name=hints]').isDisabled())
        await page.fill('.el-dialog:visible input[name=name]', '我改的轮次')
        const now = await read()
        const data = { name: { zh: '别人改的轮次', en: '' }, opens_on: now.opens_on, closes_on: now.closes_on }
        const other = await page.request.put(`${base}/api/v1/rounds/${id}`, { headers: { origin: base, 'If-Match': `"${now.version}"` }, data })
        assert.ok(other.ok(), await other.text())
        await page.click('.el-dialog:visible button[type=submit]')
        const conflict = page.getByRole('dialog').filter({ hasText: '别人改的轮次' })
        await conflict.waitFor()
        // Chromium logs the refusal that was asked for.
        faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 412/.test(fault)))
        await sound(page, faults, 'a conflict of rounds')
        await conflict.getByRole('button', { name: '全部用我的' }).click()
        await page.waitForFunction(() => /我改的轮次/.test(document.querySelector('.page-head').textContent))
        assert.equal((await read()).names.zh, '我改的轮次')
        await settled(page)
      })

      await step('it is closed again, told what is missing', async () => {
        await page.getByRole('button', { name: '结束轮次' }).click()
        await page.waitForSelector('.el-dialog:visible .said li')
        assert.match(await page.textContent('.el-dialog:visible'), /没有有效考察/)
        await page.locator('.el-dialog__footer:visible button').last().click()
        await page.waitForFunction(() => /已结束/.test(document.querySelector('.page-head').textContent))
      })
    })
  })
}

test('a visit of the open round is returned with a reason', { timeout: 120_000 }, async (t) => {
  const { context, page, faults } = await open(browser, sizes.desk)
  t.after(() => context.close())
  await signIn(page)
  const rounds = await (await page.request.get(`${base}/api/v1/rounds`)).json()
  const round = rounds.items.find((r) => r.state === 'open' && r.visited > 0)
  assert.ok(round, 'the demonstration has an open round')
  await page.goto(`${base}/rounds/${round.id}?view=visits&state=submitted`)
  await page.waitForSelector('[data-row=visit]')
  await sound(page, faults, 'visits')
  await page.locator('[data-row=visit] th a').first().click()
  await page.getByRole('button', { name: '打回' }).click()
  await page.waitForSelector('textarea[name=reason]')
  await page.locator('.el-dialog__footer:visible button').last().click()
  assert.match(await page.textContent('.el-dialog:visible [role=alert]'), /理由/)
  await page.fill('textarea[name=reason]', '照片模糊，请重新拍摄')
  await page.locator('.el-dialog__footer:visible button').last().click()
  await page.waitForFunction(() => /已打回/.test(document.querySelector('.page-head').textContent))
  assert.match(await page.textContent('main'), /照片模糊，请重新拍摄/)
  await page.waitForTimeout(400)
  await sound(page, faults, 'returned visit')
})

test('an inspector sees rounds without scores', { timeout: 60_000 }, async (t) => {
  const { context, page, faults } = await open(browser, sizes.phone)
  t.after(() => context.close())
  await signIn(page, 'inspector')
  await page.goto(`${base}/rounds`)
  await page.waitForSelector('.ledger tbody tr')
  assert.match(await page.textContent('main'), /不看得分/)
  assert.equal(await page.getByRole('button', { name: '新建轮次' }).count(), 0)
  await page.locator('.ledger tbody th a').first().click()
  await settled(page)
  assert.equal(await page.getByRole('button', { name: '丢分项' }).count(), 0)
  await sound(page, faults, 'a round for an inspector')
  await page.goto(`${base}/rounds/new`)
  await page.waitForSelector('[role=alert]')
})
