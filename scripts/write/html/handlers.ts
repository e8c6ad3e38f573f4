/** One function a node: mdast with our nodes → hast. */

import type {Element, ElementContent, Properties} from 'hast'
import type {Parents, PhrasingContent, Table, TableRow} from 'mdast'
import {defaultHandlers, type Handlers, type State, toHast} from 'mdast-util-to-hast'
import type {BibliographyEntry, Caption, Destination, Figure, Source, WrittenNode} from '../../document/nodes.ts'
import {plainText, withoutNotes} from '../../document/text.ts'
import {error, warn} from '../../messages.ts'
import {texToMathMl} from '../math.ts'
import {chapterName} from './chapter-names.ts'
import {
  type AuthorHtml,
  addressOf,
  capitalise,
  element,
  freeId,
  languageProperties,
  type Page,
  type PageNote,
  pageAddress,
  propertiesOf
} from './context.ts'

type Handled = ElementContent | ElementContent[] | undefined

/** The compiler says which node has no function. */
type HtmlHandlers = {
  [Type in WrittenNode['type']]: (
    state: State,
    node: Extract<WrittenNode, {type: Type}>,
    parent: Parents | undefined
  ) => Handled
}

/** Nodes → hast, on a page. Raw HTML of the author comes out as `authorHtml`, markup of ours as `raw`. */
export function toPageHast(page: Page, children: readonly WrittenNode[]): ElementContent[] {
  const tree = toHast({type: 'root', children: [...children]}, {handlers: createHandlers(page) as Handlers})
  return tree.type === 'root' ? (tree.children as ElementContent[]) : [tree as ElementContent]
}

/** Running text → hast, on a page. */
export function toInlineHast(page: Page, children: readonly PhrasingContent[]): ElementContent[] {
  const [paragraph] = toPageHast(page, [{type: 'paragraph', children: [...children]}])
  return paragraph?.type === 'element' ? paragraph.children : []
}

/** A title or caption as it stands in a list or a link: no ids, no links, no notes. */
export function repeatedTitle(page: Page, title: readonly PhrasingContent[]): ElementContent[] {
  const quiet: Page = {...page, isRepeated: true, isInLink: true}
  return toInlineHast(quiet, withoutNotes(title))
}

