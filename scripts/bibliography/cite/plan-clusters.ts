/** Citations as the text has them → clusters as the citation processor wants them. */

import type {AffixPart, Cite, Cluster} from '../csl/types.ts'
import type {RichText} from './rich-text.ts'
import type {Style} from './styles.ts'
import type {CitationCluster, CitedWork} from './types.ts'

/**
 * The cluster of a citation, without the works that `isKnown` refuses.
 *
 * A narrative citation names its author apart, unless the style prints notes: there the sentence names the author and
 * the note is whole.
 */
export function planCluster(source: CitationCluster, isKnown: (key: string) => boolean, style: Style): Cluster {
  const cited = source.items.filter(({key}) => isKnown(key))
  const isNarrative = isNarrativeOf(source, isKnown) && !style.isNote
  const hasAffix = cited.some(({prefix, suffix}) => prefix?.length || suffix?.length)
  return {
    id: source.id,
    note: source.noteIndex,
    cites: cited.map(planCite),
    // A style that sorts would carry « voir » away from the work that it introduces.
    isUnsorted: hasAffix || source.mode === 'narrative',
    isNarrative
  }
}

/** Whether the first work's author belongs to the sentence, and the work is known. */
function isNarrativeOf({mode, items}: CitationCluster, isKnown: (key: string) => boolean): boolean {
  return mode === 'narrative' && items[0] !== undefined && isKnown(items[0].key)
}

function planCite({key, prefix, suffix, locator, label = 'page', suppressAuthor}: CitedWork): Cite {
  return {
    id: key,
    prefix: prefix?.length ? affix(prefix) : undefined,
    suffix: suffix?.length ? affix(suffix) : undefined,
    locator,
    label: locator && label,
    suppressAuthor
  }
}

/** The words of an affix are settled with the punctuation around them; everything else passes untouched. */
function affix(content: RichText): AffixPart[] {
  return content.map((node) => (node.type === 'text' ? node.value : {embedded: node}))
}
