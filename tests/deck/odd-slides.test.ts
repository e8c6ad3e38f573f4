/** Slides of odd content are judged or left alone: no input ends the program. */

import {expect, it} from 'vitest'
import {bindFiles} from './bound-deck.ts'

async function rulesOf(slide: string): Promise<string[]> {
  const {messages} = await bindFiles({
    'thesis/thesis.yml': 'title: Les puits\nlang: fr-FR\n',
    'thesis/01.md': '# Les puits\n\nUne phrase de la thèse qui dit quelque chose [@ostrom1990].\n',
    'bibliography/refs.bib': '@book{ostrom1990, author={Ostrom, Elinor}, title={Governing}, year={1990}}',
    'slides/slides.md': `# Titre\n\n${slide}\n`
  })
  return messages.map(({ruleId}) => ruleId ?? '')
}

it.each([
  'Elle dit : « [nous traduisons toute la phrase] ».',
  'Elle dit : “[we translate all of it] […]”.',
  '> [nous traduisons toute la phrase]',
  '<!-- Elle dit : « [nous traduisons toute la phrase] ». -->'
])('%j quotes no word of anybody', async (slide) => {
  expect(await rulesOf(slide)).toEqual([])
})

it('words beside the brackets are still held against the thesis', async () => {
  expect(await rulesOf('« [Selon elle,] une phrase de la ville qui dit quelque chose »')).toEqual(['unknown-quotation'])
  expect(await rulesOf('« [Selon elle,] une phrase de la thèse qui dit quelque chose »')).toEqual([])
})

it.each([
  ['<Value of="constructor" />', 'unknown-value'],
  ['<Chart name="constructor" />', 'unknown-chart'],
  ['<CaseTable name="toString" />', 'unknown-table'],
  ['<CaseTable name="constructor" />', 'unknown-table'],
  ['<CaseCard case="__proto__" />', 'unknown-case'],
  ['<Figure id="toString" />', 'unknown-figure']
])('%j names nothing, as every object has its name', async (slide, rule) => {
  expect(await rulesOf(slide)).toEqual([rule])
})
