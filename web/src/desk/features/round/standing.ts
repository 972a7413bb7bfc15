import type { RoundProgress } from '@/shared/api/types'

export type Standing = RoundProgress['sites'][number]['standing']

const icons: Record<Standing, { sign: string; colour: string; hollow?: boolean }> = {
  submitted: { sign: '✓', colour: '#17664a' },
  returned: { sign: '↩', colour: '#8a4b00' },
  voided: { sign: '✕', colour: '#5a6b74' },
  waiting: { sign: '', colour: '#5a6b74', hollow: true },
}

/** How a site's standing is drawn: always with a sign, never by colour alone. */
export function standingIcon(standing: Standing) {
  return icons[standing]
}
