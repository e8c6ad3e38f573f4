/** Quarto's conditional content and `.hidden` → nothing, or what is for one output only. */

import type {Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import type {Attributes, ConditionalOutput} from '../../document/nodes.ts'
import {warn} from '../../messages/messages.ts'
import {eachList} from './walk.ts'

const conditions = new Set(['content-visible', 'content-hidden', 'hidden'])

/** What takes conditions. */
const takers = new Set(['division', 'span', 'code', 'image', 'inlineCode'])

/** What each of our outputs is to other tools; the formats that we do not write are none of them. */
const formats: Readonly<Record<ConditionalOutput, ReadonlySet<string>>> = {
  html: new Set(['html', 'html4', 'html5', 'html:js', 'web']),
  pdf: new Set(['pdf', 'latex', 'typst', 'context', 'print'])
}

/** Emits `read:condition`. */
export function obeyConditions(tree: Root, file: VFile): void {
  eachList(tree, (list) => {
    if (!list.some(isConditional)) return
    const kept = list.flatMap((node) => (isConditional(node) ? obey(node) : [node])).filter((node) => !isEmptied(node))
    list.splice(0, list.length, ...kept)
  })

  function obey(node: RootContent): RootContent[] {
    const {classes, pairs, ...rest} = node.attributes as Attributes
    const seen = outputsOf(classes, pairs, node)
    if (seen.length === 0) return []
    node.attributes = {
      ...rest,
      classes: classes.filter((name) => !conditions.has(name)),
      pairs: Object.fromEntries(Object.entries(pairs).filter(([name]) => !/^(?:when|unless)-/.test(name)))
    }
    const content = isBare(node) ? (node.children as RootContent[]) : [node]
    if (seen.length > 1) return content
    file.data.isConditional = true
    const type = node.type === 'division' || node.type === 'code' ? 'division' : 'span'
    return [{type, output: seen[0], children: content, position: node.position} as RootContent]
  }

  function outputsOf(
    classes: readonly string[],
    pairs: Record<string, string>,
    node: RootContent
  ): ConditionalOutput[] {
    if (classes.includes('hidden')) return []
    for (const name of Object.keys(pairs)) {
      if (!/^(?:when|unless)-(?!format$)/.test(name)) continue
      warn(file, `Unsupported condition \`${name}\`, printed in every output`, {
        at: node,
        rule: 'read:condition',
        actual: name,
        fix: 'Write `when-format="html"` or `when-format="pdf"`, or remove what should not be printed.'
      })
    }
    const isHiding = classes.includes('content-hidden')
    const hasUnknown = Object.keys(pairs).some((name) => /^(?:when|unless)-(?!format$)/.test(name))
    const {'when-format': when, 'unless-format': unless} = pairs
    if (when === undefined && unless === undefined) return isHiding && !hasUnknown ? [] : ['html', 'pdf']
    return (['html', 'pdf'] as const).filter((output) => {
      const holds = (when === undefined || names(when, output)) && (unless === undefined || !names(unless, output))
      return holds !== isHiding
    })
  }
}

function names(typed: string, output: ConditionalOutput): boolean {
  return typed.split(/[\s,;|]+/).some((name) => formats[output].has(name.toLowerCase()))
}

function isConditional(node: RootContent): boolean {
  return takers.has(node.type) && node.attributes?.classes.some((name) => conditions.has(name)) === true
}

/** A wrapper for nothing but its condition. */
function isBare(node: RootContent): node is Extract<RootContent, {type: 'division' | 'span'}> {
  const {id, classes = [], pairs = {}} = node.attributes ?? {}
  const isWrapper = node.type === 'division' || node.type === 'span'
  return isWrapper && id === undefined && classes.length === 0 && Object.keys(pairs).length === 0
}

/** A paragraph of nothing but what was hidden. */
function isEmptied(node: RootContent): boolean {
  return node.type === 'paragraph' && node.children.every((child) => child.type === 'text' && child.value.trim() === '')
}
