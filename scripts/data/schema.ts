/** The shape of the case-study data: one description that checks it, types it and completes it in an editor. */

import {z} from 'zod'

const text = z.string().min(1)
const sources = z.array(text).min(1).describe('Keys of entries of bibliography/*.bib.')
const note = text.optional().describe('What a reader must know before using this: contradiction, deduction, reserve.')

const datePattern = /^\d{4}(-\d{2}(-\d{2})?)?$/
const date = z
  .union([z.int(), z.string().regex(datePattern)])
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
    'reported: by the association, even when the press repeats it; partner: by a funder or partner; press: origin not said; independent: measured by others; computed: by us, with `formula`.'
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
    by: text.optional().describe('Who gives the figure, as a chart names it.'),
    scope: text.optional().describe('What is counted, where, since when.'),
    setAside: z.literal(true).optional().describe('Kept and shown, but not used: the note says why.'),
    formula: text.optional().describe('How a computed value was made.'),
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
  label: text,
  unit: z.union([text, z.tuple([text, text])]).describe('A symbol (m², %, DH), or a word as [singular, plural].'),
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

const statement = z
  .strictObject({
    text: text.nullable().describe('Nothing when it was not found: then `note` says so.'),
    note,
    sources: sources.optional()
  })
  .superRefine((one, context) => {
    if (one.text !== null && !one.sources)
      context.addIssue({code: 'custom', path: ['sources'], message: 'a statement needs its `sources`'})
    if (one.text === null && !one.note)
      context.addIssue({code: 'custom', path: ['note'], message: 'a missing value needs a `note`'})
  })

const reading = {
  short: text.describe('For the comparison table.'),
  text: text,
  isReading: z.literal(true).optional().describe("The researcher's reading, not a fact found in a source."),
  note,
  sources
}

const identity = z.strictObject({
  founded: z.strictObject({year: z.int(), note, sources}),
  founders: statement,
  legalForm: statement,
  presidents: statement.optional(),
  seat: statement,
  sector: statement,
  awards: statement
})

const place = z.strictObject({
  name: text,
  role: text,
  latitude: z.number().min(-90).max(90).describe('Degrees; general geographic knowledge of towns, good to about 2 km.'),
  longitude: z.number().min(-180).max(180)
})

const milestone = z.strictObject({
  date,
  label: text,
  short: text.optional().describe('For the timeline, where there is little space.'),
  note,
  sources
})

/** One file of `thesis/data/case-studies/`. */
export const caseStudySchema = z.strictObject({
  name: text,
  shortName: text,
  identity,
  need: z.strictObject(reading),
  innovation: z.strictObject(reading),
  territory: z.strictObject({...reading, places: z.array(place).min(1)}),
  resources: z.strictObject(reading),
  state: z.strictObject(reading),
  scale: z.strictObject({
    fact: text.describe('The fact that shows the scale reached: `preschools@2024`.'),
    text: text.optional()
  }),
  milestones: z.array(milestone),
  facts: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and hyphens'), fact)
})

export type CaseStudyFile = z.infer<typeof caseStudySchema>
export type Fact = z.infer<typeof fact>
export type Observation = z.infer<typeof observation>
export type Statement = z.infer<typeof statement>
export type MapPlace = z.infer<typeof place>
export type Milestone = z.infer<typeof milestone>
export type Qualifier = (typeof qualifiers)[number]
export type Status = (typeof statuses)[number]
export type Kind = (typeof kinds)[number]
/** A symbol, or a word as [singular, plural]. */
export type UnitWord = string | readonly [string, string]
export type Value = number | {min: number; max: number}

/** JSON Schema of a case study, for editors: completion and checks while one types. */
export function caseStudyJsonSchema(): string {
  const schema = z.toJSONSchema(caseStudySchema, {io: 'input', target: 'draft-7'})
  return `${JSON.stringify({title: 'Case study', ...schema}, null, 2)}\n`
}
