/** The fonts of the PDF and of the charts: their files, which characters they have, how wide a text is in them. */

import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'

/** A family that the template names. */
export type Family = 'EB Garamond' | 'Amiri' | 'IBM Plex Mono' | 'Noto Sans Tifinagh'

/** The order of the files of a family that has an italic. */
const faces = ['regular', 'italic', 'semibold']

/** Upright first, then italic where there is one: their tables of characters stand for the whole family. */
const files: Record<Family, readonly string[]> = {
  'EB Garamond': [
    'eb-garamond/400Regular/EBGaramond_400Regular.ttf',
    'eb-garamond/400Regular_Italic/EBGaramond_400Regular_Italic.ttf',
    'eb-garamond/600SemiBold/EBGaramond_600SemiBold.ttf',
    'eb-garamond/600SemiBold_Italic/EBGaramond_600SemiBold_Italic.ttf'
  ],
  Amiri: ['amiri/400Regular/Amiri_400Regular.ttf', 'amiri/700Bold/Amiri_700Bold.ttf'],
  'IBM Plex Mono': [
    'ibm-plex-mono/400Regular/IBMPlexMono_400Regular.ttf',
    'ibm-plex-mono/400Regular_Italic/IBMPlexMono_400Regular_Italic.ttf',
    'ibm-plex-mono/600SemiBold/IBMPlexMono_600SemiBold.ttf'
  ],
  'Noto Sans Tifinagh': ['noto-sans-tifinagh/400Regular/NotoSansTifinagh_400Regular.ttf']
}

/** What the PDF may embed, in the order in which a character is looked for. */
export const families = Object.keys(files) as Family[]

/** Paths of all font files on this machine. */
export function fontPaths(): string[] {
  return Object.values(files)
    .flat()
    .map((file) => require.resolve(`@expo-google-fonts/${file}`))
}

/** True when one of the fonts draws this character, or when it has no shape of its own. */
export function isDrawable(character: string, isItalic = false): boolean {
  const code = character.codePointAt(0)!
  if (code < 0x7f) return true
  if (/\p{Default_Ignorable_Code_Point}|\p{White_Space}/u.test(character)) return true
  return families.some((family) => advances(family, isItalic && hasItalic(family) ? 'italic' : 'regular').has(code))
}

/** The first of our families that has every character of a text. */
export function familyOf(text: string): Family | undefined {
  const codes = [...new Set(text.replace(/\s+/g, ' '))].map((character) => character.codePointAt(0)!)
  return families.find((family) => codes.every((code) => advances(family).has(code)))
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
const known = new Map<string, Map<number, number>>()

/** Advance of each character that a font has, in em; read once. */
function advances(family: Family, face: Weight | 'italic' = 'regular'): Map<number, number> {
  const file = files[family][faces.indexOf(face)]!
  const before = known.get(file)
  if (before) return before
  const font = readFileSync(require.resolve(`@expo-google-fonts/${file}`))
  const found = readAdvances(new DataView(font.buffer, font.byteOffset, font.byteLength))
  known.set(file, found)
  return found
}

/** Source: OpenType 1.9, chapters `cmap` (formats 4 and 12), `head`, `hhea`, `hmtx`. */
function readAdvances(font: DataView): Map<number, number> {
  const tables = new Map<string, number>()
  for (let index = 0; index < font.getUint16(4); index += 1) {
    const record = 12 + index * 16
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => font.getUint8(record + byte)))
    tables.set(tag, font.getUint32(record + 8))
  }
  const unitsPerEm = font.getUint16(tables.get('head')! + 18)
  const measured = font.getUint16(tables.get('hhea')! + 34)
  const advance = (glyph: number) =>
    font.getUint16(tables.get('hmtx')! + Math.min(glyph, measured - 1) * 4) / unitsPerEm
  const found = new Map<number, number>()
  for (const [code, glyph] of charactersOf(font, tables.get('cmap')!)) found.set(code, advance(glyph))
  return found
}

function* charactersOf(font: DataView, cmap: number): Generator<[code: number, glyph: number]> {
  for (let index = 0; index < font.getUint16(cmap + 2); index += 1) {
    const at = cmap + font.getUint32(cmap + 4 + index * 8 + 4)
    const format = font.getUint16(at)
    if (format === 4) yield* segments(font, at)
    if (format === 12) yield* groups(font, at)
  }
}

function* segments(font: DataView, at: number): Generator<[number, number]> {
  const twice = font.getUint16(at + 6)
  for (let offset = 0; offset < twice; offset += 2) {
    const last = font.getUint16(at + 14 + offset)
    const first = font.getUint16(at + 16 + twice + offset)
    const delta = font.getUint16(at + 16 + twice * 2 + offset)
    const rangeAt = at + 16 + twice * 3 + offset
    const range = font.getUint16(rangeAt)
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const raw = range === 0 ? code : font.getUint16(rangeAt + range + (code - first) * 2)
      if (raw !== 0) yield [code, (raw + delta) & 0xffff]
    }
  }
}

function* groups(font: DataView, at: number): Generator<[number, number]> {
  for (let index = 0; index < font.getUint32(at + 12); index += 1) {
    const group = at + 16 + index * 12
    const first = font.getUint32(group)
    const glyph = font.getUint32(group + 8)
    for (let code = first; code <= font.getUint32(group + 4); code += 1) yield [code, glyph + code - first]
  }
}
