/** A text → the numbers typed in it, each with the words that say what it counts. */

import {wordsOfNumber} from '../../../data/number-words.ts'

/** A number as prose has it. Offsets are those of the text. */
export interface TypedNumber {
  value: number
  /** As typed: « 5 133 », « 15,3 », « quatre ». */
  typed: string
  start: number
  end: number
  /** Signs of the number, zeros at its start left out: 2 for « 0,45 ». */
  figures: number
  /** Four figures that stand for a year. */
  isYear: boolean
  /** What follows, to the end of the phrase; that of the second number for the first of two, « de 8 à 16 ans ». */
  following: string
  /** Stems of the words that follow, at most three. */
  after: string[]
  /** Stems of the words before, nearest first, at most three. */
  before: string[]
}

/** Stands for what is bound or is no prose. */
export const mark = '\uFFFC'

const french =
  /(?<![\p{L}\p{N}_#]|\p{L}[-./]|\d[.,])(\d{1,3}(?: \d{3})+(?!\d)|\d+)([.,]\d+)?(?![\p{L}\p{N}_]|[.,:]\d)/gu
const english = /(?<![\p{L}\p{N}_#]|\p{L}[-./]|\d[.,])(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?(?![\p{L}\p{N}_]|[.,:]\d)/gu

/** Find the numbers typed in figures. `text` has been simplified by `simplify`. */
export function findTypedNumbers(text: string, isFrench: boolean): TypedNumber[] {
  const found = [...text.matchAll(isFrench ? french : english)].map(({0: typed, 1: whole = '', 2: rest = '', index}) =>
    describe(text, {
      value: Number(whole.replace(/[ ,]/g, '') + rest.replace(',', '.')),
      typed,
      start: index,
      isYear: rest === '' && /^(?:1[5-9]|20)\d\d$/.test(whole)
    })
  )
  // « de 8 à 16 ans », « 15-24 ans », “8 and 16 years”: both count the same.
  for (let index = found.length - 2; index >= 0; index--) {
    const [one, next] = [found[index]!, found[index + 1]!]
    if (!/^\s?(?:à|et|ou|to|and|or|-|–|\/)\s?$/.test(text.slice(one.end, next.start))) continue
    Object.assign(one, {following: next.following, after: next.after})
  }
  return found
}

/** Find where a number is written in letters: « quatre », « vingt-quatre ». */
export function findNumberWords({text, lower}: {text: string; lower: string}, value: number): TypedNumber[] {
  const words = wordsOfNumber(value)
  if (!words.some((word) => lower.includes(word))) return []
  const whole = new RegExp(`(?<![\\p{L}-])(?:${words.join('|')})(?![\\p{L}-])`, 'giu')
  return [...text.matchAll(whole)].map(({0: typed, index}) =>
    describe(text, {value, typed, start: index, isYear: false})
  )
}

function describe(text: string, one: Pick<TypedNumber, 'value' | 'typed' | 'start' | 'isYear'>): TypedNumber {
  const end = one.start + one.typed.length
  const following = /^[^\n.;:!?()«»,\d]*/.exec(text.slice(end, end + 80))![0]
  const ahead = /[^\n.;!?\d]*$/.exec(text.slice(Math.max(0, one.start - 80), one.start))![0]
  // « 21 reçues sur 22 »: the words between two numbers are of the first.
  const isTaken = / sur $/.test(ahead) || (/\d/.test(text[one.start - ahead.length - 1] ?? '') && !/[,:]/.test(ahead))
  return {
    ...one,
    end,
    figures: one.typed.replace(/\D/g, '').replace(/^0+/, '').length,
    following,
    after: isPhraseOver(following) ? [] : stems(following).slice(0, 3),
    before: isTaken ? [] : stems(ahead).reverse().slice(0, 3)
  }
}

/** « 22 en 2018 », « 3 sur 4 »: what follows is not what is counted. */
function isPhraseOver(following: string): boolean {
  return /^\s*(?:$|\uFFFC|[–—]|(?:en|sur|à|au|aux|dans|par|pour|et|ou|avec|contre|depuis|entre|chez|puis|mais|in|on|of|at|by|for|and|or|with|since|then|but)(?!\p{L}))/u.test(
    following
  )
}

/** Spaces and apostrophes of one kind; as many signs as before. */
export function simplify(text: string): string {
  return text
    .replace(/[\u00A0\u202F\u2009\t]/g, ' ')
    .replace(/['ʼ‘]/g, '’')
    .replace(/\u2011/g, '-')
}

/** Words that say nothing of what is counted. */
const empty = new Set(
  'le la les un une de du des et ou en au aux ce cet cette ces son sa ses leur leurs nos notre nous on il elle ils elles qui que dont où par pour sur dans avec sans sous entre ne pas plus moins est sont été être ont avait the a an of in on at by for and or with from to is are was were has have had that this these its their our'.split(
    ' '
  )
)

/** Words that mean something, without their endings: « écoles » and « école » are one. */
export function stems(text: string): string[] {
  return [...text.toLowerCase().matchAll(/[\p{L}%€$²³]+/gu)]
    .map(([word]) => word)
    .filter((word) => !empty.has(word) && (word.length > 1 || /[%€$]/.test(word)))
    .map(stem)
}

function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?<=..)e?[sx]?$/, '') : word
}
