// A unit asks for time and two people of the office agree; another objects from the phone and the office lets it go.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** A case in the hands of the city management bureau, or only sent to it. */
async function handedOver(page, words, accepted) {
  const call = async (path, data, version) => {
    const headers = { origin: base, ...(version ? { 'If-Match': `"${version}"` } : {}) }
    const answer = await page.request.post(`${base}/api/v1/cases${path}`, { headers, data })
    assert.ok(answer.ok(), await answer.text())
    return answer.json()
  }
  const site = (await (await page.request.get(`${base}/api/v1/sites?limit=1`)).json()).items[0]
  const units = (await (await page.request.get(`${base}/api/v1/units`)).json()).items
  const unit = units.find((u) => u.name === '区城市管理局')
  const id = crypto.randomUUID()
  await call('', { id, site_id: site.id, description: words, source: 'daily_patrol', finder_level: 'district' })
  const filed = await call(`/${id}/filing`, { description: null }, 1)
  const sent = await call(`/${id}/dispatch`, { unit_id: unit.id, note: null }, filed.version)
  assert.equal(sent.state, 'dispatched')
  return { id, accepted }
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`requests (${name})`, { timeout: 240_000 }, async (t) => {
      const as = async (login) => {
        const opened = await open(browser, viewport)
        t.after(() => opened.context.close())
        await signIn(opened.page, login)
        return opened
      }
      const office = await as('office')
      const second = await as('office2')
      const unit = await as('urban-management')
      const { id } = await handedOver(office.page, `延期试验${Date.now()}`)
      const read = async () => (await office.page.request.get(`${base}/api/v1/cases/${id}`)).json()
      const before = await read()
      const openCase = async ({ page }) => {
        await page.goto(`${base}/cases/${id}`)
        await page.waitForSelector('.facts')
        await settled(page)
      }

      await step('the unit is told what the deadline would become, and asks', async () => {
        const { page, faults } = unit
        await openCase(unit)
        await page.getByRole('button', { name: '申请延期' }).click()
        await page.waitForSelector('[data-said=foreseen]')
        assert.match(await page.locator('[data-said=foreseen]').innerText(), /整改时限由.+改为/)
        await page.locator('.el-dialog__footer .el-button--primary').click()
        await page.waitForSelector('.el-dialog [role=alert]')
        await sound(page, faults, 'asking')
        await page.fill('textarea[name=reason]', '连日降雨，无法施工')
        await page.locator('.el-dialog__footer .el-button--primary').click()
        await page.waitForSelector('[data-request=extension][data-state=pending]')
        assert.equal(await page.locator('[data-deed=approve]').count(), 0, 'nobody decides on their own request')
      })

      await step('the office sees it among what waits, and agrees first', async () => {
        const { page, faults } = office
        await page.goto(`${base}/cases?pending=true&sort=deadline`)
        await page.waitForSelector(`a[href="/cases/${id}"]`)
        await openCase(office)
        await page.locator('[data-request=extension] [data-deed=refuse]').click()
        await page.waitForSelector('[role=alert]')
        await sound(page, faults, 'ruling')
        await page.locator('[data-request=extension] [data-deed=approve]').click()
        await page.waitForSelector('[data-request=extension][data-state=agreed]')
        assert.equal((await read()).deadline_at, before.deadline_at, 'one agreement moves nothing')
      })

      await step('somebody else agrees, and the deadline moves', async () => {
        const { page, faults } = second
        await openCase(second)
        await page.locator('[data-request=extension] [data-deed=approve]').click()
        await page.waitForSelector('[data-request=extension][data-state=approved]')
        await sound(page, faults, 'ruled')
        const now = await read()
        assert.equal(now.extension_count, 1)
        assert.ok(now.deadline_at > before.deadline_at)
      })
    })
  })
}

test('an objection from the phone without a network', { timeout: 180_000 }, async (t) => {
  const office = await open(browser, sizes.desk)
  t.after(() => office.context.close())
  await signIn(office.page, 'office')
  const { id } = await handedOver(office.page, `异议试验${Date.now()}`)
  const { context, page, faults } = await open(browser, { width: 360, height: 640 })
  t.after(() => context.close())
  await page.goto(`${base}/field/sign-in`)
  await page.fill('input[name=login]', 'urban-management')
  await page.fill('input[name=password]', 'Wangge-2026')
  await page.locator('[data-deed=sign-in], button[type=submit]').first().click()
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))

  await step('it is asked offline and lies in the queue', async () => {
    await page.goto(`${base}/field/cases/${id}`)
    await page.waitForSelector('[data-ask=object]', { timeout: 60_000 })
    await context.setOffline(true)
    await page.locator('[data-ask=object]').click()
    await page.locator('[data-deed=ask]').click()
    await page.waitForSelector('[role=alert]')
    await page.fill('textarea[name=why]', '该路段已移交交通部门')
    await page.locator('[data-deed=ask]').click()
    await page.waitForURL(/\/field\/cases$/)
    const now = await (await office.page.request.get(`${base}/api/v1/cases/${id}`)).json()
    assert.equal(now.pending, null)
  })

  await step('with the network it arrives once, and the office returns the case', async () => {
    await context.setOffline(false)
    let now
    for (let n = 0; n < 60 && now?.pending?.code !== 'objection'; n++) {
      await page.waitForTimeout(500)
      now = await (await office.page.request.get(`${base}/api/v1/cases/${id}`)).json()
    }
    assert.equal(now.requests.length, 1)
    await office.page.goto(`${base}/cases/${id}`)
    await office.page.waitForSelector('[data-request=objection] [data-deed=approve]')
    await office.page.locator('[data-request=objection] [data-deed=approve]').click()
    await office.page.waitForSelector('[data-request=objection][data-state=approved]')
    const after = await (await office.page.request.get(`${base}/api/v1/cases/${id}`)).json()
    assert.equal(after.state, 'filed')
    assert.equal(after.passed_on.count, 1)
    assert.deepEqual(faults.filter((f) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(f)), [])
  })
})
