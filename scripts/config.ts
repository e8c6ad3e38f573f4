/** The text of `thesis/thesis.yml` → `Config`, validated: unknown keys and wrong values are messages with their place. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {z} from 'zod'
import {archiveSchema, depositSchema, identifiersSchema, idrefSchema, orcidSchema} from './document/deposit-settings.ts'
import {directionOf, isSameLanguage} from './document/language.ts'
import {languageSchema as language} from './document/language-schema.ts'
import {outputKinds} from './document/output-kinds.ts'
import {pageSchema} from './document/page-schema.ts'
import {hasTerms, termsOf, termsSchema} from './document/terms.ts'
import {withOurKeys} from './import/our-keys.ts'
import {originAt, type Settings} from './import/settings.ts'
import {error, inform, warn} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'
import {type Path, readYaml} from './messages/read-yaml.ts'
import {isRule, rules} from './messages/rules.ts'
import {severities} from './messages/severity.ts'
import {describeSchema, expectedAt, hintFor, issuesOf, ownReason} from './messages/zod-issues.ts'

/** Language → something. */
const byLanguage = <T extends z.ZodType>(value: T) => z.record(language, value)

const person = z.union([
  z.string().transform((name) => ({name})),
  z.strictObject({
    name: z.string(),
    /** « professeure, université X » */
    quality: z.string().optional(),
    /** « rapporteuse » */
    role: z.string().optional(),
    orcid: orcidSchema.optional(),
    /** Number in IdRef, the authority file of French libraries. */
    idref: idrefSchema.optional(),
    /** The family name, and what stands before it, where `name` would be cut otherwise. */
    family: z.string().optional(),
    given: z.string().optional(),
    /** Of the author, for the deposit: `1990-01-31`, and a country of ISO 3166-1, `MA`. */
    birth: z.iso.date('expected a day such as `1990-01-31`').optional(),
    nationality: z
      .string()
      .regex(/^[A-Z]{2}$/, 'expected two capital letters, such as `MA`')
      .optional(),
    email: z.string().optional()
  })
])

/** One or many, always read as many. */
const many = <T extends z.ZodType>(one: T) => z.union([one.transform((value) => [value]), z.array(one)])

/** A file, and how deep its headings of level 1 are: those of level 2 are sections of the chapter before it. */
const chapterFile = z.union([z.string(), z.strictObject({file: z.string(), level: z.int().min(1).max(5).default(1)})])

const chapterEntry = z.union([
  chapterFile,
  z.strictObject({
    /** A title, or the path of a Markdown file with the part's title and opening text. */
    part: z.string(),
    chapters: z.array(chapterFile).default([])
  })
])

/** An abstract: a path such as `resumes/fr.md`, or its text. */
const abstract = z.union([
  z.string().transform((text) => ({text, keywords: [] as string[]})),
  z.strictObject({text: z.string(), keywords: many(z.string()).default([])})
])

/** As MathJax has them. */
const macro = z.union([
  z.string().transform((body) => ({body, arity: 0})),
  z
    .tuple([z.string(), z.int().min(0).max(9)])
    .rest(z.string())
    .transform(([body, arity, byDefault]) => ({body, arity, byDefault}))
])

const bibliographyPart = z.strictObject({
  title: z.string(),
  /** Entries that satisfy every rule given; the first part that fits takes an entry. */
  type: many(z.string()).optional(),
  keyword: many(z.string()).optional(),
  lang: many(language).optional(),
  /** Everything that no other part takes. */
  rest: z.boolean().optional()
})

/** What a cover says, in the language of the thesis or in another. */
const coverFields = {
  subtitle: z.string().optional(),
  /** As printed on the cover. */
  date: z.union([z.string(), z.number().transform(String)]).optional(),
  university: z.string().optional(),
  school: z.string().optional(),
  laboratory: z.string().optional(),
  /** « Thèse de doctorat », « Mémoire de master », “Dissertation”; the usual word of the language when absent. */
  kind: z.string().optional(),
  /** « Docteur en sciences économiques » */
  degree: z.string().optional(),
  discipline: z.string().optional(),
  supervisor: many(person).default([]),
  jury: z.array(person).default([])
}

