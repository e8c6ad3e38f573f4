/** What authors of other tools write and we do not read → messages with the form that we do. */

import type {Code, Nodes, Paragraph, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'
import {inform, warn} from '../../messages/messages.ts'
import {nearest} from '../../messages/nearest.ts'
import {isCell} from './build-cells.ts'
import {eachList, eachNode, placesWithin, rangeOf, sourceOf} from './walk.ts'

/** Emits `read:shortcode`, `read:raw-link`, `read:raw-formula`, `read:unknown-directive`, `read:myst-directive`. */
export function reportUnsupported(tree: Root, file: VFile): void {
  const source = String(file)
  // A shortcode that names a file or a value that is not there is reported where it is looked for.
  const reported = new Set(file.messages.map(({line, column}) => `${line}:${column}`))
  eachList(tree, (list) => {
    breakPages(list)
    reportBrackets(list, source, file)
  })
  eachNode(tree, (node) => {
    if (node.type === 'code') reportCell(node, file)
    else if (node.type === 'paragraph') reportDelimiters(node, source, file)
    else if (node.type === 'text') {
      if (node.value.includes('[')) reportDirective(node, source, file)
      if (node.value.includes('{{<')) reportShortcodes(node, source, file, reported)
    }
  })
}

/** Quarto: `{{< pagebreak >}}` alone in a paragraph. */
function breakPages(list: RootContent[]): void {
  for (const [index, node] of list.entries()) {
    if (node.type !== 'paragraph' || node.children.length !== 1) continue
    const [child] = node.children
    if (child?.type !== 'text' || !/^\{\{<\s*pagebreak\s*>\}\}$/.test(child.value)) continue
    list[index] = {type: 'pageBreak', value: child.value, position: node.position}
  }
}

/** `[a [b](c) d](e)`, `[sic](dit-il)`: brackets that make no link. */
function reportBrackets(list: readonly RootContent[], source: string, file: VFile): void {
  let links = 0
  for (const [index, node] of list.entries()) {
    if (node.type === 'link' || node.type === 'linkReference') links++
    if (node.type !== 'text' || !node.value.includes(']')) continue
    const placeOf = placesWithin(node, source)
    const typed = sourceOf(node, source)
    // `[a [b](c) d][e]`: the second pair of brackets is a link of its own.
    const isBeforeLink = links > 0 && list[index + 1]?.type === 'linkReference'
    for (const found of typed.matchAll(isBeforeLink ? /(?<!\\)\](?:\(|$)/g : /(?<!\\)\]\(/g)) {
      const holdsLink = links > 0 && !typed.slice(0, found.index).includes('[')
      warn(file, 'Brackets that make no link, printed as typed', {
        at: placeOf(found.index, found[0].length),
        rule: 'read:raw-link',
        fix: holdsLink
          ? 'Close these brackets before the link inside them: no link holds another.'
          : 'Write the address without spaces, or `\\](` for words between brackets.'
      })
    }
  }
}

/** `\\(x^2\\)`, `\\[a = b\\]`: formulas for R Markdown, brackets for Pandoc. */
function reportDelimiters(paragraph: Paragraph, source: string, file: VFile): void {
  const typed = sourceOf(paragraph, source)
  if (!/\\[([]/.test(typed)) return
  const placeOf = placesWithin(paragraph, source)
  const [start] = rangeOf(paragraph)
  const codes = paragraph.children.filter(({type}) => type === 'inlineCode' || type === 'inlineMath').map(rangeOf)
  let next = 0
  for (const {index, 0: found, groups = {}} of typed.matchAll(delimited)) {
    const tex = groups.inline ?? groups.display ?? ''
    while (next < codes.length && codes[next]![1] <= start + index) next++
    const isCode = next < codes.length && codes[next]![0] <= start + index
    if (isCode || !/[\^_=]|\\[a-z]/i.test(tex)) continue
    const mark = groups.inline === undefined ? '$$' : '$'
    warn(file, `Formula between \`\\${found[1]}\` and \`\\${found.at(-1)}\`, printed as words`, {
      at: placeOf(index, found.length),
      rule: 'read:raw-formula',
      fix: `Write \`${mark}\` on both sides, as in \`${mark}x${mark}\`.`
    })
  }
}

const delimited = /(?<!\\)(?:\\\((?<inline>[^\n]{1,300}?)\\\)|\\\[(?<display>[\s\S]{1,500}?)\\\])/g

/** Quarto: `{{< include … >}}`, `{{< video … >}}`, `{{< var … >}}`. */
function reportShortcodes(
  node: Extract<Nodes, {type: 'text'}>,
  source: string,
  file: VFile,
  reported: ReadonlySet<string>
): void {
  const placeOf = placesWithin(node, source)
  for (const found of sourceOf(node, source).matchAll(/(?<!\\)\{\{<\s*([\w-]{1,30})[^{}]{0,500}>\}\}/g)) {
    const [shortcode, name] = found
    const place = placeOf(found.index, shortcode.length)
    if (reported.has(`${place?.start.line}:${place?.start.column}`)) continue
    warn(file, `Unsupported Quarto shortcode \`${name}\`, printed as it is`, {
      at: place,
      rule: 'read:shortcode',
      actual: name,
      fix: 'Write what it should print, or remove it.'
    })
  }
}

/** Directives of MyST's that we do not read. */
function reportCell(node: Code, file: VFile): void {
  const name = /^\{([\w-]+)[^}]*\}?$/.exec(node.lang ?? '')?.[1]
  if (name === undefined || isCell(node)) return
  warn(file, `Unknown MyST directive \`{${name}}\`, printed as code`, {
    at: node,
    rule: 'read:myst-directive',
    fix: `Write \`\`\`\` \`\`\`${name} \`\`\`\` for code.`
  })
}

/** `:valeu[…]`, when it looks like one of our names; `:index[]`, which holds no word. */
function reportDirective(node: Extract<Nodes, {type: 'text'}>, source: string, file: VFile): void {
  const placeOf = placesWithin(node, source)
  for (const found of sourceOf(node, source).matchAll(/(?<![\p{L}\p{N}:\\]):([a-z][a-z-]{1,30})\[(\s*\])?/gu)) {
    const [, name = '', empty] = found
    const [near] = nearest(name, ['value', 'index', 'term'])
    if (near === undefined) continue
    const isKnown = near === name
    inform(
      file,
      isKnown
        ? `Directive \`:${name}[…]\` ${empty ? 'without a word' : 'whose bracket is not closed'}, printed as it is`
        : `Unknown directive \`:${name}[…]\`, printed as it is`,
      {
        at: placeOf(found.index, found[0].length - (empty ? 0 : 1)),
        rule: 'read:unknown-directive',
        actual: name,
        expected: [near],
        fix: !isKnown
          ? `Did you mean \`:${near}[…]\`?`
          : empty
            ? `Write ${name === 'value' ? 'the path of the value' : 'the word'} between its brackets.`
            : 'Close its bracket on the same line.'
      }
    )
  }
}
