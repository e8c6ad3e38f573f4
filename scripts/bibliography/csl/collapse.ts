/** Printed cites → “[1–3]”, “(Doe 2000, 2001)”, “(Doe 2000a, b)”. CSL 1.0.2, “Cite Collapsing”. */

import {type Printed, renderCite, withAffixes} from './cite.ts'
import {nextLetter} from './disambiguate.ts'
import type {Registry} from './registry.ts'
import {findPart, hasContent, isBox, type Node, textOf} from './tree.ts'

/** What is printed of a cite, and the delimiter before it. */
export interface Fragment {
  readonly node: Node | undefined
  readonly delimiter: string
}

/** Collapse the cites of a cluster as the style says. */
export function collapse(registry: Registry, cites: readonly Printed[]): Fragment[] {
  const {attributes, delimiter} = registry.style.citation
  if (attributes.collapse === 'citation-number') return collapseNumbers(registry, cites)
  if (isGrouped(attributes)) return collapseGroups(registry, cites)
  return cites.map((cite) => fragment(registry, cite, delimiter))
}

/** CSL 1.0.2, “Cite Grouping”. */
export function isGrouped({collapse, 'cite-group-delimiter': delimiter}: Record<string, string | undefined>): boolean {
  return delimiter !== undefined || (collapse !== undefined && collapse !== 'citation-number')
}

function fragment({style}: Registry, cite: Printed, delimiter: string): Fragment {
  return {node: withAffixes(cite, style.locale.quotes), delimiter}
}

type Follows = (first: Printed, second: Printed) => boolean

/** Where a cite stands in a row of three and more: those inside go, and a dash stands before the end. */
function placeInRow(cites: readonly Printed[], index: number, follows: Follows): 'inside' | 'end' | undefined {
  const isNext = (at: number) => at > 0 && at < cites.length && follows(cites[at - 1]!, cites[at]!)
  if (!isNext(index)) return undefined
  return isNext(index + 1) ? 'inside' : isNext(index - 1) ? 'end' : undefined
}

/** Three numbers and more in a row become a range. */
function collapseNumbers(registry: Registry, cites: readonly Printed[]): Fragment[] {
  const {attributes, delimiter} = registry.style.citation
  return cites.flatMap((cite, index) => {
    const place = placeInRow(cites, index, areConsecutive)
    if (place === 'inside') return []
    const isAfterLocator = cites[index - 1]?.cite.locator && cite.cite.locator
    const between = isAfterLocator ? (attributes['after-collapse-delimiter'] ?? delimiter) : delimiter
    return [fragment(registry, cite, place === 'end' ? '–' : between)]
  })
}

function areConsecutive(first: Printed, second: Printed): boolean {
  const number = first.context.citationNumber
  const areBare = isBareNumber(first) && isBareNumber(second) && !first.cite.suffix && !second.cite.prefix
  return areBare && number !== undefined && second.context.citationNumber === number + 1
}

/** A cite of which the style prints the number alone. */
function isBareNumber({cite, node}: Printed): boolean {
  return hasContent(node) && (!cite.locator || !/[^\d\W]|\d\D+\d/.test(textOf(node)))
}

/** Cites of the same names that follow each other. */
function collapseGroups(registry: Registry, cites: readonly Printed[]): Fragment[] {
  const {citation, isNote} = registry.style
  const {attributes, delimiter} = citation
  const {collapse, 'cite-group-delimiter': group, 'after-collapse-delimiter': afterCollapse} = attributes
  // The specification says “, ”; the fixtures of the suite, in notes, that of the cites.
  const inGroup = group ?? (collapse && !isNote ? ', ' : delimiter)
  return cites.flatMap((cite, index) => {
    const before = cites[index - 1]
    if (!before || !areGrouped(before, cite)) {
      const isAfterGroup = collapse && index > 1 && areGrouped(cites[index - 2]!, cites[index - 1]!)
      const isCollapsed = isAfterGroup || collapse === 'year'
      return [fragment(registry, cite, isCollapsed ? (afterCollapse ?? delimiter) : delimiter)]
    }
    if (!collapse) return [fragment(registry, cite, inGroup)]
    if (collapse.startsWith('year-suffix') && sharesYear(before, cite)) {
      const place = collapse === 'year-suffix-ranged' ? placeInRow(cites, index, areLettersInRow) : undefined
      if (place === 'inside') return []
      const between = attributes['year-suffix-delimiter'] ?? group ?? delimiter
      return [fragment(registry, {...cite, node: fromYearSuffix(cite.node)}, place === 'end' ? '–' : between)]
    }
    const bare = renderCite(registry, {...cite.cite, suppressAuthor: true}, false)
    return [fragment(registry, bare, before.cite.locator ? (afterCollapse ?? inGroup) : inGroup)]
  })
}

/** Works of the same names; of works without any, those of one year. */
function areGrouped(first: Printed, second: Printed): boolean {
  return first.names === second.names && (first.names !== '' || sharesYear(first, second))
}

/** Whether only the letter of the year tells a cite from the one before. */
function sharesYear(before: Printed, cite: Printed): boolean {
  if (before.cite.locator || before.cite.suffix || cite.cite.prefix) return false
  const [first, second] = [before, cite].map(
    ({node}) => findPart(node, 'year-suffix') && textOf(findPart(node, 'year'))
  )
  return first !== undefined && first === second
}

function areLettersInRow(first: Printed, second: Printed): boolean {
  const {yearSuffix} = first.context.distinction
  const isNext = yearSuffix !== undefined && nextLetter(yearSuffix) === second.context.distinction.yearSuffix
  return isNext && areGrouped(first, second) && sharesYear(first, second)
}

/** What stands from the letter of the year on. */
function fromYearSuffix(node: Node | undefined): Node | undefined {
  if (!isBox(node) || node.part === 'year-suffix') return node
  const index = node.children.findIndex((child) => findPart(child, 'year-suffix'))
  const [first, ...rest] = node.children.slice(index)
  return {...node, prefix: undefined, children: [fromYearSuffix(first) ?? '', ...rest]}
}
