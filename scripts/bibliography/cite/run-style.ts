/** Clusters → what the style prints, whatever the style's code makes of the works. */

import type {Cluster, Engine, Item} from 'citeproc'
import {fallbackText} from './author-text.ts'
import type {CitationInput, CitationMessage} from './cite.ts'
import {engineItem, openEngine, printOthers} from './engine.ts'
import {formatClusters} from './linear-pass.ts'
import type {Work, Works} from './plan-clusters.ts'
import {marks, richTextToString, unwrap} from './rich-text.ts'
import type {Style} from './styles.ts'

/** What the engine printed, still with marks. */
export interface Printed {
  texts: string[]
  entries: {id: string; text: string}[]
  engine: Engine
}

export interface RunOptions {
  input: CitationInput
  works: Works
  clusters: Cluster[]
  /** Ids of works that are listed without being cited. */
  uncited: string[]
  report: (message: CitationMessage) => void
}

/** What is done with works that a style fails on, in this order: no marks in their fields; nothing but a plain title. */
const remedies = [withoutInlineMarkup, withTitleOnly]

/**
 * Print all clusters and entries.
 *
 * When the style's code fails, the works that it fails on are made plainer (a published style fails on italics in a
 * title) and all is printed again. Undefined when that does not help.
 *
 * Reports `citations:style-fails`.
 */
export function runStyle(options: RunOptions): Printed | undefined {
  const {input, works, report} = options
  let failure: unknown
  for (const remedy of [undefined, ...remedies]) {
    const failing = remedy ? findFailing(input, works) : []
    if (remedy && failing.length === 0) break
    for (const {id, error} of failing) {
      const known = works.byId.get(id)
      if (!known) continue
      works.engineItems.set(id, remedy?.(known) ?? engineItem(id, known.item))
      if (remedy === remedies[0]) report(styleFails(input.style, known, error))
    }
    try {
      return print(options)
    } catch (error) {
      failure = error
    }
  }
  report({...styleFails(input.style, undefined, failure), severity: 'error'})
  return undefined
}

function print({input, works, clusters, uncited}: RunOptions): Printed {
  const engine = open(input, works)
  // The engine writes into clusters: a second try needs them as they were.
  const texts = formatClusters(engine, structuredClone(clusters), uncited)
  const [, entries] = engine.makeBibliography() || [undefined, []]
  return {
    engine,
    texts: texts.map((text) => finish(engine, text)),
    // A style may print nothing for a work: entries say themselves which one they are.
    entries: entries.flatMap((entry) => {
      const {argument: id, text} = unwrap('entry', entry) ?? {argument: '', text: ''}
      return id ? [{id, text: finish(engine, text)}] : []
    })
  }
}

/**
 * What no style can say: where a list of names goes on, « consulté en mars », the wide space before a French colon,
 * no point behind points of suspension.
 */
function finish(engine: Engine, text: string): string {
  const printed = printOthers(engine, text)
  if (!engine.opt.lang.startsWith('fr')) return printed
  return printed
    .replace(/\u202F(?=[:»])/g, '\u00A0')
    .replace(/(?<=«)\u202F/g, '\u00A0')
    .replace(consultedInMonth, '$1$2en$2')
    .replace(pointBehindEllipsis, '$1')
}

/** « consulté le mars 2026 », and what published styles make of it: « Consulté lemars », « page consultée le mars ». */
const consultedInMonth =
  /(consultée?)([ \u00A0\u202F])le[ \u00A0\u202F]?(?=(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|\d{4}))/gi

const pointBehindEllipsis = new RegExp(`(…[\\s»${marks.close}]*)\\.(?!\\.)`, 'g')

function open(input: CitationInput, {engineItems}: Works): Engine {
  return openEngine({...input, items: engineItems, arabic: input.arabic ?? 'apart'})
}

/** The works that fail on their own; none when the style cannot even start. */
function findFailing(input: CitationInput, works: Works): {id: string; error: unknown}[] {
  const failing: {id: string; error: unknown}[] = []
  let engine: Engine | undefined
  for (const id of works.byId.keys()) {
    try {
      engine ??= open(input, works)
    } catch {
      return []
    }
    try {
      engine.updateItems([id])
      engine.makeCitationCluster([{id}])
      engine.makeBibliography()
    } catch (error) {
      failing.push({id, error})
      engine = undefined
    }
  }
  return failing
}

function withoutInlineMarkup({id, item}: Work): Item {
  const plain = (_: string, value: unknown) =>
    typeof value === 'string' ? value.replace(/<\/?(?:i|b|sup|sub|sc|span)(?:\s[^<>]*)?>/g, '') : value
  return engineItem(id, JSON.parse(JSON.stringify(item), plain) as Work['item'])
}

function withTitleOnly({id, item}: Work): Item {
  const title = richTextToString(fallbackText(item)).replace(/[<>]/g, '')
  return {...engineItem(id, {id, type: 'document', title})}
}

function styleFails({title}: Style, work: Work | undefined, error: unknown): CitationMessage {
  const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]
  const of = work ? ` the entry \`${work.key}\`` : ' these citations'
  return {
    rule: 'citations:style-fails',
    severity: 'warning',
    reason: `The style \`${title}\` fails on${of}: ${why}`,
    fix: work
      ? 'Take the italics and other marks out of the title of this entry, or choose another style.'
      : 'Choose another style in `thesis.yml`, or tell the authors of this one.',
    ...(work && {key: work.key})
  }
}
