import '@/shared/ui/tokens.css'
import '@/shared/ui/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import DeskApp from '@/desk/DeskApp.vue'
import { router } from '@/desk/router'
import { i18n } from '@/shared/i18n'
import '@/shared/i18n/desk'
import '@/shared/ui/element'
import '@/shared/ui/element.css'
import '@/shared/ui/theme'

createApp(DeskApp).use(createPinia()).use(i18n).use(router).mount('#app')
