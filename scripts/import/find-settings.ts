/** A folder without `thesis.yml` → the settings of the tool that its author wrote it for. */

import {basename, dirname, join} from 'node:path/posix'
import type {VFile} from 'vfile'
import {normalLines} from '../document/text.ts'
import type {Folder} from '../files.ts'
import {warn} from '../messages/messages.ts'
import {metadataBlocks} from '../read/tree/front-matter.ts'
import {readBookdown, readIndex, readOutputs} from './bookdown.ts'
import {findMarkdown} from './find-markdown.ts'
import {readMaster, withInputs} from './latex-master.ts'
import {readMakefile} from './makefile.ts'
import {readJupyterConfig, readJupyterToc, readMyst, readToc} from './myst.ts'
import {readDefaults, readPandocMetadata} from './pandoc.ts'
import type {Word} from './pandoc-calls.ts'
import {readQuarto} from './quarto.ts'
import {
  asList,
  asText,
  emptySettings,
  isMapping,
  type Mapping,
  put,
  readAnyYaml,
  type Settings,
  type Yaml
} from './settings.ts'

/** A file as text; undefined when there is none, or when it cannot be read. */
export type OpenText = (path: string) => Promise<VFile | undefined>

/** The files that tell a tool, by their names, and how theirs are read. */
const tools: Array<
  [name: RegExp, read: (folder: Folder, open: OpenText, file: VFile) => Promise<Settings | undefined>]
> = [
  [/^_quarto\.ya?ml$/, openQuarto],
  [/^_bookdown\.ya?ml$/, openBookdown],
  [/^myst\.ya?ml$/, openMyst],
  [/^_toc\.ya?ml$/, openJupyterBook],
  [/^(?:GNU)?makefile$|\.(?:mk|sh|bat|cmd)$/i, openMakefile],
  [/^(?:defaults|pandoc)\.ya?ml$/, openDefaults],
  [/^index\.rmd$/i, openIndex],
  [/^(?:metadata|meta|_metadata)\.ya?ml$/, openMetadata],
  [/\.tex$/, openMaster]
]

/**
 * The settings of another tool: `_quarto.yml`, `_bookdown.yml`, `index.Rmd`, `myst.yml`, `_toc.yml`, Pandoc's
 * defaults or metadata file, a Makefile or a script that calls Pandoc, a LaTeX document, wherever it lies; of several, the one that lies
 * highest. Undefined when there is none.
 *
 * Emits `import:unreadable`, `config:missing-file`.
 */
