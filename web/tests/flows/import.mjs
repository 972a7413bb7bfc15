// A list of people in GBK with headings of its own: its columns are matched, every change is looked at, a fault is
// mended, and it is written. The people's codes carry the time, so that the flow can be walked again.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser

before(async () => {
  browser = await launch()
})
after(() => browser?.close())

/** GBK of a text: the decoder's table turned round. */
function gbk(text) {
  const decoder = new TextDecoder('gbk')
  const bytesOf = new Map()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) bytesOf.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  }
  return Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : bytesOf.get(c))))
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`a list of people (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
      const code = `X${name}${Date.now() % 1_000_000}`
      const unit = (await ask('/units?class=street')).items[0].code
      // The headings differ by size: what was matched at the first is remembered at the second.
      const headings = ['编号牌', '名儿', '在哪个单位', '干啥的', '闲话'].map((h) => (name === 'desk' ? h : `${h}二`))
      const file = (first) => ({ name: '花名册.csv', mimeType: 'text/csv', buffer: gbk(`${headings.join()}\n${code}a,贺兰,${first},网格员,无\n${code}b,江一帆,${unit},网格员,无\nP001,赵建安,${unit},党工委书记兼主任,无\n`) })
      const choose = async (heading, option) => {
        await page.locator('[data-row=column]', { hasText: heading }).locator('.el-select').click()
        await page.locator('.el-select-dropdown__item:visible', { hasText: option }).first().click()
        await page.waitForTimeout(250)
      }

      await step('the file is given and its columns are matched', async () => {
        await page.goto(`${base}/import?kind=people`)
        await sound(page, faults, 'import')
        await page.setInputFiles('input[type=file]', file('no-such-unit'))
        await page.waitForSelector('[data-row=column]')
        assert.match(await page.textContent('.drop'), /GBK/)
        const meanings = ['人员编码', '姓名', '所属单位编码', '职务']
        for (const [n, meaning] of meanings.entries()) await choose(headings[n], meaning)
        await sound(page, faults, 'matching')
      })

      await step('everything wrong is said at once, with its row and column', async () => {
        await page.locator('[data-deed=check]').click()
        await page.waitForSelector('[data-row=fault]')
        const said = await page.textContent('[data-row=fault]')
        assert.match(said, /第 2 行/)
        assert.match(said, /在哪个单位/)
        assert.equal(await page.locator('[data-deed=apply]').count(), 0, 'nothing can be written yet')
        await sound(page, faults, 'faults')
      })

      await step('the mended file keeps what was matched, and every change is shown', async () => {
        await page.setInputFiles('input[type=file]', file(unit))
        await page.waitForSelector('[data-row=fault]', { state: 'detached' })
        await settled(page)
        await page.locator('[data-deed=check]').click()
        await page.waitForSelector('[data-row=change]')
        assert.equal(await page.locator('[data-row=change]').count(), 2, 'two are new')
        await page.locator('.tabs button', { hasText: '修改' }).click()
        assert.match(await page.textContent('[data-row=change]'), /党工委书记兼主任/)
        await sound(page, faults, 'preview')
      })

      await step('it is written once it was said to have been checked', async () => {
        await page.check('input[name=sure]')
        await page.locator('[data-deed=apply]').click()
        await page.waitForSelector('.fine')
        assert.match(await page.textContent('.fine'), /新增 2/)
        assert.equal((await ask(`/people?q=${code}`)).total, 2)
      })

      await step('the same headings are known the next time', async () => {
        await page.goto(`${base}/import?kind=people`)
        await page.setInputFiles('input[type=file]', file(unit))
        await page.waitForSelector('[data-row=column]')
        assert.match(await page.textContent('[data-row=column]'), /上次/)
        assert.equal(await page.locator('[data-deed=check]').isDisabled(), false)
      })

      await step('what cannot be read says why', async () => {
        await page.setInputFiles('input[type=file]', { name: '坏.csv', mimeType: 'text/csv', buffer: Buffer.from([0xc4, 0xe3, 0x2c, 0xff, 0xff, 0xff]) })
        await page.waitForSelector('.said')
        assert.match(await page.textContent('.said'), /编码/)
        await sound(page, faults, 'a bad file')
      })

      await step('the title is put back as it was', async () => {
        const chief = (await ask('/people?q=P001')).items[0]
        const back = await page.request.patch(`${base}/api/v1/people/${chief.id}`, { headers: { 'If-Match': `"${chief.version}"`, origin: base }, data: { title: '党工委书记' } })
        assert.equal(back.status(), 200)
      })
    })

    test(`a list of the city (${name})`, { timeout: 180_000 }, async (t) => {
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await signIn(page)
      const ask = async (path) => (await page.request.get(`${base}/api/v1${path}`)).json()
      const site = (await ask('/sites?limit=1')).items[0]
      const words = `晾晒${name}${Date.now() % 1_000_000}`
      const sender = `市创建办${name}`
      const file = { name: '失分清单.csv', mimeType: 'text/csv', buffer: Buffer.from(`第二次模拟测评失分清单,,,\n编号,去了哪,失分原因,整改时限\n1,${site.name}东侧,${words},立行立改\n2,说不清的地方,${words}另,\n`) }
      const choose = async (heading, option) => {
        await page.locator('[data-row=column]', { hasText: heading }).locator('.el-select').click()
        await page.locator('.el-select-dropdown__item:visible', { hasText: option }).first().click()
        await page.waitForTimeout(250)
      }
      const give = async () => {
        await page.goto(`${base}/import?kind=cases`)
        await page.fill('input[name=sender]', sender)
        await page.keyboard.press('Tab')
        await page.setInputFiles('input[type=file]', file)
        await page.waitForSelector('[data-row=column]')
      }

      await step('its own headings are matched, and what it means is shown before anything is written', async () => {
        await give()
        if (await page.locator('[data-row=column]', { hasText: '上次' }).count() === 0) await choose('去了哪', '点位')
        await page.locator('[data-deed=check]').click()
        await page.waitForSelector('input[name=sure]')
        await settled(page)
        await sound(page, faults, 'a list of problems')
        assert.match(await page.locator('main').innerText(), /说不清的地方/)
        assert.equal((await ask(`/cases?q=${words}`)).total, 0)
      })

      await step('it becomes cases that wait to be filed', async () => {
        await page.check('input[name=sure]')
        await page.locator('[data-deed=apply]').click()
        await page.waitForSelector('.fine')
        const found = (await ask(`/cases?q=${words}`)).items
        assert.deepEqual(found.map((c) => c.state), ['reported', 'reported'])
        assert.ok(found.some((c) => c.site?.id === site.id && c.description.includes(`${sender}第1号`)))
        await page.getByRole('link', { name: /查看问题清单/ }).click()
        await page.waitForURL(/\/cases\?state=reported/)
      })

      await step('the same list again is nothing new, and its columns are known', async () => {
        await give()
        await page.waitForSelector('[data-row=column]:has-text("上次")')
        await page.locator('[data-deed=check]').click()
        await page.getByText('没有').first().waitFor()
        assert.equal(await page.locator('input[name=sure]').count(), 0)
      })
    })
  })
}
