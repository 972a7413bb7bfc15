import { computed } from 'vue'
import { useCampaign } from '@/desk/stores/campaign'
import { useSession } from '@/desk/stores/session'
import { api, take } from '@/shared/api/client'
import type { AmendSettings, SettingsView } from '@/shared/api/types'
import { useFresh } from '@/shared/api/stream'
import { useEdit } from '@/shared/api/useEdit'
import { useLoad } from '@/shared/api/useLoad'

/** The fields of the settings an office may change. */
export type SettingsFields = Required<Pick<SettingsView, 'working_time' | 'working_seasons' | 'limits' | 'stages' | 'default_limit' | 'rebound_days' | 'rebound' | 'feedback_days' | 'patrol' | 'mark_percent' | 'escalation'>> & {
  name: { zh: string; en: string }
  acceptance_on: string | null
  base_map: SettingsView['base_map'] | null
}

export const severities = ['ordinary', 'serious', 'grave'] as const
export const finders = ['province', 'city', 'district', 'street', 'own', 'public'] as const
export const clocks = ['continuous_hours', 'working_hours', 'working_days', 'calendar_days'] as const
export const baseKinds = ['xyz', 'tianditu', 'gaode'] as const

/** `08:00:00` as it is typed and shown: `08:00`. */
export const shortTime = (time: string): string => time.slice(0, 5)

/** The working hours of a day in one line. */
export function hoursOf(spans: SettingsView['working_time']): string {
  return spans.map((s) => `${shortTime(s.opens)}–${shortTime(s.closes)}`).join('、')
}

/** The settings, and changing them. What was changed takes effect on this page at once. */
export function useSettings() {
  const session = useSession()
  const campaign = useCampaign()
  const read = (): Promise<SettingsView> => take(api.GET('/api/v1/settings'))
  const loaded = useLoad(read)
  const may = computed(() => session.me?.may.includes('edit_settings') ?? false)
  const edit = useEdit<SettingsView, SettingsFields>({
    data: loaded.data,
    subject: () => ({ noun: 'campaign', id: '00000000-0000-0000-0000-000000000000' }),
    versionOf: (settings) => settings.version,
    fieldsOf: (s) => ({
      name: { zh: s.name.zh, en: s.name.en ?? '' },
      acceptance_on: s.acceptance_on ?? null,
      working_time: s.working_time,
      working_seasons: s.working_seasons,
      limits: s.limits,
      stages: s.stages,
      default_limit: s.default_limit,
      rebound_days: s.rebound_days,
      rebound: s.rebound,
      feedback_days: s.feedback_days,
      patrol: s.patrol,
      mark_percent: s.mark_percent,
      escalation: s.escalation,
      base_map: s.base_map ?? null,
    }),
    read,
    write: async (version, changed) => {
      const saved = await take(api.PATCH('/api/v1/settings', { params: { header: { 'If-Match': `"${version}"` } }, body: changed as AmendSettings }))
      campaign.learn((await take(api.GET('/api/v1/me'))).campaign)
      return saved
    },
  })
  useFresh('campaign', loaded, { held: () => !!edit.draft.value })
  return { ...loaded, may, edit }
}
