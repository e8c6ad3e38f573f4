/** YAML and its zod schema → a checked value; every mistake is a message with its place and a fix. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit
} from 'yaml'
import type {z} from 'zod'
import {error} from './messages.ts'
import {didYouMean, nearest} from './nearest.ts'
import type {RuleId} from './rules.ts'
import {describeYamlError, type YamlMistake} from './yaml-errors.ts'
import {
  alternativesAt,
  describeSchema,
  expectedAt,
  expectedNameAt,
  hintFor,
  type Issue,
  issuesOf,
  type JsonSchema,
  keysAt,
  ownReason,
  type Path
} from './zod-issues.ts'

export type {Path} from './zod-issues.ts'

export interface ReadYamlOptions {
  /** The rule of each kind of mistake. */
  rules: Readonly<Record<'unreadable' | 'unknown' | 'missing' | 'wrong', RuleId>>
  /** The YAML when it is only a part of the file, and the line of the file, from 1, where it starts. */
  part?: {text: string; line: number}
  /** What messages call the whole: « thesis.yml », « the front matter » (default: « the file »). */
  name?: string
  /** Values as the schema has them, out of those typed; where it has moved one, by its new path, where it was typed. */
  prepare?: (typed: unknown) => {value: unknown; moved: ReadonlyMap<string, Path>}
}

export interface YamlValue<Value> {
  /** Undefined when something is wrong with it. */
  value: Value | undefined
  /** Where the value at a path is written (with offsets, when the YAML starts the file), without the comments after it; undefined for what is not there. */
  placeOf(path: Path): Position | undefined
  /** Where the key of a path is written, or the nearest that is. */
  placeOfKey(path: Path): Position
}

/** Deeper than anything that an author writes by hand. */
const deepest = 50

/** Aliases may repeat a value so often: more is an input that grows without end. */
const mostAliases = 100

/**
 * Read YAML 1.2 with merge keys (`<<: *name`). Never throws on content.
 *
 * Emits the four rules of the options: `unreadable` for what is not YAML (unknown aliases, tags, duplicate keys
 * included), `unknown` keys, `missing` keys, `wrong` values.
 */
