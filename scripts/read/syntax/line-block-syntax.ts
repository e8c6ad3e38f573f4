/** `| verse` → `verseLine`, one a line; a line that starts with a space goes on. `buildBlocks` groups them. */

import {factorySpace} from 'micromark-factory-space'
import {markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, Token, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {nextLine} from './next-line.ts'
import {exit, isLineEnd} from './steps.ts'

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
    const indented = factorySpace(effects, (code) => (isLineEnd(code) ? nok(code) : ok(code)), 'verseIndent')
    return effects.attempt(nextLine, (code) => (markdownSpace(code) ? indented(code) : nok(code)), nok)
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
  const end = exit(effects, 'verseLine', ok)
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
    if (isLineEnd(code)) return exit(effects, 'verseMarker', end)(code)
    if (code !== codes.space) return nok(code)
    effects.consume(code)
    return exit(effects, 'verseMarker', lineStart)
  }

  function lineStart(code: Code): State | undefined {
    return factorySpace(effects, content, 'verseIndent')(code)
  }

  function content(code: Code): State | undefined {
    if (isLineEnd(code)) return end(code)
    const token = effects.enter('chunkText', {contentType: 'text', previous})
    if (previous) previous.next = token
    previous = token
    return insideContent(code)
  }

  function insideContent(code: Code): State | undefined {
    if (isLineEnd(code)) return effects.check(continuation, nextContent, exit(effects, 'chunkText', end))(code)
    effects.consume(code)
    return insideContent
  }

  function nextContent(code: Code): State | undefined {
    effects.consume(code)
    return exit(effects, 'chunkText', lineStart)
  }
}
