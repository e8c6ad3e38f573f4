/** What `thesis.yml` has printed on the cover → the same with the spaces, quotes and apostrophes of its language. */

import type {PhrasingContent, Root} from 'mdast'
import {unified} from 'unified'
import type {Config, Person} from '../../config.ts'
import type {Cover} from '../../document/thesis.ts'
import {frenchTypography} from './french-typography.ts'
import {smartQuotes} from './smart-quotes.ts'
import {typesetText} from './typeset-text.ts'

/** Set the titles and names of a thesis as its text is set; those in other languages are left alone. */
export function typesetConfig(config: Config): Config {
  const set = (text: string) => typesetText(text, config.lang, config.typography.french)
  const setIf = <Key extends keyof Config>(...keys: Key[]) =>
    Object.fromEntries(keys.flatMap((key) => (typeof config[key] === 'string' ? [[key, set(config[key])]] : [])))
  const setText = (text: string | undefined) => text && set(text)
  const setPerson = (person: {name: string; quality?: string | undefined; role?: string | undefined}): Person => ({
    ...person,
    quality: setText(person.quality),
    role: setText(person.role)
  })
  return {
    ...config,
    ...setIf('title', 'subtitle', 'date', 'university', 'school', 'laboratory', 'degree', 'discipline', 'license'),
    titleLines: config.titleLines?.map(set),
    supervisor: config.supervisor.map(setPerson),
    jury: config.jury.map(setPerson),
    keywords: config.keywords.map(set),
    bibliography: {...config.bibliography, title: setText(config.bibliography.title)}
  }
}

/** The same for the titles as they are printed. */
export function typesetCover({title, subtitle, titles, ...rest}: Cover, {lang, typography}: Config): Cover {
  const typeset = unified().use(smartQuotes, {lang}).use(frenchTypography, {lang, french: typography.french}).freeze()
  const set = (words: PhrasingContent[]) => {
    // Site and paper are resolved one after the other.
    const children = structuredClone(words)
    const tree: Root = {type: 'root', children: [{type: 'paragraph', children}]}
    typeset.runSync(tree)
    return children
  }
  return {title: title.map(set), subtitle: set(subtitle), titles, ...rest}
}
