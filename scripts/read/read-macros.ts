/** `macros:` and `header-includes:` of the settings → the TeX macros that the first chapter starts with. */

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
  for (const [name, macro] of Object.entries(macros)) defined.set(name.replace(/^\\/, ''), macro)
  return defined
}