/** The cover in another language: only what is said here is printed, and the author, the title of `titles`, the number and the logos. */
const coverSide = z.strictObject({
  ...coverFields,
  title: z.string().optional(),
  author: many(person).optional()
})

/** `thesis.yml`. Only `title` is required. */
export const configSchema = z.strictObject({
  title: z.string().min(1),
  /** Lines of the title on the cover, when the author wants to choose where it breaks. */
  titleLines: z.array(z.string()).optional(),
  /** Title in other languages, by BCP 47 tag. */
  titles: byLanguage(z.string()).default({}),
  author: many(person).default([]),
  /** BCP 47. */
  lang: language.default('fr-FR'),
  ...coverFields,
  abstracts: byLanguage(abstract).default({}),
  keywords: many(z.string()).default([]),
  /** Pages before the text, in their order: dedication, epigraph, acknowledgements; one without a heading has none on paper. */
  front: many(z.string()).default([]),
  /** What stands before the text on paper, in its order; what is left out is not printed. */
  order: z
    .array(z.enum(['front', 'abstracts', 'summary', 'contents', 'lists', 'abbreviations', 'glossary']))
    .default(['front', 'abstracts', 'contents', 'lists', 'abbreviations']),
  /** Besides the names and titles above. */
  cover: z
    .strictObject({
      /** Pictures at the top, from thesis.yml. */
      logos: many(z.string()).default([]),
      /** As printed: « N° d’ordre : 2026-12 ». */
      number: z.union([z.string(), z.number().transform(String)]).optional(),
      /** Languages of `titles` that stand below the title. */
      titles: many(language).default([]),
      /** Pages of their own after the cover, by language: an Arabic one is set from the right. */
      sides: byLanguage(coverSide).default({}),
      /** The fourth side: titles, abstracts and keywords, on the last page. */
      back: z.boolean().default(false)
    })
    .prefault({}),
  chapters: z.array(chapterEntry).optional(),
  appendices: z.array(z.string()).default([]),
  citations: z
    .strictObject({
      /** `iso690-author-date`, `iso690-notes`, the name of a file of `bibliography/styles/` without `.csl`, or a path. */
      style: z.string().default('iso690-author-date'),
      /** Works printed without being cited; `'*'` for all. */
      nocite: many(z.string()).default([])
    })
    .prefault({}),
  bibliography: z
    .strictObject({
      /** Files of references, from this file or from the top; all of `bibliography/` when absent. */
      files: many(z.string()).optional(),
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
      lists: z.boolean().default(true),
      /** Contents after the cover of site and PDF. */
      shown: z.boolean().default(true)
    })
    .prefault({}),
  /** Abbreviation → what it stands for, as it is printed at its first use. */
  abbreviations: z.record(z.string().min(1), z.string().min(1)).default({}),
  /** TeX macros for the formulas: `RR: \mathbb{R}`, `E: ['\mathbb{E}[#1]', 1]`; with a third value, its first argument may be left out. */
  macros: z.record(z.string().regex(/^\\?[a-zA-Z]+$/), macro).default({}),
  /** TeX whose definitions are in force in the whole thesis: Pandoc's `header-includes`. */
  'header-includes': many(z.string()).default([]),
  /** Files of such TeX, paths from `thesis.yml`, or its text: `{text: '\\newcommand…'}`. */
  'include-in-header': many(
    z.union([
      z.string().transform((file) => ({file})),
      z.strictObject({file: z.string()}),
      z.strictObject({text: z.string()})
    ])
  ).default([]),
  typography: z
    .strictObject({
      /** French rules for spaces: Imprimerie nationale unless said otherwise; `none` leaves the text alone. */
      french: z
        .enum(['imprimerie-nationale', 'babel-french', 'suisse', 'québec', 'none'])
        .default('imprimerie-nationale')
    })
    .prefault({}),
  /** What an institution asks: `scripts/profiles/NAME.yml`, or `template/NAME.yml` beside thesis.yml. */
  profile: z.string().optional(),
  limits: z
    .strictObject({
      /** Characters of an abstract, spaces included. */
      abstract: z.int().min(1).optional()
    })
    .prefault({}),
  /** The printed page. */
  page: pageSchema.prefault({}),
  /** Words that the outputs print by themselves, in the place of those of the language: `scripts/document/terms/`. */
  terms: termsSchema.default({}),
  /** Rule → its severity, or `off`. The rules are those of `messages/rules.ts`, as messages name them. */
  rules: z.record(z.string(), z.enum(severities)).default({}),
  outputs: z.array(z.enum(outputKinds)).optional(),
  /** Licence of the text, as printed. */
  license: z.string().optional(),
  /** Standard of `archive.pdf`. */
  archive: archiveSchema,
  identifiers: identifiersSchema,
  deposit: depositSchema
})

