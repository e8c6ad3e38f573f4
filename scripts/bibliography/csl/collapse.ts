/** Printed cites → “[1–3]”, “(Doe 2000, 2001)”, “(Doe 2000a, b)”. CSL 1.0.2, “Cite Collapsing”. */

import {type Printed, renderCite, withAffixes} from './cite.ts'
import {letterIndex} from './disambiguate.ts'
import type {Registry} from './registry.ts'
import {type Box, findPart, isBox, type Node, textOf} from './tree.ts'

/** What is printed of one or more cites, and the delimiter before it. */
export interface Fragment {
  readonly node: Node | undefined
  readonly delimiter: string
}

/** Collapse the cites of a cluster as the style says. */
export function collapse(registry: Registry, cites: readonly Printed[]): Fragment[] {
  const {attributes, delimiter} = registry.style.citation
  if (attributes.collapse === 'citation-number') return collapseNumbers(registry, cites)
  if (isGrouped(attributes)) return collapseGroups(registry, cites)
  return cites.map((cite) => ({node: whole(registry, cite, cite.node), delimiter}))
}

/** CSL 1.0.2, “Cite Grouping”. */
export function isGrouped({collapse, 'cite-group-delimiter': delimiter}: Record<string, string | undefined>): boolean {
  return delimiter !== undefined || (collapse !== undefined && collapse !== 'citation-number')
}

function whole({style}: Registry, cite: Printed, node: Node | undefined): Node | undefined {
  return withAffixes(cite, node, style.locale.quotes)
}

/** Three numbers and more in a row become a range. */
function collapseNumbers(registry: Registry, cites: readonly Printed[]): Fragment[] {
  const {attributes, delimiter} = registry.style.citation
  const fragments: Fragment[] = []
  for (let start = 0; start < cites.length; ) {
    let end = start
    while (end + 1 < cites.length && areConsecutive(cites[end]!, cites[end + 1]!)) end++
    const first = cites[start]!
    const before = cites[start - 1]
    if (end - start >= 2) {
      const range = [whole(registry, first, first.node), '–', whole(registry, cites[end]!, cites[end]!.node)].filter(
        (node) => node !== undefined
      )
      fragments.push({node: {children: range}, delimiter})
      start = end + 1
    } else {
      const after = before?.cite.locator && first.cite.locator ? attributes['after-collapse-delimiter'] : undefined
      fragments.push({node: whole(registry, first, first.node), delimiter: after ?? delimiter})
      start++
    }
  }
  return fragments
}

function areConsecutive(first: Printed, second: Printed): boolean {
  const number = first.context.citationNumber
  const areBare = isBareNumber(first) && isBareNumber(second) && !first.cite.suffix && !second.cite.prefix
  return areBare && number !== undefined && second.context.citationNumber === number + 1
}

/** A cite of which the style prints the number alone. */
function isBareNumber({cite, node}: Printed): boolean {
  return !cite.locator || !/[^\d\W]|\d\D+\d/.test(textOf(node))
}

type Delimiters = ReturnType<typeof readDelimiters>

function readDelimiters({style: {citation, isNote}}: Registry) {
  const {attributes, delimiter} = citation
  const group = attributes['cite-group-delimiter']
  return {
    /** Between groups. */
    cites: delimiter,
    // The specification says “, ”; the fixtures of the suite, in notes, that of the cites.
    group: group ?? (attributes.collapse && !isNote ? ', ' : delimiter),
    yearSuffix: attributes['year-suffix-delimiter'] ?? group ?? delimiter,
    afterCollapse: attributes['after-collapse-delimiter'] ?? delimiter
  }
}

/** Cites of the same names that follow each other. */
function collapseGroups(registry: Registry, cites: readonly Printed[]): Fragment[] {
  const {collapse} = registry.style.citation.attributes
  const delimiters = readDelimiters(registry)
  const fragments: Fragment[] = []
  let isAfterGroup = false
  for (let start = 0; start < cites.length; ) {
    const first = cites[start]!
    let end = start + 1
    while (end < cites.length && areGrouped(first, cites[end]!)) end++
    const before = isAfterGroup || collapse === 'year' ? delimiters.afterCollapse : delimiters.cites
    fragments.push({node: whole(registry, first, first.node), delimiter: before})
    fragments.push(...collapseGroup(registry, cites.slice(start, end), delimiters))
    isAfterGroup = end - start > 1 && collapse !== undefined
    start = end
  }
  return fragments
}

/** Works of the same names; of works without any, those of one year. */
function areGrouped(first: Printed, second: Printed): boolean {
  return first.names === second.names && (first.names !== '' || sharesYear(first, second))
}

/** The cites of a group after its first. */
function collapseGroup(registry: Registry, group: readonly Printed[], delimiters: Delimiters): Fragment[] {
  const {collapse, 'after-collapse-delimiter': afterCollapse} = registry.style.citation.attributes
  const fragments: Fragment[] = []
  for (let index = 1; index < group.length; index++) {
    const before = group[index - 1]!
    const cite = group[index]!
    if (!collapse) fragments.push({node: whole(registry, cite, cite.node), delimiter: delimiters.group})
    else if (collapse.startsWith('year-suffix') && sharesYear(before, cite)) {
      const last = collapse === 'year-suffix-ranged' ? rangeEnd(group, index) : index
      const isRange = last > index
      index = last
      const shown = group[last]!
      fragments.push({
        node: whole(registry, shown, fromYearSuffix(shown.node)),
        delimiter: isRange ? '–' : delimiters.yearSuffix
      })
    } else {
      const {node} = renderCite(registry, {...cite.cite, suppressAuthor: true}, false)
      const isAfterLocator = before.cite.locator && afterCollapse !== undefined
      fragments.push({
        node: whole(registry, cite, node),
        delimiter: isAfterLocator ? delimiters.afterCollapse : delimiters.group
      })
    }
  }
  return fragments
}

/** Whether only the letter of the year tells a cite from the one before. */
function sharesYear(before: Printed, cite: Printed): boolean {
  const isApart = before.cite.locator || before.cite.suffix || cite.cite.prefix
  const [first, second] = [before, cite].map(
    ({node}) => findPart(node, 'year-suffix') && textOf(findPart(node, 'year'))
  )
  return !isApart && first !== undefined && first === second
}

/** The last of the cites whose letters follow that of the cite before `start`; `start` if there is no range. */
function rangeEnd(group: readonly Printed[], start: number): number {
  const follows = (index: number) =>
    sharesYear(group[index - 1]!, group[index]!) &&
    letterIndex(suffixOf(group[index]!)!) === letterIndex(suffixOf(group[index - 1]!)!) + 1
  if (!follows(start)) return start
  let end = start
  while (end + 1 < group.length && follows(end + 1)) end++
  return end
}

function suffixOf({context}: Printed): string | undefined {
  return context.distinction.yearSuffix
}

/** What stands from the letter of the year on. */
function fromYearSuffix(node: Node | undefined): Node | undefined {
  let isFound = false
  const cut = (inner: Node): Node | undefined => {
    if (!isBox(inner)) return isFound ? inner : undefined
    if (inner.part === 'year-suffix') {
      isFound = true
      return inner
    }
    const wasFound = isFound
    const children = inner.children.map(cut).filter((child) => child !== undefined)
    return children.length > 0
      ? ({...inner, prefix: wasFound ? inner.prefix : undefined, children} satisfies Box)
      : undefined
  }
  return node === undefined ? undefined : cut(node)
}
