/** TeX with `\newcommand`, `\def`, `\DeclareMathOperator` and their kind → TeX without: what they define is put in its place. */

import {accents} from '../../document/latex-symbols.ts'
import {texCommand} from '../syntax/tex-commands.ts'
import {skipTexSpace, type TexCursor, type TexRange, takeCommand, takeGroup, takeOption} from './tex-cursor.ts'

/** What a command of the author's stands for. */
export interface TexMacro {
  /** With `#1`, `#2`… */
  body: string
  arity: number
  /** Of the first argument, when it may be left out. */
  byDefault?: string
  /** `\let\a\b`: what it names keeps its first meaning. */
  isAlias?: boolean
}

/**
 * By name, without the backslash; `begin{x}` and `end{x}` of an environment, `environment{x}` where that is layout, and
 * `theorem{x}`: the word that heads one.
 */
export type TexMacros = Map<string, TexMacro>

/** TeX with the macros in their place, or why that cannot be. */
export type Expansion = {tex: string} | {problem: string}

/** A macro in force, and its uses being read, each in the text around it. */
interface Frame extends TexCursor {
  depth: number
}

/** Macros inside macros, and characters that they may make: beyond, one calls itself. */
const deepest = 200
const most = (source: string) => 50_000 + 10 * source.length

const token = /[^\\%]+|\\[a-zA-Z@]+\*?|\\[\s\S]?|%/y

const definitions = new Set(
  (
    'newcommand renewcommand providecommand newcommand* renewcommand* providecommand* def gdef edef xdef let ' +
    'DeclareMathOperator DeclareMathOperator* DeclareRobustCommand DeclareRobustCommand* DeclarePairedDelimiter ' +
    'newenvironment renewenvironment newenvironment* renewenvironment* newtheorem newtheorem*'
  ).split(' ')
)

/**
 * Read the definitions of a source into `macros`, take them out, and expand what `macros` names.
 *
 * What was defined before is expanded as it was then, as in TeX. Macros that call themselves, or make more than a page,
 * are a problem.
 */
export function expandMacros(source: string, macros: TexMacros): Expansion {
  if (!source.includes('\\') || (macros.size === 0 && !mayDefine.test(source))) return {tex: source}
  const frames: Frame[] = [{source, at: 0, end: source.length, depth: 0}]
  let budget = most(source)
  let tex = ''
  let isAfterWord = false
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    if (frame.at >= frame.end) {
      frames.pop()
      continue
    }
    token.lastIndex = frame.at
    const found = token.exec(frame.source)?.[0] ?? frame.source.slice(frame.at, frame.at + 1)
    const name = found.startsWith('\\') ? found.slice(1) : ''
    if (definitions.has(name)) {
      const {at} = frame
      frame.at += found.length
      if (!readDefinition(frame, name, macros)) {
        frame.at = at + found.length
        push(found)
      }
      continue
    }
    const star = name.endsWith('*') && !macros.has(name)
    const edge = name === 'begin' || name === 'end' ? edgeAt(frame, found.length) : ''
    const called = name + edge === name && star ? name.slice(0, -1) : name + edge
    const macro = called === '' ? undefined : macros.get(called)
    frame.at += (macro && star ? found.length - 1 : found.length) + (macro ? edge.length : 0)
    if (!macro) {
      push(found)
      continue
    }
    if (macro.isAlias) {
      push(macro.body)
      continue
    }
    const body = substitute(macro, frames)
    budget -= body.length
    const depth = frame.depth + 1
    if (depth > deepest) return {problem: `\`\\${called}\` calls itself`}
    if (budget < 0) return {problem: `\`\\${called}\` makes too much text`}
    frames.push({source: body, at: 0, end: body.length, depth})
  }
  return {tex}

  function push(part: string): void {
    if (isAfterWord && /^[a-zA-Z]/.test(part)) tex += ' '
    isAfterWord = /^\\[a-zA-Z@]+$/.test(part)
    tex += part
  }
}

