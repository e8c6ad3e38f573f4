/** Comments → nothing; raw TeX → page breaks and messages; Pandoc's raw attribute → HTML or a message. */

import type {Nodes, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {error, warn} from '../../messages/messages.ts'
import {eachList} from './walk.ts'

const pageBreaks = new Set(['\\newpage', '\\clearpage', '\\cleardoublepage', '\\pagebreak'])

/** Emits `read:raw-tex`, `read:raw-format`, `read:unclosed-comment`, `read:unclosed-environment`. */
export function stripRaw(tree: Root, file: VFile): void {
  eachList(tree, (list, parent) => {
    if (!list.some((node) => mayBeRaw(node))) return
    const kept = list.flatMap((node) => dropOne(node, parent, file))
    list.splice(0, list.length, ...kept)
  })
}

function mayBeRaw(node: RootContent): boolean {
  if (node.type === 'paragraph')
    return node.children.length === 0 || node.children.some((child) => child.type === 'tex')
  return node.type === 'tex' || node.type === 'html' || node.type === 'code' || node.type === 'inlineCode'
}

function dropOne(node: RootContent, parent: Nodes, file: VFile): RootContent[] {
  if (node.type === 'html') return withoutComments(node, file)
  if (node.type === 'inlineCode') return rawCode(node, node.attributes?.pairs['='], file)
  if (node.type === 'code') return rawCode(node, /^\{=([\w-]+)\}$/.exec(node.lang ?? '')?.[1], file)
  if (node.type === 'paragraph') return withoutTexAround(node)
  if (node.type !== 'tex') return [node]
  if (isPageBreak(node.value)) return parent.type === 'paragraph' ? [node] : [{...node, type: 'pageBreak'}]
  if (node.value.startsWith('\\begin{') && !/\\end\{[^}]*\}\s*$/.test(node.value))
    return unclosedEnvironment(node, parent, file)
  reportTex(node, file)
  return []
}

function isPageBreak(value: string): boolean {
  return pageBreaks.has(value.replace(/\[\d\]$/, ''))
}

/** A page break cuts its paragraph; a paragraph of raw TeX alone is gone. */
function withoutTexAround(paragraph: Extract<RootContent, {type: 'paragraph'}>): RootContent[] {
  const blocks: RootContent[] = []
  let run: typeof paragraph.children = []
  for (const child of paragraph.children) {
    if (child.type !== 'tex') {
      run.push(child)
      continue
    }
    flush()
    blocks.push({...child, type: 'pageBreak'})
  }
  flush()
  return blocks

  function flush(): void {
    const start = run[0]?.position?.start
    const end = run.at(-1)?.position?.end
    const isBlank = run.every((child) => child.type === 'text' && child.value.trim() === '')
    if (!isBlank) blocks.push({...paragraph, children: run, ...(start && end ? {position: {start, end}} : {})})
    run = []
  }
}

const sectioning = new Map([
  ['part', '# … {.part}'],
  ['chapter', '# …'],
  ['section', '## …'],
  ['subsection', '### …'],
  ['subsubsection', '#### …']
])

const replacements = new Map([
  ['emph', '*…*'],
  ['textit', '*…*'],
  ['textbf', '**…**'],
  ['texttt', '`…`'],
  ['textsc', '[…]{.smallcaps}'],
  ['textsuperscript', '^…^'],
  ['textsubscript', '~…~'],
  ['up', '^…^'],
  ['footnote', '^[…]'],
  ['href', '[…](…)'],
  ['url', '<…>'],
  ['includegraphics', '![Caption](…)'],
  ['ldots', '…'],
  ['dots', '…'],
  ['og', '« '],
  ['fg', ' »'],
  ...sectioning
])

/** A command whose argument the reader needs is an error; the others only say how a page looks. */
function reportTex(node: Extract<RootContent, {type: 'tex'}>, file: VFile): void {
  const [, name = '', argument = ''] =
    /^\\(?:begin\{)?([A-Za-z]+)\*?\}?(?:\[[^\]]*\])*(?:\{([^{}]*)\})?/.exec(node.value) ?? []
  const keys = argument.split(',').map((key) => `@${key.trim()}`)
  const cites = /cite/i.test(name) && argument !== ''
  const refers = /^(?:auto|c|C|eq|page)?ref$/.test(name) && argument !== ''
  const form = cites
    ? /^(?:textcite|citet|cite[A-Z]?t?author)/.test(name)
      ? keys.join(' ')
      : `[${keys.join('; ')}]`
    : refers
      ? keys
          .map((key) => key.replace(/^@(fig|tbl|tab|sec|eq):/, (_, kind) => `@${kind === 'tab' ? 'tbl' : kind}-`))
          .join(', ')
      : replacements.get(name)
  const isEnvironment = node.value.startsWith('\\begin{')
  const say = cites || refers || isEnvironment || argument !== '' ? error : warn
  say(file, `Unsupported raw TeX \`\\${isEnvironment ? `begin{${name}}` : name}\`, not printed`, {
    at: node,
    rule: 'read:raw-tex',
    fix: isEnvironment
      ? environmentFix(name)
      : form
        ? `Write \`${form}\`.`
        : `Write it in Markdown, or \`\\\\${name}\` if a backslash should be printed.`
  })
}

function environmentFix(name: string): string {
  if (/^(?:equation|align|gather|multline|math|displaymath|eqnarray)/.test(name)) return 'Write `$$ … $$ {#eq-name}`.'
  if (/^(?:tabular|table|longtable)/.test(name)) return 'Write a pipe table, with a caption `: … {#tbl-name}`.'
  if (name === 'figure') return 'Write `![Caption](file.svg){#fig-name}`.'
  if (/^(?:itemize|enumerate|description)/.test(name)) return 'Write a Markdown list.'
  if (/^quot/.test(name)) return 'Write a block quote, with `> ` before each line.'
  return 'Write it in Markdown.'
}

/** Parents of blocks, before divisions and figures are built. */
const holdsBlocks = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition', 'definitionItem'])

function unclosedEnvironment(node: Extract<RootContent, {type: 'tex'}>, parent: Nodes, file: VFile): RootContent[] {
  const name = /^\\begin\{([^}]*)\}/.exec(node.value)?.[1] ?? ''
  const start = node.position?.start
  error(file, `Unclosed \`\\begin{${name}}\``, {
    at: start,
    rule: 'read:unclosed-environment',
    fix: `Add a line \`\\end{${name}}\`, or write it in Markdown.`
  })
  return [holdsBlocks.has(parent.type) ? {...node, type: 'code', lang: 'tex'} : {...node, type: 'inlineCode'}]
}

function rawCode(
  node: Extract<RootContent, {type: 'code' | 'inlineCode'}>,
  format: string | undefined,
  file: VFile
): RootContent[] {
  if (format === undefined) return [node]
  const position = node.position ? {position: node.position} : {}
  if (/^html[45]?$/.test(format)) return [{type: 'html', value: node.value, ...position}]
  if (/^(?:la|con)?tex$/.test(format) && isPageBreak(node.value.trim())) {
    return node.type === 'code' ? [{type: 'pageBreak', value: node.value.trim(), ...position}] : []
  }
  warn(file, `Unsupported raw text for \`${format}\`, not printed`, {
    at: node,
    rule: 'read:raw-format',
    fix: 'Write it in Markdown; only `{=html}` passes, to the web site.'
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
