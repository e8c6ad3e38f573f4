/** Thesis → what catalogues ask about it: plain facts, without layout. */

import type {Person} from '../../config.ts'
import {isFrench, languageOf} from '../../document/language.ts'
import {termsOf} from '../../document/terms.ts'
import {plainText} from '../../document/text.ts'
import type {Abstract, Thesis} from '../../document/thesis.ts'

/** Cuts a name as a catalogue files it. */
export type SplitName = (name: string) => {family: string; given: string}

export interface FiledPerson {
  family: string
  given: string
  /** « rapporteuse » */
  role: string | undefined
  idref: string | undefined
  orcid: string | undefined
}

/** By ISO 639-1 code, `fr`. */
export type ByLanguage<T> = ReadonlyMap<string, T>

export interface DepositRecord {
  lang: string
  titles: ByLanguage<string>
  abstracts: ByLanguage<string>
  keywords: ByLanguage<readonly string[]>
  authors: FiledPerson[]
  /** Of the first author. */
  birth: string | undefined
  nationality: string | undefined
  supervisors: FiledPerson[]
  jury: FiledPerson[]
  config: Thesis['config']
  /** « Thèse de doctorat » */
  kind: string
}

/** Gather the facts; what the author did not give is absent, never guessed. */
export function recordOf({config, abstracts}: Thesis, splitName: SplitName): DepositRecord {
  const file = (person: Person): FiledPerson => {
    const {idref, orcid, role, family, given}: Partial<FiledPerson> = {role: undefined, ...person}
    return {
      ...(family ? {family, given: given ?? ''} : splitName(person.name)),
      role,
      idref,
      orcid: orcid?.replace(/^https?:\/\/orcid\.org\//, '')
    }
  }
  const [first] = config.author
  const lang = languageOf(config.lang)
  const main = [config.title, config.subtitle].filter(Boolean).join(isFrench(config.lang) ? '\u00A0: ' : ': ')
  const filled = abstracts.filter((abstract) => textOf(abstract) !== '')
  return {
    lang,
    titles: new Map([
      ...Object.entries(config.titles).map(([tag, title]) => [languageOf(tag), title] as const),
      [lang, main]
    ]),
    abstracts: new Map(filled.map((abstract) => [languageOf(abstract.lang), textOf(abstract)])),
    keywords: new Map([
      ...(config.keywords.length > 0 ? [[lang, config.keywords] as const] : []),
      ...abstracts
        .filter(({keywords}) => keywords.length > 0)
        .map((one) => [languageOf(one.lang), one.keywords] as const)
    ]),
    authors: config.author.map(file),
    birth: first && 'birth' in first ? first.birth : undefined,
    nationality: first && 'nationality' in first ? first.nationality : undefined,
    supervisors: config.supervisor.map(file),
    jury: config.jury.map(file),
    config,
    kind: config.kind ?? termsOf(config.lang).thesis
  }
}

/** Its paragraphs, an empty line between them. */
function textOf({tree}: Abstract): string {
  return tree.children
    .map((block) => plainText(block).replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n\n')
}
