/** Abbreviations as the whole thesis uses them → messages: declared and never used, used and never declared. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {inform, warn} from '../../messages/messages.ts'
import type {Abbreviations} from './expand-abbreviations.ts'

/** Uses from which a reader would look for it in the list. */
const often = 3

/**
 * @param placeOf  where one is declared
 *
 * Emits `abbreviations:unused`, `abbreviations:undeclared`.
 */
export function checkAbbreviations(
  {declared, used, listed, undeclared}: Abbreviations,
  placeOf: (short: string) => {file: VFile; at: Position | undefined}
): void {
  for (const short of declared.keys()) {
    if (used.has(short)) continue
    const {file, at} = placeOf(short)
    warn(file, `Unused abbreviation \`${short}\``, {
      at,
      rule: 'abbreviations:unused',
      actual: short,
      fix: `Remove \`${short}\` from \`abbreviations\`, or use it in the text.`
    })
  }
  for (const [short, {count, file, at}] of undeclared) {
    if (count < often || listed.has(short)) continue
    inform(file, `Undeclared abbreviation \`${short}\`, used ${count} times`, {
      at,
      rule: 'abbreviations:undeclared',
      actual: short,
      fix: `Add \`${short}: …\` to \`abbreviations\` in thesis.yml, if it is one.`
    })
  }
}
