/** The front matter of a deck → the theme that Slidev is given, and the layouts that it brings. */

import {existsSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {parseSync} from '@slidev/parser/core'
import type {VFile} from 'vfile'

/** The theme of this project: what a deck that names none gets. */
export const ownTheme = path.join(import.meta.dirname, '../../slides/theme')

export interface DeckTheme {
  /** It shows the thesis: its components and `virtual:thesis` are there. */
  isOurs: boolean
  /** Layouts beside Slidev's own and the deck's; undefined when the theme is not one that can be looked into. */
  layouts?: string[]
}

/**
 * Find the theme of a deck.
 *
 * @param settings  front matter of the first slide: its `theme` and `addons`
 * @param folder  folder of `slides.md`, absolute
 */
export function findTheme(settings: Record<string, unknown>, folder: string): DeckTheme {
  const {theme, addons} = settings
  const named = [theme ?? ownTheme, ...(Array.isArray(addons) ? addons : [])].map(String)
  const places = named.flatMap((name) => (/^\.{0,2}\//.test(name) ? [path.resolve(folder, name)] : []))
  const isOurs = places.some((place) => place === ownTheme || existsSync(path.join(place, 'virtual-thesis.d.ts')))
  const others = named.length - places.length - (theme === 'none' ? 1 : 0)
  return others > 0 ? {isOurs} : {isOurs, layouts: places.flatMap(layoutsOf)}
}

/** What Slidev is told on its command line: our theme, for a deck that names none. */
export function themeOption(deck: VFile): string[] {
  const theme = parseSync(String(deck), deck.path).slides[0]?.frontmatter.theme
  return theme === undefined || theme === null ? ['--theme', ownTheme] : []
}

function layoutsOf(place: string): string[] {
  const folder = path.join(place, 'layouts')
  return existsSync(folder) ? readdirSync(folder).flatMap((file) => /^([\w-]+)\.vue$/.exec(file)?.slice(1) ?? []) : []
}
