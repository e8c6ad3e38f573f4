/** A CSL-YAML file, Pandoc's way of writing references → its entries with their places. */

import type {VFile} from 'vfile'
import {z} from 'zod'
import {error} from '../../messages/messages.ts'
import {readYaml} from '../../messages/read-yaml.ts'
import type {DataEntry} from '../entry.ts'
import {isRecord, sayNoKey} from '../parse/read-csl.ts'
import {positionAt} from '../positions.ts'
import {keyOfItem, listOf} from './csl-json.ts'

/**
 * Find the items of a YAML file: `references:` with a list, or a list alone, between `---` or not.
 *
 * Emits `bibliography:syntax`, `bibliography:missing-key`.
 */
export function scanCslYaml(file: VFile, text: string): DataEntry[] {
  // Pandoc ends the block by `---`, which would start a second document.
  const part = {text: text.replace(/\n(?:---|\.\.\.)\s*$/, '\n'), line: 1}
  const {value, placeOf} = readYaml(file, z.unknown(), {rules, part})
  const list = listOf(value)
  if (!list && value !== undefined && value !== null) {
    error(file, 'Unexpected contents, expected a list of references', {
      at: positionAt(file, text, 0),
      rule: 'bibliography:syntax',
      fix: 'Write `references:` and below it the entries, each of which starts with `- id: …`.'
    })
  }
  const before = Array.isArray(value) ? [] : [isRecord(value) && 'references' in value ? 'references' : 'items']
  return (list ?? []).flatMap((item, index) => {
    const place = placeOf([...before, index])
    const [start, end] = [place?.start.offset ?? 0, place?.end.offset ?? text.length]
    const key = isRecord(item) ? keyOfItem(item) : undefined
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

const rules = {
  unreadable: 'bibliography:syntax',
  unknown: 'bibliography:syntax',
  missing: 'bibliography:syntax',
  wrong: 'bibliography:syntax'
} as const

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
