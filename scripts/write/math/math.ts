/** A formula in TeX → MathML for screens, SVG for paper. MathJax is loaded by the first formula, not before. */

import {createRequire} from 'node:module'
import type {MathFont} from '../../document/page-schema.ts'
import {escapeHtml} from '../../document/text.ts'
import {inVariant} from './math-alphabets.ts'
import {type MathPiece, type MmlNode, mathPieces} from './math-pieces.ts'

/** MathML, ready to stand in HTML. */
export interface MathMl {
  mathMl: string
}

/** A drawing without text or links; sizes in ex (height of an x of the text around it). */
export interface MathSvg {
  /** XML; its colour is `currentColor`. */
  svg: string
  widthEx: number
  /** From top to bottom. */
  heightEx: number
  /** What hangs below the baseline. */
  depthEx: number
  /** Baselines of the lines of its outermost table, from the top. */
  rowsEx: number[]
  /** What Typst sets in its place, in a font of the author's. */
  pieces?: MathPiece
}

/** What stands after a line of a displayed formula. */
export interface MathRowNumber {
  /** `(1.2)`; absent where the line has none. */
  text?: string | undefined
  /** `id` of the line. */
  id?: string | undefined
}

/** A formula that cannot be read, and why: `Undefined control sequence \foo`. */
export interface UnreadableMath {
  error: string
}

/** What the author can do about a formula that cannot be read. */
export function formulaFix({error}: UnreadableMath): string {
  const name = /^Undefined control sequence \\([a-zA-Z]+)/.exec(error)?.[1]
  if (name === undefined) return 'Correct the TeX of the formula.'
  return `Correct \`\\${name}\`, or define it: \`macros: {${name}: '…'}\` in thesis.yml, \`\\newcommand{\\${name}}{…}\` in the text.`
}

/** MathML (Core) of a formula, with its TeX as annotation. The same formula gives the same text. */
export function texToMathMl(tex: string, isDisplay: boolean): MathMl | UnreadableMath {
  return reading(tex, trees, (readable, {document, visitor, untilTree}) => {
    const tree = document.convert(readable, {display: isDisplay, end: untilTree})
    return {mathMl: annotated(alignedCells(coreMathMl(visitor.visitTree(tree))), tex)}
  })
}

/** SVG of a formula, to be set on the baseline, with what Typst can set in its place. */
export function texToPieces(tex: string, isDisplay: boolean): MathSvg | UnreadableMath {
  const drawn = texToSvg(tex, isDisplay)
  if ('error' in drawn) return drawn
  const read = reading(tex, trees, (readable, {document, untilTree}) =>
    mathPieces(document.convert(readable, {display: isDisplay, end: untilTree}) as MmlNode)
  )
  return read === undefined || 'error' in read ? drawn : {...drawn, pieces: read}
}

/** SVG of a formula, to be set on the baseline. */
export function texToSvg(
  tex: string,
  isDisplay: boolean,
  font: MathFont = 'New Computer Modern'
): MathSvg | UnreadableMath {
  return reading(tex, drawings[font], (readable, {document, adaptor}) => {
    const container = document.convert(readable, {display: isDisplay, em: 16, ex: 8})
    const xml = adaptor.serializeXML(adaptor.firstChild(container))
    const size = sizes(xml)
    return {...size, rowsEx: rowBaselines(xml, size.heightEx), svg: plainSvg(xml)}
  })
}

/** What we use of MathJax; its own types would pull in all of its sources. */
interface MathJax {
  document: {convert(tex: string, options: Record<string, unknown>): unknown}
  visitor: {visitTree(tree: unknown): string}
  adaptor: {firstChild(node: unknown): unknown; serializeXML(node: unknown): string}
  untilTree: number
}

