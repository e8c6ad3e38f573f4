/** Attributes of `name`, `names`, `citation`, `style` and of a sort key → how names are printed. CSL 1.0.2, “Name”. */

import type {Element} from './xml.ts'

/** How names are printed. */
export type NameOptions = ReturnType<typeof nameOptions>

type Attributes = Element['attributes']

/** Resolve the attributes; `key` is the sort key that is made. CSL 1.0.2, “Inheritable Name Options”. */
export function nameOptions(name: Attributes, names: Attributes, inherited: Attributes, key: Attributes = {}) {
  const get = (attribute: string, above = attribute) => name[attribute] ?? inherited[above]
  const {'names-min': keyLeast, 'names-use-first': keyShown, 'names-use-last': keyLast} = key
  const least = toNumber(keyLeast ?? get('et-al-min')) ?? 0
  const shown = toNumber(keyShown ?? get('et-al-use-first')) ?? (least > 0 ? Number.POSITIVE_INFINITY : 1)
  const showsLast = (keyLast ?? get('et-al-use-last')) === 'true'
  /** How many names make a list too long, and how many are then shown. */
  const limit = (least: number, most: number) => {
    // “At least 2 less than the value of et-al-min”: the ellipsis stands for a name at least.
    return {least, shown: showsLast && least > 2 ? Math.min(most, least - 2) : most}
  }
  const subsequentLeast = toNumber(keyLeast ?? get('et-al-subsequent-min')) ?? least
  const subsequentShown = toNumber(keyShown ?? get('et-al-subsequent-use-first')) ?? shown
  return {
    /** `long`, `short` or `count`. */
    form: get('form', 'name-form'),
    and: get('and'),
    delimiter: get('delimiter', 'name-delimiter') ?? ', ',
    delimiterPrecedesLast: get('delimiter-precedes-last') ?? 'contextual',
    delimiterPrecedesEtAl: get('delimiter-precedes-et-al') ?? 'contextual',
    /** At the first cite, and later. */
    first: limit(least, shown),
    subsequent: limit(subsequentLeast, subsequentShown),
    /** « A, B, … Z ». */
    showsLast,
    initializeWith: get('initialize-with'),
    initializes: get('initialize') !== 'false',
    keepsHyphens: inherited['initialize-with-hyphen'] !== 'false',
    /** `first` or `all`. */
    inverted: get('name-as-sort-order'),
    sortSeparator: get('sort-separator') ?? ', ',
    /** `demote-non-dropping-particle`. */
    demotes: inherited['demote-non-dropping-particle'] ?? 'display-and-sort',
    /** Between the lists of several variables. */
    listDelimiter: names.delimiter ?? inherited['names-delimiter'] ?? ''
  }
}

function toNumber(value: string | undefined): number | undefined {
  const number = Number.parseInt(value ?? '', 10)
  return Number.isNaN(number) ? undefined : number
}
