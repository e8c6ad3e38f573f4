/** `a)`, `(iv)`, `A.  `, `#.`, `(@good)`, `1.` → the container `listOrdered`: CommonMark's ordered lists and Pandoc's. */

import {blankLine} from 'micromark-core-commonmark'
import {factorySpace} from 'micromark-factory-space'
import {asciiAlpha, asciiAlphanumeric, asciiDigit, markdownLineEnding, markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Effects, Extension, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import type {ListNumbering} from '../../document/nodes.ts'
import {type ListMarker, readListMarker} from './list-marker.ts'
import {ahead, sign} from './steps.ts'

declare module 'micromark-util-types' {
  interface ContainerState {
    /** Of the ordered list that is open. */
    numbering?: ListNumbering
  }
}

const orderedList: Construct = {
  name: 'orderedList',
  tokenize: tokenizeStart as Tokenizer,
  continuation: {tokenize: tokenizeContinuation as Tokenizer},
  exit(this: TokenizeContext, effects: Effects) {
    effects.exit('listOrdered')
  }
}

/** Ordered lists; bullets stay CommonMark's. */
export function orderedListSyntax(): Extension {
  const starts = [...'(#@0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return {document: Object.fromEntries(starts.map((start) => [start.charCodeAt(0), orderedList]))}
}

/** Characters of a marker: the label of an example may be a few words. */
const longest = 80

function tokenizeStart(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  const container = context.containerState ?? {}
  const tail = context.events.at(-1)
  let indent = tail?.[1].type === 'linePrefix' ? tail[2].sliceSerialize(tail[1], true).length : 0
  const isInterrupting = context.interrupt === true && !fresh.has(tail?.[1].type ?? '')
  const mayInterrupt = isInItem(context)
  let length = 0
  let marker: ListMarker | undefined
  return start

  function start(code: Code): State | undefined {
    if (!container.type) effects.enter('listOrdered', {_container: true})
    effects.enter('listItemPrefix')
    effects.enter('listItemValue')
    if (code !== codes.leftParenthesis) return inside(code)
    effects.consume(code)
    return inside
  }

  function inside(code: Code): State | undefined {
    if (code === codes.dot || code === codes.rightParenthesis) {
      effects.consume(code)
      return afterMarker
    }
    if (length++ === longest || !isInside(code)) return nok(code)
    effects.consume(code)
    return inside
  }

  function afterMarker(code: Code): State | undefined {
    const typed = context.sliceSerialize(effects.exit('listItemValue'))
    marker = readListMarker(typed, container.numbering)
    if (!marker || (isInterrupting && !isFirst(marker, mayInterrupt))) return nok(code)
    if (!container.type && !isFirst(marker, true) && !isCommon(marker) && isAfterItemText(context)) return nok(code)
    // « p. 12 », in Pandoc's words: a page number.
    if (typed === 'p.') return effects.check(pageNumber, nok, effects.check(blankLine, blank, space))(code)
    return effects.check(blankLine, blank, space)(code)
  }

  function blank(code: Code): State | undefined {
    // An item without text cannot break off a paragraph.
    if (isInterrupting) return nok(code)
    container.initialBlankLine = true
    indent++
    return end(code)
  }

  function space(code: Code): State | undefined {
    if (!markdownSpace(code)) return nok(code)
    if (isInitial(marker as ListMarker)) return effects.check(twoSpaces, spaces, nok)(code)
    return isInterrupting ? effects.check(abbreviation, nok, spaces)(code) : spaces(code)
  }

  function spaces(code: Code): State | undefined {
    return effects.attempt(prefixSpaces, end, oneSpace)(code)
  }

  function oneSpace(code: Code): State | undefined {
    sign(effects, 'listItemPrefixWhitespace', code)
    return end
  }

  function end(code: Code): State | undefined {
    const {style, delimiter} = marker as ListMarker
    container.type = 'listOrdered'
    container.numbering ??= {style, delimiter}
    const {length: width} = context.sliceSerialize(effects.exit('listItemPrefix'), true)
    // Labels of examples are long: what goes on with one is set in by four spaces, as with Pandoc.
    container.size = indent + (style === 'example' ? 4 : width)
    return ok(code)
  }
}

function isInside(code: Code): boolean {
  return asciiAlphanumeric(code) || code === codes.numberSign || code === codes.atSign || isLabelSign(code)
}

function isLabelSign(code: Code): boolean {
  return code === codes.underscore || code === codes.dash
}

/**
 * What may break off a paragraph: `1.` as in CommonMark, and in an item the first of any list, as in Pandoc. A line of
 * running text may begin with any other marker by chance.
 */
function isFirst(marker: ListMarker, isInItem: boolean): boolean {
  return marker.value === 1 && (isInItem || isCommon(marker))
}

/** A list that CommonMark has as well. */
function isCommon({style, delimiter, isAny}: ListMarker): boolean {
  return style === 'decimal' && delimiter !== 'parens' && !isAny
}

/** Whether the line before is text of an item, which this one may lazily go on with. */
function isAfterItemText({events, parser, sliceSerialize}: TokenizeContext): boolean {
  const at = events.findLastIndex(([kind, token]) => kind === 'exit' && token.type === 'chunkFlow')
  const text = events[at]?.[1]
  if (!text || /^\s*(?:<[^<>]*>\s*)?$/.test(sliceSerialize(text))) return false
  const {line} = text.start
  if (parser.lazy[line]) return true
  for (let index = at - 1; events[index]?.[1].start.line === line; index--) {
    if (itemStarts.has(events[index]?.[1].type ?? '')) return true
  }
  return false
}

const itemStarts = new Set(['listItemPrefix', 'listItemIndent'])

/** « A. Martin », « M. Dupont », « V. infra »: Pandoc wants a second space after what could be an initial. */
function isInitial({style, delimiter, value}: ListMarker): boolean {
  if (delimiter !== 'period') return false
  return style === 'upper-alpha' || (style === 'upper-roman' && [1, 5, 10, 50, 100, 500, 1000].includes(value))
}

/** What opens a container: the paragraph before it is over. */
const fresh = new Set(['listItemPrefix', 'definitionItemPrefix', 'blockQuotePrefix', 'gfmFootnoteDefinitionWhitespace'])

/** Whether the line stands in an item, or in a definition. */
function isInItem({events}: TokenizeContext): boolean {
  const before = events.at(-1)?.[1].type === 'linePrefix' ? events.at(-3) : events.at(-1)
  const type = before?.[1].type
  return type === 'listItemIndent' || type === 'definitionItemIndent'
}

/** One to four spaces before text; before indented code, one. */
const prefixSpaces: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const after: State = (code) => (markdownSpace(code) ? nok(code) : ok(code))
    return factorySpace(effects, after, 'listItemPrefixWhitespace', 5)
  }
}

