/** What citeproc-js and the processor print of one work or cluster → why they differ, in the words of RESULTS.md. */

import type {Difference} from './compare.ts'

/** What a reason is about is taken out of both texts: if they are then the same, that is why they differ. */
interface Reason {
  name: string
  forget: (text: string) => string
  isOf?: 'clusters' | 'entries'
}

const tags = /<[^>]*>/g
const quoted = /[“«][^”»]*[”»]|<i>.*?<\/i>/g

/** From the narrowest to the widest. */
const reasons: readonly Reason[] = [
  {name: 'formats that change nothing', forget: (text) => text.replace(tags, '')},
  {
    name: 'punctuation and spaces twice',
    forget: (text) =>
      text
        .replace(/([!?][\s\u00a0]*[»”"]?(?:<[^>]*>)*)\.(?!\w)/g, '$1')
        .replace(/[,.;:](?:\s*[,.;:])+/g, (run) => [...new Set(run.replace(/[.\s]/g, ''))].join('') || '.')
        .replace(/\s+/g, ' ')
  },
  {name: 'suffix of the layout', forget: (text) => text.replace(/\s*[.,;]\s*((?:<[^>]*>)*)$/, '$1')},
  {name: 'nothing printed', forget: (text) => text.replace(/\[(?:CSL STYLE ERROR|NO_PRINTED)[^\]]*\]/g, '')},
  {name: 'hyphen in a number with letters', forget: (text) => text.replace(/(?<=\w)[–‑-](?=\w)/g, '-')},
  {name: 'space before “et al.”', forget: (text) => text.replace(/\s*\[?et al\./g, ' et al.')},
  {name: 'quotes inside quotes', forget: (text) => text.replace(/[“”‘’"'«»]\s?/g, '"')},
  {
    name: 'delimiter of a group',
    forget: (text) => text.replace(/[\s\u00a0\u202f]*[,;][\s\u00a0\u202f]*/g, ', '),
    isOf: 'clusters'
  },
  {name: 'range of pages or years', forget: (text) => text.replace(/(?<=\d)[–‑-][^\d]*(?=\d)/g, '-')},
  {name: 'comma in a list of names', forget: (text) => text.replace(/\.?,/g, '')},
  {name: 'label of a locator', forget: (text) => text.replace(/\bpp?\.\s*/g, ''), isOf: 'entries'},
  {
    name: 'letter of the year',
    forget: (text) =>
      text.replace(/(\d{4}|n\.d\.|s\.d\.|date)[\s\u00a0\])-]*[a-z]\b[\])]*/g, '$1').replace(/[\])]+/g, '')
  },
  {
    name: 'order of the works',
    forget: (text) =>
      text
        .replace(tags, '')
        .replace(/^\W*\d+/, '')
        .replace(/^\[[\d–, ]*\]$/, '')
  },
  {name: 'order of the cites', forget: (text) => [...text.replace(/[()[\].]/g, '')].sort().join(''), isOf: 'clusters'},
  {
    name: 'cites grouped by their names',
    forget: (text) => [...new Set(wordsOf(text))].sort().join(' '),
    isOf: 'clusters'
  },
  {
    name: 'titles that tell works apart',
    forget: (text) => text.replace(quoted, '').replace(/[,\s]+/g, ''),
    isOf: 'clusters'
  },
  {
    name: 'names that tell works apart',
    forget: (text) => text.replace(/^(?:(?!<i>|[“«]|\d{4}).)*/, ''),
    isOf: 'entries'
  }
]

function wordsOf(text: string): string[] {
  return text.replace(tags, '').match(/[\p{L}\p{N}]+/gu) ?? []
}

/** The first reason, or the first of two together, that explains a difference; undefined when none does. */
export function reasonFor({place, citeproc, own, isWithoutAuthor}: Difference): string | undefined {
  if (/\bibid/i.test(citeproc) && !/\bibid/i.test(own)) return '“Ibid.” after several works'
  if (isWithoutAuthor && wordsOf(own).every((word) => wordsOf(citeproc).includes(word)))
    return 'names left out as asked'
  const known = reasons.filter(({isOf}) => isOf === undefined || (isOf === 'clusters') === (place === 'cluster'))
  const explains = (...steps: Reason[]) => {
    const [theirs, ours] = [citeproc, own].map((text) => steps.reduce((left, {forget}) => forget(left), text))
    return theirs === ours
  }
  return (
    known.find((reason) => explains(reason)) ??
    known.find((first) => known.some((second) => explains(second, first) || explains(first, second)))
  )?.name
}
