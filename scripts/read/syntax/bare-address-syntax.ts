/** `https://example.org/a_b`, `www.example.org` in running text → `bareAddress`, a link, as GitHub and Quarto read them. */

import {unicodeWhitespace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {exit} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    bareAddress: 'bareAddress'
  }
}

const bareAddress: Construct = {
  name: 'bareAddress',
  previous: (code) => !isWordCharacter(code) && code !== codes.slash && code !== codes.backslash,
  tokenize: tokenizeAddress as Tokenizer
}

/** Web addresses without brackets. */
export function bareAddressSyntax(): Extension {
  const starts = [codes.lowercaseH, codes.uppercaseH, codes.lowercaseW, codes.uppercaseW, codes.lowercaseF]
  return {text: Object.fromEntries(starts.map((code) => [code, bareAddress]))}
}

const openings = ['https://', 'http://', 'ftp://', 'www.']

function tokenizeAddress(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let typed = ''
  let depth = 0
  const end = exit(effects, 'bareAddress', ok)
  return (code) => {
    effects.enter('bareAddress')
    return opening(code)
  }

  function opening(code: Code): State | undefined {
    if (openings.includes(typed)) return isWordCharacter(code) ? inside(code) : nok(code)
    if (code === null || code < 0) return nok(code)
    typed += String.fromCharCode(code).toLowerCase()
    if (!openings.some((one) => one.startsWith(typed))) return nok(code)
    effects.consume(code)
    return opening
  }

  function inside(code: Code): State | undefined {
    if (isStop(code)) return end(code)
    if (code === codes.leftParenthesis) depth++
    if (code === codes.rightParenthesis && depth-- === 0) return end(code)
    return isTrailing(code) ? effects.check(trail, end, more)(code) : more(code)
  }

  function more(code: Code): State {
    effects.consume(code)
    return inside
  }
}

/** Punctuation of the sentence that an address stands in: looked at for this many signs at most. */
const longestTrail = 20

/** Nothing but punctuation before the address is over. */
const trail: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    let length = 0
    return (code) => {
      effects.enter('data')
      return next(code)
    }

    function next(code: Code): State | undefined {
      if (isStop(code) || code === codes.rightParenthesis || length++ === longestTrail)
        return exit(effects, 'data', ok)(code)
      if (!isTrailing(code)) return nok(code)
      effects.consume(code)
      return next
    }
  }
}

function isWordCharacter(code: Code): boolean {
  return code !== null && code > 0 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code))
}

/** What no address holds; a note or attributes may follow it at once. */
const stops = new Set([...'<>[]{}^`\\|«»“”„‹›—"'].map((sign) => sign.charCodeAt(0)))
const trailing = new Set([..."?!.,:;*_~'’…"].map((sign) => sign.charCodeAt(0)))

function isStop(code: Code): boolean {
  return code === null || code < codes.space || unicodeWhitespace(code) || stops.has(code)
}

function isTrailing(code: Code): boolean {
  return code !== null && trailing.has(code)
}
