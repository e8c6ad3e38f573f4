import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {checkSources, readData, type ThesisData} from '../../scripts/data/data.ts'
import {spellNumber, wordsOfNumber} from '../../scripts/data/number-words.ts'
import {isProblem} from '../../scripts/data/problem.ts'
import {fillTable} from '../../scripts/data/tables.ts'
import {findValue, printValue} from '../../scripts/data/values.ts'
import {said} from '../chapter.ts'

const interviews = `site,theme,code,length,source,note
North,trust,present,12,a1998 b2001,
North,cost,absent,,a1998,"asked twice, no answer"
South,trust,present,,b2001,
South,cost,present,7,,
South,l’aide,either/or,,,
`

function read(text: string, path = 'thesis/data/tables/codes.csv'): {file: VFile; data: ThesisData} {
  const file = new VFile({path, value: text})
  return {file, data: readData([file])}
}

const {file, data} = read(interviews)

/** What a path counts, or the fix of its message. */
function count(path: string): string | number {
  const found = findValue(data, path)
  return isProblem(found) ? `${found.rule} ${found.fix}` : (found.value as number)
}

describe('lines of an author’s table are counted', () => {
  test.each([
    ['codes', 5],
    ['codes/code=present', 3],
    ['codes/site=South/code=present', 2],
    ['codes/site=North/code=either/or', 0],
    ['codes/code=either/or', 1],
    ['codes/code!=present', 2],
    ['codes/site=South/code != present', 1],
    ['codes/length!=', 2],
    ['codes/length=', 3],
    ['codes/code=present/length=', 1],
    ["codes/theme=l'aide", 1],
    ['codes / site = North', 2]
  ])('%s is %s', (path, value) => {
    expect(said(file)).toEqual([])
    expect(count(path)).toBe(value)
  })

  test('a column of numbers at the end is a cell, and must leave one row', () => {
    expect(count('codes/site=South/length')).toBe(
      'data:ambiguous-value Write a condition such as `codes/site=South/theme=trust/length`, or `sum(codes/site=South/length)` or `mean(codes/site=South/length)` for all of them; `length!=` as a condition counts rows.'
    )
    expect(count('codes/site=South/theme=cost/length')).toBe(7)
  })

  test('a count cites the sources of its lines, each once', () => {
    const found = findValue(data, 'codes/code=present')
    expect(!isProblem(found) && found.sources).toEqual(['a1998', 'b2001'])
  })

  test.each([
    ['codes/cod=present', 'data:unknown-value Did you mean `code`?'],
    ['codes/code=presnet', 'data:unknown-value Did you mean `present`?'],
    ['codes/code!=presnet', 'data:unknown-value Did you mean `present`?'],
    ['codes/code=hesitant', 'data:unknown-value Use a value of this column: `present`, `absent`, `either/or`.'],
    ['codes/something', 'data:unknown-value Use one of `site`, `theme`, `code`, `length`, `source`, `note`.'],
    ['cods/code=present', 'data:unknown-value Did you mean `codes`?']
  ])('%s is a message', (path, message) => {
    expect(count(path)).toBe(message)
  })
})

