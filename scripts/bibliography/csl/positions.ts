/** Clusters in reading order → where each cite stands: first, subsequent, ibid., near. CSL 1.0.2, “Choose”, `position`. */

import {type PlacedCite, uncited} from './context.ts'
import type {Style} from './style.ts'
import type {Cite, Cluster, Position} from './types.ts'

/** The citation before, as far as « ibid. » is concerned. */
interface Former {
  readonly note: number
  readonly cites: readonly Cite[]
  /** All cites of its note: « ibid. » in the next one would mean all of them. */
  readonly whole: readonly Cite[]
}

/** Place every cite, unless it is all the same to the style where they stand. */
export function placeCites(clusters: readonly Cluster[], style: Style): (readonly PlacedCite[])[] {
  if (!style.dependsOnPosition) return clusters.map(({cites}) => cites.map((cite) => ({...uncited(cite.id), ...cite})))
  const nearDistance = Number.parseInt(style.citation.attributes['near-note-distance'] ?? '5', 10)
  const notes = new Map<string, {first: number; last: number}>()
  let inText: Former | undefined
  let inNote: Former | undefined
  return clusters.map(({note, cites}) => {
    const former = note > 0 ? inNote : inText
    const placed = cites.map((cite, index): PlacedCite => {
      const known = notes.get(cite.id)
      const before = index > 0 ? cites[index - 1] : immediatelyBefore(cite, note, former)
      const repeated = before?.id === cite.id ? repeatedPosition(before, cite) : 'subsequent'
      notes.set(cite.id, {first: known?.first ?? note, last: note})
      return {
        position: known ? repeated : 'first',
        isNear: known !== undefined && note > 0 && note - known.last <= nearDistance,
        // CSL 1.0.2, Appendix IV: “the number of a preceding note”.
        firstNote: known?.first === note ? undefined : known?.first,
        ...cite
      }
    })
    if (note === 0) inText = {note, cites, whole: cites}
    else inNote = {note, cites, whole: inNote?.note === note ? [...inNote.whole, ...cites] : cites}
    return placed
  })
}

/** The cite right before the first of a cluster, if the citation before is of the same work alone. */
function immediatelyBefore(cite: Cite, note: number, former: Former | undefined): Cite | undefined {
  if (!former || former.note < note - 1) return undefined
  const cites = former.note === note ? former.cites : former.whole
  return cites.every(({id}) => id === cite.id) ? cites.at(-1) : undefined
}

function repeatedPosition(before: Cite, cite: Cite): Position {
  const [first, second] = [before, cite].map(({locator, label = 'page'}) => (locator ? `${label} ${locator}` : ''))
  if (first === second) return 'ibid'
  return cite.locator ? 'ibid-with-locator' : 'subsequent'
}
