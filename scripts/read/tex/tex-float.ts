/** `\begin{figure} … \caption{…} \label{…} \end{figure}` → a figure, with its parts. */

import type {Image, PhrasingContent, RootContent} from 'mdast'
import type {Position} from 'unist'
import type {Division, Figure} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'
import {type TexItem, toBlocks} from './tex-reader.ts'

/** What one caption is of. */
interface Captioned {
  shown: TexItem[]
  caption: PhrasingContent[] | undefined
  labels: string[]
}

/**
 * A figure or a table that floats: what is shown, its caption, its labels. One without caption is what it shows, and
 * one with several captions is as many figures.
 */
export function texFloat(
  items: readonly TexItem[],
  kind: Figure['kind'],
  position: Position | undefined
): RootContent[] {
  return cutAtCaptions(flattened(items)).flatMap((captioned) => figureOf(captioned, kind, position))
}

/** `\subfloat[Caption]{…}`, `\subcaptionbox{Caption}{…}`, `\begin{subfigure}{0.4\textwidth}`: part of a figure. */
export function texPart(
  items: readonly TexItem[],
  {caption, share}: {caption?: readonly PhrasingContent[] | undefined; share?: number | undefined},
  position: Position | undefined
): RootContent[] {
  const given: TexItem[] = caption ? [{type: 'texCaption', children: [...caption]}] : []
  const parts = texFloat([...items, ...given], 'figure', position)
  const [only, ...others] = parts
  const image = others.length === 0 && only ? imageIn(only) : undefined
  if (image?.attributes && share !== undefined) {
    const own = Number(/^([\d.]+)%$/.exec(image.attributes.pairs.width ?? '100%')?.[1])
    if (own > 0) image.attributes.pairs.width = `${Math.round(own * share)}%`
  }
  return parts
}

/** Where there are several captions, each is above or below what it is of, as the first one is. */
function cutAtCaptions(items: readonly TexItem[]): Captioned[] {
  const all: Captioned[] = [{shown: [], caption: undefined, labels: []}]
  let isAbove: boolean | undefined
  for (const item of items) {
    let last = all.at(-1) as Captioned
    if (last.caption && item && (item.type === 'texCaption' || (!isAbove && item.type !== 'texLabel'))) {
      last = {shown: [], caption: undefined, labels: []}
      all.push(last)
    }
    if (item?.type === 'texLabel') last.labels.push(item.value)
    else if (item?.type === 'texCaption') {
      isAbove ??= last.shown.every((shown) => shown === null)
      const {rest, found} = takeLabels(item.children)
      last.labels.push(...found)
      last.caption = rest
    } else last.shown.push(item)
  }
  const [rest, before] = [all.at(-1), all.at(-2)]
  // What stands below the last caption belongs to it.
  if (rest && before && !rest.caption) {
    before.shown.push(null, ...rest.shown)
    before.labels.push(...rest.labels)
    all.pop()
  }
  return all
}

function figureOf(
  {shown, caption, labels}: Captioned,
  kind: Figure['kind'],
  position: Position | undefined
): RootContent[] {
  const blocks = toBlocks(shown)
  if (caption === undefined && labels.length === 0) return blocks
  const [id, ...others] = labels
  const parts = blocks.filter((block) => block.type === 'figure')
  if (parts.length > 0) return [divisionOf(blocks, caption, {id, kind, others, position})]
  if (caption) nameImage(blocks, plainText(caption))
  const figure: Figure = {
    type: 'figure',
    kind,
    attributes: {id, classes: [], pairs: {}},
    children: [
      ...blocks,
      ...(caption?.length ? [{type: 'caption' as const, children: caption}] : [])
    ] as Figure['children'],
    position
  }
  if (others.length > 0) figure.labels = others
  return [figure]
}

/** A picture alone is read aloud by its caption, as Markdown's are. */
function nameImage(blocks: readonly RootContent[], caption: string): void {
  const images = blocks.flatMap((block) =>
    block.type === 'paragraph' ? block.children.filter((child) => child.type === 'image') : []
  )
  const [image] = images
  if (image && images.length === 1) image.alt ||= caption
}

/** As `::: {#fig-x layout-ncol=2}` with its figures and its caption. */
function divisionOf(
  blocks: readonly RootContent[],
  caption: readonly PhrasingContent[] | undefined,
  {id, kind, others, position}: {id: string | undefined; kind: string; others: string[]; position: Position | undefined}
): Division {
  const shown = blocks.filter((block) => block.type !== 'paragraph' || imageIn(block) || plainText(block).trim() !== '')
  const images = shown.flatMap((block) => imageIn(block) ?? [])
  const isShared = images.length > 0 && images.every((image) => image.attributes?.pairs.width?.endsWith('%'))
  const columns = String(Math.min(2, shown.length))
  const last = shown.findLastIndex((block) => block.type === 'figure') + 1
  const title: RootContent[] = caption
    ? [{type: 'paragraph', attributes: {classes: ['title'], pairs: {}}, children: [...caption]}]
    : []
  if (caption) for (const image of images) image.alt ||= plainText(caption)
  return {
    type: 'division',
    attributes: {id, classes: [kind], pairs: isShared ? {} : {'layout-ncol': columns}},
    children: [...shown.slice(0, last), ...title, ...shown.slice(last)] as Division['children'],
    labels: others.length > 0 ? others : undefined,
    position
  }
}

function imageIn(block: RootContent): Image | undefined {
  const paragraph = block.type === 'figure' ? block.children[0] : block
  return paragraph?.type === 'paragraph' ? paragraph.children.find((child) => child.type === 'image') : undefined
}

/** What a figure centres is shown as it is. */
function flattened(items: readonly TexItem[]): TexItem[] {
  return items.flatMap((item): TexItem[] =>
    item?.type === 'division' || item?.type === 'paragraph'
      ? [null, ...flattened(item.children as RootContent[]), null]
      : [item]
  )
}

/** The labels among some text, and the text without them. */
export function takeLabels(nodes: readonly PhrasingContent[]): {rest: PhrasingContent[]; found: string[]} {
  const found: string[] = []
  const rest = nodes.filter((node) => {
    if (node.type !== 'texLabel') return true
    found.push(node.value)
    return false
  })
  const last = rest.at(-1)
  if (found.length > 0 && last?.type === 'text') last.value = last.value.trimEnd()
  return {rest, found}
}