export function readYaml<Schema extends z.ZodType>(
  file: VFile,
  schema: Schema,
  {rules, part, name = 'the file', prepare}: ReadYamlOptions
): YamlValue<z.output<Schema>> {
  const text = part?.text ?? String(file)
  const lines = linesOf(text)
  const document = parseDocument(text, {
    prettyErrors: false,
    logLevel: 'error',
    schema: 'core',
    merge: true,
    resolveKnownTags: false
  })
  let described: JsonSchema | undefined
  const shape = () => {
    described ??= describeSchema(schema)
    return described
  }
  let moved: ReadonlyMap<string, Path> = new Map()
  /** Where a value was typed. */
  const typedPath = (path: Path): Path => {
    for (let length = path.length; length > 0 && moved.size > 0; length--) {
      const start = moved.get(path.slice(0, length).join('\n'))
      if (start) return [...start, ...path.slice(length)]
    }
    return path
  }
  const placeOf = (path: Path) => {
    const node = nodeAt(document, typedPath(path))
    return node?.range ? span(node.range[0], node.range[1]) : undefined
  }
  const mistakes = findMistakes(document, text)
  const typed = mistakes.length > 0 ? undefined : toPlain(document, mistakes)
  const prepared = prepare && typed !== undefined ? prepare(typed) : undefined
  const plain = prepared ? prepared.value : typed
  moved = prepared?.moved ?? moved
  for (const {start, end, reason, fix} of oneALine(mistakes, lines)) {
    error(file, part?.line === 1 || !part ? reason : `${reason}, in ${name}`, {
      at: span(start, end),
      rule: rules.unreadable,
      fix
    })
  }
  if (mistakes.length > 0) return {value: undefined, placeOf, placeOfKey}
  const found = schema.safeParse(plain ?? {})
  if (found.success) return {value: found.data, placeOf, placeOfKey}
  for (const issue of issuesOf(found.error)) report(issue)
  return {value: undefined, placeOf, placeOfKey}

  function report(issue: Issue): void {
    const path: Path = issue.path
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) unknown(path, key, keysAt(shape(), path))
      return
    }
    const key = typedPath(path).join('.')
    const last = String(typedPath(path).at(-1) ?? '')
    if (issue.code === 'invalid_key') {
      const why = issue.issues[0]
      const fix = hintFor(why) ?? `Write ${expectedNameAt(shape(), path.slice(0, -1))} instead of \`${last}\`.`
      error(file, `Invalid key \`${last}\`${inside(path.slice(0, -1))}`, {
        at: placeOfKey(path),
        rule: rules.wrong,
        actual: last,
        fix
      })
      return
    }
    const why = ownReason(issue)
    if (valueAt(plain, path) === undefined && path.length > 0) {
      const fix = hintFor(issue) ?? `Add a line \`${last}: …\`${inside(path.slice(0, -1), 'under')}.`
      error(file, `Missing key \`${key}\`${why ? `: ${why}` : ''}`, {at: nearestPlace(path), rule: rules.missing, fix})
      return
    }
    const expected = expectedAt(shape(), path)
    const typed = valueAt(plain, path)
    const known = alternativesAt(shape(), path)
    const meant = typeof typed === 'string' ? nearest(typed, known) : []
    error(
      file,
      `${typed === null ? 'Empty' : 'Invalid'} value of ${key ? `\`${key}\`` : name}: ${why ?? `expected ${expected}`}`,
      {
        at: placeOf(path) ?? nearestPlace(path),
        rule: rules.wrong,
        actual: typeof typed === 'string' && typed !== '' ? typed : undefined,
        expected: meant.length > 0 ? meant : undefined,
        fix: hintFor(issue) ?? fixOf(typed, String(last || name), expected, known, sourceOf(path))
      }
    )
  }

  /** A number as it was typed, its leading zeros too. */
  function sourceOf(path: Path): string | undefined {
    const node = nodeAt(document, typedPath(path))
    return isScalar(node) ? node.source : undefined
  }

  function unknown(parent: Path, key: string, known: readonly string[]): void {
    const around = nodeAt(document, typedPath(parent))
    const isCut = isMap(around) && around.flow && /^\d+ ?(mm|cm|in|pt|em|%)?$/.test(key)
    error(file, `Unknown key \`${key}\`${inside(parent)}`, {
      at: placeOfKey([...parent, key]),
      rule: rules.unknown,
      actual: key,
      expected: nearest(key, known),
      fix: isCut
        ? 'Write decimals with a point, `2.5cm`: between braces, a comma ends the value.'
        : didYouMean(key, known) || `Remove it, or use one of ${known.map((one) => `\`${one}\``).join(', ')}.`
    })
  }

  function placeOfKey(path: Path): Position {
    const parent = nodeAt(document, typedPath(path).slice(0, -1))
    const key = isMap(parent) ? parent.items.find((pair) => keyOf(pair.key) === typedPath(path).at(-1))?.key : undefined
    return isNode(key) && key.range ? span(key.range[0], key.range[1]) : nearestPlace(path)
  }

  /** The start of the nearest parent that is written: where something is missing. */
  function nearestPlace(path: Path): Position {
    for (let length = path.length - 1; length > 0; length--) {
      const [start] = nodeAt(document, typedPath(path.slice(0, length)))?.range ?? []
      if (start !== undefined) return span(start, start + 1)
    }
    return span(0, 0)
  }

  function span(start: number, end: number): Position {
    return {start: point(start), end: point(Math.max(start, end))}
  }

  function point(offset: number) {
    const {line, col} = lines.linePos(Math.min(offset, text.length))
    const place = {line: Math.max(line, 1) + (part?.line ?? 1) - 1, column: Math.max(col, 1)}
    return (part?.line ?? 1) === 1 ? {...place, offset} : place
  }
}

/** What the YAML itself does wrong, in the order of the text. */
function findMistakes(document: Document.Parsed, text: string): YamlMistake[] {
  const mistakes = [...document.errors, ...document.warnings].map((problem) => describeYamlError(problem, text))
  if (document.errors.some(({code}) => code === 'RESOURCE_EXHAUSTION')) return mistakes.slice(0, 1)
  const anchors = new Map<string, Node>()
  const used = new Set<string>()
  const open = mistakes.find(({reason}) => reason.startsWith('Missing closing'))
  visit(document, (_, node, path) => {
    // A quote that nothing closes ends with the file: the place to look at is where it opens.
    if (open && isScalar(node) && node.range?.[1] === open.start && /^QUOTE/.test(node.type ?? '')) {
      Object.assign(open, {start: node.range[0], end: node.range[0] + 1})
    }
    if (isPair(node) && isScalar(node.key) && keyOf(node.key) === '<<' && !isMergeSource(node.value)) {
      const [start, end] = rangeOf(node.value ?? node.key)
      mistakes.push({
        start,
        end,
        reason: 'Invalid value of `<<`, which takes the keys of other values',
        fix: 'Write `<<: *name`, or put `<<` in quotes.'
      })
    }
    if (isAlias(node)) {
      const [start, end] = rangeOf(node)
      const target = anchors.get(node.source)
      used.add(node.source)
      if (!target || path.includes(target)) mistakes.push(wrongAlias(node.source, start, end, target !== undefined))
    } else if (isNode(node) && (isScalar(node) || isCollection(node)) && node.anchor) anchors.set(node.anchor, node)
    if (path.filter(isCollection).length > deepest) {
      const [start, end] = rangeOf(node)
      mistakes.push({
        start,
        end,
        reason: `Nesting too deep: more than ${deepest} levels`,
        fix: 'Write it with fewer levels.'
      })
      return visit.BREAK
    }
    return undefined
  })
  for (const [name, node] of anchors) {
    const [at, end] = rangeOf(node)
    const start = Math.max(text.lastIndexOf(`&${name}`, at), 0)
    if (used.has(name)) continue
    mistakes.push({
      start,
      end: start + name.length + 1,
      reason: `Unused name \`&${name}\`, which is not printed`,
      fix: `Put the value in quotes: ${quoted(text.slice(start, isScalar(node) ? end : start + name.length + 1))}.`
    })
  }
  return mistakes
}

