/** Blocks of a division that stand side by side → rows of panels, each part of a figure with its letter. */

import type {Image, Paragraph, PhrasingContent, RootContent} from 'mdast'
import type {Attributes, Figure, FlowContent, Panels} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'

/** Quarto's `layout-ncol=2`, `layout-nrow=2`, `layout="[[1,1],[1]]"`. */
export function hasLayout({pairs}: Attributes): boolean {
  return 'layout-ncol' in pairs || 'layout-nrow' in pairs || 'layout' in pairs
}

/** Attributes without what said how panels stand. */
export function withoutLayout(attributes: Attributes): Attributes {
  const {layout: _1, 'layout-ncol': _2, 'layout-nrow': _3, 'layout-valign': _4, ...pairs} = attributes.pairs
  return {...attributes, pairs}
}

/** pandoc-crossref's pictures in one paragraph: a paragraph for each, and which stood together. */
export function spreadImages(blocks: readonly RootContent[]): {blocks: RootContent[]; together: Map<Image, number>} {
  const together = new Map<Image, number>()
  const spread = blocks.flatMap((block, index): RootContent[] => {
    const images = block.type === 'paragraph' ? imagesOnly(block) : []
    if (images.length < 2) return [block]
    return images.map((image) => {
      together.set(image, index)
      return {type: 'paragraph', children: [image], position: image.position}
    })
  })
  return {blocks: spread, together}
}

function imagesOnly({children}: Paragraph): Image[] {
  const isGap = (node: PhrasingContent) => node.type === 'break' || (node.type === 'text' && node.value.trim() === '')
  return children.every((node) => node.type === 'image' || isGap(node))
    ? children.filter((node) => node.type === 'image')
    : []
}

/** Whether a division's figures are parts of it: several, or one with a label of its own. */
export function hasParts(blocks: readonly RootContent[], id: string): boolean {
  const figures = blocks.filter((block) => block.type === 'figure')
  return figures.length > 1 || (id !== '' && figures.some(({attributes}) => attributes?.id !== undefined))
}

/** Give the figures among some panels their letters, in order: (a), (b). */
export function letterParts(blocks: readonly RootContent[]): void {
  const figures = blocks.filter((block): block is Figure => block.type === 'figure')
  for (const [index, figure] of figures.entries()) figure.part = letters(index + 1)
}

function letters(number: number): string {
  const last = String.fromCharCode(97 + ((number - 1) % 26))
  return number > 26 ? letters(Math.floor((number - 1) / 26)) + last : last
}

/** Panels as the attributes lay them out, else as the widths of the pictures do. */
export function panelsOf(blocks: RootContent[], {pairs}: Attributes, together: ReadonlyMap<Image, number>): Panels {
  const rows = rowsTyped(pairs, blocks.length) ?? rowsByWidth(blocks, together)
  return {type: 'panels', rows, children: blocks as FlowContent[], position: span(blocks)}
}

/** Of a row with equal panels, in per cent. */
function equal(count: number): number[] {
  return Array.from({length: count}, () => 100 / count)
}

function rowsTyped(pairs: Record<string, string>, count: number): number[][] | undefined {
  const columns = Number(pairs['layout-ncol'])
  const lines = Number(pairs['layout-nrow'])
  const pattern = readLayout(pairs.layout)
  if (pattern) return repeat(pattern, count)
  if (isCount(columns)) return repeat([equal(columns)], count)
  if (isCount(lines)) return repeat([equal(Math.max(1, Math.ceil(count / lines)))], count)
  return undefined
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < 20
}

/** `[[1,1],[1]]` and `[40,-20,40]`: shares of the line, gaps below zero. */
function readLayout(layout: string | undefined): number[][] | undefined {
  const rows = (layout ?? '').match(/\[[^[\]]+\]/g)?.map((row) => (row.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number))
  const known = rows?.filter((row) => row.some((share) => share > 0))
  return known?.length ? known.map(asShares) : undefined
}

function asShares(row: number[]): number[] {
  const total = row.reduce((sum, share) => sum + Math.abs(share), 0)
  return row.filter((share) => share > 0).map((share) => (100 * share) / total)
}

/** As many rows as the panels fill; the last one again where they are more. */
function repeat(pattern: readonly number[][], count: number): number[][] {
  const rows: number[][] = []
  for (let left = count; left > 0; ) {
    const row = pattern[Math.min(rows.length, pattern.length - 1)] as number[]
    rows.push(row.slice(0, left))
    left -= row.length
  }
  return rows
}

/** Side by side where the author put pictures in one paragraph, or made them narrow enough; one below the other else. */
function rowsByWidth(blocks: readonly RootContent[], together: ReadonlyMap<Image, number>): number[][] {
  const sizes = new Map<number, number>()
  for (const group of together.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const rows: number[][] = []
  let last: {group: number | undefined; isTyped: boolean} | undefined
  for (const block of blocks) {
    const image = imageIn(block)
    const group = image && together.get(image)
    const typed = image && takeShare(image)
    const width = typed ?? (group === undefined ? 100 : 100 / Math.min(4, sizes.get(group) ?? 1))
    const row = rows.at(-1)
    const isNear = last && (last.group === undefined ? last.isTyped && typed !== undefined : last.group === group)
    if (row && isNear && sum(row) + width < 101) row.push(width)
    else rows.push([width])
    last = {group, isTyped: typed !== undefined}
  }
  return rows
}

function sum(row: readonly number[]): number {
  return row.reduce((total, share) => total + share, 0)
}

function imageIn(block: RootContent): Image | undefined {
  const inside = block.type === 'figure' ? block.children[0] : block
  const only = inside?.type === 'paragraph' ? inside.children[0] : undefined
  return only?.type === 'image' ? only : undefined
}

/** `width=49%` is the width of the panel, which the picture then fills. */
function takeShare(image: Image): number | undefined {
  const {width, ...pairs} = image.attributes?.pairs ?? {}
  const share = Number(/^(\d+(?:\.\d+)?)\s*%$/.exec(width ?? '')?.[1])
  if (!(share > 0) || !image.attributes) return undefined
  image.attributes.pairs = {...pairs, width: '100%'}
  return Math.min(100, share)
}
