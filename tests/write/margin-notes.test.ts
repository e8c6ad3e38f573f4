/** `.column-margin`, `.aside`: in the outer margin of the page, beside the text of the site. */

import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'
import {type PdfPage, readPdf} from './pdf-facts.ts'

const sentence = 'Le témoin raconte comment la coopérative fut fondée en 1993 par les élèves du village. '
const paragraph = sentence.repeat(5)
const aside = (words: string, name = 'column-margin') => `::: {.${name}}\n${words}\n:::\n\n`
const notes = Array.from(
  {length: 12},
  (_, index) =>
    `${paragraph}\n\n${aside(`MARGE${index} dit en deux lignes ce que le texte tait.`)}${aside(`SUITE${index} la suit.`, 'aside')}`
).join('')

async function print(text: string, settings = '') {
  const files = {'thesis/thesis.yml': `title: Essai\nlang: fr\n${settings}`, 'thesis/1.md': `# Un\n\n${text}\n`}
  const built = await buildFolder(files, {only: ['html', 'pdf']})
  const {pages} = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
  return {built, pages}
}

const linesOf = ({lines}: PdfPage, pattern: RegExp) => lines.filter(({text}) => pattern.test(text))

test('notes stand in the outer margin of each page, none over another, none off the page', async () => {
  const {built, pages} = await print(notes)
  expect(built.messages).toEqual([])
  const found = pages.flatMap((page) => linesOf(page, /MARGE|SUITE/).map((line) => ({page, line})))
  expect(found).toHaveLength(24)
  const beside = found.filter(({page, line}) => {
    const text = linesOf(page, /coopérative/).filter(({size}) => size > 12)
    return line.left > Math.max(...text.map(({right}) => right)) || line.right < Math.min(...text.map(({left}) => left))
  })
  expect(beside.length).toBeGreaterThan(20)
  const sides = new Set(beside.map(({page, line}) => (line.left > page.width / 2 ? 'right' : 'left')))
  expect([...sides].sort()).toEqual(['left', 'right'])
  for (const page of pages) {
    expect(page.overflow).toEqual([])
    const own = beside.filter((one) => one.page === page).map(({line}) => line.y)
    for (const [index, y] of own.entries()) if (index > 0) expect(own[index - 1]! - y).toBeGreaterThan(10)
  }
})

test('a note without space in the margin, or too long for it, is a block of the text', async () => {
  const narrow = await print(aside('MARGE dit ce que le texte tait.') + paragraph, 'page: {margins: 20mm}\n')
  const [line] = narrow.pages.flatMap((page) => linesOf(page, /MARGE/))
  expect(line!.right).toBeLessThan(narrow.pages.at(-1)!.width - 56)
  const long = await print(`${paragraph}\n\n${aside(`MARGE ${sentence.repeat(60)} FIN.`)}${paragraph}`)
  const text = long.pages.map(({text}) => text).join(' ')
  expect(text).toMatch(/MARGE[\s\S]*FIN\./)
  expect(long.pages.flatMap(({overflow}) => overflow)).toEqual([])
})

test('an Arabic thesis has them on the left, its outer side', async () => {
  const files = {
    'thesis/thesis.yml': 'title: بحث\nlang: ar\npage: {sides: one}\n',
    'thesis/1.md': `# فصل\n\n${'هذا نص طويل يروي قصة التعاونية في القرية. '.repeat(20)}\n\n${aside('MARGE')}نهاية.\n`
  }
  const built = await buildFolder(files, {only: ['pdf']})
  const {pages} = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
  const page = pages.find(({text}) => text.includes('MARGE'))!
  const [note] = linesOf(page, /MARGE/)
  const text = page.lines.filter(({text}) => /[\u0600-\u06ff]{3}/.test(text) && text.length > 20)
  expect(note!.right).toBeLessThan(Math.min(...text.map(({left}) => left)))
})

test('on the site they have places that style sheets set beside the text, footnotes among them', async () => {
  const {built} = await print(`Un mot^[Note.] [en marge]{.aside} et la suite.\n\n${aside('Deux.')}`)
  const page = textOf(built, 'html/1.html')
  expect(page.match(/class="aside-place"/g)).toHaveLength(2)
  expect(page).toMatch(/<div class="aside-place" id="[^"]*"><div class="aside">\s*<p>en marge<\/p>/)
  expect(page.replace(/<[^>]*>/g, '')).toMatch(/Un mot1 et la suite/)
  expect(page.match(/anchor-name:--note-\d/g)).toHaveLength(3)
})
