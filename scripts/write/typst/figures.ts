/** Figures, their parts and panels, and tables → the pieces that `walk.typ` prints. */

import type {Image, Node, Paragraph, Table, TableCell} from 'mdast'
import type {Figure, FlowContent, Panels} from '../../document/nodes.ts'
import {capitalise, plainText} from '../../document/text.ts'
import {insideOf} from './nesting.ts'
import {writeImage} from './pictures.ts'
import {besideMark, isHigh, isLandscape} from './piece-shapes.ts'
import type {FigurePiece, Piece} from './pieces.ts'
import {declare, type State} from './state.ts'
import {writeTable} from './tables.ts'

/** Writes what is inside. */
type WriteAll = (nodes: readonly Node[], state: State) => Piece[]

/** A figure, table or listing with its caption and source. */
export function figurePiece(node: Figure, state: State, write: WriteAll): FigurePiece {
  const caption = node.children.find((child) => child.type === 'caption')
  const source = node.children.find((child) => child.type === 'source')
  const inside: State = {...state, isOnPage: false}
  const body = writeShown(node, state, write)
  const isShort = body.every((piece) => typeof piece === 'object' && !isHigh(piece, state.writing.page))
  const isBreakable = node.kind !== 'figure' && !isShort
  return {
    type: 'figure',
    kind: node.kind,
    term: capitalise(state.writing.terms[node.kind][0]),
    separator: state.writing.terms.captionSeparator,
    number: node.number ?? null,
    label: declare(node.attributes?.id, state),
    isLandscape: body.some(isLandscape),
    isBreakable,
    isFloating: caption !== undefined && mayFloat(node, state),
    body,
    caption: caption ? write(caption.children, inside) : null,
    source: source ? write(source.children, inside) : null
  }
}

/** What a figure shows, without its caption and source. */
function writeShown(node: Figure, state: State, write: WriteAll): Piece[] {
  const shown = node.children.filter(({type}) => !['caption', 'shortCaption', 'source'].includes(type)) as FlowContent[]
  const caption = node.children.find((child) => child.type === 'caption')
  const captionText = caption ? plainText(caption).trim() : ''
  const canBeLandscape = state.isOnPage && shown.length === 1
  const inside: State = {...state, isOnPage: false}
  return shown.flatMap((child): Piece[] => {
    const image = child.type === 'paragraph' ? imageAlone(child) : undefined
    if (image) return [{type: 'picture', children: writeImage(image, inside, captionText, false)}]
    if (child.type === 'table') return tablePieces(child, inside, write, {isCaptioned: true, canBeLandscape})
    return write([child], inside)
  })
}

/** A part of a figure: its letter stands before its caption, and the whole has the number. */
export function partPiece(node: Figure, state: State, write: WriteAll): Piece {
  const below = node.children.filter(({type}) => type === 'caption' || type === 'source')
  const lines = below.map((line) => write(line.type === 'caption' ? line.children : [line], state))
  return {
    type: 'part',
    letter: `(${node.part})`,
    label: declare(node.attributes?.id, state),
    body: writeShown(node, state, write),
    lines
  }
}

/** Space between panels, in points. */
const gutter = 12

/** Pictures, or parts of a figure, side by side. */
export function panelsPiece({rows, children}: Panels, state: State, write: WriteAll): Piece {
  let next = 0
  return {
    type: 'panels',
    gutter,
    isOfPictures: children.every(
      (child) => child.type === 'figure' || (child.type === 'paragraph' && imageAlone(child))
    ),
    rows: rows.map((widths) => {
      const cells = children.slice(next, next + widths.length)
      next += widths.length
      const share = widths.reduce((sum, width) => sum + width, 0)
      const space = (state.width * Math.min(100, share)) / 100 - gutter * (widths.length - 1)
      return {
        widths: widths.map((width) => Math.max(20, (space * width) / share)),
        cells: cells.map((cell, index) => {
          const width = Math.max(20, (space * (widths[index] ?? share)) / share)
          return write([cell], {...state, width, isOnPage: false, depth: state.depth + 1})
        })
      }
    })
  }
}

/** A table and what is in its cells, each with a little less room than the page. */
export function tablePieces(
  node: Table,
  state: State,
  write: WriteAll,
  options: {isCaptioned: boolean; canBeLandscape: boolean}
): Piece[] {
  const writeCell = (cell: TableCell, longestWord: number | undefined) =>
    besideMark(write(cell.children, {...insideOf(state), longestWord}))
  return writeTable(node, state, writeCell, options)
}

/** The image that a paragraph consists of. */
export function imageAlone(node: Paragraph): Image | undefined {
  const [only, ...others] = node.children
  return only?.type === 'image' && others.length === 0 ? only : undefined
}

/** On the page itself, unless the author holds it: `{float=false}`, Quarto's `fig-pos="H"`, `placement=here`. */
function mayFloat({attributes}: Figure, {isOnPage, writing}: State): boolean {
  const {float, placement, 'fig-pos': figPos = '', 'tbl-pos': tblPos = figPos} = attributes?.pairs ?? {}
  const isHeld = float === 'false' || placement === 'here' || tblPos.includes('H') || tblPos === 'h!'
  return isOnPage && writing.page.settings.floats && !isHeld
}
