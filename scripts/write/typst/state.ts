/** What the handlers share while they write one thesis: files, labels, the place in the text. */

import type {Node} from 'mdast'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {designPage, type PageDesign} from '../../document/design.ts'
import type {Destination} from '../../document/nodes.ts'
import type {Terms} from '../../document/terms.ts'
import type {Asset} from '../../document/thesis.ts'
import {warn} from '../../messages/messages.ts'
import {type MathReader, mathReader} from '../math/math-reader.ts'
import type {AuthorLine, Element, Piece, PlaceInSource, Pointer} from './pieces.ts'

/** For the whole thesis. */
export interface Writing {
  terms: Terms
  assets: ReadonlyMap<string, Asset>
  /** Pictures and formulas, by path. */
  files: Map<string, string | Uint8Array>
  /** Where each of the author's pictures is first shown, by path. */
  pictures: Map<string, PlaceInSource>
  /** Anchor of each chapter's level-1 heading, by chapter id: both name the top of the chapter. */
  tops: ReadonlyMap<string, string>
  /** Labels of headings that the contents list. */
  listed: ReadonlySet<string>
  /** Labels that stand in the document. */
  declared: Set<string>
  /** Pieces that lead to a label, to be checked when all labels are known. */
  pointers: (PlaceInSource & {piece: Pointer; label: string})[]
  /** Set as soon as a picture or formula has nothing to be read aloud. */
  hasSilentPicture: boolean
  page: PageDesign
  /** Where blocks stand in the sources, by the name given to each; absent when nobody asks. */
  origins?: Map<string, AuthorLine> | undefined
  /** Characters that no font has, by character. */
  missing: Map<string, MissingGlyph>
  math: MathReader
}

/** A character that no font has: how often it stands in the text, and where first. */
export interface MissingGlyph {
  count: number
  file: VFile
  position: Position | undefined
}

/** For one place of the text. */
export interface State {
  writing: Writing
  /** Messages go here. */
  file: VFile
  /** The node around this place whose position is known, for what has none of its own. */
  around?: {position?: Position | undefined}
  /** `Chapter.id`, or the name of a page of the front matter. */
  chapter: string
  /** Lists, quotes and boxes around this place. */
  depth: number
  /** Emphasis, links and the like around this place. */
  marks: number
  /** In emphasis. */
  isItalic: boolean
  /** Under a line, or struck through. */
  isLined: boolean
  /** Letters that a word may have before it must break; only in tables that are too wide. */
  longestWord: number | undefined
  /** In a note: where the notes inside it go, which the engine loses there when the page is full. */
  innerNotes?: Piece[]
  /** A second print of the same text, in the contents for instance: no anchors, no notes. */
  isCopy: boolean
  /** Of the lines here, in points. */
  width: number
  /** Directly on the page, where a page can be landscape. */
  isOnPage: boolean
  /** Outline level of the heading before, so that none is skipped. */
  outline: {level: number; shift: number}
}

/** Nothing written yet. `terms` are what is printed without being typed. */
export function startWriting(
  terms: Terms,
  known: Partial<Pick<Writing, 'assets' | 'tops' | 'listed' | 'page' | 'origins' | 'math'>> = {}
): Writing {
  return {
    terms,
    assets: new Map(),
    files: new Map(),
    pictures: new Map(),
    tops: new Map(),
    listed: new Set(),
    declared: new Set(),
    pointers: [],
    hasSilentPicture: false,
    page: known.page ?? designPage(),
    missing: new Map(),
    math: mathReader,
    ...known
  }
}

/** At the start of a chapter, directly on its page. */
export function startState(writing: Writing, file: VFile, chapter: string): State {
  return {
    writing,
    file,
    chapter,
    depth: 0,
    marks: 0,
    isItalic: false,
    isLined: false,
    longestWord: undefined,
    isCopy: false,
    width: writing.page.textWidth,
    isOnPage: true,
    outline: {level: 0, shift: 0}
  }
}

/** The one label of a place. `#` keeps chapter and anchor apart: neither holds one. */
export function labelOf({chapter, anchor}: Destination, tops: ReadonlyMap<string, string>): string {
  return anchor === undefined || tops.get(chapter) === anchor ? `${chapter}#` : `${chapter}#${anchor}`
}

/** Claim a label for the place being written; undefined when this is a copy or the label is taken. */
export function declare(anchor: string | undefined, {writing, chapter, isCopy}: State): string | undefined {
  if (anchor === undefined || isCopy) return undefined
  const label = labelOf({chapter, anchor}, writing.tops)
  if (writing.declared.has(label)) return undefined
  writing.declared.add(label)
  return label
}

/** Elements that lead to a place. */
type Leading = Extract<Element, {type: 'link' | 'pageReference' | 'footnoteCall'}>

/** A piece that leads to a place; `dropLostPointers` unties it when the place turns out not to exist. */
export function pointer(piece: Leading, target: Destination, node: Node, state: State): Leading {
  const label = labelOf(target, state.writing.tops)
  piece.to = label
  state.writing.pointers.push({piece, label, file: state.file, node})
  return piece
}

/**
 * Untie the links that lead nowhere, so that the text is printed all the same.
 *
 * Emits `pdf:lost-link`, unless they are expected to: a chapter alone leads to the others.
 */
export function dropLostPointers({pointers, declared}: Writing, isExpected = false): void {
  for (const {piece, label, file, node} of pointers) {
    if (declared.has(label)) continue
    delete piece.to
    if (isExpected) continue
    warn(file, `Broken link to \`${label.replace(/#$/, '')}\`, which is not printed in the PDF`, {
      at: node,
      rule: 'pdf:lost-link',
      fix: 'Point it to a heading, figure, table, equation or span with an `{#id}`.'
    })
  }
}
