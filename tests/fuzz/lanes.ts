/** What is fuzzed: for each language, how its texts are made and which work of ours is held against them. */

import type {Fault} from './faults.ts'
import {bibliographyLanes} from './lanes/bibliography.ts'
import {dataLanes} from './lanes/data.ts'
import {deckLanes} from './lanes/deck.ts'
import {markdownLanes} from './lanes/markdown.ts'
import type {Random} from './random.ts'

export interface Lane {
  name: string
  /** Of files in the corpus. */
  extension: string
  make: (random: Random) => string
  /** Its own signs, for mutations; none, and its texts are never damaged. */
  signs: readonly string[]
  /** Sound texts to damage. */
  seeds: readonly string[]
  /** Texts that are looked at together, which is faster; 1 unless said otherwise. */
  together?: number
  /** How often it comes, beside the others; 0, and only when asked for. */
  share: number
  /** The faults of some texts; throws on the fault of all: an exception. */
  check: (texts: readonly string[]) => Fault[] | Promise<Fault[]>
}

export const lanes: readonly Lane[] = [...markdownLanes, ...bibliographyLanes, ...dataLanes, ...deckLanes]
