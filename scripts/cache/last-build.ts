/** The last build of a folder with the same options → whether everything is still as it was, and what it said then. */

import {readdirSync, realpathSync} from 'node:fs'
import path from 'node:path'
import type {Folder} from '../files.ts'
import {manifestName} from '../publish/manifest-name.ts'
import {keyOf, type Results} from './results.ts'
import {stampOf} from './stamp.ts'
import {isAsTraced, type Trace} from './trace.ts'

/** What a command printed at its end, and its exit code. */
export interface BuildReport {
  report: string
  summary: string
  closing: string
  exitCode: number
}

interface LastBuild {
  trace: Trace
  /** `stampOfPrograms`, before the build. */
  programs: string
  /** Files of the output folder, each with what the system says of it. */
  outputs: Map<string, string>
  said: BuildReport
}

export interface BuildPlace {
  folder: Folder
  /** The output folder, absolute; undefined when nothing is written. */
  out: string | undefined
  /** All that was asked for, and whatever else of the machine makes a difference. */
  options: unknown
}

/** What the last such build said, if it would say and write the same again, and its outputs are still there. */
export async function findLast(
  results: Results,
  place: BuildPlace,
  programs: string
): Promise<BuildReport | undefined> {
  const last = results.get('build', keyOf(place.folder.root, place.out, place.options)) as LastBuild | undefined
  if (last?.programs !== programs) return undefined
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
  {files, ...known}: {trace: Trace; programs: string; files: readonly string[]; said: BuildReport}
): void {
  const outputs = new Map(
    out === undefined || files.length === 0
      ? []
      : [...files, manifestName].map((file) => [file, stampOf(path.join(out, file))])
  )
  results.keep('build', keyOf(folder.root, out, options), {...known, outputs} satisfies LastBuild)
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
