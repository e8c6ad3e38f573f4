/** « quatre », « vingt-quatre », “twenty-four” → the number. */

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

const numbers = new Map<string, number>([
  ['cent', 100],
  ['mille', 1000],
  ['hundred', 100],
  ['thousand', 1000],
  ['quatre-vingts', 80]
])
// From two: « un » and “one” are articles and pronouns as well.
for (const [value, word] of [...frenchUnits.entries(), ...englishUnits.entries()]) {
  if (value > 1) numbers.set(word, value)
}
for (const [ten, word] of frenchTens) {
  const last = ten === 60 || ten === 80 ? 19 : 9
  for (let rest = 0; rest <= last; rest++) numbers.set(rest === 0 ? word : `${word}-${frenchUnits[rest]}`, ten + rest)
  numbers.set(`${word}-et-un`, ten + 1)
}
for (const [index, word] of englishTens.entries()) {
  for (let rest = 0; rest <= 9; rest++) {
    numbers.set(rest === 0 ? word : `${word}-${englishUnits[rest]}`, (index + 2) * 10 + rest)
  }
}

/** From 2 to 1 000; undefined when the word is no number, or one of more than one word. */
export function numberOfWord(word: string): number | undefined {
  return numbers.get(word.toLowerCase())
}
