/** The figures of the cases → how many they are, by what they describe and by who gives them. */

import type {CaseStudy, Kind, Status, ThesisData} from './data.ts'
import {kinds, statuses} from './schema.ts'

/** What is counted: everything, or what describes one kind of thing; some cases may be left out. */
export interface Counted {
  /** The collection; all of them when absent. */
  of?: string
  kind?: Kind
  case?: string
  without?: string
}

/** A status, those who speak from outside (`outside`), or their share in per cent of what is not computed (`share`). */
export type Counting = Status | 'outside' | 'share'

/** Who speaks from outside of a case. */
const outsiders: readonly Status[] = ['partner', 'press', 'independent']

/** How many values there are. Missing values do not count; values set aside and contradictions do. */
export function countObservations(data: ThesisData, what: Counted = {}, counting?: Counting): number {
  const members = what.of === undefined ? data.cases : data.collections.get(what.of)?.members
  const statuses = [...(members?.values() ?? [])]
    .filter(({id}) => (what.case === undefined || id === what.case) && id !== what.without)
    .flatMap((study) => statusesOf(study, what.kind))
  const among = (wanted: readonly Status[]) => statuses.filter((status) => wanted.includes(status)).length
  if (counting === undefined) return statuses.length
  if (counting === 'outside') return among(outsiders)
  if (counting !== 'share') return among([counting])
  const found = statuses.length - among(['computed'])
  return found === 0 ? 0 : Math.round((among(outsiders) / found) * 100)
}

function statusesOf(study: CaseStudy, kind: Kind | undefined): Status[] {
  return Object.values(study.facts)
    .filter((fact) => kind === undefined || fact.kind === kind)
    .flatMap(({observations}) => observations.flatMap(({status, value}) => (status && value !== null ? [status] : [])))
}

const path = /^observations(?:\.([a-z-]+))?(?:\/([a-z]+))?$/

/**
 * What a path such as `observations`, `observations/press`, `observations.result/share` or `observations.garden` counts.
 *
 * Undefined when the path is not of this kind, or names a kind, a case or a status that there is not.
 */
export function findCount(data: ThesisData, typed: string): {value: number; unit: '' | '%'} | undefined {
  const [isCount, group, counting] = path.exec(typed) ?? []
  if (isCount === undefined || (counting !== undefined && !isCounting(counting))) return undefined
  const what: Counted = group === undefined ? {} : isKind(group) ? {kind: group} : {case: group}
  if (what.case !== undefined && !data.cases.has(what.case)) return undefined
  return {value: countObservations(data, what, counting), unit: counting === 'share' ? '%' : ''}
}

function isKind(name: string): name is Kind {
  return (kinds as readonly string[]).includes(name)
}

function isCounting(name: string): name is Counting {
  return [...statuses, 'outside', 'share'].includes(name)
}
