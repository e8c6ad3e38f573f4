/** Bytes of a font file → its names and the width of each character that it has. */

/** A font as text is measured and looked for in it. */
export interface FontFile {
  bytes: Uint8Array
  /** Names of its family, in every language that it has one in; Typst's is the first. */
  names: string[]
  /** Advance of each character, in em, by code point. */
  advances: ReadonlyMap<number, number>
  isItalic: boolean
  /** 400 is regular, 700 bold. */
  weight: number
  /** Height of an x, in em. */
  xHeight: number
  hasSmallCaps: boolean
  /** Has what formulas are set by: its MATH table. */
  hasMath: boolean
}

/** Read a TrueType or OpenType font, or the first of a collection; undefined for what is none. */
export function readFont(bytes: Uint8Array): FontFile | undefined {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const tables = tablesOf(font)
    const names = namesOf(font, tables.get('name'))
    const advances = readAdvances(font, tables)
    if (names.length === 0 || advances.size === 0) return undefined
    return {
      bytes,
      names,
      advances,
      ...readStyle(font, tables),
      hasSmallCaps: hasFeature(font, tables, 'smcp'),
      hasMath: tables.has('MATH')
    }
  } catch (problem) {
    // An offset out of the file: damaged, or no font at all.
    if (problem instanceof RangeError) return undefined
    throw problem
  }
}

const typeOf = (font: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((step) => font.getUint8(at + step)))

/** Where each table starts. Source: OpenType 1.9, “Font collections” and “Table directory”. */
function tablesOf(font: DataView): Map<string, number> {
  const start = typeOf(font, 0) === 'ttcf' ? font.getUint32(12) : 0
  const tables = new Map<string, number>()
  for (let index = 0; index < font.getUint16(start + 4); index += 1) {
    const record = start + 12 + index * 16
    tables.set(typeOf(font, record), font.getUint32(record + 8))
  }
  return tables
}

/** Source: OpenType 1.9, `name`; 1 is the family, 16 the family that styles of every weight share. */
function namesOf(font: DataView, at: number | undefined): string[] {
  if (at === undefined) return []
  const strings = at + font.getUint16(at + 4)
  const names = new Set<string>()
  let chosen: string | undefined
  for (let index = 0; index < font.getUint16(at + 2); index += 1) {
    const record = at + 6 + index * 12
    const [platform, encoding, , id, length, offset] = [0, 2, 4, 6, 8, 10].map((step) => font.getUint16(record + step))
    if (id !== 1 && id !== 16) continue
    const bytes = new Uint8Array(font.buffer, font.byteOffset + strings + offset!, length)
    const name = new TextDecoder(platform === 1 ? 'macintosh' : 'utf-16be').decode(bytes)
    names.add(name)
    if (id === 1 && (platform !== 1 || encoding === 0)) chosen ??= withoutStyle(name)
  }
  return [...new Set([...(chosen ? [chosen] : []), ...[...names].flatMap((name) => [name, withoutStyle(name)])])]
}

/** `Noto Serif JP Medium` → `Noto Serif JP`, which is what Typst calls the family. Source: its `font/book.rs`. */
function withoutStyle(name: string): string {
  const short = name.trim().replace(style, '')
  return short === name.trim() ? short : withoutStyle(short)
}

const style =
  /[ _-](?:(?:extra|ext|ex|x|semi|sem|sm|demi|dem|ultra)[ _-]?)?(?:normal|italic|oblique|slanted|thin|th|hairline|light|lt|regular|medium|med|md|bold|bd|demi|extb|black|blk|bk|heavy|narrow|condensed|cond|cn|cd|compressed|expanded|exp)+$/i

/** Source: OpenType 1.9, `OS/2`: `usWeightClass`, `fsSelection`, `sxHeight` (from version 2 on). */
function readStyle(
  font: DataView,
  tables: ReadonlyMap<string, number>
): Pick<FontFile, 'isItalic' | 'weight' | 'xHeight'> {
  const at = tables.get('OS/2')
  if (at === undefined) return {isItalic: false, weight: 400, xHeight: usualXHeight}
  const unitsPerEm = font.getUint16(tables.get('head')! + 18)
  const xHeight = font.getUint16(at) >= 2 ? font.getInt16(at + 86) / unitsPerEm : 0
  return {
    isItalic: (font.getUint16(at + 62) & 0x201) > 0,
    weight: font.getUint16(at + 4),
    xHeight: xHeight > 0 ? xHeight : usualXHeight
  }
}

const usualXHeight = 0.45

/** Source: OpenType 1.9, `GSUB` and “Feature list”. */
function hasFeature(font: DataView, tables: ReadonlyMap<string, number>, tag: string): boolean {
  const at = tables.get('GSUB')
  if (at === undefined) return false
  const list = at + font.getUint16(at + 6)
  for (let index = 0; index < font.getUint16(list); index += 1) {
    if (typeOf(font, list + 2 + index * 6) === tag) return true
  }
  return false
}

/** Source: OpenType 1.9, chapters `cmap` (formats 4 and 12), `head`, `hhea`, `hmtx`. */
function readAdvances(font: DataView, tables: ReadonlyMap<string, number>): Map<number, number> {
  const [head, hhea, hmtx, cmap] = ['head', 'hhea', 'hmtx', 'cmap'].map((tag) => tables.get(tag))
  const found = new Map<number, number>()
  if (head === undefined || hhea === undefined || hmtx === undefined || cmap === undefined) return found
  const unitsPerEm = font.getUint16(head + 18)
  const measured = font.getUint16(hhea + 34)
  const advance = (glyph: number) => font.getUint16(hmtx + Math.min(glyph, measured - 1) * 4) / unitsPerEm
  for (const [code, glyph] of charactersOf(font, cmap)) found.set(code, advance(glyph))
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
