import type {Root, Table} from 'mdast'
import {unified} from 'unified'
import {visit} from 'unist-util-visit'
import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {openFigures} from '../../scripts/charts/index.ts'
import {readData} from '../../scripts/data/data.ts'
import {findValue} from '../../scripts/data/values.ts'
import type {Citation, DataValue, Drawing, FigureSource} from '../../scripts/document/nodes.ts'
import {termsOf} from '../../scripts/document/terms.ts'
import {plainText} from '../../scripts/document/text.ts'
import {readPhrase} from '../../scripts/read/markdown.ts'
import {checkNumbers} from '../../scripts/transform/data/check-numbers.ts'
import {drawCharts} from '../../scripts/transform/data/draw-charts.ts'
import {fillTables} from '../../scripts/transform/data/fill-tables.ts'
import {resolveValues} from '../../scripts/transform/data/resolve-values.ts'
import {codedWorks} from '../../scripts/transform/data/works-table.ts'
import {chapters, said} from '../chapter.ts'
import {thesisCharts, thesisData} from '../data/thesis-data.ts'

const figures = openFigures(thesisData, {lang: 'fr-FR'}, thesisCharts)
const works = openLibrary([
  new VFile({
    path: 'refs.bib',
    value: `@book{b, title = {B}, year = 2001, keywords = {reading: whole, theory}}
@book{a, title = {A}, year = 2002, keywords = {theory; reading: abstract}}
@book{c, title = {C}, year = 2003, keywords = {reading: abstract}}
@book{d, title = {D}, year = 2004, keywords = {theory}}`
  })
])

/** A chapter with its values, charts and tables filled in. */
async function fill(text: string, lang = 'fr-FR', from = figures): Promise<{tree: Root; file: VFile}> {
  const [chapter] = chapters(`# Titre\n\n${text}\n`)
  const {tree, file} = chapter!
  await unified()
    .use(checkNumbers, {numbers: from.numbers()})
    .use(fillTables, {figures: from, works, readPhrase, terms: termsOf(lang)})
    .use(resolveValues, {lang, figures: from})
    .use(drawCharts, {figures: from, works, terms: termsOf(lang), lang})
    .run(tree, file)
  return {tree, file}
}

function all<Node>(tree: Root, type: string): Node[] {
  const found: unknown[] = []
  visit(tree, type, (node) => void found.push(node))
  return found as Node[]
}

test('a value is printed in its sentence, with its unit when asked for', async () => {
  const {tree, file} = await fill('Elle a ouvert :value[zakoura.preschools@2024-11]{unit} en tout.')
  expect(plainText(tree.children[1]!)).toBe('Elle a ouvert 5\u202F133\u00A0écoles préscolaires en tout.')
  expect(said(file)).toEqual([])
})

test('a value cites every source of its range', async () => {
  const {tree} = await fill('Ils sont :value[dar-si-hmad.beneficiaries@2018]{cite}.')
  const [citation] = all<Citation>(tree, 'citation')
  expect(citation?.items.map(({key}) => key)).toEqual(['suez2018', 'thinkhuman2024', 'wasserstiftung'])
})

test('a number stands in letters, with a capital where a sentence begins', async () => {
  const {tree, file} = await fill(
    ':value[observations/press]{letters capital} et :value[observations/independent]{letters feminine}.'
  )
  expect(plainText(tree.children[1]!)).toBe('Sept et une.')
  expect(said(file)).toEqual([])
  const more = await fill('Il y en a :value[observations]{letters}.')
  expect(said(more.file)).toEqual(['3:11 data:unknown-option'])
})

test('cells of an author’s table are Markdown, with values', async () => {
  const own =
    'place,kind,text\nNord,taux,**:value[poverty@2014]{unit}** en *2014*\nSud,taux,\nSud,part,:value[povrety@2014]\n'
  const files = [new VFile({path: 'thesis/data/tables/rates.csv', value: own})]
  const data = readData(files)
  for (const [id, one] of thesisData.series) data.series.set(id, one)
  const text = ':::case-table{#tbl-a name="cross" of="rates" by="place" across="kind" cells="text"}\nTaux\n:::'
  const {tree, file} = await fill(text, 'fr-FR', openFigures(data, {lang: 'fr-FR'}))
  const [table] = all<Table>(tree, 'table')
  const cells = table!.children.map((row) => row.children.map((cell) => plainText(cell).replaceAll('\u00A0', ' ')))
  expect(cells).toEqual([
    ['Place', 'taux', 'part'],
    ['Nord', '4,8 % en 2014', '—'],
    ['Sud', '—', 'povrety@2014']
  ])
  expect(all<DataValue>(tree, 'dataValue').map(({path}) => path)).toEqual(['poverty@2014', 'povrety@2014'])
  expect(said(file)).toEqual(['3:1 data:unknown-value'])
})

