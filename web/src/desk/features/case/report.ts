import type { CaseSummary, SiteSummary } from '@/shared/api/types'
import type { components } from '@/shared/api/schema'

type Source = CaseSummary['source']
type Finder = components['schemas']['ReportCase']['finder_level']

/** From where an office takes problems in; those of rounds come with their visits. */
export const sources: readonly Source[] = ['hotline', 'public_report', 'city_notice', 'media', 'leader_instruction', 'joint_supervision', 'monthly_assessment', 'daily_patrol', 'grid_report', 'self_check', 're_check', 'image_recognition']
export const finders: readonly Finder[] = ['province', 'city', 'district', 'street', 'own', 'public']

/** A report as it is being written. */
export interface Report {
  /** Made once, so that sending it twice makes one case. */
  id: string
  site?: SiteSummary
  item: string
  description: string
  source: Source
  finder: Finder
  quantity: number
  photos: string[]
}

export const emptyReport = (id: string): Report => ({ id, site: undefined, item: '', description: '', source: 'hotline', finder: 'public', quantity: 1, photos: [] })

/** What is missing before it can be sent: the key of a sentence, or nothing. */
export function lackOf({ site, description, quantity }: Pick<Report, 'site' | 'description' | 'quantity'>): 'case.needSite' | 'case.needDescription' | 'case.needQuantity' | undefined {
  if (!site) return 'case.needSite'
  if (!description.trim()) return 'case.needDescription'
  return Number.isInteger(Number(quantity)) && Number(quantity) >= 1 ? undefined : 'case.needQuantity'
}

const key = 'wangge.case.report'

/** What was being written in this window; what cannot be read is nothing. */
export function keptReport(): Report | undefined {
  try {
    const read = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Report | null
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
