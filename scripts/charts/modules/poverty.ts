/** Poverty in towns and in the country, at the national threshold. */

import type {Point} from '../../data/data.ts'
import {formatNumber, withUnit} from '../../data/format.ts'
import {isProblem} from '../../data/problem.ts'
import {lineChart, pickSeries, printPoint, yearOf} from '../lines.ts'
import {strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {lines, text} from '../svg.ts'
import {textWidth} from '../text-width.ts'
import {wordsIn} from '../words.ts'

type Ends = [first: string, firstYear: string, last: string, lastYear: string]

const fr = {
  names: ['Campagnes', 'Ensemble', 'Villes'],
  unit: 'En % de la population, seuil national',
  title: 'Taux de pauvreté au Maroc, villes et campagnes',
  year: 'Année',
  ends: (...[first, from, last, to]: Ends) => `de ${first} en ${from} à ${last} en ${to}`,
  description: (rural: string, urban: string, whole: string) =>
    `Le taux recule ${rural} dans les campagnes et ${urban} dans les villes. Pour l'ensemble, il va ${whole}.`
}

const en: typeof fr = {
  names: ['Country', 'Whole', 'Towns'],
  unit: '% of the population, national threshold',
  title: 'Poverty rate in Morocco, towns and country',
  year: 'Year',
  ends: (...[first, from, last, to]) => `from ${first} in ${from} to ${last} in ${to}`,
  description: (rural, urban, whole) =>
    `The rate falls ${rural} in the country and ${urban} in towns. For the whole, it goes ${whole}.`
}

export const poverty: DrawChart = (input) => {
  const found = pickSeries(input.data, ['poverty-rural', 'poverty', 'poverty-urban'])
  if (isProblem(found)) return found
  const words = wordsIn(input.lang, {fr, en})
  const {names} = words
  const format = (point: Point) => printPoint(point, input.lang)
  const years = [...new Set(found.flatMap((one) => one.points.map(({year}) => year)))].sort()
  const last = Math.max(...years.map(Number))
  /** Names at the ends of the lines; on one line where vertical space is limited. */
  const nameLines = (point: Point, index: number) =>
    input.space ? [`${names[index]} ${format(point)}`] : [names[index]!, format(point)]
  const atTheRight = found.flatMap(({points}, index) =>
    yearOf(points.at(-1)!) === last ? nameLines(points.at(-1)!, index) : []
  )
  const drawn = lineChart({
    series: found,
    height: 210,
    space: input.space,
    right: input.space ? 10 + Math.max(...atTheRight.map((name) => textWidth(name, 9.5, 'semibold'))) : 62,
    unit: words.unit,
    years: years.map(Number),
    ticks: [0, 5, 10, 15, 20, 25],
    format: (value) => formatNumber(value, input.lang),
    markers: 'all'
  })
  const label = (point: Point, index: number, isLast: boolean) => {
    const {colour} = strokes[index]!
    const [x, y] = [drawn.x(yearOf(point)), drawn.y(point.value)]
    if (isLast) return lines(x + 8, y, nameLines(point, index), {colour, weight: 'semibold'})
    // The lines fall from the left: what is above and to the right of a point is free; below the lowest line too.
    return index === 2
      ? text(x + (point.year === years[0] ? 3 : 0), y + 11, format(point), {
          colour,
          anchor: point.year === years[0] ? 'start' : 'middle'
        })
      : text(
          x + (point.year === years[0] ? 7 : 3),
          y - (point.year === years[0] ? (input.space ? 5 : 2) : 8),
          format(point),
          {
            colour
          }
        )
  }
  const labels = found.flatMap((one, index) =>
    one.points.map((point, at) => label(point, index, at === one.points.length - 1))
  )
  const [rural, , urban] = [found[0]!, found[1]!, found[2]!]
  const ends = ({points}: (typeof found)[number]) =>
    words.ends(
      ...([points[0]!, points.at(-1)!].flatMap((point) => [
        withUnit(format(point), '%', input.lang),
        point.year
      ]) as Ends)
    )
  return picture(
    {
      title: words.title,
      description: words.description(ends(rural), ends(urban), ends(found[1]!)),
      table: {
        head: [words.year, ...names],
        rows: years.map((year) => [
          year,
          ...found.map((one) => {
            const point = one.points.find((other) => other.year === year)
            return point ? withUnit(format(point), '%', input.lang) : '—'
          })
        ])
      },
      height: drawn.height,
      content: drawn.content + labels.join('')
    },
    input
  )
}
