/** A character that could start some syntax and does not → `plainMark`, text like the words around it. */

import {codes} from 'micromark-util-symbol'
import type {Construct, Extension} from 'micromark-util-types'
import {sign} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    plainMark: 'plainMark'
  }
}

/** Every character that a construct of text starts with. */
const marks = [
  codes.exclamationMark,
  codes.dollarSign,
  codes.ampersand,
  codes.asterisk,
  codes.colon,
  codes.lessThan,
  codes.atSign,
  codes.leftSquareBracket,
  codes.backslash,
  codes.rightSquareBracket,
  codes.caret,
  codes.underscore,
  codes.graveAccent,
  codes.leftCurlyBrace,
  codes.tilde
]

const plainMark: Construct = {
  name: 'plainMark',
  add: 'after',
  // Words do not end here of its own accord: only where another construct wants to begin.
  previous: () => false,
  tokenize: (effects, ok) => (code) => {
    sign(effects, 'plainMark', code)
    return ok
  }
}

/**
 * Tried when all else has failed. micromark would make `data` of the character and then cut it out of the events to
 * join it to the word before, which moves all events after it: minutes for a page of brackets.
 */
export function plainMarkSyntax(): Extension {
  return {text: Object.fromEntries(marks.map((code) => [code, plainMark]))}
}
