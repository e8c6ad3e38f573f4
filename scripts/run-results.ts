/** `results`: a thesis folder → what R, Python or Stata made for it, checked; with `--run` made anew, on purpose only. */

import {spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import type {VFile} from 'vfile'
import {parseDocument} from 'yaml'
import {checkResults, isResults, isStale, readResults} from './data/results.ts'
import type {Folder} from './files.ts'
import {rewrite} from './publish/rewrite.ts'
import {readDataFiles} from './sources.ts'

/** Compare results with their scripts, see `checkResults`. Nothing is executed. */
export async function reportResults(folder: Folder, files: readonly VFile[]): Promise<void> {
  for (const file of files.filter(isResults)) {
    const here = file.path.replace(/[^/]+$/, '')
    const names = (await folder.list(`${here}**/*.*`)).map((path) => path.slice(here.length))
    const results = names.filter((name) => !/^results\.ya?ml$/.test(name))
    await checkResults(file, {hashOf: (script) => hashOf(folder, script), names: results})
  }
}

/**
 * Execute the commands of the scripts that changed since they last ran, and record their hash and the date.
 *
 * @param date  `2026-03-01`
 * @returns the files of data, with their messages, and what was executed
 * @throws {Error} where a command fails; what ran before it is recorded
 */
export async function runResults(folder: Folder, date: string): Promise<{files: VFile[]; executed: string[]}> {
  const executed: string[] = []
  for (const file of (await readDataFiles(folder, 'thesis')).filter(isResults)) {
    const {value: runs = []} = readResults(file)
    for (const [index, run] of runs.entries()) {
      const hash = await hashOf(folder, run.script)
      if (hash === undefined || run.command === undefined || !isStale(run, hash)) continue
      await execute(run.command, folder.root)
      executed.push(run.command)
      await record(folder, file.path, index, {hash, date})
    }
  }
  const files = await readDataFiles(folder, 'thesis')
  await reportResults(folder, files)
  return {files, executed}
}

async function hashOf(folder: Folder, script: string): Promise<string | undefined> {
  const bytes = await folder.read(script).catch(() => undefined)
  return bytes && createHash('sha256').update(bytes).digest('hex')
}

/** Its own words go where the program's do. */
function execute(command: string, directory: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {cwd: directory, shell: true, stdio: ['ignore', 'inherit', 'inherit']})
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`The command \`${command}\` of results.yml ended with ${code ?? 'a signal'}.`))
    })
  })
}

/** Comments and order of the file stay as they are. */
async function record(folder: Folder, path: string, index: number, made: {hash: string; date: string}): Promise<void> {
  const document = parseDocument(Buffer.from((await folder.read(path))!).toString())
  for (const [key, value] of Object.entries(made)) document.setIn([index, key], value)
  await rewrite(folder, [{path, text: document.toString({lineWidth: 0, flowCollectionPadding: false})}])
}
