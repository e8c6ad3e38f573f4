/** Authors in the forms of Pandoc, Quarto, R Markdown and MyST → the persons of `thesis.yml`. */

import {asList, asText, isMapping} from './settings.ts'

interface ImportedPerson {
  name: string
  quality?: string
  role?: string
  orcid?: string
  email?: string
}

/** Authors, supervisors: texts, names in parts, or a list of these; what has no name is left out. */
export function readPeople(value: unknown): ImportedPerson[] {
  return asList(value).flatMap((one) => {
    if (typeof one === 'string') return one.split(/\n+|\s*;\s+/).flatMap((line) => personOf({name: line}))
    return isMapping(one) ? personOf(one) : []
  })
}

/**
 * Where the first of the authors works: what covers print of it.
 *
 * @param known  affiliations that authors name by their `id`
 */
export function readAffiliation(value: unknown, known: readonly unknown[]): {university?: string; school?: string} {
  const [first] = asList(value)
  if (!isMapping(first)) return {}
  const [named] = asList(first.affiliations ?? first.affiliation ?? first.institute)
  const id = isMapping(named) ? (named.ref ?? (named.name === undefined ? named.id : undefined)) : named
  const place = known.find((one) => isMapping(one) && id !== undefined && one.id === id) ?? named
  if (!isMapping(place)) return asText(place) ? {university: asText(place)} : {}
  const university = asText(place.institution) ?? asText(place.name)
  const school = asText(place.department) ?? asText(place.group)
  return {university, school}
}

function personOf(value: Record<string, unknown>): ImportedPerson[] {
  const name = nameOf(value.name ?? value)
  if (name === undefined) return []
  const known = {
    quality: asText(value.quality),
    role: asText(value.role),
    orcid: asText(value.orcid),
    email: asText(value.email)
  }
  return [{name, ...Object.fromEntries(Object.entries(known).filter(([, text]) => text !== undefined))}]
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return plainName(value)
  if (!isMapping(value)) return undefined
  const {literal, given, family} = value
  const last = family ?? value.last ?? value.lastname ?? value.surname
  const first = given ?? value.first ?? value.firstname
  const particle = value['non-dropping-particle'] ?? value['dropping-particle'] ?? value.particle
  const parts = [first, particle, last, value.suffix].flatMap((part) => asText(part) ?? [])
  const name = asText(literal) ?? (parts.join(' ') || undefined)
  if (name !== undefined) return plainName(name)
  // Pandoc's manual has `- Author One: Institution`.
  const [[key, only] = [], ...others] = Object.entries(value)
  return others.length === 0 && key !== undefined && (only === null || typeof only === 'string')
    ? plainName(key)
    : undefined
}

/** Without the notes, links and marks that a name carries. */
function plainName(text: string): string | undefined {
  const plain = text
    .replace(/\^?\[\^?[^\]]*\](?!\()/g, (whole) => (whole.startsWith('^') || whole.startsWith('[^') ? '' : whole))
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\\\?\s*$/, '')
    .replace(/[*]+/g, '')
    .trim()
  return plain === '' ? undefined : plain
}
