/** `:value[garden.members@2024]{unit cite}` → « 5 133 adhérents » and the citation of its source. */

import type {PhrasingContent, Root} from 'mdast'
import type {Plugin} from 'unified'
import type {Figures} from '../../charts/index.ts'
import type {Citation, DataValue} from '../../document/nodes.ts'
import {valueForm, valueOptions} from '../../document/value-options.ts'
import {visit} from '../../document/visit.ts'
import {error, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'

export interface ResolveValuesOptions {
  /** BCP 47, of the text. */
  lang: string
  figures: Pick<Figures, 'findValue' | 'printValue' | 'hasUnit'>
}

const knownOptions = [...valueOptions, 'cite']

/**
 * Fill each value with what is printed.
 *
 * Options in braces: `unit` adds the unit, `cite` cites the source, `bare` leaves out « environ » and « de … à … »,
 * `min` and `max` print one end of a range, `letters` writes a number from 0 to 100 in words, `feminine` in their
 * feminine, `capital` with a capital, `percent` a ratio in per cent, `decimals=1` with so many decimals.
 *
 * Emits `data:unknown-unit`, `data:unknown-option`, `data:missing-field` for a source, and what `findValue` finds wrong.
 */
export const resolveValues: Plugin<[ResolveValuesOptions], Root> =
  ({lang, figures}) =>
  (tree, file) => {
    visit(tree, 'dataValue', fill)

    function fill(node: DataValue): void {
      const options = optionsOf(node)
      for (const name of Object.keys(options).filter((option) => !knownOptions.includes(option))) {
        error(file, `Unknown option \`${name}\` of a value`, {
          at: node,
          rule: 'data:unknown-option',
          actual: name,
          expected: nearest(name, knownOptions),
          fix: didYouMean(name, knownOptions) || `Use ${knownOptions.map((one) => `\`${one}\``).join(', ')}.`
        })
      }
      const form = valueForm(options)
      const found = figures.findValue(node.path.trim(), form)
      if ('reason' in found) {
        error(file, found.reason, {at: node, actual: node.path, ...found})
        node.children = [{type: 'text', value: node.path}]
        return
      }
      const unit = typeof found.unit === 'string' ? found.unit : found.unit[1]
      const isNumber = found.value !== undefined && found.text === undefined
      if (form.hasUnit && isNumber && unit === '' && found.formula === undefined) {
        warn(file, `No unit of \`${node.path}\` in the data`, {
          at: node,
          rule: 'data:unknown-unit',
          actual: node.path,
          fix: 'Write `unit: …` for its column in thesis/data/data.yml, or leave `unit` out here.'
        })
      } else if (form.hasUnit && !figures.hasUnit(found, lang)) {
        warn(file, `Missing term in \`${lang}\` for the unit \`${unit}\``, {
          at: node,
          rule: 'data:unknown-unit',
          actual: unit,
          fix: `Write a term for \`${unit}\` in the column \`${lang}\` of thesis/data/units.csv, or leave \`unit\` out here.`
        })
      }
      if (found.gap) warn(file, found.gap.reason, {at: node, actual: node.path, ...found.gap})
      const text = figures.printValue(found, {lang, ...form})
      if (form.letters && /\d/.test(text)) {
        warn(file, `No words in \`${lang}\` for \`${text}\`: printed in digits`, {
          at: node,
          rule: 'data:unknown-option',
          actual: 'letters',
          fix: 'Leave `letters` out here: French and English have words for whole numbers from 0 to 100.'
        })
      }
      const printed: PhrasingContent[] = [{type: 'text', value: text}]
      if ('cite' in options && found.sources.length === 0) {
        warn(file, `No source of \`${node.path}\` to cite`, {
          at: node,
          rule: 'data:missing-field',
          actual: node.path,
          fix: 'Write keys of the bibliography in a column `source`, or `sources: [key]` for the table in thesis/data/data.yml.'
        })
      } else if ('cite' in options) printed.push({type: 'text', value: ' '}, citationOf(found.sources, node))
      node.children = printed
      node.formula = found.formula
    }
  }

function optionsOf({attributes}: DataValue): Record<string, string> {
  return {...Object.fromEntries((attributes?.classes ?? []).map((name) => [name, ''])), ...attributes?.pairs}
}

/** A citation of works by their keys, at the place of the node that asks for it. */
export function citationOf(keys: readonly string[], {position}: Pick<DataValue, 'position'>): Citation {
  const items = keys.map((key) => ({key, suppressAuthor: false}))
  return {type: 'citation', mode: 'parenthetical', items, children: [], position}
}
