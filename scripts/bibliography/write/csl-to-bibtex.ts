/** A CSL item → a BibLaTeX entry, for items that came from CSL or RIS files. */

import type {CslDate, CslItem, CslName, DateField, ItemType, NameField, TextField} from '../entry.ts'
import {OTHERS} from '../entry.ts'
import {rank} from './field-order.ts'
import {normaliseValue} from './normalise-values.ts'

/** A key that BibTeX can read. */
export function safeKey(key: string): string {
  return key.replace(/[\s,{}()="#%\\']+/g, '-')
}

/** Write an item as an entry with a safe key; an item that cannot be read gives an empty `@misc` with its key. */
export function cslToBibtex(key: string, item: CslItem | undefined): string {
  const fields: [string, string][] = []
  const put = (name: string, value: string | undefined) => {
    if (value) fields.push([name, normaliseValue(name, value)])
  }
  if (!item) return `@misc{${key},\n}`
  const type = types.get(item.type) ?? 'misc'
  const isPart = type === 'incollection' || type === 'inproceedings' || type === 'inreference'
  put('entrysubtype', subtypes.get(item.type))
  for (const [name, field] of nameFields) put(name, names(item[field]))
  put(isPart ? 'booktitle' : 'journaltitle', tex(item['container-title']))
  put(type === 'report' || type === 'thesis' ? 'institution' : 'publisher', oneOf(item.publisher))
  for (const [name, field] of listFields) put(name, oneOf(item[field]))
  for (const [name, field] of dateFields) put(name, date(item[field]))
  put('number', tex(item.issue ?? item.number ?? item['collection-number']))
  put('pages', tex(item.page)?.replace(/-(?:\{\})?/g, '--'))
  put('doi', item.DOI?.replace(/[{}\\]/g, encodeURIComponent))
  put('url', item.URL?.replace(/[{}\\]/g, encodeURIComponent))
  if (item.PMID) put('eprint', tex(item.PMID))
  put('eprinttype', item.PMID && 'pubmed')
  for (const [name, field] of textFields) put(name, tex(item[field]))
  fields.sort(([first], [second]) => rank(first) - rank(second))
  const lines = fields.map(([name, value]) => `  ${name.padEnd(12)} = {${value}},`)
  return [`@${type}{${key},`, ...lines, '}'].join('\n')
}

const nameFields: readonly [name: string, field: NameField][] = [
  ['author', 'author'],
  ['bookauthor', 'container-author'],
  ['editor', 'editor'],
  ['translator', 'translator']
]

const dateFields: readonly [name: string, field: DateField][] = [
  ['date', 'issued'],
  ['eventdate', 'event-date'],
  ['origdate', 'original-date'],
  ['urldate', 'accessed']
]

const textFields: readonly [name: string, field: TextField][] = [
  ['title', 'title'],
  ['shorttitle', 'title-short'],
  ['shortjournal', 'container-title-short'],
  ['series', 'collection-title'],
  ['origtitle', 'original-title'],
  ['type', 'genre'],
  ['edition', 'edition'],
  ['version', 'version'],
  ['eventtitle', 'event-title'],
  ['venue', 'event-place'],
  ['volume', 'volume'],
  ['volumes', 'number-of-volumes'],
  ['chapter', 'chapter-number'],
  ['part', 'part'],
  ['pagetotal', 'number-of-pages'],
  ['isbn', 'ISBN'],
  ['issn', 'ISSN'],
  ['pmcid', 'PMCID'],
  ['library', 'call-number'],
  ['note', 'note'],
  ['langid', 'language'],
  ['keywords', 'keyword']
]

const listFields: readonly [name: string, field: TextField][] = [
  ['location', 'publisher-place'],
  ['origpublisher', 'original-publisher'],
  ['origlocation', 'original-publisher-place']
]

/** Text for TeX in a field that is a list: “and” would part it. */
function oneOf(text: string | undefined): string | undefined {
  return tex(text)?.replace(/\band\b/g, '{and}')
}

/** Text for TeX: special characters escaped, CSL's marks as commands. */
function tex(text: string | undefined): string | undefined {
  return text
    ?.replace(/\u2060/g, '')
    .replace(/[\\{}]/g, (sign) => escapes[sign]!)
    .replace(/[%&#_$]/g, '\\$&')
    .replace(/-(?=-)/g, '-{}')
    .replace(/<span class="nocase">(.*?)<\/span>/g, '{$1}')
    .replace(/<span style="font-variant: ?small-caps;">(.*?)<\/span>/g, '\\textsc{$1}')
    .replace(/<i>(.*?)<\/i>/g, '\\emph{$1}')
    .replace(/<b>(.*?)<\/b>/g, '\\textbf{$1}')
    .replace(/<sup>(.*?)<\/sup>/g, '\\textsuperscript{$1}')
    .replace(/<sub>(.*?)<\/sub>/g, '\\textsubscript{$1}')
    .replace(/\u00A0/g, '~')
}
/** BibTeX counts `\{` as a brace. */
const escapes: Record<string, string> = {'\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}'}

function names(list: readonly CslName[] | undefined): string | undefined {
  return list
    ?.map(name)
    .filter((one) => one !== '')
    .join(' and ')
}

function name(one: CslName): string {
  if (one.literal !== undefined) return one.literal === OTHERS ? 'others' : `{${tex(one.literal)}}`
  const particle = one['non-dropping-particle'] ?? one['dropping-particle']
  // Words in lower case would be read as a particle.
  const whole = particle === undefined && /^\p{Ll}.*\s/u.test(one.family ?? '')
  const family = whole ? `{${oneOf(one.family)}}` : [particle, one.family].filter(Boolean).map(oneOf).join(' ')
  const rest = [one.suffix, one.given].filter(Boolean).map(oneOf)
  // Words without a comma would be read as given names and a family.
  return rest.length === 0 && !whole && /\s/.test(family) ? `{${family}}` : [family, ...rest].join(', ')
}

function date(value: CslDate | undefined): string | undefined {
  const parts = value?.['date-parts']
  if (!value || !parts) return value?.literal === undefined ? undefined : tex(value.literal)
  const season = Number(value.season)
  const ends = parts.map((part, index) => {
    const [year = 0, month, day] = part
    if (year === 0 && index === 1) return ''
    const astronomical = year < 0 ? year + 1 : year
    const padded = (astronomical < 0 ? '-' : '') + String(Math.abs(astronomical)).padStart(4, '0')
    const rest = [season >= 1 && season <= 4 && index === 0 ? season + 20 : month, day]
    return [padded, ...rest.filter((one) => one !== undefined).map((one) => String(one).padStart(2, '0'))].join('-')
  })
  return ends.join('/') + (value.circa ? '~' : '')
}

const subtypes = new Map<ItemType, string>([
  ['article-magazine', 'magazine'],
  ['article-newspaper', 'newspaper'],
  ['interview', 'interview']
])

const types = new Map<ItemType, string>(
  Object.entries({
    article: 'article',
    'article-journal': 'article',
    'article-magazine': 'article',
    'article-newspaper': 'article',
    book: 'book',
    chapter: 'incollection',
    dataset: 'dataset',
    figure: 'image',
    graphic: 'artwork',
    entry: 'inreference',
    'entry-dictionary': 'inreference',
    'entry-encyclopedia': 'inreference',
    legislation: 'legislation',
    legal_case: 'jurisdiction',
    manuscript: 'unpublished',
    motion_picture: 'movie',
    pamphlet: 'booklet',
    'paper-conference': 'inproceedings',
    patent: 'patent',
    performance: 'performance',
    periodical: 'periodical',
    personal_communication: 'letter',
    post: 'online',
    'post-weblog': 'online',
    report: 'report',
    review: 'review',
    software: 'software',
    song: 'audio',
    standard: 'standard',
    thesis: 'thesis',
    treaty: 'legal',
    webpage: 'online'
  }) as [ItemType, string][]
)
