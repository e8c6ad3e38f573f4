/** A deck and the thesis → everything that the slides show of the thesis, in its words and figures. */

import path from 'node:path'
import type {Root} from 'mdast'
import {unified} from 'unified'
import {visit} from 'unist-util-visit'
import type {VFile} from 'vfile'
import type {FormattedEntry} from '../bibliography/cite.ts'
import {richTextToString, toHtml} from '../bibliography/rich-text.ts'
import type {Drawing, Figure, FlowContent} from '../document/nodes.ts'
import {termsOf} from '../document/terms.ts'
import {plainText} from '../document/text.ts'
import type {Chapter, Thesis} from '../document/thesis.ts'
import type {ThesisData} from '../figures/data.ts'
import type {Figures} from '../figures/index.ts'
import {error, warn} from '../messages.ts'
import {didYouMean, nearest} from '../nearest.ts'
import {frenchText} from '../transform/french-typography.ts'
import {type ResolveCitationsOptions, resolveCitations} from '../transform/resolve-citations.ts'
import {resolveReferences} from '../transform/resolve-references.ts'
import {checkAgreement} from './check-agreement.ts'
import {checkDeck} from './check-deck.ts'
import type {DeckData, DeckFigure, DeckTable} from './deck-data.ts'
import {findTheme} from './deck-theme.ts'
import {escapeHtml, inlineHtml, textOfHtml} from './inline-html.ts'
import {nameSlides} from './name-slides.ts'
import {type Cited, type Component, type Deck, drawingKey, readDeck, type Slide, valueKey} from './read-deck.ts'
import {chartRoom, figureRoom} from './slide-room.ts'
import {secondsOf} from './slide-time.ts'
import {typesetSlide} from './typeset-slide.ts'

export interface BindDeckOptions {
  thesis: Thesis
  data: ThesisData
  figures: Figures
  /** What citations are made with: the thesis's own library, style and engine. */
  citations: Pick<ResolveCitationsOptions, 'works' | 'style' | 'format' | 'locales'>
  /** Pages of the printed thesis by `chapter#anchor`, where it has been printed. */
  pages?: ReadonlyMap<string, string>
  /** Bytes of a file of the deck, by its path from the deck's folder; without it copied pictures are not compared. */
  read?: (path: string) => Promise<Uint8Array | undefined>
}

/**
 * Read a deck, check it, bind it, and hold what it says against the thesis. `names`: the files beside it.
 *
 * Every message names its slide.
 */
export async function bindSlides(file: VFile, names: ReadonlySet<string>, options: BindDeckOptions): Promise<DeckData> {
  const deck = readDeck(file)
  const theme = findTheme(deck.settings, path.dirname(path.resolve(file.cwd, file.path)))
  checkDeck(deck, {files: names, theme})
  const bound = await bindDeck(deck, options)
  await checkAgreement(deck, bound, {...options, works: options.citations.works})
  nameSlides(deck)
  return bound
}

/**
 * Give the deck what it names of the thesis. What does not exist is a message at its place in the slides.
 *
 * Emits `data:unknown-value`, `data:ambiguous-value`, `data:blank-value`, `data:unknown-option`,
 * `figures:unknown-chart`, `figures:unknown-table`, `figures:too-tall`, `slides:unknown-case`, `slides:unknown-figure`,
 * `slides:unknown-place`, `slides:unlisted-works`, and what `resolveCitations` emits.
 */
