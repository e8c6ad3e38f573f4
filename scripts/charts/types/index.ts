/** The types of charts by name; each is loaded when one is drawn. */

import {isProblem, type Problem} from '../../data/problem.ts'
import type {Context} from '../context.ts'
import type {ChartType} from '../declaration.ts'
import {tell} from '../describe.ts'
import type {Encoded} from '../encode.ts'
import type {Body, Sketch} from '../picture.ts'
import {encodeFor} from '../refusals.ts'

type DrawType = (context: Context) => Sketch | Problem

/** A type that draws marks: they are read, refused and described for it. */
const marked =
  (draw: (context: Context, encoded: Encoded) => Body | Problem): DrawType =>
  (context) => {
    const encoded = encodeFor(context)
    if (isProblem(encoded)) return encoded
    const drawn = draw(context, encoded)
    return isProblem(drawn) ? drawn : {...tell(context, encoded), ...drawn}
  }

const line = () => import('./line.ts').then(({drawLine}) => marked(drawLine))
const bars = () => import('./bars.ts').then(({drawBars}) => marked(drawBars))

/** To add one: write `charts/types/<name>.ts`, add its line here and its name in `declaration.ts`. */
export const drawType: Record<ChartType, () => Promise<DrawType>> = {
  line,
  slope: line,
  bar: bars,
  grouped: bars,
  stacked: bars,
  dot: () => import('./dots.ts').then(({drawDots}) => marked(drawDots)),
  scatter: () => import('./scatter.ts').then(({drawScatter}) => marked(drawScatter)),
  histogram: () => import('./distribution.ts').then(({drawHistogram}) => marked(drawHistogram)),
  box: () => import('./distribution.ts').then(({drawBoxes}) => marked(drawBoxes)),
  'small multiples': () => import('./multiples.ts').then(({drawMultiples}) => drawMultiples),
  timeline: () => import('./timeline.ts').then(({drawTimeline}) => drawTimeline),
  map: () => import('./map.ts').then(({drawMap}) => drawMap),
  flow: () => import('./flow.ts').then(({drawFlow}) => drawFlow),
  table: () => import('./table.ts').then(({drawTable}) => drawTable)
}
