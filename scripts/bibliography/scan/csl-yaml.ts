/** A CSL-YAML file, Pandoc's way of writing references → its entries with their places. */

import type {VFile} from 'vfile'
import {type Document, isMap, isSeq, parseDocument} from 'yaml'
import {error} from '../../messages/messages.ts'
import type {DataEntry} from '../entry.ts'
import {isRecord, sayNoKey} from '../parse/read-csl.ts'
import {positionAt} from '../positions.ts'
import {keyOf, listOf} from './csl-json.ts'

/**
 * Find the items of a YAML file: `references:` with a list, or a list alone, between `---` or not.
 *
 * Emits `bibliography:syntax`, `bibliography:missing-key`.
 */
export function scanCslYaml(file: VFile, text: string): DataEntry[] {
  // Pandoc ends the block by `---`, which would start a second document.
  const document = parseDocument(text.replace(/\n(?:---|\.\.\.)\s*$/, '\n'))
  for (const problem of document.errors) {
    const [start, end] = problem.pos
    error(file, `Unexpected YAML: ${problem.message.split(/\n| at line/)[0]}`, {
      at: positionAt(file, text, start, Math.min(end, text.length)),
      rule: 'bibliography:syntax',
      fix: 'Mend the YAML here: check the indentation, the colons and the quotes.'
    })
  }
  if (document.errors.length > 0) return []
  const list = listOf(plainData(document, file, text))
  const nodes = itemNodes(document)
  return (list ?? []).flatMap((item, index) => {
    const [start, end] = nodes[index]?.range ?? [0, text.length]
    const key = isRecord(item) ? keyOf(item) : undefined
    if (!isRecord(item) || key === undefined) {
      sayNoKey(file, positionAt(file, text, start, start + 1))
      return []
    }
    const at = text.indexOf(key, start)
    const keyStart = at === -1 || at > end ? start : at
    const type = typeof item.type === 'string' ? item.type : ''
    return [{format: 'csl', key, type, file, text, start, end, keyStart, data: markUp(item)}]
  })
}

/** Aliases that multiply without end are refused by the reader. */
function plainData(document: Document, file: VFile, text: string): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    error(file, `Unexpected YAML: ${cause instanceof Error ? cause.message : 'it cannot be read'}`, {
      at: positionAt(file, text, 0),
      rule: 'bibliography:syntax',
      fix: 'Write the values out instead of using aliases.'
    })
    return undefined
  }
}

function itemNodes(document: Document): {range?: readonly [number, number, number] | null | undefined}[] {
  const {contents} = document
  const list = isMap(contents) ? (contents.get('references', true) ?? contents.get('items', true)) : contents
  return isSeq(list) ? (list.items as {range?: [number, number, number]}[]) : []
}

/** Pandoc reads the texts as Markdown: emphasis and indices become CSL's marks. */
function markUp(item: Record<string, unknown>): Record<string, unknown> {
  const marked: [string, unknown][] = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === 'string' && markedFields.has(name) ? emphasis(value) : value
  ])
  return Object.fromEntries(marked)
}

const markedFields = new Set(['title', 'container-title', 'collection-title', 'note', 'title-short', 'volume-title'])

function emphasis(text: string): string {
  return text
    .replace(/\*\*([^*\n]{1,300})\*\*/g, '<b>$1</b>')
    .replace(/(?<![\w*])\*([^*\n]{1,300})\*(?![\w*])/g, '<i>$1</i>')
    .replace(/(?<![\w_])_([^_\n]{1,300})_(?![\w_])/g, '<i>$1</i>')
    .replace(/\^([^^\s]{1,40})\^/g, '<sup>$1</sup>')
    .replace(/~([^~\s]{1,40})~/g, '<sub>$1</sub>')
}
