/** The text of `thesis/thesis.yml` → `Config`, validated: unknown keys and wrong values are messages with their place. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {isMap, isPair, LineCounter, parseDocument, visit, type Node as YamlNode} from 'yaml'
import {z} from 'zod'
import {error} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'

const person = z.union([
  z.string().transform((name) => ({name})),
  z.strictObject({
    name: z.string(),
    /** « professeure, université X » */
    quality: z.string().optional(),
    /** « rapporteuse » */
    role: z.string().optional(),
    orcid: z.string().optional(),
    email: z.string().optional()
  })
])

/** One or many, always read as many. */
const many = <T extends z.ZodType>(one: T) => z.union([one.transform((value) => [value]), z.array(one)])

const chapterEntry = z.union([
  z.string(),
  z.strictObject({
    /** A title, or the path of a Markdown file with the part's title and opening text. */
    part: z.string(),
    chapters: z.array(z.string()).default([])
  })
])

/** An abstract: a path such as `resumes/fr.md`, or its text. */
const abstract = z.union([
  z.string().transform((text) => ({text, keywords: [] as string[]})),
  z.strictObject({text: z.string(), keywords: many(z.string()).default([])})
])

const bibliographyPart = z.strictObject({
  title: z.string(),
  /** Entries that satisfy every rule given; the first part that fits takes an entry. */
  type: many(z.string()).optional(),
  keyword: many(z.string()).optional(),
  lang: many(z.string()).optional(),
  /** Everything that no other part takes. */
  rest: z.boolean().optional()
})

/** `thesis.yml`. Only `title` is required. */
export const configSchema = z.strictObject({
  title: z.string().min(1),
  /** Lines of the title on the cover, when the author wants to choose where it breaks. */
  titleLines: z.array(z.string()).optional(),
  subtitle: z.string().optional(),
  /** Title in other languages, by BCP 47 tag. */
  titles: z.record(z.string(), z.string()).default({}),
  author: many(person).default([]),
  /** BCP 47. */
  lang: z.string().default('fr-FR'),
  /** As printed on the cover. */
  date: z.union([z.string(), z.number().transform(String)]).optional(),
  university: z.string().optional(),
  school: z.string().optional(),
  laboratory: z.string().optional(),
  /** « Docteur en sciences économiques » */
  degree: z.string().optional(),
  discipline: z.string().optional(),
  supervisor: many(person).default([]),
  jury: z.array(person).default([]),
  abstracts: z.record(z.string(), abstract).default({}),
  keywords: many(z.string()).default([]),
  chapters: z.array(chapterEntry).optional(),
  appendices: z.array(z.string()).default([]),
  citations: z
    .strictObject({
      /** `iso690-author-date`, `iso690-notes`, or the name of a file of `bibliography/styles/` without `.csl`. */
      style: z.string().default('iso690-author-date'),
      /** Works printed without being cited; `'*'` for all. */
      nocite: many(z.string()).default([])
    })
    .prefault({}),
  bibliography: z
    .strictObject({
      title: z.string().optional(),
      /** One list at the end, or one at the end of each chapter. */
      place: z.enum(['end', 'chapter']).default('end'),
      parts: z.array(bibliographyPart).default([]),
      /** Entries in Arabic script: in a block of their own, or among the others. */
      arabic: z.enum(['apart', 'merged']).default('apart')
    })
    .prefault({}),
  numbering: z
    .strictObject({
      /** Deepest heading that has a number: 3 gives `1.2.3`. */
      depth: z.int().min(0).max(6).default(3),
      /** Counted over the thesis (`figure 7`) or in each chapter (`figure 2.3`). */
      figures: z.enum(['thesis', 'chapter']).default('thesis'),
      /** Numbers of notes start again in each chapter, or not. */
      notes: z.enum(['thesis', 'chapter']).optional()
    })
    .prefault({}),
  contents: z
    .strictObject({
      /** Deepest heading listed. */
      depth: z.int().min(1).max(6).default(3),
      /** Lists of figures and of tables are printed when there is something to list. */
      lists: z.boolean().default(true)
    })
    .prefault({}),
  /** Abbreviation → what it stands for, as it is printed at its first use. */
  abbreviations: z.record(z.string().min(1), z.string().min(1)).default({}),
  typography: z
    .strictObject({
      /** French rules for spaces: Imprimerie nationale unless said otherwise; `none` leaves the text alone. */
      french: z
        .enum(['imprimerie-nationale', 'babel-french', 'suisse', 'québec', 'none'])
        .default('imprimerie-nationale')
    })
    .prefault({}),
  outputs: z.array(z.enum(['html', 'pdf', 'slides', 'bibliography'])).optional(),
  /** Licence of the text, as printed. */
  license: z.string().optional()
})

/** What an author may set, with every default filled in. */
export type Config = z.infer<typeof configSchema>

/** Someone named on the cover. */
export type Person = Config['jury'][number]

/**
 * Read `thesis.yml`. All mistakes are messages on `file`; undefined when it cannot be used.
 *
 * Emits `config:unreadable`, `config:missing`, `config:unknown-key`, `config:wrong-value`.
 */
