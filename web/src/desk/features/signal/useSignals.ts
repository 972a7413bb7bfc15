import { useI18n } from 'vue-i18n'
import { api, take } from '@/shared/api/client'
import type { Photo, Signals } from '@/shared/api/types'
import { useLoad } from '@/shared/api/useLoad'
import { showMinute } from '@/shared/ui/format'

export type Subject = 'rectifications' | 'visits' | 'inspectors'

/** One thing that may deserve a second look. */
export interface Line {
  key: string
  to: object
  name: string
  where: string
  note: string
  before: Photo[]
  after: Photo[]
  signals: Signals
}

/** The rectifications that wait for their check, or the visits or inspectors of a round, as lines of one list. */
export function useSignals(what: () => Subject, round: () => string) {
  const { t } = useI18n()
  const ofRound = () => ({ params: { query: { round: round() } } })

  async function rectifications(): Promise<Line[]> {
    const { items } = await take(api.GET('/api/v1/signals/rectifications'))
    return items.map((l) => ({
      key: l.case.id,
      to: { name: 'case', params: { id: l.case.id } },
      name: `${l.case.number ?? ''} ${l.case.description}`,
      where: [l.case.site?.name ?? l.case.node.name, l.case.unit?.name].filter(Boolean).join(' · '),
      note: l.measures ?? '',
      before: l.before,
      after: l.after,
      signals: l.signals,
    }))
  }
  async function visits(): Promise<Line[]> {
    const { items } = await take(api.GET('/api/v1/signals/visits', ofRound()))
    return items.map((l) => ({
      key: l.id,
      to: { name: 'visit', params: { id: l.id } },
      name: l.site.name,
      where: `${l.inspectors.join('、')} · ${showMinute(l.started_at)} – ${showMinute(l.submitted_at)}`,
      note: t('signal.items', { n: l.observation_count }),
      before: [],
      after: l.photos,
      signals: l.signals,
    }))
  }
  async function inspectors(): Promise<Line[]> {
    const { items } = await take(api.GET('/api/v1/signals/inspectors', ofRound()))
    const to = { name: 'round', params: { id: round() }, query: { view: 'visits' } }
    return items.map((l) => ({ key: l.inspector.id, to, name: l.inspector.name, where: '', note: t('signal.visitCount', { n: l.visits }), before: [], after: [], signals: l.signals }))
  }
  async function read(): Promise<Line[]> {
    if (what() === 'rectifications') return rectifications()
    if (!round()) return []
    return what() === 'visits' ? visits() : inspectors()
  }
  return useLoad(read, () => `${what()} ${round()}`)
}
