import {describe, expect, test} from 'vitest'
import {textWidth, wrapText} from '../../scripts/charts/text-width.ts'
import {formatDate, formatNumber} from '../../scripts/data/format.ts'
import {isProblem} from '../../scripts/data/problem.ts'
import {allPaths, findValue, type PrintOptions, printValue} from '../../scripts/data/values.ts'
import {thesisData} from './thesis-data.ts'

/** What a path prints, with U+00A0 as `~` and U+202F as `_`, so that one sees them. */
function print(path: string, options: Partial<PrintOptions> = {}): string {
  const found = findValue(thesisData, path)
  if (isProblem(found)) throw new Error(found.reason)
  return printValue(found, {lang: 'fr-FR', ...options})
    .replaceAll('\u00A0', '~')
    .replaceAll('\u202F', '_')
}

function problem(path: string): string {
  const found = findValue(thesisData, path)
  if (!isProblem(found)) throw new Error(`${path} was found`)
  return `${found.rule} ${found.fix}`
}

describe('what a path prints', () => {
  test.each([
    ['zakoura.preschools@2024', {}, '5_133'],
    ['zakoura.preschools@2024', {hasUnit: true}, '5_133~écoles préscolaires'],
    ['zakoura.founded', {hasUnit: true}, '1997'],
    ['poverty@2014', {hasUnit: true}, '4,8~%'],
    ['unemployment@2023', {hasUnit: true}, '13,0~%'],
    ['hdi@2005', {hasUnit: true}, '0,570'],
    ['gender-inequality@2022', {}, '0,440'],
    ['unemployment@1999', {hasUnit: true}, '13,9~%'],
    ['illiteracy@1960', {hasUnit: true}, '87~%'],
    ['dar-si-hmad.beneficiaries@2018', {}, 'de~660 à~1_300'],
    ['dar-si-hmad.beneficiaries@2018', {isBare: true}, '660 à~1_300'],
    ['dar-si-hmad.beneficiaries@2018', {end: 'max', hasUnit: true}, '1_300~personnes'],
    ['dar-si-hmad.beneficiaries@2018/suez2018', {}, 'environ~660'],
    ['dar-si-hmad.beneficiaries@2024', {hasUnit: true}, 'près de~1_000~personnes'],
    ['dar-si-hmad.water-price@2015', {hasUnit: true}, 'environ~0,40~€'],
    ['dar-si-hmad.hours-saved@2018', {hasUnit: true}, 'jusqu’à~3,5~h'],
    ['amh.free-acts@2018', {}, 'plus de~22_000'],
    ['amh.free-acts@2018/computed', {}, '21_838'],
    ['amh.placement-rate@2018', {hasUnit: true}, '87~%'],
    ['insaf.graduates', {hasUnit: true}, '36~bachelières'],
    ['insaf.mothers@2019', {}, 'de~10_000 à~10_500'],
    ['indh-planned@2011-2015', {hasUnit: true}, '17~Md DH'],
    ['population@2024', {}, '36_828_330'],
    ['observations/independent', {}, '1'],
    ['observations.dar-si-hmad/partner', {}, '27'],
    ['observations.result/outside', {}, '2'],
    ['observations.result/share', {hasUnit: true}, '12~%']
  ] as const)('%s %o is %s', (path, options, printed) => {
    expect(print(path, options)).toBe(printed)
  })

  test('a figure set aside is not found by its date alone', () => {
    expect(print('zakoura.schools@2017')).toBe('419')
  })

  test('English and Arabic have their own words and western digits', () => {
    expect(print('population@2024', {lang: 'en'})).toBe('36,828,330')
    expect(print('amh.free-acts@2018', {lang: 'en'})).toBe('more than~22,000')
    expect(print('poverty@2014', {lang: 'en', hasUnit: true})).toBe('4.8%')
    expect(print('zakoura.preschools@2024', {lang: 'en', hasUnit: true})).toBe('5,133~preschools')
    expect(print('indh-planned@2011-2015', {lang: 'en', hasUnit: true})).toBe('17~bn DH')
    expect(print('indh-planned@2011-2015', {lang: 'ar', hasUnit: true})).toBe('17~مليار درهم')
    expect(print('amh.free-acts@2018', {lang: 'ar'})).toBe('أكثر من~22_000')
  })

  test('every path that is offered prints something', () => {
    expect(allPaths(thesisData).length).toBeGreaterThan(300)
    for (const path of allPaths(thesisData)) expect(print(path, {hasUnit: true})).toMatch(/\d/)
  })
})

describe('how a wrong path is reported', () => {
  test.each([
    ['zakora.preschools@2024', 'data:unknown-value Did you mean `zakoura.preschools@2024-11`?'],
    ['zakoura.prescools', 'data:unknown-value Did you mean `zakoura.preschools`?'],
    ['povrety@2014', 'data:unknown-value Did you mean `poverty@2014`?'],
    ['poverty@2015', 'data:unknown-value Write `poverty@2014` or `poverty@2022` or `poverty@2007`.'],
    ['hdi', 'data:unknown-value Write `hdi@2019` or `hdi@2020` or `hdi@2021` or `hdi@2022`.'],
    [
      'zakoura.preschools@2018',
      'data:ambiguous-value Write the whole date: `zakoura.preschools@2018-04` or `zakoura.preschools@2018-07`.'
    ],
    [
      'dar-si-hmad.beneficiaries@2018/suez',
      'data:unknown-value Use one of `/suez2018`, `/partner`, `/thinkhuman2024`, `/wasserstiftung`.'
    ],
    ['zakoura.budget', 'data:missing-value State in the text that nothing was found; the data note: Non trouvé.'],
    ['', 'data:unknown-value Write `<case>.<fact>@<date>`, `<series>@<year>` or `<table>/<column>=<value>`.'],
    [
      '__proto__.constructor',
      'data:unknown-value Write `<case>.<fact>@<date>`, `<series>@<year>` or `<table>/<column>=<value>`.'
    ]
  ])('%s', (path, told) => {
    expect(problem(path)).toBe(told)
  })

  test('names of Object are no facts', () => {
    expect(problem('zakoura.constructor')).toContain('data:unknown-value')
  })
})

test('numbers keep what the source gives and hide what a machine adds', () => {
  expect(formatNumber(0.1 + 0.2, 'fr')).toBe('0,3')
  expect(formatNumber(-1234.5, 'fr')).toBe('−1\u202F234,5')
  expect(formatNumber(3, 'fr', 1)).toBe('3,0')
  expect(formatNumber(2.675, 'fr', 2)).toBe('2,68')
  expect(formatNumber(9.95, 'fr', 1)).toBe('10,0')
})

test('dates are as exact as the data', () => {
  expect(['2018', '2018-07', '2018-04-18', '2020-01-01', '2011-2015'].map((date) => formatDate(date, 'fr'))).toEqual([
    '2018',
    'juillet 2018',
    '18\u00A0avril 2018',
    '1er\u00A0janvier 2020',
    '2011-2015'
  ])
  expect(formatDate('2018-04-18', 'en')).toBe('April 18, 2018')
})

test('the width of a text is the sum of its letters in the font', () => {
  expect(textWidth('', 10)).toBe(0)
  expect(textWidth('mm', 10)).toBeCloseTo(2 * textWidth('m', 10))
  expect(textWidth('Éducation', 10, 'semibold')).toBeGreaterThan(textWidth('Éducation', 10))
  expect(wrapText('un deux trois', textWidth('un deux', 10) + 0.1, 10)).toEqual(['un deux', 'trois'])
})
