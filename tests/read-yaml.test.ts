import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {z} from 'zod'
import {openLibrary} from '../scripts/bibliography/library.ts'
import {readConfig} from '../scripts/config.ts'
import {readData} from '../scripts/data/data.ts'
import {readDeck} from '../scripts/deck/read/read-deck.ts'
import {readYaml} from '../scripts/messages/read-yaml.ts'
import {readMarkdown} from '../scripts/read/markdown.ts'

const rules = {
  unreadable: 'config:unreadable',
  missing: 'config:missing',
  unknown: 'config:unknown-key',
  wrong: 'config:wrong-value'
} as const

function read(value: string) {
  const file = new VFile({path: 'thesis/thesis.yml', value})
  const found = readYaml(file, z.unknown(), {rules})
  return {value: found.value, messages: file.messages}
}

/** `line:column reason → fix`, as an author reads it. */
const told = (file: VFile) =>
  file.messages.map(({line, column, reason, note}) => `${line}:${column} ${reason} → ${note}`)

const bomb = `${'abcdefghij'
  .split('')
  .map(
    (name, index, all) =>
      `${name}: &${name} [${Array(9)
        .fill(index === 0 ? 'x' : `*${all[index - 1]}`)
        .join(', ')}]`
  )
  .join('\n')}\nz: *j\n`

const broken: Record<string, string> = {
  'an unknown alias': 'title: *Communs*\n',
  'a bomb of aliases': bomb,
  'an alias inside of itself': 'title: &x [*x]\n',
  'an unresolved tag': 'title: !Important Le titre\n',
  'a tag of another version': 'title: !!binary aGk=\n',
  'a name that nothing uses': 'title: &Communs\n',
  'a duplicate key': 'title: A\ntitle: B\n',
  'a merge of no keys': '<<: 3\n',
  'a merge of an unknown alias': '<<: *common\n',
  'a list nested without end': `title: ${'['.repeat(3000)}`,
  'lists nested without end': `title:\n  ${'- '.repeat(5000)}x\n`,
  'nesting that can be parsed': `title: ${'['.repeat(60)}${']'.repeat(60)}\n`,
  'a second document': 'title: A\n---\ntitle: B\n',
  'an unknown directive': '%FOO bar\n---\ntitle: A\n',
  'two colons': 'title: Le titre : sous-titre: suite\n',
  'a tab': 'title:\n\t- A\n',
  'an open quote': 'title: "A\n',
  'text after quotes': 'title: "A" et B\n',
  'an at sign': 'title: @Communs\n',
  'an escape': 'title: "\\q"\n',
  'an open bracket': 'title: [A\n',
  'a line without a colon': 'Titre\ntitle: A\n',
  'a list beside keys': '- a\ntitle: b\n'
}

/** Every place where an author writes YAML. */
const readers: Record<string, {path: string; above: string; read: (file: VFile) => unknown}> = {
  'thesis.yml': {path: 'thesis/thesis.yml', above: '', read: readConfig},
  'a chapter': {path: 'thesis/1.md', above: '---\n', read: readMarkdown},
  'a deck': {path: 'slides/slides.md', above: '---\n', read: (file) => readDeck(file)},
  'a slide': {
    path: 'slides/slides.md',
    above: '---\nlayout: cover\n---\n\n# A\n\n---\n',
    read: (file) => readDeck(file)
  },
  'a case study': {path: 'thesis/data/case-studies/a.yml', above: '', read: (file) => readData([file])},
  'CSL-YAML': {path: 'bibliography/a.yaml', above: '', read: (file) => openLibrary([file])}
}

