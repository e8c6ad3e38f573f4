/** `npm run bibliography`: the library and what the thesis cites → the bibliography regenerated, audited and fixed. */

import type {VFile} from 'vfile'
import {auditBibliography} from './bibliography/audit/audit.ts'
import {formatSummary, summariseBibliography} from './bibliography/audit/summary.ts'
import {formatCitations} from './bibliography/cite/cite.ts'
import type {Style} from './bibliography/cite/styles.ts'
import type {Library} from './bibliography/library.ts'
import {fixBibliography} from './bibliography/write/fix.ts'
import {type BibliographySection, regenerateBibliography} from './bibliography/write/regenerate.ts'
import type {Config} from './config.ts'
import {termsIn} from './document/terms.ts'
import type {OutputFile, Thesis} from './document/thesis.ts'
import type {Folder} from './files.ts'
import {type Rewriting, rewrite} from './publish/rewrite.ts'
import {sectionsOf} from './transform/citations/append-bibliography.ts'
import {collectCited} from './transform/citations/collect-cited.ts'
import {toPhrasing} from './transform/citations/rich-text-nodes.ts'
import {writeReferencePage} from './write/html/reference-page.ts'

export interface RegenerateInput {
  library: Library
  style: Style | undefined
  locales: Record<string, string>
  config: Config
}

/** The files of `dist/bibliography/`: every work of the library, in the thesis's style, by the sections of `thesis.yml`. */
export function writeBibliography({library, style, locales, config}: RegenerateInput): OutputFile[] {
  const title = config.bibliography.title ?? termsIn(config).bibliography
  return regenerateBibliography({
    library,
    title,
    writePage: (sections) => writePage(sections, title, config.lang),
    format: (items) =>
      style
        ? formatCitations({
            items,
            style,
            locale: config.lang,
            locales,
            clusters: [],
            nocite: [...items.keys()],
            arabic: config.bibliography.arabic
          }).entries
        : [],
    split: (entries, items) => sectionsOf(entries, items, config)
  })
}

/** The page of the works, by the one writer of HTML. `lang` is BCP 47. */
export function writePage(sections: readonly BibliographySection[], title: string, lang: string): string {
  const written = sections.map((section) => ({
    title: section.title,
    works: section.entries.map(({content, isArabic, ...work}) => ({...work, children: toPhrasing(content, {isArabic})}))
  }))
  return writeReferencePage(written, title, lang)
}

/** Check every entry, cited or not; the messages go to the bibliography's files. Gives the table that sums up. */
export function audit(library: Library, thesis: Thesis, year: number): string {
  const cited = [...collectCited([...thesis.abstracts, ...thesis.chapters]), ...thesis.config.citations.nocite]
  auditBibliography({library, cited, year})
  return formatSummary(summariseBibliography(library, cited))
}

/**
 * Fix what is safe to fix in the `.bib` files themselves, in all or in none, everything else left byte for byte.
 *
 * @returns a line for each change: place, field, before and after
 */
export async function fixFiles(folder: Folder, files: readonly VFile[], signal?: AbortSignal): Promise<string[]> {
  const lines: string[] = []
  const rewritings: Rewriting[] = []
  for (const file of files) {
    if (file.extname?.toLowerCase() !== '.bib') continue
    const before = decode(file)
    if (before === undefined) continue
    const {text, changes} = fixBibliography(before)
    if (changes.length === 0) continue
    rewritings.push({path: file.path, text})
    lines.push(
      ...changes.map(
        ({line, column, key, field, before, after}) =>
          `${file.path}:${line}:${column} ${key}.${field}: ${before} → ${after}`
      )
    )
  }
  await rewrite(folder, rewritings, {signal})
  return lines
}

/** Undefined for a file that is not UTF-8: its encoding is the author's to fix first, and a message says so. */
function decode({value}: VFile): string | undefined {
  if (typeof value === 'string') return value
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(value)
  } catch {
    return undefined
  }
}
