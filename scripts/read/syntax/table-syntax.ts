/** The lines of a table, whichever of Pandoc's four kinds, → `lineTable`; `buildTables` cuts them into cells. */

import {markdownSpace} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Effects, Extension, State, Token, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {nextLine} from './next-line.ts'
import {exit, isLineEnd} from './steps.ts'

/** How a table is drawn: with bars, a rule below its head, rules and empty lines between its rows, or boxes. */
export type TableKind = 'pipe' | 'simple' | 'multiline' | 'grid'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    lineTable: 'lineTable'
    tableLine: 'tableLine'
  }
  interface Token {
    /** On a `lineTable`. */
    _tableKind?: TableKind
    /** On a `lineTable`: columns before its first line, which are no part of it. */
    _indent?: number
    /** On a `lineTable`: the rule that ends it is missing. */
    _isUnclosed?: boolean
  }
}

/**
 * Pipe, simple, multiline and grid tables.
 *
 * A simple or multiline table is certain once the rule below its head is read: from there on no line of it opens a
 * quotation or an item. Pipe tables may follow a paragraph, as for GitHub.
 */
export function tableSyntax(): Extension {
  return {
    flow: {[codes.dash]: [ruledWithHead, ruled], null: headed},
    flowInitial: {[codes.space]: indented}
  }
}

