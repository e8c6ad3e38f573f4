/** The elements of an HTML table → a table, its caption below it as in `::: {.table}`. */

import type {AlignType, Paragraph, PhrasingContent, RootContent, Table, TableCell, TableRow} from 'mdast'
import type {Attributes, Division, FlowContent} from '../../document/nodes.ts'
import {gridOf} from '../../document/table-grid.ts'
import type {HtmlElement} from './html-tag.ts'

/** `<td>`, `<th>`. A single paragraph in it is running text, unless it is a figure. */
export function cellOf({tag, children, node}: HtmlElement, {classes}: Attributes): RootContent[] {
  const [only, ...others] = children
  const isText = only?.type === 'paragraph' && others.length === 0 && !isFigure(only, node)
  const align: AlignType = classes.includes('center') ? 'center' : classes.includes('right') ? 'right' : null
  const span = (typed = '') => (/^\d{1,4}$/.test(typed) && Number(typed) > 1 ? Number(typed) : undefined)
  return [
    {
      type: 'tableCell',
      colSpan: span(tag.pairs.colspan),
      rowSpan: span(tag.pairs.rowspan),
      align,
      isHeading: tag.name === 'th' || undefined,
      children: (isText ? only.children : children) as TableCell['children'],
      position: node.position
    }
  ]
}

/** A picture with an empty line above it is a figure with its caption, as in a text. */
function isFigure({children, position}: Paragraph, cell: RootContent): boolean {
  const isAlone = children.length === 1 && children[0]?.type === 'image'
  return isAlone && (position?.start.line ?? 0) > (cell.position?.start.line ?? 0) + 1
}

/** `<tr>`. */
export function rowOf({children, node}: HtmlElement): RootContent[] {
  const cells = children.filter((child) => child.type === 'tableCell')
  const others = children.filter((child) => child.type !== 'tableCell')
  return [{type: 'tableRow', children: cells, position: node.position}, ...others]
}

/** `<table>`: rows without a part are of its body; rows of headings at its start are its head. */
export function tableOf(
  {children, node}: HtmlElement,
  attributes: Attributes,
  phrasingOf: (blocks: readonly RootContent[]) => PhrasingContent[]
): RootContent[] {
  const parts = {thead: [] as TableRow[], tbody: [] as TableRow[], tfoot: [] as TableRow[]}
  const captions: PhrasingContent[] = []
  const shares: Array<number | undefined> = []
  const others: RootContent[] = []
  for (const child of children) takePart(child)
  const {thead, tbody, tfoot} = parts
  if (thead.length === 0)
    while (tbody[0]?.children.every(({isHeading}) => isHeading)) thead.push(tbody.shift() as TableRow)
  for (const cell of thead.flatMap((row) => row.children)) delete cell.isHeading
  const table: Table = {
    type: 'table',
    headRows: thead.length,
    footRows: tfoot.length,
    children: [...thead, ...tbody, ...tfoot],
    position: node.position
  }
  const {columns} = gridOf(table)
  table.align = Array.from({length: columns}, () => null)
  if (columns > 0 && shares.length === columns && shares.every((share) => share !== undefined))
    table.widths = shares as number[]
  if (captions.length === 0 && !/^tbl[-:]/.test(attributes.id ?? '')) {
    const isBare = attributes.id === undefined && attributes.classes.length + Object.keys(attributes.pairs).length === 0
    return [...others, ...(columns > 0 ? [isBare ? table : {...table, attributes}] : [])]
  }
  const caption: FlowContent[] = captions.length > 0 ? [{type: 'paragraph', children: captions}] : []
  return [
    ...others,
    {
      type: 'division',
      attributes: {...attributes, classes: ['table', ...attributes.classes]},
      children: [table, ...caption],
      position: node.position
    }
  ]

  function takePart(child: RootContent, part: TableRow[] = parts.tbody): void {
    if (child.type === 'tableRow') {
      if (child.children.length > 0) part.push(child)
    } else if (child.type === 'tableCell') {
      part.push({type: 'tableRow', children: [child], position: child.position})
    } else if (child.type === 'division' && child.element === 'caption') {
      captions.push(...phrasingOf(child.children as RootContent[]))
    } else if (child.type === 'division' && /^(?:thead|tbody|tfoot|colgroup)$/.test(child.element ?? '')) {
      const rows = parts[child.element as keyof typeof parts] ?? part
      for (const inner of child.children as RootContent[]) takePart(inner, rows)
    } else if (child.type === 'division' && child.element === 'col') shares.push(shareOf(child))
    else others.push(child)
  }
}

/** `<col width="40%">`. */
function shareOf({attributes}: Division): number | undefined {
  const percent = /^([\d.]+) *%$/.exec(attributes?.pairs.width ?? '')?.[1]
  return percent === undefined ? undefined : Math.min(1, Number(percent) / 100)
}
