/** Dar Si Hmad: how many people are served, by who counts them. */

import type {Observation} from '../../data/data.ts'
import {formatNumber, formatValue} from '../../data/format.ts'
import {rowsIn} from '../bars.ts'
import {faint, fullWidth, muted, rule, strokes} from '../palette.ts'
import {type DrawChart, picture} from '../picture.ts'
import {box, line, marker, text} from '../svg.ts'
import {textWidth} from '../text-width.ts'

export const beneficiaries: DrawChart = (input) => {
  const {data, lang} = input
  const fact = data.cases.get('dar-si-hmad')?.facts.beneficiaries
  if (!fact) {
    return {
      reason: 'Missing fact `dar-si-hmad.beneficiaries`, which this chart draws',
      rule: 'data:unknown-value',
      fix: 'Add the fact `beneficiaries` to thesis/data/case-studies/dar-si-hmad.yml.'
    }
  }
  const rows = fact.observations.flatMap((one) =>
    typeof one.value === 'number' && !one.setAside ? [{...one, value: one.value}] : []
  )
  const name = (one: Observation) => one.by ?? one.sources?.[0] ?? ''
  const left = 34 + Math.max(...rows.map((one) => textWidth(name(one), 9.5))) + 12
  const most = Math.ceil(Math.max(...rows.map(({value}) => value)) / 500) * 500
  const width = input.space?.width ?? fullWidth
  const right = width - 74
  const x = (value: number) => left + ((right - left) * value) / most
  const [top, step] = [30, input.space ? rowsIn(input.space, rows.length, 30 + 18) : 21]
  const bottom = top + rows.length * step
  const height = bottom + 18
  const ticks = [0, 500, 1000, 1500].filter((tick) => tick <= most)
  const grid = ticks.map(
    (tick) =>
      line(x(tick), top, x(tick), bottom, {colour: rule}) +
      text(x(tick), bottom + 9, formatNumber(tick, lang), {anchor: 'middle', colour: muted, size: 8.5})
  )
  const spans = [...Map.groupBy(rows, ({date}) => date ?? '')].map(([date, group]) => {
    const first = top + rows.indexOf(group[0]!) * step
    const band = {
      left: x(Math.min(...group.map(({value}) => value))),
      right: x(Math.max(...group.map(({value}) => value))),
      top: first,
      bottom: first + group.length * step
    }
    return (
      (group.length > 1 ? box(band, {fill: faint}) : '') +
      text(0, first + step / 2, date, {weight: 'semibold'}) +
      (first > top ? line(0, first, width, first, {colour: rule}) : '')
    )
  })
  const {colour} = strokes[0]
  const points = rows.map((one, index) => {
    const y = top + (index + 0.5) * step
    const value = formatValue(one.value, {lang, qualifier: one.qualifier})
    return (
      text(34, y, name(one)) +
      marker(x(one.value), y, 'circle', colour, 3.4) +
      text(width, y, value, {weight: 'semibold', anchor: 'end'})
    )
  })
  const in2018 = rows.filter(({date}) => date === '2018').map(({value}) => value)
  return picture(
    {
      title: 'Dar Si Hmad : personnes desservies, selon les sources',
      description: `Pour la même année 2018, les sources vont de ${formatNumber(Math.min(...in2018), lang)} à ${formatNumber(Math.max(...in2018), lang)} personnes, selon que les transhumants sont comptés ou non.`,
      table: {
        head: ['Source', 'Année', 'Personnes'],
        rows: rows.map((one) => [name(one), one.date ?? '—', formatValue(one.value, {lang, qualifier: one.qualifier})])
      },
      height,
      content: [text(0, 7, 'Personnes desservies', {colour: muted}), ...spans, ...grid, ...points].join('')
    },
    input
  )
}
