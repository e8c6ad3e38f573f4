/** A number → the words that say it: « quatre », « vingt-quatre », “twenty-four”. */

const frenchUnits =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' '
  )
const frenchTens = [
  [20, 'vingt'],
  [30, 'trente'],
  [40, 'quarante'],
  [50, 'cinquante'],
  [60, 'soixante'],
  [80, 'quatre-vingt']
] as const
const englishUnits =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' '
  )
const englishTens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const words = new Map<number, string[]>()
add(100, 'cent', 'cents', 'hundred')
add(1000, 'mille', 'thousand')
add(80, 'quatre-vingts')
// From two: « un » and “one” are articles and pronouns as well.
for (const [value, word] of [...frenchUnits.entries(), ...englishUnits.entries()]) if (value > 1) add(value, word)
for (const [ten, word] of frenchTens) {
  const last = ten === 60 || ten === 80 ? 19 : 9
  for (let rest = 0; rest <= last; rest++) add(ten + rest, rest === 0 ? word : `${word}-${frenchUnits[rest]}`)
  add(ten + 1, `${word} et un`, `${word} et une`, `${word}-et-un`, `${word}-et-une`)
}
add(71, 'soixante et onze', 'soixante-et-onze')
for (const [index, word] of englishTens.entries()) {
  for (let rest = 0; rest <= 9; rest++) {
    add((index + 2) * 10 + rest, rest === 0 ? word : `${word}-${englishUnits[rest]}`)
  }
}

function add(value: number, ...more: string[]): void {
  words.set(value, [...(words.get(value) ?? []), ...more])
}

/** Words of numbers from 2 to 100, and of 1 000; none for others. */
export function wordsOfNumber(value: number): readonly string[] {
  return words.get(value) ?? []
}
