/** Tables made from the data, by the name that `:::case-table{name="…"}` gives. */

import {capitalise} from '../document/text.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import type {CaseStudy, Fact, Observation, Point, Series, Statement, Status, ThesisData} from './data.ts'
import {formatDate, formatValue, unitFor, withUnit} from './format.ts'
import {findValue, isProblem, type Problem, printValue} from './values.ts'

/** A cell: words, then the works that say it. */
export interface Cell {
  text: string
  cite?: string[]
}

export interface FilledTable {
  align: Array<'left' | 'right' | 'center'>
  head: string[]
  rows: Cell[][]
}

interface TableInput {
  data: ThesisData
  lang: string
  options: Record<string, string>
}

type FillTable = (input: TableInput) => FilledTable | Problem

/** Name → table. */
const tables: Record<string, FillTable> = {comparison, facts, identity, chronology, sources, indicators, contradictions}

/** What `:::case-table{name="…"}` may name. */
export const tableNames = Object.keys(tables)

/** Options that a table knows, by its name; the others know none. */
export const tableOptions: Record<string, readonly string[]> = {
  facts: ['case'],
  identity: ['case'],
  chronology: ['case'],
  indicators: ['series']
}

/** Fill a table. Problems: `figures:unknown-table`, `data:unknown-value`, `data:unknown-option`. */
export function fillTable(name: string, input: TableInput): FilledTable | Problem {
  const fill = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (fill) return fill(input)
  return {
    reason: `Unknown table \`${name}\``,
    rule: 'figures:unknown-table',
    fix: didYouMean(name, tableNames) || `Use one of ${tableNames.map((one) => `\`${one}\``).join(', ')}.`,
    expected: nearest(name, tableNames)
  }
}

/** Who says a figure, in the words of the tables. */
export const statusNames: Record<Status, string> = {
  reported: 'déclaré par l’association',
  partner: 'donné par un partenaire',
  press: 'donné par la presse',
  independent: 'mesuré par un tiers',
  computed: 'calculé ici'
}

/** The same in a word, where room is short. */
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

/** Every figure of a case: those that contradict each other, those set aside and the blanks too. */
function facts({data, lang, options}: TableInput): FilledTable | Problem {
  const study = chosenCase(data, options, true)
  if (study && isProblem(study)) return study
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
    {text: status, ...(one.sources ? {cite: one.sources} : {})}
  ]
}

function printFact(fact: Fact, one: Observation, lang: string): string {
  if (one.value === null) return '—'
  const {decimals} = fact
  const number = formatValue(one.value, {
    lang,
    ...(decimals === undefined ? {} : {decimals}),
    ...(one.qualifier ? {qualifier: one.qualifier} : {})
  })
  return withUnit(number, unitFor(one.value, fact.unit, lang), lang)
}

/** Who a case is: one line a question, with its source; what was not found is said. */
function identity({data, options}: TableInput): FilledTable | Problem {
  const study = chosenCase(data, options, true)
  if (study && isProblem(study)) return study
  const one = study!
  const statement = ({text, note, sources: cite}: Statement): Cell => ({
    text: text === null ? (note ?? '—') : note ? `${capitalise(text)}. ${note}` : capitalise(text),
    ...(cite ? {cite} : {})
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
function chronology({data, lang, options}: TableInput): FilledTable | Problem {
  const study = chosenCase(data, options, false)
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
    const told = [
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
      told.flatMap((one) => one.sources ?? []).filter((key) => !inFigures.has(key))
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

/** Series with all their points; `series="hdi ihdi"` chooses some. */
function indicators({data, lang, options}: TableInput): FilledTable | Problem {
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
  // A unit that the label names already, or that stands behind each number, is not said again.
  const isNamed = ['%', 'indice', 'rang'].includes(unit) || label.toLowerCase().includes(unit.split(' ')[0]!)
  const print = ({value, decimals, qualifier}: Point) =>
    withUnit(formatValue(value, {lang, decimals, ...(qualifier ? {qualifier} : {})}), unit === '%' ? unit : '', lang)
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

function chosenCase(
  data: ThesisData,
  options: Record<string, string>,
  isRequired: boolean
): CaseStudy | Problem | undefined {
  const id = options.case
  if (id === undefined && !isRequired) return undefined
  const study = data.cases.get(id ?? '')
  if (study) return study
  const known = [...data.cases.keys()]
  return {
    reason: id === undefined ? 'Missing option `case` of this table' : `Unknown case \`${id}\``,
    rule: id === undefined ? 'data:unknown-option' : 'data:unknown-value',
    fix:
      (id && didYouMean(id, known)) ||
      `Write \`case="${known[0] ?? '…'}"\`; the cases are ${known.map((one) => `\`${one}\``).join(', ')}.`,
    expected: id ? nearest(id, known) : known
  }
}
