// Pressing a unit: the office orders, the ledger and the document show it, the unit's people are told and read it; the
// administrator sets a channel up, tries it, and sees what was sent.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser, sink
const received = []
before(async () => {
  browser = await launch()
  sink = createServer((request, answer) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      received.push({ signature: request.headers['x-wangge-signature'], body: JSON.parse(body) })
      answer.end('{}')
    })
  })
  await new Promise((ready) => sink.listen(0, '127.0.0.1', ready))
})
after(async () => {
  await browser?.close()
  sink?.close()
})

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`a supervision order reaches whoever must act (${name})`, { timeout: 240_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      const words = `限今日办结并书面反馈 ${Date.now()}`
      const code = `hook-${name}-${Date.now()}`
      const url = `http://127.0.0.1:${sink.address().port}/hook?key=hidden-key`

      await step('the administrator sets a webhook up and tries it', async () => {
        await signIn(page, 'admin')
        await page.goto(`${base}/settings`)
        await page.getByRole('link', { name: '通知渠道' }).click()
        await page.waitForURL(/\/settings\/channels/)
        await settled(page)
        await page.click('[data-deed=make-channel]')
        await page.locator('.el-dialog .el-select').first().click()
        await page.locator('.el-select-dropdown__item:visible', { hasText: '回调' }).click()
        await page.fill('input[name=code]', code)
        await page.fill('.el-dialog input[name=name]', '指挥平台')
        await page.fill('input[name=url]', url)
        await page.fill('input[name=secret]', 'short')
        await page.click('[data-do=save-channel]')
        await page.getByText('签名密钥至少 16 个字符').waitFor()
        faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 422/.test(fault)))
        await page.fill('input[name=secret]', '0123456789abcdef')
        await page.click('[data-do=save-channel]')
        const row = page.locator(`[data-row=channel][data-code=${code}]`)
        await row.waitFor()
        await settled(page)
        assert.doesNotMatch(await row.innerText(), /hidden-key/)
        await sound(page, faults, 'channels')
        await row.locator('[data-do=try]').click()
        await page.click('[data-do=send-trial]')
        await page.getByText('测试消息已送出').waitFor()
        assert.match(received.at(-1).signature, /^t=\d+,v1=[0-9a-f]{64}$/)
        await page.context().clearCookies()
      })

      let found
      await step('the office puts a unit under supervision from the case', async () => {
        await signIn(page)
        const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
        const open = (await ask('/cases?state=in_hand,dispatched&limit=100')).items
        const units = new Set((await ask('/units')).items.map((u) => u.code))
        found = open.find((c) => c.unit && units.has(c.unit.code) && c.unit.code === 'urban-management') ?? open.find((c) => c.unit)
        await page.goto(`${base}/cases/${found.id}`)
        await page.waitForSelector('main h1')
        await settled(page)
        const more = page.getByRole('button', { name: '更多' })
        if (await more.count()) await more.first().click()
        await page.locator('button:visible, .el-dropdown-menu__item:visible', { hasText: /^督办$/ }).first().click()
        await page.fill('textarea[name=pressing]', words)
        await page.locator('.el-dialog__footer button', { hasText: '督办' }).click()
        await page.getByText(new RegExp(`督办.*〔\\d{4}〕\\d+号.*${words}`)).first().waitFor()
        await sound(page, faults, 'case under supervision')
      })

      await step('it stands in the ledger with its number, and its document can be printed', async () => {
        await page.goto(`${base}/escalations?measure=supervise`)
        const row = page.locator('[data-row=escalation]', { hasText: words })
        await row.waitFor()
        await settled(page)
        await sound(page, faults, 'escalations')
        const number = await row.locator('th a').first().innerText()
        assert.match(number, /督办〔\d{4}〕\d+号/)
        await row.locator('th a').first().click()
        await page.waitForSelector('[data-sheet=escalation]')
        await settled(page)
        const sheet = await page.locator('[data-sheet=escalation]').innerText()
        assert.ok(sheet.includes(number) && sheet.includes(words) && sheet.includes('示范数据'), sheet)
        await sound(page, faults, 'supervision order')
      })

      await step('the unit is told, live or on opening, and reads it', async () => {
        await page.context().clearCookies()
        await signIn(page, found.unit.code)
        await page.waitForSelector('[data-unread]', { timeout: 30_000 })
        await page.click('[data-bell]')
        await page.waitForURL(/\/notices/)
        const notice = page.locator('[data-row=notice][data-kind=case_supervised]', { hasText: words })
        await notice.waitFor()
        await settled(page)
        await sound(page, faults, 'notices')
        assert.ok(await notice.evaluate((li) => li.classList.contains('unread')))
        await notice.locator('a').click()
        await page.waitForURL(new RegExp(found.id))
        // The mark that it was read is made behind the page that opens.
        await settled(page)
        await page.goto(`${base}/notices`)
        await notice.waitFor()
        assert.ok(!(await notice.evaluate((li) => li.classList.contains('unread'))))
        const all = page.locator('[data-deed=read-all]')
        if (await all.isEnabled()) await all.click()
        await page.waitForFunction(() => !document.querySelector('[data-unread]'))
      })

      await step('the webhook was told the same, signed', async () => {
        for (let n = 0; n < 60 && !received.some((r) => r.body.text.includes(words)); n++) await new Promise((on) => setTimeout(on, 500))
        const told = received.find((r) => r.body.text.includes(words))
        assert.ok(told, 'nothing came')
        assert.equal(told.body.facts.kind, 'case_supervised')
        await page.context().clearCookies()
        await signIn(page, 'admin')
        await page.goto(`${base}/settings/channels?state=sent`)
        await page.waitForSelector('[data-row=delivery][data-state=sent]')
        await settled(page)
        await sound(page, faults, 'messages sent')
        // Nothing is left behind for the next: the receiver of this test is gone afterwards.
        await page.locator(`[data-row=channel][data-code=${code}] [data-do=edit]`).click()
        await page.locator('.el-dialog .el-checkbox').click()
        await page.click('[data-do=save-channel]')
        await page.locator(`[data-row=channel][data-code=${code}]`, { hasText: '停用' }).waitFor()
      })

      if (name === 'phone') {
        await step('and the phone shows it', async () => {
          await page.context().clearCookies()
          await page.goto(`${base}/field/`)
          await page.fill('input[name=login], input[autocomplete=username]', found.unit.code)
          await page.fill('input[type=password]', 'Wangge-2026')
          await page.getByRole('button', { name: '登录并下载' }).click()
          await page.waitForURL((url) => !/sign-in/.test(url.pathname))
          await page.goto(`${base}/field/mine`)
          await page.locator('[data-to=notices]').click()
          await page.locator('[data-row=notice]', { hasText: words }).waitFor()
        })
      }
    })
  })
}
