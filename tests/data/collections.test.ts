import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {checkSources, membersOf, readData} from '../../scripts/data/data.ts'
import {isProblem} from '../../scripts/data/problem.ts'
import {fillTable} from '../../scripts/data/tables.ts'
import {findValue, printValue} from '../../scripts/data/values.ts'
import {said} from '../chapter.ts'

const anna = `name: Anna Smith
met: 2021-03
role: farmer
person: {age: 34}
view: {text: Water is short, short: water, sources: [smith2020]}
reach: members@2024
facts:
  members:
    label: members of the group
    unit: [member, members]
    observations: [{date: 2024, value: 12, status: reported, sources: [smith2020]}]
`
const bob = 'role: miller\nmet: 2019\nperson: {age: 51}\nview: The mill pays badly\nmood: calm\n'

const declared = `one: Interview
order: met
aspects:
  met: {type: date, isRequired: true}
  role: {label: {en: Occupation, fr: Métier}, values: [farmer, miller]}
  person.age: {type: number, unit: {en: [year, years], fr: [an, ans]}}
  view: {label: View of the law, short: View, comparison: true, isReading: true}
  reach: {label: Reach, type: fact, comparison: true, identity: false}
statuses: {reported: [said in the interview, Interview]}
`

function read({yaml = '', members = {anna, bob} as Record<string, string>} = {}) {
  const files = Object.entries(members).map(
    ([name, value]) => new VFile({path: `thesis/data/interviews/${name}.yml`, value})
  )
  if (yaml) files.push(new VFile({path: 'thesis/data/interviews.yml', value: yaml}))
  return {files, data: readData(files), messages: said(...files)}
}

function table(
  data: ReturnType<typeof readData>,
  name: string,
  options: Record<string, string>,
  lang = 'en'
): string[] {
  const filled = fillTable(name, {data, lang, options})
  if (isProblem(filled)) return [filled.fix]
  const cells = filled.rows.map((row) => row.map(({text}) => text.replaceAll('\u00A0', ' ')))
  return [filled.head, ...cells].map((row) => row.join(' | '))
}

function print(data: ReturnType<typeof readData>, path: string): string {
  const found = findValue(data, path)
  return isProblem(found) ? found.reason : printValue(found, {lang: 'en-GB'})
}

describe('a folder of YAML files is a collection', () => {
  test('without any declaration, made of what its files hold', () => {
    const {data, messages} = read()
    expect(messages).toEqual([])
    expect(membersOf(data).map(({name}) => name)).toEqual(['bob', 'Anna Smith'])
    expect(table(data, 'comparison', {})).toEqual(
      [
        ' | bob | Anna Smith',
        'Met | 2019 | March 2021',
        'Role | miller | farmer',
        'Age | 51 | 34',
        'View | The mill pays badly | water',
        'Reach | — | 12 (2024)',
        'Mood | calm | —'
      ].map((row) => row.replace('12 (2024)', '12 members (2024)'))
    )
  })

  test('with what its file declares: labels by language, order, readings, forms, who speaks', () => {
    const {data, messages} = read({yaml: declared, members: {anna, bob: bob.replace('mood: calm\n', '')}})
    expect(messages).toEqual([])
    expect(table(data, 'comparison', {of: 'interviews'})).toEqual([
      ' | bob | Anna Smith',
      'View of the law (reading) | The mill pays badly | water',
      'Reach | — | 12 members (2024)'
    ])
    expect(table(data, 'identity', {case: 'anna'}, 'fr')).toEqual([
      'Rubrique | Anna Smith',
      'Nom | Anna Smith',
      'Met | Mars 2021',
      'Métier | Farmer',
      'Age | 34 ans',
      'View | Water is short'
    ])
    expect(table(data, 'facts', {case: 'anna'})[1]).toContain('Interview')
  })

  test('and a table: its members are counted, and their aspects reached', () => {
    const {data} = read({yaml: declared})
    expect(print(data, 'interviews/role=farmer')).toBe('1')
    expect(print(data, 'interviews.age/id=bob')).toBe('51')
    expect(print(data, 'mean(interviews.age)')).toBe('42.5')
    expect(print(data, 'anna.age')).toBe('34')
    expect(print(data, 'anna.role')).toBe('farmer')
    expect(print(data, 'anna.reach')).toBe('12')
  })

  test('whose sources are looked up in the bibliography', () => {
    const {files, data} = read()
    checkSources(files, data, new Set(['jones2021']))
    expect(said(...files)).toEqual(['5:54 data:unknown-source'])
  })
})

describe('what does not fit the declaration is a message with its fix', () => {
  test.each([
    ['a field of its own', bob, 'Unknown field `mood`', 'Write `mood: {label: Mood}` under `aspects:`'],
    ['a misspelt field', bob.replace('mood', 'viwe'), 'Unknown field `viwe`', 'Did you mean `view`?'],
    ['a field of another group', `${bob.replace('mood: calm', 'age: 3')}`, 'Unknown field `age`', 'inside `person`'],
    [
      'a value that is none of those',
      bob.replace('role: miller', 'role: millr').replace('mood: calm\n', ''),
      'Invalid value of `role`',
      'Did you mean `miller`?'
    ],
    [
      'a date that is none',
      bob.replace('met: 2019', 'met: 2019-02-30').replace('mood: calm\n', ''),
      'no date of the calendar',
      'Write a date such as 2018'
    ],
    [
      'a missing one',
      bob.replace('met: 2019\n', '').replace('mood: calm\n', ''),
      'Missing key `met`',
      'Add a line `met: …`'
    ],
    [
      'a fact that is not there',
      bob.replace('mood: calm', 'reach: member@2024'),
      'Unknown fact `member` in `reach`',
      'Name one of the facts'
    ]
  ])('%s', (_, text, reason, fix) => {
    const {files} = read({yaml: declared, members: {anna, bob: text}})
    const messages = files.flatMap((file) => file.messages)
    expect(messages).toHaveLength(1)
    expect(messages[0]?.reason).toContain(reason)
    expect(messages[0]?.note).toContain(fix)
    expect(messages[0]?.line).toBeGreaterThan(0)
  })

  test('a mistake in the declaration itself is at its place', () => {
    expect(read({yaml: declared.replace('order: met', 'order: mett')}).messages).toContain('2:8 data:wrong-value')
    expect(read({yaml: declared.replace('type: number', 'type: nombre')}).messages).toContain('6:22 data:wrong-value')
  })
})
