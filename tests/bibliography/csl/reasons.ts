/** What citeproc-js prints and what the processor prints → why they differ, as RESULTS.md says; undefined where nothing explains it. */

import type {Difference} from './compare.ts'

/** Take out of a text what a reason is about: two texts that are then the same differ for that reason. */
type Forget = (text: string) => string

const tags = /<[^>]*>/g

/** From the narrowest to the widest. */
const reasons: readonly [reason: string, forget: Forget][] = [
  ['formats that change nothing', (text) => text.replace(tags, '')],
  ['punctuation and spaces twice', (text) => text.replace(/([,.;:!?])(?:\s*[,.;:!?])+/g, '·').replace(/\s+/g, ' ')],
  ['the suffix of the layout', (text) => text.replace(/[.,;]\s*((?:<[^>]*>)*)$/, '$1')],
  ['a hyphen in a number with letters', (text) => text.replace(/(?<=\w)[–‑-](?=\w)/g, '-')],
  ['a space before “et al.”', (text) => text.replace(/\s*\[?et al\./g, ' et al.')],
  ['quotes inside quotes', (text) => text.replace(/[“”‘’"'«»]\s?/g, '"')],
  ['the delimiter of a group', (text) => text.replace(/[\s\u00a0\u202f]*[,;][\s\u00a0\u202f]*/g, ', ')],
  ['a comma beside institutions and “et al.”', (text) => text.replace(/\.?,/g, '')],
  ['the label of a locator', (text) => text.replace(/\bpp?\.\s*/g, '')],
  [
    'the letter of the year',
    (text) => text.replace(/(\d{4}|n\.d\.|s\.d\.|date)[\s\u00a0\])-]*[a-z]\b[\])]*/g, '$1').replace(/[\])]+/g, '')
  ],
  ['the order of works', (text) => text.replace(/\d+/g, '0').replace(/0(?:[–,-] ?0)*/g, '0')],
  ['the order of cites', (text) => [...text.replace(/[()[\].]/g, '')].sort().join('')]
]

/** The first reason, or pair of reasons, that explains a difference. */
export function reasonFor({citeproc, own}: Pick<Difference, 'citeproc' | 'own'>): string | undefined {
  const explains = (...steps: Forget[]) => {
    const [theirs, ours] = [citeproc, own].map((text) => steps.reduce((left, forget) => forget(left), text))
    return theirs === ours
  }
  for (const [reason, forget] of reasons) if (explains(forget)) return reason
  for (const [reason, forget] of reasons) {
    for (const [, other] of reasons) if (explains(other, forget) || explains(forget, other)) return reason
  }
  return undefined
}
