/** The pieces of a chapter → the same, with marks around the figures that may float. */

import {isLandscape} from './piece-shapes.ts'
import type {FigurePiece, FloatPlace, Piece} from './pieces.ts'

/**
 * Mark what may float: in a run of text that no page break ends, figures and tables that stand on the page itself.
 *
 * A figure that stays where it is lets those before it of its kind go first.
 *
 * @param name  of the text, which no other has
 */
export function markFloats(pieces: readonly Piece[], name: string): Piece[] {
  const marked: Piece[] = []
  let run: FigurePiece[] = []
  let places: FloatPlace[] = []
  let runs = 0
  const placeNext = () => {
    const place: FloatPlace = {run: `${name}#${runs}`, index: run.length, count: 0}
    places.push(place)
    return place
  }
  const endRun = () => {
    for (const place of places) place.count = run.length
    if (run.length > 0) runs += 1
    run = []
    places = []
  }
  for (const piece of pieces) {
    if (endsPage(piece)) endRun()
    if (typeof piece === 'string' || piece.type !== 'figure' || piece.isLandscape) {
      marked.push(piece)
    } else if (piece.isFloating) {
      piece.float = placeNext()
      run.push(piece)
      marked.splice(beforeHeadings(marked), 0, {type: 'floatMark', side: 'before', place: piece.float})
      marked.push(piece, {type: 'floatMark', side: 'after', place: piece.float})
    } else {
      const same = run.flatMap(({kind}, index) => (kind === piece.kind ? [index] : []))
      if (same.length > 0) marked.push({type: 'floatsFirst', same, place: placeNext()})
      marked.push(piece)
    }
  }
  endRun()
  return marked
}

/** A heading goes where what is below it goes. */
const beforeHeadings = (pieces: readonly Piece[]) =>
  pieces.findLastIndex((piece) => typeof piece === 'string' || piece.type !== 'heading') + 1

const endsPage = (piece: Piece) =>
  typeof piece === 'object' && (piece.type === 'pageBreak' || piece.type === 'landscape' || isLandscape(piece))
