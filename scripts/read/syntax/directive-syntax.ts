/**
 * Fence lines (`:::`, `::: {.note}`, `:::chart{…}`, `::name{}`) → `directiveFence`, one token a line that
 * `buildDivisions` pairs, so that nesting costs nothing; `:::chart` takes the lines of YAML below it with it;
 * `:value[…]{…}` → `dataValue`; `:index[…]{…}` → `indexMark`; `:term[…]{…}` → `termMark`.
 */

import {asciiAlpha, asciiAlphanumeric, markdownLineEnding, markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, Token, TokenType} from 'micromark-util-types'
import {directiveAttributeList} from './attribute-syntax.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    directiveFence: 'directiveFence'
    directiveFenceSequence: 'directiveFenceSequence'
    directiveFenceSpace: 'directiveFenceSpace'
    directiveFenceName: 'directiveFenceName'
    directiveFenceLabel: 'directiveFenceLabel'
    directiveFenceRest: 'directiveFenceRest'
    directiveFenceData: 'directiveFenceData'
    directiveMarker: 'directiveMarker'
    dataValue: 'dataValue'
    dataValuePath: 'dataValuePath'
    indexMark: 'indexMark'
    termMark: 'termMark'
    wordMarkLabel: 'wordMarkLabel'
  }
}

/** Directives: as fences around blocks, as a line, and `:value[…]`, `:index[…]` and `:term[…]` in text. */
export function directiveSyntax(): Extension {
  return {flow: {[codes.colon]: fence}, text: {[codes.colon]: [dataValue, indexMark, termMark]}}
}

const letter = /[\p{L}\p{N}]/u

/** Longer labels are slips: a bracket that is never closed is looked for no farther. */
const maximumLabelLength = 1000

/** Brackets that balance, on one line unless it can break. */
function labelOf(type: TokenType, contentType?: 'text', canBreak = false): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      let depth = 0
      let size = 0
      let hasWord = false
      let chunk: Token | undefined
      return start

      function start(code: Code): State | undefined {
        effects.enter('directiveMarker')
        effects.consume(code)
        effects.exit('directiveMarker')
        return begin
      }

      function begin(code: Code): State | undefined {
        effects.enter(type)
        if (contentType) chunk = effects.enter('chunkText', {contentType})
        return inside(code)
      }

      function inside(code: Code): State | undefined {
        if (code === codes.eof || ++size > maximumLabelLength) return nok(code)
        if (markdownLineEnding(code)) return canBreak ? lineEnding(code) : nok(code)
        if (code === codes.rightSquareBracket && depth === 0) return hasWord ? end(code) : nok(code)
        if (!markdownSpace(code)) hasWord = true
        if (code === codes.leftSquareBracket) depth++
        if (code === codes.rightSquareBracket) depth--
        effects.consume(code)
        return code === codes.backslash ? escaped : inside
      }

      function lineEnding(code: Code): State | undefined {
        effects.consume(code)
        effects.exit('chunkText')
        return nextLine
      }

      /** The lines are read as one text. */
      function nextLine(code: Code): State | undefined {
        if (code === codes.rightSquareBracket && depth === 0) return nok(code)
        const token = effects.enter('chunkText', {contentType: 'text', previous: chunk})
        if (chunk) chunk.next = token
        chunk = token
        return inside(code)
      }

      function escaped(code: Code): State | undefined {
        if (code === codes.eof || markdownLineEnding(code)) return nok(code)
        effects.consume(code)
        return inside
      }

      function end(code: Code): State | undefined {
        if (contentType) effects.exit('chunkText')
        effects.exit(type)
        effects.enter('directiveMarker')
        effects.consume(code)
        effects.exit('directiveMarker')
        return ok
      }
    }
  }
}

const fenceLabel = labelOf('directiveFenceLabel', 'text')

const keyLine = /^[a-z][a-z-]*:(?:[ \t]|$)/

/** Lines of YAML right below a fence, to the first that is empty or a fence: `type: line`. */
const dataLines: Construct = {
  // No list begins in it.
  concrete: true,
  tokenize(effects, ok, nok) {
    const {lazy} = this.parser
    const now = () => this.now().line
    let line = ''
    let isFirst = true
    return start

    /** Each end of a line is a token of its own: micromark cuts the flow into lines there. */
    function start(code: Code): State | undefined {
      effects.enter('directiveFenceSpace')
      effects.consume(code)
      effects.exit('directiveFenceSpace')
      return begin
    }

    function begin(code: Code): State | undefined {
      if (lazy[now()] || code === codes.colon || isEnd(code)) return nok(code)
      effects.enter('directiveFenceData')
      return inside(code)
    }

    function inside(code: Code): State | undefined {
      if (!isEnd(code)) {
        if (isFirst) line += code !== null && code > 0 ? String.fromCodePoint(code) : ' '
        effects.consume(code)
        return inside
      }
      if (isFirst && !keyLine.test(line)) return nok(code)
      isFirst = false
      effects.exit('directiveFenceData')
      return code === codes.eof ? ok(code) : effects.check(nextDataLine, start, ok)(code)
    }
  }
}

const nextDataLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const {lazy} = this.parser
    const now = () => this.now().line
    return (code) => {
      effects.enter('directiveFenceSpace')
      effects.consume(code)
      effects.exit('directiveFenceSpace')
      return begin
    }

    function begin(code: Code): State | undefined {
      if (lazy[now()] || code === codes.colon) return nok(code)
      if (isEnd(code)) return nok(code)
      if (!markdownSpace(code)) return ok(code)
      effects.enter('directiveFenceSpace')
      return space(code)
    }

    function space(code: Code): State | undefined {
      if (markdownSpace(code)) {
        effects.consume(code)
        return space
      }
      effects.exit('directiveFenceSpace')
      return isEnd(code) ? nok(code) : ok(code)
    }
  }
}

