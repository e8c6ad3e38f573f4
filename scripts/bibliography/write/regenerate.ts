/** A library → `bibliography/references.{bib,json,html,md}`: every entry, normalised and formatted. */

import type {FormattedEntry} from '../cite/cite.ts'
import {type RichText, toHtml} from '../cite/rich-text.ts'
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
  /** BCP 47 of the thesis. */
  lang: string
  /** Format works in the thesis's style, in its order. */
  format: (items: ReadonlyMap<string, CslItem>) => readonly FormattedEntry[]
  /** Split the works into the sections that `thesis.yml` declares (default: one, without heading). */
  split?: (entries: readonly FormattedEntry[], items: ReadonlyMap<string, CslItem>) => readonly BibliographySection[]
}

export interface BibliographyFile {
  path: string
  contents: string
}

/** Regenerate the bibliography. Same library, same bytes. */
export function regenerateBibliography({library, title, lang, format, split}: RegenerateOptions): BibliographyFile[] {
  const keys = [...library.keys()]
  const items = library.load(keys)
  const entries = items.size > 0 ? format(items) : []
  const sections = (split?.(entries, items) ?? [{entries}]).filter((section) => section.entries.length > 0)
  const itemOf = (entry: Entry) => library.load([entry.key]).get(entry.key)
  const sorted = [...items.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return [
    {path: 'bibliography/references.bib', contents: writeBibtex(library, itemOf)},
    {path: 'bibliography/references.json', contents: writeCslJson(sorted)},
    {path: 'bibliography/references.html', contents: writeHtml(sections, title, lang)},
    {path: 'bibliography/references.md', contents: writeMarkdown(sections, title)}
  ]
}

function writeHtml(sections: readonly BibliographySection[], title: string, lang: string): string {
  const right = /^(?:ar|fa|he|ur)\b/i.test(lang)
  const body = sections.map((section) => {
    const heading = section.title === undefined ? '' : `<h2>${escapeHtml(section.title)}</h2>\n`
    return `${heading}<ul class="references">\n${section.entries.map(entryHtml).join('\n')}\n</ul>`
  })
  return `<!doctype html>
<html lang="${escapeHtml(lang)}"${right ? ' dir="rtl"' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.5 Georgia, 'Times New Roman', serif; }
.references { padding: 0; list-style: none; }
.references li { margin: 0 0 0.75em; padding-inline-start: 2em; text-indent: -2em; overflow-wrap: anywhere; }
.smallcaps { font-variant: small-caps; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body.join('\n')}
</main>
</body>
</html>
`
}

function entryHtml({key, content, lang, isArabic}: FormattedEntry): string {
  const language = lang === undefined ? '' : ` lang="${escapeHtml(lang)}"`
  return `<li id="${escapeHtml(`ref-${key}`)}"${language}${isArabic ? ' dir="rtl"' : ''}>${toHtml(content)}</li>`
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
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
