/** An EndNote export (`.enw`) → its entries with their positions, and their items as citation-js reads them. */

import {createRequire} from 'node:module'
import type {VFile} from 'vfile'
import {error} from '../../messages/messages.ts'
import type {DataEntry} from '../entry.ts'
import {generatedKey} from '../parse/generated-key.ts'
import {isRecord} from '../parse/read-csl.ts'
import {positionAt} from '../positions.ts'

type ReadRecord = (record: string) => unknown

/**
 * Find the records of a file: lines `%X value`, from each `%0` to the next. The key is `%F`, else generated from the
 * first author and the year.
 *
 * Emits `bibliography:syntax`.
 *
 * Source: EndNote, “Tagged EndNote import format”.
 */
export function scanEnw(file: VFile, text: string): DataEntry[] {
  const starts = [...text.matchAll(/^%0 /gm)].map(({index}) => index)
  const before = text.slice(0, starts[0] ?? text.length)
  if (before.trim() !== '') report(before.search(/\S/), 'Unexpected text outside of any record, expected `%0 …`')
  if (starts.length === 0) return []
  const readRecord = openReader()
  const keys = new Set<string>()
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length
    const record = text.slice(start, end)
    const data = itemOf(record, readRecord)
    if (!data) {
      report(start, 'Unreadable record')
      return []
    }
    const field = (letter: string) => new RegExp(`^%${letter} (.*)$`, 'm').exec(record)?.[1] ?? ''
    const named = /^%F (\S.*)$/m.exec(record)
    const key = named?.[1]?.trim() ?? generatedKey(field('A') || field('E') || field('T'), field('D'), keys)
    keys.add(key)
    const keyStart = named ? start + named.index + 3 : start
    const type = String(data.type ?? '')
    return [{format: 'csl', key, type, file, text, start, end, keyStart, data: {...data, id: key}}]
  })

  function report(start: number, reason: string): void {
    error(file, reason, {
      at: positionAt(file, text, start, start + 2),
      rule: 'bibliography:syntax',
      fix: 'Start each record with its type, for example `%0 Journal Article`, and each field with `%` and its letter.'
    })
  }
}

/** citation-js is loaded when there is something for it to read: it takes a tenth of a second. */
function openReader(): ReadRecord {
  const require = createRequire(import.meta.url)
  const {plugins} = require('@citation-js/core') as {plugins: {input: {chain: (text: string, how: object) => unknown}}}
  require('@citation-js/plugin-enw')
  return (record) => plugins.input.chain(record, {generateGraph: false, forceType: '@enw/file'})
}

/** The item; undefined where citation-js cannot read the record. */
function itemOf(record: string, readRecord: ReadRecord): Record<string, unknown> | undefined {
  // It takes each line for a field: text that goes on stands on the line before, and there are no other lines.
  const lines = record
    .trim()
    .replace(/\r\n?/g, '\n')
    .replace(/\n+(?!%)/g, ' ')
    .split('\n')
    .filter((line) => /^%\S \S/.test(line))
  try {
    const items = readRecord(lines.join('\n'))
    const item = Array.isArray(items) ? items[0] : items
    return isRecord(item) ? item : undefined
  } catch {
    return undefined
  }
}
