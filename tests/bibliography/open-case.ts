/** A bibliography from a string, from bytes or from `tests/cases/bibtex/`, and its messages as one reads them. */

import {readFileSync} from 'node:fs'
import {VFile} from 'vfile'
import type {CslItem} from '../../scripts/bibliography/entry.ts'
import {type Library, openLibrary} from '../../scripts/bibliography/library.ts'

export interface OpenCase {
  library: Library
  files: VFile[]
  /** Every item, in the order of the file. */
  items: Map<string, CslItem>
  /** `line:column severity rule`, in the order of the file. */
  messages: string[]
}

/** Open a file of `tests/cases/bibtex/`. */
export function openBibtexCase(name: string): OpenCase {
  const url = new URL(`../cases/bibtex/${name}.bib`, import.meta.url)
  return openText(new Uint8Array(readFileSync(url)), `${name}.bib`)
}

/** Open a text or bytes under a name whose extension tells the format. */
export function openText(value: string | Uint8Array, path = 'references.bib'): OpenCase {
  const file = new VFile({path, value})
  const library = openLibrary([file])
  const items = library.load(library.keys())
  return {library, files: [file], items, messages: listMessages(file)}
}

/** The messages of a file, short, by place. */
export function listMessages(file: VFile): string[] {
  const severity = (fatal: boolean | null | undefined) => (fatal ? 'error' : fatal === false ? 'warning' : 'info')
  return [...file.messages]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
    .map((message) => `${message.line}:${message.column} ${severity(message.fatal)} ${message.ruleId}`)
}
