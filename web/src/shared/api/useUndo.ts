import { readonly, ref, shallowRef } from 'vue'
import { Refusal } from './refusal'

/** A deed that can be taken back for some seconds. */
export interface Offer {
  text: string
  act: () => Promise<unknown>
}

const offeredMs = 10_000
const offer = shallowRef<Offer>()
const state = ref<'offered' | 'undoing' | 'undone' | 'refused'>('offered')
const refusal = shallowRef<Refusal>()
let ending: ReturnType<typeof setTimeout> | undefined

function dismiss(): void {
  clearTimeout(ending)
  offer.value = undefined
}

function wait(ms = offeredMs): void {
  clearTimeout(ending)
  ending = setTimeout(dismiss, ms)
}

/** Says that something was done and offers its reverse; a later deed takes the place of an earlier one. */
function offerUndo(text: string, act: () => Promise<unknown>): void {
  offer.value = { text, act }
  state.value = 'offered'
  refusal.value = undefined
  wait()
}

async function undo(): Promise<void> {
  const taken = offer.value
  if (!taken || state.value !== 'offered') return
  clearTimeout(ending)
  state.value = 'undoing'
  try {
    await taken.act()
    if (offer.value === taken) state.value = 'undone'
  } catch (cause) {
    // Somebody changed it since, or the rules no longer allow it: the server's sentence says so.
    refusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
    if (offer.value === taken) state.value = 'refused'
  }
  wait(refusal.value ? offeredMs : 4000)
}

/** Taking back what was just done. `hold` keeps the offer while the reader is at it. */
export function useUndo() {
  return { offer: readonly(offer), state: readonly(state), refusal: readonly(refusal), offerUndo, undo, dismiss, hold: () => clearTimeout(ending), release: () => wait() }
}
