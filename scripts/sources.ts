/** A folder → what a thesis is made of: its configuration, chapters, abstracts, bibliography, data. */

import {basename, normalize} from 'node:path/posix'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import {type Config, type ReadConfig, readConfig} from './config.ts'
import {type FontFile, readFont} from './document/font-file.ts'
import {type Folder, readBytes, readText} from './files.ts'
import {bibliographyPatterns, findChapters, reportLeftOut, reportNoChapters} from './find-sources.ts'
import {error} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'
import {reportUnread, unreadProblem} from './messages/unread.ts'
import type {Source} from './read/read-thesis.ts'

/** `slides/slides.md`, and the names of the files beside it. */
export interface DeckSource {
  file: VFile
  names: Set<string>
  /** Other Markdown files of its folder, which `src:` may include, by their path from it. */
  parts: Map<string, VFile>
  /** Bytes of one of them. */
  read: (name: string) => Promise<Uint8Array | undefined>
}

/** What was found. Every file is in `files`, which is where the messages are. */
export interface Sources {
  /** Undefined when `thesis.yml` cannot be used: nothing else was read then. */
  config?: Config
  configFile: VFile
  /** Where a value of `thesis.yml` is written. */
  placeInConfig: ReadConfig['placeOf']
  /** Folder of the chapters, `thesis`, or `` when they lie beside `thesis.yml` at the top. */
  root: string
  chapters: Source[]
  abstracts: Array<{lang: string; keywords: string[]; file: VFile}>
  /** `.bib`, `.json`, `.yaml`, `.ris`, as bytes: their encoding is not known yet. */
  bibliography: VFile[]
  /** The CSL style; undefined when there is none of that name. */
  style?: VFile
  /** The other styles at hand, by name: a dependent style finds its parent there. */
  otherStyles: Map<string, string>
  /** `locales-….xml` that lie beside the author's styles, by tag. */
  locales: Record<string, string>
  /** Fonts that `page: fonts:` names. */
  fonts: FontFile[]
  /** Case studies and series of `thesis/data/`. */
  data: VFile[]
  /** `slides/slides.md`, and the names of the files beside it; undefined when there is no deck. */
  deck?: DeckSource
  files: VFile[]
}

/**
 * Read the sources of a thesis. `ownStyles` is the folder of the project's own CSL styles.
 *
 * Emits `files:missing-thesis`, `files:not-utf8`, `files:outside`, `config:missing-file`, `config:unreadable-font`, and what `readConfig` emits.
 */
