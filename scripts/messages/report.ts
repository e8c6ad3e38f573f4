/** Messages → what is printed or kept: lines for people, JSON and SARIF for programs. Pure. */

import path from 'node:path'
import type {VFile} from 'vfile'
import {listMessages, type ReportedMessage} from './list.ts'
import {writtenText} from './origin.ts'
import {printPretty, reasonOf} from './pretty.ts'
import {type RuleId, rules} from './rules.ts'

export type ReportFormat = 'pretty' | 'json' | 'sarif'

/**
 * The report as text. Changes nothing.
 *
 * @param folder  the thesis folder: `pretty` names files so that a terminal at the current folder can open them
 */
export function printReport(
  files: readonly VFile[],
  format: ReportFormat,
  folder: string,
  {isColoured = false}: {isColoured?: boolean} = {}
): string {
  const messages = listMessages(files)
  if (format === 'json') return `${JSON.stringify(messages, null, 2)}\n`
  if (format === 'sarif') return `${JSON.stringify(sarif(messages), null, 2)}\n`
  const prefix = path.relative(process.cwd(), folder)
  return printPretty(messages, {
    textOf: (name) => {
      const file = files.find((one) => (one.path ?? '') === name && one.value !== undefined)
      return file && writtenText(file)
    },
    nameOf: (name) => (name === '' || path.isAbsolute(name) ? name : path.join(prefix, name)),
    isColoured
  })
}

/** Source: SARIF 2.1.0, OASIS Standard, 27 March 2020. */
function sarif(messages: readonly ReportedMessage[]): object {
  const ids = [...new Set(messages.map(({rule}) => rule))].sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'thesis',
            rules: ids.map((id) => ({id, shortDescription: {text: rules[id as RuleId] ?? id}}))
          }
        },
        results: messages.map((message) => ({
          ruleId: message.rule,
          level: message.severity === 'info' ? 'note' : message.severity,
          message: {text: [reasonOf(message), message.fix].filter(Boolean).join('. ')},
          locations: [
            {
              physicalLocation: {
                artifactLocation: {uri: encodeURI(message.file)},
                region: message.line ? regionOf(message) : undefined
              }
            }
          ]
        }))
      }
    ]
  }
}

function regionOf({line, column = 1, endLine, endColumn}: ReportedMessage): object {
  return {startLine: line, startColumn: column, endLine, endColumn}
}
