/** `:   definition`, `~   definition` → the container `definitionItem`; `buildDefinitionLists` finds its term. */

import {blankLine} from 'micromark-core-commonmark'
import {factorySpace} from 'micromark-factory-space'
import {markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Effects, Extension, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {isLineEnd} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    definitionItem: 'definitionItem'
    definitionItemPrefix: 'definitionItemPrefix'
    definitionItemIndent: 'definitionItemIndent'
  }
}

const definitionItem: Construct = {
  name: 'definitionItem',
  tokenize: tokenizeStart as Tokenizer,
  continuation: {tokenize: tokenizeContinuation as Tokenizer},
  exit(this: TokenizeContext, effects: Effects) {
    effects.exit('definitionItem')
  }
}

/** Definitions, and captions that start with a colon. */
export function definitionListSyntax(): Extension {
  return {document: {[codes.colon]: definitionItem, [codes.tilde]: definitionItem}}
}

function tokenizeStart(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  let spaces = 0
  return start

  function start(code: Code): State | undefined {
    effects.enter('definitionItem', {_container: true})
    effects.enter('definitionItemPrefix')
    effects.consume(code)
    return afterMarker
  }

  function afterMarker(code: Code): State | undefined {
    if (markdownSpace(code) && spaces < 4) {
      spaces++
      effects.consume(code)
      return afterMarker
    }
    if (spaces === 0 || isLineEnd(code)) return nok(code)
    effects.exit('definitionItemPrefix')
    if (context.containerState) context.containerState.size = Math.min(4, spaces + 1)
    return ok(code)
  }
}

function tokenizeContinuation(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const size = this.containerState?.size ?? 4
  return effects.check(blankLine, ok, effects.attempt(indent(size), ok, nok))
}

function indent(size: number): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      const context = this
      return factorySpace(effects, after, 'definitionItemIndent', size + 1)

      function after(code: Code): State | undefined {
        const tail = context.events.at(-1)
        const isDeep = tail?.[1].type === 'definitionItemIndent' && tail[2].sliceSerialize(tail[1], true).length >= size
        return isDeep ? ok(code) : nok(code)
      }
    }
  }
}
