/** The names in all cites → which of them need initials or given names to be told apart, whatever the cite. */

import type {GivenLevel, NameList} from './context.ts'
import {initials} from './initials.ts'
import {familyKey, type Name} from './read-names.ts'

/**
 * The rules of `givenname-disambiguation-rule` other than `by-cite`. CSL 1.0.2, “Given Name Disambiguation Rules”.
 *
 * @param lists  the names printed in cites
 */
export function compareGivenNames(lists: Iterable<NameList>, rule: string): GivenLevel {
  const onlyFirst = rule.startsWith('primary-name')
  /** By family: the initials of each given name. */
  const families = new Map<string, Map<string, string>>()
  for (const {names, initializeWith} of lists) {
    for (const name of onlyFirst ? names.slice(0, 1) : names) {
      if (name.literal !== undefined) continue
      const key = familyKey(name)
      const given = families.get(key) ?? new Map<string, string>()
      families.set(key, given)
      const mark = initializeWith ?? '.'
      given.set(plainGiven(name), initials(name.given ?? '', {mark, shortens: true, keepsHyphens: true}))
    }
  }
  return (name, index, hasInitials) => {
    if (name.literal !== undefined || (onlyFirst && index > 0)) return 0
    const given = families.get(familyKey(name))
    if (!given || given.size < 2) return 0
    if (rule.endsWith('with-initials')) return hasInitials && new Set(given.values()).size > 1 ? 1 : 0
    if (!hasInitials) return 2
    const own = given.get(plainGiven(name))
    return [...given.values()].filter((other) => other === own).length > 1 ? 2 : 1
  }
}

function plainGiven({given = ''}: Name): string {
  return given.replace(/\.\s*/g, '. ').trim()
}
