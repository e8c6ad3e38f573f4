/** A folder → what a thesis is made of: its configuration, chapters, abstracts, bibliography, data. */

import posix, {basename} from 'node:path/posix'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import {type Config, type ReadConfig, readConfig, readImported, reportUnreadText} from './config.ts'
import {type FontFile, readFont} from './document/font-file.ts'
import {readLanguageTag} from './document/language.ts'
import type {Cover} from './document/thesis.ts'
import {type Folder, readBytes, readText} from './files.ts'
import {
  bibliographyPatterns,
  type FindOptions,
  findBibliographies,
  findChapters,
  isMarkdownPath,
  reportLeftOut,
  reportNoChapters
} from './find-sources.ts'
import {expandText} from './import/expand-text.ts'
import {findMarkdown} from './import/find-markdown.ts'
import {findSettings, type OpenText, readCover, yamlOf} from './import/find-settings.ts'
import {pageFile, takeFrontPages} from './import/front-pages.ts'
import {guessLanguage} from './import/guess-language.ts'
import {includedFiles} from './import/insertions.ts'
import {nameAbstract, readableDate} from './import/metadata.ts'
import {
  asList,
  asText,
  emptySettings,
  isMapping,
  type Mapping,
  originAt,
  put,
  readAnyYaml,
  type Settings
} from './import/settings.ts'
import {fillTitle} from './import/title-page.ts'
import {error, warn} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'
import {writtenText} from './messages/origin.ts'
import type {Path} from './messages/read-yaml.ts'
import {reportUnread, unreadProblem} from './messages/unread.ts'
import type {Source} from './read/join-sources.ts'
import {readTitles} from './read/read-titles.ts'
import {metadataBlocks} from './read/tree/front-matter.ts'

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
  /** The titles of `config` as they are printed. */
  cover?: Cover
  /** Options of all cells of code, as Quarto has them. */
  execute?: Mapping
  configFile: VFile
  /** Where a value of `thesis.yml` is written. */
  placeInConfig: ReadConfig['placeOf']
  /** The settings of another tool, when there is no `thesis.yml`. */
  imported?: Settings | undefined
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
 * Emits `files:missing-thesis`, `files:not-utf8`, `files:outside`, `config:missing-file`, `config:unreadable-font`, and what `readConfig`,
 * `readImported`, `reportUnreadText` and `expandText` emit.
 */
