import { computed, ref, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { useCampaign } from '@/desk/stores/campaign'
import { api, take } from '@/shared/api/client'
import type { ChessboardLayer } from '@/shared/api/types'
import { useLoad } from '@/shared/api/useLoad'
import { switches, type Layer } from '@/shared/map/board'
import { metrics, type Metric } from '@/shared/map/metric'

/** Everything the chessboard shows is named in the address, so that a link carries it and back undoes it. */
export interface BoardState {
  metric: Metric
  layers: Layer[]
  level?: number
  node?: string
  shape: string
  day?: string
  coverage: 'round' | '7' | '30'
  list: ChessboardLayer
  follow: boolean
  /** Which card is open: layer and identity. */
  card?: { layer: ChessboardLayer; id: string }
}

const text = (query: LocationQuery, name: string) => (typeof query[name] === 'string' ? query[name] : '')
const among = <T extends string>(all: readonly T[], given: string, usual: T): T => all.find((one) => one === given) ?? usual

/** Reads the state from an address; what makes no sense is left out. */
export function stateOf(query: LocationQuery): BoardState {
  const level = Number(text(query, 'level'))
  const [layer, id] = text(query, 'card').split(':')
  const named = text(query, 'layers')
  return {
    metric: among(metrics, text(query, 'metric'), 'score'),
    layers: named === 'none' ? [] : named ? switches.filter((s) => named.split(',').includes(s)) : ['nodes', 'sites'],
    level: level >= 1 && level <= 4 ? level : undefined,
    node: text(query, 'node') || undefined,
    shape: text(query, 'shape'),
    day: /^\d{4}-\d\d-\d\d$/.test(text(query, 'day')) ? text(query, 'day') : undefined,
    coverage: among(['round', '7', '30'] as const, text(query, 'coverage'), 'round'),
    list: among(switches, text(query, 'list'), 'nodes'),
    follow: text(query, 'follow') === '1',
    card: id && switches.includes(layer as Layer) ? { layer: layer as ChessboardLayer, id } : undefined,
  }
}

/** Writes a state into an address, leaving out what is usual. */
export function queryOf(state: BoardState): Record<string, string> {
  const query: Record<string, string> = {}
  const put = (name: string, value: string | undefined, usual = '') => {
    if (value && value !== usual) query[name] = value
  }
  put('metric', state.metric, 'score')
  put('layers', state.layers.join(',') || 'none', 'nodes,sites')
  put('level', state.level ? String(state.level) : '')
  put('node', state.node)
  put('shape', state.shape)
  put('day', state.day)
  put('coverage', state.coverage, 'round')
  put('list', state.list, 'nodes')
  put('follow', state.follow ? '1' : '')
  put('card', state.card && `${state.card.layer}:${state.card.id}`)
  return query
}

/** The chessboard of the address: its state, what the server says of it, and how to change it. */
export function useBoard() {
  const route = useRoute()
  const router = useRouter()
  const campaign = useCampaign()
  const state = computed(() => stateOf(route.query))
  const datum = computed(() => campaign.campaign?.base_tiles?.datum ?? 'wgs84')
  const hovered = ref<string>()
  /** Where on the map the line of the list lies that the pointer or the focus is on. */
  const hoveredAt = ref<readonly number[]>()
  /** Counts how often the reader asked for what has changed meanwhile. */
  const asking = ref(0)
  /** The part of the map in view, for a list that follows it. */
  const view = ref<string>()

  function set(change: Partial<BoardState>, replace = false): void {
    const query = queryOf({ ...state.value, ...change })
    void (replace ? router.replace({ query }) : router.push({ query }))
  }

  const asked = computed(() => {
    const { day, level, node, shape, coverage } = state.value
    return { day, level, node, shape: shape || undefined, coverage, datum: datum.value }
  })
  const loaded = useLoad(
    () => take(api.GET('/api/v1/chessboard', { params: { query: asked.value } })),
    () => asked.value,
  )
  return { ...loaded, state, set, datum, asked, hovered, hoveredAt, asking, view, base: computed(() => campaign.campaign?.base_tiles ?? null) }
}

export type BoardUse = ReturnType<typeof useBoard>
export type Asked = ComputedRef<BoardUse['asked']['value']>