function createHandlers(page: Page): HtmlHandlers {
  const {headings, terms} = page

  return {
    blockquote: (state, node) => element('blockquote', attributes(node), state.wrap(state.all(node), true)),
    break: defaultHandlers.break,
    code: (_, node) => codeBlock(node.value, node.lang ?? undefined, attributes(node)),
    delete: defaultHandlers.delete,
    emphasis: defaultHandlers.emphasis,
    heading(state, node) {
      // A level that the author skips would be a hole in the outline that screen readers offer.
      const level = Math.min(6, Math.max(headings.top, Math.min(node.depth, headings.last + 1)))
      headings.last = level
      const properties = attributes(node, node.anchor)
      const title = state.all(node)
      if (node.number === undefined) return element(`h${level}`, properties, title)
      return element(`h${level}`, properties, [
        element('span', {className: ['heading-number']}, [node.number]),
        ' ',
        element('span', {className: ['heading-title']}, title)
      ])
    },
    html(_, node) {
      if (page.isRepeated) return undefined
      const html: AuthorHtml = {type: 'authorHtml', value: node.value, position: node.position, file: page.file}
      page.rawHtml.push(html)
      return html as unknown as ElementContent
    },
    image: (_, node) => picture(page, node, attributes(node)),
    inlineCode: (_, node) => element('code', attributes(node), [node.value]),
    inlineMath: (_, node) => formula(page, node.value, false, node),
    link(state, node) {
      const properties: Properties = {...attributes(node)}
      if (page.isInLink) return state.all(node)
      if (node.title) properties.title = node.title
      const children = inLink(() => state.all(node))
      if (node.target) {
        properties.href = addressOf(page, node.target)
        if (node.target.anchor?.startsWith('ref-')) properties.role = 'doc-biblioref'
        return element('a', properties, children)
      }
      if (!isSafeAddress(node.url)) {
        warn(page.file, `Unexpected address \`${node.url.slice(0, 60)}\`, expected a web or mail address`, {
          at: node,
          rule: 'html:unsafe-link',
          fix: 'Write an address that starts with `https:`, or remove the link.'
        })
        return element('span', properties, children)
      }
      if (node.url === '') return children
      properties.href = tidyAddress(node.url)
      return element('a', properties, children)
    },
    list(state, node) {
      const isTaskList = node.children.some((item) => typeof item.checked === 'boolean')
      const properties: Properties = {...attributes(node)}
      if (typeof node.start === 'number' && node.start !== 1) properties.start = node.start
      if (isTaskList) properties.className = ['task-list']
      return element(node.ordered ? 'ol' : 'ul', properties, state.wrap(state.all(node), true))
    },
    listItem(state, node, parent) {
      const item = defaultHandlers.listItem(state, {...node, checked: null}, parent) as Element
      if (typeof node.checked !== 'boolean') return item
      const mark = element(
        'span',
        {className: ['task'], role: 'img', ariaLabel: node.checked ? terms.done : terms.toDo},
        [node.checked ? '☑' : '☐']
      )
      item.properties.className = ['task-list-item']
      item.children.unshift(mark, {type: 'text', value: ' '})
      return item
    },
    math(_, node) {
      const body = formula(page, node.value, true, node)
      if (node.number === undefined) return element('div', {...attributes(node, undefined, ['equation'])}, [body])
      return element('div', {...attributes(node, undefined, ['equation'])}, [
        body,
        element('span', {className: ['equation-number']}, [`(${node.number})`])
      ])
    },
    paragraph(state, node) {
      return element('p', attributes(node), state.all(node))
    },
    strong: defaultHandlers.strong,
    table: (state, node) => scrollable(page, tableElement(state, node, attributes(node)), undefined),
    tableCell: (state, node) => element('td', {}, state.all(node)),
    tableRow: (state, node) => element('tr', {}, state.all(node)),
    text: (_, node) => ({type: 'text', value: node.value}),
    thematicBreak: () => element('hr', {}),

    attribution: (state, node) => element('footer', {}, ['— ', element('cite', {}, state.all(node))]),
    bibliography: (state, node) =>
      element(
        'div',
        {...attributes(node, freeId(page, 'refs'), ['references', 'csl-bib-body', 'hanging-indent']), role: 'list'},
        state.wrap(state.all(node), true)
      ),
    bibliographyEntry: (state, node) =>
      element(
        'div',
        {
          id: ownId(`ref-${node.key}`, node),
          className: ['csl-entry'],
          role: 'listitem',
          ...languageProperties(node.lang)
        },
        [...state.all(node), ...backlinks(page, node)]
      ),
    caption: (state, node) => state.all(node),
    citation(state, node) {
      const properties: Properties = {className: ['citation'], dataCites: node.items.map(({key}) => key).join(' ')}
      if (node.anchor) properties.id = ownId(node.anchor, node)
      return element('span', properties, state.all(node))
    },
    crossReference: (state, node) => element('span', {className: ['reference']}, state.all(node)),
    dataValue: (state, node) => element('span', {className: ['data-value'], dataPath: node.path}, state.all(node)),
    definitionDescription(state, node) {
      const [only] = node.children
      const isTight = !node.spread && node.children.length === 1 && only?.type === 'paragraph'
      return element('dd', attributes(node), isTight ? state.all(only) : state.wrap(state.all(node), true))
    },
    definitionList: (state, node) => element('dl', attributes(node), state.wrap(state.all(node), true)),
    definitionTerm: (state, node) => element('dt', attributes(node), state.all(node)),
    division(state, node) {
      const kind = node.attributes?.classes
        .map((name) => name.replace(/^callout-/, ''))
        .find((name) => name in terms.boxes)
      const isBox = kind !== undefined || node.attributes?.classes.includes('callout')
      const content = state.wrap(state.all(node), true)
      if (!isBox) return element('div', attributes(node), content)
      const title = node.attributes?.pairs.title ?? (kind === undefined ? terms.note : terms.boxes[kind]!)
      const {title: _title, ...properties} = attributes(node, undefined, ['box', `box-${kind ?? 'note'}`])
      return element('div', {...properties, role: 'note'}, [
        element('p', {className: ['box-title']}, [title]),
        ...content
      ])
    },
    drawing(state, node) {
      const svg = {type: 'raw', value: withOwnIds(page, node.value)} as ElementContent
      const picture = element('div', {className: ['drawing'], role: 'group', ariaLabel: node.title, tabIndex: 0}, [svg])
      if (!node.table) return picture
      return [
        picture,
        element('details', {className: ['drawing-data']}, [
          element('summary', {}, [terms.dataTable]),
          scrollable(page, tableElement(state, node.table, {}), undefined)
        ])
      ]
    },
    figure: (state, node) => figureElement(page, state, node, attributes(node, undefined, [`${node.kind}-figure`])),
    footnote(_, node) {
      if (page.isRepeated) return undefined
      const number = node.number ?? page.notes.length + 1
      const id = freeId(page, `fn${number}`)
      const note: PageNote = {id, number, label: node.label, calls: [], node}
      page.notes.push(note)
      return noteCall(page, note)
    },
    footnoteCall(_, node) {
      if (page.isRepeated) return undefined
      const note = page.notes.find(({label}) => label === node.label)
      return note ? noteCall(page, note) : {type: 'text', value: `[^${node.label}]`}
    },
    line: (state, node) =>
      element('div', {className: ['line']}, [
        ...(node.indent > 0 ? ['\u00A0'.repeat(Math.min(node.indent, 40))] : []),
        ...(node.children.length > 0 ? state.all(node) : [element('br', {})])
      ]),
    lineBlock: (state, node) =>
      element('div', attributes(node, undefined, ['line-block']), state.wrap(state.all(node), true)),
    pageBreak: () => element('div', {className: ['page-break']}),
    pageReference(state, node) {
      if (page.isInLink) return state.all(node)
      return element(
        'a',
        {className: ['page-reference'], href: addressOf(page, node.target)},
        inLink(() => state.all(node))
      )
    },
    source: (state, node) => element('p', {className: ['source']}, state.all(node)),
    span: (state, node) => element('span', attributes(node), state.all(node)),
    subscript: (state, node) => element('sub', attributes(node), state.all(node)),
    superscript: (state, node) => element('sup', attributes(node), state.all(node))
  }

  /** The author's attributes of a node, its id taken on this page. */
  function attributes(node: WrittenNode, id?: string, classes: string[] = []): Properties {
    const properties = propertiesOf(node.attributes)
    if (id !== undefined) properties.id = id
    const className = [...classes, ...((properties.className as string[] | undefined) ?? [])]
    if (className.length > 0) properties.className = className
    const wanted = properties.id
    if (page.isRepeated) delete properties.id
    else if (typeof wanted === 'string' && !(node.type === 'bibliography')) properties.id = ownId(wanted, node)
    return properties
  }

  /** Take an id that others rely on; a second one of the same name is a mistake of the author's. */
  function ownId(wanted: string, node: WrittenNode): string | undefined {
    const id = wanted.trim()
    if (page.isRepeated || id === '') return undefined
    if (/\s/.test(id) || page.ids.has(id)) {
      warn(page.file, `Unexpected second \`id\` \`${id}\` on the page \`${page.id}\``, {
        at: node,
        rule: 'html:duplicate-id',
        actual: id,
        fix: 'Give it another label.'
      })
      return undefined
    }
    page.ids.add(id)
    return id
  }

  function inLink<Result>(run: () => Result): Result {
    const before = page.isInLink
    page.isInLink = true
    const result = run()
    page.isInLink = before
    return result
  }
}

