/** The front matter of a deck → the theme that Slidev is given, and the layouts that it brings. */

import {existsSync, readdirSync} from 'node:fs'
import path from 'node:path'
import {parseSync} from '@slidev/parser/core'
import type {VFile} from 'vfile'

/** The theme of this project, what a deck that names none gets: the package that lies in `slides/theme`. */
export const ownTheme = 'thesis'
export const ownPackage = 'slidev-theme-thesis'
const ownFolder = path.join(import.meta.dirname, '../../../slides/theme')

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
  const named = [theme ?? ownTheme, ...(Array.isArray(addons) ? addons : [])]
    .map(String)
    .filter((one) => one !== 'none')
  const places = named.map((name) => {
    if (name === ownTheme || name === ownPackage) return ownFolder
    return /^\.{0,2}\//.test(name) ? path.resolve(folder, name) : undefined
  })
  const isOurs = places.some((place) => place && existsSync(path.join(place, 'virtual-thesis.d.ts')))
  const known = places.filter((place) => place !== undefined)
  return known.length < places.length ? {isOurs} : {isOurs, layouts: known.flatMap(layoutsOf)}
}

/** The arguments of Slidev’s command line: our theme, for a deck that names none. */
export function themeOption(deck: VFile): string[] {
  // Read as text: front matter that is not YAML is reported when the slides are read.
  const head = parseSync(String(deck), deck.path, {noParseYAML: true}).slides[0]?.frontmatterRaw ?? ''
  return /^theme[ \t]*:[ \t]*[^\s#]/m.test(head) ? [] : ['--theme', ownTheme]
}

function layoutsOf(place: string): string[] {
  const folder = path.join(place, 'layouts')
  return existsSync(folder) ? readdirSync(folder).flatMap((file) => /^([\w-]+)\.vue$/.exec(file)?.slice(1) ?? []) : []
}
