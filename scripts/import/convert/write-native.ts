/** A node, from whatever idiom → the Markdown that we write for it; undefined when there is none that is sure. */

import type {Image, Nodes, Paragraph, PhrasingContent} from 'mdast'
import type {Citation, CrossReference, Figure} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'

/** The new path of what a link or a picture names; `isAnywhere`: by its name alone, wherever it lies. */
export type Links = (url: string, isAnywhere?: boolean) => string | undefined

/** Text that means the same wherever it stands. */
export const plain = /^[\p{L}\p{N}\p{Zs} ,.;:’“”«»…–—%()!?'-]*$/u

const around = (mark: string) => (inside: string | undefined) =>
  inside === undefined || /^\s|\s$|^$/.test(inside) ? undefined : `${mark}${inside}${mark}`

const marks: Record<string, (inside: string | undefined) => string | undefined> = {
  emphasis: around('*'),
  strong: around('**'),
  delete: around('~~'),
  superscript: (inside) => (inside?.includes(' ') ? undefined : around('^')(inside)),
  subscript: (inside) => (inside?.includes(' ') ? undefined : around('~')(inside))
}

/** Running text. */
export function writeText(nodes: readonly PhrasingContent[], links: Links): string | undefined {
  const written = nodes.map((node) => writeInlineNode(node, links))
  return written.includes(undefined) ? undefined : written.join('')
}

/** One node of running text. */
export function writeInlineNode(node: Nodes, links: Links): string | undefined {
  const inside = () => ('children' in node ? writeText(node.children as PhrasingContent[], links) : undefined)
  const mark = marks[node.type]
  if (mark) return mark(inside())
  switch (node.type) {
    case 'text':
      return plain.test(node.value) ? node.value : undefined
    case 'inlineCode':
      return /[`\n]/.test(node.value) || node.attributes ? undefined : `\`${node.value}\``
    case 'inlineMath':
      return /[$\n]/.test(node.value) ? undefined : `$${node.value.trim()}$`
    case 'span': {
      const {id, classes, pairs} = node.attributes ?? {classes: [], pairs: {}}
      const text = inside()
      const isClass = classes.length === 1 && id === undefined && Object.keys(pairs).length === 0
      return isClass && text !== undefined ? `[${text}]{.${classes[0]}}` : undefined
    }
    case 'link': {
      const isHere = node.url.startsWith('#')
      const url = isHere ? node.url : (links(node.url, node.isAnywhere) ?? (node.isAnywhere ? undefined : node.url))
      const text = inside()
      return url === undefined || text === undefined ? undefined : `[${text}](${url})`
    }
    case 'image':
      return imageOf(node, links)
    case 'crossReference':
      return writeReference(node)
    case 'citation':
      return writeCitation(node)
    default:
      return undefined
  }
}

/** A picture that is no figure: its words are its alternative text. */
function imageOf(node: Image, links: Links): string | undefined {
  const url = node.isAnywhere ? links(node.url, true) : node.url
  if (url === undefined) return undefined
  const {alt: _, ...pairs} = node.attributes?.pairs ?? {}
  return `![](${pathOf(url)})${attributesOf({pairs: node.alt === null || node.alt === undefined ? pairs : {alt: node.alt, ...pairs}})}`
}

const pathOf = (url: string) => (/[\s()]/.test(url) ? `<${url}>` : url)

function attributesOf({id, pairs}: {id?: string | undefined; pairs: Record<string, string | undefined>}): string {
  const all = [
    ...(id ? [`#${id}`] : []),
    ...Object.entries(pairs).flatMap(([key, value]) => {
      if (value === undefined) return []
      return /^[\w.%-]+$/.test(value) ? `${key}=${value}` : `${key}="${value.replace(/["\\]/g, '\\$&')}"`
    })
  ]
  return all.length > 0 ? `{${all.join(' ')}}` : ''
}

/**
 * A figure of pictures: `![Caption](map.png){#fig-map width=80%}`, or a division of several.
 *
 * @param caption  as typed, where it is Markdown already
 */
export function writeFigure(figure: Figure, caption: string | undefined): string | undefined {
  const {id, classes = [], pairs = {}} = figure.attributes ?? {}
  const shown = figure.children.filter(({type}) => type !== 'caption')
  const words = figure.children.find((child) => child.type === 'caption')
  const text = caption ?? (words ? writeText(words.children, () => undefined) : '')
  const images = shown.flatMap((child) => (child.type === 'paragraph' ? (onlyImage(child) ?? []) : []))
  if (images.length !== shown.length || images.length === 0 || classes.length > 0 || text === undefined)
    return undefined
  const [only, ...others] = images as [Image, ...Image[]]
  if (others.length > 0) {
    const pictures = images.map((image) => imageOf(image, () => undefined))
    return `::: ${attributesOf({id: id ?? 'fig', pairs})}\n${[...pictures, text].filter(Boolean).join('\n\n')}\n:::`
  }
  const {alt: _, ...own} = only.attributes?.pairs ?? {}
  const isTold = only.alt !== null && only.alt !== undefined && only.alt !== (words ? plainText(words) : '')
  return `![${text}](${pathOf(only.url)})${attributesOf({id, pairs: {...pairs, ...own, alt: isTold ? only.alt! : undefined}})}`
}

function onlyImage({children}: Paragraph): Image | undefined {
  const [only, ...others] = children
  return only?.type === 'image' && others.length === 0 ? only : undefined
}

/** `\begin{equation}` with a label, or without a number. */
export function writeEquation(node: Extract<Nodes, {type: 'math'}>): string | undefined {
  const [, star, body = ''] = /^\\begin\{equation(\*?)\}([\s\S]*)\\end\{equation\*?\}$/.exec(node.value) ?? []
  const id = node.attributes?.id
  if (star === undefined || (star === '' && id === undefined)) return undefined
  return `$$\n${body.trim()}\n$$${id === undefined ? '' : ` {#${id}}`}`
}

/** Obsidian's and GitHub's `> [!note] Title` → `::: {.note title="Title"}`. */
export function writeCallout(classes: readonly string[], source: string): string | undefined {
  const [first = '', ...rest] = source.split('\n')
  const [, title] = /^> ?\[![\w-]+\][-+]?[ \t]*(.*)$/.exec(first) ?? []
  if (title === undefined || rest.some((line) => !line.startsWith('>'))) return undefined
  const body = rest.map((line) => line.replace(/^> ?/, '')).join('\n')
  const fence = /^:{3,}/m.test(body) ? '::::' : ':::'
  const isPlain = plain.test(title)
  const given = title !== '' && isPlain ? ` title="${title}"` : ''
  const heading = isPlain ? '' : `## ${title}\n\n`
  return `${fence} {.${classes[0] ?? 'note'}${given}}\n${heading}${body.trim()}\n${fence}`
}

/** `@fig-x`, `[-@fig-x]`, `[@fig-a; @fig-b]`; the label as its author has it. */
export function writeReference({items, isCapitalised, isPage, children}: CrossReference): string | undefined {
  const [first, ...others] = items
  if (!first || items.some(({form}) => form === 'title')) return undefined
  const key = ({label}: {label: string}) => (isCapitalised ? label[0]!.toUpperCase() + label.slice(1) : label)
  const [affix, ...more] = children
  if (affix) {
    const words = affix.type === 'affix' && affix.side === 'prefix' ? writeText(affix.children, () => undefined) : ''
    return words && more.length + others.length === 0 ? `[${words} @${key(first)}]` : undefined
  }
  if (others.length > 0) return `[${items.map((item) => `${item.isBare ? '-' : ''}@${key(item)}`).join('; ')}]`
  if (first.isBare) return `[-@${key(first)}]`
  return `@${key(first)}${isPage ? '{page}' : ''}`
}

const locators: Record<string, string> = {page: 'p.', chapter: 'chap.', section: 'sec.'}

/** `[@a, p. 3; @b]`, `@a [p. 3]`. */
export function writeCitation({items, mode, children}: Citation): string | undefined {
  if (children.length > 0 || items.some(({locator}) => locator && !locators[locator.label])) return undefined
  const [first, ...others] = items
  if (!first) return undefined
  const place = ({locator}: (typeof items)[number]) =>
    locator ? `${locators[locator.label]} ${locator.value}` : undefined
  if (mode === 'narrative') {
    return others.length > 0 ? undefined : `@${first.key}${place(first) ? ` [${place(first)}]` : ''}`
  }
  const all = items.map(
    (item) => `${item.suppressAuthor ? '-' : ''}@${item.key}${place(item) ? `, ${place(item)}` : ''}`
  )
  return `[${all.join('; ')}]`
}
