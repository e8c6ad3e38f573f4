/** « Figure 3 : Les villes » as a caption → « Les villes »: the word and the number are printed before it. */

import type {PhrasingContent, Root} from 'mdast'
import type {VFile} from 'vfile'
import type {Figure, FigureKind} from '../../document/nodes.ts'
import {plainText} from '../../document/text.ts'
import {visit} from '../../document/visit.ts'
import {warn} from '../../messages/messages.ts'
import {eachNode} from './walk.ts'

/** What authors call each kind, in the languages whose terms we print. */
const names: Readonly<Record<FigureKind, string>> = {
  figure: 'figures?|fig\\.?|abbildung|abb\\.?|figuras?|figura|شكل|الشكل|رسم',
  table: 'tables?|tableau|tabl?\\.?|tabelle|tabla|cuadro|tabela|quadro|tabella|جدول|الجدول',
  listing: 'listing|code|extrait de code|código|codice'
}

/** With a number, any sign ends it; without one, a colon alone: « Figure de style » is a caption. */
const starts = Object.fromEntries(
  Object.entries(names).map(([kind, name]) => [
    kind,
    new RegExp(
      `^(?:${name})(?:[\\s\\u00A0\\u202F]+(?:n[o°]\\s*)?(?:(?:[A-Z]\\.?)?[\\d٠-٩]+(?:[.-][\\d٠-٩]+)*[a-z]?|[IVXLC]+)[\\s\\u00A0\\u202F]*[:.–—-]|[\\s\\u00A0\\u202F]*:)[\\s\\u00A0\\u202F]+(?=\\S)`,
      'iu'
    )
  ])
) as Record<FigureKind, RegExp>

/** Emits `read:caption-number`. Runs after `buildFigures`; what has no number of ours keeps the one that is typed. */
export function stripCaptionNumbers(tree: Root, file: VFile): void {
  eachNode(tree, (node) => {
    if (node.type !== 'figure' || node.part !== undefined || node.attributes?.classes.includes('unnumbered')) return
    const caption = node.children.find((child) => child.type === 'caption')
    const removed = caption && starts[node.kind].exec(plainText(caption))?.[0]
    if (removed === undefined) return
    removeStart(caption!.children, removed.length)
    readAloudWithout(node, removed)
    warn(file, `Caption that begins with “${removed.trim()}”, which is printed before it`, {
      at: caption,
      rule: 'read:caption-number',
      actual: removed.trim(),
      fix: `Remove \`${removed.trim()}\` from the caption.`
    })
  })
}

/** Take characters from the start, through emphasis: `**Figure 3 :** Les villes`. Gives what is left to take. */
function removeStart(nodes: PhrasingContent[], length: number): number {
  let left = length
  while (left > 0 && nodes.length > 0) {
    const [first] = nodes as [PhrasingContent]
    if (first.type === 'text') {
      const taken = Math.min(left, first.value.length)
      left -= taken
      first.value = first.value.slice(taken)
      if (first.value !== '') return 0
    } else if (!('children' in first)) return 0
    else left = removeStart(first.children as PhrasingContent[], left)
    if (!('children' in first) || first.children.length === 0) nodes.shift()
    else return 0
  }
  return left
}

/** The caption is what a picture without another text is read aloud as. */
function readAloudWithout(figure: Figure, removed: string): void {
  visit(figure, 'image', (image) => {
    if (image.alt?.startsWith(removed)) image.alt = image.alt.slice(removed.length)
  })
}
