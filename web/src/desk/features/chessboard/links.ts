import type { RouteLocationRaw } from 'vue-router'
import type { ChessboardLayer } from '@/shared/api/types'

/** Whether a text of the address is a drawn shape. */
export function isShape(text: string): boolean {
  return text !== ''
}

/** The page of something on the map. */
export function pageOf(layer: ChessboardLayer, id: string, code: string): RouteLocationRaw {
  if (layer === 'nodes') return { name: 'nodes', params: { id } }
  if (layer === 'sites') return { name: 'site', params: { id } }
  if (layer === 'cases') return { name: 'case', params: { id } }
  return { name: 'merchants', query: { q: code } }
}
