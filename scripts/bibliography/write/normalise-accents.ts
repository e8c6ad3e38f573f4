/** TeX's accents in a raw BibTeX value → the letters themselves; everything else stays as typed. */

import {accents} from '../../document/latex-symbols.ts'

const sign = '[\'`^"~=.]'
const word = '[uvHckrdb]'

/**
 * None after a command, whose name the letter would become part of. In this order: the forms with more braces first.
 * `{\'{e}}`, `{\'e}`, `\'{e}`, `\'e`, `{\c c}`, `\c{c}`, `{\oe}`.
 */
const forms = [
  new RegExp(`(?<!\\\\[a-zA-Z]{0,30})\\{\\\\(${sign}|${word}(?![a-zA-Z]))\\s?\\{(\\\\[ij]|[a-zA-Z])\\}\\}`, 'g'),
  new RegExp(`(?<!\\\\[a-zA-Z]{0,30})\\{\\\\(${sign})\\s?(\\\\[ij]|[a-zA-Z])\\}`, 'g'),
  new RegExp(`(?<!\\\\[a-zA-Z]{0,30})\\{\\\\(${word})\\s(\\\\[ij]|[a-zA-Z])\\}`, 'g'),
  new RegExp(`(?<!\\\\[a-zA-Z]{0,30})\\\\(${sign}|${word}(?![a-zA-Z]))\\{(\\\\[ij]|[a-zA-Z])\\}`, 'g'),
  new RegExp(`(?<!\\\\[a-zA-Z]{0,30})\\\\(${sign})(\\\\[ij](?![a-zA-Z])|[a-zA-Z])`, 'g')
]

const letters = new Map(
  Object.entries({oe: 'œ', OE: 'Œ', ae: 'æ', AE: 'Æ', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', ss: 'ß', aa: 'å', AA: 'Å'})
)

/** Write `{\'e}` as `é`, wherever one character exists for it. Doing it twice changes nothing more. */
export function composeAccents(raw: string): string {
  if (!raw.includes('\\')) return raw.normalize('NFC')
  // In a formula `\"` is no accent.
  return raw
    .split(/((?<!\\)(?:\$(?:[^$\\]|\\[\s\S])*\$|\\\((?:(?!\\[()])[\s\S])*\\\)))/)
    .map((part, index) => (index % 2 === 1 ? part : composeText(part)))
    .join('')
    .normalize('NFC')
}

function composeText(raw: string): string {
  let text = raw
  for (const form of forms) text = text.replace(form, (whole, accent, base) => compose(accent, base) ?? whole)
  text = text
    .replace(/(?<!\\[a-zA-Z]{0,30})\{\\(oe|OE|ae|AE|ss|aa|AA|o|O|l|L)\}/g, (whole, name) => letters.get(name) ?? whole)
    .replace(/(?<!\\[a-zA-Z]{0,30})\\(oe|OE|ae|AE|ss|aa|AA|o|O|l|L)\{\}/g, (whole, name) => letters.get(name) ?? whole)
  return text.normalize('NFC')
}

function compose(accent: string, base: string): string | undefined {
  const mark = accents.get(accent)
  if (mark === undefined) return undefined
  const letter = (base.replace('\\', '') + mark).normalize('NFC')
  return [...letter].length === 1 ? letter : undefined
}
