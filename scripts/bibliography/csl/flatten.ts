/** A tree of the style's → a flat list of texts and what opens and closes around them. */

import {type Format, isBox, type Node, type Quotes} from './tree.ts'
import type {Aspect, Display, Part} from './types.ts'

export type Token =
  | {type: 'text'; text: string}
  | {type: 'embedded'; value: unknown}
  | {type: 'format'; aspect: Aspect; value: string}
  | {type: 'display'; value: Display}
  | {type: 'part'; part: Part; id: string | undefined}
  | {type: 'link'; url: string}
  | {type: 'close'}
  /** Odd levels are outer quotes, even ones inner. */
  | {type: 'open-quote'; level: number}
  /** `slot` takes the punctuation that goes in. */
  | {type: 'close-quote'; level: number; quotes: Quotes; slot: {text: string}}

/** Outermost first. */
const aspects: readonly Aspect[] = ['vertical-align', 'text-decoration', 'font-weight', 'font-variant', 'font-style']

/** Flatten a tree; what prints nothing leaves no trace. */
export function flatten(root: Node): Token[] {
  const tokens: Token[] = []
  /** @returns whether anything was printed */
  const add = (node: Node | undefined, current: Format, level: number, strips = false): boolean => {
    if (node === undefined || node === '') return false
    if (!isBox(node)) {
      if (typeof node !== 'string') tokens.push({type: 'embedded', value: node.embedded})
      // Those of abbreviations; not “example.org”. CSL 1.0.2, “Strip-periods”.
      else tokens.push({type: 'text', text: strips ? node.replace(/\.(?![a-z])/g, '') : node})
      return true
    }
    const {display, quotes, part, link} = node
    const start = tokens.length
    if (display) tokens.push({type: 'display', value: display})
    add(node.prefix, current, level)
    const inner = quotes ? level + (quotes.startsWith('inner') && level === 0 ? 2 : 1) : level
    if (quotes) tokens.push({type: 'open-quote', level: inner})
    const opened = tokens.length
    if (part) tokens.push({type: 'part', part, id: node.id})
    if (link !== undefined) tokens.push({type: 'link', url: link})
    const format = node.format ? openFormats(node.format, node.isMarkup, current) : current
    const closes = tokens.length - opened
    let isPrinted = false
    for (const child of node.children) {
      const before = tokens.length
      if (isPrinted) add(node.delimiter, format, inner)
      if (add(child, format, inner, strips || node.stripsPeriods)) isPrinted = true
      else tokens.length = before
    }
    if (!isPrinted) {
      tokens.length = start
      return false
    }
    const slot: Token = {type: 'text', text: ''}
    if (quotes) tokens.push(slot)
    for (let count = 0; count < closes; count++) tokens.push({type: 'close'})
    if (quotes) tokens.push({type: 'close-quote', level: inner, quotes, slot})
    add(node.suffix, current, level)
    if (display) tokens.push({type: 'close'})
    return true
  }
  /** @returns the formats that now apply */
  const openFormats = (format: Format, isMarkup: boolean | undefined, current: Format): Format => {
    const opened: Record<string, string> = {...current}
    for (const aspect of aspects) {
      const wanted = format[aspect]
      const before = current[aspect] ?? 'normal'
      if (wanted === undefined || (wanted === 'normal' && before === 'normal')) continue
      // Italics typed in a title that is italic turn upright.
      const value = isMarkup && before === wanted && aspect.startsWith('font') ? 'normal' : wanted
      tokens.push({type: 'format', aspect, value})
      opened[aspect] = value
    }
    return opened
  }
  add(root, {}, 0)
  return tokens
}
