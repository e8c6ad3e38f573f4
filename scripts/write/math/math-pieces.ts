/** MathJax's tree of a formula → what `math.typ` walks; undefined where Typst has nothing for it. */

import {inVariant} from './math-alphabets.ts'

/** A node of MathJax's tree, as far as we read it. */
export interface MmlNode {
  kind: string
  childNodes: MmlNode[]
  /** Of TeX, once the tree knows its neighbours: the index of one of `classes`. */
  texClass: number
  /** Space before it, such as `thinmathspace`. */
  texSpacing(): string
  attributes: {get(name: string): unknown; getExplicit(name: string): unknown}
  getProperty(name: string): unknown
  getText?(): string
  setTeXclass(before: MmlNode | null): MmlNode
}

/** As Typst names them, in the order of TeX's; what TeX calls inner has its spaces written out. */
const classes = ['normal', 'large', 'binary', 'relation', 'opening', 'closing', 'punctuation', 'normal'] as const
const [operator, opening, closing, inner] = [1, 4, 5, 7]

type MathClass = (typeof classes)[number]
type MathStyle = 'display' | 'inline' | 'script' | 'sscript'

/** A share of the part's own size, and em. */
type Size = [share: number, em: number]

/** The name of a function of `math.typ`, and what it is given. Lengths are in em; nothing in it is Typst code. */
export type MathPiece =
  | ['row', MathPiece[]]
  | ['nothing']
  | ['sign', character: string, MathClass, isUpright: boolean]
  | ['word', text: string, isItalic: boolean]
  | ['operator', text: string]
  | ['text', text: string, variant: string]
  | ['primes', count: number]
  | ['space', width: number]
  | ['rule', width: number, height: number, depth: number, colour: string | null]
  | ['class', MathClass, MathPiece]
  | ['fraction', above: MathPiece, below: MathPiece, isSkewed: boolean]
  | ['stack', above: MathPiece, below: MathPiece, MathStyle]
  | ['root', MathPiece, index: MathPiece | null]
  | ['scripts' | 'limits', base: MathPiece, Scripts]
  | ['accent', base: MathPiece, accent: string, isWide: boolean]
  | ['line', place: string, base: MathPiece]
  | ['arrow', character: string]
  | ['fence', MathPiece[], height: number | null]
  | ['middle', MathPiece]
  | ['table', MathTable]
  | ['style', MathStyle, MathPiece]
  | ['colour', text: string | null, background: string | null, MathPiece]
  | ['hidden' | 'frame', MathPiece]
  | ['strike', MathPiece, strikes: 'up' | 'down' | 'both']
  | ['padded', MathPiece, Record<'width' | 'height' | 'depth' | 'lspace' | 'voffset', Size>]

/** What stands at the corners of a base, or above and below it. */
type Scripts = Partial<Record<'t' | 'b' | 'tl' | 'bl', MathPiece>>

export interface MathTable {
  rows: MathPiece[][]
  align: ('left' | 'center' | 'right')[]
  /** After each column, and each row. */
  columnGaps: number[]
  rowGaps: number[]
  style: MathStyle
  /** Present when it has lines: those after each column and row, and around it from the top clockwise. */
  lines?: {columns: string[]; rows: string[]; frame: string[]}
}

/** Thrown by what Typst has nothing for, and caught by `mathPieces` alone. */
const unsupported = new Error('No Typst for this formula')

/** Pieces inside each other; the engine calls no function deeper than it calls them, in the lists and boxes around. */
const deepest = 20

/** Read a whole formula; its tree is told its classes. */
export function mathPieces(tree: MmlNode): MathPiece | undefined {
  tree.setTeXclass(null)
  try {
    const piece = read(tree)
    return nesting(piece) > deepest ? undefined : piece
  } catch (problem) {
    if (problem === unsupported) return undefined
    throw problem
  }
}

function nesting(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inside = Math.max(0, ...Object.values(value).map(nesting))
  return Array.isArray(value) && typeof value[0] === 'string' ? inside + 1 : inside
}

