/** Cross-references and links inside the thesis → text and destinations. */

import type {Link, PhrasingContent, Root, Text} from 'mdast'
import type {Plugin} from 'unified'
import {affixesOf, spaced, unresolved} from '../../document/affixes.ts'
import type {Affix, CrossReference, CrossReferenceItem, Figure} from '../../document/nodes.ts'
import {statementLabels} from '../../document/statements.ts'
import type {Terms} from '../../document/terms.ts'
import {capitalise, plainText} from '../../document/text.ts'
import type {Chapter, Target, TargetKind, Targets} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {error, inform, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {normaliseLabel} from './number-targets.ts'

export interface ResolveReferencesOptions {
  targets: Targets
  /** Headings without a label, by the id that is made of their text. */
  implicit?: Targets
  terms: Terms
  /** Labels that were referred to; filled in, for `checkLabels`. */
  used: Set<string>
}

/** Where a label is written, by its prefix. */
function placeOfLabel(label: string): string {
  const prefix = /^[a-z]+/i.exec(label)?.[0].toLowerCase() ?? ''
  if (prefix in statementLabels) return `to the block that it should point to: \`::: {#${label}}\``
  return labelPlaces[prefix] ?? 'after the heading, figure, table or equation it should point to'
}

const labelPlaces: Record<string, string> = {
  sec: 'after the heading that it should point to: `## Title {#sec-…}`',
  fig: 'after the picture that it should point to: `![Caption](picture.png){#fig-…}`',
  tbl: 'after the caption of the table that it should point to: `: Caption {#tbl-…}`',
  eq: 'after the equation that it should point to: `$$ … $$ {#eq-…}`',
  lst: 'to the opening fence of the listing that it should point to, with its caption: ```` ```{#lst-… lst-cap="…"} ````'
}

const noBreakSpace = '\u00A0'

/**
 * Print `@fig-x` as « figure 3 », `[@fig-a; @fig-b; @fig-c]` as « figures 2 à 4 », each number a link.
 *
 * Emits `references:unknown-label`.
 */
export const resolveReferences: Plugin<[ResolveReferencesOptions], Root> = (options) => (tree, file) => {
  visit(tree, (node) => {
    if (node.type === 'math' || node.type === 'inlineMath') node.value = withNumbers(node.value, options)
  })
  visit(tree, 'crossReference', (node) => {
    const known: Found[] = []
    for (const [index, item] of node.items.entries()) {
      const target = options.targets.get(normaliseLabel(item.label)) ?? options.implicit?.get(item.label)
      if (target) {
        known.push({item, target, ...affixesOf(node, index)})
        options.used.add(normaliseLabel(target.label))
        continue
      }
      const labels = [...options.targets.values()].map(({label}) => label)
      error(file, `Unknown label \`${item.label}\``, {
        at: item.position ?? node,
        rule: 'references:unknown-label',
        actual: item.label,
        expected: nearest(item.label, labels),
        fix: didYouMean(item.label, labels) || `Add \`{#${item.label}}\` ${placeOfLabel(item.label)}.`
      })
    }
    node.children =
      known.length === node.items.length
        ? printReference(node, known, options.terms)
        : unresolved(
            node,
            node.items.map(({label}) => label)
          )
  })
}

/** `\text{by }\eqref{eq:x}` inside a formula; a label that nothing has stays, and is reported with the formula. */
function withNumbers(tex: string, {targets, used}: ResolveReferencesOptions): string {
  if (!tex.includes('ref{')) return tex
  return tex.replace(/\\(eq)?ref\s*\{([^{}]+)\}/g, (typed, isEquation: string | undefined, label: string) => {
    const target = targets.get(normaliseLabel(label.trim()))
    if (target?.number === undefined) return typed
    used.add(normaliseLabel(target.label))
    return isEquation ? `\\text{(${target.number})}` : `\\text{${target.number}}`
  })
}

interface Found extends Record<Affix['side'], PhrasingContent[]> {
  item: CrossReferenceItem
  target: Target
}

function printReference(node: CrossReference, found: readonly Found[], terms: Terms): PhrasingContent[] {
  if (node.isPage) {
    const pages = found.map((one): PhrasingContent[] => [
      ...spaced(one.prefix),
      {
        type: 'pageReference',
        target: one.target.destination,
        children: printGroup([{...one, prefix: [], suffix: []}], node.isCapitalised, terms)
      },
      ...one.suffix
    ])
    return joinList(pages, terms)
  }
  const groups = groupByKind(found)
  return joinList(
    groups.map((group, index) => printGroup(group, node.isCapitalised && index === 0, terms)),
    terms
  )
}

/** Neighbours of one kind are printed under one term; an item with words of its own stands alone. */
function groupByKind(found: readonly Found[]): Found[][] {
  const groups: Found[][] = []
  for (const one of found) {
    const last = groups.at(-1)?.at(-1)
    const joins =
      last !== undefined &&
      last.target.kind === one.target.kind &&
      last.target.number !== undefined &&
      one.target.number !== undefined &&
      one.prefix.length === 0 &&
      last.suffix.length === 0 &&
      last.item.isBare === one.item.isBare
    if (joins) groups.at(-1)!.push(one)
    else groups.push([one])
  }
  return groups
}

function printGroup(group: readonly Found[], isCapitalised: boolean, terms: Terms): PhrasingContent[] {
  const [first] = group
  if (!first) return []
  const {item, target, prefix} = first
  if (item.form === 'title' && target.title !== '') return [link(target, target.title)]
  const {suffix} = group.at(-1)!
  if (target.number === undefined) {
    const title = terms.quotes.join(target.title || target.label)
    return [...spaced(prefix, noBreakSpace), link(target, title), ...suffix]
  }
  const sendsThere = sendsTo(plainText(prefix).trim(), terms)
  if (item.isBare || (prefix.length > 0 && !sendsThere)) {
    return [...spaced(prefix, noBreakSpace), ...printNumbers(group, terms), ...suffix]
  }

  const [one, many] = terms[target.kind]
  const term = isCapitalised ? capitalise(group.length > 1 ? many : one) : group.length > 1 ? many : one
  if (group.length === 1) {
    return [...spaced(prefix), link(target, `${term}${noBreakSpace}${numberOf(target)}`), ...suffix]
  }
  return [...spaced(prefix), text(`${term}${noBreakSpace}`), ...printNumbers(group, terms), ...suffix]
}

/** `2`, `2 et 3`, `2 à 4`, `2, 4 et 5`: three or more in a row become a range. */
function printNumbers(group: readonly Found[], terms: Terms): PhrasingContent[] {
  const sorted = [...group].sort((a, b) => compareNumbers(a.target.number!, b.target.number!))
  const runs: Found[][] = []
  for (const one of sorted) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (last && last.target.number === one.target.number) continue
    if (last && follows(last.target.number!, one.target.number!)) run!.push(one)
    else runs.push([one])
  }
  const printed = runs.flatMap((run): PhrasingContent[][] => {
    if (run.length < 3) return run.map(({target, item}) => [link(target, numberOf(target, item))])
    const [from, to] = [run[0]!.target, run.at(-1)!.target]
    return [[link(from, numberOf(from)), text(`${noBreakSpace}${terms.to}${noBreakSpace}`), link(to, numberOf(to))]]
  })
  return joinList(printed, terms)
}

