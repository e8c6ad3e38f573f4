/** Tables made from the data, by the name that `:::case-table{name="…"}` gives. */

import {z} from 'zod'
import {isFrench} from '../document/language.ts'
import {type Terms, termsOf} from '../document/terms.ts'
import {capitalise} from '../document/text.ts'
import {crossTable, ofCross} from './cross-table.ts'
import type {CaseStudy, Collection, Fact, Observation, Point, Series, Status, ThesisData} from './data.ts'
import type {FilledCell, FilledTable} from './filled-table.ts'
import {formatDate, formatValue, isUnprinted, unitFor, withUnit} from './format.ts'
import {type Counted, type Counting, countObservations} from './observations.ts'
import {noOptions, withOptions} from './options.ts'
import {isProblem, type Problem, unknownName} from './problem.ts'
import type {Aspect, AspectValue} from './read-collection.ts'
import {kinds} from './schema.ts'
import {labelIn} from './table.ts'
import {findValue, printAspect, printValue} from './values.ts'

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
  comparison: withOptions(ofCollection, about(comparison)),
  facts: withOptions(ofCase, about(facts)),
  identity: withOptions(ofCase, about(identity)),
  chronology: withOptions(ofAnyCase, about(chronology)),
  sources: withOptions(ofCollection, about(sources)),
  statuses: withOptions(ofStatuses, about(statuses)),
  indicators: withOptions(ofSeries, indicators),
  contradictions: withOptions(ofCollection, about(contradictions)),
  values: withOptions(noOptions, namedValues),
  cross: withOptions(ofCross, crossTable)
}

/** What `:::case-table{name="…"}` may name. */
export const tableNames = Object.keys(tables)

/** Fill a table. Problems: `figures:unknown-table`, `data:unknown-value`, `data:unknown-option`. */
export function fillTable(name: string, input: TableOptions<Record<string, string>>): FilledTable | Problem {
  const fill = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (fill) return fill({...input, terms: input.terms ?? termsOf(input.lang)})
  return unknownName(`Unknown table \`${name}\``, name, tableNames, undefined, 'figures:unknown-table')
}

/** The collection and, where one is named, the member that a table is about. */
interface Subject {
  collection: Collection
  study?: CaseStudy
  /** All members, or the one. */
  members: CaseStudy[]
}

/** Let a table be about what its options name. Problem: `data:unknown-value`. */
function about<Input extends TableInput<{of?: string | undefined; case?: string | undefined}>>(
  fill: (input: Input & Subject) => FilledTable | Problem
): (input: Input) => FilledTable | Problem {
  return (input) => {
    const {of, case: id} = input.options
    const subject = id === undefined ? chosen(input.data, of) : chosenCase(input.data, id)
    return isProblem(subject) ? subject : fill({...input, ...subject})
  }
}

function chosen({collections}: ThesisData, id: string | undefined): Subject | Problem {
  const collection = id === undefined ? collections.values().next().value : collections.get(id)
  if (collection) return {collection, members: [...collection.members.values()]}
  if (id !== undefined) {
    const known = [...collections.keys()].map((one) => `\`${one}\``).join(', ')
    const fix = `Write its files in thesis/data/${id}/, or use one of ${known}.`
    return unknownName(`Unknown collection \`${id}\``, id, collections.keys(), fix)
  }
  return {
    reason: 'Missing case studies, which this draws',
    rule: 'data:unknown-value',
    fix: 'Write one file for each case in thesis/data/case-studies/.'
  }
}

function chosenCase({collections}: ThesisData, id: string): (Subject & {study: CaseStudy}) | Problem {
  const all = [...collections.values()]
  for (const collection of all) {
    const study = collection.members.get(id)
    if (study) return {collection, study, members: [study]}
  }
  return unknownName(
    `Unknown case \`${id}\``,
    id,
    all.flatMap(({members}) => [...members.keys()])
  )
}

const left = (count: number) => Array<'left'>(count).fill('left')

/** Who gives a figure, in a sentence and in a word: as the collection says, else as the language does. */
function speakersOf(collection: Collection, {data}: Terms): Record<Status, readonly [string, string]> {
  return {...data.statuses, ...collection.statuses}
}