test('an unknown path is an error where it is typed, and stays legible', async () => {
  const {tree, file} = await fill('Il y en a :value[zakoura.prescools@2024].')
  expect(said(file)).toEqual(['3:11 data:unknown-value'])
  expect(file.messages[0]?.fatal).toBe(true)
  expect(file.messages[0]?.note).toBe('Did you mean `zakoura.preschools@2024-11`?')
  expect(plainText(all<DataValue>(tree, 'dataValue')[0]!)).toBe('zakoura.prescools@2024')
})

test('a unit without words in the language of the text is named, and stays legible', async () => {
  const text = 'There were :value[zakoura.preschools@2024-11]{unit}.'
  expect(said((await fill(text, 'en')).file)).toEqual([])
  const {tree, file} = await fill(text, 'de')
  expect(said(file)).toEqual(['3:12 data:unknown-unit'])
  expect(plainText(tree.children[1]!)).toBe('There were 5.133\u00A0écoles préscolaires.')
})

test('a unit, a source or a number that the data does not have is named', async () => {
  const table = 'site,rain (mm),days\nNorth,12,3\nSouth,,4\n'
  const own = openFigures(readData([new VFile({path: 'thesis/data/rain.csv', value: table})]), {lang: 'en'})
  const path = 'rain.days/site=North'
  const {file, tree} = await fill(
    `:value[${path}]{unit} :value[${path}]{cite} :value[rain.rain (mm)/site=North]{unit} :value[sum(rain.rain (mm))]`,
    'en',
    own
  )
  expect(said(file)).toEqual(['3:1 data:unknown-unit', '3:36 data:missing-field', '3:111 data:missing-value'])
  expect(plainText(tree.children[1]!)).toBe('3 3 12\u00A0mm 12')
  expect(all<Citation>(tree, 'citation')).toEqual([])
})

test('an unknown option of a value is answered with the nearest one', async () => {
  const {file} = await fill('Il y en a :value[zakoura.preschools@2024-11]{untis}.')
  expect(file.messages.map(({note}) => note)).toEqual(['Did you mean `unit`?'])
})

test('a chart becomes a drawing with its caption and its numbers', async () => {
  const {tree, file} = await fill(':::chart{#fig-idh name="hdi"}\nL’indice depuis 1990\n:::\n\nSource : PNUD.')
  expect(said(file)).toEqual([])
  const [drawing] = all<Drawing>(tree, 'drawing')
  expect(drawing?.value).toContain('<svg')
  expect(drawing?.table?.children.length).toBe(34)
  expect(all(tree, 'chart')).toEqual([])
  expect(plainText(all<Drawing>(tree, 'caption')[0]!)).toBe('L’indice depuis 1990')
})

const sourced = openFigures(
  readData([
    new VFile({path: 'thesis/data/rain.csv', value: 'year,rain,source\n2001,5,a\n2002,6,b\n2003,7,survey-2003\n'})
  ]),
  {lang: 'en'}
)

test.each([
  ['', '', ['a', 'b'], 'Source: ; ; survey-2003.'],
  ['sources: [d]', '', ['d'], 'Source: .'],
  ['sources: false', '', [], undefined],
  ['', '\n\nSource: the author.', [], 'Source: the author.'],
  ['', ' [@c]', ['c'], undefined]
])('a chart names the sources of its data, unless its author does (%s%s)', async (option, after, keys, line) => {
  const caption = after.startsWith(' ') ? `Rain${after}` : 'Rain'
  const chart = `:::chart{#fig-a}\ndata: rain\n${option}\n\n${caption}\n:::${after.startsWith('\n') ? after : ''}`
  const {tree} = await fill(chart.replace('\n\n\n', '\n\n'), 'en', sourced)
  expect(all<Citation>(tree, 'citation').flatMap(({items}) => items.map(({key}) => key))).toEqual(keys)
  const [source] = all<FigureSource>(tree, 'source')
  expect(source && plainText(source).replace(/\s+/g, ' ')).toBe(line)
})

