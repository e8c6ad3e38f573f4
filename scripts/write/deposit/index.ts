/** Thesis and its two PDFs → `deposit/`: what a university, a library and an archive ask for, and what is still missing. */

import type {Institution} from '../../document/deposit-settings.ts'
import {termsIn} from '../../document/terms.ts'
import type {OutputFile, Thesis} from '../../document/thesis.ts'
import {type MissingItem, missingFrom, writeChecklist} from './checklist.ts'
import {writeCitationFile} from './citation-file.ts'
import {writeLinkedData} from './linked-data.ts'
import {type DepositRecord, recordOf, type SplitName} from './record.ts'
import {writeTef} from './tef.ts'

export interface DepositInput {
  thesis: Thesis
  splitName: SplitName
  institution?: Institution | undefined
  /** PDF/A, whole; undefined when the engine refused it. */
  archive: Uint8Array | undefined
  /** For readers: figures without rights left out. */
  publicCopy: Uint8Array | undefined
  /** The public copy lacks figures. */
  hasWithheld: boolean
}

/** Same input, same bytes. */
export function writeDeposit({thesis, splitName, institution, archive, publicCopy, hasWithheld}: DepositInput): {
  outputs: OutputFile[]
  missing: MissingItem[]
} {
  const record = recordOf(thesis, splitName)
  const terms = termsIn(thesis.config)
  const name = nameOf(record)
  const pdfs = [
    {path: `${name('archive')}.pdf`, contents: archive, lacks: undefined},
    {path: `${name('public')}.pdf`, contents: publicCopy, lacks: hasWithheld ? terms.withheld : undefined}
  ].flatMap(({contents, ...rest}) => (contents ? [{...rest, contents}] : []))
  const files = pdfs.map(({path, contents, lacks}) => ({path, size: contents.length, lacks}))
  const missing = missingFrom(record, archive !== undefined, terms, institution)
  const outputs = [
    ...pdfs.map(({path, contents}) => ({path, contents})),
    ...(institution?.record === 'none' ? [] : [{path: `${name('tef')}.xml`, contents: writeTef(record, files)}]),
    ...[...record.abstracts].map(([lang, text]) => ({path: `${name(`abstract-${lang}`)}.txt`, contents: `${text}\n`})),
    {path: `${name('thesis')}.jsonld`, contents: writeLinkedData(record)},
    {path: 'CITATION.cff', contents: writeCitationFile(record)},
    {path: 'checklist.md', contents: writeChecklist(missing, terms)}
  ]
  return {outputs: outputs.map((file) => ({...file, path: `deposit/${file.path}`})), missing}
}

/** `deposit.name` of `thesis.yml` before each name, in letters that every system takes. */
function nameOf({config, authors: [author]}: DepositRecord): (kind: string) => string {
  const values: Record<string, string | undefined> = {
    family: author?.family,
    given: author?.given,
    year: config.deposit.defended?.slice(0, 4),
    nnt: config.identifiers.nnt
  }
  const start = config.deposit.name
    ?.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w-]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
  return (kind) => (start ? `${start}-${kind}` : kind)
}
