/** One name → its parts in order: whole, with initials, or the family alone. CSL 1.0.2, “Name-part Order”. */

import {initials} from './initials.ts'
import {readMarkup} from './markup.ts'
import type {NameOptions} from './name-options.ts'
import type {Name} from './read-names.ts'
import {boxOf, type Scope} from './scope.ts'
import {applyTextCase, mapText} from './text-case.ts'
import {hasContent, join, type Node, textOf} from './tree.ts'
import type {Element} from './xml.ts'

/** 0 the family alone, 1 with initials, 2 with whole given names. */
export type GivenForm = 0 | 1 | 2

export interface NameForm {
  readonly options: NameOptions
  readonly given: GivenForm
  readonly isInverted: boolean
  readonly isSortKey: boolean
}

/** Puts on the parts of a name what `name-part` says. CSL 1.0.2, “Name-part”. */
interface PartStyle {
  readonly format: (node: Node) => Node
  readonly affix: (node: Node) => Node
  readonly hasAffix: boolean
}

export type FormatName = (name: Name, form: NameForm) => Node

/** Compile `name` with its `name-part`s. */
export function compileName(element: Element | undefined, scope: Scope): FormatName {
  const part = (wanted: string) =>
    partStyle(
      element?.children.find(({name, attributes}) => name === 'name-part' && attributes.name === wanted),
      scope
    )
  const parts = {family: part('family'), given: part('given')}
  // In French, a particle does not stay alone at the end of a line.
  const tie = scope.locale.lang.startsWith('fr') ? '\u00a0' : ' '
  return (name, form) => formatName(name, form, {...parts, read: (text) => readMarkup(text, scope.quotes), tie})
}

function partStyle(element: Element | undefined, scope: Scope): PartStyle {
  if (!element) return {format: (node) => node, affix: (node) => node, hasAffix: false}
  const {format, ...affixes} = boxOf(element)
  const textCase = element.attributes['text-case']
  const hasAffix = affixes.prefix !== undefined || affixes.suffix !== undefined
  return {
    format: (node) => ({children: [textCase ? applyTextCase(node, textCase, scope.locale.lang) : node], format}),
    affix: (node) => (hasAffix ? {...affixes, children: [node]} : node),
    hasAffix
  }
}

interface Parts {
  readonly family: PartStyle
  readonly given: PartStyle
  readonly read: (text: string) => Node
  /** Between a particle and the family. */
  readonly tie: string
}

function formatName(name: Name, form: NameForm, parts: Parts): Node {
  if (name.literal !== undefined) return parts.family.format(parts.read(name.literal))
  if (!name.isSpaced || name.isStatic) return formatUnspaced(name, form, parts)
  if (form.given === 0) return formatShort(name, form, parts)
  return form.isInverted ? formatInverted(name, form, parts) : formatInOrder(name, form, parts)
}

/** Chinese, Japanese: the family first, without a space. */
function formatUnspaced(name: Name, {given: form, isSortKey}: NameForm, {family, given, read}: Parts): Node {
  const last = (name.particle ?? '') + name.family
  const first = form === 0 ? undefined : name.given
  if (isSortKey) return last + (first ?? '')
  if (name.isStatic) return spaced([family.format(read(name.family)), first && given.format(read(first))])
  return {children: [family.format(last), ...(first ? [given.format(first)] : [])]}
}

function formatShort(name: Name, {options, isSortKey}: NameForm, parts: Parts): Node {
  if (isSortKey && options.demotes !== 'never') {
    return spaced([parts.read(name.family), name.particle && parts.read(name.particle)])
  }
  return wholeFamily(name, parts, isSortKey)
}