describe.each(Object.entries(broken))('%s', (_, yaml) => {
  test('is a message at its place with a fix, never an exception', () => {
    const {value, messages} = read(yaml)
    expect(value).toBeUndefined()
    expect(messages.length).toBeGreaterThan(0)
    for (const {line, column, note, reason} of messages) {
      expect(line).toBeGreaterThan(0)
      expect(line).toBeLessThanOrEqual(yaml.split('\n').length)
      expect(column).toBeGreaterThan(0)
      expect(note).toMatch(/[.?]$/)
      expect(reason).not.toMatch(/\n|flow|scalar|node|token|implicit/i)
    }
  })

  // A line `---` ends the front matter of a chapter or a slide.
  const places = Object.entries(readers).filter(([place]) => !yaml.includes('\n---\n') || !place.startsWith('a '))
  test.each(places)('is reported in %s', (_, {path, above, read}) => {
    const file = new VFile({path, value: path.endsWith('.md') ? `${above}${yaml.trimEnd()}\n---\n\n# A\n` : yaml})
    read(file)
    expect(file.messages.length).toBeGreaterThan(0)
    expect(file.messages[0]?.line).toBeGreaterThan(above.split('\n').length - 1)
    expect(file.messages[0]?.note).toBeTruthy()
  })
})

test.each([
  [
    'title: *Communs*\n',
    "1:8 Unknown alias `*Communs*`: in YAML a star repeats a value named `&Communs*` → Put the value in quotes: `'*Communs*'`."
  ],
  [
    'title: &Communs et &co\n',
    "1:8 Unused name `&Communs`, which is not printed → Put the value in quotes: `'&Communs et &co'`."
  ],
  ['title: A\ntitle: B\n', '2:1 Duplicate key `title` → Keep one of the two.']
])('%j says what to write instead', (yaml, expected) => {
  const file = new VFile({path: 'thesis/thesis.yml', value: yaml})
  readConfig(file)
  expect(told(file)[0]).toContain(expected)
})

test('the fix of an alias and of an unused name works when followed', () => {
  for (const yaml of ['title: *Communs*\n', 'title: &Communs et &co\n', "title: &l'eau\n"]) {
    const [message] = read(yaml).messages
    const [, written] = /`([^`]+)`\.$/.exec(message?.note ?? '') ?? []
    expect(read(`title: ${written}\n`)).toEqual({value: {title: yaml.slice(7, -1)}, messages: []})
  }
})

test('aliases and merge keys that name something are read', () => {
  const yaml = 'common: &common {a: 1, b: 2}\nx:\n  <<: *common\n  b: 3\ny: *common\n'
  expect(read(yaml)).toEqual({
    value: {common: {a: 1, b: 2}, x: {a: 1, b: 3}, y: {a: 1, b: 2}},
    messages: []
  })
})

test.each([
  ['title: 1984\n', "1:8 Invalid value of `title`: expected a text that is not empty → Put it in quotes: `'1984'`."],
  [
    'title: T\nsubtitle:\n',
    '2:10 Empty value of `subtitle`: expected a text → Write a text after `subtitle:`, or remove the line.'
  ],
  [
    'title: T\nnumbering: {depth: 9}\n',
    '2:20 Invalid value of `numbering.depth`: expected a whole number from 0 to 6 → Write a whole number from 0 to 6.'
  ],
  [
    'title: T\nnumbering: {figures: chapitre}\n',
    '2:22 Invalid value of `numbering.figures`: expected one of `thesis`, `chapter` → Did you mean `chapter`?'
  ],
  ['title: T\njury: moi\n', '2:7 Invalid value of `jury`: expected a list'],
  ['title: T\njury:\n  - {nom: A}\n', '3:5 Missing key `jury.0.name`'],
  ['- a\n', '1:1 Invalid value of `thesis.yml`: expected keys among `title`'],
  [
    'title: T\ncitations:\n  style: a\n  nocite: 3\n',
    '4:11 Invalid value of `citations.nocite`: expected a text or a list'
  ]
])('%j is answered in the words of the author', (yaml, expected) => {
  const file = new VFile({path: 'thesis/thesis.yml', value: yaml})
  readConfig(file)
  expect(told(file).join('\n')).toContain(expected)
  expect(told(file).join('\n')).not.toMatch(
    /Invalid (?!value of)|Too (?:big|small)|received|expected (?:string|array|object|number)|README/
  )
})

test.each([
  ['fr_FR', '`fr-FR`'],
  ['pt_BR', '`pt-BR`'],
  ['français', '`fr-FR`'],
  ['fr-FR-', '`fr-FR`'],
  ['fr_FR.UTF-8', '`fr-FR`'],
  ['ngerman', '`de`'],
  ["''", '`fr-FR`'],
  ["'en-'", '`en`'],
  ['french', '`fr-FR`'],
  ['x', 'such as `fr-FR`'],
  ['klingonien', 'such as `fr-FR`'],
  ['"a\\"><script>"', 'such as `fr-FR`']
])('`lang: %s` is a wrong value with the tag that was meant', (lang, meant) => {
  for (const yaml of [
    `title: T\nlang: ${lang}\n`,
    `title: T\ntitles: {${lang}: T}\n`,
    `title: T\nabstracts: {${lang}: a.md}\n`
  ]) {
    const file = new VFile({path: 'thesis/thesis.yml', value: yaml})
    expect(readConfig(file).config).toBeUndefined()
    expect(file.messages[0]).toMatchObject({ruleId: 'wrong-value', line: 2})
    expect(file.messages[0]?.note).toContain(meant)
  }
  const chapter = new VFile({path: 'thesis/1.md', value: `---\nlang: ${lang}\n---\n\n# A\n`})
  readMarkdown(chapter)
  expect(chapter.messages[0]).toMatchObject({ruleId: 'front-matter', line: 2, column: 7})
  expect(chapter.messages[0]?.note).toContain(meant)
})

