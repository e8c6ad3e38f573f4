/** Images, drawings and formulas → files for the engine, and the pieces that show them. */

import {createHash} from 'node:crypto'
import type {Image, Node} from 'mdast'
import type {Math as DisplayMath, InlineMath} from 'mdast-util-math'
import {type PageDesign, printColour} from '../../document/design.ts'
import {familyOf, isDrawable, widthEm} from '../../document/fonts.ts'
import type {Drawing} from '../../document/nodes.ts'
import type {Asset} from '../../document/thesis.ts'
import {error, warn} from '../../messages/messages.ts'
import {formulaFix, type MathSvg} from '../math/math.ts'
import type {MathPiece} from '../math/math-pieces.ts'
import type {Formula, Piece, SetFormula} from './pieces.ts'
import type {State} from './state.ts'
import {noteMissing, replacement} from './text.ts'

/** Height that a figure may take, in points: three quarters of the page, so that its caption stands below it. */
const highestOn = ({textHeight}: PageDesign) => Math.round(textHeight * 0.726)

const extensions: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/gif': 'gif',
  'image/webp': 'webp'
}

/**
 * A picture of the author's. What cannot be shown is named in its place by its alternative text.
 *
 * Emits `pdf:image-format`.
 *
 * @param fallback  read aloud when the author gave no alternative text: the caption
 * @param isInline  in a line of text, where it may be no wider than its own pixels say
 */
export function writeImage(node: Image, state: State, fallback: string, isInline: boolean): Piece[] {
  const alt = node.attributes?.pairs.alt ?? node.alt ?? ''
  const asset = node.asset === undefined ? undefined : state.writing.assets.get(node.asset)
  const shownInstead = alt || fallback || node.url
  if (!asset) return [{type: 'missing', value: shownInstead}]
  const extension = extensions[asset.mediaType]
  if (!extension) {
    error(state.file, `Unsupported image format \`${asset.mediaType}\` of \`${node.url}\``, {
      at: node,
      rule: 'pdf:image-format',
      fix: 'Save the picture as PNG, JPEG, SVG, GIF or WebP.'
    })
    return [{type: 'missing', value: shownInstead}]
  }
  // Typst believes the name: a JPEG that is called `.png` is named as what it is.
  const isNamedSo = asset.path
    .toLowerCase()
    .replace(/\.jpeg$/, '.jpg')
    .endsWith(`.${extension}`)
  const path = `/pictures/${asset.path}${isNamedSo ? '' : `.${extension}`}`
  const bytes = extension === 'svg' ? svgInOurFonts(new TextDecoder().decode(asset.bytes), node, state) : asset.bytes
  state.writing.files.set(path, bytes)
  if (!state.writing.pictures.has(path)) state.writing.pictures.set(path, {file: state.file, node})
  const isDecoration = node.attributes?.pairs.alt === ''
  const read = alt || fallback
  if (!read && !isDecoration) state.writing.hasSilentPicture = true
  return [{type: 'image', path, alt: isDecoration ? null : read, isInline, ...imageSize(node, asset, isInline, state)}]
}

/** Width in points or per cent, and never higher than a page leaves space for. */
function imageSize(node: Image, asset: Asset, isInline: boolean, state: State): {width?: number; share?: number} {
  const {width: line, writing} = state
  const highest = highestOn(writing.page)
  const {width: typed, height: typedHeight} = node.attributes?.pairs ?? {}
  const ratio = asset.width && asset.height ? asset.width / asset.height : undefined
  const natural = asset.width ? asset.width * 0.75 : undefined
  const most = Math.min(line, ratio ? highest * ratio : line)
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(typed ?? '')
  if (percent) {
    const points = (Math.min(100, Number(percent[1])) / 100) * line
    return points > most ? {width: most} : {share: Math.min(100, Number(percent[1]))}
  }
  const points =
    pointsOf(typed, writing.page) ??
    (ratio && typedHeight ? (pointsOf(typedHeight, writing.page) ?? 0) * ratio : undefined)
  const wanted = points || natural || most
  if (ratio && Math.min(wanted, line) / ratio > writing.page.textHeight) reportTooTall(node, state)
  return isInline || wanted < line ? {width: Math.min(wanted, most)} : {width: most}
}

function reportTooTall(node: Node, state: State): void {
  warn(state.file, 'Picture higher than the page: made smaller to fit', {
    at: node,
    rule: 'pdf:too-tall',
    fix: 'Cut it into parts, or give it a `width` at which it fits.'
  })
}

