/** Thesis → the data that the template walks, with its pictures: everything that the PDF engine reads. */

import {readFileSync} from 'node:fs'
import type {PhrasingContent} from 'mdast'
import {VFile} from 'vfile'
import {keyOf, type Results} from '../../cache/results.ts'
import type {Config} from '../../config.ts'
import {coverSides, disciplineOf} from '../../document/cover-sides.ts'
import {designPage, mathFontOf, printDesign} from '../../document/design.ts'
import {directionOf, isSameLanguage} from '../../document/language.ts'
import {partTitle, termsIn} from '../../document/terms.ts'
import {capitalise, plainText} from '../../document/text.ts'
import type {Abstract, Chapter, ContentsEntry, Cover, ListEntry, Thesis} from '../../document/thesis.ts'
import {type MathReader, readerIn} from '../math/math-reader.ts'
import {runningHead} from './check-lengths.ts'
import {markFloats} from './floats.ts'
import {writeAll, writeCopy, writeHeading} from './handlers.ts'
import {writeImage} from './pictures.ts'
import type {Piece, TemplateValue, TypstProject} from './pieces.ts'
import {dropLostPointers, labelOf, type State, startState, startWriting, type Writing} from './state.ts'
import type {AbstractData, CoverData} from './template-data.ts'
import {reportMissing} from './text.ts'
import {language} from './text-language.ts'
import {balancedWidth, boundText, boundTitle} from './titles.ts'
import {writeApart} from './write-apart.ts'

export type {AuthorLine, SheetTexts, TypstProject} from './pieces.ts'

export interface WriteTypstOptions {
  /** Name the place of each block in the sources, for the preview. */
  hasOrigins?: boolean
  /** Only the chapter of this id; what it names of the others stays as words. */
  chapter?: string | undefined
  /** Where chapters are kept that nothing has changed. */
  results?: Results
  /** Knows formulas that were read already. */
  math?: MathReader
}

/**
 * Write a thesis for Typst: JSON data, its pictures, and the template that walks them.
 *
 * No text becomes code. What Typst cannot express is a message on the file of its chapter.
 *
 * Emits `pdf:…` and `math:unreadable`.
 */
export function writeTypst(
  {paper, ...site}: Thesis,
  {hasOrigins = false, chapter, results, math}: WriteTypstOptions = {}
): TypstProject {
  const thesis = paper ?? site
  const writing = openWriting(thesis, math)
  if (hasOrigins) writing.origins = new Map()
  const data = {
    meta: writeMeta(thesis),
    cover: writeCover(thesis, writing),
    sides: chapter === undefined ? writeSides(thesis, writing) : [],
    abstracts: thesis.abstracts.map((abstract) => writeAbstract(abstract, thesis, writing)),
    isAlone: chapter !== undefined,
    back:
      thesis.config.cover.back && chapter === undefined
        ? thesis.abstracts.map((one) => writeAbstract(one, thesis, writing, true))
        : null,
    order: thesis.config.order,
    front: writeChapters(thesis, writing, ({front}) => front !== undefined && chapter === undefined, results),
    chapters: writeChapters(
      thesis,
      writing,
      ({front, id}) => (chapter === undefined ? !front : id === chapter),
      results
    ),
    contents: writeContents(thesis.contents, writing),
    depth: deepestLevel(thesis),
    showsContents: thesis.config.contents.shown,
    lists: thesis.config.contents.lists ? writeLists(thesis, writing) : [],
    terms: pick(writing.terms, ['contents', 'summaryOfContents', 'keywords', 'citedAt', 'page', 'captionSeparator']),
    places: [] as string[]
  }
  dropLostPointers(writing, chapter !== undefined)
  data.places = placesOf(thesis, writing)
  reportMissing(writing)
  for (const name of hasOrigins ? [...templates, 'sheet.typ'] : templates) {
    writing.files.set(`/${name}`, readFileSync(new URL(name, import.meta.url), 'utf8'))
  }
  for (const [path, text] of ownParts(thesis.cover)) writing.files.set(path, text)
  writing.files.set(
    '/design.json',
    JSON.stringify({
      ...printDesign(writing.page),
      isBoundRight: directionOf(thesis.config.lang) === 'rtl',
      leadsLater: true
    })
  )
  const {chapters, ...rest} = data
  const sheets = hasOrigins
    ? {chapters: chapters.map((one) => JSON.stringify(one)), rest: JSON.stringify(rest)}
    : undefined
  if (!sheets) writing.files.set('/thesis.json', JSON.stringify(data))
  const {files, pictures, hasSilentPicture, origins} = writing
  const file = thesis.chapters[0]?.file ?? new VFile()
  const own = thesis.cover.templates.filter(({extname}) => extname === '.typ')
  const fonts = writing.page.fonts.map(({bytes}) => bytes)
  const isAccessible = !hasSilentPicture
  return {
    files,
    pictures,
    file,
    fonts,
    templates: own,
    main: '/main.typ',
    pageTerm: writing.terms.deck.page,
    isAccessible,
    origins,
    sheets
  }
}

