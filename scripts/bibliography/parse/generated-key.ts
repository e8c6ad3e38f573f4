/** An author and a year → a key for a record that has none: it must be citable. */

/** `ostrom1990`, then `ostrom1990-2`. `author` and `date` are as the record has them. */
export function generatedKey(author: string, date: string, taken: ReadonlySet<string>): string {
  const year = /\d{4}/.exec(date)?.[0] ?? ''
  const words = ((author.split(/[,\s]/)[0] ?? '') + year).normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '')
  const base = words.toLowerCase() || 'record'
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}-${n}`
    if (!taken.has(key)) return key
  }
}
