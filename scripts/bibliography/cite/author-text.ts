/** A work → its authors as a sentence names them: « Lévesque », « Klein et Laville », « Avelino et al. ». */

import {type CslItem, type CslName, OTHERS} from '../entry.ts'
import {type RichText, richTextToString} from './rich-text.ts'

/** Words between and after names, in the thesis's language. */
export interface NameTerms {
  and: string
  etAl: string
}

/** More authors than this are cut after the first. Source: NF ISO 690:2021, « plus de trois créateurs ». */
const mostNames = 3

/** Short names of those who made the work; its title when nobody is named. */
export function authorText(item: CslItem, {and, etAl}: NameTerms): RichText {
  const shortAuthor = item.custom?.shortAuthor
  if (shortAuthor) return [{type: 'text', value: shortAuthor}]
  const names = item.author ?? item.editor ?? item['container-author'] ?? item.director ?? item.translator ?? []
  const written = names
    .filter(({literal}) => literal !== OTHERS)
    .map(shortName)
    .filter(Boolean)
  const isCut = written.length < names.length || written.length > mostNames
  const [first] = written
  if (first === undefined) return titleText(item)
  if (written.length > mostNames) return [{type: 'text', value: `${first} ${etAl}`}]
  if (isCut) return [{type: 'text', value: `${written.join(', ')} ${etAl}`}]
  const last = written.pop() ?? ''
  return [{type: 'text', value: written.length > 0 ? `${written.join(', ')} ${and} ${last}` : last}]
}

function shortName(name: CslName): string {
  if (name.literal !== undefined) return name.literal
  return [name['non-dropping-particle'], name.family ?? name.given].filter(Boolean).join(' ')
}

/**
 * What a title is called by once it is known: the entry's own short title, or what stands before a colon or a point.
 * Undefined when nothing can be left out.
 */
export function shortTitle({title, shortTitle: short, 'title-short': own = short}: CslItem): string | undefined {
  if (own !== undefined) return own
  const [, head] = /^(\S+\s(?:[^:.?!]|[.?!](?!\s))+?)(?:\s*:|(?<=\p{Ll}{4})\.)\s+\S/u.exec(title ?? '') ?? []
  // Half a mark or half a quotation is no title.
  return head === undefined || /[<>«“"„(]/.test(head) ? undefined : head
}

function titleText(item: CslItem): RichText {
  const title: RichText = [{type: 'text', value: shortTitle(item) ?? item.title ?? item.id}]
  return item['container-title'] === undefined ? [{type: 'emphasis', children: title}] : title
}

/** Author, title, year: what can be said of a work without a style. */
export function fallbackText(item: CslItem): RichText {
  const author = richTextToString(authorText(item, {and: 'et', etAl: 'et al.'}))
  const year = item.issued?.['date-parts']?.[0]?.[0] ?? item.issued?.literal ?? ''
  const title: RichText = [{type: 'emphasis', children: [{type: 'text', value: item.title ?? item.id}]}]
  return [{type: 'text', value: `${author}. `}, ...title, {type: 'text', value: year === '' ? '.' : `, ${year}.`}]
}