const mayDefine = /\\(?:(?:new|renew|provide)command|[gex]?def|let|Declare|newtheorem|(?:re)?newenvironment)(?![a-z])/

/** `{name}` after `\begin` or `\end`. */
function edgeAt({source, at}: Frame, length: number): string {
  return /^\{[A-Za-z]+\*?\}/.exec(source.slice(at + length, at + length + 60))?.[0] ?? ''
}

function substitute({body, arity, byDefault}: TexMacro, frames: Frame[]): string {
  const values: string[] = []
  if (byDefault !== undefined) values.push(optionOf(frames) ?? byDefault)
  while (values.length < arity) values.push(argumentOf(frames))
  return body.replace(/(\\[a-zA-Z]+)?#(\d)/g, (_, word: string | undefined, index: string) => {
    const value = values[Number(index) - 1] ?? ''
    return `${word ?? ''}${word && /^[a-zA-Z]/.test(value) ? ' ' : ''}${value}`
  })
}

function openFrame(frames: Frame[]): Frame | undefined {
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    if (frame.at < frame.end || frames.length === 1) return frame
    frames.pop()
  }
  return undefined
}

function optionOf(frames: Frame[]): string | undefined {
  const frame = openFrame(frames)
  const option = frame && takeOption(frame)
  return option && frame?.source.slice(option.from, option.to)
}

/** A group, a command, or one character, over spaces. */
function argumentOf(frames: Frame[]): string {
  const frame = openFrame(frames)
  if (!frame) return ''
  const before = frame.at
  skipTexSpace(frame)
  if (frame.at >= frame.end && frames.length > 1) return argumentOf(frames)
  const group = takeGroup(frame)
  if (group) return frame.source.slice(group.from, group.to)
  const start = frame.at
  if (frame.source[start] === '\\') takeCommand(frame)
  else if (start < frame.end && !/[}\n]/.test(frame.source[start] ?? '}')) {
    frame.at += String.fromCodePoint(frame.source.codePointAt(start)!).length
  } else frame.at = before
  return frame.at === before ? '' : frame.source.slice(start, frame.at)
}

