/** mdast extension: tokens of `citationSyntax` → `citation` and `crossReference` nodes, each item with its place. */

import type {PhrasingContent} from 'mdast'
import type {CompileContext, Extension, Handle} from 'mdast-util-from-markdown'
import type {Point, Position} from 'unist'
import type {Affix, Citation, CitationItem, CrossReference, CrossReferenceItem, Locator} from '../../document/nodes.ts'
import {span} from '../../document/points.ts'
import {plainText} from '../../document/text.ts'
import {findLocator} from './citation-locator.ts'
import {referencePattern} from './citation-syntax.ts'
import {sliceText, type TextPlaces, textPlaces, trimEnd, trimStart} from './citation-text.ts'

/** A key as typed, before we know what stands around it. */
interface Key {
  name: string
  isPage: boolean
  position: Position
}

/** What a node was made of: a group around it may read it otherwise. */
interface Origin {
  key: Key
  /** What stood between the key and the end of its bracket, as ordinary text. */
  rest: PhrasingContent[]
}

/** One part of a group, between semicolons. */
interface Part {
  prefix: PhrasingContent[]
  key: Key
  suppressAuthor: boolean
  locator?: Locator
  suffix: PhrasingContent[]
  position: Position
}

/** What `[…]` holds until it is closed. */
interface OpenGroup {
  type: 'citationGroup' | 'citationNarrative'
  children: PhrasingContent[]
  position?: Position
  places?: TextPlaces
}

const nowhere: Position = {start: {line: 1, column: 1}, end: {line: 1, column: 1}}

/**
 * Make nodes of citations and cross-references.
 *
 * A key that starts with `sec-`, `fig-`, `tbl-`, `eq-`, `lst-`, `thm-`… is a cross-reference.
 * A group that mixes both becomes one node for each run of a kind, with the
 * semicolons between them as text. Brackets that hold a part without a key
 * are text, as in Pandoc, with the keys in them as narrative citations.
 */
export function citationFromMarkdown(): Extension {
  const origins = new WeakMap<PhrasingContent, Origin>()

  const enterGroup: Handle = function (token) {
    const type = token.type as OpenGroup['type']
    const places = token._citationEvents ? {places: textPlaces(token._citationEvents)} : {}
    const group: OpenGroup = {type, children: [], ...places}
    // The compiler knows only mdast; the node is taken away when its token ends.
    this.enter(group as unknown as Citation, token)
  }

  return {
    canContainEols: ['citationGroup', 'citationNarrative'],
    enter: {
      citationKey(token) {
        const key = readKey(this.sliceSerialize(token), {start: point(token.start), end: point(token.end)})
        const node = readNarrative({prefix: [], key, suppressAuthor: false, suffix: [], position: key.position}, [])
        origins.set(node, {key, rest: []})
        this.enter(node, token)
      },
      citationGroup: enterGroup,
      citationNarrative: enterGroup
    },
    exit: {
      citationKey(token) {
        this.exit(token)
      },
      citationGroup(token) {
        const group = innermost(this) as OpenGroup
        this.exit(token)
        // The key before the bracket takes it.
        if (innermost(this).type === 'citationNarrative') return
        replaceLast(innermost(this), readGroup(group, origins) ?? asText(group))
      },
      citationNarrative(token) {
        const [node, ...following] = innermost(this).children
        const group = following.pop() as unknown as OpenGroup
        this.exit(token)
        const origin = node && origins.get(node)
        if (!node || !origin) return
        const rest = [...following, ...(readGroup(group, origins) ?? asText(group))]
        const citation = readBracket(origin.key, group, origins)
        if (citation) {
          citation.position = {start: point(token.start), end: point(token.end)}
          origins.set(citation, {key: origin.key, rest})
        }
        replaceLast(innermost(this), citation ? [citation] : [node, ...rest])
      }
    }
  }
}

function readKey(source: string, position: Position): Key {
  const page = '{page}'
  const isPage = source.endsWith(page) && referencePattern.test(source.slice(1))
  const bare = source.slice(1, isPage ? -page.length : undefined)
  return {name: bare.startsWith('{') ? bare.slice(1, -1) : bare, isPage, position}
}

/** `@key` outside brackets, with the works that the bracket after it adds. */
function readNarrative(first: Part, others: readonly Part[]): Citation | CrossReference {
  return isReference(first.key) ? crossReference([first]) : citation('narrative', [first, ...others])
}

