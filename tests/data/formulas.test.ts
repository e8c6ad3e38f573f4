import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {checkValues} from '../../scripts/data/check-values.ts'
import {readData} from '../../scripts/data/data.ts'
import {isProblem} from '../../scripts/data/problem.ts'
import {fillTable} from '../../scripts/data/tables.ts'
import {findValue, knownNumbers, printValue} from '../../scripts/data/values.ts'
import {valueForm} from '../../scripts/document/value-options.ts'
import {said} from '../chapter.ts'

const yields = `plot,year,Masse (t/ha),treatment,height,day,source
A,2019,1.50,manure,80,2019-07-01,smith2020
A,2020,2.25,manure,,2020-07-14,smith2020
B,2019,3,none,120,2019-07-02,jones2021
B,2020,x,none,95,2020-07-15,jones2021
`

const declared = `
tables:
  yields:
    time: year
    key: [plot, year]
    columns:
      mass: {from: Masse (t/ha), type: number, unit: t/ha}
      height: {unit: cm}
values:
  gain: {label: Gain, formula: yields.mass/plot=A@2020 - yields.mass/plot=A@2019, decimals: 1}
  twice: {formula: gain * 2, unit: {en: [ton, tons]}}
`

function read(yaml = declared) {
  const files = [
    new VFile({path: 'thesis/data/yields.csv', value: yields.replace(',x,', ',,')}),
    new VFile({path: 'thesis/data/data.yml', value: yaml})
  ]
  return {files, data: readData(files)}
}

const {data, files} = read()

/** `:value[path]{options}` in English. */
function print(path: string, options = ''): string {
  const pairs = options.split(' ').filter(Boolean)
  const form = valueForm(
    Object.fromEntries(
      pairs.map((one) => one.split('=') as [string, string?]).map(([name, value = '']) => [name, value])
    )
  )
  const found = findValue(data, path, form)
  if (isProblem(found)) return `${found.rule} ${found.reason} → ${found.fix}`
  return printValue(found, {lang: 'en-GB', ...form}).replaceAll('\u00A0', ' ')
}

test('prose and slides are compared with the cells of a table that has a key', () => {
  const known = knownNumbers(data).find(({value}) => value === 2.25)
  expect(known?.path).toBe('yields.mass/plot=A/year=2020')
})

test('the data has no mistake', () => {
  checkValues(data)
  expect(said(...files)).toEqual([])
})

describe('a path reaches any cell', () => {
  test.each([
    ['yields.mass/plot=A/year=2020', '', '2.25'],
    ['yields.mass/plot=A@2020', 'unit', '2.25 t/ha'],
    ['yields/plot=A/year=2020/mass', 'decimals=1', '2.3'],
    ['yields.treatment/plot=B@2019', 'capital', 'None'],
    ['yields.day/plot=A@2019', '', '1 July 2019'],
    ['yields/treatment=manure', '', '2'],
    ['yields/height!=', '', '3'],
    ['yields/plot=A/treatment', '', '2']
  ])('%s{%s} is %s', (path, options, text) => {
    expect(print(path, options)).toBe(text)
  })

  test.each([
    ['yields.mas/plot=A', 'Did you mean `mass`?'],
    ['yields.mass/plot=C', 'data:unknown-value'],
    ['yields.mass/plot=A', 'data:ambiguous-value'],
    ['yields.mass/plot=A', '`yields.mass/plot=A/year=2019`'],
    ['yields.mass/plot=B@2020', 'data:missing-value'],
    ['yields.mass/plot=A/year=2020/treatment=none', 'data:unknown-value']
  ])('%s is a message that holds %s', (path, words) => {
    expect(print(path)).toContain(words)
  })

  test('and cites the source of its row', () => {
    const found = findValue(data, 'yields.mass/plot=B/year=2019')
    expect(!isProblem(found) && found.sources).toEqual(['jones2021'])
  })
})

