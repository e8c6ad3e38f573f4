/** Texts → the language that they are in, by the words that every page of a language has. */

/** By tag; words that another of these languages has too are left out. */
const frequent: Record<string, string> = {
  en: 'the of and that is with from this which are by have',
  fr: 'le les des est dans une pour qui sur avec cette nous aux',
  de: 'der die und das ist nicht mit auf dem eine wird auch',
  es: 'el los las y del con una por es pero también hay',
  pt: 'os não uma com em um ao dos das são foi mais pela',
  it: 'il di che gli della nel sono delle per più alla questo',
  ar: 'في من على إلى أن هذا التي هذه عن الذي كما بين'
}

/** Words read of each text: enough to tell languages apart. */
const mostWords = 4000

/** The tag of the language whose words are the most; undefined when there are too few to tell. */
export function guessLanguage(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const words =
      text
        .slice(0, mostWords * 8)
        .toLowerCase()
        .match(/\p{L}+/gu) ?? []
    for (const word of words.slice(0, mostWords)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const scores = Object.entries(frequent).map(([lang, words]) => ({
    lang,
    score: words.split(' ').reduce((sum, word) => sum + (counts.get(word) ?? 0), 0)
  }))
  const [first, second] = scores.sort((a, b) => b.score - a.score)
  return first && second && first.score >= 5 && first.score > second.score * 1.5 ? first.lang : undefined
}
