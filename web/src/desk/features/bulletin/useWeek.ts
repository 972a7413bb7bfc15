import { computed, reactive, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useCampaign } from '@/desk/stores/campaign'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import type { BulletinDraft } from '@/shared/api/types'
import { useEdit } from '@/shared/api/useEdit'
import { useLoad } from '@/shared/api/useLoad'
import { currentLang } from '@/shared/i18n'
import { ElMessage, ElMessageBox } from '@/shared/ui/element'
import { showWeek, weekOf } from '@/shared/ui/format'

type Texts = Pick<BulletinDraft, 'requirements' | 'remarks'>
const textsOf = (d: Texts): Texts => ({ requirements: d.requirements, remarks: d.remarks })

/** A week's bulletin before it goes out: the office's draft, the preview made with it, and publishing. */
export function useWeek(week: string) {
  const { t } = useI18n()
  const router = useRouter()
  const campaign = useCampaign()
  const query = () => ({ week, lang: currentLang() })
  const draft = useLoad(() => take(api.GET('/api/v1/bulletins/draft', { params: { query: query() } })))
  const edit = useEdit<BulletinDraft, Texts>({
    data: draft.data,
    subject: (d) => ({ noun: 'bulletin_draft', id: d.week }),
    versionOf: (d) => d.version,
    fieldsOf: textsOf,
    read: () => take(api.GET('/api/v1/bulletins/draft', { params: { query: query() } })),
    write: (version, changed) => {
      const body = { ...textsOf(draft.data.value as BulletinDraft), ...changed }
      return take(api.PUT('/api/v1/bulletins/draft', { params: { query: query(), header: { 'If-Match': String(version) } }, body }))
    },
  })
  const texts = reactive<Texts>({ requirements: '', remarks: '' })
  // The fields are always open: what is read becomes the draft at once, unless something unsaved stands in them.
  watch(draft.data, (d) => d && !edit.dirty.value && (Object.assign(texts, textsOf(d)), edit.begin()), { immediate: true })
  watch(texts, (now) => edit.draft.value && Object.assign(edit.draft.value, now))

  const reason = ref('')
  const asked = ref('')
  let wait: ReturnType<typeof setTimeout> | undefined
  watch(reason, (now) => (clearTimeout(wait), (wait = setTimeout(() => (asked.value = now.trim()), 500))))
  const preview = useLoad(
    () => take(api.GET('/api/v1/bulletins/preview', { params: { query: { ...query(), reason: asked.value || undefined } } })),
    () => [draft.data.value?.version, asked.value],
  )
  // The draft as a Word file, as the preview shows it.
  const wordAddress = computed(() => {
    const said = { ...query(), ...(asked.value ? { reason: asked.value } : {}) }
    return `/api/v1/bulletins/preview/document?${new URLSearchParams(said)}`
  })

  const publishing = ref(false)
  const failed = ref('')
  const unfinished = computed(() => !!campaign.campaign && week >= weekOf(new Date(`${campaign.campaign.today}T00:00:00Z`)))
  async function publish(): Promise<void> {
    const corrects = preview.data.value?.published
    const text = [t(corrects ? 'bulletin.correctAsk' : 'bulletin.publishAsk', { week: showWeek(week) }), unfinished.value ? t('bulletin.weekLasts') : ''].join('')
    const deed = t(corrects ? 'bulletin.publishCorrection' : 'bulletin.publish')
    if (!(await ElMessageBox.confirm(text, deed, { confirmButtonText: deed, cancelButtonText: t('word.cancel') }).catch(() => false))) return
    publishing.value = true
    failed.value = ''
    try {
      const call = corrects ? api.POST('/api/v1/bulletins/{id}/correction', { params: { path: { id: corrects } }, body: { reason: reason.value } }) : api.POST('/api/v1/bulletins', { body: query() })
      const made = await take(call)
      ElMessage.success(t('bulletin.published', { title: made.title }))
      await router.push({ name: 'bulletin', params: { id: made.id } })
    } catch (cause) {
      failed.value = cause instanceof Refusal && cause.problem ? (Object.values(cause.fields)[0] ?? cause.message) : t('state.fault')
    } finally {
      publishing.value = false
    }
  }
  return { draft, edit, texts, preview, reason, wordAddress, publish, publishing, failed }
}
