/** A folder → which of its files are chapters and bibliographies, and a message for each that looks like one and is not read. */

import path from 'node:path'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import type {Config, ReadConfig} from './config.ts'
import type {Folder} from './files.ts'
import {findMarkdown, indexFirst} from './import/find-markdown.ts'
import type {Settings} from './import/settings.ts'
import {error, inform, warn} from './messages/messages.ts'
import type {RuleId} from './messages/rules.ts'
import {reportUnread, unreadProblem} from './messages/unread.ts'

/** Where to look. */
export interface FindOptions {
  folder: Folder
  config: Config
  /** `thesis.yml`: what is about no file that was read is said there. */
  configFile: VFile
  /** Folder of the chapters, `thesis` or ``. */
  root: string
  /** Where a key of `thesis.yml` is written. */
  placeOf: ReadConfig['placeOf']
  /** The settings of another tool, when there is no `thesis.yml`. */
  imported?: Settings | undefined
}

const markdown = '*.{md,qmd}'
/** Markdown by names that are not read. */
const likeMarkdown = '*.{md,qmd,markdown,mdown,mkd,rmd}'

/** Whether a text names a file of Markdown. */
export const isMarkdownPath = (text: string) => /^\S[^\n]*\.(?:q?md|rmd|markdown)$/i.test(text)

/** The files that are chapters when none is listed: all Markdown but abstracts, appendices and what serves something else. */
export async function findChapters({folder, config, root, imported}: FindOptions): Promise<string[]> {
  const taken = new Set(namedFiles(config, root))
  const abstracts = abstractFolders(config, root)
  const isFree = (file: string) => !taken.has(file) && (imported || !abstracts.has(path.posix.dirname(file)))
  if (!imported) {
    const isChapter = chapterPlaces(root)
    return indexFirst(
      (await folder.list(within(root, `**/${markdown}`))).filter((file) => isChapter(file) && isFree(file))
    )
  }
  const {folders} = imported
  const wanted = folders && new Set([root, ...folders.map((name) => path.posix.join(root, name).replace(/\/+$/, ''))])
  const folderOf = (file: string) => path.posix.dirname(file).replace(/^\.$/, '')
  const isIn = (file: string) =>
    !wanted || [...wanted].some((one) => folderOf(file) === one || (one !== root && file.startsWith(`${one}/`)))
  const files = (await findMarkdown(folder, root)).filter(
    (file) => isFree(file) && isIn(file) && !isOutput(imported, root, file)
  )
  return withoutKnitted(files)
}

/** Of `a.Rmd` and the `a.md` that was knitted of it, the second: what code prints stands in it. */
function withoutKnitted(files: readonly string[]): string[] {
  const knitted = new Set(files.filter((file) => /\.md$/i.test(file)).map((file) => file.replace(/\.md$/i, '')))
  return files.filter((file) => !/\.rmd$/i.test(file) || !knitted.has(file.replace(/\.rmd$/i, '')))
}

