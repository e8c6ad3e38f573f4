/** Raw HTML in a line: CommonMark's construct, without a search for an end that an earlier one did not find. */

import {htmlText} from 'micromark-core-commonmark'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Effects, Extension, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {exit} from './steps.ts'

/** How comments, CDATA sections, instructions and declarations begin: all of them end at one fixed mark. */
type Kind = '<!-' | '<![' | '<?' | '<!a'

/** In a text: the kinds whose end does not stand in the rest of it. */
const endless = new WeakMap<TokenizeContext, Set<Kind>>()

const construct: Construct = {...htmlText, name: 'htmlInLine', tokenize: tokenizeHtml as Tokenizer}

/** Raw HTML in a line. A page of `<!--` would be searched to its end for each of them. */
export function htmlSyntax(): Extension {
  return {text: {[codes.lessThan]: construct}, disable: {null: ['htmlText']}}
}

function tokenizeHtml(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const known = endless.get(this) ?? new Set<Kind>()
  endless.set(this, known)
  let opening = ''
  const watched: Effects = {
    ...effects,
    consume(code) {
      if (opening.length < 3) opening += String.fromCharCode(code ?? 0)
      effects.consume(code)
    }
  }
  const html = htmlText.tokenize.call(this, watched, ok, (code: Code) => {
    const kind = kindOf(opening)
    if (code === codes.eof && kind) known.add(kind)
    return nok(code)
  })
  return known.size === 0 ? html : effects.check(openingOf(known), nok, html)
}

/** Succeeds before what begins as one of the kinds. */
function openingOf(kinds: ReadonlySet<Kind>): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      let opening = ''
      return (code) => {
        effects.enter('htmlText')
        return next(code)
      }

      function next(code: Code): State | undefined {
        const kind = kindOf(opening)
        if (kind === undefined && opening.length < 3 && code !== codes.eof) {
          opening += String.fromCharCode(code)
          effects.consume(code)
          return next
        }
        return exit(effects, 'htmlText', kind && kinds.has(kind) ? ok : nok)(code)
      }
    }
  }
}

function kindOf(opening: string): Kind | undefined {
  if (opening.startsWith('<?')) return '<?'
  if (opening === '<!-' || opening === '<![') return opening
  return /^<![a-z]$/i.test(opening) ? '<!a' : undefined
}
