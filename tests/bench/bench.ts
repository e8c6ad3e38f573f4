/** `npm run bench`: how long the work takes, as ratios. What grows faster than its input fails, and what is lost silently. */

import {execFileSync, spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {benchBibliography} from './bench-bibliography.ts'
import {benchDeck} from './bench-deck.ts'
import {benchGrowth} from './bench-growth.ts'
import {benchIdioms} from './bench-idioms.ts'
import {generateThesis, thesisOf300Pages} from './generate-thesis.ts'

const cli = path.join(import.meta.dirname, '../../scripts/cli.ts')
const scratch = mkdtempSync(path.join(tmpdir(), 'bench-'))

try {
  const folder = path.join(scratch, 'thesis')
  const {files} = generateThesis(thesisOf300Pages)
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), {recursive: true})
    writeFileSync(path.join(folder, file), contents)
  }
  const chapters = Object.keys(files).filter((file) => file.endsWith('.md'))

  console.log('300 pages: 98 000 words, 800 citations of 400 entries. Seconds, best of three.\n')
  const start = best(() => run(process.execPath, [cli, '--help']))
  const html = best(() =>
    run(process.execPath, [cli, 'build', folder, '--only', 'html', '--quiet', '--out', path.join(scratch, 'out')])
  )
  const pdf = best(() =>
    run(process.execPath, [cli, 'build', folder, '--only', 'pdf', '--quiet', '--out', path.join(scratch, 'out')])
  )
  const pandoc = hasProgram('pandoc')
    ? best(() =>
        run(
          'pandoc',
          [
            '--citeproc',
            '--bibliography',
            path.join(folder, 'bibliography/references.bib'),
            '-s',
            '-o',
            path.join(scratch, 'pandoc.html'),
            ...chapters.map((file) => path.join(folder, file))
          ],
          path.join(folder, 'thesis')
        )
      )
    : undefined

  show('start of the command line', start, pandoc)
  show('HTML, cold', html, pandoc)
  show('PDF, cold', pdf, pandoc)
  if (pandoc === undefined) console.log('pandoc is not installed: no ratios')
  else show('pandoc --citeproc to HTML', pandoc, pandoc)
} finally {
  rmSync(scratch, {recursive: true})
}

console.log()
benchBibliography()
await benchDeck()
console.log()
if ((await benchIdioms()) > 0) process.exitCode = 1
console.log()
if ((await benchGrowth()).length > 0) process.exitCode = 1

function run(command: string, args: string[], cwd?: string): void {
  const {status, stderr} = spawnSync(command, args, {cwd, encoding: 'utf8', env: {...process.env, NODE_OPTIONS: ''}})
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr}`)
}

function best(work: () => void): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now()
    work()
    return (performance.now() - start) / 1000
  })
  return Math.min(...times)
}

function show(title: string, seconds: number, pandoc: number | undefined): void {
  const ratio = pandoc === undefined ? '' : `${(seconds / pandoc).toFixed(2)} × pandoc`
  console.log(`${title.padEnd(28)} ${seconds.toFixed(2).padStart(7)}   ${ratio}`)
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
}
