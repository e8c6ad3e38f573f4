/** The files of a folder of `thesis/data/` and what `<folder>.yml` declares → a collection of cases, interviews, sites. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {z} from 'zod'
import {capitalise} from '../document/text.ts'
import {error, warn} from '../messages/messages.ts'
import {nearest} from '../messages/nearest.ts'
import {readYaml} from '../messages/read-yaml.ts'
import {
  type AspectDeclaration,
  type AspectType,
  type CollectionDeclaration,
  collectionSchema,
  memberSchema
} from './collection.ts'
import {unitsOf, yamlRules} from './declaration.ts'
import {reportProblem, unknownName} from './problem.ts'
import {type Fact, type MapPlace, type Milestone, memberFields} from './schema.ts'
import type {Cell, Column, DataWords, Table} from './table.ts'

/** What a member says of one aspect. */
export interface AspectValue {
  type: AspectType
  /** Of a number. */
  unit: ReturnType<typeof unitsOf>
  /** As printed; nothing when it was not found, which `note` says. */
  text: string | null
  short?: string | undefined
  note?: string | undefined
  sources: readonly string[]
  isReading: boolean
  /** Of a year or a number. */
  number?: number | undefined
  /** Of an aspect that names a fact of the member: `schools@2024`. */
  fact?: string | undefined
}

/** One case, interview or site. `id` is its file's name: the first word of its value paths. */
export interface CaseStudy {
  id: string
  name: string
  shortName: string
  /** By key, in the order of the declaration. */
  aspects: ReadonlyMap<string, AspectValue>
  /** The year by which members are sorted: of a case, its foundation. */
  start?: number | undefined
  places: readonly MapPlace[]
  milestones: readonly Milestone[]
  facts: Readonly<Record<string, Fact>>
}

/** An aspect, as the tables call it. */
export interface Aspect extends AspectDeclaration {
  key: string
  label: DataWords
}

export interface Collection extends Omit<CollectionDeclaration, 'aspects' | 'label'> {
  /** The folder's name. */
  id: string
  label: DataWords
  aspects: readonly Aspect[]
  /** By id, in the order that the declaration gives. */
  members: ReadonlyMap<string, CaseStudy>
}

/**
 * Read a collection. Without a declaration its members are made of what their files hold.
 *
 * Emits `data:unreadable`, `data:unknown-field`, `data:missing-field`, `data:wrong-value`.
 */
export function readCollection(id: string, files: readonly VFile[], declaration: VFile | undefined): Collection {
  const read = declaration && readYaml(declaration, collectionSchema, {rules: yamlRules, name: `${id}.yml`})
  const declared = read?.value ?? collectionSchema.parse({})
  const isOpen = Object.keys(declared.aspects).length === 0
  const all = {...declared.aspects}
  const members: CaseStudy[] = []
  for (const file of files) {
    const {value: typed, placeOfKey} = readYaml(file, z.record(z.string(), z.unknown()), {rules: yamlRules})
    if (!typed) continue
    const own = ownAspects(typed, declared.aspects, typed.facts)
    if (!isOpen) for (const {key} of own) reportOwn(file, id, key, declared, placeOfKey(key.split('.')))
    const aspects = {...declared.aspects, ...Object.fromEntries(own.map(({key, type}) => [key, {type}]))}
    const {value, placeOf} = readYaml(file, memberSchema({...declared, aspects}), {rules: yamlRules})
    if (!value) continue
    Object.assign(all, {...aspects, ...all})
    const member = memberOf(file.stem ?? '', value, aspects)
    members.push(member)
    for (const [key, {fact}] of member.aspects) {
      const [name] = fact?.split('@') ?? []
      if (name === undefined || Object.hasOwn(member.facts, name)) continue
      const at = placeOf([...key.split('.'), 'fact']) ?? placeOf(key.split('.'))
      const fix = 'Name one of the facts of this file, with its date.'
      reportUnknown(file, `Unknown fact \`${name}\` in \`${key}\``, name, Object.keys(member.facts), {at, fix})
    }
  }
  const list = Object.entries(all).map(
    ([key, one]): Aspect => ({type: 'text', ...one, key, label: one?.label ?? labelOf(key)})
  )
  const order = declared.order ?? list.find(({type}) => type === 'year' || type === 'date')?.key
  const keys = list.map(({key}) => key)
  if (declaration && declared.order !== undefined && !keys.includes(declared.order)) {
    const [at, fix] = [read?.placeOf(['order']), 'Name one of the aspects of this file.']
    reportUnknown(declaration, `Unknown aspect \`${declared.order}\` in \`order\``, declared.order, keys, {at, fix})
  }
  for (const member of members) member.start = startOf(member, order)
  members.sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || (a.id < b.id ? -1 : 1))
  const label = declared.label ?? labelOf(id)
  return {...declared, id, label, aspects: list, members: new Map(members.map((one) => [one.id, one]))}
}

