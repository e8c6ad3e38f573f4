/** The national initiative for human development (INDH): planned and raised, phase by phase. */

import type {Point} from '../../data/data.ts'
import {isProblem} from '../../data/problem.ts'
import {type Bar, barChart} from '../bars.ts'
import {pickSeries, printPoint} from '../lines.ts'
import {muted, strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {text} from '../svg.ts'

const noteHeight = 16

const phases = [
  {name: 'Phase I', planned: '2005-2010', raised: '2005-2010'},
  {name: 'Phase II', planned: '2011-2015', raised: '2011-2014'},
  {name: 'Phase III', planned: '2019-2023', raised: undefined}
]

export const indh: DrawChart = (input) => {
  const found = pickSeries(input.data, ['indh-planned', 'indh-raised'])
  if (isProblem(found)) return found
  const [planned, raised] = [found[0]!, found[1]!]
  const number = (point: Point) => printPoint(point, input.lang)
  const rows = phases.flatMap(({name, ...when}) => {
    const plan = planned.points.find(({year}) => year === when.planned)
    const sum = raised.points.find(({year}) => year === when.raised)
    return plan ? [{name, plan, sum}] : []
  })
  const bars = rows.flatMap(({name, plan, sum}): Bar[] => [
    {name: `${name}, ${plan.year}`, value: plan.value, label: `${number(plan)} prévus`, isHollow: true},
    {
      name: sum && sum.year !== plan.year ? `(${sum.year})` : '',
      value: sum?.value ?? 0,
      label: sum ? `${number(sum)} mobilisés` : 'montant mobilisé non vu',
      colour: strokes[0].colour
    }
  ])
  const most = Math.max(...bars.map(({value}) => value))
  const {content, height} = barChart({
    unit: 'En milliards de dirhams',
    bars,
    most: most * 1.05,
    step: 20,
    space: input.space && {...input.space, height: input.space.height - noteHeight}
  })
  return picture(
    {
      title: 'INDH : enveloppe prévue et montant mobilisé, par phase',
      description: rows
        .map(
          ({name, plan, sum}) =>
            `${name} (${plan.year}) : ${number(plan)} milliards de dirhams prévus, ${sum ? `${number(sum)} mobilisés${sum.year === plan.year ? '' : ` en ${sum.year}`}` : 'montant mobilisé non vu'}.`
        )
        .join(' '),
      table: {
        head: ['Phase', 'Prévu (Md DH)', 'Mobilisé (Md DH)'],
        rows: rows.map(({name, plan, sum}) => [
          `${name}, ${plan.year}`,
          number(plan),
          sum ? `${number(sum)}${sum.year === plan.year ? '' : ` (${sum.year})`}` : 'non vu'
        ])
      },
      height: height + noteHeight,
      content:
        content +
        text(0, height + 8, 'Mobilisé : tous contributeurs ; quatre années sur cinq pour la phase II.', {
          colour: muted,
          size: 8.5
        })
    },
    input
  )
}
