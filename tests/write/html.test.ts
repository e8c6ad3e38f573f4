/** The web site: what readers, search engines and assistive techniques find on its pages. */

import {createHash} from 'node:crypto'
import {parseHTML} from 'linkedom'
import type {RootContent} from 'mdast'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import type {OutputFile, Thesis} from '../../scripts/document/thesis.ts'
import {writeHtml} from '../../scripts/write/html/index.ts'
import {mistakes} from './html-mistakes.ts'
import {
  attributes,
  division,
  emphasis,
  figure,
  heading,
  link,
  note,
  paragraph,
  sampleThesis,
  sampleThesisWith,
  span,
  table,
  text
} from './sample-thesis.ts'

const pagesOf = (files: readonly OutputFile[]): OutputFile[] => files.filter(({path}) => path.endsWith('.html'))
const open = (files: readonly OutputFile[], name: string): Document => {
  const file = files.find(({path}) => path === `html/${name}`)
  if (!file) throw new Error(`no page ${name}`)
  return parseHTML(String(file.contents)).document as unknown as Document
}
const tried = (...body: RootContent[]): {page: Document; html: string; reasons: string[]; thesis: Thesis} => {
  const thesis = sampleThesisWith(...body)
  const files = writeHtml(thesis)
  const file = files.find(({path}) => path === 'html/essai.html')!
  expect(pagesOf(files).flatMap(mistakes)).toEqual([])
  return {
    page: open(files, 'essai.html'),
    html: String(file.contents),
    reasons: thesis.chapters[0]!.file.messages.map(({reason}) => reason),
    thesis
  }
}
const words = (node: Element | null | undefined): string => (node?.textContent ?? '').replace(/\s+/g, ' ').trim()
const all = (within: Document | Element, selector: string): Element[] => [...within.querySelectorAll(selector)]

const thesis = sampleThesis()
const files = writeHtml(thesis)
const pages = pagesOf(files)

