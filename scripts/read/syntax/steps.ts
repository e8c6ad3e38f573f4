/** Steps that our constructs share: the characters of a micromark tokeniser → tokens. */

import {markdownLineEnding} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Effects, State, Token, TokenType} from 'micromark-util-types'

type Test = (code: Code) => boolean

/** The end of a line, or of the text. */
export function isLineEnd(code: Code): code is null | -5 | -4 | -3 {
  return code === codes.eof || markdownLineEnding(code)
}

/** One character, a token of its own. */
export function sign(effects: Effects, type: TokenType, code: Code): Token {
  effects.enter(type)
  effects.consume(code)
  return effects.exit(type)
}

/** All characters of a kind, of the token that is open. */
export function every(effects: Effects, isOfKind: Test, next: State): State {
  return function more(code) {
    if (!isOfKind(code)) return next(code)
    effects.consume(code)
    return more
  }
}

/** All characters of a kind, a token. */
export function tokenOf(effects: Effects, type: TokenType, isOfKind: Test, next: State): State {
  const inside = every(effects, isOfKind, (code) => {
    effects.exit(type)
    return next(code)
  })
  return (code) => {
    effects.enter(type)
    return inside(code)
  }
}

/** A text, letter by letter, of the token that is open. */
export function literal(effects: Effects, text: string, next: State, nok: State): State {
  let at = 0
  return function letter(code) {
    if (code !== text.charCodeAt(at)) return nok(code)
    effects.consume(code)
    return ++at < text.length ? letter : next
  }
}

/** After a backslash: any character of the line. */
export function escaped(effects: Effects, next: State): State {
  return (code) => {
    if (isLineEnd(code)) return next(code)
    effects.consume(code)
    return next
  }
}

/** The end of a token. */
export function exit(effects: Effects, type: TokenType, next: State): State {
  return (code) => {
    effects.exit(type)
    return next(code)
  }
}

/** Whether characters of these kinds follow: a look ahead. */
export function ahead(...tests: readonly Test[]): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      let at = 0
      return (code) => {
        effects.enter('data')
        return next(code)
      }

      function next(code: Code): State | undefined {
        if (!tests[at]?.(code)) return nok(code)
        if (++at === tests.length) return exit(effects, 'data', ok)(code)
        effects.consume(code)
        return next
      }
    }
  }
}
