import path from 'node:path'
import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {chartTypes} from '../../scripts/charts/declaration.ts'
import {joinable} from '../../scripts/charts/encode.ts'
import {checkSources, readData, sourceKeys} from '../../scripts/data/data.ts'
import type {FilledTable} from '../../scripts/data/filled-table.ts'
import {isProblem} from '../../scripts/data/problem.ts'
import {fillTable, tableNames} from '../../scripts/data/tables.ts'
import {allPaths, findValue, hasUnitIn, printValue} from '../../scripts/data/values.ts'
import {valueForm} from '../../scripts/document/value-options.ts'
import {openFolder} from '../../scripts/files.ts'
import {schemasOf} from '../../scripts/write-schemas.ts'
import {said} from '../chapter.ts'
import {dataFiles, dataWithWorks, repositoryFile, thesisData} from './thesis-data.ts'

const zakoura = repositoryFile('thesis/data/case-studies/zakoura.yml')

/** Messages on a case study after a replacement in its text. */
function fixed(from: string | RegExp, to: string): VFile {
  const text = zakoura.replace(from, to)
  if (text === zakoura) throw new Error(`Nothing to replace: ${from}`)
  const file = new VFile({path: 'thesis/data/case-studies/zakoura.yml', value: text})
  readData([file, declaration()])
  return file
}

function declaration(): VFile {
  return new VFile({path: 'thesis/data/case-studies.yml', value: repositoryFile('thesis/data/case-studies.yml')})
}

function indicators(...lines: string[]): {file: VFile; data: ReturnType<typeof readData>} {
  const file = new VFile({path: 'thesis/data/indicators.csv', value: `${lines.join('\n')}\n`})
  return {file, data: readData([file])}
}

const header = 'series,label,unit,year,value,qualifier,source,group,formula,note'

test('the data of the thesis has no mistake', () => {
  expect(said(...dataFiles)).toEqual([])
  expect([...thesisData.cases.keys()]).toEqual(['amh', 'zakoura', 'insaf', 'dar-si-hmad'])
})

