/** Pictures of the author's: what is drawn in them is shown, what runs in them is not, what cannot be read is said once. */

import {expect, it} from 'vitest'
import {buildFolder} from '../build.ts'

const build = (svg: string) =>
  buildFolder(
    {
      'thesis/thesis.yml': 'title: Les puits\nlang: fr-FR\n',
      'thesis/01.md': '# Les puits\n\n![Carte des puits](a.svg){.unnumbered}\n\nVoir ![Un puits](a.svg) ici.\n',
      'thesis/a.svg': svg
    },
    {only: ['html', 'pdf'], isDraft: true}
  )
const drawing = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><rect width="9" height="9"/>${inside}</svg>`

it.each([
  drawing('<rect').replace('</svg>', ''),
  drawing('<g>'),
  'no drawing',
  '<svg xmlns="http://www.w3.org/2000/svg"/>'
])('a damaged drawing is one message, and no missing alternative text: %j', async (svg) => {
  const {messages, outputs} = await build(svg)
  expect(messages.map(({rule, line}) => [rule, line])).toEqual([['images:unreadable', 3]])
  expect([...outputs.keys()]).toContain('thesis.pdf')
  expect(String(outputs.get('html/01.html')?.contents)).toContain('Carte des puits')
})

it('a drawing loses its script on its way to the site, and the author gets a message', async () => {
  const {messages, outputs} = await build(drawing('<script>alert(1)</script><g onclick="alert(2)"/>'))
  const copied = String(Buffer.from(outputs.get('html/assets/images/thesis/a.svg')!.contents as Uint8Array))
  expect(copied).toContain('<rect')
  expect(copied).not.toMatch(/alert|script/)
  expect(messages).toMatchObject([
    {
      rule: 'images:active-content',
      line: 3,
      severity: 'warning',
      reason: expect.stringContaining('`<script>`')
    }
  ])
})

it('a drawing without either is copied as it is', async () => {
  const {messages, outputs} = await build(drawing('<g/>'))
  expect(messages).toEqual([])
  expect(String(Buffer.from(outputs.get('html/assets/images/thesis/a.svg')!.contents as Uint8Array))).toBe(
    drawing('<g/>')
  )
})

const found = async (typed: string, name: string) => {
  const {messages, outputs} = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Les puits\nlang: fr-FR\n',
      'thesis/01.md': `# Les puits\n\n![Carte](${typed}){.unnumbered}\n`,
      [`thesis/${name}`]: drawing('')
    },
    {only: ['html', 'pdf'], isDraft: true}
  )
  const pictures = [...outputs.keys()].filter((path) => path.includes('assets/images/'))
  return {pictures: pictures.length, said: messages.map(({reason, fix}) => `${reason} ${fix}`)}
}

it.each([
  ['école.svg'.normalize('NFC'), 'école.svg'.normalize('NFD')],
  ['école.svg'.normalize('NFD'), 'école.svg'.normalize('NFC')],
  ['des images/la carte (2).svg', 'des images/la carte (2).svg'],
  ['des%20images/%C3%A9t%C3%A9.svg', 'des images/été.svg'],
  ['images\\carte.svg', 'images/carte.svg'],
  ['<la carte.svg>', 'la carte.svg']
])('a picture is found by the path that a person types: %s', async (typed, name) => {
  expect(await found(typed, name)).toEqual({pictures: 1, said: []})
})

it('a path that differs in its capitals is reported as that', async () => {
  expect(await found('Carte.SVG', 'carte.svg')).toEqual({
    pictures: 0,
    said: ['Missing image `Carte.SVG`: the file is named `carte.svg`, with other capitals Write `carte.svg`.']
  })
})
