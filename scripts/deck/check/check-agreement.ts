/** A bound deck and the thesis → messages on every number, quotation, caption, figure and citation that does not agree. */

import type {Figures} from '../../charts/index.ts'
import type {ThesisData} from '../../data/data.ts'
import {isFrench} from '../../document/language.ts'
import type {Thesis} from '../../document/thesis.ts'
import type {Works} from '../../transform/citations/resolve-citations.ts'
import type {DeckData} from '../deck-data.ts'
import {valueKey} from '../keys.ts'
import type {Deck} from '../read/read-deck.ts'
import {checkPictures, type ReadPicture} from './agreement/check-pictures.ts'
import {checkQuotations} from './agreement/check-quotations.ts'
import {checkSlideNumbers} from './agreement/check-slide-numbers.ts'
import {type Authors, checkTypedCitations, checkWorks, readAuthors} from './agreement/check-typed-citations.ts'
import {checkTypedReferences} from './agreement/check-typed-references.ts'
import {readDataFacts} from './agreement/data-facts.ts'
import {type Claim, type DeckContext, readContext} from './agreement/slide-context.ts'
import {proseOf} from './agreement/slide-prose.ts'
import {readThesisText} from './agreement/thesis-text.ts'

export interface CheckAgreementOptions {
  thesis: Thesis
  data: ThesisData
  figures: Figures
  works: Works
  pages?: ReadonlyMap<string, string>
  read?: ReadPicture
}

/**
 * Hold what the slides and their notes say against the thesis.
 *
 * Each part of a sentence is judged once: a quotation with its words, a reference with its number, a citation with its
 * year, and what is left by its numbers.
 *
 * Emits `slides:unbound-number`, `slides:contradicting-number`, `slides:unfounded-number`, `slides:unknown-quotation`,
 * `slides:unbound-reference`, `slides:contradicting-caption`, `slides:other-figure`, `slides:other-picture`,
 * `slides:unbound-citation`, `slides:work-not-in-thesis`.
 *
 * @param bound  what `bindDeck` made of the deck, its citations resolved
 */
export async function checkAgreement(deck: Deck, bound: DeckData, options: CheckAgreementOptions): Promise<void> {
  const {thesis, data, figures, works, pages = new Map<string, string>(), read} = options
  const {config} = thesis
  const inFrench = isFrench(config.lang)
  const deckContext: DeckContext = {
    file: deck.file,
    thesis,
    config,
    isFrench: inFrench,
    text: readThesisText(thesis, inFrench),
    facts: readDataFacts(data, figures, config.lang)
  }
  let authors: Authors | undefined
  const openAuthors = () => {
    authors ??= readAuthors(works)
    return authors
  }
  for (const slide of deck.slides) {
    const blocks = proseOf(slide, ({attributes}) => bound.values[valueKey(attributes)] ?? '')
    const context = readContext(deckContext, slide, blocks, bound)
    for (const block of blocks) {
      const claims: Claim[] = checkQuotations(context, block)
      claims.push(...checkTypedReferences(context, block, claims, pages))
      claims.push(...checkTypedCitations(context, block, claims, openAuthors))
      checkSlideNumbers(context, block, claims)
    }
    checkWorks(context, slide, deckContext.text, works)
    await checkPictures(context, bound, read)
  }
}
