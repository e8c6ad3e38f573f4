/** The note of a citation in a note style: where it goes, and how the sentence closes around its call. */

import type {Nodes, Parent, PhrasingContent, RootContent, Text} from 'mdast'
import {isFrench} from '../../document/language.ts'
import type {Citation, Footnote} from '../../document/nodes.ts'
import {capitalise, plainText} from '../../document/text.ts'

export interface PlaceNoteOptions {
  /** Of a narrative citation: printed in the sentence. */
  author?: PhrasingContent[]
  content: PhrasingContent[]
  /** BCP 47: where the call stands beside punctuation depends on it. */
  lang: string
}

/**
 * Print a citation in a note style.
 *
 * In the author's own note it stays in the sentence. Elsewhere it becomes a note, in which a capital starts the
 * sentence; the author of a narrative citation stays in the text, its note after the name.
 */
export function placeNote(
  node: Citation,
  ancestors: readonly Nodes[],
  {author, content, lang}: PlaceNoteOptions
): void {
  const parent = ancestors.at(-1) as Parent
  // Words of another citation, « cité dans @b », are in that one's note.
  if (ancestors.some(({type}) => type === 'footnote' || type === 'citation')) {
    // « On lit dans ibid., p. 46 »: the word names the author too.
    const isNamed = author && !/^ibid\b/i.test(plainText(content))
    node.children = isNamed ? [...author, textNode(', ', node), ...content] : content
    const isAside = !author && followsClause(node, parent)
    if (parent.type === 'paragraph' && parent.children[0] === node) withCapital(node.children)
    else if (!opensSentence(node, ancestors)) withSmallLatin(node.children)
    if (isAside || !isAtEnd(node, parent)) withoutFinalPoint(node)
    if (isAside) node.children = [textNode('(', node), ...node.children, textNode(')', node)]
    withoutSecondPoint(node, parent)
    return
  }
  const note: Footnote = {type: 'footnote', children: [{type: 'paragraph', children: withCapital(content)}]}
  if (node.position) note.position = node.position
  const link = ancestors.findIndex(({type}) => type === 'link')
  if (author) node.children = author
  else note.children = [{type: 'paragraph', children: [{...node, children: content}]}]
  if (link > 0) {
    // A call is a link, and links do not nest: the note stands after the one around it.
    const around = ancestors[link - 1] as Parent
    if (!author) {
      const index = parent.children.indexOf(node)
      parent.children.splice(index, 1)
      trimBefore(parent, index)
    }
    insertNote(around, around.children.indexOf(ancestors[link] as RootContent) + 1, note, lang)
  } else if (author) node.children = [...author, note]
  else {
    const index = parent.children.indexOf(node)
    parent.children.splice(index, 1)
    insertNote(parent, index, note, lang)
  }
}

function insertNote(parent: Parent, index: number, note: Footnote, lang: string): void {
  parent.children.splice(index, 0, note)
  closeSentence(parent, index, lang)
}

/**
 * « L'écart est faible [@a] » in a note of the author's: the work stands in brackets there. It does not after a
 * sentence that is closed, « Voir [@a] », or in brackets already.
 */
function followsClause(node: Citation, parent: Parent): boolean {
  if (parent.type !== 'paragraph') return false
  const before = parent.children.slice(0, parent.children.indexOf(node)).map(plainText).join('').trimEnd()
  if (!/[\p{Letter}\p{Number})\]»”"’'%€]$/u.test(before) || introducesWork.test(before)) return false
  return count(before, '(') <= count(before, ')')
}

const introducesWork =
  /(?:^|[\s('’(])(?:voir|aussi|cf|comparer|d[’']après|selon|dans|in|chez|et|ou|de|par|à|avec|see|also|notamment)$/i

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}

/** Nothing but white space after it in its paragraph. */
function isAtEnd(node: Citation, parent: Parent): boolean {
  const following = parent.children.slice(parent.children.indexOf(node) + 1)
  return parent.type === 'paragraph' && following.every((next) => next.type === 'text' && next.value.trim() === '')
}

/** The style ends a note with a point; inside a sentence of the author's there is none. */
function withoutFinalPoint(node: Citation): void {
  const last = node.children.at(-1)
  if (last?.type !== 'text' || !last.value.endsWith('.')) return
  last.value = last.value.slice(0, -1)
  if (last.value === '') node.children.pop()
}

