/** YAML or JSON with a list of rows → the fields of a table with their places. */

import type {VFile} from 'vfile'
import {z} from 'zod'
import {readYaml} from '../messages/read-yaml.ts'
import {yamlRules} from './declaration.ts'
import type {Lines} from './scan-csv.ts'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const rowsSchema = z.array(z.record(z.string(), scalar)).min(1)

/** Read `- {plot: A, mass: 12}` and so on; a row may leave out what it does not have. */
export function readYamlRows(file: VFile): Lines | undefined {
  const {value, placeOf} = readYaml(file, rowsSchema, {rules: yamlRules})
  if (!value) return undefined
  const names = [...new Set(value.flatMap((row) => Object.keys(row)))]
  const lines = value.map((row, index) => {
    const place = placeOf([index])?.start
    const fields = names.map((name) => ({
      text: String(row[name] ?? '')
        .trim()
        .normalize('NFC'),
      at: (row[name] === undefined ? undefined : placeOf([index, name])?.start.offset) ?? place?.offset ?? 0
    }))
    return {line: place?.line ?? 1, fields}
  })
  return {head: names.map((text) => ({text: text.normalize('NFC'), at: 0})), lines}
}
