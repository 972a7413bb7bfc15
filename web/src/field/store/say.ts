import { readonly, ref } from 'vue'

const said = ref('')
let quiet: ReturnType<typeof setTimeout> | undefined

/** Says a sentence at the foot of the screen for some seconds, to eyes and screen readers alike. */
export function say(sentence: string, seconds = 3): void {
  clearTimeout(quiet)
  said.value = sentence
  quiet = setTimeout(() => (said.value = ''), seconds * 1000)
}

export const useSaying = () => readonly(said)
