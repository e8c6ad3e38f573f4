/** One function a node: mdast with our nodes → hast. */

import type {Element, ElementContent, Root as HastRoot, Properties} from 'hast'
import type {Code, Parents, PhrasingContent, Root} from 'mdast'
import {defaultHandlers, type Handlers, type State, toHast} from 'mdast-util-to-hast'
import {isAside} from '../../document/asides.ts'
import type {WrittenNode} from '../../document/nodes.ts'
import {capitalise, withoutNotes} from '../../document/text.ts'
import {error, warn} from '../../messages/messages.ts'
import {formulaFix, type MathRowNumber, withRowNumbers} from '../math/math.ts'
import {addressOf, isSafeAddress, tidyAddress} from './addresses.ts'
import {boxElement, divisionElement, tabElement} from './boxes.ts'
import {citedAt, linksTo} from './cited-at.ts'
import {
  type AuthorHtml,
  element,
  freeId,
  languageProperties,
  type Page,
  type PageNote,
  propertiesOf,
  sourceProperties
} from './context.ts'
import {drawingElements, figureElement, panelsElement, pictureElement} from './figures.ts'
import {itemValue, numberingProperties} from './lists.ts'
import {scrollable, tableElement} from './tables.ts'

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
  // A node without `children`: mdast-util-to-hast walks through them for definitions, which were resolved before.
  const root = {type: 'page'} as unknown as Root
  const toRoot = (state: State) => defaultHandlers.root(state, {type: 'root', children: [...children]} as Root)
  const handlers = {...withSources(page, createHandlers(page)), page: toRoot} as Handlers
  return (toHast(root, {handlers}) as HastRoot).children as ElementContent[]
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

/** What an author would call a paragraph, a title, a figure. */
const findable = [
  'paragraph',
  'heading',
  'code',
  'math',
  'table',
  'figure',
  'listItem',
  'definitionTerm',
  'line',
  'bibliographyEntry'
] as const

/** In the preview, blocks say where they stand in the sources. */
function withSources(page: Page, handlers: HtmlHandlers): HtmlHandlers {
  if (!page.site.hasSources || page.isRepeated) return handlers
  const told = findable.map((type) => {
    const handle = handlers[type] as (state: State, node: WrittenNode, parent: Parents | undefined) => Handled
    return [
      type,
      (state: State, node: WrittenNode, parent: Parents | undefined) => {
        const made = handle(state, node, parent)
        if (made && 'tagName' in made) Object.assign(made.properties, sourceProperties(page, node))
        return made
      }
    ]
  })
  return {...handlers, ...Object.fromEntries(told)}
}

function createHandlers(page: Page): HtmlHandlers {
  return {...plainHandlers(page), ...ownHandlers(page)}
}

