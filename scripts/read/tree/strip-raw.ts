/** Comments → nothing; Pandoc's raw attribute → HTML, TeX or a message. */

import type {Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {error, warn} from '../../messages/messages.ts'
import {eachList} from './walk.ts'

/** Emits `read:raw-format`, `read:unclosed-comment`. */
export function stripRaw(tree: Root, file: VFile): void {
  eachList(tree, (list) => {
    if (!list.some((node) => mayBeRaw(node))) return
    const formats = list.map(formatOf)
    const kept = list.flatMap((node, index) => {
      const format = formats[index]
      const dropped = dropOne(node, file, format)
      const isForOne = isOneOfTwo(format, [formats[index - 1], formats[index + 1]]) && !isCommand(node)
      return isForOne ? forOutput(node, dropped, isHtml(format) ? 'html' : 'pdf') : dropped
    })
    list.splice(0, list.length, ...kept)
  })
}

function mayBeRaw(node: RootContent): boolean {
  return node.type === 'html' || node.type === 'code' || node.type === 'inlineCode'
}

function formatOf(node: RootContent): string | undefined {
  if (node.type === 'inlineCode') return node.attributes?.pairs['=']
  return node.type === 'code' ? /^\{=([\w-]+)\}$/.exec(node.lang ?? '')?.[1] : undefined
}

function dropOne(node: RootContent, file: VFile, format: string | undefined): RootContent[] {
  if (node.type === 'html') return withoutComments(node, file)
  return node.type === 'inlineCode' || node.type === 'code' ? rawCode(node, format, file) : [node]
}

const isHtml = (format: string | undefined): boolean => format !== undefined && /^html[45]?$/.test(format)
const isTex = (format: string | undefined): boolean => format !== undefined && /^(?:la|con)?tex$/.test(format)

/** The same thing once as HTML and once as TeX: each is for its own output. */
function isOneOfTwo(format: string | undefined, others: ReadonlyArray<string | undefined>): boolean {
  return (
    (isHtml(format) && others.some((other) => isTex(other))) || (isTex(format) && others.some((other) => isHtml(other)))
  )
}

/** One command of layout stands for itself. */
function isCommand(node: RootContent): boolean {
  return (node.type === 'code' || node.type === 'inlineCode') && /^\s*\\\w+\s*$/.test(node.value)
}

function forOutput(node: RootContent, children: RootContent[], output: 'html' | 'pdf'): RootContent[] {
  const attributes = {classes: ['content-visible'], pairs: {'when-format': output}}
  const type = node.type === 'code' ? 'division' : 'span'
  return children.length === 0 ? [] : [{type, attributes, children, position: node.position} as RootContent]
}

function rawCode(
  node: Extract<RootContent, {type: 'code' | 'inlineCode'}>,
  format: string | undefined,
  file: VFile
): RootContent[] {
  if (format === undefined) return [node]
  const position = node.position ? {position: node.position} : {}
  if (isHtml(format)) return [{type: 'html', value: node.value, ...position}]
  if (isTex(format)) return [{type: 'tex', value: node.value, data: {isPart: true}, ...position}]
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
