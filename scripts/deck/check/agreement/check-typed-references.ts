/** « chapitre 3 », « figure 7 », « Figure 6 – Le budget » typed on slides → messages on those that do not agree with the thesis. */

import type {TargetKind} from '../../../document/thesis.ts'
import {type Claim, report, type SlideContext, whereOf} from './slide-context.ts'
import type {Block} from './slide-prose.ts'
import type {ThesisFigure} from './thesis-text.ts'
import {mark} from './typed-numbers.ts'

/** Words of each kind of place, and the start of the labels that name it. */
const kinds: Array<{kinds: TargetKind[]; pattern: RegExp; label: string}> = [
  {kinds: ['chapter'], pattern: /^chap/i, label: 'sec-'},
  {kinds: ['part'], pattern: /^part/i, label: 'sec-'},
  {kinds: ['appendix'], pattern: /^(?:annexe|append)/i, label: 'sec-'},
  {kinds: ['section', 'chapter', 'appendix'], pattern: /^(?:sect|§)/i, label: 'sec-'},
  {kinds: ['figure'], pattern: /^fig/i, label: 'fig-'},
  {kinds: ['table'], pattern: /^tab/i, label: 'tbl-'},
  {kinds: ['equation'], pattern: /^[eé]q/i, label: 'eq-'}
]
/** Numbers are Roman or Arabic, those of appendices letters: their capitals count. */
const term =
  '[Cc]hapitres?|[Cc]hapters?|[Cc]hap\\.|[Pp]arties?|[Pp]arts?|[Aa]nnexes?|[Aa]ppendi(?:x|ces)|[Ss]ections?|[Ss]ect\\.|§§?|[Ff]igures?|[Ff]igs?\\.|[Tt]ableaux?|[Tt]ables?|[Tt]abl?\\.|[ÉéEe]quations?|[Éé]qs?\\.|[Ee]qs?\\.'
const number = '\\(?(?:\\d+(?:\\.\\d+)*|[IVX]+|[A-Z](?:\\.\\d+)*)\\)?(?![\\p{L}\\p{N}’])'
const typedReference = new RegExp(
  `(?<![\\p{L}\\p{N}])(${term}) ?(${number}(?:(?:,| et| ou| à| and| or| to|-|–) ?${number})*)`,
  'gu'
)
const typedPage = /(?<![\p{L}\p{N}])(?:pages?|pp?\.) ?(\d+|[ivxl]+)(?![\p{L}\p{N}])/giu
const typedCaption = new RegExp(`^(${term}) ?(${number}) ?[.:–—-][ .:–—-]*(\\S.*)$`, 'u')

/**
 * Hold numbers of chapters, figures and pages typed by hand against the numbering of the thesis.
 *
 * Emits `slides:unbound-reference`, as a warning when the number is right; `slides:contradicting-caption`.
 *
 * @param pages  pages of the printed thesis by `chapter#anchor`; none are held against it where it is not printed
 * @returns the references
 */
export function checkTypedReferences(
  context: SlideContext,
  block: Block,
  claims: readonly Claim[],
  pages: ReadonlyMap<string, string>
): Claim[] {
  const isFree = ({index}: {index: number}) => !claims.some(({start, end}) => index >= start && index < end)
  const references = [...block.text.matchAll(typedReference)].filter(isFree).flatMap((match) => {
    const [typed, word = ''] = match
    const known = kinds.find(({pattern}) => pattern.test(word))!
    if (!isReference(block, match, known.kinds[0]!)) return []
    const claim = {start: match.index, end: match.index + typed.length}
    checkReference(context, block, claim, known, match)
    return [claim]
  })
  const printed = [...block.text.matchAll(typedPage)].filter(isFree).map((match) => {
    const claim = {start: match.index, end: match.index + match[0].length}
    checkPage(context, block, claim, match[1]!, pages)
    return claim
  })
  return [...references, ...printed]
}

/** « Partie 1 » heads a part of the talk, « chapitre 3 de @sen1999 » is another's, « tableau I » opens a sentence. */
function isReference({kind, text}: Block, {index, 0: typed}: RegExpExecArray, target: TargetKind): boolean {
  if (target === 'part' && (kind === 'heading' || /^part/i.test(typed) === false)) return false
  if (/^[^\d]*[A-Z]$/.test(typed) && target !== 'appendix') return false
  return !new RegExp(`^ ?(?:d[eu’]|in|of|chez) ?(?:${mark}|\\p{Lu})`, 'u').test(text.slice(index + typed.length))
}

type Known = (typeof kinds)[number]

