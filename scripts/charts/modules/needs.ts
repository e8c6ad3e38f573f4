/** How each case answers an unmet need: need → innovation → resources → scale. Boxes and arrows, no browser. */

import {type CaseStudy, membersOf} from '../../data/data.ts'
import {scaleOf} from '../../data/tables.ts'
import {noCases} from '../../data/values.ts'
import {faint, fullWidth, muted, paper, strokes} from '../palette.ts'
import {type ChartInput, type DrawChart, picture, type Space} from '../picture.ts'
import {arrow, box, lineHeight, lines, text} from '../svg.ts'
import {wrapText} from '../text-width.ts'

const heads = ['Besoin mal couvert', 'Réponse de l’association', 'Ressource dominante', 'Échelle atteinte']

/** Lengths of the grid: on paper, and where vertical space is limited. */
interface Grid {
  size: number
  /** Between two columns: as long as an arrow. */
  gap: number
  padding: {x: number; y: number}
  /** Between two rows. */
  rowGap: number
  widths: number[]
}

interface Row {
  /** The association's name, which stands with its answer. */
  name: string[]
  contents: string[][]
  height: number
}

export const needs: DrawChart = (input) => {
  const cases = membersOf(input.data)
  if (cases.length === 0) return noCases
  const grid = input.space ? flatGrid(input, cases, input.space) : paperGrid
  const rows = cases.map((study) => wrapRow(input, study, grid))
  const spare = input.space ? spareHeight(rows, grid, input.space) : 0
  let y = 20 - (input.space ? 4 : 0)
  const drawn = rows.map((row, index) => {
    const top = y
    const height = row.height + spare / rows.length
    y += height + grid.rowGap
    return drawRow({...row, height}, index, top, grid)
  })
  return picture(
    {
      title: 'Comment les quatre associations répondent à des besoins mal couverts',
      description: cases
        .map(
          (study) =>
            `${study.shortName} : ${shortOf(study, 'need')} → ${shortOf(study, 'innovation')} → ${shortOf(study, 'resources')} → ${scaleOf(input.data, study, input.lang).text}.`
        )
        .join(' '),
      table: {
        head: ['Association', ...heads],
        rows: cases.map((study) => [
          study.shortName,
          shortOf(study, 'need'),
          shortOf(study, 'innovation'),
          shortOf(study, 'resources'),
          scaleOf(input.data, study, input.lang).text
        ])
      },
      height: y - grid.rowGap + (input.space ? 1 : 4),
      content:
        heads
          .map((head, column) => {
            const middle = leftOf(grid, column) + grid.widths[column]! / 2
            return text(middle, 7, head, {anchor: 'middle', colour: muted, size: grid.size})
          })
          .join('') + drawn.join('')
    },
    input
  )
}

function shortOf({aspects}: CaseStudy, key: string): string {
  return aspects.get(key)?.short ?? '—'
}

const paperGrid: Grid = {
  size: 9,
  gap: 16,
  padding: {x: 6, y: 6},
  rowGap: 12,
  widths: heads.map(() => (fullWidth - 16 * (heads.length - 1)) / heads.length)
}

function leftOf({widths, gap}: Grid, column: number): number {
  return widths.slice(0, column).reduce((sum, width) => sum + width + gap, 0)
}

function wrapRow(input: ChartInput, study: CaseStudy, {size, padding, widths}: Grid): Row {
  const space = (column: number) => widths[column]! - 2 * padding.x
  const contents = textsOf(input, study).map((words, column) => wrapText(words, space(column), size))
  const name = wrapText(study.shortName, space(1), size, 'semibold')
  const most = Math.max(...countLines({contents, name}))
  return {name, contents, height: most * lineHeight(size) + 2 * padding.y}
}

function textsOf({data, lang}: ChartInput, study: CaseStudy): string[] {
  // A box is narrow: a number may part from its unit there, never its figures from each other.
  const scale = scaleOf(data, study, lang).text.replaceAll('\u00A0', ' ')
  return [shortOf(study, 'need'), shortOf(study, 'innovation'), shortOf(study, 'resources'), scale]
}

function drawRow({name, contents, height}: Row, index: number, top: number, grid: Grid): string {
  const {colour} = strokes[index % strokes.length]!
  const {size, gap} = grid
  const middle = top + height / 2
  return contents
    .map((words, column) => {
      const isAnswer = column === 1
      const [left, width] = [leftOf(grid, column), grid.widths[column]!]
      const frame = {left: left + 0.5, right: left + width - 0.5, top, bottom: top + height}
      const fill = column === 0 ? faint : isAnswer ? colour : paper
      const half = ((words.length + (isAnswer ? name.length : 0)) * lineHeight(size)) / 2
      const centre = left + width / 2
      const options = {anchor: 'middle', size, colour: isAnswer ? paper : undefined} as const
      const nameMiddle = middle - half + (name.length * lineHeight(size)) / 2
      return [
        box(frame, {fill, stroke: colour, strokeWidth: 0.9, radius: 3}),
        isAnswer ? lines(centre, nameMiddle, name, {...options, weight: 'semibold'}) : '',
        lines(centre, isAnswer ? middle + half - (words.length * lineHeight(size)) / 2 : middle, words, options),
        column > 0 ? arrow(left - gap + 2, middle, left - 1.5, middle) : ''
      ].join('')
    })
    .join('')
}

/** Columns as wide as their words make the rows lowest; of equal ones, the most even. */
function flatGrid(input: ChartInput, cases: readonly CaseStudy[], {width}: Space): Grid {
  const grid = {size: 8.5, gap: 12, padding: {x: 4, y: 2}, rowGap: 4}
  const [least, step] = [60, 4]
  const free = width - grid.gap * (heads.length - 1) - least * heads.length
  const steps = Math.max(0, Math.floor(free / step))
  const widthOf = (share: number) => least + share * step
  // Lines of every text at every width that its column may have, counted once.
  const counts = Array.from({length: steps + 1}, (_, share) => {
    const tried = {...grid, widths: heads.map(() => widthOf(share))}
    return cases.map((study) => countLines(wrapRow(input, study, tried)))
  })
  let best = {shares: heads.map(() => 0), cost: Number.POSITIVE_INFINITY}
  for (const shares of splits(steps, heads.length)) {
    const heights = cases.map((_, row) => Math.max(...shares.map((share, column) => counts[share]![row]![column]!)))
    const lineCount = heights.reduce((sum, one) => sum + one, 0)
    const cost = lineCount + (Math.max(...shares) - Math.min(...shares)) / 1000
    if (cost < best.cost) best = {shares, cost}
  }
  const rest = (free - steps * step) / heads.length
  return {...grid, widths: best.shares.map((share) => widthOf(share) + rest)}
}

/** Lines in each box of a row. */
function countLines({contents, name}: Pick<Row, 'contents' | 'name'>): number[] {
  return contents.map((words, column) => words.length + (column === 1 ? name.length : 0))
}

/** Every way to share a whole number among so many, none less than zero. */
function splits(whole: number, parts: number): number[][] {
  if (parts === 1) return [[whole]]
  return Array.from({length: whole + 1}, (_, first) => first).flatMap((first) =>
    splits(whole - first, parts - 1).map((rest) => [first, ...rest])
  )
}

/** What the rows leave of the space, to be given to them. */
function spareHeight(rows: readonly Row[], {rowGap}: Grid, {height}: Space): number {
  const used = rows.reduce((sum, row) => sum + row.height + rowGap, 16 - rowGap) + 1
  return Math.max(0, height - used)
}
