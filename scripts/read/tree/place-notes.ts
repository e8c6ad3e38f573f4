/** Definitions of notes → the notes themselves, each at its first call. */

import type {FootnoteDefinition, Nodes, PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import type {FlowContent} from '../../document/nodes.ts'
import {error, warn} from '../../messages/messages.ts'
import {nearestAmong} from '../../messages/nearest.ts'
import {eachList, eachNode, listsOf, placesWithin, sourceOf} from './walk.ts'

/** Notes in notes in notes: deeper than that is a slip. */
const maximumNesting = 8

/**
 * Labels are local to the file.
 *
 * Emits `read:undefined-note`, `read:unused-note`, `read:duplicate-note`, `read:too-deep`.
 */
export function placeNotes(tree: Root, file: VFile): void {
  const definitions = takeDefinitions(tree, file)
  const placed = new Set<string>()
  const nearestLabels = nearestAmong([...definitions.values()].map(({label, identifier}) => label ?? identifier))
  reportUndefined(tree)
  for (const definition of definitions.values()) reportUndefined(definition)
  place(tree, 0)
  for (const [identifier, definition] of definitions) {
    if (placed.has(identifier)) continue
    warn(file, `Unused footnote \`[^${definition.label ?? identifier}]\`, which is not printed`, {
      at: definition,
      rule: 'read:unused-note',
      fix: `Call it in the text with \`[^${definition.label ?? identifier}]\`, or remove it.`
    })
  }

  function place(node: Nodes, nesting: number): void {
    for (const list of listsOf(node)) {
      for (const [index, child] of list.entries()) {
        if (child.type === 'footnoteReference') list[index] = noteOf(child, nesting)
        else place(child, nesting)
      }
    }
  }

  function noteOf(call: Extract<RootContent, {type: 'footnoteReference'}>, nesting: number): PhrasingContent {
    const {identifier} = call
    const label = call.label ?? identifier
    const definition = definitions.get(identifier)
    const position = call.position ? {position: call.position} : {}
    if (placed.has(identifier)) return {type: 'footnoteCall', label: identifier, value: '', ...position}
    if (!definition || nesting >= maximumNesting) {
      error(file, definition ? 'Footnote inside a footnote' : `Undefined footnote \`[^${label}]\``, {
        at: call,
        rule: definition ? 'read:too-deep' : 'read:undefined-note',
        fix: 'Move it to the text, or merge the two notes.'
      })
      return {type: 'text', value: `[^${label}]`, ...position}
    }
    placed.add(identifier)
    place(definition, nesting + 1)
    return {type: 'footnote', label: identifier, children: definition.children as FlowContent[], ...position}
  }

  /** micromark leaves a call without definition as text. */
  function reportUndefined(root: Nodes): void {
    const source = String(file)
    eachNode(root, (node) => {
      if (node.type !== 'text' || !node.value.includes('[^')) return
      const placeOf = placesWithin(node, source)
      for (const found of sourceOf(node, source).matchAll(/(?<!\\)\[\^([^\s\]]{1,200})\]/g)) {
        const label = found[1] ?? ''
        const place = placeOf(found.index, found[0].length)
        error(file, `Undefined footnote \`[^${label}]\``, {
          at: place,
          rule: 'read:undefined-note',
          actual: label,
          expected: nearestLabels(label),
          fix: `Add a paragraph \`[^${label}]: …\` to this file.`
        })
      }
    })
  }
}

/** Take the definitions out of the tree, by identifier. */
function takeDefinitions(tree: Root, file: VFile): Map<string, FootnoteDefinition> {
  const definitions = new Map<string, FootnoteDefinition>()
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'footnoteDefinition')) return
    const kept = list.filter((node) => {
      if (node.type !== 'footnoteDefinition') return true
      if (definitions.has(node.identifier)) {
        error(file, `Duplicate note \`[^${node.label ?? node.identifier}]\`: only the first is printed`, {
          at: node,
          rule: 'read:duplicate-note',
          fix: 'Give one of them another label.'
        })
      } else definitions.set(node.identifier, node)
      return false
    })
    list.splice(0, list.length, ...kept)
  })
  return definitions
}