describe('formulas', () => {
  test.each([
    ['yields.mass/plot=A@2020 - yields.mass/plot=A@2019', 'unit', '0.75 t/ha'],
    ['yields.mass/plot=A@2019 / yields.mass/plot=B@2019', 'percent', '50.0%'],
    ['yields.mass/plot=A@2019 / yields.mass/plot=B@2019', 'percent decimals=0', '50%'],
    ['(yields.mass/plot=A@2020 - yields.mass/plot=A@2019) / yields.mass/plot=A@2019', '', '0.50'],
    ['sum(yields.mass)', 'unit', '6.75 t/ha'],
    ['sum(yields.mass/plot=A)', '', '3.75'],
    ['sum(yields.mass/plot=A@2019, yields.mass/plot=B@2019)', '', '4.50'],
    ['mean(yields.height)', 'decimals=1', '98.3'],
    ['median(yields.height)', 'decimals=0', '95'],
    ['max(yields.height) - min(yields.height)', 'unit', '40 cm'],
    ['count(yields.height)', '', '3'],
    ['yields.height/plot=A@2019 / yields.mass/plot=A@2019', 'unit', '53.3 cm/t/ha'],
    ['yields/treatment=none / yields', 'percent', '50.0%'],
    ['gain', 'unit', '0.8 t/ha'],
    ['twice', 'unit', '1.5 tons'],
    ['2 * (3 + 4) - 1', '', '13']
  ])('%s{%s} is %s', (path, options, text) => {
    expect(print(path, options)).toBe(text)
  })

  test('keep what their author wrote, and cite all that they are made of', () => {
    const formula = 'yields.mass/plot=A@2019 + yields.mass/plot=B@2019'
    expect(findValue(data, formula)).toMatchObject({formula, sources: ['smith2020', 'jones2021']})
    expect(findValue(data, 'gain')).toMatchObject({label: 'Gain', formula: expect.stringContaining(' - ')})
  })

  test.each([
    ['yields.mass/plot=A@2019 + yields.height/plot=A@2019', '', 'Formula mixes units: `t/ha` and `cm`'],
    ['sum(yields.mass, yields.height)', '', 'Formula mixes units'],
    ['gain', 'percent', 'Not a ratio'],
    ['yields.mass/plot=A@2019 - yields.mas/plot=A@2020', '', 'Did you mean `mass`?'],
    ['yields.treatment/plot=A@2019 + 1', '', 'Text at'],
    ['gain / 0', '', 'Division by zero'],
    ['sum(gain', '', 'is not understood at `its end`'],
    ['gain + (', '', 'is not understood']
  ])('%s{%s} is a message that says: %s', (path, options, words) => {
    expect(print(path, options)).toContain(words)
  })

  test('that leave out rows without a number say so, until the path says it', () => {
    const gapOf = (path: string) => {
      const found = findValue(data, path)
      if (isProblem(found)) throw new Error(found.reason)
      return found.gap && `${found.gap.reason} → ${found.gap.fix}`
    }
    for (const path of [
      'sum(yields.mass)',
      'sum(yields/plot=B/mass)',
      'mean(yields.mass@2020) / yields.mass/plot=A@2019'
    ]) {
      const [, better = ''] = /write `(.*?)`/.exec(gapOf(path) ?? '')!
      expect(gapOf(path)).toContain('No number in 1 of the ')
      expect(gapOf(path.replace(/(?<=\().*?(?=\))/, better))).toBeUndefined()
    }
    for (const path of ['sum(yields.mass/plot=A)', 'count(yields.mass)', 'gain']) expect(gapOf(path)).toBeUndefined()
    const own = read(`${declared}  all: {formula: sum(yields.mass)}\n`)
    checkValues(own.data)
    expect(said(own.files[1]!)).toEqual(['12:18 data:missing-value'])
  })

  test('a column is found by its label too', () => {
    const rain = readData([new VFile({path: 'thesis/data/rain.csv', value: 'site,Rain (mm)\nA,12\nB,7\n'})])
    expect(
      ['rain.Rain/site=B', 'rain.Rain (mm)/site=B', 'rain/site=B/Rain'].map((path) => findValue(rain, path))
    ).toEqual(Array(3).fill(expect.objectContaining({value: 7, unit: 'mm'})))
  })

  test('a range is printed as one, and is no number of a formula', () => {
    const range = readData([new VFile({path: 'thesis/data/t.csv', value: 'plot;mass\nA;12–15,5\nB;3\nC;4\n'})])
    const of = (path: string) => {
      const found = findValue(range, path)
      return isProblem(found) ? `${found.reason} → ${found.fix}` : printValue(found, {lang: 'fr'})
    }
    expect(of('t.mass/plot=A').replace(/\s/g, ' ')).toBe('de 12,0 à 15,5')
    expect(of('t.mass/plot=A + 1')).toBe(
      'Range at `t.mass/plot=A`, where a formula needs one number → Write one number in this cell of the table.'
    )
    expect(of('sum(t.mass)')).toContain('Range `12–15,5` among')
    expect(of('sum(t.mass/mass!="12–15,5")')).toBe('7')
  })

  test('with a name are listed with what they give, how, and from which sources', () => {
    const filled = fillTable('values', {data, lang: 'en', options: {}})
    expect(!isProblem(filled) && filled.rows.map((row) => row.map(({text}) => text.replaceAll('\u00A0', ' ')))).toEqual(
      [
        ['Gain', '0.8 t/ha', 'yields.mass/plot=A@2020 - yields.mass/plot=A@2019'],
        ['twice', '1.5 tons', 'gain * 2']
      ]
    )
    expect(!isProblem(filled) && filled.rows[0]?.[1]?.cite).toEqual(['smith2020'])
  })

  test('that need each other are a message at each of them', () => {
    const own = read(
      'values:\n  a: {formula: b + 1}\n  b: {formula: c * 2}\n  c: {formula: a - 1}\n  d: {formula: 3 - 1}\n'
    )
    checkValues(own.data)
    expect(said(own.files[1]!)).toEqual(['2:16 data:circular', '3:16 data:circular', '4:16 data:circular'])
    expect(own.files[1]!.messages[0]?.reason).toBe('Circular formula: `a` needs `b` needs `c` needs `a`')
  })

  test('deep ones and long ones are read, or refused, without end', () => {
    expect(print(`${'('.repeat(40)}1${')'.repeat(40)} + 1`)).toBe('2')
    expect(print(`${'('.repeat(5000)}1`)).toContain('is not understood')
    expect(print(Array(2000).fill('1').join(' + '))).toBe('2,000')
  })
})
