/** How a reader finds the way: contents beside the text, path above it, neighbours below it. */

import type {Element, ElementContent} from 'hast'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import {VFile} from 'vfile'
import {capitalise, plainText} from '../../document/text.ts'
import type {Chapter, ContentsEntry} from '../../document/thesis.ts'
import {addressOf, pageAddress} from './addresses.ts'
import {chapterKicker} from './chapter-names.ts'
import {createPage, element, type Page, type Site} from './context.ts'
import {repeatedTitle} from './handlers.ts'

/** The contents as every page shows them, made once: the titles are the same nodes on each page. */
export interface Outline {
  entries: OutlineEntry[]
}

interface OutlineEntry {
  entry: ContentsEntry
  label: ElementContent[]
  children: OutlineEntry[]
  /** The chapters that it and its children lead to. */
  chapters: ReadonlySet<string>
  /** Its item in the sidebar of the pages of all other chapters, once written: the same HTML on each. */
  elsewhere?: string
}

const stringifier = unified().use(rehypeStringify, {allowDangerousHtml: true}).freeze()

export function createOutline(site: Site): Outline {
  const page = createPage(site, '', new VFile())
  const outline = (entry: ContentsEntry): OutlineEntry => {
    const children = entry.children.map(outline)
    const chapters = new Set([entry.target.chapter, ...children.flatMap((child) => [...child.chapters])])
    return {entry, label: entryLabel(page, entry), children, chapters}
  }
  return {entries: site.thesis.contents.map(outline)}
}

function entryLabel(page: Page, entry: ContentsEntry): ElementContent[] {
  const title = element('span', {className: ['entry-title']}, repeatedTitle(page, entry.title))
  if (entry.number === undefined) return [title]
  const number = entry.kind === 'part' ? `${capitalise(page.terms.part[0])}\u00A0${entry.number}` : entry.number
  return [element('span', {className: ['entry-number']}, [number]), {type: 'text', value: ' '}, title]
}

/** All of the contents, for the cover. */
export function contentsList(page: Page, outline: Outline): Element {
  const list = (entries: OutlineEntry[]): Element =>
    element(
      'ol',
      {},
      entries.map(({entry, label, children}) =>
        element('li', {className: [`entry-${entry.kind}`]}, [
          element('a', {href: addressOf(page, topOfChapter(entry))}, label),
          ...(children.length > 0 ? [list(children)] : [])
        ])
      )
    )
  return list(outline.entries)
}

/** Parts and chapters, with the sections of the chapter that is being read. */
export function sidebar(page: Page, outline: Outline): Element {
  const list = (entries: OutlineEntry[], depth: number): Element =>
    element(
      'ol',
      {},
      entries.map((one) => (one.chapters.has(page.id) ? item(one, depth) : itemElsewhere(one, depth)))
    )
  const item = ({entry, label, children}: OutlineEntry, depth: number): Element => {
    const isHere = entry.target.chapter === page.id
    const isCurrent = isHere && entry.kind !== 'section'
    const shown = children.filter(({entry: child}) => child.kind !== 'section' || (isHere && depth < 3))
    return element('li', {className: [`entry-${entry.kind}`]}, [
      element('a', {href: addressOf(page, topOfChapter(entry)), ariaCurrent: isCurrent ? 'page' : undefined}, label),
      ...(shown.length > 0 ? [list(shown, depth + 1)] : [])
    ])
  }
  const itemElsewhere = (one: OutlineEntry, depth: number): ElementContent => {
    one.elsewhere ??= stringifier.stringify({type: 'root', children: [item(one, depth)]})
    return {type: 'raw', value: one.elsewhere} as ElementContent
  }
  return element('nav', {className: ['sidebar'], ariaLabel: page.site.terms.contents}, [
    element('details', {}, [element('summary', {}, [page.site.terms.contents]), list(outline.entries, 0)])
  ])
}

/** A chapter's own entry leads to the top of its page. */
function topOfChapter(entry: ContentsEntry): ContentsEntry['target'] {
  return entry.kind === 'section' ? entry.target : {chapter: entry.target.chapter}
}

/** Accueil › Deuxième partie › Chapitre 3 */
export function breadcrumbs(page: Page, chapter: Chapter): Element {
  const {site} = page
  const part = site.thesis.chapters.find(({id, role}) => role === 'part' && id === chapter.part)
  const name = (of: Chapter) => chapterKicker(of, site) ?? plainText(of.title)
  return element('nav', {className: ['breadcrumbs'], ariaLabel: site.terms.breadcrumbs}, [
    element('ol', {}, [
      element('li', {}, [element('a', {href: 'index.html'}, [site.terms.home])]),
      ...(part ? [element('li', {}, [element('a', {href: pageAddress(part.id)}, [name(part)])])] : []),
      element('li', {}, [element('a', {href: pageAddress(chapter.id), ariaCurrent: 'page'}, [name(chapter)])])
    ])
  ])
}

/** Links to the chapters before and after. */
export function neighbours(page: Page, index: number): Element {
  const {site} = page
  const {chapters} = site.thesis
  const link = (to: Chapter | undefined, rel: 'prev' | 'next'): Element[] => {
    if (!to) return []
    const kicker = chapterKicker(to, site)
    return [
      element('a', {className: [`neighbour-${rel}`], href: pageAddress(to.id), rel: [rel]}, [
        element('span', {className: ['neighbour-way']}, [
          rel === 'prev' ? site.terms.previous : site.terms.next,
          ...(kicker ? [` · ${kicker}`] : [])
        ]),
        ' ',
        element('span', {className: ['neighbour-title']}, repeatedTitle(page, to.title))
      ])
    ]
  }
  return element('nav', {className: ['neighbours'], ariaLabel: site.terms.chapterNavigation}, [
    ...link(chapters[index - 1], 'prev'),
    ...link(chapters[index + 1], 'next')
  ])
}

/** The chapters of a part, on its page. */
export function partContents(page: Page, outline: Outline): Element[] {
  const find = (entries: OutlineEntry[]): OutlineEntry | undefined => {
    for (const one of entries) {
      if (one.entry.target.chapter === page.id && one.entry.kind === 'part') return one
      const below = find(one.children)
      if (below) return below
    }
    return undefined
  }
  const chapters = find(outline.entries)?.children.filter(({entry}) => entry.kind !== 'section') ?? []
  if (chapters.length === 0) return []
  return [
    element(
      'nav',
      {
        className: ['contents', 'part-contents'],
        ariaLabel: plainText(page.site.thesis.chapters.find(({id}) => id === page.id)?.title ?? [])
      },
      [contentsList(page, {entries: chapters})]
    )
  ]
}
