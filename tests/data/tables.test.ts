import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {readData} from '../../scripts/data/data.ts'
import type {Cell, Table} from '../../scripts/data/table.ts'
import {said} from '../chapter.ts'

interface ReadTable {
  table: Table
  messages: string[]
  fixes: Array<string | undefined>
}

/** A file of `thesis/data/` and what `data.yml` says of it. */
function read(value: string | Uint8Array, {path = 'yields.csv', declared = ''} = {}): ReadTable {
  const file = new VFile({path: `thesis/data/${path}`, value})
  const files = declared ? [file, new VFile({path: 'thesis/data/data.yml', value: declared})] : [file]
  const {tables} = readData(files)
  const notes = files.flatMap(({messages}) => messages.map(({note}) => note))
  return {table: [...tables.values()][0]!, messages: said(...files), fixes: notes}
}

const say = (cell: Cell) =>
  cell.type === 'number' ? cell.value : cell.type === 'date' ? cell.iso : cell.type === 'missing' ? null : cell.text
const rowsOf = ({rows}: Table) => rows.map(({cells}) => cells.map(say))

describe('a CSV is read as its spreadsheet saved it', () => {
  const expected = [
    ['Nord', '2020-03-01', 1234.5],
    ['Sud', '2020-03-15', null]
  ]
  test.each([
    ['commas', 'site,jour,masse\nNord,2020-03-01,1234.5\nSud,2020-03-15,\n'],
    ['a French spreadsheet', 'site;jour;masse\r\nNord;01/03/2020;1 234,5\r\nSud;15/03/2020;NA\r\n'],
    [
      'a mark of UTF-8 and spaces of French numbers',
      '\uFEFFsite;jour;masse\nNord;01/03/2020;1\u202F234,50\nSud;15/03/2020;\n'
    ],
    ['tabs', 'site\tjour\tmasse\nNord\t2020-03-01\t1234.5\nSud\t2020-03-15\t-\n'],
    ['said separators and an American calendar', 'sep=;\nsite;jour;masse\nNord;3/1/2020;"1,234.5"\nSud;3/15/2020;\n'],
    ['lines of an old Mac', 'site,jour,masse\rNord,2020-03-01,"1,234.5"\rSud,2020-03-15,..\r']
  ])('with %s', (_, text) => {
    const {table, messages} = read(text)
    expect(messages).toEqual([])
    expect(rowsOf(table)).toEqual(expected)
    expect(table.columns.map(({name, type}) => [name, type])).toEqual([
      ['site', 'text'],
      ['jour', 'date'],
      ['masse', 'number']
    ])
    expect(table.time).toBe('jour')
  })

  test('in Windows-1252, with a remark until it is said', () => {
    const bytes = Buffer.from('forêt;âge\nchênaie;12\n', 'latin1')
    const found = read(bytes)
    expect(found.table.columns.map(({name}) => name)).toEqual(['forêt', 'âge'])
    expect(found.messages).toEqual(['undefined:undefined data:encoding'])
    const declared = read(bytes, {declared: 'tables: {yields: {encoding: windows-1252}}'})
    expect(declared.messages).toEqual([])
    expect(rowsOf(declared.table)).toEqual([['chênaie', 12]])
  })

  test('in UTF-16, as spreadsheets save “Unicode text”', () => {
    expect(rowsOf(read(Buffer.from('\uFEFFa\tb\né\t1,5\n', 'utf16le')).table)).toEqual([['é', 1.5]])
  })

  test('a workbook that is named CSV is one message', () => {
    const {messages, fixes} = read(Buffer.from('PK\u0003\u0004…'))
    expect(messages).toEqual(['undefined:undefined data:unreadable'])
    expect(fixes[0]).toContain('save the sheet as CSV')
  })

  test('cells with line ends and quotes keep the lines of those after them', () => {
    const {table} = read('a,b\n"two\nlines, ""quoted""",1\nx,2\n')
    expect(rowsOf(table)).toEqual([
      ['two\nlines, "quoted"', 1],
      ['x', 2]
    ])
    expect(table.rows.map(({line}) => line)).toEqual([2, 4])
  })
})

