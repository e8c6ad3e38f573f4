/** The tags of a list of nodes → which one ends which, as HTML has it: some end tags may be left out. */

import {blockTags, voidTags} from '../syntax/html-tags.ts'
import type {HtmlTag} from './html-tag.ts'

/** Where the element of an opening tag ends, by its index in the list. */
export interface ElementEnd {
  /** Of the closing tag, or of the node that the element ends before. */
  index: number
  isTag: boolean
}

/** The elements of a list, and the tags that are not of one. */
export interface PairedTags {
  ends: Map<number, ElementEnd>
  unclosed: number[]
  unopened: number[]
}

const set = (names: string) => new Set(names.split(' '))

/** What a tag ends that stands open right before it. */
const impliedEnds: Record<string, ReadonlySet<string>> = {
  li: set('li p'),
  dt: set('dt dd p'),
  dd: set('dt dd p'),
  tr: set('tr td th caption colgroup p'),
  td: set('td th caption colgroup p'),
  th: set('td th caption colgroup p'),
  thead: set('tr td th caption colgroup thead tbody tfoot p'),
  tbody: set('tr td th caption colgroup thead tbody tfoot p'),
  tfoot: set('tr td th caption colgroup thead tbody tfoot p')
}
const paragraph = set('p')

/** Elements whose end tag may be left out. */
const mayStayOpen = set('body caption colgroup dd dt head html li p tbody td tfoot th thead tr')

/**
 * Pair the tags of a list, in one pass.
 *
 * A tag that nothing ends is none; of two that cross, the inner one ends with the outer when it is of a line.
 */
export function pairTags(tags: ReadonlyArray<HtmlTag | undefined>): PairedTags {
  const ends = new Map<number, ElementEnd>()
  const unclosed: number[] = []
  const unopened: number[] = []
  const open: Array<{name: string; index: number}> = []
  const counts = new Map<string, number>()
  for (const [index, tag] of tags.entries()) {
    if (!tag) continue
    const {name} = tag
    if (tag.isClosing) closeAt(name, index)
    else if (!voidTags.has(name) && !tag.isEmpty) {
      const ended = impliedEnds[name] ?? (blockTags.has(name) ? paragraph : undefined)
      while (ended?.has(open.at(-1)?.name ?? '')) end({index, isTag: false})
      open.push({name, index})
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  while (open.length > 0) leave({index: tags.length, isTag: false})
  return {ends, unclosed, unopened}

  function closeAt(name: string, index: number): void {
    if (!counts.get(name)) {
      if (!voidTags.has(name)) unopened.push(index)
      return
    }
    while (open.at(-1)?.name !== name) {
      const inner = open.at(-1) as {name: string; index: number}
      if (!mayStayOpen.has(inner.name) && !blockTags.has(inner.name)) unclosed.push(inner.index)
      if (blockTags.has(inner.name)) leave({index, isTag: false})
      else end({index, isTag: false})
    }
    end({index, isTag: true})
  }

  /** The innermost one ends here if it may without a tag; it is none else. */
  function leave(at: ElementEnd): void {
    const {name, index} = open.at(-1) as {name: string; index: number}
    if (mayStayOpen.has(name)) end(at)
    else {
      unclosed.push(index)
      drop()
    }
  }

  function end(at: ElementEnd): void {
    ends.set(drop().index, at)
  }

  function drop(): {name: string; index: number} {
    const last = open.pop() as {name: string; index: number}
    counts.set(last.name, (counts.get(last.name) ?? 1) - 1)
    return last
  }
}
