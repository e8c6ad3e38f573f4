/** The types of charts by name; each is loaded when one is drawn. */

import type {Problem} from '../../data/problem.ts'
import type {ChartType} from '../declaration.ts'
import type {Context} from '../encode.ts'
import type {Sketch} from '../picture.ts'

type DrawType = (context: Context) => Sketch | Problem

/** To add one: write `charts/types/<name>.ts`, add its line here and its name in `declaration.ts`. */
export const drawType: Record<ChartType, () => Promise<DrawType>> = {
  line: () => import('./line.ts').then(({drawLine}) => drawLine),
  slope: () => import('./line.ts').then(({drawLine}) => drawLine),
  bar: () => import('./bars.ts').then(({drawBars}) => drawBars),
  grouped: () => import('./bars.ts').then(({drawBars}) => drawBars),
  stacked: () => import('./bars.ts').then(({drawBars}) => drawBars),
  dot: () => import('./dots.ts').then(({drawDots}) => drawDots),
  scatter: () => import('./scatter.ts').then(({drawScatter}) => drawScatter),
  histogram: () => import('./distribution.ts').then(({drawHistogram}) => drawHistogram),
  box: () => import('./distribution.ts').then(({drawBoxes}) => drawBoxes),
  'small multiples': () => import('./multiples.ts').then(({drawMultiples}) => drawMultiples),
  timeline: () => import('./timeline.ts').then(({drawTimeline}) => drawTimeline),
  map: () => import('./map.ts').then(({drawMap}) => drawMap),
  flow: () => import('./flow.ts').then(({drawFlow}) => drawFlow),
  table: () => import('./table.ts').then(({drawTable}) => drawTable)
}
