/** What `{{…}}` may name in a partial of the site. */

export const partialKeys = [
  'title',
  'subtitle',
  'author',
  'supervisor',
  'date',
  'university',
  'school',
  'laboratory',
  'license'
] as const

export type PartialKey = (typeof partialKeys)[number]
