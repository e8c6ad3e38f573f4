/** Unemployment in two series that are not joined: what the years between were is not known here. */

import type {Point} from '../../data/data.ts'
import {formatNumber} from '../../data/format.ts'
import {isProblem} from '../../data/problem.ts'
import {joinable, lineChart, pickSeries, printPoint, yearOf} from '../lines.ts'
import {faint, muted, strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {box, lines, text} from '../svg.ts'

export const unemployment: DrawChart = (input) => {
  const found = pickSeries(input.data, ['unemployment'])
  if (isProblem(found)) return found
  const [one] = [found[0]!]
  const [before, after] = joinable(one.points)
  if (!before || !after) {
    return {
      reason: 'Missing break in the series `unemployment`, which this chart shows',
      rule: 'data:not-comparable',
      fix: 'Give the points of the two sources two names in the column `group`.'
    }
  }
  const format = (point: Point) => printPoint(point, input.lang)
  const drawn = lineChart({
    series: found,
    height: 200,
    space: input.space,
    right: 40,
    unit: 'En % de la population active',
    years: [1999, 2004, 2008, 2012, 2016, 2021, 2024],
    ticks: [0, 5, 10, 15],
    format: (value) => formatNumber(value, input.lang),
    markers: 'ends'
  })
  const {colour} = strokes[0]
  const gap = {
    left: drawn.x(yearOf(before.at(-1)!)) + 5,
    right: drawn.x(yearOf(after[0]!)) - 5,
    top: drawn.frame.top,
    bottom: drawn.frame.bottom
  }
  const lowest = before.reduce((least, point) => (point.value < least.value ? point : least))
  const place = (point: (typeof before)[number]) => ({x: drawn.x(yearOf(point)), y: drawn.y(point.value)})
  const words = [
    text(place(before[0]!).x + 4, place(before[0]!).y - 8, format(before[0]!), {colour}),
    text(place(lowest).x, place(lowest).y + 11, `${format(lowest)} en ${lowest.year}`, {
      colour,
      anchor: 'middle'
    }),
    text(place(before.at(-1)!).x + 3, place(before.at(-1)!).y + 11, format(before.at(-1)!), {
      colour,
      anchor: 'end'
    }),
    text(place(after[0]!).x - 3, place(after[0]!).y - 10, format(after[0]!), {colour}),
    text(place(after.at(-1)!).x + 7, place(after.at(-1)!).y, format(after.at(-1)!), {colour, weight: 'semibold'}),
    text((drawn.frame.left + gap.left) / 2, drawn.frame.bottom - 12, 'Banque mondiale (WDI)', {
      colour: muted,
      anchor: 'middle',
      size: 8.5
    }),
    text((gap.right + drawn.frame.right) / 2 + 8, drawn.frame.bottom - 12, 'HCP', {
      colour: muted,
      anchor: 'middle',
      size: 8.5
    }),
    lines((gap.left + gap.right) / 2, drawn.y(7.5), ['rupture', 'de série :', 'années', 'non vues'], {
      colour: muted,
      anchor: 'middle',
      size: 8.5
    })
  ]
  return picture(
    {
      title: 'Taux de chômage au Maroc, en deux séries non raccordées',
      description: `La première série (Banque mondiale) va de ${format(before[0]!)} % en ${before[0]!.year} à ${format(before.at(-1)!)} % en ${before.at(-1)!.year}, la seconde (HCP) de ${format(after[0]!)} % en ${after[0]!.year} à ${format(after.at(-1)!)} % en ${after.at(-1)!.year}. Les années qui les séparent n'ont pas été vues.`,
      table: {
        head: ['Année', 'Banque mondiale', 'HCP'],
        rows: one.points.map((point) => [
          point.year,
          before.includes(point) ? `${format(point)} %` : '—',
          after.includes(point) ? `${format(point)} %` : '—'
        ])
      },
      height: drawn.height,
      content: drawn.content + box(gap, {fill: faint}) + words.join('')
    },
    input
  )
}
