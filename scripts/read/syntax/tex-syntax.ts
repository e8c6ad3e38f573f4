/** `\ ` → `noBreakSpace`; raw TeX, `\command[…]{…}` and `\begin{x} … \end{x}` → `texText`, `texFlow`. */

import {factorySpace} from 'micromark-factory-space'
import {asciiAlpha, markdownLineEnding, markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {bookdownReference} from './bookdown-syntax.ts'
import {isInFormula} from './math-syntax.ts'
import {nextLine} from './next-line.ts'
import {escaped, every, exit, isLineEnd, literal, sign, tokenOf} from './steps.ts'
import {texCommand} from './tex-commands.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    noBreakSpace: 'noBreakSpace'
    texText: 'texText'
    texFlow: 'texFlow'
    texData: 'texData'
  }
}

/** Escaped spaces and raw TeX. */
export function texSyntax(): Extension {
  return {
    flow: {[codes.backslash]: {name: 'texFlow', concrete: true, tokenize: tokenizeEnvironment}},
    text: {[codes.backslash]: [noBreakSpace, bookdownReference, inlineEnvironment, bareAccent, texText]}
  }
}

const noBreakSpace: Construct = {
  name: 'noBreakSpace',
  tokenize: (effects, ok, nok) => (code) => {
    effects.enter('noBreakSpace')
    return literal(effects, '\\ ', exit(effects, 'noBreakSpace', ok), nok)(code)
  }
}

const texArgument: Construct = {partial: true, tokenize: tokenizeArgument}
const texSpace: Construct = {partial: true, tokenize: tokenizeSpace}

/** `\begin{x}` in the midst of a paragraph, up to its `\end{x}`. */
const inlineEnvironment: Construct = {
  name: 'texText',
  tokenize: tokenizeInlineEnvironment
}

/** Longest name of a command. */
const longestName = 60

const texText: Construct = {
  name: 'texText',
  tokenize(effects, ok, nok) {
    let name = ''
    let takes: string | undefined
    let defines = false
    let taken = 0
    const done = exit(effects, 'texText', ok)
    return start

    function start(code: Code): State | undefined {
      effects.enter('texText')
      effects.enter('texData')
      effects.consume(code)
      return first
    }

    function first(code: Code): State | undefined {
      if (asciiAlpha(code)) return inName(code)
      return code !== null && code in accentSigns ? accent(code) : nok(code)
    }

    /** `\'{e}`: without braces it is an escape, as for Pandoc. */
    function accent(code: Code): State | undefined {
      effects.consume(code)
      effects.exit('texData')
      return (next: Code) => (next === codes.leftCurlyBrace ? effects.attempt(texArgument, done, nok)(next) : nok(next))
    }

    function inName(code: Code): State | undefined {
      if (asciiAlpha(code) && name.length < longestName) {
        name += String.fromCharCode(code as number)
        effects.consume(code)
        return inName
      }
      if (code !== codes.asterisk) return afterName(code)
      effects.consume(code)
      return afterName
    }

    function afterName(code: Code): State | undefined {
      const command = texCommand(name)
      defines = command?.means === 'definition'
      takes = name.endsWith('def') && defines ? 'd' : command?.takes
      // Braces that follow a symbol are its own: `\oe{}uvre`.
      if (takes !== undefined && /^o*$/.test(takes)) takes += 'g'
      effects.exit('texData')
      return name === 'verb' ? verbatim(code) : argument(code)
    }

    /** `\verb|a_b|`, between any two signs of a kind. */
    function verbatim(code: Code): State | undefined {
      if (code === codes.eof || code < 0 || markdownSpace(code) || asciiAlpha(code)) return done(code)
      effects.enter('texData')
      effects.consume(code)
      return function inside(next): State | undefined {
        if (isLineEnd(next)) return nok(next)
        effects.consume(next)
        return next === code ? exit(effects, 'texData', done) : inside
      }
    }

    function argument(code: Code): State | undefined {
      const isBracket = code === codes.leftSquareBracket
      const isBrace = code === codes.leftCurlyBrace
      if (takes === undefined)
        return isBracket || isBrace ? effects.attempt(texArgument, argument, done)(code) : done(code)
      const kind = takes[taken]
      if (kind === undefined) return done(code)
      if (kind === 'd') return parameters(code)
      if (defines && taken === 0 && code === codes.backslash) return defined(code)
      if (kind === 'o') {
        taken++
        return isBracket ? effects.attempt(texArgument, argument, argument)(code) : argument(code)
      }
      if (isBrace) {
        taken++
        return effects.attempt(texArgument, argument, done)(code)
      }
      // TeX takes the spaces after a word to be its end.
      if (kind === 'g' || taken > 5) return factorySpace(effects, done, 'texData')(code)
      const isSpace = markdownSpace(code) || markdownLineEnding(code)
      return isSpace && kind === 'm' ? effects.attempt(texSpace, argument, done)(code) : done(code)
    }

    /** `\newcommand\x{…}`, `\renewcommand*\l@figure{…}`: a name without braces. */
    function defined(code: Code): State | undefined {
      taken++
      effects.enter('texData')
      effects.consume(code)
      return every(effects, isNamePart, exit(effects, 'texData', argument))
    }

    /** `\def\x#1{…}`: all up to the brace. */
    function parameters(code: Code): State | undefined {
      if (code === codes.leftCurlyBrace) {
        taken++
        return effects.attempt(texArgument, done, done)(code)
      }
      if (isLineEnd(code)) return done(code)
      const isParameter = (next: Code) => !isLineEnd(next) && next !== codes.leftCurlyBrace
      return tokenOf(effects, 'texData', isParameter, parameters)(code)
    }
  }
}