export function readConfig(file: VFile): Config | undefined {
  const lines = new LineCounter()
  const document = parseDocument(String(file), {lineCounter: lines})
  const place = (offset: number) => {
    const {line, col} = lines.linePos(Math.min(offset, String(file).length))
    return {line: Math.max(line, 1), column: Math.max(col, 1), offset}
  }
  for (const problem of document.errors) {
    error(file, `Unreadable YAML: ${problem.message.split(/\n| at line/)[0]}`, {
      at: {start: place(problem.pos[0]), end: place(problem.pos[1])},
      rule: 'config:unreadable',
      fix: 'Mend the YAML here: check the indentation, the colons and the quotes.'
    })
  }
  if (document.errors.length > 0) return undefined

  const found = configSchema.safeParse(document.toJS() ?? {})
  if (found.success) return found.data
  for (const issue of flatten(found.error.issues)) report(issue)
  return undefined

  function report(issue: Issue): void {
    const where = document.getIn(issue.path, true) as YamlNode | undefined
    const name = issue.path.join('.')
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const known = knownKeys(issue.path)
        error(file, `Unexpected key \`${key}\`${name ? ` in \`${name}\`` : ''}`, {
          at: keyPlace(where ?? document.contents, key),
          rule: 'config:unknown-key',
          actual: key,
          expected: nearest(key, known),
          fix: didYouMean(key, known) || `Remove it, or use one of ${known.map((k) => `\`${k}\``).join(', ')}.`
        })
      }
      return
    }
    const isMissing = where === undefined && issue.path.length > 0
    error(
      file,
      isMissing ? `Missing key \`${name}\`` : `Unexpected value of \`${name || 'thesis.yml'}\`: ${issue.message}`,
      {
        at: where?.range ? {start: place(where.range[0]), end: place(where.range[1])} : place(0),
        rule: isMissing ? 'config:missing' : 'config:wrong-value',
        fix: isMissing
          ? `Add a line \`${name}: …\`.`
          : `Give \`${name || 'thesis.yml'}\` the shape described in README.md.`
      }
    )
  }

  function keyPlace(parent: unknown, key: string) {
    let at = place(0)
    visit((isMap(parent) ? parent : document) as Parameters<typeof visit>[0], {
      Pair(_, pair) {
        if (isPair(pair) && String((pair.key as {value?: unknown} | null)?.value ?? pair.key) === key) {
          const range = (pair.key as YamlNode).range
          if (range) at = place(range[0])
          return visit.BREAK
        }
        return undefined
      }
    })
    return {start: at, end: {...at, column: at.column + key.length, offset: at.offset + key.length}}
  }
}

type Issue = z.core.$ZodIssue & {path: (string | number)[]}

/**
 * Where the values of `thesis.yml` stand, for messages about what they name; undefined for a default.
 *
 * The file is parsed once, at the first question.
 */
export function configPlaces(file: VFile): (path: readonly (string | number)[]) => Position | undefined {
  const lines = new LineCounter()
  let document: ReturnType<typeof parseDocument> | undefined
  return (path) => {
    document ??= parseDocument(String(file), {lineCounter: lines})
    const node = document.getIn(path, true) as YamlNode | undefined
    if (!node?.range) return undefined
    const [start, end] = [lines.linePos(node.range[0]), lines.linePos(node.range[1])]
    return {start: {line: start.line, column: start.col}, end: {line: end.line, column: end.col}}
  }
}

/** Of a union, the alternative that came nearest: the one whose mistake lies deepest. */
function flatten(issues: readonly z.core.$ZodIssue[], before: PropertyKey[] = []): Issue[] {
  return issues.flatMap((issue) => {
    const path = [...before, ...issue.path].map((step) => (typeof step === 'symbol' ? String(step) : step))
    if (issue.code !== 'invalid_union') return [{...issue, path} as Issue]
    const alternatives = issue.errors.map((alternative) => flatten(alternative, path))
    const deepest = alternatives.sort((a, b) => depth(b) - depth(a))[0]
    return deepest && depth(deepest) > path.length ? deepest : [{...issue, path} as Issue]
  })
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)))
}

/** The keys that may stand at a path of `thesis.yml`. */
function knownKeys(path: readonly (string | number)[]): string[] {
  let schema: unknown = z.toJSONSchema(configSchema, {io: 'input', unrepresentable: 'any'})
  const at = (value: unknown): Record<string, unknown> => {
    const object = (value ?? {}) as Record<string, unknown>
    const choices = (object.anyOf ?? []) as Record<string, unknown>[]
    return choices.find((choice) => choice.properties) ?? choices.find((choice) => choice.items) ?? object
  }
  for (const step of path) {
    const here = at(schema)
    schema =
      typeof step === 'number'
        ? here.items
        : ((here.properties as Record<string, unknown>)?.[step] ?? here.additionalProperties)
  }
  return Object.keys((at(schema).properties as object) ?? {})
}
