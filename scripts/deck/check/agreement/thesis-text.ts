/** The resolved thesis → its text by place, its numbers, its captions and its numbering, to hold slides against. */

import type {Nodes, Parents, PhrasingContent, Table} from 'mdast'
import type {Figure, FigureKind, Footnote} from '../../../document/nodes.ts'
import {plainText} from '../../../document/text.ts'
import type {TargetKind, Thesis} from '../../../document/thesis.ts'
import {visit} from '../../../document/visit.ts'
import {findNumberWords, findTypedNumbers, simplify, stems, type TypedNumber} from './typed-numbers.ts'

/** A paragraph, a heading, a cell, a note: what is read in one go. */
export interface Passage {
  /** As printed, with spaces and apostrophes of one kind; citations in brackets and notes left out. */
  text: string
  /** The same without capitals. */
  lower: string
  /** Words of the row's and the column's head of a cell. */
  context: string
  /** Labels of the chapter, the sections and the figure that hold it, and the chapter's page. */
  labels: ReadonlySet<string>
  /** The innermost section, counted over the thesis. */
  section: number
  /** An entry of the bibliography: words, but no statement of the thesis. */
  isWork?: boolean
  /** Values of the data that it prints. */
  values: Array<{start: number; end: number; path: string}>
  /** References and citations, whose numbers count nothing. */
  references: Array<{start: number; end: number}>
}

/** A number where the thesis says it. */
export interface Said extends TypedNumber {
  passage: Passage
  /** Of the value that prints it. */
  path?: string
}

/** A figure or table with what is printed under it. */
export interface ThesisFigure {
  kind: FigureKind
  label: string
  number?: string
  caption: string
  /** Of its drawing. */
  description?: string
  /** Keys of its pictures in `Thesis.assets`. */
  pictures: string[]
  /** Text of its table. */
  cells?: string
}

/** The thesis as slides are held against it. */
export interface ThesisText {
  passages: readonly Passage[]
  figures: readonly ThesisFigure[]
  /** Printed numbers of each kind, with the label where there is one. */
  numbering: ReadonlyMap<TargetKind, ReadonlyMap<string, string>>
  /** Keys of the works that the thesis cites or lists. */
  works: ReadonlySet<string>
  /** Where a number is said, in figures or in letters. */
  said(value: number): readonly Said[]
  /** How many passages have a word, by its stem; words that hold it count too. */
  frequency(word: string): number
  /** The passages of a section, of a chapter, or of a figure and of the section that shows it. */
  inPlace(label: string): ReadonlySet<Passage>
}

/** Index a resolved thesis, once for all slides. */
export function readThesisText(thesis: Thesis, isFrench: boolean): ThesisText {
  const found: Passage[] = []
  const figures: ThesisFigure[] = []
  const works = new Set<string>()
  const numbering = new Map<TargetKind, Map<string, string>>()
  let sections = 0

  const labels = new Set([...thesis.targets.values()].map(({label}) => label))
  for (const {label, kind, number} of thesis.targets.values()) addNumber(kind, number, label)
  for (const {id, number, tree, role} of thesis.chapters) {
    if (role === 'chapter' || role === 'appendix' || role === 'part') addNumber(role, number, '')
    readChapter(tree, id)
  }
  for (const {tree} of thesis.abstracts) readChapter(tree, '')
  const {title, subtitle} = thesis.config
  for (const text of [title, subtitle ?? '']) addPassage({text}, {labels: new Set(), section: 0, context: ''})

  const said = new Map<number, readonly Said[]>()
  const frequencies = new Map<string, number>()
  const places = new Map<string, Set<Passage>>()
  return {
    passages: found,
    figures,
    numbering,
    works,
    said(value) {
      const known = said.get(value) ?? findSaid(found, value, isFrench)
      said.set(value, known)
      return known
    },
    frequency(word) {
      const known = frequencies.get(word) ?? found.filter(({lower}) => lower.includes(word)).length
      frequencies.set(word, known)
      return known
    },
    inPlace(label) {
      const known = places.get(label)
      if (known) return known
      const direct = found.filter(({labels}) => labels.has(label))
      const isShown = figures.some((figure) => figure.label === label)
      const around = new Set(isShown ? direct.map(({section}) => section) : [])
      const place = new Set([...direct, ...found.filter(({section}) => around.has(section))])
      places.set(label, place)
      return place
    }
  }

  function addNumber(kind: TargetKind, number: string | undefined, label: string): void {
    if (number === undefined) return
    const known = numbering.get(kind) ?? new Map<string, string>()
    if (!known.get(number)) known.set(number, labels.has(label) ? label : '')
    numbering.set(kind, known)
  }

  function readChapter(tree: Parents, id: string): void {
    const open: Array<{depth: number; label: string}> = []
    let place: Place = {labels: new Set([id]), section: ++sections, context: ''}
    for (const node of tree.children) {
      if (node.type === 'heading') {
        while ((open.at(-1)?.depth ?? 0) >= node.depth) open.pop()
        open.push({depth: node.depth, label: node.attributes?.id ?? ''})
        place = {labels: new Set([id, ...open.map(({label}) => label)]), section: ++sections, context: ''}
        if (node.depth > 1) addNumber('section', node.number, node.attributes?.id ?? '')
      }
      readNode(node, place)
    }
  }

  function readNode(node: Nodes, place: Place): void {
    if (node.type === 'math') addNumber('equation', node.number, node.attributes?.id ?? '')
    if (node.type === 'bibliographyEntry') works.add(node.key)
    if (node.type === 'figure') readFigure(node, place)
    else if (node.type === 'table') readTable(node, place)
    else if (node.type === 'drawing') {
      addPassage({text: `${node.title}. ${node.description}`}, place)
      if (node.table) readTable(node.table, place)
    } else if ('children' in node && node.children.length > 0) {
      const isWork = node.type === 'bibliographyEntry'
      const inside = isWork ? {...place, isWork} : place
      if (node.children.some(isPhrasing)) readPhrasing(node.children as PhrasingContent[], inside)
      else for (const child of node.children as Nodes[]) readNode(child, inside)
    }
  }

  function readFigure(node: Figure, place: Place): void {
    const label = node.attributes?.id ?? ''
    const caption = node.children.find((child) => child.type === 'caption')
    const drawing = node.children.find((child) => child.type === 'drawing')
    const table = node.children.find((child) => child.type === 'table')
    const pictures: string[] = []
    visit(node, 'image', ({asset, url}) => {
      pictures.push(asset ?? url)
    })
    const words = caption ? simplify(plainText(caption)) : ''
    figures.push({
      kind: node.kind,
      label,
      caption: words,
      pictures,
      number: node.number,
      description: drawing?.description,
      cells: table ? simplify(cellsOf(table).flat().join(' ')) : undefined
    })
    addNumber(node.kind, node.number, label)
    const inside = {...place, labels: new Set([...place.labels, label]), context: words}
    for (const child of node.children) readNode(child, inside)
  }

  function readTable({children}: Table, place: Place): void {
    const head = children[0]?.children.map((cell) => plainText(cell)) ?? []
    for (const row of children) {
      const first = row.children[0] ? plainText(row.children[0]) : ''
      row.children.forEach((cell, index) => {
        const context = index === 0 ? place.context : `${first} ${head[index] ?? ''} ${place.context}`
        readPhrasing(cell.children, {...place, context: simplify(context)})
      })
    }
  }

  function readPhrasing(nodes: readonly PhrasingContent[], place: Place): void {
    const {notes, cited, ...read} = flatten(nodes)
    for (const key of cited) works.add(key)
    addPassage(read, place)
    for (const note of notes) for (const child of note.children) readNode(child, {...place, context: ''})
  }

  function addPassage({text, values = [], references = []}: Read, place: Place): void {
    if (text.trim() === '') return
    const simple = simplify(text)
    found.push({...place, text: simple, lower: simple.toLowerCase(), values, references})
  }
}

