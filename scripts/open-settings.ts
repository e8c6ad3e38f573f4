/** A folder → `thesis.yml`, or the settings of another tool. */

import posix from 'node:path/posix'
import {VFile} from 'vfile'
import {readLanguageTag} from './document/language.ts'
import {type Folder, readText} from './files.ts'
import {findMarkdown} from './import/find-markdown.ts'
import {addHeaders, findSettings, type OpenText, readCover} from './import/find-settings.ts'
import {guessLanguage} from './import/guess-language.ts'
import {includedFiles} from './import/insertions.ts'
import {nameAbstract, readableDate} from './import/metadata.ts'
import {asList, emptySettings, isMapping, put, type Settings} from './import/settings.ts'
import {error} from './messages/messages.ts'
import {readTold} from './open-files.ts'

export interface OpenedSettings {
  configFile: VFile
  root: string
  /** When there is no `thesis.yml`. */
  imported?: Settings | undefined
}

/** `thesis.yml`, or the settings of another tool. */
export async function openSettings(folder: Folder, open: OpenText): Promise<OpenedSettings> {
  const isSeen = (file: string) => folder.read(file).then(Boolean, () => true)
  for (const path of ['thesis/thesis.yml', 'thesis.yml']) {
    if (!(await isSeen(path))) continue
    const configFile = (await readTold(readText, folder, path)) ?? new VFile({path, cwd: folder.root})
    return {configFile, root: path === 'thesis.yml' ? '' : 'thesis'}
  }
  const nothing = {configFile: new VFile({path: 'thesis/thesis.yml', cwd: folder.root}), root: 'thesis'}
  // What the system refuses is said where it is read for itself.
  const openSeen = (path: string) => open(path).catch(() => undefined)
  const ofTool = await findSettings(folder, openSeen)
  if (!ofTool && (await isNearlyThere(folder))) return nothing
  const imported = ofTool ?? (await settingsInText(folder, openSeen))
  if (!imported) return nothing
  await addHeaders(imported, openSeen)
  return {configFile: imported.file, root: imported.root, imported}
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

/** Say what to write where there is no thesis. Emits `files:missing-thesis`. */
export async function reportNoThesis(folder: Folder, configFile: VFile): Promise<void> {
  const alike = await nameNearlyThere(folder)
  error(configFile, 'Missing file `thesis.yml`', {
    rule: 'files:missing-thesis',
    fix: alike
      ? `Rename \`${alike}\` to \`thesis.yml\`.`
      : 'Write `thesis/thesis.yml` with a line `title: …`, and the chapters beside it.'
  })
}

/** Other tools are in English where nothing says otherwise; the text says it. */
export async function fillLanguage(folder: Folder, imported: Settings): Promise<void> {
  const {values} = imported
  if (values.lang === undefined) values.lang = await languageOfText(folder, imported)
  nameAbstract(values, String(values.lang))
  if (typeof values.date === 'string' && readLanguageTag(String(values.lang)))
    values.date = readableDate(values.date, String(values.lang))
}

/** Read apart from the chapters: a file that only tells the language is not read by anybody. */
async function languageOfText(folder: Folder, imported: Settings): Promise<string> {
  const {chapters} = imported.values
  const named = (Array.isArray(chapters) ? chapters : []).flatMap((one) =>
    isMapping(one) ? asList(one.chapters) : [one]
  )
  const listed = named.flatMap((path) => (typeof path === 'string' ? [posix.join(imported.root, path)] : []))
  // What stands in front may be in two languages: the chapters tell.
  const paths = (listed.length > 0 ? listed : await findMarkdown(folder, imported.root)).slice(0, 40)
  const files = await Promise.all(paths.map((path) => readText(folder, path).catch(() => undefined)))
  return guessLanguage(files.map((file) => (file ? String(file) : ''))) ?? 'en'
}
