/** A text, and how to read one → its tree, put together from those of its pieces, each read alone; none where they cannot be. */

import type {Root, RootContent} from 'mdast'
import {VFile} from 'vfile'
import {moveTree} from '../cache/copy.ts'
import {cutPieces, type Part, type TextPiece} from './cut-pieces.ts'

/** The heading that each piece is read with, to see that nothing before it goes on. */
const mark = 'end of the section'

/**
 * Read each piece alone: nothing of it says anything, and a heading after it stands at the top of the tree. Where it
 * does not, as in a fence or a division, the piece goes on.
 *
 * @param read  reads a file that holds one piece, in the language of its text, and gives a tree that nobody changes
 * @returns nothing where the text is one piece, or where one has messages: they may be about what is in another
 */
export function readSections(file: VFile, read: (piece: VFile, lang?: string) => Root): Root | undefined {
  const text = String(file)
  const pieces = cutPieces(text)
  if (pieces.length < 2) return undefined
  const children: RootContent[] = []
  let data: Root['data']
  let isConditional = false
  let waiting: TextPiece | undefined
  for (const [index, next] of pieces.entries()) {
    const piece = waiting ? join(waiting, next) : next
    if (!piece) return undefined
    const parts = [piece, ...piece.definitions]
    const isLast = index === pieces.length - 1
    const isMarked = !isLast || parts.length > 1
    const typed = parts.map((part) => part.text).join('\n\n')
    const section = new VFile({path: file.path, cwd: file.cwd, value: isMarked ? `${typed}\n\n# ${mark}\n` : typed})
    const value = String(section)
    const tree = read(section, data?.frontMatter?.lang)
    if (String(section) !== value || section.messages.length > 0 || section.data.ignores) return undefined
    if (tree.data && piece.start > 0) return undefined
    const own = isMarked ? withoutMark(tree) : tree.children
    waiting = own ? undefined : piece
    if (!own) continue
    data ??= tree.data
    isConditional ||= section.data.isConditional === true
    const place = placing(parts)
    for (const child of own) children.push(moveTree(child, place))
  }
  if (waiting) return undefined
  if (isConditional) file.data.isConditional = true
  const lines = text.split('\n')
  const end = {line: lines.length, column: lines.at(-1)!.length + 1, offset: text.length}
  return {type: 'root', children, ...(data && {data}), position: {start: {line: 1, column: 1, offset: 0}, end}}
}

/** Two that follow each other; nothing where a definition between them has its place elsewhere. */
function join(piece: TextPiece, next: TextPiece): TextPiece | undefined {
  if (piece.start + piece.text.length !== next.start) return undefined
  return {
    ...piece,
    text: piece.text + next.text,
    definitions: [...new Set([...piece.definitions, ...next.definitions])]
  }
}

/** How far the parts of a section, with an empty line between them, are from their places in the text. */
function placing(parts: readonly Part[]): (offset: number) => {line: number; offset: number} {
  let start = 0
  let line = 0
  const moves = parts.map((part) => {
    const move = {from: start, by: {line: part.line - line, offset: part.start - start}}
    start += part.text.length + 2
    line += part.text.split('\n').length + 1
    return move
  })
  return (offset) => moves.findLast(({from}) => from <= offset)!.by
}

/** What stands before the mark; nothing where that is not a heading like any other. */
function withoutMark({children}: Root): RootContent[] | undefined {
  const last = children.at(-1)
  if (last?.type !== 'heading' || last.attributes || last.labels) return undefined
  const [words, ...others] = last.children
  return words?.type === 'text' && words.value === mark && others.length === 0 ? children.slice(0, -1) : undefined
}
