/** A space on a slide → the drawing with the largest words that fit in it. */

import {isProblem, type Problem} from '../data/problem.ts'
import type {Picture, Space} from './picture.ts'

/** How much larger than on paper the words of a drawing may be, from the best on. */
const enlargements = [1.35, 1.25, 1.15, 1.07, 1]

/** A space drawn in fewer units has larger words when it is shown at its full size. */
export async function fillSpace(
  draw: (space: Space | undefined) => Promise<Picture | Problem>,
  space: Space | undefined
): Promise<Picture | Problem> {
  if (!space) return draw(undefined)
  let drawn: Picture | Problem | undefined
  for (const by of enlargements) {
    drawn = await draw({width: space.width / by, height: space.height / by})
    if (!isProblem(drawn) || !['figures:too-tall', 'figures:too-long'].includes(drawn.rule)) break
  }
  return drawn!
}
