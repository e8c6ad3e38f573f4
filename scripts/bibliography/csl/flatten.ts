/** A tree of the style's → a flat list of texts and what opens and closes around them. */

import {type Box, type Node, type Quotes, stripPeriods} from './tree.ts'
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
export function flatten(node: Node): Token[] {
  const flattener = new Flattener()
  flattener.add(node, false)
  return flattener.tokens
}

/** One walk: the tokens so far and what is open. */
class Flattener {
  readonly tokens: Token[] = []
  readonly #current = new Map<Aspect, string>()
  #level = 0

  /** @returns whether anything was printed */
  add(node: Node | undefined, stripsPeriods: boolean): boolean {
    if (node === undefined || node === '') return false
    if (typeof node === 'string' || 'embedded' in node) {
      if (typeof node !== 'string') this.tokens.push({type: 'embedded', value: node.embedded})
      else this.tokens.push({type: 'text', text: stripsPeriods ? stripPeriods(node) : node})
      return true
    }
    const start = this.tokens.length
    if (node.display) this.tokens.push({type: 'display', value: node.display})
    this.add(node.prefix, false)
    const isPrinted = this.#addInside(node, stripsPeriods)
    if (!isPrinted) {
      this.#backTo(start)
      return false
    }
    this.add(node.suffix, false)
    if (node.display) this.tokens.push({type: 'close'})
    return true
  }

  /** What stands between the affixes. */
  #addInside(box: Box, stripsPeriods: boolean): boolean {
    const level = this.#level
    if (box.quotes) {
      this.#level += box.quotes.startsWith('inner') && level === 0 ? 2 : 1
      this.tokens.push({type: 'open-quote', level: this.#level})
    }
    if (box.part) this.tokens.push({type: 'part', part: box.part, id: box.id})
    if (box.link !== undefined) this.tokens.push({type: 'link', url: box.link})
    const changed = box.format && this.#openFormats(box)
    const isPrinted = this.#addChildren(box, stripsPeriods || box.stripsPeriods === true)
    const slot: Token = {type: 'text', text: ''}
    if (box.quotes) this.tokens.push(slot)
    if (changed) this.#closeFormats(changed)
    if (box.link !== undefined) this.tokens.push({type: 'close'})
    if (box.part) this.tokens.push({type: 'close'})
    if (box.quotes) {
      this.tokens.push({type: 'close-quote', level: this.#level, quotes: box.quotes, slot})
      this.#level = level
    }
    return isPrinted
  }

  #addChildren({children, delimiter}: Box, stripsPeriods: boolean): boolean {
    let isPrinted = false
    for (const child of children) {
      const start = this.tokens.length
      if (isPrinted && delimiter !== undefined) this.add(delimiter, false)
      if (this.add(child, stripsPeriods)) isPrinted = true
      else this.#backTo(start)
    }
    return isPrinted
  }

  /** @returns the aspects that changed, with their former values */
  #openFormats({format = {}, isMarkup}: Box): [Aspect, string | undefined][] {
    const changed: [Aspect, string | undefined][] = []
    for (const aspect of aspects) {
      const wanted = format[aspect]
      if (wanted === undefined) continue
      const before = this.#current.get(aspect)
      // Italics typed in a title that is italic turn upright.
      const value = isMarkup && before === wanted && aspect.startsWith('font') ? 'normal' : wanted
      if (wanted === 'normal' && (before === undefined || before === 'normal')) continue
      changed.push([aspect, before])
      this.tokens.push({type: 'format', aspect, value})
      this.#current.set(aspect, value)
    }
    return changed
  }

  #closeFormats(changed: [Aspect, string | undefined][]): void {
    for (const [aspect, before] of changed.reverse()) {
      this.tokens.push({type: 'close'})
      if (before === undefined) this.#current.delete(aspect)
      else this.#current.set(aspect, before)
    }
  }

  /** Nothing was printed: what was opened goes. */
  #backTo(length: number): void {
    while (this.tokens.length > length) this.tokens.pop()
  }
}
