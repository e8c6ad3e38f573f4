/** The glossary, and the text that uses its terms → links from the first use in each chapter to the entry, and back. */

import type {Nodes, PhrasingContent, Text} from 'mdast'
import type {Config} from '../../config.ts'
import {isSameLanguage, languageOf} from '../../document/language.ts'
import type {
  DefinitionDescription,
  DefinitionList,
  DefinitionTerm,
  Destination,
  Division,
  Span
} from '../../document/nodes.ts'
import {capitalise, plainText} from '../../document/text.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'
import {warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {positionIn} from './check-text.ts'
import {apartFromText} from './expand-abbreviations.ts'

/** A term of the glossary, as it stands in `::: {.glossary}`. */
interface Entry {
  /** As it is printed. */
  name: string
  /** What else names it: its key, plural, variants, short and long form. */
  forms: string[]
  pairs: Readonly<Record<string, string>>
  term: DefinitionTerm
  descriptions: DefinitionDescription[]
  chapter: Chapter
  anchor: string
  isUsed: boolean
}

/** Where the author, or glossary.yml, lists terms. */
interface Glossary {
  entries: Entry[]
  places: Array<{division: Division; entries: Entry[]}>
}

/** Whether a division lists terms. */
function isGlossary({attributes}: Division): boolean {
  return attributes?.id === 'glossary' || (attributes?.classes.includes('glossary') ?? false)
}

function readGlossary(chapters: readonly Chapter[]): Glossary {
  const found: Glossary = {entries: [], places: []}
  const anchors = new Set<string>()
  for (const chapter of chapters) {
    if (!String(chapter.file).includes('glossary')) continue
    visit(chapter.tree, 'division', (division) => {
      if (!isGlossary(division)) return
      const entries: Entry[] = []
      for (const list of division.children) if (list.type === 'definitionList') readList(list, entries)
      found.places.push({division, entries})
      found.entries.push(...entries)
    })

    function readList({children}: DefinitionList, entries: Entry[]): void {
      for (const child of children) {
        if (child.type === 'definitionTerm') entries.push(readEntry(child, chapter))
        else entries.at(-1)?.descriptions.push(child)
      }
    }
  }
  return found

  function readEntry(term: DefinitionTerm, chapter: Chapter): Entry {
    const [span] = term.children
    const pairs = span?.type === 'span' ? (span.attributes?.pairs ?? {}) : {}
    const name = plainText(term).trim()
    const typed = [pairs.key, name, pairs.long, pairs.plural, pairs.short, ...(pairs.variants?.split(';') ?? [])]
    const forms = typed.flatMap((form) => form?.trim() || [])
    const wanted = `term-${slug(pairs.key ?? name)}`
    let anchor = wanted
    for (let n = 2; anchors.has(anchor); n++) anchor = `${wanted}-${n}`
    anchors.add(anchor)
    return {name, forms: [...new Set(forms)], pairs, term, descriptions: [], chapter, anchor, isUsed: false}
  }
}

const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')

/** Terms are compared without regard to case and apostrophes. */
const keyOf = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').replaceAll('’', "'").trim().toLowerCase()

/** Finds the terms that are linked where nobody marks them; undefined when there are none. */
export function termPattern(chapters: readonly Chapter[], {lang}: Config): RegExp | undefined {
  return patternOf(readGlossary(chapters).entries, lang)
}

function patternOf(entries: readonly Entry[], lang: string): RegExp | undefined {
  const forms = entries.filter(isAutomatic).flatMap((entry) => automaticForms(entry, lang))
  if (forms.length === 0) return undefined
  const sorted = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${sorted.join('|')})(?![\\p{L}\\p{N}_-])`, 'gu')
}

const isAutomatic = ({pairs}: Entry) => pairs.automatic !== 'no'

/** A short form is an abbreviation, which is marked and expanded as such. */
function automaticForms({forms, pairs}: Entry, lang: string): string[] {
  const words = forms.filter(
    (form) => form !== pairs.short && !form.endsWith(`(${pairs.short})`) && /\p{L}/u.test(form)
  )
  return words.map((form) => formPattern(form, pairs.lang ?? lang))
}

/** Languages whose plurals mostly end in s or x. */
const plurals: ReadonlySet<string> = new Set(['fr', 'en', 'es', 'pt'])

/** What Arabic writes together with a word: « and », « for », the article. */
const joined = '(?:[وف]?(?:لل|[بكل]?ال|[بكل])?)'

/** A form with a capital or not, in the singular or in its regular plural, broken over lines or not. */
function formPattern(form: string, lang: string): string {
  const words = form.normalize('NFC').replaceAll('’', "'").split(/\s+/)
  const ending = plurals.has(languageOf(lang)) ? '(?:s|x|es)?' : ''
  const written = words.map((word) => {
    const safe = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll("'", "['’]")
    return word.length > 2 && /[^sxz\W]$|[à-ÿ]$/iu.test(word) ? `${safe}${ending}` : safe
  })
  const [first = ''] = written[0] ?? ''
  const [lower, upper] = [first.toLowerCase(), first.toUpperCase()]
  const start = lower !== upper && upper.length === 1 ? `[${lower}${upper}]${written[0]!.slice(1)}` : written[0]!
  const whole = [start, ...written.slice(1)].join('\\s+')
  return languageOf(lang) === 'ar' ? `${joined}${whole}` : whole
}

/**
 * Link the first use of each term in each chapter, and every `:term[…]`, to the entry, which lists the chapters that use
 * it; sort the entries as the language sorts.
 *
 * The first use is found in running text, emphasis included; titles, captions, notes, tables, quotations, and text of
 * another language are left alone, and so is a term with `automatic: false`. A chapter is a page of the site, which
 * readers open by itself: so each has its own first use.
 *
 * Emits `terms:unknown`, `terms:unused`, `terms:duplicate`.
 */
export function linkTerms(chapters: readonly Chapter[], config: Config): void {
  const {entries, places} = readGlossary(chapters)
  const byForm = new Map<string, Entry>()
  for (const entry of entries) addForms(entry)
  const uses = new Map<Entry, Destination[]>(entries.map((entry) => [entry, []]))
  const shorts = new Map(Object.keys(config.abbreviations).map((short) => [keyOf(short), short]))
  const pattern = patternOf(entries, config.lang)
  const patterns = entries.map((entry) => [entry, automaticForms(entry, config.lang).map(wholly)] as const)
  const shortForms = new Map(entries.flatMap((entry) => (entry.pairs.short ? [[entry.pairs.short, entry]] : [])))
  for (const chapter of chapters) linkChapter(chapter)
  for (const entry of entries) {
    const {term, anchor, pairs, name} = entry
    term.anchor = anchor
    term.usedAt = uses.get(entry)!
    const [span] = term.children
    if (span?.type === 'span' && 'key' in pairs) {
      const own = pairs.lang ? [{...span, attributes: {classes: [], pairs: {lang: pairs.lang}}}] : span.children
      term.children.splice(0, 1, ...own)
    }
    if (!entry.isUsed) reportUnused(name, entry)
  }
  const order = new Intl.Collator(config.lang, {ignorePunctuation: true})
  for (const {division, entries: own} of places) {
    const children = [...own]
      .sort((a, b) => order.compare(a.name, b.name))
      .flatMap(({term, descriptions}) => [term, ...descriptions])
    const others = division.children.filter(({type}) => type !== 'definitionList')
    division.children = [...others, ...(children.length > 0 ? [{type: 'definitionList' as const, children}] : [])]
  }

  function addForms(entry: Entry): void {
    for (const form of entry.forms) {
      const key = keyOf(form)
      const known = byForm.get(key)
      if (known && known !== entry) reportDuplicate(form, entry, known)
      else byForm.set(key, entry)
    }
  }

  function linkChapter(chapter: Chapter): void {
    const seen = new Set<Entry>()
    const counts = new Map<Entry, number>()
    enter(chapter.tree, chapter.lang ?? config.lang, true, false)

    function enter(node: Nodes, lang: string, isRunning: boolean, isDefining: boolean): void {
      if (!('children' in node) || closed.has(node.type)) return
      const isInside = isDefining || (node.type === 'division' && isGlossary(node))
      const mayLink = isRunning && !isInside && !apart.has(node.type)
      const children = node.children.flatMap((child): Nodes[] => {
        const own = child.attributes?.pairs.lang ?? lang
        if (child.type === 'span' && child.attributes?.classes.includes('term')) return marked(child, isInside)
        if (child.type === 'text' && !isInside) noteShortForms(child.value)
        if (child.type === 'text') return mayLink && pattern ? split(child, own) : [child]
        enter(child, own, mayLink, isInside)
        return [child]
      })
      if (children.some((child, at) => child !== node.children[at])) node.children = children as typeof node.children
    }

    /** They are marked with the abbreviations. */
    function noteShortForms(text: string): void {
      for (const [short, entry] of shortForms) if (!entry.isUsed && text.includes(short)) entry.isUsed = true
    }

    /** The first use of each term that the text holds. */
    function split(node: Text, lang: string): PhrasingContent[] {
      const nodes: PhrasingContent[] = []
      let from = 0
      const piece = (start: number, end: number): Text => ({
        ...node,
        value: node.value.slice(start, end),
        ...(node.position && {position: positionIn(node, start, end - start, chapter.file)})
      })
      for (const {0: typed, index} of node.value.matchAll(pattern!)) {
        const entry = entryOf(typed)
        if (!entry || !isAutomatic(entry) || seen.has(entry) || !isSameLanguage(lang, entry.pairs.lang ?? config.lang))
          continue
        seen.add(entry)
        if (index > from) nodes.push(piece(from, index))
        nodes.push(linkTo(entry, [piece(index, index + typed.length)]))
        from = index + typed.length
      }
      if (from === 0 && nodes.length === 0) return [node]
      return from < node.value.length ? [...nodes, piece(from, node.value.length)] : nodes
    }

    /** The term that a form means. */
    function entryOf(typed: string): Entry | undefined {
      return byForm.get(keyOf(typed)) ?? patterns.find(([, forms]) => forms.some((one) => one.test(typed)))?.[0]
    }

    function linkTo(entry: Entry, children: PhrasingContent[]): PhrasingContent {
      const count = (counts.get(entry) ?? 0) + 1
      counts.set(entry, count)
      entry.isUsed = true
      const id = `use-${entry.anchor.slice('term-'.length)}${count > 1 ? `-${count}` : ''}`
      uses.get(entry)!.push({chapter: chapter.id, anchor: id})
      const target = {chapter: entry.chapter.id, anchor: entry.anchor}
      return {type: 'link', url: '', target, attributes: {id, classes: ['term'], pairs: {}}, children}
    }

    /** `:term[…]`, `\gls{…}`: what is printed of it, linked. */
    function marked(span: Span, isInside: boolean): PhrasingContent[] {
      const {entry: key, form} = span.attributes!.pairs
      const typed = key ?? plainText(span)
      const entry = entryOf(typed)
      const short = shorts.get(keyOf(entry?.pairs.short ?? typed))
      const isShort =
        short !== undefined && (form === undefined ? keyOf(plainText(span)) === keyOf(short) : !form.includes('name'))
      if (entry) entry.isUsed = true
      // Long and short forms are printed as those of any abbreviation are.
      if (isShort && !(form?.startsWith('first') && /plural|capital/.test(form))) {
        const name = form?.split(' ')[0]
        const children: PhrasingContent[] = [{type: 'text', value: short, position: span.position}]
        return name === undefined || name === 'first'
          ? children
          : [{type: 'span', attributes: {classes: [name], pairs: {}}, children, position: span.position}]
      }
      if (!entry) {
        if (short === undefined) reportUnknown(typed, span)
        return span.children
      }
      const children =
        form === undefined
          ? span.children
          : [{type: 'text' as const, value: formOf(entry, form), position: span.position}]
      if (isInside)
        return [{type: 'link', url: '', target: {chapter: entry.chapter.id, anchor: entry.anchor}, children}]
      seen.add(entry)
      return [linkTo(entry, children)]
    }

    function reportUnknown(typed: string, at: Span): void {
      const known = entries.flatMap(({forms}) => forms)
      warn(chapter.file, `Unknown term \`${typed}\`: not in the glossary`, {
        at,
        rule: 'terms:unknown',
        actual: typed,
        expected: nearest(typed, known),
        fix: didYouMean(typed, known) || `Add \`${typed}: …\` to glossary.yml, or write the words alone.`
      })
    }
  }
}

