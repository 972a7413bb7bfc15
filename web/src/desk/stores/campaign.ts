import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { api, take } from '@/shared/api/client'
import type { Campaign } from '@/shared/api/types'
import { showTimesIn } from '@/shared/ui/format'
import { setNow } from '@/shared/ui/useNow'

/** The campaign under way: its name, its day, whether it is a demonstration. */
export const useCampaign = defineStore('campaign', () => {
  const campaign = shallowRef<Campaign>()

  function learn(told: Campaign): void {
    campaign.value = told
    showTimesIn(told.zone)
    setNow(told.now)
  }

  /** Asks the public answer, for the sign-in page; a failure there is no obstacle. */
  async function ask(): Promise<void> {
    try {
      learn(await take(api.GET('/api/v1/campaign')))
    } catch {
      // The sign-in page says what is wrong when signing in is tried.
    }
  }

  return { campaign, learn, ask }
})
