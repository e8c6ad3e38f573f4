/** BibTeX's names → CSL names, compound surnames whole. */

import {type CslName, OTHERS} from '../entry.ts'
import {latexToText} from './latex-to-text.ts'

/** What is odd in a list of names; `index` counts from 0. */
export interface NameProblem {
  kind: 'name' | 'ambiguous'
  /** Offset in the list's text. */
  start: number
  end: number
  reason: string
  fix: string
}

export interface NamesOptions {
  /** BibLaTeX's option: false demotes particles everywhere. */
  usePrefix?: boolean
  onProblem?: (problem: NameProblem) => void
  onUnknown?: (command: string, offset: number) => void
}

/**
 * Read a list such as `Olivier de Sardan, Jean-Pierre and {CESE} and others`.
 *
 * `Family, Given` keeps a compound family name whole: only the words in lower case that start it are a particle.
 * Without a comma BibTeX's rule holds (words in lower case start the family name), widened to the particles that are
 * written with a capital: *El Amrani*, *Ben Jelloun*, *Aït Haddou*, *Le Goff*. A name that could be cut otherwise is a
 * problem of kind `ambiguous`.
 */
export function parseNames(raw: string, options: NamesOptions = {}): CslName[] {
  const names: CslName[] = []
  for (const {text, start} of splitNames(raw, options)) {
    const name = parseName(text, start, options)
    if (name) names.push(name)
  }
  return names
}

interface Part {
  text: string
  start: number
}

function splitNames(raw: string, {onProblem}: NamesOptions): Part[] {
  const lead = /^\s*and(?=\s)/i.exec(raw)?.[0].length ?? 0
  const all = splitAtDepthZero(raw.slice(lead), /\s+and(?=\s|$)/iy).map(({text, start}) => ({
    text,
    start: start + lead
  }))
  const parts = all.filter(({text}) => text.trim() !== '')
  if ((lead > 0 || parts.length < all.length) && raw.trim() !== '') {
    onProblem?.({
      kind: 'name',
      start: 0,
      end: raw.length,
      reason: 'Unexpected `and` without a name before and after it',
      fix: 'Remove the extra `and`.'
    })
  }
  return parts.flatMap((part) => splitOtherwise(part, onProblem))
}

/** Authors who separate names by `;`, `et` or `&`: meant so only when both sides look like whole names. */
function splitOtherwise(part: Part, onProblem: NamesOptions['onProblem']): Part[] {
  for (const [separator, pattern] of [
    [';', /\s*;/y],
    ['et', /\s+et(?=\s)/y],
    ['&', /\s+\\?&(?=\s)/y]
  ] as const) {
    const pieces = splitAtDepthZero(part.text, pattern)
    if (pieces.length < 2) continue
    const areNames = pieces.every(({text}) => separator === ';' || topLevelCommas(text).length === 1)
    if (!areNames) continue
    onProblem?.({
      kind: 'name',
      start: part.start,
      end: part.start + part.text.length,
      reason: `Unexpected \`${separator}\` between names, expected \`and\``,
      fix: 'Separate the names with ` and `.'
    })
    return pieces.filter(({text}) => text.trim() !== '').map(({text, start}) => ({text, start: start + part.start}))
  }
  return [part]
}

