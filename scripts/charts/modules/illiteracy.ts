/** Illiteracy since 1960, and what separates women from men. */

import type {Point} from '../../data/data.ts'
import {formatNumber} from '../../data/format.ts'
import {isProblem} from '../../data/problem.ts'
import {lineChart, pickSeries, printPoint, yearOf} from '../lines.ts'
import {strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {lines, text} from '../svg.ts'

export const illiteracy: DrawChart = (input) => {
  const found = pickSeries(input.data, ['illiteracy', 'illiteracy-women', 'illiteracy-men'])
  if (isProblem(found)) return found
  const [all, women, men] = [found[0]!, found[1]!, found[2]!]
  const format = (point: Point) => printPoint(point, input.lang)
  const drawn = lineChart({
    series: found,
    height: 230,
    space: input.space,
    right: 58,
    unit: 'En % de la population de 10 ans et plus',
    years: [1960, 1982, 2004, 2014, 2024].filter((year) => all.points.some((point) => yearOf(point) === year)),
    ticks: [0, 20, 40, 60, 80, 100],
    format: (value) => formatNumber(value, input.lang),
    markers: 'all'
  })
  const at = (one: typeof all, index: number) => {
    const point = one.points.at(index)!
    return {x: drawn.x(yearOf(point)), y: drawn.y(point.value), value: format(point)}
  }
  const colour = strokes.map((stroke) => stroke.colour)
  const [start, , middle, end] = [at(all, 0), at(all, 1), at(all, 2), at(all, -1)]
  const isFlat = input.space !== undefined
  const named = (name: string, value: string) => (isFlat ? [`${name} ${value}`] : [name, value])
  const words = [
    text(start.x + 7, start.y - 4, start.value, {colour: colour[0]}),
    text(at(all, 1).x - 7, at(all, 1).y + 6, at(all, 1).value, {colour: colour[0], anchor: 'end'}),
    text(middle.x + 4, middle.y - 7, middle.value, {colour: colour[0]}),
    lines(end.x + 8, end.y, ['Ensemble', end.value], {colour: colour[0], weight: 'semibold'}),
    lines(at(women, 0).x + 2, at(women, 0).y - (isFlat ? 9 : 15), named('Femmes', at(women, 0).value), {
      colour: colour[1],
      weight: 'semibold'
    }),
    text(at(women, -1).x + 7, at(women, -1).y - (isFlat ? 7 : 2), at(women, -1).value, {colour: colour[1]}),
    lines(at(men, 0).x - 7, at(men, 0).y + 6, named('Hommes', at(men, 0).value), {
      colour: colour[2],
      weight: 'semibold',
      anchor: 'end'
    }),
    text(at(men, -1).x + 3, at(men, -1).y + 11, at(men, -1).value, {colour: colour[2]})
  ]
  return picture(
    {
      title: "Analphabétisme au Maroc, d'après les recensements",
      description: `L'analphabétisme passe de ${start.value} % en ${all.points[0]!.year} à ${end.value} % en ${all.points.at(-1)!.year}. En ${women.points.at(-1)!.year}, il touche ${at(women, -1).value} % des femmes et ${at(men, -1).value} % des hommes.`,
      table: {
        head: ['Année', 'Ensemble', 'Femmes', 'Hommes'],
        rows: all.points.map(({year}) => [
          year,
          ...found.map((one) => {
            const point = one.points.find((other) => other.year === year)
            return point ? `${format(point)} %` : '—'
          })
        ])
      },
      height: drawn.height,
      content: drawn.content + words.join('')
    },
    input
  )
}