describe('columns are crossed', () => {
  function cross(options: Record<string, string>): string[] {
    const filled = fillTable('cross', {data, lang: 'en', options})
    if (isProblem(filled)) return [`${filled.rule} ${filled.reason} ${filled.fix}`]
    return [filled.head, ...filled.rows.map((row) => row.map(({text}) => text))].map((cells) => cells.join(' | '))
  }

  test('as counts, with totals', () => {
    expect(cross({of: 'codes', by: 'site', across: 'code', total: 'All', order: 'South, absent'})).toEqual([
      'Site | absent | present | either/or | All',
      'South | 0 | 2 | 1 | 3',
      'North | 1 | 1 | 0 | 2',
      '**All** | **1** | **3** | **1** | **5**'
    ])
    expect(cross({of: 'codes', by: 'code', head: 'Code', total: 'All'})).toEqual([
      'Code | ',
      'present | 3',
      'absent | 1',
      'either/or | 1',
      '**All** | **5**'
    ])
  })

  test('as what the lines say, in Markdown', () => {
    const options = {of: 'codes', by: 'theme', across: 'site', cells: 'length, *code*', join: ' min, ', empty: 'none'}
    expect(cross(options)).toEqual([
      'Theme | North | South',
      'trust | 12 min, *present* | *present*',
      'cost | *absent* | 7 min, *present*',
      'l’aide | none | *either/or*'
    ])
  })

  test('of several tables together', () => {
    const more = new VFile({path: 'thesis/data/tables/visits.csv', value: 'site,code\nNorth,late\n'})
    const both = readData([new VFile({path: file.path, value: interviews}), more])
    const filled = fillTable('cross', {data: both, lang: 'en', options: {of: 'codes visits', by: 'site'}})
    expect(!isProblem(filled) && filled.rows.map(([, cell]) => cell!.text)).toEqual(['3', '3'])
  })

  test.each<[Record<string, string>, string]>([
    [{of: 'code', by: 'site'}, 'Did you mean `codes`?'],
    [{of: 'codes', by: 'sit'}, 'Did you mean `site`?'],
    [{of: 'codes', by: 'site', across: 'codes'}, 'Did you mean `code`?'],
    [{of: 'codes', by: 'site', cells: 'lenght'}, 'Did you mean `length`?'],
    [{of: 'codes', by: 'site', order: 'Nort'}, 'Did you mean `North`?'],
    [{of: 'codes'}, 'Write `by="…"`.'],
    [{of: 'codes', by: 'site', row: 'x'}, 'data:unknown-option']
  ])('%o is a message', (options, words) => {
    expect(cross(options)).toHaveLength(1)
    expect(cross(options)[0]).toContain(words)
  })
})

test.each([
  ['', ['1:1 data:missing-field']],
  ['a,b,a\n', ['1:5 data:duplicate']],
  ['a,,c\n1,2,3\n', ['1:3 data:wrong-value']],
  ['a,b\n1,2\n1,2,3\n1,2,,\n', ['3:5 data:wrong-value']],
  ['a,b\n"1,2\n', ['2:1 data:unreadable']]
])('%j is a message at its line', (text, messages) => {
  expect(said(read(text).file).map((one) => one.replaceAll('undefined', 'null'))).toEqual(messages)
})

test('a name given twice is a message', () => {
  expect(said(read('a\n1\n', 'thesis/data/tables/observations.csv').file)).toHaveLength(1)
  const [one, other] = ['x', 'y'].map(
    (folder) => new VFile({path: `thesis/data/${folder}/tables/codes.csv`, value: 'a\n'})
  )
  readData([one!, other!])
  expect(said(one!, other!)).toHaveLength(1)
})

test('a source that the bibliography has not is reported in the table', () => {
  const {file: table, data: own} = read(interviews)
  checkSources([table], own, new Set(['a1998']))
  expect(said(table)).toEqual(['2:30 data:unknown-source'])
})

describe('numbers in letters', () => {
  test.each([
    ['fr', 0, 'zéro'],
    ['fr', 1, 'un'],
    ['fr', 21, 'vingt et un'],
    ['fr', 24, 'vingt-quatre'],
    ['fr', 70, 'soixante-dix'],
    ['fr', 71, 'soixante et onze'],
    ['fr', 80, 'quatre-vingts'],
    ['fr', 81, 'quatre-vingt-un'],
    ['fr', 91, 'quatre-vingt-onze'],
    ['fr', 99, 'quatre-vingt-dix-neuf'],
    ['fr', 100, 'cent'],
    ['en', 24, 'twenty-four'],
    ['en', 40, 'forty']
  ])('%s %i is %s', (lang, value, words) => {
    expect(spellNumber(value, lang)).toBe(words)
    if (value > 1) expect(wordsOfNumber(value)).toContain(words)
  })

  test('agree in gender, take a capital and a unit, and stay digits where there are no words', () => {
    const one = {path: '', label: '', value: 1, unit: ['école', 'écoles'], isYear: false, sources: []} as const
    const print = (value: number, lang: string, options: object) =>
      printValue({...one, value, sources: []}, {lang, letters: 'masculine', ...options}).replaceAll('\u00A0', ' ')
    expect(print(1, 'fr', {letters: 'feminine', hasUnit: true})).toBe('une école')
    expect(print(61, 'fr', {letters: 'feminine'})).toBe('soixante et une')
    expect(print(12, 'fr', {hasCapital: true, hasUnit: true})).toBe('Douze écoles')
    expect(print(140, 'fr', {})).toBe('140')
    expect(print(2.5, 'fr', {})).toBe('2,5')
    expect(print(12, 'ar', {})).toBe('12')
  })
})