function parseName(source: string, offset: number, options: NamesOptions): CslName | undefined {
  const lead = source.length - source.trimStart().length
  const raw = source.trim()
  const plain = (text: string) =>
    latexToText(text, {
      marks: false,
      onUnknown: (command) => options.onUnknown?.(command, offset)
    })
      .replace(/\u00A0/g, ' ')
      .trim()
  const problem = (kind: NameProblem['kind'], reason: string, fix: string) =>
    options.onProblem?.({kind, start: offset + lead, end: offset + lead + raw.length, reason, fix})

  if (/^others$/i.test(raw)) return {literal: OTHERS}
  if (/^(?:et\s+al|et\s+alii|et\s+coll)\.?$/i.test(raw)) {
    problem('name', `Unexpected \`${raw}\` as a name, expected \`others\``, 'Write `and others`.')
    return {literal: OTHERS}
  }
  if (isOneGroup(raw)) return {literal: plain(raw)}
  if (/(?:^|,)\s*(?:family|given|prefix|suffix)\s*=/.test(raw)) return parseExtended(raw, plain, options)

  const parts = splitAt(raw, topLevelCommas(raw)).map((part) => part.trim())
  if (parts.length > 3) {
    problem(
      'name',
      `Too many commas in the name \`${clip(raw)}\`: ${parts.length - 1} (maximum 2)`,
      'Separate the names with ` and `, or put an institution between braces: `{{…}}`.'
    )
    return clean({family: plain(parts[0]!), given: plain(parts.slice(1).join(' '))})
  }
  if (parts.length === 1 && /،/.test(raw)) {
    const [family = '', ...given] = raw.split('،')
    problem('name', 'Unexpected Arabic comma in a name, expected `,`', 'Put the comma `,` after the family name.')
    return clean({family: plain(family), given: plain(given.join(' '))})
  }
  if (parts.length === 1) return firstLast(words(raw), plain, options, problem)
  const [family = '', second = '', third] = parts
  if (family === '') {
    problem('name', `Unexpected comma at the start of the name \`${clip(raw)}\``, 'Write `Family, Given`.')
    return clean({family: plain(second)})
  }
  return lastFirst(words(family), third ?? second, third === undefined ? undefined : second, plain, options)
}

/** `von Last, First` and `von Last, Jr, First`. */
function lastFirst(
  familyWords: string[],
  givenRaw: string,
  suffix: string | undefined,
  plain: (text: string) => string,
  options: NamesOptions
): CslName {
  let particles = 0
  while (particles < familyWords.length - 1 && isLowerCase(familyWords[particles]!)) particles++
  const givenWords = words(givenRaw)
  let trailing = givenWords.length
  while (trailing > 1 && trailingParticles.has(plain(givenWords[trailing - 1]!))) trailing--
  return clean({
    ...particle(plain(familyWords.slice(0, particles).join(' ')), options),
    'dropping-particle': trailing < givenWords.length ? plain(givenWords.slice(trailing).join(' ')) : undefined,
    family: plain(familyWords.slice(particles).join(' ')),
    given: plain(givenWords.slice(0, trailing).join(' ')),
    suffix: suffix ? plain(suffix) : undefined
  })
}

/** `First von Last`. */
function firstLast(
  all: string[],
  plain: (text: string) => string,
  options: NamesOptions,
  problem: (kind: NameProblem['kind'], reason: string, fix: string) => void
): CslName {
  const texts = all.map(plain)
  let count = texts.length
  const hasSuffix = count > 2 && /^(?:Jr|Sr|II|III|IV)\.?$/.test(texts[count - 1]!)
  const suffix = hasSuffix ? texts[--count] : undefined
  if (count === 1) return clean({family: texts[0]!, suffix})
  if (isInstitution(texts)) {
    const literal = texts.join(' ')
    problem(
      'ambiguous',
      `Ambiguous name \`${clip(literal)}\`: read as an institution`,
      `Put braces around it: \`{${clip(literal)}}\`.`
    )
    return {literal}
  }
  if (count === 2 && loneParticles.has(texts[0]!.toLowerCase()) && !isLowerCase(all[0]!)) {
    const family = texts.slice(0, count).join(' ')
    problem(
      'ambiguous',
      `Ambiguous name \`${clip(family)}\`: read as a family name`,
      `Write \`${clip(family)}, Given\`, or put braces around a single name: \`{${clip(family)}}\`.`
    )
    return clean({family, suffix})
  }

  const lower = all.map((word, index) => index < count - 1 && isLowerCase(word))
  const firstLower = lower.indexOf(true)
  const lastLower = lower.lastIndexOf(true)
  const capital = texts.findIndex(
    (text, index) =>
      index > 0 && index < count - 1 && !isLowerCase(all[index]!) && capitalParticles.has(text.toLowerCase())
  )

  let start = count - 1
  let family = start
  if (firstLower !== -1 && (capital === -1 || firstLower < capital)) {
    start = firstLower
    family = lastLower + 1
    if (conjunctions.has(texts[firstLower]!) && firstLower > 1) start = family = firstLower - 1
    else if (start === 2 && texts[0]!.includes('-') && !texts[0]!.endsWith('.') && frenchParticles.test(texts[start]!))
      start = family = 1
  } else if (capital !== -1) {
    start = family = capital
    while (start > 1 && servants.has(texts[start - 1]!.toLowerCase())) start = --family
  }
  const read = clean({
    ...particle(texts.slice(start, family).join(' '), options),
    family: texts.slice(family, count).join(' '),
    given: texts.slice(0, start).join(' '),
    suffix
  })
  const fullGiven = texts.slice(0, start).filter((text) => !/\.$|^\p{Lu}$/u.test(text)).length
  const isByParticle = start < family && fullGiven > 1
  const isByCapital = start === family && start < count - 1
  if (isByParticle || isByCapital) {
    const whole = texts.slice(start, count).join(' ')
    problem(
      'ambiguous',
      `Ambiguous name \`${clip(texts.join(' '))}\`: read as \`${clip(whole)}, ${clip(read.given ?? '')}\``,
      `Write \`Family, Given\`, for example \`${clip(whole)}, ${clip(read.given ?? '')}\`.`
    )
  }
  return read
}

