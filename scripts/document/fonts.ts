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

/** Families that stand in the place of EB Garamond when an author asks for them. */
const chosen = {
  Tinos: 'tinos',
  Arimo: 'arimo',
  'Source Serif 4': 'source-serif-4'
} as const

/** Names of fonts that are not free → ours with the same widths, which the free ones were drawn for. */
const stands: Record<string, keyof typeof chosen> = {
  times: 'Tinos',
  'times new roman': 'Tinos',
  'liberation serif': 'Tinos',
  arial: 'Arimo',
  helvetica: 'Arimo',
  'liberation sans': 'Arimo',
  'source serif': 'Source Serif 4',
  'source serif pro': 'Source Serif 4'
}

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

/** Paths of the font files on this machine that every PDF is given. */
export function fontPaths(): string[] {
  return Object.values(files).flat().map(pathOf)
}

/** A family that text is set in. */
export interface Typeface {
  /** As Typst names it. */
  name: string
  /** Its upright, and the files of all its faces; ours are read when they are asked for. */
  regular(): FontFile
  faces(): readonly FontFile[]
}

/** Names that `page: font:` may have, without files of the author's. */
export const ownTypefaces: readonly string[] = ['EB Garamond', ...Object.keys(chosen), 'IBM Plex Mono', 'Amiri']

/** Of those, and of what every PDF is given, the one that sets formulas. */
export const ownMath = 'STIX Two Math'

/** The family of a name: one of the author's, or one of ours; undefined when nobody has it. */
export function findTypeface(typed: string, others: readonly FontFile[] = []): Typeface | undefined {
  const asked = typed.trim().toLowerCase()
  const found = others.flatMap((font) => font.names.filter((one) => one.toLowerCase() === asked))[0]
  if (found !== undefined) {
    const faces = others.filter(({names}) => names.includes(found))
    return {
      name: faces[0]!.names[0]!,
      faces: () => faces,
      regular: () => faces.toSorted((a, b) => oddness(a) - oddness(b))[0]!
    }
  }
  const name = [...ownTypefaces, ownMath].find((one) => one.toLowerCase() === asked) ?? stands[asked]
  if (name === undefined) return undefined
  const [regular, ...rest] = filesOf(name)
  return {name, faces: () => [regular!, ...rest].map(openFont), regular: () => openFont(regular!)}
}

/** How far a face is from the upright of regular weight. */
const oddness = ({isItalic, weight}: FontFile) => Math.abs(weight - 400) + (isItalic ? 1000 : 0)

/** Whether every PDF is given this family. */
export const isUsual = (name: string) => Object.hasOwn(files, name)

function filesOf(name: string): readonly string[] {
  if (Object.hasOwn(files, name)) return files[name as Family]
  const bold = name === 'Source Serif 4' ? '600SemiBold' : '700Bold'
  const folder = chosen[name as keyof typeof chosen]
  return ['400Regular', '400Regular_Italic', bold, `${bold}_Italic`].map(
    (face) => `${folder}/${face}/${name.replaceAll(' ', '')}_${face}.ttf`
  )
}

/** Where a character is looked for: in the family asked for, in ours, in the author's. */
export function fontStack(first: string, others: readonly FontFile[] = []): string[] {
  return [...new Set([first, ...families, ...others.flatMap(({names}) => names)])]
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

/** The first of the families that has every character of a text: the one asked for, ours, the author's. */
export function familyOf(text: string, first: string, others: readonly FontFile[] = []): string | undefined {
  const codes = [...new Set(text.replace(/\s+/g, ' '))].map((character) => character.codePointAt(0)!)
  const hasAll = (known: ReadonlyMap<number, number>) => codes.every((code) => known.has(code))
  if (!isUsual(first) && others.some(({names, advances}) => names.includes(first) && hasAll(advances))) return first
  return families.find((family) => hasAll(advances(family))) ?? others.find((font) => hasAll(font.advances))?.names[0]
}

export type Weight = 'regular' | 'semibold'

/**
 * Width of a text in em, upright, without kerning: kerning only draws letters together, so this is an upper bound.
 * A character that no font has counts as the widest of the lower-case letters.
 *
 * @param font  that the text is set in, when that is not EB Garamond
 */
export function widthEm(text: string, weight: Weight = 'regular', font?: FontFile): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    width +=
      font?.advances.get(code) ??
      advances('EB Garamond', weight).get(code) ??
      advances('Amiri').get(code) ??
      unknownWidth
  }
  return width
}

const unknownWidth = 0.8

const hasItalic = (family: Family) => files[family][1]?.includes('Italic') ?? false

const require = createRequire(import.meta.url)
const pathOf = (file: string) => require.resolve(`@expo-google-fonts/${file}`)
const known = new Map<string, FontFile>()

/** A file of ours, read once. */
function openFont(file: string): FontFile {
  const font = known.get(file) ?? readFont(readFileSync(pathOf(file)))!
  known.set(file, font)
  return font
}

/** Advance of each character that a font has, in em. */
function advances(family: Family, face: Weight | 'italic' = 'regular'): ReadonlyMap<number, number> {
  return openFont(files[family][faces.indexOf(face)]!).advances
}
