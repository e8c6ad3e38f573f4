/** `thesis/data/<collection>.yml` → what each member is made of, and from it the schema of a member's file. */

import {z} from 'zod'
import {unit, words} from './declaration.ts'
import {date, filledText, kinds, memberFields, note, place, sources, statuses} from './schema.ts'

const aspect = z.strictObject({
  label: words.optional().describe('What tables call it; else its key.'),
  short: words.optional().describe('The same where one case is described; else the label.'),
  type: z.enum(['text', 'year', 'date', 'number', 'fact']).default('text'),
  values: z.array(filledText).min(1).optional().describe('The only texts that it may have.'),
  unit: unit.optional(),
  isReading: z.literal(true).optional().describe("The researcher's reading, not a fact found in a source."),
  isRequired: z.literal(true).optional().describe('Every member has it.'),
  comparison: z
    .boolean()
    .optional()
    .describe('Whether the table `comparison` has it (default: all, until one says `true`).'),
  identity: z.boolean().optional().describe('Whether the table `identity` has it (default: true).'),
  description: filledText.optional().describe('For those who fill it in: an editor shows it.')
})

/** `thesis/data/<collection>.yml`. */
export const collectionSchema = z.strictObject({
  label: words.optional(),
  one: filledText.optional().describe('What a member is called at the head of tables: Association, Interview.'),
  order: filledText
    .optional()
    .describe('The aspect by which members are sorted; else the first that is a year or a date.'),
  isSourced: z
    .literal(true)
    .optional()
    .describe('Every text needs its `sources`, or a `note` that says why it is empty.'),
  aspects: z
    .record(
      z.string().regex(/^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*$/u, 'a name, or `group.name`'),
      aspect.nullable()
    )
    .default({})
    .describe('What a member is made of, in the order of tables; `identity.seat` is `seat` inside `identity`.'),
  statuses: z
    .partialRecord(z.enum(statuses), z.tuple([filledText, filledText]))
    .default({})
    .describe('Who gives a figure, in this collection: in a sentence, and in a word.'),
  kinds: z.partialRecord(z.enum(kinds), filledText).default({}),
  share: filledText.optional().describe('Head of the column with the share of figures that others give.')
})

export type CollectionDeclaration = z.output<typeof collectionSchema>
export type AspectDeclaration = z.output<typeof aspect>
export type AspectType = AspectDeclaration['type']

const plainNumber = z.number()
const year = z.int().describe('A year, as it is.')

function shapeOf({type, values, isRequired, label, description}: AspectDeclaration, isSourced: boolean): z.ZodType {
  const words = values ? z.enum(values as [string, ...string[]]) : filledText
  const details = {note, sources: isSourced ? sources : sources.optional()}
  const shape = {
    year: () => z.union([year, z.strictObject({year, ...details})]),
    date: () => z.union([date, z.strictObject({date, ...details})]),
    number: () => z.union([plainNumber, z.strictObject({value: plainNumber, ...details})]),
    fact: () =>
      z.union([
        filledText,
        z.strictObject({fact: filledText.describe('A fact of this file: `schools@2024`.'), text: filledText.optional()})
      ]),
    text: () => textShape(words, isSourced)
  }[type]()
  const told = description ?? (typeof label === 'string' ? label : Object.values(label ?? {})[0])
  const described = told === undefined ? shape : shape.describe(told)
  return isRequired ? described : described.optional()
}

function textShape(words: z.ZodType<string>, isSourced: boolean): z.ZodType {
  const full = z
    .strictObject({
      text: words.nullable().describe('Nothing when it was not found: then `note` says so.'),
      short: filledText.optional().describe('For the comparison table.'),
      isReading: z.literal(true).optional().describe("The researcher's reading, not a fact found in a source."),
      places: z.array(place).min(1).optional(),
      note,
      sources: sources.optional()
    })
    .superRefine((one, context) => {
      const demand = (key: 'sources' | 'note', message: string) =>
        one[key] === undefined && context.addIssue({code: 'custom', path: [key], message})
      if (one.text === null) demand('note', 'a missing value needs a `note`')
      else if (isSourced) demand('sources', 'a statement needs its `sources`')
    })
  return isSourced ? full : z.union([words, z.array(words), full])
}

/** Aspects by their steps: `identity.seat` inside `identity`. */
interface Tree {
  [step: string]: Tree | AspectDeclaration
}

/** What the file of a member may hold. Keys that are no aspect are refused. */
export function memberSchema({
  aspects,
  isSourced = false
}: Pick<CollectionDeclaration, 'aspects'> & {isSourced?: boolean | undefined}) {
  const tree: Tree = Object.create(null)
  for (const [key, declared] of Object.entries(aspects)) {
    const steps = key.split('.')
    const last = steps.pop()!
    let parent = tree
    for (const step of steps) {
      parent[step] ??= Object.create(null) as Tree
      parent = parent[step] as Tree
    }
    parent[last] = {type: 'text', ...declared}
  }
  const build = (inner: Tree): Record<string, z.ZodType> =>
    Object.fromEntries(
      Object.entries(inner).map(([step, one]) => {
        if (isAspect(one)) return [step, shapeOf(one, isSourced)]
        const group = z.strictObject(build(one))
        return [step, Object.values(one).some((each) => isAspect(each) && each.isRequired) ? group : group.optional()]
      })
    )
  return z.strictObject({...memberFields, ...build(tree)})
}

function isAspect(one: Tree | AspectDeclaration): one is AspectDeclaration {
  return typeof one.type === 'string'
}
