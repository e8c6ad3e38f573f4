/** A library → `bibliography/references.{bib,json,html,md}`: every entry, normalised and formatted. */

import type {FormattedEntry} from '../cite/citations.ts'
import type {RichText} from '../cite/rich-text.ts'
import type {CslItem, Entry} from '../entry.ts'
import type {Library} from '../library.ts'
import {writeBibtex} from './bibtex.ts'
import {writeCslJson} from './csl-json.ts'

/** A heading and the works below it. */
export interface BibliographySection {
  title?: string
  entries: readonly FormattedEntry[]
}

export interface RegenerateOptions {
  library: Library
  /** « Bibliographie » */
  title: string
  /** Format works in the thesis's style, in its order. */
  format: (items: ReadonlyMap<string, CslItem>) => readonly FormattedEntry[]
  /** Write the page of the works. */
  writePage: (sections: readonly BibliographySection[]) => string
  /** Split the works into the sections that `thesis.yml` declares (default: one, without heading). */
  split?: (entries: readonly FormattedEntry[], items: ReadonlyMap<string, CslItem>) => readonly BibliographySection[]
}

export interface BibliographyFile {
  path: string
  contents: string
}

/** Regenerate the bibliography. Same library, same bytes. */
export function regenerateBibliography({
  library,
  title,
  format,
  split,
  writePage
}: RegenerateOptions): BibliographyFile[] {
  const keys = [...library.keys()]
  const items = library.load(keys)
  const entries = items.size > 0 ? format(items) : []
  const sections = (split?.(entries, items) ?? [{entries}]).filter((section) => section.entries.length > 0)
  const itemOf = (entry: Entry) => library.load([entry.key]).get(entry.key)
  const sorted = [...items.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return [
    {path: 'bibliography/references.bib', contents: writeBibtex(library, itemOf)},
    {path: 'bibliography/references.json', contents: writeCslJson(sorted)},
    {path: 'bibliography/references.html', contents: writePage(sections)},
    {path: 'bibliography/references.md', contents: writeMarkdown(sections, title)}
  ]
}

function writeMarkdown(sections: readonly BibliographySection[], title: string): string {
  const parts = sections.flatMap((section) => [
    ...(section.title === undefined ? [] : [`## ${escapeMarkdown(section.title)}`]),
    ...section.entries.map(({content}) => escapeLineStart(toMarkdown(content).trim()))
  ])
  return `${[`# ${escapeMarkdown(title)}`, ...parts].join('\n\n')}\n`
}

const markdownOf = {
  emphasis: ['*', '*'],
  strong: ['**', '**'],
  smallCaps: ['[', ']{.smallcaps}'],
  underline: ['[', ']{.underline}'],
  superscript: ['^', '^'],
  subscript: ['~', '~']
} as const

function toMarkdown(content: RichText): string {
  return content
    .map((node): string => {
      if (node.type === 'text') return escapeMarkdown(node.value)
      if (node.type === 'embedded') return ''
      const inner = toMarkdown(node.children)
      if (node.type === 'work') return inner
      if (node.type === 'link') {
        const isPlain = node.children.every((child) => child.type === 'text' && child.value === node.url)
        return isPlain && !/[<>\s]/.test(node.url)
          ? `<${node.url}>`
          : `[${inner}](<${node.url.replace(/[<>\n]/g, encodeURIComponent)}>)`
      }
      const [open, close] = markdownOf[node.type]
      // Blanks inside the marks would keep Markdown from seeing them.
      const [, before = '', text = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(inner) ?? []
      if (text === '') return inner
      const shown = node.type === 'superscript' || node.type === 'subscript' ? text.replace(/ /g, '\\ ') : text
      return before + open + shown + close + after
    })
    .join('')
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~^$@]/g, '\\$&')
}

/** What would start a list. */
function escapeLineStart(text: string): string {
  return text.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^([-+])/, '\\$1')
}
