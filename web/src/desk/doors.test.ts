import { expect, it } from 'vitest'
import { doors, openDoors } from './doors'

it('only the doors one may open are shown; before we know, all are', () => {
  expect(openDoors({ may: ['view_case', 'view_grid'] }).map((d) => d.name)).toEqual(['today', 'chessboard', 'sites', 'merchants', 'cases', 'rebounds', 'nodes', 'units', 'settings'])
  expect(openDoors({ may: [] }).map((d) => d.name)).toEqual(['today', 'settings'])
  expect(openDoors({ may: ['view_resolution'] }).map((d) => d.name)).toContain('resolutions')
  expect(openDoors({ may: ['view_resolution', 'view_meeting'] }).map((d) => d.name)).not.toContain('resolutions')
  expect(openDoors()).toHaveLength(doors.length)
})
