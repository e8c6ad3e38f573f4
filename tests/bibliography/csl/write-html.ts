/** Printed content → HTML with the classes that CSL processors use. */

import type {Aspect, Content, Run} from '../../../scripts/bibliography/csl/types.ts'

const tags: Record<string, readonly [open: string, close: string]> = {
  'font-style:italic': ['<i>', '</i>'],
  'font-style:oblique': ['<em>', '</em>'],
  'font-weight:bold': ['<b>', '</b>'],
  'vertical-align:sup': ['<sup>', '</sup>'],
  'vertical-align:sub': ['<sub>', '</sub>']
}

/** Every character that could be markup is escaped; the only elements are those of the style. */
export function toHtml(content: Content): string {
  return content.map(runToHtml).join('')
}

function runToHtml(run: Run): string {
  switch (run.type) {
    case 'text':
      return escapeHtml(run.value)
    case 'embedded':
      return ''
    case 'format':
      return wrapFormat(run.aspect, run.value, toHtml(run.children))
    case 'display':
      return `<div class="csl-${run.value}">${toHtml(run.children)}</div>`
    case 'link':
    case 'part':
      return toHtml(run.children)
  }
}

function wrapFormat(aspect: Aspect, value: string, inner: string): string {
  const [open, close] = tags[`${aspect}:${value}`] ?? [`<span style="${aspect}:${value};">`, '</span>']
  return open + inner + close
}

/** Two spaces would be one in HTML. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/ {2}/g, '\u00a0 ')
}