/** What others lead to, or name the page of, the slides among them. */
function placesOf({chapters, targets}: Thesis, {tops, pointers}: Writing): string[] {
  const tops1 = chapters.flatMap(({id}) => (tops.has(id) ? [`${id}#`] : []))
  const labels = [...targets.values()].map(({destination}) => labelOf(destination, tops))
  return [...new Set([...tops1, ...labels, ...pointers.flatMap(({piece}) => piece.to ?? [])])]
}

/** The author's templates, and the file that imports them: names are ours, text is theirs and stays in their files. */
function ownParts({templates}: Cover): Map<string, string> {
  const typst = templates.filter(({extname}) => extname === '.typ')
  const names = typst.map(({stem}) => stem!)
  const imports = names.map((name) => `#import "own/${name}.typ": ${name}\n`).join('')
  const own = `${imports}#let own = (${names.map((name) => `${name}: ${name}`).join(', ') || ':'}${names.length === 1 ? ',' : ''})\n`
  return new Map([['/own.typ', own], ...typst.map((file) => [`/own/${file.basename}`, String(file)] as const)])
}

/** In the order in which they build on each other. */
const templates = ['template.typ', 'floats.typ', 'math.typ', 'walk.typ', 'main.typ']

/** What is known before the first page: the top of each chapter, and what the contents list. */
function openWriting(thesis: Thesis, math = readerIn(mathFontOf(thesis.config.page))): Writing {
  const tops = new Map<string, string>()
  for (const {id, tree} of thesis.chapters) {
    const [first] = tree.children
    if (first?.type === 'heading' && first.anchor) tops.set(id, first.anchor)
  }
  const listed = new Set<string>()
  const list = (entries: readonly ContentsEntry[]) => {
    for (const entry of entries) {
      listed.add(labelOf(entry.target, tops))
      list(entry.children)
    }
  }
  list(thesis.contents)
  return startWriting(termsIn(thesis.config), {
    assets: thesis.assets,
    tops,
    listed,
    page: designPage(thesis.config.page, thesis.fonts),
    math
  })
}

function writeMeta({config, abstracts}: Thesis): TemplateValue {
  const own = abstracts.find(({lang}) => isSameLanguage(lang, config.lang))
  return {
    title: config.title,
    description: config.subtitle ?? null,
    author: config.author.map(({name}) => name),
    keywords: config.keywords.length > 0 ? config.keywords : (own?.keywords ?? []),
    ...language(config.lang),
    lang: language(config.lang).lang ?? 'en',
    draft: termsIn(config).draft
  }
}

/** The cover again in each language of `cover: sides:`. */
function writeSides(thesis: Thesis, writing: Writing): TemplateValue[] {
  const {config, cover} = thesis
  return coverSides(config, cover).map(({lang, title, config: own}) => {
    const side = {...thesis, config: own, cover: {...cover, title: [title], subtitle: wordsOf(own.subtitle)}}
    return {...writeCover(side, writing, termsIn(config, lang)), ...language(lang), dir: directionOf(lang)}
  })
}