test('a tag of a language is kept, in the usual capitals', () => {
  for (const [typed, tag] of [
    ['fr-fr', 'fr-FR'],
    ['zgh', 'zgh'],
    ['sr-latn-rs', 'sr-Latn-RS'],
    ['es-419', 'es-419']
  ]) {
    expect(readConfig(new VFile({value: `title: T\nlang: ${typed}\n`})).config?.lang).toBe(tag)
  }
})

test.each([
  ['[texte]{lang=fr_CA}', '1:13', 'fr-CA'],
  ['[texte]{lang="français"}', '1:14', 'fr-FR'],
  ['[texte]{lang=klingonien}', '1:14', undefined],
  ['# Titre {lang=en_GB}', '1:15', 'en-GB'],
  ['::: {lang=pt_BR}\n\ntexte\n\n:::', '1:11', 'pt-BR']
])('`%s` is a message, and the tag that was meant is used', (text, place, tag) => {
  const file = new VFile({path: 'thesis/1.md', value: `${text}\n`})
  const tree = readMarkdown(file)
  const [message] = file.messages
  expect([`${message?.line}`, `${message?.ruleId}`]).toEqual([place.split(':')[0], 'wrong-language'])
  expect(Math.abs((message?.column ?? 0) - Number(place.split(':')[1]))).toBeLessThanOrEqual(1)
  const langs = JSON.stringify(tree).match(/"lang":"[^"]+"/g) ?? []
  expect(langs).toEqual(tag ? [`"lang":"${tag}"`] : [])
})

test('the language of an entry is read in each way that people write it, or it is a message', () => {
  const bib = '@book{a, title={A}, langid={fr_FR}}\n@book{b, title={B}, langid={klingonien}}\n'
  const bibtex = new VFile({path: 'bibliography/a.bib', value: bib})
  const yaml = new VFile({path: 'bibliography/b.yaml', value: '- {id: c, type: book, title: C, language: "x<y"}\n'})
  const items = openLibrary([bibtex, yaml]).load(['a', 'b', 'c'])
  expect([...items.values()].map(({language}) => language)).toEqual(['fr-FR', undefined, undefined])
  expect(bibtex.messages).toMatchObject([{ruleId: 'unknown-language', line: 2}])
  expect(yaml.messages).toMatchObject([{ruleId: 'unknown-language', line: 1}])
})