function noteCall(page: Page, note: PageNote): Element {
  const count = note.calls.length
  const id = freeId(
    page,
    count === 0 ? note.id.replace(/^fn/, 'fnref') : `${note.id.replace(/^fn/, 'fnref')}-${count + 1}`
  )
  note.calls.push(id)
  const number = element('sup', {}, [String(note.number)])
  if (page.isInLink) return element('span', {className: ['footnote-ref'], id}, [number])
  return element('a', {className: ['footnote-ref'], href: `#${note.id}`, id, role: 'doc-noteref'}, [number])
}

function formula(page: Page, tex: string, isDisplay: boolean, node: WrittenNode): ElementContent {
  const result = texToMathMl(tex, isDisplay)
  if ('mathMl' in result) {
    const markup = {type: 'raw', value: result.mathMl} as ElementContent
    return isDisplay
      ? element(
          'div',
          {className: ['equation-body'], tabIndex: 0, role: 'group', ariaLabel: capitalise(page.terms.equation[0])},
          [markup]
        )
      : markup
  }
  error(page.file, `Unreadable formula: ${result.error}`, {
    at: node,
    rule: 'math:unreadable',
    actual: tex,
    fix: 'Correct the TeX of the formula.'
  })
  return element('code', {className: ['math-error']}, [tex])
}

