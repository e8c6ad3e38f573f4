/** A style and what is cited → where the processor and citeproc-js print different things. */

import {type Content, compileStyle, openProcessor} from '../../../scripts/bibliography/csl/index.ts'
import {type OracleInput, printWithCiteproc} from './oracle.ts'
import {toHtml} from './write-html.ts'

export interface Comparison {
  differences: Difference[]
}

export interface Difference {
  /** `cluster` or the id of an entry. */
  place: string
  citeproc: string
  own: string
  /** Of a cluster that asks for a cite without its author. */
  isWithoutAuthor?: boolean
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
    return {differences: []}
  }
  const own = new Map(entries.map(({id, content}) => [id, html(content)]))
  const pairs = [
    ...oracle.clusters.map((text, index) => ({
      place: 'cluster',
      citeproc: settle(text),
      own: html(clusters[index]!.content),
      isWithoutAuthor: input.clusters[index]!.cites.some(({suppressAuthor}) => suppressAuthor)
    })),
    ...[...oracle.entries].map(([id, text]) => ({place: id, citeproc: settle(text), own: own.get(id) ?? ''}))
  ]
  const differences: Difference[] = pairs.filter(({citeproc, own}) => citeproc !== own)
  return {differences}
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
    .replace(/[ \r\n]{2,}|[\r\n]/g, ' ')
    .trim()
}
