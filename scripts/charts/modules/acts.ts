/** Groupe AMH: the free acts of 2018 by kind. */

import {formatNumber, withUnit} from '../../data/format.ts'
import {findNumbers} from '../../data/numbers.ts'
import {isProblem} from '../../data/problem.ts'
import {capitalise} from '../../document/text.ts'
import {barChart} from '../bars.ts'
import {type DrawChart, picture} from '../picture.ts'

const kinds = ['physiotherapy', 'occupational-therapy', 'pressure-ulcers', 'speech-therapy']

export const acts: DrawChart = (input) => {
  const found = findNumbers(
    input.data,
    kinds.map((kind) => `amh.${kind}@2018`)
  )
  if (isProblem(found)) return found
  const number = (value: number) => formatNumber(value, input.lang)
  const total = found.reduce((sum, {value}) => sum + value, 0)
  const share = (value: number) => withUnit(number(Math.round((value / total) * 100)), '%', input.lang)
  const sorted = found.toSorted((a, b) => b.value - a.value)
  const {content, height} = barChart({
    space: input.space,
    unit: 'Actes gratuits en 2018, en nombre',
    bars: sorted.map(({label, value}) => ({
      name: capitalise(label),
      value,
      label: `${number(value)} (${share(value)})`
    }))
  })
  return picture(
    {
      title: 'Groupe AMH : actes gratuits de 2018, par nature',
      description: `Sur ${number(total)} actes détaillés, ${number(sorted[0]!.value)} sont de ${sorted[0]!.label}, soit ${share(sorted[0]!.value)}.`,
      table: {
        head: ['Nature', 'Actes', 'Part'],
        rows: [
          ...sorted.map(({label, value}) => [capitalise(label), number(value), share(value)]),
          ['Somme des actes détaillés', number(total), share(total)]
        ]
      },
      height,
      content
    },
    input
  )
}