describe('the site as a whole', () => {
  it('has a page a chapter, and the cover', () => {
    expect(pages.map(({path}) => path)).toEqual([
      'html/index.html',
      ...thesis.chapters.map(({id}) => `html/${id}.html`)
    ])
  })

  it('is valid HTML', () => {
    expect(pages.flatMap(mistakes)).toEqual([])
  })

  it('gives the same bytes twice', () => {
    expect(writeHtml(sampleThesis())).toEqual(files)
  })

  it('has no link that leads nowhere', () => {
    const ids = new Map(
      pages.map(({path, contents}) => [
        path,
        new Set(all(parseHTML(String(contents)).document as unknown as Document, '[id]').map(({id}) => id))
      ])
    )
    const paths = new Set(files.map(({path}) => path))
    const dangling = pages.flatMap(({path, contents}) =>
      all(parseHTML(String(contents)).document as unknown as Document, '[href], [src]').flatMap((node) => {
        const address = node.getAttribute('href') ?? node.getAttribute('src')!
        if (/^https?:/.test(address)) return []
        const [file, fragment] = address.split('#')
        const target = file ? `html/${decodeURIComponent(file)}` : path
        const isThere =
          paths.has(target) && (fragment === undefined || ids.get(target)?.has(decodeURIComponent(fragment)))
        return isThere ? [] : [`${path}: ${address}`]
      })
    )
    expect(dangling).toEqual([])
  })

  it('uses no id twice on a page', () => {
    for (const {contents} of pages) {
      const ids = all(parseHTML(String(contents)).document as unknown as Document, '[id]').map(({id}) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  it('names what a label points to by the label', () => {
    const page = open(files, 'brouillard.html')
    expect(page.getElementById('fig-filets')?.tagName).toBe('FIGURE')
    expect(page.getElementById('tbl-cas')?.tagName).toBe('FIGURE')
    expect(page.getElementById('sec-mesure')?.tagName).toBe('H2')
    expect(page.getElementById('eq-volume')?.querySelector('math')).not.toBeNull()
  })

  it('asks nothing of other hosts', () => {
    for (const {contents} of pages) {
      const page = parseHTML(String(contents)).document as unknown as Document
      const loaded = all(page, 'script[src], img[src], link[rel="stylesheet"], iframe, object, embed, source')
      for (const node of loaded) {
        expect(node.getAttribute('src') ?? node.getAttribute('href')).toMatch(/^assets\//)
      }
    }
    const style = files.find(({path}) => path === 'html/assets/thesis.css')!
    const urls = [...String(style.contents).matchAll(/url\("([^"]+)"\)/g)].map(([, url]) => `html/assets/${url}`)
    expect(urls.length).toBeGreaterThan(0)
    expect(files.map(({path}) => path)).toEqual(expect.arrayContaining(urls))
    expect(String(style.contents)).not.toMatch(/@import|https?:/)
  })

  it('holds one script of ours and no handler in an attribute', () => {
    for (const {contents} of pages) {
      const page = parseHTML(String(contents)).document as unknown as Document
      const scripts = all(page, 'script')
      expect(scripts).toHaveLength(1)
      const hash = createHash('sha256').update(scripts[0]!.textContent!).digest('base64')
      const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')
      expect(policy).toContain(`script-src 'sha256-${hash}';`)
      const handlers = all(page, '*').flatMap((node) =>
        node.getAttributeNames().filter((name) => name.startsWith('on'))
      )
      expect(handlers).toEqual([])
    }
  })

  it('carries the Arabic font only where there is Arabic', () => {
    const fonts = (of: readonly OutputFile[]) => of.filter(({path}) => path.includes('Amiri'))
    expect(fonts(files)).toHaveLength(2)
    expect(fonts(writeHtml(sampleThesisWith(paragraph('Sans arabe.'))))).toHaveLength(0)
  })

  it('carries each picture as it is', () => {
    const picture = files.find(({path}) => path === 'html/assets/images/thesis/figures/filets.svg')
    expect(picture?.contents).toEqual(thesis.assets.get('thesis/figures/filets.svg')!.bytes)
  })
})

describe('the cover', () => {
  const cover = open(files, 'index.html')

  it('says title, author, university, supervisor and jury', () => {
    const header = words(cover.querySelector('.cover'))
    for (const said of [
      'Innovation sociale et développement socio-économique au Maroc',
      'Le cas de quatre associations',
      'présentée par Amina El Idrissi',
      'sous la direction de Nadia Berrada, professeure, Université Mohammed V',
      'Claire Fontaine, professeure, Université Lyon 2, rapporteuse'
    ]) {
      expect(header).toContain(said)
    }
  })

  it('holds each abstract in its language and direction', () => {
    const abstracts = all(cover, '.abstract').map((one) => [one.getAttribute('lang'), one.getAttribute('dir')])
    expect(abstracts).toEqual([
      ['fr-FR', 'ltr'],
      ['en', 'ltr'],
      ['ar', 'rtl']
    ])
    expect(words(cover.querySelector('.abstract:lang(ar) .keywords, .abstract[lang="ar"] .keywords'))).toContain(
      'المغرب'
    )
  })

  it('gives the title in the language of each abstract', () => {
    const titles = all(cover, '.abstract-title').map((one) => [one.closest('[lang]')!.getAttribute('lang'), words(one)])
    expect(titles).toEqual([['en', 'Social Innovation and Socio-Economic Development in Morocco']])
  })

  it('keeps the headings of an abstract below its title, and its messages in its file', () => {
    const odd = sampleThesis()
    const abstract = odd.abstracts[1]!
    abstract.tree.children.push(heading(1, 'aim', undefined, 'Aim'), {type: 'html', value: '<script>1</script>'})
    expect(open(writeHtml(odd), 'index.html').querySelector('#aim')?.tagName).toBe('H3')
    expect(odd.abstracts.map(({file}) => file.messages.length)).toEqual([0, 1, 0])
  })

  it('lists contents, figures and tables', () => {
    const [contents, figures, tables] = all(cover, 'nav.contents')
    expect(words(contents)).toContain('1.1.1 Trois traditions')
    expect(all(figures!, 'li').map(words)).toEqual([
      '1 Principe d’un filet à brouillard',
      '2 Le développement humain au Maroc'
    ])
    expect(all(tables!, 'a').map((one) => one.getAttribute('href'))).toEqual([
      'brouillard.html#tbl-cas',
      'grille.html#tbl-grille'
    ])
  })

  it('leads to the PDF only when there is one', () => {
    expect(cover.querySelector('[href$=".pdf"]')).toBeNull()
    const told = open(writeHtml(sampleThesis(), {pdf: '../thesis.pdf'}), 'index.html')
    expect(told.querySelector('[href="../thesis.pdf"]')).not.toBeNull()
  })

  it('tells Google Scholar what it is', () => {
    const meta = (name: string) => cover.querySelector(`meta[name="${name}"]`)?.getAttribute('content')
    expect(meta('citation_title')).toBe('Innovation sociale et développement socio-économique au Maroc')
    expect(meta('citation_author')).toBe('Amina El Idrissi')
    expect(meta('citation_publication_date')).toBe('2026')
    expect(meta('citation_dissertation_institution')).toBe('Université Mohammed V de Rabat')
    expect(meta('description')).toMatch(/^La thèse étudie quatre associations/)
  })
})

describe('a chapter', () => {
  const page = open(files, 'concept.html')

  it('says its number above its title, and in the title of the window', () => {
    expect(words(page.querySelector('h1'))).toBe('Chapitre 1 L’innovation sociale : un concept et son histoire')
    expect(page.title).toMatch(/^Chapitre\s1 – L’innovation sociale/)
    expect(words(open(files, 'partie-cas.html').querySelector('h1'))).toBe('Deuxième partie Les cas')
    expect(words(open(files, 'grille.html').querySelector('h1'))).toBe('Annexe A Grille d’entretien')
    expect(words(open(files, 'introduction.html').querySelector('h1'))).toBe('Introduction générale')
  })

  it('numbers its sections', () => {
    expect(all(page, 'article h2:not(.footnotes-title), article h3').map(words)).toEqual([
      '1.1 Définitions 3',
      '1.1.1 Trois traditions',
      '1.2 Une voix',
      'Un détail sans numéro'
    ])
  })

  it('shows where it stands: path, contents with its own sections, neighbours', () => {
    expect(all(page, '.breadcrumbs li').map(words)).toEqual(['Accueil', 'Première partie', 'Chapitre 1'])
    expect(words(page.querySelector('.sidebar [aria-current="page"]'))).toContain('un concept et son histoire')
    expect(all(page, '.sidebar .entry-section > a').map(words)).toEqual([
      '1.1 Définitions',
      '1.1.1 Trois traditions',
      '1.2 Une voix'
    ])
    expect(page.querySelector('[rel="prev"]')?.getAttribute('href')).toBe('partie-cadre.html')
    expect(page.querySelector('[rel="next"]')?.getAttribute('href')).toBe('partie-cas.html')
  })

  it('has a skip link and the landmarks', () => {
    const skip = page.querySelector('.skip')!
    expect(page.querySelector(`main${skip.getAttribute('href')}`)).not.toBeNull()
    for (const landmark of ['body > header', 'nav.sidebar[aria-label]', 'main', 'body > footer']) {
      expect(page.querySelector(landmark), landmark).not.toBeNull()
    }
  })

  it('lists its chapters when it is a part', () => {
    const part = open(files, 'partie-cadre.html')
    expect(all(part, '.part-contents a').map((one) => one.getAttribute('href'))).toContain('concept.html')
  })

  it('writes citations as Pandoc does, with links to the works', () => {
    const citation = page.getElementById('cite-2')!
    expect(citation.className).toBe('citation')
    expect(citation.getAttribute('data-cites')).toBe('nafil2019 bouazza2019')
    expect(all(citation, 'a').map((one) => one.getAttribute('href'))).toEqual([
      'bibliographie.html#ref-nafil2019',
      'bibliographie.html#ref-bouazza2019'
    ])
  })

  it('ends with its notes, each with the way back to every call', () => {
    const notes = page.querySelector('[role="doc-endnotes"]')!
    expect(all(notes, 'li').map(({id}) => id)).toEqual(['fn1', 'fn2', 'fn3'])
    expect(page.querySelector('#fnref1')?.getAttribute('href')).toBe('#fn1')
    expect(all(notes, '#fn2 [role="doc-backlink"]').map((one) => one.getAttribute('href'))).toEqual([
      '#fnref2',
      '#fnref2-2'
    ])
    expect(notes.parentElement!.tagName).toBe('ARTICLE')
  })

  it('leads back from a work to each place that cites it', () => {
    const works = open(files, 'bibliographie.html')
    const entry = works.getElementById('ref-nafil2019')!
    expect([entry.className, entry.getAttribute('role'), entry.getAttribute('lang')]).toEqual([
      'csl-entry',
      'listitem',
      'en'
    ])
    expect(all(entry, '.cited-at a').map((one) => one.getAttribute('href'))).toEqual([
      'concept.html#cite-2',
      'concept.html#cite-3'
    ])
    expect(words(entry.querySelector('.cited-at'))).toMatch(/^Cité : (.+) \(a, b\)$/)
    expect(words(works.querySelector('#ref-bouazza2019 .cited-at'))).toBe('Cité : Introduction générale · chapitre 1')
    expect(works.getElementById('ref-taqrir2011')!.getAttribute('dir')).toBe('rtl')
  })

  it('keeps every kind of content', () => {
    expect(all(page, 'dl > *').map(({tagName}) => tagName)).toEqual(['DT', 'DD', 'DT', 'DT', 'DD'])
    expect(words(page.querySelector('blockquote footer cite'))).toBe('Proverbe cité par El Ghoufi')
    expect(all(page, '.line-block .line')).toHaveLength(4)
    expect(words(page.querySelector('span[lang="ar"][dir="rtl"]'))).toBe('الابتكار الاجتماعي (التنمية)')
    expect(all(page, '.task').map((one) => one.getAttribute('aria-label'))).toEqual(['Fait', 'À faire'])
    expect(page.querySelector('.smallcaps')).not.toBeNull()
    const fog = open(files, 'brouillard.html')
    expect(words(fog.querySelector('#fig-filets figcaption'))).toMatch(
      /^Figure 1\. – Principe .* Source : dessin de l’auteur\.$/
    )
    expect(words(fog.querySelector('#eq-volume .equation-number'))).toBe('(1)')
    expect(all(fog, '.box').map((one) => words(one.querySelector('.box-title')))).toEqual(['Note', 'Avertissement'])
    expect(fog.querySelector('.custom')).not.toBeNull()
    expect(fog.querySelector('#fig-idh .drawing svg')).not.toBeNull()
    expect(all(fog, '#fig-idh details tbody tr')).toHaveLength(4)
    expect(all(fog, '#tbl-cas thead th').every((cell) => cell.getAttribute('scope') === 'col')).toBe(true)
    expect(fog.querySelector('#tbl-cas .table-scroll')?.getAttribute('tabindex')).toBe('0')
    expect(fog.querySelector('#fig-filets img')?.getAttribute('width')).toBe('480')
    expect(words(fog.querySelector('pre code'))).toContain('modele <- lm(volume')
  })
})

describe('languages', () => {
  it('speaks the language of the thesis', () => {
    const english = sampleThesisWith(paragraph('Text.'), heading(2, 'a', '1.1', 'A section'))
    english.config = {...english.config, lang: 'en-GB'}
    const page = open(writeHtml(english), 'essai.html')
    expect(page.documentElement.getAttribute('lang')).toBe('en-GB')
    expect(words(page.querySelector('.skip'))).toBe('Skip to content')
    expect(words(page.querySelector('.kicker'))).toBe('Chapter 1')
  })

  it('marks a chapter in another language, right to left', () => {
    const mixed = sampleThesisWith(paragraph('نص'))
    mixed.chapters[0]!.lang = 'ar'
    const article = open(writeHtml(mixed), 'essai.html').querySelector('article')!
    expect([article.getAttribute('lang'), article.getAttribute('dir')]).toEqual(['ar', 'rtl'])
  })
})

describe('raw HTML of the author', () => {
  const raw = (value: string): RootContent => ({
    type: 'html',
    value,
    position: {start: {line: 3, column: 1, offset: 20}, end: {line: 3, column: 1 + value.length}}
  })

  it('stays where it is harmless, around Markdown as well', () => {
    const {page, reasons} = tried(
      raw('<div class="mine">'),
      paragraph('un ', {type: 'html', value: '<mark>'}, emphasis('mot'), {type: 'html', value: '</mark>'}),
      raw('</div><!-- rien -->')
    )
    expect(page.querySelector('.mine p mark em')?.textContent).toBe('mot')
    expect(reasons).toEqual([])
  })

  it.each([
    ['<script>alert(1)</script>', 'element `<script>`'],
    ['<style>*{display:none}</style>', 'element `<style>`'],
    ['<iframe src="https://example.org"></iframe>', 'element `<iframe>`'],
    ['<form action="https://example.org"><input name="a"></form>', 'element `<form>`'],
    ['<svg onload="alert(1)"><script>alert(1)</script></svg>', 'element `<svg>`'],
    ['<math><mtext><img src=x onerror=alert(1)></mtext></math>', 'element `<math>`'],
    ['<p onclick="alert(1)">mot</p>', 'attribute `onclick` of `<p>`'],
    ['<p style="position:fixed">mot</p>', 'attribute `style` of `<p>`'],
    ['<a href="javascript:alert(1)">mot</a>', 'attribute `href` of `<a>`'],
    ['<a href=" java&#10;script:alert(1)">mot</a>', 'attribute `href` of `<a>`'],
    ['<img src="https://example.org/x.png" alt="mot">', 'picture `<img>`'],
    ['<base href="https://example.org">', 'element `<base>`'],
    ['<meta http-equiv="refresh" content="0;url=https://example.org">', 'element `<meta>`'],
    ['<object data="x"></object>', 'element `<object>`'],
    ['<details open ontoggle=alert(1)><summary>mot</summary></details>', 'attribute `ontoggle` of `<details>`']
  ])('loses what runs, loads or disguises: %s', (html, what) => {
    const {page, thesis} = tried(raw(html), paragraph('après'))
    const article = page.querySelector('article')!
    expect(article.querySelector('script, style, iframe, form, input, base, meta, object, img, svg, math')).toBeNull()
    expect(article.innerHTML).not.toMatch(/javascript:|onerror|onclick|onload|ontoggle|style=|example\.org/)
    expect(words(article)).toContain('après')
    const message = thesis.chapters[0]!.file.messages.find(({reason}) => reason.includes(what))
    expect(message).toMatchObject({source: 'html', ruleId: 'removed', line: 3, fatal: false})
    expect(message?.note).toBeTruthy()
  })

  it('gives way to the ids of the page', () => {
    const {page, reasons} = tried(
      raw('<p id="fn1" data-own-id>faux</p><p id="mine">vrai</p><p id="mine">double</p>'),
      paragraph('mot', note(1, undefined, paragraph('La note.')))
    )
    expect(words(page.getElementById('fn1'))).toContain('La note.')
    expect(words(page.getElementById('mine'))).toBe('vrai')
    expect(reasons).toEqual([
      'Duplicate `id` `fn1` in raw HTML, left out',
      'Duplicate `id` `mine` in raw HTML, left out'
    ])
  })

  it('cannot open or close the page around it', () => {
    const {page} = tried(raw('</article></main></div></body><article><main>'), paragraph('après'))
    expect(words(page.querySelector('body > .layout > main > article'))).toContain('après')
  })

  it('cannot move our own drawings and formulas', () => {
    const {page} = tried(
      raw('<span data-aside="0">faux</span>'),
      paragraph('La formule ', {type: 'inlineMath', value: 'x'}, '.')
    )
    expect(page.querySelector('p > math, p math')).not.toBeNull()
    expect(page.querySelectorAll('math')).toHaveLength(1)
  })
})

describe('hostile text', () => {
  const hostile = '<script>alert(1)</script>"\'&<img src=x onerror=alert(1)>'

  it('stays text wherever it stands', () => {
    const {page} = tried(
      heading(2, 'a"onclick="alert(1)', '1.1', hostile),
      paragraph(hostile, {type: 'inlineCode', value: hostile}, {type: 'inlineMath', value: '\\text{<script>}'}),
      figure(
        'figure',
        'fig-x"><script>',
        '1',
        paragraph({type: 'image', url: hostile, alt: hostile}),
        [hostile],
        [hostile]
      ),
      table([null], [hostile], [hostile]),
      {type: 'code', lang: '"><script>', value: hostile},
      paragraph(span(['"><script>', 'a b'], {lang: '"><script>', title: hostile, onclick: 'alert(1)'}, 'mot'))
    )
    expect(page.querySelector('article script, article img')).toBeNull()
    expect(all(page, '*').flatMap((node) => node.getAttributeNames().filter((name) => name.startsWith('on')))).toEqual(
      []
    )
    expect(words(page.querySelector('h2'))).toBe(`1.1 ${hostile}`)
  })

  it('stays text in the configuration and in titles', () => {
    const thesis = sampleThesisWith(paragraph('mot'))
    thesis.config = {...thesis.config, title: hostile, subtitle: hostile, license: hostile, university: hostile}
    thesis.chapters[0]!.title = [text(hostile)]
    const files = writeHtml(thesis)
    expect(pagesOf(files).flatMap(mistakes)).toEqual([])
    for (const name of ['index.html', 'essai.html']) {
      expect(all(open(files, name), 'script')).toHaveLength(1)
      expect(open(files, name).querySelector('img')).toBeNull()
      expect(open(files, name).title).toContain(hostile)
    }
  })

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x'
  ])('is no link: %s', (url) => {
    const {page, thesis} = tried(paragraph(link(url, 'mot')))
    expect(page.querySelector('article a')).toBeNull()
    expect(words(page.querySelector('article'))).toContain('mot')
    expect(thesis.chapters[0]!.file.messages[0]).toMatchObject({source: 'html', ruleId: 'unsafe-link'})
  })

  it.each(['https://example.org/?a=1&b=é "', 'mailto:a@example.org', '//example.org/x', 'note:suite'])(
    'keeps the address it can: %s',
    (url) => {
      const {page} = tried(paragraph(link(url, 'mot')))
      expect(words(page.querySelector('article p'))).toBe('mot')
    }
  )
})

describe('awkward content', () => {
  it('has no link in a link: a note called in a link', () => {
    const {page} = tried(paragraph(link('https://example.org', 'mot', note(1, undefined, paragraph('La note.')))))
    expect(page.querySelector('a a')).toBeNull()
    expect(words(page.querySelector('#fn1'))).toContain('La note.')
  })

  it('reports a second thing with the same id, and keeps it', () => {
    const twice = {...division([], paragraph('deux')), ...attributes('x')}
    const {page, reasons} = tried({...division([], paragraph('un')), ...attributes('x')}, twice)
    expect(all(page, '#x')).toHaveLength(1)
    expect(words(page.querySelector('article'))).toContain('deux')
    expect(reasons).toEqual(['Duplicate `id` `x` on the page `essai`'])
  })

  it('gives way when an author takes an id of ours', () => {
    const {page} = tried(
      {...division([], paragraph('un')), ...attributes('contenu')},
      {...division([], paragraph('deux')), ...attributes('fn1')},
      paragraph('mot', note(1, undefined, paragraph('La note.')))
    )
    expect(words(page.getElementById('contenu'))).toBe('un')
    expect(words(page.getElementById('fn1'))).toBe('deux')
    expect(page.querySelector('.skip')!.getAttribute('href')).toBe(`#${page.querySelector('main')!.id}`)
  })

  it('prints a formula that cannot be read as it was typed, with a message', () => {
    const {page, thesis} = tried(paragraph({type: 'inlineMath', value: '\\inconnue{x'}))
    expect(words(page.querySelector('.math-error'))).toBe('\\inconnue{x')
    expect(thesis.chapters[0]!.file.messages[0]).toMatchObject({source: 'math', ruleId: 'unreadable'})
  })

  it('writes a thesis of a title and one empty chapter', () => {
    const {chapters, ...rest} = sampleThesisWith()
    const bare: Thesis = {
      ...rest,
      config: {...rest.config, author: [], jury: [], supervisor: [], license: undefined, date: undefined},
      contents: [],
      chapters: chapters.map((chapter) => ({...chapter, file: new VFile(), tree: {type: 'root', children: []}}))
    }
    expect(pagesOf(writeHtml(bare)).flatMap(mistakes)).toEqual([])
  })

  it.each(['constructor', '__proto__', 'toString'])('takes the class and attribute `%s` as any other', (name) => {
    const {page} = tried({...division([name], paragraph('mot')), ...attributes(undefined, [name], {[name]: 'x'})})
    expect(words(page.querySelector('article > div'))).toBe('mot')
  })

  it('lists the notes of a figure in the order of their numbers', () => {
    const {page} = tried(
      figure('table', 'tbl-x', '1', table([null], ['n'], ['1']), ['Légende', note(1, undefined, paragraph('Une.'))]),
      paragraph('mot', note(2, undefined, paragraph('Deux.')))
    )
    expect(all(page, '.footnotes li').map(({id}) => id)).toEqual(['fn1', 'fn2'])
  })

  it('heads the rows of a table whose corner is empty', () => {
    const {page} = tried(table([null, 'right'], ['', 'n'], ['ligne', '1']))
    expect(page.querySelector('tbody th')?.getAttribute('scope')).toBe('row')
    expect(page.querySelector('thead td')).not.toBeNull()
  })
})
