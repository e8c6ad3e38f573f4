/** Micromark extension: Markdown text → tokens for Pandoc's citations, `@key`, `[voir @key, p. 3 ; @b]`, `@key [p. 3]`. */

import {markdownLineEndingOrSpace} from 'micromark-util-character'
import {resolveAll} from 'micromark-util-resolve-all'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Effects, Event, Extension, State, Token, TokenizeContext} from 'micromark-util-types'
import {every, exit, literal, sign} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    /** `@key`, `@{key}`, and `{page}` after the label of a cross-reference. */
    citationKey: 'citationKey'
    /** `[…]` with the keys and texts between the brackets. */
    citationGroup: 'citationGroup'
    citationGroupMarker: 'citationGroupMarker'
    /** `@key […]`: a key, the space after it, and a group. */
    citationNarrative: 'citationNarrative'
  }
  interface Token {
    /** Of a `citationGroup`: what stands between the brackets, to find the places of words. */
    _citationEvents?: Event[]
    /** Of the `]` that closes a group: the `[` or `![` that opens it. */
    _citationOpening?: Token
  }
}

/** Labels that name a place of the thesis: Quarto's `fig-x`, pandoc-crossref's `fig:x`, capitalised or not. */
export const referencePattern =
  /^(?:[Ss]ec|[Ff]ig|[Tt]bl|[Ee]q|[Ll]st|[Tt]hm|[Ll]em|[Cc]or|[Pp]rp|[Cc]nj|[Dd]ef|[Ee]xm|[Ee]xr|[Hh]yp|[Aa]lg|[Rr]em|[Ss]ol)[-:]/

/** Groups inside groups are read to this depth: nobody writes deeper, and each level is read again by the one around it. */
const deepestGroup = 8

/** Of a key in braces: an unclosed `@{` is looked for no farther. */
const longestKey = 400

/** What is known, while a paragraph is read, of the brackets that are open. */
interface Brackets {
  /** Openings that hold a key of their own. */
  withKey: WeakSet<Token>
  /** Offsets of the `[` that follow a narrative key. */
  afterKey: Set<number>
  /** Where the last key ends: another may follow at once. */
  keyEnd: number
  /** Levels of groups inside an opening. */
  depth: WeakMap<Token, number>
}

/**
 * Read citations as Pandoc does: groups in brackets, keys in the text, and a
 * bracket after a key.
 *
 * Whatever else a bracket can be comes first: links, images, footnote calls and
 * spans (`[…]{.class}`). List this extension after the others that close on `]`.
 */
export function citationSyntax(): Extension {
  const known = new WeakMap<TokenizeContext, Brackets>()
  const brackets = (context: TokenizeContext): Brackets => {
    const found = known.get(context) ?? {withKey: new WeakSet(), afterKey: new Set(), keyEnd: -1, depth: new WeakMap()}
    known.set(context, found)
    return found
  }
  return {
    text: {
      [codes.atSign]: keyConstruct(brackets),
      [codes.rightSquareBracket]: groupConstruct(brackets)
    }
  }
}

/** `@key`, then a look at whether a bracket follows. */
function keyConstruct(brackets: (context: TokenizeContext) => Brackets): Construct {
  return {
    name: 'citationKey',
    previous(code) {
      return mayStandBeforeKey(code) || brackets(this).keyEnd === this.now().offset
    },
    tokenize(effects, ok, nok) {
      const self = this
      const start = self.now()
      let bracketAt = -1

      return tokenizeKey(effects, pageOrEnd, nok)

      function pageOrEnd(code: Code) {
        const label = self.sliceSerialize({start, end: self.now()}).slice(1)
        return code === codes.leftCurlyBrace && referencePattern.test(label)
          ? effects.attempt({tokenize: tokenizePage, partial: true}, end, end)(code)
          : end(code)
      }

      function end(code: Code) {
        const label = effects.exit('citationKey')
        brackets(self).keyEnd = label.end.offset
        const opening = innermost(self)
        if (opening) brackets(self).withKey.add(opening)
        // A bracket after a cross-reference is ordinary text.
        if (referencePattern.test(self.sliceSerialize(label).slice(1))) return ok(code)
        return effects.check({tokenize: tokenizeGap, partial: true}, remember, ok)(code)
      }

      function tokenizeGap(this: TokenizeContext, gap: Effects, found: State, missing: State): State {
        return function before(code: Code) {
          if (markdownLineEndingOrSpace(code)) {
            gap.enter('whitespace')
            gap.consume(code)
            gap.exit('whitespace')
            return before
          }
          if (code !== codes.leftSquareBracket) return missing(code)
          bracketAt = self.now().offset
          gap.enter('data')
          gap.consume(code)
          gap.exit('data')
          // A footnote call.
          return (next: Code) => (next === codes.caret ? missing(next) : found(next))
        }
      }

      function remember(code: Code) {
        brackets(self).afterKey.add(bracketAt)
        return ok(code)
      }
    }
  }
}

