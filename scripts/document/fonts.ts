/** The fonts of the PDF and of the charts: their files, which characters they have, how wide a text is in them. */

import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {type FontFile, readFont} from './font-file.ts'

/** A family that the template names. */
export type Family =
  | 'EB Garamond'
  | 'Amiri'
  | 'Gentium Book Plus'
  | 'STIX Two Math'
  | 'Noto Sans Symbols 2'
  | 'IBM Plex Mono'
  | 'Noto Sans Tifinagh'

/** The order of the files of a family that has an italic. */
const faces = ['regular', 'italic', 'semibold']

/**
 * In the order in which a character is looked for. Upright first, then italic where there is one: their tables of
 * characters stand for the whole family.
 */
const files: Record<Family, readonly string[]> = {
  'EB Garamond': [
    'eb-garamond/400Regular/EBGaramond_400Regular.ttf',
    'eb-garamond/400Regular_Italic/EBGaramond_400Regular_Italic.ttf',
    'eb-garamond/600SemiBold/EBGaramond_600SemiBold.ttf',
    'eb-garamond/600SemiBold_Italic/EBGaramond_600SemiBold_Italic.ttf'
  ],
  Amiri: ['amiri/400Regular/Amiri_400Regular.ttf', 'amiri/700Bold/Amiri_700Bold.ttf'],
  /** Phonetics, Greek and Cyrillic with all their signs, in italics too. */
  'Gentium Book Plus': [
    'gentium-book-plus/400Regular/GentiumBookPlus_400Regular.ttf',
    'gentium-book-plus/400Regular_Italic/GentiumBookPlus_400Regular_Italic.ttf',
    'gentium-book-plus/700Bold/GentiumBookPlus_700Bold.ttf',
    'gentium-book-plus/700Bold_Italic/GentiumBookPlus_700Bold_Italic.ttf'
  ],
  /** Signs of mathematics and logic, arrows. */
  'STIX Two Math': ['stix-two-math/400Regular/STIXTwoMath_400Regular.ttf'],
  /** Ticks, boxes, stars, warnings. */
  'Noto Sans Symbols 2': ['noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf'],
  'IBM Plex Mono': [
    'ibm-plex-mono/400Regular/IBMPlexMono_400Regular.ttf',
    'ibm-plex-mono/400Regular_Italic/IBMPlexMono_400Regular_Italic.ttf',
    'ibm-plex-mono/600SemiBold/IBMPlexMono_600SemiBold.ttf'
  ],
  'Noto Sans Tifinagh': ['noto-sans-tifinagh/400Regular/NotoSansTifinagh_400Regular.ttf']
}

const families = Object.keys(files) as Family[]

/** Paths of all font files on this machine. */
export function fontPaths(): string[] {
  return Object.values(files).flat().map(pathOf)
}

/**
 * What the text, Arabic text and code are set in: a character takes the first family that has it.
 *
 * @param others  fonts of the author's, looked in last
 */
export function fontStacks(others: readonly FontFile[] = []): Record<'latin' | 'arabic' | 'mono', string[]> {
  const starting = (...first: Family[]) => [...new Set([...first, ...families, ...others.flatMap(({names}) => names)])]
  return {latin: starting(), arabic: starting('Amiri'), mono: starting('IBM Plex Mono')}
}

/** True when one of the fonts draws this character, or when it has no shape of its own. */
export function isDrawable(character: string, isItalic = false, others: readonly FontFile[] = []): boolean {
  const code = character.codePointAt(0)!
  if (code < 0x7f) return true
  if (/\p{Default_Ignorable_Code_Point}|\p{White_Space}/u.test(character)) return true
  return (
    families.some((family) => advances(family, isItalic && hasItalic(family) ? 'italic' : 'regular').has(code)) ||
    others.some((font) => font.advances.has(code))
  )
}

/** The first of the families that has every character of a text. */
export function familyOf(text: string, others: readonly FontFile[] = []): string | undefined {
  const codes = [...new Set(text.replace(/\s+/g, ' '))].map((character) => character.codePointAt(0)!)
  const hasAll = (known: ReadonlyMap<number, number>) => codes.every((code) => known.has(code))
  return families.find((family) => hasAll(advances(family))) ?? others.find((font) => hasAll(font.advances))?.names[0]
}

export type Weight = 'regular' | 'semibold'

/**
 * Width of a text in em, upright, in the fonts of the text, without kerning: kerning only draws letters together, so
 * this is an upper bound. A character that no font has counts as the widest of the lower-case letters.
 */
export function widthEm(text: string, weight: Weight = 'regular'): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    width += advances('EB Garamond', weight).get(code) ?? advances('Amiri').get(code) ?? unknownWidth
  }
  return width
}

const unknownWidth = 0.8

const hasItalic = (family: Family) => files[family][1]?.includes('Italic') ?? false

const require = createRequire(import.meta.url)
const pathOf = (file: string) => require.resolve(`@expo-google-fonts/${file}`)
const known = new Map<string, ReadonlyMap<number, number>>()

/** Advance of each character that a font has, in em; read once. */
function advances(family: Family, face: Weight | 'italic' = 'regular'): ReadonlyMap<number, number> {
  const file = files[family][faces.indexOf(face)]!
  const before = known.get(file)
  if (before) return before
  const found = readFont(readFileSync(pathOf(file)))!.advances
  known.set(file, found)
  return found
}
