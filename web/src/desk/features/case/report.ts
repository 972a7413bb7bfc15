import type { CaseSummary, SiteSummary } from '@/shared/api/types'
import type { components } from '@/shared/api/schema'

export type Source = CaseSummary['source']
type Finder = components['schemas']['ReportCase']['finder_level']

/** From where an office takes problems in; those of rounds come with their visits. */
export const sources: readonly Source[] = ['hotline', 'public_report', 'city_notice', 'media', 'leader_instruction', 'joint_supervision', 'monthly_assessment', 'daily_patrol', 'grid_report', 'self_check', 're_check', 'image_recognition']
export const finders: readonly Finder[] = ['province', 'city', 'district', 'street', 'own', 'public']

/** A report as it is being written. */
export interface Report {
  /** Made once, so that sending it twice makes one case. */
  id: string
  site?: SiteSummary
  /** Longitude and latitude in degrees, WGS-84, where it is no site. */
  place?: [number, number]
  /** Whether the problem is at a site or at a place on the map. */
  at: 'site' | 'place'
  item: string
  description: string
  source: Source
  finder: Finder
  quantity: number
  photos: string[]
}

export const emptyReport = (id: string): Report => ({ id, site: undefined, place: undefined, at: 'site', item: '', description: '', source: 'hotline', finder: 'public', quantity: 1, photos: [] })

/** What is missing before it can be sent: the key of a sentence, or nothing. */
export function lackOf({ site, place, at, description, quantity }: Pick<Report, 'site' | 'place' | 'at' | 'description' | 'quantity'>): 'case.needSite' | 'case.needPlace' | 'case.needDescription' | 'case.needQuantity' | undefined {
  if (at === 'site' && !site) return 'case.needSite'
  if (at === 'place' && !(place && Math.abs(place[0]) <= 180 && Math.abs(place[1]) <= 90)) return 'case.needPlace'
  if (!description.trim()) return 'case.needDescription'
  return Number.isInteger(Number(quantity)) && Number(quantity) >= 1 ? undefined : 'case.needQuantity'
}

const key = 'wangge.case.report'

/** What was being written in this window; what cannot be read is nothing. */
export function keptReport(): Report | undefined {
  try {
    const read = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Report | null
    if (read) read.at ??= 'site'
    return read && typeof read.id === 'string' && typeof read.description === 'string' && Array.isArray(read.photos) ? read : undefined
  } catch {
    return undefined
  }
}

/** Keeps what is being written until it is sent; photographs are chosen anew, since they could not be shown again. */
export function keepReport(report: Report | undefined): void {
  if (report) sessionStorage.setItem(key, JSON.stringify({ ...report, photos: [] }))
  else sessionStorage.removeItem(key)
}