test('the same chart twice in a chapter keeps its ids apart', async () => {
  const {tree} = await fill(':::chart{#fig-a name="hdi"}\nUn\n:::\n\n:::chart{#fig-b name="hdi"}\nDeux\n:::')
  const ids = all<Drawing>(tree, 'drawing').flatMap(({value}) =>
    [...value.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  )
  expect(new Set(ids).size).toBe(ids.length)
})

test('an unknown chart is an error where it is called', async () => {
  const {file} = await fill(':::chart{#fig-a name="hdj"}\nUn\n:::')
  expect(said(file)).toEqual(['3:1 figures:unknown-chart'])
  expect(file.messages[0]?.note).toBe('Did you mean `hdi`?')
})

test('series that do not measure the same thing are refused as one line', async () => {
  const {file} = await fill(
    ':::chart{#fig-a name="series" series="associations-active + associations-declared"}\nUn\n:::'
  )
  expect(said(file)).toEqual(['3:1 data:not-comparable'])
})

test('a case table is a table whose facts cite their sources', async () => {
  const {tree, file} = await fill(':::case-table{#tbl-cas name="comparison"}\nLes quatre cas\n:::')
  expect(said(file)).toEqual([])
  const [table] = all<Table>(tree, 'table')
  expect(plainText(table!.children[0]!)).toBe('AMHZakouraINSAFDar Si Hmad')
  expect(all<Citation>(tree, 'citation')).toHaveLength(4)
  expect(all(tree, 'caseTable')).toEqual([])
})

test('works are listed by a keyword of theirs, those that have the commonest value first', async () => {
  const {tree, file} = await fill(':::case-table{#tbl-lus name="works" keyword="reading"}\nCe qui a été lu\n:::')
  expect(said(file)).toEqual([])
  const [table] = all<Table>(tree, 'table')
  expect(table!.children.map((row) => plainText(row))).toEqual(['SourcesReading', 'abstract', 'abstract', 'whole'])
  expect(all<Citation>(tree, 'citation').map(({items}) => items[0]!.key)).toEqual(['a', 'c', 'b'])
})

test('a value counts works by a keyword of theirs', () => {
  const table = codedWorks(works)
  const count = (path: string) => findValue({...thesisData, tables: new Map([['works', table]])}, path)
  expect(count('works/reading')).toMatchObject({value: 3, sources: ['b', 'a', 'c']})
  expect(count('works/reading=abstract')).toMatchObject({value: 2})
  expect(count('works/reading=none')).toMatchObject({rule: 'data:unknown-value'})
})

test('works are counted by a keyword of theirs', async () => {
  const {tree} = await fill(':::case-table{#tbl-lus name="works" keyword="reading" by="value"}\nCe qui a été lu\n:::')
  const [table] = all<Table>(tree, 'table')
  const cells = table!.children.slice(1).map((row) => row.children.map((cell) => plainText(cell)))
  expect(cells).toEqual([
    ['abstract', '2'],
    ['whole', '1'],
    ['Ensemble', '3']
  ])
})

test.each([
  ['keyword="raeding"', 'Did you mean `reading`?'],
  ['kayword="reading"', 'Did you mean `keyword`?'],
  ['by="value"', expect.stringContaining('Write `keyword=')]
])('a table of works with %s is answered', async (options, note) => {
  const {file} = await fill(`:::case-table{#tbl-lus name="works" ${options}}\nCe qui a été lu\n:::`)
  expect(file.messages.map((message) => message.note)).toEqual([note])
})

test('an unknown table is an error where it is called', async () => {
  const {file} = await fill(':::case-table{#tbl-cas name="comparaison"}\nLes quatre cas\n:::')
  expect(file.messages.map(({note}) => note)).toEqual(['Did you mean `comparison`?'])
})

test('a number typed by hand that the data has is named, with its path', async () => {
  const {file} = await fill('La fondation a créé 5 133 préscolaires.')
  expect(said(file)).toEqual(['3:21 data:unbound-number'])
  expect(file.messages[0]?.fatal).not.toBe(true)
  expect(file.messages[0]?.note).toContain(':value[zakoura.preschools@2024-11]')
})

test.each([
  'La pauvreté touchait 15,3 % de la population.',
  'Un indice de 0,698 en fin de période.',
  'On compte 44\u202F771 associations.'
])('a bare number is found: %s', async (text) => {
  expect(said((await fill(text)).file)).toHaveLength(1)
})

test.each([
  'En 2022, puis en 1997, et de 2011 à 2015.',
  'Le mot est cité [@austin2006, p. 698].',
  'La norme ISO 690, la loi 19-12, le n° 110, la salle A110 et 110-112.',
  'Il y a 3 raisons, 5 villages et 10 exemples.',
  'Le code `5133` et la formule $5133$.',
  'Elle a :value[zakoura.preschools@2024-11]{unit}.'
])('nothing is said of: %s', async (text) => {
  const {file} = await fill(text)
  expect(said(file).filter((message) => message.endsWith('unbound-number'))).toEqual([])
})