export async function readSources(folder: Folder, ownStyles: Folder): Promise<Sources> {
  const isSeen = (file: string) => folder.read(file).then(Boolean, () => true)
  const root = (await isSeen('thesis/thesis.yml')) || !(await isSeen('thesis.yml')) ? 'thesis' : ''
  const at = (path: string) => (root === '' ? path : `${root}/${path}`)
  const configFile =
    (await readTold(readText, folder, at('thesis.yml'))) ?? new VFile({path: at('thesis.yml'), cwd: folder.root})
  const found: Sources = {
    configFile,
    placeInConfig: () => undefined,
    root,
    chapters: [],
    abstracts: [],
    otherStyles: new Map(),
    locales: {},
    bibliography: [],
    data: [],
    fonts: [],
    files: [configFile]
  }
  if (configFile.value === undefined) {
    if (configFile.messages.length > 0) return found
    const alike = (await folder.list(['*.{yml,yaml}', 'thesis/*.{yml,yaml}'])).find((file) =>
      /(?:^|\/)thesis\.ya?ml$/i.test(file)
    )
    error(configFile, 'Missing file `thesis.yml`', {
      rule: 'files:missing-thesis',
      fix: alike
        ? `Rename \`${alike}\` to \`thesis.yml\`.`
        : 'Write `thesis/thesis.yml` with a line `title: …`, and the chapters beside it.'
    })
    return found
  }
  if (configFile.messages.some(({fatal}) => fatal)) return found
  const {config, placeOf} = readConfig(configFile)
  if (!config) return found
  found.config = config
  found.placeInConfig = placeOf
  const options = {folder, config, configFile, root, placeOf}

  await readAbstracts(config)
  await readChapterFiles(config)
  found.bibliography = await readAll(readBytes, folder, await folder.list(bibliographyPatterns(root)))
  found.data = await readDataFiles(folder, root)
  await readFonts(config)
  await readStyle(config)
  await readOtherStyles()
  const deck = await readDeckSource(folder)
  if (deck) found.deck = deck
  found.files.push(
    ...found.chapters.map(({file}) => file),
    ...found.abstracts.map(({file}) => file),
    ...found.bibliography,
    ...found.data,
    ...(found.deck ? [found.deck.file, ...found.deck.parts.values()] : [])
  )
  found.files.push(...(await reportLeftOut(options, new Set(found.files.map((file) => file.path)))))
  keepReadable(found)
  return found

  async function readAbstracts({abstracts}: Config): Promise<void> {
    for (const [lang, {text, keywords}] of Object.entries(abstracts)) {
      const isPath = /^\S+\.q?md$/i.test(text)
      const file = isPath
        ? await named(at(text), ['abstracts', lang])
        : new VFile({path: configFile.path, cwd: folder.root, value: text})
      if (file) found.abstracts.push({lang, keywords, file})
    }
  }

  async function readChapterFiles({chapters, appendices}: Config): Promise<void> {
    if (chapters === undefined) {
      const paths = await findChapters(options)
      for (const file of await readAll(readText, folder, paths)) found.chapters.push({file, role: 'chapter'})
    }
    for (const [index, entry] of (chapters ?? []).entries()) {
      if (typeof entry === 'string') {
        await addChapter(entry, ['chapters', index], 'chapter')
        continue
      }
      const part = `part-${index}`
      if (/\.q?md$/i.test(entry.part)) await addChapter(entry.part, ['chapters', index, 'part'], 'part', part)
      else {
        const file = new VFile({path: configFile.path, cwd: folder.root, value: `# ${entry.part}\n`})
        found.chapters.push({file, role: 'part', part})
      }
      for (const [at, path] of entry.chapters.entries()) {
        await addChapter(path, ['chapters', index, 'chapters', at], 'chapter', part)
      }
    }
    for (const [index, path] of appendices.entries()) await addChapter(path, ['appendices', index], 'appendix')
    if (found.chapters.length === 0 && !chapters?.length) await reportNoChapters(options)
  }

  async function addChapter(path: string, key: (string | number)[], role: Source['role'], part?: string) {
    const file = await named(at(path), key)
    if (file) found.chapters.push({file, role, ...(part === undefined ? {} : {part})})
  }

  /** A file that `thesis.yml` names. */
  async function named(path: string, key: (string | number)[]): Promise<VFile | undefined> {
    const place = placeOf(key)
    try {
      const file = await readText(folder, path)
      if (file) return file
    } catch (problem) {
      reportUnread(configFile, path, problem, place)
      return undefined
    }
    const known = await folder.list(at('**/*.{md,qmd}'))
    error(configFile, `Missing file \`${path}\``, {
      at: place,
      rule: 'config:missing-file',
      actual: path,
      expected: nearest(path, known),
      fix: didYouMean(path, known) || `Write \`${path}\`, or remove it from thesis.yml.`
    })
    return undefined
  }

  async function readFonts({page}: Config): Promise<void> {
    for (const [index, name] of page.fonts.entries()) {
      const place = placeOf(['page', 'fonts', index]) ?? placeOf(['page', 'fonts'])
      try {
        const bytes = (await folder.read(normalize(at(name)))) ?? (await folder.read(normalize(name)))
        const font = bytes && readFont(bytes)
        if (font) found.fonts.push(font)
        else if (bytes) reportNoFont(name, place)
        else await reportMissingFont(name, place)
      } catch (problem) {
        reportUnread(configFile, name, problem, place)
      }
    }
  }

  function reportNoFont(name: string, place: Position | undefined): void {
    error(configFile, `Unreadable font \`${name}\``, {
      at: place,
      rule: 'config:unreadable-font',
      fix: 'Name a TrueType or OpenType font: a file that ends in `.ttf`, `.otf` or `.ttc`.'
    })
  }

  async function reportMissingFont(name: string, place: Position | undefined): Promise<void> {
    const prefix = at('')
    const known = (await folder.list('**/*.{ttf,otf,ttc}')).map((path) =>
      path.startsWith(prefix) ? path.slice(prefix.length) : path
    )
    const moved = known.find((path) => basename(path) === basename(name))
    error(configFile, `Missing font \`${name}\``, {
      at: place,
      rule: 'config:missing-file',
      actual: name,
      expected: moved ? [moved] : nearest(name, known),
      fix: didYouMean(moved ?? name, known) || `Put the file at \`${at(name)}\`, or correct the path.`
    })
  }

  async function readOtherStyles(): Promise<void> {
    for (const [from, paths] of [
      [ownStyles, await ownStyles.list('*.csl')],
      [folder, await folder.list('bibliography/styles/*.{csl,xml}')]
    ] as const) {
      for (const path of paths) {
        const file = await readTold(readBytes, from, path)
        if (file?.messages.length) found.files.push(file)
        if (!file?.value) continue
        const name = basename(path)
        const locale = /^locales-(.+)\.xml$/i.exec(name)?.[1]
        const text = new TextDecoder().decode(file.value as Uint8Array)
        if (locale) found.locales[locale] = text
        else found.otherStyles.set(name.replace(/\.csl$/i, ''), text)
      }
    }
  }

  async function readStyle({citations}: Config): Promise<void> {
    const name = citations.style.replace(/\.csl$/, '')
    const isPath = name.includes('/')
    const path = isPath ? `${name}.csl` : `bibliography/styles/${name}.csl`
    const place = placeOf(['citations', 'style'])
    try {
      const style = (await readText(folder, path)) ?? (isPath ? undefined : await readText(ownStyles, `${name}.csl`))
      if (style) {
        found.style = style
        found.files.push(style)
        return
      }
    } catch (problem) {
      reportUnread(configFile, path, problem, place)
      return
    }
    const known = [...(await folder.list('bibliography/styles/*.csl')), ...(await ownStyles.list('*.csl'))].map(
      (file) => basename(file, '.csl')
    )
    error(configFile, `Missing citation style \`${name}\``, {
      at: place,
      rule: 'config:missing-file',
      actual: name,
      expected: nearest(name, known),
      fix:
        didYouMean(name, known) ||
        `Put \`${name}.csl\` into bibliography/styles/, or use one of ${[...new Set(known)].map((one) => `\`${one}\``).join(', ')}.`
    })
  }
}

/** Case studies and series. `root` is the folder of the chapters, as in `Sources`. */
export async function readDataFiles(folder: Folder, root: string): Promise<VFile[]> {
  return readAll(readText, folder, await folder.list(`${root === '' ? '' : `${root}/`}data/**/*.{yml,yaml,csv}`))
}

/** The deck; undefined when there is none. */
export async function readDeckSource(folder: Folder): Promise<DeckSource | undefined> {
  const file = await readTold(readText, folder, 'slides/slides.md')
  if (!file) return undefined
  const paths = await folder.list('slides/**/*.*')
  const names = new Set(paths.map((path) => path.slice('slides/'.length)))
  const parts = new Map<string, VFile>()
  for (const name of names) {
    const isPart = name !== 'slides.md' && /\.md$/i.test(name)
    const part = isPart ? await readTold(readText, folder, `slides/${name}`) : undefined
    if (part) parts.set(name, part)
  }
  return {file, names, parts, read: (name) => folder.read(`slides/${name}`)}
}

type Read = (folder: Folder, path: string) => Promise<VFile | undefined>

/** A file; one that cannot be read has a message and no value. Undefined when there is none. */
async function readTold(read: Read, folder: Folder, path: string): Promise<VFile | undefined> {
  try {
    return await read(folder, path)
  } catch (problem) {
    return unreadFile(folder, path, problem)
  }
}

/** Files that were seen, those that cannot be read as `readTold` has them. */
async function readAll(read: Read, folder: Folder, paths: readonly string[]): Promise<VFile[]> {
  const files: VFile[] = []
  for (const path of paths) {
    files.push((await readTold(read, folder, path)) ?? unreadFile(folder, path, unreadProblem(path, 'ENOENT')))
  }
  return files
}

function unreadFile(folder: Folder, path: string, problem: unknown): VFile {
  const file = new VFile({path, cwd: folder.root})
  reportUnread(file, path, problem)
  return file
}

/** Leave out what could not be read: its message stays in `files`. */
function keepReadable(found: Sources): void {
  const isReadable = (file: VFile) => file.value !== undefined
  found.chapters = found.chapters.filter(({file}) => isReadable(file))
  found.bibliography = found.bibliography.filter(isReadable)
  found.data = found.data.filter(isReadable)
  if (found.deck && !isReadable(found.deck.file)) delete found.deck
}
