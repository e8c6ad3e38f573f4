/** Every rule of `rules.ts` speaks of an input, with a place and a way out, and is silent on one near it. */

import {readFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import type {ReportedMessage} from '../scripts/messages/list.ts'
import {rules} from '../scripts/messages/rules.ts'
import {buildFolder} from './build.ts'
import {bibliography, citations} from './rules/bibliography.ts'
import {data, figures} from './rules/data.ts'
import {read} from './rules/read.ts'
import type {Input, RuleCase} from './rules/rule-cases.ts'
import {slides} from './rules/slides.ts'
import {config, files, imports, messages, outputs} from './rules/sources.ts'
import {abbreviations, abstracts, images, references, terms, text, typography} from './rules/transform.ts'
import {deposit, html, math, pdf} from './rules/write.ts'

const cases: Record<string, RuleCase | {in: string}> = {
  ...config,
  ...files,
  ...deposit,
  ...imports,
  ...outputs,
  ...messages,
  ...read,
  ...references,
  ...images,
  ...typography,
  ...text,
  ...abstracts,
  ...abbreviations,
  ...terms,
  ...data,
  ...figures,
  ...bibliography,
  ...citations,
  ...slides,
  ...html,
  ...math,
  ...pdf
}

const small = {'thesis/thesis.yml': 'title: Essai\n', 'thesis/1.md': '# Un\n\nTexte.\n'}

/** What `check` says of an input by one rule, or the build of its PDF. */
async function messagesOf(input: Input, rule: string, isPrinted = false): Promise<ReportedMessage[]> {
  const files = typeof input === 'string' ? {'thesis/1.md': `# Un\n\n${input}\n`} : input
  const output = /^(?:pdf|math):/.test(rule) ? 'pdf' : rule.startsWith('slides:') ? 'slides' : 'html'
  const options = isPrinted ? {isDraft: true} : {isCheck: true, auditYear: 2026}
  const isWhole = Object.keys(files).some((file) => /(?:thesis|_quarto)\.(?:ya?ml|tex)$/.test(file))
  const whole = isWhole ? files : {...small, ...files}
  const {messages} = await buildFolder(whole, {only: [output], ...options})
  return messages.filter((message) => message.rule === rule)
}

test('every rule has a case', () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(rules).sort())
})

describe.each(Object.entries(cases).flatMap(([rule, one]) => ('fires' in one ? [[rule, one] as const] : [])))(
  '%s',
  (rule, {fires, stays, isPrinted}) => {
    test('speaks', async () => {
      const [message] = await messagesOf(fires, rule, isPrinted)
      expect(message, 'no message').toBeDefined()
      expect(message!.fix).toMatch(/^\p{Lu}.*[.?]$/su)
    })
    test('is silent', async () => {
      expect(await messagesOf(stays, rule, isPrinted)).toEqual([])
    })
  }
)

test.each(Object.entries(cases).flatMap(([rule, one]) => ('in' in one ? [[rule, one.in] as const] : [])))(
  '%s is emitted in %s',
  (rule, file) => {
    const name = rule.split(':')[1]!
    expect(readFileSync(path.join(import.meta.dirname, '..', file), 'utf8')).toMatch(new RegExp(`\\b${name}\\b`))
  }
)
