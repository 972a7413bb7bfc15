import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import { Refusal } from '@/shared/api/refusal'
import type { ImportColumns, ImportKind, ImportReport } from '@/shared/api/types'
import type { Source } from '../case/report'

/** How the file is read, beside its columns. */
export interface Options {
  sheet: string
  datum: 'wgs84' | 'gcj02' | 'bd09'
  level: string
  repair: boolean
  sender: string
  source: Source
}

/** The matched columns a form still needs. */
export function lackingOf(survey: ImportColumns | undefined, match: Record<string, string>): string[] {
  const given = new Set(Object.values(match))
  return (survey?.fields ?? []).filter((f) => f.required && !given.has(f.key)).map((f) => f.name)
}

/** The keys that two headings were matched to. */
export function doubledOf(match: Record<string, string>): string[] {
  const keys = Object.values(match).filter(Boolean)
  return [...new Set(keys.filter((k, n) => keys.indexOf(k) !== n))]
}

/** What every heading means to begin with: as the server takes it, else passed over. What was chosen before stays. */
export function firstMatch(survey: ImportColumns, chosen: Record<string, string>): Record<string, string> {
  return Object.fromEntries(survey.columns.map((c) => [c.heading, chosen[c.heading] ?? c.key ?? '']))
}

/**
 * An import from the file to what came of it. The bytes are read once, when the file is given, so that what was
 * previewed is what is applied; a refusal loses nothing that was chosen.
 */
export function useImport(kind: () => ImportKind) {
  const { locale } = useI18n()
  const file = shallowRef<{ name: string; bytes: ArrayBuffer }>()
  const survey = shallowRef<ImportColumns>()
  const match = ref<Record<string, string>>({})
  const options = ref<Options>({ sheet: '', datum: 'wgs84', level: '', repair: false, sender: '', source: 'city_notice' })
  const preview = shallowRef<ImportReport>()
  const result = shallowRef<ImportReport>()
  const refusal = shallowRef<Refusal>()
  const busy = ref<'' | 'reading' | 'checking' | 'applying'>('')
  const sent = ref(0)
  const lacking = computed(() => (survey.value?.matching ? lackingOf(survey.value, match.value) : []))
  const doubled = computed(() => doubledOf(match.value))
  const ready = computed(() => !!file.value && !!survey.value && !survey.value.fault && !lacking.value.length && !doubled.value.length)

  function query() {
    const { sheet, datum, level, repair, sender, source } = options.value
    const list = kind() === 'cases' ? { sender: sender.trim() || undefined, source } : {}
    const columns = survey.value?.matching ? JSON.stringify(match.value) : undefined
    return { filename: file.value?.name ?? '', sheet: sheet || undefined, datum, level: level ? Number(level) : undefined, repair, columns, ...list }
  }
  async function within<T>(doing: typeof busy.value, act: () => Promise<T>): Promise<T | undefined> {
    busy.value = doing
    refusal.value = undefined
    try {
      return await act()
    } catch (cause) {
      refusal.value = cause instanceof Refusal ? cause : new Refusal('fault')
      return undefined
    } finally {
      busy.value = ''
    }
  }

  /** Looks at the file and matches its columns as far as they are known. */
  async function look(): Promise<void> {
    const given = file.value
    if (!given) return
    preview.value = result.value = undefined
    const { filename, sheet, sender } = query() as ReturnType<typeof query> & { sender?: string }
    const params = { path: { kind: kind() }, query: { filename, sheet, sender } }
    const found = await within('reading', () => take(api.POST('/api/v1/imports/{kind}/columns', { params, ...raw(given.bytes) })))
    if (!found) return
    survey.value = found
    if (!sheet && found.sheet) options.value.sheet = found.sheets.length > 1 ? found.sheet : ''
    match.value = firstMatch(found, match.value)
  }
  async function give(chosen: File): Promise<void> {
    const bytes = await within('reading', () => chosen.arrayBuffer())
    if (!bytes) return
    file.value = { name: chosen.name, bytes }
    survey.value = undefined
    options.value.sheet = ''
    await look()
  }
  /** Whose list it is decides what its headings meant the last time. */
  async function from(sender: string): Promise<void> {
    options.value.sender = sender
    match.value = {}
    await look()
  }
  async function check(): Promise<void> {
    const report = await within('checking', () => send({ dry_run: true, changes: true }))
    if (report) preview.value = report
  }
  async function apply(): Promise<void> {
    const report = await within('applying', () => send({ changes: false }))
    if (report) {
      result.value = report
      if (!report.applied) preview.value = report
    }
  }

  /** Sends the file, telling how much of it is on its way. */
  function send(more: { dry_run?: boolean; changes: boolean }): Promise<ImportReport> {
    const words = Object.entries({ ...query(), ...more }).filter(([, v]) => v !== undefined && v !== false && v !== '')
    const address = `/api/v1/imports/${kind()}?${new URLSearchParams(words.map(([k, v]) => [k, String(v)]))}`
    return upload(address, file.value?.bytes ?? new ArrayBuffer(0), locale.value, (share) => (sent.value = share))
  }
  function forget(): void {
    file.value = survey.value = preview.value = result.value = refusal.value = undefined
    match.value = {}
  }
  return { file, survey, match, options, preview, result, refusal, busy, sent, lacking, doubled, ready, give, look, from, check, apply, forget }
}

const raw = (bytes: ArrayBuffer) => ({ body: bytes as never, bodySerializer: (body: unknown) => body as ArrayBuffer, headers: { 'Content-Type': 'application/octet-stream' } })

function upload(address: string, bytes: ArrayBuffer, lang: string, on: (share: number) => void): Promise<ImportReport> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('Accept-Language', lang)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (e) => on(e.lengthComputable ? e.loaded / e.total : 0)
    request.onerror = () => fail(new Refusal('offline'))
    request.onload = () => {
      const response = new Response(null, { status: request.status })
      take(Promise.resolve(response.ok ? { data: request.response as ImportReport, response } : { error: request.response, response })).then(done as (r: unknown) => void, fail)
    }
    request.send(bytes)
  })
}
