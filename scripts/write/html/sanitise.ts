/** The author's raw HTML → the harmless part of it, in place; what is taken away is a message. */

import type {ElementContent, Nodes, Root} from 'hast'
import {raw} from 'hast-util-raw'
import {type Schema, sanitize} from 'hast-util-sanitize'
import type {Point} from 'unist'
import {SKIP, visit} from 'unist-util-visit'
import type {VFile} from 'vfile'
import {warn} from '../../messages/messages.ts'
import type {AuthorHtml, Page} from './context.ts'

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
    '*': everywhere,
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
 * Emits `html:removed`, `html:duplicate-id`.
 */
export function sanitiseRawHtml(page: Page, children: ElementContent[]): ElementContent[] {
  if (page.rawHtml.length === 0) return children
  for (const html of page.rawHtml) reportRemoved(page, html)
  const tree: Root = {type: 'root', children}
  const aside: ElementContent[] = []
  visit(tree as Nodes, (node, index, parent) => {
    const found = node as Nodes | AuthorHtml
    if (parent === undefined || index === undefined || !('children' in parent)) return undefined
    if (found.type === 'raw') {
      parent.children[index] = {
        type: 'element',
        tagName: 'span',
        properties: {dataAside: String(aside.length)},
        children: []
      }
      aside.push(found)
      return SKIP
    }
    if (found.type === 'authorHtml') {
      parent.children[index] = {type: 'raw', value: withoutOurMarks(found.value)}
      return SKIP
    }
    if (found.type === 'element' && found.properties.id) found.properties.dataOwnId = ''
    return undefined
  })
  const clean = sanitize(raw(tree), schema)
  restore(page, clean, aside)
  return 'children' in clean ? (clean.children as ElementContent[]) : [clean as ElementContent]
}

/** No one else may say where our markup goes back, or which ids are ours. */
function withoutOurMarks(html: string): string {
  return html.replace(/data-(aside|own-id)/gi, 'data-author-$1')
}

function restore(page: Page, clean: Nodes, aside: readonly ElementContent[]): void {
  const known = new Set(page.site.imageAddresses.values())
  visit(clean, 'element', (node, index, parent) => {
    const place = node.properties.dataAside
    const markup = typeof place === 'string' ? aside[Number(place)] : undefined
    if (markup && parent && index !== undefined) {
      parent.children[index] = markup
      return SKIP
    }
    if (node.tagName === 'img' && !known.has(String(node.properties.src))) {
      Object.assign(node, {tagName: 'span', properties: {className: ['missing-image']}})
      node.children = [{type: 'text', value: String(node.properties.alt ?? '')}]
    }
    const {id, dataOwnId} = node.properties
    delete node.properties.dataOwnId
    if (typeof id === 'string' && dataOwnId === undefined) {
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
  visit(raw({type: 'root', children: [{type: 'raw', value: html.value}]}), 'element', (node) => {
    const offset = html.value.toLowerCase().indexOf(`<${node.tagName}`, from)
    if (offset >= 0) from = offset + 1
    const at = pointIn(html, Math.max(0, offset))
    const washed = sanitize({...node, children: []}, schema)
    const kept = washed.type === 'element' ? washed : undefined
    if (!kept) {
      report(html.file, `element \`<${node.tagName}>\``, at)
      return
    }
    const lost = Object.keys(node.properties).filter((name) => !(name in kept.properties))
    for (const name of lost) report(html.file, `attribute \`${attributeName(name)}\` of \`<${node.tagName}>\``, at)
    if (node.tagName === 'img' && ![...page.site.imageAddresses.values()].includes(String(kept.properties.src))) {
      report(html.file, 'picture `<img>`', at, 'Write the picture in Markdown: `![alternative text](file)`.')
    }
  })
}

function reportDuplicate(page: Page, id: string): void {
  const html = page.rawHtml.find(({value}) => value.includes(id))
  warn(html?.file ?? page.file, `Unexpected second \`id\` \`${id}\` in raw HTML, which is left out`, {
    ...(html ? {at: pointIn(html, html.value.indexOf(id))} : {}),
    rule: 'html:duplicate-id',
    actual: id,
    fix: 'Give it another id.'
  })
}

function report(file: VFile, what: string, at: Point | undefined, fix?: string): void {
  warn(file, `Unexpected ${what} in raw HTML, which is left out`, {
    ...(at ? {at} : {}),
    rule: 'html:removed',
    fix: fix ?? 'Remove it, or write it in Markdown.'
  })
}

function attributeName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** The place of an offset in a raw node. */
function pointIn({value, position}: AuthorHtml, offset: number): Point | undefined {
  if (!position) return undefined
  const before = value.slice(0, offset).split('\n')
  const last = before.at(-1)!.length
  return {
    line: position.start.line + before.length - 1,
    column: before.length === 1 ? position.start.column + last : last + 1
  }
}
