import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {buildFolder} from './build.ts'
import {readPdf} from './write/pdf-facts.ts'

const folder = path.join(import.meta.dirname, '../scripts/profiles')
const ours = readdirSync(folder).map((file) => file.replace(/\.yml$/, ''))

/** A thesis with everything that a profile of ours may require. */
const whole = `title: Essai
author: Une Autrice
lang: fr-FR
date: 12 décembre 2026
university: Université
school: École doctorale
laboratory: Laboratoire
discipline: Économie
supervisor: Un Directeur
jury: [Une Présidente]
titles: {en: An Essay}
abstracts:
  fr: {text: Un résumé., keywords: [essai]}
  en: {text: An abstract., keywords: [essay]}
`

const build = (settings: string, files: Record<string, string> = {}, only: 'pdf' | 'html' = 'pdf') =>
  buildFolder(
    {'thesis/thesis.yml': settings, 'thesis/1.md': `# Un\n\n${'Une phrase de prose. '.repeat(300)}\n`, ...files},
    {only: [only], isCheck: only === 'html'}
  )

test('six ship, short, each with its public source', () => {
  expect(ours.length).toBeGreaterThanOrEqual(6)
  for (const name of ours) {
    const text = readFileSync(path.join(folder, `${name}.yml`), 'utf8')
    expect(text.split('\n').length, name).toBeLessThanOrEqual(41)
    expect(text, name).toMatch(/^source:\s+(- )?https?:\/\//m)
  }
})

describe.each(ours)('%s', (name) => {
  test('prints a thesis that has what it requires, on the page that it allows', async () => {
    const {messages, outputs} = await build(`${whole}profile: ${name}\n`)
    expect(messages).toEqual([])
    const {pages} = await readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
    expect(pages.flatMap(({overflow}) => overflow)).toEqual([])
    for (const {width, height} of pages) {
      expect([width, height].map((points) => Math.round((points / 72) * 25.4)).sort()).toEqual([210, 297])
    }
  })

  test('says what a thesis lacks, naming the rule and the profile', async () => {
    const {messages} = await build(`title: Essai\nprofile: ${name}\n`, {}, 'html')
    expect(messages.length).toBeGreaterThan(0)
    for (const {rule, reason, line} of messages) {
      expect([rule, line]).toEqual(['config:profile-missing', 2])
      expect(reason).toMatch(new RegExp(`^Missing \`[\\w.]+\`.*\`${name}\``))
    }
  })
})

test('the author’s own keys win, and a rule that they break is a message at the key', async () => {
  const {messages, outputs} = await build(
    `${whole}profile: maroc-charte-2011\npage:\n  margins: {inner: 20mm}\n  font: Arial\n`
  )
  expect(messages.map(({rule, line, reason}) => ({rule, line, reason}))).toEqual([
    {
      rule: 'config:profile-limit',
      line: 17,
      reason: '`page.margins.inner` is 20, and the profile `maroc-charte-2011` allows at least 25'
    },
    {
      rule: 'config:profile-limit',
      line: 18,
      reason: '`page.font.text` is Arimo, and the profile `maroc-charte-2011` allows `Times New Roman`'
    }
  ])
  const {fonts} = await readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
  expect(fonts).toContain('Arimo-Regular')
})

test('a margin that is named by its side wins over the inner one of the profile', async () => {
  for (const [lang, side] of [
    ['fr', 'left'],
    ['ar', 'right']
  ]) {
    const settings = `title: T\nlang: ${lang}\nprofile: maroc-charte-2011\npage: {margins: {${side}: 20mm}}\n`
    const {messages} = await build(settings, {}, 'html')
    expect(messages.flatMap(({rule, reason}) => (rule === 'config:profile-limit' ? reason : []))).toEqual([
      '`page.margins.inner` is 20, and the profile `maroc-charte-2011` allows at least 25'
    ])
  }
})

describe('a profile of the author’s', () => {
  const own = (text: string) => ({'thesis/template/ma faculté.yml': text})

  test('lies in template/', async () => {
    const {messages, outputs} = await build(
      'title: Essai\nprofile: ma faculté\n',
      own('name: Ma faculté\nsource: https://exemple.org\nsettings: {page: {size: a5}}\nrules: {author: required}\n')
    )
    expect(messages).toMatchObject([{rule: 'config:profile-missing', file: 'thesis/thesis.yml'}])
    const {pages} = await readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
    expect(Math.round((pages[0]!.width / 72) * 25.4)).toBe(148)
  })

  test('has its mistakes reported where they are', async () => {
    const {messages} = await build(
      'title: Essai\nprofile: ma faculté\n',
      own('name: Ma faculté\nsource: https://exemple.org\nsettings:\n  pages: {size: a5}\n'),
      'html'
    )
    expect(messages).toMatchObject([{rule: 'config:unknown-key', file: 'thesis/template/ma faculté.yml', line: 4}])
  })
})

test('a name that is none, and one that leads out of the folder', async () => {
  for (const name of ['a44', '../../secret']) {
    const {messages} = await build(`title: Essai\nprofile: ${name}\n`, {}, 'html')
    expect(messages).toMatchObject([{rule: 'config:unknown-profile', line: 2}])
  }
})
