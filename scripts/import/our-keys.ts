/** `thesis.yml` with keys of Pandoc and Quarto in it → the same in our keys. */

import type {Path} from '../messages/read-yaml.ts'
import {nameAbstract, plainKey, translateKey} from './metadata.ts'
import {asList, isMapping, type Mapping, put} from './settings.ts'

/** Keys of others that say how pages look; any other key that is not known is a slip. */
const layout = new Set(
  `format output include-before include-after template documentclass classoption
  geometry papersize fontsize fontfamily mainfont sansfont monofont mathfont linestretch margin-left margin-right
  margin-top margin-bottom colorlinks linkcolor urlcolor citecolor toccolor link-citations link-bibliography
  pdf-engine latex-engine citeproc cite-method citation-package toc number-sections numbersections
  top-level-division execute editor knit theme css highlight-style filters site indent block-headings
  reference-location csquotes babel-lang date-format`.split(/\s+/)
)

/** Forms of persons that are not ours. */
const isForeignPerson = (one: unknown) =>
  isMapping(one) &&
  (typeof one.name !== 'string' ||
    ['affiliation', 'affiliations', 'url', 'corresponding', 'id'].some((key) => key in one))

export interface OurKeys {
  value: unknown
  /** By the path of a value, where it was typed. */
  moved: Map<string, Path>
  /** Keys that have no effect. */
  layout: string[]
}

/** `known`: our own keys. */
export function withOurKeys(typed: unknown, known: object): OurKeys {
  if (!isMapping(typed)) return {value: typed, moved: new Map(), layout: []}
  const values: Mapping = {}
  const foreign: string[] = []
  for (const [key, value] of Object.entries(typed)) {
    if (isOurs(key, value)) values[key] = isMapping(value) ? {...value} : value
    else foreign.push(key)
  }
  const moved = new Map<string, Path>()
  const ignored: string[] = []
  for (const key of foreign) {
    const found = translateKey(key, typed[key], typed)
    for (const [path, value] of found ?? []) put({values, origins: moved}, path, value, [key])
    if (found?.length || plainKey(key) === 'execute') continue
    if (found || layout.has(plainKey(key))) ignored.push(key)
    else values[key] = typed[key]
  }
  nameAbstract(values, typeof values.lang === 'string' ? values.lang : 'fr-FR')
  return {value: values, moved, layout: ignored}

  function isOurs(key: string, value: unknown): boolean {
    if (!Object.hasOwn(known, key)) return false
    if (key === 'bibliography') return isMapping(value)
    return !(/^(?:author|supervisor)$/.test(key) && asList(value).some(isForeignPerson))
  }
}
