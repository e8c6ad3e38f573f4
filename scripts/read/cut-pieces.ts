/** A text → pieces that may be read alone: a paragraph, or a heading and what stands between two paragraphs. */

import {asIdentifier} from '../document/heading-key.ts'
import {metadataBlocks} from './tree/front-matter.ts'

/** A stretch of a text. */
export interface Part {
  text: string
  /** Offset, and lines before it. */
  start: number
  line: number
}

/** What is read at once, with the notes and links that it names and that are defined elsewhere. */
export interface TextPiece extends Part {
  definitions: Definition[]
}

interface Definition extends Part {
  label: string
}

interface Block extends Part {
  kind: 'heading' | 'prose' | 'definitions' | 'other'
}

/** What concerns a whole text: notes of Obsidian, texts of bookdown, silenced places, macros of TeX. */
const whole = /\[\[|\(ref:|thesis-ignore|\\(?:foot|re?newcommand|def\b)/i

/** What reaches over headings without a message when it is cut: HTML and TeX among blocks, cells of code. */
const reaching = /^[ \t>]*(?:<[a-z/?]|\\[a-z]|(?:`{3,}|~{3,})[ \t]*\{[ \t]*[a-z])|\\(?:begin|end)\b/gim

/** Lines that start with letters, of which the first does not name what stands beside it: « Table 1 : … », « a) ». */
const prose = /^(?!\p{L}+[ \u00A0]?[\d.]*[ \u00A0]?[.:)\]–—-])(?:[\p{L}«][^\n]*(?:\n|$))+$/u

const definition = /^\[([^[\]\n]{1,1000})\]:/

/**
 * Cut a text before headings and between paragraphs.
 *
 * Definitions of notes and links that stand by themselves go to the piece that names them; other pieces that share one
 * are one, with all between them.
 *
 * @returns one piece where the text cannot be cut
 */
export function cutPieces(text: string): TextPiece[] {
  const all = [{text, start: 0, line: 0, definitions: []}]
  const [front, ...others] = metadataBlocks(text)
  if (/^\uFEFF|\r/.test(text) || whole.test(text) || others.length > 0 || (front && front.start > 1)) return all
  const found = [...text.matchAll(reaching)]
  const [first = Infinity, last = -1] = [found[0]?.index, found.at(-1)?.index]
  const blocks = blocksOf(text)
  const isOpen = ({start, line}: Block) => (start <= first || start > last) && line >= (front?.end ?? 0)
  const borders = bordersOf(blocks)
  const starts = blocks.filter((block, index) => index === 0 || (isOpen(block) && borders[index]))
  return placeDefinitions(
    starts.map((block, index): Block => {
      const own = text.slice(block.start, starts[index + 1]?.start)
      return {...block, text: own, kind: own === block.text ? block.kind : 'other'}
    })
  )
}

/** What stands between empty lines. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let start = 0
  let line = 0
  const add = (end: number) => {
    const own = text.slice(start, end)
    // What is indented goes on with a note, or with what else there is.
    if (/^[ \t]/.test(own) && blocks.at(-1)?.kind === 'definitions') blocks.at(-1)!.text += own
    else blocks.push({text: own, start, line, kind: kindOf(own)})
    line += own.split('\n').length - 1
    start = end
  }
  for (const {index, 0: gap} of text.matchAll(/\n(?:[ \t]*\n)+/g)) add(index + gap.length)
  if (start < text.length || blocks.length === 0) add(text.length)
  return blocks
}

function kindOf(text: string): Block['kind'] {
  if (/^#{1,6}[ \t]/.test(text)) return 'heading'
  if (definition.test(text)) return 'definitions'
  return prose.test(text.trimEnd()) ? 'prose' : 'other'
}

/** One paragraph in four, whatever stands before it: to read each alone would take longer when all are new. */
const isLast = ({text}: Block) => text.length % 4 === 0

/** Of each block, whether it may be read apart: headings, paragraphs after paragraphs, definitions between these. */
function bordersOf(blocks: readonly Block[]): boolean[] {
  let before: Block | undefined
  let run: number[] = []
  const borders = blocks.map(() => false)
  for (const [index, block] of [...blocks, undefined].entries()) {
    if (block?.kind === 'definitions') {
      run.push(index)
      continue
    }
    const isAfterProse = before?.kind === 'prose'
    const isBorder =
      block === undefined || block.kind === 'heading' || (block.kind === 'prose' && isAfterProse && isLast(before!))
    if (block) borders[index] = isBorder
    if (isBorder && isAfterProse) for (const one of run) borders[one] = true
    before = block
    run = []
  }
  return borders
}

function placeDefinitions(parts: readonly Block[]): TextPiece[] {
  const named = parts.map(({text}) => labelsIn(text))
  const own = parts.map((part) => (part.kind === 'definitions' ? definitionsOf(part) : []))
  const counts = new Map<string, number>()
  for (const {text} of parts) for (const label of definedIn(text)) counts.set(label, (counts.get(label) ?? 0) + 1)
  const users = new Map<string, number[]>()
  for (const [index, labels] of named.entries()) {
    if (own[index]!.length === 0) for (const label of labels) users.set(label, [...(users.get(label) ?? []), index])
  }
  const isPlaced = (definitions: readonly Definition[]) =>
    definitions.length > 0 &&
    definitions.every(({label, text}) => {
      const isAlone = counts.get(label) === 1 && [...labelsIn(text)].every((one) => one === label || !counts.has(one))
      return isAlone && (!label.startsWith('^') || users.get(label)?.length === 1)
    })
  const placed = own.map(isPlaced)
  const given = Map.groupBy(
    own.flatMap((definitions, index) => (placed[index] ? definitions : [])),
    ({label}) => label
  )
  const pieces: TextPiece[] = []
  let end = -1
  const reach = reachOf(parts, named, placed)
  for (const [index, {text, start, line}] of parts.entries()) {
    if (index <= end) pieces.at(-1)!.text += text
    else if (placed[index]) continue
    else pieces.push({text, start, line, definitions: []})
    end = Math.max(end, reach[index]!)
    const {definitions} = pieces.at(-1)!
    for (const label of named[index]!) {
      for (const one of given.get(label) ?? []) if (!definitions.includes(one)) definitions.push(one)
    }
  }
  return pieces
}

/** The last of the pieces that share a label with each, where its definition has no other place. */
function reachOf(parts: readonly Block[], named: readonly ReadonlySet<string>[], placed: readonly boolean[]): number[] {
  const users = new Map<string, number[]>()
  for (const [index, labels] of named.entries()) {
    for (const label of labels) users.set(label, [...(users.get(label) ?? []), index])
  }
  const reach = parts.map((_, index) => index)
  for (const [index, {text}] of parts.entries()) {
    if (placed[index]) continue
    for (const label of definedIn(text)) {
      const all = [index, ...(users.get(label) ?? [])]
      const first = Math.min(...all)
      reach[first] = Math.max(reach[first]!, ...all)
    }
  }
  return reach
}

/** Each definition of a block; none where one may be the text of another. */
function definitionsOf({text, start, line}: Part): Definition[] {
  const found: Definition[] = []
  let offset = start
  for (const [index, own] of text.split(/(?<=\n)/).entries()) {
    const label = definition.exec(own)?.[1]
    if (label === undefined) found.at(-1)!.text += own
    else found.push({label: asIdentifier(label), text: own, start: offset, line: line + index})
    offset += own.length
  }
  const isNote = ({label}: Definition) => label.startsWith('^')
  return found.every((one) => isNote(one) === isNote(found[0]!)) ? found : []
}

const labelsIn = (text: string) =>
  new Set([...text.matchAll(/\[([^[\]]{1,1000})\]/g)].map(([, label = '']) => asIdentifier(label)))

const definedIn = (text: string) =>
  new Set([...text.matchAll(/^[ \t>]*\[([^[\]]{1,1000})\]:/gm)].map(([, label = '']) => asIdentifier(label)))
