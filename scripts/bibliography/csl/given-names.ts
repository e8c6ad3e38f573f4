/** Given names → initials, and which of the names in all cites need them to be told apart, whatever the cite. */

import type {GivenLevel, NameList} from './context.ts'
import {familyKey, type Name} from './read-names.ts'

/** All rules but `by-cite`, for the names printed in cites. CSL 1.0.2, “Given Name Disambiguation Rules”. */
export function compareGivenNames(lists: Iterable<NameList>, rule: string): GivenLevel {
  const onlyFirst = rule.startsWith('primary-name')
  /** By family: the initials of each given name. */
  const families = new Map<string, Map<string, string>>()
  for (const {names, initializeWith} of lists) {
    for (const name of onlyFirst ? names.slice(0, 1) : names) {
      if (name.literal !== undefined) continue
      const key = familyKey(name)
      const given = families.get(key) ?? new Map<string, string>()
      families.set(key, given.set(plainGiven(name), initials(name.given ?? '', initializeWith ?? '.')))
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

/**
 * Initials with a mark after each, or the mark after those that are there alone; words in lower case stay whole.
 * CSL 1.0.2, “Name”, `initialize-with`; “Hyphenation of Initialized Names”.
 */
export function initials(given: string, mark: string, shortens = true, keepsHyphens = true): string {
  const stop = mark.trimEnd()
  const gap = mark.slice(stop.length)
  // Markup may stand between the words of a name: what joins them stays.
  let [text = ''] = /^[\s\-‑–]+/.exec(given) ?? []
  const start = text.length
  let followsInitial = false
  for (const word of given
    .slice(start)
    .replace(/\.(?=[^\s.\-‑–])/g, '. ')
    .split(/\s+/)) {
    if (word === '') continue
    const parts = word.split(/[-‑–]/).filter(Boolean)
    const isShortened = !/^\p{Ll}/u.test(word) && (shortens || parts.every(isInitial))
    if (text.length > start) text += followsInitial && isShortened ? gap : ' '
    text += isShortened ? shortenParts(parts, stop, keepsHyphens ? '-' : gap) : word
    followsInitial = isShortened
  }
  return text
}

function isInitial(part: string): boolean {
  return part.endsWith('.') || /^\p{Lu}$/u.test(part)
}

function shortenParts(parts: string[], stop: string, hyphen: string): string {
  return parts
    .filter((part, index) => index === 0 || !/^\p{Ll}/u.test(part))
    .map((part) => initialOf(part) + stop)
    .join(hyphen)
}

/** What was abbreviated already stays so: « Th. » ; « TSuzuki » is one letter of two signs. */
function initialOf(part: string): string {
  if (part.endsWith('.')) return part.slice(0, -1)
  if (/^\p{Lu}{2}\p{Ll}/u.test(part)) return part[0]! + part[1]!.toLowerCase()
  return [...part][0] ?? ''
}