const wordsOf = (text: string | undefined): PhrasingContent[] => (text ? [{type: 'text', value: text}] : [])

/** Everything on the cover is optional but the title. */
function writeCover({config, cover}: Thesis, writing: Writing, terms = writing.terms): CoverData {
  const {page} = writing
  const names = config.supervisor.map(({name}) => name)
  // The sides of the cover are a seventh of the page.
  const widest = (((page.width * 5) / 7) * 72) / 25.4
  const coverTitle =
    config.title.length > 110 ? {size: 23, widest: widest * 0.9407} : {size: 29, widest: widest * 0.8667}
  // Lines below the title are 125 mm wide at most.
  const below = Math.min(354, widest)
  return {
    logos: writeLogos(cover, config, writing),
    number: config.cover.number ?? null,
    titles: config.cover.titles.flatMap((lang) => {
      const found = Object.entries(cover.titles).find(([tag]) => isSameLanguage(tag, lang))
      if (!found) return []
      const dir = directionOf(lang)
      const font = (dir === 'rtl' ? page.arabic : page.text).regular()
      const width = balancedWidth(plainText(found[1]), 12 * page.sizes.unit, below, font)
      return [{...language(lang), dir, width, title: writeTitle(found[1], writing)}]
    }),
    university: config.university ?? null,
    school: config.school ?? null,
    laboratory: config.laboratory ?? null,
    kind: config.kind ?? terms.thesis,
    degree: config.degree ?? null,
    discipline: disciplineOf(config) ?? null,
    title: cover.title.map((line) => {
      const pieces = writeTitle(line, writing)
      return config.titleLines ? pieces : boundTitle(wholeWords(pieces))
    }),
    titleSize: coverTitle.size,
    titleWidth: config.titleLines
      ? coverTitle.widest
      : balancedWidth(
          boundText(config.title),
          coverTitle.size * page.sizes.unit,
          coverTitle.widest,
          page.headings.regular()
        ),
    subtitleWidth: balancedWidth(
      boundText(plainText(cover.subtitle)).replace(/(?<=\p{L})-(?=\p{L})/gu, '\u2011'),
      15.5 * page.sizes.unit,
      below,
      page.text.regular()
    ),
    subtitle: config.subtitle === undefined ? null : boundTitle(wholeWords(writeTitle(cover.subtitle, writing))),
    presentedBy: terms.presentedBy,
    author: config.author.map(({name}) => name),
    supervisedBy: terms.supervisedBy,
    supervisor: [names.slice(0, -1).join(', '), names.at(-1) ?? ''].filter(Boolean).join(` ${terms.and} `),
    defendedOn: terms.defendedOn,
    date: config.date ?? null,
    jury: terms.jury,
    juryHead: [terms.juryName, terms.juryQuality, terms.juryRole],
    juryRows: config.jury.map((person) => [
      person.name,
      'quality' in person ? (person.quality ?? '') : '',
      'role' in person ? (person.role ?? '') : ''
    ]),
    license: config.license ?? null
  }
}

/** One that cannot be shown leaves no hole: its message says so. A high one takes a tenth of the page. */
function writeLogos({logos, file}: Cover, {university}: Config, writing: Writing): Piece[] {
  return logos.flatMap((logo) => {
    if (logo.asset === undefined) return []
    const {width = 1, height = width} = writing.assets.get(logo.asset) ?? {}
    const highest = (((writing.page.height / 10) * 72) / 25.4) * (width / height)
    const state = {...startState(writing, file, 'cover'), width: Math.min(writing.page.textWidth / 3, highest)}
    return writeImage(logo, state, university ?? '', true)
  })
}

function writeTitle(words: readonly PhrasingContent[], writing: Writing): Piece[] {
  return writeCopy(words, startState(writing, new VFile(), 'cover'))
}

