/** A bulletin's facts, as far as the screen needs them to open a figure. */
export interface Facts {
  week: string
  scope: { type_code: string; name: Words; visited?: { site_id: string; code: string; name: Words; visit_id: string }[] }[]
  problems: { unit: { unit_id: string; name: Words }; places: { place: Words; problems: Problem[] }[] }[]
}
export interface Words {
  zh: string
  en?: string
}
export interface Problem {
  case_id: string
  number: string | null
  description: string
  state: string
  overdue: boolean
}

/** One line behind a figure, and where it leads. */
export interface PartLine {
  key: string
  text: string
  note: string
  to: { name: string; params: { id: string } }
}

/** What a figure counts; shares count what stands above their line. The states are those frozen in the facts. */
const counted: Record<string, (p: Problem) => boolean> = {
  handed_over: () => true,
  fixed: (p) => ['rectified', 'closed'].includes(p.state),
  closed: (p) => p.state === 'closed',
  open: (p) => !['rectified', 'closed'].includes(p.state),
  overdue: (p) => p.overdue,
}

/** The lines behind a figure of the bulletin's text, from the facts it was made of; none for other parts. */
export function linesBehind(facts: Facts, part: string, say: (words: Words) => string): PartLine[] {
  const [kind, of = '', figure = ''] = part.split(':')
  if (kind === 'scope') {
    const visits = facts.scope.filter((s) => !of || s.type_code === of).flatMap((s) => s.visited ?? [])
    return visits.map((v) => ({ key: v.site_id, text: say(v.name), note: v.code, to: { name: 'visit', params: { id: v.visit_id } } }))
  }
  if (kind !== 'counts') return []
  const belongs = counted[figure.replace('_rate', '')] ?? (() => true)
  const units = facts.problems.filter((u) => !of || u.unit.unit_id === of)
  const lines = units.flatMap((u) => u.places.flatMap((p) => p.problems.map((problem) => ({ problem, note: `${say(u.unit.name)} · ${say(p.place)}` }))))
  return lines.filter((l) => belongs(l.problem)).map(({ problem, note }) => ({ key: problem.case_id, text: `${problem.number ?? ''} ${problem.description}`, note, to: { name: 'case', params: { id: problem.case_id } } }))
}
