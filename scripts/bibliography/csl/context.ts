/** What an element of a style sees while it prints: the item, the cite, and what was printed before. */

import {type DateValue, readDate} from './read-date.ts'
import {type Name, readNames} from './read-names.ts'
import type {Box, Node} from './tree.ts'
import type {Cite, Item, Position} from './types.ts'
import type {Element} from './xml.ts'

/** An element of a style, compiled. */
export type Render = (context: Context) => Node | undefined

/** Bits of `Context.called`. CSL 1.0.2, “Group”: a group is printed when one of the variables it calls is. */
export const EMPTY = 1
export const FULL = 2

export type Area = 'citation' | 'bibliography'

/** An item with its names and dates read once; an item that changed is another work. */
export interface Work {
  readonly fields: Readonly<Record<string, unknown>>
  readonly names: Map<string, readonly Name[]>
  readonly dates: Map<string, DateValue | undefined>
  /** Look for particles in family and given names. */
  readonly parsesNames: boolean
}

/** A cite where it stands. */
export interface PlacedCite extends Cite {
  readonly position: Position
  readonly isNear: boolean
}

/** How one work is told apart from others. CSL 1.0.2, “Disambiguation”. */
export interface Distinction {
  /** How many names are shown at least, by name list. */
  readonly shownNames: readonly number[]
  /** 1 initials, 2 whole given name, by name list and name. */
  readonly givenNames: readonly (readonly number[])[]
  /** How many `disambiguate` conditions test true. */
  readonly conditions: number
  /** `a`, `b`… */
  readonly yearSuffix?: string | undefined
}

export const noDistinction: Distinction = {shownNames: [], givenNames: [], conditions: 0}

/** What a name is given by `givenname-disambiguation-rule`: 0 nothing, 1 initials, 2 the whole given name. */
export type GivenLevel = (name: Name, index: number, hasInitials: boolean) => number

/** A list of names that was printed. */
export interface NameList {
  readonly names: readonly Name[]
  /** How many of them. */
  readonly shown: number
  readonly initializeWith: string | undefined
}

export interface Context {
  readonly work: Work
  readonly cite: PlacedCite
  readonly area: Area
  readonly citationNumber: number | undefined
  readonly distinction: Distinction
  readonly givenLevel: GivenLevel
  /** Printed for a sort key: plain, names inverted and as the attributes of the key say. */
  readonly sort: {readonly names: Element['attributes']; readonly titleKey: TitleKey | undefined} | undefined
  /** Leave out the first names. */
  readonly suppressesNames: boolean
  /** The day of access is no year for the letter. */
  readonly keepsLettersOffAccess: boolean
  /** The letter of the year is still to be printed, after the first year. */
  isSuffixDue: boolean
  /** Nothing printed so far: a term gets a capital. */
  isAtStart: boolean
  /** Which variables were called since the last group began. */
  called: number
  /** Variables that are not printed: those that stood in for names. */
  readonly suppressed: Set<string>
  /** Variables printed by a substitute. */
  substituted: Set<string> | undefined
  /** The first names printed, whole and without label and affixes. */
  firstNames: Box | undefined
  firstList: Box | undefined
  /** The names of the first list, one by one. */
  firstNameBoxes: readonly Box[]
  /** Nothing is printed before the first names but a number. */
  hasLeadingNames: boolean
  readonly lists: NameList[]
  /** `disambiguate` conditions met so far. */
  conditionsMet: number
}

/** A title → what it is sorted by, without its article for instance. `language` is the item's. */
export type TitleKey = (title: string, language: string | undefined) => string

/** An item ready to be printed. */
export function prepareWork(item: Item, parsesNames: boolean): Work {
  return {fields: Object.assign(Object.create(null), item), names: new Map(), dates: new Map(), parsesNames}
}

/** The cite of a work that nobody cites. */
export function uncited(id: string, position: Position = 'first'): PlacedCite {
  return {id, position, isNear: position !== 'first'}
}

/** The names of a variable. */
export function namesOf({names, fields, parsesNames}: Work, variable: string): readonly Name[] {
  if (!names.has(variable)) names.set(variable, readNames(fields[variable], parsesNames))
  return names.get(variable)!
}

/** The date of a variable. */
export function dateOf({dates, fields}: Work, variable: string): DateValue | undefined {
  if (!dates.has(variable)) dates.set(variable, readDate(fields[variable]))
  return dates.get(variable)
}

/** The text of a variable. */
export function fieldOf({fields}: Work, variable: string): string | undefined {
  const value = fields[variable]
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** Note that a variable was called, and whether it had a value. */
export function call(context: Context, variable: string, hasValue: boolean): void {
  context.called |= hasValue ? FULL : EMPTY
  if (!hasValue) return
  if (variable !== 'citation-number') context.isAtStart = false
  context.substituted?.add(variable)
}
