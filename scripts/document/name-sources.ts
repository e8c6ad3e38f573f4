/** Sources of a chart, keys of the bibliography or words → the line « Source : … » under it. */

import type {PhrasingContent} from 'mdast'
import {isFrench} from './language.ts'
import type {Citation} from './nodes.ts'
import {fill, type Terms} from './terms.ts'

export interface NameSourcesOptions {
  /** The bibliography. */
  works: {keys: () => Iterable<string>}
  terms: Terms
  /** BCP 47. */
  lang: string
}

/** Citations are left to `resolveCitations`; what is no key is printed as it is. */
export function nameSources(
  sources: readonly string[],
  {works, terms, lang}: NameSourcesOptions,
  position?: Citation['position']
): PhrasingContent[] {
  const keys = new Set(works.keys())
  const text = (value: string): PhrasingContent => ({type: 'text', value})
  const cite = (key: string): Citation => {
    const items = [{key, suppressAuthor: false}]
    return {type: 'citation', mode: 'narrative', items, children: [], position}
  }
  const between = isFrench(lang) ? ' ; ' : '; '
  const named = sources.flatMap((source, index) => [
    ...(index > 0 ? [text(between)] : []),
    keys.has(source) ? cite(source) : text(source)
  ])
  return [text(fill(terms.charts.item, {label: terms.source, value: ''})), ...named, text('.')]
}
