/** Record → what its deposit still lacks, and a page that says so in the language of the thesis. */

import {type Institution, longestAbstract} from '../../document/deposit-settings.ts'
import type {Terms} from '../../document/terms.ts'
import type {DepositRecord} from './record.ts'

export interface MissingItem {
  /** What is missing, in the language of the thesis. */
  words: string
  /** Where `thesis.yml` says it: `deposit.defended`. */
  key: string
}

/**
 * What a French university asks for (the rules of TEF 2.0) and the record does not have.
 *
 * @param isArchived  the archive met its standard
 * @param institution  of the profile: what it requires besides
 */
export function missingFrom(
  record: DepositRecord,
  isArchived: boolean,
  {deposit: words}: Terms,
  institution?: Institution
): MissingItem[] {
  const {config, titles, abstracts, keywords, authors, supervisors} = record
  const {deposit, identifiers} = config
  const asked: [keyof Terms['deposit'], string, unknown][] = [
    ['author', 'author', authors.length > 0],
    ['titleFr', 'titles.fr', titles.has('fr')],
    ['abstractFr', 'abstracts.fr', abstracts.has('fr')],
    ['abstractEn', 'abstracts.en', abstracts.has('en')],
    ['keywordsFr', 'abstracts.fr.keywords', keywords.has('fr')],
    ['birth', 'author.birth', record.birth],
    ['nationality', 'author.nationality', record.nationality],
    ['nnt', 'identifiers.nnt', identifiers.nnt],
    ['defended', 'deposit.defended', deposit.defended],
    ['discipline', 'discipline', config.discipline],
    ['university', 'university', config.university],
    ['universityIdref', 'deposit.idref.university', deposit.idref.university],
    ['supervisor', 'supervisor', supervisors.length > 0],
    ['supervisorIdref', 'supervisor.idref', supervisors.every(({idref}) => idref)],
    ['subject', 'deposit.subject', deposit.subject],
    ['published', 'deposit.published', deposit.published !== undefined],
    ['identifier', 'identifiers', Object.values(identifiers).some(Boolean)],
    ['license', 'license', config.license],
    ['archive', 'archive', isArchived]
  ]
  const isAsked = (name: string) => institution?.record !== 'none' || !ofFrance.has(name)
  const missing = asked.flatMap(([name, key, value]) => (value || !isAsked(name) ? [] : [{words: words[name], key}]))
  const unkept = (institution?.unkept ?? []).flatMap((key) =>
    missing.some((one) => one.key === key)
      ? []
      : [{words: words.profile.replace('{institution}', institution!.name), key}]
  )
  const most = deposit.abstracts ?? longestAbstract(config)
  const long = [...abstracts].flatMap(([lang, text]) => {
    const n = [...text].length
    const said = words.length.replace('{lang}', lang).replace('{n}', String(n)).replace('{most}', String(most))
    return n > most ? [{words: said, key: `abstracts.${lang}`}] : []
  })
  return [...missing, ...unkept, ...long]
}

/** What the record of French theses alone needs. */
const ofFrance: ReadonlySet<string> = new Set([
  'titleFr',
  'abstractFr',
  'abstractEn',
  'keywordsFr',
  'birth',
  'nationality',
  'nnt',
  'universityIdref',
  'supervisorIdref',
  'subject',
  'published'
])

export function writeChecklist(missing: readonly MissingItem[], {deposit: words}: Terms): string {
  const lines = missing.map((item) => `- [ ] ${item.words} (\`${item.key}\`)`)
  const body = lines.length === 0 ? words.complete : `${words.intro}\n\n${lines.join('\n')}`
  return `# ${words.title}\n\n${body}\n`
}
