/** A figure of the thesis → what a slide shows of it: its number, its caption, its picture. */

import type {Drawing, Figure} from '../../document/nodes.ts'
import type {Chapter, Thesis} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {element} from '../../write/html/context.ts'
import {writeElements, writeInline} from '../../write/html/fragment.ts'
import type {DeckFigure} from '../deck-data.ts'

/** The figure that has a label. */
export function findFigure(chapters: readonly Chapter[], id: string): Figure | undefined {
  let found: Figure | undefined
  for (const {tree} of chapters) {
    visit(tree, 'figure', (node) => {
      if (node.attributes?.id === id) found = node
    })
  }
  return found
}

/** What a figure's picture draws of the data, to be drawn again for a slide; nothing where it is an image. */
export function chartOf(node: Figure, picture: string): Drawing['chart'] | undefined {
  let chart: Drawing['chart'] | undefined
  visit(node, 'drawing', (drawing) => {
    if (drawing.value === picture) chart ??= drawing.chart
  })
  return chart
}

/** Nothing when the figure holds no picture: a figure of text. */
export function showFigure(node: Figure, {assets}: Thesis, word: string): DeckFigure | undefined {
  const caption = node.children.find((child) => child.type === 'caption')
  let picture: string | undefined
  visit(node, (child) => {
    if (child.type === 'drawing') picture ??= child.value
    if (child.type === 'withheld') picture ??= writeElements([element('p', {}, [child.value])])
    if (child.type === 'image') {
      const asset = assets.get(child.asset ?? child.url)
      if (!asset) return
      const src = `data:${asset.mediaType};base64,${Buffer.from(asset.bytes).toString('base64')}`
      picture ??= writeElements([element('img', {src, alt: child.alt ?? ''})])
    }
  })
  if (picture === undefined) return undefined
  return {
    label: `${word} ${node.number ?? ''}`.trim(),
    caption: writeInline(caption?.children ?? []),
    picture,
    source: ''
  }
}
