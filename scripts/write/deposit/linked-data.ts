/** Record → JSON-LD of schema.org, as search engines and archives read it. */

import {addressOfLicence} from '../../document/licences.ts'
import type {DepositRecord, FiledPerson} from './record.ts'

export function writeLinkedData(record: DepositRecord): string {
  const {config, lang, titles, abstracts, keywords, authors, supervisors} = record
  const {identifiers, deposit, university, degree, license} = config
  const {url, ...names} = identifiers
  return `${JSON.stringify(
    {
      '@context': 'https://schema.org',
      '@type': 'Thesis',
      name: titles.get(lang),
      alternateName: others(titles, lang),
      inLanguage: config.lang,
      author: authors.map(person),
      contributor: supervisors.length > 0 ? supervisors.map(person) : undefined,
      abstract: [...abstracts].map(([tag, value]) => ({'@language': tag, '@value': value})),
      keywords: [...keywords.values()].flat(),
      inSupportOf: degree,
      sourceOrganization: university && {'@type': 'CollegeOrUniversity', name: university},
      datePublished: deposit.defended,
      license: addressOfLicence(license) ?? license,
      url: url ?? (names.doi && `https://doi.org/${names.doi}`),
      identifier: Object.entries(names).map(([propertyID, value]) => ({'@type': 'PropertyValue', propertyID, value}))
    },
    null,
    2
  )}\n`
}

function others(titles: ReadonlyMap<string, string>, lang: string) {
  return [...titles].filter(([tag]) => tag !== lang).map(([tag, value]) => ({'@language': tag, '@value': value}))
}

function person({family, given, orcid}: FiledPerson) {
  const name = [given, family].filter(Boolean).join(' ')
  return {
    '@type': 'Person',
    name,
    familyName: family,
    givenName: given || undefined,
    '@id': orcid && `https://orcid.org/${orcid}`
  }
}
