/** Works whose cites would be the same → what tells them apart: names, given names, conditions, letters. */

import {type Distinction, type NameList, noDistinction} from './context.ts'

/** CSL 1.0.2, “Disambiguation”, methods 1 to 4. */
export interface DisambiguationRules {
  readonly addsNames: boolean
  /** By cite. */
  readonly addsGivenNames: boolean
  readonly hasConditions: boolean
  readonly addsYearSuffix: boolean
}

export interface AmbiguityOptions {
  readonly rules: DisambiguationRules
  /** In the order of citation. */
  readonly ids: readonly string[]
  /** Place of a work in the bibliography: letters follow it. */
  readonly rank: (id: string) => number
  /** The text of a cite, with a distinction. */
  readonly print: (id: string, distinction: Distinction) => string
  /** The lists of names that a cite prints. */
  readonly lists: (id: string) => readonly NameList[]
}

/** Lists, and names in a list, beyond these in one cite are not looked at. */
const mostLists = 4
const mostNames = 200
const mostConditions = 8

/** Tell works apart. What is not in the map needs nothing. */
export function disambiguate(options: AmbiguityOptions): Map<string, Distinction> {
  const {rules, ids, print} = options
  const found = new Map<string, Distinction>()
  for (const group of groupsBy(ids, (id) => print(id, noDistinction))) {
    const known = openGroup(group, options)
    const expanded = new Map(group.map((id) => [id, expandNames(id, known, options)]))
    for (const same of groupsBy(group, (id) => print(id, expanded.get(id)!))) {
      for (const alike of rules.hasConditions ? tryConditions(same, expanded, options) : [same]) {
        if (rules.addsYearSuffix) addLetters(alike, expanded, options.rank)
      }
    }
    for (const [id, distinction] of expanded) found.set(id, distinction)
  }
  return found
}

/** Groups of two and more. */
function groupsBy(ids: readonly string[], textOf: (id: string) => string): string[][] {
  return [...Map.groupBy(ids, textOf).values()].filter((group) => group.length > 1)
}

/** Show names and given names until no other work of the group is cited like this one, or as few as can be. */
function expandNames(id: string, group: OpenGroup, {rules, print, ...options}: AmbiguityOptions): Distinction {
  const clashes = (distinction: Distinction) => group.cites(distinction).get(print(id, distinction))!.length - 1
  let best = noDistinction
  if (!rules.addsNames && !rules.addsGivenNames) return best
  let fewest = clashes(best)
  const shownNames: number[] = []
  const givenNames: number[][] = []
  /** Keep a step if it helps. */
  const tryStep = (): boolean => {
    const distinction = structuredClone({...noDistinction, shownNames, givenNames})
    const count = clashes(distinction)
    if (count >= fewest) return false
    fewest = count
    best = distinction
    return true
  }
  const lists = options.lists(id).slice(0, mostLists)
  for (const [list, {names, shown}] of lists.entries()) {
    for (let place = 0; place < Math.min(names.length, mostNames); place++) {
      if (place >= shown) {
        if (!rules.addsNames) break
        shownNames[list] = place + 1
      }
      if (group.isShared([list, place])) continue
      if (place >= shown) tryStep()
      if (fewest === 0) return best
      if (!rules.addsGivenNames) continue
      const given: number[] = givenNames[list] ?? []
      givenNames[list] = given
      let kept = 0
      for (const level of [1, 2]) {
        given[place] = level
        if (tryStep()) kept = level
        if (fewest === 0) return best
      }
      given[place] = kept
    }
  }
  return best
}

type OpenGroup = ReturnType<typeof openGroup>

/** What is asked of a group for each of its works. */
function openGroup(group: readonly string[], {print, lists}: AmbiguityOptions) {
  const all = group.map(lists)
  const nameAt = (names: NameList['names'] = [], place = 0) => JSON.stringify([names.length, names[place]])
  return {
    /** The works of the group by their cites with a distinction. */
    cites: once((distinction: Distinction) => Map.groupBy(group, (id) => print(id, distinction))),
    /** Whether all have the same name at a place of a list, in as many: then it tells nothing. */
    isShared: once(
      ([list, place]: [number, number]) => new Set(all.map((own) => nameAt(own[list]?.names, place))).size === 1
    )
  }
}

/** The same function, which answers from memory what it is asked again. */
function once<Asked, Answer>(answer: (asked: Asked) => Answer): (asked: Asked) => Answer {
  const known = new Map<string, Answer>()
  return (asked) => {
    const key = JSON.stringify(asked)
    if (!known.has(key)) known.set(key, answer(asked))
    return known.get(key)!
  }
}

/** One more `disambiguate` condition at a time, for the works that are still cited alike; changes `distinctions`. */
function tryConditions(
  alike: string[],
  distinctions: Map<string, Distinction>,
  options: AmbiguityOptions,
  conditions = 1
): string[][] {
  if (alike.length < 2 || conditions > mostConditions) return [alike]
  const withConditions = (id: string, count: number) => ({...distinctions.get(id)!, conditions: count})
  const text = (id: string, count: number) => options.print(id, withConditions(id, count))
  const parts = [...Map.groupBy(alike, (id) => text(id, conditions)).values()]
  const isChanged = alike.some((id) => text(id, conditions) !== text(id, conditions - 1))
  if (parts.length > 1 || (!options.rules.addsYearSuffix && isChanged)) {
    for (const id of alike) distinctions.set(id, withConditions(id, conditions))
  }
  return parts.flatMap((part) => tryConditions(part, distinctions, options, conditions + 1))
}

function addLetters(alike: string[], distinctions: Map<string, Distinction>, rank: (id: string) => number): void {
  let yearSuffix = 'a'
  for (const id of alike.length > 1 ? alike.toSorted((first, second) => rank(first) - rank(second)) : []) {
    distinctions.set(id, {...distinctions.get(id)!, yearSuffix})
    yearSuffix = nextLetter(yearSuffix)
  }
}

/** a → b, z → aa, az → ba. */
export function nextLetter(letters: string): string {
  const [start, last] = [letters.slice(0, -1), letters.slice(-1)]
  if (last !== 'z') return start + String.fromCharCode(last.charCodeAt(0) + 1)
  return `${start === '' ? 'a' : nextLetter(start)}a`
}
