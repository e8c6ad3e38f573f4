/** What the author sees of messages: the report for people, severities of one's own, places silenced. */

import {VFile} from 'vfile'
import {expect, test} from 'vitest'
import {error, warn} from '../scripts/messages/messages.ts'
import {printReport} from '../scripts/messages/report.ts'
import {buildFolder} from './build.ts'

const text = '# Un\n\nVoir @sec-nu, puis puis le reste.\n'

test('a report shows the line with its place underlined, the rule and the fix, and changes nothing', () => {
  const file = new VFile({path: 'thesis/un.md', cwd: process.cwd(), value: text})
  error(file, 'Unknown label `sec-nu`', {
    at: {start: {line: 3, column: 6}, end: {line: 3, column: 13}},
    rule: 'references:unknown-label',
    fix: 'Write `{#sec-nu}` after a heading.'
  })
  const before = JSON.stringify(file)
  const report = printReport([file], 'pretty', `${process.cwd()}/essai`)
  expect(report).toBe(`essai/thesis/un.md
  3:6  error  Unknown label \`sec-nu\`  references:unknown-label
    3 │ Voir @sec-nu, puis puis le reste.
      │      ^^^^^^^
      Fix: Write \`{#sec-nu}\` after a heading.

1 error
`)
  expect(JSON.stringify(file)).toBe(before)
  expect(printReport([file], 'pretty', `${process.cwd()}/essai`)).toBe(report)
})

test('what repeats is one group with its first places, and the report ends with a count by rule', () => {
  const file = new VFile({path: 'un.md', value: 'x\n'.repeat(500)})
  for (let line = 1; line <= 414; line++) {
    warn(file, 'No font has `𓀀`', {at: {line, column: 1}, rule: 'pdf:missing-glyph', fix: 'Choose a font.'})
  }
  for (let line = 1; line <= 9; line++) {
    error(file, `Unknown label \`sec-${line}\``, {at: {line, column: 1}, rule: 'references:unknown-label'})
  }
  const report = printReport([file], 'pretty', process.cwd())
  expect(report).toContain('414 × No font has `𓀀`')
  expect(report).toContain('Also: 2:1, 3:1, 4:1, 5:1, 6:1 and 408 more')
  expect(report.match(/Unknown label/g)!.length).toBeLessThan(7)
  expect(report).toMatch(/9 errors, 414 warnings\n +414 {2}pdf:missing-glyph\n +9 {2}references:unknown-label\n$/)
})

const thesis = (chapter: string, settings = '') => ({
  'thesis/thesis.yml': `title: Essai\n${settings}`,
  'thesis/01.md': chapter
})

const rulesOf = async (files: Record<string, string>) =>
  (await buildFolder(files, {only: ['html']})).messages.map(({rule, severity}) => `${severity} ${rule}`)

test('`rules:` sets the severity of a rule, or turns it off', async () => {
  expect(await rulesOf(thesis(text))).toEqual(['error references:unknown-label', 'warning text:doubled-word'])
  const settings = 'rules: {"references:unknown-label": warning, "text:doubled-word": off}\n'
  const built = await buildFolder(thesis(text, settings), {only: ['html']})
  expect(built.messages.map(({rule, severity}) => `${severity} ${rule}`)).toEqual(['warning references:unknown-label'])
  expect([...built.outputs.keys()]).toContain('html/01.html')
  expect(await rulesOf(thesis('# Un\n\nMot mot.\n', 'rules: {"text:doubled-word": error}\n'))).toEqual([
    'error text:doubled-word'
  ])
})

test('a rule that does not exist is named with the nearest', async () => {
  const {messages} = await buildFolder(thesis('# Un\n\nMot.\n', 'rules:\n  text:double-word: off\n'), {only: ['html']})
  expect(messages).toEqual([
    expect.objectContaining({
      rule: 'messages:unknown-rule',
      severity: 'warning',
      line: 3,
      column: 21,
      fix: 'Did you mean `text:doubled-word`?'
    })
  ])
})

test('a comment silences the block after it, and that alone', async () => {
  const comment = '<!-- thesis-ignore text:doubled-word -->'
  expect(await rulesOf(thesis(`# Un\n\n${comment}\n\nMot mot.\n`))).toEqual([])
  expect(await rulesOf(thesis(`# Un\n\n${comment}\n- un\n\n- mot mot\n`))).toEqual([])
  expect(await rulesOf(thesis(`# Un\n\n${comment}\nMot mot.\n\nMot mot.\n`))).toEqual(['warning text:doubled-word'])
  expect(await rulesOf(thesis(`# Un\n\n${comment}\n\nMot mot, @sec-nu.\n`))).toEqual(['error references:unknown-label'])
})

test('a comment that silences nothing is a remark; one with an unknown rule is a warning', async () => {
  const after = (comment: string) => rulesOf(thesis(`# Un\n\n<!-- ${comment} -->\n\nMot.\n`))
  expect(await after('thesis-ignore text:doubled-word')).toEqual(['info messages:unused-ignore'])
  expect(await after('thesis-ignore')).toEqual(['info messages:unused-ignore'])
  expect(await after('thesis-ignore text:double')).toEqual(['warning messages:unknown-rule'])
})

test('slides may be silenced too', async () => {
  const {bindFiles} = await import('./deck/bound-deck.ts')
  const slide = (more: string) =>
    `---\nduration: 1min\n---\n\n# Un\n\n${more}Comme @absent1999 le dit.\n\n<!--\n(1:00)\n-->\n`
  const files = {'thesis/thesis.yml': 'title: Essai\n', 'thesis/01.md': '# Un\n\nMot.\n'}
  const rulesIn = async (more: string) =>
    (await bindFiles({...files, 'slides/slides.md': slide(more)})).messages.map(({ruleId}) => ruleId)
  const [rule] = await rulesIn('')
  expect(rule).toBe('unknown-key')
  expect(await rulesIn(`<!-- thesis-ignore citations:${rule} -->\n\n`)).toEqual([])
})
