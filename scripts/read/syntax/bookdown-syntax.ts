/** bookdown's `\@ref(fig:x)` → `bookdownReference`; `(\#fig:x)` → `bookdownLabel`. */

import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, Tokenizer} from 'micromark-util-types'

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
    let read = 0
    return start

    function start(code: Code): State | undefined {
      effects.enter(type)
      return open(code)
    }

    function open(code: Code): State | undefined {
      if (code !== opening.charCodeAt(read)) return nok(code)
      effects.consume(code)
      read++
      return read < opening.length ? open : label
    }

    function label(code: Code): State | undefined {
      const size = ++read - opening.length
      if (code === codes.rightParenthesis && size > 1) {
        effects.consume(code)
        effects.exit(type)
        return ok
      }
      const isPart = code !== null && code > 0 && /[\p{L}\p{N}\p{M}_:./-]/u.test(String.fromCodePoint(code))
      if (size > longest || !isPart) return nok(code)
      effects.consume(code)
      return label
    }
  }
}
