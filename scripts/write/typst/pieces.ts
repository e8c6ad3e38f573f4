/** What the template walks: plain data, a string for text and an object for everything else. Nothing in it is Typst code. */

import type {Node} from 'mdast'
import type {VFile} from 'vfile'

/** Text as it is printed, or an element that `walk.typ` has a function for. */
export type Piece = string | Element

/** `type` names a function of `walk.typ`; the rest is what that function reads. */
export interface Element {
  type: string
  [property: string]: Value
}

export type Value = string | number | boolean | null | undefined | Element | readonly Value[] | {[key: string]: Value}

/** A node in a source. */
export interface Place {
  file: VFile
  node: Node
}

/** All that the engine is given: the path from the project's root starts with `/`. */
export interface TypstProject {
  /** Where each of the author's pictures is first shown, by path, for messages of the engine. */
  pictures: Map<string, Place>
  /** For messages about the whole PDF. */
  file: VFile
  files: Map<string, string | Uint8Array>
  /** Path of the file to compile. */
  main: string
  /** Every picture and formula has an alternative text, so PDF/UA can be asked for. */
  isAccessible: boolean
}
