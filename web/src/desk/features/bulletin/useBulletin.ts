import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useCampaign } from '@/desk/stores/campaign'
import { useSession } from '@/desk/stores/session'
import { useQuery } from '@/desk/useQuery'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import { useLoad } from '@/shared/api/useLoad'
import { currentLang } from '@/shared/i18n'
import { ElMessage, ElMessageBox } from '@/shared/ui/element'
import { lastWeeks, shiftWeek, showWeek } from '@/shared/ui/format'

/** The bulletin of a week: the published one where there is one, else what it would say now. */
export function useBulletin() {
  const { t, locale } = useI18n()
  const store = useCampaign()
  const session = useSession()
  const asked = useQuery('week')
  const latest = computed(() => (store.campaign ? (lastWeeks(store.campaign.today, 1)[0] ?? '') : ''))
  const week = computed({
    get: () => asked.value || (latest.value ? shiftWeek(latest.value, -1) : ''),
    set: (value: string) => (asked.value = value),
  })
  const issued = useLoad(() => take(api.GET('/api/v1/bulletins')))
  // An issue is published in each language; the list shows those in the reader's.
  const listed = computed(() => {
    const all = issued.data.value?.items ?? []
    const own = all.filter((b) => b.lang === locale.value)
    return own.length ? own : all
  })
  const ofWeek = computed(() => issued.data.value?.items.filter((b) => b.week === week.value) ?? [])
  const issue = computed(() => ofWeek.value.find((b) => b.lang === locale.value) ?? ofWeek.value[0])
  const shown = useLoad(
    async () => {
      if (issue.value) return take(api.GET('/api/v1/bulletins/{id}', { params: { path: { id: issue.value.id } } }))
      return take(api.GET('/api/v1/bulletins/preview', { params: { query: { week: week.value, lang: currentLang() } } }))
    },
    () => [week.value, issue.value?.id],
  )
  const publishing = ref(false)
  const mayPublish = computed(() => session.me?.may.includes('publish_bulletin') ?? false)

  async function publish(): Promise<void> {
    const asked = t('bulletin.publishAsk', { week: showWeek(week.value) })
    const sure = await ElMessageBox.confirm(asked, t('bulletin.publish'), { confirmButtonText: t('bulletin.publish'), cancelButtonText: t('word.cancel') }).catch(() => false)
    if (!sure) return
    publishing.value = true
    try {
      const made = await take(api.POST('/api/v1/bulletins', { body: { week: week.value, lang: currentLang() } }))
      ElMessage.success(t('bulletin.published', { title: made.title }))
      await issued.reload()
    } catch (cause) {
      ElMessage.error(cause instanceof Refusal && cause.problem ? cause.message : t('state.fault'))
    } finally {
      publishing.value = false
    }
  }

  return { issued, listed, shown, issue, week, latest, publish, publishing, mayPublish }
}
