/** A folder → what a thesis is made of: its configuration, chapters, abstracts, bibliography, data. */

import posix, {basename} from 'node:path/posix'
import {VFile} from 'vfile'
import {checkPage} from './check-page.ts'
import {checkProfile} from './check-profile.ts'
import {type Config, type ReadConfig, readConfig, readImported, reportUnreadText} from './config.ts'
import type {Institution} from './document/deposit-settings.ts'
import type {FontFile} from './document/font-file.ts'
import type {Cover} from './document/thesis.ts'
import {type Folder, readBytes, readText} from './files.ts'
import {reportLeftOut} from './find-sources.ts'
import {expandText} from './import/expand-text.ts'
import type {OpenText} from './import/find-settings.ts'
import {asText, isMapping, type Mapping, readAnyYaml, type Settings} from './import/settings.ts'
import {fillTitle} from './import/title-page.ts'
import {oneOfEach, readAll, readTold} from './open-files.ts'
import {openNamed, type SourceFolder} from './open-named.ts'
import {fillLanguage, openSettings, reportNoThesis} from './open-settings.ts'
import type {Source} from './read/join-sources.ts'
import {readTitles} from './read/read-titles.ts'
import {readBibliographies} from './read-bibliographies.ts'
import {type AbstractSource, readAbstractFiles, readChapterFiles} from './read-chapter-files.ts'
import {readFonts} from './read-fonts.ts'
import {readProfile, withProfile} from './read-profile.ts'
import {readStyles, type Styles} from './read-styles.ts'
import {readTemplates} from './read-templates.ts'
import {placeTerms, type ReadTerms, readTerms} from './read-terms.ts'

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
  execute?: Mapping | undefined
  configFile: VFile
  /** Where an abbreviation that thesis.yml does not declare is declared. */
  placeOfTerm?: ReadTerms['placeOf']
  /** Where a value of `thesis.yml` is written. */
  placeInConfig: ReadConfig['placeOf']
  /** The settings of another tool, when there is no `thesis.yml`. */
  imported?: Settings | undefined
  /** Folder of the chapters, `thesis`, or `` when they lie beside `thesis.yml` at the top. */
  root: string
  chapters: Source[]
  abstracts: AbstractSource[]
  /** `.bib`, `.json`, `.yaml`, `.ris`, as bytes: their encoding is not known yet. */
  bibliography: VFile[]
  /** That of the profile. */
  institution?: Institution
  /** The CSL style; undefined when there is none of that name. */
  style?: VFile | undefined
  otherStyles: Styles['otherStyles']
  locales: Styles['locales']
  /** Fonts that `page: fonts:` names. */
  fonts: FontFile[]
  /** Case studies and series of `thesis/data/`. */
  data: VFile[]
  /** `slides/slides.md`, and the names of the files beside it; undefined when there is no deck. */
  deck?: DeckSource | undefined
  files: VFile[]
}

/**
 * Read the sources of a thesis. `ownStyles` is the folder of the project's own CSL styles.
 *
 * Emits `files:missing-thesis`, `files:not-utf8`, `files:outside`, and what `readConfig`, `readImported`,
 * `readProfile`, `checkPage`, `checkProfile`, `readTemplates`, `reportUnreadText`, `expandText` and the readers of each kind of file emit.
 */
