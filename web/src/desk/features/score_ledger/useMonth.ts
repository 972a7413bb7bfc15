import { computed } from 'vue'
import { useCampaign } from '@/desk/stores/campaign'
import { useQuery } from '@/desk/useQuery'
import { monthOf } from './words'

/** The month the address names, else the present one of the campaign. */
export function useMonth() {
  const campaign = useCampaign()
  const asked = useQuery('month')
  const present = computed(() => campaign.campaign?.today.slice(0, 7) ?? '')
  const month = computed({
    get: () => monthOf(asked.value) ?? present.value,
    set: (value: string) => (asked.value = value === present.value ? '' : value),
  })
  return { month, present }
}
