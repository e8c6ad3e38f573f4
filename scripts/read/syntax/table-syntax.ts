/** GFM's tables: the construct of micromark, its cells grouped in one pass over the events. */

import {gfmTable} from 'micromark-extension-gfm-table'
import type {Construct, Event, Extension, Token, TokenizeContext} from 'micromark-util-types'
import {replaceAll} from './replace-events.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    table: 'table'
    tableBody: 'tableBody'
    tableHead: 'tableHead'
    tableRow: 'tableRow'
    tableDelimiterRow: 'tableDelimiterRow'
    tableCellDivider: 'tableCellDivider'
    tableData: 'tableData'
    tableContent: 'tableContent'
  }
}

/**
 * Tables. micromark's own resolver compares each of its edits with all the others, which takes minutes for a table
 * of some thousand cells.
 */
export function tableSyntax(): Extension {
  const construct = gfmTable().flow?.null as Construct
  return {flow: {null: {...construct, resolveAll: groupTables}}}
}

/** `table` around the head and the rows, a cell around each of the parts of a row, the alignments on the table. */
function groupTables(events: Event[], context: TokenizeContext): Event[] {
  const lastRows = lastRowsOf(events)
  if (lastRows.size === 0) return events
  const grouped: Event[] = []
  let table: Token | undefined
  let rowStart = -1
  for (const [index, event] of events.entries()) {
    const [kind, token] = event
    if (kind === 'enter' && token.type === 'tableHead') {
      table = {type: 'table', start: {...token.start}, end: {...token.end}}
      grouped.push(['enter', table, context])
    }
    if (kind === 'enter' && token.type === 'tableRow') {
      rowStart = index + 1
      grouped.push(event)
    } else if (kind === 'exit' && token.type === 'tableRow') {
      for (const part of cellsOf(events.slice(rowStart, index), token, context)) grouped.push(part)
      rowStart = -1
      grouped.push(event)
    } else if (rowStart === -1) grouped.push(event)
    if (kind === 'exit' && token.type === 'tableDelimiterRow' && table) {
      table._align = alignmentsOf(context.sliceSerialize(token))
    }
    if (table && lastRows.has(event)) {
      table.end = {...token.end}
      grouped.push(['exit', table, context])
    }
  }
  return replaceAll(events, grouped)
}

/** The event that ends each table: of its last row, or of its head. */
function lastRowsOf(events: readonly Event[]): Set<Event> {
  const found = new Set<Event>()
  let isAfterTable = true
  for (const event of events.toReversed()) {
    const [kind, {type}] = event
    if (kind === 'enter' && type === 'tableHead') isAfterTable = true
    else if (kind === 'exit' && isAfterTable && (type === 'tableHead' || type === 'tableRow')) {
      found.add(event)
      isAfterTable = false
    }
  }
  return found
}

/** What stands in a row, with a cell from each bar to the next; the last one takes the closing bar. */
function cellsOf(row: readonly Event[], {end}: Token, context: TokenizeContext): Event[] {
  const starts = [0]
  let isFirst = true
  for (const [index, [kind, token]] of row.entries()) {
    if (kind !== 'enter' || (token.type !== 'data' && token.type !== 'tableCellDivider')) continue
    if (token.type === 'tableCellDivider' && !isFirst) starts.push(index)
    isFirst = false
  }
  const isData = ([, {type}]: Event) => type === 'data'
  if (starts.length > 1 && !row.slice(starts.at(-1)).some(isData)) starts.pop()
  return starts.flatMap((start, at): Event[] => {
    const parts = row.slice(start, starts[at + 1])
    const cell: Token = {
      type: 'tableData',
      start: {...(parts[0]?.[1].start ?? end)},
      end: {...(row[starts[at + 1] ?? row.length]?.[1].start ?? end)}
    }
    const first = parts.findIndex(isData)
    const last = parts.findLastIndex(isData)
    const content = first === -1 ? parts : withText(parts, first, last, context)
    return [['enter', cell, context], ...content, ['exit', cell, context]]
  })
}

/** From the first word of a cell to the last, one chunk of text. */
function withText(parts: readonly Event[], first: number, last: number, context: TokenizeContext): Event[] {
  const chunk = (parts[first] as Event)[1]
  chunk.type = 'chunkText'
  chunk.contentType = 'text'
  chunk.end = {...(parts[last] as Event)[1].end}
  const content: Token = {type: 'tableContent', start: {...chunk.start}, end: {...chunk.end}}
  return [
    ...parts.slice(0, first),
    ['enter', content, context],
    ['enter', chunk, context],
    ['exit', chunk, context],
    ['exit', content, context],
    ...parts.slice(last + 1)
  ]
}

/** `|:--|:-:|` → left, center. */
function alignmentsOf(delimiters: string): NonNullable<Token['_align']> {
  const cells = delimiters
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
  return cells.map((cell) => {
    const rule = cell.trim()
    if (rule.endsWith(':')) return rule.startsWith(':') ? 'center' : 'right'
    return rule.startsWith(':') ? 'left' : 'none'
  })
}
