/** The text of one Markdown file → its tree, in the nodes of `document/nodes.ts`, each with its place. */

import type {PhrasingContent, Root} from 'mdast'
import type {Extension as NodeExtension} from 'mdast-util-from-markdown'
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter'
import {gfmFootnoteFromMarkdown} from 'mdast-util-gfm-footnote'
import {gfmStrikethroughFromMarkdown} from 'mdast-util-gfm-strikethrough'
import {gfmTaskListItemFromMarkdown} from 'mdast-util-gfm-task-list-item'
import {gfmFootnote} from 'micromark-extension-gfm-footnote'
import {gfmTaskListItem} from 'micromark-extension-gfm-task-list-item'
import {codes} from 'micromark-util-symbol'
import type {Extension as SyntaxExtension} from 'micromark-util-types'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import {asIdentifier, headingKey} from '../document/heading-key.ts'
import {normalLines} from '../document/text.ts'
import {visit} from '../document/visit.ts'
import {rewriteMyst} from './rewrite-myst.ts'
import {attributeSyntax} from './syntax/attribute-syntax.ts'
import {bareAddressSyntax} from './syntax/bare-address-syntax.ts'
import {bookdownSyntax} from './syntax/bookdown-syntax.ts'
import {bracketSyntax} from './syntax/bracket-syntax.ts'
import {citationFromMarkdown} from './syntax/citation-nodes.ts'
import {citationSyntax} from './syntax/citation-syntax.ts'
import {codeSyntax} from './syntax/code-syntax.ts'
import {definitionListSyntax} from './syntax/definition-list-syntax.ts'
import {directiveSyntax} from './syntax/directive-syntax.ts'
import {emphasisSyntax} from './syntax/emphasis-syntax.ts'
import {htmlFlowSyntax} from './syntax/html-flow-syntax.ts'
import {htmlSyntax} from './syntax/html-syntax.ts'
import {lineBlockSyntax} from './syntax/line-block-syntax.ts'
import {mathSyntax} from './syntax/math-syntax.ts'
import {metadataSyntax} from './syntax/metadata-syntax.ts'
import {orderedListSyntax} from './syntax/ordered-list-syntax.ts'
import {plainMarkSyntax} from './syntax/plain-mark-syntax.ts'
import {scriptSyntax} from './syntax/script-syntax.ts'
import {setextSyntax} from './syntax/setext-syntax.ts'
import {spacedPathSyntax} from './syntax/spaced-path-syntax.ts'
import {syntaxNodes} from './syntax/syntax-nodes.ts'
import {tableSyntax} from './syntax/table-syntax.ts'
import {texSyntax} from './syntax/tex-syntax.ts'
import {newLabels, parseMarkdown} from './syntax/tokenise.ts'
import {reportLayout} from './tex/report-layout.ts'
import {expandMacros} from './tex/tex-macros.ts'
import {newTexContext, type TexContext} from './tex/tex-reader.ts'
import {attachAttributes} from './tree/attach-attributes.ts'
import {buildBoxes} from './tree/build-boxes.ts'
import {buildCallouts} from './tree/build-callouts.ts'
import {buildCells, figuresNamedIn} from './tree/build-cells.ts'
import {buildDirectives} from './tree/build-directives.ts'
import {buildDivisions} from './tree/build-divisions.ts'
import {buildElements} from './tree/build-elements.ts'
import {buildFigures, settleImages} from './tree/build-figures.ts'
import {buildListings} from './tree/build-listings.ts'
import {buildLists} from './tree/build-lists.ts'
import {buildTables} from './tree/build-tables.ts'
import {checkLanguages} from './tree/check-languages.ts'
import {collectIgnores} from './tree/collect-ignores.ts'
import {hideBackticks, showBackticks} from './tree/fence-backticks.ts'
import {type MetadataBlock, metadataBlocks, takeFrontMatter} from './tree/front-matter.ts'
import {liftAsides} from './tree/lift-asides.ts'
import {limitContainers, limitDepth} from './tree/limit-depth.ts'
import {normaliseDashes, normaliseMath} from './tree/normalise-text.ts'
import {obeyConditions} from './tree/obey-conditions.ts'
import {placeNotes} from './tree/place-notes.ts'
import {placeTargets} from './tree/place-targets.ts'
import {placeTextReferences} from './tree/place-text-references.ts'
import {readObsidian} from './tree/read-obsidian.ts'
import {readRawTex} from './tree/read-raw-tex.ts'
import {readRoles} from './tree/read-roles.ts'
import {releaseLists} from './tree/release-lists.ts'
import {reportUnsupported} from './tree/report-unsupported.ts'
import {resolveDefinitions} from './tree/resolve-definitions.ts'
import {setColumnWidths} from './tree/set-column-widths.ts'
import {settleFormulas} from './tree/settle-formulas.ts'
import {squareTables} from './tree/square-tables.ts'
import {stripCaptionNumbers} from './tree/strip-caption-numbers.ts'
import {stripRaw} from './tree/strip-raw.ts'

