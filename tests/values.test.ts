/** The data, stored once: what the site and the PDF print of it, and what follows when one value changes. */

import path from 'node:path'
import {parseHTML} from 'linkedom'
import {beforeAll, describe, expect, test} from 'vitest'
import {build} from '../scripts/build.ts'
import {sourceKeys} from '../scripts/data/data.ts'
import {spellNumber} from '../scripts/data/number-words.ts'
import {isProblem} from '../scripts/data/problem.ts'
import {findValue} from '../scripts/data/values.ts'
import {type Folder, openFolder} from '../scripts/files.ts'
import {silently} from '../scripts/progress.ts'
import {type Built, buildFolder} from './build.ts'
import {dataWithWorks, thesisData} from './data/thesis-data.ts'
import {readPdf} from './write/pdf-facts.ts'

const root = path.join(import.meta.dirname, '..')
let built: Built
let pages: Map<string, Document>

beforeAll(async () => {
  built = await buildFolder(await openFolder(root), {only: ['html', 'pdf']})
  pages = pagesOf(built)
})

describe('each number printed by `:value`', () => {
  test('is that of the data, on the site', () => {
    const printed = valuesOf(pages)
    expect(printed.length).toBeGreaterThan(150)
    const wrong = printed.filter(({dataPath, text, lang}) => {
      const found = findValue(dataWithWorks, dataPath)
      if (isProblem(found) || found.value === undefined) return true
      const values = typeof found.value === 'number' ? [found.value] : [found.value.min, found.value.max]
      const known = values.map((value) =>
        found.decimals === undefined ? value : Number(value.toFixed(found.decimals))
      )
      const words = known.flatMap((value) => [spellNumber(value, lang), spellNumber(value, lang, true)])
      if (words.includes(text.toLowerCase())) return false
      const numbers = numbersOf(text, lang)
      return numbers.length === 0 || !numbers.every((number) => known.includes(number))
    })
    expect(wrong).toEqual([])
  })

  test('stands in the PDF, between the same words', async () => {
    const pdf = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
    const text = letters(pdf.pages.map((page) => page.text).join(' '))
    const missing = valuesOf(pages).filter(({before, text: value, behind}) => {
      // A page may end on one side of it.
      const [start, middle, end] = [letters(before).slice(-16), letters(value), letters(behind).slice(0, 12)]
      return !text.includes(start + middle) && !text.includes(middle + end)
    })
    expect(missing).toEqual([])
  })
})

describe('each fact of the data', () => {
  test('has a source that the bibliography prints', () => {
    const entries = new Set(
      [...pages.values()].flatMap((page) => [...page.querySelectorAll('[id^="ref-"]')].map(({id}) => id))
    )
    expect([...sourceKeys(thesisData)].filter((key) => !entries.has(`ref-${key}`))).toEqual([])
  })

  test('names its source', () => {
    const unsourced = [...thesisData.cases.values()].flatMap((study) =>
      Object.entries(study.facts).flatMap(([name, {observations}]) =>
        observations.filter(({value, sources}) => value !== null && !sources?.length).map(() => `${study.id}.${name}`)
      )
    )
    const points = [...thesisData.series.values()].flatMap(({id, points}) =>
      points.filter(({sources}) => sources.length === 0).map(({year}) => `${id}@${year}`)
    )
    expect([...unsourced, ...points]).toEqual([])
  })
})