function read(node: MmlNode): MathPiece {
  const element = elements[node.kind]
  if (!element || ['mathsize', 'style'].some((name) => node.attributes.getExplicit(name))) refuse()
  const piece = element(node, read)
  const colour = colourOf(node, 'mathcolor')
  const background = node.kind === 'mspace' ? null : colourOf(node, 'mathbackground')
  return colour || background ? ['colour', colour, background, piece] : piece
}

type Read = (node: MmlNode) => MathPiece

/** One function for each element of MathML that MathJax makes of TeX. */
const elements: Record<string, (node: MmlNode, read: Read) => MathPiece> = {
  math: readRow,
  inferredMrow: readRow,
  mrow: (node, read) => (isFence(node) ? readFence(node, read) : readRow(node, read)),
  TeXAtom(node, read) {
    const body = readRow(node, read)
    const name = classes[node.texClass]
    if (name === 'normal' && isNothing(body)) return ['nothing']
    if (body[0] === 'sign' && name) return ['sign', body[1], name, body[3]]
    if (name === undefined || (name === 'normal' && node.texClass !== inner)) return body
    return ['class', name, body]
  },
  mi(node) {
    const text = variantOf(node)
    const isOne = [...text].length === 1
    const variant = node.attributes.get('mathvariant')
    if (isOne && node.texClass !== operator) return ['sign', text, classOf(node), variant === 'normal']
    if (text === '') return ['nothing']
    return node.texClass === operator
      ? ['operator', text]
      : ['word', text, variant === '-tex-mathit' || variant === 'italic']
  },
  mn: (node) => ['word', variantOf(node), false],
  mo: readSign,
  mtext: (node) => ['text', node.getText!(), String(node.attributes.get('mathvariant') ?? 'normal')],
  ms: () => refuse(),
  mspace(node) {
    if (node.attributes.getExplicit('linebreak') === 'newline') refuse()
    const [width, height, below] = ['width', 'height', 'depth'].map((name) => lengthOf(node, name)) as [
      number,
      number,
      number
    ]
    if (height === 0 && below === 0) return ['space', width]
    return ['rule', width, height, below, colourOf(node, 'mathbackground')]
  },
  mfrac(node, read) {
    const [above, below] = node.childNodes.map(read) as [MathPiece, MathPiece]
    const thickness = String(node.attributes.get('linethickness'))
    if (/^0(?:\D|$)/.test(thickness)) return ['stack', above, below, stepDown(styleOf(node))]
    if (!/^(?:1|medium|thickmathspace)$/.test(thickness)) refuse()
    if (node.attributes.getExplicit('numalign') ?? node.attributes.getExplicit('denomalign')) refuse()
    return ['fraction', above, below, node.attributes.get('bevelled') === true]
  },
  msqrt: (node, read) => ['root', readRow(node, read), null],
  mroot: (node, read) => ['root', read(node.childNodes[0]!), read(node.childNodes[1]!)],
  msub: ({childNodes: [base, b]}, read) => ['scripts', read(base!), {b: read(b!)}],
  msup: ({childNodes: [base, t]}, read) => ['scripts', read(base!), {t: read(t!)}],
  msubsup: ({childNodes: [base, b, t]}, read) => ['scripts', read(base!), {b: read(b!), t: read(t!)}],
  munder: ({childNodes: [base, under]}, read) => readLimits(base!, {b: under}, read),
  mover: ({childNodes: [base, over]}, read) => readLimits(base!, {t: over}, read),
  munderover: ({childNodes: [base, under, over]}, read) => readLimits(base!, {b: under, t: over}, read),
  mmultiscripts({childNodes: [base, ...scripts]}, read) {
    const before = scripts.findIndex(({kind}) => kind === 'mprescripts')
    const [after, prior] = before === -1 ? [scripts, []] : [scripts.slice(0, before), scripts.slice(before + 1)]
    if (after.length > 2 || prior.length > 2) refuse()
    const given = {b: after[0], t: after[1], bl: prior[0], tl: prior[1]}
    const made = Object.entries(given).flatMap(([place, node]) => (node && !isEmpty(node) ? [[place, read(node)]] : []))
    return ['scripts', read(base!), Object.fromEntries(made) as Scripts]
  },
  mprescripts: () => refuse(),
  none: () => ['row', []],
  mtable: readTable,
  menclose(node, read) {
    const kinds = String(node.attributes.get('notation')).split(' ').sort().join(' ')
    if (kinds === 'box') return ['frame', readRow(node, read)]
    const strikes = {
      updiagonalstrike: 'up',
      downdiagonalstrike: 'down',
      'downdiagonalstrike updiagonalstrike': 'both'
    } as const
    if (!Object.hasOwn(strikes, kinds)) return refuse()
    return ['strike', readRow(node, read), strikes[kinds as keyof typeof strikes]]
  },
  mphantom: (node, read) => ['hidden', readRow(node, read)],
  mpadded(node, read) {
    const own = {width: 'width', height: 'height', depth: 'depth', lspace: 'width', voffset: 'height'} as const
    const sizes = Object.entries(own).map(([name, whole]) => [name, sizeOf(node, name, whole)])
    return ['padded', ['style', styleOf(node), readRow(node, read)], Object.fromEntries(sizes)]
  },
  mstyle(node, read) {
    const body = readRow(node, read)
    const given = ['displaystyle', 'scriptlevel'].some((name) => node.attributes.getExplicit(name) !== undefined)
    return given ? ['style', styleOf(node.childNodes[0] ?? node), body] : body
  }
}

