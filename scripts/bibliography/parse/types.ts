/** The types of BibTeX and BibLaTeX, and what CSL calls them. */

import {languageOf} from '../../document/language.ts'
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

/** The CSL type of an entry; `entrysubtype` distinguishes newspapers from journals. */
export function itemType(type: string, subtype = ''): ItemType | undefined {
  const kind = subtype.toLowerCase()
  if (type === 'article' && /^newspaper|journal quotidien|presse/.test(kind)) return 'article-newspaper'
  if (type === 'article' && kind === 'magazine') return 'article-magazine'
  if (type === 'misc' && kind === 'interview') return 'interview'
  return entryTypes.get(type)
}

/** The languages of the terms below, in their order. */
const languages: readonly string[] = ['fr', 'en', 'de', 'es', 'pt', 'it', 'ar']

type Term = readonly [fr: string, en: string, de: string, es: string, pt: string, it: string, ar: string]

const mastersThesis: Term = [
  'mémoire de master',
  'Master’s thesis',
  'Masterarbeit',
  'trabajo de fin de máster',
  'dissertação de mestrado',
  'tesi di laurea magistrale',
  'رسالة ماستر'
]

/** BibLaTeX's localisation keys of the field `type`. */
const genres = new Map<string, Term>(
  Object.entries({
    phdthesis: [
      'thèse de doctorat',
      'PhD thesis',
      'Dissertation',
      'tesis doctoral',
      'tese de doutoramento',
      'tesi di dottorato',
      'أطروحة دكتوراه'
    ],
    mathesis: mastersThesis,
    mastersthesis: mastersThesis,
    bathesis: [
      'mémoire de licence',
      'Bachelor’s thesis',
      'Bachelorarbeit',
      'trabajo de fin de grado',
      'trabalho de licenciatura',
      'tesi di laurea triennale',
      'بحث إجازة'
    ],
    candthesis: [
      'mémoire',
      'Candidate thesis',
      'Abschlussarbeit',
      'memoria de licenciatura',
      'dissertação',
      'tesi di laurea',
      'بحث تخرج'
    ],
    habilthesis: [
      'habilitation à diriger des recherches',
      'Habilitation thesis',
      'Habilitationsschrift',
      'tesis de habilitación',
      'tese de habilitação',
      'tesi di abilitazione',
      'أطروحة تأهيل'
    ],
    techreport: [
      'rapport technique',
      'technical report',
      'technischer Bericht',
      'informe técnico',
      'relatório técnico',
      'rapporto tecnico',
      'تقرير تقني'
    ],
    resreport: [
      'rapport de recherche',
      'research report',
      'Forschungsbericht',
      'informe de investigación',
      'relatório de investigação',
      'rapporto di ricerca',
      'تقرير بحث'
    ],
    software: ['logiciel', 'software', 'Software', 'software', 'software', 'software', 'برنامج'],
    datacd: ['cédérom', 'data CD', 'CD-ROM', 'CD-ROM', 'CD-ROM', 'CD-ROM', 'قرص مدمج'],
    audiocd: ['CD audio', 'audio CD', 'Audio-CD', 'CD de audio', 'CD áudio', 'CD audio', 'قرص صوتي'],
    patent: ['brevet', 'patent', 'Patent', 'patente', 'patente', 'brevetto', 'براءة اختراع'],
    patentfr: [
      'brevet français',
      'French patent',
      'französisches Patent',
      'patente francesa',
      'patente francesa',
      'brevetto francese',
      'براءة اختراع فرنسية'
    ],
    patenteu: [
      'brevet européen',
      'European patent',
      'europäisches Patent',
      'patente europea',
      'patente europeia',
      'brevetto europeo',
      'براءة اختراع أوروبية'
    ],
    patentus: [
      'brevet américain',
      'U.S. patent',
      'US-Patent',
      'patente estadounidense',
      'patente norte-americana',
      'brevetto statunitense',
      'براءة اختراع أمريكية'
    ],
    patreq: [
      'demande de brevet',
      'patent request',
      'Patentanmeldung',
      'solicitud de patente',
      'pedido de patente',
      'domanda di brevetto',
      'طلب براءة اختراع'
    ]
  } satisfies Record<string, Term>)
)

const states = new Map<string, Term>(
  Object.entries({
    inpreparation: [
      'en préparation',
      'in preparation',
      'in Vorbereitung',
      'en preparación',
      'em preparação',
      'in preparazione',
      'قيد الإعداد'
    ],
    submitted: ['soumis', 'submitted', 'eingereicht', 'enviado', 'submetido', 'inviato', 'مقدم للنشر'],
    forthcoming: [
      'à paraître',
      'forthcoming',
      'im Erscheinen',
      'de próxima publicación',
      'a publicar',
      'di prossima pubblicazione',
      'سيصدر'
    ],
    inpress: ['sous presse', 'in press', 'im Druck', 'en prensa', 'no prelo', 'in corso di stampa', 'قيد الطبع'],
    prepublished: [
      'prépublication',
      'prepublished',
      'Vorabveröffentlichung',
      'prepublicación',
      'pré-publicação',
      'prepubblicazione',
      'نشر مسبق'
    ]
  } satisfies Record<string, Term>)
)

/** What `type = {phdthesis}` means in the bibliography's language; any other text stays. */
export function genreText(key: string, lang: string): string {
  return termIn(genres, key, lang)
}

/** What `pubstate = {inpress}` means in the bibliography's language. */
export function stateText(key: string, lang: string): string {
  return termIn(states, key, lang)
}

/** English for the languages that are not listed. */
function termIn(terms: ReadonlyMap<string, Term>, key: string, lang: string): string {
  const index = languages.indexOf(languageOf(lang))
  return terms.get(key.trim().toLowerCase())?.[index === -1 ? 1 : index] ?? key
}