describe('cells are typed once', () => {
  test.each<[string, Array<string | number | null>]>([
    ['n\n1\n2,5\n', [1, 2]],
    ['year\n2019\n2020\n', ['2019', '2020']],
    ['n\n2019\n2020\n', [2019, 2020]],
    ['mois\n2020-07\n2020-08\n', ['2020-07', '2020-08']],
    ['at\n2020-07-01 14:30\n2020-07-01T15:00\n', ['2020-07-01T14:30', '2020-07-01T15:00']],
    ['period\n2011-2015\n2016-2020\n', ['2011-2015', '2016-2020']],
    ['postcode\n01000\n75013\n', ['01000', '75013']],
    ['part\n12 %\n8%\n', [12, 8]],
    ['solde\n-1\n(2)\n−3\n', [-1, -2, -3]],
    ['n\n1e-3\n2E3\n', [0.001, 2000]],
    ['note\n-\nNA\nyes\n', ['-', 'NA', 'yes']],
    ['day\n3 avril 2018\n1er août 2018\n', ['2018-04-03', '2018-08-01']],
    ['visit\n"lundi 2 avril 2018"\n"mardi 3 avril 2018"\n', ['2018-04-02', '2018-04-03']],
    ['quand\nmars 2018\nDécembre 2018\nfevrier 2019\n', ['2018-03', '2018-12', '2019-02']],
    ['when\nMarch 2018\nSept. 2018\nMar-19\n', ['2018-03', '2018-09', '2019-03']],
    ['when\n"April 3, 2018"\n"Monday, April 2nd, 2018"\n3 May 2018\n', ['2018-04-03', '2018-04-02', '2018-05-03']],
    ['fecha\n3 de abril de 2018\n4. März 2018\n', ['2018-04-03', '2018-03-04']],
    ['x\nمارس 2018\n3 غشت 2018\n', ['2018-03', '2018-08-03']],
    ['day\n13/04/18\n01/12/99\n', ['2018-04-13', '1999-12-01']],
    ['when\nT1 2020\n2020-Q3\n', ['2020-01', '2020-07']],
    ['town\nMarie 2018\nMarseille 2013\n', ['Marie 2018', 'Marseille 2013']],
    ['mass\n10\n12–15\n11\n', [10, 13.5, 11]],
    ['mass\n10\nentre 12 et 15\nbetween 1 and 3\n4\n8\n12-14 %\n', [10, 13.5, 2, 4, 8, 13]],
    ['temp\n3\n-5–3\n1\n−2 à 4\n8\n', [3, -1, 1, 1, 8]],
    ['age\n0–14\n15–64\n', ['0–14', '15–64']]
  ])('%j', (text, values) => {
    const {table} = read(text.replace('2,5', '2'))
    expect(table.rows.map(({cells}) => say(cells[0]!))).toEqual(values)
  })

  test('a sign that all numbers carry is the unit of the column', () => {
    expect(read('part\n12 %\n8%\n').table.columns[0]?.unit).toBe('%')
  })

  test.each([
    ['Pluie (mm)', 'Pluie', 'mm'],
    ['Yield [t/ha]', 'Yield', 't/ha'],
    ['Score (A)', 'Score (A)', ''],
    ['Élèves (filles)', 'Élèves (filles)', '']
  ])('the unit that a name gives, %s', (name, label, unit) => {
    expect(read(`${name}\n1\n`).table.columns[0]).toMatchObject({name, label, unit})
  })

  test('text among numbers is a message at its cell, an error where the type is declared', () => {
    const text = 'plot,mass\nA,1\nB,2\nC,about 3\nD,4\nE,5\nF,none of it\n'
    const {messages, fixes} = read(text)
    expect(messages).toEqual(['4:3 data:wrong-value'])
    expect(fixes[0]).toContain('`mass: {type: text}`')
    const declared = read(text, {declared: 'tables: {yields: {columns: {mass: {type: number}}}}'})
    expect(declared.messages).toEqual(['4:3 data:wrong-value'])
    expect(rowsOf(declared.table)[3]).toEqual(['D', 4])
  })

  test('days and months that could be either way are a message, which the declaration answers', () => {
    const text = 'day,n\n3/1/2020,1\n4/1/2020,2\n'
    const {table, messages, fixes} = read(text)
    expect(table.rows.map(({cells}) => say(cells[0]!))).toEqual(['2020-01-03', '2020-01-04'])
    expect(messages).toEqual(['2:1 data:wrong-value'])
    const [, fix = ''] = /`(tables: .*?)`/.exec(fixes[0]!)!
    const told = read(text, {declared: fix})
    expect(told.messages).toEqual([])
    expect(told.table.rows.map(({cells}) => say(cells[0]!))).toEqual(['2020-03-01', '2020-04-01'])
    expect(read(text.replaceAll(',', ';')).messages).toEqual([])
    expect(read(text.replace('4/1', '4/13')).messages).toEqual([])
    expect(read(text.replace('3/1', '1/1').replace('4/1', '2/2')).messages).toEqual([])
  })

  test('a date that is none is a message, with few rows too', () => {
    expect(read('date,n\n1 mars 2018,1\n31 avril 2018,2\n2 mai 2018,3\n').messages).toEqual(['3:1 data:wrong-value'])
  })

  test('a day that its month does not have is a message', () => {
    const declared = 'tables: {yields: {columns: {day: {type: date}}}}'
    expect(read('day\n2020-02-29\n2021-02-29\n', {declared}).messages).toEqual(['3:1 data:wrong-value'])
    expect(read('day\n28/02/2021\n31/02/2021\n01/03/2021\n02/03/2021\n').messages).toEqual(['3:1 data:wrong-value'])
  })
})

