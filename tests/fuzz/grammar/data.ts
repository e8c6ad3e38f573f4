/** Choices → YAML, JSON, CSV, RIS: settings, bibliographies and data, in the shape of what the sources hold or nearly. */

import type {Random} from '../random.ts'

export const yamlSigns = [
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\n    ',
  '"',
  "'",
  '|',
  '>',
  '|-\n',
  '>+\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  '#',
  ' # ',
  '&a ',
  '*a',
  '*a\n',
  '!!',
  '!!str ',
  '!!set ',
  '!!binary ',
  '!!float ',
  '!x ',
  '%YAML 1.1\n',
  '---\n',
  '...\n',
  '? ',
  '<<: ',
  '~',
  'null',
  'true',
  'yes',
  '0x1F',
  '0o7',
  '.inf',
  '.nan',
  '-.inf',
  '1e3',
  '2001-01-01',
  '1:30',
  '=',
  '@',
  '`',
  '\t',
  'title: ',
  'lang: ',
  'chapters: ',
  'author: ',
  '? [a]\n: b\n',
  '{a: b}: c',
  '""',
  "''",
  '[]',
  '{}',
  '1_000'
]

const scalars = [
  'Essai',
  '',
  '~',
  'null',
  '3',
  '-1',
  '1.5',
  '1e400',
  '.nan',
  'true',
  '"a"',
  "'é'",
  '[]',
  '{}',
  '[a, b]',
  '{a: b}',
  '*a',
  '&a b',
  '|\n    a\n    b',
  '>-\n    a',
  'fr-FR',
  'en',
  'ar',
  'fr_FR',
  'xx',
  '2020-01-01',
  'http://a.b',
  '!!str 3',
  '!!set {a}',
  'a: b',
  '- a',
  '"\\u0000"',
  '__proto__',
  'آبار',
  '😀',
  'iso690-notes',
  'notes',
  '1.md',
  'absent.md',
  '../x',
  'a # b',
  '"{"',
  '[[[]]]',
  '{a: {b: c}}',
  '{__proto__: {a: b}}',
  '{name: Nom, role: juge}',
  '[{name: Nom}]',
  '0',
  '99999999999999999999',
  '[null]',
  'end',
  'chapter',
  'none'
]

const configKeys =
  'title titleLines subtitle titles author lang date university school laboratory degree discipline supervisor jury abstracts keywords chapters appendices citations bibliography numbering contents abbreviations typography outputs license'.split(
    ' '
  )
const inner =
  'fr en ar style nocite title place parts arabic depth figures notes lists french text keywords part chapters name role type rest lang keyword INDH __proto__ a'.split(
    ' '
  )

/** `thesis.yml`. */
export function writeSettings(random: Random): string {
  const line = () => `${random.chance(0.05) ? random.pick(inner) : random.pick(configKeys)}: ${settingValue(random, 0)}`
  return `${random.chance(0.9) ? 'title: Essai\n' : ''}${random.repeat(0, 6, line, '\n')}\n`
}

function settingValue(random: Random, depth: number): string {
  const by = '  '.repeat(depth + 1)
  const choice = depth > 2 ? 9 : random.int(10)
  if (choice < 2)
    return `\n${random.repeat(1, 3, () => `${by}${random.pick(inner)}: ${settingValue(random, depth + 1)}`, '\n')}`
  if (choice < 4) return `\n${random.repeat(1, 3, () => `${by}- ${random.pick(scalars)}`, '\n')}`
  return random.pick(scalars)
}

/** A chapter's front matter, and a line of text. */
export function writeFrontMatter(random: Random): string {
  const line = () =>
    `${random.pick(['title', 'lang', 'author', 'bibliography', 'a', 'abstract', 'format', 'date'])}: ${settingValue(random, 0)}`
  return `---\n${random.repeat(0, 4, line, '\n')}\n${random.pick(['---', '---', '...', ''])}\n\n# Titre\n\nTexte.\n`
}

const csvColumns = 'series,label,unit,year,value,qualifier,source,group,formula,note,decimals'.split(',')
const cells = [
  'wells',
  'Puits',
  'puits',
  '2020',
  '2011-2015',
  '31',
  '13.90',
  '-4',
  '1e5',
  '',
  ' ',
  '"a ""b"" c"',
  '"a,b"',
  'klein',
  'klein; ostrom',
  'absent',
  'NaN',
  '0',
  'about',
  'estimate',
  '≈',
  '1 000',
  '1,5',
  '"',
  "'",
  '1e999',
  '=1+1',
  'ar',
  '__proto__',
  'a|b',
  'a|b|c',
  '2020-2019',
  '99999',
  '-0',
  '.5',
  '5.',
  'max',
  'target'
]

export const csvSigns = [
  ',',
  '"',
  '""',
  '\n',
  '\r\n',
  ';',
  '\t',
  '\uFEFF',
  '#',
  '|',
  "'",
  '2020',
  '-',
  '.',
  '0',
  'NaN',
  '1e400',
  'wells',
  'series',
  'klein',
  '\n\n',
  ' ',
  '"\n',
  '",',
  'é',
  '\u0000',
  ',,,',
  'Infinity'
]

/** `indicators.csv`. */
export function writeSeries(random: Random): string {
  const columns = csvColumns.filter((name, index) =>
    index < 7 ? random.chance(0.97) : random.chance(0.6) || name === 'x'
  )
  const good: Record<string, readonly string[]> = {
    series: ['wells', 'b', 'hdi'],
    label: ['Puits', 'Puits', 'B'],
    unit: ['puits', '%', 'millions', ''],
    year: ['2010', '2011', '2020', '2011-2015', '2020-01'],
    value: ['31', '44', '0', '-3.5', '1000000', '0.001', '13.90'],
    source: ['klein', 'ostrom', 'klein; ostrom'],
    qualifier: ['', '', 'about', 'estimate'],
    decimals: ['', '1', '2']
  }
  const row = () =>
    columns.map((name) => (random.chance(0.85) ? random.pick(good[name] ?? ['']) : random.pick(cells))).join(',')
  return `${columns.join(',')}\n${random.repeat(0, 6, row, '\n')}\n`
}

