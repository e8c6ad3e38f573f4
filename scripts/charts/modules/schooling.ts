/** INSAF: numbers published of the girls that it follows, each of its own date and population. */

import {findNumbers, printNumber} from '../../data/numbers.ts'
import {isProblem} from '../../data/problem.ts'
import {barChart} from '../bars.ts'
import {muted, strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {text} from '../svg.ts'

const noteHeight = 18

/** Dates of the facts that have one. */
const [withdrawn, exam] = ['2013', '2022']

export const schooling: DrawChart = (input) => {
  const {data, lang} = input
  const found = findNumbers(data, [
    `insaf.withdrawn-girls@${withdrawn}`,
    'insaf.schooled-girls',
    'insaf.graduates',
    'insaf.students',
    `insaf.exam-candidates@${exam}`,
    `insaf.exam-passes@${exam}`
  ])
  if (isProblem(found)) return found
  const names = [`Retirées du travail (${withdrawn})`, 'Rescolarisées', 'Bachelières', 'En faculté']
  const stages = found.slice(0, 4)
  const {content, height} = barChart({
    space: input.space && {...input.space, height: input.space.height - noteHeight},
    unit: 'Nombre de filles, cumul déclaré par l’association',
    bars: stages.map((one, index) => ({
      name: names[index]!,
      value: one.value,
      label: printNumber(one, lang),
      colour: strokes[index === 0 ? 2 : 0]!.colour
    }))
  })
  const [candidates, passes] = [printNumber(found[4]!, lang), printNumber(found[5]!, lang)]
  const later = `Première barre : vers ${withdrawn} ; les autres : page non datée. En ${exam} : ${passes} reçues sur ${candidates} candidates.`
  return picture(
    {
      title: 'INSAF : quatre nombres publiés sur les filles accompagnées',
      description: `${printNumber(stages[0]!, lang)} filles retirées du travail vers ${withdrawn} ; sur une page non datée, ${printNumber(stages[1]!, lang)} rescolarisées, ${printNumber(stages[2]!, lang)} bachelières et ${printNumber(stages[3]!, lang)} en faculté. En ${exam}, ${passes} reçues au baccalauréat sur ${candidates} candidates.`,
      table: {
        head: ['Nombre publié', 'Filles'],
        rows: [
          ...stages.map((one, index) => [names[index]!, printNumber(one, lang)]),
          [`Candidates au baccalauréat, ${exam}`, candidates],
          [`Reçues au baccalauréat, ${exam}`, passes]
        ]
      },
      height: height + noteHeight,
      content: content + text(0, height + 9, later, {colour: muted, size: 8.5})
    },
    input
  )
}
