/** The text of one file → its tree, read, or as it was read before when it and all around it were the same. */

import type {Root} from 'mdast'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {copyTree} from '../cache/copy.ts'
import {foundIn, keyOf, type Results} from '../cache/results.ts'
import {type KeptMessage, recordMessages, repeatMessages} from '../cache/with-messages.ts'
import {asIdentifier} from '../document/heading-key.ts'
import type {Ignore} from '../messages/severity.ts'
import {type ReadMarkdownOptions, readMarkdown} from './markdown.ts'
import {readSections} from './read-sections.ts'
import type {TexContext} from './tex/tex-reader.ts'

/** A tree, what was said of its file, and what TeX says in it of the files after it. */
interface KeptTree {
  tree: Root
  value: string
  ignores: Ignore[] | undefined
  isConditional: boolean | undefined
  messages: KeptMessage[][]
  tex: Pick<TexContext, 'macros' | 'role'> & {
    layout: Map<string, {count: number; place: Position | undefined}>
  }
}

export interface ReadKeptOptions extends ReadMarkdownOptions {
  tex: TexContext
}

/**
 * As `readMarkdown`. The tree is shared with later readers: its root and its headings of all levels there may be
 * changed, and nothing below.
 *
 * @param isPart  the file holds one piece of a text
 * @returns with the key, a hash of all that the tree depends on
 */
export function readKept(
  file: VFile,
  options: ReadKeptOptions,
  results: Results,
  isPart = false
): {tree: Root; key: string} {
  const {tex, lang, figures = [], execute} = options
  const headings = namedIn(foundIn(results, 'labels', String(file), labelsIn), options.headings ?? new Set())
  // What the others refer to counts where there is code.
  const named = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{/m.test(String(file)) ? [...figures] : []
  const key = keyOf(
    String(file),
    {
      path: file.path,
      lang,
      execute,
      headings: [...headings],
      figures: named,
      used: [...(file.data.usedMetadata ?? [])]
    },
    {macros: [...tex.macros], role: tex.role}
  )
  const known = (results.get('markdown', key) as KeptTree | undefined) ?? read()
  file.value = known.value
  if (known.ignores) file.data.ignores = structuredClone(known.ignores)
  if (known.isConditional) file.data.isConditional = true
  repeatMessages([file], known.messages)
  follow(tex, known.tex, file)
  const children = known.tree.children.map((node) => (node.type === 'heading' ? copyTree(node) : node))
  return {tree: {...known.tree, children}, key}

  function read(): KeptTree {
    const own: TexContext = {
      ...tex,
      macros: new Map(tex.macros),
      layout: new Map()
    }
    const said = recordMessages([file])
    const tree = readParts(own) ?? readMarkdown(file, {...options, headings, tex: own})
    const messages = said()
    file.messages.length -= messages[0]!.length
    const layout = new Map([...own.layout].map(([name, {count, place}]) => [name, {count, place}]))
    const {ignores, isConditional} = file.data
    const made = {
      tree,
      value: String(file),
      ignores: structuredClone(ignores),
      isConditional,
      messages,
      tex: {macros: own.macros, role: own.role, layout}
    }
    results.keep('markdown', key, made)
    return made
  }

  /** Piece by piece, where these are kept too. */
  function readParts(context: TexContext): Root | undefined {
    if (!results.hasParts || isPart) return undefined
    const own = {...context, macros: new Map(context.macros), layout: new Map()}
    const read = (piece: VFile, lang?: string) =>
      readKept(piece, {...options, lang: lang ?? options.lang, headings, tex: own}, results, true).tree
    const tree = readSections(file, read)
    if (!tree || own.layout.size > 0) return undefined
    Object.assign(context, own)
    return tree
  }
}

/** Of the headings of a thesis, those that a text may name: a new one elsewhere leaves it as it was. */
function namedIn(labels: ReadonlySet<string>, headings: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...headings].filter((key) => labels.has(key) || /[[\]]/.test(key)))
}

const labelsIn = (text: string) =>
  new Set([...text.matchAll(/\[([^[\]]{1,1000})\]/g)].map(([, label = '']) => asIdentifier(label)))

/** The context after the file. */
function follow(tex: TexContext, {macros, role, layout}: KeptTree['tex'], file: VFile): void {
  // The map is its owner's, who reads what the chapters defined.
  tex.macros.clear()
  for (const [name, macro] of macros) tex.macros.set(name, macro)
  if (role === undefined) delete tex.role
  else tex.role = role
  for (const [name, {count, place}] of layout) {
    const known = tex.layout.get(name)
    if (known) known.count += count
    else tex.layout.set(name, {count, file, place})
  }
}
