/** The part of citeproc-js 2.4.63 that we use, internals of the linear pass included: it has no types of its own. */

declare module 'citeproc' {
  /** CSL-JSON as citeproc reads it. */
  export type Item = {id: string; type: string; [field: string]: unknown}

  export interface System {
    retrieveItem: (id: string) => Item
    retrieveLocale: (lang: string) => string
    stringCompare?: (a: string, b: string) => number
  }

  export interface CiteItem {
    id: string
    prefix?: string
    suffix?: string
    locator?: string
    label?: string
    'suppress-author'?: boolean
    'author-only'?: boolean
    sortkeys?: string[]
    item?: Item
    /** Ours: another work of the cluster is by the same authors. */
    isShared?: boolean
  }

  export interface Cluster {
    citationID: string
    citationItems: CiteItem[]
    properties: {noteIndex: number; mode?: 'author-only'; unsorted?: boolean; index?: number}
    sortedItems?: [Item, CiteItem][]
  }

  export interface Blob {
    decorations: unknown[][]
    /** Ours, see `markWorks`. */
    thesisPart?: unknown
  }

  export interface Token {
    name: string
    execs: ((this: Token, engine: Engine, item: Item, cite?: CiteItem) => unknown)[]
    variables?: string[]
    variables_real?: string[]
  }

  export interface Area {
    tokens: Token[]
    opt: {
      collapse?: string
      'after-collapse-delimiter'?: string
      cite_group_delimiter?: string
      layout_delimiter: string
      layout_prefix: string
      layout_suffix: string
    }
    srt: {compareCompositeKeys: (a: [Item, CiteItem], b: [Item, CiteItem]) => number}
  }

  /** Called on the blob that it decorates. */
  export type Decorate = (this: {system_id?: string}, engine: Engine, text: string, parameter?: unknown) => string

  export interface OutputFormat {
    text_escape: (text: string) => string
    bibstart: string
    bibend: string
    [decoration: `@${string}`]: string | false | Decorate
  }

  export interface Engine {
    opt: {
      xclass: 'note' | 'in-text'
      lang: string
      update_mode: number
      grouped_sort?: boolean
      citation_number_sort?: boolean
      development_extensions: Record<string, boolean>
    }
    tmp: Record<string, unknown> & {area: string; just_looking?: boolean}
    citation: Area
    citation_sort: Area
    bibliography: Area
    bibliography_sort: Area
    output: {current: {value: () => Blob}; string: (engine: Engine, blobs: Blob[], blob?: unknown) => unknown}
    registry: {
      registry: Record<string, {id: string; seq: number; disambig: unknown}>
      authorstrings: Record<string, string>
      citationreg: {citationById: Record<string, Cluster>}
      getSortedIds: () => string[]
    }
    macros: Record<string, Token[]>
    fun: {decorate: Record<string, Record<string, Decorate>>}
    transform: {loadAbbreviation: (jurisdiction: string, category: string, id: string, language?: unknown) => void}
    setOutputFormat: (name: string) => void
    retrieveItem: (id: string) => Item
    getTerm: (name: string, form?: string, plural?: number) => string | undefined
    updateItems: (ids: string[]) => string[]
    updateUncitedItems: (ids: string[]) => string[]
    processCitationCluster: (
      cluster: Cluster,
      before: [string, number][],
      after: [string, number][],
      flag?: number
    ) => [unknown, [index: number, text: string, id: string][]]
    process_CitationCluster: (items: [Item, CiteItem][], cluster: Cluster) => string
    rebuildProcessorState: (clusters: Cluster[], format: string, uncited?: string[]) => [string, number, string][]
    makeBibliography: (section?: unknown) => false | [{entry_ids: string[][]}, string[]]
    makeCitationCluster: (items: CiteItem[]) => string
  }

  const CSL: {
    PROCESSOR_VERSION: string
    ASSUME_ALL_ITEMS_REGISTERED: number
    NUMERIC: number
    POSITION: number
    SUPERSCRIPTS: Record<string, string>
    SUPERSCRIPTS_REGEXP: RegExp
    Engine: new (system: System, style: string, locale: string, force: boolean) => Engine
    Output: {Formats: Record<string, OutputFormat>}
    parseLocator: (this: Engine, cite: CiteItem) => CiteItem
    getSortKeys: (this: Engine, item: Item, area: string) => string[]
    getAmbiguousCite: (this: Engine, item: Item, disambiguation: unknown) => string
    debug: (text: string) => void
  }
  export default CSL
}
