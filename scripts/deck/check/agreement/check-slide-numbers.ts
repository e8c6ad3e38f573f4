/** Numbers typed on slides → messages on those that repeat the data, contradict it, or that nothing in the thesis says. */

import {visit} from '../../../document/visit.ts'
import {checkYear, isSharing} from './check-slide-years.ts'
import type {DataFact} from './data-facts.ts'
import {type Claim, freeNumbers, report, type SlideContext, whereOf} from './slide-context.ts'
import type {Block} from './slide-prose.ts'
import {numbersOf, type Said, stemsOf} from './thesis-text.ts'
import {findNumberWords, simplify, stems, type TypedNumber} from './typed-numbers.ts'

/**
 * Hold every number typed in figures against the data and the text.
 *
 * One that the data has, or that the thesis prints from the data, must be bound; one of the unit or of the words of a
 * fact, but no value of it, contradicts the data; any other must be said somewhere in the thesis of the same thing.
 *
 * Emits `slides:unbound-number`, `slides:contradicting-number`, `slides:unfounded-number`.
 */
export function checkSlideNumbers(context: SlideContext, block: Block, claims: readonly Claim[]): void {
  for (const number of freeNumbers(block, claims, context.isFrench)) {
    if (isName(block, number)) continue
    const isYear = number.isYear && context.facts.unitAt(number.following) === undefined
    if (isYear) checkYear(context, block, number)
    else checkNumber(context, block, number)
  }
}

function checkNumber(context: SlideContext, block: Block, number: TypedNumber): void {
  const unit = context.facts.unitAt(number.following)
  const said = context.text.said(number.value).filter((one) => isSameThing(context, block, number, one))
  const paths = pathsOf(context, block, number, {unit, said})
  if (paths.length > 0) sayUnbound(context, block, number, paths)
  else if (said.length === 0 && !isRounded(context, block, number, unit) && !isNoClaim(context, block, number, unit)) {
    const large = unit === undefined ? inFull(context, number) : undefined
    const denied = contradicted(context, block, large?.number ?? number, large?.unit ?? unit)
    if (denied.length > 0) sayContradicting(context, block, number, denied)
    else sayUnfounded(context, block, number)
  }
}

/** What the data calls a number: by its unit or its words, by the value that the thesis prints there, by its figures. */
function pathsOf(
  context: SlideContext,
  block: Block,
  number: TypedNumber,
  {unit, said}: {unit: string | undefined; said: readonly Said[]}
): string[] {
  const equal = context.facts.facts
    .filter(({values}) => values.includes(number.value))
    .toSorted((a, b) => closeness(context, block, b) - closeness(context, block, a))
  const same = equal
    .filter((fact) => isSameFact(context, fact, number, unit))
    .filter((fact) => !fact.isCell || closeness(context, block, fact) > 0)
  if (same.length > 0) return same.map(({path}) => path)
  const printed = said.filter(({path}) => path !== undefined)
  const isTyped = printed.length < said.length && !printed.some(({passage}) => context.place.has(passage))
  if (printed.length > 0 && !isTyped) return printed.map(({path}) => path!)
  return said.length === 0 && isDistinctive(number) ? equal.map(({path}) => path) : []
}

/** A fact and a number that have the same unit, or the same words where the number has none. */
function isSameFact(context: SlideContext, fact: DataFact, number: TypedNumber, unit: string | undefined): boolean {
  // « 8 km » may be of anything; « 8 régions » of the case that the slide shows is not.
  if (unit !== undefined) return fact.unit === unit && (number.figures > 1 || closenessOfCase(context, fact) > 0)
  const [first] = number.after.length > 0 ? number.after : number.before
  return number.figures > 1 && first !== undefined && fact.words.has(first)
}

/** Three figures or more that are not round: no coincidence. */
function isDistinctive({typed, figures}: TypedNumber): boolean {
  return figures >= 3 && !/^0*[1-9]0*$/.test(typed.replace(/\D/g, ''))
}

