/** Formulas as typed → TeX that MathJax reads, their labels, tags and numbers beside them. */

import type {Root} from 'mdast'
import {settleEquation} from '../tex/tex-equation.ts'
import {expandMacros, type TexMacros} from '../tex/tex-macros.ts'
import {withQuantities} from '../tex/tex-units.ts'
import {eachNode} from './walk.ts'

/** Commands of packages that MathJax lacks, by those that it has. */
const replacements: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bm: '\\boldsymbol{#1}',
    mathbold: '\\boldsymbol{#1}',
    mathds: '\\mathbb{#1}',
    mathbbm: '\\mathbb{#1}',
    mathbbmss: '\\mathbb{#1}',
    ensuremath: '#1',
    llbracket: '\\mathopen{⟦}',
    rrbracket: '\\mathclose{⟧}',
    copyright: '\\text{©}',
    textregistered: '\\text{®}',
    euro: '\\text{€}'
  })
)

/** Runs after `normaliseMath`, which makes blocks of `$$…$$`. */
export function settleFormulas(tree: Root): void {
  eachNode(tree, (node) => {
    if (node.type !== 'math' && node.type !== 'inlineMath') return
    node.value = readable(node.value)
    if (node.type === 'math') settleEquation(node, false)
  })
}

function readable(tex: string): string {
  if (!tex.includes('\\')) return tex
  const macros: TexMacros = new Map(
    [...replacements]
      .filter(([name]) => tex.includes(`\\${name}`))
      .map(([name, body]) => [name, {body, arity: body.includes('#1') ? 1 : 0}])
  )
  const plain = tex.replace(/\\xspace(?![a-zA-Z])/g, '')
  const expansion = macros.size === 0 ? {tex: plain} : expandMacros(plain, macros)
  return withQuantities('tex' in expansion ? expansion.tex : plain)
}
