/** `\begin{figure} … \caption{…} \label{…} \end{figure}` → a figure. */

import type {PhrasingContent, RootContent} from 'mdast'
import type {Position} from 'unist'
import type {Figure} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'
import type {TexRange} from './tex-cursor.ts'
import {type TexItem, type TexReader, toBlocks} from './tex-reader.ts'

/** A figure or a table that floats: what is shown, its caption, its labels. One without caption is what it shows. */
export function texFloat(
  {reader, body}: {reader: TexReader; body: TexRange},
  kind: Figure['kind'],
  position: Position | undefined
): TexItem[] {
  const labels: string[] = []
  const inner: string[] = []
  const shown: TexItem[] = []
  let caption: PhrasingContent[] | undefined
  for (const item of flattened(reader.items(body))) {
    if (item?.type === 'texLabel') (item.data?.isPart ? inner : labels).push(item.value)
    else if (item?.type === 'texCaption') {
      const {rest, found} = takeLabels(item.children)
      labels.push(...found)
      if (caption) shown.push(null, ...caption, null)
      caption = rest
    } else shown.push(item)
  }
  const blocks = toBlocks(shown)
  if (caption === undefined && labels.length + inner.length === 0) return blocks
  if (caption) nameImage(blocks, plainText(caption))
  const [id, ...others] = [...labels, ...inner]
  const figure: Figure = {
    type: 'figure',
    kind,
    attributes: {id, classes: [], pairs: {}},
    children: [
      ...blocks,
      ...(caption === undefined ? [] : [{type: 'caption' as const, children: caption}])
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

/** What a figure centres, and the figures inside it, are shown as they are. */
function flattened(items: readonly TexItem[]): TexItem[] {
  return items.flatMap((item): TexItem[] => {
    if (item?.type === 'division') return [null, ...flattened(item.children as RootContent[]), null]
    if (item?.type === 'paragraph') return [null, ...flattened(item.children as RootContent[]), null]
    if (item?.type === 'figure') {
      const label = item.attributes?.id
      const parts = (item.children as RootContent[]).flatMap((child): TexItem[] =>
        child.type === 'caption' ? [null, ...(child.children as RootContent[]), null] : flattened([child])
      )
      return [
        null,
        ...parts,
        ...(label === undefined ? [] : [{type: 'texLabel' as const, value: label, data: {isPart: true}}]),
        null
      ]
    }
    return [item]
  })
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