/** Not even space: what stands beside it is spaced as beside a letter. */
const isNothing = (piece: MathPiece) => piece[0] === 'row' && piece[1].length === 0

function refuse(): never {
  throw unsupported
}

const isEmpty = (node: MmlNode): boolean =>
  node.kind === 'none' ||
  (node.getText
    ? node.getText() === ''
    : node.childNodes.every(isEmpty) && !/^m(?:space|padded|table|frac|sqrt)$/.test(node.kind))

/** Children one after the other; Typst spaces them by their classes, but for what TeX calls inner. */
function readRow(node: MmlNode, read: Read): MathPiece {
  const children = node.childNodes.flatMap((child) => (child.kind === 'inferredMrow' ? child.childNodes : [child]))
  const made: MathPiece[] = []
  let before: number | undefined
  for (const child of children) {
    if (before === inner || child.texClass === inner) {
      const space = namedLengths[child.texSpacing()]
      if (space && before !== undefined) made.push(['space', space])
    }
    const piece = read(child)
    if (piece[0] !== 'row') made.push(piece)
    else made.push(...piece[1])
    if (child.texClass >= 0) before = child.texClass
  }
  return made.length === 1 ? made[0]! : ['row', made]
}

/** What `\left` and `\right` stand around. */
function isFence({texClass, childNodes, getProperty}: MmlNode): boolean {
  return (
    texClass === inner &&
    childNodes.length > 1 &&
    childNodes[0]!.kind === 'mo' &&
    childNodes.at(-1)!.kind === 'mo' &&
    getProperty !== undefined
  )
}

function readFence({childNodes}: MmlNode, read: Read): MathPiece {
  const [first, ...between] = childNodes
  const last = between.pop()!
  const side = (node: MmlNode, name: MathClass): MathPiece => {
    const text = node.getText!()
    return text === '' ? ['row', []] : ['sign', text, name, false]
  }
  const body = between.map(
    (child): MathPiece =>
      child.kind === 'mo' && child.attributes.getExplicit('stretchy') === true ? ['middle', read(child)] : read(child)
  )
  return ['fence', [side(first!, 'opening'), ...body, side(last, 'closing')], null]
}

function readSign(node: MmlNode): MathPiece {
  const text = variantOf(node).replace(/^-$/, '−').replace(/^\*$/, '∗')
  if (text === '' || /^[\u2061-\u2064]$/.test(text)) return ['row', []]
  const primes = '′″‴⁗'.indexOf(text)
  if (primes !== -1) return ['primes', primes + 1]
  if (/[\uE000-\uF8FF]/.test(text)) refuse()
  const name = classOf(node)
  if ([...text].length > 1 && !/^.\p{M}$/u.test(text)) {
    return node.texClass === operator ? ['operator', text] : ['class', name, ['word', text, false]]
  }
  const height = node.attributes.getExplicit('minsize')
  const isDelimiter = node.texClass === opening || node.texClass === closing
  if (height === undefined) return ['sign', text, name, false]
  const fence: MathPiece = ['fence', [['sign', text, 'opening', false]], lengthOf(node, 'minsize')]
  return isDelimiter ? ['class', name, fence] : fence
}

