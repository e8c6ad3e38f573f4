/** `lang=` attributes → the same, as BCP 47 tags; what is not one is a message, and the tag that was meant is used. */

import type {Nodes, Root} from 'mdast'
import type {VFile} from 'vfile'
import {languageMistake, readLanguageTag} from '../../document/language.ts'
import {warn} from '../../messages/messages.ts'
import {eachNode, placeWithin, sourceOf} from './walk.ts'

/** Emits `read:wrong-language`. */
export function checkLanguages(tree: Root, file: VFile): void {
  const source = String(file)
  eachNode(tree, (node) => {
    const pairs = 'attributes' in node ? node.attributes?.pairs : undefined
    if (pairs?.lang === undefined) return
    const typed = pairs.lang
    const mistake = languageMistake(typed)
    const tag = mistake ? mistake.meant : readLanguageTag(typed)
    if (tag === undefined) delete pairs.lang
    else pairs.lang = tag
    if (!mistake) return
    const place = placeOf(node, typed, source)
    warn(file, `Invalid value of \`lang\`: ${mistake.reason}`, {
      at: place,
      rule: 'read:wrong-language',
      actual: typed,
      expected: mistake.meant === undefined ? undefined : [mistake.meant],
      fix: mistake.fix
    })
  })
}

/** Of the value alone, where it is found; else of the node. */
function placeOf(node: Nodes, typed: string, source: string) {
  const found = /lang=["']?/.exec(sourceOf(node, source))
  if (!found || typed === '') return node.position
  return placeWithin(node, source, found.index + found[0].length, typed.length)
}
