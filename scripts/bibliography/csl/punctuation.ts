/** Neighbouring punctuation, whatever formats stand between → what is printed: “. .” → “.”, “?.” → “?”, “”,” → “,””. */

import type {Token} from './flatten.ts'

/** Pairs of which one mark is printed. Source: `punctuation_FullMontyPlain` of the CSL test suite. */
const firstOnly = new Set([...'!! ?? .. :: ,, ;; :. ;: ;. !: !. ?: ?.'.split(' '), '  ', '\u00a0 '])
const secondOnly = new Set([':!', ':?', ';!', ';?'])

/** Settle it in place; `isInQuotes`: a comma or full stop goes into quotes. CSL 1.0.2, “Locale Options”. */
export function settlePunctuation(tokens: Token[], isInQuotes: boolean): void {
  let before: Extract<Token, {type: 'text'}> | undefined
  let closing: Extract<Token, {type: 'close-quote'}> | undefined
  for (const token of tokens) {
    if (token.type === 'close-quote') closing ??= token
    else if (token.type === 'open-quote' || token.type === 'embedded') {
      before = undefined
      closing = undefined
    } else if (token.type === 'text' && token.text !== '') {
      if (before) {
        if (!closing) settlePair(before, token)
        else if (isInQuotes && !closing.quotes.endsWith('affix') && /^[.,!?](?!\.)/.test(token.text))
          moveIn(before, token, closing.slot)
        else settleAfterQuote(before, token, isInQuotes)
      }
      if (token.text === '') continue
      before = token
      closing = undefined
    }
  }
}

interface Text {
  text: string
}

/** Two texts side by side. */
function settlePair(first: Text, second: Text): void {
  for (;;) {
    const pair = first.text.slice(-1) + second.text.slice(0, 1)
    if (secondOnly.has(pair)) first.text = first.text.slice(0, -1) + second.text[0]
    else if (!firstOnly.has(pair)) return
    second.text = second.text.slice(1)
  }
}

/** The mark after a quotation goes into it, behind its formats. */
function moveIn(inside: Text, after: Text, slot: Text): void {
  const moved: Text = {text: after.text[0] ?? ''}
  after.text = after.text.slice(1)
  settlePair(slot.text === '' ? inside : slot, moved)
  slot.text += moved.text
}

/** “!”.” → “!””; a comma or full stop is not printed on both sides. */
function settleAfterQuote(inside: Text, after: Text, isInQuotes: boolean): void {
  const last = inside.text.at(-1) ?? ''
  const next = after.text[0] ?? ''
  if (/[!?]/.test(last) && (next === '.' || (next === ':' && isInQuotes))) after.text = after.text.slice(1)
  else if (!isInQuotes && /[.,]/.test(last) && (next === last || (next === ',' && last === '.'))) {
    inside.text = inside.text.slice(0, -1)
  }
}