export async function bindDeck(deck: Deck, options: BindDeckOptions): Promise<DeckData> {
  const {thesis, figures} = options
  const {config} = thesis
  const isFrench = /^fr\b/i.test(config.lang)
  const french = isFrench && config.typography.french
  const text = (words: string) => (french ? frenchText(words, french) : words)
  const bound: DeckData = {
    lang: config.lang,
    title: (config.titleLines ?? [config.title]).map(text),
    subtitle: text(config.subtitle ?? ''),
    arabicTitle: config.titles.ar ?? '',
    author: config.author.map(({name}) => name).join(', '),
    school: [config.degree, config.university, config.date].flatMap((one) => (one ? [text(one)] : [])),
    values: {},
    charts: {},
    figures: {},
    cases: bindCases(options, text),
    tables: {},
    citations: {},
    references: [],
    slides: [],
    typeset: {}
  }
  for (const slide of deck.slides) {
    for (const component of slide.components) await bindComponent(component)
    for (const component of slide.noteComponents) if (component.name === 'Value') bindSpoken(component)
    const {routeAlias: alias} = slide.settings
    bound.slides.push({
      number: slide.number,
      ...(alias === undefined || alias === null ? {} : {alias: String(alias)}),
      title: text(titleOf(slide)),
      place: placeOf(slide),
      isQuestion: slide.layout === 'backup',
      isData: slide.layout === 'backup-chart',
      seconds: secondsOf(slide.note) ?? 0,
      note: ''
    })
  }
  bindCitations()
  deck.slides.forEach((slide, index) => {
    bound.typeset[slide.content] = typesetSlide(slide, french)
    bound.slides[index]!.note = text(printNote(slide, bound.citations))
  })
  return bound

  async function bindComponent(component: Component): Promise<void> {
    const {name, attributes} = component
    const {of = '', name: wanted = '', id = '', case: study = ''} = attributes
    if (name === 'Value') bindValue(component, of)
    if (name === 'Chart') {
      const {name: _, ...rest} = attributes
      const drawn = await figures.draw(
        wanted,
        withoutLooks(rest),
        `deck-${drawingKey(attributes).replace(/[^\w-]+/g, '-')}`,
        chartRoom
      )
      if ('reason' in drawn) return report(component, wanted, drawn)
      bound.charts[drawingKey(attributes)] = {
        svg: drawn.svg,
        title: text(drawn.title),
        description: text(drawn.description)
      }
    }
    if (name === 'CaseTable') {
      const {name: _, ...rest} = attributes
      const filled = figures.fillTable(wanted, withoutLooks(rest))
      if ('reason' in filled) return report(component, wanted, filled)
      bound.tables[drawingKey(attributes)] = printTable(filled, text)
    }
    if (name === 'CaseCard' && !Object.hasOwn(bound.cases, study)) {
      const known = Object.keys(bound.cases)
      error(deck.file, `Unexpected case \`${study}\``, {
        at: {line: component.line, column: component.column},
        rule: 'slides:unknown-case',
        actual: study,
        expected: nearest(study, known),
        fix: didYouMean(study, known) || `Use one of ${known.map((one) => `\`${one}\``).join(', ')}.`
      })
    }
    if (name === 'Figure') await bindFigure(component, id)
  }

  /** In notes a value is text: the speaker's window finds it by its tag, as it finds citations. */
  function bindSpoken(component: Component): void {
    bindValue(component, component.attributes.of ?? '')
    const printed = bound.values[valueKey(component.attributes)]
    if (printed !== undefined) bound.citations[component.source] = escapeHtml(printed)
  }

  function bindValue(component: Component, path: string): undefined {
    const {of: _, ...rest} = component.attributes
    const known = ['unit', 'bare', 'min', 'max']
    const unknown = Object.keys(rest).find((option) => !known.includes(option))
    if (unknown !== undefined) {
      report(component, unknown, {
        reason: `Unexpected option \`${unknown}\` of a value`,
        rule: 'data:unknown-option',
        fix: didYouMean(unknown, known) || `Use ${known.map((one) => `\`${one}\``).join(', ')}.`
      })
    }
    const found = figures.findValue(path)
    if ('reason' in found) return report(component, path, found)
    const end = 'min' in rest ? 'min' : 'max' in rest ? 'max' : undefined
    const printed = figures.printValue(found, {
      lang: config.lang,
      hasUnit: 'unit' in rest,
      isBare: 'bare' in rest,
      ...(end ? {end} : {})
    })
    bound.values[valueKey(component.attributes)] = text(printed)
  }

  async function bindFigure(component: Component, id: string): Promise<void> {
    const found = findFigure(thesis.chapters, id)
    const shown = found && showFigure(found, thesis, 'Figure')
    if (shown) {
      const chart = chartOf(found, shown.picture)
      const drawn = chart && (await figures.draw(chart.name, chart.options, `deck-${id}`, figureRoom))
      if (drawn && 'reason' in drawn) return report(component, id, drawn)
      bound.figures[id] = drawn ? {...shown, picture: drawn.svg} : shown
      return
    }
    const known = [...thesis.targets.values()].filter(({kind}) => kind === 'figure').map(({label}) => label)
    error(deck.file, `Unexpected figure \`${id}\``, {
      at: {line: component.line, column: component.column},
      rule: 'slides:unknown-figure',
      actual: id,
      expected: nearest(id, known),
      fix: didYouMean(id, known) || 'Give the label of a figure of the thesis that is a picture or a chart.'
    })
  }

  function bindCitations(): void {
    const isNoteStyle = options.citations.style?.isNote ?? false
    const trees = deck.slides.flatMap(({tree, noteTree}) => [tree, noteTree])
    const resolved = resolveCitations(
      trees.map((tree) => asChapter(tree, deck, isNoteStyle)),
      {...options.citations, config: {...config, citations: {...config.citations, nocite: []}}}
    )
    const references = {targets: thesis.targets, terms: termsOf(config.lang), used: new Set<string>()}
    for (const tree of trees) unified().use(resolveReferences, references).runSync(tree, deck.file)
    for (const {content, citations, note, noteCitations} of deck.slides) {
      for (const {node, start, end} of citations)
        bound.citations[content.slice(start, end)] = printCited(node, isNoteStyle)
      for (const {node, start, end} of noteCitations)
        bound.citations[note.slice(start, end)] = printCited(node, isNoteStyle)
    }
    bound.references = paginate(resolved.entries)
    const last = deck.slides.flatMap(({components}) => components).findLast(({name}) => name === 'References')
    const printed = deck.slides.flatMap(({components}) =>
      components.flatMap(({name, attributes}) => (name === 'References' ? Number(attributes[':page'] ?? 1) : []))
    )
    for (const page of printed.filter((one) => bound.references[one - 1] === undefined)) {
      warn(deck.file, `Unexpected page ${page} of the list of works, which has ${bound.references.length}`, {
        at: {line: last?.line ?? 1, column: last?.column ?? 1},
        rule: 'slides:unlisted-works',
        fix: 'Take its slide out.'
      })
    }
    const missing = bound.references.map((_, index) => index + 1).filter((page) => !printed.includes(page))
    if (missing.length === 0) return
    warn(
      deck.file,
      `The list of works has ${bound.references.length} pages; page ${missing.join(', ')} is on no slide`,
      {
        at: {line: last?.line ?? 1, column: last?.column ?? 1},
        rule: 'slides:unlisted-works',
        fix: `Add a slide with \`<References :page="${missing[0]}" />\`.`
      }
    )
  }

  function placeOf(slide: Slide): string {
    const label = slide.settings.thesis
    if (label === undefined) return ''
    const target = thesis.targets.get(String(label))
    const chapter = thesis.chapters.find(({id}) => id === label)
    const printed = target
      ? pageOf(target.destination.chapter, target.destination.anchor)
      : chapter
        ? pageOf(chapter.id)
        : ''
    if (target) return text(`${kindWord(target.kind, isFrench)} ${target.number ?? target.title}${printed}`)
    if (chapter) return text(`${chapter.number ? `chap. ${chapter.number}` : plainText(chapter.title)}${printed}`)
    const known = [...thesis.targets.keys(), ...thesis.chapters.map(({id}) => id)]
    error(deck.file, `Unexpected place in the thesis \`${label}\``, {
      at: {line: slide.line, column: 1},
      rule: 'slides:unknown-place',
      actual: String(label),
      expected: nearest(String(label), known),
      fix: didYouMean(String(label), known) || 'Give the label of a section, `sec-…`, or the name of a chapter’s page.'
    })
    return ''
  }

  /** A chapter's own label is the top of its first page. */
  function pageOf(chapter: string, anchor = ''): string {
    const isTop = thesis.chapters.some(({id, tree}) => id === chapter && tree.children[0]?.attributes?.id === anchor)
    const page = options.pages?.get(`${chapter}#${isTop ? '' : anchor}`)
    return page === undefined ? '' : `, p. ${page}`
  }

  function report(at: Component, actual: string, problem: Problem): undefined {
    error(deck.file, problem.reason, {...problem, at: {line: at.line, column: at.column}, actual})
  }
}

