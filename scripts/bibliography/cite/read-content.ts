/** What the citation processor prints → text for every output: works and addresses as links, French spaces. */

import {isFrench} from '../../document/language.ts'
import type {Content} from '../csl/types.ts'
import {settleFrench} from './french-endings.ts'
import {nest, type RichNode, type RichText, type TextRun, type TextStyle} from './rich-text.ts'

/** Read printed content. `lang` is BCP 47, of the thesis. */
export function readContent(content: Content, lang: string): RichText {
  const runs: TextRun[] = []
  readRuns(content, {}, runs)
  const settled = isFrench(lang) ? settleFrench(runs) : runs
  return nest(settled.map(withoutNestedLinks).map(withUprightArabic))
}

function readRuns(content: Content, style: TextStyle, runs: TextRun[]): void {
  for (const run of content) {
    switch (run.type) {
      case 'text':
        runs.push({leaf: {type: 'text', value: withoutNoncharacters(run.value)}, style})
        break
      case 'embedded':
        runs.push({leaf: run.value as RichNode, style})
        break
      case 'format':
        readRuns(run.children, {...style, ...formatStyle(run.aspect, run.value)}, runs)
        break
      case 'link':
        readRuns(run.children, {...style, link: run.url}, runs)
        break
      case 'part':
        readRuns(run.children, run.part === 'work' ? {...style, work: run.id} : style, runs)
        break
      case 'display':
        // Blocks of an entry stand on one line.
        addSpace(style, runs)
        readRuns(run.children, style, runs)
        addSpace(style, runs)
    }
  }
}

function addSpace(style: TextStyle, runs: TextRun[]): void {
  const leaf = runs.at(-1)?.leaf
  if (leaf && !(leaf.type === 'text' && /\s$/.test(leaf.value))) runs.push({leaf: {type: 'text', value: ' '}, style})
}

function formatStyle(aspect: string, value: string): TextStyle {
  switch (aspect) {
    case 'font-style':
      return {italic: value === 'italic' ? '1' : undefined}
    case 'font-weight':
      return {bold: value === 'bold' ? '1' : undefined}
    case 'font-variant':
      return {smallCaps: value === 'small-caps' ? '1' : undefined}
    case 'text-decoration':
      return {underline: value === 'underline' ? '1' : undefined}
    default:
      return {position: value === 'sup' || value === 'sub' ? value : undefined}
  }
}

/** No text may hold them: files with them are not XML. */
function withoutNoncharacters(text: string): string {
  return text.replace(/[\uFDD0-\uFDEF]/g, '')
}

/** Links do not nest: an address inside a work's part of a note interrupts the part's own link. */
function withoutNestedLinks(run: TextRun): TextRun {
  return run.style.link === undefined ? run : {...run, style: {...run.style, work: undefined}}
}

/** Arabic script has neither italics nor small capitals. */
function withUprightArabic(run: TextRun): TextRun {
  const {leaf, style} = run
  const isArabic =
    leaf.type === 'text' && /\p{Script=Arabic}/u.test(leaf.value) && !/\p{Script=Latin}/u.test(leaf.value)
  return isArabic ? {leaf, style: {...style, italic: undefined, smallCaps: undefined}} : run
}
