/** The first page of the site: cover, abstracts, contents, lists of figures and of tables. */

import type {Element, ElementContent} from 'hast'
import {VFile} from 'vfile'
import type {Config, Person} from '../../config.ts'
import {type CoverSide, coverSides, disciplineOf} from '../../document/cover-sides.ts'
import {directionOf, isSameLanguage} from '../../document/language.ts'
import type {WrittenNode} from '../../document/nodes.ts'
import {termsIn} from '../../document/terms.ts'
import type {Abstract, ListEntry} from '../../document/thesis.ts'
import {addressOf} from './addresses.ts'
import {createPage, element, freeId, inAbstract, type Page, type Site} from './context.ts'
import {repeatedTitle, toPageHast} from './handlers.ts'
import {contentsList, type Outline} from './navigation.ts'
import {endnotes, sideNoteStyle} from './notes.ts'
import {description, document, factsOf, ownPart} from './page.ts'
import {sanitiseRawHtml} from './sanitise.ts'

/** `pdf`: address of the thesis on paper, from this page; no link without it. */
export function coverPage(site: Site, outline: Outline, pdf: string | undefined): string {
  const {thesis, terms} = site
  const {config} = thesis
  const page = createPage(site, 'index', thesis.abstracts[0]?.file ?? new VFile())
  const abstracts = sanitiseRawHtml(page, [
    ...thesis.abstracts.map((one) => abstractSection(page, one)),
    ...endnotes(page)
  ])
  const lists = config.contents.lists
    ? [
        ...listSection(page, 'list-of-figures', terms.listOfFigures, thesis.figures),
        ...listSection(page, 'list-of-tables', terms.listOfTables, thesis.tables),
        ...listSection(page, 'list-of-listings', terms.listOfListings, thesis.listings)
      ]
    : []
  const own = thesis.abstracts.find(({lang}) => isSameLanguage(lang, config.lang)) ?? thesis.abstracts[0]
  return document(page, {
    title: config.title,
    description: (own && description(own)) ?? config.subtitle ?? config.title,
    meta: scholarMeta(site),
    aside: [],
    main: [
      element('article', {className: ['cover-page']}, [
        ownPart(page, 'cover', factsOf(site)) ?? cover(page, pdf),
        ...abstracts,
        ...(config.contents.shown
          ? [contentsSection(page, 'contents', terms.contents, contentsList(page, outline))]
          : []),
        ...lists
      ])
    ],
    // Once all notes are called.
    style: sideNoteStyle(page)
  })
}

function cover(page: Page, pdf: string | undefined): Element {
  const {
    thesis: {config, cover: titles},
    terms
  } = page.site
  const logos = titles.logos.filter(({asset}) => asset !== undefined)
  return element('header', {className: ['cover']}, [
    ...(logos.length > 0
      ? [element('div', {className: ['cover-logos']}, toPageHast(page, [{type: 'paragraph', children: logos}]))]
      : []),
    ...optional('cover-university', config.university),
    ...optional('cover-school', config.school),
    ...optional('cover-school', config.laboratory),
    ...optional('cover-school', config.cover.number),
    paragraph('cover-kind', config.kind ?? terms.thesis),
    ...optional('cover-degree', [config.degree, disciplineOf(config)].filter(Boolean).join(' · ') || undefined),
    element('h1', {}, [
      element(
        'span',
        {className: ['title']},
        titles.title
          .map((line) => wholeWords(repeatedTitle(page, line)))
          .flatMap((line, index) => (index === 0 ? line : [element('br', {}), ...line]))
      ),
      ...(titles.subtitle.length > 0
        ? [' ', element('span', {className: ['subtitle']}, repeatedTitle(page, titles.subtitle))]
        : [])
    ]),
    ...config.cover.titles.flatMap((lang) => {
      const translation = titleIn(lang, page)
      return translation
        ? [element('p', {className: ['abstract-title'], lang, dir: directionOf(lang)}, translation)]
        : []
    }),
    ...peopleLines(config, terms),
    ...coverSides(config, titles).map((side) => otherSide(page, side)),
    ...(pdf === undefined
      ? []
      : [paragraph('cover-pdf', element('a', {href: pdf, type: 'application/pdf'}, [terms.downloadPdf]))])
  ])
}

const paragraph = (className: string, ...children: (ElementContent | string)[]) =>
  element('p', {className: [className]}, children)
const optional = (className: string, value: string | undefined) => (value ? [paragraph(className, value)] : [])

/** Author, supervisors, date and jury. */
function peopleLines({author, supervisor, date, jury}: Config, terms: Site['terms']): Element[] {
  const by = element('span', {className: ['cover-by']}, [terms.presentedBy])
  return [
    ...(author.length > 0 ? [paragraph('cover-author', by, ' ', author.map(({name}) => name).join(terms.comma))] : []),
    ...(supervisor.length > 0
      ? [paragraph('cover-supervisor', `${terms.supervisedBy} `, supervisor.map(personLine).join(' ; '))]
      : []),
    ...(date ? [paragraph('cover-date', `${terms.defendedOn} ${date}`)] : []),
    ...(jury.length > 0 ? [juryList(jury, terms)] : [])
  ]
}

