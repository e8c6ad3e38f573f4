/** The fields of an entry that name people and institutions → the names of its item. */

import {inform, warn} from '../../messages/messages.ts'
import type {CslItem, CslName, ItemType, NameField} from '../entry.ts'
import {type EntrySource, plainTex, rawOf, reportCommand, reportValue} from './field-text.ts'
import {type NameProblem, parseNames} from './names.ts'
import type {RawValue} from './values.ts'

type Names = Partial<Pick<CslItem, NameField>>

const roles: readonly [name: string, field: NameField][] = [
  ['author', 'author'],
  ['bookauthor', 'container-author'],
  ['translator', 'translator'],
  ['origauthor', 'original-author'],
  ['director', 'director'],
  ['illustrator', 'illustrator'],
  ['foreword', 'contributor'],
  ['introduction', 'contributor'],
  ['afterword', 'contributor'],
  ['commentator', 'contributor'],
  ['annotator', 'contributor']
]

/** The field of an entry that holds editors, the one that says what they did, and what they are without it. */
const editors: readonly [name: string, role: string, field: NameField][] = [
  ['editor', 'editortype', 'editor'],
  ['editora', 'editoratype', 'contributor'],
  ['editorb', 'editorbtype', 'contributor'],
  ['editorc', 'editorctype', 'contributor']
]

/** The roles that styles print; compilers, founders and redactors are editors to them. */
const editorRoles = new Map<string, NameField>([
  ['director', 'director'],
  ['producer', 'producer'],
  ['illustrator', 'illustrator'],
  ['translator', 'translator'],
  ['collaborator', 'contributor'],
  ['reviser', 'contributor']
])

/**
 * The names of an entry.
 *
 * Emits `bibliography:name`, `bibliography:ambiguous-name`, `bibliography:unknown-command`.
 */
export function namesOf(source: EntrySource, type: ItemType): Names {
  const names: Names = {}
  for (const [name, field] of [...roles, ...editors.map((one) => editorRole(source, ...one))]) {
    const read = readNames(source, name)
    if (read.length > 0) names[field] = [...(names[field] ?? []), ...read]
  }
  const {author, 'container-author': bookAuthor, ...others} = names
  // Who wrote the whole book is named once.
  const isWritten = JSON.stringify(bookAuthor) === JSON.stringify(author)
  if (type === 'article-journal' && source.entry.type === 'periodical' && author) {
    return {'container-author': isWritten ? undefined : bookAuthor, editor: author, ...others}
  }
  return {author, 'container-author': isWritten ? undefined : bookAuthor, ...others}
}

function editorRole(source: EntrySource, name: string, role: string, field: NameField): [string, NameField] {
  const key = rawOf(source, role)?.trim().toLowerCase() ?? ''
  return [name, editorRoles.get(key) ?? field]
}

function readNames(source: EntrySource, name: string): CslName[] {
  const value = source.fields.get(name)
  if (!value) return []
  const prefix = /\buseprefix\s*=\s*(true|false)/i.exec(rawOf(source, 'options') ?? '')?.[1]?.toLowerCase()
  return parseNames(value.raw, {
    usePrefix: prefix === undefined ? undefined : prefix === 'true',
    onUnknown: (command) => reportCommand(value, command),
    onProblem: (problem) => reportName(value, problem)
  })
}

function reportName(value: RawValue, {kind, ...fault}: NameProblem): void {
  if (kind === 'ambiguous') reportValue(inform, value, {rule: 'bibliography:ambiguous-name', ...fault})
  else reportValue(warn, value, {rule: 'bibliography:name', ...fault})
}

/** The short name by which an institution is cited. */
export function shortAuthorOf(source: EntrySource): string | undefined {
  const short = rawOf(source, 'shortauthor') ?? rawOf(source, 'shorteditor')
  return short && plainTex(short)
}
