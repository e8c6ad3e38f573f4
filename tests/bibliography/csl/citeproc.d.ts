/** The part of citeproc-js 2.4.63 that the comparisons use: it has no types of its own. */

declare module 'citeproc' {
  export type Item = {id: string; type: string; [field: string]: unknown}

  export interface CiteItem {
    id: string
    prefix?: string | undefined
    suffix?: string | undefined
    locator?: string | undefined
    label?: string | undefined
    'suppress-author'?: boolean | undefined
    sortkeys?: string[]
    item?: Item
  }

  export interface Cluster {
    citationID: string
    citationItems: CiteItem[]
    properties: {noteIndex: number; unsorted?: boolean; index?: number}
    sortedItems?: [Item, CiteItem][]
  }

  export interface Engine {
    opt: {grouped_sort?: boolean; citation_number_sort?: boolean; development_extensions: Record<string, boolean>}
    tmp: Record<string, unknown>
    citation: {
      opt: {collapse?: string; cite_group_delimiter?: string; layout_delimiter: string}
      srt: {compareCompositeKeys: (a: [Item, CiteItem], b: [Item, CiteItem]) => number}
    }
    citation_sort: {tokens: unknown[]}
    registry: {
      registry: Record<string, {disambig: unknown}>
      authorstrings: Record<string, string>
      citationreg: {citationById: Record<string, Cluster>}
    }
    transform: {loadAbbreviation: (jurisdiction: string, category: string, id: string, language?: unknown) => void}
    setOutputFormat: (name: string) => void
    retrieveItem: (id: string) => Item
    updateItems: (ids: string[]) => string[]
    processCitationCluster: (
      cluster: Cluster,
      before: [string, number][],
      after: [string, number][],
      flag?: number
    ) => [unknown, [index: number, text: string, id: string][]]
    process_CitationCluster: (items: [Item, CiteItem][], cluster: Cluster) => string
    makeBibliography: (part?: {
      include: {field: string; value: string}[]
    }) => false | [{entry_ids: string[][]}, string[]]
  }

  const CSL: {
    ASSUME_ALL_ITEMS_REGISTERED: number
    Engine: new (
      system: {retrieveItem: (id: string) => Item; retrieveLocale: (lang: string) => string | false},
      style: string,
      locale: string,
      force: boolean
    ) => Engine
    parseLocator: (this: Engine, cite: CiteItem) => CiteItem
    getSortKeys: (this: Engine, item: Item, area: string) => string[]
    getAmbiguousCite: (this: Engine, item: Item, disambiguation: unknown) => string
    debug: (text: string) => void
  }
  export default CSL
}
