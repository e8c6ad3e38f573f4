/** A chapter → messages on what its author should fix before printing; changes nothing. */

import type {Heading, Nodes, Root, Text} from 'mdast'
import type {Plugin} from 'unified'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {Config} from '../../config.ts'
import {isFrench} from '../../document/language.ts'
import type {Figure} from '../../document/nodes.ts'
import {advance} from '../../document/points.ts'
import {visit} from '../../document/visit.ts'
import {inform, warn} from '../../messages/messages.ts'
import {addresses, touches} from './french-typography.ts'
import {pieceAt, type Run, textRuns} from './text-runs.ts'

export interface CheckTextOptions {
  /** BCP 47 tag of the text. */
  lang: string
  /** Whose typography; `none` asks for no spaces. */
  french: Config['typography']['french']
}

/**
 * Check the text of a chapter: spaces of French punctuation, doubled words,
 * things left to do, headings, images and figures.
 *
 * What citations, references and the data print is not checked.
 *
 * Emits `typography:missing-space`, `typography:ordinal`, `text:doubled-word`, `text:to-do`,
 * `text:broken-citation`, `text:heading-jump`, `text:empty-section`,
 * `text:missing-alt`, `text:missing-caption`, `text:missing-label`.
 */
export const checkText: Plugin<[CheckTextOptions], Root> =
  ({lang, french}) =>
  (tree, file) => {
    checkHeadings(tree, file)
    checkPictures(tree, file)
    checkCitations(tree, file)
    for (const run of textRuns(tree, lang, () => true)) checkToDo(run, file)
    for (const run of textRuns(tree, lang, isFrench)) {
      checkDoubledWords(run, file)
      if (french !== 'none') {
        checkSpaces(run, file, french)
        checkOrdinals(run, file)
      }
    }
  }

/** Signs that need a space before them, or « after it, where a word touches them. */
function checkSpaces(run: Run, file: VFile, french: CheckTextOptions['french']): void {
  let closed: ReturnType<typeof addresses> | undefined
  // After the sign a sentence goes on or ends: `12:30`, `H:F` and `note:ceci` are no sentences.
  const end = '(?=[\\s\\u00A0\\u202F»”)]|$)'
  const word = '(?<=[\\p{L}\\p{N}»”)…%°])'
  const before = french === 'québec' ? ':' : ':|[;!?]+'
  const missing = new RegExp(
    `${word}(?:${before})${end}|(?<=[^\\s\\u00A0\\u202F(\\[])»|«(?=[^\\s\\u00A0\\u202F])`,
    'gu'
  )
  for (const {index, 0: sign} of run.text.matchAll(missing)) {
    closed ??= addresses(run.text)
    if (touches(closed, index, index + 1)) continue
    const where = sign === '«' ? 'after' : 'before'
    report(run, index, sign.length, file, (at) =>
      warn(file, `Missing space ${where} \`${sign}\``, {
        at,
        rule: 'typography:missing-space',
        actual: sign,
        fix: `Type a space ${where} \`${sign}\`, or mark words of another language: \`[…]{lang=en}\`.`
      })
    )
  }
}

/** « 19ème », « 1ère », « 2nd »: French prints 19e, 1re, 2d (Lexique des règles typographiques, « Abréviations »). */
function checkOrdinals(run: Run, file: VFile): void {
  let closed: ReturnType<typeof addresses> | undefined
  const ordinal = /(?<![\p{L}\p{N}.,’'_/-])(\d{1,4}|[IVXL]{1,6})(i?[èe]me|[èe]re|nde?|è)(s?)(?![\p{L}\p{N}’'_/-])/gu
  for (const {index, 0: found, 1: number = '', 2: ending = '', 3: plural} of run.text.matchAll(ordinal)) {
    const isFirst = /^(?:1|I)$/.test(number)
    const isSecond = /^(?:2|II)$/.test(number)
    if (/^.re/.test(ending) ? !isFirst : ending.startsWith('n') ? !isSecond : isFirst) continue
    closed ??= addresses(run.text)
    if (touches(closed, index, index + found.length)) continue
    const right = /^.re/.test(ending) ? 're' : ending.startsWith('n') ? ending.slice(1) : 'e'
    report(run, index, found.length, file, (at) =>
      warn(file, `Wrong ordinal \`${found}\``, {
        at,
        rule: 'typography:ordinal',
        actual: found,
        expected: [`${number}${right}${plural}`],
        fix: `Write \`${number}${right}${plural}\`: its ending is raised.`
      })
    )
  }
}

/** « nous nous » and « vous vous » are French. */
const maybeTwice: ReadonlySet<string> = new Set(['nous', 'vous', 'faire', 'très', 'bien'])

function checkDoubledWords(run: Run, file: VFile): void {
  const doubled = /(?<![\p{L}\p{N}’'_-])(\p{L}+)[ \n\u00A0]+(\1)(?![\p{L}\p{N}’'_-])/giu
  for (const {index, 0: found, 1: first = '', 2: second = ''} of run.text.matchAll(doubled)) {
    // A name (« Duran Duran »), a letter, a reflexive verb.
    const isMeant = /^\p{Lu}/u.test(second) || maybeTwice.has(second) || (first.length === 1 && !/^[àây]$/i.test(first))
    if (isMeant) continue
    report(run, index, found.length, file, (at) =>
      warn(file, `Repeated word \`${second}\``, {
        at,
        rule: 'text:doubled-word',
        actual: found,
        fix: `Remove one \`${second}\`.`
      })
    )
  }
}

