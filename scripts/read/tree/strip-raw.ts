/** Comments → nothing; Pandoc's raw attribute → HTML, TeX or a message. */

import type {Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {error, warn} from '../../messages/messages.ts'
import {eachList} from './walk.ts'

/** Emits `read:raw-format`, `read:unclosed-comment`. */
export function stripRaw(tree: Root, file: VFile): void {
  eachList(tree, (list) => {
    if (!list.some((node) => mayBeRaw(node))) return
    const kept = list.flatMap((node) => dropOne(node, file))
    list.splice(0, list.length, ...kept)
  })
}

function mayBeRaw(node: RootContent): boolean {
  return node.type === 'html' || node.type === 'code' || node.type === 'inlineCode'
}

function dropOne(node: RootContent, file: VFile): RootContent[] {
  if (node.type === 'html') return withoutComments(node, file)
  if (node.type === 'inlineCode') return rawCode(node, node.attributes?.pairs['='], file)
  if (node.type === 'code') return rawCode(node, /^\{=([\w-]+)\}$/.exec(node.lang ?? '')?.[1], file)
  return [node]
}

function rawCode(
  node: Extract<RootContent, {type: 'code' | 'inlineCode'}>,
  format: string | undefined,
  file: VFile
): RootContent[] {
  if (format === undefined) return [node]
  const position = node.position ? {position: node.position} : {}
  if (/^html[45]?$/.test(format)) return [{type: 'html', value: node.value, ...position}]
  if (/^(?:la|con)?tex$/.test(format)) return [{type: 'tex', value: node.value, data: {isPart: true}, ...position}]
  warn(file, `Unsupported raw text for \`${format}\`, not printed`, {
    at: node,
    rule: 'read:raw-format',
    fix: 'Write it in Markdown; `{=html}` and `{=latex}` are read.'
  })
  return []
}

/** HTML comments are the author's own notes. */
function withoutComments(node: Extract<RootContent, {type: 'html'}>, file: VFile): RootContent[] {
  let rest = node.value
  let value = ''
  for (let start = rest.indexOf('<!--'); start !== -1; start = rest.indexOf('<!--')) {
    const end = rest.indexOf('-->', start + 2)
    value += rest.slice(0, start)
    if (end === -1) {
      error(file, 'Unclosed comment: nothing after it is printed', {
        at: node.position?.start,
        rule: 'read:unclosed-comment',
        fix: 'Add `-->` where the comment ends.'
      })
      return value.trim() === '' ? [] : [{...node, value}]
    }
    rest = rest.slice(end + 3)
  }
  if (value === '' && rest === node.value) return [node]
  value += rest
  return value.trim() === '' ? [] : [{...node, value}]
}
