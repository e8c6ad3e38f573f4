/** Tables made from the data, by the name that `:::case-table{name="…"}` gives. */

import {z} from 'zod'
import {isFrench} from '../document/language.ts'
import {type Terms, termsOf} from '../document/terms.ts'
import {capitalise} from '../document/text.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {crossTable, ofCross} from './cross-table.ts'
import type {CaseStudy, Collection, Fact, Observation, Point, Series, Status, ThesisData} from './data.ts'
import type {FilledCell, FilledTable} from './filled-table.ts'
import {formatDate, formatValue, unitFor, withUnit} from './format.ts'
import {type Counted, type Counting, countObservations} from './observations.ts'
import {noOptions, withOptions} from './options.ts'
import {isProblem, type Problem} from './problem.ts'
import type {Aspect, AspectValue} from './read-collection.ts'
import {kinds} from './schema.ts'
import {labelIn} from './table.ts'
import {findValue, noCases, printAspect, printValue} from './values.ts'

/** What a table is made of. */
interface TableOptions<Options = object> {
  data: ThesisData
  lang: string
  /** Those of the language, unless the thesis has its own. */
  terms?: Terms
  options: Options
}

interface TableInput<Options = object> extends TableOptions<Options> {
  terms: Terms
}

/** `of="interviews"`: the collection, where there are several. */
const ofCollection = z.object({of: z.string().optional()})
const ofCase = z.object({case: z.string()})
const ofAnyCase = ofCase.partial().extend(ofCollection.shape)
const ofStatuses = ofCollection.extend({by: z.enum(['case', 'kind']).default('case'), without: z.string().optional()})
const ofSeries = z.object({series: z.string().optional()})

/** Name → table. */
const tables: Record<string, (input: TableInput<Record<string, string>>) => FilledTable | Problem> = {
  comparison: withOptions(ofCollection, comparison),
  facts: withOptions(ofCase, facts),
  identity: withOptions(ofCase, identity),
  chronology: withOptions(ofAnyCase, chronology),
  sources: withOptions(ofCollection, sources),
  statuses: withOptions(ofStatuses, statuses),
  indicators: withOptions(ofSeries, indicators),
  contradictions: withOptions(ofCollection, contradictions),
  values: withOptions(noOptions, namedValues),
  cross: withOptions(ofCross, crossTable)
}

/** What `:::case-table{name="…"}` may name. */
export const tableNames = Object.keys(tables)

