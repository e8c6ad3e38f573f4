/** Record → `CITATION.cff`, the Citation File Format 1.2.0 (citation-file-format.github.io). */

import {stringify} from 'yaml'
import {spdxOf} from '../../document/licences.ts'
import type {DepositRecord, FiledPerson} from './record.ts'

export function writeCitationFile(record: DepositRecord): string {
  const {config, lang, titles, abstracts, keywords, kind, authors} = record
  const {identifiers, deposit, university, license} = config
  const people = authors.map(person)
  const shared = {
    title: titles.get(lang),
    authors: people,
    abstract: abstracts.get(lang),
    keywords: keywords.get(lang),
    license: spdxOf(license),
    doi: identifiers.doi,
    url: identifiers.url
  }
  const thesis = {
    type: 'thesis',
    ...shared,
    'thesis-type': kind,
    institution: university === undefined ? undefined : {name: university},
    year: deposit.defended === undefined ? undefined : Number(deposit.defended.slice(0, 4)),
    languages: [lang]
  }
  const file = {
    'cff-version': '1.2.0',
    message: 'If you use this thesis, please cite it as below.',
    type: 'dataset',
    ...shared,
    'date-released': deposit.defended,
    'preferred-citation': thesis
  }
  return stringify(JSON.parse(JSON.stringify(file)), {lineWidth: 0})
}

function person({family, given, orcid}: FiledPerson) {
  return {'family-names': family, 'given-names': given || undefined, orcid: orcid && `https://orcid.org/${orcid}`}
}
