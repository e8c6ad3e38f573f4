/** Cells of code, as knitr and Quarto have them → what is printed of them: code, pictures, figures whose result is to be made. */

import type {Code, Paragraph, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import type {CellResult, Figure} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import {plainText} from '../../document/text.ts'
import {error, warn} from '../../messages/messages.ts'
import {pairsOf} from '../syntax/attributes.ts'
import type {ReadValue} from './build-boxes.ts'
import {argumentsOf, type CellOptions, type CodeCell, pathsOf, readCell, readHeader} from './cell-options.ts'
import {eachList, eachNode} from './walk.ts'

/** Whether a fence is code that another program would run. */
export function isCell(node: Code): boolean {
  return readCell(node) !== undefined
}

/**
 * Obey the options of cells; nothing is run.
 *
 * Emits `read:code-cell`, `read:inline-code`, `read:child-document`.
 *
 * @param defaults  options of every cell, `execute:` of the front matter
 * @param figures  what the thesis refers to, as `figuresNamedIn` gives it: the cell of such a label is a figure
 */
export function buildCells(
  tree: Root,
  file: VFile,
  readPhrase: ReadValue,
  {defaults = {}, figures}: {defaults?: CellOptions | undefined; figures: ReadonlySet<string>}
): void {
  const cells = new Map<Code, CodeCell>()
  eachNode(tree, (node) => {
    const cell = node.type === 'code' ? readCell(node) : undefined
    if (cell && node.type === 'code') cells.set(node, cell)
  })
  reportInline(
    tree,
    file,
    [...cells.values()].some(({engine}) => engine === 'r')
  )
  if (cells.size === 0) return
  const named = referencesTo(figures, new Set([...cells.values()].map(({options}) => text(options.label))))
  const captions = new Set([...String(file).matchAll(/^\(ref:([\w:./-]{1,100})\)[ \n]/gm)].map(([, name]) => name))
  let common = defaults
  // In reading order: `opts_chunk$set` holds for the cells after it.
  const shown = new Map<Code, RootContent[]>()
  const seen = new Set<unknown>()
  for (const [node, {engine, options, code}] of cells) {
    // `eval = is_html_output()`: of two cells of one label only one is run.
    const isOther = options.label !== undefined && seen.has(options.label) && typeof options.eval === 'object'
    seen.add(options.label)
    if (isOther) {
      shown.set(node, [])
      continue
    }
    shown.set(node, show(node, {engine, code, options: {...common, ...options}}))
    for (const set of argumentsOf(code, /opts_chunk\$set\(/g)) common = {...common, ...readHeader(set)}
  }
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'code' && shown.has(node))) return
    list.splice(0, list.length, ...list.flatMap((node) => (node.type === 'code' && shown.get(node)) || [node]))
  })

  function show(node: Code, {engine, options, code}: CodeCell): RootContent[] {
    reportChild(node, options)
    const label = text(options.label)
    if (options.include === false || label === 'setup') return []
    const pictures = options.eval === false ? [] : picturesOf(code)
    const isRun = options.eval !== false && options.output !== false && options.results !== 'hide'
    const isShown = options.echo !== false && code.trim() !== '' && !insertsOnly(code)
    const printed = isShown ? [codeOf(node, engine, options, code)] : []
    if (!isRun) return printed
    const figure = figureOf(node, options, code, pictures)
    if (figure) return [...printed, figure]
    const images = pictures.map((path) => imageOf(path, options, node, text(options['fig-alt'])))
    if (images.length > 0) return [...printed, ...images]
    if (code.trim() !== '' && !isSilent(code)) report(node, isShown)
    return printed
  }

  function figureOf(node: Code, options: CellOptions, code: string, pictures: readonly string[]): Figure | undefined {
    const label = text(options.label)
    const references = label === undefined ? [] : (named.get(label) ?? [])
    const tableCaption = text(options['tbl-cap']) ?? captionOfTable(code)
    const typed = text(options['fig-cap']) ?? tableCaption ?? captionByName(label)
    // knitr hands a caption on to LaTeX, which reads a label there.
    const own = [...(typed?.matchAll(texLabel) ?? [])].map(([, name]) => name!)
    const caption = typed?.replace(texLabel, '').trim()
    const isTable =
      /^tbl-/.test(label ?? '') ||
      (text(options['fig-cap']) === undefined &&
        (tableCaption !== undefined || /^ta?bl?[:-]/.test(references[0] ?? '')))
    if (typed === undefined && references.length === 0 && !/^(?:fig|tbl)-/.test(label ?? '')) return undefined
    const children = caption === undefined || caption === '' ? [] : readPhrase(caption, node.position)
    const alt = text(options['fig-alt']) ?? (children.length > 0 ? plainText(children) : undefined)
    const id = label === undefined || /^(?:fig|tbl)[-:]/.test(label) ? label : `${isTable ? 'tbl' : 'fig'}-${label}`
    const result: CellResult = {
      type: 'cellResult',
      value: label ?? '',
      alt: alt ?? null,
      width: text(options['out-width']) ?? null,
      position: node.position
    }
    const isOther = (name: string) => name.replace(/^tab:/, 'tbl-').replace(':', '-') !== id
    const labels = [...references, ...own].filter(isOther)
    return {
      type: 'figure',
      kind: isTable ? 'table' : 'figure',
      labels: labels.length > 0 ? labels : undefined,
      attributes: {id, classes: [], pairs: {}},
      children: [
        ...(pictures.length > 0 ? pictures.map((path) => imageOf(path, options, node, alt)) : [result]),
        ...(children.length > 0 ? [{type: 'caption' as const, children, position: span(children)}] : [])
      ],
      position: node.position
    }
  }

  /** Where captions are set for all cells at once, each has its text under the name of the cell. */
  function captionByName(label: string | undefined): string | undefined {
    const name = [label, `${label}-cap`].find((one) => label !== undefined && captions.has(one))
    return name === undefined ? undefined : `(ref:${name})`
  }

  function reportChild(node: Code, options: CellOptions): void {
    const {child} = options
    // A file that is named and is not there is reported where it is looked for.
    const isReported = file.messages.some(
      ({line, ruleId}) => line === node.position?.start.line && ruleId === 'include'
    )
    if (child === undefined || isReported) return
    const name = text(child) ?? (child as {expression?: string}).expression ?? String(child)
    error(file, `Child document \`${name}\` is not read`, {
      at: node,
      rule: 'read:child-document',
      actual: name,
      fix: 'Name it under `chapters` in thesis.yml, or copy its text here.'
    })
  }

  function report(node: Code, isShown: boolean): void {
    const reason = isShown ? 'Code of a cell is printed, not run' : 'Code of a cell is not run: its result is missing'
    warn(file, reason, {
      at: node,
      rule: 'read:code-cell',
      fix: isShown
        ? 'Build from the Markdown that Quarto or knitr makes of this file, or write `eval: false` in the cell.'
        : 'Build from the Markdown that Quarto or knitr makes of this file, or write `include: false` in the cell.'
    })
  }
}

