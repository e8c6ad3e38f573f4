/** What the template walks: plain data, a string for text and an object for everything else. Nothing in it is Typst code. */

/** Text as it is printed, or an element that `walk.typ` has a function for. */
export type Piece = string | Element

/** `type` names a function of `walk.typ`; the rest is what that function reads. */
export interface Element {
  type: string
  [property: string]: Value
}

export type Value = string | number | boolean | null | undefined | Element | readonly Value[] | {[key: string]: Value}

/** A file for the engine: the path from the project's root starts with `/`. */
export interface TypstProject {
  files: Map<string, string | Uint8Array>
  /** Path of the file to compile. */
  main: string
  /** Every picture and formula has an alternative text, so PDF/UA can be asked for. */
  isAccessible: boolean
}
