/** Years typed on slides → messages on those that the thesis does not say of the same thing. */

import {report, type SlideContext, whereOf} from './slide-context.ts'
import type {Block} from './slide-prose.ts'
import {type Passage, type Said, stemsOf, type ThesisText} from './thesis-text.ts'
import {mark, stems, type TypedNumber} from './typed-numbers.ts'

/** What happens once: a year beside one of these words is a date, and there is only one right. */
const events: Record<string, RegExp> = {
  founded:
    /(?<!\p{L})(?:fond(?:ée?s?|a)|cré(?:ée?s?|a|ation)|née?s?|naissance|founded|created|established|born)(?!\p{L})/iu,
  opened: /(?<!\p{L})(?:ouver(?:te?s?|ture)|inaugur(?:ée?s?|ation)|opened)(?!\p{L})/iu,
  started: /(?<!\p{L})(?:lanc(?:ée?s?|ement)|launched)(?!\p{L})/iu,
  adopted: /(?<!\p{L})(?:adopt(?:ée?s?|ion|ed)|promulgu(?:ée?s?)|promulgation|votée?s?|signée?s?|signature)(?!\p{L})/iu
}

/**
 * Hold a year against the values beside it, the foundation of the case that the slide is about, and the text.
 *
 * Emits `slides:unbound-number`, `slides:contradicting-number`, `slides:unfounded-number`.
 */
export function checkYear(context: SlideContext, block: Block, year: TypedNumber): void {
  const beside = datesBeside(context, block, year)
  if (beside && beside.years.length > 0) {
    if (!beside.years.includes(year.value)) sayOther(context, block, year, beside.years.map(String), beside.path)
    return
  }
  const event = eventOf(block, year)
  if ((event && checkEvent(context, block, year, event)) || isSaid(context, block, year)) return
  const reason = `Year \`${year.typed}\`${whereOf(block)} is not in the thesis`
  report(context, block, year, `${reason}: nothing in the thesis says it of this`, {
    rule: 'slides:unfounded-number',
    fix: `Say it in the thesis${context.place.size > 0 ? '' : ', name its place with `thesis:`'}, or remove it.`
  })
}

/** The dates of the value that a year dates: « VALUE enfants en 2018 », « en 2018 : VALUE », or those of a row. */
function datesBeside({facts, blocks}: SlideContext, block: Block, {start, end}: TypedNumber) {
  const before = block.text.slice(0, start)
  const ahead = new RegExp(`${mark}[^\\d${mark}.,;:!?]{0,40}?(?:en|in|\\() ?$`).exec(before)
  const isFirst = /(?:^|[.;:] )(?:en|in) $/i.test(before)
  const second = '(?:(?: ?[-–] ?| à | et | to | and )\\d{4})?'
  const following = new RegExp(`^${second} ?${isFirst ? '[:,–-]?' : '[:–-]?'} ?${mark}`).exec(block.text.slice(end))
  const at = ahead ? ahead.index : following ? end + following[0].length - 1 : undefined
  const path = at === undefined ? undefined : block.bound.get(at)?.path
  if (path !== undefined) return {path, years: facts.byPath.get(path)?.years ?? yearsOfPath(path)}
  if (block.row === 0) return undefined
  return datesOfRow(
    block,
    blocks.filter(({row, isNote}) => row === block.row && isNote === block.isNote)
  )
}

function yearsOfPath(path: string): number[] {
  return [...(path.split('@')[1] ?? '').matchAll(/(?<!\d)\d{4}(?!\d)/g)].map(([year]) => Number(year))
}