/** What follows `\newcommand` and the like; false when it is not written as a definition. */
function readDefinition(cursor: TexCursor, command: string, macros: TexMacros): boolean {
  skipTexSpace(cursor)
  if (command.startsWith('newtheorem')) return defineTheorem(cursor, macros)
  if (/^(?:re)?newenvironment/.test(command)) return defineEnvironment(cursor, macros)
  const defined = takeDefined(cursor)
  if (defined === undefined) return false
  if (command === 'let') {
    skipTexSpace(cursor)
    if (cursor.source[cursor.at] === '=') cursor.at++
    skipTexSpace(cursor)
    const start = cursor.at
    if (cursor.source[start] === '\\') takeCommand(cursor)
    else cursor.at++
    const body = cursor.source.slice(start, cursor.at)
    macros.set(defined, macros.get(body.slice(1)) ?? {body, arity: 0, isAlias: true})
    return true
  }
  if (/^[gex]?def$/.test(command)) {
    const parameters = /^(?:#\d)*/.exec(cursor.source.slice(cursor.at, cursor.at + 20))?.[0] ?? ''
    cursor.at += parameters.length
    skipTexSpace(cursor)
    return define(cursor, defined, macros, parameters.length / 2)
  }
  if (command === 'DeclarePairedDelimiter') return definePair(cursor, defined, macros)
  if (command.startsWith('DeclareMathOperator')) {
    skipTexSpace(cursor)
    const text = takeGroup(cursor)
    if (!text) return false
    const star = command.endsWith('*') ? '*' : ''
    const body = `\\operatorname${star}{${cursor.source.slice(text.from, text.to)}}`
    macros.set(defined, {body, arity: 0})
    return true
  }
  skipTexSpace(cursor)
  const count = takeOption(cursor)
  const arity = count ? Number(cursor.source.slice(count.from, count.to).trim()) : 0
  skipTexSpace(cursor)
  const option = count && takeOption(cursor)
  skipTexSpace(cursor)
  const byDefault = option && cursor.source.slice(option.from, option.to)
  const isNew = !command.startsWith('provide') || !macros.has(defined)
  return define(cursor, defined, isNew ? macros : new Map(), arity, byDefault)
}

function define(cursor: TexCursor, name: string, macros: TexMacros, arity: number, byDefault?: string): boolean {
  const body = takeGroup(cursor)
  if (!body || !(arity >= 0 && arity <= 9)) return false
  // A comment and the end of its line are no part of the body.
  const value = cursor.source.slice(body.from, body.to).replace(/(?<!\\)%[^\n]*\n[ \t]*/g, '')
  macros.set(name, {body: value, arity, byDefault})
  return true
}

function defineTheorem(cursor: TexCursor, macros: TexMacros): boolean {
  const name = takeGroup(cursor)
  skipTexSpace(cursor)
  takeOption(cursor)
  skipTexSpace(cursor)
  const word = name && takeGroup(cursor)
  if (!name || !word) return false
  skipTexSpace(cursor)
  takeOption(cursor)
  const [key, body] = [name, word].map(({from, to}) => cursor.source.slice(from, to).trim())
  macros.set(`theorem{${key}}`, {body: withAccents(body!), arity: 0})
  return true
}

/** `Th\'eor\`eme` as it is printed. */
function withAccents(tex: string): string {
  return tex.replace(/\\(['`^"~=.]|[cvuHdbk](?![a-zA-Z]))\s*\{?([a-zA-Z])\}?/g, (_, name: string, letter: string) =>
    (letter + (accents.get(name) ?? '')).normalize('NFC')
  )
}

/** One whose TeX has no meaning here is layout: its text is read. */
function defineEnvironment(cursor: TexCursor, macros: TexMacros): boolean {
  const name = takeGroup(cursor)
  skipTexSpace(cursor)
  const count = name && takeOption(cursor)
  skipTexSpace(cursor)
  const option = count && takeOption(cursor)
  skipTexSpace(cursor)
  const begin = name && takeGroup(cursor)
  skipTexSpace(cursor)
  const end = begin && takeGroup(cursor)
  if (!begin || !end) return false
  const textOf = ({from, to}: TexRange) => cursor.source.slice(from, to).replace(/(?<!\\)%[^\n]*\n?[ \t]*/g, '')
  const arity = count ? Number(textOf(count).trim()) : 0
  if (!(arity >= 0 && arity <= 9)) return false
  const key = textOf(name).trim()
  const [before, after] = [textOf(begin), textOf(end)]
  if (isReadable(before) && isReadable(after)) {
    macros.set(`begin{${key}}`, {body: before, arity, byDefault: option && textOf(option)})
    macros.set(`end{${key}}`, {body: after, arity: 0})
  } else macros.set(`environment{${key}}`, {body: '', arity})
  return true
}

/** Whether each of its commands has a meaning here. */
function isReadable(tex: string): boolean {
  return [...tex.matchAll(/\\([a-zA-Z@]+)/g)].every(([, name]) => texCommand(name!) !== undefined)
}

function definePair(cursor: TexCursor, name: string, macros: TexMacros): boolean {
  skipTexSpace(cursor)
  const left = takeGroup(cursor)
  skipTexSpace(cursor)
  const right = left && takeGroup(cursor)
  if (!left || !right) return false
  const [open, close] = [left, right].map(({from, to}) => cursor.source.slice(from, to))
  macros.set(name, {body: `${open} #1 ${close}`, arity: 1})
  macros.set(`${name}*`, {body: `\\left${open} #1 \\right${close}`, arity: 1})
  return true
}

/** `{\name}` or `\name`. */
function takeDefined(cursor: TexCursor): string | undefined {
  const group = takeGroup(cursor)
  const name = group ? cursor.source.slice(group.from, group.to).trim().slice(1) : undefined
  if (name !== undefined) return name || undefined
  return cursor.source[cursor.at] === '\\' ? takeCommand(cursor) || undefined : undefined
}
