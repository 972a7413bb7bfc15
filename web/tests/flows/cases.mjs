// A new clerk's first task: find the worst community, see why, hand over its worst problems, print who answers.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** Three problems nobody has handed over yet, reported by a grid worker at sites of a node. */
async function report(node, tag) {
  const { context, page } = await open(browser, sizes.desk)
  await signIn(page, 'office')
  const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
  const site = (await ask(`/sites?node=${node}`)).items[0]
  for (const what of ['一', '二', '三']) {
    const answer = await page.request.post(`${base}/api/v1/cases`, { headers: { origin: base }, data: { id: crypto.randomUUID(), site_id: site.id, description: `${tag}${what}`, source: 'daily_patrol', finder_level: 'district' } })
    assert.ok(answer.ok(), await answer.text())
  }
  await context.close()
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`the worst community, its problems handed over and printed (${name})`, { timeout: 240_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      await page.waitForSelector('.today .work')

      let node
      const tag = `待交办${Date.now()}`
      await step('from today to the worst community, and why', async () => {
        const worst = page.locator('.panel', { hasText: '得分靠后的社区' }).locator('ol a').first()
        node = (await worst.getAttribute('href')).split('/').pop()
        await report(node, tag)
        await worst.click()
        await page.waitForURL(/\/nodes\//)
        await settled(page)
        await page.locator(`main a[href*="/cases?"][href*="node=${node}"]`).first().click()
        await page.waitForURL(/\/cases\?/)
        await page.waitForSelector('[data-row=case]')
        await sound(page, faults, 'cases of the community')
      })

      await step('the three are filed and dispatched together, with a result for each', async () => {
        for (const [state, button, result] of [['reported', '立案', '案卷号'], ['filed', '派遣', '已派遣给']]) {
          await page.goto(`${base}/cases?node=${node}&state=${state}&q=${tag}`)
          await page.waitForSelector('[data-row=case]')
          if (name === 'desk') await page.locator('thead input[type=checkbox]').check()
          else for (const box of await page.locator('[data-row=case] input[type=checkbox]').all()) await box.check()
          await page.locator('.chosen').getByRole('button', { name: button }).click()
          await page.click('[data-deed=batch]')
          await page.waitForFunction((n) => document.querySelectorAll('.rows li[data-state=done]').length === n, 3)
          assert.match(await page.locator('.rows').textContent(), new RegExp(result))
          await sound(page, faults, `batch ${state}`)
          await page.getByRole('button', { name: '关闭' }).last().click()
        }
      })

      await step('they are printed, one a page, and who answers stands on each', async () => {
        await page.goto(`${base}/cases?node=${node}&state=dispatched&q=${tag}`)
        await page.waitForSelector('[data-row=case]')
        for (const box of await page.locator('[data-row=case] input[type=checkbox]').all()) await box.check()
        await page.getByRole('link', { name: '打印交办单' }).click()
        await page.waitForSelector('[data-sheet=order]')
        assert.equal(await page.locator('[data-sheet=order]').count(), 3)
        assert.match(await page.locator('[data-sheet=order]').first().textContent(), /网格长.*\d{3}-\d{4}/)
        await sound(page, faults, 'orders')
        const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-do=word]')])
        const text = execFileSync('unzip', ['-p', await file.path(), 'word/document.xml'], { maxBuffer: 1 << 26 }).toString()
        assert.equal(text.split('问题整改交办单').length - 1, 3, 'an order for each in one Word file')
        await page.getByRole('button', { name: '按单位汇总' }).click()
        await page.waitForSelector('[data-sheet=list]')
        await sound(page, faults, 'lists')
      })

      await step('all are reminded and extended at once, with a result for each, and the fourth time is refused', async () => {
        const batch = async (deed, field, text) => {
          await page.goto(`${base}/cases?node=${node}&state=dispatched&q=${tag}`)
          await page.waitForSelector('[data-row=case]')
          for (const box of await page.locator('[data-row=case] input[type=checkbox]').all()) await box.check()
          await page.locator(`[data-deed=batch-${deed}]`).click()
          await page.click('[data-deed=batch]')
          assert.match(await page.locator('.el-dialog [role=alert]').textContent(), /请写明/)
          await page.fill(`.el-dialog textarea[name=${field}]`, text)
          await page.click('[data-deed=batch]')
          await page.waitForFunction(() => [...document.querySelectorAll('.rows li')].every((li) => /done|refused/.test(li.dataset.state)))
          // That a row is refused is the server's 409, and Chromium logs it.
          const wrong = faults.filter((f) => !/status of 409/.test(f))
          faults.length = 0
          await sound(page, wrong, `batch ${deed}`)
          return page.locator('.rows').textContent()
        }
        assert.match(await batch('reminder', 'note', '请今日办结'), /已催办.*第 1 次/)
        assert.match(await batch('extension', 'reason', '雨天无法施工'), /延至/)
        assert.match(await batch('extension', 'reason', '材料未到'), /延至/)
        const third = await batch('extension', 'reason', '材料未到')
        assert.equal((third.match(/最多延期 2 次/g) ?? []).length, 3, third)
      })

      await step('what was dispatched at once is taken back at once', async () => {
        await report(node, `${tag}再`)
        for (const [state, button] of [['reported', '立案'], ['filed', '派遣']]) {
          await page.goto(`${base}/cases?node=${node}&state=${state}&q=${tag}再`)
          await page.waitForSelector('[data-row=case]')
          for (const box of await page.locator('[data-row=case] input[type=checkbox]').all()) await box.check()
          await page.locator('.chosen').getByRole('button', { name: button }).click()
          await page.click('[data-deed=batch]')
          await page.waitForFunction(() => document.querySelectorAll('.rows li[data-state=done]').length === 3)
        }
        await page.click('[data-deed=take-back]')
        await page.waitForFunction(() => [...document.querySelectorAll('.rows li')].every((li) => /已收回/.test(li.textContent)))
        const list = await (await page.request.get(`${base}/api/v1/cases?q=${encodeURIComponent(tag)}再`)).json()
        assert.deepEqual(list.items.map((c) => c.state), ['filed', 'filed', 'filed'])
      })

      await step('a problem from the hotline is taken in, with what is open there beside it, and nothing written is lost', async () => {
        const at = (await (await page.request.get(`${base}/api/v1/cases?q=${encodeURIComponent(tag)}再`)).json()).items[0].site
        await page.goto(`${base}/cases/new`)
        await page.waitForSelector('textarea[name=description]')
        await sound(page, faults, 'new case')
        await page.click('[data-deed=report]')
        assert.match(await page.locator('[role=alert]').first().textContent(), /请选择点位/)
        await page.fill('textarea[name=description]', `${tag}来电`)
        await page.getByRole('combobox', { name: '点位', exact: true }).fill(at.name)
        await page.locator('.el-select-dropdown__item:visible', { hasText: at.name }).first().click()
        await page.waitForFunction((text) => document.querySelector('main')?.innerText.includes(text), `${tag}再一`)
        await page.reload()
        await page.waitForFunction((text) => document.querySelector('textarea[name=description]')?.value === text, `${tag}来电`)
        await settled(page)
        await sound(page, faults, 'new case filled')
        await page.click('[data-deed=report]')
        await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/)
        await page.waitForFunction((text) => document.querySelector('h1')?.innerText.includes(text), `${tag}来电`)
        assert.match(await page.locator('main').innerText(), /热线转办/)
      })

      await step('a second report of the same thing is merged into the first, and both say so', async () => {
        const list = await (await page.request.get(`${base}/api/v1/cases?q=${encodeURIComponent(tag)}再`)).json()
        const made = crypto.randomUUID()
        const answer = await page.request.post(`${base}/api/v1/cases`, { headers: { origin: base }, data: { id: made, site_id: list.items[0].site.id, description: `${tag}又报`, source: 'hotline', finder_level: 'public' } })
        assert.ok(answer.ok(), await answer.text())
        await page.goto(`${base}/cases/${made}`)
        const row = page.locator('[data-row=duplicate]', { has: page.locator(`a[href="/cases/${list.items[0].id}"]`) })
        await row.waitFor()
        assert.match(await row.textContent(), /同一点位/)
        await sound(page, faults, 'duplicates')
        await row.locator('[data-deed=merge]').click()
        await settled(page)
        await sound(page, faults, 'merge dialog')
        await page.click('[data-deed=merge-now]')
        await page.waitForURL(`${base}/cases/${list.items[0].id}`)
        await page.waitForFunction((text) => document.querySelector('main')?.innerText.includes(text), `${tag}又报`)
        await page.goto(`${base}/cases/${made}`)
        await page.waitForFunction(() => /已并入/.test(document.querySelector('main')?.innerText ?? ''))
        await sound(page, faults, 'merged case')
      })

      await step('filters are chips, columns and views are kept, the file has what the list has', async () => {
        await page.goto(`${base}/cases?within_a_day=true&rebound=true`)
        await page.waitForSelector('.chips button')
        assert.equal(await page.locator('.chips button').count(), 2)
        await page.locator('.chips button').first().click()
        await page.waitForURL(/\/cases\?rebound=true$/)
        await page.locator('.columns summary').click()
        await page.getByLabel('上报时间').check()
        await page.locator('.columns summary').click()
        await page.locator('.views summary').click()
        await page.getByPlaceholder('为当前条件取名').fill('反弹案卷')
        await page.locator('.views').getByText('所有人可用').click()
        await page.locator('.views').getByRole('button', { name: '保存' }).click()
        await page.waitForSelector('.views [data-row=view]')
        await sound(page, faults, 'views')
        await page.reload()
        await page.waitForSelector('[data-row=case]')
        assert.ok(await page.locator('thead th', { hasText: '上报时间' }).count())
        const total = (await (await page.request.get(`${base}/api/v1/cases?rebound=true`)).json()).total
        const file = await (await page.request.get(`${base}/api/v1/cases/export?rebound=true`)).text()
        assert.equal(file.trim().split('\r\n').length, total + 1)
        await page.goto(`${base}/cases`)
        await page.locator('.views summary').click()
        await page.getByRole('button', { name: '反弹案卷' }).first().click()
        await page.waitForURL(/rebound=true/)
        await settled(page)
        await sound(page, faults, 'a view')
        // A colleague sees it and cannot remove it; its owner can, and take that back.
        const other = await open(browser, viewport)
        t.after(() => other.context.close())
        await signIn(other.page, 'worker')
        await other.page.goto(`${base}/cases`)
        await other.page.locator('.views summary').click()
        const theirs = other.page.locator('.views [data-row=view]', { hasText: '反弹案卷' })
        await theirs.waitFor()
        assert.equal(await theirs.getByRole('button', { name: '删除视图' }).count(), 0)
        await page.locator('.views summary').click()
        await page.getByRole('button', { name: '删除视图 反弹案卷' }).click()
        await page.locator('.undo').getByRole('button', { name: '撤销' }).click()
        await page.waitForFunction(() => /已撤销/.test(document.querySelector('.undo')?.innerText ?? ''))
        await page.waitForSelector('.views [data-row=view]')
        await page.getByRole('button', { name: '删除视图 反弹案卷' }).click()
        await page.waitForFunction(() => !document.querySelector('.views [data-row=view]'))
      })
    })
  })
}