const twoSpaces = ahead(markdownSpace, (code) => markdownSpace(code) || markdownLineEnding(code))
const pageNumber = ahead(markdownSpace, asciiDigit)
/** « i. e. », « a. C. » */
const abbreviation = ahead(markdownSpace, asciiAlpha, (code) => code === codes.dot)

function tokenizeContinuation(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  const container = context.containerState ?? {}
  const size = container.size ?? 0
  container._closeFlow = false
  return effects.check(blankLine, onBlank, notBlank)

  function onBlank(code: Code): State | undefined {
    container.furtherBlankLines = container.furtherBlankLines || container.initialBlankLine
    return factorySpace(effects, ok, 'listItemIndent', size + 1)(code)
  }

  function notBlank(code: Code): State | undefined {
    const isOver = container.furtherBlankLines || !markdownSpace(code)
    container.furtherBlankLines = false
    if (!isOver) return effects.attempt(indented(size), ok, otherItem)(code)
    container.initialBlankLine = false
    return otherItem(code)
  }

  function otherItem(code: Code): State | undefined {
    container.initialBlankLine = false
    container._closeFlow = true
    context.interrupt = false
    return factorySpace(effects, effects.attempt(orderedList, ok, nok), 'linePrefix', 4)(code)
  }
}

function indented(size: number): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      const context = this
      return factorySpace(effects, after, 'listItemIndent', size + 1)

      function after(code: Code): State | undefined {
        const tail = context.events.at(-1)
        const isDeep = tail?.[1].type === 'listItemIndent' && tail[2].sliceSerialize(tail[1], true).length === size
        return isDeep ? ok(code) : nok(code)
      }
    }
  }
}
