/// <reference lib="webworker" />
import { showPushed } from '@/shared/notice/pushed'

// Shows what is pushed to a desk's browser. It keeps no page: the desk is always the server's own.
declare const self: ServiceWorkerGlobalScope

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
showPushed(self, '/notices')
