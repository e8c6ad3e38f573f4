/** Clusters in reading order → where each cite stands: first, subsequent, ibid., near. CSL 1.0.2, “Choose”, `position`. */

import type {PlacedCite} from './context.ts'
import type {Cite, Cluster, Position} from './types.ts'

/** The citation before, as far as « ibid. » is concerned. */
interface Former {
  readonly note: number
  readonly cites: readonly Cite[]
  /** All cites of its note: « ibid. » in the next one would mean all of them. */
  readonly whole: readonly Cite[]
}

/** Cites of a style for which it is all the same where they stand. */
export function anywhere(clusters: readonly Cluster[]): (readonly PlacedCite[])[] {
  return clusters.map(({cites}) => cites.map((cite) => ({position: 'first', isNear: false, ...cite})))
}

/**
 * Place every cite.
 *
 * @param nearDistance  `near-note-distance`: how many notes before count as near
 */
export function placeCites(clusters: readonly Cluster[], nearDistance: number): (readonly PlacedCite[])[] {
  const firstNotes = new Map<string, number>()
  const lastNotes = new Map<string, number>()
  let inText: Former | undefined
  let inNote: Former | undefined
  return clusters.map(({note, cites}) => {
    const former = note > 0 ? inNote : inText
    const placed = cites.map((cite, index): PlacedCite => {
      const firstNote = firstNotes.get(cite.id)
      const isNear = note > 0 && note - (lastNotes.get(cite.id) ?? Number.NEGATIVE_INFINITY) <= nearDistance
      const before = index > 0 ? cites[index - 1] : immediatelyBefore(cite, note, former)
      const position =
        firstNote === undefined ? 'first' : before?.id === cite.id ? repeated(before, cite) : 'subsequent'
      if (firstNote === undefined) firstNotes.set(cite.id, note)
      lastNotes.set(cite.id, note)
      return {
        ...cite,
        position: cite.position ?? position,
        isNear: cite.isNear ?? (firstNote !== undefined && isNear),
        firstNote: cite.firstNote ?? firstNote
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

function repeated(before: Cite, cite: Cite): Position {
  if (locatorOf(before) === locatorOf(cite)) return 'ibid'
  return cite.locator ? 'ibid-with-locator' : 'subsequent'
}

function locatorOf({locator, label = 'page'}: Cite): string {
  return locator ? `${label} ${locator}` : ''
}
