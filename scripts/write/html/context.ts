/** What the handlers know while a page is made: the site around it, the ids and notes on it. */

import type {Element, ElementContent, Properties} from 'hast'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {directionOf, readLanguageTag} from '../../document/language.ts'
import type {Attributes, Footnote, WrittenNode} from '../../document/nodes.ts'
import {type Terms, termsIn} from '../../document/terms.ts'
import type {Thesis} from '../../document/thesis.ts'
import {originOf} from '../../messages/origin.ts'
import {type MathReader, mathReader} from '../math/math-reader.ts'

/** The same for every page. */
export interface Site {
  thesis: Thesis
  terms: Terms
  /** Address of each asset, from a page. */
  imageAddresses: ReadonlyMap<string, string>
  /** Each block says where it stands in the sources: for the preview alone. */
  hasSources: boolean
  math: MathReader
}

/** A page while it is being made. */
export interface Page {
  site: Site
  /** `Chapter.id`, or `index`. */
  id: string
  /** Messages go here. */
  file: VFile
  /** In the language of the page. */
  terms: Terms
  /** `id`s that are taken. */
  ids: Set<string>
  /** Notes called so far, in the order of their calls. */
  notes: PageNote[]
  /** Ids of the places of margin notes, each with how many notes were called before it. */
  asides: {id: string; after: number}[]
  /** Of the heading written last, and of the highest that may be written. */
  headings: {last: number; top: number}
  /** Inside a link, where HTML allows no second one. */
  isInLink: boolean
  /** A title or caption repeated elsewhere: no ids, no links, no notes. */
  isRepeated: boolean
  /** Raw HTML of the author's on the page, in the order of the text. */
  rawHtml: AuthorHtml[]
}

/** Raw HTML of the author's: a node of the page until it is made harmless. */
export interface AuthorHtml {
  type: 'authorHtml'
  value: string
  position?: Position
  /** Messages about it go here. */
  file: VFile
}

/** A note and the ids of the places that call it. */
export interface PageNote {
  id: string
  number: number
  label: string | undefined
  calls: string[]
  node: Footnote
}

export function createSite(thesis: Thesis, hasSources = false, math = mathReader): Site {
  const addresses = [...thesis.assets.keys()].map((path): [string, string] => [
    path,
    `assets/images/${path.split('/').map(encodeURIComponent).join('/')}`
  ])
  return {thesis, terms: termsIn(thesis.config), imageAddresses: new Map(addresses), hasSources, math}
}

export function createPage(site: Site, id: string, file: VFile, lang?: string): Page {
  return {
    site,
    id,
    file,
    terms: termsIn(site.thesis.config, lang),
    ids: new Set(),
    notes: [],
    asides: [],
    headings: {last: 1, top: 2},
    isInLink: false,
    isRepeated: false,
    rawHtml: []
  }
}

/** The same page while an abstract is written: messages go to its file, its headings stand below its title. */
export function inAbstract(page: Page, file: VFile, terms: Terms): Page {
  return {...page, file, terms, headings: {last: 2, top: 3}}
}

/** Where a node stands in the sources, `thesis/1.md:12`; nothing outside of the preview. */
export function sourceProperties({site, file}: Page, node: WrittenNode): Properties {
  const source = node.type === 'bibliographyEntry' ? node.source : node
  if (!site.hasSources || !source?.position) return {}
  const {path, place} = originOf('file' in source ? source.file : file, source.position)
  return {dataThesisSource: `${path}:${place?.start.line ?? 1}`}
}

/** Take an id that is ours to choose: the wanted one, or the next that is free. */
export function freeId(page: Page, wanted: string): string {
  let id = wanted
  for (let n = 2; page.ids.has(id); n++) id = `${wanted}-${n}`
  page.ids.add(id)
  return id
}

/** `lang` and, where it turns the text around, `dir`. */
export function languageProperties(lang: string | undefined): Properties {
  if (lang === undefined || readLanguageTag(lang) === undefined) return {}
  return directionOf(lang) === 'rtl' ? {lang, dir: 'rtl'} : {lang}
}

/**
 * The author's attributes as properties: id, classes, language, direction and title as they are,
 * the others as `data-…`, as Pandoc does.
 */
export function propertiesOf(attributes: Attributes | undefined): Properties {
  if (!attributes) return {}
  const {id, classes, pairs} = attributes
  const properties: Properties = {}
  if (id) properties.id = id
  const className = classes.filter((name) => name !== '' && !/\s/.test(name))
  if (className.length > 0) properties.className = className
  for (const [name, value] of Object.entries(pairs)) {
    if (name === 'lang') Object.assign(properties, languageProperties(value))
    else if (name === 'dir' && /^(ltr|rtl|auto)$/.test(value)) properties.dir = value
    else if (name === 'title') properties.title = value
    else if (/^(data-)?[a-z][\w-]*$/i.test(name) && !ours.has(name)) {
      properties[`data-${name.toLowerCase().replace(/^data-/, '')}`] = value
    }
  }
  if (pairs.dir && /^(ltr|rtl|auto)$/.test(pairs.dir)) properties.dir = pairs.dir
  return properties
}

/** Attributes that are instructions to us, not data for the page. */
const ours = new Set(['width', 'height', 'alt', 'name', 'lang', 'dir', 'page'])

export function element(tagName: string, properties: Properties, children: (ElementContent | string)[] = []): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children.map((child) => (typeof child === 'string' ? {type: 'text', value: child} : child))
  }
}