describe('when one value changes', () => {
  const file = 'thesis/data/case-studies/zakoura.yml'
  let changed: Folder

  beforeAll(async () => {
    const folder = await openFolder(root)
    const text = new TextDecoder().decode(await folder.read(file))
    expect(text.split('5133')).toHaveLength(2)
    const contents = new TextEncoder().encode(text.replace('5133', '6144'))
    changed = {...folder, read: async (name) => (name === file ? contents : folder.read(name))}
  })

  test('text, tables and charts change, and nothing else', async () => {
    const [only, whole] = [['html'] as const, await openFolder(root)]
    const after = await buildFolder(changed, {only})
    const before = [...(await buildFolder(whole, {only})).outputs.values()].filter((output) =>
      output.path.startsWith('html/')
    )
    expect([...after.outputs.keys()].filter((name) => name.startsWith('html/'))).toEqual(before.map((one) => one.path))
    const kinds = new Set<string>()
    for (const {path: name, contents} of before) {
      const other = after.outputs.get(name)!.contents
      if (Buffer.from(contents).equals(Buffer.from(other))) continue
      expect(name).toMatch(/\.html$/)
      for (const {kind, was, is} of differences(pageOf(contents), pageOf(other))) {
        kinds.add(kind)
        if (kind !== 'chart')
          expect(is.replace(/6.?144/gu, (number) => number.replace('6', '5').replace('144', '133'))).toBe(was)
      }
    }
    expect([...kinds].sort()).toEqual(['chart', 'table', 'text'])
  })

  test('the slides change with it', async () => {
    const ownStyles = await openFolder(path.join(root, 'bibliography/styles'))
    const options = {only: ['slides'] as const, isCheck: true, ownStyles, step: silently}
    const [before, after] = [await build(await openFolder(root), options), await build(changed, options)]
    const [was, is] = [JSON.stringify(before.deck), JSON.stringify(after.deck)]
    expect(was).toMatch(/5\u202F133/)
    expect(is).not.toMatch(/5\u202F133/)
    expect(is).toMatch(/6\u202F144/)
  })
})

interface PrintedValue {
  page: string
  dataPath: string
  lang: string
  /** Its own words, the citation of its source left out. */
  text: string
  before: string
  behind: string
}

/** Every value of the pages, with the words of its paragraph or cell around it. */
function valuesOf(documents: Map<string, Document>): PrintedValue[] {
  return [...documents].flatMap(([page, document]) =>
    [...document.querySelectorAll('[data-path]')].map((element) => {
      const block = element.closest('p, td, th, dd, li, figcaption, caption, h1, h2, h3, h4')!
      const [before = '', behind = ''] = aroundOf(block, element)
      const alone = element.cloneNode(true) as Element
      for (const citation of alone.querySelectorAll('.citation')) citation.remove()
      const lang = element.closest('[lang]')!.getAttribute('lang')!
      return {page, lang, dataPath: element.getAttribute('data-path')!, text: alone.textContent ?? '', before, behind}
    })
  )
}

function aroundOf(block: Element, element: Element): string[] {
  const mark = '\uE000'
  element.prepend(mark)
  element.append(mark)
  const [before = '', , behind = ''] = (block.textContent ?? '').split(mark)
  element.firstChild!.remove()
  element.lastChild!.remove()
  return [before, behind]
}

/** Numbers as French, English and Arabic text writes them. */
function numbersOf(text: string, lang: string): number[] {
  const isEnglish = lang.startsWith('en')
  return [...text.matchAll(/(?<![\p{L}\d])\d+(?:[\u202F\u00A0,. ]\d+)*/gu)].map(([number]) =>
    Number(isEnglish ? number.replace(/[^\d.]/g, '') : number.replace(/[^\d,]/g, '').replace(',', '.'))
  )
}

interface Difference {
  kind: 'chart' | 'table' | 'text'
  was: string
  is: string
}

/** Pieces of text and drawings that are not the same in two versions of a page. */
function differences(before: Node, after: Node): Difference[] {
  if (before.nodeName.toLowerCase() === 'svg') {
    const [was, is] = [(before as Element).outerHTML, (after as Element).outerHTML]
    return was === is ? [] : [{kind: 'chart', was, is}]
  }
  if (before.childNodes.length === 0) {
    const [was, is] = [before.textContent ?? '', after.textContent ?? '']
    const isInTable = (before.parentNode as Element | null)?.closest?.('table')
    return was === is ? [] : [{kind: isInTable ? 'table' : 'text', was, is}]
  }
  expect(attributesOf(after)).toEqual(attributesOf(before))
  expect(after.childNodes.length).toBe(before.childNodes.length)
  return [...before.childNodes].flatMap((child, index) => differences(child, after.childNodes[index]!))
}

function attributesOf(node: Node): string[] {
  return [...((node as Element).attributes ?? [])].map(({name, value}) => `${name}=${value}`)
}

function pagesOf({outputs}: Built): Map<string, Document> {
  return new Map(
    [...outputs.values()]
      .filter((output) => output.path.endsWith('.html'))
      .map((output) => [output.path, pageOf(output.contents)])
  )
}

function pageOf(contents: string | Uint8Array): Document {
  return parseHTML(String(contents)).document as unknown as Document
}

/** Letters and digits alone: spaces and hyphens are set differently on screen and on paper. */
function letters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}
