/** The metadata of a file, at its top or further down → the title and language of its chapter, and what its cells do. */

import type {Root} from 'mdast'
import type {Point} from 'unist'
import type {VFile} from 'vfile'
import {isMap, isScalar, parseDocument} from 'yaml'
import {z} from 'zod'
import {languageSchema} from '../../document/language-schema.ts'
import {inform} from '../../messages/messages.ts'
import {readYaml} from '../../messages/read-yaml.ts'

/** What a chapter's front matter may say. */
export interface FrontMatter {
  title?: string | undefined
  /** Where its title starts. */
  titleStart?: Point | undefined
  /** BCP 47. */
  lang?: string | undefined
  /** Quarto's options of every cell. */
  execute?: Record<string, unknown> | undefined
  /** TeX, for the macros that it defines: `header-includes`. */
  headers?: string[]
}

declare module 'mdast' {
  interface RootData {
    /** Until `readChapters` has used it. */
    frontMatter?: FrontMatter
  }
}

/** A YAML block of Pandoc, or its title block. */
export interface MetadataBlock {
  /** The YAML without its fences, and its first line in the file, from 1. */
  text: string
  line: number
  /** First line of the block, and the line that ends it, from 1. */
  start: number
  end: number
  close: '---' | '...'
  /** Of a title block. */
  fields?: {title?: string; author?: string[]; date?: string}
}

/**
 * The metadata of a file, as Pandoc finds them: `% title`, `% authors`, `% date` at the very start, and YAML between
 * `---` and `---` or `...`, at the start or after an empty line. A sentence or a list there is Markdown between two
 * rules.
 */
export function metadataBlocks(text: string): MetadataBlock[] {
  if (!text.startsWith('%') && !/^---[ \t]*$/m.test(text)) return []
  const lines = text.split('\n')
  const blocks: MetadataBlock[] = []
  const titleBlock = readTitleBlock(lines)
  if (titleBlock) blocks.push(titleBlock)
  const isEnd = (line: string) => /^(?:---|\.\.\.)[ \t\r]*$/.test(line)
  let end = 0
  for (let start = titleBlock?.end ?? 0; start < lines.length; start++) {
    if (!/^---[ \t\r]*$/.test(lines[start]!) || !isOpening(lines, start)) continue
    if (end <= start) end = start + 1
    while (end < lines.length && !isEnd(lines[end]!)) end++
    if (end >= lines.length) break
    const yaml = lines.slice(start + 1, end).join('\n')
    if (!isMetadata(yaml, start === 0)) continue
    const close = lines[end]!.startsWith('-') ? '---' : '...'
    blocks.push({text: yaml, line: start + 2, start: start + 1, end: end + 1, close})
    start = end
  }
  return blocks
}

/** Nothing before it, an empty line or the end of a comment; a rule has an empty line after it as well. */
function isOpening(lines: readonly string[], start: number): boolean {
  if (start === 0) return true
  const before = lines[start - 1]!.trim()
  return (before === '' || before.endsWith('-->')) && (lines[start + 1] ?? '').trim() !== ''
}

function isMetadata(yaml: string, isFirst: boolean): boolean {
  if (!isFirst && !/^[\w"'{#-]/.test(yaml)) return false
  const {contents, errors} = parseDocument(yaml, {logLevel: 'silent', uniqueKeys: false})
  if (!isFirst) return errors.length === 0 && isMap(contents)
  return errors.length > 0 || contents === null || isMap(contents) || (isScalar(contents) && contents.value === null)
}

/** A field starts with `%`; lines that start with a space go on with it. */
function readTitleBlock(lines: readonly string[]): MetadataBlock | undefined {
  const fields: string[] = []
  let at = 0
  for (; at < lines.length && fields.length <= 3; at++) {
    const line = lines[at]!
    if (/^%(?:[ \t]|$)/.test(line) && fields.length < 3) fields.push(line.slice(1).trim())
    else if (fields.length > 0 && /^[ \t]+\S/.test(line)) fields.push(`${fields.pop()}\n${line.trim()}`)
    else break
  }
  if (fields.length === 0) return undefined
  const [title = '', authors = '', date = ''] = fields
  const author = authors.split(/\n|;/).map((one) => one.trim())
  return {
    text: '',
    line: 1,
    start: 1,
    end: at,
    close: '---',
    fields: {
      title: title.replaceAll('\n', ' ') || undefined,
      author: authors === '' ? undefined : author.filter(Boolean),
      date: date.replaceAll('\n', ' ') || undefined
    }
  }
}

/**
 * Take the metadata out of the tree. Emits `read:front-matter`, `read:unused-front-matter`.
 *
 * @param blocks  of the same text
 */
export function takeFrontMatter(tree: Root, blocks: readonly MetadataBlock[], file: VFile): void {
  if (blocks.length === 0) return
  tree.children = tree.children.filter(({type}) => type !== 'yaml')
  const found = blocks.map((block) => (block.fields ? titleOf(block.fields) : readFrontMatter(block, file)))
  tree.data = {...tree.data, frontMatter: Object.assign({}, ...found.reverse())}
}

const titleOf = ({title}: {title?: string}): FrontMatter => (title === undefined ? {} : {title})

const rules = {
  unreadable: 'read:front-matter',
  unknown: 'read:unused-front-matter',
  missing: 'read:front-matter',
  wrong: 'read:front-matter'
} as const

/** A title may look like a number: `1984`. */
const title = z.union([z.string(), z.number().transform(String)])

const frontMatterSchema = z.looseObject({
  title: title.optional(),
  lang: languageSchema.optional(),
  'header-includes': z.union([z.string().transform((text) => [text]), z.array(z.string())]).optional(),
  execute: z.record(z.string(), z.unknown()).optional()
})

function readFrontMatter({text, line, start, end}: MetadataBlock, file: VFile): FrontMatter {
  const {value, placeOf} = readYaml(file, frontMatterSchema, {rules, part: {text, line}, name: 'the front matter'})
  if (!value) return {}
  const {title, lang, execute, 'header-includes': headers, ...others} = value
  // What the whole thesis takes from here is known where its settings are read.
  const unused = Object.keys(others).filter((key) => !file.data.usedMetadata?.has(key))
  if (unused.length > 0) {
    inform(file, `Unused front matter: ${unused.map((key) => `\`${key}\``).join(', ')}`, {
      at: {start: {line: start, column: 1}, end: {line: end, column: 4}},
      rule: 'read:unused-front-matter',
      fix: 'Put what is about the whole thesis in `thesis.yml`; only `title`, `lang` and `header-includes` are read here.'
    })
  }
  const titleStart = placeOf(['title'])?.start
  const all = {
    title,
    titleStart: titleStart && {...titleStart, offset: offsetOf(titleStart, String(file))},
    lang,
    execute,
    headers
  }
  return Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined))
}

function offsetOf({line, column}: Point, text: string): number {
  let offset = 0
  for (let passed = 1; passed < line; passed++) offset = text.indexOf('\n', offset) + 1
  return offset + column - 1
}

declare module 'vfile' {
  interface DataMap {
    /** Keys of its metadata that are read as settings of the thesis. */
    usedMetadata?: Set<string>
  }
}
