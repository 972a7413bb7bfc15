// The score ledger: the office reads and enters, a unit appeals, another of the office upholds, and the statement says so; a ranking
// scheme is drafted, tried on a past month and given its day.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** Chooses in a field of the dialog or drawer by what stands in the list. */
async function choose(page, field, text) {
  await page.locator(`[data-pick=${field}]`).click()
  const items = page.locator('.el-select-dropdown__item:visible')
  await (text ? items.filter({ hasText: text }) : items).first().click()
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`the score ledger (${name})`, { timeout: 300_000 }, async (t) => {
      const office = await open(browser, viewport)
      const unit = await open(browser, viewport)
      const other = await open(browser, viewport)
      t.after(() => Promise.all([office, unit, other].map((one) => one.context.close())))
      await signIn(office.page)
      await signIn(unit.page, 'urban-management')
      await signIn(other.page, 'office2')
      const { page, faults } = office
      const ask = async (path, of = page) => (await of.request.get(`${base}/api/v1${path}`)).json()
      const own = (await ask('/units?limit=500')).items.find((u) => u.code === 'urban-management')
      const today = (await ask('/campaign')).today
      const month = today.slice(0, 7)
      const total = async () => (await ask(`/score-statements/${own.id}?month=${month}`)).total
      const basis = `督查通报〔${name}〕${Date.now()}号`
      let entered

      await step('the office reads the entries, narrows them and goes back', async () => {
        await page.goto(`${base}/score-ledger`)
        await page.waitForSelector('[data-row=entry]')
        await sound(page, faults, 'entries')
        const all = await page.locator('[data-row=entry]').count()
        await page.goto(`${base}/score-ledger?unit=${own.id}&standing=1`)
        await page.waitForSelector('[data-row=entry]')
        await settled(page)
        assert.ok((await page.locator('[data-row=entry]').count()) <= all)
        await page.locator('[data-row=entry] [data-act=open]').first().click()
        await page.waitForSelector('.el-drawer [data-entry]')
        await settled(page)
        await sound(page, faults, 'an entry')
        await page.goBack()
        await page.waitForSelector('.el-drawer [data-entry]', { state: 'detached' })
      })

      const before = await total()
      await step('an entry by hand takes its points from the rule', async () => {
        await page.locator('[data-act=by-hand]').click()
        await page.waitForSelector('[data-form=by-hand] [data-pick=rule]')
        await choose(page, 'rule')
        await choose(page, 'level')
        await page.fill('[data-form=by-hand] textarea[name=basis]', basis)
        await settled(page)
        await sound(page, faults, 'entering by hand')
        await page.locator('[data-act=enter]').click()
        await page.waitForSelector('.el-drawer [data-entry]')
        entered = (await ask(`/score-entries?unit=${own.id}&trigger=by_hand&limit=20`)).items.find((e) => e.text === basis)
        assert.ok(entered, 'the entry is in the ledger')
        assert.equal(await page.locator('.el-drawer [data-entry]').getAttribute('data-number'), String(entered.number))
      })
      const after = await total()

      await step('the unit appeals from its statement', async () => {
        const at = unit.page
        await at.goto(`${base}/units/${own.id}`)
        await at.locator('[data-to=statement]').click()
        await at.waitForSelector(`[data-row=entry][data-number="${entered.number}"]`)
        await settled(at)
        assert.equal((await at.locator('[data-total]').innerText()).trim(), after)
        await sound(at, unit.faults, 'a statement')
        await at.locator(`[data-row=entry][data-number="${entered.number}"] [data-act=open]`).click()
        await at.locator('.el-drawer [data-act=appeal]').click()
        await at.fill('[data-form=appeal] textarea', '通报所指路段不属本单位职责，附移交清单。')
        await settled(at)
        await sound(at, unit.faults, 'an appeal being written')
        await at.locator('[data-form=appeal] [data-act=send]').click()
        await at.waitForSelector('.el-drawer [data-appeal][data-state=pending]')
        assert.equal(await at.locator('.el-drawer [data-act=withdraw]').count(), 1)
        assert.equal(await at.locator('.el-drawer [data-act=rule]').count(), 0, 'nobody rules on their own')
      })

      await step('who entered it is told that somebody else rules', async () => {
        await page.goto(`${base}/score-ledger?appeal=pending&entry=${entered.id}`)
        await page.waitForSelector('.el-drawer [data-for-other]')
        assert.equal(await page.locator('.el-drawer [data-act=rule]').count(), 0)
      })

      await step('somebody else of the office finds it by the chip and upholds it', async () => {
        const at = other.page
        await at.goto(`${base}/score-ledger`)
        await at.locator('[data-act=pending]').click()
        await at.waitForURL(/appeal=pending/)
        await at.locator(`[data-row=entry][data-number="${entered.number}"] [data-act=open]`).click()
        await at.locator('.el-drawer [data-act=rule]').click()
        await at.locator('.el-drawer [data-pick=upheld]').click()
        await at.fill('[data-form=rule] textarea', '经核实，申诉成立。')
        await settled(at)
        await sound(at, other.faults, 'a ruling being written')
        await at.locator('[data-form=rule] [data-act=send]').click()
        await at.waitForSelector('.el-drawer [data-appeal][data-state=upheld]')
      })

      await step('the statement is back where it was, and the entry and its reversal stay', async () => {
        assert.equal(await total(), before)
        const at = unit.page
        await at.goto(`${base}/score-ledger/${own.id}?month=${month}`)
        await at.waitForSelector(`[data-row=entry][data-number="${entered.number}"]`)
        await settled(at)
        assert.equal((await at.locator('[data-total]').innerText()).trim(), before)
        assert.match(await at.locator(`[data-row=entry][data-number="${entered.number}"]`).innerText(), /冲销/)
        const [paper] = await Promise.all([at.waitForEvent('download'), at.locator('a[data-keep=docx]').click()])
        assert.match(decodeURIComponent(paper.suggestedFilename()), /对账单.*\.docx$/)
        await page.goto(`${base}/score-ledger?view=statements`)
        await page.waitForSelector(`[data-row=statement][data-unit="${own.id}"]`)
        await sound(page, faults, 'statements')
        await page.locator('[data-step=earlier]').click()
        await page.waitForURL(/month=/)
        await settled(page)
      })
    })

    test(`ranking schemes (${name})`, { timeout: 300_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()

      await step('every edition is shown in words', async () => {
        await page.goto(`${base}/settings`)
        await page.locator('a[href="/settings/schemes"]').click()
        await page.waitForSelector('[data-row=edition][data-state=in_force]')
        await page.waitForSelector('[data-row=indicator]')
        await sound(page, faults, 'schemes')
      })

      await step('a new edition is drafted; what is wrong is told at its field', async () => {
        const scored = (await ask('/schemes')).items.find((one) => one.state === 'in_force' && one.scheme.scoring)
        await page.locator(`[data-row=edition][data-key="${scored.code}:${scored.edition}"] button`).click()
        await settled(page)
        await page.locator('[data-edition] [data-act=fromThis], [data-edition] [data-act=toDraft]').click()
        await page.waitForSelector('[data-form=scheme]')
        await page.fill('input[name=scheme-name]', `综合考核办法（${name} 修订）`)
        const weight = page.locator('[data-indicator-row] input[name=weight]').first()
        const was = await weight.inputValue()
        await weight.fill('多少')
        await page.locator('[data-act=save-draft]').click()
        await page.waitForSelector('[data-indicator-row] em[role=alert]')
        await sound(page, faults, 'a draft with a fault')
        assert.equal(await weight.inputValue(), '多少', 'nothing typed is lost')
        await weight.fill(was)
        await page.locator('[data-act=add-rule]').click()
        const rule = page.locator('[data-rule-row]').last()
        await rule.locator('input[name=rule-name]').fill('重点时段问题')
        await rule.locator('input[name=amount-city]').fill('−1.5')
        await page.locator('[data-act=save-draft]').click()
        await page.waitForFunction(() => !document.querySelector('[data-dirty]'))
        await settled(page)
        await sound(page, faults, 'a draft')
      })

      await step('leaving with unsaved changes asks first', async () => {
        await page.fill('input[name=scheme-name]', '不要保存')
        page.once('dialog', (dialog) => dialog.dismiss())
        await page.locator('[data-act=leave]').click()
        assert.equal(await page.locator('[data-form=scheme]').count(), 1)
        await page.fill('input[name=scheme-name]', `综合考核办法（${name} 修订）`)
        await page.waitForFunction(() => !document.querySelector('[data-dirty]'))
      })

      await step('it is tried on a past month, and nothing is written', async () => {
        const kept = await ask('/schemes')
        await page.locator('[data-panel=trial] [data-act=attempt]').click()
        await page.waitForSelector('[data-row=tried]', { timeout: 60_000 })
        await settled(page)
        await sound(page, faults, 'a trial')
        assert.deepEqual(await ask('/schemes'), kept)
      })

      await step('it is given a day, and can then no longer be changed', async () => {
        const draft = (await ask('/schemes')).items.find((one) => one.state === 'draft' && one.name.includes(name))
        await page.locator('.foot [data-act=bind]').click()
        await page.waitForSelector('[data-form=bind]')
        assert.ok(await page.locator('[data-act=bind-done]').isDisabled(), 'it is confirmed first')
        await page.fill('input[name=effective-from]', `2031-${String((draft.edition % 12) + 1).padStart(2, '0')}-01`)
        await page.locator('[data-form=bind] .el-checkbox').click()
        await settled(page)
        await sound(page, faults, 'giving it a day')
        await page.locator('[data-act=bind-done]').click()
        await page.waitForSelector(`[data-row=edition][data-key="${draft.code}:${draft.edition}"][data-state=scheduled]`)
        await settled(page)
        assert.equal(await page.locator('[data-edition] [data-act=editDraft]').count(), 0)
        await sound(page, faults, 'a scheduled edition')
      })
    })
  })
}
