/** A speaker's note in Markdown → HTML for the speaker's window. */

import type {WrittenNode} from '../../document/nodes.ts'
import {writeBlocks} from '../../write/html/fragment.ts'
import {readNote} from '../read/read-note.ts'

/** Click marks stay as typed. */
export function noteHtml(note: string): string {
  return writeBlocks(readNote(note).children as WrittenNode[])
}