/** « op. cit. » ends with a point of its own: the one that closes the author's sentence would be a second. */
function withoutSecondPoint(node: Citation, parent: Parent): void {
  const after = parent.children[parent.children.indexOf(node) + 1]
  if (after?.type === 'text' && /^\.(?!\.)/.test(after.value) && plainText(node.children).endsWith('.')) {
    after.value = after.value.slice(1)
  }
}

/** « voir ibid. »: the capital that opens a note is not for the middle of one. */
function withSmallLatin([first]: PhrasingContent[]): void {
  if (first?.type === 'text') {
    first.value = first.value.replace(/^(?:Ibid|Idem|Op\. cit|Loc\. cit|Art\. cit)/, (word) => word.toLowerCase())
  } else if (first?.type === 'link' || first?.type === 'emphasis') withSmallLatin(first.children)
}

/** True when a citation opens a sentence: « van der Have » is then « Van der Have ». */
export function opensSentence(node: Citation, ancestors: readonly Nodes[]): boolean {
  const parent = ancestors.at(-1) as Parent
  const before = parent.children[parent.children.indexOf(node) - 1]
  if (before === undefined) return parent.type === 'paragraph'
  return before.type === 'text' && /[.!?…]\s+$/.test(before.value) && !endsInAbbreviation(before.value)
}

/** Start what is printed with a capital. */
export function withCapital(content: PhrasingContent[]): PhrasingContent[] {
  const [first] = content
  if (!first) return content
  if (first.type === 'text') first.value = capitalise(first.value)
  // A name in small capitals keeps its particle as it is.
  else if (first.type === 'link' || first.type === 'emphasis') withCapital(first.children)
  return content
}

/**
 * No space before the call; in French it comes before the punctuation that closes the phrase, elsewhere after it.
 *
 * Source: Lexique des règles typographiques en usage à l'Imprimerie nationale, « Appel de note ».
 */
function closeSentence(parent: Parent, index: number, lang: string): void {
  const before = parent.children[index - 1]
  const after = parent.children[index + 1]
  trimBefore(parent, index)
  if (separateCalls(parent, index)) return
  if (isFrench(lang)) {
    if (before?.type === 'text') pullBefore(parent, index, before, after)
    separateCalls(parent, index)
  } else if (before?.type === 'text' && after?.type === 'text') {
    const [marks = ''] = /^[.,]/.exec(after.value) ?? []
    before.value += marks
    after.value = after.value.slice(marks.length)
  }
}

/** Two calls in a row would read as one number: « 3, 4 ». */
function separateCalls(parent: Parent, index: number): boolean {
  const before = parent.children[index - 1]
  const last = before?.type === 'text' && before.value === '' ? parent.children[index - 2] : before
  if (last?.type !== 'footnote') return false
  parent.children.splice(index, 0, {type: 'superscript', children: [{type: 'text', value: ', '}]})
  return true
}

function trimBefore(parent: Parent, index: number): void {
  const before = parent.children[index - 1]
  if (before?.type === 'text') before.value = before.value.replace(/[ \t\n\u00A0\u202F]+$/, '')
}

/** « phrase. [@x] » and « phrase.[@x] » were typed in the English way: the call moves before the point. */
function pullBefore(parent: Parent, index: number, before: Text, after: Nodes | undefined): void {
  const startsSentence =
    after === undefined || (after.type === 'text' && /^\s*(?:$|\p{Uppercase_Letter}|«)/u.test(after.value))
  const [marks = ''] = /[\s\u00A0\u202F]?[.,;:!?…]$/u.exec(before.value) ?? []
  if (marks === '' || endsInAbbreviation(before.value) || (/[.!?…]$/.test(marks) && !startsSentence)) return
  before.value = before.value.slice(0, -marks.length)
  if (after?.type === 'text') after.value = marks + after.value
  else
    parent.children.splice(index + 1, 0, {
      type: 'text',
      value: marks,
      position: before.position
    })
}

/** « etc. », « cf. », « B. »: the point belongs to the word. */
function endsInAbbreviation(text: string): boolean {
  return /(?:^|[\s(])(?:etc|cf|p|al|ex|art|vol|éd|\p{Uppercase_Letter})\.\s*$/u.test(text)
}

function textNode(value: string, {position}: Citation): Text {
  return {type: 'text', value, position}
}
