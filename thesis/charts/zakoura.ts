/** Fondation Zakoura : ce que le programme préscolaire visait pour 2018, et ce qu'il avait atteint. */

import {defineChart, findNumbers, formatNumber, isProblem, muted, printNumber, stack, text, withUnit, z} from 'thesis/charts'

export default defineChart({
  options: z.object({}),
  async draw({data, lang, space, sketch}) {
    const found = findNumbers(data, [
      'zakoura.preschools-target@2018',
      'zakoura.preschools@2018-04',
      'zakoura.children-target@2018',
      'zakoura.preschool-children@2018',
      'zakoura.preschools@2024-11'
    ])
    if (isProblem(found)) return found
    const [schools, opened, children, taught, since] = found.map((one) => ({...one, text: printNumber(one, lang)}))
    const share = (part: number, whole: number) =>
      withUnit(formatNumber(Math.round((part / whole) * 100), lang), '%', lang)
    const [gap, noteHeight] = [14, 22]
    const half = space && {...space, height: (space.height - gap - noteHeight) / 2}
    const pair = (unit: string, target: typeof schools, result: typeof schools) => {
      const done = `Réalisé en 2018, soit ${share(result!.value, target!.value)}`
      return sketch(
        {
          type: 'bar',
          unit,
          hollow: ['Objectif pour 2018'],
          data: [
            {what: 'Objectif pour 2018', number: `:value[${target!.path}]`},
            {what: done, number: `:value[${result!.path}]`}
          ]
        },
        half
      )
    }
    const pairs = [
      await pair('Écoles préscolaires', schools, opened),
      await pair('Enfants', children, taught)
    ]
    const {height, content} = stack(pairs, gap)
    const later = `En 2024, avec l’INDH et le ministère : ${printNumber(since!, lang, true)} (autre périmètre)`
    return {
      title: 'Fondation Zakoura : le programme préscolaire, objectif et résultat en 2018',
      description: `Pour ${schools!.text} écoles visées, ${opened!.text} étaient ouvertes ; pour ${children!.text} enfants visés, ${taught!.text} étaient préscolarisés. ${later}.`,
      table: {
        head: ['', 'Objectif pour 2018', 'Réalisé en 2018', 'Part'],
        rows: [
          ['Écoles', schools!.text, opened!.text, share(opened!.value, schools!.value)],
          ['Enfants', children!.text, taught!.text, share(taught!.value, children!.value)]
        ]
      },
      height: height + noteHeight,
      content: content + text(0, height + noteHeight - 8, later, {colour: muted})
    }
  }
})
