/** The data's numbers → facts that a sentence can repeat or contradict: by unit, with their words and dates. */

import type {Figures} from '../../../charts/index.ts'
import type {ThesisData} from '../../../data/data.ts'
import {isUnprinted} from '../../../data/format.ts'
import {simplify, stems} from './typed-numbers.ts'

/** One fact at one date. */
export interface DataFact {
  path: string
  /** The path without its date, or the conditions on a row. */
  name: string
  /** Of a table, which has many numbers of one unit. */
  isCell: boolean
  /** Case study, when it is of one. */
  study?: string
  /** One number, or the two ends of a range. */
  values: number[]
  /** As `unitOf` names it; empty when it has none. */
  unit: string
  /** Stems of its label, of its case's names, of its row. */
  words: ReadonlySet<string>
  /** Years of its date. */
  years: number[]
  /** As the thesis prints it, with its unit. */
  printed: string
}

/** The data, ready to be looked up. */
export interface DataFacts {
  facts: readonly DataFact[]
  byPath: ReadonlyMap<string, DataFact>
  byUnit: ReadonlyMap<string, readonly DataFact[]>
  /** The unit that stands at the start of a text, the longest that fits. */
  unitAt(text: string): string | undefined
  /** Every year that a case's file gives, and the year of its foundation. */
  cases: ReadonlyMap<string, {founded: number | undefined; years: ReadonlySet<number>; names: readonly string[]}>
}

/** Signs and words of the same unit. */
const sameUnits: Record<string, string> = {
  '%': '%|pour cent|per cent|percent',
  DH: 'DH|MAD|dirhams?',
  Md: 'Md|Mds|milliards?(?: de)?|billions?(?: of)?',
  millions: 'millions?|M',
  '€': '€|EUR|euros?',
  dollars: 'dollars?|USD|\\$',
  h: 'h|heures?|hours?',
  km: 'km|kilomètres?',
  m: 'm|mètres?',
  'm²': 'm²|m2|mètres? carrés?',
  'm³': 'm³|m3|mètres? cubes?',
  ans: 'ans?|années?|years?'
}

/** Read the facts. */
export function readDataFacts(data: ThesisData, figures: Figures, lang: string): DataFacts {
  const units = new Map<string, string>()
  const byPath = new Map<string, DataFact>()
  for (const {path, value, units: words} of figures.numbers()) {
    const known = byPath.get(path)
    const found = figures.findValue(path)
    if (known) known.values.push(value)
    if (known || 'reason' in found) continue
    const unit = words.at(-1)!
    const bare = isUnprinted(unit) ? '' : unit
    if (bare !== '' && !units.has(bare)) units.set(bare, formsOf(words))
    const [, name = '', rest = ''] = /^([^@/]*)(.*)$/s.exec(path)!
    const study = name.includes('.') ? data.cases.get(name.split('.')[0]!) : undefined
    byPath.set(path, {
      path,
      name,
      values: [value],
      unit: bare,
      isCell: rest.startsWith('/'),
      words: new Set(
        stems(simplify([found.label, study?.name, study?.shortName, rest.replace(/[/@=]/g, ' ')].join(' ')))
      ),
      years: yearsOf(rest),
      printed: simplify(figures.printValue(found, {lang, hasUnit: true, isBare: true})),
      study: study?.id
    })
  }
  const facts = [...byPath.values()]
  const names = [...units.keys()].sort((a, b) => b.length - a.length)
  const pattern = unitPattern(names.map((name) => units.get(name)!))
  return {
    facts,
    byPath,
    byUnit: Map.groupBy(facts, ({unit}) => unit),
    unitAt: (text) =>
      names[(pattern.exec(text) ?? []).findIndex((group, index) => index > 0 && group !== undefined) - 1],
    cases: new Map(
      [...data.cases.values()].map(({id, name, shortName, start, milestones, facts: own}) => {
        const dates = [
          ...(milestones ?? []).map(({date}) => date),
          ...Object.values(own).flatMap(({observations}) => observations.flatMap(({date}) => date ?? []))
        ]
        const years = new Set([...(start === undefined ? [] : [start]), ...dates.flatMap(yearsOf)])
        return [id, {founded: start, years, names: [name, shortName]}]
      })
    )
  }
}

/** `2005-2010` → 2005, 2010; `2018-07` → 2018. */
export function yearsOf(date: string): number[] {
  return [...date.matchAll(/(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/g)].map(([year]) => Number(year))
}

/** Any of the words of a unit, « milliards de dirhams » for « Md DH ». */
function formsOf(words: readonly string[]): string {
  const forms = words.map((word) =>
    word
      .split(' ')
      .map((part) => (Object.hasOwn(sameUnits, part) ? `(?:${sameUnits[part]})` : escapePattern(simplify(part))))
      .join(' ?')
  )
  return [...new Set(forms)].join('|')
}

/** One of the units, each in a group of its own, at the start of a text. */
function unitPattern(forms: readonly string[]): RegExp {
  const groups = forms.map((one) => `(${one})`).join('|')
  return new RegExp(`^ ?(?:d’|de )?(?:${groups || '(?!)'})(?![\\p{L}\\p{N}²³])`, 'iu')
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
