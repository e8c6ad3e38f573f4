/** A tag as typed → its name and attributes; HTML's attributes → ours. */

import type {Node, RootContent} from 'mdast'
import {decodeString} from 'micromark-util-decode-string'
import type {VFile} from 'vfile'
import type {Attributes} from '../../document/nodes.ts'
import {inform, warn} from '../../messages/messages.ts'

/** `<name key="value">`, `</name>`; names in small letters. */
export interface HtmlTag {
  name: string
  isClosing: boolean
  /** `<name/>`. */
  isEmpty: boolean
  pairs: Record<string, string>
}

/** An element: its tag as a node, what is inside, and the names of those around it. */
export interface HtmlElement {
  tag: HtmlTag
  node: RootContent
  children: RootContent[]
  around: readonly string[]
  /** BCP 47, of the text. */
  lang: string
}

const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>$/
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g

/** Read one tag; undefined when the text is more or less than one. */
export function readTag(value: string): HtmlTag | undefined {
  const [, slash, name = '', rest = ''] = tag.exec(value) ?? []
  if (slash === undefined) return undefined
  const pairs: Record<string, string> = Object.create(null)
  for (const [, key = '', double, single, bare] of rest.matchAll(attribute)) {
    const raw = double ?? single ?? bare ?? ''
    pairs[key.toLowerCase()] ??= decodeString(raw.replaceAll('\\', '\\\\'))
  }
  return {name: name.toLowerCase(), isClosing: slash === '/', isEmpty: rest.trimEnd().endsWith('/'), pairs}
}

/** Attributes that have a meaning of their own where they are used. */
const meant = new Set(['id', 'class', 'style', 'align', 'href', 'src', 'alt', 'colspan', 'rowspan', 'start', 'type'])
/** Attributes that say nothing about what is read: for the screen reader, the browser, the editor. */
const passed =
  /^(?:data-.+|lang|dir|title|width|height|name|open|cite|datetime|value|scope|headers|when-format|unless-format|layout.*|fig-.+|tbl-.+|lst-.+|custom-style)$/

/**
 * `id`, `class`, `lang`… as in Markdown; of `style` and `align`, what has a counterpart here.
 *
 * Emits `read:html-layout` for what is left out, and for what would run.
 */
export function attributesOf({name, pairs}: HtmlTag, node: Node, file: VFile): Attributes {
  const {id = '', class: list = '', style = '', align = ''} = pairs
  const classes = list.split(/\s+/).filter((each) => each !== '')
  const kept: Record<string, string> = {}
  for (const [key, value] of Object.entries(pairs)) {
    if (key.startsWith('on')) reportRun(`\`${key}\` of \`<${name}>\``, node, file)
    else if (passed.test(key)) kept[key] = value
    else if (!meant.has(key)) reportLayout(`\`${key}\` of \`<${name}>\``, node, file)
  }
  const declarations = style.split(';').map((each) => each.split(':').map((part) => part.trim().toLowerCase()))
  for (const [property = '', value = ''] of declarations) {
    if (property === '' || value === '') continue
    const known = stylesKnown[`${property}: ${value}`]
    if (known !== undefined) classes.push(...known.split(' ').filter(Boolean))
    else if ((property === 'width' || property === 'height') && /^[\d.]+ *(?:%|px|cm|mm|in|pt|em)$/.test(value)) {
      kept[property] ??= value
    } else reportLayout(`style \`${property}\` of \`<${name}>\``, node, file)
  }
  if (/^(?:center|right)$/i.test(align)) classes.push(align.toLowerCase())
  return {id: id.trim() || undefined, classes: [...new Set(classes)], pairs: kept}
}

/** Declarations → our classes; an empty one is how things are anyway. */
const stylesKnown: Record<string, string> = {
  'text-align: center': 'center',
  'text-align: right': 'right',
  'text-align: end': 'right',
  'text-align: left': '',
  'text-align: start': '',
  'text-align: justify': '',
  'font-variant: small-caps': 'smallcaps',
  'font-variant-caps: small-caps': 'smallcaps',
  'text-decoration: underline': 'underline',
  'direction: rtl': '',
  'direction: ltr': ''
}

function reportLayout(what: string, node: Node, file: VFile): void {
  inform(file, `Unsupported ${what}, left out`, {
    at: node.position,
    rule: 'read:html-layout',
    fix: 'Remove it, or say it with a class: `::: {.center}`, `[…]{.smallcaps}`.'
  })
}

function reportRun(what: string, node: Node, file: VFile): void {
  warn(file, `Unsupported ${what}, which a browser would run: left out`, {
    at: node.position,
    rule: 'read:html-layout',
    fix: 'Remove it: no page of a thesis runs scripts of its text.'
  })
}
