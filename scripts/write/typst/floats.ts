/** The pieces of a chapter → the same, with marks around the figures that may float. */

import {isLandscape} from './piece-shapes.ts'
import type {FloatPlace, Piece} from './pieces.ts'

/**
 * Mark what may float: in a run of text that no page break ends, figures and tables that stand on the page itself.
 *
 * One that stays where it is, or breaks there, lets those before it of its kind go first.
 *
 * @param name  of the text, which no other has
 */
export function markFloats(pieces: readonly Piece[], name: string): Piece[] {
  const marked: Piece[] = []
  let run: FloatPlace[] = []
  let runs = 0
  const endRun = () => {
    for (const place of run) place.count = run.length
    if (run.length > 0) runs += 1
    run = []
  }
  for (const piece of pieces) {
    if (endsPage(piece)) endRun()
    if (typeof piece === 'string' || piece.type !== 'figure' || piece.isLandscape) {
      marked.push(piece)
      continue
    }
    const place: FloatPlace = {run: `${name}#${runs}`, index: run.length, count: 0}
    piece.float = place
    run.push(place)
    const way = !piece.isFloating || isHeading(marked.at(-1)) ? 'stays' : piece.isBreakable ? 'breaks' : 'moves'
    marked.push({type: 'floatMark', side: 'before', way: [piece.kind, way], place}, piece)
    marked.push({type: 'floatMark', side: 'after', place})
  }
  endRun()
  return marked
}

/** A figure right below a heading stays there: elsewhere it might stand above it. */
const isHeading = (piece: Piece | undefined) => typeof piece === 'object' && piece.type === 'heading'

const endsPage = (piece: Piece) =>
  typeof piece === 'object' && (piece.type === 'pageBreak' || piece.type === 'landscape' || isLandscape(piece))
