/** Tables → hast, with the headings and the scrolling that readers of every kind need. */

import type {Element, ElementContent, Properties} from 'hast'
import type {Table, TableCell} from 'mdast'
import type {State} from 'mdast-util-to-hast'
import {gridOf, type PlacedCell} from '../../document/table-grid.ts'
import {capitalise, plainText} from '../../document/text.ts'
import {element, type Page} from './context.ts'

/** A table, its head as headings; the first column too where the corner is empty or `{.row-headers}` says so. */
export function tableElement(state: State, node: Table, properties: Properties): Element {
  const {rows, head, foot} = gridOf(node)
  const isEmpty = (row: PlacedCell[]) => row.every(({cell}) => isBlank(cell))
  const corner = rows[0]?.[0]?.cell
  const hasHead = rows.slice(0, head).some((row) => !isEmpty(row))
  const hasRowHeadings =
    hasHead && ((corner !== undefined && isBlank(corner)) || node.attributes?.classes.includes('row-headers') === true)
  const row = (cells: PlacedCell[], isHead: boolean) =>
    element(
      'tr',
      {},
      cells.map(({cell, column, colSpan, rowSpan}) => {
        const align = cell.align ?? node.align?.[column]
        const classes: Properties = {
          className: align ? [`align-${align}`] : undefined,
          colSpan: colSpan > 1 ? colSpan : undefined,
          rowSpan: rowSpan > 1 ? rowSpan : undefined
        }
        const content = state.all(cell)
        const scope = (of: 'col' | 'row', spans: number) => ({scope: spans > 1 ? `${of}group` : of})
        if (isHead) {
          return isBlank(cell) ? element('td', classes) : element('th', {...scope('col', colSpan), ...classes}, content)
        }
        return (hasRowHeadings && column === 0) || cell.isHeading
          ? element('th', {...scope('row', rowSpan), ...classes}, content)
          : element('td', classes, content)
      })
    )
  const part = (tagName: string, from: number, to: number) => {
    const written = rows.slice(from, to).map((cells) => row(cells, tagName === 'thead'))
    if (written.length === 0) return []
    return [
      element(tagName, {}, tagName === 'tbody' ? (state.wrap<Element>(written, true) as ElementContent[]) : written)
    ]
  }
  return element('table', properties, [
    ...columnWidths(node),
    ...(hasHead ? part('thead', 0, head) : []),
    ...part('tbody', head, rows.length - foot),
    ...part('tfoot', rows.length - foot, rows.length)
  ])
}

/** Shares of the table's own width, in steps of five. */
function columnWidths({widths}: Table): Element[] {
  if (!widths) return []
  const total = widths.reduce((sum, width) => sum + width, 0)
  const shares = widths.map((width) => Math.max(1, Math.round((width / total) * 20)) * 5)
  return [
    element(
      'colgroup',
      {},
      shares.map((share) => element('col', {className: [`w-${Math.min(share, 100)}`]}))
    )
  ]
}

/** Nothing but spaces: a note or a picture has no text of its own, and is there. */
function isBlank(cell: TableCell): boolean {
  return cell.children.every((node) => node.type === 'text' || node.type === 'break') && plainText(cell).trim() === ''
}

/** A table wider than the screen scrolls by itself, with the keyboard as well. */
export function scrollable(page: Page, table: Element, labelId: string | undefined): Element {
  if (labelId === undefined) {
    const label = capitalise(page.terms.table[0])
    return element('div', {className: ['table-scroll'], role: 'group', ariaLabel: label, tabIndex: 0}, [table])
  }
  return element('section', {className: ['table-scroll'], ariaLabelledBy: [labelId], tabIndex: 0}, [
    {...table, properties: {...table.properties, ariaLabelledBy: [labelId]}}
  ])
}
