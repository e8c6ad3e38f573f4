/** A tree of the style's → printed content: punctuation settled, quotes chosen, formats nested. */

import {flatten, type Token} from './flatten.ts'
import type {QuoteMarks} from './markup.ts'
import {settlePunctuation} from './punctuation.ts'
import type {Node} from './tree.ts'
import type {Content, Run} from './types.ts'

/** Where Unicode knows no base letter. */
const baseLetters: Record<string, string> = {ˀ: 'ʔ', ˁ: 'ʕ', '\u06E5': 'و', '\u06E6': 'ي'}

export interface LayoutOptions {
  readonly quotes: QuoteMarks
  readonly hasPunctuationInQuotes: boolean
}

/** Letters and digits that are superscript by themselves: « nᵒ », “2ⁿᵈ”. Few fonts have them. */
const superscripts = /[ªº²³¹ʰ-ʸˀˁˠ-ˤᴬ-ᵡᵸᶛ-ᶿ⁰ⁱ⁴-ⁿ℠™ⵯ㆒-㆟ꜛꜜꝰꟸꟹ\u06E5\u06E6]+/

/** Lay a tree out. */
export function layOut(node: Node, {quotes, hasPunctuationInQuotes}: LayoutOptions): Content {
  const tokens = flatten(node)
  settlePunctuation(tokens, hasPunctuationInQuotes)
  // A mark that went into a quotation may meet another one there.
  if (hasPunctuationInQuotes) settlePunctuation(tokens, true)
  return nest(tokens, quotes)
}

function nest(tokens: readonly Token[], quotes: QuoteMarks): Content {
  let children: Run[] = []
  const open: {children: Run[]; close: (children: Run[]) => Run}[] = []
  const start = (close: (children: Run[]) => Run) => {
    open.push({children, close})
    children = []
  }
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
        addText(children, token.text)
        break
      case 'embedded':
        children.push(token)
        break
      case 'open-quote':
        addText(children, token.level % 2 === 1 ? quotes.open : quotes.openInner)
        break
      case 'close-quote':
        addText(children, token.level % 2 === 1 ? quotes.close : quotes.closeInner)
        break
      case 'close': {
        const frame = open.pop()!
        const run = frame.close(children)
        children = frame.children
        children.push(run)
        break
      }
      default:
        start((inner) => ({...token, children: inner}) as Run)
    }
  }
  return children
}

function addText(runs: Run[], text: string): void {
  if (text === '') return
  const found = superscripts.exec(text)
  if (found) {
    addText(runs, text.slice(0, found.index))
    const value = found[0].normalize('NFKD').replace(/[ˀˁ\u06E5\u06E6]/g, (letter) => baseLetters[letter] ?? letter)
    runs.push({type: 'format', aspect: 'vertical-align', value: 'sup', children: [{type: 'text', value}]})
    addText(runs, text.slice(found.index + found[0].length))
    return
  }
  const last = runs.at(-1)
  if (last?.type === 'text') runs[runs.length - 1] = {type: 'text', value: last.value + text}
  else runs.push({type: 'text', value: text})
}

/** The words alone. */
export function contentToText(content: Content): string {
  return content
    .map((run) => (run.type === 'text' ? run.value : 'children' in run ? contentToText(run.children) : ''))
    .join('')
}