/** What `\glspl{key}` and the like print. */
function formOf({name, pairs}: Entry, form: string): string {
  const shown = form.includes('plural') ? (pairs.plural ?? name) : form.startsWith('long') ? (pairs.long ?? name) : name
  return form.includes('capital') ? capitalise(shown) : shown
}

const wholly = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'u')

/** Not entered: their text is none of the author's, or leads elsewhere. */
const closed: ReadonlySet<string> = new Set([
  'citation',
  'crossReference',
  'pageReference',
  'dataValue',
  'bibliography',
  'index',
  'link',
  'abbreviation'
])

/** Entered for what is marked in them alone. */
const apart: ReadonlySet<string> = new Set([...apartFromText, 'box'])

function reportUnused(name: string, {chapter, term}: Entry): void {
  warn(chapter.file, `Unused term of the glossary \`${name}\``, {
    at: term,
    rule: 'terms:unused',
    actual: name,
    fix: `Remove \`${name}\` from the glossary, or use it in the text.`
  })
}

function reportDuplicate(form: string, {chapter, term, name}: Entry, other: Entry): void {
  warn(chapter.file, `\`${form}\` names two terms of the glossary: \`${other.name}\` and \`${name}\``, {
    at: term,
    rule: 'terms:duplicate',
    actual: form,
    fix: `Remove one of the two, or give one another name, plural or variant.`
  })
}
