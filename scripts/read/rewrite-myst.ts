/** A text with MyST's directives → the same text, line for line, with Pandoc's fences in their place. */

import {readHeader} from './tree/cell-options.ts'
import {boxKindOf} from './tree/directives.ts'

/** What stands before a fence on its line, the fence, the name with what knitr puts after it, the argument. */
const opening =
  /^([ \t>]{0,60}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,}|:{3,})[ \t]*\{([a-z][\w:-]*)([^{}\n]*)\}[ \t]*(.*)$/i
const ordinary = /^[ \t>]{0,60}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/
const closing = /^([ \t>]{0,60})(`{3,}|~{3,}|:{3,})[ \t]*$/

/** Directives whose inside is Markdown, and the class that ours has. */
const prose: Readonly<Record<string, string>> = {
  margin: 'column-margin',
  sidebar: 'column-margin',
  aside: 'column-margin',
  topic: 'note',
  dropdown: 'note',
  details: 'note',
  card: 'note',
  epigraph: 'epigraph',
  'pull-quote': 'epigraph',
  blockquote: 'quote',
  figure: 'figure',
  'figure-md': 'figure',
  subfigure: 'figure',
  table: 'table',
  'list-table': 'list-table',
  'tab-set': 'panel-tabset',
  'tab-item': 'tab-item',
  tab: 'tab-item',
  grid: 'columns',
  'grid-item': 'column',
  'grid-item-card': 'column',
  glossary: 'glossary',
  div: 'division',
  container: 'division',
  exercise: 'exercise',
  solution: 'solution'
}

const code = new Set(['code', 'code-block', 'sourcecode'])

/** What the outputs make themselves, or what is layout. */
const silent = new Set(['tableofcontents', 'toctree', 'contents', 'index', 'only', 'highlight', 'sectionauthor'])

interface Fence {
  /** How it is closed. */
  marker: string
  /** What stands at its end; as typed when undefined. */
  end: string | undefined
  /** Its inside is no Markdown. */
  isRaw: boolean
  /** Its inside is not printed. */
  isDropped: boolean
}

/** Each line stays a line, so that places hold; one pass over the text. */
export function rewriteMyst(text: string): string {
  if (!/^[^\n]{0,80}(?:```|~~~|:::)[`~:]*[ \t]*\{[a-z]/im.test(text)) return text
  const lines = text.split('\n')
  const open: Fence[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const top = open.at(-1)
    const end = closing.exec(line)
    if (top && end && isEnd(end[2] ?? '', top.marker)) {
      open.pop()
      if (top.end !== undefined) lines[at] = top.end === '' ? '' : `${end[1]}${top.end}`
      continue
    }
    if (top?.isDropped) lines[at] = emptied(line)
    if (top?.isRaw || top?.isDropped) continue
    const found = opening.exec(line)
    const fence = found ? openDirective(found, at) : undefined
    if (fence) open.push(fence)
    else {
      const marker = ordinary.exec(line)?.[1]
      if (marker) open.push({marker, end: undefined, isRaw: true, isDropped: false})
      else if (/^(?:%[ \t]|\+\+\+[ \t]*$)/.test(line)) lines[at] = ''
    }
  }
  return lines.join('\n')

  function openDirective(found: RegExpExecArray, at: number): Fence | undefined {
    const [, prefix = '', marker = '', name = '', header = '', argument = ''] = found
    const lowered = name.toLowerCase()
    const boxKind = boxKindOf(lowered)
    const isKnitr = header.trim() !== ''
    // A block of knitr is prose of a kind of its own: `{block type="rmdnote"}`.
    const isBlock = /^block2?$/.test(lowered)
    if (isKnitr && ((!boxKind && !isBlock) || marker.startsWith(':'))) return undefined
    const className = isBlock ? knitrType(header) : (prose[lowered] ?? boxKind)
    const isKnown =
      className !== undefined || code.has(lowered) || silent.has(lowered) || Object.hasOwn(others, lowered)
    if (!isKnown) return undefined
    const options = isKnitr ? optionsOfKnitr(header) : takeOptions(lines, at + 1)
    const colons = ':'.repeat(marker.length)
    if (className !== undefined) {
      lines[at] = `${prefix}${colons} ${attributesOf(className, lowered, argument, options)}`
      return {marker, end: marker.startsWith(':') ? undefined : colons, isRaw: false, isDropped: false}
    }
    if (code.has(lowered)) {
      openBelow(at, prefix, `${marker.startsWith(':') ? '```' : marker}${codeInfo(argument, options)}`)
      return {marker, end: marker.startsWith(':') ? '```' : undefined, isRaw: true, isDropped: false}
    }
    const other = others[lowered]?.(argument, options)
    if (other && !other.isDropped) openBelow(at, prefix, other.start)
    else lines[at] = other ? `${prefix}${other.start}` : ''
    return {marker, end: other?.end ?? '', isRaw: true, isDropped: other?.isDropped ?? true}
  }

  /** Right above its inside: the lines of its options are empty. */
  function openBelow(at: number, prefix: string, start: string): void {
    let below = at
    while (/^[ \t>]+$/.test(prefix || ' ') && lines[below + 1] === emptied(lines[below + 1] ?? '.') && below < at + 20)
      below++
    if (below > at) lines[at] = emptied(lines[at] ?? '')
    lines[below] = `${prefix}${start}`
  }
}

