import { computed, ref, shallowRef } from 'vue'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import type { VerificationPart } from '@/shared/api/types'

interface Sum {
  events: number
  chains: number
  roots: number
  total: number
  broken?: VerificationPart['broken']
  whole: boolean
}
type Ask = (after?: string) => Promise<VerificationPart>
const part: Ask = (after) => take(api.GET('/api/v1/audit/verification/part', { params: { query: { after } } }))

/** Verifies the record part by part, tells how far it is, and stops when told. */
export function useVerification(ask: Ask = part) {
  const running = ref(false)
  const stopped = ref(false)
  const done = shallowRef<Sum>()
  const refusal = shallowRef<Refusal>()
  const share = computed(() => (done.value?.total ? Math.min(1, done.value.events / done.value.total) : 0))

  async function verify(): Promise<void> {
    running.value = true
    stopped.value = false
    refusal.value = undefined
    let sum: Sum = { events: 0, chains: 0, roots: 0, total: 0, whole: false }
    done.value = sum
    try {
      let next: string | undefined
      do {
        const read: VerificationPart = await ask(next)
        next = read.next ?? undefined
        done.value = sum = { events: sum.events + read.events, chains: sum.chains + read.chains, roots: read.roots, total: read.total, broken: read.broken, whole: !next && !read.broken }
      } while (next && !stopped.value)
    } catch (cause) {
      refusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
    } finally {
      running.value = false
    }
  }
  const stop = () => (stopped.value = true)
  return { running, stopped, done, refusal, share, verify, stop }
}
