/** Figures, pictures and drawings → hast. */

import type {Element, ElementContent, Properties} from 'hast'
import type {Image} from 'mdast'
import type {State} from 'mdast-util-to-hast'
import type {Caption, Drawing, Figure, FigureSource, Panels} from '../../document/nodes.ts'
import {capitalise} from '../../document/text.ts'
import {element, freeId, type Page, propertiesOf} from './context.ts'
import {scrollable, tableElement} from './tables.ts'

/** A picture of the thesis, with its size; its alternative text where it cannot be shown. */
export function pictureElement(page: Page, node: Image, {className = [], ...properties}: Properties): ElementContent {
  const alt = node.attributes?.pairs.alt ?? node.alt ?? ''
  const source = node.asset === undefined ? undefined : page.site.imageAddresses.get(node.asset)
  const asset = node.asset === undefined ? undefined : page.site.thesis.assets.get(node.asset)
  if (page.isRepeated) return {type: 'text', value: alt}
  if (!source || !asset) return element('span', {className: ['missing-image']}, [alt || node.url])
  const {width} = node.attributes?.pairs ?? {}
  const classes = [...(className as string[]), ...widthClass(width)]
  return element('img', {
    ...properties,
    className: classes.length > 0 ? classes : undefined,
    src: source,
    alt,
    title: node.title ?? properties.title,
    ...pixelSize(asset, width),
    decoding: 'async'
  })
}

/** `width=60%` → `w-60`: shares of the text's width in steps of five. */
export function widthClass(width: string | undefined): string[] {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(width ?? '')?.[1]
  if (percent === undefined) return []
  return [`w-${Math.min(100, Math.max(5, Math.round(Number(percent) / 5) * 5))}`]
}

const pixelsOfUnit: Record<string, number> = {px: 1, '': 1, cm: 96 / 2.54, mm: 96 / 25.4, in: 96, pt: 96 / 72, em: 16}

/** `width` and `height` in pixels, so that the text does not jump when the picture comes. */
function pixelSize(asset: {width?: number; height?: number}, wanted: string | undefined): Properties {
  const {width, height} = asset
  if (!width || !height) return {}
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(px|cm|mm|in|pt|em|)$/.exec(wanted ?? '') ?? []
  const asked = amount === undefined ? width : Number(amount) * (pixelsOfUnit[unit ?? ''] ?? 1)
  return {width: Math.max(1, Math.round(asked)), height: Math.max(1, Math.round((height * asked) / width))}
}

/** Pictures have their caption below, tables and listings above, with the source below: the French use. */
export function figureElement(page: Page, state: State, node: Figure, properties: Properties): Element {
  const caption = node.children.find((child): child is Caption => child.type === 'caption')
  const sources = node.children.filter((child): child is FigureSource => child.type === 'source')
  const shown = node.children.filter(({type}) => !['caption', 'shortCaption', 'source'].includes(type))
  // What is shown is written first, wherever it stands: notes are numbered in that order.
  const labelId =
    node.kind === 'table' && ((caption?.children.length ?? 0) > 0 || node.number !== undefined)
      ? freeId(page, `${node.attributes?.id ?? 'table'}-caption`)
      : undefined
  const content = shown.flatMap((child) =>
    child.type === 'table'
      ? [scrollable(page, tableElement(state, child, propertiesOf(child.attributes)), labelId)]
      : toContent(state.one(child, node))
  )
  const label = captionLine(page, state, node, caption)
  const source = sources.flatMap((one) => toContent(state.one(one, node)))
  if (node.kind !== 'figure') {
    const figcaption = label ? [element('figcaption', {id: labelId}, [label])] : []
    return element('figure', properties, [...figcaption, ...content, ...source])
  }
  const figcaption =
    label || source.length > 0 ? [element('figcaption', {}, [...(label ? [label, '\n'] : []), ...source])] : []
  return element('figure', properties, [...content.map(withoutParagraph), ...figcaption])
}

/** A picture alone in a figure needs no paragraph around it. */
function withoutParagraph(node: ElementContent): ElementContent {
  if (node.type !== 'element' || node.tagName !== 'p' || node.children.length !== 1) return node
  const [only] = node.children
  return only?.type === 'element' && only.tagName === 'img' ? only : node
}

function captionLine(page: Page, state: State, node: Figure, caption: Caption | undefined): Element | undefined {
  const text = caption ? toContent(state.one(caption, node)) : []
  if (node.part !== undefined) {
    const letter = element('span', {className: ['caption-label']}, [`(${node.part})`])
    return element('p', {className: ['caption']}, [letter, ...(text.length > 0 ? ['\u00A0', ...text] : [])])
  }
  if (node.number === undefined) return text.length > 0 ? element('p', {className: ['caption']}, text) : undefined
  const label = `${capitalise(page.terms[node.kind][0])}\u00A0${node.number}`
  const separator = text.length > 0 ? [page.terms.captionSeparator] : []
  return element('p', {className: ['caption']}, [
    element('span', {className: ['caption-label']}, [label, ...separator]),
    ...text
  ])
}

/** Rows of blocks side by side; one below the other on a narrow screen. */
export function panelsElement(state: State, node: Panels): Element {
  let next = 0
  const rows = node.rows.map((row) => {
    const cells = node.children.slice(next, next + row.length)
    next += row.length
    const panels = cells.map((cell, index) =>
      element(
        'div',
        {className: ['panel', ...widthClass(`${row[index]}%`)]},
        toContent(state.one(cell, node)).map(withoutParagraph)
      )
    )
    return element('div', {className: ['panel-row']}, panels)
  })
  return element('div', {className: ['panels']}, rows)
}

function toContent(result: ElementContent | ElementContent[] | undefined): ElementContent[] {
  return result === undefined ? [] : Array.isArray(result) ? result : [result]
}

/** A drawing of ours, in line so that it follows light and dark, with its numbers folded below. */
export function drawingElements(page: Page, state: State, node: Drawing): ElementContent[] {
  // The drawing is one picture with a title and a description: names of the groups inside it say nothing more.
  const markup = withOwnIds(page, node.value).replace(/(<g\b[^>]*?) aria-label="[^"]*"/g, '$1')
  const svg = {type: 'raw', value: markup} as ElementContent
  const drawing = element('div', {className: ['drawing']}, [svg])
  if (!node.table) return [drawing]
  const data = element('details', {className: ['drawing-data']}, [
    element('summary', {}, [page.terms.dataTable]),
    scrollable(page, tableElement(state, node.table, {}), undefined)
  ])
  return [drawing, data]
}

/** Ids inside a drawing, renamed where another drawing of the page has them. */
function withOwnIds(page: Page, svg: string): string {
  const renamed = new Map<string, string>()
  for (const [, id] of svg.matchAll(/\sid="([^"]+)"/g)) if (id !== undefined) renamed.set(id, freeId(page, id))
  if ([...renamed].every(([from, to]) => from === to)) return svg
  const own = (id: string) => renamed.get(id) ?? id
  return svg
    .replace(/(?<=\sid=")[^"]+/g, own)
    .replace(/(?<=#)[^"')\s]+(?=["')])/g, own)
    .replace(/(?<=\saria-(?:labelledby|describedby)=")[^"]+/g, (list) => list.split(' ').map(own).join(' '))
}