/** `@` and what follows, up to the end of the key; leaves the token open. */
function tokenizeKey(effects: Effects, ok: State, nok: State): State {
  let depth = 0
  let length = 0

  return (code) => {
    effects.enter('citationKey')
    effects.consume(code)
    return (first: Code) => {
      if (first === codes.leftCurlyBrace) return braced(first)
      return isKeyCharacter(first) ? plain(first) : nok(first)
    }
  }

  function plain(code: Code): State | undefined {
    if (isKeyCharacter(code)) {
      effects.consume(code)
      return plain
    }
    return code !== null && punctuation.has(code)
      ? effects.check({tokenize: tokenizeInner, partial: true}, inner, ok)(code)
      : ok(code)
  }

  function inner(code: Code): State {
    effects.consume(code)
    return plain
  }

  function braced(code: Code): State | undefined {
    if (code === null || code < codes.nul || length === longestKey) return nok(code)
    length++
    effects.consume(code)
    if (code === codes.leftCurlyBrace) depth++
    else if (code === codes.rightCurlyBrace) depth--
    if (depth > 0) return braced
    return length > 2 ? ok : nok
  }
}

/** Punctuation inside a key: one sign with more key after it (`a.b`), or the `:/` of `https://`. */
function tokenizeInner(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return (mark) => {
    sign(effects, 'data', mark)
    return (next: Code) => {
      const isAddress = next === codes.slash && (mark === codes.colon || mark === codes.slash)
      return isKeyCharacter(next) || isAddress ? ok(next) : nok(next)
    }
  }
}

/** `{page}` after a label. */
function tokenizePage(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return literal(effects, '{page}', ok, nok)
}

/** `]`, where the bracket that it closes is nothing else and holds a key, or follows one. */
function groupConstruct(brackets: (context: TokenizeContext) => Brackets): Construct {
  return {
    name: 'citationGroup',
    // Links and images have had their try when we come.
    add: 'after',
    tokenize(effects, ok, nok) {
      const self = this
      const opening = self._labelStarts?.at(-1)
      let marker: Token

      return (code) => {
        if (!opening?._balanced || (opening.type !== 'labelLink' && opening.type !== 'labelImage')) return nok(code)
        const state = brackets(self)
        const inside = state.depth.get(opening) ?? 0
        const isCitation = state.withKey.has(opening) || state.afterKey.has(bracketPlace(opening))
        const isWanted = isCitation && inside < deepestGroup
        const depth = isCitation ? inside + 1 : inside
        if (depth > 0) reportParent(self, opening, state, depth)
        if (!isWanted) return nok(code)
        effects.enter('citationGroupMarker')
        effects.consume(code)
        marker = effects.exit('citationGroupMarker')
        return (next: Code) =>
          next === codes.leftCurlyBrace
            ? effects.check({tokenize: tokenizeAttributesStart, partial: true}, nok, end)(next)
            : end(next)
      }

      function end(code: Code) {
        marker._citationOpening = opening
        const starts = self._labelStarts
        if (starts?.at(-1) === opening) starts?.pop()
        return ok(code)
      }
    },
    resolveTo(events, context) {
      return resolveGroup(events, context, brackets(context))
    }
  }
}

/** `{.class`, `{#id`, `{key=` or `{}`: a span, even when its own extension is not there to say so. */
function tokenizeAttributesStart(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return (brace) => {
    effects.enter('data')
    effects.consume(brace)
    return every(effects, (code) => code === codes.space, first)
  }

  function first(code: Code): State | undefined {
    const isStart = code === codes.dot || code === codes.numberSign || code === codes.rightCurlyBrace
    return isStart ? exit(effects, 'data', ok)(code) : every(effects, isInName, afterName)(code)
  }

  function afterName(code: Code): State | undefined {
    return exit(effects, 'data', code === codes.equalsTo ? ok : nok)(code)
  }
}