function checkReference(context: SlideContext, block: Block, claim: Claim, known: Known, match: RegExpExecArray): void {
  const where = whereOf(block)
  const [typed, word = '', list = ''] = match
  const numbers = [...list.matchAll(/\d+(?:\.\d+)*|[IVX]+|[A-Z](?:\.\d+)*/g)].map(([one]) => one)
  const found = numbers.map((one) => findTarget(context, known, one))
  const missing = numbers.find((_, index) => found[index] === undefined)
  if (missing !== undefined) {
    const labels = labelsOf(context, known)
    report(
      context,
      block,
      claim,
      `Unknown reference \`${typed}\`${where}: no ${known.kinds[0]} of the thesis has the number ${missing}`,
      {
        rule: 'slides:unbound-reference',
        expected: labels.slice(0, 3).map((label) => `@${label}`),
        fix:
          labels.length > 0
            ? `Write the label of the place, such as \`@${labels[0]}\`, and its number follows.`
            : 'Remove it.'
      }
    )
    return
  }
  if (claim.start === 0 && checkCaption(context, block, known)) return
  const labels = found.map((label) => `@${label || `${known.label}…`}`)
  const bound = labels.length > 1 ? `[${labels.join('; ')}]` : labels[0]!
  report(context, block, claim, `Reference typed by hand${where}: \`${typed}\` is \`${bound}\``, {
    rule: 'slides:unbound-reference',
    expected: labels,
    fix: found.includes('')
      ? `Give the ${word.toLowerCase()} a label and write \`${bound}\`, so that the slide follows the thesis.`
      : `Write \`${bound}\`, so that the slide follows the thesis.`
  })
}

/** Label of the place with a number; the empty text when it has none. */
function findTarget({text}: SlideContext, {kinds}: Known, number: string): string | undefined {
  for (const kind of kinds) {
    const known = text.numbering.get(kind)
    const label = known?.get(number) ?? (kind === 'part' ? known?.get(romans[Number(number)] ?? '') : undefined)
    if (label !== undefined) return label
  }
  return undefined
}

const romans = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']

function labelsOf({text}: SlideContext, {kinds: [kind]}: Known): string[] {
  return [...(text.numbering.get(kind!)?.values() ?? [])].filter(Boolean)
}

/** A page beside a citation is of the work cited. */
function checkPage(
  context: SlideContext,
  block: Block,
  claim: Claim,
  page: string,
  pages: ReadonlyMap<string, string>
): void {
  const sentence = /[^.;]*$/.exec(block.text.slice(0, claim.start))![0]
  if (pages.size === 0 || sentence.includes(mark)) return
  const known = [...pages.values()]
  const isKnown = known.includes(page) || Number(page) <= Math.max(...known.map(Number).filter(Number.isFinite))
  const where = whereOf(block)
  const [place] = [...pages].find(([name, on]) => on === page && name.split('#')[1]) ?? []
  const label = [...context.thesis.targets.values()].find(({label}) => label === place?.split('#')[1])?.label
  if (isKnown) {
    report(context, block, claim, `Page typed by hand${where}: \`${page}\` will not follow the thesis`, {
      rule: 'slides:unbound-reference',
      expected: label ? [`@${label}`] : undefined,
      fix: label ? `Write \`@${label}\`, which is on that page.` : 'Write the label of the place, `@sec-…` or `@fig-…`.'
    })
    return
  }
  report(context, block, claim, `Unknown page \`${page}\`${where}: the thesis is shorter`, {
    rule: 'slides:unbound-reference',
    fix: 'Write the label of the place, `@sec-…` or `@fig-…`.'
  })
}

/** « Figure 6 – Le budget : … » under a picture; true when it says another caption than the thesis. */
function checkCaption(context: SlideContext, block: Block, {kinds: [kind]}: Known): boolean {
  const [, , number = '', caption = ''] = typedCaption.exec(block.text) ?? []
  const figure = context.text.figures.find((one) => one.kind === kind && one.number === number)
  if (!figure || caption === '') return false
  const start = block.text.length - caption.length
  return !isSameCaption(context, block, {start, end: block.text.length}, caption, figure)
}

/**
 * Whether a typed caption is that of a figure, whole or its first sentence; a message when it is not.
 *
 * Emits `slides:contradicting-caption`.
 */
export function isSameCaption(
  context: SlideContext,
  block: Block,
  claim: Claim,
  typed: string,
  figure: ThesisFigure
): boolean {
  const words = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+|[%€$]/gu) ?? []).join(' ')
  const isOf = ({caption}: ThesisFigure) =>
    [caption, caption.split(/(?<=[.!?]) /)[0]!].some((one) => words(one) === words(typed))
  if (isOf(figure)) return true
  const other = context.text.figures.find((one) => one.number !== undefined && isOf(one))
  const name = ({kind, number = ''}: ThesisFigure) => `${kind} ${number}`.trim()
  const reason = `Caption \`${typed}\` of ${name(figure)}${whereOf(block)} differs from the thesis: \`${figure.caption}\``
  report(context, block, claim, other ? `${reason}; it is that of ${name(other)}` : reason, {
    rule: 'slides:contradicting-caption',
    expected: [figure.caption],
    fix: figure.label
      ? `Write \`<Figure id="${figure.label}" />\`, which brings its number and its caption.`
      : `Write \`${figure.caption}\`.`
  })
  return false
}
