/** Poverty in towns and in the country, at the national threshold. */

import type {Point} from '../data.ts'
import {formatNumber} from '../format.ts'
import {lineChart, pickSeries, printPoint, yearOf} from '../lines.ts'
import {series as strokes} from '../palette.ts'
import {type Chart, picture} from '../picture.ts'
import {lines, text} from '../svg.ts'
import {isProblem} from '../values.ts'

export const poverty: Chart = (input) => {
  const found = pickSeries(input.data, ['poverty-rural', 'poverty', 'poverty-urban'])
  if (isProblem(found)) return found
  const names = ['Campagnes', 'Ensemble', 'Villes']
  const format = (point: Point) => printPoint(point, input.lang)
  const years = [...new Set(found.flatMap((one) => one.points.map(({year}) => year)))].sort()
  const drawn = lineChart({
    series: found,
    height: 210,
    right: 62,
    unit: 'En % de la population, seuil national',
    years: years.map(Number),
    ticks: [0, 5, 10, 15, 20, 25],
    format: (value) => formatNumber(value, input.lang),
    markers: 'all'
  })
  const label = (point: Point, index: number, isLast: boolean) => {
    const {colour} = strokes[index]!
    const [x, y] = [drawn.x(yearOf(point)), drawn.y(point.value)]
    if (isLast) return lines(x + 8, y, [names[index]!, format(point)], {colour, weight: 'semibold'})
    // The lines fall from the left: what is above and to the right of a point is free; below the lowest line too.
    return index === 2
      ? text(x + (point.year === years[0] ? 3 : 0), y + 11, format(point), {
          colour,
          anchor: point.year === years[0] ? 'start' : 'middle'
        })
      : text(x + (point.year === years[0] ? 7 : 3), y - (point.year === years[0] ? 2 : 8), format(point), {
          colour
        })
  }
  const words = found.flatMap((one, index) =>
    one.points.map((point, at) => label(point, index, at === one.points.length - 1))
  )
  const [rural, , urban] = [found[0]!, found[1]!, found[2]!]
  const ends = ({points}: (typeof found)[number]) =>
    `de ${format(points[0]!)} % en ${points[0]!.year} à ${format(points.at(-1)!)} % en ${points.at(-1)!.year}`
  return picture(
    {
      title: 'Taux de pauvreté au Maroc, villes et campagnes',
      description: `Le taux recule ${ends(rural)} dans les campagnes et ${ends(urban)} dans les villes. Pour l'ensemble, il va ${ends(found[1]!)}.`,
      table: {
        head: ['Année', ...names],
        rows: years.map((year) => [
          year,
          ...found.map((one) => {
            const point = one.points.find((other) => other.year === year)
            return point ? `${format(point)} %` : '—'
          })
        ])
      },
      height: 210,
      content: drawn.content + words.join('')
    },
    input
  )
}
