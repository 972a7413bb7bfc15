/// <reference lib="webworker" />

/** Shows what is pushed to this browser, and opens the notices when it is touched. Part of a service worker. */
export function showPushed(worker: ServiceWorkerGlobalScope, notices: string): void {
  worker.addEventListener('push', (event) => {
    const told = read(event.data)
    event.waitUntil(worker.registration.showNotification(told.subject, { body: told.text, tag: told.id, icon: '/field-192.png', badge: '/field-192.png', data: notices }))
  })
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close()
    event.waitUntil(openNotices(worker, notices))
  })
}

interface Told {
  id?: string
  subject: string
  text?: string
}

/** A push without a readable text still has to show something: browsers take the right away from who shows nothing. */
function read(data: PushMessageData | null): Told {
  try {
    const told = data?.json() as Partial<Told> | undefined
    return { id: told?.id, subject: told?.subject || '网格 Wangge', text: told?.text }
  } catch {
    return { subject: '网格 Wangge' }
  }
}

/** In a window that is open already, where there is one. */
async function openNotices(worker: ServiceWorkerGlobalScope, notices: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const field = notices.startsWith('/field')
  const open = windows.find((w) => new URL(w.url).pathname.startsWith('/field') === field)
  const shown = await open?.focus().catch(() => undefined)
  const led = await shown?.navigate(notices).catch(() => null)
  if (!led) await worker.clients.openWindow(notices)
}
