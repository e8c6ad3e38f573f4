/** `slides/slides.md` → its slides, each with its place in the file, its text as our tree, and its notes. */

import {dirname, join, relative} from 'node:path/posix'
import {parseSync} from '@slidev/parser/core'
import {parseRangeString} from '@slidev/parser/utils'
import type {Root} from 'mdast'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import {z} from 'zod'
import type {Citation, CrossReference} from '../../document/nodes.ts'
import {visit} from '../../document/visit.ts'
import {error} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {readYaml} from '../../messages/read-yaml.ts'
import type {Ignore} from '../../messages/severity.ts'
import {readMarkdown} from '../../read/markdown.ts'
import {placeOffsets} from './place-offsets.ts'

/** A deck as written. */
export interface Deck {
  file: VFile
  /** Front matter of the first slide, which is the deck's. */
  settings: Record<string, unknown>
  slides: Slide[]
}

export interface Slide {
  /** The file where it is written: messages go there. */
  file: VFile
  /** From 1, as the address bar has it. */
  number: number
  /** Line of the file where it starts, from 1. */
  line: number
  layout: string
  settings: Record<string, unknown>
  /** Markdown without front matter and notes. */
  content: string
  /** Line of the file where the content starts. */
  contentLine: number
  /** The same, read as a thesis is; positions are those of the file. */
  tree: Root
  /** Citations and references of the tree, with their offsets in `content`. */
  citations: Cited[]
  /** Our components, in the order of the text. */
  components: Component[]
  note: string
  /** The notes, read as a thesis is, and their citations with their offsets in `note`. */
  noteTree: Root
  noteCitations: Cited[]
  /** Components in the notes; a value is the only one that notes can print. */
  noteComponents: Component[]
  /** Line of the file where the notes start. */
  noteLine: number
}

/** What is typed in a text to be printed by the thesis's engines: `[@sen1999]`, `@fig-map`. */
export interface Cited {
  node: Citation | CrossReference
  start: number
  end: number
}

/** `<Value of="garden.members@2024" unit />`. */
export interface Component {
  name: string
  /** An attribute without a value is the empty text. */
  attributes: Record<string, string>
  /** As typed. */
  source: string
  /** Offset in the content or in the notes. */
  start: number
  line: number
  column: number
}

/**
 * Read a deck as Slidev does, with the slides that `src: ./pages/cases.md` brings and without those that `hide: true`
 * leaves out (its guide, “Importing slides”).
 *
 * Emits `slides:front-matter`, `slides:missing-part`, `slides:too-many`.
 *
 * @param parts  other Markdown files of the deck's folder, by their path from it
 */
export function readDeck(file: VFile, parts: ReadonlyMap<string, VFile> = new Map()): Deck {
  const slides = readSlides(file, {parts, path: '', settings: {}, chain: [file], quota: {left: mostSlides}})
  return {
    file,
    settings: slides[0]?.settings ?? {},
    slides: slides.map((slide, index) => ({
      ...slide,
      number: index + 1,
      layout: typeof slide.settings.layout === 'string' ? slide.settings.layout : index === 0 ? 'cover' : 'default'
    }))
  }
}

interface Importing {
  parts: ReadonlyMap<string, VFile>
  /** Of the file, from the deck's folder; empty for `slides.md`. */
  path: string
  /** Front matter of the slide that brings the file: it goes before that of the slides. */
  settings: Record<string, unknown>
  chain: readonly VFile[]
  /** Slides that may still be brought. */
  quota: {left: number}
}

/** Files that bring files that bring files: more slides than any talk has. */
const mostSlides = 1000

type WrittenSlide = Omit<Slide, 'number' | 'layout'>

function readSlides(file: VFile, importing: Importing): WrittenSlide[] {
  return readFile(file, importing.settings).flatMap((slide) => {
    const {src, hide, disabled} = slide.settings
    if (hide || disabled || importing.quota.left < 0) return []
    if (importing.path !== '' && --importing.quota.left < 0) {
      error(slide.file, `Too many slides included by \`src\` (maximum ${mostSlides})`, {
        at: {line: slide.line, column: 1},
        rule: 'slides:too-many',
        fix: 'Include each file once, with only the slides you need: `src: ./file.md#2,4-6`.'
      })
      return []
    }
    return typeof src === 'string' ? readPart(slide, src, importing) : [slide]
  })
}

/** Slides of another file, all or those of `./cases.md#2,4-6`. */
function readPart(slide: WrittenSlide, src: string, {parts, path, chain, quota}: Importing): WrittenSlide[] {
  const [name = '', range] = src.split('#')
  const wanted = name.startsWith('/') ? name.slice(1) : join(dirname(path || '.'), name)
  const part = parts.get(wanted)
  if (!part || chain.includes(part)) {
    error(slide.file, part ? `\`${src}\` includes itself` : `Missing file \`${src}\` of slides`, {
      at: {line: slide.line, column: 1},
      rule: 'slides:missing-part',
      actual: src,
      expected: nearest(wanted, [...parts.keys()]),
      fix: didYouMean(wanted, [...parts.keys()]) || `Write slides/${wanted}, or remove the slide.`
    })
    return []
  }
  const {src: _, ...settings} = slide.settings
  const slides = readSlides(part, {parts, path: wanted, settings, chain: [...chain, part], quota})
  const chosen = range === undefined ? undefined : parseRangeString(slides.length, range)
  return chosen ? slides.filter((_, index) => chosen.includes(index + 1)) : slides
}

