/** The TeX of a BibTeX value → text with CSL's marks. */

import {accents, dropping, marks, switches, symbols, transparent} from './latex-symbols.ts'

export interface LatexOptions {
  /** Keep italics, bold, indices as CSL's marks (default); false for plain text. */
  marks?: boolean
  /** Protect `{NASA}` from changes of case with a `nocase` mark. */
  keepCase?: boolean
  /** Called with the name and the offset of every command that is not known. */
  onUnknown?: (command: string, offset: number) => void
}

/** Groups deeper than this are read as if they had no braces: no stack overflows. */
const deepest = 100

/**
 * Turn TeX into text: accents composed (NFC), ligatures, quotes, spaces, simple mathematics; unknown commands are
 * left out and their arguments kept.
 */
export function latexToText(source: string, options: LatexOptions = {}): string {
  const withMarks = options.marks !== false
  if (!/[\\{}$~`'<\-"]/.test(source)) return tidy(source)
  let at = 0
  let depth = 0
  let quotesOpen = 0
  let inMath = false
  /** Ends of mathematics that the rest of the source does not hold. */
  const missing = new Set<string>()
  const text = readUntil('')
  return tidy(withMarks ? text : withoutMarks(text))

  /** Text up to a closing sign, which is passed; or to the end. */
  function readUntil(closing: string): string {
    let out = ''
    while (at < source.length) {
      const sign = source[at]!
      if (sign === closing && closing !== '') {
        at++
        return out
      }
      if (sign === '}') {
        at++
        continue
      }
      if (sign === '\\') {
        const change = switchHere()
        if (change) return out + change[0] + readUntil(closing) + change[1]
      }
      out += readOne()
    }
    return out
  }

  /** A font switch such as `\em`, passed when it is one. */
  function switchHere(): readonly [string, string] | undefined {
    const name = commandName(at)
    const change = switches.get(name)
    if (!change || depth >= deepest) return undefined
    at += 1 + name.length
    skipSpaces()
    depth++
    return change
  }

  function readOne(): string {
    const sign = source[at]!
    const rest = (length: number) => source.slice(at, at + length)
    if (sign === '{') return readGroup(depth === 0 && options.keepCase === true && !inMath)
    if (sign === '\\') return readCommand()
    if (sign === '$') return readMath(rest(2) === '$$' ? '$$' : '$')
    if (inMath && (sign === '^' || sign === '_')) return readIndex(sign)
    if (sign === '~') return passing(1, '\u00A0')
    if (sign === '-' && !inMath) {
      if (rest(3) === '---') return passing(3, '—')
      if (rest(2) === '--') return passing(2, '–')
    }
    if (sign === '`') {
      if (rest(2) === '``') return passing(2, '“')
      quotesOpen++
      return passing(1, '‘')
    }
    if (sign === "'") {
      if (rest(2) === "''") return passing(2, '”')
      if (quotesOpen > 0 && !/[\p{L}\p{N}]/u.test(source[at + 1] ?? '')) {
        quotesOpen--
        return passing(1, '’')
      }
    }
    if (sign === '<' && looksLikeMark.test(rest(8))) return passing(1, '<\u2060')
    return passing(1, sign)
  }

  function passing(length: number, text: string): string {
    at += length
    return text
  }

  function readGroup(keepCase: boolean): string {
    if (depth >= deepest) return passing(1, '')
    at++
    const isSpecial = source[at] === '\\'
    const before = depth
    depth++
    const inner = readUntil('}')
    depth = before
    const isWorthKeeping = keepCase && !isSpecial && /\p{Lu}/u.test(inner)
    return isWorthKeeping ? `<span class="nocase">${inner}</span>` : inner
  }

  /** What a command applies to: a group, a command, or one character. */
  function readArgument(): string {
    skipSpaces()
    if (at >= source.length || source[at] === '}') return ''
    if (source[at] === '{') return readGroup(false)
    if (source[at] === '\\') return depth < deepest ? deeper(readCommand) : passing(1, '')
    const character = String.fromCodePoint(source.codePointAt(at)!)
    return passing(character.length, character)
  }

  function deeper(read: () => string): string {
    depth++
    const text = read()
    depth--
    return text
  }

  function readRaw(): string {
    skipSpaces()
    if (source[at] !== '{') return ''
    let level = 0
    const start = at + 1
    for (; at < source.length; at++) {
      if (source[at] === '{') level++
      else if (source[at] === '}' && --level === 0) return source.slice(start, at++)
    }
    return source.slice(start)
  }

  function readCommand(): string {
    const start = at
    const name = commandName(at)
    at += 1 + name.length
    if (name === '') return ''
    const isWord = /^[a-zA-Z]/.test(name)
    const accent = accents.get(name)
    if (accent && !(inMath && !isWord)) return readAccent(accent, name)
    const symbol = symbols.get(name)
    if (symbol !== undefined) {
      if (isWord) skipAfterWord()
      return symbol
    }
    if (name === '(' || name === '[') return readMath(name === '(' ? '\\)' : '\\]')
    if (name === 'url') return readRaw()
    if (name === 'frac' || name === 'tfrac' || name === 'dfrac') return `${readArgument()}/${readArgument()}`
    const mark = marks.get(name)
    if (mark) {
      const inner = readArgument()
      return inner === '' ? '' : mark[0] + inner + mark[1]
    }
    if (dropping.has(name)) {
      readRaw()
      return ''
    }
    if (isWord) skipAfterWord()
    if (!transparent.has(name)) options.onUnknown?.(name, start)
    return ''
  }

  function readAccent(accent: string, name: string): string {
    if (/[a-zA-Z]/.test(name) && source[at] !== '{' && !/[\s\\]/.test(source[at] ?? '')) return passing(0, name)
    const base = readArgument()
    const letter = base.replace(/^ı/, 'i').replace(/^ȷ/, 'j')
    const isBelow = accent === '\u0323' || accent === '\u0327' || accent === '\u0328' || accent === '\u0331'
    const first = String.fromCodePoint((isBelow ? base : letter).codePointAt(0) ?? 0x20)
    if (base === '') return name === '~' ? '~' : name === '^' ? '^' : ''
    return (first + accent + (isBelow ? base : letter).slice(first.length)).normalize('NFC')
  }

  function readMath(closing: string): string {
    const opening = source.startsWith(closing, at) ? closing.length : 0
    if (!missing.has(closing) && !source.includes(closing, at + opening)) missing.add(closing)
    if (missing.has(closing)) return opening > 0 ? passing(opening, closing) : ''
    at += opening
    if (inMath || depth >= deepest) return ''
    inMath = true
    let out = ''
    while (at < source.length && !source.startsWith(closing, at)) {
      if (source[at] === '}') at++
      else out += readOne()
    }
    at += closing.length
    inMath = false
    return out
  }

  function readIndex(sign: string): string {
    at++
    const tag = sign === '^' ? 'sup' : 'sub'
    return `<${tag}>${readArgument()}</${tag}>`
  }

  function commandName(offset: number): string {
    const word = wordPattern
    word.lastIndex = offset + 1
    return word.exec(source)?.[0] ?? source.slice(offset + 1, offset + 2)
  }

  function skipSpaces(): void {
    while (at < source.length && /\s/.test(source[at]!)) at++
  }

  /** The blanks that TeX swallows behind `\word`, and the `{}` that authors put there against it. */
  function skipAfterWord(): void {
    const before = at
    skipSpaces()
    if (source.startsWith('{}', at)) {
      at = before
      skipSpaces()
      at += 2
    }
  }
}

const wordPattern = /[a-zA-Z]+\*?/y

/** What citation engines take for a mark. */
const looksLikeMark = /^<\/?(?:i|b|sc|su[bp]|span)[\s>]/i

/** Take CSL's marks out of a text. */
export function withoutMarks(text: string): string {
  return text.replace(/<\/?(?:i|b|sc|sup|sub)>|<\/?span(?: [^>]*)?>/g, '')
}

/** Keep an engine from taking a literal `<i>` for a mark. */
export function protectMarks(text: string): string {
  return text.replace(/<(?=\/?(?:i|b|sc|su[bp]|span)[\s>])/gi, '<\u2060')
}

/** One space between words, none at the ends; composed characters. */
function tidy(text: string): string {
  return text
    .replace(/[ \t\r\n\f\v]+/g, ' ')
    .replace(/^ | $/g, '')
    .normalize('NFC')
}
