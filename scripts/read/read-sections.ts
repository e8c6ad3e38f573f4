/** A text, and how to read one → its tree, put together from those of its sections, each read alone; none where they cannot be. */

import type {Root, RootContent} from 'mdast'
import {VFile} from 'vfile'
import {moveTree} from '../cache/copy.ts'
import {asIdentifier} from '../document/heading-key.ts'
import {metadataBlocks} from './tree/front-matter.ts'

/**
 * What reaches over headings without a message when it is cut: HTML and TeX among blocks, notes of Obsidian, texts of
 * bookdown, cells of code, silenced places.
 */
const reaching =
  /^[ \t>]*(?:<[a-z/?]|\\[a-z])|\[\[|\(ref:|^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{[ \t]*[a-z]|thesis-ignore|\\(?:begin|end|foot|re?newcommand|def\b)/im

/** An empty line before a heading. */
const border = /(?<=\n[ \t]*\n)(?=#{1,6}[ \t])/

/** The heading that each section is read with, to see that nothing before it goes on. */
const mark = 'end of the section'

/**
 * Read each section alone: nothing of it says anything, and the heading after it stands at the top of the tree.
 *
 * Sections that share notes or definitions of links are one, and so are those in one list, fence or division.
 *
 * @param read  reads a file that holds one section, and gives a tree that nobody changes
 * @returns nothing where the text has no sections, or where one has messages: they may be about what is in another
 */
export function readSections(file: VFile, read: (section: VFile) => Root): Root | undefined {
  const text = String(file)
  if (/^\uFEFF|\r/.test(text) || reaching.test(text) || metadataBlocks(text).length > 0) return undefined
  const pieces = joinSharing(text.split(border))
  if (pieces.length < 2) return undefined
  const children: RootContent[] = []
  let waiting = ''
  let place = {line: 0, offset: 0}
  let end: Root['position']
  let isConditional = false
  for (const [index, piece] of pieces.entries()) {
    waiting += piece
    const isLast = index === pieces.length - 1
    const section = new VFile({path: file.path, cwd: file.cwd, value: isLast ? waiting : `${waiting}# ${mark}\n`})
    const typed = String(section)
    const tree = read(section)
    if (String(section) !== typed || section.messages.length > 0 || section.data.ignores || tree.data) return undefined
    const own = isLast ? tree.children : withoutMark(tree)
    if (!own) continue
    isConditional ||= section.data.isConditional === true
    for (const child of own) children.push(moveTree(child, place))
    end = moveTree({position: tree.position}, place).position
    place = {line: place.line + waiting.split('\n').length - 1, offset: place.offset + waiting.length}
    waiting = ''
  }
  if (isConditional) file.data.isConditional = true
  return {type: 'root', children, position: end && {...end, start: {line: 1, column: 1, offset: 0}}}
}

/** What stands before the mark; nothing where that is not a heading like any other. */
function withoutMark({children}: Root): RootContent[] | undefined {
  const last = children.at(-1)
  if (last?.type !== 'heading' || last.attributes || last.labels) return undefined
  const [words, ...others] = last.children
  return words?.type === 'text' && words.value === mark && others.length === 0 ? children.slice(0, -1) : undefined
}

/** Pieces that name a note or a link which another one defines, with all between, in one. */
function joinSharing(pieces: readonly string[]): string[] {
  const users = new Map<string, number[]>()
  for (const [index, piece] of pieces.entries()) {
    for (const label of labelsIn(piece)) users.set(label, [...(users.get(label) ?? []), index])
  }
  const reach = pieces.map((_, index) => index)
  for (const [index, piece] of pieces.entries()) {
    for (const label of definedIn(piece)) {
      const all = [index, ...(users.get(label) ?? [])]
      const first = Math.min(...all)
      reach[first] = Math.max(reach[first]!, ...all)
    }
  }
  const joined: string[] = []
  let end = -1
  for (const [index, piece] of pieces.entries()) {
    if (index <= end) joined[joined.length - 1] += piece
    else joined.push(piece)
    end = Math.max(end, reach[index]!)
  }
  return joined
}

const labelsIn = (text: string) =>
  new Set([...text.matchAll(/\[([^[\]]{1,1000})\]/g)].map(([, label = '']) => asIdentifier(label)))

const definedIn = (text: string) =>
  new Set([...text.matchAll(/^[ \t>]*\[([^[\]]{1,1000})\]:/gm)].map(([, label = '']) => asIdentifier(label)))