/** `units.csv`. */
export function writeUnits(random: Random): string {
  return `unit,${random.pick(['en,ar', 'en', 'fr,en,ar', 'english', ''])}\n${random.repeat(0, 4, () => random.repeat(1, 4, () => random.pick(cells), ','), '\n')}\n`
}

/** Words that JSON and YAML bibliographies give as values. */
const cslValues: unknown[] = [
  'Le titre',
  '',
  ' ',
  'a<i>b</i>c',
  '<b>',
  '1990',
  1990,
  -1,
  1.5,
  true,
  null,
  [],
  {},
  [[]],
  ['a'],
  {a: 1},
  '12-34',
  'fr-FR',
  'arabic',
  '__proto__',
  'آبار',
  '2000-01-01',
  {'date-parts': [[2000, 1, 15]]},
  {'date-parts': [[2000], [2001]]},
  {'date-parts': [['2000', '13', '45']]},
  {'date-parts': [[null]]},
  {'date-parts': [[99999999]]},
  {'date-parts': [[0]]},
  {raw: 'vers 1900'},
  {literal: 's.d.'},
  {season: 2},
  {'date-parts': [[2000]], circa: true},
  {'date-parts': 'x'},
  [{family: 'Klein', given: 'Naomi'}],
  [{literal: 'Banque'}],
  [{family: 'a', 'non-dropping-particle': 'de', suffix: 'Jr.', 'comma-suffix': true}],
  [{given: 'Seul'}],
  [{}],
  [null],
  ['x'],
  [{family: {}}],
  'http://a.b',
  'javascript:alert(1)',
  '10.1000/x',
  'note: x',
  'original-date: 1900',
  '\uFDD0',
  'et al.',
  '{Le} titre',
  "L'<sup>e</sup>",
  '<span class="nocase">x</span>',
  '<span style="font-variant:small-caps;">x</span>',
  '&amp;',
  '"a"',
  '“a”',
  '\u202Ea'
]
const cslKeys =
  'id type title author editor translator issued accessed container-title publisher publisher-place volume issue page DOI URL ISBN note language genre edition number collection-title event-date original-date abstract title-short custom keyword interviewer collection-editor chapter-number number-of-pages medium archive status citation-key categories'.split(
    ' '
  )
const cslTypes =
  'book article-journal chapter thesis webpage report paper-conference article-newspaper motion_picture dataset legislation personal_communication unknown-type'.split(
    ' '
  )

function cslItems(random: Random): Record<string, unknown>[] {
  return Array.from({length: 1 + random.int(3)}, () => {
    const item: Record<string, unknown> = {
      id: random.pick(['klein', 'ostrom', 'a', 'b', 1, 'c d', '']),
      type: random.pick(cslTypes)
    }
    for (let count = random.int(8); count > 0; count--) item[random.pick(cslKeys)] = random.pick(cslValues)
    return item
  })
}

export const jsonSigns = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  'null',
  'true',
  '1',
  '-',
  '1e999',
  '\\u0000',
  '\\',
  '"id": ',
  '"a"',
  '{}',
  '[]',
  '""',
  '\n',
  '"__proto__": {}',
  '"type": ',
  '//',
  '/*',
  "'",
  '\\ud800',
  '"title": '
]

export const writeCslJson = (random: Random): string => JSON.stringify(cslItems(random), null, random.int(3))

/** Flow style for the most part: it is YAML, and its damage is near. */
export function writeCslYaml(random: Random): string {
  const items = cslItems(random).map((item) =>
    Object.entries(item)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
      .join('\n  ')
  )
  return `${random.pick(['', '---\nreferences:\n', 'references:\n'])}${items.map((item) => `- ${item}`).join('\n')}\n`
}

const risTags =
  'AU A1 A2 A3 TI T1 T2 JO JF PY Y1 DA SP EP VL IS PB CY SN DO UR KW AB N1 N2 ID ET M3 LA C1 ED T3 L1 XX'.split(' ')
const risValues = [
  'Klein, Naomi',
  'Klein, Naomi, Jr.',
  'Le titre',
  '2000',
  '2000/01/15/',
  '2000///été',
  '//',
  '12',
  '12-34',
  '10.1000/x',
  'http://a.b',
  '',
  ' ',
  'ar',
  'klein',
  '<i>a</i>',
  '{a}',
  '\\emph{a}',
  ',',
  'آبار'
]

export const risSigns = [
  'TY  - ',
  'ER  - ',
  'AU  - ',
  'PY  - ',
  '\n',
  '\r\n',
  '  - ',
  '-',
  ' ',
  '\nTY  - BOOK\n',
  '\nER  - \n',
  ',',
  '/',
  'TI  -',
  'KW  - ',
  '\uFEFF',
  'ID  - a',
  'A1  - X'
]

/** A file of RIS. */
export function writeRis(random: Random): string {
  const line = () => `${random.pick(risTags)}  - ${random.pick(risValues)}`
  return random.repeat(
    1,
    3,
    () =>
      `TY  - ${random.pick(['BOOK', 'JOUR', 'CHAP', 'THES', 'XXXX', ''])}\n${random.repeat(0, 8, line, '\n')}\n${random.chance(0.9) ? 'ER  - \n' : ''}`,
    '\n'
  )
}
