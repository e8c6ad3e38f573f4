/** Names of CSL-JSON → names with their particles apart. CSL 1.0.2, “Name Particles”. */

export interface Name {
  readonly family: string
  readonly given?: string | undefined
  readonly suffix?: string | undefined
  readonly hasCommaSuffix?: boolean
  readonly droppingParticle?: string | undefined
  readonly particle?: string | undefined
  /** An institution: printed as it is. */
  readonly literal?: string
  /** Written with letters that leave a space between names. */
  readonly isSpaced: boolean
  /** The family name always stands first. */
  readonly isStatic?: boolean
  /** Stands for names that nobody lists: “et al.” is printed in its place. */
  readonly isOthers?: boolean
}

const particlesBefore = /^((?:['’`]?\p{Ll}[\p{L}'’`.]*(?:\s+|(?<=['’`])|(?<=\p{Ll})[-‑](?=\p{Lu})))+)(?=\S)/u
const particlesBehind = /\s+((?:\p{Ll}[\p{Ll}'’`.]*\s*)+|d['’])$/u
const suffixBehind = /^([^,]*),(!?)\s*(.+)$/
const spacedScripts =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{P}\p{M}\p{Zs}\p{N}\p{S}\p{Lm}]*$/u

/** The literal that ends a list of names that goes on. */
const OTHERS = 'et al.'

/** Read the names of a variable; what is no name is left out. */
export function readNames(value: unknown, parses: boolean): readonly Name[] {
  if (value === undefined || value === null || value === '') return []
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((one, index) => readName(one, parses, index > 0 && index === values.length - 1) ?? [])
}

function readName(value: unknown, parses: boolean, isLast: boolean): Name | undefined {
  const fields: Record<string, unknown> = typeof value === 'object' ? {...value} : {literal: value}
  const text = (field: string) => {
    const found = fields[field]
    return (typeof found === 'string' && found !== '') || Number.isFinite(found) ? String(found) : undefined
  }
  const [family, given, literal] = [text('family'), text('given'), text('literal')]
  if (literal !== undefined && family === undefined) {
    return {family: '', literal, isSpaced: true, isOthers: isLast && literal === OTHERS}
  }
  if (family === undefined && given === undefined) return undefined
  const name: Name = {
    family: family ?? '',
    given,
    suffix: text('suffix'),
    hasCommaSuffix: isSet(fields['comma-suffix']),
    droppingParticle: text('dropping-particle'),
    particle: text('non-dropping-particle'),
    isSpaced: spacedScripts.test(`${family ?? ''}${given ?? ''}`),
    isStatic: isSet(fields['static-ordering'])
  }
  return parses && isSet(fields['parse-names'] ?? true) ? parseName(name) : name
}

function isSet(value: unknown): boolean {
  return Boolean(value) && value !== 'false' && value !== '0'
}

/** Take apart « de la Fontaine », “Ludwig van”, “John, Jr.”. A family name in quotes stays whole. */
function parseName(name: Name): Name {
  const isQuoted = /^".*"$/.test(name.family)
  const isRead = isQuoted || name.droppingParticle !== undefined || name.particle !== undefined
  const before = isRead ? null : particlesBefore.exec(name.family)
  const behind = isRead ? null : particlesBehind.exec(name.given ?? '')
  const given = behind ? name.given?.slice(0, behind.index) : name.given
  const end = name.suffix === undefined ? suffixBehind.exec(given ?? '') : null
  return {
    ...name,
    family: isQuoted ? name.family.slice(1, -1) : name.family.slice(before?.[0].length),
    given: end ? end[1] : given,
    suffix: end ? end[3] : name.suffix,
    hasCommaSuffix: name.hasCommaSuffix || end?.[2] === '!',
    droppingParticle: behind ? behind[1]!.trim() : name.droppingParticle,
    particle: before ? before[1]!.replace(/(?<!['’])\s+$/, '') : name.particle
  }
}

/** What tells a family from others: its name with the particle that is never dropped. */
export function familyKey({particle, family, literal}: Name): string {
  return literal ?? (particle === undefined ? family : `${particle} ${family}`)
}
