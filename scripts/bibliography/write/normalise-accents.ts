/** TeX's accents in a raw BibTeX value → the letters themselves; everything else stays as typed. */

import {accents} from '../../document/latex-symbols.ts'

const sign = '[\'`^"~=.]'
const word = '[uvHckrdb]'

/** Not after a command, whose name the letter would become part of; `\"\i` becomes a letter itself. */
const free = '(?<!(?<!\\\\[\'`^"~=.])\\\\[a-zA-Z]{0,30})'
const base = '(\\\\[ij](?![a-zA-Z])|[a-zA-Z])'

/** In this order: the forms with more braces first. `{\'{e}}`, `{\'e}`, `{\c c}`, `\'{e}`, `\c{c}`, `\'e`. */
const forms = [
  new RegExp(`${free}\\{\\\\(${sign}|${word}(?![a-zA-Z]))\\s?\\{${base}\\}\\}`, 'g'),
  new RegExp(`${free}\\{\\\\(${sign})\\s?${base}\\}`, 'g'),
  new RegExp(`${free}\\{\\\\(${word})\\s${base}\\}`, 'g'),
  new RegExp(`${free}\\\\(${sign}|${word}(?![a-zA-Z]))\\{${base}\\}`, 'g'),
  // TeX takes the blanks after `\i` as its end.
  new RegExp(`${free}\\\\(${sign})${base}(?:(?<=\\\\[ij])(?:\\s+|\\{\\}))?`, 'g')
]

const plain = '[^\\\\{}\\s$~#%&]'

/** `{\'Ecole}`: a word that starts with an accent, whose braces protect nothing. */
const accentedWord = new RegExp(
  `${free}\\{(\\\\${sign}\\{?${base}\\}?(?:\\\\${sign}${base}|${plain})*${plain})\\}`,
  'g'
)

const letters = new Map(
  Object.entries({oe: 'œ', OE: 'Œ', ae: 'æ', AE: 'Æ', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', ss: 'ß', aa: 'å', AA: 'Å'})
)

/** Write `{\'e}` as `é`, wherever one character exists for it. Doing it twice changes nothing more. */
export function composeAccents(raw: string): string {
  if (!raw.includes('\\')) return raw.normalize('NFC')
  let out = ''
  let from = 0
  for (const {start, end} of findVerbatim(raw)) {
    out += composeText(raw.slice(from, start)) + raw.slice(start, end)
    from = end
  }
  return out + composeText(raw.slice(from))
}

/** What opens a formula or an address; any other command, to pass over it. */
const opener = /\\url\s*\{|\$\$?|\\[([]|\\[\s\S]/g

const closers = new Map([
  ['$', /(?<!\\)(?:\\\\)*\$/g],
  ['$$', /\$\$/g],
  ['\\(', /\\\)/g],
  ['\\[', /\\\]/g]
])

/** Formulas, in which `\'` is no accent, and addresses, which are read as they are typed. */
function* findVerbatim(raw: string): Generator<{start: number; end: number}> {
  const missing = new Set<string>()
  let at = 0
  for (;;) {
    opener.lastIndex = at
    const found = opener.exec(raw)
    if (!found) return
    const [opening] = found
    at = opener.lastIndex
    const isAddress = opening.startsWith('\\url')
    const end = isAddress ? endOfGroup(raw, at) : missing.has(opening) ? undefined : closeOf(opening, raw, at)
    if (end === undefined) missing.add(opening)
    else {
      yield {start: found.index, end}
      at = end
    }
  }
}

function closeOf(opening: string, raw: string, from: number): number | undefined {
  const closer = closers.get(opening)
  if (!closer) return undefined
  closer.lastIndex = from
  return closer.test(raw) ? closer.lastIndex : undefined
}

/** Where the group ends that is open at a position: with the text, when nothing closes it. */
function endOfGroup(raw: string, from: number): number {
  let depth = 1
  for (let at = from; at < raw.length; at++) {
    if (raw[at] === '{') depth++
    else if (raw[at] === '}' && --depth === 0) return at + 1
  }
  return raw.length
}

function composeText(raw: string): string {
  let text = raw.replace(accentedWord, '$1')
  for (const form of forms) text = text.replace(form, (whole, accent, base) => compose(accent, base) ?? whole)
  text = text
    .replace(/(?<!\\[a-zA-Z]{0,30})\{\\(oe|OE|ae|AE|ss|aa|AA|o|O|l|L)\}/g, (whole, name) => letters.get(name) ?? whole)
    .replace(/(?<!\\[a-zA-Z]{0,30})\\(oe|OE|ae|AE|ss|aa|AA|o|O|l|L)\{\}/g, (whole, name) => letters.get(name) ?? whole)
  // The last letter of a command takes no accent: it would be another command.
  return text
    .split(/(\\[a-zA-Z]+(?=\p{M}))/u)
    .map((part) => (part.startsWith('\\') && /^\\[a-zA-Z]+$/.test(part) ? part : part.normalize('NFC')))
    .join('')
}

function compose(accent: string, base: string): string | undefined {
  const mark = accents.get(accent)
  if (mark === undefined) return undefined
  const letter = (base.replace('\\', '') + mark).normalize('NFC')
  return [...letter].length === 1 ? letter : undefined
}
