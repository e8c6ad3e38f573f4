/** `:::case-table{#tbl-cases name="comparison"}` → a table made from the data, with its citations. */

import type {PhrasingContent, Root, Table, TableCell, TableRow} from 'mdast'
import type {Plugin} from 'unified'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {Library} from '../../bibliography/library.ts'
import type {Figures} from '../../charts/index.ts'
import type {FilledCell} from '../../data/filled-table.ts'
import type {CaseTable} from '../../document/nodes.ts'
import type {Terms} from '../../document/terms/types.ts'
import {visit} from '../../document/visit.ts'
import {error} from '../../messages/messages.ts'
import {citationOf} from './resolve-values.ts'
import {worksTable} from './works-table.ts'

export interface FillTablesOptions {
  figures: Pick<Figures, 'fillTable'>
  /** The bibliography, for `name="works"`. */
  works: Pick<Library, 'keys' | 'load'>
  readPhrase: ReadPhrase
  /** In the language of the text. */
  terms: Terms
}

/** Reads the Markdown of a cell; what it reports is of the file, at the position. */
export type ReadPhrase = (text: string, file: VFile, position: Position | undefined) => PhrasingContent[]

/**
 * Replace each case table by its table; citations are left to `resolveCitations`, values to `resolveValues`.
 *
 * Emits `figures:unknown-table`, `data:unknown-value`, `data:unknown-option`.
 */
export const fillTables: Plugin<[FillTablesOptions], Root> =
  ({figures, works, readPhrase, terms}) =>
  (tree, file) => {
    visit(tree, 'caseTable', (node, index, parent) => {
      if (!parent || index === undefined) return
      const filled =
        node.name === 'works' ? worksTable(works, node.options, terms) : figures.fillTable(node.name, node.options)
      if ('reason' in filled) {
        error(file, filled.reason, {at: node, actual: node.name, ...filled})
        parent.children[index] = {type: 'code', value: `case-table: ${node.name}`}
        return
      }
      const table: Table = {
        type: 'table',
        align: filled.align,
        children: [row(filled.head.map((text) => ({text}))), ...filled.rows.map((cells) => row(cells))],
        position: node.position
      }
      parent.children[index] = table

      function row(cells: readonly FilledCell[]): TableRow {
        return {type: 'tableRow', children: cells.map((cell) => cellOf(cell, node, read))}
      }
    })

    function read(text: string, {position}: CaseTable): PhrasingContent[] {
      return readPhrase(text, file, position)
    }
  }

function cellOf(
  {text, cite, isMarkdown}: FilledCell,
  node: CaseTable,
  read: (text: string, node: CaseTable) => PhrasingContent[]
): TableCell {
  const children: PhrasingContent[] = isMarkdown ? read(text, node) : text ? [{type: 'text', value: text}] : []
  if (cite && cite.length > 0) {
    if (text) children.push({type: 'text', value: ' '})
    children.push(citationOf(cite, node))
  }
  return {type: 'tableCell', children}
}
