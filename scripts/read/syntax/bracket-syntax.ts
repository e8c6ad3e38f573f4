/** `[text]{.class}` → `bracketedSpan` and `^[text]` → `inlineNote`, closed where CommonMark would close a link. */

import {resolveAll} from 'micromark-util-resolve-all'
import {codes} from 'micromark-util-symbol'
import type {
  Code,
  Construct,
  Event,
  Extension,
  Resolver,
  State,
  Token,
  TokenizeContext,
  Tokenizer
} from 'micromark-util-types'
import {attributeList} from './attribute-syntax.ts'
import {replaceAll} from './replace-events.ts'
import {sign} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    bracketedSpan: 'bracketedSpan'
    inlineNote: 'inlineNote'
    bracketEnd: 'bracketEnd'
    bracketMarker: 'bracketMarker'
  }
  interface Token {
    /** On a label start: it opens a note, not a link. */
    _inlineNote?: boolean
    /** On a `bracketEnd`: the label start that it closes. */
    _opening?: Token
    /** On a label start: levels of spans and notes inside. */
    _nesting?: number
  }
}

/** Spans and notes inside one another: nobody writes deeper. */
const maximumNesting = 32

const noteStart: Construct = {
  name: 'inlineNoteStart',
  tokenize: tokenizeNoteStart as Tokenizer,
  resolveAll: releaseUnusedStarts
}
const bracketEnd: Construct = {
  name: 'bracketEnd',
  tokenize: tokenizeBracketEnd as Tokenizer,
  resolveTo: resolveToBracketEnd
}

/** Spans with attributes and inline notes. */
export function bracketSyntax(): Extension {
  return {text: {[codes.caret]: noteStart, [codes.rightSquareBracket]: bracketEnd}}
}

/** The token is a `labelLink`, so that brackets inside balance as CommonMark balances them. */
function tokenizeNoteStart(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  return start

  function start(code: Code): State | undefined {
    effects.enter('labelLink')
    effects.enter('labelMarker')
    effects.consume(code)
    return bracket
  }

  function bracket(code: Code): State | undefined {
    if (code !== codes.leftSquareBracket) return nok(code)
    effects.consume(code)
    effects.exit('labelMarker')
    const token = effects.exit('labelLink')
    token._inlineNote = true
    context._labelStarts ??= []
    context._labelStarts.push(token)
    return ok
  }
}

function tokenizeBracketEnd(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const starts = this._labelStarts ?? []
  while (starts.at(-1)?._balanced) starts.pop()
  const opening = starts.at(-1)
  return start

  function start(code: Code): State | undefined {
    if (!opening) return nok(code)
    // Images nest as well; inactive, CommonMark's own construct leaves this one alone.
    if (isTooDeep(opening, starts.at(-2))) opening._inactive = true
    if (opening.type !== 'labelLink' || (opening._nesting ?? 0) >= maximumNesting) return nok(code)
    effects.enter('bracketEnd')._opening = opening
    sign(effects, 'bracketMarker', code)
    return opening._inlineNote ? close : afterBracket
  }

  function afterBracket(code: Code): State | undefined {
    return code === codes.leftCurlyBrace ? effects.attempt(attributeList, close, nok)(code) : nok(code)
  }

  function close(code: Code): State | undefined {
    effects.exit('bracketEnd')
    starts.pop()
    return ok(code)
  }
}

/** Each level is read again by the one around it; the opening around is told what it holds. */
function isTooDeep(opening: Token, outer: Token | undefined): boolean {
  const nesting = opening._nesting ?? 0
  if (outer) outer._nesting = Math.max(outer._nesting ?? 0, nesting + 1)
  return nesting >= maximumNesting
}

/** Wrap everything from the opening bracket to the closing one. */
function resolveToBracketEnd(events: Event[], context: TokenizeContext): Event[] {
  const closeAt = events.findLastIndex(([kind, token]) => kind === 'enter' && token.type === 'bracketEnd')
  const opening = events[closeAt]?.[1]._opening as Token
  const openAt = events.findLastIndex(([kind, token]) => kind === 'enter' && token === opening)
  const group: Token = {
    type: opening._inlineNote ? 'inlineNote' : 'bracketedSpan',
    start: {...opening.start},
    end: {...(events.at(-1) as Event)[1].end}
  }
  const inside = events.slice(openAt + 4, closeAt)
  const resolvers = (context.parser.constructs.insideSpan.null ?? []) as {resolveAll?: Resolver}[]
  const grouped: Event[] = [
    ['enter', group, context],
    ...resolveAll(resolvers, inside, context),
    ...events.slice(closeAt),
    ['exit', group, context]
  ]
  return replaceAll(events, grouped, openAt)
}

/** A `^[` that nothing closes is text. */
function releaseUnusedStarts(events: Event[]): Event[] {
  const kept: Event[] = []
  for (let index = 0; index < events.length; index++) {
    const event = events[index] as Event
    kept.push(event)
    if (event[1].type === 'labelLink' && event[1]._inlineNote) {
      event[1].type = 'data'
      index += 2
    }
  }
  return replaceAll(events, kept)
}
