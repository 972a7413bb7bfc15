import { readonly, ref } from 'vue'

// The demonstration's clock may stand elsewhere than this computer's: what is left of a
// deadline is reckoned from the server's own "now" plus the time since it was told.
let ahead = 0
const now = ref(Date.now())
let ticking: ReturnType<typeof setInterval> | undefined

/** Tells the server's present moment. */
export function setNow(serverNow: string): void {
  ahead = Date.parse(serverNow) - Date.now()
  now.value = Date.now() + ahead
}

/** The present moment in milliseconds, renewed every half minute. */
export function useNow() {
  ticking ??= setInterval(() => (now.value = Date.now() + ahead), 30_000)
  return readonly(now)
}