/** Fill a table. Problems: `figures:unknown-table`, `data:unknown-value`, `data:unknown-option`. */
export function fillTable(name: string, input: TableOptions<Record<string, string>>): FilledTable | Problem {
  const fill = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (fill) return fill({...input, terms: input.terms ?? termsOf(input.lang)})
  return {
    reason: `Unknown table \`${name}\``,
    rule: 'figures:unknown-table',
    fix: didYouMean(name, tableNames) || `Use one of ${tableNames.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(name, tableNames)
  }
}

/** The collection that a table is about; a problem when there is none. */
function chosen({collections}: ThesisData, id: string | undefined): Collection | Problem {
  const found = id === undefined ? collections.values().next().value : collections.get(id)
  if (found || id === undefined) return found ?? noCases
  const known = [...collections.keys()]
  return {
    reason: `Unknown collection \`${id}\``,
    rule: 'data:unknown-value',
    fix:
      didYouMean(id, known) ||
      `Write its files in thesis/data/${id}/, or use one of ${known.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(id, known)
  }
}

/** Who gives a figure, in a sentence and in a word: as the collection says, else as the language does. */
function speakersOf(collection: Collection, {data}: Terms): Record<Status, readonly [string, string]> {
  return {...data.statuses, ...collection.statuses}
}

/** The members side by side, one line an aspect. */
function comparison({data, lang, terms, options}: TableInput<z.output<typeof ofCollection>>): FilledTable | Problem {
  const collection = chosen(data, options.of)
  if (isProblem(collection)) return collection
  const members = [...collection.members.values()]
  const isChosen = collection.aspects.some((one) => one.comparison)
  const shown = collection.aspects.filter((one) => one.comparison ?? !isChosen)
  return {
    align: ['left', ...members.map(() => 'left' as const)],
    head: ['', ...members.map(({shortName}) => shortName)],
    rows: shown.map((aspect) => {
      const label = labelIn(aspect.label, lang)
      const isReading = members.some(({aspects}) => aspects.get(aspect.key)?.isReading)
      return [
        {text: isReading ? `${label} (${terms.data.marks.reading})` : label},
        ...members.map((member) => shortOf(data, member, aspect, lang))
      ]
    })
  }
}

/** What a member says of an aspect, in its short form. */
export function shortOf(data: ThesisData, member: CaseStudy, {key}: Aspect, lang: string): FilledCell {
  const value = member.aspects.get(key)
  if (value?.fact !== undefined) return factOf(data, member, value, lang)
  return {text: value?.short ?? (value && printAspect(value, lang)) ?? '—'}
}

/** The fact that shows the scale reached, with its date: that of the first aspect that names one. */
export function scaleOf(data: ThesisData, member: CaseStudy, lang: string): FilledCell {
  const value = [...member.aspects.values()].find(({fact}) => fact !== undefined)
  return value ? factOf(data, member, value, lang) : {text: '—'}
}

function factOf(data: ThesisData, {id}: CaseStudy, {fact = '', text}: AspectValue, lang: string): FilledCell {
  const found = findValue(data, `${id}.${fact}`)
  if (isProblem(found)) return {text: '—'}
  const date = fact.split('@')[1]?.split('/')[0]
  const details = [date, text].filter((one) => typeof one === 'string').join(', ')
  return {text: `${printValue(found, {lang, hasUnit: true})}${details ? ` (${details})` : ''}`, cite: found.sources}
}

/** Every value of a case: those that contradict each other, those set aside and missing values too. */
function facts({data, lang, terms, options}: TableInput<z.output<typeof ofCase>>): FilledTable | Problem {
  const found = chosenCase(data, options.case)
  if (isProblem(found)) return found
  const {heads, columns, marks} = terms.data
  const speakers = speakersOf(found.collection, terms)
  const row = (fact: Fact, one: Observation) =>
    factRow(fact, one, lang, {setAside: marks.setAside, status: one.status ? speakers[one.status][1] : marks.notFound})
  return {
    align: ['left', 'right', 'left', 'left'],
    head: [heads.fact, heads.value, heads.date, columns.saidBy],
    rows: Object.values(found.study.facts).flatMap((fact) => fact.observations.map((one) => row(fact, one)))
  }
}

function factRow(
  fact: Fact,
  one: Observation,
  lang: string,
  {status, setAside}: {status: string; setAside: string}
): FilledCell[] {
  const label =
    capitalise(fact.label) +
    (one.scope ? ` (${one.scope})` : '') +
    (one.formula ? `${colonOf(lang, ' ')}${one.formula}` : '')
  const note = one.setAside ? `${capitalise(setAside)}. ${one.note}` : one.note
  return [
    {text: note ? `${label}. ${note}` : label},
    {text: printFact(fact, one, lang)},
    {text: one.date ? formatDate(one.date, lang) : '—'},
    {text: status, cite: one.sources}
  ]
}

function printFact(fact: Fact, one: Observation, lang: string): string {
  if (one.value === null) return '—'
  const {decimals} = fact
  const number = formatValue(one.value, {
    lang,
    decimals,
    qualifier: one.qualifier
  })
  return withUnit(number, unitFor(one.value, fact.unit, lang), lang)
}

/** What a member is: one line an aspect, with its sources; what was not found is said. */
function identity({data, lang, terms, options}: TableInput<z.output<typeof ofCase>>): FilledTable | Problem {
  const found = chosenCase(data, options.case)
  if (isProblem(found)) return found
  const {study, collection} = found
  const {heads} = terms.data
  const rows = collection.aspects.flatMap(({key, label, short, identity: isShown = true}): FilledCell[][] => {
    const value = study.aspects.get(key)
    if (!value || !isShown) return []
    const {note, sources: cite} = value
    const said = value.fact === undefined ? printAspect(value, lang) : factOf(data, study, value, lang).text
    const words = said === null ? (note ?? '—') : note ? `${capitalise(said)}. ${note}` : capitalise(said)
    return [[{text: labelIn(short ?? label, lang)}, {text: words, cite}]]
  })
  return {
    align: ['left', 'left'],
    head: [heads.entry, study.shortName],
    rows: [[{text: heads.name}, {text: study.name}], ...rows]
  }
}

/** Milestones of one case, or of all in order of time. */
function chronology({data, lang, terms, options}: TableInput<z.output<typeof ofAnyCase>>): FilledTable | Problem {
  const found = options.case === undefined ? undefined : chosenCase(data, options.case)
  if (found && isProblem(found)) return found
  const collection = found?.collection ?? chosen(data, options.of)
  if (isProblem(collection)) return collection
  const milestones = (found ? [found.study] : [...collection.members.values()])
    .flatMap((one) => one.milestones.map((milestone) => ({...milestone, name: one.shortName})))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const rows = milestones.map(({date, label, note, name, sources: cite}): FilledCell[] => [
    {text: formatDate(date, lang)},
    ...(found ? [] : [{text: name}]),
    {text: note ? `${capitalise(label)}. ${note}` : capitalise(label), cite}
  ])
  const {heads, columns} = terms.data
  return found
    ? {align: ['left', 'left'], head: [heads.date, columns.milestone], rows}
    : {align: ['left', 'left', 'left'], head: [heads.date, collection.one ?? heads.one, columns.milestone], rows}
}

/** Which sources say the figures of each case, by who speaks in them. */
function sources({data, terms, options}: TableInput<z.output<typeof ofCollection>>): FilledTable | Problem {
  const collection = chosen(data, options.of)
  if (isProblem(collection)) return collection
  const speakers = speakersOf(collection, terms)
  const {heads, columns, sources: words} = terms.data
  const rows = [...collection.members.values()].flatMap((study) => {
    const byStatus = new Map<string, Set<string>>()
    const add = (kind: string, keys: readonly string[] = []) => {
      byStatus.set(kind, new Set([...(byStatus.get(kind) ?? []), ...keys]))
    }
    for (const fact of Object.values(study.facts)) {
      for (const one of fact.observations)
        if (one.status && one.status !== 'computed') add(speakers[one.status][0], one.sources)
    }
    const inFigures = new Set([...byStatus.values()].flatMap((keys) => [...keys]))
    const described = [...study.aspects.values(), ...study.milestones].flatMap((one) => one.sources)
    add(
      words.story,
      described.filter((key) => !inFigures.has(key))
    )
    return [...byStatus]
      .filter(([, keys]) => keys.size > 0)
      .map(([kind, keys]): FilledCell[] => [
        {text: study.shortName},
        {text: capitalise(kind)},
        {text: '', cite: [...keys].sort()}
      ])
  })
  return {align: ['left', 'left', 'left'], head: [collection.one ?? heads.one, columns.given, words.sources], rows}
}

/** How many values there are, by who gives them: a line a case, or with `by="kind"` a line a kind of fact. */
function statuses({data, lang, terms, options}: TableInput<z.output<typeof ofStatuses>>): FilledTable | Problem {
  const {by, without} = options
  const collection = chosen(data, options.of)
  if (isProblem(collection)) return collection
  const left = without === undefined ? undefined : chosenCase(data, without)
  if (left && isProblem(left)) return left
  const {totals} = terms.data
  const members = [...collection.members.values()]
  const groups: Array<[string, Counted]> =
    by === 'kind'
      ? kinds.map((kind) => [collection.kinds[kind] ?? terms.data.kinds[kind], {kind}])
      : members.filter(({id}) => id !== without).map((one) => [one.shortName, {case: one.id}])
  const speakers = Object.entries(speakersOf(collection, terms)) as Array<[Status, readonly [string, string]]>
  const line = (title: string, group: Counted): FilledCell[] => {
    const what = {of: collection.id, ...group, ...(without === undefined ? {} : {without})}
    const count = (counting?: Counting) => ({text: String(countObservations(data, what, counting))})
    const share = withUnit(String(countObservations(data, what, 'share')), '%', lang)
    return [{text: title}, ...speakers.map(([status]) => count(status)), count(), {text: share}]
  }
  return {
    align: ['left', ...speakers.map(() => 'right' as const), 'right', 'right'],
    head: ['', ...speakers.map(([, [, word]]) => word), totals.all, collection.share ?? totals.share],
    rows: [...groups.map(([title, group]) => line(title, group)), line(totals.all, {})]
  }
}

/** Series with all their points; `series="births deaths"` chooses some. */
function indicators({data, lang, terms, options}: TableInput<z.output<typeof ofSeries>>): FilledTable | Problem {
  const wanted = options.series?.split(/[\s,]+/).filter(Boolean)
  const unknown = wanted?.find((id) => !data.series.has(id))
  if (unknown !== undefined) {
    const known = [...data.series.keys()]
    return {
      reason: `Unknown series \`${unknown}\``,
      rule: 'data:unknown-value',
      fix: didYouMean(unknown, known) || 'Name series of thesis/data/indicators.csv, with a space between them.',
      expected: nearest(unknown, known)
    }
  }
  const chosen = [...data.series.values()].filter(({id}) => !wanted || wanted.includes(id))
  return {
    align: ['left', 'left', 'left'],
    head: [terms.data.columns.indicator, terms.data.heads.values, terms.data.sources.reserves],
    rows: chosen.map((one) => indicatorRow(one, lang))
  }
}

