/** Code in a language that is known → the same, cut into words of a kind each, for every output to colour. */

import type {Code} from 'mdast'
import type {ThemeRegistrationRaw} from 'shiki/core'
import type {CodeKind, CodeToken} from '../../document/nodes.ts'
import type {Chapter} from '../../document/thesis.ts'
import {visit} from '../../document/visit.ts'

/** What TextMate's grammars call each kind. */
const scopes: Readonly<Record<CodeKind, string[]>> = {
  comment: ['comment', 'punctuation.definition.comment'],
  string: ['string', 'markup.inline.raw', 'constant.character.escape'],
  number: ['constant', 'support.constant', 'variable.other.constant'],
  keyword: ['keyword', 'storage', 'entity.name.tag', 'variable.language', 'markup.heading'],
  function: ['entity.name.function', 'support.function', 'meta.function-call.generic', 'variable.function'],
  type: ['entity.name.type', 'entity.name.class', 'support.class', 'support.type', 'entity.other.attribute-name']
}

const kinds = Object.keys(scopes) as CodeKind[]

/** A kind has the colour of its place in the list: a theme is the one thing that a grammar is asked for. */
const colourOf = (kind: CodeKind) => `#00000${kinds.indexOf(kind) + 1}`

const theme: ThemeRegistrationRaw = {
  name: 'kinds',
  settings: [
    {settings: {foreground: '#000000', background: '#ffffff'}},
    ...kinds.map((kind) => ({scope: scopes[kind], settings: {foreground: colourOf(kind)}})),
    // Operators are no words.
    {scope: ['keyword.operator', 'punctuation'], settings: {foreground: '#000000'}},
    {scope: ['punctuation.definition.string'], settings: {foreground: colourOf('string')}},
    {scope: ['punctuation.definition.comment'], settings: {foreground: colourOf('comment')}},
    {scope: ['keyword.operator.new', 'keyword.operator.logical.python'], settings: {foreground: colourOf('keyword')}}
  ]
}

/** A line that is longer stays as it is: no text is one. */
const longestLine = 1000

/** Sets `lines` on code. The grammars are loaded when there is such code, each one alone; an unknown language is text. */
export async function highlightCode(chapters: ReadonlyArray<Pick<Chapter, 'tree'>>): Promise<void> {
  const found: Array<{node: Code; lang: string}> = []
  for (const {tree} of chapters) {
    visit(tree, 'code', (node) => {
      const lang = node.lang?.toLowerCase() ?? ''
      if (lang !== '' && !plain.has(lang)) found.push({node, lang})
    })
  }
  if (found.length === 0) return
  const {bundledLanguages} = await import('shiki/langs')
  const isKnown = (lang: string): lang is keyof typeof bundledLanguages => Object.hasOwn(bundledLanguages, lang)
  const langs = [...new Set(found.map(({lang}) => lang))].filter(isKnown)
  if (langs.length === 0) return
  const [{createHighlighterCore}, {createJavaScriptRegexEngine}] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript')
  ])
  const highlighter = await createHighlighterCore({
    themes: [theme],
    langs: langs.map((lang) => bundledLanguages[lang]),
    engine: createJavaScriptRegexEngine({forgiving: true})
  })
  // Without a limit of time, for else the same code might come out otherwise on a slower machine.
  const limits = {tokenizeTimeLimit: 0, tokenizeMaxLineLength: longestLine}
  for (const {node, lang} of found) {
    if (!isKnown(lang)) continue
    const lines = highlighter.codeToTokensBase(node.value, {lang, theme: 'kinds', ...limits})
    node.lines = lines.map((line) => line.map(({content, color}) => tokenOf(content, color)))
  }
  highlighter.dispose()
}

const plain = new Set(['text', 'txt', 'plain', 'plaintext', 'ansi', 'none', 'default', 'output'])

function tokenOf(text: string, colour: string | undefined): CodeToken {
  const kind = kinds[Number(colour?.slice(-1)) - 1]
  return kind === undefined ? {text} : {text, kind}
}
