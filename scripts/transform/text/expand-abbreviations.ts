/** Abbreviations in the text → their long form at first use, and a mark at every use. */

import type {Nodes, PhrasingContent, Root, Text} from 'mdast'
import type {Plugin} from 'unified'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {isFrench, isSameLanguage} from '../../document/language.ts'
import type {Abbreviation, Span} from '../../document/nodes.ts'
import {capitalise, plainText} from '../../document/text.ts'
import {warn} from '../../messages/messages.ts'
import {positionIn} from './check-text.ts'
import {type Run, textRuns} from './text-runs.ts'

/** What is known of the abbreviations while the thesis is read through, chapter by chapter. */
export interface Abbreviations {
  /** Short → long, as declared. */
  declared: ReadonlyMap<string, string>
  /** Introduced to the reader: expanded, or written out by the author. */
  introduced: Set<string>
  /** Used anywhere outside of the list. */
  used: Set<string>
  /** Explained in the list, declared or not. */
  listed: Set<string>
  /** Words in capitals that nobody declared, with their first place. */
  undeclared: Map<string, {count: number; file: VFile; at: Position | undefined}>
  pattern: RegExp
}

/** Start with a declaration and nothing read. */
export function openAbbreviations(declared: Readonly<Record<string, string>>): Abbreviations {
  const shorts = Object.keys(declared).sort((a, b) => b.length - a.length)
  const known = shorts.map((short) => short.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return {
    // They stand in `title` as well, where no typography comes.
    declared: new Map(Object.entries(declared).map(([short, long]) => [short, long.replaceAll("'", '’')])),
    introduced: new Set(),
    used: new Set(),
    listed: new Set(),
    undeclared: new Map(),
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}_/@-])(?:${[...known, '\\p{Lu}{2,6}'].join('|')})(?![\\p{L}\\p{N}_/@-])`,
      'gu'
    )
  }
}

export interface ExpandAbbreviationsOptions {
  abbreviations: Abbreviations
  /** BCP 47, of the text. */
  lang: string
  /** BCP 47, of the thesis: the language of the long forms. */
  thesisLang: string
  /** Marked only: an abstract, which stands alone and has its length. */
  isMarkedOnly?: boolean
}

/**
 * Print « Organisation mondiale de la santé (OMS) » at the first use in running text, and mark each use.
 *
 * Where the author introduces the abbreviation (the long form in the same paragraph, or the short one alone in
 * parentheses) nothing is added. Headings, captions, tables, notes, lists of definitions, quotations, links and
 * emphasis are marked only; citations, code and other languages are left alone. `[OMS]{.short}` is never expanded,
 * `[OMS]{.full}` always, `[OMS]{.long}` is the long form alone.
 *
 * Emits `abbreviations:elision`.
 */
export const expandAbbreviations: Plugin<[ExpandAbbreviationsOptions], Root> =
  ({abbreviations, lang, thesisLang, isMarkedOnly = false}) =>
  (tree, file) => {
    if (abbreviations.declared.size === 0 || !isSameLanguage(lang, thesisLang)) return
    const places = new Map<Nodes, {run: TypedRun; start: number}>()
    for (const pieces of textRuns(tree, lang, (one) => isSameLanguage(one, thesisLang))) {
      const run = typedRun(pieces)
      for (const {node, start} of pieces.pieces) if (node) places.set(node, {run, start})
    }
    enter(tree, !isMarkedOnly)

    function enter(node: Nodes, mayExpand: boolean): void {
      if (closed.has(node.type)) countUses(node)
      if (!('children' in node) || closed.has(node.type) || isAbbreviationList(node)) return
      const inside = mayExpand && !marked.has(node.type)
      const children = node.children.flatMap((child): Nodes[] => {
        if (child.type === 'text') return splitText(child, inside)
        if (child.type === 'span') {
          const asked = asAsked(child)
          if (asked) return asked
        }
        enter(child, inside)
        return [child]
      })
      if (children.length !== node.children.length || children.some((child, at) => child !== node.children[at])) {
        node.children = children as typeof node.children
      }
    }

    function splitText(node: Text, mayExpand: boolean): PhrasingContent[] {
      const place = places.get(node)
      if (!place) return [node]
      const nodes: PhrasingContent[] = []
      let from = 0
      for (const {index, 0: short} of node.value.matchAll(abbreviations.pattern)) {
        const long = abbreviations.declared.get(short)
        if (long === undefined) {
          countUndeclared(short, node, index)
          continue
        }
        abbreviations.used.add(short)
        const at = place.start + index
        const before = node.value.slice(from, index)
        const isFirst = mayExpand && !abbreviations.introduced.has(short) && !isQuoted(place.run.text, at)
        if (isFirst) abbreviations.introduced.add(short)
        const isExpanded = isFirst && !isIntroduced(place.run, at, short, long) && isSuited(node, index, short, long)
        nodes.push(
          {...node, value: before},
          ...(isExpanded ? expanded(short, long, place.run.text, at) : [mark(short, long)])
        )
        from = index + short.length
      }
      if (from === 0) return [node]
      return [...nodes, {...node, value: node.value.slice(from)}].filter(
        (one) => one.type !== 'text' || one.value !== ''
      )
    }

    /** `[OMS]{.short}`: what the author asked for, or nothing when it is another span. */
    function asAsked(span: Span): PhrasingContent[] | undefined {
      const short = plainText(span)
      const long = abbreviations.declared.get(short)
      const form = span.attributes?.classes.find((name) => forms.has(name))
      if (long === undefined || form === undefined) return undefined
      abbreviations.used.add(short)
      if (form === 'short') return [mark(short, long)]
      if (form === 'long') return [{type: 'text', value: long}]
      abbreviations.introduced.add(short)
      const place = places.get(span.children[0] ?? span)
      return expanded(short, long, place?.run.text ?? '', place?.start ?? 0)
    }

    /** In what the author did not type: a citation, a drawing. */
    function countUses(node: Nodes): void {
      const text = node.type === 'drawing' ? node.value : plainText(node)
      for (const [short] of text.matchAll(abbreviations.pattern)) abbreviations.used.add(short)
    }

    /** An article that the author wrote for the short form may not suit the long one; then it stays short. */
    function isSuited(node: Text, index: number, short: string, long: string): boolean {
      const before = justBefore(node.value, index)
      if (!isFrench(thesisLang) || !clashes(before, long)) return true
      warn(file, `Article before \`${short}\`, which stands for “${long}” and is used here for the first time`, {
        at: positionIn(node, index, short.length, file),
        rule: 'abbreviations:elision',
        actual: short,
        fix: `Write the long form by hand with its article and \`(${short})\` after it, or \`[${short}]{.short}\`.`
      })
      return false
    }

    function countUndeclared(word: string, node: Text, index: number): void {
      if (/^[IVXLCDM]+$/.test(word)) return
      const known = abbreviations.undeclared.get(word)
      if (known) known.count++
      else {
        const at = node.position ? positionIn(node, index, word.length, file) : undefined
        abbreviations.undeclared.set(word, {count: 1, file, at})
      }
    }
  }