/** The members side by side, one line an aspect. */
function comparison({data, lang, terms, collection, members}: TableInput & Subject): FilledTable {
  const isChosen = collection.aspects.some((one) => one.comparison)
  const shown = collection.aspects.filter((one) => one.comparison ?? !isChosen)
  return {
    align: left(members.length + 1),
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

function factOf(data: ThesisData, {id}: CaseStudy, {fact = '', text}: AspectValue, lang: string): FilledCell {
  const found = findValue(data, `${id}.${fact}`)
  if (isProblem(found)) return {text: '—'}
  const date = fact.split('@')[1]?.split('/')[0]
  const details = [date, text].filter((one) => typeof one === 'string').join(', ')
  return {text: `${printValue(found, {lang, hasUnit: true})}${details ? ` (${details})` : ''}`, cite: found.sources}
}

/** Every value of a case: those that contradict each other, those set aside and missing values too. */
function facts({lang, terms, collection, members}: TableInput & Subject): FilledTable {
  const {heads, columns, marks} = terms.data
  const speakers = speakersOf(collection, terms)
  const row = (fact: Fact, one: Observation): FilledCell[] => {
    const scope = one.scope ? ` (${one.scope})` : ''
    const label = capitalise(fact.label) + scope + (one.formula ? `${colonOf(lang, ' ')}${one.formula}` : '')
    const note = one.setAside ? `${capitalise(marks.setAside)}. ${one.note}` : one.note
    return [
      {text: note ? `${label}. ${note}` : label},
      {text: printFact(fact, one, lang)},
      {text: one.date ? formatDate(one.date, lang) : '—'},
      {text: one.status ? speakers[one.status][1] : marks.notFound, cite: one.sources}
    ]
  }
  return {
    align: ['left', 'right', 'left', 'left'],
    head: [heads.fact, heads.value, heads.date, columns.saidBy],
    rows: factsOf(members).flatMap((fact) => fact.observations.map((one) => row(fact, one)))
  }
}

function factsOf(members: readonly CaseStudy[]): Fact[] {
  return members.flatMap((one) => Object.values(one.facts))
}

function printFact({unit, decimals}: Fact, {value, qualifier}: Observation, lang: string): string {
  if (value === null) return '—'
  return withUnit(formatValue(value, {lang, decimals, qualifier}), unitFor(value, unit, lang), lang)
}

/** What a member is: one line an aspect, with its sources; what was not found is said. */
function identity({data, lang, terms, collection, members}: TableInput & Subject): FilledTable {
  const [study] = members as [CaseStudy]
  const {heads} = terms.data
  const rows = collection.aspects.flatMap(({key, label, short, identity: isShown = true}): FilledCell[][] => {
    const value = study.aspects.get(key)
    if (!value || !isShown) return []
    const {note, sources: cite} = value
    const said = value.fact === undefined ? printAspect(value, lang) : factOf(data, study, value, lang).text
    return [[{text: labelIn(short ?? label, lang)}, {text: withNote(said, note), cite}]]
  })
  return {
    align: left(2),
    head: [heads.entry, study.shortName],
    rows: [[{text: heads.name}, {text: study.name}], ...rows]
  }
}

function withNote(said: string | null, note: string | undefined): string {
  if (said === null) return note ?? '—'
  return note ? `${capitalise(said)}. ${note}` : capitalise(said)
}

/** Milestones of one case, or of all in order of time. */
function chronology({lang, terms, collection, study, members}: TableInput & Subject): FilledTable {
  const milestones = members
    .flatMap((one) => one.milestones.map((milestone) => ({...milestone, name: one.shortName})))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const rows = milestones.map(({date, label, note, name, sources: cite}): FilledCell[] => [
    {text: formatDate(date, lang)},
    ...(study ? [] : [{text: name}]),
    {text: withNote(label, note), cite}
  ])
  const {heads, columns} = terms.data
  const head = [heads.date, ...(study ? [] : [collection.one ?? heads.one]), columns.milestone]
  return {align: left(head.length), head, rows}
}

/** Which sources say the figures of each case, by who speaks in them. */
function sources({terms, collection, members}: TableInput & Subject): FilledTable {
  const speakers = speakersOf(collection, terms)
  const {heads, columns, sources: words} = terms.data
  const rows = members.flatMap((study) => {
    const said = factsOf([study])
      .flatMap(({observations}) => observations)
      .flatMap(({status, sources = []}) =>
        status && status !== 'computed' ? sources.map((key) => ({kind: speakers[status][0], key})) : []
      )
    const inFigures = new Set(said.map(({key}) => key))
    const told = [...study.aspects.values(), ...study.milestones]
      .flatMap((one) => one.sources)
      .filter((key) => !inFigures.has(key))
      .map((key) => ({kind: words.story, key}))
    return [...Map.groupBy([...said, ...told], ({kind}) => kind)].map(([kind, all]): FilledCell[] => [
      {text: study.shortName},
      {text: capitalise(kind)},
      {text: '', cite: [...new Set(all.map(({key}) => key))].sort()}
    ])
  })
  return {align: left(3), head: [collection.one ?? heads.one, columns.given, words.sources], rows}
}

/** How many values there are, by who gives them: a line a case, or with `by="kind"` a line a kind of fact. */
function statuses({
  data,
  lang,
  terms,
  options: {by, without},
  collection,
  members
}: TableInput<z.output<typeof ofStatuses>> & Subject): FilledTable | Problem {
  const leftOut = without === undefined ? undefined : chosenCase(data, without)
  if (leftOut && isProblem(leftOut)) return leftOut
  const {totals} = terms.data
  const groups: Array<[string, Counted]> =
    by === 'kind'
      ? kinds.map((kind) => [collection.kinds[kind] ?? terms.data.kinds[kind], {kind}])
      : members.filter(({id}) => id !== without).map((one) => [one.shortName, {case: one.id}])
  const speakers = Object.entries(speakersOf(collection, terms)) as Array<[Status, readonly [string, string]]>
  const line = ([title, group]: [string, Counted]): FilledCell[] => {
    const what = {of: collection.id, ...group, ...(without === undefined ? {} : {without})}
    const count = (counting?: Counting) => String(countObservations(data, what, counting))
    const counts = [...speakers.map(([status]) => count(status)), count(), withUnit(count('share'), '%', lang)]
    return [title, ...counts].map((text) => ({text}))
  }
  return {
    align: ['left', ...Array<'right'>(speakers.length + 2).fill('right')],
    head: ['', ...speakers.map(([, [, word]]) => word), totals.all, collection.share ?? totals.share],
    rows: [...groups, [totals.all, {}] as [string, Counted]].map(line)
  }
}

/** Series with all their points; `series="births deaths"` chooses some. */
function indicators({data, lang, terms, options}: TableInput<z.output<typeof ofSeries>>): FilledTable | Problem {
  const wanted = options.series?.split(/[\s,]+/).filter(Boolean)
  const unknown = wanted?.find((id) => !data.series.has(id))
  if (unknown !== undefined) {
    const fix = 'Name series of thesis/data/indicators.csv, with a space between them.'
    return unknownName(`Unknown series \`${unknown}\``, unknown, data.series.keys(), fix)
  }
  const {columns, heads, sources} = terms.data
  const shown = [...data.series.values()].filter(({id}) => !wanted || wanted.includes(id))
  return {
    align: left(3),
    head: [columns.indicator, heads.values, sources.reserves],
    rows: shown.map((one) => indicatorRow(one, lang))
  }
}

function indicatorRow({label, unit, points}: Series, lang: string): FilledCell[] {
  // A unit that the label names already, or that stands after each number, is not said again.
  const isNamed = unit === '%' || isUnprinted(unit) || label.toLowerCase().includes(unit.split(' ')[0]!)
  const print = ({year, value, decimals, qualifier}: Point) =>
    year + colonOf(lang) + withUnit(formatValue(value, {lang, decimals, qualifier}), unit === '%' ? unit : '', lang)
  return [
    {text: isNamed ? label : `${label} (${unit})`},
    {text: points.map(print).join(semicolonOf(lang))},
    {text: notesOf(points, lang), cite: [...new Set(points.flatMap(({sources}) => sources))]}
  ]
}

/** Each note once, with the years that it is about, unless it is about all. */
function notesOf(points: readonly Point[], lang: string): string {
  const noted = points.filter(({note}) => note !== undefined)
  return [...Map.groupBy(noted, ({note}) => note!)]
    .map(([note, group]) => {
      const years = group.length === points.length ? '' : group.map(({year}) => year).join(', ') + colonOf(lang, ' ')
      return `${years}${note}.`
    })
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
function contradictions({lang, terms, collection, members}: TableInput & Subject): FilledTable {
  const {heads, contradictions: words, marks} = terms.data
  const mark = ({status, setAside}: Observation) =>
    status === 'computed' ? ` (${marks.computed})` : setAside ? ` (${marks.setAside})` : ''
  const row = (study: CaseStudy, fact: Fact, together: readonly Observation[]): FilledCell[] => {
    const notes = [fact.note, ...together.map(({note}) => note)].filter((note) => note !== undefined)
    return [
      {text: study.shortName},
      {text: `${capitalise(fact.label)}${together[0]!.date ? `, ${together[0]!.date}` : ''}`},
      {
        text: together.map((one) => printFact(fact, one, lang) + mark(one)).join(semicolonOf(lang)),
        cite: [...new Set(together.flatMap((one) => one.sources ?? []))]
      },
      {text: [...new Set(notes)].join(' ')}
    ]
  }
  return {
    align: left(4),
    head: [collection.one ?? heads.one, heads.fact, words.published, words.explanation],
    rows: members.flatMap((study) =>
      factsOf([study]).flatMap((fact) => sameDate(fact).map((together) => row(study, fact, together)))
    )
  }
}

/** Observations of a fact that give different figures for one date. */
function sameDate(fact: Fact): Observation[][] {
  const groups = Map.groupBy(fact.observations, ({date}) => date ?? '')
  return [...groups.values()].filter((group) => new Set(group.map(({value}) => JSON.stringify(value))).size > 1)
}

/** French has a space before; before a number one that no line breaks at. */
function colonOf(lang: string, after = '\u00A0'): string {
  return isFrench(lang) ? ` :${after}` : ': '
}

function semicolonOf(lang: string): string {
  return isFrench(lang) ? ' ; ' : '; '
}
