/** What a rule is tried on: an input that makes it speak, one near it that does not. */

import type {RuleId} from '../../scripts/messages/rules.ts'

export type Files = Record<string, string | Uint8Array>

/** The text of a chapter after its title, or files that are added to the smallest thesis. */
export type Input = string | Files

export interface RuleCase {
  fires: Input
  stays: Input
  /** The PDF is printed, not only written for the engine. */
  isPrinted?: true
}

/** Every rule of a stage; one that needs a browser, Slidev or the disk names the test that makes it speak. */
export type RuleCases<Stage extends string> = Record<Extract<RuleId, `${Stage}:${string}`>, RuleCase | {in: string}>

/** A thesis whose `thesis.yml` says more than its title. */
export const settings = (yaml: string, text = 'Texte.', more: Files = {}): Files => ({
  'thesis/thesis.yml': `title: Essai\n${yaml}\n`,
  'thesis/1.md': `# Un\n\n${text}\n`,
  ...more
})

/** A chapter, and files beside it. */
export const chapter = (text: string, more: Files): Files => ({'thesis/1.md': `# Un\n\n${text}\n`, ...more})

/** The smallest GIF, of one pixel of a colour. */
export const gif = (colour = 1) =>
  Uint8Array.from(
    Buffer.from(
      `474946383961010001008000 00${Buffer.from([colour]).toString('hex')}00000000002c00000000010001000002024401003b`.replaceAll(
        ' ',
        ''
      ),
      'hex'
    )
  )

/** A drawing in SVG. */
export const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10">${inside}</svg>`