/** A large title never breaks at a hyphen. */
function wholeWords(line: readonly Piece[]): Piece[] {
  return line.map((piece) => {
    if (typeof piece === 'string') return piece.replace(/(?<=\p{L})-(?=\p{L})/gu, '\u2011')
    return 'children' in piece && piece.type !== 'list' ? {...piece, children: wholeWords(piece.children)} : piece
  })
}

/** `isCopy`: what the abstract says again, on the fourth side of the cover. */
function writeAbstract(abstract: Abstract, {config, cover}: Thesis, writing: Writing, isCopy = false): AbstractData {
  const tag = language(abstract.lang)
  const terms = termsIn(config, abstract.lang)
  const title = Object.entries(cover.titles).find(([lang]) => isSameLanguage(lang, abstract.lang))?.[1]
  return {
    ...tag,
    dir: abstract.direction,
    heading: abstract.title,
    title: title
      ? writeTitle(title, writing)
      : isCopy
        ? cover.title.flatMap((line, index) => [...(index > 0 ? [' '] : []), ...writeTitle(line, writing)])
        : null,
    keywordsTerm: terms.keywords,
    colon: terms.colon,
    keywords: abstract.keywords.join(terms.comma),
    children: writeAll(abstract.tree.children, {
      ...startState(writing, abstract.file, `abstract-${abstract.lang}`),
      isCopy
    })
  }
}

function writeChapters(
  thesis: Thesis,
  writing: Writing,
  isWanted: (chapter: Chapter) => boolean,
  results: Results | undefined
): TemplateValue[] {
  // The messages in the margins of a draft come from the whole thesis.
  const kept = results && !writing.page.settings.draft && {results, around: aroundOf(thesis, writing)}
  const hasParts = new Set(thesis.chapters.flatMap(({part}) => part ?? []))
  let parts = 0
  return thesis.chapters.flatMap((chapter) => {
    if (chapter.role === 'part') parts += 1
    if (!isWanted(chapter)) return []
    const isInPart = hasParts.has(chapter.part ?? '')
    return [
      writeApart(writing, chapter, kept || undefined, (own) => writeChapter(chapter, parts, isInPart, thesis, own))
    ]
  })
}

/** What chapters are written with besides their own text; their places among the others are in it. */
function aroundOf({config, chapters, assets}: Thesis, {tops, listed, page, origins}: Writing): string {
  const places = chapters.map(({id, role, part, number}) => [id, role, part, number])
  const pictures = [...assets.values()].flatMap(({bytes, ...image}) => [image, bytes])
  return keyOf(config, [...tops], [...listed], printDesign(page), places, origins !== undefined, ...pictures)
}

function writeChapter(
  chapter: Chapter,
  parts: number,
  isInPart: boolean,
  thesis: Thesis,
  writing: Writing
): TemplateValue {
  const state = startState(writing, chapter.file, chapter.id)
  if (isInPart) state.outline = {level: 1, shift: 1}
  const [first, ...rest] = chapter.tree.children
  const hasHeading = first?.type === 'heading' && first.depth === 1
  const heading = hasHeading ? writeHeading(first, state) : undefined
  if (!hasHeading) writing.declared.add(`${chapter.id}#`)
  const children = markFloats(writeAll(hasHeading ? rest : chapter.tree.children, state), chapter.id)
  const kicker = kickerOf(chapter, parts, writing)
  const copied = writeCopy(chapter.title, state)
  return {
    type: chapter.role,
    isUntitled: chapter.front === 'untitled',
    list: chapter.front?.endsWith('titled') ? undefined : chapter.front,
    label: `${chapter.id}#`,
    level: heading?.level ?? 1,
    isListed: heading?.isListed ?? false,
    kicker,
    text: [
      kicker,
      plainText(chapter.title)
        .replace(/[ \t\r\n]+/g, ' ')
        .trim()
    ]
      .filter(Boolean)
      .join(kickerSeparator),
    title: boundTitle(heading?.children ?? copied),
    width: titleWidth(chapter, writing),
    head: runningHead(copied, plainText(chapter.title), state),
    sections: sectionsOf(chapter, state),
    ...language(chapter.lang === thesis.config.lang ? undefined : chapter.lang),
    children
  }
}

