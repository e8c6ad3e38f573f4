/**
 * `$x$` and `$$x$$` → `mathText`; `$$ … $$ {#eq-x}` on lines of its own → `mathFlow`.
 *
 * Pandoc's rules, so that sums of money stay text: no space after the opening `$` nor before the closing one,
 * no digit after the closing one. A `$` inside of `$$`, and in `\text{…}`, is one of the formula.
 */

import {factorySpace} from 'micromark-factory-space'
import {
  asciiAlpha,
  asciiDigit,
  markdownLineEnding,
  markdownLineEndingOrSpace,
  markdownSpace
} from 'micromark-util-character'
import {codes} from 'micromark-util-symbol'
import type {
  Code,
  Construct,
  Effects,
  Extension,
  Point,
  State,
  Token,
  TokenizeContext,
  Tokenizer
} from 'micromark-util-types'
import {blockAttributeList} from './attribute-syntax.ts'
import {escaped, exit, isLineEnd, sign} from './steps.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    mathFlow: 'mathFlow'
    mathText: 'mathText'
    mathMarker: 'mathMarker'
    mathData: 'mathData'
  }
}

/** Formulas in text and displayed. */
export function mathSyntax(): Extension {
  return {
    flow: {[codes.dollarSign]: {name: 'mathFlow', concrete: true, tokenize: tokenizeMathFlow}},
    text: {[codes.dollarSign]: mathText}
  }
}

/** Whether the paragraph above a line that would end it has opened a `$$` in its text, which that line is inside of. */
export function isInFormula(context: TokenizeContext, line: Point): boolean {
  const paragraph = context.events.findLast(([kind, {type}]) => kind === 'enter' && type === 'content')?.[1]
  if (!paragraph) return false
  const read = readParagraphs.get(paragraph) ?? {to: paragraph.start, isOpen: false}
  const isOpen = openedIn(context.sliceSerialize({start: read.to, end: line}), read.isOpen)
  readParagraphs.set(paragraph, {to: line, isOpen})
  return isOpen
}

/** How far a paragraph has been read, so that its lines are read once. */
const readParagraphs = new WeakMap<Token, {to: Point; isOpen: boolean}>()

function openedIn(text: string, wasOpen: boolean): boolean {
  let isOpen = wasOpen
  for (const [found] of text.matchAll(/\\[\s\S]|\$\$|`+[^`\n]*`+/g)) if (found === '$$') isOpen = !isOpen
  return isOpen
}

const mathText: Construct = {
  name: 'mathText',
  tokenize: tokenizeMathText,
  previous(code) {
    return code !== codes.dollarSign || this.events.at(-1)?.[1].type === 'characterEscape'
  }
}

function tokenizeMathText(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  let isDisplay = false
  let wasSpace = false
  let isEmpty = true
  const isInText = textBraces()
  let isQuoted = false
  const data = formulaData(effects, inside, (code) => {
    wasSpace = markdownLineEndingOrSpace(code)
    isQuoted = isInText(code)
  })
  return start

  function start(code: Code): State | undefined {
    effects.enter('mathText')
    effects.enter('mathMarker')
    effects.consume(code)
    return second
  }

  function second(code: Code): State | undefined {
    if (code !== codes.dollarSign) {
      effects.exit('mathMarker')
      return markdownLineEndingOrSpace(code) ? nok(code) : inside(code)
    }
    isDisplay = true
    effects.consume(code)
    effects.exit('mathMarker')
    return inside
  }

  function inside(code: Code): State | undefined {
    if (code === codes.eof) return nok(code)
    if (code === codes.dollarSign) {
      if (isQuoted && !isDisplay) {
        sign(effects, 'mathData', code)
        return inside
      }
      if (isEmpty || (wasSpace && !isDisplay)) return nok(code)
      // A token of its own: a line that adds a single event makes micromark loop for ever.
      sign(effects, 'mathMarker', code)
      return isDisplay ? secondEnd : after
    }
    wasSpace = markdownLineEndingOrSpace(code)
    isEmpty = false
    if (!markdownLineEnding(code)) return data(code)
    sign(effects, 'lineEnding', code)
    return inside
  }

  function secondEnd(code: Code): State | undefined {
    if (code !== codes.dollarSign) return inside(code)
    sign(effects, 'mathMarker', code)
    return after
  }

  function after(code: Code): State | undefined {
    if (!isDisplay && asciiDigit(code)) return nok(code)
    return exit(effects, 'mathText', ok)(code)
  }
}

function tokenizeMathFlow(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const context = this
  const from = context.now()
  let isBlank = true
  let isFirstLine = true
  const data = formulaData(effects, inside, (code) => {
    if (!markdownSpace(code)) isBlank = false
  })
  return start

  function start(code: Code): State | undefined {
    effects.enter('mathFlow')
    effects.enter('mathMarker')
    effects.consume(code)
    return second
  }

  function second(code: Code): State | undefined {
    if (code !== codes.dollarSign) return nok(code)
    effects.consume(code)
    effects.exit('mathMarker')
    return inside
  }

  function inside(code: Code): State | undefined {
    if (code === codes.eof) return nok(code)
    if (markdownLineEnding(code)) {
      if (context.interrupt && isFirstLine && isBlank) return isInFormula(context, from) ? nok(code) : ok(code)
      if (isBlank && !isFirstLine) return nok(code)
      isFirstLine = false
      isBlank = true
      sign(effects, 'lineEnding', code)
      return lineStart
    }
    if (code === codes.dollarSign) {
      // A token of its own: a line that adds a single event makes micromark loop for ever.
      sign(effects, 'mathMarker', code)
      return secondEnd
    }
    return data(code)
  }

  function lineStart(code: Code): State | undefined {
    return context.parser.lazy[context.now().line] ? nok(code) : inside(code)
  }

  function secondEnd(code: Code): State | undefined {
    if (code !== codes.dollarSign) {
      isBlank = false
      return inside(code)
    }
    sign(effects, 'mathMarker', code)
    return factorySpace(effects, after, 'mathData')
  }

  function after(code: Code): State | undefined {
    return code === codes.leftCurlyBrace
      ? effects.attempt(blockAttributeList, factorySpace(effects, end, 'mathData'), nok)(code)
      : end(code)
  }

  function end(code: Code): State | undefined {
    return isLineEnd(code) ? exit(effects, 'mathFlow', ok)(code) : nok(code)
  }
}

/** Says of each sign of a formula whether it stands in the braces of a `\text`, `\textbf` or `\mbox`. */
function textBraces(): (code: Code) => boolean {
  let name = ''
  let depth = 0
  return (code) => {
    if (code === codes.leftCurlyBrace) {
      // What follows a backslash is not shown: the `t` of `text`.
      if (depth > 0 || /^(?:ext[a-z]*|box)$/.test(name)) depth += 1
    } else if (code === codes.rightCurlyBrace && depth > 0) depth -= 1
    name = asciiAlpha(code) ? name + String.fromCharCode(code!) : ''
    return depth > 0
  }
}

/** The signs of a formula up to a `$` or the end of the line, each shown to `see`. */
function formulaData(effects: Effects, next: State, see: (code: Code) => void): State {
  return (code) => {
    effects.enter('mathData')
    return inside(code)
  }

  function inside(code: Code): State | undefined {
    if (isLineEnd(code) || code === codes.dollarSign) return exit(effects, 'mathData', next)(code)
    see(code)
    effects.consume(code)
    return code === codes.backslash ? escaped(effects, inside) : inside
  }
}
