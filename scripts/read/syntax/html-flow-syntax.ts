/**
 * HTML between blocks, as Pandoc reads it: each tag of a block, each comment and each element that is not Markdown
 * inside (`<script>`, `<iframe>`) → `htmlFlow`; what stands between them → paragraphs. `buildElements` pairs the tags.
 *
 * Paragraphs are read here too, since a tag of a block ends them wherever it stands.
 */

import {htmlFlow} from 'micromark-core-commonmark'
import {factorySpace} from 'micromark-factory-space'
import {markdownLineEnding, markdownSpace} from 'micromark-util-character'
import {subtokenize} from 'micromark-util-subtokenize'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Event, Extension, State, Token, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {closedCode} from './code-syntax.ts'
import {comment, tagOf} from './html-piece-syntax.ts'
import {blockTags, embeddedTags, verbatimTags} from './html-tags.ts'
import {escaped, every, exit, isLineEnd, sign} from './steps.ts'

/** Tags, comments and paragraphs, instead of CommonMark's blocks of HTML and its paragraphs. */
export function htmlFlowSyntax(): Extension {
  return {
    flow: {[codes.lessThan]: [piecesFirst, declaration], null: textFirst},
    flowInitial: {[codes.space]: indentedPiece},
    disable: {null: ['htmlFlow']}
  }
}

const isBlock = (name: string) => blockTags.has(name)
const blockTag = tagOf({has: isBlock})
const embedded = tagOf({has: (name) => embeddedTags.has(name), isWhole: true})
const embeddedTag = tagOf({has: (name) => embeddedTags.has(name)})
const verbatim: Construct = {
  ...tagOf({has: (name) => verbatimTags.has(name), isWhole: true, isEndless: true}),
  name: 'htmlVerbatim',
  partial: false,
  concrete: true
}
/** What ends a paragraph that it stands in, and one that it stands below. */
const endsText = tagOf({has: (name) => blockTags.has(name) || verbatimTags.has(name)})
const endsLine = tagOf({has: (name) => blockTags.has(name) || verbatimTags.has(name) || embeddedTags.has(name)})

const resolve = (events: Event[]): Event[] => {
  subtokenize(events)
  return events
}

/** A line that starts with a tag or a comment. */
const piecesFirst: Construct = {
  name: 'htmlRun',
  resolve,
  tokenize(effects, ok, nok) {
    // A comment below a paragraph is a part of it, unless it is one of many lines.
    if (this.interrupt) return effects.check(endsLine, ok, effects.check(openComment, ok, nok))
    return pieceThen(effects, runAfter(effects, ok), nok)
  }
}

/** Everything else that is a paragraph. */
const textFirst: Construct = {
  name: 'textRun',
  add: 'after',
  resolve,
  tokenize(effects, ok, nok) {
    if (this.interrupt) return nok
    return (code) => {
      if (isLineEnd(code)) return nok(code)
      return effects.attempt(text, runAfter(effects, ok), nok)(code)
    }
  }
}

/** Right below a tag, spaces before the next one are for the eye. */
const indentedPiece: Construct = {
  name: 'htmlRun',
  resolve,
  tokenize(effects, ok, nok) {
    if (!isAfterHtml(this) || this.interrupt) return nok
    return factorySpace(effects, pieceThen(effects, runAfter(effects, ok), nok), 'linePrefix')
  }
}

function isAfterHtml({events}: TokenizeContext): boolean {
  for (let index = events.length - 1; index >= 0 && index > events.length - 40; index--) {
    const type = events[index]?.[1].type
    if (type === 'htmlFlow') return true
    if (type !== 'lineEnding' && type !== 'lineEndingBlank' && type !== 'linePrefix') return false
  }
  return false
}

type Effects = Parameters<Tokenizer>[0]

/** One tag, element or comment. */
function pieceThen(effects: Effects, next: State, nok: State): State {
  const tag = effects.attempt(embedded, next, effects.attempt(blockTag, next, effects.attempt(embeddedTag, next, nok)))
  return effects.attempt(comment, next, effects.attempt(verbatim, next, tag))
}

/** More of them, and text, to the end of the line. */
function runAfter(effects: Effects, ok: State): State {
  return start

  function start(code: Code): State | undefined {
    if (isLineEnd(code)) return ok(code)
    if (markdownSpace(code)) return factorySpace(effects, start, 'linePrefix')(code)
    const run = effects.attempt(text, start, ok)
    return code === codes.lessThan ? pieceThen(effects, start, run)(code) : run(code)
  }
}

