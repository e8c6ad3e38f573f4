/** A LaTeX document that takes in what Pandoc makes of Markdown files → the settings of the thesis. */

import {join} from 'node:path/posix'
import type {VFile} from 'vfile'
import type {Folder} from '../files.ts'
import {warn} from '../messages/messages.ts'
import {isMapping, put, type Settings} from './settings.ts'

type Open = (path: string) => Promise<VFile | undefined>

/** What the body of a document says of its files; comments match too, and say nothing. */
const piece =
  /(?<!\\)%.*|\\(?<kind>part|chapter)(?<star>\*?)\s*(?:\[[^\]\n]*\])?\{(?<title>(?:[^{}]|\{[^{}]*\}){1,500})\}(?:\s*\\label\{(?<label>[^{}\s]{1,100})\})?|\\(?:input|include|subfile)\s*\{(?<name>[^{}\n]+)\}|(?<appendix>\\appendix\b|\\begin\{(?:sub)?appendi(?:x|ces)\})/g

/**
 * Add the Markdown files that a document takes in as `.tex`, in its order, with the parts and chapters that it puts
 * them in, its title, author, bibliography and macros.
 *
 * Emits `import:unread-tex`.
 *
 * @returns whether there is such a file
 */
export async function readMaster(settings: Settings, folder: Folder, open: Open): Promise<boolean> {
  const {file, root} = settings
  const [preamble = '', body] = String(file)
    .replace(/\r\n?/g, '\n')
    .split(/^[ \t]*\\begin\{document\}/m, 2)
  if (body === undefined) return false
  const markdown = new Set(await folder.list(join(root, '**/*.{md,markdown,qmd,rmd}')))
  const origin = {yaml: {file, value: {}, placeOf: () => undefined}, path: []}
  const chapters: Array<string | {part: string; chapters: string[]}> = []
  const appendices: string[] = []
  const unread: Array<{name: string; index: number}> = []
  let heading: string | undefined
  let isInChapter = false
  let isInAppendix = false
  for (const {groups = {}, index} of body.matchAll(piece)) {
    const {kind, star, title = '', label, name, appendix} = groups
    const words = title.replace(/\\\\|\s+/g, ' ').trim()
    if (appendix !== undefined) isInAppendix = true
    else if (kind === 'part') {
      chapters.push({part: words, chapters: []})
      isInChapter = false
    } else if (kind === 'chapter') {
      heading = [words, label && `{#${label}}`, star && '{-}'].filter(Boolean).join(' ')
      isInChapter = true
    } else if (name !== undefined) {
      const path = join(root, name.trim().replace(/\.tex$/, ''))
      const found = ['.md', '.markdown', '.qmd', '.rmd'].map((end) => path + end).find((one) => markdown.has(one))
      const source = found && (await open(found))
      if (source) add(found.slice(root === '' ? 0 : root.length + 1), String(source))
      else if (await open(`${path}.tex`)) unread.push({name, index})
      heading = undefined
    }
  }
  if (settings.leads === undefined) return false
  put(settings, ['chapters'], chapters, origin)
  if (appendices.length > 0) put(settings, ['appendices'], appendices, origin)
  readPreamble(settings, preamble, (key, value) => put(settings, [key], value, origin))
  if (unread[0]) {
    const line = (preamble + body.slice(0, unread[0].index)).split('\n').length
    warn(file, `Text in TeX is not read: ${unread.map(({name}) => `\`${name}\``).join(', ')}`, {
      at: {line, column: 1},
      rule: 'import:unread-tex',
      fix: 'Make Markdown of it, `pandoc FILE.tex -o FILE.md`, if it is text of the thesis.'
    })
  }
  return true

  function add(path: string, text: string): void {
    // In what Pandoc makes, `#` is a section.
    const hasOwn = /^\\chapter\*?[[{]/m.test(text)
    const level = isInChapter && !hasOwn && /^# /m.test(text) ? 2 : 1
    settings.leads ??= new Map()
    settings.leads.set(path, {level, ...(heading === undefined ? {} : {heading})})
    const last = chapters.at(-1)
    if (isInAppendix) appendices.push(path)
    else if (isMapping(last)) last.chapters.push(path)
    else chapters.push(path)
  }
}

function readPreamble(settings: Settings, preamble: string, set: (key: string, value: unknown) => void): void {
  const whole = String(settings.file)
  const first = (name: string) =>
    new RegExp(`^[ \\t]*\\\\${name}\\s*((?:\\{(?:[^{}]|\\{[^{}]*\\}){1,500}\\})+)`, 'm').exec(whole)?.[1]
  const plain = (tex: string | undefined) =>
    tex
      ?.replace(/\}\s*\{/g, ' ')
      .replace(/^\{|\}$/g, '')
      .replace(/\\\\|\\and\b|\s+/g, ' ')
      .trim()
  set('title', plain(first('titre') ?? first('title')))
  set('author', plain(first('author')))
  const files = [...preamble.matchAll(/^[ \t]*\\addbibresource\{([^{}\n]+)\}/gm)].map(([, name]) => name!)
  if (files.length > 0) set('bibliography', {files})
}

const defines = /\\(?:(?:re)?new|provide|Declare|[gex]?def\b|let\b|acro|abbr|longnew)/

/** TeX that stands before a text, after what it takes in of the folder: macros are often in a file of their own. */
export async function withInputs(tex: string, folder: string, open: Open, seen = new Set<string>()): Promise<string[]> {
  const preamble = tex.split(/^[ \t]*\\begin\{document\}/m, 1)[0]!
  const paths = [...preamble.matchAll(/\{([\w./-]+\/)\}/g)].map(([, path]) => path!)
  const format = /^%&\S/.test(tex) ? ['header', 'preamble'] : []
  const taken = /^[^%\n]*\\(?:input|include|usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{([^{}]+)\}/gm
  const names = [...preamble.matchAll(taken)].flatMap(([, found]) => found!.split(',').map((name) => name.trim()))
  const texts: string[] = []
  for (const name of [...format, ...names]) {
    for (const path of ['', ...paths].flatMap((own) =>
      ['.tex', '.sty'].map((end) => join(folder, own, name.replace(/\.(?:tex|sty)$/, '') + end))
    )) {
      if (seen.has(path) || seen.size > 100) continue
      const file = await open(path)
      if (!file) continue
      seen.add(path)
      texts.push(...(await withInputs(String(file), folder, open, seen)))
      break
    }
  }
  const own = preamble.replace(/^[ \t]*%.*\n/gm, '')
  return defines.test(own) ? [...texts, own] : texts
}
