/** MyST's roles, `` {cite:p}`key` `` → the nodes that Markdown has for them. */

import type {InlineCode, PhrasingContent, Root, Text} from 'mdast'
import type {VFile} from 'vfile'
import type {Affix, CitationItem} from '../../document/nodes.ts'
import {warn} from '../../messages/messages.ts'
import {eachList} from './walk.ts'

type Read = (typed: string, node: InlineCode) => PhrasingContent[]

/** Emits `read:role`. */
export function readRoles(tree: Root, file: VFile): void {
  eachList(tree, (list) => {
    if (!list.some((node) => node.type === 'inlineCode')) return
    for (let index = list.length - 1; index > 0; index--) {
      const [before, node] = [list[index - 1], list[index]]
      if (node?.type !== 'inlineCode' || before?.type !== 'text') continue
      if (before.position?.end.offset !== node.position?.start.offset) continue
      const [typed = '', role = ''] = /\{([a-z][\w:+-]{0,40})\}$/i.exec(before.value) ?? []
      if (typed === '') continue
      const read = roles[role.toLowerCase()]
      if (!read) {
        warn(file, `Unknown MyST role \`{${role}}\`, printed as code`, {
          at: node,
          rule: 'read:role',
          actual: role,
          fix: 'Write it in Markdown, or leave the braces and the name out.'
        })
        continue
      }
      const kept = withoutEnd(before, typed.length)
      list.splice(index - 1, 2, ...(kept.value === '' ? [] : [kept]), ...read(node.value, node))
    }
  })
}

function withoutEnd(node: Text, length: number): Text {
  const end = node.position?.end
  const value = node.value.slice(0, -length)
  if (!node.position || !end || end.offset === undefined) return {...node, value}
  const cut = {line: end.line, column: end.column - length, offset: end.offset - length}
  return {...node, value, position: {start: node.position.start, end: cut}}
}

/** `text <target>`. */
function titled(typed: string): {text: string | undefined; target: string} {
  const [, text, target] = /^([\s\S]*?)\s*<([^<>]+)>\s*$/.exec(typed) ?? []
  return target === undefined ? {text: undefined, target: typed.trim()} : {text: text || undefined, target}
}

/** `a2000,b2001`, `{see}a2000{p. 3}`. */
function cite(mode: 'parenthetical' | 'narrative', suppressAuthor = false): Read {
  return (typed, node) => {
    const children: Affix[] = []
    const items = typed.split(/[,;](?![^{]*\})/).map((one, item): CitationItem => {
      const [, prefix, key = '', suffix] = /^\s*(?:\{([^{}]*)\})?([^{}]*)(?:\{([^{}]*)\})?\s*$/.exec(one) ?? [
        '',
        '',
        one.trim()
      ]
      if (prefix) children.push(affix('prefix', item, prefix, node))
      if (suffix) children.push(affix('suffix', item, `, ${suffix}`, node))
      return {key: key.trim(), suppressAuthor, position: node.position}
    })
    return [{type: 'citation', mode, items, children, position: node.position} as PhrasingContent]
  }
}

function affix(side: Affix['side'], item: number, value: string, {position}: InlineCode): Affix {
  return {type: 'affix', side, item, children: [{type: 'text', value, position}], position}
}

function refer(isBare: boolean): Read {
  return (typed, node) => {
    const {text, target} = titled(typed)
    const number = /%s|\{number\}/.exec(text ?? '')
    const {position} = node
    if (text !== undefined && !number) {
      return [
        {
          type: 'link',
          url: `#${target}`,
          children: [{type: 'text', value: text.replace('{name}', target), position}],
          position
        }
      ]
    }
    const before = text?.slice(0, number?.index).trim() ?? ''
    const after = text?.slice((number?.index ?? 0) + (number?.[0].length ?? 0)) ?? ''
    return [
      {
        type: 'crossReference',
        items: target.split(',').map((one) => ({label: one.trim(), isBare, position})),
        isCapitalised: false,
        isPage: false,
        children: [
          ...(before === '' ? [] : [affix('prefix', 0, before, node)]),
          ...(after === '' ? [] : [affix('suffix', 0, after, node)])
        ],
        position
      } as PhrasingContent
    ]
  }
}

const toChapter: Read = (typed, node) => {
  const {text, target} = titled(typed)
  const [path = '', anchor] = target.split('#')
  const file = path === '' || /\.\w+$/.test(path) ? path : `${path}.md`
  const shown = text ?? path.replace(/^.*\/|\.\w+$/g, '').replaceAll(/[-_]+/g, ' ')
  return [
    {
      type: 'link',
      url: `${encodeURI(file.replace(/^\//, ''))}${anchor === undefined ? '' : `#${anchor}`}`,
      isAnywhere: true,
      children: [{type: 'text', value: shown, position: node.position}],
      position: node.position
    }
  ]
}

/** The words alone. */
const words: Read = (typed, node) => {
  const {text, target} = titled(typed)
  return [{type: 'text', value: text ?? target, position: node.position}]
}

const toTerm: Read = (typed, node) => {
  const {text, target} = titled(typed)
  const children: PhrasingContent[] = [{type: 'text', value: text ?? target, position: node.position}]
  return [{type: 'span', attributes: {classes: ['term'], pairs: {entry: target}}, children, position: node.position}]
}

const asCode: Read = (_, node) => [node]

function around(make: (children: PhrasingContent[]) => PhrasingContent): Read {
  return (typed, node) => [{...make(words(typed, node)), position: node.position}]
}

const span = (name: string) =>
  around((children) => ({type: 'span', attributes: {classes: [name], pairs: {}}, children}))

const abbreviate: Read = (typed, node) => {
  const [, short, long] = /^\s*([^()]+?)\s*\(([\s\S]+)\)\s*$/.exec(typed) ?? []
  const children: PhrasingContent[] = [{type: 'text', value: short ?? typed, position: node.position}]
  return long === undefined ? children : [{type: 'abbreviation', long, children, position: node.position}]
}

const parenthetical = cite('parenthetical')
const narrative = cite('narrative')
const reference = refer(false)
const emphasis = around((children) => ({type: 'emphasis', children}))
const strong = around((children) => ({type: 'strong', children}))
const struck = around((children) => ({type: 'delete', children}))
const raised = around((children) => ({type: 'superscript', children}))
const lowered = around((children) => ({type: 'subscript', children}))
const formula: Read = (typed, node) => [{type: 'inlineMath', value: typed, position: node.position}]

const roles: Readonly<Record<string, Read>> = {
  ...same(parenthetical, 'cite cite:p cite:ps citep cite:alp cite:alps cite:ct footcite footcite:p'),
  ...same(narrative, 'cite:t cite:ts citet cite:author cite:authors footcite:t'),
  ...same(cite('parenthetical', true), 'cite:year cite:yearpar cite:years'),
  ...same(reference, 'ref numref prf:ref proof:ref'),
  eq: refer(true),
  ...same(toChapter, 'doc any'),
  term: toTerm,
  ...same(words, 'index download'),
  ...same(asCode, 'kbd command file code literal program option envvar samp guilabel menuselection py:func py:class'),
  ...same(abbreviate, 'abbr abbreviation'),
  ...same(emphasis, 'emphasis dfn'),
  strong,
  ...same(struck, 'del s strike'),
  ...same(raised, 'sup superscript'),
  ...same(lowered, 'sub subscript'),
  math: formula,
  ...same(span('smallcaps'), 'smallcaps sc'),
  ...same(span('underline'), 'u underline')
}

function same(read: Read, names: string): Record<string, Read> {
  return Object.fromEntries(names.split(' ').map((name) => [name, read]))
}
