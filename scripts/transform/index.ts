/** Chapters as read → the thesis that writers get: the transforms, in order. */

import path from 'node:path/posix'
import type {Root} from 'mdast'
import {unified} from 'unified'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import type {Style} from '../bibliography/cite/styles.ts'
import type {CitationInput, FormattedCitations} from '../bibliography/cite/types.ts'
import type {Figures} from '../charts/index.ts'
import type {Config} from '../config.ts'
import type {FontFile} from '../document/font-file.ts'
import type {ConditionalOutput} from '../document/nodes.ts'
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
import {appendIndex} from './references/append-index.ts'
import {collectContents, collectList} from './references/collect-contents.ts'
import {collectHeadings} from './references/collect-headings.ts'
import {numberExamples, resolveExamples} from './references/number-examples.ts'
import {numberNotes} from './references/number-notes.ts'
import {numberTargets} from './references/number-targets.ts'
import {byStem, resolveLinks} from './references/resolve-links.ts'
import {checkLabels, resolveReferences} from './references/resolve-references.ts'
import {type KeptTransform, type Resolved, resolveChanged, type Seen} from './resolve-changed.ts'
import {isInert, titlesIn} from './skeleton.ts'
import {checkAbbreviations} from './text/check-abbreviations.ts'
import {checkAbstracts} from './text/check-abstracts.ts'
import {checkText} from './text/check-text.ts'
import {expandAbbreviations, openAbbreviations} from './text/expand-abbreviations.ts'
import {frenchTypography} from './text/french-typography.ts'
import {highlightCode} from './text/highlight-code.ts'
import {inheritLanguage} from './text/inherit-language.ts'
import {linkTerms, termPattern} from './text/link-terms.ts'
import {listAbbreviations} from './text/list-abbreviations.ts'
import {smartQuotes} from './text/smart-quotes.ts'
import {typesetConfig, typesetCover} from './text/typeset-config.ts'

export interface TransformOptions {
  chapters: Chapter[]
  abstracts: Abstract[]
  config: Config
  cover: Cover
  configFile: VFile
  /** Where an abbreviation of another file is declared. */
  placeOfTerm?: ((short: string) => {file: VFile; at: Position | undefined} | undefined) | undefined
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
  /** Chapters have keys then, and those that were resolved before are not again. */
  kept?: KeptTransform | undefined
}

/**
 * Resolve a thesis, once for all outputs; where some of its text is for one output only, once for each, so that the
 * numbers, the lists and the works cited of each are whole.
 */
export async function transformThesis(options: TransformOptions): Promise<Thesis> {
  const {abstracts, chapters} = options
  if (!isConditional([...abstracts, ...chapters])) return resolveFor(options)
  const paper = await resolveFor(options, 'pdf')
  return {...(await resolveFor(options, 'html')), paper}
}

/** Resolve it for one output alone, or for all. */
async function resolveFor(given: TransformOptions, output?: ConditionalOutput): Promise<Thesis> {
  const options = output
    ? {...given, chapters: forOutput(given.chapters, output), abstracts: forOutput(given.abstracts, output)}
    : given
  const {config, cover, fonts, kept} = options
  const {pattern, declared} = openAbbreviations(config.abbreviations)
  const told = [declared.size > 0 ? pattern : [], termPattern(options.chapters, config) ?? []].flat()
  const isTold = (text: string) => told.some((one) => text.search(one) !== -1)
  const resolved = kept
    ? await resolveChanged({
        ...options,
        ...kept,
        inputs: `${kept.inputs} ${output} ${told.join(' ')}`,
        inputsOf: (text) => `${kept.inputsOf(text)} ${output} ${told.join(' ')}`,
        logos: logosOf(cover),
        fillData: (text) => fillData(text, options),
        loadImages: (texts) => loadImages(texts, options.images),
        resolve: (abstracts, chapters, seen) => resolve({...options, abstracts, chapters}, seen),
        async finish(chapters) {
          for (const chapter of chapters) {
            await checkTyped(chapter, config)
            await typeset(chapter, config)
          }
          await highlightCode(chapters)
        },
        outline: (abstracts, chapters) => resolve({...options, abstracts, chapters}, undefined, isTold),
        typeset: (tree) => typeset({file: new VFile(), tree}, config),
        isTold
      })
    : await resolveAll(options)
  const {items: _, formatted: __, ...rest} = resolved
  return {...rest, config: typesetConfig(config), cover: typesetCover(cover, config), fonts}
}

async function resolveAll(options: TransformOptions): Promise<Resolved> {
  for (const text of [...options.abstracts, ...options.chapters]) await fillData(text, options)
  return resolve(options)
}

/** The first step, for each text by itself: what it takes of the data. */
async function fillData({tree, file, lang}: Abstract | Chapter, options: TransformOptions): Promise<void> {
  const {config, figures, works, readPhrase} = options
  const own = lang ?? config.lang
  const terms = termsIn(config, own)
  const data = unified()
    .use(inheritLanguage, {lang: own, around: config.lang})
    .use(checkNumbers, {numbers: figures.numbers()})
    .use(fillTables, {figures, works, readPhrase, terms})
    .use(resolveValues, {lang: own, figures})
    .use(drawCharts, {figures, works, terms, lang: own})
  await data.run(tree, file)
}

/**
 * Resolve everything that the text leaves open.
 *
 * The order matters: data first, because they bring text, figures and citations (tables before values, which stand in their cells); citations before numbers,
 * because note styles bring notes and the bibliography is a chapter; references before notes are counted, because
 * they print the words and the notes that the author put beside them; typography late, because it changes what labels
 * and keys are compared with; checks last, on what will be printed.
 *
 * @param seen  the other chapters are skeletons: they are there to be numbered and named, and are not finished
 * @param isTold  all of them are, with what it finds: of their text, and of the chapters that we make, titles alone are
 *   finished
 */