/** TeX packages, by the file that holds each. `html`, `require`, `action`, `newcommand` and the like stay out: formulas are data. */
const packages: Record<string, string> = {
  base: 'base/Base',
  ams: 'ams/Ams',
  boldsymbol: 'boldsymbol/Boldsymbol',
  braket: 'braket/Braket',
  cancel: 'cancel/Cancel',
  cases: 'cases/Cases',
  centernot: 'centernot/Centernot',
  color: 'color/Color',
  empheq: 'empheq/Empheq',
  enclose: 'enclose/Enclose',
  extpfeil: 'extpfeil/Extpfeil',
  gensymb: 'gensymb/Gensymb',
  mathtools: 'mathtools/Mathtools',
  mhchem: 'mhchem/Mhchem',
  textcomp: 'textcomp/Textcomp',
  textmacros: 'textmacros/TextMacros',
  units: 'units/Units',
  upgreek: 'upgreek/Upgreek'
}

/** Packages that change commands of the others: for the formulas that need them. */
const morePackages: Record<string, string> = {
  ...packages,
  amscd: 'amscd/AmsCd',
  bussproofs: 'bussproofs/Bussproofs',
  physics: 'physics/Physics',
  unicode: 'unicode/Unicode'
}

/** Gives MathJax with these packages: opened for the first formula that asks for it, and then the same. */
function mathJaxWith(packages: Record<string, string>, font?: MathFont): () => MathJax {
  let opened: MathJax | undefined
  return () => {
    opened ??= openMathJax(packages, font)
    return opened
  }
}

/** MathJax with the usual packages, and with all. */
interface Engines {
  usual: () => MathJax
  whole: () => MathJax
}

/** Font → its package, and the name of its data there. */
const fontPackages: Record<MathFont, [name: string, data: string]> = {
  'New Computer Modern': ['newcm', 'MathJaxNewcmFont'],
  'TeX Gyre Termes': ['termes', 'MathJaxTermesFont']
}

const drawingIn = (font: MathFont): Engines => ({
  usual: mathJaxWith(packages, font),
  whole: mathJaxWith(morePackages, font)
})
const drawings: Record<MathFont, Engines> = {
  'New Computer Modern': drawingIn('New Computer Modern'),
  'TeX Gyre Termes': drawingIn('TeX Gyre Termes')
}

/** The font, and what draws with it, are half of what must be loaded: MathML does without, but for proof trees. */
const trees: Engines = {usual: mathJaxWith(packages), whole: drawings['New Computer Modern'].whole}

/** Of mhchem, whose own are in a font that nobody has: as long as they are alone, and what stretches below words. */
const reactionArrows = {
  leftarrow: {long: '⟵', stretched: '←'},
  rightarrow: {long: '⟶', stretched: '→'},
  leftrightarrow: {long: '⟷', stretched: '↔'},
  leftrightarrows: {long: '⇆', stretched: '⇆'},
  rightleftharpoons: {long: '⇌', stretched: '⇌'},
  Rightleftharpoons: {long: '⇌', stretched: '⇌'},
  Leftrightharpoons: {long: '⇌', stretched: '⇌'}
}

/** MathJax's CommonJS build, because its fonts' parts must load while a formula is being drawn, without waiting. */
function openMathJax(packages: Record<string, string>, font: MathFont | undefined): MathJax {
  const require = createRequire(import.meta.url)
  const part = (path: string) => require(`@mathjax/src/cjs/${path}.js`)
  for (const file of Object.values(packages)) part(`input/tex/${file}Configuration`)
  const {MapHandler} = part('input/tex/MapHandler')
  for (const [name, arrow] of Object.entries(reactionArrows)) {
    Object.assign(MapHandler.getMap('mhchem-chars').lookup(`mhchemlong${name}`), {
      _char: arrow.long,
      _attributes: {mathvariant: 'normal'}
    })
    MapHandler.getMap('mhchem').lookup(`mhchemx${name}`).args[0] = arrow.stretched.codePointAt(0)
  }
  const {mathjax} = part('mathjax')
  mathjax.asyncLoad = require
  mathjax.asyncIsSynchronous = true
  const adaptor = part('adaptors/liteAdaptor').liteAdaptor()
  part('handlers/html').RegisterHTMLHandler(adaptor)
  part('core/MmlTree/MmlNodes/mrow').MmlMrow.prototype.nonSpaceLength = atMostTwo
  const input = new (part('input/tex').TeX)({
    packages: Object.keys(packages),
    formatError(_: unknown, problem: Error) {
      throw problem
    }
  })
  const draw = ([name, data]: [name: string, data: string]) =>
    new (part('output/svg').SVG)({
      fontCache: 'none',
      fontData: require(`@mathjax/mathjax-${name}-font/cjs/svg.js`)[data],
      linebreaks: {inline: false},
      displayOverflow: 'overflow'
    })
  return {
    document: mathjax.document('', {InputJax: input, OutputJax: font ? draw(fontPackages[font]) : null}),
    visitor: new (part('core/MmlTree/SerializedMmlVisitor').SerializedMmlVisitor)(),
    adaptor,
    untilTree: part('core/MathItem').STATE.CONVERT
  }
}