/** `@key [p. 3 ; voir @b]`; undefined when the bracket is none of a citation's. */
function readBracket(
  key: Key,
  group: OpenGroup,
  origins: WeakMap<PhrasingContent, Origin>
): Citation | CrossReference | undefined {
  const places = group.places ?? textPlaces()
  const alone: Part = {prefix: [], key, suppressAuthor: false, suffix: [], position: key.position}
  const pieces = splitAtSemicolons(group.children, places)
  const parts = pieces.map((nodes) => readPart(nodes, places, origins))
  const others = parts.slice(1)
  if (!others.every((part) => part !== undefined)) return undefined
  if (parts[0]) return readNarrative(alone, [parts[0], ...others])
  return readNarrative(withSuffix(alone, trimStart(pieces[0] ?? [], places), places, true), others)
}

/** `[…]`; undefined when a part of it has no key. */
function readGroup(group: OpenGroup, origins: WeakMap<PhrasingContent, Origin>): PhrasingContent[] | undefined {
  const places = group.places ?? textPlaces()
  const parts = splitAtSemicolons(group.children, places).map((nodes) => readPart(nodes, places, origins))
  if (!parts.every((part) => part !== undefined)) return undefined
  const runs = splitRuns(parts)
  const nodes = runs.flatMap((run, index): PhrasingContent[] => {
    const node = run[0] && isReference(run[0].key) ? crossReference(run) : citation('parenthetical', run)
    node.position = {
      start: run[0]?.position.start ?? nowhere.start,
      end: run.at(-1)?.position.end ?? nowhere.end
    }
    if (index === 0) return [node]
    const between = {start: runs[index - 1]?.at(-1)?.position.end ?? nowhere.end, end: node.position.start}
    return [{type: 'text', value: '\u00A0; ', position: between}, node]
  })
  const [only] = nodes
  if (nodes.length === 1 && only && group.position) only.position = group.position
  return nodes
}

/** Cut the content of a bracket at the semicolons that were typed as such. */
function splitAtSemicolons(nodes: readonly PhrasingContent[], places: TextPlaces): PhrasingContent[][] {
  const pieces: PhrasingContent[][] = [[]]
  for (const node of nodes) {
    if (node.type !== 'text') {
      pieces.at(-1)?.push(node)
      continue
    }
    let from = 0
    for (let at = node.value.indexOf(';'); at >= 0; at = node.value.indexOf(';', at + 1)) {
      if (!places.isPlain(node, at)) continue
      if (at > from) pieces.at(-1)?.push(sliceText(node, from, at, places))
      pieces.push([])
      from = at + 1
    }
    if (from < node.value.length) pieces.at(-1)?.push(sliceText(node, from, node.value.length, places))
  }
  return pieces
}

/** What stands between two semicolons: a prefix, the first key, and what follows it; undefined without a key. */
function readPart(
  nodes: readonly PhrasingContent[],
  places: TextPlaces,
  origins: WeakMap<PhrasingContent, Origin>
): Part | undefined {
  const at = nodes.findIndex((node) => origins.has(node))
  const node = nodes[at]
  const origin = node && origins.get(node)
  if (!origin) return undefined
  const {key} = origin
  const {before, hyphen} = takeHyphen(nodes.slice(0, at), places)
  const start = hyphen ?? key.position.start
  return withSuffix(
    {
      prefix: trimEnd(trimStart(before, places), places),
      key,
      suppressAuthor: hyphen !== undefined,
      suffix: [],
      position: {start, end: key.position.end}
    },
    mergeText([...origin.rest, ...nodes.slice(at + 1)]),
    places
  )
}

/** Take the `-` of `-@key` away from the text before the key. */
function takeHyphen(nodes: PhrasingContent[], places: TextPlaces): {before: PhrasingContent[]; hyphen?: Point} {
  const last = nodes.at(-1)
  if (last?.type !== 'text' || !/(?<![\p{L}\p{N}])-$/u.test(last.value)) return {before: nodes}
  const length = last.value.length - 1
  if (!places.isPlain(last, length)) return {before: nodes}
  const hyphen = places.pointAt(last, length)
  return {before: [...nodes.slice(0, -1), ...(length ? [sliceText(last, 0, length, places)] : [])], hyphen}
}

/**
 * A part with what follows its key: a locator, if there is one, and the suffix.
 *
 * A suffix starts with its own comma or space. In `@key [voir p. 3]` the
 * bracket stands for it.
 */
function withSuffix(part: Part, following: PhrasingContent[], places: TextPlaces, isBracket = false): Part {
  const lead = isBracket ? ' ' : ''
  const [first] = following
  const {text, count} = bracesAcross(following) ?? {text: first?.type === 'text' ? first.value : '', count: 1}
  const found = text && !isReference(part.key) ? findLocator(lead + text) : undefined
  let suffix = following
  let end = part.key.position.end
  const last = following[count - 1]
  if (last?.type === 'text' && found) {
    const length = found.length - lead.length - (text.length - last.value.length)
    const rest = sliceText(last, length, last.value.length, places)
    end = places.pointAt(last, length)
    suffix = rest.value ? [rest, ...following.slice(count)] : following.slice(count)
  }
  suffix = trimEnd(suffix, places)
  end = suffix.at(-1)?.position?.end ?? end
  if (isBracket && !found) suffix = withComma(suffix)
  return {
    ...part,
    locator: found?.locator,
    suffix,
    position: {start: part.position.start, end}
  }
}