test('every source that the data names is an entry of the bibliography', () => {
  const bibliography = repositoryFile('bibliography/sources.bib') + repositoryFile('bibliography/references.bib')
  const entries = new Set([...bibliography.matchAll(/^@\w+\{([^,\s]+),/gm)].map(([, key]) => key))
  expect([...sourceKeys(thesisData)].filter((key) => !entries.has(key))).toEqual([])
})

test('a source that the bibliography has not is reported where it is written', () => {
  const file = new VFile({path: 'thesis/data/case-studies/zakoura.yml', value: zakoura})
  const data = readData([file])
  const keys = sourceKeys(data)
  checkSources([file], data, keys)
  expect(said(file)).toEqual([])
  checkSources([file], data, new Set([...keys].filter((key) => key !== 'sahafati2024').concat('sahafati2025')))
  const line = zakoura.split('\n').findIndex((one) => one.includes('sahafati2024')) + 1
  expect(said(file)).toEqual([`${line}:47 data:unknown-source`])
  expect(file.messages[0]?.note).toBe('Did you mean `sahafati2025`?')
})

test('the schemas that editors use are up to date, and each file of YAML names its own', async () => {
  const schemas = await schemasOf(await openFolder(path.join(import.meta.dirname, '../..')))
  for (const [name, schema] of schemas) expect(repositoryFile(name)).toBe(schema)
  for (const file of dataFiles.filter(({extname}) => extname === '.yml')) {
    const [, named] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(String(file)) ?? []
    expect([...schemas.keys()]).toContain(path.posix.join(file.dirname!, named ?? ''))
  }
})

test('a misspelt field is reported where it stands, with the one that was meant', () => {
  const file = fixed('  legalForm:', '  legalFrom:')
  const line = zakoura.split('\n').indexOf('  legalForm:') + 1
  expect(said(file)).toContain(`${line}:3 data:unknown-field`)
  expect(file.messages.map(({note}) => note)).toContain('Did you mean `legalForm`?')
})

test('a fact without its unit is reported at the fact', () => {
  const file = fixed('    label: enfants par école\n    unit: [enfant, enfants]\n', '    label: enfants par école\n')
  const [message] = file.messages
  expect(message?.reason).toContain('Missing key `facts.school-size.unit`')
  expect(message?.line).toBe(zakoura.split('\n').indexOf('  school-size:') + 2)
})

test('a value without source, a missing value without note, a word for a number are mistakes', () => {
  expect(fixed(', sources: [lnt2018wise]}', '}').messages[0]?.reason).toContain('a value needs its `sources`')
  expect(fixed('{value: , note: Non trouvé.}', '{value: }').messages[0]?.reason).toContain(
    'a missing value needs a `note`'
  )
  expect(said(fixed('value: 500,', 'value: beaucoup,'))[0]).toMatch(/^\d+:\d+ data:wrong-value$/)
})

test('a status that does not exist is answered with those that do', () => {
  const [message] = fixed('value: 245, status: reported', 'value: 245, status: declared').messages
  expect(message?.note).toContain('`reported`')
})

test('YAML that cannot be read is one message with its line', () => {
  const file = new VFile({path: 'thesis/data/case-studies/x.yml', value: 'name: A\nidentity: [\n'})
  expect(readData([file]).cases.size).toBe(0)
  expect(said(file)[0]).toMatch(/^[23]:\d+ data:unreadable$/)
})

test('a year without value, a word for a value, the same year twice are reported on their lines', () => {
  const {file, data} = indicators(
    header,
    'a,A,%,2001,,,k,,,',
    'a,A,%,2002,x,,k,,,',
    'a,A,%,2003,1,,k,,,',
    'a,A,%,2003,2,,k,,,'
  )
  expect(said(file).sort()).toEqual(['2:12 data:missing-field', '3:12 data:wrong-value', '5:1 data:duplicate'])
  expect(data.series.get('a')?.points).toHaveLength(1)
})

test('a range, another unit, a name with a capital are reported in their cells, once each', () => {
  const lines = ['a,A,%,2001,1–2,,k', 'a,A,kg,2002,1,,k', 'a,A,kg,2003,1,,k', 'B,B,%,2001,1,mostly,k']
  const {file} = indicators(header, ...lines.map((line) => `${line},,,`))
  expect(said(file).sort()).toEqual(['2:12', '3:5', '5:1', '5:14'].map((place) => `${place} data:wrong-value`))
})

test('an unknown column is answered with the nearest one', () => {
  const {file} = indicators('series,label,unit,yaer,value,source', 'a,A,%,2001,1,k')
  expect(file.messages[0]?.note).toBe('Did you mean `year`?')
  expect(said(file)).toContain('1:1 data:missing-field')
})

test('points of different sources are not joined', () => {
  const {data} = indicators(
    header,
    'a,A,%,2001,1,,k,one,,',
    'a,A,%,2002,2,,k,one,,',
    'a,A,%,2009,3,,k,two,,',
    'a,A,%,2010,3,,k,none,,'
  )
  expect(joinable(data.series.get('a')!.points).map((run) => run.map(({year}) => year))).toEqual([
    ['2001', '2002'],
    ['2009'],
    ['2010']
  ])
})

test('files that are not ours are left alone, and named without being errors', () => {
  const page = new VFile({path: 'thesis/data/README.md', value: '# x'})
  const notes = new VFile({path: 'thesis/data/notes.yml', value: 'a: 1\n'})
  expect(readData([page, notes])).toEqual(readData([]))
  expect(page.messages).toEqual([])
  expect(notes.messages.map(({ruleId, fatal}) => [ruleId, fatal])).toEqual([['other-file', undefined]])
})

test('two files of the same case, or of the same series, are reported', () => {
  const again = new VFile({path: 'thesis/data/old/zakoura.yml', value: zakoura})
  readData([new VFile({path: 'thesis/data/case-studies/zakoura.yml', value: zakoura}), again])
  expect(again.messages[0]?.reason).toBe('Duplicate case `zakoura`: another file has it')
  const csv = `${header}\na,A,%,2001,1,,k,,,\n`
  const second = new VFile({path: 'thesis/data/more.csv', value: csv})
  readData([new VFile({path: 'thesis/data/indicators.csv', value: csv}), second])
  expect(second.messages[0]?.reason).toBe('Duplicate series `a`: another file has it')
})

function table(name: string, options: Record<string, string> = {}): FilledTable {
  const filled = fillTable(name, {data: thesisData, lang: 'fr-FR', options})
  if (isProblem(filled)) throw new Error(filled.reason)
  return filled
}

test('the comparison puts the four cases side by side, and says which lines are a reading', () => {
  const {head, rows} = table('comparison')
  expect(head).toEqual(['', 'AMH', 'Zakoura', 'INSAF', 'Dar Si Hmad'])
  expect(rows.map(([title]) => title?.text)).toContain('Relation à l’État (lecture)')
  expect(rows.at(-1)?.[2]?.text).toContain("5\u202F133\u00A0écoles préscolaires (2024, avec l'INDH")
})

test('the facts of a case keep those set aside and missing values', () => {
  const rows = table('facts', {case: 'zakoura'}).rows.map((cells) => cells.map(({text}) => text))
  expect(rows.find(([, value]) => value === '149\u00A0écoles')?.[0]).toContain('Écarté')
  expect(rows.at(-1)).toEqual(['Budget annuel. Non trouvé.', '—', '—', 'Non trouvé'])
})

test('the statuses count every figure once, by case and by what it describes', () => {
  const total = [...thesisData.cases.values()]
    .flatMap(({facts}) => Object.values(facts).flatMap(({observations}) => observations))
    .filter(({value}) => value !== null).length
  for (const by of ['case', 'kind']) {
    const lines = table('statuses', {by}).rows.map((cells) => cells.slice(1, -1).map(({text}) => Number(text)))
    for (const [at, sum] of lines.at(-1)!.entries()) {
      expect(lines.slice(0, -1).reduce((rest, line) => rest + line[at]!, 0)).toBe(sum)
    }
    expect(lines.at(-1)!.at(-1)).toBe(total)
  }
  expect(table('statuses', {by: 'case', without: 'dar-si-hmad'}).rows.map(([name]) => name?.text)).not.toContain(
    'Dar Si Hmad'
  )
  const wrong = ['by="status"', 'without="insa"'].map((option) => {
    const [, name, value] = /(\w+)="(\w+)"/.exec(option)!
    const filled = fillTable('statuses', {data: thesisData, lang: 'fr-FR', options: {[name!]: value!}})
    return isProblem(filled) && filled.fix
  })
  expect(wrong).toEqual(['Use `case`, `kind`.', 'Did you mean `insaf`?'])
})

test('figures that contradict each other stand together with their explanation', () => {
  const rows = table('contradictions').rows.map((cells) => cells.map(({text}) => text).join(' | '))
  expect(rows.some((row) => row.includes('87\u00A0% ; 89\u00A0% (calculé)'))).toBe(true)
  expect(rows.some((row) => row.includes('environ\u00A0660') && row.includes('environ\u00A01\u202F300'))).toBe(true)
})

test('a table of an unknown case is answered with the nearest one', () => {
  const filled = fillTable('facts', {data: thesisData, lang: 'fr-FR', options: {case: 'zakora'}})
  expect(isProblem(filled) && filled.fix).toBe('Did you mean `zakoura`?')
})

test('the pages on data and charts name every table and type, and its values print what it says', async () => {
  const page = repositoryFile('thesis/data/README.md')
  const charts = repositoryFile('thesis/charts/README.md')
  for (const type of chartTypes) expect(charts).toContain(`\`${type}\``)
  for (const name of tableNames) expect(page).toContain(`\`${name}\``)
  const lines = [...page.matchAll(/^\| `:value\[([^\]]+)\](?:\{([\w ]+)\})?` \| ([\p{L}\d ,%-]+)/gmu)]
  expect(lines.length).toBeGreaterThan(9)
  for (const [, path, option, printed] of lines) {
    const found = findValue(dataWithWorks, path!)
    if (isProblem(found)) throw new Error(found.reason)
    const text = printValue(found, {
      lang: 'fr',
      ...valueForm(Object.fromEntries((option?.split(' ') ?? []).map((name) => [name, ''])))
    }).replace(/[\u00A0\u202F]/g, ' ')
    if (printed!.trim() !== 'the same' && option !== 'bare') expect(text).toBe(printed!.trim())
  }
})

/** What a formula such as `18 988 + 1 218` or `67 ÷ 75` gives. */
function compute(formula: string): number {
  const terms = formula
    .split('=')[0]!
    .replace(/(?<=\d)[ \u202F](?=\d{3})/g, '')
    .replace(/[a-zéà-]{2,}/g, '')
    .split('+')
  return terms.reduce((sum, term) => {
    const [first = 0, ...divisors] = term.split('÷').map((number) => Number.parseFloat(number))
    return sum + divisors.reduce((left, right) => left / right, first)
  }, 0)
}

test('what is computed follows from its formula', () => {
  const computed = [...thesisData.cases.values()].flatMap((study) =>
    Object.values(study.facts).flatMap(({unit, observations}) =>
      observations.flatMap(({formula, value}) => (formula && value !== null ? [{formula, value, unit}] : []))
    )
  )
  expect(computed).toHaveLength(5)
  for (const {formula, value, unit} of computed) {
    const results = formula.split(' et ').map((one) => compute(one) * (unit === '%' ? 100 : 1))
    const given = typeof value === 'number' ? [value] : [value.min, value.max]
    for (const [index, one] of given.entries()) expect(Math.abs(results[index]! - one) / one).toBeLessThan(0.01)
  }
})

test('a series prints the decimals that one of its lines gives', () => {
  const {file, data} = indicators(
    `${header},decimals`,
    'a,Taux,%,2001,13.94,,x,,,,1',
    'a,Taux,%,2002,9,,x,,,',
    'b,Indice,indice,2001,0.440,,x,,,'
  )
  expect(said(file)).toEqual([])
  const print = (path: string) => {
    const found = findValue(data, path)
    return isProblem(found) ? found.reason : printValue(found, {lang: 'fr-FR'})
  }
  expect(['a@2001', 'a@2002', 'b@2001'].map(print)).toEqual(['13,9', '9,0', '0,440'])
})

test('a series with two numbers of decimals is reported', () => {
  const {file} = indicators(`${header},decimals`, 'a,Taux,%,2001,13.94,,x,,,,1', 'a,Taux,%,2002,9,,x,,,,2')
  expect(said(file)).toEqual(['3:23 data:wrong-value'])
})

test('the series of the thesis print the same decimals, save where a source rounds more than its others', () => {
  const mixed = [...thesisData.series.values()]
    .filter(({points}) => new Set(points.map(({decimals}) => decimals)).size > 1)
    .map(({id}) => id)
  expect(mixed).toEqual([
    'illiteracy',
    'health-households',
    'deprived-people',
    'indh-raised',
    'indh-people',
    'health-total'
  ])
})

test('every unit of the thesis has its English words', () => {
  const missing = allPaths(thesisData).filter((path) => {
    const found = findValue(thesisData, path)
    return !isProblem(found) && !hasUnitIn(found, 'en', 'fr-FR')
  })
  expect(missing).toEqual([])
})

test('mistakes in the words of units are reported on their line', () => {
  const file = new VFile({
    path: 'thesis/data/units.csv',
    value: 'unit,en,arabic\nans,year|years,\nans,year,\nmois,a|b|c,\n'
  })
  readData([file])
  expect(said(file)).toEqual(['1:9 data:unknown-field', '3:1 data:duplicate', '4:1 data:wrong-value'])
})
