/** A defaults file, a metadata file or the YAML of a Markdown file, as Pandoc has them → the settings of the thesis. */

import type {Path} from '../messages/read-yaml.ts'
import {readMetadata} from './metadata.ts'
import {asList, asText, isMapping, type Origin, put, type Settings, type Yaml} from './settings.ts'

/**
 * Add what a defaults file says.
 *
 * @returns the metadata files that it names, which hold where it says nothing
 */
export function readDefaults(settings: Settings, yaml: Yaml): string[] {
  const {metadata, variables, 'input-files': many, 'input-file': one, ...others} = yaml.value
  const {'metadata-files': files, 'metadata-file': file, from, reader, to, writer, ...rest} = others
  const inputs = asList(many ?? one).flatMap((file) => asText(file) ?? [])
  const chapters = inputs.filter((file) => !/\.ya?ml$/i.test(file))
  if (chapters.length > 0) put(settings, ['chapters'], chapters, {yaml, path: [many ? 'input-files' : 'input-file']})
  for (const [key, value] of [
    ['metadata', metadata],
    ['variables', variables]
  ] as const) {
    if (isMapping(value)) readPandocMetadata(settings, {...yaml, value}, [key])
  }
  // Its macros are in force.
  settings.metadata = {...settings.metadata, template: rest.template}
  const set = (path: Path, value: unknown, origin: Origin) => put(settings, path, value, origin)
  readMetadata(settings, set, {yaml, path: []}, rest)
  const named = asList(files ?? file).flatMap((name) => asText(name) ?? [])
  return [...named, ...inputs.filter((file) => /\.ya?ml$/i.test(file))]
}

/** Add what metadata say; `yaml.value` stands at `path` of its file. */
export function readPandocMetadata(settings: Settings, yaml: Yaml, path: Path = []): void {
  settings.metadata = {...yaml.value, ...settings.metadata}
  const set = (at: Path, value: unknown, origin: Origin) => put(settings, at, value, origin)
  readMetadata(settings, set, {yaml, path}, yaml.value)
}
