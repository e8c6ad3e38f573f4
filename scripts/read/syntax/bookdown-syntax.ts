/** bookdown's `\@ref(fig:x)` → `bookdownReference`; `(\#fig:x)` → `bookdownLabel`. */

import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, Tokenizer} from 'micromark-util-types'
import {exit, literal} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    bookdownReference: 'bookdownReference'
    bookdownLabel: 'bookdownLabel'
  }
}

/** Longest label. */
const longest = 200

/** `\@ref(` … `)`. */
export const bookdownReference: Construct = {
  name: 'bookdownReference',
  tokenize: tokenizer('bookdownReference', '\\@ref(')
}

/** Labels that bookdown puts into captions and formulas. */
export function bookdownSyntax(): Extension {
  return {
    text: {[codes.leftParenthesis]: {name: 'bookdownLabel', tokenize: tokenizer('bookdownLabel', '(\\#')}}
  }
}

function tokenizer(type: 'bookdownReference' | 'bookdownLabel', opening: string): Tokenizer {
  return (effects, ok, nok) => {
    let size = 0
    return (code) => {
      effects.enter(type)
      return literal(effects, opening, label, nok)(code)
    }

    function label(code: Code): State | undefined {
      size++
      if (code === codes.rightParenthesis && size > 1) {
        effects.consume(code)
        return exit(effects, type, ok)
      }
      const isPart = code !== null && code > 0 && /[\p{L}\p{N}\p{M}_:./-]/u.test(String.fromCodePoint(code))
      if (size > longest || !isPart) return nok(code)
      effects.consume(code)
      return label
    }
  }
}