/** « Pauvreté, 2001 et 2022 | VALUE | VALUE »: as many years as values with a date. */
function datesOfRow(block: Block, cells: readonly Block[]) {
  const paths = cells.flatMap(({bound}) => [...bound.values()].flatMap(({path}) => path ?? []))
  const years = [...new Set(paths.flatMap(yearsOfPath))]
  const typed = [...block.text.matchAll(/(?<=(?:[,(–-]|en|et|à|and|in) ?)(?:1[5-9]|20)\d\d(?!\d)/g)]
  return years.length > 0 && typed.length === years.length ? {path: paths[0]!, years} : undefined
}

/** The event that a year dates: its word stands before it in the same clause. */
function eventOf({text}: Block, {start}: TypedNumber): string | undefined {
  const clause = /[^.;:!?\n]*$/.exec(text.slice(Math.max(0, start - 60), start))![0]
  const isDated = /(?:en|in|depuis|since|dès|\(|,|[–-]) ?$|\d{1,2} \p{L}+ $/u.test(clause)
  return isDated ? Object.keys(events).find((name) => events[name]!.test(clause)) : undefined
}

/** Judge the year of an event; false when neither data nor text date it. */
function checkEvent(context: SlideContext, block: Block, year: TypedNumber, event: string): boolean {
  const {cases, facts, place, text} = context
  const founded = event === 'founded' ? [...cases].flatMap((id) => ({id, year: facts.cases.get(id)!.founded})) : []
  const own = founded.find((one) => one.year === year.value)
  if (own) {
    report(
      context,
      block,
      year,
      `Number typed by hand${whereOf(block)}: \`${year.typed}\` is \`${own.id}.founded\` in the data`,
      {
        rule: 'slides:unbound-number',
        expected: [`${own.id}.founded`],
        fix: `Write \`<Value of="${own.id}.founded" />\`, so that the slide follows the data.`
      }
    )
    return true
  }
  const isDatedSo = (one: Said) => events[event]!.test(sentenceOf(one)) && isAbout(context, block, one.passage)
  if (text.said(year.value).some(isDatedSo)) return true
  if (founded.length === 1) {
    const [{id, year: right}] = founded as [{id: string; year: number}]
    sayOther(context, block, year, [String(right)], `${id}.founded`)
    return true
  }
  const others = [...place].flatMap((passage) => datesOf(passage, event, context, block))
  if (others.length === 0) return false
  sayOther(context, block, year, [...new Set(others)].slice(0, 3))
  return true
}

/** The words around a number in its passage, from one full stop to the next. */
function sentenceOf({passage, start, end}: Said): string {
  const ahead = /[^.;!?]*$/.exec(passage.text.slice(0, start))![0]
  const following = /^[^.;!?]*/.exec(passage.text.slice(end))![0]
  return `${ahead} ${following} ${passage.context}`
}

/** Years that a passage gives to an event of what the block speaks about. */
function datesOf(passage: Passage, event: string, context: SlideContext, block: Block): string[] {
  if (!isSharing(context, block, passage)) return []
  return passage.text
    .split(/(?<=[.;!?]) /)
    .filter((sentence) => events[event]!.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(/(?<![\d,.])(?:1[5-9]|20)\d\d(?!\d)/g)].map(([year]) => year))
}

function isAbout(context: SlideContext, block: Block, passage: Passage): boolean {
  return context.place.has(passage) || isSharing(context, block, passage)
}

/** A word of the block in common, or one of the heading: what is said is said of the same thing. */
export function isSharing(
  {title}: SlideContext,
  block: Block,
  passage: Pick<Passage, 'text' | 'context'>,
  counts: (word: string) => boolean = () => true
): boolean {
  const spoken = stemsOf(block)
  return [...stemsOf(passage)].some((word) => word.length > 2 && (spoken.has(word) || title.has(word)) && counts(word))
}

function isSaid(context: SlideContext, block: Block, {value, start, end}: TypedNumber): boolean {
  const {config, place, slide, text, years} = context
  // The cover and the last slide carry the day of the defence.
  if (slide.layout === 'cover' || slide.layout === 'end' || (config.date ?? '').includes(String(value))) return true
  const said = text.said(value)
  const other = pairOf(block.text, start, end)
  if (other !== undefined) return isPairSaid(context, block, [value, other])
  // « les années 1990 » is a decade, and said as one.
  const decade = /(?:années|l’an) $/i.exec(block.text.slice(0, start))
  if (decade) return said.some((one) => one.before[0] === stems(decade[0])[0])
  if (years.has(value) || said.some(({passage}) => place.has(passage))) return true
  const isOfThis = (one: Said) =>
    isSharing(context, block, {text: sentenceOf(one), context: ''}, (word) => isRare(text, word))
  return said.some(isOfThis) || hasFact(context, block, [value])
}

/** The other end of « de 2011 à 2014 », « 2005-2010 ». */
function pairOf(text: string, start: number, end: number): number | undefined {
  const [, following] = /^ ?(?:à|-|–|to) ?((?:1[5-9]|20)\d\d)(?!\d)/.exec(text.slice(end)) ?? []
  const [, ahead] = /(?<!\d)((?:1[5-9]|20)\d\d) ?(?:à|-|–|to) ?$/.exec(text.slice(0, start)) ?? []
  return (following ?? ahead) ? Number(following ?? ahead) : undefined
}

/** Both ends stand in one passage of the place or of the same subject, or are dates of one fact. */
function isPairSaid(context: SlideContext, block: Block, pair: readonly [number, number]): boolean {
  const {place, text} = context
  const others = new Set(text.said(pair[1]).map(({passage}) => passage))
  const together = text.said(pair[0]).filter(({passage}) => others.has(passage))
  return (
    together.some(({passage}) => place.has(passage) || isSharing(context, block, passage)) ||
    hasFact(context, block, pair)
  )
}

/** Whether a fact that the slide shows, or speaks about, has all these dates. */
function hasFact({facts, paths, title}: SlideContext, block: Block, years: readonly number[]): boolean {
  const spoken = stemsOf(block)
  const near = facts.facts.filter(
    ({name, words}) =>
      [...paths].some((path) => path.split('@')[0] === name) ||
      [...words].some((word) => spoken.has(word) || title.has(word))
  )
  return [...Map.groupBy(near, ({name}) => name).values()].some((dated) =>
    years.every((year) => dated.some((fact) => fact.years.includes(year)))
  )
}

/** Words that few passages have: they name a subject, where « cas » or « part » would not. */
function isRare({frequency, passages}: ThesisText, word: string): boolean {
  return frequency(word) <= Math.max(8, passages.length / 50)
}

function sayOther(
  context: SlideContext,
  block: Block,
  year: TypedNumber,
  years: readonly string[],
  path?: string
): void {
  const where = whereOf(block)
  const reason = `Year \`${year.typed}\`${where} does not agree with the thesis, which has \`${years.join('`, `')}\``
  if (path === undefined) {
    report(context, block, year, `${reason} as the thesis says`, {
      rule: 'slides:unfounded-number',
      expected: [...years],
      fix: `Write \`${years[0]}\`, or say \`${year.typed}\` in the thesis.`
    })
    return
  }
  report(context, block, year, `${reason} as \`${path}\` says`, {
    rule: 'slides:contradicting-number',
    expected: path.endsWith('.founded') ? [path] : [...years],
    fix: path.endsWith('.founded')
      ? `Write \`<Value of="${path}" />\`.`
      : `Write \`${years[0]}\`, or bind another value.`
  })
}
