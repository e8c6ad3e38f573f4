/** What each language must give: every term that the outputs print by themselves. Plain data, so that `terms:` in thesis.yml can replace any. */

/** Singular, plural. */
export type Term = readonly [one: string, many: string]

/** Boxes of text that stand beside the argument, `::: warning`. */
const calloutKinds = ['note', 'tip', 'important', 'warning', 'caution', 'summary'] as const
export type CalloutKind = (typeof calloutKinds)[number]

/** Boxes that are part of the argument, numbered when they are referred to: « Théorème 1 ». */
export const statementKinds = [
  'theorem',
  'lemma',
  'corollary',
  'proposition',
  'conjecture',
  'definition',
  'example',
  'exercise',
  'hypothesis',
  'algorithm',
  'remark',
  'solution',
  'proof'
] as const
export type StatementKind = (typeof statementKinds)[number]

/** Boxes of text with a title. */
export const boxKinds = [...calloutKinds, ...statementKinds] as const
export type BoxKind = (typeof boxKinds)[number]

/** Words in braces are replaced: `{n}` by a number. */
export interface Terms extends Readonly<Record<StatementKind, Term>> {
  // What is numbered and referred to, as inside a sentence.
  part: Term
  chapter: Term
  appendix: Term
  section: Term
  figure: Term
  table: Term
  equation: Term
  listing: Term
  /** Before a page number. */
  page: string
  /** Between the last two of a list. */
  and: string
  /** Between the ends of a range. */
  to: string
  /** Between « Figure 1 » and its caption. */
  captionSeparator: string
  /** With the space before it that the language asks for. */
  colon: string
  /** Between keywords. */
  comma: string
  /** Around a quoted title. */
  quotes: Term
  /** Words that send to a place and keep its term: « voir la figure 2 » but « graphique 2 ». */
  signals: readonly string[]
  /** Titles of the first parts, where the language spells them. */
  ordinalParts: readonly string[]
  /** Title of any other part. */
  numberedPart: string

  // Titles of what is made by itself.
  contents: string
  /** Of the parts and chapters alone, before the whole contents. */
  summaryOfContents: string
  /** At the foot of a copy that is not final. */
  draft: string
  listOfFigures: string
  listOfTables: string
  listOfListings: string
  bibliography: string
  glossary: string
  listOfAbbreviations: string
  index: string
  /** From an entry of the index to another: the first where the entry has no place of its own. */
  see: string
  seeAlso: string
  notes: string
  abstract: string
  keywords: string
  source: string
  boxes: Readonly<Record<CalloutKind, string>>

  // The cover. The kind of work is `kind` in thesis.yml, else this one.
  thesis: string
  presentedBy: string
  supervisedBy: string
  defendedOn: string
  jury: string
  juryName: string
  juryQuality: string
  juryRole: string
  license: string
  downloadPdf: string

  // The site.
  previous: string
  next: string
  home: string
  skip: string
  backToText: string
  /** A footnote, as inside a sentence. */
  note: string
  /** In the bibliography, before the places that cite a work. */
  citedAt: string
  theme: string
  dataTable: string
  /** Where a figure made by code would stand. */
  cellResult: string
  /** In the place of a figure that may not be published. */
  withheld: string
  breadcrumbs: string
  chapterNavigation: string
  /** Of a task in a list. */
  done: string
  toDo: string
  code: string

  /** Numbers in a sentence, `{from}` and `{to}` being numbers. */
  numbers: {
    about: string
    'more than': string
    nearly: string
    'up to': string
    range: string
    bareRange: string
  }
  /** What charts say themselves. */
  charts: {
    year: string
    percent: string
    index: string
    unit: string
    one: string
    ends: string
    broken: string
    /** Where a line stops because of an empty cell. */
    gaps: string
    /** From one place on an axis to another, which are no years. */
    along: string
    item: string
    total: string
    count: string
    median: string
    range: string
    against: string
    correlation: string
    spread: string
    /** Under maps: whose outlines they are. */
    atlas: string
  }
  /** The slides and what is printed of them. */
  deck: {
    notes: string
    handout: string
    talk: string
    questions: string
    /** Before the number of a slide that has no title. */
    slide: string
    /** Before a place in the thesis: « thèse, § 3.2 ». */
    thesis: string
    page: string
    /** « page 2 sur 12 » */
    of: string
    /** The links back to the menus. */
    toQuestions: string
    toData: string
    /** The time of a slide, for the speaker. */
    clock: string
  }
  /** Before the number of a place in the thesis, short. */
  places: Readonly<Record<'part' | 'chapter' | 'appendix' | 'section' | 'figure' | 'table' | 'equation', string>>
  /** The page that shows the thesis while it is written. */
  preview: {
    /** Name of the choice of the next three. */
    view: string
    web: string
    paper: string
    both: string
    /** `{n}` of them, one or more. */
    messages: string
    noMessages: string
    error: string
    warning: string
    info: string
    /** Before what mends a mistake. */
    fix: string
    /** `{place}` is a file and a line. */
    open: string
    working: string
    /** Printed pages are being made. */
    printing: string
    /** What is shown is what is written. */
    current: string
    /** What is written cannot be shown. */
    broken: string
    /** The program has ended. */
    stopped: string
    /** The engine that draws pages is not there. */
    noPaper: string
    noEditor: string
    page: string
    /** Leads to what was changed elsewhere. */
    changed: string
    /** Of a button beside a paragraph. */
    inEditor: string
  }
  /** The checklist of `deposit`: its title, its first line, and what may be missing. */
  deposit: Readonly<
    Record<
      | 'title'
      | 'intro'
      | 'complete'
      | 'author'
      | 'profile'
      | 'titleFr'
      | 'abstractFr'
      | 'abstractEn'
      | 'keywordsFr'
      | 'birth'
      | 'nationality'
      | 'nnt'
      | 'defended'
      | 'discipline'
      | 'university'
      | 'universityIdref'
      | 'supervisor'
      | 'supervisorIdref'
      | 'subject'
      | 'published'
      | 'archive'
      | 'length'
      | 'license'
      | 'identifier',
      string
    >
  >
  /** Tables made from the data: heads, and words of cells. */
  data: {
    /** `one`: a member of a collection; `entry`: what a line is about. */
    heads: Readonly<Record<'name' | 'entry' | 'one' | 'fact' | 'value' | 'values' | 'date', string>>
    columns: Readonly<Record<'saidBy' | 'milestone' | 'indicator' | 'given', string>>
    sources: Readonly<Record<'sources' | 'reserves' | 'story', string>>
    contradictions: Readonly<Record<'published' | 'explanation', string>>
    marks: Readonly<Record<'reading' | 'computed' | 'setAside' | 'notFound', string>>
    totals: Readonly<Record<'all' | 'share', string>>
    /** What a fact describes. */
    kinds: Readonly<Record<'means' | 'activity' | 'result' | 'context', string>>
    /** Who gives a figure: in a sentence, and in a word. */
    statuses: Readonly<Record<'reported' | 'partner' | 'press' | 'independent' | 'computed', readonly [string, string]>>
  }
  /** The speaker's window. */
  presenter: {
    current: string
    next: string
    slides: string
    mirror: string
    end: string
    largerNotes: string
    smallerNotes: string
    resizeNotes: string
    title: string
    noNotes: string
    leaveFullscreen: string
    fullscreen: string
    previousSlide: string
    nextSlide: string
    overview: string
    light: string
    dark: string
    play: string
    presenterView: string
    about: string
    layout: string
    more: string
    close: string
    capture: string
    goTo: string
  }
}