function wrongAlias(name: string, start: number, end: number, isCircular: boolean): YamlMistake {
  return isCircular
    ? {
        start,
        end,
        reason: `Circular alias \`*${name}\`: it is inside the value that it repeats`,
        fix: 'Write the value out.'
      }
    : {
        start,
        end,
        reason: `Unknown alias \`*${name}\`: in YAML a star repeats a value named \`&${name}\``,
        fix: `Put the value in quotes: \`'*${name}'\`.`
      }
}

/** `*name`, a map, or a list of them. */
function isMergeSource(value: unknown): boolean {
  return isAlias(value) || isMap(value) || (isSeq(value) && value.items.every((one) => isAlias(one) || isMap(one)))
}

/** The plain data; what it is refused for is added to the mistakes. */
function toPlain(document: Document.Parsed, mistakes: YamlMistake[]): unknown {
  try {
    return document.toJS({maxAliasCount: mostAliases})
  } catch (cause) {
    // What is left when each alias is known: a merge of something else than keys, or aliases that multiply.
    let range = [0, 1] as readonly [number, number]
    visit(document, {
      Alias: (_, node) => {
        range = rangeOf(node)
      }
    })
    const isMerge = cause instanceof Error && cause.message.startsWith('Merge')
    mistakes.push({
      start: range[0],
      end: range[1],
      reason: isMerge
        ? 'Invalid value of `<<`, which takes the keys of other values'
        : 'Too many aliases: the values that they repeat are too large',
      fix: 'Write the values out instead of using aliases.'
    })
    return undefined
  }
}

/** Counted here: the parser's own count lacks lines where the YAML is broken. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  return lines
}

/** One mistake brings others on its line. */
function oneALine(mistakes: readonly YamlMistake[], lines: LineCounter): YamlMistake[] {
  const seen = new Set<number>()
  return [...mistakes]
    .sort((a, b) => a.start - b.start)
    .filter(({start}) => {
      const {line} = lines.linePos(start)
      return !seen.has(line) && seen.add(line)
    })
}

function rangeOf(node: unknown): readonly [number, number] {
  const range = isNode(node) ? node.range : isPair(node) && isNode(node.key) ? node.key.range : undefined
  return range ? [range[0], range[1]] : [0, 1]
}

function keyOf(key: unknown): unknown {
  return isScalar(key) ? (key.value === '<<' || typeof key.value === 'symbol' ? '<<' : String(key.value)) : String(key)
}

/** What stands at a path, aliases followed. */
function nodeAt(document: Document.Parsed, path: Path): Node | undefined {
  const follow = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)
  let node: unknown = document.contents
  for (const step of path) {
    const parent = follow(node)
    if (isMap(parent)) node = parent.items.find((pair) => keyOf(pair.key) === String(step))?.value
    else node = isSeq(parent) ? parent.items[Number(step)] : undefined
  }
  return isNode(node) ? node : undefined
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Record<string | number, unknown>)[step]
        : undefined,
    value
  )
}

function inside(parent: Path, word = 'in'): string {
  return parent.length > 0 ? ` ${word} \`${parent.join('.')}\`` : ''
}

function fixOf(
  typed: unknown,
  key: string,
  expected: string,
  known: readonly string[],
  source = String(typed)
): string {
  if (typed === null) return `Write ${expected} after \`${key}:\`, or remove the line.`
  if ((typeof typed === 'number' || typeof typed === 'boolean') && /\btext\b/.test(expected)) {
    return `Put it in quotes: \`'${source}'\`.`
  }
  return (typeof typed === 'string' && didYouMean(typed, known)) || `Write ${expected}.`
}

function quoted(text: string): string {
  return `\`'${text.replaceAll("'", "''").replace(/\s*\n[\s\S]*/, '')}'\``
}
