/** The author's raw HTML → the harmless part of it, in place; what is taken away is a message. */

import {createRequire} from 'node:module'
import type {ElementContent, Nodes, Root} from 'hast'
import {type Schema, sanitize} from 'hast-util-sanitize'
import type {Point} from 'unist'
import type {VFile} from 'vfile'
import {SKIP, visit} from '../../document/visit.ts'
import {warn} from '../../messages/messages.ts'
import type {AuthorHtml, Page} from './context.ts'
import {printDeepHtml} from './deep-html.ts'

/** `hast-util-raw`, loaded by the first page that has HTML of the author's: the parser of a browser comes with it. */
function raw(tree: Nodes): Nodes {
  const parser = createRequire(import.meta.url)('hast-util-raw') as typeof import('hast-util-raw')
  return parser.raw(tree)
}

/**
 * Attributes that only this file can write: HTML and Markdown know no name with a space in it.
 * The first says which markup of ours goes there, the second that an element is ours.
 */
const marks = {place: 'our markup', own: 'our element'} as const

const everywhere = [
  'id',
  'className',
  'lang',
  'dir',
  'title',
  'role',
  'data*',
  'ariaLabel',
  'ariaLabelledBy',
  'ariaDescribedBy',
  'ariaHidden',
  'ariaCurrent'
]

const tags =
  'a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del ' +
  'details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ' +
  'nav ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th ' +
  'thead time tr u ul var wbr'

/** What a page may hold: text, tables, pictures of the thesis; nothing that runs, loads or changes the style. */
const schema: Schema = {
  tagNames: tags.split(' '),
  attributes: {
    '*': [...everywhere, marks.place, marks.own],
    a: ['href', 'rel'],
    blockquote: ['cite'],
    col: ['span'],
    colgroup: ['span'],
    data: ['value'],
    del: ['cite', 'dateTime'],
    details: ['open'],
    div: [['tabIndex', 0]],
    img: ['src', 'alt', 'width', 'height', 'decoding'],
    ins: ['cite', 'dateTime'],
    li: ['value'],
    ol: ['start', 'reversed', 'type'],
    pre: [['tabIndex', 0]],
    q: ['cite'],
    section: [['tabIndex', 0]],
    td: ['colSpan', 'rowSpan', 'headers'],
    th: ['colSpan', 'rowSpan', 'headers', 'scope'],
    time: ['dateTime']
  },
  protocols: {
    href: ['http', 'https', 'mailto', 'tel', 'ftp', 'doi', 'urn', 'geo', 'xmpp', 'sip', 'sips'],
    cite: ['http', 'https'],
    src: []
  },
  strip: ['script', 'style', 'iframe', 'object', 'embed', 'noscript', 'template', 'svg', 'math', 'title'],
  clobber: [],
  allowComments: false,
  allowDoctypes: false
}

/**
 * Merge the author's raw HTML into the page, harmless.
 *
 * Our own markup (drawings, formulas) is put aside meanwhile: it needs no washing.
 *
 * Emits `html:removed`, `html:duplicate-id`, `html:too-deep`.
 */
export function sanitiseRawHtml(page: Page, children: ElementContent[]): ElementContent[] {
  if (page.rawHtml.length === 0) return children
  const tree: Root = {type: 'root', children}
  printDeepHtml(page, tree)
  for (const html of page.rawHtml) reportRemoved(page, html)
  const aside: ElementContent[] = []
  visit(tree as Nodes, (node, index, parent) => {
    const found = node as Nodes | AuthorHtml
    if (parent === undefined || index === undefined || !('children' in parent)) return undefined
    if (found.type === 'raw') {
      parent.children[index] = {
        type: 'element',
        tagName: 'span',
        properties: {[marks.place]: String(aside.length)},
        children: []
      }
      aside.push(found)
      return SKIP
    }
    if (found.type === 'authorHtml') {
      parent.children[index] = {type: 'raw', value: found.value}
      return SKIP
    }
    if (found.type === 'element' && found.properties.id) found.properties[marks.own] = 'true'
    return undefined
  })
  // What is left when an element is taken out or moved may not stand where it is: it is read once more as a browser would.
  const clean = sanitize(raw(sanitize(raw(tree), schema)), schema)
  restore(page, clean, aside)
  return 'children' in clean ? (clean.children as ElementContent[]) : [clean as ElementContent]
}