type Problem = {reason: string; rule: Parameters<typeof error>[2]['rule']; fix: string; expected?: string[]}

/** A citation or a reference as HTML; what a note style says stands in brackets. */
function printCited(node: Cited['node'], isNoteStyle: boolean): string {
  const html = inlineHtml(node.children)
  return isNoteStyle && node.type === 'citation' && node.mode === 'parenthetical' ? `(${html})` : html
}

/** Notes for paper: without their time, with their citations and their values as text. */
function printNote({note, noteCitations, noteComponents}: Slide, printed: Record<string, string>): string {
  let words = ''
  let from = 0
  const values = noteComponents.map(({start, source}) => ({start, end: start + source.length}))
  for (const {start, end} of [...noteCitations, ...values].sort((a, b) => a.start - b.start)) {
    const typed = note.slice(start, end)
    words += note.slice(from, start) + (Object.hasOwn(printed, typed) ? textOfHtml(printed[typed]!) : typed)
    from = end
  }
  return (words + note.slice(from)).replace(/^\s*\(\d+:\d\d\)\s*/, '').trim()
}

/** Signs of a line of the list of works, and its lines on a slide, as the style sheet of the deck sets them. */
const room = {signs: 104, lines: 17.5}

/** Works in the style's order, as many on a slide as fit. */
function paginate(entries: readonly FormattedEntry[]): DeckData['references'] {
  const pages: DeckData['references'] = []
  let lines = room.lines
  for (const {key, content, lang, isArabic} of entries) {
    // Addresses break late: they are counted with room to spare. A quarter of a line stands between two works.
    const height = Math.ceil(richTextToString(content).length / room.signs + 0.15) + 0.25
    if (lines + height > room.lines) {
      pages.push([])
      lines = 0
    }
    pages.at(-1)!.push({key, html: toHtml(content), isArabic, ...(lang ? {lang} : {})})
    lines += height
  }
  return pages
}

