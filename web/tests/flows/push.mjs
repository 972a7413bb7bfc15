// Notices pushed to a browser: the administrator allows a service, a unit's handler turns push on, what is dispatched
// reaches the service encrypted, and the service worker shows what arrives. The browser's own service is played by the
// test, since no maker's can be reached here; the worker and the server are the real ones.
import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { base, launch, open, settled, signIn, sizes, sound, step } from '../browser.mjs'

let browser, service
const received = []
before(async () => {
  browser = await launch()
  service = createServer((request, answer) => {
    const parts = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      received.push({ path: request.url, headers: request.headers, body: Buffer.concat(parts) })
      answer.writeHead(201).end()
    })
  })
  await new Promise((ready) => service.listen(0, '127.0.0.1', ready))
})
after(async () => {
  await browser?.close()
  service?.close()
})

const keys = createECDH('prime256v1')
const p256dh = keys.generateKeys().toString('base64url')
const auth = randomBytes(16).toString('base64url')

/** A browser whose service is the test's. */
async function played(context, endpoint) {
  await context.grantPermissions(['notifications'], { origin: base })
  await context.addInitScript(
    ([address, p256dh, auth]) => {
      const kept = 'played-subscription'
      const made = () => ({ endpoint: address, toJSON: () => ({ endpoint: address, keys: { p256dh, auth } }), unsubscribe: async () => (localStorage.removeItem(kept), true) })
      PushManager.prototype.getSubscription = async () => (localStorage.getItem(kept) ? made() : null)
      PushManager.prototype.subscribe = async (asked) => {
        localStorage.setItem(kept, asked.applicationServerKey)
        return made()
      }
    },
    [endpoint, p256dh, auth],
  )
}

const ask = async (page, path) => (await page.request.get(`${base}/api/v1${path}`)).json()

/** One channel pushes at a time; of an earlier run it is pointed to this one's service. */
async function channel(page, origin) {
  await signIn(page, 'admin')
  await page.goto(`${base}/settings/channels`)
  await settled(page)
  const known = (await ask(page, '/channels')).items.find((c) => c.settings.kind === 'web_push')
  if (known) {
    await page.locator(`[data-row=channel][data-code=${known.code}] [data-do=edit]`).click()
  } else {
    await page.click('[data-deed=make-channel]')
    await page.locator('.el-dialog .el-select').first().click()
    await page.locator('.el-select-dropdown__item:visible', { hasText: '浏览器推送' }).click()
    await page.fill('input[name=code]', 'push')
    await page.fill('.el-dialog input[name=name]', '浏览器推送')
    await page.fill('input[name=contact]', 'office@example.gov.cn')
  }
  await page.fill('textarea[name=services]', `fcm.googleapis.com\n${origin}`)
  await page.click('[data-do=save-channel]')
  await page.locator('[data-row=channel]', { hasText: origin }).waitFor()
}

for (const [name, viewport] of Object.entries(sizes)) {
  describe(`at ${viewport.width}×${viewport.height}`, () => {
    test(`a browser takes notices, and no more when it is turned off (${name})`, { timeout: 240_000 }, async (t) => {
      const origin = `http://127.0.0.1:${service.address().port}`
      const endpoint = `${origin}/push/${name}-${Date.now()}`
      const { context, page, faults } = await open(browser, viewport)
      t.after(() => context.close())
      await played(context, endpoint)

      await step('the administrator allows a push service', async () => {
        await channel(page, origin)
        await settled(page)
        await sound(page, faults, 'channels')
        await context.clearCookies()
      })

      await step('a handler turns push on and tries it', async () => {
        if (name === 'phone') {
          await page.goto(`${base}/field/`)
          await page.fill('input[name=login], input[autocomplete=username]', 'urban-management')
          await page.fill('input[type=password]', 'Wangge-2026')
          await page.getByRole('button', { name: '登录并下载' }).click()
          await page.waitForURL((url) => !/sign-in/.test(url.pathname))
          await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
          await page.goto(`${base}/field/mine`)
          await page.locator('[data-part=push] [role=switch]').click()
        } else {
          await signIn(page, 'urban-management')
          await page.goto(`${base}/notices`)
          await page.click('[data-do=turn-push-on]')
          await page.locator('[data-row=browser]', { hasText: '本机' }).waitFor()
        }
        await page.locator('[data-part=push]').getByRole('button', { name: '发测试消息' }).first().click()
        await page.getByText('测试消息已送出').waitFor()
        await sound(page, faults, 'push turned on')
        const tried = received.find((r) => endpoint.endsWith(r.path))
        assert.ok(tried, 'nothing came')
        assert.equal(tried.headers['content-encoding'], 'aes128gcm')
        assert.match(tried.headers.authorization, /^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]+$/)
        assert.ok(!tried.body.includes('测试'), 'the service cannot read it')
      })

      await step('the worker shows what arrives', async () => {
        const shown = await page.evaluate(async (scope) => {
          const registration = await navigator.serviceWorker.getRegistration(scope)
          return { script: registration.active.scriptURL, scope: registration.scope }
        }, name === 'phone' ? '/field' : '/')
        assert.match(shown.script, name === 'phone' ? /field-sw\.js$/ : /push-sw\.js$/)
        const session = await context.newCDPSession(page)
        const found = new Promise((on) => session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
          const one = registrations.find((r) => r.scopeURL === shown.scope)
          if (one) on(one.registrationId)
        }))
        await session.send('ServiceWorker.enable')
        const told = JSON.stringify({ id: 'n-1', subject: '督办', text: '案卷 2026-00001 限今日办结' })
        await session.send('ServiceWorker.deliverPushMessage', { origin: base, registrationId: await found, data: told })
        await page.waitForFunction(async (scope) => {
          const registration = await navigator.serviceWorker.getRegistration(scope)
          const all = await registration.getNotifications()
          return all.some((n) => n.title === '督办' && n.body.includes('2026-00001'))
        }, name === 'phone' ? '/field' : '/')
      })

      await step('turned off, it is forgotten', async () => {
        const before = (await ask(page, '/me/push-subscriptions')).items.length
        if (name === 'phone') await page.locator('[data-part=push] [role=switch]').click()
        else await page.locator('[data-row=browser]', { hasText: '本机' }).locator('[data-do=remove-push]').click()
        await page.waitForFunction(() => !localStorage.getItem('played-subscription'))
        assert.equal((await ask(page, '/me/push-subscriptions')).items.length, before - 1)
        await sound(page, faults, 'push turned off')
      })
    })
  })
}
