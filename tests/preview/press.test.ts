/** The pages of the preview are those of the PDF, and only what changed is made again. */

import {gunzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {formatCitations} from '../../scripts/bibliography/cite/cite.ts'
import {fontPaths} from '../../scripts/document/fonts.ts'
import {memoryFolder, openFolder} from '../../scripts/files.ts'
import {openThesis} from '../../scripts/open-thesis.ts'
import type {PaperNews} from '../../scripts/preview/paper.ts'
import {openPress} from '../../scripts/preview/press.ts'
import {silently} from '../../scripts/progress.ts'
import {nativeEngine} from '../../scripts/write/pdf/engine-native.ts'
import {writePdf} from '../../scripts/write/pdf/pdf.ts'
import {type TypstProject, writeTypst} from '../../scripts/write/typst/index.ts'

const ownStyles = await openFolder(new URL('../../bibliography/styles', import.meta.url).pathname)
const prose = (topic: string) =>
  `La commune ${topic} et ses puits, ${'comptés chaque année par les habitants, '.repeat(30)}sont là.`

/** Notes, citations, references to pages of other chapters, a table, a list, an image that is not there. */
const files = (settings = '', word = 'mesure') => ({
  'thesis/thesis.yml': `title: Les puits d'Anzi\nauthor: Amina Idrissi\nlang: fr-FR\ncontents: {lists: true}\n${settings}`,
  'thesis/01-eau.md': `# L'eau {#sec-eau}\n\n${prose(word)}[^n]\n\n[^n]: Une note, ${'longue, '.repeat(20)}avec @ostrom1990.\n\n## Les puits {#sec-puits}\n\n${Array.from({length: 12}, (_, index) => prose(`numéro ${index}`)).join('\n\n')}\n\nVoir la @sec-terre{page} et le @tbl-puits.\n`,
  'thesis/02-terre.md': `# La terre {#sec-terre}\n\n${prose('voisine')} Selon @ostrom1990, p. 3 ; voir la @sec-puits{page}.\n\n| Puits | Eau |\n|-------|-----|\n| un    | 3   |\n\n: Les puits {#tbl-puits}\n\n- un\n- deux\n`,
  'thesis/03-air.md': `# L'air {#sec-air}\n\n${prose('haute')}\n\n> Une citation. ${'Elle dure. '.repeat(40)}\n`,
  ...(settings.includes('front:') && {
    'thesis/00-merci.md': '# Merci {#merci}\n\nMerci à ceux de la @sec-eau{page}.\n',
    'thesis/abstracts/fr.md': 'Un résumé.\n'
  }),
  'bibliography/refs.bib':
    '@book{ostrom1990, author={Ostrom, Elinor}, title={Governing the Commons}, year={1990}, publisher={Cambridge}, address={Cambridge}}\n'
})

async function projectOf(sources: Record<string, string>, hasOrigins = true): Promise<TypstProject> {
  const {opened} = await openThesis(memoryFolder(sources), ownStyles, silently, {format: formatCitations})
  return writeTypst(opened!.thesis, {hasOrigins})
}

/** A press, and what it has said. */
function startPress() {
  const news: PaperNews[] = []
  const print = openPress(nativeEngine, (one) => news.push(one))
  return {
    news,
    async print(project: TypstProject): Promise<PaperNews[]> {
      news.length = 0
      await print({
        ...project.sheets!,
        files: [...project.files],
        fonts: [...fontPaths(), ...project.fonts]
      })
      return [...news]
    }
  }
}

const isSheet = (news: PaperNews) => news.kind === 'sheet'
/** The last state of each sheet. */
const sheetsOf = (news: readonly PaperNews[]) => new Map(news.filter(isSheet).map((one) => [one.sheet, one.pages]))

describe.each([
  ['as it is by default', ''],
  ['on one side', 'page: {sides: one}\n'],
  ['on two sides, chapters on any page', 'page: {chapter-start: any}\n'],
  [
    'with text before the contents, and abstracts on its back',
    'front: [00-merci.md]\ncover: {back: true}\nabstracts: {fr: abstracts/fr.md}\n'
  ]
])('a thesis %s', (_, settings) => {
  it('has the pages of its PDF, under the same numbers', {timeout: 120_000}, async () => {
    const project = await projectOf(files(settings))
    const {pages} = await writePdf(await projectOf(files(settings), false))
    const news = await startPress().print(project)
    expect(news.filter(({kind}) => kind === 'failed')).toEqual([])
    const folios = new Map<string, string>()
    const done = news.findLast(({kind}) => kind === 'done')
    if (done?.kind !== 'done') throw new Error('It did not end.')
    expect(done.places.map(([label]) => label)).toEqual(expect.arrayContaining([...pages.keys()]))
    // What the foot of a page prints is in what the engine was told of each chapter's first page.
    const first = new Map(done.places.map(([label, sheet, page]) => [label, {sheet, page}]))
    for (const [label, folio] of pages) {
      const {sheet, page} = first.get(label)!
      const start = first.get(`${sheet}#`)
      // Roman numbers, of one document.
      if (!start) continue
      folios.set(label, String(Number(pages.get(`${sheet}#`)) + page - start.page))
      expect(folios.get(label), label).toBe(folio)
    }
  })
})

/** Letters and lines of each picture with their places on the page, however they are grouped. */
function seen(news: readonly PaperNews[]): string[][] {
  return news
    .filter(isSheet)
    .flatMap(({pictures}) => pictures.map(([, packed]) => lettersOf(String(gunzipSync(packed)))))
}

function lettersOf(svg: string): string[] {
  const places = [{x: 0, y: 0}]
  const found: string[] = []
  for (const [tag, closing, name] of svg.slice(svg.indexOf('</defs>')).matchAll(/<(\/?)(g|use|path|image)\b[^>]*>/g)) {
    const {x, y} = places.at(-1)!
    const [, dx = 0, dy = 0] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(tag) ?? []
    if (name !== 'g') found.push(`${Math.round((x + 1e-6) * 100)} ${Math.round((y + 1e-6) * 100)} ${tag}`)
    else if (closing) places.pop()
    else places.push({x: x + Number(dx), y: y + Number(dy)})
  }
  return found
}

it('a block that says where it is printed looks as it did', {timeout: 120_000}, async () => {
  const project = await projectOf(files())
  const told = await startPress().print(project)
  const {chapters, rest} = project.sheets!
  const without = (json: string) => json.replace(/,"origin":"[^"]*"/g, '')
  const quiet = await startPress().print({
    ...project,
    sheets: {chapters: chapters.map(without), rest: without(rest)}
  })
  expect(seen(told).flat().length).toBeGreaterThan(10_000)
  expect(seen(told)).toEqual(seen(quiet))
  const isTold = (news: PaperNews[]) =>
    news.filter(isSheet).some(({pages}) => pages.some(({links}) => links.some(({to}) => to.startsWith('origin:'))))
  expect([isTold(told), isTold(quiet)]).toEqual([true, false])
})

it('a word that changes has one chapter set again, and one page drawn', {timeout: 120_000}, async () => {
  const press = startPress()
  await press.print(await projectOf(files()))
  const news = await press.print(await projectOf(files('', 'mesura')))
  expect(news.filter(isSheet).map(({sheet}) => sheet)).toEqual(['01-eau'])
  const [sheet] = news.filter(isSheet)
  expect(sheet!.pictures).toHaveLength(1)
  expect(String(gunzipSync(sheet!.pictures[0]![1]))).toMatch(/^<svg [^>]*viewBox="0 0 596 842"/)
  expect((await press.print(await projectOf(files('', 'mesura')))).map(({kind}) => kind)).toEqual(['done'])
})

it('pages that move are named anew in the chapters that name them', {timeout: 120_000}, async () => {
  const press = startPress()
  const first = await press.print(await projectOf(files()))
  const sources = files()
  sources['thesis/01-eau.md'] += Array.from({length: 20}, (_, index) => `\n${prose(`ajout ${index}`)}\n`).join('')
  const news = await press.print(await projectOf(sources))
  expect(new Set(news.filter(isSheet).map(({sheet}) => sheet))).toEqual(
    new Set(['01-eau', '02-terre', '03-air', 'bibliographie', ''])
  )
  expect(sheetsOf(news).get('01-eau')!.length).toBeGreaterThan(sheetsOf(first).get('01-eau')!.length)
})