/** What an author may set, with every default filled in. */
export type Config = z.infer<typeof configSchema>

/** Someone named on the cover. */
export type Person = Config['jury'][number]

/** What was read of `thesis.yml`, or of the settings of another tool. */
export interface ReadConfig {
  /** Undefined when it cannot be used. */
  config: Config | undefined
  /** Where a value is written, for messages about what it names; undefined when it is a default. */
  placeOf: (path: Path) => Position | undefined
}

/**
 * Read `thesis.yml`; the keys of Pandoc and Quarto are understood in it as well. All mistakes are messages on `file`.
 *
 * Emits `config:unreadable`, `config:missing`, `config:unknown-key`, `config:wrong-value`, `config:unknown-language`,
 * `config:layout`, `config:kind`, `messages:unknown-rule`.
 *
 * @param under  puts the settings of a profile under those that are typed
 */
export function readConfig(file: VFile, under: (typed: unknown) => unknown = (typed) => typed): ReadConfig {
  let ignored: string[] = []
  const {value: config, placeOf} = readYaml(file, configSchema, {
    rules: {
      unreadable: 'config:unreadable',
      missing: 'config:missing',
      unknown: 'config:unknown-key',
      wrong: 'config:wrong-value'
    },
    name: '`thesis.yml`',
    prepare(typed) {
      const prepared = withOurKeys(typed, configSchema.shape)
      ignored = prepared.layout
      return {...prepared, value: under(prepared.value)}
    }
  })
  if (ignored.length > 0) reportLayout(file, ignored, placeOf([ignored[0]!]))
  for (const rule of Object.keys(config?.rules ?? {})) if (!isRule(rule)) reportUnknownRule(rule)
  if (config) followPage(config)
  if (config) checkTerms(file, config, placeOf)
  if (config) checkKind(file, config, placeOf)
  return {config, placeOf}

  function reportUnknownRule(rule: string): void {
    const known = Object.keys(rules)
    warn(file, `Unknown rule \`${rule}\``, {
      at: placeOf(['rules', rule]),
      rule: 'messages:unknown-rule',
      actual: rule,
      expected: nearest(rule, known),
      fix: didYouMean(rule, known) || 'Write the rule as it is printed after the message.'
    })
  }
}

/**
 * The configuration out of the settings of another tool. A value that cannot be used is an error where it is written,
 * and the default stands for it.
 *
 * Emits `config:missing`, `config:wrong-value`, `config:unknown-language`, `config:layout`, `config:kind`.
 *
 * @param title  of a thesis that has none
 */
export function readImported(settings: Settings, title: string): ReadConfig {
  const {file} = settings
  // Keywords of each abstract are asked for where `thesis.yml` can say them.
  const values: Record<string, unknown> = {rules: {'abstracts:no-keywords': 'off'}, ...settings.values}
  const placeOf = (path: Path) => {
    const origin = originAt(settings, path)
    return origin?.file === file ? origin.at : undefined
  }
  if (values.title === undefined) {
    values.title = title
    warn(file, `Missing title: the name of the folder is printed, \`${title}\``, {
      rule: 'config:missing',
      fix: 'Write `title: …` where the settings of the thesis are.'
    })
  }
  let found = configSchema.safeParse(values)
  for (let round = 0; !found.success && round < 20; round++) {
    for (const issue of issuesOf(found.error)) {
      const origin = originAt(settings, issue.path)
      const expected = expectedAt(describeSchema(configSchema), issue.path)
      error(
        origin?.file ?? file,
        `Invalid value of \`${origin?.path.join('.') ?? issue.path.join('.')}\`: ${ownReason(issue) ?? `expected ${expected}`}`,
        {
          at: origin?.at,
          rule: 'config:wrong-value',
          fix: hintFor(issue) ?? `Write ${expected}.`
        }
      )
      delete values[String(issue.path[0])]
    }
    found = configSchema.safeParse(values)
  }
  for (const [yaml, origins] of Map.groupBy(settings.layout, (origin) => origin.yaml)) {
    const keys = [...new Set(origins.map(({path}) => String(path.at(-1))))]
    reportLayout(yaml.file, keys, yaml.placeOf(origins[0]!.path))
  }
  if (found.success) {
    followPage(found.data)
    checkTerms(file, found.data, placeOf)
    checkKind(file, found.data, placeOf)
  }
  return {config: found.data, placeOf}
}