/** The cover in another language. */
function otherSide(page: Page, {lang, title, config}: CoverSide): Element {
  const terms = termsIn(page.site.thesis.config, lang)
  return element('section', {className: ['cover-side'], lang, dir: directionOf(lang)}, [
    ...optional('cover-university', config.university),
    ...optional('cover-school', config.school),
    ...optional('cover-school', config.laboratory),
    paragraph('cover-kind', config.kind ?? terms.thesis),
    ...optional('cover-degree', [config.degree, disciplineOf(config)].filter(Boolean).join(' · ') || undefined),
    paragraph('cover-title', ...repeatedTitle(page, title)),
    ...optional('cover-degree', config.subtitle),
    ...peopleLines(config, terms)
  ])
}

/** « socio-économique » is not cut at its hyphen in a title. */
function wholeWords(line: readonly ElementContent[]): ElementContent[] {
  return line.flatMap((node): ElementContent[] => {
    if (node.type === 'element' && /^(?:em|strong|span)$/.test(node.tagName)) {
      return [{...node, children: wholeWords(node.children)}]
    }
    if (node.type !== 'text') return [node]
    return node.value
      .split(/(\S{1,12}-\S{1,12})/)
      .filter((part) => part !== '')
      .map((part) =>
        /^\S+-\S+$/.test(part) ? element('span', {className: ['whole']}, [part]) : {type: 'text', value: part}
      )
  })
}

function personLine(person: Person): string {
  return 'quality' in person && person.quality ? `${person.name}, ${person.quality}` : person.name
}

function juryList(members: readonly Person[], terms: Site['terms']): Element {
  return element('section', {className: ['jury']}, [
    element('h2', {}, [terms.jury]),
    element(
      'ul',
      {},
      members.map((person) =>
        element('li', {}, [
          element('span', {className: ['jury-name']}, [person.name]),
          ...('quality' in person && person.quality
            ? [', ', element('span', {className: ['jury-quality']}, [person.quality])]
            : []),
          ...('role' in person && person.role ? [', ', element('span', {className: ['jury-role']}, [person.role])] : [])
        ])
      )
    )
  ])
}

function abstractSection(page: Page, {lang, direction, title, keywords, file, tree}: Abstract): Element {
  const terms = termsIn(page.site.thesis.config, lang)
  const id = freeId(page, `abstract-${lang}`)
  const content = toPageHast(inAbstract(page, file, terms), tree.children as WrittenNode[])
  const translation = titleIn(lang, page)
  return element('section', {className: ['abstract'], lang, dir: direction, ariaLabelledBy: [id]}, [
    element('h2', {id}, [title]),
    ...(translation ? [element('p', {className: ['abstract-title']}, translation)] : []),
    ...content,
    ...(keywords.length > 0
      ? [
          element('p', {className: ['keywords']}, [
            element('strong', {}, [`${terms.keywords}${terms.colon}`]),
            ` ${keywords.join(terms.comma)}`
          ])
        ]
      : [])
  ])
}

/** The thesis's title in the language of an abstract, where it is another than the thesis's own. */
function titleIn(lang: string, page: Page): ElementContent[] | undefined {
  const {config, cover} = page.site.thesis
  if (isSameLanguage(lang, config.lang)) return undefined
  const found = Object.entries(cover.titles).find(([tag]) => isSameLanguage(tag, lang))
  return found && repeatedTitle(page, found[1])
}

function listSection(page: Page, name: string, title: string, entries: readonly ListEntry[]): Element[] {
  if (entries.length === 0) return []
  const items = entries.map(({number, caption, target}) =>
    element('li', {}, [
      element('a', {href: addressOf(page, target)}, [
        element('span', {className: ['entry-number']}, [number]),
        ' ',
        element('span', {className: ['entry-title']}, repeatedTitle(page, caption))
      ])
    ])
  )
  return [contentsSection(page, name, title, element('ol', {}, items))]
}

function contentsSection(page: Page, name: string, title: string, list: Element): Element {
  const id = freeId(page, name)
  return element('nav', {className: ['contents'], ariaLabelledBy: [id]}, [element('h2', {id}, [title]), list])
}

/** What Google Scholar reads. Source: Google Scholar, “Inclusion Guidelines for Webmasters”. */
function scholarMeta({thesis: {config, abstracts}}: Site): Element[] {
  const year = /\b(1[89]|20)\d{2}\b/.exec(config.date ?? '')?.[0]
  const keywords = [...config.keywords, ...abstracts.flatMap((one) => one.keywords)]
  const pairs: [string, string | undefined][] = [
    ['citation_title', config.title],
    ...config.author.map(({name}): [string, string] => ['citation_author', name]),
    ['citation_publication_date', year],
    ['citation_dissertation_institution', config.university],
    ['citation_dissertation_name', config.degree],
    ['citation_language', config.lang],
    ['citation_keywords', keywords.length > 0 ? [...new Set(keywords)].join('; ') : undefined]
  ]
  return pairs.flatMap(([name, content]) => (content ? [element('meta', {name, content})] : []))
}
