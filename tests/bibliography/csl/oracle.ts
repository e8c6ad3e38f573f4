/** Items, a style and clusters → what citeproc-js prints of them, in time that grows with their number: the oracle. */

import CSL, {type CiteItem, type Cluster, type Engine, type Item} from 'citeproc'
import type {FindLocale, Cluster as OwnCluster, Item as OwnItem} from '../../../scripts/bibliography/csl/index.ts'

export interface OracleInput {
  xml: string
  /** BCP 47. */
  lang: string
  findLocale: FindLocale
  items: ReadonlyMap<string, OwnItem>
  clusters: readonly OwnCluster[]
}

/** HTML of each cluster, and of each entry by its id. */
export interface Oracle {
  clusters: string[]
  entries: Map<string, string>
}

/** Print with citeproc-js. Throws what it throws on styles that it cannot run. */
export function printWithCiteproc({xml, lang, findLocale, items, clusters}: OracleInput): Oracle {
  CSL.debug = () => {}
  const engine = new CSL.Engine(
    {
      retrieveItem: (id) => structuredClone(items.get(id)) as unknown as Item,
      retrieveLocale: (tag) => findLocale(tag) ?? false
    },
    xml,
    lang,
    true
  )
  engine.setOutputFormat('html')
  // What is not CSL: names and locators taken apart, fields in notes.
  Object.assign(engine.opt.development_extensions, {
    wrap_url_and_doi: false,
    parse_names: false,
    locator_label_parse: false,
    field_hack: false,
    allow_field_hack_date_override: false
  })
  keepGroupDelimiter(engine)
  const texts = formatClusters(engine, clusters.map(readCluster))
  return {clusters: texts, entries: readEntries(engine)}
}

/** Entries that print nothing are left out of the texts, but not out of the ids: then each is asked for. */
function readEntries(engine: Engine): Map<string, string> {
  const [{entry_ids: ids}, entries] = engine.makeBibliography() || [{entry_ids: []}, []]
  const known = ids.map(([id = '']) => id)
  if (ids.length === entries.length) return new Map(known.map((id, index) => [id, entries[index]!]))
  return new Map(
    known.map((id) => {
      const [, [text = ''] = []] = engine.makeBibliography({include: [{field: 'id', value: id}]}) || []
      return [id, text]
    })
  )
}

/** What citeproc-js prints of all clusters after each step, each step given to it as an edit. */
export function printStepsWithCiteproc({
  xml,
  findLocale,
  items,
  steps
}: Pick<OracleInput, 'xml' | 'findLocale' | 'items'> & {steps: readonly EditStep[]}): string[][] {
  CSL.debug = () => {}
  const engine = new CSL.Engine(
    {
      retrieveItem: (id) => structuredClone(items.get(id)) as unknown as Item,
      retrieveLocale: (tag) => findLocale(tag) ?? false
    },
    xml,
    'en-US',
    false
  )
  const texts = new Map<string, string>()
  return steps.map(({own, clusters}) => {
    const at = clusters.findIndex(({id}) => id === own)
    const order = clusters.map(({id, note}): [string, number] => [id, note])
    const [, printed] = engine.processCitationCluster(
      readCluster(clusters[at]!),
      order.slice(0, at),
      order.slice(at + 1)
    )
    for (const [, text, id] of printed) texts.set(id, text)
    return clusters.map(({id}) => texts.get(id) ?? '')
  })
}

/** An edit, and all clusters after it. */
export interface EditStep {
  own: string
  clusters: readonly OwnCluster[]
}

/** Beside an `after-collapse-delimiter`, citeproc-js forgets the delimiter that a style gives for the years of one author. */
function keepGroupDelimiter({citation: {opt}}: Engine): void {
  if (opt['after-collapse-delimiter' as 'collapse'] === undefined || !opt.cite_group_delimiter) return
  if (opt.collapse === 'year') opt.layout_delimiter = opt.cite_group_delimiter
}

function readCluster({id, note, cites, isUnsorted = false}: OwnCluster): Cluster {
  return {
    citationID: id,
    properties: {noteIndex: note, unsorted: isUnsorted},
    citationItems: cites.map(({id: item, prefix, suffix, locator, label, suppressAuthor}) => ({
      id: item,
      prefix: typeof prefix === 'string' ? prefix : undefined,
      suffix: typeof suffix === 'string' ? suffix : undefined,
      locator,
      label,
      'suppress-author': suppressAuthor
    }))
  }
}

/**
 * All clusters are registered first; then the last one is processed with all others before it, which computes every
 * position in one go and renders the clusters whose position is not the default; then the rest is rendered.
 */
function formatClusters(engine: Engine, clusters: Cluster[]): string[] {
  engine.updateItems([...new Set(clusters.flatMap(({citationItems}) => citationItems.map(({id}) => id)))])
  for (const cluster of clusters) register(engine, cluster)
  const texts: (string | undefined)[] = clusters.map(() => undefined)
  const last = clusters.at(-1)
  if (last) {
    const before = clusters
      .slice(0, -1)
      .map((cluster): [string, number] => [cluster.citationID, cluster.properties.noteIndex])
    const [, rendered] = engine.processCitationCluster(last, before, [], CSL.ASSUME_ALL_ITEMS_REGISTERED)
    for (const [index, text] of rendered) texts[index] = text
  }
  clusters.forEach((cluster, index) => {
    texts[index] ??= render(engine, cluster, index)
  })
  return texts.map((text) => text ?? '')
}

/** What `processCitationCluster` does with its own cluster before it looks at the others. */
function register(engine: Engine, cluster: Cluster): void {
  const items = cluster.citationItems.map((source): [Item, CiteItem] => {
    const item = engine.retrieveItem(source.id)
    engine.transform.loadAbbreviation('default', 'hereinafter', item.id, item.language)
    source.item = item
    return [item, CSL.parseLocator.call(engine, {...source})]
  })
  if (items.length > 1 && engine.citation_sort.tokens.length > 0 && !cluster.properties.unsorted) sort(engine, items)
  cluster.sortedItems = items
  engine.registry.citationreg.citationById[cluster.citationID] = cluster
}

function sort(engine: Engine, items: [Item, CiteItem][]): void {
  for (const [item, cite] of items) cite.sortkeys = CSL.getSortKeys.call(engine, item, 'citation_sort')
  if (engine.opt.grouped_sort && !engine.opt.citation_number_sort) groupByAuthor(engine, items)
  items.sort(engine.citation.srt.compareCompositeKeys)
}

/** Works of one author stay together, at the place of the first. */
function groupByAuthor(engine: Engine, items: [Item, CiteItem][]): void {
  for (const [item, cite] of items) {
    engine.tmp.authorstring_request = true
    CSL.getAmbiguousCite.call(engine, item, engine.registry.registry[item.id]?.disambig)
    engine.tmp.authorstring_request = false
    cite.sortkeys = [engine.registry.authorstrings[item.id] ?? '', ...(cite.sortkeys ?? [])]
  }
  items.sort(engine.citation.srt.compareCompositeKeys)
  let author: string | undefined
  let key: string | undefined
  items.forEach(([, cite], index) => {
    const keys = cite.sortkeys ?? []
    if (keys[0] !== author) {
      author = keys[0]
      key = keys[1]
    }
    keys[0] = `${key}${index}`
  })
}

function render(engine: Engine, cluster: Cluster, index: number): string {
  engine.tmp.citation_pos = index
  engine.tmp.citation_note_index = cluster.properties.noteIndex
  engine.tmp.citation_id = cluster.citationID
  return engine.process_CitationCluster(cluster.sortedItems ?? [], cluster)
}