/** Say which texts of the settings are printed nowhere. Emits `import:unread-text`. */
export function reportUnreadText(settings: Settings): void {
  for (const {yaml, path} of settings.unread) {
    const key = path.join('.')
    warn(yaml.file, `Text of \`${key}\` is not printed`, {
      at: yaml.placeOf(path),
      rule: 'import:unread-text',
      fix: 'Move it to a Markdown file with a heading `# … {.unnumbered}`, and list the file among the chapters.'
    })
  }
}

/** Emits `config:layout`. */
function reportLayout(file: VFile, keys: readonly string[], at: Position | undefined): void {
  const names = keys
    .slice(0, 12)
    .map((key) => `\`${key}\``)
    .join(', ')
  inform(
    file,
    `Layout of another tool, not used here: ${names}${keys.length > 12 ? ` and ${keys.length - 12} more` : ''}`,
    {
      at,
      rule: 'config:layout',
      fix: 'Leave them for the other tool, or remove them.'
    }
  )
}

/** What the page says of numbers holds in every output. */
function followPage({page, numbering, lang}: Config): void {
  const {left, right, ...margins} = page.margins
  const [inner, outer] = directionOf(lang) === 'rtl' ? [right, left] : [left, right]
  page.margins = {...margins, inner: inner ?? margins.inner, outer: outer ?? margins.outer}
  if (!page['heading-numbers']) numbering.depth = 0
  if (page.notes && page.notes !== 'page') numbering.notes = page.notes
}

/** Degrees that no doctoral thesis is written for. */
const otherDegree =
  /bachelor|licence\b|licenciatura|\bgrado\b|laurea|master|máster|mestrado|magister|\bM\.? ?(?:Sc|A|Phil)\b|habilitation/i

/** Say that the usual word of the cover does not suit the degree. */
function checkKind(file: VFile, {kind, degree, lang, terms}: Config, placeOf: ReadConfig['placeOf']): void {
  if (kind !== undefined || degree === undefined || !otherDegree.test(degree)) return
  const word = terms.thesis ?? termsOf(lang).thesis
  const at = placeOf(['degree'])
  warn(file, `The cover prints “${word}” above “${degree}”`, {
    at,
    rule: 'config:kind',
    fix: 'Write the word for this work: `kind: Master’s thesis`, `kind: Mémoire de master`.'
  })
}

/** Say once for each language that its terms are not known. */
function checkTerms(file: VFile, {lang, terms, abstracts}: Config, placeOf: ReadConfig['placeOf']): void {
  const missing = Object.keys(termsOf(lang)).filter((key) => !Object.hasOwn(terms, key))
  if (!hasTerms(lang) && missing.length > 0) {
    const place = placeOf(['lang'])
    warn(file, `Unknown terms of the language \`${lang}\`: what the outputs print by themselves is in English`, {
      at: place,
      rule: 'config:unknown-language',
      actual: lang,
      fix: `Write them under \`terms:\`, as in \`terms: {contents: …, chapter: [one, many]}\`; missing: ${missing.map((key) => `\`${key}\``).join(', ')}.`
    })
  }
  for (const other of Object.keys(abstracts)) {
    if (hasTerms(other) || isSameLanguage(other, lang)) continue
    // The tag may be typed in another case.
    const place = placeOf(['abstracts', other]) ?? placeOf(['abstracts'])
    inform(file, `Unknown terms of the language \`${other}\`: the heading of its abstract is in English`, {
      at: place,
      rule: 'config:unknown-language',
      actual: other,
      fix: 'Start the abstract with a heading `# …` in its language.'
    })
  }
}