async function resolve(options: TransformOptions, seen?: Seen, isTold?: (text: string) => boolean): Promise<Resolved> {
  const {abstracts, config} = options
  const terms = termsIn(config)

  const onCover = {file: options.configFile, tree: logosOf(options.cover)}
  const assets = await loadImages([...abstracts, ...options.chapters, onCover], options.images)

  const examples = numberExamples([...abstracts.map(asChapter), ...options.chapters])
  const labels = collectLabels(options.chapters)
  const keys = new Set(examples.size + labels.size > 0 ? options.works.keys() : [])
  const isWork = (key: string) => keys.has(key)
  for (const {tree, file} of [...abstracts, ...options.chapters]) {
    await unified().use(resolveExamples, {examples, isWork}).use(adoptLabels, {labels, isWork}).run(tree, file)
  }
  const abbreviations = openAbbreviations(config.abbreviations)
  let {formatted} = seen ?? {}
  const cited = resolveCitations([...abstracts.map(asChapter), ...options.chapters], {
    ...options,
    works: seen ? {...options.works, load: () => seen.items} : options.works,
    isPrinted: (chapter) => !seen || seen.own.has(chapter) || abbreviations.declared.size > 0,
    format(input) {
      formatted ??= options.format(input)
      return formatted
    }
  })
  const listed = appendBibliography(options.chapters, cited, config, seen?.bibliography)
  const works = isTold
    ? setWorksAside(
        listed.filter((one) => !options.chapters.includes(one)),
        isTold
      )
    : []
  const chapters = appendIndex(listed, config)
  const {targets, implicit, anchors} = numberTargets(chapters, config)

  const headings = collectHeadings(chapters)
  const used = new Set<string>()
  const chaptersByPath = new Map([...chapters].reverse().map((chapter) => [chapter.file.path, chapter]))
  const places = {anchors, headings, chaptersByPath, chaptersByStem: byStem(chaptersByPath)}
  for (const chapter of [...abstracts.map(asChapter), ...(seen ? options.chapters : chapters)]) {
    const {tree, file} = chapter
    const references = unified()
      .use(resolveReferences, {targets, implicit, terms, used})
      .use(resolveLinks, {...places, chapter, folder: path.dirname(file.path ?? ''), used})
    await references.run(tree, file)
  }
  numberNotes(abstracts.map(asChapter), false)
  numberNotes(chapters, cited.isNotesThroughThesis)

  const finished = [...abstracts, ...chapters].filter((text) => !seen || seen.own.has(text as Chapter))
  const isBare = (text: Abstract | Chapter) => isTold !== undefined && 'role' in text
  for (const text of finished) {
    const isTyped = !('role' in text) || options.chapters.includes(text)
    if (isTyped && !isBare(text)) await checkTyped(text, config)
  }
  linkTerms(chapters, config)
  for (const text of abbreviations.declared.size > 0 ? [...abstracts, ...chapters] : finished) {
    const {tree, file, lang = config.lang} = text
    const isFinished = finished.includes(text)
    const passes = unified()
      .use(expandAbbreviations, {abbreviations, lang, thesisLang: config.lang, isMarkedOnly: !('role' in text)})
      .use(listAbbreviations, {abbreviations, lang: config.lang})
    await passes.run(tree, file)
    if (isFinished) await typeset(isBare(text) ? {...text, tree: titlesIn(tree)} : text, config)
  }
  await highlightCode(finished)
  const own = chapters.filter((chapter) => finished.includes(chapter))
  for (const chapter of own) refreshTitle(chapter)
  checkLabels(own, targets, used)
  const {configFile, placeInConfig, placeOfTerm} = options
  checkAbbreviations(abbreviations, (short) => {
    return placeOfTerm?.(short) ?? {file: configFile, at: placeInConfig?.(['abbreviations', short])}
  })
  for (const {list, children} of works) list.children = children
  checkAbstracts(abstracts, {...config, configFile, placeOf: (lang) => placeInConfig?.(['abstracts', lang])})

  return {
    abstracts,
    chapters,
    targets,
    contents: collectContents(own, config.contents.depth),
    figures: collectList(own, 'figure'),
    tables: collectList(own, 'table'),
    listings: collectList(own, 'listing'),
    items: cited.items,
    formatted,
    assets
  }
}

/** Leave out, for the time being, the works of lists that nothing else depends on. */
function setWorksAside(chapters: readonly Chapter[], isTold: (text: string) => boolean) {
  return chapters.flatMap(({tree}) =>
    tree.children.flatMap((list) => {
      if (list.type !== 'bibliography') return []
      const {children} = list
      list.children = children.filter((work) => !isInert(work, isTold))
      return [{list, children}]
    })
  )
}

async function checkTyped({tree, file, lang}: Abstract | Chapter, config: Config): Promise<void> {
  await unified()
    .use(checkText, {lang: lang ?? config.lang, french: config.typography.french})
    .run(tree, file)
}

/** Quotes and spaces, as printed. */
async function typeset(
  {tree, file, lang}: Pick<Chapter, 'tree' | 'file' | 'lang'>,
  {lang: own, typography: {french}}: Config
): Promise<void> {
  const passes = unified()
    .use(smartQuotes, {lang: lang ?? own})
    .use(frenchTypography, {lang: lang ?? own, french})
  await passes.run(tree, file)
}

/** Abstracts stand on the first page of the site and cite as chapters do. */
function asChapter({file, lang, tree}: Abstract): Chapter {
  return {id: 'index', role: 'unnumbered', file, lang, title: [], tree}
}

function logosOf({logos}: Cover): Root {
  return {type: 'root', children: [{type: 'paragraph', children: logos}]}
}