/** Labels of figures and tables that a text names: `fig:map`, `tab:sums`, `fig-map`. */
export function figuresNamedIn(text: string): string[] {
  return [...text.matchAll(/[@({,](?:fig|tab|tbl)[:-][\p{L}\p{N}_.:/-]*[\p{L}\p{N}]/gu)].map(([found]) =>
    found.slice(1)
  )
}

/** What the text calls the figures and tables of cells, by the label of the cell; `fig:map-2` is the second of several. */
function referencesTo(labels: ReadonlySet<string>, cells: ReadonlySet<string | undefined>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const label of labels) {
    const cell = label.slice(4)
    const whole = cells.has(cell) || cells.has(label) ? cell : cell.replace(/-\d+$/, '')
    // `{r map}` computes what `{r fig-map}` draws: the cell of the whole label is meant.
    for (const one of cells.has(label) ? [label] : new Set([cell, label, whole]))
      found.set(one, [...(found.get(one) ?? []), label])
  }
  return found
}

/** `` `r nrow(d)` ``, `` `{python} len(d)` ``. */
function reportInline(tree: Root, file: VFile, hasR: boolean): void {
  const isKnitr = hasR || /\.(?:rmd|qmd|rmarkdown)$/i.test(file.path ?? '')
  eachNode(tree, (node) => {
    if (node.type !== 'inlineCode') return
    if (!/^\{(?:r|python|julia|ojs)\}\s+\S/.test(node.value) && !(isKnitr && /^r\s+\S/.test(node.value))) return
    warn(file, 'Code in the text is printed, not run', {
      at: node,
      rule: 'read:inline-code',
      fix: 'Build from the Markdown that Quarto or knitr makes of this file, or write the value.'
    })
  })
}

function text(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value.join(' ; ') : value
  return typeof one === 'string' && one !== '' ? one : undefined
}

function codeOf(node: Code, engine: string, options: CellOptions, code: string): Code {
  const own = text(options.label)
  const id = text(options['lst-label']) ?? (own?.startsWith('lst-') ? own : undefined)
  const caption = text(options['lst-cap']) ?? (id === own ? text(options.caption) : undefined)
  const isListing = caption !== undefined || id !== undefined
  const attributes = isListing ? {id, classes: [], pairs: pairsOf({caption})} : undefined
  return {type: 'code', lang: engine, meta: null, value: code, attributes, position: node.position}
}

function imageOf(path: string, options: CellOptions, node: Code, alt: string | undefined): Paragraph {
  const width = text(options['out-width'])
  return {
    type: 'paragraph',
    children: [
      {
        type: 'image',
        url: path,
        alt: alt ?? null,
        attributes: {classes: [], pairs: pairsOf({alt, width})},
        position: node.position
      }
    ],
    position: node.position
  }
}

const texLabel = /\\label\{([^{}\s]{1,100})\}/g

const includes = /(?:knitr::)?include_graphics\(/g

function picturesOf(code: string): string[] {
  return argumentsOf(code, includes).flatMap((typed) => pathsOf(typed) ?? [])
}

/** Code that is only there to insert pictures is no text of its author's. */
function insertsOnly(code: string): boolean {
  return (
    picturesOf(code).length > 0 &&
    code.split('\n').every((line) => /include_graphics|^\s*(?:#.*)?$|^\s*[)"'c,]/.test(line))
  )
}

/** knitr's `kable(…, caption = "…")`. */
function captionOfTable(code: string): string | undefined {
  const [typed] = argumentsOf(code, /\b(?:kable|kbl|flextable|gt)\(/g)
  return typed === undefined ? undefined : text(readHeader(typed).caption)
}

/** Lines that print nothing: packages, settings, assignments. */
function isSilent(code: string): boolean {
  return code
    .split('\n')
    .every((line) =>
      /^\s*(?:#.*)?$|^\s*(?:library|require|suppress\w+|source|options|set\.seed|knitr::opts\w*\$set|opts_chunk\$set|import|from|using)\b/.test(
        line
      )
    )
}