/** Later extensions are tried first where two want the same character; paragraphs, which any line may be, last of all. */
const syntax: SyntaxExtension[] = [
  tableSyntax(),
  setextSyntax(),
  noteSyntax(),
  gfmTaskListItem(),
  mathSyntax(),
  htmlSyntax(),
  attributeSyntax(),
  scriptSyntax(),
  emphasisSyntax(),
  codeSyntax(),
  bareAddressSyntax(),
  spacedPathSyntax(),
  bracketSyntax(),
  texSyntax(),
  directiveSyntax(),
  definitionListSyntax(),
  orderedListSyntax(),
  lineBlockSyntax(),
  citationSyntax(),
  plainMarkSyntax(),
  bookdownSyntax(),
  htmlFlowSyntax()
]

/** Running text alone: paragraphs, whatever their lines start with. */
const textSyntax: SyntaxExtension[] = [
  ...syntax.map(({flow: _flow, flowInitial: _initial, document: _document, ...rest}) => rest),
  {
    disable: {
      null: [
        'blockQuote',
        'codeFenced',
        'codeIndented',
        'definition',
        'headingAtx',
        'htmlFlow',
        'list',
        'setextUnderline',
        'thematicBreak'
      ]
    }
  }
]

const nodes: NodeExtension[] = [
  frontmatterFromMarkdown(['yaml']),
  gfmFootnoteFromMarkdown(),
  gfmStrikethroughFromMarkdown(),
  gfmTaskListItemFromMarkdown(),
  syntaxNodes(),
  citationFromMarkdown()
]

/**
 * GFM's footnotes without their look back from each `]` for `![^1]`, which takes seconds on pages of brackets; the
 * flag makes CommonMark's own constructs leave `![^` alone instead.
 */
function noteSyntax(): SyntaxExtension {
  const {text, ...blocks} = gfmFootnote()
  const call = text?.[codes.leftSquareBracket]
  return {...blocks, text: call && {[codes.leftSquareBracket]: call}, ...{_hiddenFootnoteSupport: {}}}
}

/** What a file is read with. */
export interface ReadMarkdownOptions {
  /** BCP 47, of the thesis: for the quotation marks of TeX. */
  lang?: string
  /** What TeX says in the files before; the caller then reports the layout that was left out. */
  tex?: TexContext
  /** Headings of the whole thesis, as `headingKeysIn` gives them: what `[Heading]` may name. */
  headings?: ReadonlySet<string>
  /** Figures and tables that the whole thesis names, as `figuresNamedIn` gives them (default: those of the file). */
  figures?: ReadonlySet<string>
  /** Options of every cell of code; those of the file's front matter come first. */
  execute?: Readonly<Record<string, unknown>>
}

/**
 * Read a file of Markdown: CommonMark, GFM, and what theses need of Pandoc and Quarto.
 *
 * Nothing typed disappears without a message on `file`, and no content makes it throw. The byte order mark is
 * dropped from the file and line endings become `\n`, so that offsets fit `String(file)`.
 */
