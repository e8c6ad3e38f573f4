import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {openLibrary} from '../scripts/bibliography/library.ts'
import {readConfig} from '../scripts/config.ts'
import {formatDate, formatNumber, formatValue, withUnit} from '../scripts/data/format.ts'
import {boxKinds} from '../scripts/document/terms/types.ts'
import {boxTitle, partTitle, termsIn, termsOf} from '../scripts/document/terms.ts'
import type {Thesis} from '../scripts/document/thesis.ts'
import {memoryFolder} from '../scripts/files.ts'
import {openThesis} from '../scripts/open-thesis.ts'
import {silently} from '../scripts/progress.ts'
import {writeHtml} from '../scripts/write/html/index.ts'
import {writeTypst} from '../scripts/write/typst/index.ts'

const languages = ['fr', 'en', 'en-US', 'ar', 'de', 'es', 'pt', 'pt-BR', 'it']

/** Every text of the terms, by its path. */
function texts(value: unknown, path = ''): Array<[string, string]> {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${path}.${key}`))
}

function config(yaml: string) {
  const file = new VFile({path: 'thesis/thesis.yml', value: `title: T\n${yaml}`})
  return {...readConfig(file), messages: file.messages}
}

describe.each(languages)('the terms of %s', (lang) => {
  const terms = termsOf(lang)

  test('are all there, none of them empty, with the blanks that are filled in', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort()
    const french = new Map(texts(termsOf('fr')))
    for (const [path, text] of texts(terms)) {
      expect(text.trim(), path).not.toBe('')
      if (french.has(path) && !path.startsWith('.ordinalParts'))
        expect(blanks(text), path).toEqual(blanks(french.get(path)!))
    }
    expect(boxKinds.map((kind) => boxTitle(kind, terms)).filter(Boolean)).toHaveLength(boxKinds.length)
  })

  test('are of that language: those that a reader sees first are not English', () => {
    if (lang.startsWith('en')) return
    const english = new Map(texts(termsOf('en')))
    const same = texts(terms).filter(([path, text]) => /\p{L}{4}/u.test(text) && english.get(path) === text)
    const shared =
      /^\.(?:boxes\.(?:important|note|definition)|code|data\.(?:heads|sources|statuses)|charts\.(?:index|item|median|total)|part\.|section|listing|lemma|proposition|conjecture|definition|solution|figure|table|deck\.(?:questions|page|slide)|preview\.(?:page|error)|charts\.unit|license|notes?|index|source|places|presenter|juryName)/
    expect(same.filter(([path]) => !shared.test(path)).map(([path]) => path)).toEqual([])
  })
})

test('a part has a title of its own, then a number', () => {
  expect(partTitle(1, termsOf('fr'))).toBe('Première partie')
  expect(partTitle(12, termsOf('fr'))).toBe('12e partie')
  expect(partTitle(2, termsOf('de'))).toBe('Teil 2')
})

test('`terms:` replaces any term of the thesis, and only there', () => {
  const {config: read} = config(
    'terms: {contents: Sommaire, boxes: {warning: Attention}, numbers: {about: quelque}, chapter: [étude, études]}\n'
  )
  const terms = termsIn(read!)
  expect(terms).toMatchObject({contents: 'Sommaire', chapter: ['étude', 'études'], listOfFigures: 'Table des figures'})
  expect(terms.boxes).toMatchObject({warning: 'Attention', note: 'Note'})
  expect(formatValue(12, {lang: 'fr', terms, qualifier: 'about'})).toBe('quelque\u00A012')
  expect(termsIn(read!, 'en').contents).toBe('Contents')
  expect(termsIn(read!, 'nl').contents).toBe('Sommaire')
})

test('a term that does not exist is answered with the one that was meant', () => {
  expect(config('terms: {content: Sommaire}\n').messages).toMatchObject([
    {ruleId: 'unknown-key', line: 2, note: 'Did you mean `contents`?'}
  ])
  expect(config('terms: {boxes: {waring: A}}\n').messages).toMatchObject([
    {ruleId: 'unknown-key', note: 'Did you mean `warning`?'}
  ])
  expect(config('terms: {chapter: étude}\n').messages).toMatchObject([
    {ruleId: 'wrong-value', note: 'Write a list `[…, …]` of 2.'}
  ])
})

test('a language without terms is one message, and English is used', () => {
  const {config: read, messages} = config('lang: nl-NL\n')
  expect(messages).toMatchObject([{ruleId: 'unknown-language', line: 2, column: 7, fatal: false}])
  expect(termsIn(read!).contents).toBe('Contents')
  for (const lang of [...languages, 'ar-MA', 'de-CH', 'fr-CA']) expect(config(`lang: ${lang}\n`).messages).toEqual([])
  expect(config('abstracts: {zgh: a.md}\n').messages).toMatchObject([{ruleId: 'unknown-language', line: 2}])
})

test.each([
  ['fr', '12\u202F345,6', '5\u202F133', '4,8\u00A0%', '18\u00A0avril 2018', '1er\u00A0avril 2018'],
  ['en', '12,345.6', '5,133', '4.8%', 'April 18, 2018', 'April 1, 2018'],
  ['en-GB', '12,345.6', '5,133', '4.8%', '18\u00A0April 2018', '1\u00A0April 2018'],
  ['de', '12.345,6', '5.133', '4,8\u00A0%', '18.\u00A0April 2018', '1.\u00A0April 2018'],
  ['es', '12.345,6', '5133', '4,8\u00A0%', '18\u00A0de abril de 2018', '1\u00A0de abril de 2018'],
  ['pt', '12.345,6', '5.133', '4,8%', '18\u00A0de abril de 2018', '1\u00A0de abril de 2018'],
  ['it', '12.345,6', '5133', '4,8%', '18\u00A0aprile 2018', '1\u00A0aprile 2018'],
  ['ar', '12\u202F345,6', '5\u202F133', '4,8\u00A0%', '18\u00A0أبريل 2018', '1\u00A0أبريل 2018']
])('numbers and dates are those of %s', (lang, large, small, percent, day, first) => {
  expect(formatNumber(12345.6, lang)).toBe(large)
  expect(formatNumber(5133, lang)).toBe(small)
  expect(withUnit(formatNumber(4.8, lang), '%', lang)).toBe(percent)
  expect(formatDate('2018-04-18', lang)).toBe(day)
  expect(formatDate('2018-04-01', lang)).toBe(first)
})

async function opened(yaml: string, text: string): Promise<Thesis> {
  const folder = memoryFolder({'thesis/thesis.yml': `title: T\n${yaml}`, 'thesis/1.md': text})
  const {opened: found} = await openThesis(folder, memoryFolder({}), silently)
  if (!found) throw new Error('The thesis of the test cannot be opened')
  return found.thesis
}

const inHtml = (thesis: Thesis, page: string) =>
  String(writeHtml(thesis, {}).find(({path}) => path === `html/${page}.html`)?.contents)
const inPdf = (thesis: Thesis) => String(writeTypst(thesis).files.get('/thesis.json'))

test.each(['fr', 'de', 'ar', 'nl'])('every box has the same title on the site and in the PDF: %s', async (lang) => {
  const thesis = await opened(`lang: ${lang}\n`, `# A\n\n${boxKinds.map((kind) => `::: ${kind}\nB\n:::\n`).join('\n')}`)
  const html = [...inHtml(thesis, '1').matchAll(/class="box-title">(?:<span class="box-label">)?([^<]*)</g)].map(
    ([, title]) => title
  )
  const pdf: unknown[] = []
  JSON.parse(inPdf(thesis), (_, one) => {
    if (one?.type === 'box') pdf.push(one.title.join(''))
    return one
  })
  // What has a number without a label has it here too.
  expect(html.map((title) => title?.replace('\u00A01', ''))).toEqual(
    boxKinds.map((kind) => boxTitle(kind, termsOf(lang)))
  )
  expect(pdf).toEqual(html)
})