function reportUnknown(
  file: VFile,
  reason: string,
  actual: string,
  known: readonly string[],
  {at, fix}: {at: Position | undefined; fix: string}
): void {
  reportProblem(file, unknownName(reason, actual, known, fix, 'data:wrong-value'), {at, actual})
}

/** Keys of a file that no declaration has, with the type that their values show. */
function ownAspects(
  typed: unknown,
  declared: Readonly<Record<string, unknown>>,
  facts: unknown,
  before: readonly string[] = []
): Array<{key: string; type: AspectType}> {
  if (typeof typed !== 'object' || typed === null || Array.isArray(typed)) return []
  return Object.entries(typed).flatMap(([name, value]) => {
    const key = [...before, name].join('.')
    if (Object.hasOwn(declared, key) || (before.length === 0 && Object.hasOwn(memberFields, name))) return []
    const type = isFactPath(value, facts) ? 'fact' : typeOf(value)
    return type ? [{key, type}] : ownAspects(value, declared, facts, [...before, name])
  })
}

/** `members@2024`, where `members` is a fact of the same file. */
function isFactPath(value: unknown, facts: unknown): boolean {
  const name = typeof value === 'string' ? /^([^@]+)@/.exec(value)?.[1] : undefined
  return name !== undefined && typeof facts === 'object' && facts !== null && Object.hasOwn(facts, name)
}

/** The type of an aspect as it is typed; undefined for a group of them. */
function typeOf(value: unknown): AspectType | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value > 1500 && value < 2100 ? 'year' : 'number'
  if (typeof value === 'string' && /^\d{4}-\d\d(?:-\d\d)?$/.test(value)) return 'date'
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'text'
  const types = {fact: 'fact', year: 'year', date: 'date', value: 'number', text: 'text', short: 'text'} as const
  const found = Object.entries({...types, sources: 'text', note: 'text'} as const).find(([key]) => key in value)
  return found?.[1]
}

function reportOwn(file: VFile, id: string, key: string, {aspects}: CollectionDeclaration, at: Position): void {
  const last = (path: string) => path.split('.').at(-1)!
  const known = [...Object.keys(aspects), ...Object.keys(memberFields)]
  const [near] = nearest(last(key), known.map(last))
  const meant = known.find((one) => last(one) === near)
  const say = meant === undefined ? warn : error
  say(file, `Unknown field \`${key}\`, which thesis/data/${id}.yml does not declare`, {
    at,
    rule: 'data:unknown-field',
    actual: last(key),
    expected: meant === undefined ? [] : [meant],
    fix: meant
      ? meantBy(key, meant)
      : `Write \`${key}: {label: ${labelOf(key)}}\` under \`aspects:\` in thesis/data/${id}.yml.`
  })
}

/** `age` → `person.age`, or another spelling in the same group. */
function meantBy(key: string, meant: string): string {
  const [own, other] = [key, meant].map((path) => path.replace(/\.?[^.]*$/, ''))
  const name = meant.split('.').at(-1)
  if (own === other) return `Did you mean \`${name}\`?`
  return `Write \`${name}\` inside \`${other || 'the file'}\`: the aspect is \`${meant}\`.`
}

