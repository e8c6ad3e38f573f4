/** Text → the same in title case, sentence case, capitals… whatever markup stands in it. CSL 1.0.2, “Text-case”. */

import {isBox, type Node} from './tree.ts'

/** Lower case in titles: the single words of `stop-words.json` of the CSL schema 1.0.2, “about”, “v” and “vs”. */
const stopWords = new Set(
  (
    'a about across afore after against along alongside amid amidst among amongst an and anenst apropos apud around as ' +
    'aside astride at athwart atop barring before behind below beneath beside besides between beyond but by c ca ' +
    'circa d’ de despite down during et except for forenenst from given in inside into lest like modulo near next ' +
    'nor notwithstanding of off on onto or out over per plus pro qua sans since so than the through throughout thru ' +
    'thruout till to toward towards under underneath until unto up upon v v. van versus via vis-à-vis von vs vs. ' +
    'whereas with within without yet'
  ).split(' ')
)

const word = /[^\s\u00a0—–\-/:;,.?!()[\]“”"‘«»&]+/gu

/** Apply a text case. `lang` is BCP 47: title case exists in English only. */
export function applyTextCase(node: Node, textCase: string, lang: string): Node {
  switch (textCase) {
    case 'lowercase':
      return mapText(node, (text) => text.toLowerCase())
    case 'uppercase':
      return mapText(node, (text) => upperCase(text, lang))
    case 'capitalize-all':
      return mapText(node, (text) =>
        text.replace(/[^\s-]+/g, (part) => (part === part.toLowerCase() ? capitalize(part, lang) : part))
      )
    case 'capitalize-first':
      return capitalizeFirst(node, lang)
    case 'sentence':
      return capitalizeFirst(applyTextCase(node, 'lowercase', lang), lang)
    case 'title':
      return /^en/i.test(lang) ? titleCase(node, lang) : capitalizeFirst(node, lang)
    default:
      return node
  }
}

/** Give a capital to the first word, unless its case must be kept or it has capitals: “iPhone”. */
export function capitalizeFirst(node: Node, lang: string): Node {
  let isDone = false
  return mapText(node, (text) => {
    if (isDone || !/\S/.test(text)) return text
    isDone = true
    return text.replace(
      /^([\s"“‘'([]*)(\S)(?!\S*\p{Lu})/u,
      (_, before: string, letter: string) => before + upperCase(letter, lang)
    )
  })
}

/** Capitals in English: not for short words inside, nor for words that have capitals of their own. */
function titleCase(node: Node, lang: string): Node {
  let total = 0
  mapText(node, (text) => {
    total += text.match(word)?.length ?? 0
    return text
  })
  let seen = 0
  let before = ''
  return mapText(node, (text, isKept) => {
    let end = 0
    const changed = text.replace(word, (part, start: number) => {
      seen++
      const between = before + text.slice(end, start)
      end = start + part.length
      before = ''
      const isEdge = seen === 1 || seen === total || /[:?!]\s|\.\s/.test(between)
      return keepsWord(part, isEdge, seen === 1, between, text[end] ?? '') ? part : capitalize(part, lang)
    })
    before = isKept ? '' : before + text.slice(end)
    return changed
  })
}

/** @param isEdge  first, last, or after a colon */
function keepsWord(part: string, isEdge: boolean, isFirst: boolean, between: string, after: string): boolean {
  if (part !== part.toLowerCase()) return true
  const startsCompound = after === '-' && /(?:^|\s)$/.test(between)
  if (!isEdge && stopWords.has(part) && !startsCompound) return true
  if (part.length === 1 && (/[^a-z]/.test(part) || between === '-' || !isEdge)) return true
  return (!isFirst && /^[a-z]’/.test(part)) || /^[’']/.test(part)
}

function capitalize(text: string, lang: string): string {
  const [first = ''] = text
  return upperCase(first, lang) + text.slice(first.length)
}

/** The languages with rules of their own are slow, and few. */
function upperCase(text: string, lang: string): string {
  return /^(?:tr|az|lt|el)\b/i.test(lang) ? text.toLocaleUpperCase(lang.slice(0, 2)) : text.toUpperCase()
}

/** Change the text of a tree; what keeps its case is shown to `change`, and stays. */
export function mapText(node: Node, change: (text: string, isKept: boolean) => string, isKept = false): Node {
  if (typeof node === 'string') {
    const changed = change(node, isKept)
    return isKept ? node : changed
  }
  if (!isBox(node)) return node
  const keeps = isKept || node.keepsCase === true
  return {...node, children: node.children.map((child) => mapText(child, change, keeps))}
}