const units: Record<string, number> = {
  pt: 1,
  px: 0.75,
  mm: 72 / 25.4,
  cm: 72 / 2.54,
  in: 72
}

/** `8cm`, `300px`, `300` → points. */
function pointsOf(length: string | undefined, {sizes, text}: PageDesign): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(length ?? '') ?? []
  const em = sizes.text
  const points = unit === 'em' ? em : unit === 'ex' ? em * text.regular().xHeight : units[unit || 'px']
  return number === undefined || points === undefined ? undefined : Number(number) * points
}

/** A chart that was drawn from data. */
export function writeDrawing(node: Drawing, state: State): Piece[] {
  const path = addFile(state, 'drawings', 'svg', svgInOurFonts(inTextSize(node.print, state.writing.page), node, state))
  const [, , , width, height] = /viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"/.exec(node.print) ?? []
  const ratio = width && height ? Number(width) / Number(height) : undefined
  const most = Math.min(state.width, ratio ? highestOn(state.writing.page) * ratio : state.width)
  const alt = [node.title, node.description].filter(Boolean).join('. ').replace(/\.\. /g, '. ')
  if (!alt) state.writing.hasSilentPicture = true
  return [{type: 'image', path, alt, isInline: false, width: most}]
}

/** What is printed of a formula that cannot be read. */
interface UnreadFormula {
  type: 'inlineCode'
  value: string
  rows?: never
}

/**
 * A formula, drawn or to be set; its TeX is read aloud. An unreadable one is printed as typed.
 *
 * Emits `math:unreadable`, `pdf:too-wide`.
 */
export function writeFormula(node: InlineMath | DisplayMath, state: State): Formula | SetFormula | UnreadFormula {
  const isDisplay = node.type === 'math'
  const drawn = state.writing.math.svg(node.value, isDisplay)
  if ('error' in drawn) {
    if (!state.isCopy) {
      error(state.file, `Unreadable formula: ${drawn.error}`, {
        at: node,
        rule: 'math:unreadable',
        fix: formulaFix(drawn)
      })
    }
    return {type: 'inlineCode', value: node.value}
  }
  const {sizes, text} = state.writing.page
  const {xHeight} = text.regular()
  const em = (ex: number) => Math.round(ex * xHeight * 1000) / 1000
  const space = (state.width - (isDisplay && (node.number || node.rows) ? 60 : 0)) / sizes.text
  const shrink = Math.min(1, space / em(drawn.widthEx))
  if (shrink < 0.7 && !state.isCopy) reportTooWide(node, state)
  const alt = node.value.replace(/\s+/g, ' ').trim() || '∅'
  const math = settable(drawn, node, state)
  // Where a line may end in it, a formula in the text is never too wide.
  const isOneLine = isDisplay || math?.[0] !== 'row'
  if (math) return {type: 'setFormula', math, alt, isDisplay, shrink: shrink < 1 && isOneLine ? shrink : undefined}
  return {
    type: 'formula',
    path: addFile(state, 'formulas', 'svg', svgInOurFonts(drawn.svg.replaceAll('currentColor', ink), node, state)),
    alt,
    width: em(drawn.widthEx) * shrink,
    height: em(drawn.heightEx) * shrink,
    depth: em(drawn.depthEx) * shrink,
    rows: isDisplay && node.rows ? drawn.rowsEx.map((row) => em(row) * shrink) : undefined
  }
}

/** What Typst can set of a formula: all of its signs must be in a font, and a numbered one of many lines be a table. */
function settable({pieces}: MathSvg, node: InlineMath | DisplayMath, state: State): MathPiece | undefined {
  const {math, fonts} = state.writing.page
  if (!pieces || !math || (node.type === 'math' && node.rows && pieces[0] !== 'table')) return undefined
  const known = math.regular().advances
  return signsOf(pieces).every((sign) => known.has(sign.codePointAt(0)!) || isDrawable(sign, false, fonts))
    ? pieces
    : undefined
}

/** Every character in a formula, and in the names of its functions. */
const signsOf = (pieces: MathPiece): string[] => [...new Set(JSON.stringify(pieces))]

const ink = printColour('ink')

function reportTooWide(node: Node, state: State): void {
  warn(state.file, 'Formula too wide: made smaller to fit the page', {
    at: node,
    rule: 'pdf:too-wide',
    fix: 'Break it over lines with `\\\\` in `\\begin{split}…\\end{split}`.'
  })
}

