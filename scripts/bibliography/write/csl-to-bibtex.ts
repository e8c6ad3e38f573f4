/** A CSL item → a BibLaTeX entry, for items that came from CSL or RIS files. */

import type {CslDate, CslItem, CslName, ItemType} from '../entry.ts'
import {OTHERS} from '../entry.ts'
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
  put('author', names(item.author))
  put('bookauthor', names(item['container-author']))
  put('editor', names(item.editor))
  put('translator', names(item.translator))
  put('title', tex(item.title))
  put('shorttitle', tex(item['title-short']))
  put(isPart ? 'booktitle' : 'journaltitle', tex(item['container-title']))
  put('series', tex(item['collection-title']))
  put('type', tex(item.genre))
  put('edition', tex(item.edition))
  put(type === 'report' || type === 'thesis' ? 'institution' : 'publisher', tex(item.publisher))
  put('location', tex(item['publisher-place']))
  put('date', date(item.issued))
  put('eventtitle', tex(item['event-title']))
  put('volume', tex(item.volume))
  put('number', tex(item.issue ?? item.number ?? item['collection-number']))
  put('pages', item.page && tex(item.page.replace(/-/g, '--')))
  put('isbn', tex(item.ISBN))
  put('issn', tex(item.ISSN))
  put('doi', item.DOI?.replace(/[{}\\]/g, encodeURIComponent))
  put('url', item.URL?.replace(/[{}\\]/g, encodeURIComponent))
  put('urldate', date(item.accessed))
  put('note', tex(item.note))
  put('langid', tex(item.language))
  put('keywords', tex(item.keyword))
  const lines = fields.map(([name, value]) => `  ${name.padEnd(12)} = {${value}},`)
  return [`@${type}{${key},`, ...lines, '}'].join('\n')
}

/** Text for TeX: special characters escaped, CSL's marks as commands. */
function tex(text: string | undefined): string | undefined {
  return text
    ?.replace(/\u2060/g, '')
    .replace(/[\\{}]/g, (sign) => escapes[sign]!)
    .replace(/[%&#_$]/g, '\\$&')
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
  const family = [particle, one.family].filter(Boolean).join(' ')
  const text = [family, one.suffix, one.given].filter(Boolean).join(', ')
  return tex(text)!.replace(/\band\b/g, '{and}')
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

const types = new Map<ItemType, string>(
  Object.entries({
    article: 'article',
    'article-journal': 'article',
    'article-magazine': 'article',
    'article-newspaper': 'article',
    book: 'book',
    chapter: 'incollection',
    dataset: 'dataset',
    entry: 'inreference',
    'entry-dictionary': 'inreference',
    'entry-encyclopedia': 'inreference',
    legislation: 'legislation',
    legal_case: 'jurisdiction',
    manuscript: 'unpublished',
    pamphlet: 'booklet',
    'paper-conference': 'inproceedings',
    patent: 'patent',
    periodical: 'periodical',
    personal_communication: 'letter',
    post: 'online',
    'post-weblog': 'online',
    report: 'report',
    review: 'review',
    software: 'software',
    standard: 'standard',
    thesis: 'thesis',
    webpage: 'online'
  }) as [ItemType, string][]
)
