/** A line of a file → the author's editor on it. */

import {spawn} from 'node:child_process'
import path from 'node:path'

/** Where to go: an absolute path, and a line and column from 1. */
export interface EditorPlace {
  file: string
  line: number
  column: number
}

/** How editors with windows take a place. */
const arguments_: Readonly<Record<string, readonly string[]>> = {
  code: ['-g', '{file}:{line}:{column}'],
  subl: ['{file}:{line}:{column}'],
  zed: ['{file}:{line}:{column}'],
  mate: ['-l', '{line}:{column}', '{file}'],
  kate: ['-l', '{line}', '-c', '{column}', '{file}'],
  gedit: ['+{line}:{column}', '{file}'],
  gvim: ['--remote-silent', '+{line}', '{file}'],
  emacsclient: ['-n', '+{line}:{column}', '{file}'],
  idea: ['--line', '{line}', '{file}'],
  'notepad++': ['-n{line}', '{file}']
}

/** Of the same families. */
const likeOthers: Readonly<Record<string, string>> = {
  'code-insiders': 'code',
  codium: 'code',
  vscodium: 'code',
  cursor: 'code',
  windsurf: 'code',
  positron: 'code',
  sublime_text: 'subl',
  zeditor: 'zed',
  mvim: 'gvim',
  'gnome-text-editor': 'gedit',
  xed: 'gedit',
  pluma: 'gedit',
  pycharm: 'idea',
  webstorm: 'idea'
}

/**
 * The program that shows a place, and its arguments.
 *
 * @param setting  `--editor`: a command, with `{file}`, `{line}` and `{column}` where its place goes if it is not a known one
 * @returns undefined when no editor is known that has a window of its own
 */
export function editorCommand(
  {file, line, column}: EditorPlace,
  setting: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env
): string[] | undefined {
  const inVsCode = environment.TERM_PROGRAM === 'vscode' ? 'code' : undefined
  for (const command of [setting, inVsCode, environment.VISUAL, environment.EDITOR]) {
    const words = wordsOf(command ?? '')
    const [program] = words
    if (program === undefined) continue
    const name = path
      .basename(program)
      .replace(/\.(?:exe|cmd|bat)$/i, '')
      .toLowerCase()
    const known = arguments_[likeOthers[name] ?? name]
    const isWhole = words.some((word) => word.includes('{file}'))
    if (!isWhole && !known) continue
    // `code --wait`, for Git: here nobody waits.
    const own = words.filter((word) => word !== '--wait' && word !== '-w')
    const values: Record<string, string> = {file, line: String(line), column: String(column)}
    const fill = (word: string) => word.replace(/\{(file|line|column)\}/g, (_, key: string) => values[key]!)
    return isWhole ? words.map(fill) : [...own, ...known!.map(fill)]
  }
  return undefined
}

/** Start it, without waiting; resolves to why it did not start. */
export function startEditor([program, ...words]: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    // No shell: a file's name is never a command.
    const child = spawn(program!, words, {detached: true, stdio: 'ignore'})
    child.once('error', (problem) => resolve(problem.message))
    child.once('spawn', () => {
      child.unref()
      resolve(undefined)
    })
  })
}

/** Words of a command; quotes keep spaces together. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare!
  )
}
