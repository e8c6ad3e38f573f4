/** Comments `<!-- thesis-ignore rule -->` → `file.data.ignores`, each with the lines of the block after it. */

import type {Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {readIgnore} from '../../messages/severity.ts'
import {eachList} from './walk.ts'

export function collectIgnores(tree: Root, file: VFile): void {
  const text = String(file)
  if (!text.includes('thesis-ignore')) return
  eachList(tree, (list) => {
    for (const [index, node] of list.entries()) {
      const rules = node.type === 'html' ? readIgnore(node.value) : undefined
      if (!rules || !node.position) continue
      const next = blockAfter(list, index)
      const {start, end} = next?.position ?? node.position
      file.data.ignores ??= []
      file.data.ignores.push({rules, start: start.line, end: end.line, at: node.position})
    }
  })
}

/** Several comments may stand before one block. */
function blockAfter(list: readonly RootContent[], index: number): RootContent | undefined {
  return list.slice(index + 1).find((node) => node.type !== 'html' || readIgnore(node.value) === undefined)
}
