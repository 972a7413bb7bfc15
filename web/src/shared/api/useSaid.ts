import { useI18n } from 'vue-i18n'
import { Refusal } from './refusal'

/** Why something was not done, in a sentence: the server's own where it gave one. */
export function useSaid(): (cause: unknown) => string {
  const { t } = useI18n()
  return (cause) => {
    const refusal = cause instanceof Refusal ? cause : undefined
    return refusal?.problem?.detail ?? t(refusal?.kind === 'offline' ? 'state.offline' : 'state.fault')
  }
}
