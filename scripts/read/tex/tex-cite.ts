/** `\citep[see][p. 3]{a,b}` → a citation, as `[see @a; @b, p. 3]` is read. */

import type {PhrasingContent} from 'mdast'
import type {Position} from 'unist'
import type {Affix, Citation} from '../../document/nodes.ts'
import {findLocator} from '../syntax/citation-locator.ts'

/** What stands between the brackets of a command that cites. */
export interface TexCitation {
  command: string
  keys: readonly string[]
  before: PhrasingContent[]
  after: PhrasingContent[]
  position: Position | undefined
}

const narrative = /^(?:textcite|citet|citealt|smartcitet|cite[A-Za-z]*author)/i

/** Whether it prints its citation in a note. */
export function citesInNote(command: string): boolean {
  return /^foot/.test(command)
}

/** The node of a citation. A year alone is a citation without its author. */
export function texCitation({command, keys, before, after, position}: TexCitation): Citation {
  const isYear = /^citeyear/.test(command)
  const items: Citation['items'] = keys.map((key) => ({
    key,
    suppressAuthor: isYear,
    position
  }))
  const {locator, suffix} = readSuffix(after)
  const last = items.at(-1)
  if (last && locator) last.locator = locator
  const affixes: Affix[] = [
    {type: 'affix', side: 'prefix', item: 0, children: before},
    {type: 'affix', side: 'suffix', item: items.length - 1, children: suffix}
  ]
  return {
    type: 'citation',
    mode: narrative.test(command) ? 'narrative' : 'parenthetical',
    items,
    children: affixes.filter(({children}) => children.length > 0),
    position
  }
}

function readSuffix(after: PhrasingContent[]) {
  const [first, ...others] = after
  if (first?.type !== 'text') return {locator: undefined, suffix: first ? [comma(), ...after] : []}
  const text = `, ${first.value}`
  const found = findLocator(text)
  if (!found?.locator) return {locator: undefined, suffix: [{...first, value: text}, ...others]}
  const rest = text.slice(found.length)
  return {locator: found.locator, suffix: rest === '' ? others : [{...first, value: rest}, ...others]}
}

const comma = (): PhrasingContent => ({type: 'text', value: ', '})
