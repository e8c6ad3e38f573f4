/** Works as the style prints them → `references.html`, a page on its own. */

import type {Root} from 'hast'
import type {PhrasingContent} from 'mdast'
import rehypeStringify from 'rehype-stringify'
import {unified} from 'unified'
import {directionOf} from '../../document/language.ts'
import {element, languageProperties} from './context.ts'
import {toInline} from './fragment.ts'

/** A heading and the works below it. */
export interface ReferenceSection {
  title?: string | undefined
  works: ReadonlyArray<{key: string; lang?: string | undefined; children: PhrasingContent[]}>
}

const style = `
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.5 Georgia, 'Times New Roman', serif; }
.references { padding: 0; list-style: none; }
.references li { margin: 0 0 0.75em; padding-inline-start: 2em; text-indent: -2em; overflow-wrap: anywhere; }
.smallcaps { font-variant: small-caps; }
.underline { text-decoration: underline; }
`

const stringifier = unified().use(rehypeStringify, {upperDoctype: false}).freeze()

/** Write the page of a bibliography; the anchor of a work is `ref-` and its key. */
export function writeReferencePage(sections: readonly ReferenceSection[], title: string, lang: string): string {
  const lists = sections.flatMap(({title: heading, works}) => [
    ...(heading === undefined ? [] : [element('h2', {}, [heading]), '\n']),
    element('ul', {className: ['references']}, ['\n', ...works.flatMap((work) => [listItem(work), '\n'])]),
    '\n'
  ])
  const head = element('head', {}, [
    ...['\n', element('meta', {charSet: 'utf-8'})],
    ...['\n', element('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'})],
    ...['\n', element('title', {}, [title])],
    ...['\n', element('style', {}, [style]), '\n']
  ])
  const main = element('main', {}, ['\n', element('h1', {}, [title]), '\n', ...lists])
  const body = element('body', {}, ['\n', main, '\n'])
  const direction = directionOf(lang) === 'rtl' ? {dir: 'rtl'} : {}
  const html = element('html', {lang, ...direction}, ['\n', head, '\n', body, '\n'])
  const root: Root = {type: 'root', children: [{type: 'doctype'}, {type: 'text', value: '\n'}, html]}
  return `${stringifier.stringify(root)}\n`
}

function listItem({key, lang, children}: ReferenceSection['works'][number]) {
  return element('li', {id: `ref-${key}`, ...languageProperties(lang)}, toInline(children))
}