type Read = Pick<Passage, 'text'> & Partial<Pick<Passage, 'values' | 'references'>>
type Place = Pick<Passage, 'labels' | 'section' | 'context' | 'isWork'>

const inlineTypes = new Set(
  'text emphasis strong delete link image break inlineCode inlineMath citation crossReference pageReference footnote footnoteCall span superscript subscript dataValue abbreviation html'.split(
    ' '
  )
)

function isPhrasing({type}: {type: string}): boolean {
  return inlineTypes.has(type)
}

/** A sentence as it is read aloud: what `plainText` gives, with the places of values, and without citations in brackets. */
function flatten(nodes: readonly PhrasingContent[]) {
  let text = ''
  const values: Passage['values'] = []
  const references: Passage['references'] = []
  const notes: Footnote[] = []
  const cited: string[] = []
  for (const node of nodes) add(node)
  return {text, values, references, notes, cited}

  function add(node: PhrasingContent): void {
    if (node.type === 'footnote') notes.push(node)
    if (node.type === 'citation') cited.push(...node.items.map(({key}) => key))
    if (node.type === 'citation' && node.mode === 'parenthetical') {
      // « acteurs [@sen1999]. » is « acteurs. »
      text = text.trimEnd()
      cited.push(...flatten(node.children).cited)
    } else if (node.type === 'dataValue') {
      const start = text.length
      node.children.forEach(add)
      values.push({start, end: text.length, path: node.path.trim()})
    } else if (node.type === 'citation' || node.type === 'crossReference' || node.type === 'pageReference') {
      const start = text.length
      node.children.forEach(add)
      references.push({start, end: text.length})
    } else if ('children' in node && node.type !== 'footnote') (node.children as PhrasingContent[]).forEach(add)
    else text += plainText(node)
  }
}

function cellsOf(table: Table): string[][] {
  return table.children.map((row) => row.children.map(({children}) => flatten(children).text))
}

const numbers = new WeakMap<Passage, readonly TypedNumber[]>()

/** The numbers that a passage says in figures. */
export function numbersOf(passage: Passage, isFrench: boolean): readonly TypedNumber[] {
  const known =
    numbers.get(passage) ??
    (/\d/.test(passage.text) ? findTypedNumbers(passage.text, isFrench) : []).filter(
      (one) => !passage.references.some(({start, end}) => one.start >= start && one.start < end)
    )
  numbers.set(passage, known)
  return known
}

function findSaid(passages: readonly Passage[], value: number, isFrench: boolean): Said[] {
  return passages
    .filter(({isWork}) => !isWork)
    .flatMap((passage) =>
      [...numbersOf(passage, isFrench).filter((one) => one.value === value), ...findNumberWords(passage, value)].map(
        (one) => {
          const path = passage.values.find(({start, end}) => one.start >= start && one.start < end)?.path
          return {...one, passage, path}
        }
      )
    )
}

const words = new WeakMap<object, ReadonlySet<string>>()

/** Stems of a passage, or of a block of a slide, and of what says what it is about. */
export function stemsOf(piece: Pick<Passage, 'text' | 'context'>): ReadonlySet<string> {
  const known = words.get(piece) ?? new Set([...stems(piece.text), ...stems(piece.context)])
  words.set(piece, known)
  return known
}