/** What the author typed in a paragraph, as it stands and for comparisons. */
interface TypedRun {
  text: string
  plain: string
}

/** The text of a run, spaces where we generated it: an author's name in a citation introduces nothing. */
function typedRun({pieces}: Run): TypedRun {
  const text = pieces.map(({value, isMade}) => (isMade ? ' '.repeat(value.length) : value)).join('')
  return {text, plain: plain(text)}
}

/** The last words before a place: enough to know an article, a bracket or the end of a sentence. */
const justBefore = (text: string, at: number) => text.slice(Math.max(0, at - 100), at)

/** Whether a division is the place of the list of abbreviations. */
export function isAbbreviationList(node: Nodes): boolean {
  const {id, classes = []} = node.attributes ?? {}
  return node.type === 'division' && (id === 'abbreviations' || classes.includes('abbreviations'))
}

const forms: ReadonlySet<string> = new Set(['short', 'long', 'full'])

/** Not entered: what is printed there is not the author's text. */
const closed: ReadonlySet<string> = new Set([
  'abbreviation',
  'citation',
  'crossReference',
  'pageReference',
  'dataValue',
  'bibliography',
  'drawing'
])

/** A reader may come past them, or they are not running text: no term is explained there by itself. */
export const apartFromText = [
  'heading',
  'caption',
  'source',
  'table',
  'footnote',
  'blockquote',
  'attribution',
  'definitionList',
  'lineBlock'
] as const

/** Entered, but nothing is expanded there. */
const marked: ReadonlySet<string> = new Set([
  ...apartFromText,
  'link',
  'emphasis',
  'strong',
  'delete',
  'superscript',
  'subscript'
])

function mark(short: string, long: string): Abbreviation {
  return {type: 'abbreviation', long, children: [{type: 'text', value: short}]}
}

/** « Long (SHORT) »; brackets inside parentheses; a capital where a sentence starts. */
function expanded(short: string, long: string, text: string, at: number): PhrasingContent[] {
  const before = text.slice(0, at)
  const isInside = before.lastIndexOf('(') > before.lastIndexOf(')')
  const [open, close] = isInside ? ['[', ']'] : ['(', ')']
  const starts = at === 0 || /[.!?…][\s\u00A0\u202F]+$/u.test(justBefore(text, at))
  const words = starts ? capitalise(long) : long
  return [{type: 'text', value: `${words} ${open}`}, mark(short, long), {type: 'text', value: close}]
}

/** Whether the author introduces it here: the long form in the same paragraph, or the short one alone in parentheses. */
function isIntroduced(run: TypedRun, at: number, short: string, long: string): boolean {
  const [before, following] = [justBefore(run.text, at), run.text.charAt(at + short.length)]
  return (
    (/[\p{L}\p{N}»][\s\u00A0\u202F]+\($/u.test(before) && /[),;]/.test(following)) || run.plain.includes(plain(long))
  )
}

/** Inside « », the words are another's. */
function isQuoted(text: string, at: number): boolean {
  const before = text.slice(0, at)
  return before.lastIndexOf('«') > before.lastIndexOf('»')
}

/** « l’Programme », « de Agence »: an h says nothing, it may be aspirated. */
function clashes(before: string, long: string): boolean {
  const isVowel = /^[aeiouyœæ]/iu.test(long.normalize('NFD'))
  const isElided = /(?<!\p{L})(?:l|d|qu)['’]$/iu.test(before)
  const isWhole = /(?<!\p{L})(?:le|la|de|du|au|que)[ \u00A0]$/iu.test(before)
  return /^h/i.test(long) ? false : isVowel ? isWhole : isElided
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, '’')
    .replace(/[\s\u00A0\u202F]+/g, ' ')
}
