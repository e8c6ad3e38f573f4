/** The text of a case study in YAML → its data; every mistake is a message with its place, field and fix. */

import type {VFile} from 'vfile'
import {type Document, isMap, isScalar, LineCounter, parseDocument} from 'yaml'
import {z} from 'zod'
import {error} from '../messages/messages.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {type CaseStudyFile, caseStudySchema} from './schema.ts'

type Path = readonly (string | number)[]
type Issue = z.core.$ZodIssue & {path: (string | number)[]}

/**
 * Read one file of `thesis/data/case-studies/`.
 *
 * Emits `data:unreadable`, `data:unknown-field`, `data:missing-field`, `data:wrong-value`.
 *
 * @returns nothing when the file cannot be used
 */
export function readCaseStudy(file: VFile): CaseStudyFile | undefined {
  const lines = new LineCounter()
  const document = parseDocument(String(file), {lineCounter: lines})
  const span = (range: readonly number[]) => ({start: point(lines, range[0]!), end: point(lines, range[1]!)})
  for (const problem of document.errors) {
    error(file, `Unreadable YAML: ${problem.message.split(/\n| at line/)[0]}`, {
      at: span(problem.pos),
      rule: 'data:unreadable',
      fix: 'Mend the YAML here: check the indentation, the colons and the quotes.'
    })
  }
  if (document.errors.length > 0) return undefined

  const found = caseStudySchema.safeParse(document.toJS() ?? {})
  if (found.success) return found.data
  for (const issue of flatten(found.error.issues)) report(issue)
  return undefined

  function report(issue: Issue): void {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) unknownField(issue.path, key)
      return
    }
    const name = issue.path.join('.') || 'the file'
    const isMissing = !document.hasIn(issue.path) && issue.path.length > 0
    error(
      file,
      isMissing ? `Missing field \`${name}\`: ${issue.message}` : `Unexpected \`${name}\`: ${issue.message}`,
      {
        at: span(rangeOf(document, issue.path)),
        rule: isMissing ? 'data:missing-field' : 'data:wrong-value',
        fix: isMissing
          ? `Add \`${String(issue.path.at(-1))}: …\` here.`
          : `${choices(issue)}${describe(issue.path) || `Give \`${name}\` the shape that case-study.schema.json describes.`}`
      }
    )
  }

  function unknownField(parent: Path, key: string): void {
    const known = knownFields(parent)
    const map = parent.length > 0 ? document.getIn(parent, true) : document.contents
    const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
    const range = isScalar(pair?.key) ? pair.key.range : undefined
    error(file, `Unexpected field \`${[...parent, key].join('.')}\``, {
      at: span(range ?? rangeOf(document, parent)),
      rule: 'data:unknown-field',
      actual: key,
      expected: nearest(key, known),
      fix: didYouMean(key, known) || `Remove it, or use one of ${known.map((one) => `\`${one}\``).join(', ')}.`
    })
  }
}

/** Allowed words of an enumeration, with the nearest first. */
function choices(issue: Issue): string {
  if (issue.code !== 'invalid_value') return ''
  return `Use one of ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}. `
}

function point(lines: LineCounter, offset: number) {
  const {line, col} = lines.linePos(offset)
  return {line: Math.max(line, 1), column: Math.max(col, 1), offset}
}

/** The range of what stands at a path, or of its nearest parent: the place where something is missing. */
function rangeOf(document: Document.Parsed, path: Path): readonly number[] {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as {range?: readonly number[]} | undefined
    if (node?.range) return length < path.length ? [node.range[0]!, node.range[0]! + 1] : node.range
  }
  return [0, 0]
}

/** Of a union, the alternative that came nearest: the one whose mistake lies deepest. */
function flatten(issues: readonly z.core.$ZodIssue[], before: PropertyKey[] = []): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...before, ...issue.path].map((step) => (typeof step === 'symbol' ? String(step) : step))
    if (issue.code !== 'invalid_union') return [{...issue, path} as Issue]
    const depth = (some: readonly Issue[]) => Math.max(0, ...some.map((one) => one.path.length))
    const [deepest] = issue.errors.map((some) => flatten(some, path)).sort((a, b) => depth(b) - depth(a))
    return deepest && depth(deepest) > path.length ? deepest : [{...issue, path} as Issue]
  })
}

interface JsonSchema {
  description?: string
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

/** The part of the schema that describes a path. */
function schemaAt(path: Path): JsonSchema | undefined {
  let here: JsonSchema | undefined = z.toJSONSchema(caseStudySchema, {io: 'input'}) as JsonSchema
  for (const step of path) {
    const options: JsonSchema[] = here ? [here, ...(here.anyOf ?? [])] : []
    const next = (one: JsonSchema) =>
      typeof step === 'number'
        ? one.items
        : (one.properties?.[step] ??
          (typeof one.additionalProperties === 'object' ? one.additionalProperties : undefined))
    here = options.map(next).find((found) => found !== undefined)
  }
  return here
}

function knownFields(path: Path): string[] {
  const here = schemaAt(path)
  return Object.keys(here?.properties ?? here?.anyOf?.find((one) => one.properties)?.properties ?? {})
}

function describe(path: Path): string {
  return schemaAt(path)?.description ?? ''
}