export function readMarkdown(
  file: VFile,
  {lang = 'fr-FR', tex, headings = new Set(), figures, execute}: ReadMarkdownOptions = {}
): Root {
  const text = normalLines(String(file))
  file.value = rewriteMyst(limitContainers(text, file))
  const blocks = metadataBlocks(String(file))
  const labels = newLabels(withoutNoteLinks(headings, String(file)))
  const parse = (source: string, by: SyntaxExtension[]) =>
    parseMarkdown(source, {extensions: by, mdastExtensions: nodes, labels})
  const tree = parse(
    hideBackticks(withoutTitleBlock(String(file), blocks)),
    blocks.length > 0 ? [...syntax, metadataSyntax(closingsOf(blocks))] : syntax
  )
  showBackticks(tree)
  limitDepth(tree, file)
  buildTables(tree, file, {
    readBlocks: (source) => parse(source, syntax),
    readText: (source) => parse(source, textSyntax)
  })
  takeFrontMatter(tree, blocks, file)
  releaseLists(tree, String(file))
  readRoles(tree, file)
  readObsidian(tree, file)
  placeTargets(tree)
  reportUnsupported(tree, file)
  attachAttributes(tree)
  collectIgnores(tree, file)
  const ownLang = tree.data?.frontMatter?.lang ?? lang
  buildElements(tree, file, ownLang)
  stripRaw(tree, file)
  const context = tex ?? newTexContext()
  for (const header of tree.data?.frontMatter?.headers ?? []) expandMacros(header, context.macros)
  readRawTex(tree, file, {lang: ownLang, context})
  if (!tex) reportLayout(context)
  normaliseMath(tree, file)
  settleFormulas(tree)
  resolveDefinitions(tree, file)
  buildCells(tree, file, readOwn, {
    defaults: {...execute, ...tree.data?.frontMatter?.execute},
    figures: figures ?? new Set(figuresNamedIn(String(file)))
  })
  buildDivisions(tree, file)
  obeyConditions(tree, file)
  buildCallouts(tree)
  buildDirectives(tree)
  buildListings(tree, readOwn)
  buildBoxes(tree, readOwn)
  placeTextReferences(tree, file)
  buildFigures(tree, file, readOwn)
  stripCaptionNumbers(tree, file)
  setColumnWidths(tree)
  buildLists(tree)
  settleImages(tree, file)
  squareTables(tree, file)
  liftAsides(tree)
  liftAsides(tree)
  placeNotes(tree, file)
  normaliseDashes(tree, file)
  checkLanguages(tree, file)
  return tree

  function readOwn(phrase: string, position: Position | undefined): PhrasingContent[] {
    return readPhrase(phrase, file, position, {lang, tex: context})
  }
}

/**
 * Read Markdown that the author gave as a value: a title of front matter, an attribute, a cell of the data. What would
 * be a list or a heading is words. All nodes and messages get the position.
 */
export function readPhrase(
  text: string,
  file: VFile,
  position: Position | undefined,
  options: ReadMarkdownOptions = {}
): PhrasingContent[] {
  const words: PhrasingContent[] = [{type: 'text', value: text, position}]
  if (/^[\p{L}\p{N} ,;.?!’]*$/u.test(text) && !/^\d+\. /.test(text)) return words
  const source = new VFile({path: file.path, value: text})
  const [only, ...others] = readMarkdown(source, options).children
  if (only?.type !== 'paragraph' || others.length > 0) return words
  visit(only, (node) => {
    if (position) node.position = position
    else delete node.position
    // Works and labels have a position of their own in a citation and a reference.
    if ('items' in node) for (const item of node.items) item.position = position
  })
  for (const {reason, ruleId, source: stage, fatal, note} of source.messages) {
    Object.assign(file.message(reason, {place: position, source: stage, ruleId}), {fatal, note})
  }
  return only.children
}

/** Where the notes of a text are defined, by `^` and their labels, and its links, by what names them. */
export function definitionsIn(text: string): Map<string, {start: number; end: number}> {
  const found = new Map<string, {start: number; end: number}>()
  for (const node of parseMarkdown(text, {extensions: syntax, mdastExtensions: nodes}).children) {
    if (!node.position || (node.type !== 'footnoteDefinition' && node.type !== 'definition')) continue
    const {start, end} = node.position
    const label = node.label ?? node.identifier
    const key = node.type === 'definition' ? asIdentifier(label) : `^${label}`
    found.set(key, {start: start.offset ?? 0, end: end.offset ?? 0})
  }
  return found
}

const closingsOf = (blocks: readonly MetadataBlock[]) =>
  new Map(blocks.flatMap(({fields, start, close}) => (fields ? [] : [[start, close]])))

/** The same text with spaces where the title block stands, so that places stay what they are. */
function withoutTitleBlock(text: string, [first]: readonly MetadataBlock[]): string {
  if (!first?.fields) return text
  const lines = text.split('\n')
  return [...lines.slice(0, first.end).map((line) => ' '.repeat(line.length)), ...lines.slice(first.end)].join('\n')
}

/** Titles that the file names as Obsidian does, `[[Title]]`: those are no links of CommonMark's. */
function withoutNoteLinks(headings: ReadonlySet<string>, text: string): ReadonlySet<string> {
  const named = new Set([...text.matchAll(/\[\[([^[\]|#\n]{1,200})/g)].map(([, title = '']) => headingKey(title)))
  return named.size === 0 ? headings : new Set([...headings].filter((title) => !named.has(title)))
}
