import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** A filter that lives in the address, so that links carry it and back undoes it. */
export function useQuery(name: string, usual = ''): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const given = route.query[name]
      return typeof given === 'string' ? given : usual
    },
    set: (value: string) => {
      const query = { ...route.query }
      if (value && value !== usual) query[name] = value
      else delete query[name]
      void router.push({ query, hash: route.hash })
    },
  })
}