/** First heading, or the front matter's title. */
function titleOf({settings, tree}: Slide): string {
  if (typeof settings.title === 'string') return settings.title
  const heading = tree.children.find((node) => node.type === 'heading')
  return heading ? plainText(heading) : ''
}

/** Attributes that say how a thing looks are the component's own. */
function withoutLooks(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !['class', 'style', 'caption'].includes(name))
  )
}

function bindCases({data, figures}: BindDeckOptions, text: (words: string) => string): DeckData['cases'] {
  const table = figures.fillTable('comparison', {})
  const rows = 'rows' in table ? table.rows : []
  return Object.fromEntries(
    [...data.cases.values()].map((study, index) => [
      study.id,
      {
        name: text(study.name),
        shortName: study.shortName,
        founded: String(study.identity.founded.year),
        rows: rows.map((row): [string, string] => [text(row[0]?.text ?? ''), text(row[index + 1]?.text ?? '')])
      }
    ])
  )
}

function printTable(
  {align, head, rows}: {align: DeckTable['align']; head: string[]; rows: Array<Array<{text: string}>>},
  text: (words: string) => string
): DeckTable {
  return {align, head: head.map(text), rows: rows.map((row) => row.map((cell) => text(cell.text)))}
}

function findFigure(chapters: readonly Chapter[], id: string): Figure | undefined {
  let found: Figure | undefined
  for (const {tree} of chapters) {
    visit(tree, 'figure', (node) => {
      if (node.attributes?.id === id) found = node
    })
  }
  return found
}

/** What a figure's picture draws of the data, to be drawn again for a slide; nothing where it is an image. */
function chartOf(node: Figure, picture: string): Drawing['chart'] | undefined {
  let chart: Drawing['chart'] | undefined
  visit(node, 'drawing', (drawing) => {
    if (drawing.value === picture) chart ??= drawing.chart
  })
  return chart
}

function showFigure(node: Figure, {assets}: Thesis, word: string): DeckFigure | undefined {
  const caption = node.children.find((child) => child.type === 'caption')
  let picture: string | undefined
  visit(node, (child) => {
    if (child.type === 'drawing') picture ??= child.value
    if (child.type === 'image') {
      const asset = assets.get(child.asset ?? child.url)
      if (!asset) return
      const source = `data:${asset.mediaType};base64,${Buffer.from(asset.bytes).toString('base64')}`
      picture ??= `<img src="${source}" alt="${escapeHtml(child.alt ?? '')}">`
    }
  })
  if (picture === undefined) return undefined
  return {label: `${word} ${node.number ?? ''}`.trim(), caption: inlineHtml(caption?.children ?? []), picture}
}

function kindWord(kind: string, isFrench: boolean): string {
  const words: Record<string, [french: string, english: string]> = {
    part: ['partie', 'part'],
    chapter: ['chap.', 'chap.'],
    appendix: ['annexe', 'appendix'],
    section: ['§', '§'],
    figure: ['fig.', 'fig.'],
    table: ['tabl.', 'table'],
    equation: ['éq.', 'eq.']
  }
  return words[kind]?.[isFrench ? 0 : 1] ?? ''
}

/** A slide has no foot for notes: a note style is asked for what it says inside of one. */
function asChapter(tree: Root, {file}: Deck, isNoteStyle: boolean): Chapter {
  const inNote: Root = {
    type: 'root',
    children: [{type: 'paragraph', children: [{type: 'footnote', children: tree.children as FlowContent[]}]}]
  }
  return {id: 'slides', role: 'unnumbered', file, title: [], tree: isNoteStyle ? inNote : tree}
}
