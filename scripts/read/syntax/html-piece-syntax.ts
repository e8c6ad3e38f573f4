/** A tag, an element or a comment that stands for itself between blocks → `htmlFlow`. */

import {blankLine} from 'micromark-core-commonmark'
import {asciiAlpha, asciiAlphanumeric, markdownLineEnding, markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Effects, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {nextLine} from './next-line.ts'
import {exit, isLineEnd, literal} from './steps.ts'

/** Longest tag that is looked at. */
const longestTag = 4000

/** Which tags, and how much of what follows them. */
export interface WantedTags {
  /** Whether a tag of this name, in small letters, is one. */
  has: (name: string) => boolean
  /** The element up to its end tag, not the tag alone. */
  isWhole?: boolean
  /** Whether the element goes on after an empty line, and to the end of the text when nothing ends it. */
  isEndless?: boolean
}

/** Up to which line no end tag of a name stands. */
const openUntil = new WeakMap<TokenizeContext, Map<string, number>>()

function isKnownOpen(context: TokenizeContext, name: string): boolean {
  return context.now().line <= (openUntil.get(context)?.get(name) ?? 0)
}

/** `<name …>` or `</name>`, over lines; the element as a whole where it is asked for. */
export function tagOf({has, isWhole = false, isEndless = false}: WantedTags): Construct {
  return {partial: true, tokenize: tokenize as Tokenizer}

  function tokenize(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
    const context = this
    const data = dataOf(effects)
    let name = ''
    let quote: Code = null
    let size = 0
    let found = 0
    let isAfterEquals = false
    return start

    function start(code: Code): State | undefined {
      effects.enter('htmlFlow')
      data.consume(code)
      return afterOpening
    }

    function afterOpening(code: Code): State | undefined {
      if (code !== codes.slash) return asciiAlpha(code) ? inName(code) : nok(code)
      if (isWhole) return nok(code)
      data.consume(code)
      return (next) => (asciiAlpha(next) ? inName(next) : nok(next))
    }

    function inName(code: Code): State | undefined {
      if (asciiAlphanumeric(code) || code === codes.dash) {
        name += String.fromCharCode(code as number).toLowerCase()
        data.consume(code)
        return name.length > 40 ? nok : inName
      }
      return has(name) ? inTag(code) : nok(code)
    }

    function inTag(code: Code): State | undefined {
      if (code === codes.eof || ++size > longestTag) return nok(code)
      if (markdownLineEnding(code)) return nextAfter(nextTextLine, inTag, nok)(code)
      if (quote !== null) {
        if (code === quote) quote = null
      } else if (isAfterEquals && (code === codes.quotationMark || code === codes.apostrophe)) quote = code
      else if (code === codes.lessThan) return nok(code)
      else if (code === codes.greaterThan) {
        data.consume(code)
        if (!isWhole) return finish
        return isKnownOpen(context, name) ? nok : inElement
      }
      if (!markdownSpace(code)) isAfterEquals = code === codes.equalsTo
      data.consume(code)
      return inTag
    }

    /** Up to `</name`, then to its `>`. */
    function inElement(code: Code): State | undefined {
      const end = `</${name}`
      if (code === codes.eof) return isEndless ? finish(code) : isOpen(code)
      if (markdownLineEnding(code)) {
        found = 0
        return isEndless
          ? nextAfter(nextLine, inElement, finish)(code)
          : nextAfter(nextTextLine, inElement, isOpen)(code)
      }
      const letter = code > 0 ? String.fromCharCode(code).toLowerCase() : ''
      found = letter === end[found] ? found + 1 : letter === '<' ? 1 : 0
      data.consume(code)
      return found === end.length ? inEndTag : inElement
    }

    function inEndTag(code: Code): State | undefined {
      if (isLineEnd(code)) return isEndless ? finish(code) : nok(code)
      data.consume(code)
      return code === codes.greaterThan ? finish : inEndTag
    }

    /** Nothing ends it before an empty line: nor those of its name in between. */
    function isOpen(code: Code): State | undefined {
      const known = openUntil.get(context) ?? new Map<string, number>()
      openUntil.set(context, known.set(name, context.now().line))
      return nok(code)
    }

    function nextAfter(next: Construct, inside: State, end: State): State {
      data.close()
      return effects.attempt(next, inside, end)
    }

    function finish(code: Code): State | undefined {
      data.close()
      return exit(effects, 'htmlFlow', ok)(code)
    }
  }
}

/** `<!-- … -->`, over empty lines too; to the end of the text when nothing ends it. */
export const comment: Construct = {
  name: 'htmlComment',
  concrete: true,
  tokenize(effects, ok, nok) {
    const data = dataOf(effects)
    let dashes = 2
    return (code) => {
      effects.enter('htmlFlow')
      data.open()
      return literal(effects, '<!--', inside, nok)(code)
    }

    function inside(code: Code): State | undefined {
      if (code === codes.eof) return finish(code)
      if (markdownLineEnding(code)) {
        dashes = 0
        data.close()
        return effects.attempt(nextLine, inside, finish)(code)
      }
      data.consume(code)
      if (code === codes.greaterThan && dashes > 1) return finish
      dashes = code === codes.dash ? dashes + 1 : 0
      return inside
    }

    function finish(code: Code): State | undefined {
      data.close()
      return exit(effects, 'htmlFlow', ok)(code)
    }
  }
}

/** What is typed in a line, one token: a line may hold nothing, a token may not. */
function dataOf(effects: Effects) {
  let isOpen = false
  return {
    open(): void {
      if (!isOpen) effects.enter('htmlFlowData')
      isOpen = true
    },
    consume(code: Code): void {
      this.open()
      effects.consume(code)
    },
    close(): void {
      if (isOpen) effects.exit('htmlFlowData')
      isOpen = false
    }
  }
}

/** A next line of the same container with something on it. */
const nextTextLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const after: State = (code) => (isLineEnd(code) ? nok(code) : ok(code))
    return effects.attempt(nextLine, effects.check(blankLine, nok, after), nok)
  }
}
