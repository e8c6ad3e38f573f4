/** Chapters as read → the thesis that writers get: the transforms, in order. */

import path from 'node:path/posix'
import {unified} from 'unified'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {Style} from '../bibliography/cite/styles.ts'
import type {CitationInput, FormattedCitations} from '../bibliography/cite/types.ts'
import type {Figures} from '../charts/index.ts'
import type {Config} from '../config.ts'
import type {FontFile} from '../document/font-file.ts'
import {termsIn} from '../document/terms.ts'
import type {Abstract, Chapter, Cover, Thesis} from '../document/thesis.ts'
import {appendBibliography} from './citations/append-bibliography.ts'
import {refreshTitle, resolveCitations, type Works} from './citations/resolve-citations.ts'
import {checkNumbers} from './data/check-numbers.ts'
import {drawCharts} from './data/draw-charts.ts'
import {fillTables, type ReadPhrase} from './data/fill-tables.ts'
import {resolveValues} from './data/resolve-values.ts'
import {forOutput, isConditional} from './for-output.ts'
import {type LoadImagesOptions, loadImages} from './load-images.ts'
import {adoptLabels, collectLabels} from './references/adopt-labels.ts'
import {collectContents, collectList} from './references/collect-contents.ts'
import {collectHeadings} from './references/collect-headings.ts'
import {numberExamples, resolveExamples} from './references/number-examples.ts'
import {numberNotes} from './references/number-notes.ts'
import {numberTargets} from './references/number-targets.ts'
import {byStem, resolveLinks} from './references/resolve-links.ts'
import {checkLabels, resolveReferences} from './references/resolve-references.ts'
import {checkAbbreviations} from './text/check-abbreviations.ts'
import {checkAbstracts} from './text/check-abstracts.ts'
import {checkText} from './text/check-text.ts'
import {expandAbbreviations, openAbbreviations} from './text/expand-abbreviations.ts'
import {frenchTypography} from './text/french-typography.ts'
import {highlightCode} from './text/highlight-code.ts'
import {inheritLanguage} from './text/inherit-language.ts'
import {listAbbreviations} from './text/list-abbreviations.ts'
import {smartQuotes} from './text/smart-quotes.ts'
import {typesetConfig, typesetCover} from './text/typeset-config.ts'

export interface TransformOptions {
  chapters: Chapter[]
  abstracts: Abstract[]
  config: Config
  cover: Cover
  configFile: VFile
  /** Where `thesis.yml` gives the value at a path. */
  placeInConfig?: (path: readonly string[]) => Position | undefined
  works: Works
  /** Undefined when it cannot be used: keys are printed. */
  style: Style | undefined
  /** CSL locale files of the author's, by tag. */
  locales: Record<string, string>
  /** `formatCitations` of the bibliography. */
  format: (input: CitationInput) => FormattedCitations
  figures: Figures
  /** Reads a cell of the author's tables. */
  readPhrase: ReadPhrase
  images: LoadImagesOptions
  /** Fonts of the author's. */
  fonts: readonly FontFile[]
}

/**
 * Resolve a thesis, once for all outputs; where some of its text is for one output only, once for each, so that the
 * numbers, the lists and the works cited of each are whole.
 */
export async function transformThesis(options: TransformOptions): Promise<Thesis> {
  const {abstracts, chapters} = options
  if (!isConditional([...abstracts, ...chapters])) return resolve(options)
  const paper = await resolve({
    ...options,
    chapters: forOutput(chapters, 'pdf'),
    abstracts: forOutput(abstracts, 'pdf')
  })
  const site = {...options, chapters: forOutput(chapters, 'html'), abstracts: forOutput(abstracts, 'html')}
  return {...(await resolve(site)), paper}
}

/**
 * Resolve everything that the text leaves open.
 *
 * The order matters: data first, because they bring text, figures and citations (tables before values, which stand in their cells); citations before numbers,
 * because note styles bring notes and the bibliography is a chapter; references before notes are counted, because
 * they print the words and the notes that the author put beside them; typography late, because it changes what labels
 * and keys are compared with; checks last, on what will be printed.
 */
