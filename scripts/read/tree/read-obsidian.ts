/** Obsidian's `[[links]]`, `![[pictures]]`, `==marks==`, `%% comments %%` and `^blocks` → the nodes that Markdown has for them. */

import GithubSlugger from 'github-slugger'
import type {Nodes, PhrasingContent, Root, RootContent, Text} from 'mdast'
import type {Point} from 'unist'
import type {VFile} from 'vfile'
import {span} from '../../document/points.ts'
import {warn} from '../../messages/messages.ts'
import {eachList, sourceOf} from './walk.ts'

const token =
  /(!?)(?<!\[)\[\[([^[\]\n|#]{0,200})(?:#([^[\]\n|]{1,200}))?(?:\|([^[\]\n]{1,200}))?\]\](?!\])|(?<!=)==(?!=)|%%/g

/** What no other Markdown has: then `[[@key]]` is a citation, which for Pandoc stands in brackets. */
const idiom = /!?(?<!\[)\[\[[^[\]\n@|][^[\]\n]*\]\](?!\])|^[ \t]*> ?\[!\w/m

/** A sign that opens or closes, until its other half is found. */
interface Sign {
  sign: '==' | '%%'
  text: Text
}

/** Emits `read:embedded-note`. */
export function readObsidian(tree: Root, file: VFile): void {
  const source = String(file)
  if (!/\[\[|==|%%|\^[\w-]+[ \t]*$/m.test(source)) return
  const isObsidian = idiom.test(source)
  eachList(tree, (list, parent) => {
    if (isFlow(parent)) {
      dropCommentedBlocks(list)
      nameBlocks(list)
    } else if (list.some((node) => node.type === 'text' && /\[\[|==|%%|\[$/.test(node.value))) {
      const pieces = (isObsidian ? bareCitations(list as PhrasingContent[]) : (list as PhrasingContent[])).flatMap(
        (node) => (node.type === 'text' ? cut(node) : [node])
      )
      list.splice(0, list.length, ...paired(pieces))
    }
  })

  function cut(node: Text): Array<PhrasingContent | Sign> {
    const isPlain = sourceOf(node, source) === node.value
    let at = node.position?.start
    /** The next part of the text, each starting where the one before ends. */
    const textOf = (from: number, to: number): Text => {
      const value = node.value.slice(from, to)
      if (!at || !isPlain) return {type: 'text', value, position: node.position}
      const start = at
      at = pointAfter(start, value)
      return {type: 'text', value, position: {start, end: at}}
    }
    const pieces: Array<PhrasingContent | Sign> = []
    let end = 0
    for (const found of node.value.matchAll(token)) {
      const {index, 0: typed} = found
      if (index > end) pieces.push(textOf(end, index))
      end = index + typed.length
      const text = textOf(index, end)
      if (typed === '==' || typed === '%%') pieces.push({sign: typed, text})
      else pieces.push(linkOf(found, text))
    }
    if (end < node.value.length) pieces.push(textOf(end, node.value.length))
    return pieces
  }

  function linkOf([typed, embed, name = '', heading, alias]: RegExpMatchArray, text: Text): PhrasingContent {
    const {position} = text
    const target = name.trim()
    if (embed && /\.(?:png|jpe?g|svg|gif|webp|avif|pdf)$/i.test(target)) {
      const size = /^(\d+)(?:x\d+)?$/.exec(alias ?? '')?.[1]
      const caption: PhrasingContent[] =
        alias !== undefined && size === undefined ? [{type: 'text', value: alias, position}] : []
      return {
        type: 'image',
        url: encodeURI(target),
        // Without words, its name, as Obsidian has it.
        alt: caption.length > 0 ? (alias ?? null) : target.replace(/^.*\/|\.\w+$/g, ''),
        isAnywhere: true,
        data: {caption},
        attributes: size === undefined ? undefined : {classes: [], pairs: {width: `${size}px`}},
        position
      }
    }
    if (embed) {
      warn(file, `Embedded note \`${target}\` is not printed`, {
        at: text,
        rule: 'read:embedded-note',
        actual: typed,
        fix: 'Name its file under `chapters` in thesis.yml, or copy its text here.'
      })
      return {...text, value: alias ?? target}
    }
    if (target === '' && heading === undefined) return text
    const anchor = heading === undefined ? '' : `#${heading.startsWith('^') ? heading.slice(1) : slugOf(heading)}`
    const path = target === '' ? '' : `${target.replace(/\.md$/i, '')}.md`
    return {
      type: 'link',
      url: encodeURI(path) + anchor,
      isAnywhere: true,
      children: [{type: 'text', value: alias ?? (target === '' ? (heading ?? '') : target), position}],
      position
    }
  }
}

function pointAfter({line, column, offset = 0}: Point, value: string): Point {
  const lines = value.split('\n')
  const last = lines.at(-1)?.length ?? 0
  return {
    line: line + lines.length - 1,
    column: lines.length === 1 ? column + last : last + 1,
    offset: offset + value.length
  }
}

function isFlow(parent: Nodes): boolean {
  return ['root', 'blockquote', 'listItem', 'division', 'footnoteDefinition', 'definitionItem'].includes(parent.type)
}

function slugOf(heading: string): string {
  return new GithubSlugger().slug(heading.split('#').at(-1)?.trim() ?? '')
}

/** `[[@key]]` is a citation: the outer brackets are no text. */
function bareCitations(list: readonly PhrasingContent[]): PhrasingContent[] {
  const nodes = [...list]
  for (const [index, node] of nodes.entries()) {
    const [before, after] = [nodes[index - 1], nodes[index + 1]]
    if (node.type !== 'citation' || before?.type !== 'text' || after?.type !== 'text') continue
    if (!before.value.endsWith('[') || !after.value.startsWith(']')) continue
    nodes[index - 1] = {...before, value: before.value.slice(0, -1)}
    nodes[index + 1] = {...after, value: after.value.slice(1)}
  }
  return nodes.filter((node) => node.type !== 'text' || node.value !== '')
}

/** Marks around what stands between two `==`, nothing for what stands between two `%%`; a lone sign is text. */
function paired(pieces: ReadonlyArray<PhrasingContent | Sign>): PhrasingContent[] {
  const closes = closings(pieces)
  const made: PhrasingContent[] = []
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index] as PhrasingContent | Sign
    const end = closes.get(index)
    if (!('sign' in piece)) made.push(piece)
    else if (end === undefined) made.push(piece.text)
    else {
      if (piece.sign === '==') {
        const children = paired(pieces.slice(index + 1, end))
        made.push({type: 'span', attributes: {classes: ['mark'], pairs: {}}, children, position: span(children)})
      }
      index = end
    }
  }
  return joined(made)
}

/** The place of the sign that closes, by the place of the one that opens. */
function closings(pieces: ReadonlyArray<PhrasingContent | Sign>): Map<number, number> {
  const closes = new Map<number, number>()
  const open: Partial<Record<Sign['sign'], number>> = {}
  for (const [index, piece] of pieces.entries()) {
    if (!('sign' in piece)) continue
    const from = open[piece.sign]
    const isComment = piece.sign === '%%'
    if (from !== undefined && (isComment || !/\s$/.test(textAt(pieces[index - 1])))) {
      closes.set(from, index)
      delete open[piece.sign]
    } else if (
      isComment ||
      (/^\S/.test(textAt(pieces[index + 1])) && !/[\p{L}\p{N}]$/u.test(textAt(pieces[index - 1], '')))
    ) {
      open[piece.sign] = index
    }
  }
  return closes
}

/** Of what is no text, something that is no space. */
function textAt(piece: PhrasingContent | Sign | undefined, other = '.'): string {
  if (piece === undefined) return ''
  if ('sign' in piece) return piece.sign
  return piece.type === 'text' ? piece.value : other
}

/** Text beside text becomes one, as if there had been no sign between. */
function joined(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const list: PhrasingContent[] = []
  for (const node of nodes) {
    const before = list.at(-1)
    if (
      node.type === 'text' &&
      before?.type === 'text' &&
      before.position?.end.offset === node.position?.start.offset
    ) {
      before.value += node.value
      if (before.position && node.position) before.position = {start: before.position.start, end: node.position.end}
    } else list.push(node)
  }
  return list
}

/** Blocks from one that starts with `%%` to the one that ends with it. */
function dropCommentedBlocks(list: RootContent[]): void {
  const kept: RootContent[] = []
  let held: RootContent[] | undefined
  for (const node of list) {
    const text = node.type === 'paragraph' ? edgesOf(node.children) : undefined
    if (held) {
      held.push(node)
      if (text?.end) held = undefined
    } else if (text?.start && !text.isClosed) held = [node]
    else if (node.type !== 'paragraph' || node.children.length > 0) kept.push(node)
  }
  list.splice(0, list.length, ...kept, ...(held ?? []))
}

function edgesOf(children: readonly PhrasingContent[]): {start: boolean; end: boolean; isClosed: boolean} {
  const [first, last] = [children[0], children.at(-1)]
  const start = first?.type === 'text' && /^%%/.test(first.value)
  const end = last?.type === 'text' && /%%\s*$/.test(last.value)
  return {start, end, isClosed: start && end && children.length + last.value.trim().length > 3}
}

/** ` ^name` at the end of a paragraph names it; alone, it names the block before. */
function nameBlocks(list: RootContent[]): void {
  const kept: RootContent[] = []
  for (const node of list) {
    const last = node.type === 'paragraph' ? node.children.at(-1) : undefined
    const found = last?.type === 'text' ? /(^|\s)\^([a-z][\w-]{0,60})\s*$/i.exec(last.value) : null
    if (node.type !== 'paragraph' || last?.type !== 'text' || !found) {
      kept.push(node)
      continue
    }
    const isAlone = node.children.length === 1 && found.index === 0
    const owner = isAlone ? kept.at(-1) : node
    if (!owner || owner.attributes?.id !== undefined) {
      kept.push(node)
      continue
    }
    owner.attributes = {classes: [], pairs: {}, ...owner.attributes, id: found[2] as string}
    if (isAlone) continue
    last.value = last.value.slice(0, found.index)
    kept.push(node)
  }
  list.splice(0, list.length, ...kept)
}
