/** INSAF: from girls withdrawn from domestic work to girls at university. */

import {barChart} from '../bars.ts'
import {findNumbers, printNumber} from '../numbers.ts'
import {muted, series as strokes} from '../palette.ts'
import {type Chart, picture} from '../picture.ts'
import {text} from '../svg.ts'
import {isProblem} from '../values.ts'

export const schooling: Chart = (input) => {
  const {data, lang} = input
  const found = findNumbers(data, [
    'insaf.withdrawn-girls@2013',
    'insaf.schooled-girls',
    'insaf.graduates',
    'insaf.students',
    'insaf.exam-candidates@2022',
    'insaf.exam-passes@2022'
  ])
  if (isProblem(found)) return found
  const names = ['Retirées du travail, 2007-2013', 'Rescolarisées', 'Bachelières', 'En faculté']
  const stages = found.slice(0, 4)
  const {content, height} = barChart({
    unit: 'Nombre de filles, cumul déclaré par l’association',
    bars: stages.map((one, index) => ({
      name: names[index]!,
      value: one.value,
      label: printNumber(one, lang),
      colour: strokes[index === 0 ? 2 : 0]!.colour
    }))
  })
  const [candidates, passes] = [printNumber(found[4]!, lang), printNumber(found[5]!, lang)]
  const later = `Première barre : vers 2013 ; les autres : page non datée. En 2022 : ${passes} reçues sur ${candidates} candidates.`
  return picture(
    {
      title: 'INSAF : du retrait du travail domestique à l’université',
      description: `${printNumber(stages[0]!, lang)} filles retirées du travail entre 2007 et 2013 environ ; sur une page non datée, ${printNumber(stages[1]!, lang)} rescolarisées, ${printNumber(stages[2]!, lang)} bachelières et ${printNumber(stages[3]!, lang)} en faculté. En 2022, ${passes} reçues au baccalauréat sur ${candidates} candidates.`,
      table: {
        head: ['Étape', 'Filles'],
        rows: [
          ...stages.map((one, index) => [names[index]!, printNumber(one, lang)]),
          ['Candidates au baccalauréat, 2022', candidates],
          ['Reçues au baccalauréat, 2022', passes]
        ]
      },
      height: height + 18,
      content: content + text(0, height + 9, later, {colour: muted, size: 8.5})
    },
    input
  )
}