function indicatorRow({label, unit, points}: Series, lang: string): FilledCell[] {
  // A unit that the label names already, or that stands after each number, is not said again.
  const isNamed = ['%', 'indice', 'rang'].includes(unit) || label.toLowerCase().includes(unit.split(' ')[0]!)
  const print = ({value, decimals, qualifier}: Point) =>
    withUnit(formatValue(value, {lang, decimals, qualifier}), unit === '%' ? unit : '', lang)
  return [
    {text: isNamed ? label : `${label} (${unit})`},
    {text: points.map((point) => `${point.year}${colonOf(lang)}${print(point)}`).join(semicolonOf(lang))},
    {text: notesOf(points, lang), cite: [...new Set(points.flatMap(({sources}) => sources))]}
  ]
}

/** Each note once, with the years that it is about, unless it is about all. */
function notesOf(points: readonly Point[], lang: string): string {
  const noted = points.filter(({note}) => note !== undefined)
  return [...Map.groupBy(noted, ({note}) => note!)]
    .map(([note, group]) =>
      group.length === points.length
        ? `${note}.`
        : `${group.map(({year}) => year).join(', ')}${colonOf(lang, ' ')}${note}.`
    )
    .join(' ')
}

/** The formulas of data.yml: what each gives, how, and from which sources. */
function namedValues({data, lang, terms}: TableInput): FilledTable {
  const {heads, contradictions: words} = terms.data
  const rows = [...data.values].map(([id, {label, formula, note}]): FilledCell[] => {
    const found = findValue(data, id)
    const value = isProblem(found) ? {text: '—'} : {text: printValue(found, {lang, hasUnit: true}), cite: found.sources}
    return [{text: labelIn(label ?? id, lang)}, value, {text: note ? `${formula}. ${note}` : formula}]
  })
  return {align: ['left', 'right', 'left'], head: [heads.fact, heads.value, words.explanation], rows}
}