/** Nodes of Markdown, as mdast has them. */
function plainHandlers(page: Page) {
  const {headings, terms} = page

  return {
    blockquote: (state, node) => element('blockquote', attributes(page, node), state.wrap(state.all(node), true)),
    box: (state, node) => boxElement(page, state, node, attributes(page, node, undefined, ['box', `box-${node.kind}`])),
    break: defaultHandlers.break,
    code: (_, node) => codeBlock(node, attributes(page, node)),
    delete: (state, node) => element('del', attributes(page, node), state.all(node)),
    emphasis: (state, node) => element('em', attributes(page, node), state.all(node)),
    heading(state, node) {
      // A level that the author skips would be a hole in the outline that screen readers offer.
      const level = Math.min(6, Math.max(headings.top, Math.min(node.depth, headings.last + 1)))
      headings.last = level
      const properties = attributes(page, node, node.anchor)
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
    image: (_, node) => pictureElement(page, node, attributes(page, node)),
    inlineCode: (_, node) => element('code', attributes(page, node), [node.value]),
    inlineMath: (_, node) => formula(page, node.value, false, node),
    link(state, node) {
      const properties: Properties = {...attributes(page, node)}
      if (page.isInLink) return state.all(node)
      if (node.title) properties.title = node.title
      const children = inLink(page, () => state.all(node))
      if (node.target) {
        properties.href = addressOf(page, node.target)
        if (node.target.anchor?.startsWith('ref-')) properties.role = 'doc-biblioref'
        return element('a', properties, children)
      }
      if (!isSafeAddress(node.url)) {
        warn(page.file, `Invalid address \`${node.url.slice(0, 60)}\`, expected a web or mail address`, {
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
      const properties: Properties = {...attributes(page, node)}
      if (typeof node.start === 'number' && node.start !== 1) properties.start = node.start
      Object.assign(properties, numberingProperties(node.numbering))
      if (isTaskList) properties.className = ['task-list']
      return element(node.ordered ? 'ol' : 'ul', properties, state.wrap(state.all(node), true))
    },
    listItem(state, node, parent) {
      const item = defaultHandlers.listItem(state, {...node, checked: null}, parent) as Element
      Object.assign(item.properties, attributes(page, node), itemValue(node, parent))
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
      const rows = node.rows?.map(({label, number, tag}) => ({
        text: tag ?? (number === undefined ? undefined : `(${number})`),
        id: label === undefined ? undefined : ownId(page, label, node)
      }))
      const body = formula(page, node.value, true, node, rows)
      if (node.number === undefined) return element('div', {...attributes(page, node, undefined, ['equation'])}, [body])
      return element('div', {...attributes(page, node, undefined, ['equation'])}, [
        body,
        element('span', {className: ['equation-number']}, [node.tag ?? `(${node.number})`])
      ])
    },
    paragraph(state, node) {
      return element('p', attributes(page, node), state.all(node))
    },
    strong: (state, node) => element('strong', attributes(page, node), state.all(node)),
    tab: (state, node) => tabElement(state, node, attributes(page, node, undefined, ['tab'])),
    table: (state, node) => scrollable(page, tableElement(state, node, attributes(page, node)), undefined),
    tableCell: (state, node) => element('td', {}, state.all(node)),
    tableRow: (state, node) => element('tr', {}, state.all(node)),
    text: (_, node) => ({type: 'text', value: node.value}),
    thematicBreak: () => element('hr', {})
  } satisfies Partial<HtmlHandlers>
}

/** Nodes of ours. */
function ownHandlers(page: Page) {
  const {terms} = page

  return {
    abbreviation: (state, node) =>
      page.isRepeated ? state.all(node) : element('abbr', {title: node.long}, state.all(node)),
    attribution: (state, node) => element('footer', {}, ['— ', element('cite', {}, state.all(node))]),
    bibliography: (state, node) =>
      element(
        'div',
        {
          ...attributes(page, node, freeId(page, 'refs'), ['references', 'csl-bib-body', 'hanging-indent']),
          role: 'list'
        },
        state.wrap(state.all(node), true)
      ),
    bibliographyEntry: (state, node) =>
      element(
        'div',
        {
          id: ownId(page, `ref-${node.key}`, node),
          className: ['csl-entry'],
          role: 'listitem',
          ...languageProperties(node.lang)
        },
        [...state.all(node), ...citedAt(page, node)]
      ),
    index: (state, node) =>
      element('ul', attributes(page, node, freeId(page, 'index'), ['index']), state.wrap(state.all(node), true)),
    indexEntry(state, node) {
      const {terms} = page.site
      const places = linksTo(
        page,
        node.places.map(({from}) => from)
      )
      const other =
        node.see.length > 0 ? `${places.length > 0 ? terms.seeAlso : terms.see} ${node.see.join(terms.comma)}` : ''
      const className = [`index-level-${node.level}`, ...(node.isFirst ? ['index-letter'] : [])]
      return element('li', {className}, [
        ...state.all(node),
        ...(places.length > 0 ? [' ', element('span', {className: ['cited-at']}, places)] : []),
        ...(other ? [' ', element('em', {}, [other])] : [])
      ])
    },
    caption: (state, node) => state.all(node),
    withheld: (_, node) => element('span', {className: ['withheld']}, [node.value]),
    cellResult: () => element('p', {className: ['cell-result']}, [terms.cellResult]),
    citation(state, node) {
      const properties: Properties = {className: ['citation'], dataCites: node.items.map(({key}) => key).join(' ')}
      if (node.anchor) properties.id = ownId(page, node.anchor, node)
      return element('span', properties, state.all(node))
    },
    crossReference: (state, node) => element('span', {className: ['reference']}, state.all(node)),
    dataValue: (state, node) =>
      element('span', {className: ['data-value'], dataPath: node.path, title: node.formula}, state.all(node)),
    definitionDescription(state, node) {
      const [only] = node.children
      const isTight = !node.spread && node.children.length === 1 && only?.type === 'paragraph'
      return element('dd', attributes(page, node), isTight ? state.all(only) : state.wrap(state.all(node), true))
    },
    definitionList: (state, node) => element('dl', attributes(page, node), state.wrap(state.all(node), true)),
    definitionTerm: (state, node) =>
      element('dt', attributes(page, node, node.anchor), [
        ...state.all(node),
        ...(node.usedAt?.length ? [' ', element('span', {className: ['cited-at']}, linksTo(page, node.usedAt))] : [])
      ]),
    division(state, node, parent) {
      const made = divisionElement(state, node, attributes(page, node))
      if (parent?.type !== 'root' || page.isRepeated || !node.attributes || !isAside(node.attributes)) return made
      const id = freeId(page, 'aside')
      page.asides.push({id, after: page.notes.length})
      return element('div', {className: ['aside-place'], id}, [made])
    },
    drawing: (state, node) => drawingElements(page, state, node),
    figure: (state, node) =>
      figureElement(page, state, node, attributes(page, node, undefined, [`${node.kind}-figure`])),
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
      element('div', attributes(page, node, undefined, ['line-block']), state.wrap(state.all(node), true)),
    pageBreak: () => element('div', {className: ['page-break']}),
    pageReference(state, node) {
      if (page.isInLink) return state.all(node)
      return element(
        'a',
        {className: ['page-reference'], href: addressOf(page, node.target)},
        inLink(page, () => state.all(node))
      )
    },
    panels: (state, node) => panelsElement(state, node),
    shortCaption: () => undefined,
    source: (state, node) => element('p', {className: ['source']}, state.all(node)),
    span: (state, node) => element('span', attributes(page, node), state.all(node)),
    subscript: (state, node) => element('sub', attributes(page, node), state.all(node)),
    superscript: (state, node) => element('sup', attributes(page, node), state.all(node))
  } satisfies Partial<HtmlHandlers>
}

/** The author's attributes of a node, its id taken on this page. */
function attributes(page: Page, node: WrittenNode, id?: string, classes: string[] = []): Properties {
  const properties = propertiesOf(node.attributes)
  if (id !== undefined) properties.id = id
  const className = [...classes, ...((properties.className as string[] | undefined) ?? [])]
  if (className.length > 0) properties.className = className
  const wanted = properties.id
  if (page.isRepeated) delete properties.id
  else if (typeof wanted === 'string' && !(node.type === 'bibliography')) properties.id = ownId(page, wanted, node)
  return properties
}

/** Take an id that others rely on; a second one of the same name is a mistake of the author's. */
function ownId(page: Page, wanted: string, node: WrittenNode): string | undefined {
  const id = wanted.trim()
  if (page.isRepeated || id === '') return undefined
  if (/\s/.test(id) || page.ids.has(id)) {
    warn(page.file, `Duplicate \`id\` \`${id}\` on the page \`${page.id}\``, {
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

function inLink<Result>(page: Page, run: () => Result): Result {
  const before = page.isInLink
  page.isInLink = true
  const result = run()
  page.isInLink = before
  return result
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

function formula(
  page: Page,
  tex: string,
  isDisplay: boolean,
  node: WrittenNode,
  rows: readonly MathRowNumber[] = []
): ElementContent {
  const result = page.site.math.mathMl(tex, isDisplay)
  if ('mathMl' in result) {
    const markup = {type: 'raw', value: withRowNumbers(result.mathMl, rows)} as ElementContent
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
    fix: formulaFix(result)
  })
  return element('code', {className: ['math-error']}, [tex])
}

function codeBlock({value, lang, lines}: Code, properties: Properties): Element {
  const className = lang && /^[\w+#.-]+$/.test(lang) ? [`language-${lang}`] : undefined
  const content = lines?.flatMap((line) => [
    ...line.map(({text, kind}) => (kind ? element('span', {className: [`code-${kind}`]}, [text]) : text)),
    '\n'
  ])
  return element('pre', {...properties, tabIndex: 0}, [
    element('code', className ? {className} : {}, content ?? [`${value}\n`])
  ])
}
