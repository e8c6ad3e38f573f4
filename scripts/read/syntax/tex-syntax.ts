/** `\ ` → `noBreakSpace`; raw TeX, `\command[…]{…}` and `\begin{x} … \end{x}` → `texText`, `texFlow`. */

import {asciiAlpha, markdownLineEnding} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {nextLine} from './next-line.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    noBreakSpace: 'noBreakSpace'
    texText: 'texText'
    texFlow: 'texFlow'
    texData: 'texData'
  }
}

/** Longest argument and deepest braces of a command, so that braces never closed cost nothing. */
const maximumArgumentLength = 2000

/** Escaped spaces and raw TeX. */
export function texSyntax(): Extension {
  return {
    flow: {[codes.backslash]: {name: 'texFlow', concrete: true, tokenize: tokenizeEnvironment}},
    text: {[codes.backslash]: [noBreakSpace, texText]}
  }
}

const noBreakSpace: Construct = {
  name: 'noBreakSpace',
  tokenize(effects, ok, nok) {
    return start

    function start(code: Code): State | undefined {
      effects.enter('noBreakSpace')
      effects.consume(code)
      return space
    }

    function space(code: Code): State | undefined {
      if (code !== codes.space) return nok(code)
      effects.consume(code)
      effects.exit('noBreakSpace')
      return ok
    }
  }
}

const texArgument: Construct = {partial: true, tokenize: tokenizeArgument}
const texText: Construct = {
  name: 'texText',
  tokenize(effects, ok, nok) {
    return start

    function start(code: Code): State | undefined {
      effects.enter('texText')
      effects.enter('texData')
      effects.consume(code)
      return first
    }

    function first(code: Code): State | undefined {
      return asciiAlpha(code) ? name(code) : nok(code)
    }

    function name(code: Code): State | undefined {
      if (asciiAlpha(code)) {
        effects.consume(code)
        return name
      }
      if (code !== codes.asterisk) return afterName(code)
      effects.consume(code)
      return afterName
    }

    function afterName(code: Code): State | undefined {
      effects.exit('texData')
      return argument(code)
    }

    function argument(code: Code): State | undefined {
      return code === codes.leftCurlyBrace || code === codes.leftSquareBracket
        ? effects.attempt(texArgument, argument, done)(code)
        : done(code)
    }

    function done(code: Code): State | undefined {
      effects.exit('texText')
      return ok(code)
    }
  }
}

function tokenizeArgument(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let size = 0
  let depth = 0
  let closing: Code = null
  return start

  function start(code: Code): State | undefined {
    closing = code === codes.leftCurlyBrace ? codes.rightCurlyBrace : codes.rightSquareBracket
    effects.enter('texData')
    effects.consume(code)
    effects.exit('texData')
    return between
  }

  function between(code: Code): State | undefined {
    if (code === codes.eof || size > maximumArgumentLength) return nok(code)
    if (markdownLineEnding(code)) {
      effects.enter('lineEnding')
      effects.consume(code)
      effects.exit('lineEnding')
      return between
    }
    effects.enter('texData')
    if (code !== closing || depth > 0) return data(code)
    effects.consume(code)
    effects.exit('texData')
    return ok
  }

  function data(code: Code): State | undefined {
    const isClosed = code === closing && depth === 0
    if (code === codes.eof || markdownLineEnding(code) || isClosed || ++size > maximumArgumentLength) {
      effects.exit('texData')
      return between(code)
    }
    if (code === codes.leftCurlyBrace) depth++
    if (code === codes.rightCurlyBrace && depth > 0) depth--
    effects.consume(code)
    return code === codes.backslash ? escaped : data
  }

  function escaped(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) return data(code)
    effects.consume(code)
    return data
  }
}

/** Goes on to the end of its container when `\end` is missing; the tree then says so. */
function tokenizeEnvironment(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  let line = ''
  let ending = ''
  return start

  function start(code: Code): State | undefined {
    effects.enter('texFlow')
    return lineStart(code)
  }

  function lineStart(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) return lineEnd(code)
    effects.enter('texData')
    return inside(code)
  }

  function inside(code: Code): State | undefined {
    if (code === codes.eof || markdownLineEnding(code)) {
      effects.exit('texData')
      return lineEnd(code)
    }
    if (ending === '' && line.length > 200) return nok(code)
    if (code > 0 && line.length <= 2000) line += String.fromCodePoint(code)
    effects.consume(code)
    return inside
  }

  function lineEnd(code: Code): State | undefined {
    if (ending === '') {
      const name = /^\\begin\{([A-Za-z]+\*?)\}/.exec(line)?.[1]
      if (name === undefined) return nok(code)
      if (context.interrupt) return ok(code)
      ending = `\\end{${name}}`
    }
    if (code === codes.eof || line.trimEnd().endsWith(ending)) return done(code)
    line = ''
    return effects.attempt(nextLine, lineStart, done)(code)
  }

  function done(code: Code): State | undefined {
    effects.exit('texFlow')
    return ok(code)
  }
}