/** Figures that do not agree, with the note that explains them. */
function contradictions({
  data,
  lang,
  terms,
  options
}: TableInput<z.output<typeof ofCollection>>): FilledTable | Problem {
  const collection = chosen(data, options.of)
  if (isProblem(collection)) return collection
  const {heads, contradictions: words, marks} = terms.data
  const mark = ({status, setAside}: Observation) =>
    status === 'computed' ? ` (${marks.computed})` : setAside ? ` (${marks.setAside})` : ''
  const rows = [...collection.members.values()].flatMap((study) =>
    Object.values(study.facts).flatMap((fact) =>
      sameDate(fact).map((together): FilledCell[] => {
        const notes = [...new Set([fact.note, ...together.map(({note}) => note)].filter((note) => note !== undefined))]
        return [
          {text: study.shortName},
          {text: `${capitalise(fact.label)}${together[0]!.date ? `, ${together[0]!.date}` : ''}`},
          {
            text: together.map((one) => printFact(fact, one, lang) + mark(one)).join(semicolonOf(lang)),
            cite: [...new Set(together.flatMap((one) => one.sources ?? []))]
          },
          {text: notes.join(' ')}
        ]
      })
    )
  )
  return {
    align: ['left', 'left', 'left', 'left'],
    head: [collection.one ?? heads.one, heads.fact, words.published, words.explanation],
    rows
  }
}

/** French has a space before; before a number one that no line breaks at. */
function colonOf(lang: string, after = '\u00A0'): string {
  return isFrench(lang) ? ` :${after}` : ': '
}

function semicolonOf(lang: string): string {
  return isFrench(lang) ? ' ; ' : '; '
}

/** Observations of a fact that give different figures for one date. */
function sameDate(fact: Fact): Observation[][] {
  const groups = Map.groupBy(fact.observations, ({date}) => date ?? '')
  return [...groups.values()].filter((group) => new Set(group.map(({value}) => JSON.stringify(value))).size > 1)
}

function chosenCase({collections}: ThesisData, id: string): {study: CaseStudy; collection: Collection} | Problem {
  for (const collection of collections.values()) {
    const study = collection.members.get(id)
    if (study) return {study, collection}
  }
  const known = [...collections.values()].flatMap(({members}) => [...members.keys()])
  return {
    reason: `Unknown case \`${id}\``,
    rule: 'data:unknown-value',
    fix: didYouMean(id, known) || `Use one of ${known.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(id, known)
  }
}
