/** Chapters → their headings by the names that links give them: automatic identifiers, and titles. */

import GithubSlugger from 'github-slugger'
import type {Heading} from 'mdast'
import {headingKey} from '../../document/heading-key.ts'
import type {Destination} from '../../document/nodes.ts'
import {plainText, withoutNotes} from '../../document/text.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'

/** A heading that a link may mean. */
export interface FoundHeading {
  destination: Destination
  /** Path of its file. */
  path: string
}

export interface Headings {
  /** Those with this title, as `headingKey` writes it. */
  byTitle: Map<string, FoundHeading[]>
  /** Those with this identifier in their own file. */
  byId: Map<string, FoundHeading[]>
  /** That with this identifier where Pandoc reads all files as one. */
  byIdInThesis: Map<string, FoundHeading>
}

/** Runs after `numberTargets`, which gives headings their anchors. */
export function collectHeadings(chapters: readonly Chapter[]): Headings {
  const found: Headings = {byTitle: new Map(), byId: new Map(), byIdInThesis: new Map()}
  const files = new Map<string, {ids: Map<string, number>; slugs: GithubSlugger}>()
  const inThesis = new Map<string, number>()
  for (const {id: chapter, file, tree} of chapters) {
    const path = file.path ?? ''
    const own = files.get(path) ?? {ids: new Map(), slugs: new GithubSlugger()}
    files.set(path, own)
    visit(tree, 'heading', (heading) => {
      const {anchor} = heading
      if (anchor === undefined) return
      const one = {path, destination: {chapter, anchor}}
      add(found.byTitle, titleKey(heading, String(file)), one)
      if (heading.attributes?.id !== undefined) return
      const title = plainText(withoutNotes(heading.children))
      const slug = pandocSlug(title)
      for (const id of new Set([anchor, unique(slug, own.ids), own.slugs.slug(title)])) add(found.byId, id, one)
      found.byIdInThesis.set(unique(slug, inThesis), one)
    })
  }
  return found
}

/** A name in the chapter that speaks, else in its file, else the first of the thesis. */
export function nearestHeading(found: readonly FoundHeading[], {id, file}: Chapter): FoundHeading | undefined {
  const inChapter = found.find(({destination}) => destination.chapter === id)
  return inChapter ?? found.find(({path}) => path === file.path) ?? found[0]
}

function add(map: Map<string, FoundHeading[]>, name: string, one: FoundHeading): void {
  const known = map.get(name)
  if (known) known.push(one)
  else map.set(name, [one])
}

function titleKey(heading: Heading, source: string): string {
  const {start, end} = heading.position ?? {}
  const typed = source.slice(start?.offset ?? 0, end?.offset ?? 0)
  return headingKey(typed || plainText(heading))
}

/** Source: Pandoc's manual, “Extension: auto_identifiers”. */
function pandocSlug(title: string): string {
  const words = title.toLowerCase().match(/[^\s]+/g) ?? []
  const kept = words.map((word) => word.replace(/[^\p{L}\p{N}_.-]/gu, '')).filter((word) => word !== '')
  return kept.join('-').replace(/^[^\p{L}]+/u, '') || 'section'
}

/** Takes `slug`, or the first of `slug-1`, `slug-2`… that is free; `taken` holds the number that each slug got last. */
function unique(slug: string, taken: Map<string, number>): string {
  let id = slug
  let number = taken.get(slug) ?? 0
  while (taken.has(id)) id = `${slug}-${++number}`
  taken.set(slug, number)
  if (id !== slug) taken.set(id, 0)
  return id
}
