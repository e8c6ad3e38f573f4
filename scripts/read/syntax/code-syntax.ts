/**
 * `` `a` `` → code in a line, by micromark's own construct, which looks to the end of its paragraph from each run of
 * backticks that nothing ends. Here the lengths of the runs that were seen on the way are remembered, as cmark does.
 */

import {codeText} from 'micromark-core-commonmark'
import {markdownLineEnding} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, TokenizeContext} from 'micromark-util-types'
import {sign} from './steps.ts'

/** Code in a line. */
export function codeSyntax(): Extension {
  const closed = closedCode('text')
  const code: Construct = {
    ...codeText,
    name: 'closedCodeText',
    tokenize(effects, ok, nok) {
      return effects.check(closed, codeText.tokenize.call(this, effects, ok, nok), nok)
    }
  }
  return {text: {[codes.graveAccent]: code}, disable: {null: ['codeText']}}
}

/** Where the last run of each length begins, in a text or in the line that was looked at last. */
interface Runs {
  line: number
  last: Map<number, number>
}

/** A run of backticks up to the next one of the same length, in the rest of a line, whose token is open, or of a text. */
export function closedCode(within: 'line' | 'text'): Construct {
  const seen = new WeakMap<TokenizeContext, Runs>()
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      const context = this
      const last = new Map<number, number>()
      const {line, offset} = context.now()
      let size = 0
      let run = 0
      return start

      function start(code: Code): State | undefined {
        if (within === 'text') effects.enter('codeTextData')
        return opening(code)
      }

      function opening(code: Code): State | undefined {
        if (code === codes.graveAccent) {
          size++
          effects.consume(code)
          return opening
        }
        const known = seen.get(context)
        const isKnown = known !== undefined && (within === 'text' || known.line === line)
        return isKnown && (known.last.get(size) ?? -1) <= offset ? nok(code) : inside(code)
      }

      function inside(code: Code): State | undefined {
        if (code === codes.graveAccent) {
          run++
          effects.consume(code)
          return inside
        }
        if (run === size) return end(code)
        if (run > 0) last.set(run, context.now().offset - run)
        run = 0
        if (code === codes.eof || (within === 'line' && markdownLineEnding(code))) {
          seen.set(context, {line, last})
          return nok(code)
        }
        if (markdownLineEnding(code)) return lineEnd(code)
        effects.consume(code)
        return inside
      }

      function lineEnd(code: Code): State | undefined {
        effects.exit('codeTextData')
        sign(effects, 'lineEnding', code)
        return next
      }

      function next(code: Code): State | undefined {
        effects.enter('codeTextData')
        return inside(code)
      }

      function end(code: Code): State | undefined {
        if (within === 'text') effects.exit('codeTextData')
        return ok(code)
      }
    }
  }
}
