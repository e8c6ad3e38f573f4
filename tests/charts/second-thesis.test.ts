/** A thesis of another field, in another language: its tables, maps, interviews and slides, which the engine does not know. */

import path from 'node:path'
import {beforeAll, describe, expect, test} from 'vitest'
import {build} from '../../scripts/build.ts'
import {textBoxes} from '../../scripts/charts/text-boxes.ts'
import {openFolder} from '../../scripts/files.ts'
import {listMessages} from '../../scripts/messages/list.ts'
import {silently} from '../../scripts/progress.ts'

let pages: string[]
let messages: ReturnType<typeof listMessages>
let deck: string

beforeAll(async () => {
  const folder = await openFolder(path.join(import.meta.dirname, '../second-thesis'))
  const ownStyles = await openFolder(path.join(import.meta.dirname, '../../bibliography/styles'))
  const built = await build(folder, {ownStyles, step: silently, only: ['html', 'slides'], isCheck: true})
  const html = await build(folder, {ownStyles, step: silently, only: ['html']})
  pages = html.outputs.flatMap((output) => (/\.html$/.test(output.path) ? [String(output.contents)] : []))
  messages = listMessages(built.files)
  deck = JSON.stringify(built.deck)
}, 120_000)

const drawings = () =>
  pages.flatMap((page) => [...page.matchAll(/<svg[^>]*role="img"[\s\S]*?<\/svg>/g)].map(([svg]) => svg))

test('it builds without a message', () => {
  expect(messages).toEqual([])
})

test('each of its charts is drawn, with a title and a description in English', () => {
  expect(drawings()).toHaveLength(14)
  for (const svg of drawings()) {
    expect(svg).toMatch(/<title [^>]*>[^<]{4,}<\/title><desc [^>]*>[^<]{20,}<\/desc>/)
    expect(svg).not.toMatch(/NaN|undefined|Infinity| à /)
  }
})

test('charts of the survey cite its source, those of invented data none', () => {
  const sourceOf = (id: string) => {
    const [figure = ''] = pages.flatMap((page) => new RegExp(`<figure id="${id}"[\\s\\S]*?</figure>`).exec(page) ?? [])
    return /<p class="source">([\s\S]*?)<\/p>/.exec(figure)?.[1]?.replace(/<[^>]+>/g, '')
  }
  expect(sourceOf('fig-spread')).toBe('Source: Tukey (1977).')
  expect(sourceOf('fig-growth')).toBeUndefined()
})

test('no word of them is cut or covers another', () => {
  for (const svg of drawings()) {
    const [, width = 0, height = 0] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number)
    const boxes = textBoxes(svg)
    expect(
      boxes.filter(({left, right, top, bottom}) => left < -0.5 || right > width + 0.5 || top < 0 || bottom > height)
    ).toEqual([])
    const covered = boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((b) => `${a.words} / ${b.words}`)
    )
    expect(covered).toEqual([])
  }
})

describe('what its charts say', () => {
  const description = (words: string) => drawings().find((svg) => svg.includes(words)) ?? ''

  test('the means of the experiment leave out what was not measured', () => {
    expect(description('mulch and water: ')).toMatch(/control: \d\d\.\d\scm at 0, \d\d\.\d\scm at 12/)
  })

  test('a histogram tells its median and its ends', () => {
    expect(description('144 values')).toMatch(/144 values, median \d\.\d+\u00A0t\/ha/)
  })

  test('the map shows the villages of the interviews', () => {
    expect(description('Outlines: Natural Earth')).toContain('Nyando')
  })
})

test('its slides show the same charts in their own space', () => {
  expect(deck).toContain('Maize yield by shade')
  expect(deck).toContain('Outlines: Natural Earth')
})

test('a number on its slides that contradicts its data is named', async () => {
  const folder = await openFolder(path.join(import.meta.dirname, '../second-thesis'))
  const slides = new TextDecoder().decode(await folder.read('slides/slides.md'))
  const wrong = new TextEncoder().encode(slides.replace('# Light shade costs no maize', '# Atieno planted 226 trees'))
  const read: typeof folder.read = async (name) => (name === 'slides/slides.md' ? wrong : folder.read(name))
  const ownStyles = await openFolder(path.join(import.meta.dirname, '../../bibliography/styles'))
  const {files} = await build({...folder, read}, {ownStyles, step: silently, only: ['slides'], isCheck: true})
  expect(listMessages(files).map(({reason}) => reason)).toEqual([
    'Number `226` contradicts the data: `atieno.trees@2022` is `225 trees`'
  ])
}, 60_000)