/** `{p. *12*}`: a locator in braces is plain text, whatever its words are set in. Its text, and how many nodes it takes. */
function bracesAcross(nodes: readonly PhrasingContent[]): {text: string; count: number} | undefined {
  const [first] = nodes
  if (first?.type !== 'text' || !/^(?:\s*,)?\s*\{[^}]*$/.test(first.value)) return undefined
  const last = nodes.findIndex((node) => node.type === 'text' && node.value.includes('}'))
  if (last < 0) return undefined
  return {
    text: nodes
      .slice(0, last + 1)
      .map(plainText)
      .join(''),
    count: last + 1
  }
}

function withComma(nodes: PhrasingContent[]): PhrasingContent[] {
  const [first] = nodes
  if (!first?.position || (first.type === 'text' && /^[,.:]/.test(first.value))) return nodes
  return [{type: 'text', value: ', ', position: {start: first.position.start, end: first.position.start}}, ...nodes]
}

/** Cut a group where citations and cross-references, or places and their pages, meet: each run is a node. */
function splitRuns(parts: readonly Part[]): Part[][] {
  const runs: Part[][] = []
  for (const part of parts) {
    const previous = runs.at(-1)?.at(-1)
    const isSame =
      previous && isReference(previous.key) === isReference(part.key) && previous.key.isPage === part.key.isPage
    if (isSame) runs.at(-1)?.push(part)
    else runs.push([part])
  }
  return runs
}

function citation(mode: Citation['mode'], parts: readonly Part[]): Citation {
  return {
    type: 'citation',
    mode,
    items: parts.map(
      ({key, suppressAuthor, locator, position}): CitationItem => ({key: key.name, suppressAuthor, locator, position})
    ),
    children: parts.flatMap(affixesOf)
  }
}

function crossReference(parts: readonly Part[]): CrossReference {
  const first = parts[0]?.key
  return {
    type: 'crossReference',
    items: parts.map(
      ({key, suppressAuthor, position}): CrossReferenceItem => ({
        label: key.name.charAt(0).toLowerCase() + key.name.slice(1),
        isBare: suppressAuthor,
        position
      })
    ),
    isCapitalised: /^\p{Lu}/u.test(first?.name ?? ''),
    isPage: first?.isPage ?? false,
    children: parts.flatMap(affixesOf)
  }
}

/** The words around a key as nodes, in reading order. */
function affixesOf({prefix, suffix}: Part, item: number): Affix[] {
  const affixes: Affix[] = [
    {type: 'affix', side: 'prefix', item, children: prefix, position: span(prefix)},
    {type: 'affix', side: 'suffix', item, children: suffix, position: span(suffix)}
  ]
  return affixes.filter(({children}) => children.length > 0)
}

function isReference(key: Key): boolean {
  return referencePattern.test(key.name)
}

/** The brackets of a group that is none, as text around what they hold. */
function asText(group: OpenGroup): PhrasingContent[] {
  const {start, end} = group.position ?? nowhere
  const afterStart = {line: start.line, column: start.column + 1, offset: (start.offset ?? 0) + 1}
  const beforeEnd = {line: end.line, column: end.column - 1, offset: (end.offset ?? 0) - 1}
  return mergeText([
    {type: 'text', value: '[', position: {start, end: afterStart}},
    ...group.children,
    {type: 'text', value: ']', position: {start: beforeEnd, end}}
  ])
}

/** One text node where two meet, as the compiler makes them. */
function mergeText(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const merged: PhrasingContent[] = []
  for (const node of nodes) {
    const previous = merged.at(-1)
    if (node.type !== 'text' || previous?.type !== 'text') {
      merged.push(node)
      continue
    }
    const {start} = previous.position ?? nowhere
    const {end} = node.position ?? nowhere
    merged[merged.length - 1] = {type: 'text', value: previous.value + node.value, position: {start, end}}
  }
  return merged
}

/** The node being filled. */
function innermost(context: CompileContext): {type: string; children: PhrasingContent[]} {
  return context.stack.at(-1) as {type: string; children: PhrasingContent[]}
}

/** Put nodes in the place of the last child; text joins the text before it. */
function replaceLast(parent: {children: PhrasingContent[]}, nodes: readonly PhrasingContent[]): void {
  parent.children.pop()
  const before = parent.children.at(-1)?.type === 'text' ? parent.children.pop() : undefined
  for (const node of mergeText(before ? [before, ...nodes] : nodes)) parent.children.push(node)
}

function point({line, column, offset}: Point): Point {
  return {line, column, offset: offset ?? 0}
}
