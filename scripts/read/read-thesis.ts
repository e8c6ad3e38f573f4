/** The files of a thesis → its chapters and abstracts, each with its title, role and page. */

import GithubSlugger from 'github-slugger'
import type {Heading, Root, RootContent} from 'mdast'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import {foundIn, type Results} from '../cache/results.ts'
import {headingKeysIn} from '../document/heading-key.ts'
import {directionOf} from '../document/language.ts'
import type {Attributes} from '../document/nodes.ts'
import {span} from '../document/points.ts'
import {termsOf} from '../document/terms.ts'
import {capitalise, plainText, withoutNotes} from '../document/text.ts'
import type {Abstract, Chapter, ChapterRole} from '../document/thesis.ts'
import {visit} from '../document/visit.ts'
import {warn} from '../messages/messages.ts'
import {joinSources, type Source} from './join-sources.ts'
import {readKept} from './kept-markdown.ts'
import {isBibliographyTitle, isListTitle} from './list-headings.ts'
import {type ReadMarkdownOptions, readMarkdown} from './markdown.ts'
import {reportLayout} from './tex/report-layout.ts'
import type {TexMacros} from './tex/tex-macros.ts'
import {newTexContext} from './tex/tex-reader.ts'
import {figuresNamedIn} from './tree/build-cells.ts'
import type {FrontMatter} from './tree/front-matter.ts'

/** What chapters are read with. */
export interface ReadChaptersOptions {
  /** BCP 47, of the thesis. */
  lang?: string
  /** TeX macros in force from the first chapter on. */
  macros?: TexMacros
  /** Options of every cell of code. */
  execute?: ReadMarkdownOptions['execute']
  /** Where trees are kept: chapters that were not changed are not read again, and share their nodes with later readers. */
  results?: Results
}

/**
 * Read the chapters, in the order of the sources.
 *
 * Each level-1 heading starts one; `{.unnumbered}`, `{.appendix}` and `{.part}` on it set its role, and the chapters
 * after a part belong to it, until the next part or an appendix. So do bookdown's `# (PART) Title` and
 * `# (APPENDIX) Title`. A file without a level-1 heading goes on with the chapter before it.
 *
 * Emits `read:missing-title`, `read:empty-chapter`, and all that `readMarkdown` emits.
 */
export function readChapters(
  sources: readonly Source[],
  {lang, macros, execute = {}, results}: ReadChaptersOptions = {}
): Chapter[] {
  const tex = newTexContext(macros)
  const ids = new Map([['index', 0]])
  const named = new Map<string, string>()
  let opened: string | undefined
  const headings = new Set(sources.flatMap(({file}) => [...foundIn(results, 'headings', String(file), headingKeysIn)]))
  let isInAppendix = false
  const figures = new Set(sources.flatMap(({file}) => foundIn(results, 'figures', String(file), figuresNamedIn)))
  const keys = new Map<VFile, string>()
  const read = (file: VFile) => {
    const options = {lang, tex, headings, figures, execute}
    if (!results) return readMarkdown(file, options)
    const {tree, key} = readKept(file, options, results)
    keys.set(file, key)
    return tree
  }
  const joined = joinSources(sources, read, results)
  const chapters = joined.flatMap((source) => {
    const name = nameOf(source.file)
    if (source.part !== undefined) opened = undefined
    const {uncited} = source.tree.data ?? {}
    const key = keys.get(source.file)
    return cut(source.tree, source, name, source === joined[0] && joined.length > 1).flatMap(
      ({tree, lang}, index): Chapter[] => {
        const heading = tree.children[0] as Heading
        const isUntitled = source.isFront && heading.attributes?.classes.includes('untitled')
        const division = takeDivision(heading)
        if (tree.children.length === 1 && isListTitle(plainText(heading))) return []
        if (division === 'appendix') {
          isInAppendix = true
          opened = undefined
          if (tree.children.length === 1) return []
        }
        const fallback = isInAppendix && source.role === 'chapter' ? 'appendix' : source.role
        const role = division === 'part' ? 'part' : division === 'appendix' ? 'unnumbered' : roleOf(heading, fallback)
        const isNamedByFile = index === 0 && !source.isGenerated && source.file.extname !== '.yml'
        const id = unique(
          isNamedByFile ? slug(name) : pageName(heading.attributes?.id ?? slug(plainText(heading))),
          ids
        )
        if (role === 'part' && source.part !== undefined) named.set(source.part, id)
        else if (role === 'part') opened = id
        else if (role === 'appendix') opened = undefined
        const part = role === 'part' ? undefined : source.part === undefined ? opened : named.get(source.part)
        fillEmpty(tree, role, source.file)
        return [
          {
            id,
            role,
            file: source.file,
            title: structuredClone(withoutNotes(heading.children)),
            part,
            lang,
            uncited: index === 0 ? uncited : undefined,
            key: key === undefined ? undefined : `${key} ${index}`,
            front: source.isFront ? (source.list ?? (isUntitled ? 'untitled' : 'titled')) : undefined,
            tree
          }
        ]
      }
    )
  })
  reportLayout(tex)
  return chapters
}

