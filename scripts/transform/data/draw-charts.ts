/** `:::chart{#fig-map name="map"}` → a drawing made from the data. */

import type {Root, Table, TableRow} from 'mdast'
import type {Plugin} from 'unified'
import type {Figures} from '../../charts/index.ts'
import type {PictureTable} from '../../charts/picture.ts'
import {type NameSourcesOptions, nameSources} from '../../document/name-sources.ts'
import type {Chart, Drawing, Figure} from '../../document/nodes.ts'
import {visit} from '../../document/visit.ts'
import {error} from '../../messages/messages.ts'

export interface DrawChartsOptions extends NameSourcesOptions {
  figures: Pick<Figures, 'draw'>
}

/**
 * Replace each chart by its drawing, with the sources of its data under it where the author names none. A chart that
 * cannot be drawn leaves its name in the text.
 *
 * Emits `figures:unknown-chart`, and what the chart itself finds wrong: `data:unknown-value`, `data:not-comparable`…,
 * where it is declared.
 */
export const drawCharts: Plugin<[DrawChartsOptions], Root> =
  ({figures, ...naming}) =>
  async (tree, file) => {
    const found: Array<{node: Chart; put: (drawing: Drawing | undefined, sources?: readonly string[]) => void}> = []
    visit(tree, 'chart', (node, index, parent) => {
      if (!parent || index === undefined) return
      found.push({
        node,
        put: (drawing, sources = []) => {
          const here = parent.children.indexOf(node)
          parent.children[here] = drawing ?? {type: 'code', value: `chart: ${node.name}`}
          if (sources.length === 0 || parent.type !== 'figure' || hasSource(parent)) return
          const {position} = node
          parent.children.push({type: 'source', children: nameSources(sources, naming, position), position})
        }
      })
    })
    const used = new Map<string, number>()
    for (const {node, put} of found) {
      const {name, options, declaration} = node
      const id = name || `${file.stem}-${options.type ?? 'own'}`
      // The same chart may stand twice in a chapter: its ids stay unique.
      const count = (used.get(id) ?? 0) + 1
      used.set(id, count)
      const prefix = `chart-${id.replace(/[^\w-]/g, '-')}${count > 1 ? `-${count}` : ''}`
      const written = declaration && {value: declaration.value, line: declaration.position?.start.line ?? 1, file}
      const drawn = await figures.draw({name, options, declaration: written}, {prefix})
      if (!drawn || 'reason' in drawn) {
        if (drawn) {
          const {place, ...problem} = drawn
          const told = place?.file ?? file
          // One message for a chart that several places show.
          if (!told.messages.some(({reason}) => told !== file && reason === drawn.reason))
            error(told, drawn.reason, {actual: name, ...problem, at: place?.at ?? node})
        }
        put(undefined)
        continue
      }
      const {svg: value, print, title, description, table, sources} = drawn
      const chart = {name, options, declaration}
      put(
        {type: 'drawing', value, print, title, description, table: tableOf(table), chart, position: node.position},
        sources
      )
    }
  }

/** Whether the author says where it is from: a line « Source : … », or a citation in the caption. */
function hasSource({children}: Figure): boolean {
  let isCited = false
  for (const child of children) visit(child, 'citation', () => (isCited = true))
  return isCited || children.some(({type}) => type === 'source')
}

/** Words first, numbers to the right. */
function tableOf({head, rows}: PictureTable): Table {
  const row = (cells: readonly string[]): TableRow => ({
    type: 'tableRow',
    children: cells.map((value) => ({type: 'tableCell', children: [{type: 'text', value}]}))
  })
  return {
    type: 'table',
    align: head.map((_, index) => (index === 0 ? 'left' : 'right')),
    children: [row(head), ...rows.map(row)]
  }
}
