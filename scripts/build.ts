/** The pipeline: a folder → its outputs and every message. Read → transform → write. */

import type {VFile} from 'vfile'
import {formatCitations} from './bibliography/cite.ts'
import {openLibrary} from './bibliography/library.ts'
import {openStyle} from './bibliography/styles.ts'
import type {OutputFile} from './document/thesis.ts'
import {readData} from './figures/data.ts'
import {openFigures} from './figures/index.ts'
import type {Folder} from './files.ts'
import type {Step} from './progress.ts'
import {readAbstract, readChapters} from './read/read-thesis.ts'
import {listMessages, softenErrors} from './report.ts'
import {readSources} from './sources.ts'
import {transformThesis} from './transform/index.ts'
import {writeHtml} from './write/html/index.ts'
import {writePdf} from './write/pdf.ts'
import {writeTypst} from './write/typst/index.ts'

/** What can be built on its own. */
export const outputKinds = ['html', 'pdf'] as const
export type OutputKind = (typeof outputKinds)[number]

export interface BuildOptions {
  /** All, unless said otherwise. */
  only?: readonly OutputKind[]
  /** Say every message, write nothing. */
  isCheck?: boolean
  /** Errors become warnings and the build goes on. */
  isDraft?: boolean
  /** The project's own CSL styles. */
  ownStyles: Folder
  /** Date put into the outputs: `SOURCE_DATE_EPOCH`. */
  date?: Date
  step: Step
}

export interface Build {
  /** Every source, with its messages. */
  files: VFile[]
  /** Empty when an error stopped the build. */
  outputs: OutputFile[]
}

/** Build a thesis. Writes nothing to the disk; never throws on content. */
export async function build(folder: Folder, options: BuildOptions): Promise<Build> {
  const {step} = options
  const sources = await step('Read the sources', () => readSources(folder, options.ownStyles))
  const {config, files} = sources
  const outputs: OutputFile[] = []
  if (!config) return {files, outputs}

  const chapters = await step('Parse the chapters', () => readChapters(sources.chapters))
  const abstracts = sources.abstracts.map(({file, lang, keywords}) => readAbstract(file, lang, keywords))
  const library = openLibrary(sources.bibliography, {lang: config.lang})
  const figures = openFigures(readData(sources.data), config.lang)
  const images = {read: folder.read, list: () => folder.list('**/*.*'), roots: [sources.root, '']}
  const thesis = await step('Number, cite and draw', () =>
    transformThesis({
      chapters,
      abstracts,
      config,
      configFile: sources.configFile,
      works: library,
      style: sources.style && openStyle(sources.style, sources.otherStyles),
      locales: sources.locales,
      format: formatCitations,
      figures,
      images
    })
  )

  const kinds = options.only ?? config.outputs?.filter((kind) => isOutputKind(kind)) ?? outputKinds
  const hasError = () => !options.isDraft && files.some((file) => file.messages.some(({fatal}) => fatal))
  if (kinds.includes('html'))
    outputs.push(
      ...(await step('Write the site', () => writeHtml(thesis, kinds.includes('pdf') ? {pdf: '../thesis.pdf'} : {})))
    )
  if (kinds.includes('pdf')) {
    const project = await step('Write the pages', () => writeTypst(thesis))
    if (!options.isCheck && !hasError()) {
      outputs.push(...(await step('Print the PDF', () => writePdf(project, options.date ? {date: options.date} : {}))))
    }
  }
  if (options.isDraft) softenErrors(files)
  if (options.isCheck || hasError()) return {files, outputs: []}
  outputs.push({path: 'report.json', contents: `${JSON.stringify(listMessages(files), null, 2)}\n`})
  return {files, outputs}
}

function isOutputKind(kind: string): kind is OutputKind {
  return (outputKinds as readonly string[]).includes(kind)
}