/** Whether the thesis counts there what the slide counts: the words next to the number are the same. */
function isSameThing(context: SlideContext, block: Block, number: TypedNumber, said: Said): boolean {
  const isInPlace = context.place.has(said.passage)
  const around = [...said.before, ...stems(said.passage.context)]
  if (number.after.length > 0) {
    const shared = number.after.filter((word) => (said.after.length > 0 ? said.after : around).includes(word))
    // A sign is common: « 4 % » elsewhere in the thesis must be of something that the slide names.
    return shared.some((word) => /\p{L}/u.test(word) || isInPlace || isSharing(context, block, said.passage))
  }
  if (isInPlace) return true
  const words = [...number.before, ...stems(block.context)]
  if (words.length === 0) return number.figures >= 3
  return words.some((word) => said.after.includes(word) || around.includes(word))
}

/** How near a fact is to what the slide speaks about. */
function closeness(context: SlideContext, block: Block, fact: DataFact): number {
  const spoken = stemsOf(block)
  return (
    [...fact.words].filter((word) => spoken.has(word) || context.title.has(word)).length +
    closenessOfCase(context, fact)
  )
}

function closenessOfCase({cases, paths, place}: SlideContext, fact: DataFact): number {
  const isShown = [...paths].some((path) => path.split('@')[0] === fact.name)
  const isInPlace = [...place].some(({values}) => values.some(({path}) => path.split('@')[0] === fact.name))
  return (fact.study !== undefined && cases.has(fact.study) ? 2 : 0) + (isShown ? 3 : 0) + (isInPlace ? 2 : 0)
}

/** Facts with this unit that few others have, or that the slide speaks about, the likeliest first. */
function contradicted(context: SlideContext, block: Block, number: TypedNumber, unit: string | undefined): DataFact[] {
  const {facts} = context
  const counted = number.after.length > 0 ? number.after.slice(0, 1) : [...number.before, ...stems(block.context)]
  const sharing =
    unit === undefined
      ? facts.facts.filter(({words}) => counted.some((word) => words.has(word)))
      : (facts.byUnit.get(unit) ?? [])
  const isRare = unit !== undefined && new Set(sharing.map(({name}) => name)).size <= 3
  return sharing
    .map((fact) => ({fact, close: closeness(context, block, fact), far: remoteness(fact, number.value)}))
    .filter(({fact, close, far}) => (isRare && !fact.isCell) || (close > 0 && (unit !== undefined || far < 1)))
    .map(({fact, close, far}) => ({fact, likely: close - 2 * far}))
    .sort((a, b) => b.likely - a.likely)
    .map(({fact}) => fact)
}

/** How far a number is from a fact, as a ratio: 0 when they are the same, 0.7 when one is twice the other. */
function remoteness({values}: DataFact, number: number): number {
  const ratios = values.map((value) => (value > 0 && number > 0 ? Math.abs(Math.log(value / number)) : 10))
  return Math.min(...ratios)
}

const more = /(?:plus d[e’]|au moins|dépass\p{L}+|au-delà de|more than|over|at least|>) ?$/iu
const less = /(?:moins d[e’]|presque|jusqu’à|au plus|pas|less than|almost|nearly|up to|<) ?$/iu
const about = /(?:environ|quelque|près d[e’]|autour d[e’]|à peu près|approximativement|about|around|some|≈|~|±) ?$/iu

/** « 36,8 millions d'habitants » → 36 800 000, with the unit after; undefined when no such word stands there. */
function inFull({facts}: SlideContext, number: TypedNumber) {
  const [word, power] = /^ ?(?:(millions?|M)|(?:milliards?|Md|billions?))(?!\p{L})/u.exec(number.following) ?? []
  if (word === undefined) return undefined
  const scale = power === undefined ? 1e9 : 1e6
  const following = number.following.slice(word.length)
  const decimals = /[.,](\d+)$/.exec(number.typed)?.[1]?.length ?? 0
  return {
    number: {...number, value: number.value * scale, following, after: number.after.slice(1)},
    unit: facts.unitAt(following),
    step: scale / 10 ** decimals
  }
}

