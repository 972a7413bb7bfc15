/// <reference lib="webworker" />
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { db } from './store/db'
import { showPushed } from '@/shared/notice/pushed'
import { drain } from './store/outbox'

// Keeps the field app on the phone, and goes on sending when the browser wakes it after the network came back.
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(async () => (await matchPrecache('/field.html')) ?? Response.error(), { allowlist: [/^\/field(\/|$)/] }))

// A new app waits until no page of the old one is open, so nobody's visit changes under their hands.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('sync', (event) => {
  const woken = event as ExtendableEvent & { tag: string }
  if (woken.tag === 'wangge-outbox') woken.waitUntil(sendAll())
})

showPushed(self, '/field/notices')

async function sendAll(): Promise<void> {
  const user = (await db.kept.get('last-user'))?.value as { id: string } | undefined
  if (!user) return
  const lang = ((await db.kept.get('lang'))?.value as string | undefined) ?? 'zh-CN'
  await navigator.locks.request('wangge-outbox', { ifAvailable: true }, async (lock) => {
    if (lock && (await drain(db, user.id, lang)) === 'offline') throw new Error('still offline')
  })
}
