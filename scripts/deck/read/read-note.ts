/** A speaker's note in Markdown → its tree, for paper and for the speaker's window, and its lines, for PowerPoint. */

import type {BlockContent, DefinitionContent, Root, RootContent} from 'mdast'
import {VFile} from 'vfile'
import {plainText} from '../../document/text.ts'
import {visit} from '../../document/visit.ts'
import {readMarkdown} from '../../read/markdown.ts'

/** Where the speaker clicks: of use on the presenter's screen only. */
const clickMark = /[ \t]*\[click(?::\d+)?\]/gi

/** Read a note. Nodes have no position, because the note's are not those of the file. */
export function readNote(note: string): Root {
  const tree = readMarkdown(new VFile({value: note}))
  visit(tree, (node) => {
    delete node.position
  })
  return tree
}

/** A note for paper: without clicks; a heading is a strong line, for the headings of the paper are those of the slides. */
export function readPrintedNote(note: string): Root {
  const tree = readNote(note.replace(clickMark, ''))
  visit(tree, 'heading', ({children}, index, parent) => {
    parent!.children[index!] = {type: 'paragraph', children: [{type: 'strong', children}]}
  })
  return tree
}

/** The words of a note, a line for each paragraph, item and row. */
export function noteLines(note: string): string[] {
  return readPrintedNote(note)
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
