/** The four cases along the same years: foundation and milestones. */

import type {CaseStudy, Milestone} from '../data.ts'
import {formatDate} from '../format.ts'
import {fullWidth, muted, paper, rule, series as strokes} from '../palette.ts'
import {type Chart, picture} from '../picture.ts'
import {type Box, line, marker, overlap, text, textBox} from '../svg.ts'
import {textWidth} from '../text-width.ts'
import {noCases} from '../values.ts'

const size = 8.5
const laneHeight = 11
const left = 4

export const timeline: Chart = (input) => {
  const cases = [...input.data.cases.values()]
  if (cases.length === 0) return noCases
  const dates = cases.flatMap((study) => study.milestones.map(({date}) => yearOf(date)))
  const [first, last] = [Math.floor(Math.min(...dates) / 5) * 5, Math.ceil(Math.max(...dates) / 5) * 5]
  const right = rightEnd(cases, first, last)
  const x = (year: number) => left + ((right - left) * (year - first)) / (last - first)
  const ticks = Array.from({length: (last - first) / 5 + 1}, (_, index) => first + index * 5)

  let y = 20
  const rows = cases.map((study, index) => {
    const laid = layOut(study, x)
    const axis = y + 16 + laid.above
    const drawn = drawRow(study, index, axis, laid, {start: x(study.identity.founded.year), end: right})
    const top = y
    y = axis + laid.below + 14
    return {drawn, top}
  })
  const height = y
  const grid = ticks.map(
    (year) =>
      line(x(year), 14, x(year), height - 4, {colour: rule, width: 0.5}) +
      text(x(year), 7, String(year), {
        anchor: year === first ? 'start' : year === last ? 'end' : 'middle',
        colour: muted,
        size
      })
  )
  return picture(
    {
      title: 'Les quatre associations dans le temps',
      description: cases
        .map(
          ({shortName, milestones}) =>
            `${shortName} : ${milestones.map(({date, label}) => `${date.slice(0, 4)}, ${label}`).join(' ; ')}.`
        )
        .join(' '),
      table: {
        head: ['Association', 'Date', 'Jalon'],
        rows: cases.flatMap(({shortName, milestones}) =>
          milestones.map(({date, label}) => [shortName, formatDate(date, input.lang), label])
        )
      },
      height,
      content: grid.join('') + rows.map(({drawn}) => drawn).join('')
    },
    input
  )
}

/** A year with its month and day as a fraction. */
function yearOf(date: string): number {
  const [year = '0', month = '1', day = '1'] = date.split('-')
  return Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365
}

interface Flag {
  words: string
  x: number
  /** Middle of the words, from the axis of the row: negative above it. */
  y: number
}

interface Row {
  flags: Flag[]
  above: number
  below: number
}

/** Where the last year stands, so that every flag's words end inside the drawing. */
function rightEnd(cases: readonly CaseStudy[], first: number, last: number): number {
  const ends = cases.flatMap(({milestones}) =>
    milestones.map((milestone) => {
      const share = (yearOf(milestone.date) - first) / (last - first)
      const room = fullWidth - left - textWidth(wordsOf(milestone), size) - 4
      return share > 0 ? left + room / share : fullWidth
    })
  )
  return Math.min(fullWidth - 12, ...ends)
}

function wordsOf({date, short, label}: Milestone): string {
  return `${date.slice(0, 4)} ${short ?? label}`
}

/**
 * Give each milestone a flag on a pole, in the lane nearest to the axis where its words are free.
 *
 * From the last to the first: words run to the right of their pole, so a pole never meets words placed before it.
 */
function layOut({milestones}: CaseStudy, x: (year: number) => number): Row {
  const taken: Box[] = []
  const flags = milestones.toReversed().map((milestone): Flag => {
    const at = x(yearOf(milestone.date))
    for (let lane = 1; ; lane++) {
      for (const side of [-1, 1]) {
        const flag = {words: wordsOf(milestone), x: at, y: side * (lane * laneHeight - 1)}
        const box = boxOf(flag)
        if (taken.some((other) => overlap(box, other))) continue
        // The pole keeps its own height free, for words of earlier milestones.
        taken.push(box, {left: at - 1.5, right: at + 1.5, top: Math.min(0, flag.y), bottom: Math.max(0, flag.y)})
        return flag
      }
    }
  })
  return {
    flags,
    above: Math.max(0, ...flags.map(({y}) => -y + laneHeight / 2)),
    below: Math.max(0, ...flags.map(({y}) => y + laneHeight / 2))
  }
}

function boxOf({x, y, words}: Flag): Box {
  const box = textBox(x + 2.5, y, words, {size})
  return {...box, left: box.left - 2, right: box.right + 3}
}

function drawRow(
  study: CaseStudy,
  index: number,
  axis: number,
  {flags, above}: Row,
  {start, end}: {start: number; end: number}
): string {
  const {colour, symbol} = strokes[index % strokes.length]!
  const poles = flags.map((flag) =>
    line(flag.x, axis, flag.x, axis + flag.y + (flag.y < 0 ? -3 : 3), {colour, width: 0.5})
  )
  const words = flags.map((flag) => text(flag.x + 2.5, axis + flag.y, flag.words, {size, plate: paper}))
  return [
    text(0, axis - above - 7, study.shortName, {colour, weight: 'semibold', plate: paper}),
    line(start, axis, end, axis, {colour, width: 1.6}),
    ...poles,
    ...flags.map((flag) => marker(flag.x, axis, symbol, colour, 3)),
    ...words
  ].join('')
}
