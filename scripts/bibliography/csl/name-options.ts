/** Attributes of `name`, `names`, `citation`, `style` and of a sort key → how names are printed. CSL 1.0.2, “Name”. */

import type {Element} from './xml.ts'

export interface NameOptions {
  readonly form: 'long' | 'short' | 'count'
  readonly and: string | undefined
  readonly delimiter: string
  readonly delimiterPrecedesLast: string
  readonly delimiterPrecedesEtAl: string
  /** How many names make a list too long, and how many are then shown; at the first cite and later. */
  readonly first: EtAlLimit
  readonly subsequent: EtAlLimit
  /** « A, B, … Z ». */
  readonly showsLast: boolean
  readonly initializeWith: string | undefined
  readonly initializes: boolean
  readonly keepsHyphens: boolean
  readonly inverted: 'first' | 'all' | undefined
  readonly sortSeparator: string
  /** `demote-non-dropping-particle`. */
  readonly demotes: string
  /** Between the lists of several variables. */
  readonly listDelimiter: string
}

export interface EtAlLimit {
  readonly least: number
  readonly shown: number
}

/** The elements whose attributes count, the nearest first. */
export interface NameAttributes {
  readonly key: Readonly<Record<string, string | undefined>>
  readonly name: Element['attributes']
  readonly names: Element['attributes']
  /** Of `citation` or `bibliography` over those of `style`. */
  readonly inherited: Element['attributes']
}

/** Resolve inherited attributes. CSL 1.0.2, “Inheritable Name Options”. */
export function nameOptions({key, name, names, inherited}: NameAttributes): NameOptions {
  const get = (attribute: string, above = attribute) => key[attribute] ?? name[attribute] ?? inherited[above]
  const least = toNumber(get('et-al-min')) ?? 0
  const shown = toNumber(get('et-al-use-first')) ?? (least > 0 ? Number.POSITIVE_INFINITY : 1)
  const showsLast = get('et-al-use-last') === 'true'
  // “At least 2 less than the value of et-al-min”: the ellipsis stands for a name at least.
  const limit = (least: number, most: number): EtAlLimit => {
    return {least, shown: showsLast && least > 2 ? Math.min(most, least - 2) : most}
  }
  const form = get('form', 'name-form')
  const inverted = get('name-as-sort-order')
  return {
    form: form === 'short' || form === 'count' ? form : 'long',
    and: get('and'),
    delimiter: get('delimiter', 'name-delimiter') ?? ', ',
    delimiterPrecedesLast: get('delimiter-precedes-last') ?? 'contextual',
    delimiterPrecedesEtAl: get('delimiter-precedes-et-al') ?? 'contextual',
    first: limit(least, shown),
    subsequent: limit(
      toNumber(get('et-al-subsequent-min')) ?? least,
      toNumber(get('et-al-subsequent-use-first')) ?? shown
    ),
    showsLast,
    initializeWith: get('initialize-with'),
    initializes: get('initialize') !== 'false',
    keepsHyphens: inherited['initialize-with-hyphen'] !== 'false',
    inverted: inverted === 'first' || inverted === 'all' ? inverted : undefined,
    sortSeparator: get('sort-separator') ?? ', ',
    demotes: inherited['demote-non-dropping-particle'] ?? 'display-and-sort',
    listDelimiter: names.delimiter ?? inherited['names-delimiter'] ?? ''
  }
}

function toNumber(value: string | undefined): number | undefined {
  const number = Number.parseInt(value ?? '', 10)
  return Number.isNaN(number) ? undefined : number
}