/**
 * How many parts of a row are no spaces, up to two. Each sign of a row asks whether it stands alone, and MathJax counts
 * them all each time: seconds for a formula of a page.
 */
function atMostTwo(this: {childNodes: Array<{isSpacelike: boolean} | null>}): number {
  const isPart = (child: {isSpacelike: boolean} | null) => child !== null && !child.isSpacelike
  const first = this.childNodes.findIndex(isPart)
  if (first === -1) return 0
  for (let index = first + 1; index < this.childNodes.length; index++) if (isPart(this.childNodes[index]!)) return 2
  return 1
}

/** Run a conversion; what MathJax throws on bad TeX becomes a value. */
function reading<Result>(
  tex: string,
  {usual, whole}: Engines,
  convert: (readable: string, engine: MathJax) => Result
): Result | UnreadableMath {
  if (tex.length > longest) return {error: `A formula of ${tex.length} characters`}
  const refused = /\\(?:eqref|ref|mmlToken)(?![a-zA-Z])/.exec(tex)
  if (refused) return {error: `Undefined control sequence ${refused[0]}`}
  const readable = withTagInLine(tex)
  const first = attempt(readable, usual(), convert)
  if ('result' in first) return first.result
  if (!/^(?:Undefined control sequence|Unknown environment)/.test(first.error)) return first
  const second = attempt(readable, whole(), convert)
  return 'result' in second ? second.result : first
}

function attempt<Result>(
  tex: string,
  engine: MathJax,
  convert: (readable: string, engine: MathJax) => Result
): {result: Result} | UnreadableMath {
  try {
    return {result: convert(tex, engine)}
  } catch (problem) {
    if (problem instanceof RangeError) return {error: 'Braces or fractions nested too deep'}
    return {error: String((problem as {message?: unknown}).message ?? problem)}
  }
}

/** Characters; beyond that it is no formula. */
const longest = 20_000

/** MathJax sets a tag at the edge of a line that it does not know the width of: print it after the formula. */
function withTagInLine(tex: string): string {
  return tex
    .replace(/\\tag\*\s*\{([^{}]*)\}/g, '\\qquad\\text{$1}')
    .replace(/\\tag\s*\{([^{}]*)\}/g, '\\qquad\\text{($1)}')
    .replace(/\\label\s*\{[^{}]*\}/g, '')
}

function sizes(svg: string): Omit<MathSvg, 'svg' | 'rowsEx'> {
  const size = (pattern: RegExp) => Number(pattern.exec(svg)?.[1] ?? 0)
  return {
    widthEx: size(/ width="([\d.]+)ex"/),
    heightEx: size(/ height="([\d.]+)ex"/),
    depthEx: Math.max(0, -size(/vertical-align: (-?[\d.]+)ex/))
  }
}

/** Where the lines of the first table stand: its rows are the groups right inside of it. */
function rowBaselines(svg: string, heightEx: number): number[] {
  const [, top = 0, height = 1] = /viewBox="[-\d.]+ (-?[\d.]+) [\d.]+ ([\d.]+)"/.exec(svg)?.map(Number) ?? []
  const shifts: number[] = []
  const rows: number[] = []
  let tableDepth: number | undefined
  for (const [, closing, attributes = '', isEmpty] of svg.matchAll(/<(\/?)g\b([^>]*?)(\/?)>/g)) {
    if (closing) {
      shifts.pop()
      if (tableDepth !== undefined && shifts.length < tableDepth) break
      continue
    }
    const shift = (shifts.at(-1) ?? 0) + Number(/translate\([-\d.]+,\s*(-?[\d.]+)\)/.exec(attributes)?.[1] ?? 0)
    const kind = /data-mml-node="(\w+)"/.exec(attributes)?.[1]
    if (kind === 'mtr' && shifts.length === tableDepth) rows.push(((-top - shift) / height) * heightEx)
    if (isEmpty) continue
    shifts.push(shift)
    if (kind === 'mtable') tableDepth ??= shifts.length
  }
  return rows
}

