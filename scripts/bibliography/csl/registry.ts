/** The works of a document in the order of citation → their numbers, their order in the list, what tells them apart. */

import type {Area, Context, Distinction, GivenLevel, NameList, TitleKey, Work} from './context.ts'
import {noDistinction, uncited} from './context.ts'
import {disambiguate} from './disambiguate.ts'
import {compareGivenNames} from './given-names.ts'
import {type Compare, compareKeys} from './sort.ts'
import type {Style} from './style.ts'
import {textOf} from './tree.ts'
import type {Cite} from './types.ts'

/** The works of a document in the order of citation, and where the style prints them the notes that cite them first. */
export interface CitedWorks {
  readonly works: ReadonlyMap<string, Work>
  readonly firstNotes: ReadonlyMap<string, number>
}

/** What is the same for all cites of a document. */
export interface Registry extends CitedWorks {
  readonly style: Style
  /** In the order of the bibliography. */
  readonly sorted: readonly string[]
  readonly numbers: ReadonlyMap<string, number>
  readonly distinctions: ReadonlyMap<string, Distinction>
  readonly givenLevel: GivenLevel
  readonly options: RegistryOptions
  /** Those read so far. */
  readonly sortKeys: Map<string, readonly string[]>
}

export interface RegistryOptions {
  /** Order of two sort keys. */
  readonly compare: Compare
  /** What a title is sorted by in the bibliography. */
  readonly titleKey?: TitleKey | undefined
  /** Do not put the letter of the year on the day of access, where that is the first date of a work. */
  readonly keepsLettersOffAccess?: boolean | undefined
}

/** The same for all registries, so that works are printed once. */
const noGivenLevel: GivenLevel = () => 0

/** Number, sort and tell apart the works of a document. */
export function register(style: Style, cited: CitedWorks, options: RegistryOptions): Registry {
  const ids = [...cited.works.keys()]
  const {attributes} = style.citation
  const rule = attributes['givenname-disambiguation-rule'] ?? 'by-cite'
  const first: Registry = {
    ...cited,
    style,
    sorted: ids,
    numbers: numbered(ids),
    distinctions: new Map(),
    givenLevel: noGivenLevel,
    options,
    sortKeys: new Map()
  }
  const isByName = attributes['disambiguate-add-givenname'] === 'true' && rule !== 'by-cite'
  const named = isByName ? {...first, givenLevel: compareGivenNames(printedLists(first), rule)} : first
  const cites = ids.map((id) => uncited(id))
  const sorted = sortCites(named, 'bibliography', cites).map(({id}) => id)
  // The numbers follow the list.
  const registry = {...named, sorted, numbers: numbered(sorted)}
  const distinctions = disambiguate(ids, registry.numbers, style, (id, distinction) => {
    const cite = {...uncited(id, 'subsequent'), firstNote: cited.firstNotes.get(id)}
    // When it was read says nothing about a work.
    const context = openContext(registry, {area: 'citation', cite, distinction, suppressed: new Set(['accessed'])})
    return {text: textOf(style.citation.render(context)), lists: context.lists}
  })
  return {...registry, distinctions}
}

function numbered(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, index) => [id, index + 1]))
}

/** Start to print a work. */
export function openContext(registry: Registry, given: Pick<Context, 'area' | 'cite'> & Partial<Context>): Context {
  const {id} = given.cite
  return {
    work: registry.works.get(id)!,
    citationNumber: registry.numbers.get(id),
    distinction: registry.distinctions.get(id) ?? noDistinction,
    givenLevel: registry.givenLevel,
    sort: undefined,
    suppressesNames: false,
    keepsLettersOffAccess: registry.options.keepsLettersOffAccess === true,
    isSuffixDue: !registry.style.printsYearSuffix,
    isAtStart: false,
    called: 0,
    suppressed: new Set(),
    substituted: undefined,
    firstNames: undefined,
    firstList: undefined,
    firstNameBoxes: [],
    hasLeadingNames: false,
    lists: [],
    conditionsMet: 0,
    ...given
  }
}

/** Cites in the order of an area of the style. CSL 1.0.2, “Sorting”. */
export function sortCites<Sorted extends Cite>(registry: Registry, area: Area, cites: readonly Sorted[]): Sorted[] {
  const {style, options, sortKeys} = registry
  const keys = style[area]?.sort ?? []
  if (keys.length === 0) return [...cites]
  const titleKey = area === 'bibliography' ? options.titleKey : undefined
  const readValues = (cite: Cite) => {
    const given = {area, cite: {...uncited(cite.id), ...cite}}
    return keys.map(({names, read}) => read(openContext(registry, {...given, sort: {names, titleKey}})))
  }
  const values = new Map<Cite, readonly string[]>()
  for (const cite of cites) {
    const name = `${area} ${cite.id} ${cite.label} ${cite.locator}`
    sortKeys.set(name, sortKeys.get(name) ?? readValues(cite))
    values.set(cite, sortKeys.get(name)!)
  }
  const order = compareKeys(keys, options.compare)
  return cites.toSorted((first, second) => order(values.get(first)!, values.get(second)!))
}

/** The names that cites print, later and at the first time. */
function printedLists(registry: Registry): NameList[] {
  const {works, style} = registry
  const positions = style.dependsOnPosition ? (['subsequent', 'first'] as const) : (['first'] as const)
  const cites = [...works.keys()].flatMap((id) => positions.map((position) => uncited(id, position)))
  return cites.flatMap((cite) => {
    const context = openContext(registry, {area: 'citation', cite})
    style.citation.render(context)
    return context.lists
  })
}
