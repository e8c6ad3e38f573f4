/** Charts in code: what an author's module does wrong is a message with its place, and the rest is built. */

import {expect, test} from 'vitest'
import {buildFolder} from '../build.ts'

const chart = (body: string, before = '') =>
  `import {defineChart, z} from 'thesis/charts'\n${before}\nexport default defineChart({options: z.object({year: z.coerce.number().optional()}), async draw({sketch, options}) {\n${body}\n}})\n`

async function build(code: string, more: Record<string, string> = {}, attributes = '') {
  const built = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Test\nlang: en\n',
      'thesis/1.md': `# One {#sec-one}\n\n:::chart{#fig-a name="own"${attributes}}\nA chart.\n:::\n\nSee @fig-a and @sec-one.\n`,
      'thesis/data/points.csv': 'name,value\nA,2\nB,5\n',
      'thesis/charts/own.ts': code,
      ...more
    },
    {only: ['html']}
  )
  const page = [...built.outputs].find(([path]) => /html\/(?!index).*\.html$/.test(path))
  return {messages: built.messages, html: page ? String(page[1].contents) : ''}
}

const drawn = 'return sketch({type: "bar", data: "points", title: "In " + String(options.year ?? "all")})'

test('a chart in code is drawn, with its options and what it imports of its own', async () => {
  const helper = {'thesis/charts/lib/factor.ts': 'export const factor: number = 2\n'}
  const {messages, html} = await build(
    chart(drawn.replace('options.year', 'options.year! * factor'), "import {factor} from './lib/factor.ts'"),
    helper,
    ' year="1011"'
  )
  expect(messages).toEqual([])
  expect(html).toContain('In 2022')
})

test.each([
  ['throws', chart('throw new Error("not yet")'), /^Chart `own` fails: not yet$/, 4],
  ['is no TypeScript', 'export default {', /^Chart `own` fails: /, 1],
  ['exports nothing', 'export const a = 1\n', /^Chart `own` exports no chart$/, 1],
  ['gives back no sketch', chart('return {title: "A"} as never'), /^Chart `own` gives back no `content`$/, 1],
  [
    'draws a column that is not there',
    chart('return sketch({type: "bar", data: "points", x: "nam"})'),
    /Unknown column `nam`/,
    4
  ],
  [
    'draws what is no number',
    chart(
      "return {title: 'A', description: '', height: 9, table: {head: [], rows: []}, content: '<rect width=' + 0 / 0 + '/>'}"
    ),
    /^Chart `own` draws `NaN`$/,
    1
  ],
  ['reads what is not of the thesis', chart(drawn, "import '../../outside.ts'"), /^Chart `own` fails: /, 1],
  ['ends the program', chart('process.exit(0)'), /^Chart `own` fails: /, 1]
])('a module that %s is a message in its file', async (_, code, reason, line) => {
  const {messages} = await build(code)
  expect(messages).toHaveLength(1)
  expect(messages[0]).toMatchObject({
    file: 'thesis/charts/own.ts',
    rule: 'figures:broken-module',
    severity: 'error',
    line
  })
  expect(messages[0]!.reason).toMatch(reason)
  expect(messages[0]!.fix).toMatch(/\.$/)
})

test('an option that a module does not have is a message where it is typed', async () => {
  const {messages} = await build(chart(drawn), {}, ' yaer="1011"')
  expect(messages).toMatchObject([
    {file: 'thesis/1.md', line: 3, rule: 'data:unknown-option', fix: 'Did you mean `year`?'}
  ])
})

test('a module that does not end is stopped', async () => {
  const {messages} = await build(chart('for (;;) options.year'))
  expect(messages.map(({reason}) => reason)).toEqual(['Chart `own` does not end: stopped after 10 seconds'])
}, 60_000)

test('a module that nothing names is not loaded', async () => {
  const {messages} = await build(chart(drawn), {'thesis/charts/other.ts': 'throw new Error("loaded")\n'})
  expect(messages).toEqual([])
})
