/** How each case answers an unmet need: need → innovation → resources → scale. Boxes and arrows, no browser. */

import {faint, fullWidth, muted, paper, series as strokes} from '../palette.ts'
import {type Chart, picture} from '../picture.ts'
import {arrow, box, lineHeight, lines, text} from '../svg.ts'
import {scaleOf} from '../tables.ts'
import {wrapText} from '../text-width.ts'
import {noCases} from '../values.ts'

const heads = ['Besoin mal couvert', 'Réponse de l’association', 'Ressource dominante', 'Échelle atteinte']
const gap = 16
const padding = 6
const size = 9

export const needs: Chart = (input) => {
  const cases = [...input.data.cases.values()]
  if (cases.length === 0) return noCases
  const width = (fullWidth - gap * (heads.length - 1)) / heads.length
  const left = (column: number) => column * (width + gap)
  const room = width - 2 * padding

  let y = 20
  const rows = cases.map((study, index) => {
    const {colour} = strokes[index % strokes.length]!
    // A box is narrow: a number may part from its unit there, never its figures from each other.
    const scale = scaleOf(input.data, study, input.lang).text.replaceAll('\u00A0', ' ')
    const contents = [study.need.short, study.innovation.short, study.resources.short, scale].map((words) =>
      wrapText(words, room, size)
    )
    const name = wrapText(study.shortName, room, size, 'semibold')
    const most = Math.max(...contents.map((words, column) => words.length + (column === 1 ? name.length : 0)))
    const height = most * lineHeight(size) + 2 * padding
    const [top, middle] = [y, y + height / 2]
    y += height + 12
    return contents.map((words, column) => {
      const isAnswer = column === 1
      const frame = {left: left(column) + 0.5, right: left(column) + width - 0.5, top, bottom: top + height}
      const fill = column === 0 ? faint : isAnswer ? colour : paper
      const half = ((words.length + (isAnswer ? name.length : 0)) * lineHeight(size)) / 2
      const centre = left(column) + width / 2
      const options = {anchor: 'middle', size, ...(isAnswer ? {colour: paper} : {})} as const
      const nameMiddle = middle - half + (name.length * lineHeight(size)) / 2
      return [
        box(frame, {fill, stroke: colour, strokeWidth: 0.9, radius: 3}),
        isAnswer ? lines(centre, nameMiddle, name, {...options, weight: 'semibold'}) : '',
        lines(centre, isAnswer ? middle + half - (words.length * lineHeight(size)) / 2 : middle, words, options),
        column > 0 ? arrow(left(column) - gap + 2, middle, left(column) - 1.5, middle) : ''
      ].join('')
    })
  })
  const height = y - 8
  return picture(
    {
      title: 'Comment les quatre associations répondent à des besoins mal couverts',
      description: cases
        .map(
          (study) =>
            `${study.shortName} : ${study.need.short} → ${study.innovation.short} → ${study.resources.short} → ${scaleOf(input.data, study, input.lang).text}.`
        )
        .join(' '),
      table: {
        head: ['Association', ...heads],
        rows: cases.map((study) => [
          study.shortName,
          study.need.short,
          study.innovation.short,
          study.resources.short,
          scaleOf(input.data, study, input.lang).text
        ])
      },
      height,
      content:
        heads
          .map((head, column) => text(left(column) + width / 2, 7, head, {anchor: 'middle', colour: muted, size}))
          .join('') + rows.flat().join('')
    },
    input
  )
}
