/** A CSL-JSON file → its entries with their places. */

import type {VFile} from 'vfile'
import {error} from '../../messages/messages.ts'
import type {DataEntry} from '../entry.ts'
import {isRecord, sayNoKey} from '../parse/read-csl.ts'
import {positionAt} from '../positions.ts'

/**
 * Find the items of a CSL-JSON file: an array of items, one item, or an object with `items` or `references`.
 *
 * Emits `bibliography:syntax`, `bibliography:missing-key`.
 */
export function scanCslJson(file: VFile, text: string): DataEntry[] {
  if (text.trim() === '') return []
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (cause) {
    const found = /position (\d+)/.exec(String(cause))
    const offset = found ? Number(found[1]) : text.length
    error(file, `Invalid JSON: ${reasonOf(cause)}`, {
      at: positionAt(file, text, Math.min(offset, text.length)),
      rule: 'bibliography:syntax',
      fix: 'Fix the JSON here: check the commas, the quotes and the brackets.'
    })
    return []
  }
  const list = listOf(data)
  if (!list) {
    error(file, 'Unexpected contents, expected an array of CSL-JSON items', {
      at: positionAt(file, text, 0),
      rule: 'bibliography:syntax',
      fix: 'Export the library as CSL JSON.'
    })
    return []
  }
  const spans = Array.isArray(data) ? elementSpans(text) : []
  return list.flatMap((item, index) => {
    const [start, end] = spans[index] ?? [0, text.length]
    const key = isRecord(item) ? keyOfItem(item) : undefined
    if (!isRecord(item) || key === undefined) {
      sayNoKey(file, positionAt(file, text, start, start + 1))
      return []
    }
    const at = text.indexOf(JSON.stringify(key), start)
    const keyStart = at === -1 || at > end ? start : at + 1
    const type = typeof item.type === 'string' ? item.type : ''
    return [{format: 'csl', key, type, file, text, start, end, keyStart, data: item}]
  })
}

/** The list of items in whatever holds it. */
export function listOf(data: unknown): unknown[] | undefined {
  if (Array.isArray(data)) return data
  if (!isRecord(data)) return undefined
  for (const name of ['references', 'items']) {
    const inside = Object.hasOwn(data, name) ? data[name] : undefined
    if (Array.isArray(inside)) return inside
  }
  return keyOfItem(data) === undefined ? undefined : [data]
}

/** The key of an item, numbers included. */
export function keyOfItem(item: Record<string, unknown>): string | undefined {
  const id = Object.hasOwn(item, 'id') ? item.id : item['citation-key']
  return typeof id === 'string' && id !== '' ? id : Number.isFinite(id) ? String(id) : undefined
}

function reasonOf(cause: unknown): string {
  return String(cause instanceof Error ? cause.message : cause).split(/ in JSON| at position|, \.\.\./)[0]!
}

/** Start and end of each element of the array that a JSON text is. */
function elementSpans(text: string): [number, number][] {
  const spans: [number, number][] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') {
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++
    } else if (sign === '{' || sign === '[') {
      depth++
      if (depth === 2) start = at
    } else if (sign === '}' || sign === ']') {
      depth--
      if (depth === 1) spans.push([start, at + 1])
    }
  }
  return spans
}