test('the kind of work is the author’s, or the usual one of the language', async () => {
  const master = await opened('kind: Mémoire de master\n', '# A\n\nB\n')
  for (const shown of [inHtml(master, 'index'), inPdf(master)]) {
    expect(shown).toContain('Mémoire de master')
    expect(shown).not.toContain('Thèse de doctorat')
  }
  for (const [lang, kind] of [
    ['de', 'Dissertation'],
    ['es', 'Tesis doctoral'],
    ['ar', 'أطروحة لنيل شهادة الدكتوراه'],
    ['en-US', 'Doctoral dissertation']
  ] as const) {
    const thesis = await opened(`lang: ${lang}\n`, '# A\n\nB\n')
    expect(inHtml(thesis, 'index')).toContain(kind)
    expect(inPdf(thesis)).toContain(kind)
  }
})

test.each([
  ['fr-FR', 'thèse de doctorat', 'à paraître'],
  ['de', 'Dissertation', 'im Erscheinen'],
  ['es', 'tesis doctoral', 'de próxima publicación'],
  ['nl', 'PhD thesis', 'forthcoming']
])('the bibliography names kinds of works in %s', (lang, genre, state) => {
  const bib = '@thesis{a, title={A}, type={phdthesis}}\n@book{b, title={B}, pubstate={forthcoming}}\n'
  const items = openLibrary([new VFile({path: 'a.bib', value: bib})], {lang}).load(['a', 'b'])
  expect(items.get('a')?.genre).toBe(genre)
  expect(JSON.stringify(items.get('b'))).toContain(state)
})
