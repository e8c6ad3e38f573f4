/** A page around its content: head, header, contents, path, neighbours, footer → HTML. */

import type {Element, ElementContent, Root} from 'hast'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import {directionOf} from '../../document/language.ts'
import {addressOfLicence} from '../../document/licences.ts'
import type {WrittenNode} from '../../document/nodes.ts'
import type {PartialKey} from '../../document/partial-keys.ts'
import {escapeHtml, plainText} from '../../document/text.ts'
import type {Chapter} from '../../document/thesis.ts'
import {chapterKicker} from './chapter-names.ts'
import {sitePolicy} from './content-policy.ts'
import {createPage, element, freeId, languageProperties, type Page, type Site, sourceProperties} from './context.ts'
import {toInlineHast, toPageHast} from './handlers.ts'
import {breadcrumbs, neighbours, type Outline, partContents, sidebar} from './navigation.ts'
import {endnotes, sideNoteStyle} from './notes.ts'
import {pageScript} from './resources.ts'
import {sanitiseRawHtml, washed} from './sanitise.ts'

const stringifier = unified().use(rehypeStringify, {allowDangerousHtml: true, upperDoctype: true}).freeze()

/** What stands on a page of its own text, written. */
export interface WrittenArticle {
  html: string
  /** `id`s that are taken. */
  ids: Set<string>
  /** That sets its notes beside the text. */
  style: string
}

/** The text of a part, a chapter, an appendix or the bibliography. */
export function writeArticle(site: Site, outline: Outline, chapter: Chapter): WrittenArticle {
  const page = createPage(site, chapter.id, chapter.file, chapter.lang)
  const [first, ...rest] = chapter.tree.children
  const heading = first?.type === 'heading' && first.depth === 1 ? first : undefined
  const header = chapterHeader(page, chapter, heading)
  const body = toPageHast(page, (heading ? rest : chapter.tree.children) as WrittenNode[])
  const list = chapter.role === 'part' ? partContents(page, outline) : []
  const children = sanitiseRawHtml(page, [header, ...body, ...list, ...endnotes(page)])
  return {html: stringifier.stringify({type: 'root', children}), ids: page.ids, style: sideNoteStyle(page)}
}

/** The page of a part, a chapter, an appendix or the bibliography. */
export function chapterPage(site: Site, outline: Outline, index: number, {html, ids, style}: WrittenArticle): string {
  const chapter = site.thesis.chapters[index]!
  const page = {...createPage(site, chapter.id, chapter.file, chapter.lang), ids: new Set(ids)}
  const article = [{type: 'raw', value: html} as ElementContent]
  const kicker = chapterKicker(chapter, site)
  return document(page, {
    title: `${kicker ? `${kicker} – ` : ''}${plainText(chapter.title)} | ${site.thesis.config.title}`,
    description: description(chapter) ?? plainText(chapter.title),
    style,
    aside: [sidebar(page, outline)],
    main: [
      breadcrumbs(page, chapter),
      element('article', {className: [`article-${chapter.role}`], ...languageProperties(chapter.lang)}, article),
      neighbours(page, index)
    ]
  })
}

function chapterHeader(page: Page, chapter: Chapter, heading: WrittenNode | undefined): Element {
  const kicker = chapterKicker(chapter, page.site)
  const anchor = heading?.type === 'heading' ? (heading.attributes?.id ?? heading.anchor) : undefined
  const title = toInlineHast(page, heading?.type === 'heading' ? heading.children : chapter.title)
  return element('header', {className: ['chapter-header']}, [
    element('h1', {id: anchor && freeId(page, anchor), ...(heading && sourceProperties(page, heading))}, [
      ...(kicker ? [element('span', {className: ['kicker']}, [kicker]), ' '] : []),
      element('span', {className: ['title']}, title)
    ])
  ])
}

export interface PageParts {
  title: string
  description: string
  /** For the notes. */
  style: string
  /** Beside the main part. */
  aside: ElementContent[]
  main: ElementContent[]
  /** More of the head. */
  meta?: Element[]
}