const isNamePart = (code: Code) => asciiAlpha(code) || code === codes.atSign

/** Signs of accents: `` ` ' ^ ~ " = . `` */
const accentSigns: Record<number, true> = {96: true, 39: true, 94: true, 126: true, 34: true, 61: true, 46: true}

/** `M\"uller`, `ma\^itre`: a sign between two letters is no quotation mark and no power. */
const bareAccent: Construct = {
  name: 'bareAccent',
  tokenize(effects, ok, nok) {
    const {previous} = this
    const isAfterLetter = previous !== null && previous > 0 && /\p{L}/u.test(String.fromCodePoint(previous))
    let isTilde = false
    return start

    function start(code: Code): State | undefined {
      if (!isAfterLetter) return nok(code)
      effects.enter('texText')
      effects.enter('texData')
      effects.consume(code)
      return accent
    }

    function accent(code: Code): State | undefined {
      isTilde = code === codes.tilde
      if (code !== codes.quotationMark && code !== codes.caret && !isTilde) return nok(code)
      effects.consume(code)
      return letter
    }

    function letter(code: Code): State | undefined {
      const letters = isTilde ? 'nNaAoO' : 'aeiouyAEIOUY'
      if (code === null || code < 0 || !letters.includes(String.fromCodePoint(code))) return nok(code)
      effects.consume(code)
      return exit(effects, 'texData', exit(effects, 'texText', ok))
    }
  }
}

/** Spaces, and one end of a line, before a brace. */
function tokenizeSpace(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let hasEnded = false
  return space

  function space(code: Code): State | undefined {
    if (code === codes.leftCurlyBrace) return ok(code)
    if (markdownLineEnding(code) && !hasEnded) {
      hasEnded = true
      sign(effects, 'lineEnding', code)
      return space
    }
    return markdownSpace(code) ? factorySpace(effects, space, 'texData')(code) : nok(code)
  }
}

/**
 * Braces and environments that nothing closes, by their offset, in each text: looked for once. For an option, the
 * brackets and braces that it met outside of braces as well: where it found no end, none that starts there does.
 */
const unclosed = new WeakMap<TokenizeContext, Set<number>>()
const unclosedOptions = new WeakMap<TokenizeContext, Set<number>>()

function forget(context: TokenizeContext, offsets: readonly number[], among = unclosed): void {
  const known = among.get(context) ?? new Set()
  for (const offset of offsets) known.add(offset)
  among.set(context, known)
}

function tokenizeArgument(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  let isGroup = false
  const open: number[] = []
  /** Of an option: the brackets and braces outside of braces. */
  const met: number[] = []
  let isHopeless = false
  return start

  function start(code: Code): State | undefined {
    isGroup = code === codes.leftCurlyBrace
    const {offset} = context.now()
    if ((isGroup ? unclosed : unclosedOptions).get(context)?.has(offset)) return nok(code)
    if (isGroup) open.push(offset)
    else met.push(offset)
    sign(effects, 'texData', code)
    return between
  }

  function between(code: Code): State | undefined {
    if (code === codes.eof || isHopeless) return fail(code)
    if (markdownLineEnding(code)) {
      sign(effects, 'lineEnding', code)
      return between
    }
    effects.enter('texData')
    if (!isClosing(code)) return data(code)
    effects.consume(code)
    return exit(effects, 'texData', ok)
  }

  function isClosing(code: Code): boolean {
    return isGroup
      ? code === codes.rightCurlyBrace && open.length === 1
      : code === codes.rightSquareBracket && open.length === 0
  }

  function data(code: Code): State | undefined {
    if (!isGroup && open.length === 0 && (code === codes.leftCurlyBrace || code === codes.leftSquareBracket)) meet()
    if (isLineEnd(code) || isClosing(code) || isHopeless) return exit(effects, 'texData', between)(code)
    if (code === codes.leftCurlyBrace) open.push(context.now().offset)
    if (code === codes.rightCurlyBrace) open.pop()
    effects.consume(code)
    return code === codes.backslash ? escaped(effects, data) : data
  }

  function meet(): void {
    const {offset} = context.now()
    isHopeless = [unclosed, unclosedOptions].some((known) => known.get(context)?.has(offset))
    met.push(offset)
  }

  function fail(code: Code): State | undefined {
    forget(context, open)
    forget(context, met, unclosedOptions)
    return nok(code)
  }
}

