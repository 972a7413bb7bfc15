import { readonly, ref } from 'vue'

export type Theme = 'auto' | 'light' | 'dark'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const chosen = ref<Theme>((localStorage.getItem('wangge.theme') as Theme | null) ?? 'auto')
const shown = ref<'light' | 'dark'>('light')
const large = ref(localStorage.getItem('wangge.type') === 'large')

function paint(): void {
  shown.value = chosen.value === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen.value
  document.documentElement.dataset.theme = shown.value
  if (large.value) document.documentElement.dataset.type = 'large'
  else delete document.documentElement.dataset.type
}

dark.addEventListener('change', paint)
paint()

/** The look of the screens: theme and type size, kept on this computer. */
export function useTheme() {
  function choose(theme: Theme): void {
    chosen.value = theme
    localStorage.setItem('wangge.theme', theme)
    paint()
  }
  function enlarge(on: boolean): void {
    large.value = on
    localStorage.setItem('wangge.type', on ? 'large' : 'usual')
    paint()
  }
  return { chosen: readonly(chosen), shown: readonly(shown), large: readonly(large), choose, enlarge }
}
