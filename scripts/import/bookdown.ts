/** `_bookdown.yml`, `_output.yml` and the YAML of `index.Rmd` → the settings of the thesis. */

import type {Path} from '../messages/read-yaml.ts'
import {readMetadata} from './metadata.ts'
import {readFormats} from './quarto.ts'
import {asList, asText, isMapping, type Origin, put, type Settings, truthOf, type Yaml} from './settings.ts'

/** Add what `_bookdown.yml` says. `index`: the path of `index.Rmd`, which comes first. */
export function readBookdown(settings: Settings, yaml: Yaml, index: string | undefined): void {
  const {rmd_files: files, rmd_subdir: folders, output_dir: output, ...rest} = yaml.value
  settings.metadata = {...settings.metadata, ...rest}
  settings.outputs.push(asText(output) ?? '_book', '_bookdown_files')
  // bookdown numbers figures by chapter.
  put(settings, ['numbering', 'figures'], 'chapter', {yaml, path: []})
  const named = isMapping(files) ? (files.latex ?? files.pdf ?? files.html ?? Object.values(files)[0]) : files
  const chapters = asList(named).flatMap((one) => asText(one) ?? [])
  const first = index === undefined || chapters.includes(index) ? [] : [index]
  if (chapters.length > 0) put(settings, ['chapters'], [...first, ...chapters], {yaml, path: ['rmd_files']})
  else if (truthOf(folders) !== true) settings.folders = asList(folders).flatMap((one) => asText(one) ?? [])
  for (const key of Object.keys(rest)) if (key !== 'book_filename') settings.layout.push({yaml, path: [key]})
}

/** Add what the YAML at the start of `index.Rmd` says. */
export function readIndex(settings: Settings, yaml: Yaml): void {
  const {output, ...rest} = yaml.value
  settings.metadata = {...settings.metadata, ...yaml.value}
  const set = (path: Path, value: unknown, origin: Origin) => put(settings, path, value, origin)
  readMetadata(settings, set, {yaml, path: []}, rest)
  readFormats(settings, yaml, ['output'], output)
}

/** Add what `_output.yml` says: each format at the top. */
export function readOutputs(settings: Settings, yaml: Yaml): void {
  settings.metadata = {...settings.metadata, output: yaml.value}
  readFormats(settings, yaml, [], yaml.value)
}