/** Bibliographies that lie anywhere: for a thesis that names none, and has none where they are looked for. */
export async function findBibliographies({folder}: FindOptions): Promise<string[]> {
  const isSource = (file: string) => !/(?:^|\/)(?:dist|_book|_site|_build|docs)\//.test(file)
  const found = (await folder.list('**/*.{bib,ris,enw}')).filter(isSource)
  if (found.length > 0) return found
  // Zotero's CSL-JSON may stand beside JSON of any kind.
  const works: string[] = []
  for (const file of (await folder.list('**/*.json')).filter(isSource)) {
    const bytes = await folder.read(file).catch(() => undefined)
    const start = new TextDecoder().decode(bytes?.subarray(0, 4000))
    if (/^\s*\[\s*\{/.test(start) && /"id"\s*:/.test(start) && /"type"\s*:/.test(start)) works.push(file)
  }
  return works
}

/** Where bibliographies lie. */
export function bibliographyPatterns(root: string): string[] {
  const here = ['bibliography/*.{bib,json,yaml,yml,ris,enw}']
  return root === '' ? [...here, '*.bib'] : here
}

/** Say that a thesis has no chapter, and which Markdown files were seen. Emits `files:no-chapters`. */
export async function reportNoChapters({folder, configFile, config, root, placeOf}: FindOptions): Promise<void> {
  const seen = (await folder.list(`**/${likeMarkdown}`)).filter((file) => !/^(?:dist|slides|bibliography)\//.test(file))
  const place = placeOf(['chapters'])
  error(
    configFile,
    `Missing chapters: ${seen.length === 0 ? 'no Markdown file was found' : `none of ${names(seen)} is one`}`,
    {
      at: place,
      rule: 'files:no-chapters',
      fix:
        config.chapters === undefined
          ? `Write the first one as \`${within(root, '01-introduction.md')}\`, or list yours under \`chapters:\`.`
          : 'List the files of the chapters under `chapters:`.'
    }
  )
}

/**
 * Say what was seen and is not read.
 *
 * @param read  paths of all that was read
 * @returns files that were not read, with a message each
 *
 * Emits `files:unused-chapter`, `files:unused-bibliography`, `files:missing-deck`, `files:hidden`, `files:outside`,
 * `files:unreadable`.
 */
export async function reportLeftOut(options: FindOptions, read: ReadonlySet<string>): Promise<VFile[]> {
  const {folder, config, configFile, root, placeOf, imported} = options
  const wasRead = (file: string) => read.has(file) || folder.wasRead.has(path.join(folder.root, file))
  if (imported) {
    await reportUnlisted(options, imported, read)
    return []
  }
  const isChapter = chapterPlaces(root)
  const chapters = (await folder.list(within(root, `**/${likeMarkdown}`))).filter(
    (file) => isChapter(file) && !wasRead(file)
  )
  const place = placeOf(['chapters'])
  say(
    chapters,
    'Markdown',
    'files:unused-chapter',
    'List it under `chapters:` of thesis.yml, or move it out of the folder.',
    place
  )

  const everywhere = root === '' ? ['**/*.{bib,ris,enw}'] : ['*.{bib,ris,enw}', 'thesis/**/*.{bib,ris,enw}']
  const bibliographies = (await folder.list([...everywhere, 'bibliography/**/*.{bib,json,yaml,yml,ris,enw}'])).filter(
    (file) => !wasRead(file) && !/^(?:dist|bibliography\/styles)\//.test(file)
  )
  say(
    bibliographies,
    'bibliography',
    'files:unused-bibliography',
    'Name it under `bibliography:` of thesis.yml, or move it into `bibliography/`.'
  )

  const decks = (await folder.list(`slides/${likeMarkdown}`)).filter((file) => !isReadme(file))
  if (decks.length > 0 && !wasRead('slides/slides.md')) {
    warn(configFile, `Missing deck \`slides/slides.md\` beside ${names(decks)}`, {
      rule: 'files:missing-deck',
      fix: `Rename \`${decks[0]}\` to \`slides/slides.md\`.`
    })
  }

  const others = [
    ...bibliographyPatterns(root),
    within(root, 'data/**/*.{yml,yaml,csv,tsv,xlsx,xls,ods,geojson,topojson}'),
    'slides/**/*.md'
  ]
  return [
    ...(await folder.listUnread(within(root, `**/${markdown}`)))
      .filter(({path: file}) => isChapter(file))
      // Nothing is known to be lost where the author lists the chapters.
      .map(({path: file, why}) => unreadFile(file, why, config.chapters === undefined)),
    ...(await folder.listUnread(others)).map(({path: file, why}) => unreadFile(file, why, true)),
    ...(await folder.listUnread('bibliography/styles/*.{csl,xml}')).map(({path: file, why}) =>
      unreadFile(file, why, false)
    )
  ]

  function say(files: string[], what: string, rule: RuleId, fix: string, at?: Position): void {
    if (files.length === 0) return
    warn(configFile, `Unused ${what} ${files.length === 1 ? 'file' : 'files'} ${names(files)}, not read`, {
      at,
      rule,
      fix
    })
  }

  function unreadFile(name: string, why: string, isLost: boolean): VFile {
    const file = new VFile({path: name, cwd: folder.root})
    if (why === 'hidden') {
      inform(file, `Hidden file \`${name}\`, not read: its name starts with a full stop`, {
        rule: 'files:hidden',
        fix: 'Give it a name that starts with a letter or a number, if it belongs to the thesis.'
      })
      return file
    }
    reportUnread(file, name, unreadProblem(name, why))
    // A folder may hold anything.
    if (!isLost || name.endsWith('/')) for (const message of file.messages) message.fatal = false
    return file
  }
}

/**
 * Say which Markdown of a project for another tool is not read: its outputs and the twins of knitted files apart, and
 * the parts of a document that is whole.
 */
async function reportUnlisted(
  {folder, root}: FindOptions,
  imported: Settings,
  read: ReadonlySet<string>
): Promise<void> {
  if (/md$/i.test(imported.file.path)) return
  const files = (await findMarkdown(folder, root)).filter((file) => !isOutput(imported, root, file))
  const stem = (file: string) => file.replace(/\.\w+$/, '')
  const stems = new Set([...read].map(stem))
  const left = files.filter((file) => !stems.has(stem(file)))
  if (left.length === 0) return
  warn(imported.file, `Unused Markdown ${left.length === 1 ? 'file' : 'files'} ${names(left)}, not read`, {
    rule: 'files:unused-chapter',
    fix: 'Name it among the chapters of the project, or begin its name with `_` if it is none.'
  })
}

const isOutput = ({outputs}: Settings, root: string, file: string) =>
  outputs.some((one) => file.startsWith(`${path.posix.join(root, one)}/`))

/** Chapters lie everywhere but in the folders that serve something else; what a README says is not the thesis. */
function chapterPlaces(root: string): (file: string) => boolean {
  const others =
    root === '' ? /^(?:data|charts|template|bibliography|slides|dist)\// : /^thesis\/(?:data|charts|template)\//
  return (file) => !others.test(file) && !isReadme(file) && !/(?:^|\/)_/.test(file)
}

const isReadme = (file: string) => /^readme\.\w+$/i.test(path.posix.basename(file))

/** Files that `thesis.yml` names for something else than the list of chapters. */
function namedFiles({abstracts, appendices}: Config, root: string): string[] {
  return [...Object.values(abstracts).map(({text}) => text), ...appendices].map((file) =>
    path.posix.normalize(within(root, file))
  )
}

/** Folders that hold abstracts: what else lies there is no chapter. */
function abstractFolders({abstracts}: Config, root: string): Set<string> {
  const folders = Object.values(abstracts).map(({text}) => path.posix.dirname(path.posix.normalize(text)))
  return new Set(folders.filter((folder) => folder !== '.').map((folder) => within(root, folder)))
}

const within = (root: string, file: string) => (root === '' ? file : `${root}/${file}`)

/** The first few, and how many more. */
function names(files: readonly string[]): string {
  const shown = files.slice(0, 5).map((file) => `\`${file}\``)
  return files.length > 5 ? `${shown.join(', ')} and ${files.length - 5} more` : shown.join(', ')
}