/** BibLaTeX's `family=…, given=…, prefix=…`. */
function parseExtended(raw: string, plain: (text: string) => string, options: NamesOptions): CslName {
  const found = new Map<string, string>()
  for (const part of splitAt(raw, topLevelCommas(raw))) {
    const sign = part.indexOf('=')
    if (sign === -1) continue
    const value = part.slice(sign + 1).trim()
    found.set(part.slice(0, sign).trim().toLowerCase(), plain(value.replace(/^"(.*)"$/s, '$1')))
  }
  const own = found.get('useprefix')
  return clean({
    ...particle(found.get('prefix') ?? '', own === undefined ? options : {usePrefix: own !== 'false'}),
    family: found.get('family') ?? '',
    given: found.get('given') ?? found.get('given-i') ?? '',
    suffix: found.get('suffix')
  })
}

/** Kept in front of the family name everywhere, unless the entry says otherwise: no name is cut in two. */
function particle(text: string, {usePrefix}: NamesOptions): CslName {
  if (text === '') return {}
  return usePrefix === false ? {'dropping-particle': text} : {'non-dropping-particle': text}
}

function clean(name: CslName): CslName {
  return Object.fromEntries(Object.entries(name).filter(([, value]) => value !== undefined && value !== ''))
}

/** Parts between matches of a sticky pattern outside of braces. */
function splitAtDepthZero(raw: string, separator: RegExp): Part[] {
  const parts: Part[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < raw.length; at++) {
    const sign = raw[at]
    if (sign === '\\') at++
    else if (sign === '{') depth++
    else if (sign === '}') depth = Math.max(0, depth - 1)
    else if (depth === 0 && (separatorStart.test(sign!) || sign === '&')) {
      separator.lastIndex = at
      const found = separator.exec(raw)
      if (!found) {
        // A run of white space is scanned once, not from each of its characters.
        while (separatorBlank.test(raw[at + 1] ?? '') && separatorBlank.test(raw[at]!)) at++
        continue
      }
      parts.push({text: raw.slice(start, at), start})
      start = at + found[0].length
      at = start - 1
    }
  }
  parts.push({text: raw.slice(start), start})
  return parts
}
const separatorStart = /[\s;]/
const separatorBlank = /\s/

function topLevelCommas(raw: string): number[] {
  const commas: number[] = []
  let depth = 0
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === '\\') at++
    else if (raw[at] === '{') depth++
    else if (raw[at] === '}') depth--
    else if (raw[at] === ',' && depth <= 0) commas.push(at)
  }
  return commas
}

