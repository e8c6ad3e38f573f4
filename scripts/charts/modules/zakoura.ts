/** Fondation Zakoura: what the rural preschool programme aimed at for 2018, and what it had reached. */

import {formatNumber, withUnit} from '../../data/format.ts'
import {findNumbers, printNumber} from '../../data/numbers.ts'
import {isProblem} from '../../data/problem.ts'
import {barChart} from '../bars.ts'
import {muted, strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {text} from '../svg.ts'

/** Between the two pairs of bars, and for the line under them. */
const [gap, noteHeight] = [14, 22]

export const zakoura: DrawChart = (input) => {
  const {data, lang} = input
  const found = findNumbers(data, [
    'zakoura.preschools-target@2018',
    'zakoura.preschools@2018-04',
    'zakoura.children-target@2018',
    'zakoura.preschool-children@2018',
    'zakoura.preschools@2024-11'
  ])
  if (isProblem(found)) return found
  const [schools, opened, children, taught, since] = found as [
    (typeof found)[0],
    (typeof found)[0],
    (typeof found)[0],
    (typeof found)[0],
    (typeof found)[0]
  ]
  const share = (part: number, whole: number) =>
    withUnit(formatNumber(Math.round((part / whole) * 100), lang), '%', lang)
  const space = input.space && {...input.space, height: (input.space.height - gap - noteHeight) / 2}
  const pair = (unit: string, target: typeof schools, result: typeof schools) =>
    barChart({
      unit,
      space,
      left: 96,
      right: 46,
      most: target.value * 1.02,
      step: 22,
      bars: [
        {name: 'Objectif pour 2018', value: target.value, label: printNumber(target, lang), isHollow: true},
        {
          name: 'Réalisé en 2018',
          value: result.value,
          label: `${printNumber(result, lang)}, soit ${share(result.value, target.value)}`,
          colour: strokes[0].colour
        }
      ]
    })
  const [first, second] = [pair('Écoles préscolaires', schools, opened), pair('Enfants', children, taught)]
  const later = `En 2024, avec l’INDH et le ministère : ${printNumber(since, lang, true)} (autre périmètre)`
  const height = first.height + gap + second.height + noteHeight
  return picture(
    {
      title: 'Fondation Zakoura : le programme préscolaire, objectif et résultat en 2018',
      description: `Pour ${printNumber(schools, lang)} écoles visées, ${printNumber(opened, lang)} étaient ouvertes ; pour ${printNumber(children, lang)} enfants visés, ${printNumber(taught, lang)} étaient préscolarisés. ${later}.`,
      table: {
        head: ['', 'Objectif pour 2018', 'Réalisé en 2018', 'Part'],
        rows: [
          ['Écoles', printNumber(schools, lang), printNumber(opened, lang), share(opened.value, schools.value)],
          ['Enfants', printNumber(children, lang), printNumber(taught, lang), share(taught.value, children.value)]
        ]
      },
      height,
      content: `${first.content}<g transform="translate(0 ${first.height + gap})">${second.content}</g>${text(0, height - 8, later, {colour: muted})}`
    },
    input
  )
}
