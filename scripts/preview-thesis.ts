/** A thesis folder → its preview on this machine: the pipeline, kept open, for the server of `preview/`. */

import {setImmediate} from 'node:timers/promises'
import {openCitations} from './bibliography/cite/cite.ts'
import type {CslItem} from './bibliography/entry.ts'
import {openMemory} from './cache/memory.ts'
import {type Folder, type KnownFiles, openFolder} from './files.ts'
import {listMessages} from './messages/list.ts'
import {applySeverities, reportUnusedIgnores} from './messages/severity.ts'
import {openThesis} from './open-thesis.ts'
import {openPreview, type PreviewOptions} from './preview/preview.ts'
import type {PreviewServer} from './preview/server.ts'
import type {Step} from './progress.ts'
import {writeHtml} from './write/html/index.ts'
import {writeTypst} from './write/typst/index.ts'

/** The preview of a folder, until it is closed. */
export function previewThesis(
  root: string,
  {ownStyles, ...options}: Omit<PreviewOptions, 'build' | 'openFolder'> & {ownStyles: Folder}
): Promise<PreviewServer> {
  const known: KnownFiles = new Map()
  return openPreview(root, {
    ...options,
    openFolder: (folder) => openFolder(folder, known),
    build: openDrafts(ownStyles)
  })
}

/** Read → transform → write the site, again and again: what has not changed is not made again. */
function openDrafts(ownStyles: Folder): PreviewOptions['build'] {
  const format = openCitations()
  const results = openMemory()
  const items = new Map<string, CslItem>()
  return async (folder, isOld) => {
    const step: Step = async (title, work) => {
      const made = await work()
      // What the file system has to say is heard between two turns.
      await setImmediate()
      if (isOld()) throw new Error(`${title}: overtaken by a change`)
      return made
    }
    const {sources, opened} = await openThesis(folder, ownStyles, step, {format, results, items})
    const {files, config} = sources
    const say = () => {
      applySeverities(files, config?.rules ?? {})
      return listMessages(files)
    }
    if (!opened) return {messages: say()}
    const {thesis} = opened
    const pages = writeHtml(thesis, {hasSources: true, results})
    return {
      site: {lang: thesis.config.lang, title: thesis.config.title, pages},
      messages: say(),
      print() {
        const project = writeTypst(thesis, {hasOrigins: true, results})
        say()
        reportUnusedIgnores(files)
        results.sweep()
        return {project, messages: say()}
      }
    }
  }
}
