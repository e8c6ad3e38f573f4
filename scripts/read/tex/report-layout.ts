/** The commands of layout that were left out → one remark. */

import {inform} from '../../messages/messages.ts'
import type {TexContext} from './tex-reader.ts'

/** Emits `read:tex-layout` once, at the first of them. */
export function reportLayout({layout}: TexContext): void {
  const [first] = layout.values()
  if (!first) return
  const named = [...layout].map(([name, {count}]) => `\`\\${name}\`${count > 1 ? ` (${count} times)` : ''}`)
  inform(first.file, `Left out, because the outputs have a layout of their own: ${named.join(', ')}`, {
    at: first.place,
    rule: 'read:tex-layout',
    fix: 'Remove what you no longer need; `\\newpage` alone is obeyed.'
  })
}