/** One file for the same contents, however often they are shown. */
function addFile({writing}: State, folder: string, extension: string, contents: string): string {
  const path = `/${folder}/${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.${extension}`
  writing.files.set(path, contents)
  return path
}

/**
 * Text in a drawing takes our fonts, for others are there on some machines and not on others.
 *
 * Each `<text>` takes one family that has all of its letters: for a letter that the family does not have, the
 * engine would set the whole text in any font of the machine.
 */
function svgInOurFonts(svg: string, node: Node, state: State, serif = state.writing.page.text.name): string {
  const ours = (named: string) => (/mono|courier|consolas|menlo/i.test(named) ? 'IBM Plex Mono' : serif)
  return svg
    .replace(/\bfont\s*:\s*([^;"}]*?)(\d[\w.%]*)(?:\/\S+)?\s+([^;"}]*)/g, spelledOut)
    .replace(
      /\bfont-family\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
      (_, one = '', two = '') => `font-family="${ours(one + two)}"`
    )
    .replace(/\bfont-family\s*:\s*([^;"}]*)/g, (_, named: string) => `font-family:${ours(named)}`)
    .replace(/<svg\b(?![^>]*font-family)/, `<svg font-family="${serif}"`)
    .replace(/<text\b[\s\S]*?<\/text>/g, (text) => inOneFamily(text, serif, node, state))
}

/** `bold 12px Arial` → one property each, so that the family can be changed alone. */
function spelledOut(_: string, style: string, size: string, family: string): string {
  const weight = /bold|[6-9]00/.test(style) ? 'font-weight:bold;' : ''
  const slant = /italic|oblique/.test(style) ? 'font-style:italic;' : ''
  return `${weight}${slant}font-size:${size};font-family:${family}`
}

/** Charts are laid out with the widths of EB Garamond: text in a wider face is made smaller, all of it alike. */
function inTextSize(svg: string, {text}: PageDesign): string {
  if (text.name === 'EB Garamond') return svg
  const bold = text.faces().find(({weight, isItalic}) => weight >= 600 && !isItalic)
  const shares = [...svg.matchAll(/<text\b([^>]*)>([\s\S]*?)<\/text>/g)].map(([, attributes = '', typed = '']) => {
    const words = typed.replace(/<[^>]*>|&[#\w]+;/g, '').trim()
    const weight = attributes.includes('font-weight="600"') ? 'semibold' : 'regular'
    const face = weight === 'semibold' ? (bold ?? text.regular()) : text.regular()
    return words === '' ? 1 : widthEm(words, weight) / widthEm(words, weight, face)
  })
  const share = Math.max(smallestShare, Math.min(1, ...shares))
  return svg.replace(/\bfont-size="([\d.]+)"/g, (_, size: string) => `font-size="${(Number(size) * share).toFixed(2)}"`)
}

/** Letters of EB Garamond are the smallest of their size: 8 points of another face are as large as its 9.5. */
const smallestShare = 0.78

function inOneFamily(text: string, serif: string, node: Node, state: State): string {
  const spelled = text.replace(/&#(?:x([\da-f]+)|(\d+));/gi, (entity, hexadecimal?: string, decimal?: string) => {
    const code = Number.parseInt(hexadecimal ?? decimal ?? '', hexadecimal ? 16 : 10)
    return code > 0x7f && code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
  const letters = spelled.replace(/<[^>]*>/g, '')
  const family = familyOf(letters, serif, state.writing.page.fonts)
  if (family === serif && !spelled.includes('IBM Plex Mono')) return spelled
  const bare = spelled.replace(/font-family\s*(=\s*"[^"]*"|:[^;"]*;?)/g, '')
  if (family) return bare.replace('<text', `<text font-family="${family}"`)
  return lettersOnly(bare, serif, node, state)
}

/** Letters outside of the serif are shown as missing. */
function lettersOnly(text: string, serif: string, node: Node, state: State): string {
  const letters = [...text.replace(/<[^>]*>/g, '')]
  const strange = new Set(letters.filter((letter) => familyOf(letter, serif, state.writing.page.fonts) !== serif))
  noteMissing(
    letters.filter((letter) => strange.has(letter)),
    node,
    state
  )
  return [...text].map((letter) => (strange.has(letter) ? replacement : letter)).join('')
}
