/** Works of every common type, and short ways to cite them, for the tests of citations. */

import {readFileSync} from 'node:fs'
import {formatCitations} from '../../scripts/bibliography/cite/cite.ts'
import type {RichText} from '../../scripts/bibliography/cite/rich-text.ts'
import {isStyleProblem, readStyle, type Style} from '../../scripts/bibliography/cite/styles.ts'
import type {
  CitationCluster,
  CitationInput,
  CitedWork,
  FormattedCitations
} from '../../scripts/bibliography/cite/types.ts'
import type {CslItem, CslName, ItemType} from '../../scripts/bibliography/entry.ts'
import {toHtml} from './rich-html.ts'

/** « Jean-Pierre Olivier de Sardan » as the library reads it: given name, family name. */
export function person(given: string, family: string, particle?: string): CslName {
  return {given, family, ...(particle && {'non-dropping-particle': particle})}
}

export function year(...parts: number[]): {'date-parts': number[][]} {
  return {'date-parts': [parts]}
}

export function work(id: string, fields: Omit<Partial<CslItem>, 'id'> = {}): CslItem {
  return {id, type: 'book', title: `Titre de ${id}`, author: [person('Anne', id)], issued: year(2020), ...fields}
}

export function worksOf(...items: CslItem[]): Map<string, CslItem> {
  return new Map(items.map((item) => [item.id, item]))
}

/** One of the project's own styles. */
export function ownStyle(name: 'iso690-author-date' | 'iso690-notes'): Style {
  return styleOf(readFileSync(new URL(`../../bibliography/styles/${name}.csl`, import.meta.url), 'utf8'))
}

export function styleOf(xml: string): Style {
  const style = readStyle(xml)
  if (isStyleProblem(style)) throw new Error(style.reason)
  return style
}

/** A style written in the test: what stands in `<citation>` and `<bibliography>`. */
export function smallStyle({
  citation = '<layout prefix="(" suffix=")" delimiter="; "><text variable="title"/></layout>',
  bibliography = '<bibliography><layout suffix="."><text variable="title"/></layout></bibliography>',
  kind = 'in-text',
  attributes = '',
  macros = ''
} = {}): Style {
  return styleOf(
    `<style xmlns="http://purl.org/net/xbiblio/csl" class="${kind}" version="1.0"><info><title>Essai</title><id>x</id><updated>2026-01-01T00:00:00Z</updated></info>${macros}<citation ${attributes}>${citation}</citation>${bibliography}</style>`
  )
}

/** Clusters from short forms: `'a'`, `['a', 'b']`, `{key: 'a', locator: '3'}`; in notes 1, 2, 3… for a note style. */
export function cite(
  style: Style,
  items: Map<string, CslItem>,
  clusters: (string | CitedWork | (string | CitedWork)[])[],
  options: Partial<CitationInput> & {mode?: CitationCluster['mode']} = {}
): {clusters: string[]; entries: string[]; full: FormattedCitations} {
  const {mode = 'parenthetical', ...others} = options
  const full = formatCitations({
    items,
    style,
    locale: 'fr-FR',
    clusters: clusters.map((cluster, index) => ({
      id: String(index),
      noteIndex: style.isNote ? index + 1 : 0,
      mode,
      items: [cluster].flat().map((one) => (typeof one === 'string' ? {key: one} : one))
    })),
    ...others
  })
  return {
    full,
    clusters: [...full.clusters.values()].map(({author, content}) =>
      readable(author ? [...author, ...content] : content)
    ),
    entries: full.entries.map(({content}) => readable(content))
  }
}

/** HTML without the links to entries, small capitals as `[…]`, italics as `_…_`, no-break spaces as `~`. */
export function readable(content: RichText): string {
  return toHtml(content)
    .replace(/<a href="#ref-[^>]*>(.*?)<\/a>/g, '$1')
    .replace(/<span class="smallcaps">(.*?)<\/span>/g, '[$1]')
    .replace(/<\/?em>/g, '_')
    .replaceAll('\u00A0', '~')
}

export function text(value: string): RichText {
  return [{type: 'text', value}]
}

/** A work of each type that a thesis of social sciences cites. */
export const typical: Record<string, Omit<CslItem, 'id'> & {type: ItemType}> = {
  book: {
    type: 'book',
    title: 'L’innovation sociale : principes et fondements d’un concept',
    author: [person('Emmanuelle', 'Besançon'), person('Nicolas', 'Chochoy'), person('Thibault', 'Guyon')],
    publisher: 'L’Harmattan',
    'publisher-place': 'Paris',
    'collection-title': 'L’esprit économique',
    issued: year(2013),
    edition: '2',
    ISBN: '978-2-343-02069-3'
  },
  edited: {
    type: 'book',
    title: 'L’innovation sociale',
    editor: [person('Juan-Luis', 'Klein'), person('Jean-Louis', 'Laville')],
    publisher: 'Érès',
    'publisher-place': 'Toulouse',
    issued: year(2014)
  },
  chapter: {
    type: 'chapter',
    title: 'Innovation et territoire',
    author: [person('Jean-Pierre', 'Olivier de Sardan')],
    editor: [person('Juan-Luis', 'Klein')],
    'container-title': 'L’innovation sociale',
    publisher: 'Érès',
    'publisher-place': 'Toulouse',
    page: '12-30',
    issued: year(2014)
  },
  article: {
    type: 'article-journal',
    title: 'Mots et sens du territoire',
    author: [person('Cécile', 'Le Corroller')],
    'container-title': 'Géographie, économie, société',
    volume: '14',
    issue: '3',
    page: '287-302',
    DOI: '10.3166/ges.14.287-302',
    issued: year(2012)
  },
  thesis: {
    type: 'thesis',
    title: 'Contribution à la mesure',
    author: [person('Driss', 'El Ghoufi')],
    genre: 'Thèse de doctorat',
    publisher: 'Université Cadi Ayyad',
    'publisher-place': 'Marrakech',
    issued: year(2019)
  },
  report: {
    type: 'report',
    title: 'Économie sociale et solidaire',
    author: [{literal: 'Conseil économique, social et environnemental'}],
    genre: 'Rapport',
    number: '19/2015',
    publisher: 'CESE',
    issued: year(2015)
  },
  page: {
    type: 'webpage',
    title: 'Nos écoles',
    author: [{literal: 'Fondation Zakoura'}],
    'container-title': 'Site de la Fondation',
    URL: 'https://example.org/ecoles',
    accessed: year(2026, 3, 1),
    issued: year(2025)
  },
  newspaper: {
    type: 'article-newspaper',
    title: 'Le brouillard donne à boire',
    author: [person('Anne', 'D’Arc')],
    'container-title': 'Le Monde',
    page: '4',
    issued: year(2015, 5, 3)
  },
  conference: {
    type: 'paper-conference',
    title: 'Mesurer l’impact',
    author: [person('Aïcha', 'Ben Jelloun')],
    'container-title': 'Actes du colloque de Rabat',
    'event-title': 'Colloque de Rabat',
    'publisher-place': 'Rabat',
    publisher: 'Presses de Rabat',
    page: '5-9',
    issued: year(2018)
  },
  law: {
    type: 'legislation',
    title: 'Dahir n° 1-58-376 réglementant le droit d’association',
    'container-title': 'Bulletin officiel',
    number: '2404 bis',
    page: '1909',
    issued: year(1958, 11, 15)
  }
}

export const typicalWorks = worksOf(...Object.entries(typical).map(([id, fields]) => ({...fields, id}) as CslItem))
