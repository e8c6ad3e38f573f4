/**
 * `*a*`, `**a**`, `_a_`, `~~a~~` → emphasis, strong, strikethrough.
 *
 * CommonMark's rules, with its delimiter stack. micromark's own construct takes minutes for a few thousand runs
 * that nest; this one looks at each run a bounded number of times.
 */

import {classifyCharacter} from 'micromark-util-classify-character'
import {codes} from 'micromark-util-symbol'
import type {
  Code,
  Construct,
  Event,
  Extension,
  Point,
  State,
  Token,
  TokenizeContext,
  Tokenizer,
  TokenType
} from 'micromark-util-types'
import {replaceAll} from './replace-events.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    delimiterRun: 'delimiterRun'
    strikethrough: 'strikethrough'
    strikethroughSequence: 'strikethroughSequence'
    strikethroughText: 'strikethroughText'
  }
}

/** Emphasis inside emphasis: nobody writes deeper. */
const maximumNesting = 32

/** A run of `*`, `_` or `~` that is still looking for its other half. */
interface Run {
  token: Token
  marker: string
  size: number
  remaining: number
  /** Pieces cut from its left, as a closer. */
  closings: Piece[]
  /** Pieces cut from its right, as an opener. */
  openings: Piece[]
  /** Levels of emphasis between this run and the next one in the stack. */
  nesting: number
  previous?: Run | undefined
  next?: Run | undefined
}

/** One end of an emphasis. */
interface Piece {
  size: number
  group: Token
  text: Token
}

const run: Construct = {name: 'delimiterRun', tokenize: tokenizeRun, resolveAll: resolveRuns}

/** Emphasis, strong emphasis and GFM's strikethrough with two tildes. */
export function emphasisSyntax(): Extension {
  return {
    text: {[codes.asterisk]: run, [codes.underscore]: run, [codes.tilde]: run},
    insideSpan: {null: [run]},
    disable: {null: ['attention']}
  }
}

function tokenizeRun(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const before = classifyCharacter(this.previous)
  const isAfterTilde = this.previous === codes.tilde && this.events.at(-1)?.[1].type !== 'characterEscape'
  let marker: Code = null
  let size = 0
  return start

  function start(code: Code): State | undefined {
    if (code === codes.tilde && isAfterTilde) return nok(code)
    marker = code
    effects.enter('delimiterRun')
    return inside(code)
  }

  function inside(code: Code): State | undefined {
    if (code === marker) {
      size++
      effects.consume(code)
      return inside
    }
    if (marker === codes.tilde && size !== 2) return nok(code)
    const token = effects.exit('delimiterRun')
    const after = classifyCharacter(code)
    const open = !after || (after === 2 && Boolean(before))
    const close = !before || (before === 2 && Boolean(after))
    const isWordly = marker === codes.underscore
    token._open = isWordly ? open && (Boolean(before) || !close) : open
    token._close = isWordly ? close && (Boolean(after) || !open) : close
    return ok(code)
  }
}

function resolveRuns(events: Event[], context: TokenizeContext): Event[] {
  const runs = collectRuns(events, context)
  if (runs.size === 0) return events
  matchRuns([...runs.values()])
  const resolved = events.flatMap((event) => {
    const found = runs.get(event[1])
    if (!found) return [event]
    return event[0] === 'enter' ? eventsOf(found, context) : []
  })
  return replaceAll(events, resolved)
}

function collectRuns(events: readonly Event[], context: TokenizeContext): Map<Token, Run> {
  const runs = new Map<Token, Run>()
  let previous: Run | undefined
  for (const [kind, token] of events) {
    if (kind !== 'enter' || token.type !== 'delimiterRun') continue
    const size = token.end.offset - token.start.offset
    const marker = context.sliceSerialize(token).charAt(0)
    const found: Run = {token, marker, size, remaining: size, closings: [], openings: [], nesting: 0, previous}
    if (previous) previous.next = found
    previous = found
    runs.set(token, found)
  }
  return runs
}

