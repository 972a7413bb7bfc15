// The system administrator makes an account, resets and closes it; the auditor verifies the record.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const [name, viewport] of Object.entries(sizes)) {
  test(`accounts and the record (${name})`, { timeout: 120_000 }, async (t) => {
    const admin = await open(browser, viewport)
    const auditor = await open(browser, viewport)
    t.after(() => Promise.all([admin.context.close(), auditor.context.close()]))
    const { page, faults } = admin
    const login = `leader-${name}-${Date.now() % 100_000}`

    await step('an account is made, with a password shown once', async () => {
      await signIn(page, 'admin')
      await page.goto(`${base}/settings/accounts`)
      await page.waitForSelector('[data-row=account]')
      await sound(page, faults, 'accounts')
      await page.click('[data-do=make]')
      await page.fill('.el-dialog input[name=login]', login)
      await page.fill('.el-dialog input[name=name]', '测试领导')
      await page.locator('.el-dialog .grant .el-select').first().click()
      await page.locator('.el-select-dropdown__item:visible', { hasText: '领导' }).first().click()
      await page.click('[data-do=save-account]')
      await page.waitForSelector('[data-secret]')
      assert.ok((await page.textContent('[data-secret]')).trim().length >= 8)
      await sound(page, faults, 'one-time password')
      await page.locator('.el-dialog__footer button:visible').last().click()
      await page.waitForSelector(`[data-login="${login}"]`)
    })

    await step('what another administrator saved in between is shown, and one of the two chosen', async () => {
      const row = page.locator(`[data-login="${login}"]`)
      await row.locator('[data-do=edit]').click()
      await page.fill('input[name=name]', '我改的名')
      const read = async () => (await (await page.request.get(`${base}/api/v1/users`)).json()).items.find((a) => a.login === login)
      const now = await read()
      const data = { name: '别人改的名', active: null, roles: null }
      const other = await page.request.patch(`${base}/api/v1/users/${now.id}`, { headers: { origin: base, 'If-Match': `"${now.version}"` }, data })
      assert.ok(other.ok(), await other.text())
      await page.click('[data-do=save-account]')
      const conflict = page.getByRole('dialog').filter({ hasText: '别人改的名' })
      await conflict.waitFor()
      // Chromium logs the refusal that was asked for.
      faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 412/.test(fault)))
      await sound(page, faults, 'a conflict of accounts')
      await conflict.getByRole('button', { name: '全部用我的' }).click()
      await conflict.waitFor({ state: 'hidden' })
      await page.locator(`[data-login="${login}"]`).getByText('我改的名').waitFor()
      assert.equal((await read()).name, '我改的名')
    })

    await step('it is reset and closed', async () => {
      const row = page.locator(`[data-login="${login}"]`)
      await row.locator('[data-do=reset]').click()
      await page.locator('.el-message-box__btns button').last().click()
      await page.waitForSelector('[data-secret]')
      await page.locator('.el-dialog__footer button:visible').last().click()
      // The question before goes slowly away on a busy machine, and is not the one to be answered.
      await page.locator('.el-message-box').waitFor({ state: 'hidden' })
      await row.locator('[data-do=turn]').click()
      await page.locator('.el-message-box__btns button').last().click()
      await row.locator('[data-state=voided]').waitFor()
    })

    await step('the table of permissions is shown', async () => {
      await page.goto(`${base}/settings/permissions`)
      await sound(page, faults, 'permissions')
    })

    await step('the auditor verifies the record and reads it', async () => {
      await signIn(auditor.page, 'auditor')
      await auditor.page.goto(`${base}/audit`)
      await auditor.page.waitForSelector('[data-row=event]')
      await auditor.page.click('[data-do=verify]')
      await auditor.page.waitForSelector('[data-whole]', { timeout: 60_000 })
      await settled(auditor.page)
      await sound(auditor.page, auditor.faults, 'audit')
    })
  })
}