/** « plus de 5 000 préscolaires », « 36,8 millions d'habitants »: said to be rounded, and rightly so. */
function isRounded(context: SlideContext, block: Block, number: TypedNumber, unit: string | undefined): boolean {
  const {facts} = context
  const large = unit === undefined ? inFull(context, number) : undefined
  if (large) {
    const {number: full, step} = large
    return facts.facts.some(({values}) => values.some((value) => Math.abs(value - full.value) <= step / 2))
  }
  const ahead = block.text.slice(0, number.start)
  const ratios = (unit === undefined ? facts.facts : (facts.byUnit.get(unit) ?? [])).flatMap(({values, words}) =>
    unit !== undefined || number.after.some((word) => words.has(word))
      ? values.map((value) => value / number.value)
      : []
  )
  if (about.test(ahead)) return ratios.some((ratio) => ratio >= 0.95 && ratio <= 1.05)
  if (more.test(ahead)) return ratios.some((ratio) => ratio >= 1 && ratio <= 1.1)
  return less.test(ahead) && ratios.some((ratio) => ratio >= 0.9 && ratio <= 1)
}

/** Words that a number makes a name with: « phase 3 », « ODD 4 », « loi 15-01 », « Agenda 2030 ». */
const numbered =
  /(?<!\p{L})(?:n[°º]|no|numéro|phases?|étapes?|questions?|axes?|groupes?|objectifs?|hypothèses?|versions?|articles?|art\.|lois?|dahirs?|décrets?|niveaux?|niveau|types?|scénarios?|volets?|points?|actes?|tomes?|vol\.|volumes?|options?|lots?|ODD|SDG|WP|RQ|agenda|vision|horizon|plan|stratégie|steps?|groups?|goals?|laws?|levels?|cas|case) ?$/iu
const months =
  /^ ?(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|January|February|March|April|May|June|July|August|September|October|November|December)(?!\p{L})/u

/** Dates and hours in figures, telephone numbers, « (2/3) » for the second slide of three. */
const codes =
  /\d{1,2}\/\d{1,2}\/\d{2,4}|\d{1,2} ?h ?\d\d(?!\d)|\d{1,2}:\d\d|\+\d[\d ]{6,}|\d\d(?: \d\d){3,}|\(\d\d?\/\d\d?\)/g

/** A number that counts nothing: part of a name, of a code, of « (2) » in a heading. */
function isName({kind, text}: Block, {start, end, typed}: TypedNumber): boolean {
  const [ahead, following] = [text.slice(Math.max(0, start - 40), start), text.slice(end, end + 40)]
  if (numbered.test(ahead)) return !/^ ?[%€$]/.test(following)
  // No code is longer.
  const from = Math.max(0, start - 40)
  const near = text.slice(from, end + 40).matchAll(codes)
  if ([...near].some(({index, 0: code}) => start >= from + index && start < from + index + code.length)) return true
  if (/(?:à|vers|dès|avant|après|at) $/.test(ahead) && /^\d\d? ?h(?!\p{L})/u.test(typed + following)) return true
  return kind === 'heading' && /^\)?$/.test(following) && /\($|^$/.test(ahead)
}

/** Counts of the slide's own, of the talk and its parts, and days, whose year is held against the thesis instead. */
function isNoClaim(context: SlideContext, block: Block, number: TypedNumber, unit: string | undefined): boolean {
  // « un », « une » and « aucun » stand in every text.
  if (number.value <= 1 && number.figures <= 1 && unit === undefined) return true
  if (/^(?:minut|min|second|diapositiv|diapo|slid|transparent|parti|part|temp)$/.test(number.after[0] ?? ''))
    return true
  if (months.test(number.following)) return isKnownDay(context, block, number)
  return unit === undefined && countsOf(context).has(number.value)
}

