/** Text of a thesis that stands outside of its site, on a slide or in a list of works → HTML. */

import type {ElementContent} from 'hast'
import type {BlockContent, Nodes, PhrasingContent, Root} from 'mdast'
import type {Handlers, State} from 'mdast-util-to-hast'
import rehypeStringify from 'rehype-stringify'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'
import type {WrittenNode} from '../../document/nodes.ts'
import {texToMathMl} from '../math/math.ts'
import {tidyAddress} from './addresses.ts'
import {element, propertiesOf} from './context.ts'

type Handled = ElementContent | ElementContent[] | undefined

/** What is written otherwise than in ordinary Markdown. Any other node of ours is its children. */
type FragmentHandlers = {
  [Type in WrittenNode['type']]?: (state: State, node: Extract<WrittenNode, {type: Type}>) => Handled
}

const handlers: FragmentHandlers = {
  footnote: () => undefined,
  footnoteCall: () => undefined,
  html: () => undefined,
  image: (_, node) => ({type: 'text', value: node.alt ?? ''}),
  inlineMath: (_, node) => formula(node.value, false),
  link(state, node) {
    if (!/^https?:/i.test(node.url)) return state.all(node)
    return element('a', {href: tidyAddress(node.url)}, state.all(node))
  },
  shortCaption: () => undefined,
  math: (_, node) => formula(node.value, true),
  span(state, node) {
    const {id: _id, ...properties} = propertiesOf(node.attributes)
    return element('span', properties, state.all(node))
  },
  subscript: (state, node) => element('sub', {}, state.all(node)),
  superscript: (state, node) => element('sup', {}, state.all(node)),
  text: (_, node) => ({type: 'text', value: node.value})
}

function formula(tex: string, isDisplay: boolean): ElementContent {
  const result = texToMathMl(tex, isDisplay)
  return 'mathMl' in result ? ({type: 'raw', value: result.mathMl} as ElementContent) : element('code', {}, [tex])
}

const writer = unified()
  .use(remarkRehype, {
    handlers: handlers as Handlers,
    unknownHandler: (state: State, node: Nodes) => ('children' in node ? state.all(node) : undefined)
  })
  .use(rehypeStringify, {allowDangerousHtml: true})
  .freeze()

/** Blocks as HTML: no ids, no notes, links to the web alone; raw HTML is left out. */
export function writeBlocks(children: readonly WrittenNode[]): string {
  const root: Root = {type: 'root', children: [...children]}
  return writer.stringify(writer.runSync(root))
}

/** Running text as HTML, like `writeBlocks`. */
export function writeInline(children: readonly PhrasingContent[]): string {
  return writeElements(toInline(children))
}

/** Running text as elements, to stand in others. */
export function toInline(children: readonly PhrasingContent[]): ElementContent[] {
  const paragraph: BlockContent = {type: 'paragraph', children: [...children]}
  const [written] = writer.runSync({type: 'root', children: [paragraph]}).children
  return written?.type === 'element' ? written.children : []
}

/** Elements as HTML. */
export function writeElements(children: ElementContent[]): string {
  return writer.stringify({type: 'root', children})
}
