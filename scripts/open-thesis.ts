/** A folder → the thesis, read and resolved, with the engines that its outputs and its slides are made with. */

import type {VFile} from 'vfile'
import {formatCitations} from './bibliography/cite/cite.ts'
import {inLanguage, openStyle, type Style} from './bibliography/cite/styles.ts'
import type {CitationInput, FormattedCitations} from './bibliography/cite/types.ts'
import type {CslItem} from './bibliography/entry.ts'
import {type Library, openLibrary} from './bibliography/library.ts'
import {stampOfPrograms} from './cache/author-code.ts'
import {foundIn, keyOf, type Results} from './cache/results.ts'
import {type Figures, openFigures, readCharts} from './charts/index.ts'
import type {Config} from './config.ts'
import {checkValues} from './data/check-values.ts'
import {checkSources, readData, type ThesisData} from './data/data.ts'
import type {Chapter, Thesis} from './document/thesis.ts'
import type {Folder} from './files.ts'
import {dropRepeated} from './messages/repeated.ts'
import type {Step} from './progress.ts'
import {readPhrase} from './read/markdown.ts'
import {readMacros} from './read/read-macros.ts'
import {readAbstract, readChapters} from './read/read-thesis.ts'
import {expandMacros} from './read/tex/tex-macros.ts'
import {reportResults} from './run-results.ts'
import {readSources, type Sources} from './sources.ts'
import {codedWorks} from './transform/data/works-table.ts'
import {transformThesis} from './transform/index.ts'
import type {KeptTransform} from './transform/resolve-changed.ts'
import {drawPages} from './write/pdf/engine.ts'

/** A thesis before it is written. */
export interface OpenedThesis {
  config: Config
  thesis: Thesis
  library: Library
  style: Style | undefined
  /** CSL locales that lie beside the author's styles. */
  locales: Record<string, string>
  data: ThesisData
  figures: Figures
  /** The TeX of a formula with the macros of the thesis in their place. */
  expandTex: (tex: string) => string
}

export interface OpenThesisOptions {
  /** Formats the citations; one that is kept open (`openCitations`) prints only what changed. */
  format?: (input: CitationInput) => FormattedCitations
  /** What earlier builds made; without it all is made again. */
  results?: Results
  /** Called with the chapters as they are read, before they are resolved. */
  onRead?: (chapters: readonly Chapter[], config: Config) => void
  /** Items of the bibliography of earlier builds. */
  items?: Map<string, CslItem>
}

/**
 * Read → transform.
 *
 * @returns every source with its messages; no thesis when `thesis.yml` cannot be used
 */
export async function openThesis(
  folder: Folder,
  ownStyles: Folder,
  step: Step,
  {format = formatCitations, results, items, onRead}: OpenThesisOptions = {}
): Promise<{sources: Sources; opened?: OpenedThesis}> {
  const sources = await step('Read the sources', () => readSources(folder, ownStyles))
  const {config, cover, configFile, placeInConfig, placeOfTerm, locales} = sources
  if (!config || !cover) return {sources}

  const macros = readMacros(config)
  const chapters = await step('Parse the chapters', () =>
    readChapters(sources.chapters, {
      lang: config.lang,
      macros,
      execute: sources.execute,
      results
    })
  )
  onRead?.(chapters, config)
  const abstracts = sources.abstracts.map(({file, lang, keywords}) => readAbstract(file, lang, keywords))
  const library = openLibrary(sources.bibliography, {lang: config.lang, items})
  const data = readData(sources.data)
  checkSources(sources.data, data, library)
  if (!data.tables.has('works')) data.tables.set('works', codedWorks(library))
  checkValues(data)
  await reportResults(folder, sources.data)
  const figures = openFigures(data, config, readCharts(sources.data))
  const found = sources.style && openStyle(sources.style, sources.otherStyles)
  const style = found && inLanguage(found, config.lang)
  const images = {read: folder.read, list: () => folder.list('**/*.*'), roots: [sources.root, ''], drawPages}
  const thesis = await step('Resolve references, citations and charts', () =>
    transformThesis({
      chapters,
      abstracts,
      config,
      cover,
      configFile,
      placeInConfig,
      placeOfTerm,
      works: library,
      style,
      locales,
      format,
      figures,
      readPhrase,
      images,
      fonts: sources.fonts,
      kept: results && keptTransform(sources, results, folder.root)
    })
  )
  if (thesis.paper) dropRepeated(sources.files)
  // A definition in a formula of a slide holds for that formula.
  const expandTex = (tex: string) => {
    const expansion = expandMacros(tex, new Map(macros))
    return 'tex' in expansion ? expansion.tex : tex
  }
  return {sources, opened: {config, thesis, library, style, locales, data, figures, expandTex}}
}

/** All that chapters are resolved with besides their texts and pictures. */
function keptTransform(sources: Sources, results: Results, folder: string): KeptTransform {
  const {config, cover, style, otherStyles, locales, bibliography, data, configFile, imported} = sources
  const texts = new Set([...sources.chapters, ...sources.abstracts].map(({file}) => file))
  const hashOf = (files: readonly VFile[]) => files.flatMap(({path, value}) => [path, value ?? ''])
  const others = keyOf(
    {config, cover, locales, imported: imported?.metadata},
    stampOfPrograms(folder, ['thesis/charts', 'charts']),
    ...[...otherStyles].flat(),
    ...hashOf([...data, configFile, ...(style ? [style] : [])])
  )
  const inputs = keyOf(others, ...hashOf(bibliography))
  // The works are data too, as the table of that name; a chart cites the sources that are among them.
  const countsWorks = (text: unknown) => /works|:::+ *\{?\.?chart/.test(String(text))
  const hasCounts = data.some(countsWorks)
  return {
    results,
    inputs,
    inputsOf: (text) => (hasCounts || foundIn(results, 'counts', text, countsWorks) ? inputs : others),
    files: sources.files.filter((file) => !texts.has(file))
  }
}