function readFile(file: VFile, more: Record<string, unknown>): WrittenSlide[] {
  const text = String(file).replace(/\r\n?/g, '\n')
  const parsed = parseSync(text, file.path ?? 'slides.md', {noParseYAML: true})
  return parsed.slides.map((one) => {
    const {start, raw} = one as typeof one & {start: number; raw: string}
    const settings = {...readSettings(file, one.frontmatterRaw, start + 2), ...more}
    // Slidev's own `contentStart` is past the end where front matter is never closed.
    const head = one.frontmatterRaw ? raw.indexOf(one.frontmatterRaw) + one.frontmatterRaw.length : 0
    const from = raw.indexOf(one.content, one.content === '' ? 0 : head)
    const lineAt = (offset: number) => start + raw.slice(0, offset).split('\n').length - 1
    const contentLine = lineAt(from)
    const noteLine = lineAt(one.note ? raw.indexOf(one.note, raw.indexOf('<!--', from + one.content.length)) : from)
    const note = readAt(one.note ?? '', noteLine)
    const {ignores, ...content} = readAt(one.content, contentLine)
    if (ignores.length > 0) file.data.ignores = [...(file.data.ignores ?? []), ...ignores]
    return {
      file,
      line: start + 1,
      settings,
      content: one.content,
      contentLine: contentLine + 1,
      ...content,
      components: findComponents(one.content, contentLine),
      note: one.note ?? '',
      noteTree: note.tree,
      noteCitations: note.citations,
      noteComponents: findComponents(one.note ?? '', noteLine),
      noteLine: noteLine + 1
    }
  })
}

/** A slide for questions, not for the talk. */
export function isBackup({layout, settings}: Slide): boolean {
  return ['backup', 'backup-chart', 'menu', 'references'].includes(layout) || settings.backup === true
}

/** A component of ours: a name with a capital, and attributes in double quotes. */
const component = /<([A-Z]\w*)((?:\s+[@:\w-]+(?:="[^"]*")?)*)\s*\/?>/g
const attribute = /([@:\w-]+)(?:="([^"]*)")?/g

function findComponents(content: string, firstLine: number): Component[] {
  const text = withoutCode(content)
  const placeOf = placeOffsets(text, firstLine + 1)
  return [...text.matchAll(component)].map(({0: source, 1: name = '', 2: rest = '', index}) => {
    const attributes = Object.fromEntries([...rest.matchAll(attribute)].map(([, key = '', value = '']) => [key, value]))
    return {name, attributes, source, start: index, ...placeOf(index)}
  })
}

/** A picture on a slide, by its path from the deck's folder. */
export interface SlidePicture {
  path: string
  /** On the network: the path means nothing. */
  isRemote: boolean
  /** As typed. */
  typed: string
  line: number
  column: number
}

/** Pictures of the deck's own that a slide shows, in its text or as its front matter says. */
export function picturesOf({content, contentLine, file, line, settings}: Slide): SlidePicture[] {
  const folder = relative('slides', dirname(file.path ?? 'slides/slides.md'))
  const text = withoutCode(content)
  const placeOf = placeOffsets(text, contentLine)
  const shown = [...text.matchAll(/!\[[^\]]*\]\(<?([^)\s>]+)|<img\s[^>]*?src="([^"]+)"/g)].map(
    ({1: markdown, 2: html, index}) => ({typed: markdown ?? html ?? '', ...placeOf(index)})
  )
  const named = ['image', 'background'].flatMap((key) => {
    const typed = settings[key]
    return typeof typed === 'string' && /\.\w+$/.test(typed) ? [{typed, line, column: 1}] : []
  })
  return [...shown, ...named]
    .filter(({typed}) => !/^(?:data:|#)/.test(typed))
    .map((one) => ({
      ...one,
      path: one.typed.startsWith('/') ? `public${one.typed}` : join(folder, one.typed),
      isRemote: /^(?:https?:)?\/\//i.test(one.typed)
    }))
}

/** Code says nothing to us; its length is kept, so that places stay right. */
function withoutCode(content: string): string {
  return content.replace(/^(```+|~~~+)[^\n]*\n[\s\S]*?^\1[^\n]*$|`[^`\n]+`|<!--[\s\S]*?-->/gm, (code) =>
    code.replace(/[^\n]/g, ' ')
  )
}

const frontMatterRules = {
  unreadable: 'slides:front-matter',
  unknown: 'slides:front-matter',
  missing: 'slides:front-matter',
  wrong: 'slides:front-matter'
} as const

/** Slidev and its themes read keys of their own: any may stand there. */
function readSettings(file: VFile, raw: string | undefined, line: number): Record<string, unknown> {
  if (!raw) return {}
  const options = {rules: frontMatterRules, part: {text: raw, line}, name: 'the front matter of a slide'}
  return readYaml(file, z.record(z.string(), z.unknown()), options).value ?? {}
}

/** The tree of a piece of a file, with the places of the file. */
export function readAt(content: string, line: number): Pick<Slide, 'tree' | 'citations'> & {ignores: Ignore[]} {
  const source = new VFile({value: content})
  const tree = readMarkdown(source)
  const citations: Cited[] = []
  visit(tree, (node) => {
    if (node.type === 'citation' || node.type === 'crossReference') {
      citations.push({node, start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0})
      for (const item of node.items) item.position = item.position && shifted(item.position)
    }
    if (node.position) node.position = shifted(node.position)
  })
  const ignores = (source.data.ignores ?? []).map((ignore) => ({
    ...ignore,
    start: ignore.start + line,
    end: ignore.end + line,
    at: shifted(ignore.at)
  }))
  return {tree, citations, ignores}

  function shifted({start, end}: Position): Position {
    return {
      start: {line: start.line + line, column: start.column},
      end: {line: end.line + line, column: end.column}
    }
  }
}
