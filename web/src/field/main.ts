import '@/shared/ui/tokens.css'
import './field.css'
import { createApp } from 'vue'
import { i18n } from '@/shared/i18n'
import '@/shared/ui/theme'
import FieldApp from './FieldApp.vue'
import { router } from './router'
import { useField } from './store/useField'

// The page opens from the phone's own store, so it waits for that and for nothing else.
await useField().begin()
createApp(FieldApp).use(i18n).use(router).mount('#app')
// Only a secure origin has service workers; on plain http the app works while its page is open, and the queue is kept.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  navigator.serviceWorker.register('/field-sw.js', { scope: '/field' }).catch((cause: unknown) => console.warn(cause))
}
