/** A speaker's note in Markdown → its tree, for paper, and its plain text, for PowerPoint. */

import type {BlockContent, Definition, DefinitionContent, PhrasingContent, Root, RootContent} from 'mdast'
import {fromMarkdown} from 'mdast-util-from-markdown'
import {gfmTableFromMarkdown} from 'mdast-util-gfm-table'
import {gfmTable} from 'micromark-extension-gfm-table'
import {CONTINUE, visit} from 'unist-util-visit'
import {plainText} from '../../document/text.ts'

/** Where the speaker clicks: of use on the presenter's screen only. */
const clickMark = /[ \t]*\[click(?::\d+)?\]/g

/**
 * Read a note. A heading is a strong line: the headings of the paper are those of the slides.
 *
 * Nodes have no position, because the note's are not those of the file.
 */
export function readNote(note: string): Root {
  const tree = fromMarkdown(note.replace(clickMark, ''), {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()]
  })
  const definitions = new Map<string, Definition>()
  visit(tree, (node) => {
    delete node.position
    if (node.type === 'definition') definitions.set(node.identifier, node)
  })
  visit(tree, (node, index, parent) => {
    if (!parent || index === undefined) return CONTINUE
    if (node.type === 'definition') {
      parent.children.splice(index, 1)
      return index
    }
    if (node.type === 'linkReference') {
      const url = definitions.get(node.identifier)?.url ?? ''
      parent.children[index] = {type: 'link', url, children: node.children}
    }
    if (node.type === 'imageReference') {
      const url = definitions.get(node.identifier)?.url ?? ''
      parent.children[index] = {type: 'image', url, alt: node.alt ?? ''}
    }
    if (node.type === 'heading') {
      const strong: PhrasingContent = {type: 'strong', children: node.children}
      parent.children[index] = {type: 'paragraph', children: [strong]}
    }
    return CONTINUE
  })
  return tree
}

/** The words of a note, a line for each paragraph, item and row. */
export function noteLines(note: string): string[] {
  return readNote(note)
    .children.flatMap((node) => linesOf(node))
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}

function linesOf(node: RootContent | BlockContent | DefinitionContent): string[] {
  if (node.type === 'list') {
    return node.children.flatMap(({children}, index) => {
      const mark = node.ordered ? `${(node.start ?? 1) + index}. ` : '– '
      return children.flatMap((child) => linesOf(child)).map((line, at) => (at === 0 ? mark + line : line))
    })
  }
  if (node.type === 'blockquote') return node.children.flatMap((child) => linesOf(child))
  if (node.type === 'table') {
    return node.children.map(({children}) => children.map((cell) => plainText(cell)).join(' ; '))
  }
  return node.type === 'code' ? node.value.split('\n') : [plainText(node)]
}