function splitAt(raw: string, offsets: number[]): string[] {
  return [...offsets, raw.length].map((offset, index) => raw.slice(index === 0 ? 0 : offsets[index - 1]! + 1, offset))
}

/** Words at brace depth zero; `~` is a space. */
function words(raw: string): string[] {
  const found: string[] = []
  let depth = 0
  let word = ''
  for (let at = 0; at < raw.length; at++) {
    const sign = raw[at]!
    if (sign === '\\') {
      word += sign + (raw[++at] ?? '')
      continue
    }
    if (sign === '{') depth++
    else if (sign === '}') depth--
    if (depth <= 0 && /[\s~]/.test(sign)) {
      if (word !== '') found.push(word)
      word = ''
    } else word += sign
  }
  if (word !== '') found.push(word)
  return found
}

/** BibTeX's rule: the first letter outside of braces decides; `{von}` has no case, `{\'e}` has its letter's. */
function isLowerCase(word: string): boolean {
  if (/^\{[^\\]/.test(word)) return false
  const first = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]/u.exec(latexToText(word, {marks: false}))
  return first !== null && /\p{Ll}/u.test(first[0])
}

function isOneGroup(raw: string): boolean {
  if (!raw.startsWith('{') || !raw.endsWith('}') || /^\{\\[^a-zA-Z]\S*$/.test(raw)) return false
  let depth = 0
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === '{') depth++
    else if (raw[at] === '}' && --depth === 0) return at === raw.length - 1
  }
  return false
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** Written with a capital, they start a family name: Arabic and Berber, French, Flemish, Italian, Portuguese. */
const capitalParticles = new Set(
  (
    'el al ben bin ibn bint bent bel ould mint aït ait ath bou abou abu aboul beni béni le la les du des de van vanden ' +
    'vander von der den ter della del dello di da dos das saint sainte san santa mac ' +
    'بن ابن بنت أبو ابو بو آل ولد آيت أيت'
  ).split(' ')
)

/** A name of two words that starts so has no given name: *Le Corbusier*, *El Fassi*. *Ben* may be Benjamin. */
const loneParticles = new Set(
  'el al aït ait le la les du des de van vanden von della di da dos saint sainte'.split(' ')
)

/** Names of institutions left without braces: words that no person's name holds. */
function isInstitution(texts: readonly string[]): boolean {
  return texts.some((text, index) =>
    index > 0 && institutionWords.test(text) ? true : index === 0 && institutionHeads.test(text)
  )
}

const institutionWords = /^(?:au|aux|pour|sur|et|of|for|the|on|nationale?s?|sociale?s?|économiques?|internationale?s?)$/
const institutionHeads =
  /^(?:Agence|Assemblée|Association|Banque|Bureau|Caisse|Centre|Cercle|Chambre|Collectif|Comité|Commission|Confédération|Conseil|Coopérative|Cour|Département|Direction|Fédération|Fondation|Fonds|Groupe|Groupement|Haut-Commissariat|Institut|Laboratoire|Ministère|Mouvement|Observatoire|Office|Organisation|Programme|Réseau|Royaume|Secrétariat|Société|Syndicat|Union|Université|Agency|Bank|Center|Council|Department|European|Federation|Foundation|Government|Institute|International|Ministry|National|Office|Organization|United|University|World)$/

/** *Abd El Krim*: they belong to the particle that follows. */
const servants = new Set('abd abdel abdul abdou aït ait ben ibn ould bou abou عبد أبو بن ابن'.split(' '))

/** *Ortega y Gasset* */
const conjunctions = new Set(['y', 'e', 'i', 'und', 'et'])

const frenchParticles = /^(?:de|du|des|d['’])$/

/** *Tocqueville, Alexis de* */
const trailingParticles = new Set(['de', 'du', 'des', 'de la', "d'", 'd’', 'la', 'von', 'van', 'der', 'zu', 'da', 'di'])
