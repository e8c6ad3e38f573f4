/** Divisions that MyST's directives became → pictures, and tables out of lists. */

import type {List, ListItem, Paragraph, PhrasingContent, Root, RootContent, Table, TableCell, TableRow} from 'mdast'
import type {Division} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'
import {pairsOf} from '../syntax/attributes.ts'
import {eachList} from './walk.ts'

/** Runs before `buildFigures`, which makes figures and tables of them. */
export function buildDirectives(tree: Root): void {
  eachList(tree, (list) => {
    for (const [index, node] of list.entries()) {
      if (node.type !== 'division') continue
      const {classes = [], pairs = {}} = node.attributes ?? {}
      if (classes.includes('figure') && pairs.src !== undefined) addPicture(node)
      else if (classes.includes('list-table')) list[index] = listTable(node)
    }
  })
}

/** The first paragraph of MyST's figure is its caption. */
function addPicture(division: Division): void {
  const {src = '', alt, width, ...pairs} = division.attributes?.pairs ?? {}
  const [first, ...rest] = division.children as RootContent[]
  const {position} = division
  const own = pairsOf({alt, width})
  const isCaption = first?.type === 'paragraph'
  const caption: RootContent[] = isCaption
    ? [{...first, attributes: {classes: ['title'], pairs: {}}}]
    : first
      ? [first]
      : []
  const shown = alt ?? (isCaption ? plainText(first) : '')
  division.attributes = {classes: [], ...division.attributes, pairs}
  division.children = [
    {
      type: 'paragraph',
      children: [
        {
          type: 'image',
          url: /%[0-9a-f]{2}/i.test(src) ? src : encodeURI(src),
          alt: shown,
          attributes: {classes: [], pairs: own},
          position
        }
      ],
      position
    },
    ...caption,
    ...rest
  ] as Division['children']
}

/** A list of rows, each a list of cells. */
function listTable(division: Division): RootContent {
  const list = division.children.find((child): child is List => child.type === 'list')
  if (!list?.children.every((row) => cellsOf(row))) return division
  const rows = list.children.map(
    (row): TableRow => ({type: 'tableRow', children: cellsOf(row) ?? [], position: row.position})
  )
  const {classes = [], pairs = {}, ...attributes} = division.attributes ?? {}
  const {'header-rows': heads, widths: _, ...others} = pairs
  const count = Math.max(1, ...rows.map(({children}) => children.length))
  const isHeadless = heads === '0' || (heads === undefined && classes.includes('headless'))
  const empty: TableRow = {
    type: 'tableRow',
    children: Array.from({length: count}, (): TableCell => ({type: 'tableCell', children: []}))
  }
  const table: Table = {
    type: 'table',
    align: Array(count).fill(null),
    children: isHeadless ? [empty, ...rows] : rows,
    position: list.position
  }
  return {
    ...division,
    attributes: {...attributes, classes: [...classes.filter((name) => name !== 'list-table'), 'table'], pairs: others},
    children: division.children.map((child) => (child === list ? table : child))
  }
}

function cellsOf(row: ListItem): TableCell[] | undefined {
  const [cells, ...rest] = row.children
  if (cells?.type !== 'list' || rest.length > 0) return undefined
  return cells.children.map(
    (cell): TableCell => ({type: 'tableCell', children: inlineOf(cell), position: cell.position})
  )
}

/** Paragraphs on lines of their own; of other blocks, the words. */
function inlineOf({children}: ListItem): PhrasingContent[] {
  return children.flatMap((block, index): PhrasingContent[] => {
    const before: PhrasingContent[] = index === 0 ? [] : [{type: 'break'}]
    const inside =
      block.type === 'paragraph' ? (block as Paragraph).children : [{type: 'text' as const, value: plainText(block)}]
    return [...before, ...inside]
  })
}
