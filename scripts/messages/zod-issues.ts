/** A zod schema and what it refused → the mistakes of an author, without zod's own words. */

import {z} from 'zod'

/** Keys and indices, from the top. */
export type Path = readonly (string | number)[]

export type Issue = z.core.$ZodIssue & {path: (string | number)[]}

/** All mistakes; of a union, those of the alternative that came nearest: the one whose mistake lies deepest. */
export function issuesOf(
  {issues}: {issues: readonly z.core.$ZodIssue[]},
  before: readonly PropertyKey[] = []
): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...before, ...issue.path].map((step) => (typeof step === 'symbol' ? String(step) : step))
    const own = {...issue, path} as Issue
    if (issue.code !== 'invalid_union') return [own]
    const alternatives = issue.errors.map((errors) => issuesOf({issues: errors}, path))
    const nearest = alternatives.sort((a, b) => depth(b) - depth(a))[0]
    const said = alternatives.flat().find((one) => hintFor(one))
    return nearest && depth(nearest) > path.length ? nearest : [said ?? own]
  })
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({code, path}) => path.length + (code === 'unrecognized_keys' ? 1 : 0)))
}

/** The fix that a schema gives itself: `context.addIssue({code: 'custom', message, params: {fix}})`. */
export function hintFor(issue: z.core.$ZodIssue | undefined): string | undefined {
  const fix = issue?.code === 'custom' ? issue.params?.fix : undefined
  if (typeof fix === 'string') return fix
  return issue?.message.startsWith('expected ') ? `Write ${issue.message.slice('expected '.length)}.` : undefined
}

/** What a schema says itself; zod's own words start with “Invalid”. */
export function ownReason(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'custom' || issue.message.startsWith('expected ') ? issue.message : undefined
}

/** What a schema accepts, as data. Making it takes milliseconds: once a file. */
export function describeSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {io: 'input', unrepresentable: 'any'}) as JsonSchema
}

export interface JsonSchema {
  type?: string | string[]
  description?: string
  enum?: unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  pattern?: string
  properties?: Record<string, JsonSchema>
  propertyNames?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  prefixItems?: JsonSchema[]
  anyOf?: JsonSchema[]
}

/** The keys that may stand at a path. */
export function keysAt(schema: JsonSchema, path: Path): string[] {
  return choices(schemaAt(schema, path)).flatMap(({properties = {}}) => Object.keys(properties))
}

/** The words that may stand at a path, where it takes only some. */
export function alternativesAt(schema: JsonSchema, path: Path): string[] {
  return choices(schemaAt(schema, path)).flatMap((one) => (one.enum ?? ('const' in one ? [one.const] : [])).map(String))
}

/** What may stand at a path: “a whole number from 0 to 6”, “a text”, “a list of texts”. */
export function expectedAt(schema: JsonSchema, path: Path): string {
  return expected(schemaAt(schema, path))
}

/** What a name of a record may be. */
export function expectedNameAt(schema: JsonSchema, parent: Path): string {
  return expected({anyOf: choices(schemaAt(schema, parent)).flatMap(({propertyNames}) => propertyNames ?? [])})
}

/** The schemas of all values that may stand at a path, alternatives gathered. */
function schemaAt(schema: JsonSchema, path: Path): JsonSchema {
  let here = schema
  for (const step of path) {
    const found = choices(here).flatMap((one) => {
      if (typeof step === 'number') return one.prefixItems?.[step] ?? one.items ?? []
      const others = typeof one.additionalProperties === 'object' ? one.additionalProperties : undefined
      return (one.properties && Object.hasOwn(one.properties, step) ? one.properties[step] : others) ?? []
    })
    here = found.length === 1 ? found[0]! : {anyOf: found}
  }
  return here
}

function choices(schema: JsonSchema): JsonSchema[] {
  if (Array.isArray(schema.type)) return schema.type.map((type) => ({...schema, type}))
  return schema.anyOf ? schema.anyOf.flatMap(choices) : [schema]
}

function expected(schema: JsonSchema): string {
  const {description} = schema
  const shapes = [...new Set(choices(schema).map(shapeOf))].filter(Boolean)
  return `${shapes.join(' or ') || 'something else'}${description ? ` (${description.replace(/\.$/, '')})` : ''}`
}

function shapeOf(schema: JsonSchema): string {
  const {type, items, prefixItems, properties, minimum = -Infinity, maximum = Infinity} = schema
  if (schema.enum) return `one of ${schema.enum.map((one) => `\`${String(one)}\``).join(', ')}`
  if ('const' in schema) return `\`${String(schema.const)}\``
  switch (type) {
    case 'string':
      return schema.pattern || !schema.minLength ? 'a text' : 'a text that is not empty'
    case 'integer':
    case 'number': {
      const number = type === 'integer' ? 'a whole number' : 'a number'
      const from = minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : ''
      return number + from + (maximum < Number.MAX_SAFE_INTEGER ? ` ${from ? '' : 'up '}to ${maximum}` : '')
    }
    case 'boolean':
      return '`true` or `false`'
    case 'null':
      return 'nothing'
    case 'array':
      if (prefixItems) return `a list \`[…, …]\` of ${prefixItems.length}`
      return `a list whose lines start with \`- \`${items ? `, each ${expected(items)}` : ''}`
    case 'object':
      return properties ? keysOf(properties) : 'indented lines `name: value`'
    default:
      return ''
  }
}

/** Keys that a message names; the guide has them all. */
const mostKeys = 20

function keysOf(properties: object): string {
  const names = Object.keys(properties).map((key) => `\`${key}\``)
  return `keys among ${names.slice(0, mostKeys).join(', ')}${names.length > mostKeys ? '…' : ''}`
}
