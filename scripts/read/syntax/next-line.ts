/** The line ending inside a block, when the line after it belongs to the same container. */

import {codes} from 'micromark-util-symbol'
import type {Code, Construct, State} from 'micromark-util-types'
import {sign} from './steps.ts'

/** Fails on a lazy line, one without the `>` or the indent of its container, and at the end of the text. */
export const nextLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const context = this
    return start

    function start(code: Code): State | undefined {
      if (code === codes.eof) return nok(code)
      sign(effects, 'lineEnding', code)
      return lineStart
    }

    function lineStart(code: Code): State | undefined {
      return context.parser.lazy[context.now().line] ? nok(code) : ok(code)
    }
  }
}