/** CommonMark's “process emphasis”. */
function matchRuns(runs: readonly Run[]): void {
  // For each kind of closer, the run below which no opener can be found any more.
  const bottoms = new Map<string, Run | undefined>()
  let closer = runs[0]
  while (closer) {
    if (!closer.token._close) {
      closer = closer.next
      continue
    }
    const kind = `${closer.marker}${closer.token._open}${closer.size % 3}`
    const opener = findOpener(closer, bottoms.get(kind))
    if (opener) {
      dropBetween(opener, closer)
      pair(opener, closer)
      if (opener.remaining === 0) drop(opener)
      if (closer.remaining > 0) continue
    } else bottoms.set(kind, closer.previous)
    const next: Run | undefined = closer.next
    if (opener ? closer.remaining === 0 : !closer.token._open) drop(closer)
    closer = next
  }
}

function findOpener(closer: Run, bottom: Run | undefined): Run | undefined {
  let nesting = 0
  for (let opener = closer.previous; opener && opener !== bottom; opener = opener.previous) {
    nesting = Math.max(nesting, opener.nesting)
    if (nesting >= maximumNesting) return undefined
    if (opener.marker === closer.marker && opener.token._open && mayPair(opener, closer)) return opener
  }
  return undefined
}

/** The rule of three: a run that opens and closes pairs only with sizes that do not add up to a multiple of 3. */
function mayPair(opener: Run, closer: Run): boolean {
  if (opener.marker === '~') return true
  const isEither = opener.token._close || closer.token._open
  return !isEither || closer.size % 3 === 0 || (opener.size + closer.size) % 3 !== 0
}

function pair(opener: Run, closer: Run): void {
  const size = opener.remaining > 1 && closer.remaining > 1 ? 2 : 1
  const cutLeft = closer.closings.reduce((sum, piece) => sum + piece.size, 0)
  const cutRight = opener.openings.reduce((sum, piece) => sum + piece.size, 0)
  const type = opener.marker === '~' ? 'strikethrough' : size === 2 ? 'strong' : 'emphasis'
  const innerStart = moved(opener.token.end, -cutRight)
  const innerEnd = moved(closer.token.start, cutLeft)
  const group: Token = {type, start: moved(innerStart, -size), end: moved(innerEnd, size)}
  const text: Token = {type: `${type}Text` as TokenType, start: innerStart, end: innerEnd}
  opener.openings.push({size, group, text})
  closer.closings.push({size, group, text})
  opener.remaining -= size
  closer.remaining -= size
  opener.nesting++
}

/** From left to right: what it closes, what is left over, what it opens, the outermost first. */
function eventsOf({token, closings, openings, remaining}: Run, context: TokenizeContext): Event[] {
  const events: Event[] = []
  for (const {group, text} of closings) {
    const sequence = sequenceOf(group, text.end, group.end)
    events.push(['exit', text, context], ['enter', sequence, context], ['exit', sequence, context])
    events.push(['exit', group, context])
  }
  if (remaining > 0) {
    const data: Token = {
      type: 'data',
      start: closings.at(-1)?.group.end ?? token.start,
      end: openings.at(-1)?.group.start ?? token.end
    }
    events.push(['enter', data, context], ['exit', data, context])
  }
  for (const {group, text} of openings.toReversed()) {
    const sequence = sequenceOf(group, group.start, text.start)
    events.push(['enter', group, context], ['enter', sequence, context], ['exit', sequence, context])
    events.push(['enter', text, context])
  }
  return events
}

function sequenceOf(group: Token, start: Point, end: Point): Token {
  return {type: `${group.type}Sequence` as TokenType, start: {...start}, end: {...end}}
}

function dropBetween(opener: Run, closer: Run): void {
  while (closer.previous && closer.previous !== opener) drop(closer.previous)
}

function drop(run: Run): void {
  if (run.previous) {
    run.previous.next = run.next
    run.previous.nesting = Math.max(run.previous.nesting, run.nesting)
  }
  if (run.next) run.next.previous = run.previous
}

function moved(point: Point, by: number): Point {
  return {
    ...point,
    column: point.column + by,
    offset: point.offset + by,
    _bufferIndex: point._bufferIndex + by
  }
}
