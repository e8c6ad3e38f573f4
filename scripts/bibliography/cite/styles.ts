/** The text of a `.csl` file → what it is, or where and why it cannot be used. */

import type {VFile} from 'vfile'
import {isFrench} from '../../document/language.ts'
import {error} from '../../messages/messages.ts'
import {checkStyle, problemAt} from '../csl/check-style.ts'
import type {StyleProblem as Fault} from '../csl/types.ts'
import {childOf, type Element, isElement, parseXml} from '../csl/xml.ts'

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
  /** What its macros cannot do; the rest of the style works. */
  faults: readonly Fault[]
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

/**
 * Read a style.
 *
 * Gives `citations:not-a-style` when the file is not XML or not CSL, `citations:dependent-style` when it only names
 * another style that it stands for.
 *
 * @param parents  styles at hand, by the last part of their id (`iso690-author-date-fr`)
 */
export function readStyle(xml: string, parents: ReadonlyMap<string, string> = new Map()): Style | StyleProblem {
  const root = parseXml(xml)
  if (!isElement(root)) {
    return problem(
      xml,
      root.offset,
      'citations:not-a-style',
      root.reason,
      'Fix the XML here, or download the style again.'
    )
  }
  if (root.name !== 'style') {
    return problem(
      xml,
      root.offset,
      'citations:not-a-style',
      `Unexpected \`<${root.name}>\`, expected a CSL style that starts with \`<style>\``,
      'Download the file of the style itself, from https://www.zotero.org/styles for instance.'
    )
  }
  const info = childOf(root, 'info')
  const parent = info?.children.find(({name, attributes}) => name === 'link' && attributes.rel === 'independent-parent')
  if (parent) return readParent(xml, info, parent, parents)
  if (!childOf(childOf(root, 'citation'), 'layout')) {
    return problem(
      xml,
      root.offset,
      'citations:not-a-style',
      'Missing `<citation>` in the CSL style',
      'Use a CSL 1.0 style; locale files and older versions do not format citations.'
    )
  }
  return {
    title: titleOf(info),
    xml,
    isNote: root.attributes.class === 'note',
    hasBibliography: childOf(childOf(root, 'bibliography'), 'layout') !== undefined,
    printsNoteNumbers: /variable="[^"]*\bfirst-reference-note-number\b/.test(xml),
    faults: checkStyle(root, xml).problems.filter(({severity}) => severity === 'error')
  }
}

/**
 * The style of a file; undefined, with a message at the place, when it cannot be used.
 *
 * Gives what `readStyle` gives, and `citations:style-fails` for each macro that cannot be run.
 *
 * @param others  the texts of the styles at hand by file name without `.csl`, for those that name a parent
 */
export function openStyle(file: VFile, others: ReadonlyMap<string, string> = new Map()): Style | undefined {
  const style = readStyle(String(file), others)
  if (!isStyleProblem(style)) {
    for (const {reason, line, column} of style.faults) {
      error(file, `${reason}; nothing is printed in its place`, {
        at: {line, column},
        rule: 'citations:style-fails',
        fix: 'Correct the macro here, or choose another style in `thesis.yml`.'
      })
    }
    return style
  }
  const {rule, reason, fix, line, column} = style
  error(file, reason, {at: {line, column}, rule, fix})
  return undefined
}

/**
 * The same style with the punctuation of another language: a French style has a space before `:` and `;` in its
 * delimiters and affixes, which other languages have not.
 *
 * @param lang  of the thesis
 */
export function inLanguage(style: Style, lang: string): Style {
  if (isFrench(lang) || !/<style[^>]* default-locale="fr/.test(style.xml)) return style
  const xml = style.xml.replace(/(?<= (?:[a-z-]*delimiter|prefix|suffix|value)=")[^"]*/g, (typed) =>
    typed.replace(/[ \u00A0\u202F](?=[;:!?])/g, '')
  )
  return {...style, xml}
}

/** True for what `readStyle` gives when a file cannot be used. */
export function isStyleProblem(style: Style | StyleProblem): style is StyleProblem {
  return 'reason' in style
}

function readParent(
  xml: string,
  info: Element | undefined,
  link: Element,
  parents: ReadonlyMap<string, string>
): Style | StyleProblem {
  const name = link.attributes.href?.split('/').at(-1) ?? ''
  const found = parents.get(name)
  if (found !== undefined) {
    const style = readStyle(found)
    // What is wrong in the parent has no place in this file.
    return isStyleProblem(style) ? style : {...style, title: titleOf(info), faults: []}
  }
  return problem(
    xml,
    link.offset,
    'citations:dependent-style',
    `Missing parent \`${name}\` of this dependent style`,
    `Download \`${name}.csl\` from https://www.zotero.org/styles/${name} into \`bibliography/styles/\`.`
  )
}

function titleOf(info: Element | undefined): string {
  return childOf(info, 'title')?.text.trim() ?? ''
}

function problem(xml: string, offset: number, rule: StyleProblemRule, reason: string, fix: string): StyleProblem {
  const {line, column} = problemAt(xml, {offset, reason})
  return {rule, reason, fix, line, column}
}
