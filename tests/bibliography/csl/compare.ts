/** A style and what is cited → where the processor and citeproc-js print different things. */

import {type Content, compileStyle, openProcessor} from '../../../scripts/bibliography/csl/index.ts'
import {type OracleInput, printWithCiteproc} from './oracle.ts'
import {toHtml} from './write-html.ts'

export interface Comparison {
  differences: Difference[]
  /** Of clusters and entries that are the same, from 0 to 1. */
  share: number
}

export interface Difference {
  /** `cluster` or the id of an entry. */
  place: string
  citeproc: string
  own: string
}

/** Print with both. A style that citeproc-js cannot run has no difference. */
export function compareStyle(input: OracleInput): Comparison {
  const {style} = compileStyle(input.xml, input)
  if (!style) throw new Error('The style cannot be used')
  const {clusters, entries} = openProcessor(style, {parsesNames: false}).format(input)
  let oracle: ReturnType<typeof printWithCiteproc>
  try {
    oracle = printWithCiteproc(input)
  } catch {
    return {differences: [], share: 1}
  }
  const own = new Map(entries.map(({id, content}) => [id, html(content)]))
  const pairs = [
    ...oracle.clusters.map((text, index) => ['cluster', settle(text), html(clusters[index]!.content)] as const),
    ...[...oracle.entries].map(([id, text]) => [id, settle(text), own.get(id) ?? ''] as const)
  ]
  const differences = pairs
    .filter(([, theirs, ours]) => theirs !== ours)
    .map(([place, theirs, ours]) => ({place, citeproc: theirs, own: ours}))
  return {differences, share: 1 - differences.length / pairs.length}
}

function html(content: Content): string {
  return content.length > 0 ? settle(toHtml(content)) : '[NO_PRINTED_FORM]'
}

/** Spaces around blocks, doubled spaces and letters raised one by one are the same in a browser. */
function settle(text: string): string {
  return text
    .replace(/^\s*<div class="csl-entry">([\s\S]*)<\/div>\s*$/, '$1')
    .replace(/\s*(<\/?div[^>]*>)\s*/g, '$1')
    .replaceAll('</sup><sup>', '')
    .replaceAll('style="baseline"', 'style="vertical-align:baseline;"')
    .replace(/(?:\u00a0| )((?:<[^>]*>)*) +/g, ' $1')
    .replace(/ {2,}/g, ' ')
    .trim()
}
