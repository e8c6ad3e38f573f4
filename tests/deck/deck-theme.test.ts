/** Which theme Slidev is given, and which layouts a deck may name. */

import {VFile} from 'vfile'
import {expect, it} from 'vitest'
import {findTheme, themeOption} from '../../scripts/deck/read/deck-theme.ts'

const folder = '/nowhere/slides'
const deck = (head: string) => new VFile({path: 'slides/slides.md', value: `---\n${head}\n---\n\n# Un\n`})

it('a deck that names no theme gets ours, with its layouts', () => {
  for (const head of ['title: Un', 'theme:', 'title: [un', 'title: theme: x']) {
    expect(themeOption(deck(head)), head).toEqual(['--theme', 'thesis'])
  }
  const {isOurs, layouts} = findTheme({}, folder)
  expect(isOurs).toBe(true)
  expect(layouts).toEqual(expect.arrayContaining(['backup', 'case', 'chart', 'references']))
})

it('a deck that names one keeps it', () => {
  expect(themeOption(deck('theme: seriph'))).toEqual([])
  expect(themeOption(deck('theme: thesis'))).toEqual([])
  expect(findTheme({theme: 'thesis'}, folder).isOurs).toBe(true)
  expect(findTheme({theme: 'seriph'}, folder)).toEqual({isOurs: false})
  expect(findTheme({theme: 'none'}, folder)).toEqual({isOurs: false, layouts: []})
})

it('another theme may have ours beside it', () => {
  expect(findTheme({theme: 'seriph', addons: ['slidev-theme-thesis']}, folder)).toEqual({isOurs: true})
})
