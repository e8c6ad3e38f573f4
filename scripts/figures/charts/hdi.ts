/** Human development since 1990, and what inequality takes away from it. */

import type {Point} from '../data.ts'
import {formatNumber} from '../format.ts'
import {lineChart, pickSeries, printPoint, yearOf} from '../lines.ts'
import {series as strokes} from '../palette.ts'
import {type Chart, picture} from '../picture.ts'
import {lines, text} from '../svg.ts'
import {isProblem} from '../values.ts'

export const hdi: Chart = (input) => {
  const found = pickSeries(input.data, ['hdi', 'ihdi'])
  if (isProblem(found)) return found
  const [whole, adjusted] = [found[0]!, found[1]!]
  const format = (point: Point) => printPoint(point, input.lang)
  const drawn = lineChart({
    series: found,
    height: 200,
    right: 76,
    unit: 'Indice, de 0 à 1',
    years: [1990, 1995, 2000, 2005, 2010, 2015, 2022],
    ticks: [0.4, 0.5, 0.6, 0.7],
    format: (value) => formatNumber(value, input.lang, 1),
    markers: 'ends'
  })
  const words = [
    {one: whole, name: ['IDH']},
    {one: adjusted, name: ['IDH ajusté', 'aux inégalités']}
  ].map(({one, name}, index) => {
    const last = one.points.at(-1)!
    const first = one.points[0]!
    const colour = strokes[index]!.colour
    return (
      lines(drawn.frame.right + 8, drawn.y(last.value), [...name, format(last)], {colour, weight: 'semibold'}) +
      (index === 0
        ? text(drawn.x(yearOf(first)) + 2, drawn.y(first.value) + 11, format(first), {colour})
        : text(drawn.x(yearOf(first)) - 7, drawn.y(first.value), format(first), {colour, anchor: 'end'}))
    )
  })
  const years = whole.points.map(({year}) => year)
  return picture(
    {
      title: 'Indice de développement humain du Maroc, de 1990 à 2022',
      description: `L'indice passe de ${format(whole.points[0]!)} en ${years[0]} à ${format(whole.points.at(-1)!)} en ${years.at(-1)}. Ajusté aux inégalités, il passe de ${format(adjusted.points[0]!)} en ${adjusted.points[0]!.year} à ${format(adjusted.points.at(-1)!)} en ${adjusted.points.at(-1)!.year}.`,
      table: {
        head: ['Année', 'IDH', 'IDH ajusté aux inégalités'],
        rows: years.map((year) => [
          year,
          ...found.map((one) => {
            const point = one.points.find((other) => other.year === year)
            return point ? format(point) : '—'
          })
        ])
      },
      height: 200,
      content: drawn.content + words.join('')
    },
    input
  )
}
