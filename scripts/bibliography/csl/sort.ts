/** `sort` → the keys of a work, and how two works compare. CSL 1.0.2, “Sorting”. */

import {compileMacro} from './compile.ts'
import {type Context, dateOf, fieldOf, type Render} from './context.ts'
import {dateKey} from './read-date.ts'
import type {Scope} from './scope.ts'
import {textOf} from './tree.ts'
import {dateVariables, nameVariables, numberVariables, valueFor} from './variables.ts'
import {childOf, type Element} from './xml.ts'

export interface SortKey {
  readonly isDescending: boolean
  /** Attributes that names get while this key is made. */
  readonly names: Element['attributes']
  readonly read: (context: Context) => string
}

/** Compares two texts as a language sorts them. */
export type Compare = (first: string, second: string) => number

/** The keys of `citation` or `bibliography`. */
export function compileSort(area: Element, scope: Scope): SortKey[] {
  const keys = (childOf(area, 'sort')?.children ?? []).filter(({name}) => name === 'key')
  return keys.map((key) => {
    const {variable, macro = '', sort} = key.attributes
    const read = variable === undefined ? rendered(compileMacro(macro, scope)) : readVariable(variable, key, scope)
    return {isDescending: sort === 'descending', names: key.attributes, read}
  })
}

/** What is printed, without markup and punctuation. */
function rendered(render: Render): SortKey['read'] {
  return (context) => plainText(textOf(render(context)))
}

function readVariable(variable: string, key: Element, scope: Scope): SortKey['read'] {
  if (nameVariables.has(variable)) {
    const name = {...key, name: 'name', attributes: {form: 'long'}}
    return rendered(scope.compile({...key, name: 'names', attributes: {variable}, children: [name]}, scope))
  }
  return (context) => {
    const {sort, work} = context
    const date = dateVariables.has(variable) ? dateOf(work, variable) : undefined
    if (date) return dateKey(date)
    const value = valueFor(variable, context) ?? ''
    if (numberVariables.has(variable) && /^\d+$/.test(value)) return value.padStart(8, '0')
    const titleKey = variable === 'title' ? sort?.titleKey : undefined
    return plainText(titleKey ? titleKey(value, fieldOf(work, 'language')) : value)
  }
}

function plainText(text: string): string {
  return text
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/["'“‘’”«».,:;()[\]]+/g, '')
    .trim()
}

/** Compare the keys of two works, one after the other; works without a value come last. */
export function compareKeys(keys: readonly SortKey[], compare: Compare) {
  return (first: readonly string[], second: readonly string[]): number => {
    for (const [index, {isDescending}] of keys.entries()) {
      const [one = '', other = ''] = [first[index], second[index]]
      if (one === other) continue
      if (one === '' || other === '') return one === '' ? 1 : -1
      const order = compare(one, other)
      if (order !== 0) return isDescending ? -order : order
    }
    return 0
  }
}

/** The order of a language, without regard to case and accents. */
export function compareIn(lang: string): Compare {
  const [tag = 'en'] = Intl.Collator.supportedLocalesOf([lang].filter(isTag))
  return new Intl.Collator(tag, {sensitivity: 'base', numeric: true}).compare
}

function isTag(lang: string): boolean {
  try {
    return new Intl.Locale(lang).baseName !== ''
  } catch {
    return false
  }
}
