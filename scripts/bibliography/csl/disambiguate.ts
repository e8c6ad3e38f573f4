/** Works whose cites would be the same → what tells them apart: names, given names, conditions, letters. */

import {type Distinction, type NameList, noDistinction} from './context.ts'
import type {Style} from './style.ts'

type Numbers = ReadonlyMap<string, number>

/** Prints a cite to compare it with others, and gives the lists of names in it. */
type Print = (id: string, distinction: Distinction) => {text: string; lists: readonly NameList[]}

/** Lists, and names in a list, beyond these in one cite are not looked at. */
const mostLists = 4
const mostNames = 200
const mostConditions = 8

/**
 * Tell works apart; what is not in the map needs nothing. CSL 1.0.2, “Disambiguation”, methods 1 to 4.
 *
 * @param numbers  of the works, in the order of the bibliography: letters follow it
 */
export function disambiguate(ids: readonly string[], numbers: Numbers, style: Style, print: Print) {
  const found = new Map<string, Distinction>()
  const rules = readRules(style)
  if (!Object.values(rules).some(Boolean)) return found
  const printed = once(([id, distinction]: [string, Distinction]) => print(id, distinction))
  const text = (id: string, distinction: Distinction) => printed([id, distinction]).text
  const options = {...rules, text, lists: (id: string) => printed([id, noDistinction]).lists}
  for (const group of groupsBy(ids, (id) => text(id, noDistinction))) {
    const known = openGroup(group, options)
    const expanded = new Map(group.map((id) => [id, expandNames(id, known, options)]))
    for (const same of groupsBy(group, (id) => text(id, expanded.get(id)!))) {
      for (const alike of rules.hasConditions ? tryConditions(same, expanded, options) : [same]) {
        if (rules.addsYearSuffix) addLetters(alike, expanded, numbers)
      }
    }
    for (const [id, distinction] of expanded) found.set(id, distinction)
  }
  return found
}

function readRules({citation: {attributes}, hasConditions}: Style) {
  const adds = (what: string) => attributes[`disambiguate-add-${what}`] === 'true'
  const {'givenname-disambiguation-rule': rule = 'by-cite'} = attributes
  return {
    addsNames: adds('names'),
    addsGivenNames: adds('givenname') && rule === 'by-cite',
    addsYearSuffix: adds('year-suffix'),
    hasConditions
  }
}

interface Options extends ReturnType<typeof readRules> {
  readonly text: (id: string, distinction: Distinction) => string
  readonly lists: (id: string) => readonly NameList[]
}

/** Groups of two and more. */
function groupsBy(ids: readonly string[], textOf: (id: string) => string): string[][] {
  return [...Map.groupBy(ids, textOf).values()].filter((group) => group.length > 1)
}

/** Show names and given names until no other work of the group is cited like this one, or as few as can be. */
function expandNames(id: string, group: OpenGroup, options: Options): Distinction {
  const {addsNames, addsGivenNames, text} = options
  const clashes = (distinction: Distinction) => group.cites(distinction).get(text(id, distinction))!.length - 1
  let best = noDistinction
  if (!addsNames && !addsGivenNames) return best
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
        if (!addsNames) break
        shownNames[list] = place + 1
      }
      if (group.isShared([list, place])) continue
      if (place >= shown) tryStep()
      if (fewest === 0) return best
      if (!addsGivenNames) continue
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
function openGroup(group: readonly string[], {text, lists}: Options) {
  const all = group.map(lists)
  const nameAt = (names: NameList['names'] = [], place = 0) => JSON.stringify([names.length, names[place]])
  return {
    /** The works of the group by their cites with a distinction. */
    cites: once((distinction: Distinction) => Map.groupBy(group, (id) => text(id, distinction))),
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
  options: Options,
  conditions = 1
): string[][] {
  if (alike.length < 2) return []
  if (conditions > mostConditions) return [alike]
  const withConditions = (id: string, count: number) => ({...distinctions.get(id)!, conditions: count})
  const text = (id: string, count: number) => options.text(id, withConditions(id, count))
  const parts = [...Map.groupBy(alike, (id) => text(id, conditions)).values()]
  const isChanged = alike.some((id) => text(id, conditions) !== text(id, conditions - 1))
  if (parts.length > 1 || (!options.addsYearSuffix && isChanged)) {
    for (const id of alike) distinctions.set(id, withConditions(id, conditions))
  }
  return parts.flatMap((part) => tryConditions(part, distinctions, options, conditions + 1))
}

/** They follow the bibliography. */
function addLetters(alike: string[], distinctions: Map<string, Distinction>, numbers: Numbers): void {
  let yearSuffix = 'a'
  for (const id of alike.toSorted((first, second) => numbers.get(first)! - numbers.get(second)!)) {
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
