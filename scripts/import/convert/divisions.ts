/** bookdown's `# (PART) …` and `# (APPENDIX) …` → `{.part}`, and appendices by role. */

import type {Heading} from 'mdast'
import {VFile} from 'vfile'
import {readMarkdown} from '../../read/markdown.ts'

export interface Divided {
  text: string
  /** Whether what comes after this text is an appendix. */
  opensAppendix: boolean
  count: number
}

/** Convert the headings of a text. */
export function convertDivisions(text: string): Divided {
  if (!/\((?:PART|APPENDIX)/.test(text)) return {text, opensAppendix: false, count: 0}
  const tree = readMarkdown(new VFile({path: 'chapter.md', value: text}))
  let result = ''
  let at = 0
  let count = 0
  let opensAppendix = false
  for (const node of tree.children) {
    if (node.type !== 'heading' || node.depth !== 1 || !node.position) continue
    const [start, end] = [node.position.start.offset ?? 0, node.position.end.offset ?? 0]
    const source = text.slice(start, end)
    const [, hashes, word, rest = ''] = /^(#\s+)\((PART(?:\\?\*)?|APPENDIX)\)\s*(.*)$/.exec(source) ?? []
    if (hashes === undefined && !opensAppendix) continue
    result += text.slice(at, start)
    at = end
    if (word === 'APPENDIX') {
      opensAppendix = true
      while (text[at] === '\n') at++
    } else if (hashes !== undefined) result += withClass(`${hashes}${rest}`, 'part')
    else result += isPlain(node) ? withClass(source, 'appendix') : source
    count++
  }
  return {text: result + text.slice(at), opensAppendix, count}
}

const isPlain = ({attributes}: Heading) =>
  !attributes?.classes.some((name) => /^(?:part|appendix|unnumbered)$/.test(name))

/** `# Title {-}` → `# Title {- .part}`. */
function withClass(heading: string, name: string): string {
  const braced = /^(.*\{[^{}]*)\}\s*$/.exec(heading)?.[1]
  return braced === undefined ? `${heading.trimEnd()} {.${name}}` : `${braced} .${name}}`
}
