/** Pandoc's citations, compared with Pandoc's own answers. */

import {visit} from 'unist-util-visit'
import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {affixesOf} from '../../scripts/document/affixes.ts'
import type {Citation, CrossReference} from '../../scripts/document/nodes.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import cases from './citation-cases.json' with {type: 'json'}
import {citationForm} from './citation-form.ts'

interface Case {
  markdown: string
  /** What `pandoc -f markdown-smart -t json` reads (2.17), in the form of `citationForm`. */
  pandoc: string
  /** What we read, with locators. */
  reads: string
  /** Why the two differ. */
  because?: string
}

describe('citations read as Pandoc reads them', () => {
  test.each(cases as Case[])('$markdown', ({markdown, pandoc, reads, because}) => {
    const tree = readMarkdown(new VFile(markdown))
    expect(citationForm([tree])).toBe(reads)
    if (because) expect(citationForm([tree], markdown)).not.toBe(pandoc)
    else expect(citationForm([tree], markdown)).toBe(pandoc)
  })
})

function citationsOf(markdown: string): Citation[] {
  const found: Citation[] = []
  visit(readMarkdown(new VFile(markdown)), 'citation', (node) => {
    found.push(node)
  })
  return found
}

describe('places', () => {
  const placeOf = (markdown: string) => {
    const tree = readMarkdown(new VFile(markdown))
    const places: string[] = []
    const take = ({position}: Citation | CrossReference | Citation['items'][0] | CrossReference['items'][0]) => {
      const {start, end} = position!
      places.push(`${start.line}:${start.column}-${end.line}:${end.column} ${markdown.slice(start.offset, end.offset)}`)
    }
    visit(tree, (node) => {
      if (node.type !== 'citation' && node.type !== 'crossReference') return
      take(node)
      for (const [index, item] of node.items.entries()) {
        take(item)
        const {prefix, suffix} = affixesOf(node, index)
        for (const text of [...prefix, ...suffix]) {
          const {start, end} = text.position!
          places.push(`  ${markdown.slice(start.offset, end.offset)}`)
        }
      }
    })
    return places
  }

  test('of each work in a group: from its key to its last word', () => {
    expect(placeOf('Oui [voir @a, p. 3, passim ; -@b, chap. 2].')).toEqual([
      '1:5-1:43 [voir @a, p. 3, passim ; -@b, chap. 2]',
      '1:11-1:27 @a, p. 3, passim',
      '  voir',
      '  , passim',
      '1:30-1:42 -@b, chap. 2'
    ])
  })

  test('of a locator in braces, whose words are plain whatever they are set in', () => {
    expect(placeOf('[@a, {p. *12* et **3**}, passim] @b')).toEqual([
      '1:1-1:33 [@a, {p. *12* et **3**}, passim]',
      '1:2-1:32 @a, {p. *12* et **3**}, passim',
      '  , passim',
      '1:34-1:36 @b',
      '1:34-1:36 @b'
    ])
    const [{items} = {items: []}] = citationsOf('[@a, {p. *12* et **3**}, passim]')
    expect(items[0]?.locator).toEqual({label: 'page', value: '12 et 3'})
  })

  test('after escapes and entities', () => {
    expect(placeOf('a\\* &eacute; [voir\\*&nbsp;ici @a, \\[sic\\] &amp; p ; @b] z')).toEqual([
      '1:14-1:56 [voir\\*&nbsp;ici @a, \\[sic\\] &amp; p ; @b]',
      '1:31-1:50 @a, \\[sic\\] &amp; p',
      '  voir\\*&nbsp;ici',
      '  , \\[sic\\] &amp; p',
      '1:53-1:55 @b'
    ])
  })

  test('over the lines of a block quote', () => {
    expect(placeOf('> [voir\n> @a,\n> p. 3 ; et\n> aussi @b]')).toEqual([
      '1:3-4:12 [voir\n> @a,\n> p. 3 ; et\n> aussi @b]',
      '2:3-3:7 @a,\n> p. 3',
      '  voir',
      '4:9-4:11 @b',
      '  et\n> aussi'
    ])
  })

  test('of narrative citations and references', () => {
    expect(placeOf('@a [p. 3 ; @b] et @sec-x{page}, [@fig-a ; @tbl-b]')).toEqual([
      '1:1-1:15 @a [p. 3 ; @b]',
      '1:1-1:9 @a [p. 3',
      '1:12-1:14 @b',
      '1:19-1:31 @sec-x{page}',
      '1:19-1:31 @sec-x{page}',
      '1:33-1:50 [@fig-a ; @tbl-b]',
      '1:34-1:40 @fig-a',
      '1:43-1:49 @tbl-b'
    ])
  })
})
