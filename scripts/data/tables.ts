/** Tables made from the data, by the name that `:::case-table{name="…"}` gives. */

import {z} from 'zod'
import {capitalise} from '../document/text.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {crossTable, ofCross} from './cross-table.ts'
import type {CaseStudy, Fact, Kind, Observation, Point, Series, Statement, Status, ThesisData} from './data.ts'
import type {Cell, FilledTable} from './filled-table.ts'
import {formatDate, formatValue, unitFor, withUnit} from './format.ts'
import {type Counted, type Counting, countObservations} from './observations.ts'
import {noOptions, withOptions} from './options.ts'
import {isProblem, type Problem} from './problem.ts'
import {kinds} from './schema.ts'
import {findValue, printValue} from './values.ts'

interface TableInput<Options = object> {
  data: ThesisData
  lang: string
  options: Options
}

const ofCase = z.object({case: z.string()})
const ofAnyCase = ofCase.partial()
const ofStatuses = z.object({by: z.enum(['case', 'kind']).default('case'), without: z.string().optional()})
const ofSeries = z.object({series: z.string().optional()})

/** Name → table. */
const tables: Record<string, (input: TableInput<Record<string, string>>) => FilledTable | Problem> = {
  comparison: withOptions(noOptions, comparison),
  facts: withOptions(ofCase, facts),
  identity: withOptions(ofCase, identity),
  chronology: withOptions(ofAnyCase, chronology),
  sources: withOptions(noOptions, sources),
  statuses: withOptions(ofStatuses, statuses),
  indicators: withOptions(ofSeries, indicators),
  contradictions: withOptions(noOptions, contradictions),
  cross: withOptions(ofCross, crossTable)
}

/** What `:::case-table{name="…"}` may name. */
export const tableNames = Object.keys(tables)