/** « 18 avril »: on the cover it is the day of the defence. */
function isKnownDay({slide, text, config}: SlideContext, block: Block, {start, end, following}: TypedNumber): boolean {
  const day = block.text.slice(start, end) + months.exec(following)![0]
  return (
    slide.layout === 'cover' ||
    slide.layout === 'end' ||
    simplify(config.date ?? '').includes(day) ||
    text.passages.some((passage) => passage.text.includes(day))
  )
}

const countsOfSlides = new WeakMap<object, ReadonlySet<number>>()

/** « Trois apports » over a list of three: how many items, rows and columns the slide has. */
function countsOf({slide}: SlideContext): ReadonlySet<number> {
  const known = countsOfSlides.get(slide)
  if (known) return known
  const counts = new Set<number>()
  countsOfSlides.set(slide, counts)
  visit(slide.tree, (node) => {
    if (node.type === 'list') counts.add(node.children.length)
    if (node.type === 'table') {
      counts.add(node.children.length - 1)
      counts.add((node.children[0]?.children.length ?? 1) - 1)
    }
  })
  return counts
}

function sayUnbound(context: SlideContext, block: Block, number: TypedNumber, found: readonly string[]): void {
  const paths = [...new Set(found)]
  const where = whereOf(block)
  report(context, block, number, `Number typed by hand${where}: \`${number.typed}\` is \`${paths[0]}\` in the data`, {
    rule: 'slides:unbound-number',
    expected: paths.slice(0, 3),
    fix: `Write \`<Value of="${paths[0]}" />\`, so that the slide follows the data; write the number in letters if it is another fact.`
  })
}

function sayContradicting(context: SlideContext, block: Block, number: TypedNumber, denied: readonly DataFact[]): void {
  const [nearest] = denied
  const where = whereOf(block)
  report(
    context,
    block,
    number,
    `Number \`${number.typed}\`${where} contradicts the data: \`${nearest!.path}\` is \`${nearest!.printed}\``,
    {
      rule: 'slides:contradicting-number',
      expected: denied.slice(0, 3).map(({path}) => path),
      fix: `Write \`<Value of="${nearest!.path}" />\`, or say in the thesis where the other number comes from.`
    }
  )
}

function sayUnfounded(context: SlideContext, block: Block, number: TypedNumber): void {
  const typed = number.typed + (/^ ?[%€$]/.exec(number.following)?.[0] ?? '')
  const others = sameThings(context, number)
  const where = whereOf(block)
  report(
    context,
    block,
    number,
    others.length > 0
      ? `Number \`${typed}\`${where} does not agree with the thesis, which has \`${others[0]}\``
      : `Number \`${typed}\`${where} is not in the thesis${context.text.said(number.value).length > 0 ? ' of this subject' : ''}`,
    {
      rule: 'slides:unfounded-number',
      // The author may know it; what the thesis has otherwise is a contradiction.
      expected: others.length > 0 ? others : undefined,
      fix:
        others.length > 0
          ? `Write \`${others[0]}\`, or say \`${typed}\` in the thesis.`
          : `Say it in the thesis${context.place.size > 0 ? '' : ', name its place with `thesis:`'}, or remove it.`
    }
  )
}

/** What the place named counts of the same thing: « 12 entretiens » for « 30 entretiens ». */
function sameThings({place, isFrench}: SlideContext, {after}: TypedNumber): string[] {
  const [first] = after
  if (first === undefined || /^[%€$]/.test(first)) return []
  const small = Array.from({length: 19}, (_, index) => index + 2)
  const found = [...place]
    .filter((passage) => stemsOf(passage).has(first))
    .flatMap((passage) => [
      ...numbersOf(passage, isFrench),
      ...small.flatMap((value) => findNumberWords(passage, value))
    ])
    .filter((one) => one.after[0] === first)
  return [...new Set(found.map(({typed, following}) => `${typed}${/^ ?\p{L}+/u.exec(following)?.[0] ?? ''}`))].slice(
    0,
    3
  )
}