/** HTML of a partial, harmless. */
export function washed(html: string): ElementContent[] {
  const clean = sanitize(raw({type: 'root', children: [{type: 'raw', value: html} as never]}), schema)
  return 'children' in clean ? (clean.children as ElementContent[]) : []
}

function restore(page: Page, clean: Nodes, aside: readonly ElementContent[]): void {
  const known = new Set(page.site.imageAddresses.values())
  visit(clean, 'element', (node, index, parent) => {
    const place = node.properties[marks.place]
    const markup = typeof place === 'string' ? aside[Number(place)] : undefined
    if (markup && parent && index !== undefined) {
      parent.children[index] = markup
      return SKIP
    }
    if (node.tagName === 'img' && !known.has(String(node.properties.src))) {
      Object.assign(node, {tagName: 'span', properties: {className: ['missing-image']}})
      node.children = [{type: 'text', value: String(node.properties.alt ?? '')}]
    }
    const {id, [marks.own]: isOurs} = node.properties
    delete node.properties[marks.own]
    if (typeof id === 'string' && isOurs === undefined) {
      if (page.ids.has(id)) {
        delete node.properties.id
        reportDuplicate(page, id)
      }
      page.ids.add(id)
    }
    return undefined
  })
}

/** Say what will be missing: by washing each element alone, and comparing. */
function reportRemoved(page: Page, html: AuthorHtml): void {
  let from = 0
  const text = html.value.toLowerCase()
  const pointAt = pointsIn(html)
  visit(raw({type: 'root', children: [{type: 'raw', value: html.value}]}), 'element', (node) => {
    const offset = text.indexOf(`<${node.tagName}`, from)
    if (offset >= 0) from = offset + 1
    const at = pointAt(Math.max(0, offset))
    const washed = sanitize({...node, children: []}, schema)
    const kept = washed.type === 'element' ? washed : undefined
    if (!kept) {
      report(html.file, `element \`<${node.tagName}>\``, at, instead[node.tagName])
      return
    }
    const lost = Object.keys(node.properties).filter((name) => !(name in kept.properties))
    for (const name of lost) report(html.file, `attribute \`${attributeName(name)}\` of \`<${node.tagName}>\``, at)
    if (node.tagName === 'img' && ![...page.site.imageAddresses.values()].includes(String(kept.properties.src))) {
      report(html.file, 'picture `<img>`', at, 'Write the picture in Markdown: `![alternative text](file)`.')
    }
  })
}

/** What to write in place of elements that load or run something. */
const embedded = 'Write a link to it, `[…](…)`, or a picture of it.'
const instead: Record<string, string> = {
  audio: embedded,
  embed: embedded,
  iframe: embedded,
  object: embedded,
  video: embedded,
  svg: 'Save it as a file of the thesis, and write `![Caption](file.svg)`.',
  math: 'Write the formula between dollars: `$…$`.',
  script: 'Remove it: no page of a thesis runs scripts of its text.',
  style: 'Remove it: the look of the pages is set in `thesis/template/`.'
}

function reportDuplicate(page: Page, id: string): void {
  const html = page.rawHtml.find(({value}) => value.includes(id))
  warn(html?.file ?? page.file, `Duplicate \`id\` \`${id}\` in raw HTML, left out`, {
    at: html ? pointsIn(html)(html.value.indexOf(id)) : undefined,
    rule: 'html:duplicate-id',
    actual: id,
    fix: 'Give it another id.'
  })
}

function report(file: VFile, what: string, at: Point | undefined, fix?: string): void {
  warn(file, `Unsupported ${what} in raw HTML, left out`, {
    at,
    rule: 'html:removed',
    fix: fix ?? 'Remove it, or write it in Markdown.'
  })
}

function attributeName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** The places of offsets in a raw node, asked for in their order. */
function pointsIn({value, position}: AuthorHtml): (offset: number) => Point | undefined {
  let line = 0
  let lineStart = 0
  return (offset) => {
    for (let end = value.indexOf('\n', lineStart); end !== -1 && end < offset; end = value.indexOf('\n', lineStart)) {
      line++
      lineStart = end + 1
    }
    if (!position) return undefined
    const column = offset - lineStart
    return {line: position.start.line + line, column: line === 0 ? position.start.column + column : column + 1}
  }
}
