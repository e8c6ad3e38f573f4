/** The pieces of a chapter → the same, with marks around the figures that may float. */

import type {Element, FloatPlace, FloatWay, Piece} from './pieces.ts'

/** Blocks, at most, that what breaks or lies on its side may stand after. */
const mostSteps = 24

/**
 * Mark what may float: in a run of text that no page break ends, figures and tables that stand on the page itself.
 *
 * One that stays where it is lets those before it of its kind go first. One that breaks, or lies on its side, holds the
 * text that follows it, which it may stand after; figures of another kind in it as well.
 *
 * @param name  of the text, which no other has
 */
export function markFloats(pieces: readonly Piece[], name: string): Piece[] {
  const marked: Piece[] = []
  let run: FloatPlace[] = []
  let runs = 0
  let steps: Piece[][] | undefined
  let held = ''
  let previous: Piece | undefined
  const hasFloats = pieces.some((piece) => wayOf(piece, undefined))
  const endRun = () => {
    for (const place of run) place.count = run.length
    if (run.length > 0) runs += 1
    run = []
    steps = undefined
  }
  for (const [index, plain] of pieces.entries()) {
    const piece = hasFloats && mayBreak(plain) ? {...plain, breaks: `${name}#${index}`} : plain
    const way = wayOf(piece, previous)
    if (way) {
      const place: FloatPlace = {run: `${name}#${runs}`, index: run.length, count: 0}
      run.push(place)
      const shown: Piece[] = [
        {type: 'floatMark', side: 'before', way, place},
        {...(piece as Extract<Piece, {type: 'figure' | 'landscape'}>), float: place},
        {type: 'floatMark', side: 'after', place}
      ]
      if (steps && way[1] === 'moves' && way[0] !== held) steps.push(shown)
      else {
        steps = way[1] === 'breaks' || way[1] === 'turned' ? [] : undefined
        held = way[0]
        if (steps) marked.push({type: 'later', place, children: shown, steps})
        else marked.push(...shown)
      }
    } else {
      if (typeof piece === 'object' && piece.type === 'pageBreak') endRun()
      if (!steps) marked.push(piece)
      else if (steps.length === 0 || (steps.length < mostSteps && mayPart(previous, piece))) steps.push([piece])
      else steps.at(-1)?.push(piece)
    }
    previous = piece
  }
  endRun()
  return marked
}

/** Whether a piece is a block, of lines that are not those of the page itself. */
function mayBreak(piece: Piece): piece is Element {
  if (typeof piece === 'string' || flowing.has(piece.type)) return false
  return piece.type !== 'figure' || piece.isBreakable
}

const flowing = new Set<Element['type']>([
  'paragraph',
  'heading',
  'pageBreak',
  'equation',
  'anchor',
  'rule',
  'landscape'
])

/** Of what kind a figure is and where it may go; nothing for other pieces. */
function wayOf(piece: Piece, previous: Piece | undefined): [kind: string, way: FloatWay] | undefined {
  if (typeof piece === 'string') return undefined
  if (piece.type === 'landscape') {
    const figure = piece.children.find((child) => typeof child === 'object' && child.type === 'figure')
    return [figure?.kind ?? 'table', 'turned']
  }
  if (piece.type !== 'figure') return undefined
  if (piece.isLandscape) return [piece.kind, 'turned']
  // A figure right below a heading stays there: elsewhere it might stand above it.
  if (!piece.isFloating || (typeof previous === 'object' && previous.type === 'heading')) return [piece.kind, 'stays']
  return [piece.kind, piece.isBreakable ? 'breaks' : 'moves']
}

/** Whether a table may come between two blocks: before a heading, or between paragraphs that are whole. */
function mayPart(before: Piece | undefined, after: Piece): boolean {
  if (typeof before !== 'object' || typeof after !== 'object' || before.type === 'heading') return false
  return after.type === 'heading' || (after.type === 'paragraph' && before.type !== 'equation')
}
