/** The text of one Markdown file → its tree, in the nodes of `document/nodes.ts`, each with its place. */

import type {Root} from 'mdast'
import type {Extension as NodeExtension} from 'mdast-util-from-markdown'
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter'
import {gfmFootnoteFromMarkdown} from 'mdast-util-gfm-footnote'
import {gfmStrikethroughFromMarkdown} from 'mdast-util-gfm-strikethrough'
import {gfmTaskListItemFromMarkdown} from 'mdast-util-gfm-task-list-item'
import {frontmatter} from 'micromark-extension-frontmatter'
import {gfmFootnote} from 'micromark-extension-gfm-footnote'
import {gfmTaskListItem} from 'micromark-extension-gfm-task-list-item'
import {codes} from 'micromark-util-symbol'
import type {Extension as SyntaxExtension} from 'micromark-util-types'
import type {VFile} from 'vfile'
import {attributeSyntax} from './syntax/attribute-syntax.ts'
import {bracketSyntax} from './syntax/bracket-syntax.ts'
import {citationFromMarkdown} from './syntax/citation-nodes.ts'
import {citationSyntax} from './syntax/citation-syntax.ts'
import {definitionListSyntax} from './syntax/definition-list-syntax.ts'
import {directiveSyntax} from './syntax/directive-syntax.ts'
import {emphasisSyntax} from './syntax/emphasis-syntax.ts'
import {htmlFlowSyntax} from './syntax/html-flow-syntax.ts'
import {htmlSyntax} from './syntax/html-syntax.ts'
import {lineBlockSyntax} from './syntax/line-block-syntax.ts'
import {mathSyntax} from './syntax/math-syntax.ts'
import {plainMarkSyntax} from './syntax/plain-mark-syntax.ts'
import {scriptSyntax} from './syntax/script-syntax.ts'
import {setextSyntax} from './syntax/setext-syntax.ts'
import {syntaxNodes} from './syntax/syntax-nodes.ts'
import {tableSyntax} from './syntax/table-syntax.ts'
import {texSyntax} from './syntax/tex-syntax.ts'
import {type Labels, parseMarkdown} from './syntax/tokenise.ts'
import {attachAttributes} from './tree/attach-attributes.ts'
import {buildDivisions} from './tree/build-divisions.ts'
import {buildElements} from './tree/build-elements.ts'
import {buildFigures, settleImages} from './tree/build-figures.ts'
import {buildLists} from './tree/build-lists.ts'
import {buildTables} from './tree/build-tables.ts'
import {checkLanguages} from './tree/check-languages.ts'
import {collectIgnores} from './tree/collect-ignores.ts'
import {hasFrontMatter, takeFrontMatter} from './tree/front-matter.ts'
import {limitContainers, limitDepth} from './tree/limit-depth.ts'
import {normaliseDashes, normaliseMath} from './tree/normalise-text.ts'
import {placeNotes} from './tree/place-notes.ts'
import {reportUnsupported} from './tree/report-unsupported.ts'
import {resolveDefinitions} from './tree/resolve-definitions.ts'
import {squareTables} from './tree/square-tables.ts'
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
  bracketSyntax(),
  texSyntax(),
  directiveSyntax(),
  definitionListSyntax(),
  lineBlockSyntax(),
  citationSyntax(),
  plainMarkSyntax(),
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
  return {...blocks, ...(call ? {text: {[codes.leftSquareBracket]: call}} : {}), ...{_hiddenFootnoteSupport: {}}}
}

/**
 * Read a file of Markdown: CommonMark, GFM, and what theses need of Pandoc and Quarto.
 *
 * Nothing typed disappears without a message on `file`, and no content makes it throw. The byte order mark is
 * dropped from the file and line endings become `\n`, so that offsets fit `String(file)`.
 */
export function readMarkdown(file: VFile): Root {
  const text = String(file)
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
  file.value = limitContainers(text, file)
  const extensions = hasFrontMatter(text) ? [...syntax, frontmatter(['yaml'])] : syntax
  const labels: Labels = {definitions: [], notes: []}
  const parse = (source: string, by: SyntaxExtension[]) =>
    parseMarkdown(source, {extensions: by, mdastExtensions: nodes, labels})
  const tree = parse(String(file), extensions)
  limitDepth(tree, file)
  buildTables(tree, file, {
    readBlocks: (source) => parse(source, syntax),
    readText: (source) => parse(source, textSyntax)
  })
  takeFrontMatter(tree, file)
  reportUnsupported(tree, file)
  attachAttributes(tree)
  collectIgnores(tree, file)
  buildElements(tree, file)
  stripRaw(tree, file)
  normaliseMath(tree, file)
  resolveDefinitions(tree, file)
  buildDivisions(tree, file)
  buildFigures(tree, file)
  buildLists(tree)
  settleImages(tree, file)
  squareTables(tree, file)
  placeNotes(tree, file)
  normaliseDashes(tree, file)
  checkLanguages(tree, file)
  return tree
}