export async function readSources(folder: Folder, ownStyles: Folder): Promise<Sources> {
  const open = oneOfEach(folder)
  const {configFile, root, imported} = await openSettings(folder, open)
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
  const typed = imported ? undefined : readAnyYaml(new VFile({value: String(configFile)}), '')
  const asked = asText(typed?.value.profile)
  const {profile, file: profileFile} = asked ? await readProfile(asked, folder, root, configFile, typed!.placeOf) : {}
  if (profileFile) found.files.push(profileFile)
  const {config, placeOf} = imported
    ? readImported(imported, basename(folder.root))
    : readConfig(configFile, profile && ((typed) => withProfile(typed, profile.settings)))
  if (!config) return found
  const sources: SourceFolder = {folder, config, configFile, root, placeOf, imported, open}
  await readHeaders(sources)
  const {settings, cover} = readTitles(config, configFile, placeOf)
  if (!imported) {
    const {templates, files} = await readTemplates(folder, root)
    cover.templates = templates
    found.files.push(...files)
  }
  const metadata = imported?.metadata ?? metadataOf(configFile)

  found.abstracts = await readAbstractFiles(sources)
  found.chapters = await readChapterFiles(sources)
  if (imported) reportUnreadText(imported)
  const variables = imported ? imported.variables : await variablesOf(open, root)
  for (const {file} of [...found.chapters, ...found.abstracts]) {
    await expandText(file, {open, root, metadata, variables})
  }
  const terms = await readTerms(folder, root, config, found.chapters)
  found.placeOfTerm = terms.placeOf
  found.files.push(...terms.files)
  found.chapters = placeTerms(found.chapters, terms, config, configFile)
  found.bibliography = await readBibliographies(sources, found.chapters)
  // A folder of this name holds anything in the project of another tool.
  if (!imported) found.data = await readDataFiles(folder, root)
  found.fonts = await readFonts(sources)
  checkPage(settings.page, found.fonts, configFile, placeOf)
  if (profile) {
    const {name, record} = profile
    found.institution = {name, record, unkept: checkProfile(profile, settings, found.fonts, configFile, placeOf)}
  }
  const {files: styles, ...styleSources} = await readStyles(sources, ownStyles)
  found.deck = imported ? undefined : await readDeckSource(folder)
  found.files.push(
    ...styles,
    ...open.files(),
    ...[...found.chapters, ...found.abstracts].map(({file}) => file),
    ...found.bibliography,
    ...found.data,
    ...(found.deck ? [found.deck.file, ...found.deck.parts.values()] : [])
  )
  found.files.push(...(await reportLeftOut(sources, new Set(found.files.map((file) => file.path)))))
  found.files = [...new Set(found.files)]
  keepReadable(found)
  const execute = isMapping(metadata.execute) ? metadata.execute : undefined
  return {...found, ...styleSources, config: settings, cover, placeInConfig: placeOf, execute}
}

/** TeX of `include-in-header` holds as if it were written in the settings. */
async function readHeaders(sources: SourceFolder): Promise<void> {
  const {config, root} = sources
  for (const [index, header] of config['include-in-header'].entries()) {
    const key = ['include-in-header', index]
    const text = 'text' in header ? header.text : await openNamed(sources, posix.join(root, header.file), key)
    if (text !== undefined) config['header-includes'].push(String(text))
  }
}

/** `thesis.yml` as it was typed, for `{{< meta … >}}`. */
function metadataOf(file: VFile): Mapping {
  return readAnyYaml(new VFile({value: String(file)}), '').value
}

async function variablesOf(open: OpenText, root: string): Promise<Mapping> {
  const file = await open(posix.join(root, '_variables.yml')).catch(() => undefined)
  return file ? readAnyYaml(file, '`_variables.yml`').value : {}
}

/** Case studies and series. `root` is the folder of the chapters, as in `Sources`. */
export async function readDataFiles(folder: Folder, root: string): Promise<VFile[]> {
  const start = root === '' ? '' : `${root}/`
  const paths = await folder.list([
    `${start}data/**/*.{yml,yaml,csv,tsv,xlsx,xls,ods,geojson,topojson}`,
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

/** Leave out what could not be read: its message stays in `files`. */
function keepReadable(found: Sources): void {
  const isReadable = (file: VFile) => file.value !== undefined
  found.chapters = found.chapters.filter(({file}) => isReadable(file))
  found.bibliography = found.bibliography.filter(isReadable)
  found.data = found.data.filter(isReadable)
  if (found.deck && !isReadable(found.deck.file)) found.deck = undefined
}