const isAccent = (node: MmlNode | undefined): node is MmlNode =>
  node?.kind === 'mo' && node.attributes.get('accent') === true

const lines: Record<string, string> = {
  '⏞': 'overbrace',
  '⎴': 'overbracket',
  '⏜': 'overparen',
  '⏠': 'overshell',
  '―': 'overline',
  '⏟': 'underbrace',
  '⎵': 'underbracket',
  '⏝': 'underparen',
  '⏡': 'undershell'
}

/** Arrows below a base, as the signs that combine with it. */
const below: Record<string, string> = {'→': '\u20EF', '←': '\u20EE', '↔': '\u034D'}

/** Above and below a base: accents, braces, limits, or the words of a long arrow. */
function readLimits(base: MmlNode, {t, b}: {t?: MmlNode | undefined; b?: MmlNode | undefined}, read: Read): MathPiece {
  const over = t && !b ? markOf(t) : undefined
  if (over !== undefined) {
    if (lines[over]?.startsWith('over')) return ['line', lines[over], read(base)]
    return ['accent', read(base), over, t!.attributes.get('stretchy') === true]
  }
  const under = b && !t ? markOf(b) : undefined
  if (under !== undefined) {
    if (under === '―') return ['line', 'underline', read(base)]
    if (lines[under]?.startsWith('under')) return ['line', lines[under], read(base)]
    return below[under] ? ['accent', read(base), below[under], true] : refuse()
  }
  const isArrow = base.kind === 'mo' && base.attributes.get('stretchy') === true
  const part = (node: MmlNode) => (isArrow && node.kind === 'mpadded' ? readRow(node, read) : read(node))
  const scripts: Scripts = {...(t && {t: part(t)}), ...(b && {b: part(b)})}
  if (isArrow) return ['limits', ['arrow', variantOf(base)], scripts]
  const moves = coreOf(base).attributes.get('movablelimits') === true && styleOf(base) !== 'display'
  return [moves ? 'scripts' : 'limits', read(base), scripts]
}

/** The sign of an accent or a brace. */
function markOf(node: MmlNode): string | undefined {
  const text = node.kind === 'mo' ? node.getText!() : ''
  return isAccent(node) || lines[text] ? text : undefined
}

const coreOf = (node: MmlNode): MmlNode =>
  node.childNodes.length === 1 && /^(?:TeXAtom|mrow|inferredMrow|mstyle)$/.test(node.kind)
    ? coreOf(node.childNodes[0]!)
    : node

function readTable(node: MmlNode, read: Read): MathPiece {
  const rows = node.childNodes
  const listed = (name: string, among = node) =>
    String(among.attributes.get(name) ?? '')
      .split(' ')
      .filter(Boolean)
  if (rows.some(({kind}) => kind !== 'mtr') || node.attributes.getExplicit('width') !== undefined) refuse()
  const width = Math.max(0, ...rows.map(({childNodes}) => childNodes.length))
  const each = (values: string[], count: number) =>
    Array.from({length: count}, (_, index) => values[index] ?? values.at(-1) ?? 'none')
  for (const cell of rows.flatMap(({childNodes}) => childNodes)) {
    if (
      ['columnalign', 'columnspan', 'rowspan', 'mathbackground'].some(
        (name) => cell.attributes.getExplicit(name) !== undefined
      )
    )
      refuse()
  }
  const table: MathTable = {
    rows: rows.map(({childNodes}) =>
      Array.from({length: width}, (_, index) => (childNodes[index] ? readRow(childNodes[index], read) : ['row', []]))
    ),
    align: each(listed('columnalign'), width).map((side) => (side === 'left' || side === 'right' ? side : 'center')),
    columnGaps: each(listed('columnspacing'), width - 1).map((typed) => length(typed)),
    rowGaps: each(listed('rowspacing'), rows.length - 1).map((typed) => length(typed)),
    style: styleOf(rows[0]?.childNodes[0]?.childNodes[0] ?? node)
  }
  const sides = listed('data-frame-styles')
  const frame = sides.length === 4 ? sides : each(listed('frame'), 4)
  const [columns, across] = [each(listed('columnlines'), width - 1), each(listed('rowlines'), rows.length - 1)]
  if ([...frame, ...columns, ...across].some((line) => line !== 'none')) table.lines = {columns, rows: across, frame}
  return ['table', table]
}