function memberOf(
  id: string,
  {name = id, shortName = name, places = [], milestones, facts, ...rest}: z.output<ReturnType<typeof memberSchema>>,
  declared: CollectionDeclaration['aspects']
): CaseStudy {
  const aspects = new Map<string, AspectValue>()
  const own = [...places]
  for (const [key, one] of Object.entries(declared)) {
    const steps = key.split('.')
    const typed = steps.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], rest)
    if (typed === undefined) continue
    const value = {...readValue(typed, one?.type), unit: unitsOf(one?.unit, '')}
    aspects.set(key, one?.isReading ? {...value, isReading: true} : value)
    own.push(...((typed as {places?: MapPlace[]} | null)?.places ?? []))
  }
  return {id, name, shortName, aspects, places: own, milestones, facts}
}

/** What was typed, in whichever of the forms that the schema takes. */
function readValue(typed: unknown, type: AspectType = 'text'): Omit<AspectValue, 'unit'> {
  const isFull = typeof typed === 'object' && typed !== null && !Array.isArray(typed)
  const full = (isFull ? typed : {[type === 'fact' ? 'fact' : 'text']: typed}) as Partial<
    Record<'text' | 'fact' | 'year' | 'date' | 'value' | 'short' | 'note', string | number | null>
  > & {sources?: string[]; isReading?: true}
  const said = full.year ?? full.date ?? full.value ?? full.text ?? null
  const words = (one: string | number | null | undefined) => (one === undefined ? undefined : String(one))
  return {
    type,
    text: Array.isArray(said) ? said.join(', ') : said === null ? null : String(said),
    short: words(full.short),
    note: words(full.note),
    sources: full.sources ?? [],
    isReading: full.isReading ?? false,
    number: typeof said === 'number' ? said : undefined,
    fact: words(full.fact)
  }
}

function startOf({aspects}: CaseStudy, order: string | undefined): number | undefined {
  const value = order === undefined ? undefined : aspects.get(order)
  return value?.number ?? (value?.text ? Number(/\d{4}/.exec(value.text)?.[0] ?? Infinity) : undefined)
}

/** `identity.legalForm` → “Legal form”. */
function labelOf(key: string): string {
  const words = key
    .split('.')
    .at(-1)!
    .replace(/(?<=\p{Ll})(?=\p{Lu})|[-_]/gu, ' ')
  return capitalise(words.toLowerCase())
}

/** A collection as a table: a line a member, a column an aspect. */
export function tableOfMembers({id, label, aspects, members}: Collection): Table {
  const lastOf = ({key}: Aspect) => key.split('.').at(-1)!
  const lasts = aspects.map(lastOf)
  const columns = aspects.map((one): Column => {
    const last = lastOf(one)
    const name = lasts.indexOf(last) === lasts.lastIndexOf(last) ? last : one.key
    return {name, label: one.label, type: one.type === 'number' ? 'number' : 'text', unit: '', order: one.values ?? []}
  })
  const own = ['id', 'name'].map((name): Column => ({name, label: name, type: 'text', unit: '', order: []}))
  const wordsOf = (text: string): Cell => ({type: text === '' ? 'missing' : 'text', text, at: 0})
  const rows = [...members.values()].map((member) => {
    const values = aspects.map(({key}) => member.aspects.get(key))
    const cells = values.map((value, index): Cell => {
      const text = value?.text ?? value?.fact ?? ''
      if (value?.number === undefined || columns[index]!.type !== 'number') return wordsOf(text)
      return {type: 'number', value: value.number, decimals: text.split('.')[1]?.length ?? 0, text, at: 0}
    })
    const sources = [...new Set(values.flatMap((value) => value?.sources ?? []))]
    return {cells: [wordsOf(member.id), wordsOf(member.shortName), ...cells], line: 0, sources}
  })
  return {id, label, columns: [...own, ...columns], rows, sources: []}
}