async function resolve(options: TransformOptions): Promise<Thesis> {
  const {abstracts, config, figures, works, readPhrase} = options
  const terms = termsIn(config)

  const numbers = figures.numbers()
  for (const {tree, file, lang = config.lang} of [...abstracts, ...options.chapters]) {
    const data = unified()
      .use(inheritLanguage, {lang, around: config.lang})
      .use(checkNumbers, {numbers})
      .use(fillTables, {figures, works, readPhrase})
      .use(resolveValues, {lang, figures})
      .use(drawCharts, {figures})
    await data.run(tree, file)
  }
  const assets = await loadImages([...abstracts, ...options.chapters], options.images)

  const examples = numberExamples([...abstracts.map(asChapter), ...options.chapters])
  const labels = collectLabels(options.chapters)
  const keys = new Set(examples.size + labels.size > 0 ? options.works.keys() : [])
  const isWork = (key: string) => keys.has(key)
  for (const {tree, file} of [...abstracts, ...options.chapters]) {
    await unified().use(resolveExamples, {examples, isWork}).use(adoptLabels, {labels, isWork}).run(tree, file)
  }
  const cited = resolveCitations([...abstracts.map(asChapter), ...options.chapters], options)
  const chapters = appendBibliography(options.chapters, cited, config)
  const {targets, implicit, anchors} = numberTargets(chapters, config)

  const headings = collectHeadings(chapters)
  const used = new Set<string>()
  const chaptersByPath = new Map([...chapters].reverse().map((chapter) => [chapter.file.path, chapter]))
  const places = {anchors, headings, chaptersByPath, chaptersByStem: byStem(chaptersByPath)}
  for (const chapter of [...abstracts.map(asChapter), ...chapters]) {
    const {tree, file} = chapter
    const references = unified()
      .use(resolveReferences, {targets, implicit, terms, used})
      .use(resolveLinks, {...places, chapter, folder: path.dirname(file.path ?? ''), used})
    await references.run(tree, file)
  }
  numberNotes(abstracts.map(asChapter), false)
  numberNotes(chapters, cited.isNotesThroughThesis)

  const abbreviations = openAbbreviations(config.abbreviations)
  for (const {tree, file, lang = config.lang, ...rest} of [...abstracts, ...chapters]) {
    const isMarkedOnly = !('role' in rest)
    const text = unified()
      .use(checkText, {lang, french: config.typography.french})
      .use(expandAbbreviations, {abbreviations, lang, thesisLang: config.lang, isMarkedOnly})
      .use(listAbbreviations, {abbreviations, lang: config.lang})
      .use(smartQuotes, {lang})
      .use(frenchTypography, {lang, french: config.typography.french})
    await text.run(tree, file)
  }
  await highlightCode([...abstracts, ...chapters])
  for (const chapter of chapters) refreshTitle(chapter)
  checkLabels(chapters, targets, used)
  const {configFile, placeInConfig} = options
  checkAbbreviations(abbreviations, {configFile, placeOf: (short) => placeInConfig?.(['abbreviations', short])})
  checkAbstracts(abstracts, {...config, configFile, placeOf: (lang) => placeInConfig?.(['abstracts', lang])})

  return {
    config: typesetConfig(config),
    cover: typesetCover(options.cover, config),
    abstracts,
    chapters,
    targets,
    contents: collectContents(chapters, config.contents.depth),
    figures: collectList(chapters, 'figure'),
    tables: collectList(chapters, 'table'),
    listings: collectList(chapters, 'listing'),
    assets,
    fonts: options.fonts
  }
}

/** Abstracts stand on the first page of the site and cite as chapters do. */
function asChapter({file, lang, tree}: Abstract): Chapter {
  return {id: 'index', role: 'unnumbered', file, lang, title: [], tree}
}