/** Without what some systems refuse in the name of a file. */
const pageName = (id: string) => id.replace(/[\\/:*?"<>|]/g, '-')

/** Read an abstract; its language says how it is headed and which way it runs. */
export function readAbstract(file: VFile, lang: string, keywords: string[], title?: string): Abstract {
  const tree = readMarkdown(file)
  const {frontMatter} = tree.data ?? {}
  delete tree.data
  const [first] = tree.children
  // The title is printed by the outputs.
  if (first?.type === 'heading' && first.depth === 1) tree.children.shift()
  return {
    lang,
    direction: directionOf(lang),
    title: title ?? frontMatter?.title ?? (first?.type === 'heading' ? plainText(first) : termsOf(lang).abstract),
    keywords,
    file,
    tree
  }
}

/** One tree a chapter, each with its heading first. `isFront`: what has no heading is a title page and the like. */
function cut(
  tree: Root,
  {file, isCover, isFront: isPage}: Source,
  name: string,
  isFront: boolean
): Array<{tree: Root; lang?: string}> {
  const {frontMatter} = tree.data ?? {}
  delete tree.data
  const isTitle = (node: RootContent): node is Heading => node.type === 'heading' && node.depth === 1
  const first = tree.children.findIndex(isTitle)
  if (first === -1) tree.children.unshift(madeHeading(frontMatter, tree, file, name, {isCover, isPage, isFront}))
  else if (first > 0) tree.children.unshift(...tree.children.splice(first, 1))
  const starts = tree.children.flatMap((node, index) => (isTitle(node) ? [index] : []))
  return starts.map((start, index) => {
    const children = tree.children.slice(start, starts[index + 1])
    const lang = children[0]?.attributes?.pairs.lang ?? frontMatter?.lang
    return {
      tree: {type: 'root', children, position: span(children)},
      lang
    }
  })
}

function madeHeading(
  {title, titleStart}: FrontMatter = {},
  tree: Root,
  file: VFile,
  name: string,
  {isCover = false, isPage = false, isFront}: Pick<Source, 'isCover'> & {isPage?: boolean | undefined; isFront: boolean}
): Heading {
  if ((title === undefined || isCover) && !isPage && tree.children.length > 0) {
    warn(file, 'Missing title: no heading of level 1', {
      at: {line: 1, column: 1, offset: 0},
      rule: 'read:missing-title',
      fix: 'Start the file with a line `# Title`.'
    })
  }
  const start = titleStart ?? tree.position?.start ?? {line: 1, column: 1, offset: 0}
  const position = {start, end: start}
  if (title !== undefined) return readTitle(title, file, position)
  const words = name.replaceAll(/[-_]+/g, ' ')
  const heading: Heading = {type: 'heading', depth: 1, children: [{type: 'text', value: words, position}], position}
  if (!isFront && !isPage) return heading
  heading.children = [{type: 'text', value: capitalise(words.replace(/^[\d ]+(?=\D)/, '')), position}]
  return {...heading, attributes: {classes: ['unnumbered', ...(isPage ? ['unlisted', 'untitled'] : [])], pairs: {}}}
}

/** A title of front matter is Markdown, as for Pandoc, with attributes, as for Quarto. */
export function readTitle(title: string, file: VFile, position: Position, options: ReadMarkdownOptions = {}): Heading {
  const source = new VFile({path: file.path, value: `# ${title.replace(/\s+/g, ' ').trim()}`})
  const [only, ...others] = readMarkdown(source, options).children
  if (only?.type !== 'heading' || others.length > 0) {
    return {type: 'heading', depth: 1, children: [{type: 'text', value: title, position}], position}
  }
  visit(only, (node) => {
    node.position = position
    // Works and labels have a position of their own in a citation and a reference.
    if ('items' in node) for (const item of node.items) item.position = position
  })
  for (const {reason, ruleId, source: stage, fatal, note} of source.messages) {
    Object.assign(file.message(reason, {place: position, source: stage, ruleId}), {fatal, note})
  }
  return only
}

/** bookdown: `# (PART) Title`, `# (PART\\*) Title`, `# (APPENDIX) Title`. The word is taken out of the heading. */
function takeDivision({children}: Heading): 'part' | 'appendix' | undefined {
  const [first] = children
  const found = first?.type === 'text' ? /^\((PART\*?|APPENDIX)\)\s*/.exec(first.value) : undefined
  if (!found || first?.type !== 'text') return undefined
  first.value = first.value.slice(found[0].length)
  return found[1] === 'APPENDIX' ? 'appendix' : 'part'
}

function roleOf({attributes}: {attributes?: Attributes}, fallback: ChapterRole): ChapterRole {
  const classes = attributes?.classes ?? []
  if (classes.includes('part')) return 'part'
  if (classes.includes('appendix')) return 'appendix'
  return classes.includes('unnumbered') ? 'unnumbered' : fallback
}

/** A heading such as « Références » with nothing below it is where Pandoc puts the bibliography. */
function fillEmpty(tree: Root, role: ChapterRole, file: VFile): void {
  if (role === 'part' || tree.children.filter(({type}) => type !== 'pageBreak').length > 1) return
  const [heading] = tree.children
  if (heading && isBibliographyTitle(plainText(heading))) {
    tree.children.splice(1, 0, {type: 'bibliography', children: [], position: heading.position})
    return
  }
  warn(file, 'Empty chapter', {
    at: heading,
    rule: 'read:empty-chapter',
    fix: 'Write its text, or remove it from the thesis.'
  })
}

function nameOf(file: VFile): string {
  return file.stem ?? 'chapter'
}

/** Without accents: file names travel through archives and servers that do not agree on them. */
function slug(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
  return new GithubSlugger().slug(plain).replace(/^-+|-+$/g, '') || 'chapter'
}

/** @param taken  names that pages have, each with the last number that was put after it */
function unique(wanted: string, taken: Map<string, number>): string {
  const name = wanted.toLowerCase()
  let id = wanted
  let number = taken.get(name) ?? 0
  while (taken.has(id.toLowerCase())) id = `${wanted}-${++number + 1}`
  taken.set(name, number)
  taken.set(id.toLowerCase(), taken.get(id.toLowerCase()) ?? 0)
  return id
}
