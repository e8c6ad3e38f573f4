/** An error of the YAML reader → what an author can do about it. */

import type {ErrorCode, YAMLError} from 'yaml'

/** What is wrong, with its offsets in the text. */
export interface YamlMistake {
  start: number
  end: number
  reason: string
  fix: string
}

interface Words {
  reason: string
  fix: string
}

const quotes = 'Put the value in quotes.'
const shape = 'Fix the YAML here: check the indentation, the colons and the quotes.'

const byCode: Partial<Record<ErrorCode, (line: string, message: string) => Words>> = {
  DUPLICATE_KEY: (line) => ({reason: `Duplicate key \`${keyOf(line)}\``, fix: 'Keep one of the two.'}),
  TAG_RESOLVE_FAILED: (_, message) => {
    const tag = message.replace(/^Unresolved tag: (?:tag:yaml\.org,2002:)?/, '')
    return {
      reason: `Unexpected tag \`${tag.startsWith('!') ? '' : '!!'}${tag}\``,
      fix: 'Remove it, or put the value in quotes to print the exclamation mark.'
    }
  },
  TAB_AS_INDENT: () => ({reason: 'Unexpected tab, expected spaces', fix: 'Indent the line with spaces.'}),
  MULTIPLE_DOCS: () => ({
    reason: 'Unexpected second document after a line `---`',
    fix: 'Remove the line `---` between the two.'
  }),
  BLOCK_AS_IMPLICIT_KEY: () => ({
    reason: 'Unexpected second colon in a line',
    fix: 'Put the value in quotes when the colon belongs to it; else start a new line, at the same column as the keys around.'
  }),
  MULTILINE_IMPLICIT_KEY: (line) => ({
    reason: 'Unexpected line without a colon',
    fix: line.trim() ? `Write it as \`key: value\`, or indent it below the key that it belongs to.` : shape
  }),
  BAD_SCALAR_START: (_, message) => ({reason: `Unexpected \`${message.at(-1)}\` at the start of a value`, fix: quotes}),
  BAD_DQ_ESCAPE: (_, message) => ({
    reason: `Unknown escape \`${message.replace('Invalid escape sequence ', '')}\` between double quotes`,
    fix: 'Double the backslash, or use single quotes.'
  }),
  MULTIPLE_ANCHORS: () => ({reason: 'Unexpected second name of a value: `&` names values in YAML', fix: quotes}),
  MULTIPLE_TAGS: () => ({reason: 'Unexpected second tag: `!` starts tags in YAML', fix: quotes}),
  ALIAS_PROPS: () => ({
    reason: 'Unexpected name before an alias',
    fix: 'Remove one of the two, or put the value in quotes.'
  }),
  BAD_ALIAS: () => ({reason: 'Unexpected `*` or `&` without a name', fix: quotes}),
  BAD_DIRECTIVE: () => ({reason: 'Unexpected line that starts with `%`', fix: 'Remove the line.'}),
  RESOURCE_EXHAUSTION: () => ({
    reason: 'Nesting too deep',
    fix: 'Write it with fewer levels.'
  }),
  MISSING_CHAR: (_, message) => {
    const quote = /(["'])quote$/.exec(message)?.[1]
    if (quote) return {reason: `Missing closing \`${quote}\``, fix: `Write \`${quote}\` where the value ends.`}
    return {reason: 'Missing colon after a key', fix: 'Write `key: value`, with a space after the colon.'}
  },
  UNEXPECTED_TOKEN: (_, message) =>
    /at node end$/.test(message)
      ? {
          reason: 'Unexpected text after a value',
          fix: 'Put the whole value in quotes, and double the quotes of the same kind inside it.'
        }
      : {
          reason: /same line with key/.test(message) ? 'Unexpected `-` after a key' : 'Unexpected sign',
          fix: /same line with key/.test(message)
            ? 'Start the list on the next line, or put the value in quotes.'
            : shape
        },
  BAD_INDENT: (_, message) => {
    const close = /end with an? ([\]}])/.exec(message)?.[1]
    return close
      ? {reason: `Missing \`${close}\``, fix: `Write \`${close}\` where the list or the keys end.`}
      : {reason: 'Unexpected indentation', fix: 'Start the line at the same column as the keys around it.'}
  }
}

export function describeYamlError({code, message, pos: [start, end]}: YAMLError, text: string): YamlMistake {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start + 200).split('\n')[0] ?? ''
  const at = Math.min(start, text.length)
  const words = byCode[code]?.(line, message) ?? {reason: 'Unreadable YAML', fix: shape}
  return {start: at, end: Math.max(at, Math.min(end, text.length)), ...words}
}

function keyOf(line: string): string {
  return line.replace(/^[\s-]*/, '').split(/\s*:(?:\s|$)/)[0] ?? ''
}
