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
  const open: {children: Run[]; token: Token}[] = []
  let children: Run[] = []
  let text = ''
  const flush = () => {
    if (text !== '') addText(children, text)
    text = ''
  }
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
        text += token.text
        break
      case 'open-quote':
        text += token.level % 2 === 1 ? quotes.open : quotes.openInner
        break
      case 'close-quote':
        text += token.level % 2 === 1 ? quotes.close : quotes.closeInner
        break
      case 'embedded':
        flush()
        children.push(token)
        break
      case 'close': {
        flush()
        const frame = open.pop()!
        frame.children.push({...frame.token, children} as Run)
        children = frame.children
        break
      }
      default:
        flush()
        open.push({children, token})
        children = []
    }
  }
  flush()
  return children
}

/** Text, its superscript letters raised. */
function addText(runs: Run[], text: string): void {
  const found = superscripts.exec(text)
  if (!found) {
    runs.push({type: 'text', value: text})
    return
  }
  const end = found.index + found[0].length
  if (found.index > 0) runs.push({type: 'text', value: text.slice(0, found.index)})
  const value = found[0].normalize('NFKD').replace(/[ˀˁ\u06E5\u06E6]/g, (letter) => baseLetters[letter] ?? letter)
  runs.push({type: 'format', aspect: 'vertical-align', value: 'sup', children: [{type: 'text', value}]})
  if (end < text.length) addText(runs, text.slice(end))
}

/** The words alone. */
export function contentToText(content: Content): string {
  return content
    .map((run) => (run.type === 'text' ? run.value : 'children' in run ? contentToText(run.children) : ''))
    .join('')
}
