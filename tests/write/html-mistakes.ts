/** A page → what a validator of HTML finds wrong in it. */

import {HtmlValidate} from 'html-validate'
import type {OutputFile} from '../../scripts/document/thesis.ts'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Pandoc's own markup of a bibliography: `div`s with the roles of a list.
    'prefer-native-element': ['error', {exclude: ['list', 'listitem']}],
    // Labels are letters of any script, digits, `-`, `_`, `:` and `.`, as HTML allows.
    'valid-id': ['error', {relaxed: true}],
    // Lines of the source are as long as paragraphs.
    'long-title': 'off'
  }
})

/** `page:line:column rule message`, one a mistake. */
export function mistakes(file: OutputFile): string[] {
  const report = validator.validateStringSync(String(file.contents), file.path)
  return report.results.flatMap(({messages}) =>
    messages.map(({ruleId, message, line, column}) => `${file.path}:${line}:${column} ${ruleId} ${message}`)
  )
}
