/** `thesis/data/data.yml` → what it declares: tables and their columns, named values. Nothing in it is needed. */

import {z} from 'zod'
import {languageOf} from '../document/language.ts'
import {filledText, sources, type UnitWord} from './schema.ts'

/** Words, or words by language. */
export const words = z
  .union([filledText, z.record(z.string().regex(/^[a-z]{2,3}(-\w+)?$/, 'a language such as `en`'), filledText)])
  .describe('Words in the language of the thesis, or by language: {en: Yield, fr: Rendement}.')

const unitWord = z.union([filledText, z.tuple([filledText, filledText])])

/** A unit, or a unit by language. */
export const unit = z
  .union([unitWord, z.record(z.string().regex(/^[a-z]{2,3}$/), unitWord)])
  .describe('A sign (kg, %), a word as [one, many], or either by language: {en: [tree, trees], fr: [arbre, arbres]}.')

const missing = z.array(z.union([filledText, z.number()])).describe('What stands for “nothing”, such as -99.')
const decimals = z.int().min(0).max(10).describe('Decimals printed; else as each cell has them.')

const column = z.strictObject({
  from: filledText.optional().describe('The name of the column in the file, when paths shall have another.'),
  label: words.optional(),
  type: z.enum(['text', 'number', 'date']).optional().describe('Else what most of its cells are.'),
  dates: z.enum(['day-first', 'month-first']).optional().describe('What `3/1/2020` is, where no day shows it.'),
  unit: unit.optional(),
  decimals: decimals.optional(),
  order: z.array(filledText).optional().describe('Values in the order of an axis; others come after them.'),
  missing: missing.optional(),
  isRequired: z.literal(true).optional().describe('No cell is empty.'),
  values: z.array(filledText).min(1).optional().describe('The only texts that its cells may have.')
})

const table = z.strictObject({
  file: filledText.optional().describe('In thesis/data/; else the file whose name is that of the table.'),
  label: words.optional(),
  encoding: z
    .string()
    .refine(isEncoding, 'a name of an encoding, such as windows-1252')
    .optional()
    .describe('Else UTF-8, or Windows-1252 where the file is not.'),
  separator: z.enum([',', ';', '\t', '|']).optional(),
  decimal: z.enum(['.', ',']).optional().describe('The sign before decimals.'),
  missing: missing.optional(),
  sources: sources.optional(),
  columns: z.record(filledText, column.nullable()).optional().describe('By the names that paths and charts give them.'),
  key: z
    .array(filledText)
    .min(1)
    .optional()
    .describe('Columns that tell rows apart: no two rows have the same values there.'),
  time: filledText.optional().describe('The column of time.'),
  group: filledText.optional().describe('The column whose values are groups: nothing joins two of them.'),
  wide: z
    .strictObject({
      keep: z.array(filledText).min(1).describe('Columns that stay.'),
      names: filledText.describe('The new column for the names of the other columns: year.'),
      values: filledText.describe('The new column for their cells: mass.')
    })
    .optional()
    .describe('A table with a column for each year, say: every other column becomes rows.')
})

const value = z.strictObject({
  formula: filledText.describe('Paths of values with + − * / between spaces, sum(…), mean(…), min(…), max(…).'),
  label: words.optional(),
  unit: unit.optional(),
  decimals: decimals.optional(),
  note: filledText.optional()
})

/** `thesis/data/data.yml`. */
export const dataSchema = z.strictObject({
  tables: z.record(filledText, table.nullable()).default({}),
  values: z.record(z.string().regex(/^\p{L}[\p{L}\p{N}_-]*$/u, 'letters, digits and hyphens'), value).default({})
})

export type DataDeclaration = z.output<typeof dataSchema>
export type TableDeclaration = z.output<typeof table>
export type ColumnDeclaration = z.output<typeof column>
export type ValueDeclaration = z.output<typeof value>

/** The rules of everything that is written in YAML in `thesis/data/`. */
export const yamlRules = {
  unreadable: 'data:unreadable',
  unknown: 'data:unknown-field',
  missing: 'data:missing-field',
  wrong: 'data:wrong-value'
} as const

function isEncoding(name: string): boolean {
  try {
    return Boolean(new TextDecoder(name))
  } catch {
    return false
  }
}

/** The unit of the thesis's language, which is the first, and those of others; `sign` where none is declared. */
export function unitsOf(
  declared: ValueDeclaration['unit'],
  sign: UnitWord
): {unit: UnitWord; translations?: Record<string, UnitWord>} {
  if (declared === undefined) return {unit: sign}
  if (typeof declared === 'string' || Array.isArray(declared)) return {unit: declared as UnitWord}
  const translations = Object.fromEntries(Object.entries(declared).map(([lang, word]) => [languageOf(lang), word]))
  return {unit: Object.values(translations)[0] ?? sign, translations}
}