type Options = Readonly<Record<string, string | undefined>>

/** Directives that become something else than a division. */
const others: Readonly<
  Record<string, (argument: string, options: Options) => Omit<Fence, 'marker' | 'isRaw'> & {start: string}>
> = {
  math: (argument, {label, name}) => ({
    start: `$$ ${argument}`.trim(),
    end: label || name ? `$$ {#${label || name}}` : '$$',
    isDropped: false
  }),
  image: (argument, {alt = '', width}) => ({
    start: `![](<${argument.trim()}>){alt="${alt.replace(/["\\]/g, '\\$&')}"${width ? ` width=${width}` : ''}}`,
    end: '',
    isDropped: true
  }),
  bibliography: () => ({start: '::: {#refs}', end: ':::', isDropped: true}),
  include: (argument) => ({start: `{{< include ${argument.trim()} >}}`, end: '', isDropped: true}),
  raw: (argument) => ({start: `\`\`\`{=${argument.trim() || 'html'}}`, end: '```', isDropped: false})
}

function isEnd(typed: string, marker: string): boolean {
  return typed[0] === marker[0] && typed.length >= marker.length
}

/** `:name: value` lines, or YAML between hyphens, right below; the lines are emptied. */
function takeOptions(lines: string[], from: number): Options {
  const options: Record<string, string> = {}
  const isBlock = /^[ \t>]*---[ \t]*$/.test(lines[from] ?? '')
  for (let at = isBlock ? from + 1 : from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (isBlock && /^[ \t>]*---[ \t]*$/.test(line)) {
      lines[at] = emptied(line)
      break
    }
    const [, name, value = ''] =
      (isBlock ? /^[ \t>]*([\w-]+):[ \t]*(.*)$/ : /^[ \t>]*:([\w-]+):[ \t]*(.*)$/).exec(line) ?? []
    if (name === undefined) {
      if (isBlock) lines[at] = emptied(line)
      else break
      continue
    }
    options[name.toLowerCase()] = value.trim().replace(/^(["'])(.*)\1$/, '$2')
    lines[at] = emptied(line)
  }
  if (isBlock) lines[from] = emptied(lines[from] ?? '')
  return options
}

/** Without what is typed on it, but still in its block quote. */
function emptied(line: string): string {
  return /^[ \t>]*/.exec(line)?.[0].trimEnd() ?? ''
}

function optionsOfKnitr(header: string): Options {
  const {label, name} = readHeader(header.replace(/^[ \t,]+/, ''))
  return {
    label: typeof label === 'string' ? label : undefined,
    title: typeof name === 'string' ? name : undefined
  }
}

/** A class of Pandoc's: `type="rmdnote"`. */
function knitrType(header: string): string {
  const {type} = readHeader(header.replace(/^[ \t,]+/, ''))
  return typeof type === 'string' && /^[a-z_][\w-]*$/i.test(type) ? type : 'division'
}

function attributesOf(className: string, name: string, argument: string, options: Options): string {
  const id = options.name ?? options.label ?? (name === 'figure-md' ? argument.trim() : undefined)
  const isFigure = name === 'figure'
  const title =
    options.title ?? (isFigure || name === 'figure-md' || name === 'div' || name === 'container' ? '' : argument)
  const own = (options.class ?? '').split(/[\s,]+/).filter((one) => /^[a-z_][\w-]*$/i.test(one))
  const classes = name === 'admonition' ? [...own, className] : [className, ...own]
  const pairs: Array<[string, string | undefined]> = [
    ['src', isFigure ? argument.trim() : undefined],
    ['alt', options.alt],
    ['width', options.width ?? options.figwidth],
    ['header-rows', options['header-rows']],
    ['widths', options.widths],
    ['title', title.trim() || undefined]
  ]
  return `{${[
    ...(id && /^[\p{L}\p{N}_:.-]+$/u.test(id) ? [`#${id}`] : []),
    ...classes.map((one) => `.${one}`),
    ...pairs.flatMap(([key, value]) => (value === undefined ? [] : [`${key}="${value.replace(/["\\]/g, '\\$&')}"`]))
  ].join(' ')}}`
}

function codeInfo(language: string, {caption, name}: Options): string {
  const attributes = [
    ...(name ? [`#${name}`] : []),
    ...(caption ? [`lst-cap="${caption.replace(/["\\{}]/g, (sign) => (/[{}]/.test(sign) ? '' : `\\${sign}`))}"`] : [])
  ]
  return `${language.trim()}${attributes.length > 0 ? ` {${attributes.join(' ')}}` : ''}`
}
