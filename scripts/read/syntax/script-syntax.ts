/** `x^2^` → `superscript`, `H~2~O` → `subscript`: no space inside unless escaped, as in Pandoc. */

import {markdownLineEndingOrSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, TokenizeContext, Tokenizer, TokenType} from 'micromark-util-types'
import {exit, sign} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    superscript: 'superscript'
    subscript: 'subscript'
    scriptMarker: 'scriptMarker'
  }
}

/** Superscripts and subscripts; `~~` stays strikethrough and `[^` stays a note. */
export function scriptSyntax(): Extension {
  return {
    text: {
      [codes.caret]: scriptOf('superscript', codes.caret, [codes.caret, codes.leftSquareBracket]),
      [codes.tilde]: scriptOf('subscript', codes.tilde, [codes.tilde])
    }
  }
}

function scriptOf(type: TokenType, marker: NonNullable<Code>, forbiddenBefore: Code[]): Construct {
  return {
    name: type,
    tokenize,
    previous(code) {
      return !forbiddenBefore.includes(code) || this.events.at(-1)?.[1].type === 'characterEscape'
    }
  }

  function tokenize(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
    let brackets = 0
    return start

    function start(code: Code): State | undefined {
      effects.enter(type)
      sign(effects, 'scriptMarker', code)
      return begin
    }

    function begin(code: Code): State | undefined {
      if (code === marker) return nok(code)
      effects.enter('chunkText', {contentType: 'text'})
      return inside(code)
    }

    function inside(code: Code): State | undefined {
      if (code === codes.eof || markdownLineEndingOrSpace(code)) return nok(code)
      if (code === marker) {
        effects.exit('chunkText')
        sign(effects, 'scriptMarker', code)
        return after
      }
      // A bracket that opened before closes something else.
      if (code === codes.leftSquareBracket) brackets++
      if (code === codes.rightSquareBracket && --brackets < 0) return nok(code)
      effects.consume(code)
      return code === codes.backslash ? escaped : inside
    }

    function escaped(code: Code): State | undefined {
      if (code === codes.eof || code < 0) return inside(code)
      effects.consume(code)
      return inside
    }

    function after(code: Code): State | undefined {
      return code === marker && marker === codes.tilde ? nok(code) : exit(effects, type, ok)(code)
    }
  }
}
