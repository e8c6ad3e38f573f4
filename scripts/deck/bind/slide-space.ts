/** Heights in pixels of a slide → the space that a drawing has there, in its own units. */

import {fullWidth} from '../../charts/palette.ts'
import type {Space} from '../../charts/picture.ts'

/** Width of the text of a slide of 960 pixels; `slides/theme/styles/deck.css` sets it. */
const textWidth = 868

/** A drawing as wide as on paper is shown as wide as the text: its smallest words, 8.5 units, are 20 pixels high. */
function spaceOf(height: number): Space {
  return {width: fullWidth, height: (height * fullWidth) / textWidth}
}

/** Under a title of one line, with two lines of source below. */
export const chartSpace = spaceOf(384)

/** The same for a figure, which has two lines of caption between the drawing and its source. */
export const figureSpace = spaceOf(354)
