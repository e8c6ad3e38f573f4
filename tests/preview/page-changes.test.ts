/** What a browser is told of a page that was written anew makes it of the former one. */

import {describe, expect, it} from 'vitest'
import {createLiveSite} from '../../scripts/preview/live-site.ts'
import {type CutPage, comparePages, cutPage, type PageChange} from '../../scripts/preview/page-changes.ts'

const page = (article: string, {title = 'Eau', aside = '<nav class="sidebar"><ul><li>Eau</li></ul></nav>'} = {}) =>
  `<!DOCTYPE html>\n<html lang="fr">\n<head><title>${title}</title></head>\n<body><a class="skip" href="#a">Texte</a><div class="layout">${aside}<main id="a"><p>Ici</p><article class="article-chapter">${article}</article><nav>Suite</nav></main></div><footer></footer></body>\n</html>\n`
const block = (line: number, text: string) => `<p data-thesis-source="thesis/1.md:${line}">${text}<br>fin</p>`
const cut = (html: string) => cutPage(html)!

/** As a browser does it, on texts. */
function apply({head, frames}: CutPage, change: PageChange): CutPage {
  const moved = (piece: string, lines: number) =>
    piece.replace(/(data-thesis-source="[^"]*:)(\d+)/g, (_, start, line) => `${start}${Number(line) + lines}`)
  return {
    head: change.head ?? head,
    frames: frames.map(({tag, pieces}, index) => {
      const rest = [...pieces]
      const made = change.frames[index]!.flatMap((step) => {
        if ('keep' in step) return rest.splice(0, step.keep).map((piece) => moved(piece, step.lines))
        rest.splice(0, step.drop)
        return cut(`<body>${step.put}</body>`).frames[0]!.pieces
      })
      expect(rest).toEqual([])
      return {tag, pieces: made}
    })
  }
}

describe('the change of a page', () => {
  const texts = Array.from({length: 12}, (_, index) => block(3 + 2 * index, `Paragraphe ${index} > <em>fin</em>`))
  const notes = (count: number) =>
    `<section>${Array.from({length: count}, (_, n) => block(90 + n, 'Note')).join('')}</section>`
  const further = (lines: number, from: number) =>
    texts
      .slice(from)
      .map((_, index) => block(3 + 2 * (index + from) + lines, `Paragraphe ${index + from} > <em>fin</em>`))
  const former = page([...texts, notes(3)].join('\n'))
  const cases: Record<string, [html: string, size: number]> = {
    nothing: [former, 0],
    'a word': [page([...texts.with(4, block(11, 'Autre')), notes(3)].join('\n')), 1],
    'lines before the others': [page([block(3, 'Neuf'), ...further(2, 0), notes(3)].join('\n')), 1],
    'a block taken out, another elsewhere': [
      page([...texts.slice(0, 2), ...further(-2, 3).with(5, block(99, 'Autre')), notes(3)].join('\n')),
      1
    ],
    'a note more, after words that changed': [page([...texts.with(0, block(3, 'Autre')), notes(4)].join('\n')), 5],
    'two blocks that change places': [page([texts[1]!, texts[0]!, ...texts.slice(2), notes(3)].join('\n')), 3],
    'another title and contents': [
      page([...texts, notes(3)].join('\n'), {title: 'Terre', aside: '<nav class="sidebar"><ul></ul></nav>'}),
      2
    ]
  }
  it.each(Object.entries(cases))('%s', (_, [html, size]) => {
    const change = comparePages(cut(former), cut(html))!
    expect(apply(cut(former), change)).toEqual(cut(html))
    // In proportion to what was written.
    expect(JSON.stringify(change).length).toBeLessThan(900 + 150 * size)
  })

  it('is not told where the page is another one, or holds words between its blocks', () => {
    expect(comparePages(cut(former), cut(former.replace('article-chapter', 'article-part')))).toBeUndefined()
    expect(comparePages(cut(former), cut('<html><body><p>Autre</p></body></html>'))).toBeUndefined()
    expect(cutPage(page('Des mots seuls <p>et un bloc</p>'))).toBeUndefined()
  })
})

it('a site says what has changed of the pages that were looked at, and which pictures are others', () => {
  const site = createLiveSite()
  const [a, b] = [page(block(3, 'Un mot')), page(block(3, 'Deux mots'))]
  const made = (html: string, picture: string) => [
    ...['1.html', '2.html'].map((name) => ({path: `html/${name}`, contents: html})),
    {path: 'html/assets/images/a.png', contents: Buffer.from(picture)},
    {path: 'html/assets/images/b.png', contents: Buffer.from('as it was')}
  ]
  expect(site.replace(made(a, 'x'))).toEqual({updates: [], others: []})
  site.file('1.html')
  const {updates, others} = site.replace(made(b, 'y'))
  expect(updates).toMatchObject([{name: '1.html', to: site.pages()[0]!.version}])
  expect(others).toEqual(['assets/images/a.png'])
  expect(site.replace(made(b, 'y'))).toEqual({updates: [], others: []})
})
