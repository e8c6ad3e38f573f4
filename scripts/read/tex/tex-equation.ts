/** The TeX of a displayed formula → its node: what is numbered, labelled and tagged taken out of the TeX. */

import type {Math as DisplayMath} from 'mdast-util-math'
import type {Position} from 'unist'
import type {Attributes, EquationRow} from '../../document/nodes.ts'

/** One line, one number. */
const single = new Set(['equation', 'displaymath', 'math', 'multline', 'dmath'])
/** A number each line. */
const byLine = new Set(['align', 'gather', 'eqnarray', 'flalign', 'alignat', 'xalignat'])

/** Whether an environment, with or without its star, is a displayed formula. */
export function isEquation(name: string): boolean {
  const plain = name.replace(/\*$/, '')
  return single.has(plain) || byLine.has(plain)
}

/** An environment that stands outside of `$$`: numbered as LaTeX does. */
export function texEquation(name: string, tex: string, position: Position | undefined): DisplayMath {
  const isNumbered = !name.endsWith('*') && name !== 'displaymath' && name !== 'math'
  const value = tex.replace(/\\(?:begin|end)\{(?:displaymath|math|dmath\*?)\}/g, '').trim()
  return settleEquation({type: 'math', value, position}, isNumbered)
}

const mark = /\\(?:label|tag\*?)[ \t]*\{([^{}]*)\}|\\(?:nonumber|notag)(?![a-zA-Z])|\(\\#(eq:[-\w:./]+)\)/g

/**
 * Give a formula the numbers that its TeX asks for, by `\label` and `\tag`; all of its lines when `isNumbered`.
 * The TeX is left without them.
 */
export function settleEquation(node: DisplayMath, isNumbered: boolean): DisplayMath {
  const name = /^\s*\\begin\{([a-z]+)\*?\}/.exec(node.value)?.[1] ?? ''
  if (!isNumbered && node.value.search(mark) === -1) return node
  if (!byLine.has(name)) {
    const row = readRow(node.value, isNumbered)
    node.value = row.tex.trim()
    giveRow(node, row)
    return node
  }
  const {head, rows, tail} = splitRows(node.value)
  const read = rows.map((row) => readRow(row, isNumbered && row.trim() !== ''))
  node.value = head + read.map(({tex}) => tex).join('\\\\') + tail
  if (read.filter(isMarked).length === 0) return node
  if (read.length === 1 && read[0]) giveRow(node, read[0])
  else node.rows = read.map(({tex: _, ...row}) => row)
  return node
}

interface ReadRow extends EquationRow {
  tex: string
}

function isMarked({isNumbered, tag, label}: EquationRow): boolean {
  return isNumbered === true || tag !== undefined || label !== undefined
}

function readRow(typed: string, isNumbered: boolean): ReadRow {
  const row: ReadRow = {tex: typed}
  let isSilent = false
  row.tex = typed.replace(mark, (found, value: string | undefined, name: string | undefined) => {
    if (name !== undefined) row.label = name
    else if (found.startsWith('\\label')) row.label = (value ?? '').trim()
    else if (found.startsWith('\\tag')) {
      row.tag = found.startsWith('\\tag*') ? (value ?? '').trim() : `(${(value ?? '').trim()})`
    } else isSilent = true
    return ''
  })
  if (row.tag === undefined && !isSilent && (isNumbered || row.label !== undefined)) row.isNumbered = true
  return row
}

/** A formula of one number is numbered as a whole. */
function giveRow(node: DisplayMath, {label, tag, isNumbered}: EquationRow): void {
  const attributes: Attributes = {classes: [], pairs: {}, ...node.attributes}
  if (label !== undefined && attributes.id === undefined) attributes.id = label
  else if (label !== undefined && attributes.id !== label) node.labels = [...(node.labels ?? []), label]
  if (attributes.id !== undefined || node.attributes) node.attributes = attributes
  if (tag !== undefined) node.tag = tag
  else if (isNumbered) node.isNumbered = true
}

const step = /\\\\|\\(begin|end)\{|\\[\s\S]|[{}]/g

/** `\begin{align}`, its rows, `\end{align}`. */
function splitRows(tex: string): {head: string; rows: string[]; tail: string} {
  const head = /^\s*\\begin\{[a-z]+\*?\}(?:\{\d*\})?/.exec(tex)?.[0] ?? ''
  const tail = /\\end\{[a-z]+\*?\}\s*$/.exec(tex)?.[0] ?? ''
  const body = tex.slice(head.length, tail ? -tail.length : undefined)
  const rows: string[] = []
  let depth = 0
  let from = 0
  step.lastIndex = 0
  for (let found = step.exec(body); found; found = step.exec(body)) {
    // The brace that follows their name is closed by a `}` of its own.
    if (found[1] === 'begin') depth += 2
    else if (found[0] === '{') depth++
    else if (found[0] === '}') depth--
    else if (found[0] === '\\\\' && depth <= 0) {
      rows.push(body.slice(from, found.index))
      from = step.lastIndex
    }
  }
  rows.push(body.slice(from))
  return {head, rows, tail}
}
