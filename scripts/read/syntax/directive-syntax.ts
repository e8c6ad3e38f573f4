/**
 * Fence lines (`:::`, `::: {.note}`, `:::chart{…}`, `::name{}`) → `directiveFence`, one token a line that
 * `buildDivisions` pairs, so that nesting costs nothing; `:::chart` takes the lines of YAML below it with it;
 * `:value[…]{…}` → `dataValue`; `:index[…]{…}` → `indexMark`; `:term[…]{…}` → `termMark`.
 */

import {factorySpace} from 'micromark-factory-space'
import {asciiAlphanumeric, markdownLineEnding, markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, Token, TokenType} from 'micromark-util-types'
import {directiveAttributeList} from './attribute-syntax.ts'
import {every, exit, isLineEnd, literal, sign, tokenOf} from './steps.ts'

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
        sign(effects, 'directiveMarker', code)
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
        if (isLineEnd(code)) return nok(code)
        effects.consume(code)
        return inside
      }

      function end(code: Code): State | undefined {
        if (contentType) effects.exit('chunkText')
        effects.exit(type)
        sign(effects, 'directiveMarker', code)
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
      sign(effects, 'directiveFenceSpace', code)
      return begin
    }

    function begin(code: Code): State | undefined {
      if (lazy[now()] || code === codes.colon || isLineEnd(code)) return nok(code)
      effects.enter('directiveFenceData')
      return inside(code)
    }

    function inside(code: Code): State | undefined {
      if (!isLineEnd(code)) {
        if (isFirst) line += code > 0 ? String.fromCodePoint(code) : ' '
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
    const spaces = factorySpace(effects, (code) => (isLineEnd(code) ? nok(code) : ok(code)), 'directiveFenceSpace')
    return (code) => {
      sign(effects, 'directiveFenceSpace', code)
      return begin
    }

    function begin(code: Code): State | undefined {
      if (lazy[now()] || code === codes.colon) return nok(code)
      return spaces(code)
    }
  }
}

const fence: Construct = {
  name: 'directiveFence',
  tokenize(effects, ok, nok) {
    const {sliceSerialize} = this
    const spaceThen = (next: State) => factorySpace(effects, next, 'directiveFenceSpace')
    const isColon = (code: Code) => code === codes.colon
    let colons = 0
    let typed = ''
    let hasForm = false
    return start

    function start(code: Code): State | undefined {
      effects.enter('directiveFence')
      effects.enter('directiveFenceSequence')
      return every(effects, isColon, afterColons)(code)
    }

    function afterColons(code: Code): State | undefined {
      const {start, end} = effects.exit('directiveFenceSequence')
      colons = end.offset - start.offset
      if (colons < 3) return colons === 2 && isLetter(code) ? name(code) : nok(code)
      return spaceThen(afterSequence)(code)
    }

    function afterSequence(code: Code): State | undefined {
      if (isLineEnd(code)) return end(code)
      if (isLetter(code)) return name(code)
      return code === codes.leftCurlyBrace ? attributes(code) : nok(code)
    }

    function name(code: Code): State | undefined {
      effects.enter('directiveFenceName')
      return every(effects, isNameLetter, endOfName)(code)
    }

    function endOfName(code: Code): State | undefined {
      typed = sliceSerialize(effects.exit('directiveFenceName'))
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
      const orElse: State = colons > 2 && typed === '' ? nok : rest
      return effects.attempt(directiveAttributeList, afterAttributeList, orElse)(code)
    }

    function afterAttributeList(code: Code): State | undefined {
      hasForm = true
      return spaceThen(afterAttributes)(code)
    }

    function afterAttributes(code: Code): State | undefined {
      if (isLineEnd(code)) return end(code)
      // Pandoc lets colons end the opening line, for the look.
      return isColon(code)
        ? tokenOf(effects, 'directiveFenceSequence', isColon, spaceThen(endOrRest))(code)
        : rest(code)
    }

    function endOrRest(code: Code): State | undefined {
      return isLineEnd(code) ? end(code) : rest(code)
    }

    function rest(code: Code): State | undefined {
      if (colons === 2) return nok(code)
      effects.enter('directiveFenceRest')
      effects.enter('chunkText', {contentType: 'text'})
      const exits = exit(effects, 'chunkText', exit(effects, 'directiveFenceRest', end))
      return every(effects, (next) => !isLineEnd(next), exits)(code)
    }

    function end(code: Code): State | undefined {
      if (colons === 2 && !hasForm) return nok(code)
      return typed === 'chart' && code !== codes.eof ? effects.attempt(dataLines, close, close)(code) : close(code)
    }

    function close(code: Code): State | undefined {
      return exit(effects, 'directiveFence', ok)(code)
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
      return (code) => {
        effects.enter(type)
        effects.enter('directiveMarker')
        return literal(effects, name, afterName, nok)(code)
      }

      function afterName(code: Code): State | undefined {
        effects.exit('directiveMarker')
        return code === codes.leftSquareBracket ? effects.attempt(label, afterLabel, nok)(code) : nok(code)
      }

      function afterLabel(code: Code): State | undefined {
        const end = exit(effects, type, ok)
        return code === codes.leftCurlyBrace ? effects.attempt(directiveAttributeList, end, end)(code) : end(code)
      }
    }
  }
}

function isLetter(code: Code): boolean {
  return asciiAlphanumeric(code) || (code !== null && code > 127 && letter.test(String.fromCodePoint(code)))
}

function isNameLetter(code: Code): boolean {
  return isLetter(code) || code === codes.dash || code === codes.underscore
}
