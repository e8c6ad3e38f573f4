/** A text → the same with the files that it includes and the values that it names put in their place. */

import posix from 'node:path/posix'
import type {Position} from 'unist'
import {VFile} from 'vfile'
import {normalLines} from '../document/text.ts'
import {error, warn} from '../messages/messages.ts'
import type {Stretch} from '../messages/origin.ts'
import {csvTable} from './csv-table.ts'
import {findInsertions, type Insertion} from './insertions.ts'
import {asText, isMapping, type Mapping} from './settings.ts'

export interface ExpandOptions {
  /** A file as text; undefined when there is none. */
  open: (path: string) => Promise<VFile | undefined>
  /** Folder of the chapters. */
  root: string
  /** What `{{< meta … >}}` names. */
  metadata: Mapping
  /** What `{{< var … >}}` names. */
  variables: Mapping
}

interface Piece {
  text: string
  stretches: Stretch[]
  /** What stays as it was typed, and why. */
  problems: Problem[]
}

interface Problem {
  start: number
  end: number
  reason: string
  fix: string
  isFile: boolean
}

/** Files in files in files: deeper than that is a slip. */
const deepest = 20

/**
 * Change the value of a file. Where its stretches come from is in `file.data.stretches`, so that messages name the
 * included file and its line.
 *
 * Emits `read:include` and `read:shortcode`.
 */
export async function expandText(file: VFile, options: ExpandOptions): Promise<void> {
  const text = normalLines(String(file))
  const insertions = findInsertions(text)
  if (insertions.length === 0) return
  const {text: value, stretches, problems} = await expand(file, text, insertions, [file.path ?? ''], options)
  file.value = value
  file.data.stretches = stretches
  const places = placesOf(value, problems)
  for (const [index, {reason, fix, isFile}] of problems.entries()) {
    const at = places[index]
    if (isFile) error(file, reason, {at, rule: 'read:include', fix})
    else warn(file, reason, {at, rule: 'read:shortcode', fix})
  }
}

async function expand(
  file: VFile,
  text: string,
  insertions: readonly Insertion[],
  above: readonly string[],
  options: ExpandOptions
): Promise<Piece> {
  const path = file.path ?? ''
  const made: Piece = {text: '', stretches: [], problems: []}
  let at = 0
  const copyTo = (to: number) => {
    if (at !== to || made.stretches.length === 0)
      append(made, {text: text.slice(at, to), stretches: [{start: 0, path, text, offset: at}], problems: []})
    at = to
  }
  for (const insertion of insertions) {
    const found = insertion.kind === 'file' ? await include(insertion) : named(insertion)
    // TeX that cannot be found is reported where TeX is read.
    if (typeof found === 'string' && insertion.isTex) continue
    copyTo(insertion.start)
    if (typeof found === 'string') {
      const start = made.text.length
      const isFile = insertion.kind === 'file'
      made.problems.push({
        start,
        end: start + insertion.end - insertion.start,
        reason: found,
        fix: fixOf(insertion),
        isFile
      })
    } else {
      append(made, found)
      at = insertion.end
    }
  }
  copyTo(text.length)
  return made

  /** The text of the files; what is wrong, when one of them is not there. */
  async function include({names, isTex, csv, start}: Insertion): Promise<Piece | string> {
    const joined: Piece = {text: '', stretches: [], problems: []}
    for (const name of names) {
      const other = isTex ? await findTex(name) : await find(name)
      if (!other) return `Missing file \`${name}\`, which the text includes`
      if (csv) {
        const table = await csvTable(normalLines(String(other)), csv).catch(() => undefined)
        if (table === undefined) return `\`${name}\` is no table: its rows cannot be read`
        return {text: table, stretches: [{start: 0, path, text, offset: start, isFixed: true}], problems: []}
      }
      if (above.includes(other.path) || above.length > deepest) return `\`${name}\` includes itself`
      const inside = normalLines(String(other)).replace(/\n+$/, '')
      if (joined.text !== '') joined.text += '\n\n'
      append(joined, await expand(other, inside, findInsertions(inside), [...above, other.path], options))
    }
    return joined
  }

  /** TeX without its comments, which Markdown would print. */
  async function findTex(name: string): Promise<VFile | undefined> {
    const other = (await find(name)) ?? (await find(`${name}.tex`))
    return other && new VFile({path: other.path, value: normalLines(String(other)).replace(/(?<!\\)%.*/g, '')})
  }

  async function find(name: string): Promise<VFile | undefined> {
    const tried = [posix.join(posix.dirname(path), name), posix.join(options.root, name), name]
    for (const wanted of tried.map((one) => one.replace(/^\//, ''))) {
      const other = wanted.startsWith('..') ? undefined : await options.open(wanted).catch(() => undefined)
      if (other) return other
    }
    return undefined
  }

  function named({start, kind, names: [name = '']}: Insertion): Piece | string {
    const fixed = {start: 0, path, text, offset: start, isFixed: true}
    if (kind === 'shown') return {text: name, stretches: [fixed], problems: []}
    const found = valueAt(kind === 'var' ? options.variables : options.metadata, name)
    if (found === undefined)
      return `Unknown ${kind === 'var' ? 'variable' : 'key'} \`${name}\`: its shortcode is printed as it is`
    return {text: found, stretches: [fixed], problems: []}
  }
}

/** Put a piece at the end of another. */
function append(piece: Piece, {text, stretches, problems}: Piece): void {
  const shift = piece.text.length
  piece.stretches.push(...stretches.map((one) => ({...one, start: one.start + shift})))
  piece.problems.push(...problems.map((one) => ({...one, start: one.start + shift, end: one.end + shift})))
  piece.text += text
}

function fixOf({kind, names: [name = '']}: Insertion): string {
  if (kind === 'file') return `Write \`${name}\`, or remove the line that includes it.`
  const where = kind === 'var' ? '`_variables.yml`' : 'the settings of the thesis'
  return `Add \`${name}: …\` to ${where}, or write the text here.`
}

/** `a.b`: the value of `b` in that of `a`. */
function valueAt(values: Mapping, name: string): string | undefined {
  let here: unknown = values
  for (const step of name.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Mapping)[step]
  }
  if (!Array.isArray(here)) return asText(here)
  return here.flatMap((one) => asText(isMapping(one) ? one.name : one) ?? []).join(', ') || undefined
}

/** The place of each problem, in the order of the text. */
function placesOf(text: string, problems: readonly Problem[]): Position[] {
  let line = 1
  let lineStart = 0
  let at = 0
  const point = (offset: number) => {
    for (let next = text.indexOf('\n', at); next !== -1 && next < offset; next = text.indexOf('\n', at)) {
      line++
      at = next + 1
      lineStart = at
    }
    return {line, column: offset - lineStart + 1, offset}
  }
  return problems.map(({start, end}) => ({start: point(start), end: point(end)}))
}
