/** A tree of the style's → printed content: punctuation settled, quotes chosen, formats nested. */

import {flatten, type Token} from './flatten.ts'
import type {Locale} from './locale.ts'
import {settlePunctuation} from './punctuation.ts'
import type {Node} from './tree.ts'
import type {Content, Run} from './types.ts'

/** Where Unicode knows no base letter. */
const baseLetters: Record<string, string> = {ˀ: 'ʔ', ˁ: 'ʕ', '\u06E5': 'و', '\u06E6': 'ي'}

/** Letters and digits that are superscript by themselves: « nᵒ », “2ⁿᵈ”. Few fonts have them. */
const superscripts = /([ªº²³¹ʰ-ʸˀˁˠ-ˤᴬ-ᵡᵸᶛ-ᶿ⁰ⁱ⁴-ⁿ℠™ⵯ㆒-㆟ꜛꜜꝰꟸꟹ\u06E5\u06E6]+)/

/** Lay a tree out. */
export function layOut(node: Node, locale: Locale): Content {
  const hasPunctuationInQuotes = locale.options['punctuation-in-quote'] === 'true'
  const tokens = flatten(node)
  settlePunctuation(tokens, hasPunctuationInQuotes)
  // A mark that went into a quotation may meet another one there.
  if (hasPunctuationInQuotes) settlePunctuation(tokens, true)
  return nest(tokens.values(), locale)
}

/** The runs up to the token that closes them. */
function nest(tokens: Iterator<Token>, locale: Locale): Run[] {
  const {open, close, openInner, closeInner} = locale.quotes
  const runs: Run[] = []
  let text = ''
  const addText = () => {
    runs.push(...raiseLetters(text))
    text = ''
  }
  for (let next = tokens.next(); !next.done && next.value.type !== 'close'; next = tokens.next()) {
    const token = next.value
    if (token.type === 'text') text += token.text
    else if (token.type === 'open-quote') text += token.level % 2 === 1 ? open : openInner
    else if (token.type === 'close-quote') text += token.level % 2 === 1 ? close : closeInner
    else {
      addText()
      runs.push(token.type === 'embedded' ? token : ({...token, children: nest(tokens, locale)} as Run))
    }
  }
  addText()
  return runs
}

/** Text, its superscript letters raised. */
function raiseLetters(text: string): Run[] {
  if (text === '') return []
  if (!superscripts.test(text)) return [{type: 'text', value: text}]
  return text.split(superscripts).flatMap((part, index): Run | Run[] => {
    if (index % 2 === 0) return raiseLetters(part)
    const value = part.normalize('NFKD').replace(/[ˀˁ\u06E5\u06E6]/g, (letter) => baseLetters[letter] ?? letter)
    return {type: 'format', aspect: 'vertical-align', value: 'sup', children: [{type: 'text', value}]}
  })
}

/** The words alone. */
export function contentToText(content: Content): string {
  return content
    .map((run) => (run.type === 'text' ? run.value : 'children' in run ? contentToText(run.children) : ''))
    .join('')
}
