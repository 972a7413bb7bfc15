import { computed, ref, shallowRef } from 'vue'
import { api, take } from '../api/client'
import type { PushSubscriptions } from '../api/types'
import { useAct } from '../api/useAct'

/** The service worker that shows what is pushed: the field app's own, or the desk's, which does nothing else. */
export interface PushWorker {
  script: string
  scope: string
}
export const deskWorker: PushWorker = { script: '/push-sw.js', scope: '/' }
export const fieldWorker: PushWorker = { script: '/field-sw.js', scope: '/field' }

/** Whether this browser can be pushed to, and why not. */
export type PushMeans = 'ready' | 'insecure' | 'unsupported' | 'denied'

export function pushMeans(): PushMeans {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'unsupported'
  return Notification.permission === 'denied' ? 'denied' : 'ready'
}

/** What the browser calls itself, so that its owner knows it again in a list: `Chrome · Android`. */
export function browserName(agent: string): string {
  const product = [['Edg', 'Edge'], ['OPR', 'Opera'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']].find(([mark]) => agent.includes(`${mark}/`))?.[1]
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']].find(([mark = '']) => agent.includes(mark))?.[1]
  return [product, system].filter(Boolean).join(' · ') || agent.slice(0, 40)
}

async function own(worker: PushWorker): Promise<PushSubscription | null | undefined> {
  if (pushMeans() !== 'ready') return undefined
  const registration = await navigator.serviceWorker.getRegistration(worker.scope)
  return registration?.pushManager?.getSubscription()
}

/** Before somebody signs out: whoever sits down next does not get their notices. Fails silently, as signing out must not. */
export async function forgetBrowser(worker: PushWorker): Promise<void> {
  const here = await own(worker).catch(() => undefined)
  if (!here) return
  const all = await take(api.GET('/api/v1/me/push-subscriptions')).catch(() => undefined)
  const known = all?.items.find((one) => one.endpoint === here.endpoint)
  if (known) await take(api.DELETE('/api/v1/me/push-subscriptions/{id}', { params: { path: { id: known.id } } })).catch(() => undefined)
  await here.unsubscribe().catch(() => undefined)
}

/** One's browsers, and turning this one on and off. */
export function usePush(worker: PushWorker) {
  const all = shallowRef<PushSubscriptions>()
  const endpoint = ref<string>()
  const means = ref<PushMeans>(pushMeans())
  // What the browser itself says when its service cannot be reached; an intranet has none.
  const failed = ref('')
  const { act, acting, said } = useAct()
  const here = computed(() => all.value?.items.find((one) => one.endpoint === endpoint.value))

  async function load(): Promise<void> {
    all.value = await take(api.GET('/api/v1/me/push-subscriptions')).catch(() => undefined)
    endpoint.value = (await own(worker).catch(() => undefined))?.endpoint
  }

  async function turnOn(): Promise<void> {
    failed.value = ''
    const key = all.value?.public_key
    if (!key) return
    await Notification.requestPermission()
    means.value = pushMeans()
    if (Notification.permission !== 'granted') return
    await act(async () => {
      const registration = (await navigator.serviceWorker.getRegistration(worker.scope)) ?? (await navigator.serviceWorker.register(worker.script, { scope: worker.scope }))
      await active(registration)
      const before = await registration.pushManager.getSubscription()
      // A subscription under another key, of a channel that was set up anew, takes nothing any more.
      if (before && !all.value?.items.some((one) => one.endpoint === before.endpoint)) await before.unsubscribe()
      let made: PushSubscription
      try {
        made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
      } catch (cause) {
        failed.value = cause instanceof Error ? cause.message : String(cause)
        return
      }
      const { keys = {} } = made.toJSON()
      all.value = await take(api.POST('/api/v1/me/push-subscriptions', { body: { endpoint: made.endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '', browser: browserName(navigator.userAgent) } }))
      endpoint.value = made.endpoint
    })
  }

  async function remove(id: string): Promise<void> {
    await act(async () => {
      const mine = here.value?.id === id
      all.value = await take(api.DELETE('/api/v1/me/push-subscriptions/{id}', { params: { path: { id } } }))
      if (mine) await (await own(worker))?.unsubscribe()
    })
  }

  /** True when the browser's service took it; the message itself shows whether it arrives. */
  async function tryOut(id: string): Promise<boolean> {
    const done = await act(() => take(api.POST('/api/v1/me/push-subscriptions/{id}/trial', { params: { path: { id } } })))
    if (!done) await load()
    return done
  }

  return { all, here, means, failed, acting, said, load, turnOn, remove, tryOut }
}

/** A worker subscribes only when it is active. */
async function active(registration: ServiceWorkerRegistration): Promise<void> {
  const coming = registration.installing ?? registration.waiting
  if (registration.active || !coming) return
  await new Promise<void>((ready) => coming.addEventListener('statechange', () => coming.state === 'activated' && ready()))
}
