/** Images alone in a paragraph, captioned tables and divisions that hold them → figures with caption and source. */

import type {Image, Nodes, Paragraph, PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import type {Attributes, Caption, Division, Figure, FigureSource} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import {plainText, withoutNotes} from '../../document/text.ts'
import {error, warn} from '../../messages/messages.ts'
import type {DefinitionItem} from '../syntax/syntax-nodes.ts'
import type {ReadValue} from './build-boxes.ts'
import {hasLayout, hasParts, letterParts, panelsOf, spreadImages, withoutLayout} from './build-panels.ts'
import {eachList, sourceOf as typedFor} from './walk.ts'

const noAttributes: Attributes = {classes: [], pairs: {}}

/** Emits `read:missing-name`. Runs after `buildDivisions`. */
export function buildFigures(tree: Root, file: VFile, readValue: ReadValue): void {
  eachList(tree, (list, parent) => {
    const [only, ...others] = list
    // Labelled, a picture that fills a cell is a figure.
    if (parent.type === 'tableCell' && only?.type === 'image' && only.attributes?.id && others.length === 0)
      list[0] = {type: 'paragraph', children: [only], position: only.position}
    if (!list.some(isConcerned)) return
    const built: RootContent[] = []
    for (let index = 0; index < list.length; index++) {
      const node = list[index] as RootContent
      const next = list[index + 1]
      if (isCaption(node) && next?.type === 'table' && !belongsToTerm(node, list[index - 1])) {
        built.push(captionedTable(next, node))
        index++
      } else if (node.type === 'table' && next && isCaption(next) && !isBeforeTable(list, index + 1)) {
        built.push(captionedTable(node, next))
        index++
      } else if (node.type === 'table') built.push(tableWithCaptionRow(node))
      else if (node.type === 'paragraph') {
        if (!addSource(built.at(-1), node)) built.push(figureOf(node, parent))
      } else if (node.type === 'division') built.push(figureOfDivision(node, file))
      else built.push(node)
    }
    for (const node of built) {
      if (node.type !== 'figure') continue
      takeLabel(node)
      shortenCaption(node, readValue)
    }
    list.splice(0, list.length, ...built)
  })
}

function isConcerned(node: RootContent): boolean {
  return node.type === 'table' || node.type === 'paragraph' || node.type === 'division'
}

/** `: Caption` and `Table: Caption`. */
function isCaption(node: RootContent): node is DefinitionItem | Paragraph {
  if (node.type === 'definitionItem') {
    return node.marker.startsWith(':') && node.children.length === 1 && node.children[0]?.type === 'paragraph'
  }
  return node.type === 'paragraph' && /^Table\s*:/.test(firstText(node.children))
}

/** A caption between two tables belongs to the first, unless that one has its own. */
function isBeforeTable(list: readonly RootContent[], index: number): boolean {
  const before = list[index - 2]
  return (
    before !== undefined && isCaption(before) && list[index + 1]?.type === 'table' && list[index - 1]?.type !== 'table'
  )
}

/** A definition, not the caption of the table that happens to follow. */
function belongsToTerm(node: RootContent, before: RootContent | undefined): boolean {
  if (node.type !== 'definitionItem' || hasLabel(node)) return false
  if (before?.type === 'definitionItem') return true
  if (before?.type !== 'paragraph') return false
  const isNear = node.position?.start.line === (before.position?.end.line ?? 0) + 1
  const isOneLine = before.position?.start.line === before.position?.end.line
  return isOneLine && (isNear || !/[.!?:;…»”]\s*$/.test(plainText(before)))
}

function hasLabel(node: DefinitionItem): boolean {
  const [paragraph] = node.children as RootContent[]
  return paragraph?.attributes?.id !== undefined
}

function captionedTable(table: RootContent, node: DefinitionItem | Paragraph): Figure {
  const paragraph = (node.type === 'paragraph' ? node : node.children[0]) as Paragraph
  if (node.type === 'paragraph') removeStart(paragraph.children, /^Table\s*:[ \n]*/)
  const position = table.position && node.position ? outer(table, node) : undefined
  return {
    type: 'figure',
    kind: 'table',
    attributes: paragraph.attributes ?? {...noAttributes},
    children: [table, captionOf(paragraph.children)] as Figure['children'],
    position
  }
}

/** `Table: …` right below a table is its last row to GFM. */
function tableWithCaptionRow(table: Extract<RootContent, {type: 'table'}>): RootContent {
  const cells = table.children.length > 1 ? (table.children.at(-1)?.children ?? []) : []
  const [cell] = cells
  if (cells.length !== 1 || !cell || !/^Table\s*:/.test(firstText(cell.children))) return table
  const row = table.children.pop()
  const end = table.children.at(-1)?.position?.end
  if (table.position && end) table.position.end = end
  const attributes = cell.attributes
  return captionedTable(table, {
    type: 'paragraph',
    children: cell.children as PhrasingContent[],
    attributes,
    position: row?.position
  })
}

/** A paragraph of one image with a caption, a label or nothing else. */
function figureOf(paragraph: Paragraph, parent: Nodes): RootContent {
  const image = onlyImage(paragraph)
  if (!image) return paragraph
  const {id, classes, pairs} = image.attributes ?? noAttributes
  const caption = image.data?.caption ?? []
  const isBare = caption.length === 0 && pairs['fig-cap'] === undefined && id === undefined
  // Pandoc's rule: in a list without empty lines, a picture is a picture.
  const isTight = parent.type === 'listItem' && !parent.spread && id === undefined
  if (isBare || isTight) return paragraph
  const [ofFigure, own] = shareOut(pairs)
  image.attributes = {classes: [], pairs: own}
  const words = withoutNotes(caption)
  if (words.length < caption.length) image.alt = plainText({type: 'paragraph', children: words}).trim()
  // The label is the caption now: nothing of it is lost where it is read aloud as plain text.
  delete image.data
  return {
    type: 'figure',
    kind: id?.startsWith('tbl') ? 'table' : 'figure',
    attributes: {id, classes, pairs: ofFigure},
    children: [paragraph, ...(caption.length > 0 ? [captionOf(caption)] : [])],
    position: paragraph.position
  }
}

/** `: Caption [@work]{#tbl:x}`: for Pandoc the brackets are a span, for the author the label of the table. */
function takeLabel(figure: Figure): void {
  const caption = figure.children.find((child) => child.type === 'caption')
  const last = caption?.children.at(-1)
  const id = last?.type === 'span' ? last.attributes?.id : undefined
  if (!caption || last?.type !== 'span' || id === undefined || figure.attributes?.id || !/^(?:fig|tbl)[-:]/.test(id))
    return
  figure.attributes = {classes: [], pairs: {}, ...figure.attributes, id}
  // `[@work]` was meant to stand in its brackets.
  for (const child of last.children) if (child.type === 'citation') child.mode = 'parenthetical'
  caption.children.splice(-1, 1, ...last.children)
}

/** Attributes that speak of the figure, not of its picture. */
const figurePairs = new Set([
  'lang',
  'rights',
  'float',
  'placement',
  'fig-pos',
  'tbl-pos',
  'fig-cap',
  'fig-scap',
  'tbl-cap',
  'tbl-scap',
  'short',
  'short-caption'
])

function shareOut(pairs: Record<string, string>): [ofFigure: Record<string, string>, ofImage: Record<string, string>] {
  const all = Object.entries(pairs)
  const some = (isOurs: boolean) => Object.fromEntries(all.filter(([name]) => figurePairs.has(name) === isOurs))
  return [some(true), some(false)]
}

/** `fig-cap="…"` where there is no other caption; `fig-scap="…"`, `short="…"` for the list. */
function shortenCaption(figure: Figure, readValue: ReadValue): void {
  if (!figure.attributes || !Object.keys(figure.attributes.pairs).some((name) => figurePairs.has(name))) return
  const {
    'fig-cap': figCap,
    'tbl-cap': tblCap = figCap,
    'fig-scap': figScap,
    'tbl-scap': tblScap = figScap,
    short = tblScap,
    'short-caption': shortCaption = short,
    ...pairs
  } = figure.attributes.pairs
  figure.attributes.pairs = pairs
  const {position} = figure
  const has = (type: string) => figure.children.some((child) => child.type === type)
  const isBeforeSource = figure.children.at(-1)?.type === 'source'
  const add = (type: 'caption' | 'shortCaption', text: string) => {
    const node = {type, children: withoutNotes(readValue(text, position)), position}
    figure.children.splice(figure.children.length - (isBeforeSource ? 1 : 0), 0, node)
  }
  if (tblCap !== undefined && !has('caption')) add('caption', tblCap)
  if (shortCaption !== undefined && !has('shortCaption')) add('shortCaption', shortCaption)
}

function onlyImage(paragraph: Paragraph): Image | undefined {
  const [image, ...others] = paragraph.children.filter((node) => node.type !== 'text' || node.value.trim() !== '')
  return others.length === 0 && image?.type === 'image' ? image : undefined
}

/**
 * Alternative texts: `alt="…"` first, the label else; null when the author gave none. An explicit one stays a pair.
 *
 * Emits `read:alternative-text`, `read:replaced-label`, `read:inline-figure`, `read:unknown-rights`.
 */
export function settleImages(tree: Root, file: VFile): void {
  const source = String(file)
  eachList(tree, (list, parent) => {
    for (const node of list) {
      checkRights(node)
      if (node.type !== 'image') continue
      if (parent.type === 'paragraph' && list.length > 1) reportInline(node, file)
      const {alt, 'fig-alt': figAlt, ...pairs} = node.attributes?.pairs ?? {}
      const explicit = alt ?? figAlt
      if (explicit !== undefined) {
        node.alt = explicit
        node.attributes = {...(node.attributes ?? noAttributes), pairs: {...pairs, alt: explicit}}
        checkUnprinted(node, explicit)
      } else if (node.data?.caption?.some(isUnreadable)) node.alt = readAloud(node.data.caption)
      else if (!node.alt) node.alt = null
      delete node.data
    }
  })

  /** A slip would publish what may not be. */
  function checkRights(node: RootContent): void {
    const {rights} = node.attributes?.pairs ?? {}
    if (rights === undefined || rights === 'none') return
    warn(file, `Unknown rights \`${rights}\`: the public copy shows the picture`, {
      at: node,
      rule: 'read:unknown-rights',
      actual: rights,
      fix: 'Write `rights=none` to leave the picture out of the public copy, or remove `rights`.'
    })
  }

  /** In a line there is no caption: the label of a picture that has its alternative text already has no place. */
  function checkUnprinted(image: Image, explicit: string): void {
    const label = image.data?.caption ?? []
    const words = plainText({type: 'paragraph', children: label}).trim()
    if (words === '' || words === explicit.trim()) return
    warn(file, `Words of a picture in a line, replaced by its \`alt\`: \`${words.slice(0, 40)}\``, {
      at: image,
      rule: 'read:replaced-label',
      fix: 'Move them into the text, or set the picture in a paragraph of its own, where they are its caption.'
    })
  }

  /** What an attribute cannot hold, a citation or a note, is read as typed. */
  function readAloud(label: readonly PhrasingContent[]): string {
    return label
      .map((node) => {
        if (!isUnreadable(node)) return plainText(node)
        if ('children' in node && !(node.type in unreadable)) return readAloud(node.children as PhrasingContent[])
        const typed = typedFor(node, source)
        warn(file, `Unreadable \`${typed.slice(0, 40)}\` in an alternative text, read aloud as typed`, {
          at: node,
          rule: 'read:alternative-text',
          fix: 'Move it into the text, after the picture.'
        })
        return typed
      })
      .join('')
  }
}

/** A label on a picture in a line: there is no figure, so no number and no caption. */
function reportInline(image: Image, file: VFile): void {
  const {id} = image.attributes ?? noAttributes
  if (id === undefined || !/^fig[-:]/.test(id)) return
  warn(file, `Image \`${id}\` beside text: no figure, and no caption`, {
    at: image,
    rule: 'read:inline-figure',
    actual: id,
    fix: 'Put it in a paragraph of its own, with an empty line before and after.'
  })
}

const unreadable = {
  citation: true,
  crossReference: true,
  dataValue: true,
  footnote: true,
  footnoteReference: true,
  attributeList: true
}

function isUnreadable(node: RootContent): boolean {
  return node.type in unreadable || ('children' in node && node.children.some(isUnreadable))
}

/** `::: {#fig-x}`, `::: {#tbl-x}`, `:::figure`, `:::table`, `:::chart`, `:::case-table`, `::: {#refs}`. */
function figureOfDivision(division: Division, file: VFile): RootContent {
  const {id = '', classes, pairs} = division.attributes ?? noAttributes
  const position = division.position ? {position: division.position} : {}
  const own = (name: string) => classes.filter((one) => one !== name)
  if (id === 'refs' || classes.includes('bibliography')) {
    const mark = {
      type: 'bibliography' as const,
      attributes: {...noAttributes, id: id || 'refs'},
      children: [],
      ...position
    }
    if (division.children.length === 0) return mark
    // What the author typed stands before the list, as with Pandoc.
    return {...division, attributes: {...noAttributes}, children: [...division.children, mark]}
  }
  for (const [name, type] of [
    ['chart', 'chart'],
    ['case-table', 'caseTable']
  ] as const) {
    if (!classes.includes(name)) continue
    const {name: drawn = '', lang, ...options} = pairs
    const inside = division.children as RootContent[]
    const declaration = inside.find((child) => child.type === 'yaml')
    if (drawn === '' && (type === 'caseTable' || (!declaration && Object.keys(options).length === 0))) {
      error(file, `Missing name of the ${name}`, {
        at: division,
        rule: 'read:missing-name',
        fix:
          type === 'chart'
            ? 'Write `:::chart{#fig-… name="…"}`, or `type: …` and `data: …` on the lines below it.'
            : `Write \`:::${name}{#… name="…"}\`.`
      })
    }
    return {
      type: 'figure',
      kind: type === 'chart' ? 'figure' : 'table',
      attributes: {id, classes: own(name), pairs: lang === undefined ? {} : {lang}},
      children: [
        {type, name: drawn, options, value: '', declaration, ...position},
        ...withCaption(inside.filter((child) => child !== declaration))
      ],
      ...position
    } as Figure
  }
  const attributes = withoutLayout(division.attributes ?? noAttributes)
  const isLaidOut = division.attributes !== undefined && hasLayout(division.attributes)
  const isTable = classes.includes('table') || /^tbl[-:]/.test(id)
  const isFigure = isTable || classes.includes('figure') || /^fig[-:]/.test(id)
  if (!isFigure && !isLaidOut) return division
  const {blocks, together} = spreadImages(division.children)
  const built = blocks.map((block) => (block.type === 'paragraph' ? figureOf(block, division) : block))
  const arrange = (shown: RootContent[]) => [panelsOf(shown, division.attributes ?? noAttributes, together)]
  if (!isFigure) return {...division, attributes, children: arrange(built)}

  const isOfParts = hasParts(built, id)
  if (isOfParts) letterParts(built)
  const inner = built.find((block) => block.type === 'figure')?.attributes?.id
  const children = withCaption(built, isOfParts)
  const caption = children.find((child) => child.type === 'caption')
  const rest = children.filter((child) => child.type === 'caption' || child.type === 'source')
  const shown = children.slice(0, children.length - rest.length) as RootContent[]
  for (const node of shown) if (caption) describe(node, caption)
  return {
    type: 'figure',
    kind: isTable ? 'table' : 'figure',
    labels: division.labels,
    attributes: {
      ...attributes,
      id: (id === '' && !isOfParts ? inner : undefined) ?? attributes.id,
      classes: own(isTable ? 'table' : 'figure')
    },
    children: [...(isOfParts || isLaidOut ? arrange(shown) : shown), ...rest] as Figure['children'],
    ...position
  }
}

/** The caption says what a picture shows, when nothing else does. */
function describe(node: RootContent, caption: Caption): void {
  const image = node.type === 'paragraph' ? onlyImage(node) : undefined
  const {alt, 'fig-alt': figAlt} = image?.attributes?.pairs ?? {}
  if (image && !image.alt && alt === undefined && figAlt === undefined) image.alt = plainText(caption)
}

/** What is shown, then the last paragraph as caption, then the source; figures that are parts stay whole. */
function withCaption(children: readonly RootContent[], isOfParts = false): Figure['children'] {
  const shown: RootContent[] = []
  let caption: Caption | undefined
  let source: FigureSource | undefined
  let isTitle = false
  for (const child of children) {
    if (child.type === 'paragraph' && isSource(child)) {
      source = joinSources(source, sourceOf(child))
    } else if (child.type === 'paragraph' && !onlyImage(child) && (!caption || !isTitle)) {
      if (caption) shown.push(asParagraph(caption))
      isTitle = child.attributes?.classes.includes('title') ?? false
      caption = captionOf(child.children)
    } else if (child.type === 'figure' && !isOfParts) {
      const isCaptioned = child.children.some(({type}) => type === 'caption')
      if (caption && isCaptioned && !isTitle) shown.push(asParagraph(caption))
      for (const part of child.children) {
        if (part.type === 'source') source = joinSources(source, part)
        else if (part.type !== 'caption') shown.push(part)
        else if (isTitle) shown.push(asParagraph(part))
        else caption = part
      }
    } else shown.push(child)
  }
  return [...shown, ...(caption ? [caption] : []), ...(source ? [source] : [])] as Figure['children']
}

/** A caption that is not the last: of one picture among several. */
function asParagraph(caption: Caption): Paragraph {
  return {type: 'paragraph', children: caption.children, position: caption.position}
}

function captionOf(children: PhrasingContent[]): Caption {
  const position = span(children)
  return {type: 'caption', children, position}
}

const sourceStart = /^(?:Sources?|Lecture|Notes?(?: de lecture)?|Champ|Reading|Key)[ \u00A0\u202F]*:/

function isSource(paragraph: Paragraph): boolean {
  return sourceStart.test(firstText(paragraph.children))
}

function sourceOf(paragraph: Paragraph): FigureSource {
  return {type: 'source', children: paragraph.children, position: paragraph.position}
}

/** Give a paragraph « Source : … » to the figure before it; false when it is not one. */
function addSource(target: RootContent | undefined, paragraph: Paragraph): boolean {
  if (target?.type !== 'figure' || !isSource(paragraph)) return false
  const last = target.children.at(-1)
  if (last?.type === 'source') target.children.pop()
  target.children.push(joinSources(last?.type === 'source' ? last : undefined, sourceOf(paragraph)))
  if (target.position && paragraph.position) target.position = outer(target, paragraph)
  return true
}

/** « Source : … » and « Lecture : … » are two lines of one. */
function joinSources(first: FigureSource | undefined, second: FigureSource): FigureSource {
  if (!first) return second
  const children: PhrasingContent[] = [...first.children, {type: 'break'}, ...second.children]
  return {type: 'source', children, position: first.position && second.position ? outer(first, second) : undefined}
}

/** The text that a paragraph starts with, through emphasis. */
function firstText(children: readonly RootContent[]): string {
  const [first] = children
  if (first?.type === 'text') {
    const [, second] = children
    return /\w\s*$/.test(first.value) && second?.type === 'emphasis' ? first.value + plainText(second) : first.value
  }
  return first && (first.type === 'emphasis' || first.type === 'strong')
    ? plainText(children.slice(0, 2) as PhrasingContent[])
    : ''
}

function removeStart(children: PhrasingContent[], pattern: RegExp): void {
  const [first] = children
  if (first?.type !== 'text') return
  const removed = pattern.exec(first.value)?.[0] ?? ''
  first.value = first.value.slice(removed.length)
  if (first.position && !removed.includes('\n')) {
    const {line, column, offset = 0} = first.position.start
    first.position.start = {line, column: column + removed.length, offset: offset + removed.length}
  }
  if (first.value === '') children.shift()
}

function outer(first: RootContent, second: RootContent) {
  const [a, b] = [first.position, second.position] as [
    NonNullable<FigureSource['position']>,
    NonNullable<FigureSource['position']>
  ]
  return (a.start.offset ?? 0) < (b.start.offset ?? 0) ? {start: a.start, end: b.end} : {start: b.start, end: a.end}
}