function codeBlock(value: string, language: string | undefined, properties: Properties): Element {
  const className = language && /^[\w+#.-]+$/.test(language) ? [`language-${language}`] : undefined
  return element('pre', {...properties, tabIndex: 0}, [element('code', className ? {className} : {}, [`${value}\n`])])
}

function picture(
  page: Page,
  node: Extract<WrittenNode, {type: 'image'}>,
  {className = [], ...properties}: Properties
): ElementContent {
  const alt = node.attributes?.pairs.alt ?? node.alt ?? ''
  const source = node.asset === undefined ? undefined : page.site.imageAddresses.get(node.asset)
  const asset = node.asset === undefined ? undefined : page.site.thesis.assets.get(node.asset)
  if (page.isRepeated) return {type: 'text', value: alt}
  if (!source || !asset) return element('span', {className: ['missing-image']}, [alt || node.url])
  const {width} = node.attributes?.pairs ?? {}
  const classes = [...(className as string[]), ...widthClass(width)]
  return element('img', {
    ...properties,
    ...(classes.length > 0 ? {className: classes} : {}),
    src: source,
    alt,
    ...(node.title ? {title: node.title} : {}),
    ...pixelSize(asset, width),
    decoding: 'async'
  })
}

/** `width=60%` → `w-60`: shares of the text's width in steps of five. */
function widthClass(width: string | undefined): string[] {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(width ?? '')?.[1]
  if (percent === undefined) return []
  return [`w-${Math.min(100, Math.max(5, Math.round(Number(percent) / 5) * 5))}`]
}

const pixelsOfUnit: Record<string, number> = {px: 1, '': 1, cm: 96 / 2.54, mm: 96 / 25.4, in: 96, pt: 96 / 72, em: 16}

/** `width` and `height` in pixels, so that the text does not jump when the picture comes. */
function pixelSize(asset: {width?: number; height?: number}, wanted: string | undefined): Properties {
  const {width, height} = asset
  if (!width || !height) return {}
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(px|cm|mm|in|pt|em|)$/.exec(wanted ?? '') ?? []
  const asked = amount === undefined ? width : Number(amount) * (pixelsOfUnit[unit ?? ''] ?? 1)
  return {width: Math.max(1, Math.round(asked)), height: Math.max(1, Math.round((height * asked) / width))}
}

/** Pictures have their caption below, tables above, with the source below: the French use. */
function figureElement(page: Page, state: State, node: Figure, properties: Properties): Element {
  const caption = node.children.find((child): child is Caption => child.type === 'caption')
  const sources = node.children.filter((child): child is Source => child.type === 'source')
  const shown = node.children.filter((child) => child.type !== 'caption' && child.type !== 'source')
  const label = captionLine(page, state, node, caption)
  const source = sources.flatMap((one) => state.one(one, node) as ElementContent)
  if (node.kind === 'table') {
    const labelId = label ? freeId(page, `${node.attributes?.id ?? 'table'}-caption`) : undefined
    const content = shown.flatMap((child) =>
      child.type === 'table'
        ? [scrollable(page, tableElement(state, child, propertiesOf(child.attributes)), labelId)]
        : toContent(state.one(child, node))
    )
    const figcaption = label ? [element('figcaption', labelId ? {id: labelId} : {}, [label])] : []
    return element('figure', properties, [...figcaption, ...content, ...source])
  }
  const content = shown.flatMap((child) => toContent(state.one(child, node)))
  const figcaption =
    label || source.length > 0 ? [element('figcaption', {}, [...(label ? [label, '\n'] : []), ...source])] : []
  return element('figure', properties, [...content.map(withoutParagraph), ...figcaption])
}

/** A picture alone in a figure needs no paragraph around it. */
function withoutParagraph(node: ElementContent): ElementContent {
  if (node.type !== 'element' || node.tagName !== 'p' || node.children.length !== 1) return node
  const [only] = node.children
  return only?.type === 'element' && only.tagName === 'img' ? only : node
}

function captionLine(page: Page, state: State, node: Figure, caption: Caption | undefined): Element | undefined {
  const text = caption ? toContent(state.one(caption, node)) : []
  if (node.number === undefined) return text.length > 0 ? element('p', {className: ['caption']}, text) : undefined
  const label = `${capitalise(page.terms[node.kind][0])}\u00A0${node.number}`
  const separator = text.length > 0 ? [page.terms.captionSeparator] : []
  return element('p', {className: ['caption']}, [
    element('span', {className: ['caption-label']}, [label, ...separator]),
    ...text
  ])
}

function toContent(result: Handled): ElementContent[] {
  return result === undefined ? [] : Array.isArray(result) ? result : [result]
}

/** A table, its first row as headings; the first column too where the corner is empty or `{.row-headers}` says so. */
function tableElement(state: State, node: Table, properties: Properties): Element {
  const [first, ...rest] = node.children
  const isEmpty = (row: TableRow | undefined) => !row || row.children.every((cell) => plainText(cell).trim() === '')
  const corner = first?.children[0]
  const hasRowHeadings =
    !isEmpty(first) &&
    ((corner !== undefined && plainText(corner).trim() === '') ||
      node.attributes?.classes.includes('row-headers') === true)
  const row = (of: TableRow, isHead: boolean) =>
    element(
      'tr',
      {},
      of.children.map((cell, column) => {
        const align = node.align?.[column]
        const classes: Properties = align ? {className: [`align-${align}`]} : {}
        const content = state.all(cell)
        if (isHead)
          return plainText(cell).trim() !== ''
            ? element('th', {scope: 'col', ...classes}, content)
            : element('td', classes)
        return hasRowHeadings && column === 0
          ? element('th', {scope: 'row', ...classes}, content)
          : element('td', classes, content)
      })
    )
  return element('table', properties, [
    ...(first && !isEmpty(first) ? [element('thead', {}, [row(first, true)])] : []),
    ...(rest.length > 0
      ? [
          element(
            'tbody',
            {},
            state.wrap(
              rest.map((one) => row(one, false)),
              true
            ) as ElementContent[]
          )
        ]
      : [])
  ])
}

/** A table wider than the screen scrolls by itself, with the keyboard as well. */
function scrollable(page: Page, table: Element, labelId: string | undefined): Element {
  if (labelId === undefined) {
    const label = capitalise(page.terms.table[0])
    return element('div', {className: ['table-scroll'], role: 'group', ariaLabel: label, tabIndex: 0}, [table])
  }
  return element('section', {className: ['table-scroll'], ariaLabelledBy: [labelId], tabIndex: 0}, [
    {...table, properties: {...table.properties, ariaLabelledBy: [labelId]}}
  ])
}

/** « Cité : chapitre 1, 2, 3 ; annexe A »: each place that cites a work. */
function backlinks(page: Page, node: BibliographyEntry): ElementContent[] {
  if (node.citedAt.length === 0) return []
  const byChapter = new Map<string, Destination[]>()
  for (const place of node.citedAt) byChapter.set(place.chapter, [...(byChapter.get(place.chapter) ?? []), place])
  const chapters = [...byChapter].map(([id, places]) => {
    const chapter = page.site.thesis.chapters.find((one) => one.id === id)
    const name = chapter ? chapterName(chapter, page.site) : id
    return places.flatMap((place, index): (ElementContent | string)[] => {
      const link = {href: place.anchor === undefined ? pageAddress(id) : addressOf(page, place)}
      if (index === 0) return [element('a', link, [name])]
      return [
        ', ',
        element('a', {...link, ariaLabel: `${name}, ${page.terms.again} ${index + 1}`}, [String(index + 1)])
      ]
    })
  })
  const list = chapters.flatMap((one, index): (ElementContent | string)[] => (index === 0 ? one : [' · ', ...one]))
  const own = {lang: page.site.thesis.config.lang, dir: page.site.terms.ltrOrRtl}
  return [
    {type: 'text', value: ' '},
    element('span', {className: ['cited-at'], ...(node.lang ? own : {})}, [
      `${page.site.terms.citedAt}${page.site.terms.colon} `,
      ...list
    ])
  ]
}

/** Ids inside a drawing, renamed where another drawing of the page has them. */
function withOwnIds(page: Page, svg: string): string {
  const renamed = new Map<string, string>()
  for (const [, id] of svg.matchAll(/\sid="([^"]+)"/g)) if (id !== undefined) renamed.set(id, freeId(page, id))
  if ([...renamed].every(([from, to]) => from === to)) return svg
  return svg
    .replace(
      /(\sid=")([^"]+)(")/g,
      (_, before: string, id: string, after: string) => before + (renamed.get(id) ?? id) + after
    )
    .replace(
      /(#)([^"')\s]+)(["')])/g,
      (_, before: string, id: string, after: string) => before + (renamed.get(id) ?? id) + after
    )
    .replace(
      /(\saria-(?:labelledby|describedby)=")([^"]+)(")/g,
      (_, before: string, ids: string, after: string) =>
        before +
        ids
          .split(' ')
          .map((id) => renamed.get(id) ?? id)
          .join(' ') +
        after
    )
}

/** Addresses that a page may lead to. */
function isSafeAddress(url: string): boolean {
  // Browsers skip control characters and spaces before they read the scheme.
  const scheme = /^([^/?#]*?):/.exec(url.replace(/[\u0000-\u0020\u007F]/g, ''))?.[1]
  return scheme === undefined || /^(https?|mailto|tel|ftp|doi|urn|geo|xmpp|sips?)$/i.test(scheme)
}

/** Characters that no address may hold are escaped; the rest, escapes included, stays as typed. */
function tidyAddress(url: string): string {
  return url.trim().replace(/[\s"<>\\^`{|}]/g, (character) => encodeURIComponent(character))
}
