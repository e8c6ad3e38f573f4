/** `cover: sides:` of the settings → the settings of the cover in each of those languages; what covers say of the discipline. */

import type {PhrasingContent} from 'mdast'
import type {Config} from '../config.ts'
import {isSameLanguage} from './language.ts'
import {plainText} from './text.ts'
import type {Cover} from './thesis.ts'

/** The cover in another language. */
export interface CoverSide {
  /** BCP 47. */
  lang: string
  title: PhrasingContent[]
  /** With nothing of the main cover but the author, the number and the logos. */
  config: Config
}

export function coverSides(config: Config, {title, titles}: Cover): CoverSide[] {
  return Object.entries(config.cover.sides).map(([lang, side]) => {
    const translated = Object.entries(titles).find(([tag]) => isSameLanguage(tag, lang))?.[1]
    const own: PhrasingContent[] = side.title ? [{type: 'text', value: side.title}] : (translated ?? title.flat())
    const author = side.author ?? config.author
    const cover = {...config.cover, titles: []}
    return {lang, title: own, config: {...config, ...unsaid, ...side, author, cover, title: plainText(own)}}
  })
}

const unsaid = {
  titleLines: undefined,
  subtitle: undefined,
  date: undefined,
  university: undefined,
  school: undefined,
  laboratory: undefined,
  kind: undefined,
  degree: undefined,
  discipline: undefined
} satisfies Partial<Config>

/** What the cover says of the discipline: nothing where the degree, « docteure en sciences économiques », names it already. */
export function disciplineOf({degree, discipline}: Pick<Config, 'degree' | 'discipline'>): string | undefined {
  return degree?.toLowerCase().includes(discipline?.toLowerCase() ?? '') ? undefined : discipline
}
