/** A text with a fault → a shorter one that still has it. */

/**
 * Take out lines, then words, then signs, in ever smaller pieces, as long as the fault stays.
 *
 * Source: Zeller and Hildebrandt, “Simplifying and isolating failure-inducing input”, 2002.
 */
export async function minimise(
  text: string,
  hasFault: (text: string) => Promise<boolean>,
  mostTries = 300
): Promise<string> {
  let tries = mostTries
  let short = text
  for (const cut of [/(?<=\n)/, /(?<=\s)(?=\S)|\b/, /(?:)/u]) short = await shrink(short.split(cut))
  return short

  async function shrink(all: string[]): Promise<string> {
    let parts = all
    for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let at = 0; at < parts.length && tries > 0; ) {
        const fewer = parts.toSpliced(at, size)
        tries -= 1
        if (await hasFault(fewer.join(''))) parts = fewer
        else at += size
      }
    }
    return parts.join('')
  }
}