/**
 * A paragraph up to its end or to the next tag of a block: micromark's own construct, which knows no such tags.
 */
const text: Construct = {
  name: 'blockText',
  tokenize(effects, ok) {
    const end = exit(effects, 'chunkContent', exit(effects, 'content', ok))
    let previous: Token
    return start

    function start(code: Code): State | undefined {
      effects.enter('content')
      previous = effects.enter('chunkContent', {contentType: 'content'})
      return code === codes.lessThan ? first(code) : inside(code)
    }

    /** A tag that is no piece of its own is text. */
    function first(code: Code): State | undefined {
      effects.consume(code)
      return code === codes.backslash ? escaped(effects, inside) : inside
    }

    function inside(code: Code): State | undefined {
      if (code === codes.eof) return end(code)
      if (markdownLineEnding(code)) return effects.check(continuation, next, end)(code)
      if (code === codes.lessThan) return effects.check(endsText, end, first)(code)
      if (code === codes.graveAccent) return effects.attempt(codeInLine, inside, ticks)(code)
      return first(code)
    }

    function ticks(code: Code): State | undefined {
      return every(effects, (next) => next === codes.graveAccent, inside)(code)
    }

    function next(code: Code): State | undefined {
      effects.consume(code)
      return exit(effects, 'chunkContent', inNextLine)
    }

    /** Entered with its first character: a tag may end it in the chunk that it starts, which micromark's own never does. */
    function inNextLine(code: Code): State | undefined {
      previous.next = effects.enter('chunkContent', {contentType: 'content', previous})
      previous = previous.next
      return inside(code)
    }
  }
}

/** Code in a line, where tags are no tags. */
const codeInLine = closedCode('line')

/** Whether a paragraph goes on in the next line: as in micromark. */
const continuation: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const context = this
    return start

    function start(code: Code): State | undefined {
      effects.exit('chunkContent')
      sign(effects, 'lineEnding', code)
      return factorySpace(effects, prefixed, 'linePrefix')
    }

    function prefixed(code: Code): State | undefined {
      if (isLineEnd(code)) return nok(code)
      const [, tail] = context.events.at(-1) ?? []
      const isDeep = tail?.type === 'linePrefix' && context.sliceSerialize(tail, true).length >= 4
      return isDeep ? ok(code) : effects.interrupt(context.parser.constructs.flow, nok, ok)(code)
    }
  }
}

/** `<!--` in a line that does not end it. */
const openComment: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    let seen = ''
    return start

    function start(code: Code): State | undefined {
      effects.enter('htmlFlow')
      return inside(code)
    }

    function inside(code: Code): State | undefined {
      if (isLineEnd(code)) return isComment() ? ok(code) : nok(code)
      seen =
        seen.length < 4
          ? seen + String.fromCharCode(code)
          : seen.slice(0, 4) + (seen + String.fromCharCode(code)).slice(-3)
      if (seen.length === 4 && seen !== '<!--') return nok(code)
      if (seen.length > 4 && seen.endsWith('-->')) return nok(code)
      effects.consume(code)
      return inside
    }

    function isComment(): boolean {
      return seen.startsWith('<!--')
    }
  }
}

/** `<!DOCTYPE …>`, `<?php … ?>`, `<![CDATA[ … ]]>`: as in CommonMark. */
const declaration: Construct = {
  ...htmlFlow,
  name: 'htmlDeclaration',
  tokenize(this: TokenizeContext, effects, ok, nok) {
    const html = htmlFlow.tokenize.call(this, effects, ok, nok)
    return effects.check(declarationStart, html, nok)
  }
}

const declarationStart: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    let seen = 0
    return start

    function start(code: Code): State | undefined {
      if (seen === 0) effects.enter('htmlFlow')
      if (seen === 1 && code === codes.questionMark) return exit(effects, 'htmlFlow', ok)(code)
      if (seen === 1 && code !== codes.exclamationMark) return exit(effects, 'htmlFlow', nok)(code)
      if (seen === 2) return exit(effects, 'htmlFlow', code === codes.dash ? nok : ok)(code)
      seen++
      effects.consume(code)
      return start
    }
  }
}
