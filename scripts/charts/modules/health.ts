/** Who pays for health: households, health insurance, the State. */

import type {Series} from '../../data/data.ts'
import {formatNumber, withUnit} from '../../data/format.ts'
import {isProblem} from '../../data/problem.ts'
import {pickSeries} from '../lines.ts'
import {faint, fullWidth, muted, paper, strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {box, lines, text} from '../svg.ts'
import {textWidth} from '../text-width.ts'

const payers = [
  {id: 'health-households', name: 'Ménages'},
  {id: 'health-insurance', name: 'Assurance maladie'},
  {id: 'health-state', name: 'État'}
]

export const health: DrawChart = (input) => {
  const found = pickSeries(
    input.data,
    payers.map(({id}) => id)
  )
  if (isProblem(found)) return found
  const percent = (value: number) => withUnit(formatNumber(value, input.lang), '%', input.lang)
  const years = [...new Set(found.flatMap((one) => one.points.map(({year}) => year)))].sort()
  const left = 34
  const width = input.space?.width ?? fullWidth
  const x = (share: number) => left + ((width - left) * share) / 100
  const top = 34
  const step = input.space ? Math.min(64, Math.max(40, (input.space.height - top) / years.length)) : 46
  const thickness = step - 20
  const content = years.map((year, row) => {
    const y = top + row * step
    let before = 0
    const parts = found.flatMap((one, index) => {
      const share = shareOf(one, year)
      if (share === undefined) return []
      const part = {left: x(before), right: x(before + share), top: y, bottom: y + thickness}
      before += share
      const middle = (part.left + part.right) / 2
      return [
        box(part, {fill: strokes[index]!.colour, stroke: paper, strokeWidth: 1}),
        text(middle, y + thickness / 2, percent(share), {anchor: 'middle', colour: paper, weight: 'semibold'}),
        row === years.length - 1
          ? text(middle, y - 7, payers[index]!.name, {
              anchor: 'middle',
              colour: strokes[index]!.colour,
              weight: 'semibold'
            })
          : ''
      ]
    })
    const rest = rounded(100 - before)
    const space = {left: x(before), right: x(100), top: y, bottom: y + thickness}
    const words = rest > 10 ? `Autres payeurs : détail non vu` : ''
    return [
      text(0, y + thickness / 2, year, {weight: 'semibold'}),
      box(
        {...space, left: space.left + 0.5, right: space.right - 0.5},
        {fill: faint, stroke: muted, strokeWidth: 0.5, dash: '2 2'}
      ),
      ...parts,
      row === 0
        ? text((x(0) + x(shareOf(found[0]!, year) ?? 0)) / 2, y - 7, payers[0]!.name, {
            anchor: 'middle',
            colour: strokes[0].colour,
            weight: 'semibold'
          })
        : '',
      words && textWidth(words, 9.5) < space.right - space.left
        ? text((space.left + space.right) / 2, y + thickness / 2, words, {anchor: 'middle', colour: muted})
        : ''
    ].join('')
  })
  const last = years.at(-1)!
  const known = rounded(found.reduce((sum, one) => sum + (shareOf(one, last) ?? 0), 0))
  const height = top + years.length * step
  const note = `En ${last}, les trois payeurs font ${percent(known)} de la dépense ; le reste n’est pas détaillé.`
  return picture(
    {
      title: 'Dépense totale de santé au Maroc, par payeur',
      description: `La part des ménages passe de ${percent(shareOf(found[0]!, years[0]!) ?? 0)} en ${years[0]} à ${percent(shareOf(found[0]!, last) ?? 0)} en ${last}. En ${last}, l'assurance maladie paie ${percent(shareOf(found[1]!, last) ?? 0)} et l'État ${percent(shareOf(found[2]!, last) ?? 0)}.`,
      table: {
        head: ['Année', ...payers.map(({name}) => name)],
        rows: years.map((year) => [
          year,
          ...found.map((one) => {
            const share = shareOf(one, year)
            return share === undefined ? 'non vu' : percent(share)
          })
        ])
      },
      height,
      content:
        text(0, 7, 'En % de la dépense totale de santé', {colour: muted}) +
        content.join('') +
        lines(0, height - 8, [note], {colour: muted, size: 8.5})
    },
    input
  )
}

function shareOf(one: Series, year: string): number | undefined {
  return one.points.find((point) => point.year === year)?.value
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