export async function findSettings(folder: Folder, open: OpenText): Promise<Settings | undefined> {
  const depth = (path: string) => path.split('/').length
  const found = (await folder.list(['**/*.{yml,yaml,rmd,mk,sh,bat,cmd,tex}', '**/{GNUmakefile,Makefile,makefile}']))
    .filter((path) => !/(?:^|\/)(?:_book|_site|_build|docs|_extensions|renv|packrat)\//.test(path))
    .map((path) => ({path, rank: tools.findIndex(([name]) => name.test(basename(path)))}))
    .filter(({rank}) => rank !== -1)
    .sort((a, b) => depth(a.path) - depth(b.path) || a.rank - b.rank)
  for (const {path, rank} of found) {
    const file = await open(path)
    const settings = file && (await tools[rank]![1](folder, open, file))
    if (settings) return settings
  }
  return undefined
}

/** TeX before the text, and templates, for the macros that they define: those of the whole and of each format. */
export async function addHeaders(settings: Settings, open: OpenText): Promise<void> {
  const {format, output} = settings.metadata
  const formats = [format, output].flatMap((one) => (isMapping(one) ? Object.values(one) : []))
  const named = [settings.metadata, ...formats].filter(isMapping).flatMap(headersIn)
  const found: string[] = []
  for (const one of new Set(named)) {
    const file = /[\\\n]/.test(one) ? undefined : ((await open(join(settings.root, one))) ?? (await open(one)))
    if (file) found.push(...(await withInputs(String(file), file.dirname ?? '', open)))
    else if (one.includes('\\')) found.push(one)
  }
  if (found.length > 0) settings.values['header-includes'] = [...found, ...asList(settings.values['header-includes'])]
}

/** `include-in-header: a.tex`, `{text: …}`, `includes: {in_header: a.tex}`, `template: a.tex`. */
function headersIn({'include-in-header': header, includes, template}: Mapping): string[] {
  const inside = isMapping(includes) ? includes.in_header : undefined
  return [template, ...asList(header), ...asList(inside)].flatMap((one) => {
    const text = asText(isMapping(one) ? (one.file ?? one.text) : one)
    return text !== undefined && (/\.(?:tex|latex|sty)$/.test(text) || text.includes('\\')) ? [text] : []
  })
}

/**
 * Read the YAML blocks of a Markdown file as Pandoc's metadata, where nothing else says it.
 *
 * @returns whether it gave the title
 */
export function readCover(settings: Settings, file: VFile): boolean {
  const hadTitle = settings.values.title !== undefined
  for (const yaml of yamlOf(file)) readPandocMetadata(settings, yaml)
  const isCover = !hadTitle && settings.values.title !== undefined
  if (isCover) settings.cover = file.path
  return isCover
}

/** The YAML blocks and the title block of a Markdown file. */
export function yamlOf(file: VFile): Yaml[] {
  return metadataBlocks(normalLines(String(file))).map(({text, line, fields}) =>
    fields === undefined
      ? readAnyYaml(file, 'the front matter', {text, line})
      : {file, value: {...fields}, placeOf: () => lineOf(line)}
  )
}

const lineOf = (line: number) => ({start: {line, column: 1}, end: {line, column: 2}})

async function openQuarto(folder: Folder, open: OpenText, file: VFile): Promise<Settings> {
  const settings = emptySettings('`_quarto.yml`', file)
  const yaml = readAnyYaml(file, '`_quarto.yml`')
  readQuarto(settings, yaml)
  for (const name of asList(yaml.value['metadata-files'])) {
    const other = asText(name) && (await open(join(settings.root, asText(name)!)))
    if (other) readQuarto(settings, readAnyYaml(other, `\`${basename(other.path)}\``))
  }
  const variables = await open(join(settings.root, '_variables.yml'))
  if (variables) settings.variables = readAnyYaml(variables, '`_variables.yml`').value
  await readFirst(settings, folder, open)
  return settings
}

async function openBookdown(folder: Folder, open: OpenText, file: VFile): Promise<Settings> {
  const settings = emptySettings('`_bookdown.yml`', file)
  const [index] = await folder.list(join(settings.root, 'index.rmd'))
  readBookdown(settings, readAnyYaml(file, '`_bookdown.yml`'), index && basename(index))
  await readRmd(settings, open, index)
  return settings
}

async function openIndex(_: Folder, open: OpenText, file: VFile): Promise<Settings> {
  const settings = emptySettings('`index.Rmd`', file)
  settings.folders = []
  settings.outputs.push('_book')
  await readRmd(settings, open, file.path)
  return settings
}

async function readRmd(settings: Settings, open: OpenText, index: string | undefined): Promise<void> {
  const file = index === undefined ? undefined : await open(index)
  if (file) {
    for (const yaml of yamlOf(file)) readIndex(settings, yaml)
    settings.cover = file.path
  }
  const output = await open(join(settings.root, '_output.yml'))
  if (output) readOutputs(settings, readAnyYaml(output, '`_output.yml`'))
}

async function openMyst(folder: Folder, open: OpenText, file: VFile): Promise<Settings> {
  const settings = emptySettings('`myst.yml`', file)
  const yaml = readAnyYaml(file, '`myst.yml`')
  readMyst(settings, yaml)
  for (const name of asList(yaml.value.extends)) {
    const other = asText(name) && (await open(join(settings.root, asText(name)!)))
    if (other) readMyst(settings, readAnyYaml(other, `\`${basename(other.path)}\``))
  }
  const toc = await open(join(settings.root, '_toc.yml'))
  if (toc) readJupyterToc(settings, readToc(toc))
  await readFirst(settings, folder, open)
  return settings
}

async function openJupyterBook(folder: Folder, open: OpenText, file: VFile): Promise<Settings> {
  const settings = emptySettings('`_toc.yml`', file)
  const config = await open(join(settings.root, '_config.yml'))
  if (config) readJupyterConfig(settings, readAnyYaml(config, '`_config.yml`'))
  readJupyterToc(settings, readToc(file))
  await readFirst(settings, folder, open)
  return settings
}

async function openDefaults(folder: Folder, open: OpenText, file: VFile): Promise<Settings> {
  const settings = emptySettings(`\`${file.basename}\``, file)
  const named = readDefaults(settings, readAnyYaml(file, settings.name))
  for (const name of named) {
    const other = (await open(join(settings.root, name))) ?? (await open(name))
    if (other) readPandocMetadata(settings, readAnyYaml(other, `\`${other.basename}\``))
  }
  if (named.length === 0) await readBeside(settings, folder, open)
  await readFirst(settings, folder, open)
  return settings
}

async function openMakefile(folder: Folder, open: OpenText, file: VFile): Promise<Settings | undefined> {
  const settings = emptySettings(`the call of Pandoc in \`${file.basename}\``, file)
  const calls = await readMakefile(settings, folder, file)
  if (calls.length === 0) return undefined
  for (const {yaml} of calls) readPandocMetadata(settings, yaml)
  const more: VFile[] = []
  for (const other of await openNamed(calls.flatMap(({defaults}) => defaults))) {
    const names = readDefaults(settings, readAnyYaml(other, `\`${other.basename}\``))
    more.push(...(await openNamed(names.map((text) => ({text, line: 1})))))
  }
  more.push(...(await openNamed(calls.flatMap(({metadata}) => metadata))))
  for (const other of more) readPandocMetadata(settings, readAnyYaml(other, `\`${other.basename}\``))
  if (more.length === 0) await readBeside(settings, folder, open)
  // For Pandoc the text is one: its metadata stand in any of the files.
  for (const path of asList(settings.values.chapters)) {
    const chapter = await open(join(settings.root, String(path)))
    if (chapter) readCover(settings, chapter)
  }
  const headers = await openNamed(calls.flatMap((call) => call.headers.filter(({text}) => /\.(?:tex|sty)$/.test(text))))
  settings.values['header-includes'] = [...asList(settings.values['header-includes']), ...headers.map(String)]
  return settings

  /** Each file once; one that is missing is said once. */
  async function openNamed(names: readonly Word[]): Promise<VFile[]> {
    const found = new Map<string, VFile | undefined>()
    for (const {text, line} of names) {
      if (found.has(text)) continue
      const other = (await open(join(settings.root, text))) ?? (await open(text))
      found.set(text, other)
      if (other) continue
      warn(file, `Missing file \`${text}\``, {
        at: {line, column: 1},
        rule: 'config:missing-file',
        fix: `Put \`${text}\` into the folder, or take it out of ${file.basename}.`
      })
    }
    return [...found.values()].filter((one) => one !== undefined)
  }
}

async function openMetadata(folder: Folder, open: OpenText, file: VFile): Promise<Settings> {
  const settings = emptySettings(`\`${file.basename}\``, file)
  readPandocMetadata(settings, readAnyYaml(file, settings.name))
  // A folder for settings alone: the chapters lie elsewhere.
  const beside = await folder.list(join(settings.root, '**/*.{md,qmd,markdown}'))
  if (settings.root !== '' && beside.length === 0)
    settings.root = dirname(settings.root) === '.' ? '' : dirname(settings.root)
  await readFirst(settings, folder, open)
  return settings
}

async function openMaster(folder: Folder, open: OpenText, file: VFile): Promise<Settings | undefined> {
  const settings = emptySettings(`\`${file.basename}\``, file)
  if (!(await readMaster(settings, folder, open))) return undefined
  settings.values['header-includes'] = await withInputs(String(file), settings.root, open)
  return settings
}

async function readBeside(settings: Settings, folder: Folder, open: OpenText): Promise<void> {
  for (const path of await folder.list(join(settings.root, '{metadata,meta}.{yml,yaml}'))) {
    const file = await open(path)
    if (file) readPandocMetadata(settings, readAnyYaml(file, `\`${file.basename}\``))
  }
}

/** The first chapter may hold what the settings do not say: a title, an abstract. */
async function readFirst(settings: Settings, folder: Folder, open: OpenText): Promise<void> {
  const [listed] = asList(settings.values.chapters)
  const beside = typeof listed === 'string' ? [join(settings.root, listed)] : await findMarkdown(folder, settings.root)
  const index = beside.find((path) => /(?:^|\/)index\.\w+$/.test(path)) ?? beside[0]
  const file = index === undefined ? undefined : await open(index)
  if (!file) return
  if (settings.values.title === undefined) readCover(settings, file)
  else {
    // The title is the chapter's own here.
    for (const yaml of yamlOf(file)) {
      for (const key of ['abstract', 'keywords', 'lang', 'csl', 'nocite']) {
        if (yaml.value[key] === undefined) continue
        const own = emptySettings('', file)
        readPandocMetadata(own, {...yaml, value: {[key]: yaml.value[key]}})
        for (const [name, value] of Object.entries(own.values)) put(settings, [name], value, {yaml, path: [key]})
      }
    }
  }
}
