/** The lines of a table → its rows of cells, each a list of parts of lines. */

import type {AlignType} from 'mdast'
import type {LineTable, SourceLine} from '../syntax/syntax-nodes.ts'
import {type CutCell, type CutTable, cutGrid} from './cut-grid.ts'
import {between, columns, part, sharesOf, trimmedLines} from './text-columns.ts'

/** Cut a table by the rules of its kind; undefined when its boxes do not close. */
export function cutTable({kind, lines}: LineTable): CutTable | undefined {
  if (kind === 'pipe') return cutPipes(lines)
  return kind === 'grid' ? cutGrid(lines) : cutColumns(lines, kind === 'multiline')
}

// Pipe tables

function cutPipes(lines: SourceLine[]): CutTable {
  const [head, rule, ...rows] = lines as [SourceLine, SourceLine, ...SourceLine[]]
  const rules = rule.text
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/[|+]/)
  const marks = rules.map((each) => each.trim())
  const cells = [head, ...rows].map((line) => barred(line))
  const isWide = [head, ...rows].some(({text}) => text.length > columns)
  const dashes = marks.map((each) => each.length)
  const total = dashes.reduce((sum, length) => sum + length, 0)
  // Dashes that are all as long but for a colon, or about as long as the words above them, are there for the eye.
  const isBelow = ({text}: SourceLine, index: number) => Math.abs(text.length - (rules[index]?.length ?? 0)) <= 4
  const isEven = Math.max(...dashes) - Math.min(...dashes) <= (rule.text.includes(':') ? 1 : 0)
  const isForTheEye = isEven || cells[0]?.every(isBelow)
  return {
    rows: cells.map((row) => {
      const missing = marks.slice(row.length).map(() => ({lines: []}))
      return [...row.map((part) => ({lines: [part]})), ...missing]
    }),
    align: marks.map((each) => {
      if (each.endsWith(':')) return each.startsWith(':') ? 'center' : 'right'
      return each.startsWith(':') ? 'left' : null
    }),
    headRows: 1,
    footRows: 0,
    widths: isWide && !isForTheEye ? dashes.map((length) => length / total) : undefined
  }
}

/** What may hold a bar that ends no cell: an escape, code, a formula, a tag. */
const whole = /\\[\s\S]|(?<!`)(?<ticks>`+)(?!`)|(?<!\$)\$\$?(?=\S)|<\/?[a-zA-Z][^<>]{0,200}>|\|/g

/** The parts of a row from bar to bar. */
function barred(line: SourceLine): SourceLine[] {
  const {text} = line
  const bars: number[] = []
  const missing = new Set<string>()
  whole.lastIndex = 0
  for (let found = whole.exec(text); found; found = whole.exec(text)) {
    const [opening] = found
    if (opening === '|') bars.push(found.index)
    else if (opening.startsWith('`') || opening.startsWith('$')) {
      const end = missing.has(opening) ? -1 : endOf(opening, text, whole.lastIndex)
      if (end === -1 && opening !== '$') missing.add(opening)
      if (end !== -1) whole.lastIndex = end
    }
  }
  const start = text.length - text.trimStart().length
  const end = text.trimEnd().length
  const from = bars[0] === start ? 0 : -1
  const starts = [...(from === 0 ? [] : [start - 1]), ...bars]
  const last = bars.at(-1) === end - 1 && bars.length > 0 ? starts.length - 1 : starts.length
  return starts.slice(0, last).map((bar, index) => part(line, bar + 1, starts[index + 1] ?? text.length))
}

/** Where code or a formula ends, by Pandoc's rules; -1 where it does not. */
function endOf(opening: string, text: string, from: number): number {
  if (opening.startsWith('`')) {
    for (const {0: run, index} of text.slice(from).matchAll(/`+/g)) {
      if (run === opening) return from + index + run.length
    }
    return -1
  }
  if (opening === '$$') {
    const end = text.indexOf('$$', from)
    return end === -1 ? -1 : end + 2
  }
  // The first dollar decides: no space before it, no digit after it.
  const end = /^(?:\\[\s\S]|[^\\$])*?(?<=\S)\$(?!\d)/.exec(text.slice(from))
  return end ? from + end[0].length : -1
}

// Simple and multiline tables

function cutColumns(lines: SourceLine[], isMultiline: boolean): CutTable {
  const isRule = ({text}: SourceLine) => /^ {0,3}-+(?: +-+)* *$/.test(text)
  // A rule of columns on top starts a table without a head, unless another one goes below the head.
  const isHeadless =
    isRule(lines[0] as SourceLine) && /- +-/.test((lines[0] as SourceLine).text) && !lines.slice(1, -1).some(isRule)
  const body = lines.slice(isHeadless || !isRule(lines[0] as SourceLine) ? 0 : 1)
  const ruleAt = body.findIndex(isRule)
  const rule = (body[ruleAt] as SourceLine).text
  const starts = [...rule.matchAll(/-+/g)].map(({index}) => index)
  const lengths = [...rule.matchAll(/-+/g)].map(([dashes]) => dashes.length)
  const head = body.slice(0, ruleAt)
  const rest = body.slice(ruleAt + 1)
  const last = rest.at(-1)
  if (last && isRule(last)) rest.pop()
  const groups = isMultiline ? grouped(rest) : rest.map((line) => [line])
  const cut = (of: SourceLine[]): CutCell[] =>
    starts.map((start, index) => ({
      lines: trimmedLines(of.map((line) => between(line, index === 0 ? 0 : start, starts[index + 1])))
    }))
  const heading = isHeadless ? groups[0]?.slice(0, 1) : head
  const aligning = starts.map((start, index) =>
    (heading ?? []).map((line) => between(line, start, starts[index + 1]).text)
  )
  return {
    rows: [...(isHeadless ? [] : [cut(head)]), ...groups.map(cut)],
    align: aligning.map((cells, index) => alignmentOf(cells, lengths[index] as number)),
    headRows: isHeadless ? 0 : 1,
    footRows: 0,
    widths: isMultiline ? sharesOf(starts, rule.trimEnd().length + 1) : undefined
  }
}

/** Rows of a multiline table are apart by empty lines. */
function grouped(lines: readonly SourceLine[]): SourceLine[][] {
  const groups: SourceLine[][] = [[]]
  for (const line of lines) {
    if (line.text.trim() === '') groups.push([])
    else groups.at(-1)?.push(line)
  }
  return groups.filter((group) => group.length > 0)
}

/** Where the shortest heading stands over its dashes: Pandoc's rule. */
function alignmentOf(cells: readonly string[], length: number): AlignType {
  const [shortest] = cells
    .map((text) => text.trimEnd())
    .filter((text) => text !== '')
    .sort((a, b) => a.length - b.length)
  if (shortest === undefined) return null
  const [isLeft, isRight] = [!shortest.startsWith(' '), shortest.length >= length]
  if (isLeft) return isRight ? null : 'left'
  return isRight ? 'right' : 'center'
}
