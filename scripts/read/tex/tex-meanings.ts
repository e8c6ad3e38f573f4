/** A command of TeX with its arguments → the nodes that it means. */

import type {Link, PhrasingContent, RootContent} from 'mdast'
import {languageTag} from '../../document/language.ts'
import type {CrossReference, Division, Footnote} from '../../document/nodes.ts'
import {termsOf} from '../../document/terms.ts'
import {plainText} from '../../document/text.ts'
import {error} from '../../messages/messages.ts'
import type {TexMeaning} from '../syntax/tex-commands.ts'
import {citesInNote, texCitation} from './tex-cite.ts'
import type {TexRange} from './tex-cursor.ts'
import {texPart} from './tex-float.ts'
import {readImage} from './tex-image.ts'
import {asInline, isFlow, placed, type TexItem, type TexReader, textAt, toBlocks, typed} from './tex-reader.ts'
import {texQuantity} from './tex-units.ts'

/** The arguments of a command, passed. */
export interface TexArguments {
  options: TexRange[]
  groups: TexRange[]
  last: TexRange
}

/** A command with its arguments. */
interface Call extends TexArguments {
  reader: TexReader
  name: string
  /** With its star. */
  typedName: string
  start: number
  end: number
}

/** One function a meaning; undefined leaves the command out, as layout. */
export const meanings: Partial<Record<TexMeaning, (call: Call) => TexItem[] | undefined>> = {
  emphasis: markOf('emphasis'),
  strong: markOf('strong'),
  smallCaps: markOf('smallCaps'),
  superscript: markOf('superscript'),
  subscript: markOf('subscript'),
  underline: markOf('underline'),
  delete: markOf('delete'),
  text: ({reader, last}) => reader.items(last),
  capitals: ({reader, name, last}) => inCase(reader.items(last), /upper/i.test(name)),
  code: ({reader, last, start, end}) => [
    {type: 'inlineCode', value: plainText(asInline(reader.items(last))), ...placed(reader, start, end)}
  ],
  quotes({reader, last, start, end}) {
    const [open, close] = termsOf(reader.lang).quotes
    const inside = reader.items(last)
    return [
      textAt(reader, open, {from: start, to: last.from}),
      ...inside,
      textAt(reader, close, {from: last.to, to: end})
    ]
  },
  formula: ({reader, last, start, end}) => [
    {type: 'inlineMath', value: typed(reader, last), ...placed(reader, start, end)}
  ],
  language({reader, groups, last, start, end}) {
    const lang = groups[0] && languageTag(typed(reader, groups[0]))
    if (groups.length < 2) return []
    if (lang === undefined) return reader.items(last)
    const attributes = {classes: [], pairs: {lang}}
    return wrapped(reader.items(last), (children) => ({
      type: 'span',
      attributes,
      children,
      ...placed(reader, start, end)
    }))
  },
  footnote: ({reader, last, start, end}) => [noteOf(reader, toBlocks(reader.items(last)), start, end)],
  noteMark({reader, options, start, end}) {
    const [mark] = options
    if (mark)
      return [
        {type: 'superscript', children: [textAt(reader, typed(reader, mark), mark)], ...placed(reader, start, end)}
      ]
    const note = noteOf(reader, [], start, end)
    reader.waiting.push(note)
    return [note]
  },
  noteText({reader, last, start, end}) {
    const blocks = toBlocks(reader.items(last))
    const note = reader.waiting.shift()
    if (!note) return [noteOf(reader, blocks, start, end)]
    note.children = blocks as Footnote['children']
    return []
  },
  link({reader, groups, last, start, end}) {
    const url = groups[0] ? unescaped(typed(reader, groups[0])) : ''
    return linked(url, reader.items(last), reader, start, end)
  },
  address({reader, last, start, end}) {
    const url = unescaped(typed(reader, last))
    return linked(url, [textAt(reader, url, last)], reader, start, end)
  },
  place({reader, options, groups, last, start, end}) {
    const label = options[0] ?? (groups.length > 1 ? groups[0] : undefined)
    const inside = reader.items(last)
    const holdsReference = inside.some((item) => item?.type === 'crossReference')
    if (!label || holdsReference) return inside
    return linked(`#${typed(reader, label).trim()}`, inside, reader, start, end)
  },
  anchor({reader, groups, last, start, end}) {
    const id = groups[0] && typed(reader, groups[0]).trim()
    const attributes = {id, classes: [], pairs: {}}
    const inside = groups.length > 1 ? reader.items(last) : []
    return [{type: 'span', attributes, children: [], ...placed(reader, start, end)}, ...inside]
  },
  cite({reader, name, options, last, start, end}) {
    const keys = citedKeys(reader, last)
    if (keys.length === 0) return []
    const [first, second] = options.map((range) => asInline(reader.items(range)))
    const [before = [], after = []] = second === undefined ? [[], first] : [first, second]
    const position = reader.place(start, end)
    const citation = texCitation({command: name, keys, before, after, position})
    if (!citesInNote(name)) return [citation]
    const stop: PhrasingContent = {type: 'text', value: '.', position}
    const paragraph: RootContent = {type: 'paragraph', children: [citation, stop], position}
    return [noteOf(reader, [paragraph], start, end)]
  },
  nocite: ({reader, last, start, end}) => [
    {type: 'texUncited', value: citedKeys(reader, last).join(','), ...placed(reader, start, end)}
  ],
  reference({reader, name, last, start, end}) {
    const labels = citedKeys(reader, last)
    return labels.length === 0 ? [] : [referenceOf(name, labels, reader, start, end)]
  },
  term({reader, name, groups, last, start, end}) {
    const [key] = groups
    if (!key) return []
    const entry = typed(reader, key).trim()
    const pairs: Record<string, string> = groups.length > 1 ? {entry} : {entry, form: termForm(name)}
    const children = groups.length > 1 ? asInline(reader.items(last)) : [textAt(reader, entry, key)]
    const attributes = {classes: ['term'], pairs}
    return [{type: 'span', attributes, children: children as PhrasingContent[], ...placed(reader, start, end)}]
  },
  label: ({reader, last, start, end}) => [
    {type: 'texLabel', value: typed(reader, last).trim(), ...placed(reader, start, end)}
  ],
  heading({reader, name, typedName, last, start, end}) {
    const depth = (headingDepths.get(name) ?? 2) as 1
    const classes = [...(typedName.endsWith('*') ? ['unnumbered'] : []), ...(name === 'part' ? ['part'] : [])]
    const children = asInline(reader.items(last))
    const attributes = classes.length > 0 ? {attributes: {classes, pairs: {}}} : {}
    return [{type: 'heading', depth, children, ...attributes, ...placed(reader, start, end)}]
  },
  image: ({reader, options, last, start, end}) => [
    readImage(typed(reader, last), options[0] ? typed(reader, options[0]) : '', reader.place(start, end))
  ],
  pages({reader, options, last, start, end}) {
    const typedOptions = options[0] ? typed(reader, options[0]) : ''
    const pages = /(?:^|,)\s*pages\s*=\s*(?:\{([^{}]*)\}|([^,]*))/.exec(typedOptions)
    const path = typed(reader, last).trim()
    const image = readImage(path, '', reader.place(start, end))
    const pairs = {alt: path.replace(/^.*\//, ''), pages: (pages?.[1] ?? pages?.[2] ?? '1').replace(/\s/g, '')}
    return [null, {...image, attributes: {classes: [], pairs}}, null]
  },
  caption: ({reader, last, start, end}) => [
    {type: 'texCaption', children: asInline(reader.items(last)), ...placed(reader, start, end)}
  ],
  part({reader, groups, options, last, start, end}) {
    const caption = groups.length > 1 ? groups[0] : options.at(-1)
    const given = {caption: caption && asInline(reader.items(caption))}
    return texPart(reader.items(last), given, reader.place(start, end))
  },
  epigraph({reader, groups, start, end}) {
    const children = groups.flatMap((group) => toBlocks(reader.items(group))) as Division['children']
    return [{type: 'division', attributes: {classes: ['epigraph'], pairs: {}}, children, ...placed(reader, start, end)}]
  },
  file({reader, name, last, start, end}) {
    const isText = /^(?:input|include|subfile)$/.test(name)
    error(reader.file, `File \`${typed(reader, last)}\` is not read: TeX \`\\${name}\``, {
      at: reader.place(start, end),
      rule: 'read:raw-tex',
      actual: name,
      fix: isText
        ? 'Copy its text here as Markdown, or name a Markdown file under `chapters:` in thesis.yml.'
        : 'Insert what it holds as a picture or as a fenced block.'
    })
    return []
  },
  quantity: ({reader, name, groups, start, end}) => [
    {
      type: 'inlineMath',
      value: texQuantity(
        name,
        groups.map((range) => typed(reader, range))
      ),
      ...placed(reader, start, end)
    }
  ],
  break: ({reader, start, end}) => [{type: 'break', ...placed(reader, start, end)}],
  paragraph: () => [null],
  rule: ({reader, start, end}) => [{type: 'thematicBreak', ...placed(reader, start, end)}],
  pageBreak: ({reader, name, start, end}) => [{type: 'pageBreak', value: `\\${name}`, ...placed(reader, start, end)}],
  role: ({reader, name, start, end}) => [{type: 'texRole', value: name, ...placed(reader, start, end)}],
  definition: () => [],
  environment: () => [],
  silent: () => []
}

/** What is printed of an entry: `short plural`, `first capital`. */
function termForm(name: string): string {
  const of = name.replace(/^(?:gls(?:xtr)?|acr?)/i, '').toLowerCase()
  const form = {s: 'short', l: 'long', f: 'full'}[of.charAt(0)] ?? 'first'
  return [form, ...(/p(?:l|lural)?$/.test(of) ? ['plural'] : []), ...(/^[A-Z]/.test(name) ? ['capital'] : [])].join(' ')
}

const headingDepths = new Map([
  ['part', 1],
  ['chapter', 1],
  ['addchap', 1],
  ['section', 2],
  ['addsec', 2],
  ['subsection', 3],
  ['minisec', 4],
  ['subsubsection', 4],
  ['paragraph', 5],
  ['subparagraph', 6]
])

function markOf(means: TexMeaning) {
  return ({reader, last, start, end}: Call) => marked(reader.items(last), means, placed(reader, start, end))
}

/** A mark around each run of text. */
export function marked(items: readonly TexItem[], means: TexMeaning, position = {}): TexItem[] {
  if (means === 'text') return [...items]
  return wrapped(items, (children): PhrasingContent => {
    if (means === 'smallCaps' || means === 'underline') {
      const name = means === 'underline' ? 'underline' : 'smallcaps'
      return {type: 'span', attributes: {classes: [name], pairs: {}}, children, ...position}
    }
    return {type: means as 'emphasis', children, ...position}
  })
}

function wrapped(items: readonly TexItem[], make: (children: PhrasingContent[]) => PhrasingContent): TexItem[] {
  const made: TexItem[] = []
  let inside: PhrasingContent[] = []
  for (const item of items) {
    if (item !== null && !isFlow(item)) inside.push(item as PhrasingContent)
    else {
      flush()
      made.push(item)
    }
  }
  flush()
  return made

  function flush(): void {
    if (inside.length > 0) made.push(make(inside))
    inside = []
  }
}

function inCase(items: TexItem[], isUpper: boolean): TexItem[] {
  for (const item of items) {
    if (item?.type === 'text') item.value = isUpper ? item.value.toUpperCase() : item.value.toLowerCase()
    else if (item && 'children' in item && item.type !== 'footnote') inCase(item.children as TexItem[], isUpper)
  }
  return items
}

function linked(url: string, inside: readonly TexItem[], reader: TexReader, start: number, end: number): TexItem[] {
  return wrapped(
    inside,
    (children): Link => ({type: 'link', url, children: children as Link['children'], ...placed(reader, start, end)})
  )
}

function noteOf(reader: TexReader, blocks: RootContent[], start: number, end: number): Footnote {
  return {type: 'footnote', children: blocks as Footnote['children'], ...placed(reader, start, end)}
}

/** The keys between commas. */
export function citedKeys(reader: TexReader, range: TexRange): string[] {
  return typed(reader, range)
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean)
}

function referenceOf(
  name: string,
  labels: readonly string[],
  reader: TexReader,
  start: number,
  end: number
): CrossReference {
  const isBare = /^(?:ref|eqref|subref|nameref)$/i.test(name)
  const form = name === 'ref' ? {form: 'digits' as const} : /^nameref$/i.test(name) ? {form: 'title' as const} : {}
  return {
    type: 'crossReference',
    items: labels.map((label) => ({label, isBare, ...form, ...placed(reader, start, end)})),
    isCapitalised: /^[A-Z]/.test(name),
    isPage: /pageref$/.test(name),
    children: [],
    ...placed(reader, start, end)
  }
}

/** `\%` and `\_` in an address. */
function unescaped(url: string): string {
  return url.replace(/\\([%#&_~{}$^])/g, '$1').replace(/\s+/g, '')
}
