/** Associations counted two ways, side by side: the active ones and the declared ones are never joined. */

import type {Point, Series} from '../../data/data.ts'
import {isProblem} from '../../data/problem.ts'
import {pickSeries, printPoint} from '../lines.ts'
import {fullWidth, muted, rule, strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {box, line, lines, text} from '../svg.ts'

export const associations: DrawChart = (input) => {
  const found = pickSeries(input.data, ['associations-active', 'associations-declared'])
  if (isProblem(found)) return found
  const names = [
    ['Associations actives', '(enquêtes du HCP)'],
    ['Associations déclarées', '(ministère de l’Intérieur)']
  ]
  const {width: full, height} = input.space ?? {width: fullWidth, height: 218}
  const [top, bottom] = [54, height - 20]
  const most = Math.max(...found.flatMap((one) => one.points.map(({value}) => value)))
  const y = (value: number) => bottom - ((bottom - top) * value) / most
  const gap = 30
  const count = found.reduce((sum, one) => sum + one.points.length, 0)
  const step = (full - gap) / count
  let left = 0
  const panels = found.map((one, index) => {
    const from = left
    left += one.points.length * step + gap
    return panel(one, index, from)
  })
  const rows = found.flatMap((one, index) =>
    one.points.map((point) => [names[index]!.join(' '), point.year, print(point)])
  )
  return picture(
    {
      title: 'Associations au Maroc, comptées de deux façons qui ne se raccordent pas',
      description: found
        .map(
          (one, index) =>
            `${names[index]!.join(' ')} : ${one.points.map((point) => `${print(point)} en ${point.year}`).join(', ')}.`
        )
        .join(' '),
      table: {head: ['Ce qui est compté', 'Année', 'Associations'], rows},
      height,
      content: panels.join('')
    },
    input
  )

  function print(point: Point): string {
    return printPoint(point, input.lang)
  }

  function panel(one: Series, index: number, from: number): string {
    const {colour} = strokes[index]!
    const width = one.points.length * step
    const bars = one.points.map((point, at) => {
      const middle = from + (at + 0.5) * step
      return [
        box({left: middle - step * 0.31, right: middle + step * 0.31, top: y(point.value), bottom}, {fill: colour}),
        text(middle, y(point.value) - 8, print(point), {anchor: 'middle', weight: 'semibold'}),
        text(middle, bottom + 11, point.year, {anchor: 'middle', colour: muted})
      ].join('')
    })
    return [
      lines(from, 14, names[index]!, {colour, weight: 'semibold'}),
      line(from, bottom, from + width, bottom, {colour: rule, width: 1}),
      ...bars
    ].join('')
  }
}
