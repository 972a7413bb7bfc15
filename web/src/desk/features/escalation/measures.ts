/** What presses a unit, from the mildest to the gravest. */
export const measures = ['remind', 'supervise', 'raise'] as const
