/** `\begin{theorem}[Name] … \end{theorem}` of amsthm, and the kinds of `\newtheorem` → boxes. */

import type {RootContent} from 'mdast'
import type {Position} from 'unist'
import type {Division} from '../../document/nodes.ts'
import {statementLabels} from '../../document/statements.ts'
import {statementKinds} from '../../document/terms/types.ts'
import {type BoxKind, termsOf} from '../../document/terms.ts'
import {type TexCursor, type TexRange, takeOption} from './tex-cursor.ts'
import {asInline, type TexItem, type TexReader, toBlocks} from './tex-reader.ts'

const names: Readonly<Record<string, BoxKind>> = {
  ...statementLabels,
  ...Object.fromEntries(statementKinds.map((kind) => [kind, kind])),
  prop: 'proposition',
  conj: 'conjecture',
  defn: 'definition',
  dfn: 'definition',
  ex: 'example',
  expl: 'example',
  rmk: 'remark',
  proofs: 'proof',
  note: 'note'
}

/** What an environment of statements is. */
export interface TexStatement {
  kind: BoxKind
  /** The word that heads it, where none of our kinds is meant. */
  title?: string
}

/** The statement that an environment is by its name alone. */
export function statementNamed(name: string): TexStatement | undefined {
  return Object.hasOwn(names, name) ? {kind: names[name]!} : undefined
}

/** `\newtheorem{name}{Word}`: our kind of that word in the language of the thesis or in English, else a box under it. */
export function statementDeclared({lang, context}: TexReader, name: string): TexStatement | undefined {
  const word = context.macros.get(`theorem{${name}}`)?.body
  if (word === undefined) return undefined
  const plain = word.toLowerCase()
  const kind = statementKinds.find((one) =>
    [lang, 'en', 'fr'].some((tag) => termsOf(tag)[one][0].toLowerCase() === plain)
  )
  return kind ? {kind} : {kind: 'note', title: word}
}

/** A division that is read as ours are: its title first, its label on it. */
export function texStatement(
  {reader, body}: {reader: TexReader; body: TexRange},
  {kind, title}: TexStatement,
  position: Position | undefined
): TexItem[] {
  const cursor: TexCursor = {source: reader.source, at: body.from, end: body.to}
  const option = takeOption(cursor)
  const labels: string[] = []
  const content = reader.items({from: cursor.at, to: body.to}).filter((item) => {
    if (item?.type === 'texLabel') labels.push(item.value)
    return item?.type !== 'texLabel'
  })
  const typedTitle = option ? asInline(reader.items(option)) : []
  const word =
    title === undefined ? [] : [{type: 'text' as const, value: typedTitle.length > 0 ? `${title} – ` : title}]
  const heading = [...word, ...typedTitle]
  const [id] = labels
  const children: RootContent[] = toBlocks(content)
  if (heading.length > 0) {
    children.unshift({type: 'paragraph', attributes: {classes: ['title'], pairs: {}}, children: heading})
  }
  return [
    {
      type: 'division',
      attributes: {classes: [kind], pairs: {}, id},
      children: children as Division['children'],
      position
    }
  ]
}