const isInName = (code: Code) => isKeyCharacter(code) || code === codes.dash || code === codes.colon

/** Wrap the events from the opening bracket, or from the key before it, in a group. */
function resolveGroup(events: Event[], context: TokenizeContext, state: Brackets): Event[] {
  const close = events.length - 2
  const closing = events[close]?.[1]
  const opening = closing?._citationOpening
  if (!closing || !opening) return events
  let open = close
  while (!(events[open]?.[0] === 'enter' && events[open]?.[1] === opening)) open--

  const isImage = opening.type === 'labelImage'
  const before: Event[] = []
  if (isImage) {
    const exclamation = {...events[open + 1]![1], type: 'data' as const}
    before.push(['enter', exclamation, context], ['exit', exclamation, context])
  }
  const first = open + (isImage ? 6 : 4)
  const marker = {...events[first - 2]![1], type: 'citationGroupMarker' as const}
  const inside = resolveAll(context.parser.constructs.insideSpan.null ?? [], events.slice(first, close), context)
  const group: Token = {
    type: 'citationGroup',
    start: {...marker.start},
    end: {...closing.end},
    _citationEvents: inside
  }
  let wrapped: Event[] = [
    ['enter', group, context],
    ['enter', marker, context],
    ['exit', marker, context],
    ...inside,
    ['enter', closing, context],
    ['exit', closing, context],
    ['exit', group, context]
  ]

  if (state.afterKey.has(group.start.offset)) {
    const bracket = open
    while (!(events[open]?.[0] === 'enter' && events[open]?.[1].type === 'citationKey')) open--
    const narrative: Token = {
      type: 'citationNarrative',
      start: {...events[open]![1].start},
      end: {...group.end}
    }
    wrapped = [['enter', narrative, context], ...events.slice(open, bracket), ...wrapped, ['exit', narrative, context]]
  }

  events.length = open
  for (const event of before) events.push(event)
  for (const event of wrapped) events.push(event)
  return events
}

/** The opening around the one that closes learns how deep its groups go. */
function reportParent(context: TokenizeContext, opening: Token, state: Brackets, depth: number): void {
  const starts = context._labelStarts
  if (!starts) return
  starts.pop()
  const parent = innermost(context)
  starts.push(opening)
  if (parent) state.depth.set(parent, Math.max(depth, state.depth.get(parent) ?? 0))
}

/** The last bracket that is still open. Forgets the closed ones above it, so that asking stays cheap. */
function innermost(context: TokenizeContext): Token | undefined {
  const starts = context._labelStarts
  while (starts?.at(-1)?._balanced) starts.pop()
  return starts?.at(-1)
}

/** Offset of the `[` of `[` or `![`. */
function bracketPlace(opening: Token): number {
  return opening.end.offset - 1
}

const isArabic = (code: number) => /\p{Script=Arabic}/u.test(String.fromCharCode(code))

/** Signs that may stand inside a key, never at its end (Pandoc's manual, “Citation syntax”). */
const punctuation: ReadonlySet<number> = new Set([...':.#$%&-+?<>~/'].map((sign) => sign.charCodeAt(0)))

/** Letters, with their accents composed or not, digits and `_`. */
function isKeyCharacter(code: Code): boolean {
  if (code === null || code < 0) return false
  if (code < 128) {
    return (
      (code >= codes.digit0 && code <= codes.digit9) ||
      (code >= codes.uppercaseA && code <= codes.uppercaseZ) ||
      (code >= codes.lowercaseA && code <= codes.lowercaseZ) ||
      code === codes.underscore
    )
  }
  return /[\p{L}\p{N}\p{M}]/u.test(String.fromCharCode(code))
}

/** Not in an address: `a@b.fr`, `https://example.org/@a`, `?user=@a`. Arabic writes « and » against the next word: `و@a`. */
function mayStandBeforeKey(code: Code): boolean {
  if (code === codes.underscore || (code !== null && code > 128 && isArabic(code))) return true
  return !isKeyCharacter(code) && code !== codes.dot && code !== codes.slash && code !== codes.equalsTo
}
