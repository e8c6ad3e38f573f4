/** Tables → hast, with the headings and the scrolling that readers of every kind need. */

import type {Element, ElementContent, Properties} from 'hast'
import type {Table, TableCell, TableRow} from 'mdast'
import type {State} from 'mdast-util-to-hast'
import {capitalise, plainText} from '../../document/text.ts'
import {element, type Page} from './context.ts'

/** A table, its first row as headings; the first column too where the corner is empty or `{.row-headers}` says so. */
export function tableElement(state: State, node: Table, properties: Properties): Element {
  const [first, ...rest] = node.children
  const isEmpty = (row: TableRow | undefined) => !row || row.children.every(isBlank)
  const corner = first?.children[0]
  const hasRowHeadings =
    !isEmpty(first) &&
    ((corner !== undefined && isBlank(corner)) || node.attributes?.classes.includes('row-headers') === true)
  const row = (of: TableRow, isHead: boolean) =>
    element(
      'tr',
      {},
      of.children.map((cell, column) => {
        const align = node.align?.[column]
        const classes: Properties = align ? {className: [`align-${align}`]} : {}
        const content = state.all(cell)
        if (isHead) return isBlank(cell) ? element('td', classes) : element('th', {scope: 'col', ...classes}, content)
        return hasRowHeadings && column === 0
          ? element('th', {scope: 'row', ...classes}, content)
          : element('td', classes, content)
      })
    )
  const body = rest.map((one) => row(one, false))
  return element('table', properties, [
    ...(first && !isEmpty(first) ? [element('thead', {}, [row(first, true)])] : []),
    ...(body.length > 0 ? [element('tbody', {}, state.wrap<Element>(body, true) as ElementContent[])] : [])
  ])
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
