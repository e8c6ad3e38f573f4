/** Names of CSL-JSON → names with their particles apart. CSL 1.0.2, “Name Particles”. */

export interface Name {
  readonly family: string
  readonly given: string | undefined
  readonly suffix: string | undefined
  readonly hasCommaSuffix: boolean
  readonly droppingParticle: string | undefined
  readonly particle: string | undefined
  /** An institution: printed as it is. */
  readonly literal: string | undefined
  /** Written with letters that leave a space between names. */
  readonly isSpaced: boolean
  /** The family name always stands first. */
  readonly isStatic: boolean
  /** Stands for names that nobody lists: “et al.” is printed in its place. */
  readonly isOthers: boolean
}

const particlesBefore = /^((?:['’`]?\p{Ll}[\p{L}'’`.]*(?:\s+|(?<=['’`])|(?<=\p{Ll})[-‑](?=\p{Lu})))+)(?=\S)/u
const particlesBehind = /\s+((?:\p{Ll}[\p{Ll}'’`.]*\s*)+|d['’])$/u
const suffixBehind = /^([^,]*),(!?)\s*(.+)$/
const spacedScripts =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{P}\p{M}\p{Zs}\p{N}\p{S}\p{Lm}]*$/u

/** The literal that ends a list of names that goes on. */
export const OTHERS = 'et al.'

/** Read the names of a variable; what is no name is left out. */
export function readNames(value: unknown, parses: boolean): readonly Name[] {
  if (value === undefined || value === null || value === '') return []
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((one, index) => readName(one, parses, index > 0 && index === values.length - 1) ?? [])
}

function readName(value: unknown, parses: boolean, isLast: boolean): Name | undefined {
  if (typeof value === 'string') return literalName(value, isLast)
  if (typeof value !== 'object' || value === null) return undefined
  const fields = value as Record<string, unknown>
  const text = (field: string) => {
    const found = fields[field]
    return (typeof found === 'string' && found !== '') || typeof found === 'number' ? String(found) : undefined
  }
  const family = text('family')
  const literal = text('literal')
  if (literal !== undefined && family === undefined) return literalName(literal, isLast)
  if (family === undefined && text('given') === undefined) return undefined
  const parts = {
    family: family ?? '',
    given: text('given'),
    suffix: text('suffix'),
    droppingParticle: text('dropping-particle'),
    particle: text('non-dropping-particle'),
    hasCommaSuffix: isSet(fields['comma-suffix'])
  }
  const read = parses && isSet(fields['parse-names'] ?? true) ? parseParts(parts) : parts
  return {
    ...read,
    literal: undefined,
    isSpaced: spacedScripts.test(read.family + (read.given ?? '')),
    isStatic: isSet(fields['static-ordering']),
    isOthers: false
  }
}

function isSet(value: unknown): boolean {
  return Boolean(value) && value !== 'false' && value !== '0'
}

function literalName(literal: string, isLast: boolean): Name {
  return {
    ...{family: '', given: undefined, suffix: undefined, hasCommaSuffix: false, droppingParticle: undefined},
    ...{particle: undefined, literal, isSpaced: true, isStatic: false, isOthers: isLast && literal === OTHERS}
  }
}

type Parts = Pick<Name, 'family' | 'given' | 'suffix' | 'droppingParticle' | 'particle' | 'hasCommaSuffix'>

/** Take apart « de la Fontaine », “Ludwig van”, “John, Jr.”. A family name in quotes stays whole. */
function parseParts(parts: Parts): Parts {
  let {family, given, suffix, droppingParticle, particle, hasCommaSuffix} = parts
  const hasParticles = droppingParticle !== undefined || particle !== undefined
  if (/^".*"$/.test(family)) family = family.slice(1, -1)
  else if (!hasParticles) {
    const before = particlesBefore.exec(family)
    if (before) {
      particle = before[1]!.replace(/(?<!['’])\s+$/, '')
      family = family.slice(before[0].length)
    }
    const trailing = given === undefined ? null : particlesBehind.exec(given)
    if (trailing) {
      droppingParticle = trailing[1]!.trim()
      given = given!.slice(0, trailing.index)
    }
  }
  const withSuffix = suffix === undefined && given !== undefined ? suffixBehind.exec(given) : null
  if (withSuffix) {
    given = withSuffix[1]
    suffix = withSuffix[3]
    hasCommaSuffix ||= withSuffix[2] === '!'
  }
  return {family, given, suffix, droppingParticle, particle, hasCommaSuffix}
}

/** What tells a family from others: its name with the particle that is never dropped. */
export function familyKey({particle, family, literal}: Name): string {
  return literal ?? (particle === undefined ? family : `${particle} ${family}`)
}