/** The whole document. Nothing on it comes from another host, and all of it can be read without the script. */
export function document(page: Page, {title, description, style, aside, main, meta = []}: PageParts): string {
  const {site} = page
  const {config} = site.thesis
  const mainId = freeId(page, 'contenu')
  const head = element('head', {}, [
    element('meta', {charSet: 'utf-8'}),
    element('meta', {httpEquiv: ['Content-Security-Policy'], content: sitePolicy([pageScript])}),
    element('title', {}, [title]),
    element('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'}),
    element('meta', {name: 'color-scheme', content: 'light dark'}),
    element('meta', {name: 'description', content: description}),
    ...config.author.map(({name}) => element('meta', {name: 'author', content: name})),
    ...meta,
    // Before the style sheet and at once.
    element('script', {}, [pageScript]),
    element('link', {rel: ['stylesheet'], href: 'assets/thesis.css'}),
    element('link', {rel: ['icon'], href: 'assets/icon.svg', type: 'image/svg+xml'}),
    ...(style === '' ? [] : [element('style', {}, [{type: 'raw', value: style} as ElementContent])])
  ])
  const body = element('body', {}, [
    element('a', {className: ['skip'], href: `#${mainId}`}, [site.terms.skip]),
    element('header', {className: ['site-header']}, [
      element('a', {className: ['site-title'], href: 'index.html'}, [config.title]),
      // A search field has its place here, before the button; the script shows the button.
      element('div', {className: ['site-tools']}, [
        element('button', {type: 'button', className: ['theme-toggle'], hidden: true, ariaLabel: site.terms.theme}, [
          element('span', {ariaHidden: 'true'}, ['◐'])
        ])
      ])
    ]),
    element('div', {className: ['layout']}, [...aside, element('main', {id: mainId, tabIndex: -1}, main)]),
    ownPart(page, 'footer', factsOf(site)) ?? siteFooter(site)
  ])
  const html = element('html', {lang: config.lang, dir: directionOf(config.lang)}, ['\n', head, '\n', body, '\n'])
  const root: Root = {
    type: 'root',
    children: [{type: 'doctype'}, {type: 'text', value: '\n'}, html, {type: 'text', value: '\n'}]
  }
  return stringifier.stringify(root)
}

function siteFooter({thesis, terms}: Site): Element {
  const {author, date, license, university} = thesis.config
  const names = author.map(({name}) => name).join(', ')
  const address = addressOfLicence(license)
  const who = [names, university, date].filter((part) => part !== undefined && part !== '').join(' · ')
  return element('footer', {className: ['site-footer']}, [
    ...(who === '' ? [] : [element('p', {}, [who])]),
    ...(license === undefined
      ? []
      : [
          element('p', {}, [
            `${terms.license}${terms.colon} `,
            address === undefined ? license : element('a', {href: address, rel: ['license']}, [license])
          ])
        ])
  ])
}

/** The values of a partial. */
export function factsOf({thesis: {config}}: Site): Record<PartialKey, string> {
  const {title, subtitle = '', date = '', university = '', school = '', laboratory = '', license = ''} = config
  const names = (people: readonly {name: string}[]) => people.map(({name}) => name).join(', ')
  const {author, supervisor} = config
  return {
    title,
    subtitle,
    date,
    university,
    school,
    laboratory,
    license,
    author: names(author),
    supervisor: names(supervisor)
  }
}

/** A partial of the author's, `template/footer.html`: its values filled in, its HTML washed as any other. */
export function ownPart(page: Page, name: 'cover' | 'footer', facts: Record<PartialKey, string>): Element | undefined {
  const file = page.site.thesis.cover.templates.find(({basename}) => basename === `${name}.html`)
  if (!file) return undefined
  const filled = String(file).replace(/\{\{\s*([\w-]+)\s*\}\}/g, (typed, key: PartialKey) =>
    escapeHtml(facts[key] ?? typed)
  )
  return element(
    name === 'footer' ? 'footer' : 'header',
    {className: [name === 'footer' ? 'site-footer' : 'cover']},
    washed(filled)
  )
}

/** The beginning of the first paragraph, for search engines. */
export function description({tree}: Pick<Chapter, 'tree'>): string | undefined {
  const paragraph = tree.children.find((node) => node.type === 'paragraph')
  const text = paragraph ? plainText(paragraph).replace(/\s+/g, ' ').trim() : ''
  if (text === '') return undefined
  return text.length <= 160 ? text : `${text.slice(0, 160).replace(/\s+\S*$/, '')}…`
}
