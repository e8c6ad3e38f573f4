/** The words that the outputs print by themselves, by language. */

/** Singular, plural. */
type Term = readonly [one: string, many: string]

export interface Terms {
  part: Term
  chapter: Term
  appendix: Term
  section: Term
  figure: Term
  table: Term
  equation: Term
  /** « p. » */
  page: string
  /** Between the last two of a list: « et ». */
  and: string
  /** Between the ends of a range: « à ». */
  to: string
  /** Before a colon or a caption's text: the separator behind « Figure 1 ». */
  captionSeparator: string
  contents: string
  listOfFigures: string
  listOfTables: string
  bibliography: string
  notes: string
  abstract: string
  keywords: string
  previous: string
  next: string
  home: string
  /** « Aller au contenu » */
  skip: string
  /** « Retour au texte » */
  backToText: string
  note: string
  citedAt: string
  theme: string
  /** On the cover. */
  thesis: string
  presentedBy: string
  supervisedBy: string
  defendedOn: string
  jury: string
  juryName: string
  juryQuality: string
  juryRole: string
  /** The first part and chapter have a word of their own in French. */
  ordinalPart: (n: number) => string
  /** « Chapitre 3 », « Annexe A ». */
  source: string
  dataTable: string
  /** Around the path to a page: « Fil d’Ariane ». */
  breadcrumbs: string
  /** Around previous and next. */
  chapterNavigation: string
  /** Of a task in a list. */
  done: string
  toDo: string
  code: string
  /** Title of a box of text by its class: `note`, `warning`… */
  boxes: Readonly<Record<string, string>>
  downloadPdf: string
  license: string
  /** In the bibliography, before the places that cite a work again. */
  again: string
  /** With the space before it that the language asks for. */
  colon: string
  /** Words that send to a place and keep its term: « voir la figure 2 » but « graphique 2 ». */
  signals: RegExp
  /** A title quoted in a sentence: « … ». */
  quote: (title: string) => string
  ltrOrRtl: 'ltr' | 'rtl'
}

const fr: Terms = {
  part: ['partie', 'parties'],
  chapter: ['chapitre', 'chapitres'],
  appendix: ['annexe', 'annexes'],
  section: ['section', 'sections'],
  figure: ['figure', 'figures'],
  table: ['tableau', 'tableaux'],
  equation: ['équation', 'équations'],
  page: 'p.',
  and: 'et',
  to: 'à',
  captionSeparator: '. – ',
  contents: 'Table des matières',
  listOfFigures: 'Table des figures',
  listOfTables: 'Liste des tableaux',
  bibliography: 'Bibliographie',
  notes: 'Notes',
  abstract: 'Résumé',
  keywords: 'Mots-clés',
  previous: 'Précédent',
  next: 'Suivant',
  home: 'Accueil',
  skip: 'Aller au contenu',
  backToText: 'Retour au texte',
  note: 'Note',
  citedAt: 'Cité',
  theme: 'Thème clair ou sombre',
  thesis: 'Thèse de doctorat',
  presentedBy: 'présentée par',
  supervisedBy: 'sous la direction de',
  defendedOn: 'soutenue publiquement le',
  jury: 'Membres du jury',
  juryName: 'Nom',
  juryQuality: 'Qualité',
  juryRole: 'Rôle',
  ordinalPart: (n) =>
    `${['Première', 'Deuxième', 'Troisième', 'Quatrième', 'Cinquième', 'Sixième', 'Septième', 'Huitième', 'Neuvième', 'Dixième'][n - 1] ?? `${n}e`} partie`,
  source: 'Source',
  dataTable: 'Données de la figure',
  breadcrumbs: 'Fil d’Ariane',
  chapterNavigation: 'Chapitres voisins',
  done: 'Fait',
  toDo: 'À faire',
  code: 'Code',
  boxes: {
    note: 'Note',
    tip: 'Conseil',
    important: 'Important',
    warning: 'Avertissement',
    caution: 'Attention',
    example: 'Exemple',
    definition: 'Définition',
    remark: 'Remarque'
  },
  downloadPdf: 'Télécharger la thèse (PDF)',
  license: 'Licence',
  again: 'autre citation',
  colon: '\u00A0:',
  signals: /(?:^|[\s,;(])(?:voir|vois|voyez|cf\.?|v\.|aussi|notamment|comparer|dans|et|ou)$/i,
  quote: (title) => `«\u00A0${title}\u00A0»`,
  ltrOrRtl: 'ltr'
}

const en: Terms = {
  part: ['part', 'parts'],
  chapter: ['chapter', 'chapters'],
  appendix: ['appendix', 'appendices'],
  section: ['section', 'sections'],
  figure: ['figure', 'figures'],
  table: ['table', 'tables'],
  equation: ['equation', 'equations'],
  page: 'p.',
  and: 'and',
  to: 'to',
  captionSeparator: '. ',
  contents: 'Contents',
  listOfFigures: 'List of figures',
  listOfTables: 'List of tables',
  bibliography: 'Bibliography',
  notes: 'Notes',
  abstract: 'Abstract',
  keywords: 'Keywords',
  previous: 'Previous',
  next: 'Next',
  home: 'Home',
  skip: 'Skip to content',
  backToText: 'Back to the text',
  note: 'Note',
  citedAt: 'Cited',
  theme: 'Light or dark theme',
  thesis: 'Doctoral thesis',
  presentedBy: 'presented by',
  supervisedBy: 'supervised by',
  defendedOn: 'publicly defended on',
  jury: 'Jury',
  juryName: 'Name',
  juryQuality: 'Position',
  juryRole: 'Role',
  ordinalPart: (n) => `Part ${n}`,
  source: 'Source',
  dataTable: 'Data of the figure',
  breadcrumbs: 'Breadcrumbs',
  chapterNavigation: 'Neighbouring chapters',
  done: 'Done',
  toDo: 'To do',
  code: 'Code',
  boxes: {
    note: 'Note',
    tip: 'Tip',
    important: 'Important',
    warning: 'Warning',
    caution: 'Caution',
    example: 'Example',
    definition: 'Definition',
    remark: 'Remark'
  },
  downloadPdf: 'Download the thesis (PDF)',
  license: 'Licence',
  again: 'cited again',
  colon: ':',
  signals: /(?:^|[\s,;(])(?:see|also|cf\.?|compare|e\.g\.,?|in|and|or)$/i,
  quote: (title) => `“${title}”`,
  ltrOrRtl: 'ltr'
}

const ar: Pick<Terms, 'abstract' | 'keywords'> = {abstract: 'ملخص', keywords: 'الكلمات المفتاحية'}

/** The terms of a language, by BCP 47 tag; English for the languages that we do not speak. */
export function termsOf(lang: string): Terms {
  const language = lang.toLowerCase().split('-')[0]
  if (language === 'fr') return fr
  if (language === 'ar') return {...en, ...ar, ltrOrRtl: 'rtl'}
  return en
}