/** `---- ----`, with two columns at least. */
const columnRule = /^ {0,3}-+(?: +-+)+ *$/
/** The same where a rule of bars could be meant: `- - -`. */
const clearColumnRule = /^ {0,3}-{2,}(?: +-{2,})+ *$/
const anyRule = /^ {0,3}-+(?: +-+)* *$/
const gridRule = /^\+(?:[-=:]{3,}\+)+ *$|^\+(?:[-=:]+\+){2,} *$/
const pipeRule = /^\|? *:?-+:?(?: *[|+] *:?-+:?)* *\|?$/
/** What ends a table without an empty line. */
const fence = /^ {0,3}(?::{3,}|`{3,}|~{3,}|<\/)/

const caption = /^ {0,3}(?:[Tt]able\s*)?:/

const isBlank = (line: string) => line.trim() === ''
const isColumnRule = (line: string) => columnRule.test(line)

/** Tables that start with a line of text, a bar or a box. */
const headed: Construct = {name: 'table', tokenize: tokenizeHeaded as Tokenizer}

function tokenizeHeaded(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  let table: Token
  let head = ''
  const end = exit(effects, 'lineTable', ok)
  return start

  function start(code: Code): State | undefined {
    if (isLineEnd(code)) return nok(code)
    table = enterTable(context, effects)
    return wholeLine(context, effects, afterFirst)(code)
  }

  function afterFirst(line: string): State {
    if (gridRule.test(line)) return context.interrupt ? ok : finish('grid', isInGrid, 1)
    head = line
    const mayBeSimple = !context.interrupt
    if (!line.includes('|') && !mayBeSimple) return nok
    return effects.attempt(lineIf(isHeadRule), afterRule, nok)
  }

  function isHeadRule(line: string): boolean {
    if (head.includes('|') && /[|+]/.test(line) && pipeRule.test(line.trim())) table._tableKind = 'pipe'
    else if (!context.interrupt && columnRule.test(line)) table._tableKind = 'simple'
    return table._tableKind !== undefined
  }

  function afterRule(code: Code): State | undefined {
    if (context.interrupt) return ok(code)
    if (table._tableKind === 'pipe') return finish('pipe', (line) => line.includes('|'), 0)(code)
    return effects.attempt(rowsOf(isSimpleRow), end, nok)(code)
  }

  /** All lines of a kind from here on, `least` of them at least. */
  function finish(kind: TableKind, accepts: (line: string) => boolean, least: number): State {
    table._tableKind = kind
    const row = lineIf(accepts, kind === 'pipe')
    const more: State = (code) => effects.attempt(row, more, end)(code)
    return least > 0 ? effects.attempt(row, more, nok) : more
  }
}

const isSimpleRow = (line: string) => !isBlank(line) && !fence.test(line)
const isInGrid = (line: string) => /^ {0,3}[+|]/.test(line)

/** A simple table whose first column is so far from the margin that its head would be code. */
const indented: Construct = {
  name: 'indentedTable',
  tokenize(effects, ok, nok) {
    const context = this
    return start

    function start(code: Code): State | undefined {
      if (context.interrupt) return nok(code)
      effects.enter('lineTable')._tableKind = 'simple'
      return wholeLine(context, effects, afterFirst)(code)
    }

    function afterFirst(line: string): State {
      return /^ {4,}\S/.test(line) ? effects.attempt(lineIf(isColumnRule), rows, nok) : nok
    }

    function rows(code: Code): State | undefined {
      return effects.attempt(rowsOf(isSimpleRow), exit(effects, 'lineTable', ok), nok)(code)
    }
  }
}

/**
 * Tables with a head that start with a rule of columns. Such a rule may start a table without a head too: that one
 * ends at the next rule, so text must follow here, and the rule that ends this table.
 */
const ruledWithHead: Construct = {
  name: 'ruledTableWithHead',
  tokenize(effects, ok, nok) {
    const context = this
    let table: Token
    let isEnd = false
    const head = lineIf((line) => !isBlank(line) && !anyRule.test(line))
    const rule = lineIf(isColumnRule)
    const text = lineIf((line) => !isBlank(line) && !anyRule.test(line) && !fence.test(line) && !caption.test(line))
    const rows = rowsOf((line) => {
      if (isEnd) return false
      isEnd = anyRule.test(line)
      return true
    })
    return start

    function start(code: Code): State | undefined {
      if (context.interrupt) return nok(code)
      table = enterTable(context, effects)
      table._tableKind = 'multiline'
      return wholeLine(context, effects, (line) => (clearColumnRule.test(line) ? headLines : nok))(code)
    }

    function headLines(code: Code): State | undefined {
      return effects.attempt(head, afterHead, nok)(code)
    }

    function afterHead(code: Code): State | undefined {
      return effects.attempt(rule, effects.check(text, effects.attempt(rows, end, nok), nok), headLines)(code)
    }

    function end(code: Code): State | undefined {
      return isEnd ? exit(effects, 'lineTable', ok)(code) : nok(code)
    }
  }
}

/** Tables that start with a rule: multiline ones, and those without a head. */
const ruled: Construct = {name: 'ruledTable', tokenize: tokenizeRuled as Tokenizer}

function tokenizeRuled(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  let table: Token
  let first = ''
  let wasBlank = false
  let hasBlank = false
  let isEnd = false
  return start

  function start(code: Code): State | undefined {
    if (context.interrupt) return nok(code)
    table = enterTable(context, effects)
    return wholeLine(context, effects, afterFirst)(code)
  }

  function afterFirst(line: string): State {
    first = line
    if (clearColumnRule.test(line)) return (code) => bare(code)
    return /^-{3,} *$/.test(line) ? (code) => head(code) : nok
  }

  /** Lines of the head, then the rule below it, which makes it certain. */
  function head(code: Code): State | undefined {
    const line = lineIf((text) => !isBlank(text) && !anyRule.test(text))
    const rule = lineIf(isColumnRule)
    const after: State = (next) => effects.attempt(rule, body, effects.attempt(line, after, nok))(next)
    return effects.attempt(line, after, nok)(code)
  }

  function body(code: Code): State | undefined {
    table._tableKind = 'multiline'
    return effects.attempt(rowsOf(isBeforeEnd), end, nok)(code)
  }

  /** Without a head, a rule as the first one must follow. */
  function bare(code: Code): State | undefined {
    const groups = groupsOf(first)
    const row = lineIf((text) => {
      if (isEnd || (isBlank(text) && (wasBlank || !wasRow))) return false
      isEnd = anyRule.test(text) && (groupsOf(text) === groups || groupsOf(text) === 1)
      wasBlank = isBlank(text)
      hasBlank ||= wasBlank
      wasRow = true
      return true
    })
    let wasRow = false
    const more: State = (next) => effects.attempt(row, more, after)(next)
    return more(code)

    function after(next: Code): State | undefined {
      if (!isEnd || !wasRow) return nok(next)
      table._tableKind = hasBlank ? 'multiline' : 'simple'
      return end(next)
    }
  }

  function isBeforeEnd(line: string): boolean {
    if (isEnd) return false
    isEnd = anyRule.test(line)
    return true
  }

  function end(code: Code): State | undefined {
    table._isUnclosed = !isEnd
    return exit(effects, 'lineTable', ok)(code)
  }
}

const groupsOf = (rule: string) => rule.trim().split(/ +/).length

/** The lines that a table goes on with, one at least: no item or quotation starts in them. */
function rowsOf(accepts: (line: string) => boolean): Construct {
  return {
    name: 'tableRows',
    concrete: true,
    tokenize(effects, ok, nok) {
      const row = lineIf(accepts)
      const more: State = (code) => effects.attempt(row, more, ok)(code)
      return effects.attempt(row, more, nok)
    }
  }
}

/** A line ending and the line after it, when that is of the table. */
function lineIf(accepts: (line: string) => boolean, mayBeInterrupted = false): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      const context = this
      return effects.attempt(nextLine, start, nok)

      function start(code: Code): State | undefined {
        if (!mayBeInterrupted || code === codes.verticalBar || markdownSpace(code)) return line(code)
        return effects.interrupt(context.parser.constructs.flow, nok, line)(code)
      }

      function line(code: Code): State | undefined {
        if (isLineEnd(code)) return accepts('') ? ok(code) : nok(code)
        return wholeLine(context, effects, (text) => (accepts(text) ? ok : nok))(code)
      }
    }
  }
}

/** From here to the end of the line: a `tableLine`. */
function wholeLine(context: TokenizeContext, effects: Effects, after: (line: string) => State): State {
  return (code) => {
    effects.enter('tableLine')
    return inside(code)
  }

  /** Every line of the text comes by here. */
  function inside(code: Code): State | undefined {
    if (isLineEnd(code)) return after(context.sliceSerialize(effects.exit('tableLine'), true))(code)
    effects.consume(code)
    return inside
  }
}

/** A table, and the spaces that the flow has taken before its first line. */
function enterTable({events, sliceSerialize}: TokenizeContext, effects: Effects): Token {
  const [, tail] = events.at(-1) ?? []
  const _indent = tail?.type === 'linePrefix' ? sliceSerialize(tail, true).length : 0
  return effects.enter('lineTable', {_indent})
}
