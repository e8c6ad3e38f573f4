/** What `thesis/data/` declares → JSON Schemas of its files, for the completion and the checks of an editor. */

import {z} from 'zod'
import {collectionSchema, memberSchema} from './collection.ts'
import type {ThesisData} from './data.ts'
import {dataSchema} from './declaration.ts'
import {resultsSchema} from './results.ts'

/** By name of the file: `data`, `collection` (a declaration), and one a collection, of its members. */
export function dataSchemas({collections}: Pick<ThesisData, 'collections'>): Map<string, z.ZodType> {
  const members = [...collections.values()].map(({id, aspects, isSourced}) => {
    const declared = Object.fromEntries(aspects.map((one) => [one.key, one]))
    return [id, memberSchema({aspects: declared, isSourced})] as const
  })
  return new Map<string, z.ZodType>([
    ['data', dataSchema],
    ['collection', collectionSchema],
    ['results', resultsSchema],
    ...members
  ])
}

/** A schema as editors read it. */
export function jsonSchema(title: string, schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, {io: 'input', target: 'draft-7', unrepresentable: 'any'})
  return `${JSON.stringify({title, ...json}, null, 2)}\n`
}
