/** `{#id .class key=value}` in running text → `attributeList`; what is not of that form stays text. */

import {markdownLineEnding} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Extension, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {maximumAttributesLength, parseAttributes} from './attributes.ts'
import {escaped, exit, isLineEnd, sign} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    attributeList: 'attributeList'
    attributeMarker: 'attributeMarker'
    attributeData: 'attributeData'
  }
}

/** An attribute list, where a construct of ours expects one. */
export const attributeList: Construct = {name: 'attributeList', tokenize: tokenizerOf({})}

/** The same after a block, whose container holds each line of it. */
export const blockAttributeList: Construct = {name: 'attributeList', tokenize: tokenizerOf({isAfterBlock: true})}

/** The same after a directive's name, where a bare word is a key and lines do not break. */
export const directiveAttributeList: Construct = {
  name: 'directiveAttributeList',
  tokenize: tokenizerOf({isDirective: true})
}

/** Attribute lists anywhere in text; `attachAttributes` finds out what they belong to. */
export function attributeSyntax(): Extension {
  return {text: {[codes.leftCurlyBrace]: attributeList}}
}

function tokenizerOf({isDirective = false, isAfterBlock = false}): Tokenizer {
  return function tokenize(this: TokenizeContext, effects, ok, nok): State {
    const context = this
    let size = 0
    let quote: Code = null
    return start

    function start(code: Code): State | undefined {
      effects.enter('attributeList')
      sign(effects, 'attributeMarker', code)
      return between
    }

    function between(code: Code): State | undefined {
      if (code === codes.eof || size > maximumAttributesLength) return nok(code)
      if (markdownLineEnding(code)) {
        if (isDirective) return nok(code)
        sign(effects, 'lineEnding', code)
        return lineStart
      }
      if (quote === null && code === codes.leftCurlyBrace) return nok(code)
      if (quote === null && code === codes.rightCurlyBrace) {
        sign(effects, 'attributeMarker', code)
        return after
      }
      effects.enter('attributeData')
      return data(code)
    }

    function lineStart(code: Code): State | undefined {
      return isAfterBlock && context.parser.lazy[context.now().line] ? nok(code) : between(code)
    }

    function data(code: Code): State | undefined {
      const isBrace = code === codes.leftCurlyBrace || code === codes.rightCurlyBrace
      if (isLineEnd(code) || (isBrace && quote === null) || ++size > maximumAttributesLength) {
        return exit(effects, 'attributeData', between)(code)
      }
      if (code === quote) quote = null
      else if (quote === null && (code === codes.quotationMark || code === codes.apostrophe)) quote = code
      effects.consume(code)
      return code === codes.backslash ? escaped(effects, data) : data
    }

    function after(code: Code): State | undefined {
      const token = effects.exit('attributeList')
      const isValid = parseAttributes(context.sliceSerialize(token), {bareWords: isDirective}) !== undefined
      return isValid ? ok(code) : nok(code)
    }
  }
}