/** Fill a table. Problems: `figures:unknown-table`, `data:unknown-value`, `data:unknown-option`. */
export function fillTable(name: string, input: TableInput<Record<string, string>>): FilledTable | Problem {
  const fill = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (fill) return fill(input)
  return {
    reason: `Unknown table \`${name}\``,
    rule: 'figures:unknown-table',
    fix: didYouMean(name, tableNames) || `Use one of ${tableNames.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(name, tableNames)
  }
}

/** Who gives a value, in the words of the tables. */
export const statusNames: Record<Status, string> = {
  reported: 'déclaré par l’association',
  partner: 'donné par un partenaire',
  press: 'donné par la presse',
  independent: 'mesuré par un tiers',
  computed: 'calculé ici'
}

/** The same in a word, where space is short. */
const speakers: Record<Status, string> = {
  reported: 'Association',
  partner: 'Partenaire',
  press: 'Presse',
  independent: 'Tiers',
  computed: 'Calcul'
}

/** The cases side by side, one line a question. */
function comparison({data, lang}: TableInput): FilledTable {
  const cases = [...data.cases.values()]
  const row = (title: string, cell: (study: CaseStudy) => Cell): Cell[] => [{text: title}, ...cases.map(cell)]
  const aspect = (title: string, name: 'need' | 'innovation' | 'territory' | 'resources' | 'state') => {
    const isReading = cases.some((study) => study[name].isReading)
    return row(isReading ? `${title} (lecture)` : title, (study) => ({text: study[name].short}))
  }
  return {
    align: ['left', ...cases.map(() => 'left' as const)],
    head: ['', ...cases.map(({shortName}) => shortName)],
    rows: [
      row('Création', ({identity}) => ({text: String(identity.founded.year)})),
      aspect('Besoin mal couvert', 'need'),
      aspect('Nature de l’innovation', 'innovation'),
      aspect('Territoire', 'territory'),
      aspect('Ressource dominante vue', 'resources'),
      aspect('Relation à l’État', 'state'),
      row('Échelle atteinte', (study) => scaleOf(data, study, lang))
    ]
  }
}

/** The fact that shows the scale reached, with its date. */
export function scaleOf(data: ThesisData, study: CaseStudy, lang: string): Cell {
  const found = findValue(data, `${study.id}.${study.scale.fact}`)
  if (isProblem(found)) return {text: '—'}
  const date = study.scale.fact.split('@')[1]?.split('/')[0]
  const details = [date, study.scale.text].filter((one) => one !== undefined).join(', ')
  return {text: `${printValue(found, {lang, hasUnit: true})}${details ? ` (${details})` : ''}`, cite: found.sources}
}

/** Every value of a case: those that contradict each other, those set aside and missing values too. */
function facts({data, lang, options}: TableInput<z.output<typeof ofCase>>): FilledTable | Problem {
  const study = chosenCase(data, options.case)
  if (isProblem(study)) return study
  return {
    align: ['left', 'right', 'left', 'left'],
    head: ['Fait', 'Valeur', 'Date', 'Dit par'],
    rows: Object.values(study!.facts).flatMap((fact) => fact.observations.map((one) => factRow(fact, one, lang)))
  }
}

function factRow(fact: Fact, one: Observation, lang: string): Cell[] {
  const status = one.status ? speakers[one.status] : 'Non trouvé'
  const label = capitalise(fact.label) + (one.scope ? ` (${one.scope})` : '') + (one.formula ? ` : ${one.formula}` : '')
  const note = one.setAside ? `Écarté. ${one.note}` : one.note
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

/** Who a case is: one line a question, with its source; what was not found is said. */
function identity({data, options}: TableInput<z.output<typeof ofCase>>): FilledTable | Problem {
  const study = chosenCase(data, options.case)
  if (isProblem(study)) return study
  const one = study
  const statement = ({text, note, sources: cite}: Statement): Cell => ({
    text: text === null ? (note ?? '—') : note ? `${capitalise(text)}. ${note}` : capitalise(text),
    cite
  })
  const rows: Array<[string, Cell]> = [
    ['Nom', {text: one.name}],
    ['Création', statement({text: String(one.identity.founded.year), ...one.identity.founded})],
    ['Fondation', statement(one.identity.founders)],
    ['Forme', statement(one.identity.legalForm)],
    ...(one.identity.presidents ? [['Direction', statement(one.identity.presidents)] as [string, Cell]] : []),
    ['Siège', statement(one.identity.seat)],
    ['Domaine', statement(one.identity.sector)],
    ['Besoin', statement(one.need)],
    ['Innovation', statement(one.innovation)],
    ['Territoire', statement(one.territory)],
    ['Ressources', statement(one.resources)],
    ['Relation à l’État', statement(one.state)],
    ['Distinctions', statement(one.identity.awards)]
  ]
  return {
    align: ['left', 'left'],
    head: ['Rubrique', one.shortName],
    rows: rows.map(([title, cell]) => [{text: title}, cell])
  }
}

/** Milestones of one case, or of all in order of time. */
function chronology({data, lang, options}: TableInput<z.output<typeof ofAnyCase>>): FilledTable | Problem {
  const study = options.case === undefined ? undefined : chosenCase(data, options.case)
  if (study && isProblem(study)) return study
  const milestones = (study ? [study] : [...data.cases.values()])
    .flatMap((one) => one.milestones.map((milestone) => ({...milestone, name: one.shortName})))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const rows = milestones.map(({date, label, note, name, sources: cite}): Cell[] => [
    {text: formatDate(date, lang)},
    ...(study ? [] : [{text: name}]),
    {text: note ? `${capitalise(label)}. ${note}` : capitalise(label), cite}
  ])
  return study
    ? {align: ['left', 'left'], head: ['Date', 'Jalon'], rows}
    : {align: ['left', 'left', 'left'], head: ['Date', 'Association', 'Jalon'], rows}
}

/** Which sources say the figures of each case, by who speaks in them. */
function sources({data}: TableInput): FilledTable {
  const rows = [...data.cases.values()].flatMap((study) => {
    const byStatus = new Map<string, Set<string>>()
    const add = (kind: string, keys: readonly string[] = []) => {
      byStatus.set(kind, new Set([...(byStatus.get(kind) ?? []), ...keys]))
    }
    for (const fact of Object.values(study.facts)) {
      for (const one of fact.observations)
        if (one.status && one.status !== 'computed') add(statusNames[one.status], one.sources)
    }
    const inFigures = new Set([...byStatus.values()].flatMap((keys) => [...keys]))
    const described = [
      ...Object.values(study.identity),
      study.need,
      study.innovation,
      study.territory,
      study.resources,
      study.state,
      ...study.milestones
    ]
    add(
      'récit et identité',
      described.flatMap((one) => one.sources ?? []).filter((key) => !inFigures.has(key))
    )
    return [...byStatus]
      .filter(([, keys]) => keys.size > 0)
      .map(([kind, keys]): Cell[] => [
        {text: study.shortName},
        {text: capitalise(kind)},
        {text: '', cite: [...keys].sort()}
      ])
  })
  return {align: ['left', 'left', 'left'], head: ['Association', 'Ce que la source donne', 'Sources'], rows}
}

const kindNames: Record<Kind, string> = {
  means: 'Moyens',
  activity: 'Activité',
  result: 'Résultats',
  context: 'Contexte'
}

/** How many values there are, by who gives them: a line a case, or with `by="kind"` a line a kind of fact. */
function statuses({data, lang, options}: TableInput<z.output<typeof ofStatuses>>): FilledTable | Problem {
  const {by, without} = options
  if (without !== undefined) {
    const left = chosenCase(data, without)
    if (isProblem(left)) return left
  }
  const groups: Array<[string, Counted]> =
    by === 'kind'
      ? kinds.map((kind) => [kindNames[kind], {kind}])
      : [...data.cases.values()].filter(({id}) => id !== without).map((one) => [one.shortName, {case: one.id}])
  const shown = Object.keys(speakers) as Status[]
  const line = (title: string, group: Counted): Cell[] => {
    const what = {...group, ...(without === undefined ? {} : {without})}
    const count = (counting?: Counting) => ({text: String(countObservations(data, what, counting))})
    const share = withUnit(String(countObservations(data, what, 'share')), '%', lang)
    return [{text: title}, ...shown.map(count), count(), {text: share}]
  }
  return {
    align: ['left', ...shown.map(() => 'right' as const), 'right', 'right'],
    head: ['', ...Object.values(speakers), 'Ensemble', 'Part d’un autre que l’association'],
    rows: [...groups.map(([title, group]) => line(title, group)), line('Ensemble', {})]
  }
}

/** Series with all their points; `series="births deaths"` chooses some. */
function indicators({data, lang, options}: TableInput<z.output<typeof ofSeries>>): FilledTable | Problem {
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
    head: ['Indicateur', 'Valeurs', 'Sources et réserves'],
    rows: chosen.map((one) => indicatorRow(one, lang))
  }
}

function indicatorRow({label, unit, points}: Series, lang: string): Cell[] {
  // A unit that the label names already, or that stands after each number, is not said again.
  const isNamed = ['%', 'indice', 'rang'].includes(unit) || label.toLowerCase().includes(unit.split(' ')[0]!)
  const print = ({value, decimals, qualifier}: Point) =>
    withUnit(formatValue(value, {lang, decimals, qualifier}), unit === '%' ? unit : '', lang)
  return [
    {text: isNamed ? label : `${label} (${unit})`},
    {text: points.map((point) => `${point.year} :\u00A0${print(point)}`).join(' ; ')},
    {text: notesOf(points), cite: [...new Set(points.flatMap(({sources}) => sources))]}
  ]
}

/** Each note once, with the years that it is about, unless it is about all. */
function notesOf(points: readonly Point[]): string {
  const noted = points.filter(({note}) => note !== undefined)
  return [...Map.groupBy(noted, ({note}) => note!)]
    .map(([note, group]) =>
      group.length === points.length ? `${note}.` : `${group.map(({year}) => year).join(', ')} : ${note}.`
    )
    .join(' ')
}

/** Figures that do not agree, with the note that explains them. */
function contradictions({data, lang}: TableInput): FilledTable {
  const rows = [...data.cases.values()].flatMap((study) =>
    Object.values(study.facts).flatMap((fact) =>
      sameDate(fact).map((together): Cell[] => {
        const notes = [...new Set([fact.note, ...together.map(({note}) => note)].filter((note) => note !== undefined))]
        return [
          {text: study.shortName},
          {text: `${capitalise(fact.label)}${together[0]!.date ? `, ${together[0]!.date}` : ''}`},
          {
            text: together
              .map(
                (one) =>
                  printFact(fact, one, lang) +
                  (one.status === 'computed' ? ' (calculé)' : one.setAside ? ' (écarté)' : '')
              )
              .join(' ; '),
            cite: [...new Set(together.flatMap((one) => one.sources ?? []))]
          },
          {text: notes.join(' ')}
        ]
      })
    )
  )
  return {
    align: ['left', 'left', 'left', 'left'],
    head: ['Association', 'Fait', 'Chiffres publiés', 'Explication'],
    rows
  }
}

/** Observations of a fact that give different figures for one date. */
function sameDate(fact: Fact): Observation[][] {
  const groups = Map.groupBy(fact.observations, ({date}) => date ?? '')
  return [...groups.values()].filter((group) => new Set(group.map(({value}) => JSON.stringify(value))).size > 1)
}

function chosenCase({cases}: ThesisData, id: string): CaseStudy | Problem {
  const study = cases.get(id)
  if (study) return study
  const known = [...cases.keys()]
  return {
    reason: `Unknown case \`${id}\``,
    rule: 'data:unknown-value',
    fix: didYouMean(id, known) || `Use one of ${known.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(id, known)
  }
}