/** In points; that of a part is narrower than the text. */
function titleWidth({role, title}: Chapter, {page}: Writing): number {
  const [size, widest] = role === 'part' ? [28, Math.round(page.textWidth * 0.8467)] : [25, page.textWidth]
  return balancedWidth(boundText(plainText(title)), size * page.sizes.unit, widest, page.headings.regular())
}

/** Between « Chapitre 1 » and its title, where they stand on one line: bookmarks and contents. */
const kickerSeparator = ' – '

/** « Première partie », « Chapitre 2 », « Annexe A ». */
function kickerOf(chapter: Chapter, parts: number, {terms}: Writing): string | null {
  if (chapter.number === undefined) return null
  if (chapter.role === 'part') return partTitle(parts, terms)
  const [term] = chapter.role === 'appendix' ? terms.appendix : terms.chapter
  return `${capitalise(term)}\u00A0${chapter.number}`
}

/** Second-level sections, for the running heads. */
function sectionsOf(chapter: Chapter, state: State): TemplateValue {
  return chapter.tree.children.flatMap((node) => {
    if (node.type !== 'heading' || node.depth !== 2) return []
    const label = labelOf({chapter: chapter.id, anchor: node.anchor}, state.writing.tops)
    return state.writing.declared.has(label)
      ? [{label, title: runningHead(writeCopy(node.children, state), plainText(node), state)}]
      : []
  })
}

/** Lines of the contents by label: the engine knows the order and the pages, this says what they look like. */
function writeContents(
  entries: readonly ContentsEntry[],
  writing: Writing,
  parts = {count: 0}
): Record<string, TemplateValue> {
  const lines: Record<string, TemplateValue> = {}
  for (const entry of entries) {
    if (entry.kind === 'part') parts.count += 1
    const state = startState(writing, new VFile(), entry.target.chapter)
    lines[labelOf(entry.target, writing.tops)] = {
      kind: entry.kind,
      depth: entry.depth,
      number: numberInContents(entry, parts.count, writing),
      title: writeCopy(entry.title, state)
    }
    Object.assign(lines, writeContents(entry.children, writing, parts))
  }
  return lines
}

function numberInContents(entry: ContentsEntry, parts: number, {terms}: Writing): string | null {
  if (entry.number === undefined) return null
  if (entry.kind === 'part') return partTitle(parts, terms)
  if (entry.kind === 'appendix') return `${capitalise(terms.appendix[0])}\u00A0${entry.number}`
  return entry.number
}

/** Deepest outline level that the contents show. */
function deepestLevel({contents}: Thesis): number {
  const depth = (entries: readonly ContentsEntry[]): number =>
    Math.max(0, ...entries.map((entry) => 1 + depth(entry.children)))
  return Math.max(1, depth(contents))
}

function writeLists({figures, tables, listings}: Thesis, writing: Writing): TemplateValue[] {
  const {terms} = writing
  const list = (kind: string, title: string, entries: readonly ListEntry[]) => ({
    kind,
    title,
    lines: Object.fromEntries(
      entries.map(({number, caption, target}) => [
        labelOf(target, writing.tops),
        {number, title: writeCopy(caption, startState(writing, new VFile(), target.chapter))}
      ])
    )
  })
  return [
    list('figure', terms.listOfFigures, figures),
    list('table', terms.listOfTables, tables),
    list('listing', terms.listOfListings, listings)
  ].filter(({lines}) => Object.keys(lines).length > 0)
}

function pick<Source, Key extends keyof Source>(source: Source, keys: readonly Key[]): Pick<Source, Key> {
  return Object.fromEntries(keys.map((key) => [key, source[key]])) as Pick<Source, Key>
}
