/** The works of a document in the order of citation → their numbers, their order in the list, what tells them apart. */

import {
  type Context,
  type ContextOptions,
  type Distinction,
  type GivenLevel,
  type NameList,
  noDistinction,
  noGivenLevel,
  openContext,
  type TitleKey,
  uncited,
  type Work
} from './context.ts'
import {type DisambiguationRules, disambiguate} from './disambiguate.ts'
import {compareGivenNames} from './given-names.ts'
import {type Compare, compareKeys, type SortKey} from './sort.ts'
import type {Style} from './style.ts'
import {textOf} from './tree.ts'

/** What is the same for all cites of a document. */
export interface Registry {
  readonly style: Style
  readonly works: ReadonlyMap<string, Work>
  /** In the order of the bibliography. */
  readonly sorted: readonly string[]
  readonly numbers: ReadonlyMap<string, number>
  readonly distinctions: ReadonlyMap<string, Distinction>
  readonly givenLevel: GivenLevel
  readonly options: RegistryOptions
}

export interface RegistryOptions {
  /** Order of two sort keys. */
  readonly compare: Compare
  /** What a title is sorted by in the bibliography. */
  readonly titleKey?: TitleKey | undefined
  /** Do not put the letter of the year on the day of access, where that is the first date of a work. */
  readonly keepsLettersOffAccess?: boolean | undefined
}

/**
 * Number, sort and tell apart the works of a document.
 *
 * @param works  in the order of citation
 * @param firstNotes  the notes in which works are first cited, where the style prints them
 */
export function register(
  style: Style,
  works: ReadonlyMap<string, Work>,
  options: RegistryOptions,
  firstNotes: ReadonlyMap<string, number> = new Map()
): Registry {
  const ids = [...works.keys()]
  const {attributes} = style.citation
  const rule = attributes['givenname-disambiguation-rule'] ?? 'by-cite'
  const addsGivenNames = attributes['disambiguate-add-givenname'] === 'true'
  const start: Registry = {
    style,
    works,
    sorted: ids,
    numbers: new Map(ids.map((id, index) => [id, index + 1])),
    distinctions: new Map(),
    givenLevel: noGivenLevel,
    options
  }
  const givenLevel = addsGivenNames && rule !== 'by-cite' ? compareGivenNames(allLists(start), rule) : start.givenLevel
  const sorted = sortWorks({...start, givenLevel})
  const rules: DisambiguationRules = {
    addsNames: attributes['disambiguate-add-names'] === 'true',
    addsGivenNames: addsGivenNames && rule === 'by-cite',
    addsYearSuffix: attributes['disambiguate-add-year-suffix'] === 'true',
    hasConditions: style.hasConditions
  }
  return {...sorted, distinctions: tellApart(sorted, rules, firstNotes)}
}

/** The context in which a work is printed. */
export function contextFor(
  {style, works, numbers, distinctions, givenLevel, options}: Registry,
  given: Pick<ContextOptions, 'cite' | 'area'> & Partial<ContextOptions>
): Context {
  const {id} = given.cite
  return openContext({
    work: works.get(id)!,
    citationNumber: numbers.get(id),
    distinction: distinctions.get(id) ?? noDistinction,
    givenLevel,
    isSuffixDue: !style.printsYearSuffix,
    keepsLettersOffAccess: options.keepsLettersOffAccess,
    ...given
  })
}

/** The keys that a work is sorted by. */
export function readKeys(
  registry: Registry,
  keys: readonly SortKey[],
  options: Pick<ContextOptions, 'cite' | 'area'> & Pick<RegistryOptions, 'titleKey'>
): string[] {
  return keys.map((key) =>
    key.read(contextFor(registry, {...options, sort: {names: key.names, titleKey: options.titleKey}}))
  )
}

/** The names that cites print, at the first time and later. */
function* allLists(registry: Registry): Generator<NameList> {
  for (const id of registry.works.keys()) {
    for (const position of registry.style.dependsOnPosition
      ? (['subsequent', 'first'] as const)
      : (['first'] as const)) {
      const context = contextFor(registry, {area: 'citation', cite: uncited(id, position)})
      registry.style.citation.render(context)
      yield* context.lists
    }
  }
}

/** The numbers follow the list. */
function sortWorks(registry: Registry): Registry {
  const {bibliography} = registry.style
  const {compare, titleKey} = registry.options
  if (!bibliography || bibliography.sort.length === 0) return registry
  const keys = new Map(
    registry.sorted.map((id) => [
      id,
      readKeys(registry, bibliography.sort, {area: 'bibliography', cite: uncited(id), titleKey})
    ])
  )
  const order = compareKeys(bibliography.sort, compare)
  const sorted = [...registry.sorted].sort((first, second) => order(keys.get(first)!, keys.get(second)!))
  return {...registry, sorted, numbers: new Map(sorted.map((id, index) => [id, index + 1]))}
}

function tellApart(
  registry: Registry,
  rules: DisambiguationRules,
  firstNotes: ReadonlyMap<string, number>
): Map<string, Distinction> {
  if (!Object.values(rules).some(Boolean)) return new Map()
  const texts = new Map<string, string>()
  const lists = new Map<string, readonly NameList[]>()
  const print = (id: string, distinction: Distinction) => {
    const key = distinction === noDistinction ? id : `${id}\0${JSON.stringify(distinction)}`
    const known = texts.get(key)
    if (known !== undefined) return known
    const context = contextFor(registry, {
      area: 'citation',
      cite: {...uncited(id, 'subsequent'), firstNote: firstNotes.get(id)},
      distinction,
      isCompared: true
    })
    const text = textOf(registry.style.citation.render(context))
    texts.set(key, text)
    if (distinction === noDistinction) lists.set(id, context.lists)
    return text
  }
  const rank = new Map(registry.sorted.map((id, index) => [id, index]))
  return disambiguate({
    rules,
    ids: [...registry.works.keys()],
    rank: (id) => rank.get(id) ?? 0,
    print,
    lists: (id) => lists.get(id) ?? []
  })
}
