import {expect, test} from 'vitest'
import {buildFolder} from '../build.ts'
import {type PdfFacts, readPdf} from './pdf-facts.ts'

const build = async (text: string, settings = '', more: Record<string, string> = {}) => {
  const built = await buildFolder(
    {
      'thesis/thesis.yml': `title: Essai\nrules: {'references:unused-label': off, 'text:doubled-word': off}\n${settings}`,
      'thesis/1.md': `# Un\n\n${text}\n`,
      ...more
    },
    {only: ['pdf']}
  )
  return {
    told: built.messages.map(({rule}) => rule),
    pdf: await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
  }
}

/** Text that leaves its page, on any side. */
const outside = ({pages}: PdfFacts) =>
  pages.flatMap(({lines, width, height}) =>
    lines
      .filter(({text, left, right, y}) => text.trim() && (left < 0 || right > width || y < 0 || y > height))
      .map(({text}) => text)
  )
const words = ({pages}: PdfFacts) => pages.map(({text}) => text).join(' ')

const row = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`
const columns = Array.from({length: 30}, (_, index) => `c${index}`)
const table = [
  row(columns),
  row(columns.map(() => '---')),
  ...Array.from({length: 120}, (_, line) => row(columns.map((_, column) => `${line}.${column}`)))
].join('\n')
const tall = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="3000"><rect width="300" height="3000"/></svg>'
const long = 'Un titre qui ne finit pas et qui prend bien trop de lignes '.repeat(8).trim()
const note = 'Une note qui ne finit pas. '.repeat(300).trim()
const lists = Array.from({length: 6}, (_, level) => `${'    '.repeat(level)}- niveau ${level} de la liste`).join('\n')

test.each([
  ['a note longer than a page', `Mot^[${note} Fin de note.] suite.`, ['pdf:too-long'], /Fin de note\./],
  ['a table of 30 columns over many pages', table, ['pdf:too-wide'], /119\.0/],
  ['a heading of more than four lines', `## ${long} fin du titre\n\nTexte.`, ['pdf:too-long'], /fin du titre/],
  ['a picture higher than the page', '![Haute](a.svg){#fig-a alt="h"}\n\nFin.', ['pdf:too-tall'], /Haute/],
  ['a word of 300 letters', `Un ${'mot'.repeat(100)} long.`, ['pdf:too-long'], /long\./],
  ['six levels of lists', lists, [], /niveau 5 de la liste/]
] as const)('%s: at most one message, all of the text, nothing off the page', async (_, text, told, printed) => {
  const small = 'page: {size: a5, margins: 15mm, font: Arial, font-size: 12, sides: one}\n'
  for (const settings of text === table ? [''] : ['', small]) {
    const found = await build(text, settings, {'thesis/a.svg': tall})
    expect(found.told).toEqual(told)
    expect(outside(found.pdf)).toEqual([])
    expect(words(found.pdf)).toMatch(printed)
  }
})

test('addresses and code break without characters that nobody typed', async () => {
  const address = 'https://www.exemple.org/un/chemin/assez/long/pour/depasser/la-ligne/encore?cle=valeur&autre=2#ancre'
  const code = 'une_fonction.tres_longue(avec_des_arguments,et_encore_des_arguments,qui_depassent_la_ligne)'
  const {pdf} = await build(`Voir <${address}> et \`${code}\`.\n\n\`\`\`\n${code}\n\`\`\``)
  const page = pdf.pages.find(({text}) => text.includes('Voir'))!
  const joined = page.lines
    .map(({text}) => text)
    .join('')
    .replace(/\s/g, '')
  expect(joined).toContain(address)
  expect(joined.split(code)).toHaveLength(3)
  expect(words(pdf)).not.toMatch(/[\u200B\u00AD\uFFFD]/)
})
