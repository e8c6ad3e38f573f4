/** `macros:` and `header-includes:` of the settings → the TeX macros that the first chapter starts with. */

import {type TexMeaning, texCommand} from './syntax/tex-commands.ts'
import {expandMacros, type TexMacro, type TexMacros} from './tex/tex-macros.ts'

/** What the settings say of TeX. */
export interface MacroSettings {
  macros: Record<string, TexMacro>
  'header-includes': readonly string[]
}

/** Macros by name, those of `macros:` last. */
export function readMacros({macros, 'header-includes': headers}: MacroSettings): TexMacros {
  const defined: TexMacros = new Map()
  for (const header of headers) expandMacros(header, defined)
  // Classes and templates redefine commands of LaTeX for the look of pages; ours keep their meaning.
  for (const name of defined.keys()) if (isMeant(texCommand(name)?.means)) defined.delete(name)
  for (const [name, macro] of Object.entries(macros)) defined.set(name.replace(/^\\/, ''), macro)
  return defined
}

const isMeant = (means: TexMeaning | undefined) => means !== undefined && means !== 'symbol' && means !== 'accent'
