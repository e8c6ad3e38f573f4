/** Lines that are metadata → `yaml` nodes, wherever they stand. */

import {frontmatter} from 'micromark-extension-frontmatter'
import {codes} from 'micromark-util-symbol'
import type {Construct, Extension, TokenizeContext, Tokenizer} from 'micromark-util-types'

/**
 * Pandoc's YAML blocks.
 *
 * @param closings  line of each opening fence, from 1 → what closes it; the caller knows that the lines between are
 *   YAML, and that there is an end
 */
export function metadataSyntax(closings: ReadonlyMap<number, '---' | '...'>): Extension {
  const constructs = (['---', '...'] as const).map((close): Construct => {
    const {flow} = frontmatter({type: 'yaml', fence: {open: '---', close}, anywhere: true})
    const construct = [flow?.[codes.dash] ?? []].flat()[0]!
    return {...construct, tokenize: onLines(construct, ({line}) => closings.get(line) === close) as Tokenizer}
  })
  return {flow: {[codes.dash]: constructs}}
}

function onLines(construct: Construct, isMeant: (now: {line: number}) => boolean): Tokenizer {
  return function tokenize(this: TokenizeContext, effects, ok, nok) {
    return isMeant(this.now()) && !this.interrupt ? construct.tokenize.call(this, effects, ok, nok) : nok
  }
}
