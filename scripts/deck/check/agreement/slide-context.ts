/** A slide → what it speaks about: its place in the thesis, its cases, the data that it shows. */

import type {VFile} from 'vfile'
import type {Config} from '../../../config.ts'
import type {Thesis} from '../../../document/thesis.ts'
import {type MessageOptions, warn} from '../../../messages/messages.ts'
import type {DeckData} from '../../deck-data.ts'
import {drawingKey} from '../../keys.ts'
import type {Slide} from '../../read/read-deck.ts'
import {type DataFacts, yearsOf} from './data-facts.ts'
import type {Block} from './slide-prose.ts'
import type {Passage, ThesisText} from './thesis-text.ts'
import {findTypedNumbers, simplify, stems} from './typed-numbers.ts'

/** The thesis and its data, the same for every slide. */
export interface DeckContext {
  file: VFile
  thesis: Thesis
  config: Config
  isFrench: boolean
  text: ThesisText
  facts: DataFacts
}

/** One slide in that context. */
export interface SlideContext extends DeckContext {
  slide: Slide
  blocks: readonly Block[]
  /** Passages of the place that its front matter names. */
  place: ReadonlySet<Passage>
  /** Case studies that it is about. */
  cases: ReadonlySet<string>
  /** Paths of the values that it prints. */
  paths: ReadonlySet<string>
  /** Years of the data that it shows. */
  years: ReadonlySet<number>
  /** Stems of its heading. */
  title: ReadonlySet<string>
}

/** Part of a block that a check has judged: no other check reads it. */
export interface Claim {
  start: number
  end: number
}

/** Gather what a slide speaks about. */
export function readContext(
  deckContext: DeckContext,
  slide: Slide,
  blocks: readonly Block[],
  bound: DeckData
): SlideContext {
  const {facts, text, thesis} = deckContext
  const label = slide.settings.thesis === undefined ? '' : String(slide.settings.thesis)
  const heading = blocks.filter(({kind, isNote}) => kind === 'heading' && !isNote).map(({text}) => text)
  const paths = new Set(blocks.flatMap((block) => [...block.bound.values()].flatMap(({path}) => path ?? [])))
  const drawn = slide.components.filter(({name}) => name === 'Chart' || name === 'CaseTable')
  const named = [slide.settings.case, ...slide.components.flatMap(({attributes: {case: study, name}}) => [study, name])]
  const target = thesis.targets.get(label)
  const spoken = simplify([...heading, target?.title ?? ''].join('\n'))
  const cases = new Set<string>()
  for (const [id, {names}] of facts.cases) {
    const isBound = [...paths].some((path) => path.startsWith(`${id}.`))
    if (named.includes(id) || isBound || names.some((name) => spoken.includes(simplify(name)))) cases.add(id)
  }
  const years = new Set([
    ...[...paths].flatMap((path) => facts.byPath.get(path)?.years ?? yearsOf(path.split('@')[1] ?? '')),
    ...drawn.flatMap(({attributes}) => {
      const picture = bound.charts[drawingKey(attributes)]
      return picture ? yearsOf(`${picture.title} ${picture.description}`) : []
    }),
    ...[...cases].flatMap((id) => [...(facts.cases.get(id)?.years ?? [])])
  ])
  return {
    ...deckContext,
    file: slide.file,
    slide,
    blocks,
    place: label === '' ? new Set() : text.inPlace(label),
    cases,
    paths,
    years,
    title: new Set(heading.flatMap(stems))
  }
}

/** Warn of a part of a block: what the texts let one suppose is likely, not certain. */
export function report(
  {file}: Pick<DeckContext, 'file'>,
  block: Block,
  {start, end}: Claim,
  reason: string,
  options: Omit<MessageOptions, 'at'>
): void {
  warn(file, reason, {at: block.place(start, end), actual: block.text.slice(start, end), ...options})
}

/** What a message adds when it is about the notes of a slide. */
export function whereOf({isNote}: Block): string {
  return isNote ? ' in the notes' : ''
}

/** Whether a part of a block has been judged. */
export function isClaimed(claims: readonly Claim[], start: number): boolean {
  return claims.some((claim) => start >= claim.start && start < claim.end)
}

/** Numbers of a block that no other check has judged. */
export function freeNumbers(block: Block, claims: readonly Claim[], isFrench: boolean) {
  return findTypedNumbers(block.text, isFrench).filter(({start}) => !isClaimed(claims, start))
}
