// The Monday bulletin: draft what the office adds, preview, publish (or correct what is published), print, take along as Word.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

// The text of a Word file; unzip fails for what is no archive.
const wordText = (path) => execFileSync('unzip', ['-p', path, 'word/document.xml'], { maxBuffer: 1 << 26 }).toString().replace(/<[^>]*>/g, '')

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const [name, viewport] of Object.entries(sizes)) {
  test(`a bulletin is drafted, previewed, published and printed (${name})`, { timeout: 120_000 }, async (t) => {
    const { context, page, faults } = await open(browser, viewport)
    t.after(() => context.close())
    await signIn(page)

    await step('the list leads to the latest week', async () => {
      await page.goto(`${base}/bulletins`)
      await page.waitForSelector('[data-row=bulletin]')
      await sound(page, faults, 'bulletins')
      await page.locator('[data-row=bulletin] th a').first().click()
      await page.waitForURL(/\/bulletins\//)
      // A week already published is put right by a further issue.
      if (!/weeks/.test(page.url())) await page.locator('a[href*="/bulletins/weeks/"]').click()
      await page.waitForSelector('textarea[name=requirements]')
      await page.waitForSelector('iframe')
    })

    const words = `各单位周五前报送整改台账（${name}）。`
    await step('what the office adds is kept and previewed', async () => {
      await page.fill('textarea[name=requirements]', words)
      await page.click('[data-do=save]')
      await page.frameLocator('iframe').locator(`text=${words}`).waitFor()
      const reason = page.locator('textarea[name=reason]')
      if (await reason.count()) {
        await reason.fill('整改率更正')
        await page.frameLocator('iframe').locator('text=更正说明').waitFor()
      }
      await sound(page, faults, 'draft')
    })

    await step('publishing asks first and leads to the issue', async () => {
      await page.click('[data-do=publish]')
      await page.locator('.el-message-box__btns button').last().click()
      await page.waitForURL((url) => /\/bulletins\/[0-9a-f-]{36}$/.test(url.pathname))
      await page.waitForSelector('iframe')
      await settled(page)
      await page.frameLocator('iframe').locator(`text=${words}`).waitFor()
      await sound(page, faults, 'issue')
    })

    await step('it downloads as a Word file with its title', async () => {
      const title = (await page.frameLocator('iframe').locator('h1').textContent()).trim()
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-do=word]')])
      assert.match(file.suggestedFilename(), /\.docx$/)
      const text = wordText(await file.path())
      assert.ok(text.includes(title) && text.includes(words), 'title and text of the page')
      assert.ok(/SHA-256/.test(text), 'the hash of the published page')
    })

    await step('a figure opens what it was counted from', async () => {
      await page.frameLocator('iframe').locator('td [data-part^="counts:"]').first().click()
      await page.waitForSelector('.el-drawer .lines a')
      await page.keyboard.press('Escape')
    })

    await step('it prints on A4', async () => {
      const html = await page.locator('iframe').getAttribute('srcdoc')
      const paper = await context.newPage()
      await paper.setContent(html)
      const pdf = await paper.pdf({ preferCSSPageSize: true })
      assert.ok(pdf.length > 20_000, 'pages were printed')
    })
  })
}
