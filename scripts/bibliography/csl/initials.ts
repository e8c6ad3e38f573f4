/** Given names → initials. CSL 1.0.2, “Name”, `initialize-with`; “Hyphenation of Initialized Names”. */

export interface InitialsOptions {
  /** What stands after each initial, `. ` for instance. */
  readonly mark: string
  /** Shorten names; otherwise only put the mark after the initials that are there. */
  readonly shortens: boolean
  /** « J.-L. » rather than « J. L. ». */
  readonly keepsHyphens: boolean
}

/** Initials of given names; particles and other words in lower case stay whole. */
export function initials(given: string, {mark, shortens, keepsHyphens}: InitialsOptions): string {
  const stop = mark.trimEnd()
  const gap = mark.slice(stop.length)
  let text = ''
  let followsInitial = false
  for (const word of given.replace(/\.(?=[^\s.\-‑–])/g, '. ').split(/\s+/)) {
    if (word === '') continue
    const parts = word.split(/[-‑–]/).filter(Boolean)
    const isShortened = !/^\p{Ll}/u.test(word) && (shortens || parts.every(isInitial))
    const printed = isShortened ? shortenParts(parts, stop, keepsHyphens ? '-' : gap) : word
    const space = followsInitial && isShortened ? gap : ' '
    text += (text === '' ? '' : space) + printed
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
