/** The shape of facts, milestones and places: one description that checks them, types them and completes them in an editor. */

import {z} from 'zod'

export const filledText = z.string().min(1)
export const sources = z.array(filledText).min(1).describe('Keys of entries of bibliography/*.bib.')
export const note = filledText
  .optional()
  .describe('What a reader must know before using this: contradiction, deduction, reserve.')

/** `2018`, `2018-07`, `2018-07-14`, in the calendar. */
function isDate(typed: string): boolean {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(typed) ?? []
  const time = Date.parse(`${year}-${month}-${day}`)
  return !Number.isNaN(time) && new Date(time).getUTCDate() === Number(day)
}

export const date = z
  .union([
    z.int().min(0).max(9999),
    z
      .string()
      .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
      .refine(isDate, {
        message: 'no date of the calendar',
        params: {fix: 'Write a date such as 2018, 2018-07 or 2018-07-14.'}
      })
  ])
  .transform(String)
  .describe('A year (2018), a month (2018-07) or a day (2018-04-18).')

const range = z.strictObject({min: z.number(), max: z.number()})

/** Words that belong to a number and are printed with it. */
export const qualifiers = ['about', 'more than', 'nearly', 'up to'] as const

/** Who gives a value. */
export const statuses = ['reported', 'partner', 'press', 'independent', 'computed'] as const

/** What a fact describes, from what is put in to what comes of it. */
export const kinds = ['means', 'activity', 'result', 'context'] as const

const status = z
  .enum(statuses)
  .describe(
    'reported: by the case itself, even when the press repeats it; partner: by a funder or partner; press: origin not said; independent: measured by others; computed: by us, with `formula`.'
  )

const observation = z
  .strictObject({
    date: date.optional().describe('Absent when the source gives none.'),
    value: z
      .union([z.number(), range, z.null()])
      .describe('A number, a range {min, max}, or empty for a missing value, with a note.'),
    qualifier: z.enum(qualifiers).optional().describe('As the source says: about, more than, nearly, up to.'),
    status: status.optional(),
    sources: sources.optional(),
    by: filledText.optional().describe('Who gives the figure, as a chart names it.'),
    scope: filledText.optional().describe('What is counted, where, since when.'),
    setAside: z.literal(true).optional().describe('Kept and shown, but not used: the note says why.'),
    formula: filledText.optional().describe('How a computed value was made.'),
    note
  })
  .superRefine((one, context) => {
    const demand = (key: 'sources' | 'status' | 'note' | 'formula', when: boolean, why: string) => {
      if (when && one[key] === undefined) context.addIssue({code: 'custom', path: [key], message: why})
    }
    demand('sources', one.value !== null, 'a value needs its `sources`')
    demand('status', one.value !== null, 'a value needs its `status`')
    demand('note', one.value === null, 'a missing value needs a `note`')
    demand('note', one.setAside === true, 'a figure set aside needs a `note` that says why')
    demand('formula', one.status === 'computed', 'a computed figure needs its `formula`')
    if (typeof one.value === 'object' && one.value !== null && one.value.min > one.value.max) {
      context.addIssue({code: 'custom', path: ['value'], message: '`min` is greater than `max`'})
    }
  })

const fact = z.strictObject({
  label: filledText,
  unit: z
    .union([filledText, z.tuple([filledText, filledText])])
    .describe('A symbol (m², %, DH), or a word as [singular, plural].'),
  decimals: z.int().min(0).max(4).optional().describe('Decimals printed; else as many as the number has.'),
  isComparable: z
    .literal(false)
    .optional()
    .describe('false: figures of different dates must not be joined or compared.'),
  kind: z
    .enum(kinds)
    .optional()
    .describe(
      'What it describes. means: installations, costs, teams, aims; activity: what was done, for how many; result: what changed for people; context: not the work of the case.'
    ),
  note,
  observations: z.array(observation).min(1)
})

export const place = z.strictObject({
  name: filledText,
  role: filledText,
  latitude: z.number().min(-90).max(90).describe('Degrees; general geographic knowledge of towns, good to about 2 km.'),
  longitude: z.number().min(-180).max(180)
})

const milestone = z.strictObject({
  date,
  label: filledText,
  short: filledText.optional().describe('For the timeline, where there is little space.'),
  note,
  sources
})

/** What any member of a collection may have, whatever its collection declares. */
export const memberFields = {
  name: filledText.optional().describe('Else the name of the file.'),
  shortName: filledText.optional().describe('Where there is little space; else the name.'),
  places: z.array(place).optional().describe('Where it is, for maps.'),
  milestones: z.array(milestone).default([]),
  facts: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and hyphens'), fact)
    .default({})
    .describe('Figures, by the names that value paths give them.')
}

export type Fact = z.infer<typeof fact>
export type Observation = z.infer<typeof observation>
export type MapPlace = z.infer<typeof place>
export type Milestone = z.infer<typeof milestone>
export type Qualifier = (typeof qualifiers)[number]
export type Status = (typeof statuses)[number]
export type Kind = (typeof kinds)[number]
/** A symbol, or a word as [singular, plural]. */
export type UnitWord = string | readonly [string, string]
export type Value = number | {min: number; max: number}
