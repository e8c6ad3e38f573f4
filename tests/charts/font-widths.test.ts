import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {repositoryFile} from '../data/thesis-data.ts'

const root = path.join(import.meta.dirname, '../..')
const fonts = path.join(root, 'node_modules/@expo-google-fonts/eb-garamond')
const table = 'scripts/charts/font-widths.json'

/** Latin, its accents, and the signs of French typography. */
const letters = [
  range(0x20, 0x7f),
  range(0xa0, 0x180),
  [...'–—‘’“”…€−•→ ⁄‰'].map((sign) => sign.codePointAt(0)!)
].flat()

function range(from: number, to: number): number[] {
  return Array.from({length: to - from}, (_, index) => from + index)
}

/** Advance widths of a TrueType font in thousandths of its size, by its `cmap` (format 4) and `hmtx` tables. */
function advances(file: string): (letter: number) => number | undefined {
  const font = readFileSync(file)
  const start = new Map<string, number>()
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const record = 12 + 16 * index
    start.set(font.toString('latin1', record, record + 4), font.readUInt32BE(record + 8))
  }
  const unitsPerEm = font.readUInt16BE(start.get('head')! + 18)
  const metrics = font.readUInt16BE(start.get('hhea')! + 34)
  const cmap = start.get('cmap')!
  const subtable = range(0, font.readUInt16BE(cmap + 2))
    .map((index) => cmap + font.readUInt32BE(cmap + 8 + 8 * index))
    .find((at) => font.readUInt16BE(at) === 4)!
  const segments = font.readUInt16BE(subtable + 6) / 2
  const glyphOf = (letter: number): number => {
    const segment = range(0, segments).find((index) => letter <= font.readUInt16BE(subtable + 14 + 2 * index))!
    const first = subtable + 16 + 2 * segments + 2 * segment
    if (letter < font.readUInt16BE(first)) return 0
    const delta = font.readUInt16BE(first + 2 * segments)
    const offsetAt = first + 4 * segments
    const offset = font.readUInt16BE(offsetAt)
    if (offset === 0) return (letter + delta) & 0xffff
    const glyph = font.readUInt16BE(offsetAt + offset + 2 * (letter - font.readUInt16BE(first)))
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return (letter) => {
    const glyph = glyphOf(letter)
    if (glyph === 0) return undefined
    return Math.round((font.readUInt16BE(start.get('hmtx')! + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm) * 1000)
  }
}

function widthsOf(file: string): Record<string, string> {
  const advance = advances(path.join(fonts, file))
  const byWidth = Map.groupBy(
    letters.filter((letter) => advance(letter) !== undefined),
    (letter) => advance(letter)!
  )
  return Object.fromEntries(
    [...byWidth].sort(([a], [b]) => a - b).map(([width, some]) => [width, String.fromCodePoint(...some)])
  )
}

// UPDATE=1 writes the table again, when the font changes.
test('the table of letter widths is that of the font', () => {
  const found = {
    regular: widthsOf('400Regular/EBGaramond_400Regular.ttf'),
    semibold: widthsOf('600SemiBold/EBGaramond_600SemiBold.ttf')
  }
  if (process.env.UPDATE) writeFileSync(path.join(root, table), `${JSON.stringify(found, null, 2)}\n`)
  expect(JSON.parse(repositoryFile(table))).toEqual(found)
})