/** MathML with a last cell in each line of its outermost table: the line's number. */
export function withRowNumbers(mathMl: string, rows: readonly MathRowNumber[]): string {
  if (rows.length === 0) return mathMl
  let depth = 0
  let row = 0
  return mathMl.replace(/<(\/?)(mtable|mtr)\b[^>]*>/g, (tag, closing: string, name: string) => {
    if (name === 'mtable') depth += closing ? -1 : 1
    if (name === 'mtable' || depth !== 1) return tag
    const {text, id} = rows[row] ?? {}
    if (!closing) return id === undefined ? tag : `<mtr id="${escapeHtml(id)}">`
    row++
    return `<mtd class="equation-side">${text === undefined ? '' : `<mtext>${escapeHtml(text)}</mtext>`}</mtd>${tag}`
  })
}

/** `columnalign` of a table as classes of its cells: MathML Core knows no such attribute. */
function alignedCells(mathMl: string): string {
  const open: Array<{columns: string[]; column: number}> = []
  return mathMl.replace(
    /<(\/?)(mtable|mtr|mtd)\b([^>]*)>/g,
    (tag, closing: string, name: string, attributes: string) => {
      if (name === 'mtable') {
        const columns = / columnalign="([^"]*)"/.exec(attributes)?.[1]?.split(' ') ?? []
        if (closing) open.pop()
        else open.push({columns, column: 0})
        return tag
      }
      const table = open.at(-1)
      if (!table || closing) return tag
      if (name === 'mtr') {
        table.column = 0
        return tag
      }
      const side = table.columns[Math.min(table.column++, table.columns.length - 1)]
      return side === 'left' || side === 'right' ? `<mtd class="align-${side}"${attributes}>` : tag
    }
  )
}

/** A colour that is an address. */
const elsewhere = / [\w-]+="[^"]*url\([^"]*"/gi

/** Without MathJax's notes to itself; what its style sheet would give to rules and frames is written out. */
function plainSvg(svg: string): string {
  return svg
    .replace(elsewhere, '')
    .replace(/ (?:data-(?!line=|frame=)[\w-]+|focusable|role|style|jax)="[^"]*"/g, '')
    .replace(/<(line|rect)([^>]*?) data-(?:line|frame)="[^"]*"/g, '<$1$2 stroke-width="60" fill="none"')
    .replace(/ class="mjx-dashed"/g, ' stroke-dasharray="140"')
    .replace(/ class="mjx-dotted"/g, ' stroke-linecap="round" stroke-dasharray="0,140"')
    .replace(/ class="[^"]*"/g, '')
}

function coreMathMl(xml: string): string {
  return xml
    .replace(elsewhere, '')
    .replace(/ (?:data-[\w-]+|id|class|style|href)="[^"]*"/g, '')
    .replace(/>\s+</g, '><')
    .replace(
      /<(mi|mn|mo|mtext|ms)((?: [\w-]+="[^"]*")*?) mathvariant="([\w-]+)"((?: [\w-]+="[^"]*")*)>([^<]*)</g,
      (_, name: string, before: string, variant: string, after: string, text: string) =>
        variant === 'normal'
          ? `<${name}${before}${name === 'mi' ? ' mathvariant="normal"' : ''}${after}>${text}<`
          : `<${name}${before}${after}>${inVariant(text, variant)}<`
    )
}

/** The TeX, for those who copy the formula. */
function annotated(mathMl: string, tex: string): string {
  const [, open, body] = /^(<math[^>]*>)([\s\S]*)<\/math>$/.exec(mathMl.trim()) ?? []
  if (open === undefined || body === undefined) return mathMl
  const annotation = tex.replace(/[&<>]/g, (character) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[character] ?? '')
  return `${open}<semantics><mrow>${body}</mrow><annotation encoding="application/x-tex">${annotation}</annotation></semantics></math>`
}
