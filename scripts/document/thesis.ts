/** What a thesis is, from its configuration to its chapters, before and after the transforms. */

import type {Image, PhrasingContent, Root} from 'mdast'
import type {VFile} from 'vfile'
import type {Config} from '../config.ts'
import type {FontFile} from './font-file.ts'
import type {Destination, FigureKind} from './nodes.ts'
import type {StatementKind} from './terms/types.ts'

/** `bibliography`: made by us; the others are what the author wrote. */
export type ChapterRole = 'chapter' | 'unnumbered' | 'appendix' | 'part' | 'bibliography'

/** One page of the site: a part's opening, a chapter, an appendix, the bibliography. */
export interface Chapter {
  /** Name of its page without `.html`, unique in the thesis. */
  id: string
  role: ChapterRole
  /** The source; messages go here. Chapters cut out of one file share it. */
  file: VFile
  /** Printed number: `1`, `A`, `II`; set by `numberTargets`. */
  number?: string
  /** Level-1 heading's content, notes left out. */
  title: PhrasingContent[]
  /** `id` of the part that it belongs to. */
  part?: string
  /** BCP 47; the thesis's own when absent. */
  lang?: string
  /** Before the text on paper; `untitled` when its author gave it no heading; a list where `order:` has it. */
  front?: 'titled' | 'untitled' | 'abbreviations' | 'glossary'
  /** Works to be listed though nobody cites them: `\nocite`. */
  uncited?: string[]
  /** Hash of all that its tree was made of, where results are kept. */
  key?: string
  /** Starts with the level-1 heading. */
  tree: Root
}

/** An abstract: French, English, Arabic… */
export interface Abstract {
  /** BCP 47. */
  lang: string
  direction: 'ltr' | 'rtl'
  /** « Résumé », “Abstract”, « ملخص ». */
  title: string
  keywords: string[]
  file: VFile
  tree: Root
}

/** The titles of the cover as they are printed; `Config` has the same as plain text. */
export interface Cover {
  /** In the lines of `titleLines`, else one. */
  title: PhrasingContent[][]
  /** Empty when there is none. */
  subtitle: PhrasingContent[]
  /** By BCP 47 tag. */
  titles: Record<string, PhrasingContent[]>
  logos: Image[]
  /** thesis.yml, which names them. */
  file: VFile
  /** Parts of the page and of the site that the author replaces: `cover.typ`, `footer.html`. */
  templates: readonly VFile[]
}

/** What a label names. */
export type TargetKind = 'part' | 'chapter' | 'appendix' | 'section' | 'equation' | FigureKind | StatementKind

/** Something that a reference can name. */
export interface Target {
  /** As the author declared it. */
  label: string
  kind: TargetKind
  /** `2.1`, `A`, `3`; absent when unnumbered. */
  number?: string
  /** Title or caption as plain text, for unnumbered targets and tooltips. */
  title: string
  destination: Destination
}

/** By label. */
export type Targets = Map<string, Target>

/** A line of the contents. */
export interface ContentsEntry {
  kind: ChapterRole | 'section'
  /** Of the heading: 1 for parts and chapters, 2 for their sections… */
  depth: number
  number?: string
  title: PhrasingContent[]
  target: Destination
  children: ContentsEntry[]
}

/** A line of the list of figures, of tables or of listings. */
export interface ListEntry {
  number: string
  caption: PhrasingContent[]
  target: Destination
}

/** A picture that the outputs carry. */
export interface Asset {
  /** Path from the thesis folder, with `/`; also its key. */
  path: string
  bytes: Uint8Array
  mediaType: string
  /** Pixels; absent when the file does not say. */
  width?: number
  height?: number
}

/** The thesis that the writers get: everything resolved, nothing left to look up. */
export interface Thesis {
  config: Config
  cover: Cover
  abstracts: Abstract[]
  chapters: Chapter[]
  targets: Targets
  contents: ContentsEntry[]
  figures: ListEntry[]
  tables: ListEntry[]
  listings: ListEntry[]
  assets: Map<string, Asset>
  /** Fonts of the author's, for the characters that ours do not have. */
  fonts: readonly FontFile[]
  /** The thesis as the PDF prints it, where some of the text is for one output only; else the PDF prints this one. */
  paper?: Thesis
}

/** A file that a writer made; `path` from the output root, with `/`. */
export interface OutputFile {
  path: string
  contents: string | Uint8Array
}
