/** The last build of a folder with the same options → whether everything is still as it was, and what it said then. */

import {lstatSync, readdirSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import {findInstalled, playwrightNames} from '../deck/write/find-browser.ts'
import type {Folder} from '../files.ts'
import {manifestName} from '../publish/manifest-name.ts'
import {hashAuthorCode} from './author-code.ts'
import {keyOf, type Results} from './results.ts'
import {isAsTraced, type Trace} from './trace.ts'

/** What a command printed at its end, and its exit code. */
export interface Said {
  report: string
  summary: string
  closing: string
  exitCode: number
}

interface LastBuild {
  trace: Trace
  code: string
  browser: string
  /** Files of the output folder, each with what the system says of it. */
  outputs: Map<string, string>
  said: Said
}

export interface BuildPlace {
  folder: Folder
  /** The output folder, absolute; undefined when nothing is written. */
  out: string | undefined
  /** All that was asked for, and whatever else of the machine makes a difference. */
  options: unknown
}

/** What is looked at before a build, so that a change during it is seen by the next one. */
export interface Before {
  code: string
  browser: string
}

/** The programs of the author, and the browser, as they are now. */
export function lookBefore({root}: Folder): Before {
  return {code: hashAuthorCode(root), browser: [stampOf(findInstalled()), ...playwrightNames()].join(' ')}
}

/** What the last such build said, if it would say and write the same again, and its outputs are still there. */
export async function findLast(results: Results, place: BuildPlace, before: Before): Promise<Said | undefined> {
  const last = results.get('build', keyOf(place.folder.root, place.out, place.options)) as LastBuild | undefined
  if (!last || last.code !== before.code || last.browser !== before.browser) return undefined
  if (place.out !== undefined && !areWhole(place.out, last.outputs)) return undefined
  if (!areSettled(place.folder.root, last.trace)) return undefined
  return (await isAsTraced(last.trace, place.folder)) ? last.said : undefined
}

/**
 * Keep what a build said.
 *
 * @param files  that it wrote, from the output folder
 */
export function keepLast(
  results: Results,
  {folder, out, options}: BuildPlace,
  {trace, before, files, said}: {trace: Trace; before: Before; files: readonly string[]; said: Said}
): void {
  const outputs = new Map(
    out === undefined || files.length === 0
      ? []
      : [...files, manifestName].map((file) => [file, stampOf(path.join(out, file))])
  )
  results.keep('build', keyOf(folder.root, out, options), {trace, ...before, outputs, said} satisfies LastBuild)
}

/** No output was touched since, and no publishing was cut short. */
function areWhole(out: string, outputs: ReadonlyMap<string, string>): boolean {
  for (const [file, stamp] of outputs) if (stampOf(path.join(out, file)) !== stamp) return false
  const isPartial = (name: string) => name.startsWith(`${path.basename(out)}.partial-`)
  return !namesIn(out).some(isWorkspace) && !namesIn(path.dirname(out)).some(isPartial)
}

/** No `--fix` was cut short. */
function areSettled(root: string, {read}: Trace): boolean {
  const folders = new Set([root, ...[...read.keys()].map((file) => path.join(root, path.dirname(file)))])
  return ![...folders].some((folder) => namesIn(folder).some(isWorkspace))
}

const isWorkspace = (name: string) => name.startsWith('.publishing-')

function namesIn(folder: string): string[] {
  try {
    return readdirSync(realpathSync(folder))
  } catch {
    return []
  }
}

/** Changes whenever the file does: whoever writes to it sets its times, and nobody can set the one of the change. */
function stampOf(file: string | undefined): string {
  if (file === undefined) return ''
  try {
    const own = lstatSync(file, {bigint: true})
    const {size, mtimeNs, ctimeNs, ino} = own.isSymbolicLink() ? statSync(file, {bigint: true}) : own
    return [file, size, mtimeNs, ctimeNs, ino].join(' ')
  } catch {
    return `none ${file}`
  }
}