describe('data.yml declares', () => {
  test('names, labels, units, decimals, order, missing values, groups', () => {
    const declared = `
tables:
  yields:
    file: Récolte 2020 (v2).csv
    label: {en: Yields, fr: Rendements}
    sources: [smith2020]
    missing: [-99]
    group: soil
    columns:
      mass: {from: Masse (t/ha), label: Mass, unit: {en: [ton, tons], fr: [tonne, tonnes]}, decimals: 1}
      soil: {order: [sand, clay]}
`
    const {table, messages} = read('Masse (t/ha);soil\n1,5;clay\n-99;sand\n', {path: 'Récolte 2020 (v2).csv', declared})
    expect(messages).toEqual([])
    expect(rowsOf(table)).toEqual([
      [1.5, 'clay'],
      [null, 'sand']
    ])
    expect(table).toMatchObject({id: 'yields', group: 'soil', sources: ['smith2020']})
    expect(table.columns[0]).toMatchObject({name: 'mass', decimals: 1, unit: ['ton', 'tons']})
    expect(table.columns[1]?.order).toEqual(['sand', 'clay'])
  })

  test('a wide table, which becomes a row for each cell', () => {
    const declared = 'tables: {yields: {wide: {keep: [country], names: year, values: gdp}}}'
    const {table} = read('country,2019,2020\nA,1,2\nB,,4\n', {declared})
    expect(rowsOf(table)).toEqual([
      ['A', '2019', 1],
      ['A', '2020', 2],
      ['B', '2019', null],
      ['B', '2020', 4]
    ])
  })

  test.each([
    ['tables: {yields: {columns: {mas: {type: number}}}}', '1:1 data:unknown-field', 'Did you mean `mass`?'],
    ['tables: {yields: {columns: {day: {}}}}', '1:1 data:unknown-field', '{columns: {day: {from:'],
    ['tables: {yields: {time: day}}', '1:1 data:unknown-field', 'from:'],
    ['tables: {yields: {columns: {plot: {values: [B, C]}}}}', '2:1 data:wrong-value', 'Did you mean `B`?'],
    ['tables: {yelds: {}}', '1:17 data:missing-field', 'Did you mean `yields.csv`?'],
    ['tables: {yields: {key: [plot]}}', '3:1 data:duplicate', '`key`'],
    ['tables: {yields: {colums: {}}}', '1:19 data:unknown-field', 'Did you mean `columns`?']
  ])('%s: what is wrong is a message with its place', (declared, message, fix) => {
    const {messages, fixes} = read('plot,mass\nA,1\nA,2\n', {declared})
    expect(messages).toEqual([message])
    expect(fixes[0]).toContain(fix)
  })

  test('cells that must be filled', () => {
    const declared = 'tables: {yields: {columns: {mass: {isRequired: true}}}}'
    const {messages, fixes} = read('plot,mass\nA,1\nB,\nC,NA\n', {declared})
    expect(messages).toEqual(['3:3 data:missing-field'])
    expect(fixes).toEqual(['Fill the cell `mass`.'])
  })

  test('a table that is YAML or JSON with rows', () => {
    const {table, messages} = read('- {plot: A, mass: 1.50}\n- {plot: B}\n', {
      path: 'tables/yields.yml'
    })
    expect(messages).toEqual([])
    expect(rowsOf(table)).toEqual([
      ['A', 1.5],
      ['B', null]
    ])
  })
})

test('the mistakes of 100 000 rows are one message', () => {
  const lines = (count: number) =>
    `plot,day,mass\n${Array.from({length: count}, (_, at) => `p${at % 50},2020-01-${10 + (at % 20)},${at % 7 ? at / 10 : 'x'}`).join('\n')}\n`
  const {table, messages} = read(lines(100_000), {declared: 'tables: {yields: {columns: {mass: {type: number}}}}'})
  expect(table.rows).toHaveLength(100_000)
  expect(messages).toEqual(['2:15 data:wrong-value'])
})
