/** The YAML at the top of a chapter → its title and language, and what its cells do. */

import type {Root, Yaml} from 'mdast'
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
}

declare module 'mdast' {
  interface RootData {
    /** Until `readChapters` has used it. */
    frontMatter?: FrontMatter
  }
}

/**
 * Whether a text starts with front matter: keys and values between two lines of hyphens, as Pandoc has it. A
 * sentence or a list there is Markdown between two rules.
 */
export function hasFrontMatter(text: string): boolean {
  const yaml = /^---[ \t]*\n(?:([\s\S]*?)\n)??---[ \t]*(?:\n|$)/.exec(text)
  if (!yaml) return false
  const {contents, errors} = parseDocument(yaml[1] ?? '', {logLevel: 'silent', uniqueKeys: false})
  return errors.length > 0 || contents === null || isMap(contents) || (isScalar(contents) && contents.value === null)
}

/** Take the front matter out of the tree. Emits `read:front-matter`, `read:unused-front-matter`. */
export function takeFrontMatter(tree: Root, file: VFile): void {
  const [first] = tree.children
  if (first?.type !== 'yaml') return
  tree.children.shift()
  tree.data = {...tree.data, frontMatter: readFrontMatter(first, file)}
}

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
  execute: z.record(z.string(), z.unknown()).optional()
})

function readFrontMatter(node: Yaml, file: VFile): FrontMatter {
  const part = {text: node.value, line: (node.position?.start.line ?? 1) + 1}
  const {value, placeOf} = readYaml(file, frontMatterSchema, {rules, part, name: 'the front matter'})
  if (!value) return {}
  const {title, lang, execute, ...others} = value
  const unused = Object.keys(others)
  if (unused.length > 0) {
    inform(file, `Unused front matter: ${unused.map((key) => `\`${key}\``).join(', ')}`, {
      at: node,
      rule: 'read:unused-front-matter',
      fix: 'Put what is about the whole thesis in `thesis.yml`; only `title` and `lang` are read here.'
    })
  }
  const start = placeOf(['title'])?.start
  return {title, titleStart: start && {...start, offset: offsetOf(start, String(file))}, lang, execute}
}

function offsetOf({line, column}: Point, text: string): number {
  let offset = 0
  for (let passed = 1; passed < line; passed++) offset = text.indexOf('\n', offset) + 1
  return offset + column - 1
}