const fence: Construct = {
  name: 'directiveFence',
  tokenize(effects, ok, nok) {
    let colons = 0
    let typed = ''
    let hasName = false
    let hasForm = false
    return start

    function start(code: Code): State | undefined {
      effects.enter('directiveFence')
      effects.enter('directiveFenceSequence')
      return sequence(code)
    }

    function sequence(code: Code): State | undefined {
      if (code === codes.colon) {
        colons++
        effects.consume(code)
        return sequence
      }
      if (colons < 2) return nok(code)
      effects.exit('directiveFenceSequence')
      if (colons === 2) return isLetter(code) ? name(code) : nok(code)
      return spaceThen(afterSequence)(code)
    }

    function afterSequence(code: Code): State | undefined {
      if (isEnd(code)) return end(code)
      if (isLetter(code)) return name(code)
      return code === codes.leftCurlyBrace ? attributes(code) : nok(code)
    }

    function name(code: Code): State | undefined {
      hasName = true
      effects.enter('directiveFenceName')
      return insideName(code)
    }

    function insideName(code: Code): State | undefined {
      if (isLetter(code) || code === codes.dash || code === codes.underscore) {
        typed += String.fromCodePoint(code as number)
        effects.consume(code)
        return insideName
      }
      effects.exit('directiveFenceName')
      return code === codes.leftSquareBracket
        ? effects.attempt(fenceLabel, afterLabel, afterName)(code)
        : afterName(code)
    }

    function afterLabel(code: Code): State | undefined {
      hasForm = true
      return afterName(code)
    }

    function afterName(code: Code): State | undefined {
      return spaceThen((next) => (next === codes.leftCurlyBrace ? attributes(next) : afterAttributes(next)))(code)
    }

    function attributes(code: Code): State | undefined {
      const orElse: State = colons > 2 && !hasName ? nok : rest
      return effects.attempt(directiveAttributeList, afterAttributeList, orElse)(code)
    }

    function afterAttributeList(code: Code): State | undefined {
      hasForm = true
      return spaceThen(afterAttributes)(code)
    }

    function afterAttributes(code: Code): State | undefined {
      if (isEnd(code)) return end(code)
      return code === codes.colon ? closingSequence(code) : rest(code)
    }

    /** Pandoc lets colons end the opening line, for the look. */
    function closingSequence(code: Code): State | undefined {
      effects.enter('directiveFenceSequence')
      return insideClosingSequence(code)
    }

    function insideClosingSequence(code: Code): State | undefined {
      if (code === codes.colon) {
        effects.consume(code)
        return insideClosingSequence
      }
      effects.exit('directiveFenceSequence')
      return spaceThen((next) => (isEnd(next) ? end(next) : rest(next)))(code)
    }

    function rest(code: Code): State | undefined {
      if (colons === 2) return nok(code)
      effects.enter('directiveFenceRest')
      effects.enter('chunkText', {contentType: 'text'})
      return insideRest(code)
    }

    function insideRest(code: Code): State | undefined {
      if (isEnd(code)) {
        effects.exit('chunkText')
        effects.exit('directiveFenceRest')
        return end(code)
      }
      effects.consume(code)
      return insideRest
    }

    function end(code: Code): State | undefined {
      if (colons === 2 && !hasForm) return nok(code)
      return typed === 'chart' && code !== codes.eof ? effects.attempt(dataLines, close, close)(code) : close(code)
    }

    function close(code: Code): State | undefined {
      effects.exit('directiveFence')
      return ok(code)
    }

    function spaceThen(next: State): State {
      return (code) => {
        if (!markdownSpace(code)) return next(code)
        effects.enter('directiveFenceSpace')
        return space(code)
      }

      function space(code: Code): State | undefined {
        if (markdownSpace(code)) {
          effects.consume(code)
          return space
        }
        effects.exit('directiveFenceSpace')
        return next(code)
      }
    }
  }
}

const dataValue = inText(':value', 'dataValue', labelOf('dataValuePath'))
const indexMark = inText(':index', 'indexMark', labelOf('wordMarkLabel', 'text', true))
const termMark = inText(':term', 'termMark', labelOf('wordMarkLabel', 'text', true))

/** A name with a colon before it, a label, and attributes where there are any. */
function inText(name: string, type: 'dataValue' | 'indexMark' | 'termMark', label: Construct): Construct {
  return {
    name: type,
    previous(code) {
      return code === codes.eof || (code !== codes.colon && !isLetter(code))
    },
    tokenize(effects, ok, nok) {
      let at = 0
      return start

      function start(code: Code): State | undefined {
        effects.enter(type)
        effects.enter('directiveMarker')
        return insideName(code)
      }

      function insideName(code: Code): State | undefined {
        if (at < name.length) {
          if (code !== name.charCodeAt(at++)) return nok(code)
          effects.consume(code)
          return insideName
        }
        effects.exit('directiveMarker')
        return code === codes.leftSquareBracket ? effects.attempt(label, afterLabel, nok)(code) : nok(code)
      }

      function afterLabel(code: Code): State | undefined {
        return code === codes.leftCurlyBrace ? effects.attempt(directiveAttributeList, end, end)(code) : end(code)
      }

      function end(code: Code): State | undefined {
        effects.exit(type)
        return ok(code)
      }
    }
  }
}

function isEnd(code: Code): boolean {
  return code === codes.eof || markdownLineEnding(code)
}

function isLetter(code: Code): boolean {
  if (asciiAlpha(code) || asciiAlphanumeric(code)) return true
  return code !== null && code > 127 && letter.test(String.fromCodePoint(code))
}
