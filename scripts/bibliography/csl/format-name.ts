/** One name → its parts in order: whole, with initials, or the family alone. CSL 1.0.2, “Name-part Order”. */

import {initials} from './given-names.ts'
import {readMarkup} from './markup.ts'
import type {NameOptions} from './name-options.ts'
import type {Name} from './read-names.ts'
import {boxOf, type Scope} from './scope.ts'
import {applyTextCase, mapText} from './text-case.ts'
import {type Box, hasContent, join, type Node, textOf} from './tree.ts'
import type {Element} from './xml.ts'

/** 0 the family alone, 1 with initials, 2 with whole given names. */
export type GivenForm = 0 | 1 | 2

export interface NameForm {
  readonly options: NameOptions
  readonly given: GivenForm
  readonly isInverted: boolean
  readonly isSortKey: boolean
}

/** How the parts of names are printed. */
type Parts = ReturnType<typeof compileParts>

/** Compile `name` with its `name-part`s. */
export function compileName(element: Element | undefined, scope: Scope): (name: Name, form: NameForm) => Node {
  const parts = compileParts(element, scope)
  return (name, form) => {
    if (name.literal !== undefined) return parts.family.format(name.literal)
    if (!name.isSpaced || name.isStatic) return formatUnspaced(name, form, parts)
    if (form.given === 0) return formatShort(name, form, parts)
    return form.isInverted ? formatInverted(name, form, parts) : formatInOrder(name, form, parts)
  }
}

/** CSL 1.0.2, “Name-part”. */
function compileParts(element: Element | undefined, {locale}: Scope) {
  const read = (text: string) => readMarkup(text, locale.quotes)
  const compilePart = (wanted: string) => {
    const part = element?.children.find(({name, attributes}) => name === 'name-part' && attributes.name === wanted)
    const {format, ...affixes}: Partial<Box> = part ? boxOf(part) : {}
    const textCase = part?.attributes['text-case'] ?? ''
    const hasAffix = affixes.prefix !== undefined || affixes.suffix !== undefined
    return {
      format: (value: Node): Node => {
        const node = typeof value === 'string' ? read(value) : value
        return part ? {children: [applyTextCase(node, textCase, locale.lang)], format} : node
      },
      affix: (node: Node): Node => (hasAffix ? {...affixes, children: [node]} : node),
      hasAffix
    }
  }
  // In French, a particle does not stay alone at the end of a line.
  const tie = locale.lang.startsWith('fr') ? '\u00a0' : ' '
  return {family: compilePart('family'), given: compilePart('given'), read, tie}
}

/** Chinese, Japanese: the family first, without a space. */
function formatUnspaced(name: Name, {given: form}: NameForm, {family, given}: Parts): Node {
  const nodes = [family.format((name.particle ?? '') + name.family)]
  if (form > 0 && name.given) nodes.push(given.format(name.given))
  return join(nodes, name.isStatic ? ' ' : undefined)
}

function formatShort(name: Name, {options, isSortKey}: NameForm, parts: Parts): Node {
  if (!isSortKey || options.demotes === 'never') return wholeFamily(name, parts, isSortKey)
  return spaced([parts.read(name.family), name.particle && parts.read(name.particle)])
}

/** “La Fontaine, Jean de, III”. CSL 1.0.2, “Name Particles”. */
function formatInverted(name: Name, form: NameForm, parts: Parts): Node {
  const {family, given} = parts
  const {demotes, sortSeparator} = form.options
  const isDemoted = demotes === 'display-and-sort' || (form.isSortKey && demotes === 'sort-only')
  const first = isDemoted ? family.affix(family.format(name.family)) : wholeFamily(name, parts, form.isSortKey)
  const second = spaced([
    givenNode(name, form, parts),
    name.droppingParticle && given.format(name.droppingParticle),
    isDemoted && name.particle ? family.format(name.particle) : undefined
  ])
  const children = [first, hasContent(second) ? given.affix(second) : '', suffixNode(name, form, parts) ?? '']
  return {children, delimiter: form.isSortKey ? ' ' : sortSeparator}
}

/** “Jean de La Fontaine III”. */
function formatInOrder(name: Name, form: NameForm, parts: Parts): Node {
  const {family, given, tie} = parts
  const givenName = givenNode(name, form, parts)
  // « J.⍽Doe »: a no-break space that the style puts after initials holds the family too.
  const isTied = form.given === 1 && form.options.initializeWith?.endsWith('\u00a0') && /\.$/.test(textOf(givenName))
  const first = givenName && given.affix(isTied ? {children: [givenName, '\u00a0']} : givenName)
  const suffix = suffixNode(name, form, parts)
  const particle = name.droppingParticle && given.format(name.droppingParticle)
  if (family.hasAffix) {
    const particles = [particle, name.particle && family.format(name.particle)]
    return spaced([first, family.affix(spaced([...particles, family.format(name.family), suffix]))])
  }
  const last = wholeFamily(name, parts)
  const whole = spaced([first, particle ? tied(particle, last, tie) : last])
  return suffix === undefined ? whole : {children: [whole, name.hasCommaSuffix ? ', ' : ' ', suffix]}
}

function givenNode({given, family}: Name, {options, given: form}: NameForm, parts: Parts): Node | undefined {
  if (given === undefined) return undefined
  const {initializeWith: mark, initializes, keepsHyphens} = options
  if (mark === undefined || family === '' || (form === 2 && initializes)) return parts.given.format(given)
  return parts.given.format(mapText(parts.read(given), (text) => initials(text, mark, form === 1, keepsHyphens)))
}

/** “Jr” where initials have no full stop either. */
function suffixNode({suffix}: Name, {options: {initializeWith}}: NameForm, {read}: Parts): Node | undefined {
  if (suffix === undefined) return undefined
  return read(initializeWith?.includes('.') === false ? suffix.replace(/\.$/, '') : suffix)
}

/** The particle that is never dropped, and the family. */
function wholeFamily(name: Name, {family, read, tie}: Parts, isSortKey = false): Node {
  const last = family.format(name.family)
  if (name.particle === undefined) return family.affix(last)
  const particle = read(name.particle)
  return family.affix(isSortKey ? join([particle, last], ' ') : tied(family.format(particle), last, tie))
}

/** A particle and what follows it, with nothing between them after « d’ » and « al- ». */
function tied(particle: Node, family: Node, tie: string): Node {
  return {children: endsJoined(particle) ? [particle, family] : [particle, tie, family]}
}

/** Words with spaces between them, but none after « d’ » and « al- ». */
function spaced(nodes: readonly (Node | undefined)[]): Node {
  const children: Node[] = []
  for (const node of nodes) {
    if (!hasContent(node)) continue
    const last = children.at(-1)
    if (last !== undefined && !endsJoined(last)) children.push(' ')
    children.push(node)
  }
  return join(children)
}

const endsJoined = (node: Node) => /[\s’'‘‑-]/.test(textOf(node).slice(-1))