/** “La Fontaine, Jean de, III”. CSL 1.0.2, “Name Particles”. */
function formatInverted(name: Name, form: NameForm, parts: Parts): Node {
  const {family, given, read} = parts
  const {demotes, sortSeparator} = form.options
  const isDemoted = demotes === 'display-and-sort' || (form.isSortKey && demotes === 'sort-only')
  const first = isDemoted ? family.affix(family.format(read(name.family))) : wholeFamily(name, parts, form.isSortKey)
  const second = spaced([
    givenNode(name, form, parts),
    name.droppingParticle && given.format(read(name.droppingParticle)),
    isDemoted && name.particle ? family.format(read(name.particle)) : undefined
  ])
  const children = [first, hasContent(second) ? given.affix(second) : undefined, suffixNode(name, form, parts)]
  return {children: children.filter((node) => node !== undefined), delimiter: form.isSortKey ? ' ' : sortSeparator}
}

/** “Jean de La Fontaine III”. */
function formatInOrder(name: Name, form: NameForm, parts: Parts): Node {
  const {family, given, read} = parts
  const first = tieInitials(givenNode(name, form, parts), form)
  const suffix = suffixNode(name, form, parts)
  const particle = name.droppingParticle && given.format(read(name.droppingParticle))
  if (family.hasAffix) {
    const last = [
      particle,
      name.particle && family.format(read(name.particle)),
      family.format(read(name.family)),
      suffix
    ]
    return spaced([first && given.affix(first), family.affix(spaced(last))])
  }
  const last = wholeFamily(name, parts)
  const whole = spaced([first && given.affix(first), particle ? tied(particle, last, parts.tie) : last])
  return suffix === undefined ? whole : {children: [whole, name.hasCommaSuffix ? ', ' : ' ', suffix]}
}

function givenNode({given, family}: Name, {options, given: form}: NameForm, parts: Parts): Node | undefined {
  if (given === undefined) return undefined
  const {initializeWith: mark, initializes, keepsHyphens} = options
  if (mark === undefined || family === '' || (form === 2 && initializes)) return parts.given.format(parts.read(given))
  const shorten = (text: string) => initials(text, {mark, shortens: form === 1, keepsHyphens})
  return parts.given.format(mapText(parts.read(given), (text) => withoutGap(text, shorten)))
}

/** “Jr” where initials have no full stop either. */
function suffixNode({suffix}: Name, {options: {initializeWith}}: NameForm, {read}: Parts): Node | undefined {
  if (suffix === undefined) return undefined
  return read(initializeWith?.includes('.') === false ? suffix.replace(/\.$/, '') : suffix)
}

/** « J.⍽Doe »: a no-break space that the style puts after initials holds the family too. */
function tieInitials(given: Node | undefined, {options, given: form}: NameForm): Node | undefined {
  const isTied = form === 1 && options.initializeWith?.endsWith('\u00a0')
  return isTied && /\.$/.test(textOf(given)) ? {children: [given!, '\u00a0']} : given
}

/** Markup may stand between the words of a name: what joins them stays. */
function withoutGap(text: string, shorten: (text: string) => string): string {
  const [gap = ''] = /^[\s\-‑–]+/.exec(text) ?? []
  return gap + shorten(text.slice(gap.length))
}

/** The particle that is never dropped, and the family. */
function wholeFamily(name: Name, {family, read, tie}: Parts, isSortKey = false): Node {
  const particle = name.particle === undefined ? undefined : read(name.particle)
  const last = family.format(read(name.family))
  if (particle === undefined) return family.affix(last)
  return family.affix(isSortKey ? join([particle, last], ' ') : tied(family.format(particle), last, tie))
}

function tied(particle: Node, family: Node, tie: string): Node {
  return {children: /[\s’'‘‑-]$/.test(textOf(particle)) ? [particle, family] : [particle, tie, family]}
}

/** Words with spaces between them, but none after « d’ » and « al- ». */
function spaced(nodes: readonly (Node | undefined)[]): Node {
  const children: Node[] = []
  for (const node of nodes) {
    if (!hasContent(node)) continue
    const last = children.at(-1)
    if (last !== undefined && !/[\s’'‘‑-]$/.test(textOf(last))) children.push(' ')
    children.push(node)
  }
  return join(children)
}
