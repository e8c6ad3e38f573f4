/** `| verse` → `verseLine`, one a line; a line that starts with a space goes on. `buildBlocks` groups them. */

import {markdownLineEnding, markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, Token, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {nextLine} from './next-line.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    verseLine: 'verseLine'
    verseMarker: 'verseMarker'
    verseIndent: 'verseIndent'
  }
}

const continuation: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return effects.attempt(nextLine, indented, nok)

    function indented(code: Code): State | undefined {
      return markdownSpace(code) ? effects.attempt(nonBlank, ok, nok)(code) : nok(code)
    }
  }
}

const nonBlank: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    effects.enter('verseIndent')
    return inside

    function inside(code: Code): State | undefined {
      if (markdownSpace(code)) {
        effects.consume(code)
        return inside
      }
      effects.exit('verseIndent')
      return code === codes.eof || markdownLineEnding(code) ? nok(code) : ok(code)
    }
  }
}

/** Comes after tables, which start with a bar as well. */
const verseLine: Construct = {
  name: 'verseLine',
  add: 'after',
  concrete: true,
  tokenize: tokenizeVerseLine as Tokenizer
}

/** Pandoc's line blocks. */
export function lineBlockSyntax(): Extension {
  return {flow: {null: verseLine}}
}

function tokenizeVerseLine(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  let previous: Token | undefined
  return start

  function start(code: Code): State | undefined {
    // A line that starts with a bar inside a paragraph is text.
    if (code !== codes.verticalBar || context.interrupt) return nok(code)
    effects.enter('verseLine')
    effects.enter('verseMarker')
    effects.consume(code)
    return afterMarker
  }

  function afterMarker(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) {
      effects.exit('verseMarker')
      return end(code)
    }
    if (code !== codes.space) return nok(code)
    effects.consume(code)
    effects.exit('verseMarker')
    return lineStart
  }

  function lineStart(code: Code): State | undefined {
    if (!markdownSpace(code)) return content(code)
    effects.enter('verseIndent')
    return insideIndent(code)
  }

  function insideIndent(code: Code): State | undefined {
    if (markdownSpace(code)) {
      effects.consume(code)
      return insideIndent
    }
    effects.exit('verseIndent')
    return content(code)
  }

  function content(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) return end(code)
    const token = effects.enter('chunkText', {contentType: 'text', previous})
    if (previous) previous.next = token
    previous = token
    return insideContent(code)
  }

  function insideContent(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) {
      return effects.check(continuation, nextContent, lastContent)(code)
    }
    effects.consume(code)
    return insideContent
  }

  function nextContent(code: Code): State | undefined {
    effects.consume(code)
    effects.exit('chunkText')
    return lineStart
  }

  function lastContent(code: Code): State | undefined {
    effects.exit('chunkText')
    return end(code)
  }

  function end(code: Code): State | undefined {
    effects.exit('verseLine')
    return ok(code)
  }
}