/** Goes on to the end of its container when `\end` is missing; the tree then says so. */
function tokenizeEnvironment(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  const from = context.now()
  const edges = watchEdges()
  const done = exit(effects, 'texFlow', ok)
  return (code) => {
    effects.enter('texFlow')
    return lineStart(code)
  }

  function lineStart(code: Code): State | undefined {
    if (isLineEnd(code)) return lineEnd(code)
    effects.enter('texData')
    return inside(code)
  }

  function inside(code: Code): State | undefined {
    if (isLineEnd(code)) return exit(effects, 'texData', lineEnd)(code)
    const state = edges.take(code)
    if (state === 'none') return nok(code)
    effects.consume(code)
    if (state === 'open' && context.interrupt) return isInFormula(context, from) ? nok : ok
    if (state !== 'closed') return inside
    effects.exit('texData')
    effects.exit('texFlow')
    return after
  }

  function lineEnd(code: Code): State | undefined {
    if (edges.take(code) === 'none') return nok(code)
    return code === codes.eof ? done(code) : effects.attempt(nextLine, lineStart, done)(code)
  }

  /** What follows on the line is a paragraph. */
  function after(code: Code): State | undefined {
    if (isLineEnd(code)) return ok(code)
    if (markdownSpace(code)) {
      sign(effects, 'whitespace', code)
      return after
    }
    effects.enter('paragraph')
    effects.enter('chunkText', {contentType: 'text'})
    const exits = exit(effects, 'chunkText', exit(effects, 'paragraph', ok))
    return every(effects, (next) => !isLineEnd(next), exits)(code)
  }
}

function tokenizeInlineEnvironment(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  const edges = watchEdges()
  let begins: number[] = []
  return start

  function start(code: Code): State | undefined {
    begins = [context.now().offset]
    if (unclosed.get(context)?.has(context.now().offset)) return nok(code)
    effects.enter('texText')
    return between(code)
  }

  function between(code: Code): State | undefined {
    if (code === codes.eof) {
      forget(context, begins)
      return nok(code)
    }
    if (markdownLineEnding(code)) {
      if (edges.take(code) === 'none') return nok(code)
      sign(effects, 'lineEnding', code)
      return between
    }
    effects.enter('texData')
    return inside(code)
  }

  function inside(code: Code): State | undefined {
    if (isLineEnd(code)) return exit(effects, 'texData', between)(code)
    const state = edges.take(code)
    if (state === 'none') return nok(code)
    if (state === 'opened') begins.push(context.now().offset - edges.size() + 1)
    else if (state === 'ended') begins.pop()
    effects.consume(code)
    if (state !== 'closed') return inside
    effects.exit('texData')
    effects.exit('texText')
    return ok
  }
}

/** Follows a text from `\begin{x}` to its `\end{x}`, a character at a time. */
function watchEdges() {
  let name: string | undefined
  let depth = 0
  let recent = ''
  let isEscaped = false

  /**
   * `none`: it is no environment; `open`: its name has just been read; `closed`: its end has; `opened` and `ended`: one
   * of its name inside.
   */
  function take(code: Code): 'none' | 'open' | 'inside' | 'closed' | 'opened' | 'ended' {
    if (code === codes.eof || code < 0) {
      recent = ''
      isEscaped = false
      return name === undefined ? 'none' : 'inside'
    }
    const sign = String.fromCodePoint(code)
    if (sign === '\\' && !isEscaped) {
      recent = sign
      isEscaped = true
    } else {
      isEscaped = false
      if (recent !== '') recent += sign
    }
    if (name === undefined && !'\\begin{'.startsWith(recent.slice(0, 7))) return 'none'
    if (recent.length > longestName) {
      recent = ''
      if (name === undefined) return 'none'
    }
    if (sign !== '}' || recent === '') return 'inside'
    const [, edge, found] = /^\\(begin|end)\{([A-Za-z]+\*?)\}$/.exec(recent) ?? []
    recent = ''
    if (name === undefined) {
      name = found
      return name === undefined ? 'none' : 'open'
    }
    if (found !== name) return 'inside'
    depth += edge === 'begin' ? 1 : -1
    if (depth < 0) return 'closed'
    return edge === 'begin' ? 'opened' : 'ended'
  }
  /** Of `\\begin{x}`. */
  const size = () => `\\begin{${name}}`.length
  return {take, size}
}
