/** Fields that a type needs, and fields that look mistyped. */

import {inform} from '../../messages/messages.ts'
import {nearest} from '../../messages/nearest.ts'
import type {CslItem, ItemType} from '../entry.ts'
import {positionAt} from '../positions.ts'
import {type AuditedEntry, reportEntry} from './audited-entry.ts'

/** Each need is met by any one of its fields. */
type Need = readonly (keyof CslItem)[]

const creator: Need = ['author', 'editor', 'translator', 'director', 'compiler', 'organizer']
const title: Need = ['title']
const issued: Need = ['issued']

const needs = new Map<ItemType, readonly Need[]>([
  ['article-journal', [creator, title, ['container-title'], issued]],
  ['article-magazine', [title, ['container-title'], issued]],
  ['article-newspaper', [title, ['container-title'], issued]],
  ['book', [creator, title, ['publisher'], issued]],
  ['chapter', [creator, title, ['container-title'], issued]],
  ['document', [title, issued]],
  ['manuscript', [creator, title, issued]],
  ['paper-conference', [creator, title, ['container-title', 'event-title'], issued]],
  ['periodical', [title, issued]],
  ['report', [[...creator, 'publisher'], title, ['publisher'], issued]],
  ['thesis', [creator, title, ['publisher'], issued]],
  ['webpage', [title, ['URL', 'DOI'], ['issued', 'accessed']]]
])

/** One message an entry. An entry that a syntax error cut short is reported already. Emits `bibliography:missing-field`. */
export function checkRequiredFields(audited: AuditedEntry): void {
  const {entry, item, fields} = audited
  if (entry.format === 'bibtex' && !entry.isWhole) return
  const missing = (needs.get(item.type) ?? [title])
    .filter((need) => !need.some((field) => item[field] !== undefined))
    // Proceedings and collective works of institutions have no person's name.
    .filter((need) => need !== creator || !/^(?:mv)?(?:proceedings|reference)$/.test(entry.type))
    // An address or a date that cannot be read is another message.
    .filter(
      (need) => !need.some((field) => fields.has(field.toLowerCase()) || (field === 'issued' && fields.has('date')))
    )
    .map((need) => fieldName(need, item.type, entry.format === 'bibtex'))
  if (missing.length === 0) return
  const wanted = missing.length === 1 ? missing[0]! : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`
  const type = entry.format === 'bibtex' ? `@${entry.type}` : item.type
  reportEntry(
    audited,
    'warning',
    'bibliography:missing-field',
    `Missing ${wanted} in the \`${type}\` \`${entry.key.slice(0, 60)}\``,
    `Add ${wanted}.`
  )
}

function fieldName(need: Need, type: ItemType, isBibtex: boolean): string {
  if (!isBibtex)
    return need
      .slice(0, 2)
      .map((field) => `\`${field}\``)
      .join(' or ')
  if (need === creator || need.includes('author')) return '`author` or `editor`'
  if (need === issued || need.includes('issued')) return '`date` or `year`'
  if (need.includes('container-title')) return type.startsWith('article') ? '`journal`' : '`booktitle`'
  if (need.includes('publisher'))
    return type === 'thesis' ? '`school`' : type === 'report' ? '`institution`' : '`publisher`'
  if (need.includes('URL')) return '`url` or `doi`'
  return `\`${need[0]}\``
}

/** Emits `bibliography:unknown-field` for a name that is nearly a known one. */
export function checkFieldNames(audited: AuditedEntry): void {
  const {entry} = audited
  if (entry.format !== 'bibtex') return
  for (const {name, start} of entry.fields) {
    if (knownFields.has(name) || /[+-]/.test(name) || name.length < 4) continue
    const [first] = nearest(name, knownFields).filter(
      (known) => known.length > 3 && !entry.fields.some((field) => field.name === known)
    )
    if (first === undefined || Math.abs(first.length - name.length) > 2) continue
    inform(entry.file, `Unknown field \`${name.slice(0, 60)}\` in \`${entry.key.slice(0, 60)}\``, {
      at: positionAt(entry.file, entry.text, start, start + name.length),
      rule: 'bibliography:unknown-field',
      actual: name.slice(0, 60),
      expected: [first],
      fix: `Did you mean \`${first}\`? Unknown fields are not printed.`
    })
  }
}

const knownFields = new Set(
  (
    'abstract addendum address afterword annotation annote annotator archiveprefix author authortype bookauthor ' +
    'bookpagination booksubtitle booktitle booktitleaddon chapter commentator crossref date day doi edition editor ' +
    'editora editorb editorc editortype editoratype editorbtype editorctype eid entryset entrysubtype eprint ' +
    'eprintclass eprinttype eventdate eventtitle eventtitleaddon eventday eventmonth eventyear file foreword gender holder howpublished hyphenation ' +
    'ids indextitle institution introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle issuetitleaddon ' +
    'iswc journal journalsubtitle journaltitle journaltitleaddon key keywords label langid langidopts language library ' +
    'location mainsubtitle maintitle maintitleaddon month nameaddon note number numpages options organization origdate ' +
    'origday origlanguage origlocation origmonth origyear origpublisher origtitle pages pagetotal pagination part pdf pmid pmcid presort ' +
    'primaryclass publisher pubstate related relatedoptions relatedstring relatedtype reprinttitle school series ' +
    'shortauthor shorteditor shorthand shorthandintro shortjournal shortseries shorttitle sortkey sortname ' +
    'sortshorthand sorttitle sortyear subtitle title titleaddon translator type url urldate urlday urlmonth urlyear usera userb userc userd ' +
    'usere userf venue verba verbb verbc version volume volumes xdata xref year keyword timestamp owner comment ' +
    'review groups priority rating creationdate modificationdate'
  ).split(' ')
)