const classOf = ({texClass}: MmlNode): MathClass => classes[texClass] ?? 'normal'

function styleOf(node: MmlNode): MathStyle {
  const level = Number(node.attributes.get('scriptlevel') ?? 0)
  if (level > 0) return level === 1 ? 'script' : 'sscript'
  return node.attributes.get('displaystyle') === true ? 'display' : 'inline'
}

/** Of the parts of a fraction. */
const stepDown = (style: MathStyle): MathStyle =>
  style === 'display' ? 'inline' : style === 'inline' ? 'script' : 'sscript'

function variantOf(node: MmlNode): string {
  const text = node.getText!()
  const variant = String(node.attributes.get('mathvariant') ?? 'normal')
    .replace('-tex-', '')
    .replace('calligraphic', 'script')
  return /^(?:normal|italic|mathit|variant)$/.test(variant) ? text : inVariant(text, variant)
}

/** In em. Source: MathML 3, “Length values”. */
const units: Record<string, number> = {em: 1, ex: 0.431, mu: 1 / 18}
/** Of the type that is not made smaller: scripts are. */
const absolute: Record<string, number> = {px: 1 / 16, pt: 0.1, pc: 1.2, cm: 2.845, mm: 0.2845, in: 7.227}
const scales: Record<MathStyle, number> = {display: 1, inline: 1, script: 0.7, sscript: 0.5}
const namedLengths: Record<string, number> = {thinmathspace: 0.1667, mediummathspace: 0.2222, thickmathspace: 0.2778}

function length(typed: string, style: MathStyle = 'inline'): number {
  const named = namedLengths[typed]
  if (named !== undefined) return named
  const [, number, unit = ''] = /^([+-]?[\d.]+)([a-z]*)$/.exec(typed) ?? refuse()
  if (Number(number) === 0) return 0
  const em = units[unit] ?? (absolute[unit] ?? refuse()) / scales[style]
  return Math.round(Number(number) * em * 1e4) / 1e4
}

const lengthOf = (node: MmlNode, name: string) => length(String(node.attributes.get(name) ?? 0), styleOf(node))

/** Of `mpadded`: `+1em` is added to its own, `-1width` is a share of that. */
function sizeOf(node: MmlNode, name: string, whole: string): Size {
  const typed = node.attributes.getExplicit(name)
  const isPlace = name === 'lspace' || name === 'voffset'
  if (typed === undefined || typed === '') return [isPlace ? 0 : 1, 0]
  const [, share, of] = /^([+-]?[\d.]+)(width|height|depth)$/.exec(String(typed)) ?? []
  if (of !== undefined) return of === whole && (isPlace || !/^[+-]/.test(share!)) ? [Number(share), 0] : refuse()
  return [/^[+-]/.test(String(typed)) && !isPlace ? 1 : 0, length(String(typed), styleOf(node))]
}

/** Source: CSS Color 4, “Named colors”; those that xcolor knows as well. */
const named: Record<string, string> = {
  black: '#000000',
  blue: '#0000ff',
  brown: '#a52a2a',
  cyan: '#00ffff',
  darkgray: '#a9a9a9',
  gray: '#808080',
  green: '#008000',
  lightgray: '#d3d3d3',
  lime: '#00ff00',
  magenta: '#ff00ff',
  olive: '#808000',
  orange: '#ffa500',
  pink: '#ffc0cb',
  purple: '#800080',
  red: '#ff0000',
  teal: '#008080',
  violet: '#ee82ee',
  white: '#ffffff',
  yellow: '#ffff00'
}

function colourOf(node: MmlNode, name: string): string | null {
  const typed = node.attributes.getExplicit(name)
  if (typed === undefined || typed === '') return null
  const colour = named[String(typed).toLowerCase()] ?? String(typed)
  return /^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(colour) ? colour : refuse()
}
