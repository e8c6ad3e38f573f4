/** A table made from the data, before it is laid out. Imports nothing. */

/** A cell: words, then the works that say it. */
export interface FilledCell {
  text: string
  /** The words are the author's Markdown, with its values. */
  isMarkdown?: true
  cite?: readonly string[] | undefined
}

export interface FilledTable {
  align: Array<'left' | 'right' | 'center'>
  head: string[]
  rows: FilledCell[][]
}
