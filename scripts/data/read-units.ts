/** The text of `units.csv` → the terms of each unit in the other languages of the thesis. */

import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'
import {readCsv} from './read-csv.ts'
import type {UnitWord} from './schema.ts'
import {placeAt} from './table.ts'

/** Unit as the data writes it (the plural, of two) → language → its words. */
export type Units = Map<string, Record<string, UnitWord>>

/**
 * Read units from CSV: one line a unit, one column a language, `school|schools` where one and many differ.
 *
 * Emits `data:unreadable`, `data:unknown-field`, `data:wrong-value`, `data:duplicate`.
 */
export function readUnits(file: VFile): Units {
  const units: Units = new Map()
  const {head = [], lines = []} = readCsv(file) ?? {}
  const languages = head.slice(1).map(({text}) => text)
  for (const {text: name, at} of head.slice(1).filter(({text}) => !/^[a-z]{2,3}$/.test(text))) {
    error(file, `Unknown column \`${name}\`, expected a language such as \`en\``, {
      at: placeAt(file, at, name.length),
      rule: 'data:unknown-field',
      actual: name,
      fix: 'Name each column after `unit` with the code of a language, such as `fr`.'
    })
  }
  for (const {fields, line} of lines) {
    const [unit = '', ...words] = fields.map(({text}) => text)
    if (units.has(unit)) {
      error(file, `Duplicate line of the unit \`${unit}\``, {
        at: {line, column: 1},
        rule: 'data:duplicate',
        fix: 'Keep one of the two lines.'
      })
      continue
    }
    const byLanguage: Record<string, UnitWord> = {}
    for (const [index, language] of languages.entries()) {
      const forms = (words[index] ?? '').split('|').map((form) => form.trim())
      const [one, many] = forms
      if (!one) continue
      if (forms.length > 2) {
        error(file, `Too many forms of \`${unit}\` in \`${language}\`: ${forms.length} (maximum 2)`, {
          at: {line, column: 1},
          rule: 'data:wrong-value',
          fix: 'Write `one|many`, or a single form.'
        })
      }
      byLanguage[language] = many ? [one, many] : one
    }
    units.set(unit, byLanguage)
  }
  return units
}
