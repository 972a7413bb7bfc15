/* eslint-disable */
interface Op<R, Q = never, P = never, B = never> {
  parameters: ([Q] extends [never] ? { query?: never } : { query?: Q }) & ([P] extends [never] ? { path?: never } : { path: P }) & { header?: { 'If-Match'?: string } }
  requestBody?: [B] extends [never] ? never : { content: { 'application/json': B } }
  responses: { 200: { content: { 'application/json': R } }; default: { content: { 'application/problem+json': Schemas['Problem'] } } }
}
type Id = { id: string }
interface Schemas {
  Problem: { type: string; title: string; status: number; code: string; detail: string; errors?: { pointer: string; detail: string }[] }
  Figure: { shown: string; exact?: string | null; numerator?: string | null; denominator?: string | null; unit?: string | null }
  Ref: { id: string; code: string; name: string }
  CodeName: { code: string; name: string }
  LevelName: { level: number; name: string }
  Campaign: { name: string; demonstration: boolean; zone: string; acceptance_on?: string | null; today: string; now: string; days_left?: number | null; level_names: Schemas['LevelName'][]; version: string }
  RoleHeld: { role: string; node?: Schemas['Ref'] | null; unit?: Schemas['Ref'] | null }
  Me: { user_id: string; login: string; name: string; must_change_password: boolean; lang: string; roles: Schemas['RoleHeld'][]; may: string[]; campaign: Schemas['Campaign'] }
  EditionRef: { id: string; version: string; standard_name: string; sample: boolean }
  RoundSummary: { id: string; kind: string; kind_name: string; number: number; name: string; edition: Schemas['EditionRef']; opens_on: string; closes_on?: string | null; state: string; state_name: string; sites: number; visited: number; score?: Schemas['Figure'] | null; days_left?: number | null }
  RoundScore: { round: Schemas['RoundSummary']; score: Schemas['Figure'] }
  LastRound: { round: Schemas['RoundSummary']; score: Schemas['Figure']; previous?: Schemas['RoundScore'] | null; change?: Schemas['Figure'] | null }
  ModuleScore: { code: string; name: string; score?: Schemas['Figure'] | null; weight: string }
  LostByType: { type: Schemas['CodeName']; sites: number; lost: Schemas['Figure']; count: number }
  LostByUnit: { unit: Schemas['Ref']; lost: Schemas['Figure']; count: number }
  StateCount: { state: string; name: string; count: number }
  WeekCount: { handed_over: number; fixed: number; open: number }
  EditionSummary: { id: string; standard: Schemas['CodeName']; version: string; state: string; sample: boolean; item_count: number; type_count: number }
  EditionDetail: Schemas['EditionSummary'] & { site_types: Schemas['CodeName'][] }
  NodeScore: { node: Schemas['Ref']; score: Schemas['Figure'] }
  SiteScore: { site: Schemas['Ref']; score: Schemas['Figure'] }
  Overview: {
    campaign: Schemas['Campaign']; next_round?: Schemas['RoundSummary'] | null; last_round?: Schemas['LastRound'] | null
    modules: Schemas['ModuleScore'][]; lost_by_type: Schemas['LostByType'][]; lost_by_unit: Schemas['LostByUnit'][]
    cases: { by_state: Schemas['StateCount'][]; open: number; overdue: number; due_soon: number; closed_this_week: number; found_this_week: number; rebound: number; on_time: Schemas['Figure'] }
    week: Schemas['WeekCount'] & { week: string; last: Schemas['WeekCount'] }
    worst_nodes: Schemas['NodeScore'][]; worst_sites: Schemas['SiteScore'][]; incomplete_nodes: { count: number; total: number }
  }
  MapNodeProps: { id: string; code: string; level: number; level_name: string; name: string; parent_id?: string | null; score?: string | null; shown?: string | null; open: number; lost: string; complete: boolean }
  MapSiteProps: { id: string; code: string; name: string; type: string; type_name: string; demonstration: boolean; score?: string | null; shown?: string | null; open: number; overdue: number; node_id: string; unit?: string | null }
  MapData: {
    bbox: number[]
    nodes: { type: 'FeatureCollection'; features: { type: 'Feature'; geometry: any; properties: Schemas['MapNodeProps'] }[] }
    sites: { type: 'FeatureCollection'; features: { type: 'Feature'; geometry: any; properties: Schemas['MapSiteProps'] }[] }
  }
  MissingPart: { key: string; name: string }
  NodeSummary: { id: string; code: string; level: number; level_name: string; name: string; parent_id?: string | null; unit?: Schemas['Ref'] | null; leader?: Schemas['Ref'] | null; child_count: number; site_count: number; complete: boolean; missing: Schemas['MissingPart'][] }
  NodePerson: { role: string; role_name: string; person: Schemas['Ref']; phone?: string | null; since?: string | null }
  HeadTerm: { person: Schemas['Ref']; since?: string | null; until?: string | null }
  NodeDetail: Schemas['NodeSummary'] & {
    chain: { id: string; code: string; name: string; level: number; level_name: string }[]; people: Schemas['NodePerson'][]; unit_head?: Schemas['HeadTerm'] | null; head_history: Schemas['HeadTerm'][]
    duties: string[]; item_count: number; sites: Schemas['SiteSummary'][]
    figures: { score?: Schemas['Figure'] | null; open: number; overdue: number; lost?: Schemas['Figure'] | null }; boundary?: any; area_m2?: string | number | null
  }
  CompletenessItem: { node: Schemas['Ref']; level: number; level_name: string; chain_name: string; missing: Schemas['MissingPart'][] }
  Completeness: { edition?: Schemas['Ref'] | null; total: number; complete: number; by_level: { level: number; level_name: string; total: number; complete: number }[]; items: Schemas['CompletenessItem'][] }
  UnitSummary: { id: string; code: string; name: string; class: string; class_name: string; peer_group?: string | null; head?: Schemas['Ref'] | null; open: number; overdue: number }
  SiteSummary: { id: string; code: string; name: string; type: Schemas['CodeName']; node?: Schemas['Ref'] | null; chain_name: string; unit?: Schemas['Ref'] | null; supporting_unit?: Schemas['Ref'] | null; demonstration: boolean; lon: number; lat: number; score?: Schemas['Figure'] | null; change?: Schemas['Figure'] | null; open: number; overdue: number }
  SiteRound: { round: Schemas['RoundSummary']; score?: Schemas['Figure'] | null; lost?: Schemas['Figure'] | null; visit_id?: string | null }
  VisitSummary: { id: string; round: Schemas['RoundSummary']; state: string; started_at: string; submitted_at: string; inspectors: string[]; observations: number; lost?: Schemas['Figure'] | null }
  SiteDetail: Schemas['SiteSummary'] & { address?: string | null; attributes: Record<string, string>; rounds: Schemas['SiteRound'][]; visits: Schemas['VisitSummary'][]; cases: Schemas['CaseSummary'][] }
  ScoreNode: { key: string; kind: string; name: string; rule_text: string; score?: Schemas['Figure'] | null; full?: string | null; weight?: string | null; share?: string | null; notes: string[]; parts: Schemas['ScoreNode'][]; has_parts: boolean; case_id?: string | null; observation_id?: string | null; visit_id?: string | null }
  ResultRow: { key: string; name: string; sites: number; score?: Schemas['Figure'] | null; full?: string | null; lost?: Schemas['Figure'] | null; rank?: number | null; previous?: Schemas['Figure'] | null; change?: Schemas['Figure'] | null; notes: string[] }
  RoundResults: { round: Schemas['RoundSummary']; score?: Schemas['Figure'] | null; rows: Schemas['ResultRow'][] }
  RoundDetail: Schemas['RoundSummary'] & { by_type: { type: Schemas['CodeName']; sites: number; visited: number }[]; modules: Schemas['ModuleScore'][] }
  ComparisonRow: { key: string; name: string; a?: Schemas['Figure'] | null; b?: Schemas['Figure'] | null; change?: Schemas['Figure'] | null }
  Comparison: { a: Schemas['RoundScore']; b: Schemas['RoundScore']; change?: Schemas['Figure'] | null; by_type: Schemas['ComparisonRow'][]; by_unit: Schemas['ComparisonRow'][]; by_site: Schemas['ComparisonRow'][]; new_lost: number; cleared_lost: number }
  LostPoint: { id: string; site: Schemas['Ref']; type: Schemas['CodeName']; item: Schemas['CodeName']; node?: Schemas['Ref'] | null; unit?: Schemas['Ref'] | null; lost: Schemas['Figure']; outcome_text: string; remark?: string | null; visit_id: string; case?: { id: string; number: string; state: string; state_name: string } | null }
  ObservationView: { id: string; item: Schemas['CodeName']; outcome_text: string; remark?: string | null; lost?: Schemas['Figure'] | null; case?: { id: string; number: string; state: string; state_name: string } | null }
  VisitDetail: { id: string; site: Schemas['Ref']; round: Schemas['RoundSummary']; state: string; started_at: string; submitted_at: string; received_at: string; inspectors: string[]; remark?: string | null; observations: Schemas['ObservationView'][] }
  CaseSummary: { id: string; number: string; state: string; state_name: string; source: string; source_name: string; description: string; site?: Schemas['Ref'] | null; node?: Schemas['Ref'] | null; chain_name: string; item?: Schemas['CodeName'] | null; unit?: Schemas['Ref'] | null; reported_at: string; deadline_at?: string | null; light: string; closed_at?: string | null; rework_count: number; lost?: Schemas['Figure'] | null }
  CaseDetail: Schemas['CaseSummary'] & {
    type?: string; quantity?: number | null; lon?: number | null; lat?: number | null; limit_text?: string | null; deadline_basis_text?: string | null; routed_by?: string | null; rule_text?: string | null; finder_level_name?: string | null
    timeline: { at: string; actor?: string | null; kind: string; kind_name: string; text?: string | null; hash: string }[]
    rectifications: { id: string; at: string; by: string; measures: string; round_no: number }[]; checks: { at: string; by: string; passed: boolean; reason?: string | null }[]
    visit_id?: string | null; allowed: { action: string; needs: string[] }[]; version: number; rebound_of?: string | null; related: Schemas['CaseSummary'][]
  }
  CaseList: { items: Schemas['CaseSummary'][]; next?: string | null; total?: number | null; counts?: { by_state: Schemas['StateCount'][]; by_light: Schemas['StateCount'][] } | null }
  Indicator: { code: string; name: string; weight: string; definition: string }
  IndicatorValue: { code: string; value?: Schemas['Figure'] | null; points?: Schemas['Figure'] | null; numerator?: string | null; denominator?: string | null; note?: string | null }
  RankingRow: { rank: number; unit: Schemas['Ref']; total: Schemas['Figure']; previous_rank?: number | null; indicators: Schemas['IndicatorValue'][] }
  RankingGroup: { code: string; name: string; rows: Schemas['RankingRow'][]; excluded: { unit: Schemas['Ref']; reason: string }[] }
  Ranking: { period: { key: string; name: string; from: string; until: string }; scheme: { indicators: Schemas['Indicator'][] }; groups: Schemas['RankingGroup'][] }
  BulletinSummary: { id: string; number: string; year: number; week: string; title: string; lang: string; published_at: string; root?: string | null }
  BulletinDetail: Schemas['BulletinSummary'] & { html: string }
  BulletinPreview: { title: string; html: string; week: string }
}
export interface components { schemas: Schemas }
type L<T> = { items: T[]; next?: string | null; total?: number | null }
export interface paths {
  '/api/v1/session': { post: Op<Schemas['Me'], never, never, { login: string; password: string }>; delete: Op<undefined> }
  '/api/v1/me': { get: Op<Schemas['Me']> }
  '/api/v1/me/password': { put: Op<undefined, never, never, { current: string; new: string }> }
  '/api/v1/me/lang': { put: Op<undefined, never, never, { lang: string }> }
  '/api/v1/campaign': { get: Op<Schemas['Campaign']> }
  '/api/v1/overview': { get: Op<Schemas['Overview'], { node?: string }> }
  '/api/v1/map': { get: Op<Schemas['MapData'], { round?: string; level?: number }> }
  '/api/v1/nodes': { get: Op<L<Schemas['NodeSummary']>, { parent?: string; q?: string; level?: number }> }
  '/api/v1/nodes/{id}': { get: Op<Schemas['NodeDetail'], never, Id> }
  '/api/v1/completeness': { get: Op<Schemas['Completeness'], { level?: number; node?: string }> }
  '/api/v1/units': { get: Op<L<Schemas['UnitSummary']>, { group?: string; q?: string }> }
  '/api/v1/editions': { get: Op<L<Schemas['EditionSummary']>> }
  '/api/v1/editions/{id}': { get: Op<Schemas['EditionDetail'], never, Id> }
  '/api/v1/sites': { get: Op<L<Schemas['SiteSummary']>, { type?: string; node?: string; unit?: string; demonstration?: boolean; q?: string; sort?: string; cursor?: string }> }
  '/api/v1/sites/{id}': { get: Op<Schemas['SiteDetail'], never, Id> }
  '/api/v1/rounds': { get: Op<L<Schemas['RoundSummary']>> }
  '/api/v1/rounds/{id}': { get: Op<Schemas['RoundDetail'], never, Id> }
  '/api/v1/rounds/{id}/results': { get: Op<Schemas['RoundResults'], { by?: string }, Id> }
  '/api/v1/rounds/{id}/explanation': { get: Op<Schemas['ScoreNode'], { at?: string }, Id> }
  '/api/v1/rounds/{id}/comparison': { get: Op<Schemas['Comparison'], { with?: string }, Id> }
  '/api/v1/rounds/{id}/lost-points': { get: Op<L<Schemas['LostPoint']>, { type?: string; unit?: string; node?: string; item?: string; site?: string; cursor?: string }, Id> }
  '/api/v1/visits/{id}': { get: Op<Schemas['VisitDetail'], never, Id> }
  '/api/v1/cases': { get: Op<Schemas['CaseList'], { light?: string; state?: string; unit?: string; node?: string; site?: string; item?: string; round?: string; source?: string; overdue?: boolean; q?: string; week?: string; set?: string; sort?: string; cursor?: string }> }
  '/api/v1/cases/{id}': { get: Op<Schemas['CaseDetail'], never, Id> }
  '/api/v1/cases/{id}/filing': { post: Op<Schemas['CaseDetail'], never, Id, { description?: string }> }
  '/api/v1/cases/{id}/dispatch': { post: Op<Schemas['CaseDetail'], never, Id, { unit_id?: string; note?: string }> }
  '/api/v1/cases/{id}/acceptance': { post: Op<Schemas['CaseDetail'], never, Id, {}> }
  '/api/v1/cases/{id}/rectification': { post: Op<Schemas['CaseDetail'], never, Id, { measures: string; long_term_measures?: string }> }
  '/api/v1/cases/{id}/check': { post: Op<Schemas['CaseDetail'], never, Id, { passed: boolean; reason?: string }> }
  '/api/v1/cases/{id}/declining': { post: Op<Schemas['CaseDetail'], never, Id, { reason: string }> }
  '/api/v1/cases/{id}/voiding': { post: Op<Schemas['CaseDetail'], never, Id, { reason: string }> }
  '/api/v1/rankings': { get: Op<Schemas['Ranking'], { period?: string; group?: string }> }
  '/api/v1/rankings/cases': { get: Op<Schemas['CaseList'], { unit?: string; indicator?: string; set?: string; period?: string }> }
  '/api/v1/bulletins': { get: Op<L<Schemas['BulletinSummary']>>; post: Op<Schemas['BulletinDetail'], never, never, { week: string; lang: string }> }
  '/api/v1/bulletins/preview': { get: Op<Schemas['BulletinPreview'], { week?: string; lang?: string }> }
  '/api/v1/bulletins/{id}': { get: Op<Schemas['BulletinDetail'], never, Id> }
}