function numberOf(target: Target, item?: CrossReferenceItem): string {
  return target.kind === 'equation' && item?.form !== 'digits' ? `(${target.number})` : target.number!
}

/** Does `b` come just after `a`: 2 and 3, 4.1 and 4.2, 2a and 2b, A and B? */
function follows(a: string, b: string): boolean {
  const [before, after] = [a.split('.'), b.split('.')]
  const [x, y] = [before.pop()!, after.pop()!]
  if (before.join('.') !== after.join('.')) return false
  if (/^\d+$/.test(x) && /^\d+$/.test(y)) return Number(y) === Number(x) + 1
  if (/^\d+[a-z]$/.test(x) && /^\d+[a-z]$/.test(y) && Number.parseInt(x, 10) === Number.parseInt(y, 10)) {
    return y.charCodeAt(y.length - 1) === x.charCodeAt(x.length - 1) + 1
  }
  return x.length === 1 && y.length === 1 && y.charCodeAt(0) === x.charCodeAt(0) + 1
}

function compareNumbers(a: string, b: string): number {
  return a.localeCompare(b, 'en', {numeric: true})
}

function joinList(parts: readonly PhrasingContent[][], terms: Terms): PhrasingContent[] {
  return parts.flatMap((part, index) => {
    if (index === 0) return part
    const separator = index === parts.length - 1 ? ` ${terms.and}${noBreakSpace}` : terms.comma
    return [text(separator), ...part]
  })
}

function link(target: Target, value: string): Link {
  return {type: 'link', url: `#${target.label}`, target: target.destination, children: [text(value)]}
}

function text(value: string): Text {
  return {type: 'text', value}
}

/** Whether a prefix ends with words that send to a place: « voir ». */
function sendsTo(prefix: string, {signals}: Terms): boolean {
  const words = prefix.toLowerCase()
  return signals.some((signal) => words.endsWith(signal) && /^$|[\s,;(]$/.test(words.slice(0, -signal.length)))
}

/** Labels of the parts of a figure. */
function partsOf(figure: Figure): string[] {
  const parts = figure.children.flatMap((child) => (child.type === 'panels' ? child.children : []))
  return parts.flatMap(({attributes}) => (attributes?.id === undefined ? [] : [normaliseLabel(attributes.id)]))
}

const referable: TargetKind[] = ['figure', 'table', 'equation', 'appendix', 'listing']

/** Whether `@x` is a reference: else it is a citation, and only a link leads there. */
const isReferable = (label: string) =>
  /^(?:sec|fig|tbl|eq|lst)[-:]/.test(label) || (/^([a-z]+)[-:]/.exec(label)?.[1] ?? '') in statementLabels

/**
 * Say which labels nothing refers to: a figure or an appendix that the text never mentions is a reader's question.
 *
 * Emits `references:unused-label`: a warning for figures, tables, equations and appendices, a remark for the others.
 */
export function checkLabels(chapters: readonly Chapter[], targets: Targets, used: ReadonlySet<string>): void {
  const unused = new Map([...targets].filter(([label]) => !used.has(label)))
  for (const chapter of chapters) {
    visit(chapter.tree, (node) => {
      const label = node.attributes?.id
      const target = label === undefined ? undefined : unused.get(normaliseLabel(label))
      if (!target || target.destination.chapter !== chapter.id) return
      if (node.labels?.some((name) => used.has(normaliseLabel(name)))) return
      // The text speaks of the parts when it speaks of the whole, and of the whole when it speaks of a part.
      if (node.type === 'figure' && (node.part !== undefined || partsOf(node).some((part) => used.has(part)))) return
      unused.delete(normaliseLabel(target.label))
      const say = referable.includes(target.kind) ? warn : inform
      say(chapter.file, `Unused label \`${label}\`: nothing refers to this ${target.kind}`, {
        at: node.position?.start ?? node,
        rule: 'references:unused-label',
        actual: label!,
        fix: `Write \`${isReferable(label!) ? `@${label}` : `[…](#${label})`}\` where the text speaks of it, or remove the label.`
      })
    })
  }
}
