/** Links inside the thesis, `[…](#label)`, `[…](autre.md)`, `[Heading]` → where they lead. */

import {basename} from 'node:path/posix'
import type {Link, PhrasingContent, Root} from 'mdast'
import type {Plugin} from 'unified'
import type {Destination} from '../../document/nodes.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {error, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {type FoundHeading, type Headings, nearestHeading} from './collect-headings.ts'
import {normaliseLabel} from './number-targets.ts'

export interface ResolveLinksOptions {
  anchors: ReadonlyMap<string, Destination>
  headings: Headings
  /** Chapters by the path of their file, the first of each file. */
  chaptersByPath: ReadonlyMap<string, Chapter>
  /** The same, as `byStem` makes it. */
  chaptersByStem: ReadonlyMap<string, Chapter>
  /** Where the links stand. */
  chapter: Chapter
  /** Folder of the chapter's file. */
  folder: string
  used: Set<string>
}

/**
 * Lead links to their place: to labels, to headings by the identifiers that Pandoc and GitHub give them or by their
 * titles, to chapters by their files.
 *
 * Emits `references:unknown-anchor`, `references:ambiguous-anchor`, `references:unknown-file`.
 */
export const resolveLinks: Plugin<[ResolveLinksOptions], Root> =
  ({anchors, headings, chaptersByPath, chaptersByStem, chapter: here, folder, used}) =>
  (tree, file) => {
    let names: Map<string, Chapter> | undefined
    visit(tree, 'link', (node, index, parent) => {
      if (node.heading) {
        if (leadToTitle(node, node.heading.key) || index === undefined || !parent) return
        ;(parent.children as PhrasingContent[]).splice(index, 1, ...asTyped(node))
        return index
      }
      if (node.target || /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(node.url) || node.url === '') return
      const [path = '', fragment] = decode(node.url).split('#')
      const place = join(folder, path)
      const near = path === '' ? undefined : (chaptersByPath.get(place) ?? chaptersByStem.get(stem(place)))
      const chapter = near ?? (path !== '' && node.isAnywhere ? named(path) : undefined)
      if (path !== '' && !chapter) reportFile(node, path)
      else if (fragment) leadToAnchor(node, fragment, chapter ?? here)
      else if (chapter) node.target = {chapter: chapter.id}
    })

    /** Obsidian's notes are named without their folder. */
    function named(path: string): Chapter | undefined {
      names ??= new Map([...chaptersByPath].map(([known, chapter]) => [basename(known).toLowerCase(), chapter]))
      return names.get(basename(path).toLowerCase())
    }

    /** A shortcut whose heading nobody wrote is text between brackets. */
    function leadToTitle(node: Link, key: string): boolean {
      const found = headings.byTitle.get(key) ?? []
      const heading = nearestHeading(found, here)
      if (!heading) return false
      lead(node, heading)
      reportAmbiguous(node, found, heading, key)
      return true
    }

    function leadToAnchor(node: Link, typed: string, chapter: Chapter): void {
      const fragment = typed.normalize('NFC')
      const label = anchors.get(typed) ?? anchors.get(fragment) ?? anchors.get(normaliseLabel(fragment))
      if (label) {
        node.target = label
        used.add(normaliseLabel(typed))
        return
      }
      const found = headings.byId.get(fragment) ?? []
      const heading = nearestHeading(found, chapter) ?? headings.byIdInThesis.get(fragment)
      if (heading) {
        lead(node, heading)
        reportAmbiguous(node, found, heading, fragment)
        return
      }
      const known = [...anchors.keys(), ...headings.byId.keys()]
      error(file, `Unknown link target \`#${typed}\``, {
        at: node,
        rule: 'references:unknown-anchor',
        actual: typed,
        expected: nearest(typed, known),
        fix: didYouMean(typed, known) || `Add \`{#${typed}}\` where it should lead.`
      })
    }

    function lead(node: Link, {destination}: FoundHeading): void {
      node.url = `#${destination.anchor}`
      node.target = destination
    }

    /** Several headings far away have the name: Pandoc takes the first. */
    function reportAmbiguous(node: Link, found: readonly FoundHeading[], heading: FoundHeading, name: string): void {
      if (found.length < 2 || heading.path === file.path) return
      warn(file, `Ambiguous link: ${found.length} headings are named \`${name}\`; it leads to the first`, {
        at: node,
        rule: 'references:ambiguous-anchor',
        actual: name,
        fix: 'Give the heading that you mean a label `{#sec-…}`, and link to that.'
      })
    }

    function reportFile(node: Link, path: string): void {
      if (node.isAnywhere) node.url = ''
      warn(file, `Broken link to \`${path}\`, which is not a chapter`, {
        at: node,
        rule: 'references:unknown-file',
        actual: path,
        expected: nearest(path, chaptersByPath.keys()),
        fix: didYouMean(path, chaptersByPath.keys()) || 'Link to a chapter, to a label with `#`, or to a full address.'
      })
    }
  }

/** The brackets that were typed, and what they hold. */
function asTyped({heading, children, position}: Link): PhrasingContent[] {
  const text = (value: string): PhrasingContent => ({type: 'text', value, position})
  return [text(heading?.before ?? ''), ...children, text(heading?.after ?? '')]
}

/** Chapters by the path of their file without its extension. */
export function byStem(chaptersByPath: ReadonlyMap<string, Chapter>): Map<string, Chapter> {
  return new Map([...chaptersByPath].map(([path, chapter]) => [stem(path), chapter]))
}

/** A chapter may have been written for another tool: `autre.qmd`, `autre.html`. */
function stem(path: string): string {
  return path.replace(/\.(?:q?md|Rmd|markdown|html)$/i, '')
}

function decode(url: string): string {
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}

function join(folder: string, path: string): string {
  const steps: string[] = []
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}
