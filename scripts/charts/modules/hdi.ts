/** Human development since 1990, and what inequality takes away from it. */

import type {Point, Series} from '../../data/data.ts'
import {formatNumber} from '../../data/format.ts'
import {isProblem} from '../../data/problem.ts'
import {lineChart, pickSeries, printPoint, yearOf} from '../lines.ts'
import {strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {lines, text} from '../svg.ts'
import {wordsIn} from '../words.ts'

type End = [value: string, year: string]

const fr = {
  unit: 'Indice, de 0 à 1',
  whole: ['IDH'],
  adjusted: ['IDH ajusté', 'aux inégalités'],
  year: 'Année',
  title: (from: string, to: string) => `Indice de développement humain du Maroc, de ${from} à ${to}`,
  description: ([a, from]: End, [b, to]: End, [c, start]: End, [d, end]: End) =>
    `L'indice passe de ${a} en ${from} à ${b} en ${to}. Ajusté aux inégalités, il passe de ${c} en ${start} à ${d} en ${end}.`
}

const en: typeof fr = {
  unit: 'Index, from 0 to 1',
  whole: ['HDI'],
  adjusted: ['HDI adjusted', 'for inequality'],
  year: 'Year',
  title: (from, to) => `Human development index of Morocco, ${from} to ${to}`,
  description: ([a, from], [b, to], [c, start], [d, end]) =>
    `The index goes from ${a} in ${from} to ${b} in ${to}. Adjusted for inequality, it goes from ${c} in ${start} to ${d} in ${end}.`
}

export const hdi: DrawChart = (input) => {
  const found = pickSeries(input.data, ['hdi', 'ihdi'])
  if (isProblem(found)) return found
  const [whole, adjusted] = [found[0]!, found[1]!]
  const words = wordsIn(input.lang, {fr, en})
  const format = (point: Point) => printPoint(point, input.lang)
  const end = ({points}: Series, at: number): End => [format(points.at(at)!), points.at(at)!.year]
  const drawn = lineChart({
    series: found,
    height: 200,
    space: input.space,
    right: 76,
    unit: words.unit,
    years: [1990, 1995, 2000, 2005, 2010, 2015, 2022],
    ticks: [0.4, 0.5, 0.6, 0.7],
    format: (value) => formatNumber(value, input.lang, 1),
    markers: 'ends'
  })
  // A low drawing has little space between the first point and the axis.
  const start = input.space ? {x: 6, y: 7.5} : {x: 2, y: 11}
  const names = [
    {one: whole, name: words.whole},
    {one: adjusted, name: words.adjusted}
  ].map(({one, name}, index) => {
    const last = one.points.at(-1)!
    const first = one.points[0]!
    const colour = strokes[index]!.colour
    return (
      lines(drawn.frame.right + 8, drawn.y(last.value), [...name, format(last)], {colour, weight: 'semibold'}) +
      (index === 0
        ? text(drawn.x(yearOf(first)) + start.x, drawn.y(first.value) + start.y, format(first), {colour})
        : text(drawn.x(yearOf(first)) - 7, drawn.y(first.value), format(first), {colour, anchor: 'end'}))
    )
  })
  const years = whole.points.map(({year}) => year)
  return picture(
    {
      title: words.title(years[0]!, years.at(-1)!),
      description: words.description(end(whole, 0), end(whole, -1), end(adjusted, 0), end(adjusted, -1)),
      table: {
        head: [words.year, words.whole.join(' '), words.adjusted.join(' ')],
        rows: years.map((year) => [
          year,
          ...found.map((one) => {
            const point = one.points.find((other) => other.year === year)
            return point ? format(point) : '—'
          })
        ])
      },
      height: drawn.height,
      content: drawn.content + names.join('')
    },
    input
  )
}
