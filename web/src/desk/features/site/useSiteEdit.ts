import { api, take } from '@/shared/api/client'
import type { SiteDetail } from '@/shared/api/types'
import type { Loaded } from '@/shared/api/useLoad'
import { useEdit } from '@/shared/api/useEdit'

/** What can be edited of a site, in the shape the server takes. */
export interface SiteFields {
  name: { zh: string; en?: string }
  address: string
  unit_id: string | null
  supporting_unit_id: string | null
  demonstration: boolean
  place: { lon: number; lat: number; datum: 'wgs84' | 'gcj02' | 'bd09' | null } | null
  attributes: Record<string, string>
  practice: { from: string; since: string } | null
}

export function fieldsOf(site: SiteDetail): SiteFields {
  return {
    name: { zh: site.names.zh, en: site.names.en ?? '' },
    address: site.address,
    unit_id: site.unit?.id ?? null,
    supporting_unit_id: site.supporting_unit?.id ?? null,
    demonstration: site.demonstration,
    place: site.placed ? { lon: site.lon, lat: site.lat, datum: null } : null,
    attributes: { ...site.attributes },
    practice: site.practice ? { from: site.practice.site.id, since: site.practice.since } : null,
  }
}

/** Editing one site on the version it was read at. */
export function useSiteEdit(id: string, loaded: Loaded<SiteDetail>) {
  const path = { id }
  return useEdit<SiteDetail, SiteFields>({
    data: loaded.data,
    subject: () => ({ noun: 'site', id }),
    versionOf: (site) => site.version,
    fieldsOf,
    read: () => take(api.GET('/api/v1/sites/{id}', { params: { path } })),
    write: (version, body) => take(api.PATCH('/api/v1/sites/{id}', { params: { path, header: { 'If-Match': `"${version}"` } }, body })),
  })
}