function checkToDo(run: Run, file: VFile): void {
  for (const {index, 0: mark} of run.text.matchAll(/(?<![\p{L}\p{N}_])(?:TODO|FIXME|XXX)(?![\p{L}\p{N}_])|\?{3,}/gu)) {
    report(run, index, mark.length, file, (at) =>
      warn(file, `Unfinished text: \`${mark}\``, {
        at,
        rule: 'text:to-do',
        actual: mark,
        fix: 'Write what is missing, or put the reminder in a comment `<!-- … -->`.'
      })
    )
  }
}

/** `[@a; p. 3]` is text with a narrative citation in it, as in Pandoc: seldom what one wants. */
function checkCitations(tree: Root, file: VFile): void {
  visit(tree, (node, index, parent) => {
    if ((node.type !== 'citation' && node.type !== 'crossReference') || index === undefined || !parent) return
    if (node.type === 'citation' && node.mode !== 'narrative') return
    const before = textOf(parent.children[index - 1])
    const following = parent.children
      .slice(index + 1, index + 8)
      .map(textOf)
      .join('')
    // `[0, 1[` is an interval.
    const isBroken = before.endsWith('[') || (/\[[^\][.!?]*$/.test(before) && /^[^[\]]*\]/.test(following))
    if (!isBroken) return
    warn(file, 'Unexpected bracket before a citation: it is printed as text', {
      at: node,
      rule: 'text:broken-citation',
      fix: 'Close the bracket, and give each part between semicolons its own `@key`.'
    })
  })
}

function textOf(node: Nodes | undefined): string {
  return node?.type === 'text' ? node.value : ''
}

function checkHeadings(tree: Root, file: VFile): void {
  let previous: {heading: Heading; at: number} | undefined
  tree.children.forEach((node, at) => {
    if (node.type !== 'heading') return
    if (previous && node.depth > previous.heading.depth + 1) {
      warn(file, `Skipped heading level: ${node.depth} after ${previous.heading.depth}`, {
        at: node,
        rule: 'text:heading-jump',
        fix: `Make it \`${'#'.repeat(previous.heading.depth + 1)}\`.`
      })
    }
    if (previous) checkEmpty(previous, at, node.depth)
    previous = {heading: node, at}
  })
  if (previous) checkEmpty(previous, tree.children.length, 0)

  function checkEmpty(before: {heading: Heading; at: number}, next: number, depth: number): void {
    const isEmpty = tree.children.slice(before.at + 1, next).every((node) => node.type === 'html')
    // A chapter's or a part's title may stand alone.
    if (!isEmpty || before.heading.depth === 1 || depth > before.heading.depth || !before.heading.position) return
    warn(file, 'Empty section', {
      at: before.heading,
      rule: 'text:empty-section',
      fix: 'Write its text, or remove its heading.'
    })
  }
}

function checkPictures(tree: Root, file: VFile): void {
  visit(tree, (node) => {
    // `alt=""` says that a picture is an ornament.
    if (node.type === 'image' && typeof node.alt !== 'string' && node.position) {
      warn(file, `Missing alternative text of \`${node.url}\``, {
        at: node,
        rule: 'text:missing-alt',
        fix: 'Describe what it shows, for readers who do not see it: `{alt="…"}`; `{alt=""}` for an ornament.'
      })
    }
    if (node.type === 'figure' && node.part === undefined && node.position) checkFigure(node, file)
  })
}

function checkFigure(node: Figure, file: VFile): void {
  const what = node.kind
  if (!node.children.some((child) => child.type === 'caption')) {
    inform(file, `Missing caption of a ${what}`, {
      at: node,
      rule: 'text:missing-caption',
      fix: what === 'figure' ? 'Write it between the brackets: `![Caption](…)`.' : 'Write it below: `: Caption`.'
    })
  }
  const {id, classes} = node.attributes ?? {}
  // `figure-3` is what its number made of it.
  const isLabelled = id !== undefined && id !== `${node.kind}-${node.number}`
  if (!isLabelled && !classes?.includes('unnumbered')) {
    inform(file, `Missing label of a ${what}`, {
      at: node,
      rule: 'text:missing-label',
      fix: `Add \`{#${what === 'figure' ? 'fig' : 'tbl'}-…}\` to refer to it, or \`{.unnumbered}\`.`
    })
  }
}

/** Say something about a part of a run, if an author typed it. */
function report(run: Run, index: number, length: number, file: VFile, say: (at: Position) => void): void {
  const piece = pieceAt(run, index)
  if (!piece?.node?.position || piece.isMade) return
  say(positionIn(piece.node, index - piece.start, length, file))
}

/** The place of a part of a text node, found again in the source by what stands around it; else the node's. */
export function positionIn(node: Text, index: number, length: number, file: VFile): Position {
  const position = node.position as Position
  const start = position.start.offset ?? 0
  const source = String(file).slice(start, position.end.offset)
  const found = node.value.slice(index, index + length)
  if (source.startsWith(node.value.slice(0, index + length))) return placeOf(index)
  // With the word before it: a `;` may also end an entity.
  const lead = /[^\s\u00A0]{0,4}$/u.exec(node.value.slice(Math.max(0, index - 8), index))?.[0] ?? ''
  const typed = lead + found
  const turn = node.value.slice(0, index + length).split(typed).length - 1
  let at = -1
  for (let count = 0; count < turn; count++) {
    at = source.indexOf(typed, at + 1)
    if (at < 0) return position
  }
  return placeOf(at + lead.length)

  function placeOf(offset: number): Position {
    const from = advance(position.start, source.slice(0, offset))
    return {start: from, end: advance(from, source.slice(offset, offset + found.length))}
  }
}
