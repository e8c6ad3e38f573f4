/**
 * Markdown → the events of micromark, line by line.
 *
 * Where a container ends, micromark walks over all events of the document so far, which makes long lists and
 * definitions quadratic. It only ever needs those of the last lines, so the others are taken away from it.
 */

import type {Root} from 'mdast'
import type {Extension as NodeExtension} from 'mdast-util-from-markdown'
import {parse, postprocess, preprocess} from 'micromark'
import {codes} from 'micromark-util-symbol'
import type {Chunk, Construct, Event, Extension as SyntaxExtension, TokenizeContext} from 'micromark-util-types'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {rememberOpenBlocks} from './lazy-lines.ts'
import {sign} from './steps.ts'

/** Events of a document that may pile up before they are taken away. */
const most = 1000

interface MarkdownExtensions {
  extensions: SyntaxExtension[]
  mdastExtensions: NodeExtension[]
  /** What links and notes may call, the labels found here added: a cell calls those of the text around it. */
  labels?: Labels
}

/** Labels of link definitions and of notes, as micromark compares them. */
export interface Labels {
  definitions: LabelList
  notes: LabelList
}

/** Labels in the order of the text. micromark asks for each of them whether it is there. */
class LabelList extends Array<string> {
  readonly #known = new Set<string>()
  /** Labels that are defined without a definition. */
  others: ReadonlySet<string> = new Set()

  override push(...labels: string[]): number {
    for (const label of labels) this.#known.add(label)
    return super.push(...labels)
  }

  override includes(label: string): boolean {
    return this.#known.has(label) || this.others.has(label)
  }
}

/**
 * No labels yet.
 *
 * @param others  labels that are defined without a definition: headings
 */
export function newLabels(others: ReadonlySet<string> = new Set()): Labels {
  return {definitions: Object.assign(new LabelList(), {others}), notes: new LabelList()}
}

/** A text → its tree as remark-parse builds it, with extensions of micromark and of mdast-util-from-markdown. */
export function parseMarkdown(
  text: string,
  {extensions, mdastExtensions, labels = newLabels()}: MarkdownExtensions
): Root {
  const events = postprocess(tokenise(text, extensions, labels))
  return unified()
    .use(remarkParse)
    .data({micromarkExtensions: [eventsInstead(events)], fromMarkdownExtensions: mdastExtensions})
    .parse('.')
}

function tokenise(text: string, extensions: SyntaxExtension[], {definitions, notes}: Labels): Event[] {
  const document = parse({extensions}).document()
  Object.assign(document.parser, {defined: definitions, gfmFootnotes: notes})
  rememberOpenBlocks(document.parser)
  const events: Event[] = []
  let line: Chunk[] = []
  for (const chunk of preprocess()(text, undefined, true)) {
    line.push(chunk)
    if (typeof chunk === 'string' || chunk === null || chunk > -3) continue
    document.write(line)
    line = []
    if (document.events.length > most) takeSettled(document, events)
  }
  for (const event of document.write(line)) events.push(event)
  return events
}

/** Move all events but those of the last lines: micromark looks back for the last two ends of a line. */
function takeSettled(document: TokenizeContext, taken: Event[]): void {
  let ends = 0
  let at = document.events.length
  while (at > 0 && ends < 3) {
    at--
    const [kind, token] = document.events[at] as Event
    if (kind === 'exit' && token.type === 'chunkFlow') ends++
  }
  for (const event of document.events.splice(0, at)) taken.push(event)
}

/** remark-parse takes text only: a construct that reads one character and gives the events for it. */
function eventsInstead(events: Event[]) {
  const construct: Construct = {
    tokenize: (effects, ok) => (code) => {
      sign(effects, 'data', code)
      return ok
    },
    continuation: {tokenize: (_, ok) => ok},
    exit: () => undefined,
    resolveAll: () => events
  }
  return {document: {[codes.dot]: construct}}
}
