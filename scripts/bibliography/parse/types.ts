/** The types of BibTeX and BibLaTeX, and what CSL calls them. */

import type {ItemType} from '../entry.ts'

/** Every known type of a `.bib`, in lower case. */
export const entryTypes = new Map<string, ItemType>(
  Object.entries({
    article: 'article-journal',
    artwork: 'graphic',
    audio: 'song',
    bibnote: 'document',
    book: 'book',
    bookinbook: 'chapter',
    booklet: 'pamphlet',
    collection: 'book',
    commentary: 'book',
    conference: 'paper-conference',
    customa: 'document',
    customb: 'document',
    customc: 'document',
    customd: 'document',
    custome: 'document',
    customf: 'document',
    dataset: 'dataset',
    electronic: 'webpage',
    image: 'figure',
    inbook: 'chapter',
    incollection: 'chapter',
    inproceedings: 'paper-conference',
    inreference: 'entry-encyclopedia',
    jurisdiction: 'legal_case',
    legal: 'treaty',
    legislation: 'legislation',
    letter: 'personal_communication',
    manual: 'book',
    mastersthesis: 'thesis',
    misc: 'document',
    movie: 'motion_picture',
    music: 'song',
    mvbook: 'book',
    mvcollection: 'book',
    mvproceedings: 'book',
    mvreference: 'book',
    newspaper: 'article-newspaper',
    online: 'webpage',
    patent: 'patent',
    performance: 'performance',
    periodical: 'periodical',
    phdthesis: 'thesis',
    proceedings: 'book',
    reference: 'book',
    report: 'report',
    review: 'review',
    software: 'software',
    standard: 'standard',
    suppbook: 'chapter',
    suppcollection: 'chapter',
    suppperiodical: 'article-journal',
    techreport: 'report',
    thesis: 'thesis',
    unpublished: 'manuscript',
    video: 'motion_picture',
    www: 'webpage'
  } satisfies Record<string, ItemType>)
)

/** The CSL type of an entry; `entrysubtype` tells a newspaper from a journal. */
export function itemType(type: string, subtype = ''): ItemType | undefined {
  const kind = subtype.toLowerCase()
  if (type === 'article' && /^newspaper|journal quotidien|presse/.test(kind)) return 'article-newspaper'
  if (type === 'article' && kind === 'magazine') return 'article-magazine'
  if (type === 'misc' && kind === 'interview') return 'interview'
  return entryTypes.get(type)
}

type Term = readonly [fr: string, en: string]

/** BibLaTeX's localisation keys of the field `type`, in the two languages that we print. */
const genres = new Map<string, Term>(
  Object.entries({
    phdthesis: ['thèse de doctorat', 'PhD thesis'],
    mathesis: ['mémoire de master', 'Master’s thesis'],
    mastersthesis: ['mémoire de master', 'Master’s thesis'],
    bathesis: ['mémoire de licence', 'Bachelor’s thesis'],
    candthesis: ['mémoire', 'Candidate thesis'],
    habilthesis: ['habilitation à diriger des recherches', 'Habilitation thesis'],
    techreport: ['rapport technique', 'technical report'],
    resreport: ['rapport de recherche', 'research report'],
    software: ['logiciel', 'software'],
    datacd: ['cédérom', 'data CD'],
    audiocd: ['CD audio', 'audio CD'],
    patent: ['brevet', 'patent'],
    patentfr: ['brevet français', 'French patent'],
    patenteu: ['brevet européen', 'European patent'],
    patentus: ['brevet américain', 'U.S. patent'],
    patreq: ['demande de brevet', 'patent request']
  } satisfies Record<string, Term>)
)

/** What `type = {phdthesis}` means in the bibliography's language; any other text stays. */
export function genreText(key: string, lang: string): string {
  const term = genres.get(key.trim().toLowerCase())
  return term ? term[/^fr\b/i.test(lang) ? 0 : 1] : key
}

const states = new Map<string, Term>(
  Object.entries({
    inpreparation: ['en préparation', 'in preparation'],
    submitted: ['soumis', 'submitted'],
    forthcoming: ['à paraître', 'forthcoming'],
    inpress: ['sous presse', 'in press'],
    prepublished: ['prépublication', 'prepublished']
  } satisfies Record<string, Term>)
)

/** What `pubstate = {inpress}` means in the bibliography's language. */
export function stateText(key: string, lang: string): string {
  const term = states.get(key.trim().toLowerCase())
  return term ? term[/^fr\b/i.test(lang) ? 0 : 1] : key
}
