/** Names of series → what they share, which is said once, and what is left of each. */

import {capitalise} from '../document/text.ts'

/**
 * The name of a single line, or what all names begin with, said once above the lines: « Analphabétisme », of
 * « Analphabétisme, femmes » and « Analphabétisme, hommes », which leaves « Femmes » and « Hommes » at their ends.
 */
export function sharedSubject(labels: readonly string[], isShort: boolean): {subject: string; names: string[]} {
  if (!isShort) return {subject: '', names: [...labels]}
  if (labels.length === 1) return {subject: labels[0]!, names: ['']}
  const subject = /^[^,(]*[^,(\s]/.exec(labels[0]!)?.[0] ?? ''
  const rests = labels.map((label) => /^(?:, | \()(.+?)\)?$/.exec(label.slice(subject.length))?.[1])
  const isShared = labels.every((label, index) => label.startsWith(subject) && rests[index])
  if (!isShared) return {subject: '', names: [...labels]}
  const names = rests.map((rest, index) => {
    // « campagnes (série 2025) » keeps the bracket that it opens itself.
    const whole = labels[index]!.endsWith(')') && rest!.includes('(') ? `${rest})` : rest!
    return capitalise(whole)
  })
  return {subject, names}
}
