/** Chapters from strings, for short tests. */

import {VFile} from 'vfile'
import {type Config, readConfig} from '../scripts/config.ts'
import type {Chapter} from '../scripts/document/thesis.ts'
import {readChapters} from '../scripts/read/read-thesis.ts'

/** Chapters of files `thesis/1.md`, `thesis/2.md`… */
export function chapters(...texts: string[]): Chapter[] {
  return readChapters(
    texts.map((value, index) => ({file: new VFile({path: `thesis/${index + 1}.md`, value}), role: 'chapter' as const}))
  )
}

/** A configuration with this YAML after the title. */
export function configOf(yaml = ''): Config {
  const {config} = readConfig(new VFile({path: 'thesis/thesis.yml', value: `title: Essai\n${yaml}`}))
  if (!config) throw new Error(`Unreadable configuration in a test: ${yaml}`)
  return config
}

/** Messages as `line:column rule`, of one or more files. */
export function said(...files: VFile[]): string[] {
  return [...new Set(files)].flatMap((file) =>
    file.messages.map(({line, column, source, ruleId}) => `${line}:${column} ${source}:${ruleId}`)
  )
}
