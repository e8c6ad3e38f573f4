/** All citations of a thesis → their texts, in time that grows with their number. */

import CSL, {type CiteItem, type Cluster, type Engine, type Item} from 'citeproc'

/**
 * Format every cluster and register the works cited without being in the text.
 *
 * citeproc's own `rebuildProcessorState` looks at all former clusters again for each new one. Here all clusters are
 * registered first; then the last one is processed with all others before it, which computes every position
 * (first, ibid., subsequent) in one go and renders the clusters whose position is not the default; then the rest
 * is rendered. The result is the same to the byte, which a test holds on to: this relies on internals of the
 * version that package.json pins.
 *
 * @returns the text of each cluster, in order
 */
export function formatClusters(engine: Engine, clusters: Cluster[], uncited: string[] = []): string[] {
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
  engine.updateUncitedItems(uncited)
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
