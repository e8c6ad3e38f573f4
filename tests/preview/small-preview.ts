/** A thesis of two chapters on the disk, and its preview in a process of its own: what an author has open all day. */

import {type ChildProcess, spawn} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {vi} from 'vitest'

const cli = path.join(import.meta.dirname, '../../scripts/cli.js')

/** Twenty sections of a long paragraph. */
export const longChapter = (title: string) =>
  `# ${title}\n\n${Array.from({length: 20}, (_, index) => `## Section ${index + 1}\n\nLe paragraphe ${index + 1} de « ${title} » ${'raconte ce que la commune a vu de ses puits, année après année, '.repeat(9)}et s'arrête.\n`).join('\n')}`

const files: Record<string, string> = {
  'thesis/thesis.yml': "title: Les puits d'Anzi\nauthor: Amina Idrissi\nlang: fr-FR\n",
  'thesis/01-eau.md': longChapter("L'eau"),
  'thesis/02-terre.md': longChapter('La terre'),
  'bibliography/refs.bib':
    '@book{ostrom1990, author={Ostrom, Elinor}, title={Governing the Commons}, year={1990}, publisher={Cambridge University Press}, address={Cambridge}}\n'
}

export interface SmallPreview {
  folder: string
  address: string
  process: ChildProcess
  /** All that it printed. */
  said: () => string
  read: (file: string) => string
  write: (file: string, text: string | Uint8Array) => void
  /** Replace text in a file. */
  edit: (file: string, from: string, to: string) => void
  /** What the editor was asked for, a line each time. */
  opened: () => string[]
  /** Ask it to end; its exit code. */
  stop: () => Promise<number | null>
}

/** Start a preview, of a folder of its own unless one is given, on a port that is free. */
export async function startPreview(more: Record<string, string> = {}, args: string[] = []): Promise<SmallPreview> {
  const folder = mkdtempSync(path.join(tmpdir(), 'preview-'))
  const aside = mkdtempSync(path.join(tmpdir(), 'preview-editor-'))
  const write = (file: string, text: string | Uint8Array) => {
    mkdirSync(path.dirname(path.join(folder, file)), {recursive: true})
    writeFileSync(path.join(folder, file), text)
  }
  for (const [file, text] of Object.entries({...files, ...more})) write(file, text)
  const editor = path.join(aside, 'editor.sh')
  const log = path.join(aside, 'opened.txt')
  writeFileSync(editor, `#!/bin/sh\necho "$@" >> ${log}\n`)
  writeFileSync(log, '')
  chmodSync(editor, 0o755)
  const child = spawn(process.execPath, [cli, 'preview', folder, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, VISUAL: `${editor} {file} {line}`, TERM_PROGRAM: ''}
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const end = new Promise<number | null>((resolve) => child.once('close', resolve))
  const address = await vi.waitFor(
    () => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (!found) throw new Error(said)
      return found[0]
    },
    {timeout: 30_000, interval: 50}
  )
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8')
  return {
    folder,
    address,
    process: child,
    said: () => said,
    read,
    write,
    edit(file, from, to) {
      const text = read(file)
      if (!text.includes(from)) throw new Error(`No “${from}” in ${file}`)
      write(file, text.replace(from, to))
    },
    opened: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
    async stop() {
      child.kill('SIGINT')
      const code = await end
      for (const one of [folder, aside]) rmSync(one, {recursive: true, force: true})
      return code
    }
  }
}
