/** The YAML at the top of a chapter → its title and language. */

import type {Root, Yaml} from 'mdast'
import type {VFile} from 'vfile'
import {isMap, isScalar, LineCounter, parseDocument} from 'yaml'
import {error, inform} from '../../messages/messages.ts'

/** What a chapter's front matter may say. */
export interface FrontMatter {
  title?: string
  /** BCP 47. */
  lang?: string
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

function readFrontMatter(node: Yaml, file: VFile): FrontMatter {
  const lines = new LineCounter()
  const document = parseDocument(node.value, {lineCounter: lines, logLevel: 'silent'})
  const firstLine = (node.position?.start.line ?? 1) + 1
  const [problem] = document.errors
  if (problem) {
    const {line, col} = lines.linePos(problem.pos[0])
    error(file, `Unreadable front matter: ${problem.message.split(/\n| at line/)[0]}`, {
      at: {line: firstLine + line - 1, column: Math.max(col, 1)},
      rule: 'read:front-matter',
      fix: 'Mend the YAML here: check the indentation, the colons and the quotes.'
    })
    return {}
  }
  const values = document.toJS({maxAliasCount: 100}) as unknown
  if (typeof values !== 'object' || values === null) return {}
  const entries = new Map(Object.entries(values))
  const unused = [...entries.keys()].filter((key) => key !== 'title' && key !== 'lang')
  if (unused.length > 0) {
    inform(file, `Unused front matter: ${unused.map((key) => `\`${key}\``).join(', ')}`, {
      at: node,
      rule: 'read:unused-front-matter',
      fix: 'Put what is about the whole thesis in `thesis.yml`; only `title` and `lang` are read here.'
    })
  }
  const text = (key: string) => {
    const value = entries.get(key)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  const title = text('title')
  const lang = text('lang')
  return {...(title === undefined ? {} : {title}), ...(lang === undefined ? {} : {lang})}
}