export async function readSources(folder: Folder, ownStyles: Folder): Promise<Sources> {
  const open = oneOfEach(folder)
  const settings = await openSettings(folder, open)
  const {configFile, root, imported} = settings
  const at = (path: string) => posix.join(root, path)
  const found: Sources = {
    configFile,
    placeInConfig: () => undefined,
    imported,
    root,
    chapters: [],
    abstracts: [],
    otherStyles: new Map(),
    locales: {},
    bibliography: [],
    data: [],
    fonts: [],
    files: [configFile, ...open.files()]
  }
  if (configFile.value === undefined && !imported) {
    if (configFile.messages.length === 0) await reportNoThesis(folder, configFile)
    return found
  }
  if (!imported && configFile.messages.some(({fatal}) => fatal)) return found
  if (imported) {
    await fillTitle(folder, imported, open)
    await fillLanguage(folder, imported)
  }
  const {config, placeOf} = imported ? readImported(imported, basename(folder.root)) : readConfig(configFile)
  if (!config) return found
  const {settings: withPlainTitles, cover} = readTitles(config, configFile, placeOf)
  Object.assign(found, {config: withPlainTitles, cover})
  found.placeInConfig = placeOf
  const {execute} = imported ? imported.metadata : metadataOf(configFile)
  if (isMapping(execute)) found.execute = execute
  const options: FindOptions = {folder, config, configFile, root, placeOf, imported}
  /** The file that a key is written in, and where. */
  const keyAt = (key: Path) => (imported && originAt(imported, key)) ?? {file: configFile, at: placeOf(key)}

  await readAbstracts(config)
  await readChapterFiles(config)
  if (imported) reportUnreadText(imported)
  await expandAll()
  await readBibliography(config)
  // A folder of this name holds anything in the project of another tool.
  if (!imported) found.data = await readDataFiles(folder, root)
  await readFonts(config)
  await readStyle(config)
  await readOtherStyles()
  const deck = imported ? undefined : await readDeckSource(folder)
  if (deck) found.deck = deck
  found.files.push(
    ...open.files(),
    ...found.chapters.map(({file}) => file),
    ...found.abstracts.map(({file}) => file),
    ...found.bibliography,
    ...found.data,
    ...(found.deck ? [found.deck.file, ...found.deck.parts.values()] : [])
  )
  found.files.push(...(await reportLeftOut(options, new Set(found.files.map((file) => file.path)))))
  found.files = [...new Set(found.files)]
  keepReadable(found)
  return found

  async function readAbstracts({abstracts}: Config): Promise<void> {
    for (const [lang, {text, keywords}] of Object.entries(abstracts)) {
      const {file: written} = keyAt(['abstracts', lang])
      const file = isMarkdownPath(text)
        ? await named(at(text), ['abstracts', lang])
        : new VFile({path: written.path, cwd: folder.root, value: text})
      if (file) found.abstracts.push({lang, keywords, file})
    }
  }

  async function readChapterFiles({chapters, appendices, lang}: Config): Promise<void> {
    for (const page of imported ? takeFrontPages(imported, lang) : []) {
      const path = page.path === undefined ? undefined : posix.join(root, page.path)
      const source = path === undefined ? undefined : await open(path).catch(() => undefined)
      const file = pageFile(page, source ? String(source) : page.text, source)
      found.chapters.push({file, role: 'unnumbered', isGenerated: true})
    }
    if (chapters === undefined) {
      for (const path of await findChapters(options)) {
        found.chapters.push({file: await openTold(path), role: 'chapter'})
      }
    }
    for (const [index, entry] of (chapters ?? []).entries()) {
      if (typeof entry === 'string' || 'file' in entry) {
        await addChapter(entry, ['chapters', index], 'chapter')
        continue
      }
      const part = `part-${index}`
      if (isMarkdownPath(entry.part)) await addChapter(entry.part, ['chapters', index, 'part'], 'part', part)
      else {
        const {file: written} = keyAt(['chapters', index])
        const file = new VFile({path: written.path, cwd: folder.root, value: `# ${entry.part}\n`})
        found.chapters.push({file, role: 'part', part, isGenerated: true})
      }
      for (const [at, path] of entry.chapters.entries()) {
        await addChapter(path, ['chapters', index, 'chapters', at], 'chapter', part)
      }
    }
    for (const [index, path] of appendices.entries()) await addChapter(path, ['appendices', index], 'appendix')
    if (found.chapters.length === 0 && !chapters?.length) await reportNoChapters(options)
    for (const source of found.chapters) {
      if (!imported || source.file.path !== imported.cover) continue
      source.isCover = true
      for (const {yaml, path} of imported.origins.values()) {
        if (yaml.file.path === imported.cover) useMetadata(source.file, String(path[0]))
      }
    }
  }

  /** A file that was seen; one that cannot be read has a message. */
  async function openTold(path: string): Promise<VFile> {
    const problem = unreadProblem(path, 'ENOENT')
    const file = await open(path).catch((problem: unknown) => unreadFile(folder, path, problem))
    return file ?? unreadFile(folder, path, problem)
  }

  async function addChapter(
    entry: string | {file: string; level: number},
    key: Path,
    role: Source['role'],
    part?: string
  ): Promise<void> {
    const {file: path, level} = typeof entry === 'string' ? {file: entry, level: 1} : entry
    const file = await named(await knownName(at(path)), key)
    if (file) found.chapters.push({file, role, level, part})
  }

  /** Jupyter Book leaves extensions out; a file of R that was knitted lies beside its Markdown. */
  async function knownName(path: string): Promise<string> {
    const name = path.replace(/\.rmd$/i, '')
    if (isMarkdownPath(path) && name === path) return path
    for (const extension of ['.md', '.qmd', '.Rmd', '.markdown']) {
      if ((await folder.list(posix.normalize(name + extension.toLowerCase()))).length > 0) return name + extension
    }
    return path
  }

  /** A file that the settings name. */
  async function named(path: string, key: Path): Promise<VFile | undefined> {
    const {file: written, at: place} = keyAt(key)
    if (/\.ipynb$/i.test(path)) {
      error(written, `Notebook \`${path}\` is not read`, {
        at: place,
        rule: 'config:missing-file',
        fix: `Run \`jupyter nbconvert --to markdown ${path}\`, and list the \`.md\` file.`
      })
      return undefined
    }
    try {
      const file = await open(path)
      if (file) return file
    } catch (problem) {
      reportUnread(written, path, problem, place)
      return undefined
    }
    const known = await folder.list(at('**/*.{md,qmd,rmd,markdown}'))
    error(written, `Missing file \`${path}\``, {
      at: place,
      rule: 'config:missing-file',
      actual: path,
      expected: nearest(path, known),
      fix: didYouMean(path, known) || `Write \`${path}\`, or remove it from ${written.basename}.`
    })
    return undefined
  }

  async function readFonts({page}: Config): Promise<void> {
    for (const [index, name] of page.fonts.entries()) {
      const place = placeOf(['page', 'fonts', index]) ?? placeOf(['page', 'fonts'])
      try {
        const bytes = (await folder.read(at(name))) ?? (await folder.read(posix.normalize(name)))
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
    const prefix = root === '' ? '' : `${root}/`
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

  /** Put included files, and the values of variables, into the texts. */
  async function expandAll(): Promise<void> {
    const metadata = imported?.metadata ?? metadataOf(configFile)
    const variables = imported ? imported.variables : await variablesOf(open, root)
    for (const {file} of [...found.chapters, ...found.abstracts]) {
      await expandText(file, {open, root, metadata, variables})
    }
  }

  async function readBibliography({bibliography}: Config): Promise<void> {
    const wanted = new Map<string, {file: VFile; at: Position | undefined; from: string}>()
    for (const [index, name] of (bibliography.files ?? []).entries()) {
      wanted.set(name, {...keyAt(['bibliography', 'files', index]), from: root})
    }
    for (const {file} of found.chapters) {
      for (const {name, at} of bibliographiesIn(file)) {
        if (!wanted.has(name)) wanted.set(name, {file, at, from: file.dirname ?? ''})
      }
    }
    const paths = new Set(bibliography.files ? [] : await folder.list(bibliographyPatterns(root)))
    for (const [name, {file, at, from}] of wanted) {
      const path = await findNamed(name, [from, root, ''])
      if (path !== undefined) paths.add(path)
      else await reportNoFile(file, at, name, ['**/*.{bib,json,yaml,yml,ris,enw}'])
    }
    if (paths.size === 0) for (const path of await findBibliographies(options)) paths.add(path)
    found.bibliography = [
      ...(await readAll(readBytes, folder, [...paths])),
      ...found.chapters.flatMap(({file}) => referencesIn(file)),
      ...(imported && /\.ya?ml$/i.test(imported.file.path) ? referencesIn(imported.file) : [])
    ]
  }

  /** A file by the path that an author wrote, from one of some folders, or by its name alone where there is one. */
  async function findNamed(name: string, bases: readonly string[]): Promise<string | undefined> {
    for (const base of bases) {
      const path = posix.join(base, name)
      if (path.startsWith('../') || posix.isAbsolute(path)) continue
      if ((await folder.read(path).catch(() => undefined)) !== undefined) return path
    }
    const alike = (await folder.list('**/*.*')).filter((path) => basename(path) === basename(name))
    return alike.length === 1 ? alike[0] : undefined
  }

  async function reportNoFile(file: VFile, at: Position | undefined, name: string, patterns: string[]): Promise<void> {
    const known = await folder.list(patterns)
    error(file, `Missing file \`${name}\``, {
      at,
      rule: 'config:missing-file',
      actual: name,
      expected: nearest(name, known),
      fix: didYouMean(name, known) || `Put \`${name}\` into the folder, or correct the path.`
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
    const typed = (imported && !imported.origins.has('citations\nstyle') && (await onlyStyle())) || citations.style
    // Quarto takes styles from the network as well.
    const name = (/^https?:/.test(typed) ? basename(typed) : typed).replace(/\.csl$/i, '')
    const {file: written, at: place} = keyAt(['citations', 'style'])
    const path = name.includes('/') ? `${name}.csl` : `bibliography/styles/${name}.csl`
    try {
      const style =
        (imported && (await openFound(await findNamed(`${name}.csl`, [root, ''])))) ??
        (await readText(folder, path)) ??
        (name.includes('/') ? undefined : await readText(ownStyles, `${name}.csl`)) ??
        (await openFound(await findNamed(`${name}.csl`, [root, ''])))
      if (style) {
        found.style = style
        found.files.push(style)
        return
      }
    } catch (problem) {
      reportUnread(written, path, problem, place)
      return
    }
    const known = [...(await folder.list('bibliography/styles/*.csl')), ...(await ownStyles.list('*.csl'))].map(
      (file) => basename(file, '.csl')
    )
    const say = imported ? warn : error
    say(written, `Missing citation style \`${name}\``, {
      at: place,
      rule: 'config:missing-file',
      actual: name,
      expected: nearest(name, known),
      fix:
        didYouMean(name, known) ||
        `Put \`${basename(name)}.csl\` into bibliography/styles/, or use one of ${[...new Set(known)].map((one) => `\`${one}\``).join(', ')}.`
    })
    const instead = imported && (await readText(ownStyles, 'iso690-author-date.csl'))
    if (instead) found.style = instead
  }

  /** Pandoc is often told its style where it is called: the one that lies in the folder is meant. */
  async function onlyStyle(): Promise<string | undefined> {
    const styles = (await folder.list('**/*.csl')).filter((path) => !/(?:^|\/)(?:_book|_site|_build|docs)\//.test(path))
    return styles.length === 1 ? styles[0] : undefined
  }

  async function openFound(path: string | undefined): Promise<VFile | undefined> {
    return path === undefined ? undefined : readText(folder, path)
  }
}

/** Other tools are in English where nothing says otherwise; the text says it. */
async function fillLanguage(folder: Folder, imported: Settings): Promise<void> {
  const {values} = imported
  if (values.lang === undefined) values.lang = await languageOfText(folder, imported)
  nameAbstract(values, String(values.lang))
  if (typeof values.date === 'string' && readLanguageTag(String(values.lang)))
    values.date = readableDate(values.date, String(values.lang))
}

/** Read apart from the chapters: a file that only tells the language is not read by anybody. */
async function languageOfText(folder: Folder, imported: Settings): Promise<string> {
  const paths = (await findMarkdown(folder, imported.root)).slice(0, 8)
  const files = await Promise.all(paths.map((path) => readText(folder, path).catch(() => undefined)))
  return guessLanguage(files.map((file) => (file ? String(file) : ''))) ?? 'en'
}

interface OpenedSettings {
  configFile: VFile
  root: string
  /** When there is no `thesis.yml`. */
  imported?: Settings | undefined
}

/** `thesis.yml`, or the settings of another tool. */
async function openSettings(folder: Folder, open: OpenText): Promise<OpenedSettings> {
  const isSeen = (file: string) => folder.read(file).then(Boolean, () => true)
  for (const path of ['thesis/thesis.yml', 'thesis.yml']) {
    if (!(await isSeen(path))) continue
    const configFile = (await readTold(readText, folder, path)) ?? new VFile({path, cwd: folder.root})
    return {configFile, root: path === 'thesis.yml' ? '' : 'thesis'}
  }
  const nothing = {configFile: new VFile({path: 'thesis/thesis.yml', cwd: folder.root}), root: 'thesis'}
  if (await isNearlyThere(folder)) return nothing
  // What the system refuses is said where it is read for itself.
  const openSeen = (path: string) => open(path).catch(() => undefined)
  const imported = (await findSettings(folder, openSeen)) ?? (await settingsInText(folder, openSeen))
  return imported ? {configFile: imported.file, root: imported.root, imported} : nothing
}

/** The settings in the metadata of a Markdown file; those of a folder of Markdown without any are its name. */
async function settingsInText(folder: Folder, open: OpenText): Promise<Settings | undefined> {
  const paths = await findMarkdown(folder, '')
  const whole = await openWhole(paths, open)
  if (whole) return whole
  const isAtTop = paths.some((path) => !path.includes('/'))
  let first: Settings | undefined
  for (const path of paths) {
    const file = await open(path)
    if (!file) continue
    const settings = emptySettings('the front matter', file)
    if (readCover(settings, file)) return {...settings, root: commonFolder(paths)}
    if (!first && (!isAtTop || !path.includes('/'))) {
      const root = isAtTop ? settings.root : commonFolder(paths)
      first = {...settings, root, values: {}, layout: [], unread: []}
    }
  }
  return first
}

/** A document with metadata that puts most text in its place from other files is the thesis: the others are parts of it. */
async function openWhole(paths: readonly string[], open: OpenText): Promise<Settings | undefined> {
  for (const path of paths) {
    const file = path.includes('/') ? undefined : await open(path)
    if (!file || includedFiles(String(file)).filter((name) => paths.includes(posix.normalize(name))).length < 2)
      continue
    const settings = emptySettings('the front matter', file)
    if (!readCover(settings, file)) continue
    const knitted = path.replace(/\.rmd$/i, '.md')
    const chapter = paths.includes(knitted) ? knitted : path
    put(settings, ['chapters'], [chapter], {yaml: {file, value: {}, placeOf: () => undefined}, path: []})
    return settings
  }
  return undefined
}

/** The folder that holds all of some files. */
function commonFolder(paths: readonly string[]): string {
  const [first = '', ...others] = paths.map((path) => posix.dirname(path))
  const steps = first.split('/')
  while (steps.length > 0 && !others.every((other) => `${other}/`.startsWith(`${steps.join('/')}/`))) steps.pop()
  const folder = steps.join('/')
  return folder === '.' ? '' : folder
}

const nearlyThere = (folder: Folder) => folder.list(['*.{yml,yaml}', 'thesis/*.{yml,yaml}'])

async function nameNearlyThere(folder: Folder): Promise<string | undefined> {
  return (await nearlyThere(folder)).find((file) => /(?:^|\/)thesis\.ya?ml$/i.test(file))
}

async function isNearlyThere(folder: Folder): Promise<boolean> {
  return (await nameNearlyThere(folder)) !== undefined
}

async function reportNoThesis(folder: Folder, configFile: VFile): Promise<void> {
  const alike = await nameNearlyThere(folder)
  error(configFile, 'Missing file `thesis.yml`', {
    rule: 'files:missing-thesis',
    fix: alike
      ? `Rename \`${alike}\` to \`thesis.yml\`.`
      : 'Write `thesis/thesis.yml` with a line `title: …`, and the chapters beside it.'
  })
}

/** Each file once, so that its messages are in one place. */
function oneOfEach(folder: Folder): OpenText & {files: () => VFile[]} {
  const known = new Map<string, VFile>()
  const open = async (path: string) => {
    const normal = posix.normalize(path)
    const file = known.get(normal) ?? (await readText(folder, normal))
    if (file) known.set(normal, file)
    return file
  }
  return Object.assign(open, {files: () => [...known.values()]})
}

/** `thesis.yml` as it was typed, for `{{< meta … >}}`. */
function metadataOf(file: VFile): Mapping {
  return readAnyYaml(new VFile({value: String(file)}), '').value
}

async function variablesOf(open: OpenText, root: string): Promise<Mapping> {
  const file = await open(posix.join(root, '_variables.yml')).catch(() => undefined)
  return file ? readAnyYaml(file, '`_variables.yml`').value : {}
}

/** References that stand in metadata, as Pandoc has them: CSL-YAML, whose messages are where it is written. */
function referencesIn(file: VFile): VFile[] {
  const text = normalLines(writtenText(file))
  if (!/^references:/m.test(text)) return []
  const isYaml = /\.ya?ml$/i.test(file.path)
  const blocks = isYaml ? [{text, line: 1}] : metadataBlocks(text).filter((block) => /^references:/m.test(block.text))
  return blocks.map(({text: value, line}) => {
    useMetadata(file, 'references')
    const source = new VFile({path: `${file.path}.references.yaml`, cwd: file.cwd, value})
    const offset =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0)
    source.data.stretches = [{start: 0, path: file.path, text, offset}]
    return source
  })
}

const normalLines = (text: string) => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')

/** Metadata of a chapter that the whole thesis uses are no remark. */
function useMetadata(file: VFile, key: string): void {
  file.data.usedMetadata = new Set([...(file.data.usedMetadata ?? []), key])
}

/** The files that the metadata of a chapter name, and where. */
function bibliographiesIn(file: VFile): Array<{name: string; at: Position | undefined}> {
  if (!/^bibliography:/m.test(String(file))) return []
  return yamlOf(new VFile({path: file.path, value: String(file)})).flatMap(({value, placeOf}) => {
    if (value.bibliography === undefined) return []
    useMetadata(file, 'bibliography')
    return asList(value.bibliography).flatMap((one) => {
      const name = asText(one)
      return name === undefined ? [] : [{name, at: placeOf(['bibliography'])}]
    })
  })
}

/** Case studies and series. `root` is the folder of the chapters, as in `Sources`. */
export async function readDataFiles(folder: Folder, root: string): Promise<VFile[]> {
  const start = root === '' ? '' : `${root}/`
  const paths = await folder.list([
    `${start}data/**/*.{yml,yaml,csv,tsv,xlsx,xls,ods}`,
    `${start}charts/**/*.{yml,yaml,ts,mts,js,mjs}`
  ])
  // A table says its own encoding.
  return readAll((from, path) => (/\.ya?ml$/i.test(path) ? readText : readBytes)(from, path), folder, paths)
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
