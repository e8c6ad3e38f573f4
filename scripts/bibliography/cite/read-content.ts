/** What the citation processor prints → text for every output: works and addresses as links, French spaces. */

import type {Content} from '../csl/types.ts'
import {settleFrench} from './french-endings.ts'
import {type Look, nest, type RichNode, type RichText, type TextRun} from './rich-text.ts'

/** Read printed content. `lang` is BCP 47, of the thesis. */
export function readContent(content: Content, lang: string): RichText {
  const runs = readRuns(content)
  const settled = lang.startsWith('fr') ? settleFrench(runs) : runs
  return nest(settled.map(withoutNestedLinks).map(withUprightArabic))
}

function readRuns(content: Content): TextRun[] {
  const runs: TextRun[] = []
  let isApart = false
  read(content, {})
  return runs

  function read(inside: Content, look: Look): void {
    for (const run of inside) {
      switch (run.type) {
        case 'text':
          if (run.value !== '') push({type: 'text', value: withoutNoncharacters(run.value)}, look)
          break
        case 'embedded':
          push(run.value as RichNode, look)
          break
        case 'format':
          read(run.children, {...look, ...formatLook(run.aspect, run.value)})
          break
        case 'link':
          read(run.children, {...look, link: run.url})
          break
        case 'part':
          read(run.children, run.part === 'work' ? {...look, work: run.id} : look)
          break
        case 'display':
          isApart = true
          read(run.children, look)
          isApart = true
      }
    }
  }

  /** Blocks of an entry stand on one line, with a space between them. */
  function push(leaf: TextRun['leaf'], look: Look): void {
    const before = runs.at(-1)?.leaf
    const isSpaced =
      (before?.type === 'text' && /\s$/.test(before.value)) || (leaf.type === 'text' && /^[\s.,;]/.test(leaf.value))
    if (isApart && before && !isSpaced) runs.push({leaf: {type: 'text', value: ' '}, look: {}})
    isApart = false
    runs.push({leaf, look})
  }
}

function formatLook(aspect: string, value: string): Look {
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
  return run.look.link === undefined ? run : {...run, look: {...run.look, work: undefined}}
}

/** Arabic script has neither italics nor small capitals. */
function withUprightArabic(run: TextRun): TextRun {
  const {leaf, look} = run
  const isArabic =
    leaf.type === 'text' && /\p{Script=Arabic}/u.test(leaf.value) && !/\p{Script=Latin}/u.test(leaf.value)
  return isArabic ? {leaf, look: {...look, italic: undefined, smallCaps: undefined}} : run
}
