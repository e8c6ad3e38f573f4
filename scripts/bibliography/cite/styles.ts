/** The text of a `.csl` file → what it is, or where and why it cannot be used. */

import type {VFile} from 'vfile'
import {error} from '../../messages/messages.ts'

/** A citation style that can be used. */
export interface Style {
  title: string
  /** The file's text. */
  xml: string
  /** Citations are notes. */
  isNote: boolean
  hasBibliography: boolean
  /** Says in which note a work was first cited: note numbers must then be unique in the thesis. */
  printsNoteNumbers: boolean
}

export type StyleProblemRule = 'citations:not-a-style' | 'citations:dependent-style'

/** Why a file cannot be used. */
export interface StyleProblem {
  rule: StyleProblemRule
  reason: string
  fix: string
  /** Line and column, from 1. */
  line: number
  column: number
}

interface Tag {
  name: string
  attributes: Record<string, string>
  offset: number
}

/**
 * Read a style.
 *
 * Gives `citations:not-a-style` when the file is not XML or not CSL, `citations:dependent-style` when it only names
 * another style that it stands for.
 *
 * @param parents  styles at hand, by the last part of their id (`iso690-author-date-fr`)
 */
export function readStyle(xml: string, parents: ReadonlyMap<string, string> = new Map()): Style | StyleProblem {
  const scan = scanTags(xml)
  if ('reason' in scan)
    return problem(
      xml,
      scan.offset,
      'citations:not-a-style',
      scan.reason,
      'Mend the XML here, or download the style again.'
    )
  const [root] = scan.tags
  if (root?.name !== 'style') {
    return problem(
      xml,
      root?.offset ?? 0,
      'citations:not-a-style',
      `Unexpected ${root ? `\`<${root.name}>\`` : 'text'}, expected a CSL style that starts with \`<style>\``,
      'Download the file of the style itself, from https://www.zotero.org/styles for instance.'
    )
  }
  const parent = scan.tags.find(({name, attributes}) => name === 'link' && attributes.rel === 'independent-parent')
  if (parent) return readParent(xml, parent, parents)
  const areas = new Set(scan.tags.map(({name}) => name))
  if (!areas.has('citation') || !areas.has('layout')) {
    return problem(
      xml,
      root.offset,
      'citations:not-a-style',
      'Unexpected CSL without `<citation>`, expected a style that formats citations',
      'Use a CSL 1.0 style; locale files and older versions do not format citations.'
    )
  }
  return {
    title: titleOf(xml),
    xml,
    isNote: root.attributes.class === 'note',
    hasBibliography: areas.has('bibliography'),
    printsNoteNumbers: /variable="[^"]*\bfirst-reference-note-number\b/.test(xml)
  }
}

/**
 * The style of a file; undefined, with a message at the place, when it cannot be used.
 *
 * @param others  the texts of the styles at hand by file name without `.csl`, for those that name a parent
 */
export function openStyle(file: VFile, others: ReadonlyMap<string, string> = new Map()): Style | undefined {
  const style = readStyle(String(file), others)
  if (!isProblem(style)) return style
  const {rule, reason, fix, line, column} = style
  error(file, reason, {at: {line, column}, rule, fix})
  return undefined
}

/** True for what `readStyle` gives when a file cannot be used. */
export function isProblem(style: Style | StyleProblem): style is StyleProblem {
  return 'reason' in style
}

function readParent(xml: string, link: Tag, parents: ReadonlyMap<string, string>): Style | StyleProblem {
  const name = link.attributes.href?.split('/').at(-1) ?? ''
  const found = parents.get(name)
  if (found !== undefined) {
    const style = readStyle(found)
    return isProblem(style) ? style : {...style, title: titleOf(xml)}
  }
  return problem(
    xml,
    link.offset,
    'citations:dependent-style',
    `Unexpected dependent style, expected its parent \`${name}\` beside it`,
    `Download \`${name}.csl\` from https://www.zotero.org/styles/${name} into \`bibliography/styles/\`.`
  )
}

function titleOf(xml: string): string {
  const [, title = ''] = /<title[^>]*>([^<]*)<\/title>/.exec(xml) ?? []
  return title.trim()
}

function problem(xml: string, offset: number, rule: StyleProblemRule, reason: string, fix: string): StyleProblem {
  const before = xml.slice(0, offset).split('\n')
  return {rule, reason, fix, line: before.length, column: (before.at(-1)?.length ?? 0) + 1}
}

/** Every opening tag, or where the XML breaks. citeproc's own reader takes anything and fails later, without a place. */
function scanTags(xml: string): {tags: Tag[]} | {reason: string; offset: number} {
  const tags: Tag[] = []
  const open: Tag[] = []
  const pattern =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<!DOCTYPE[^>]*>|<(\/?)([\w:.-]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>|</g
  for (const match of xml.matchAll(pattern)) {
    const [text, slash, name, attributes = '', selfClosing] = match
    const offset = match.index
    if (text === '<') return {reason: 'Unexpected `<`, expected a whole tag', offset}
    if (name === undefined) continue
    if (slash) {
      const last = open.pop()
      if (last?.name !== name) {
        return {reason: `Unexpected \`</${name}>\`, expected ${last ? `\`</${last.name}>\`` : 'nothing more'}`, offset}
      }
      continue
    }
    const tag = {name, attributes: readAttributes(attributes), offset}
    tags.push(tag)
    if (!selfClosing) open.push(tag)
  }
  const last = open.at(-1)
  if (last) return {reason: `Unexpected end of the file, expected \`</${last.name}>\``, offset: last.offset}
  return {tags}
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', double, single] of text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (name !== '__proto__') attributes[name] = double ?? single ?? ''
  }
  return attributes
}
