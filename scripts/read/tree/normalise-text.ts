/** `--` and `---` → dashes; displayed formulas inside a paragraph → blocks of their own. */

import type {Paragraph, Root, RootContent, Text} from 'mdast'
import type {VFile} from 'vfile'
import {span} from '../../document/points.ts'
import {warn} from '../../messages/messages.ts'
import {parseAttributes} from '../syntax/attributes.ts'
import {eachList, eachNode, placeWithin, sourceOf} from './walk.ts'

/** Pandoc's smart dashes. Code, formulas and addresses are no text nodes, so they stay. */
export function normaliseDashes(tree: Root, file: VFile): void {
  const source = String(file)
  eachNode(tree, (node) => {
    if (node.type === 'text' && node.value.includes('--')) node.value = withDashes(node, sourceOf(node, source))
  })
}

/** A hyphen after a backslash stays one: the n-th hyphen of the text is the n-th of the source. */
function withDashes(node: Text, typed: string): string {
  const hyphens = [...typed.matchAll(/(\\?)-/g)].map(([, backslash]) => backslash !== '')
  const isSimple = !hyphens.includes(true) || hyphens.length !== node.value.split('-').length - 1
  let at = 0
  return node.value.replace(/-+/g, (run) => {
    const escaped = hyphens.slice(at, at + run.length)
    at += run.length
    return isSimple || !escaped.includes(true) ? dashesOf(run.length) : run
  })
}

function dashesOf(length: number): string {
  return '—'.repeat(Math.floor(length / 3)) + ['', '-', '–'][length % 3]
}

/**
 * `$$…$$` in a paragraph is a displayed formula, as in Pandoc: it stands alone.
 *
 * Emits `read:unclosed-math`.
 */
export function normaliseMath(tree: Root, file: VFile): void {
  const source = String(file)
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'paragraph')) return
    const built: RootContent[] = []
    for (const node of list) {
      if (node.type !== 'paragraph') built.push(node)
      else built.push(...splitAtMath(node, source))
      if (node.type === 'paragraph') reportUnclosed(node)
    }
    if (built.some((node, index) => node !== list[index])) list.splice(0, list.length, ...built)
  })

  function reportUnclosed(paragraph: Paragraph): void {
    const first = paragraph.children.find((child) => child.type === 'text' && child.value.includes('$$'))
    if (!first) return
    const at = sourceOf(first, source).indexOf('$$')
    const place = at === -1 ? undefined : placeWithin(first, source, at, 2)
    if (!place) return
    warn(file, 'Unclosed formula: `$$` is printed as it is', {
      at: place,
      rule: 'read:unclosed-math',
      fix: 'Add the closing `$$`, without an empty line in the formula; or write `\\$\\$`.'
    })
  }
}

/** `$$…$$ {#eq:x}` inside a paragraph: the label is the formula's, as pandoc-crossref has it. */
function withoutLabel(math: Extract<RootContent, {type: 'math'}>, text: Text, source: string): Text {
  const typed = /^[ \t]*(\{#[^{}\n]{1,200}\})/.exec(sourceOf(text, source))
  const attributes = typed?.[1] === undefined ? undefined : parseAttributes(typed[1])
  if (!typed || !attributes || !text.value.startsWith(typed[0])) return text
  math.attributes = attributes
  const value = text.value.slice(typed[0].length)
  const place = placeWithin(text, source, typed[0].length, sourceOf(text, source).length - typed[0].length)
  return {...text, value, position: place ?? text.position}
}

function splitAtMath(paragraph: Paragraph, source: string): RootContent[] {
  const isDisplay = (node: RootContent) =>
    node.type === 'inlineMath' && source.startsWith('$$', node.position?.start.offset ?? source.length)
  if (!paragraph.children.some(isDisplay)) return [paragraph]
  const blocks: RootContent[] = []
  let run: Paragraph['children'] = []
  for (const child of paragraph.children) {
    const math = blocks.at(-1)
    if (math?.type === 'math' && run.length === 0 && child.type === 'text') run.push(withoutLabel(math, child, source))
    else if (child.type !== 'inlineMath' || !isDisplay(child)) run.push(child)
    else {
      flush()
      blocks.push({...child, type: 'math'})
    }
  }
  flush()
  return blocks

  function flush(): void {
    const isBlank = run.every((child) => child.type === 'text' && child.value.trim() === '')
    const position = span(run)
    if (!isBlank) blocks.push({...paragraph, children: run, position: position ?? paragraph.position})
    run = []
  }
}
