import { createI18n } from 'vue-i18n'
import type full from './zh-CN'
import en from './en/common'
import zh from './zh-CN/common'

/** The languages of the screens. */
export type Lang = 'zh-CN' | 'en'

/** Every catalogue has the keys of the Chinese one. */
export type Catalogue = typeof full

const kept = 'wangge.lang'

/** The language kept from last time, else Chinese unless the browser asks only for something else. */
export function firstLang(stored: string | null, wanted: readonly string[]): Lang {
  if (stored === 'zh-CN' || stored === 'en') return stored
  const first = wanted.find((l) => /^(zh|en)\b/i.test(l))
  return first && /^en/i.test(first) ? 'en' : 'zh-CN'
}

// The desk adds what only it needs, see `desk.ts`; its type is known everywhere.
export const i18n = createI18n<[Catalogue], Lang, false>({
  legacy: false,
  locale: firstLang(localStorage.getItem(kept), navigator.languages ?? []),
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh as Catalogue, en: en as Catalogue },
})

/** The language the screens speak now. */
export function currentLang(): Lang {
  return i18n.global.locale.value
}

/** Changes the language of screens and of what the server words, and keeps the choice. */
export function speak(lang: Lang): void {
  i18n.global.locale.value = lang
  localStorage.setItem(kept, lang)
  document.documentElement.lang = lang
}

document.documentElement.lang = currentLang()
