// What deserves a second look.
export default {
  where: 'Where and when',
  note: 'Note',
  title: 'Signals',
  why: 'reckoned from photographs, places and times; they ask for a second look and decide nothing',
  none: 'Nothing stands out.',
  rectifications: 'Rectifications to check',
  visits: 'Visits',
  round: 'Round',
  only: 'Only what deserves a second look',
  count: '{n} of {of} deserve a second look',
  items: '{n} item judged | {n} items judged',
  nothing: 'Nothing waits for a check here.',
  noDoubt: 'Nothing deserves a second look.',
}
