/** Folders as authors of other tools have them, without a file of ours: what is built, and what is said. */

import {expect, test} from 'vitest'
import type {BuildOptions} from '../../scripts/build.ts'
import {type Built, buildFolder, textOf} from '../build.ts'

const bib = (key: string) =>
  `@book{${key}, author = {Alpha, Ann}, title = {Title ${key}}, year = {2000}, publisher = {P}}\n`
const chapter = (title: string, text = 'Text.') => `# ${title}\n\n${text}\n`

type Files = Record<string, string>

async function build(files: Files, options: Partial<BuildOptions> = {}): Promise<Built> {
  return buildFolder(files, {only: ['html'], ...options})
}

/** Errors and warnings, a line each. */
const said = ({messages}: Built) =>
  messages
    .filter(({severity}) => severity !== 'info')
    .map(({file, line, rule, reason}) => `${file}:${line ?? 0} ${rule} ${reason}`)

/** The contents, a line an entry. */
function contentsOf(built: Built): string[] {
  const page = textOf(built, 'html/index.html')
  const list = /<nav class="contents"[\s\S]*?<\/nav>/.exec(page)?.[0] ?? ''
  return [...list.matchAll(/<a [^>]*>([\s\S]*?)<\/a>/g)].map(([, entry]) => plain(entry!))
}

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
const coverOf = (built: Built) =>
  plain(/<header class="cover">[\s\S]*?<\/header>/.exec(textOf(built, 'html/index.html'))?.[0] ?? '')

test('a Quarto book: parts, appendices, chapters in folders, bibliography and style beside them', async () => {
  const built = await build({
    '_quarto.yml': `project:
  type: book
  output-dir: docs
book:
  title: On Rivers
  subtitle: A study
  author:
    - name: {given: Ann, family: Alpha}
      affiliations: [{name: University of X, department: Geography}]
  date: 2024-05-01
  chapters:
    - index.qmd
    - part: First part
      chapters:
        - chapters/one.qmd
        - file: chapters/two.qmd
    - conclusion.qmd
    - references.qmd
  appendices:
    - appendix/data.qmd
bibliography: lit/refs.bib
lang: en-GB
toc-depth: 2
format:
  pdf: {documentclass: scrreprt, number-depth: 2}
`,
    'index.qmd': '# Preface {.unnumbered}\n\nWelcome.\n',
    'chapters/one.qmd': '---\ntitle: One {#sec-one}\n---\n\nSee [@a].\n\n## A\n\n### B\n\nText.\n',
    'chapters/two.qmd': chapter('Two', 'See @sec-one.'),
    'conclusion.qmd': chapter('Conclusion'),
    'references.qmd': '# References {.unnumbered}\n\n::: {#refs}\n:::\n',
    'appendix/data.qmd': chapter('Data'),
    'README.md': 'About.',
    'docs/index.html': '<p>',
    'lit/refs.bib': bib('a')
  })
  expect(said(built)).toEqual([])
  expect(coverOf(built)).toMatch(/University of X ?Geography.*On Rivers A study.* by Ann Alpha.*1 May 2024/)
  expect(contentsOf(built)).toEqual([
    'Preface',
    expect.stringMatching(/First part$/),
    '1 One',
    '1.1 A',
    '2 Two',
    '3 Conclusion',
    'References',
    expect.stringMatching(/Data$/)
  ])
  expect(plain(textOf(built, 'html/two.html'))).toContain('See chapter 1')
})

test('bookdown: index.Rmd first, parts and appendix in headings, files without a heading', async () => {
  const built = await build({
    '_bookdown.yml': 'book_filename: thesis\noutput_dir: out\nrmd_subdir: ["end/"]\n',
    'index.Rmd': `---
title: "On *Rivers*"
author: Ann Alpha
site: bookdown::bookdown_site
documentclass: book
bibliography: [refs.bib]
csl: style/missing.csl
link-citations: yes
output:
  bookdown::pdf_book:
    toc_depth: 2
keywords: rivers, water
abstract: >-
  What this is about.
---

# Preface {-}

Welcome [@a].
`,
    '01-intro.Rmd': '# (PART) Beginnings {-}\n\n# Introduction {#intro}\n\nText.\n',
    '02-more.Rmd': 'It goes on here.\n\n## More\n\nText.\n',
    '03-end.Rmd': `${chapter('End')}\n# (APPENDIX) Appendix {-}\n`,
    'end/app.Rmd': chapter('Tables'),
    'other/draft.Rmd': chapter('Draft'),
    '_part.Rmd': 'Not a chapter.',
    'refs.bib': bib('a')
  })
  expect(said(built)).toEqual([
    expect.stringMatching(/files:unused-chapter .*`other\/draft\.Rmd`, not read/),
    expect.stringMatching(/^index\.Rmd:\d+ config:missing-file Missing citation style/)
  ])
  expect(contentsOf(built)).toEqual([
    'Preface',
    expect.stringMatching(/Beginnings$/),
    '1 Introduction',
    '1.1 More',
    '2 End',
    'Bibliography',
    expect.stringMatching(/Tables$/)
  ])
  expect(plain(textOf(built, 'html/01-intro.html'))).not.toContain('It goes on')
  expect(built.messages.flatMap(({rule, reason}) => (rule === 'config:layout' ? reason : [])).join()).toContain(
    '`documentclass`'
  )
})

test('Jupyter Book: files of sections go below their chapter', async () => {
  const built = await build({
    '_config.yml':
      'title: On Rivers\nauthor: Ann Alpha\nbibtex_bibfiles: [refs.bib]\nexecute: {execute_notebooks: force}\n',
    '_toc.yml': `format: jb-book
root: intro
parts:
  - caption: First
    chapters:
      - file: ch/one
        sections:
          - file: ch/one-a
      - file: ch/two
  - caption: Appendices
    chapters:
      - file: ch/data
`,
    'intro.md': chapter('Welcome'),
    'ch/one.md': chapter('One'),
    'ch/one-a.md': '# One, in detail\n\nText.\n\n## Deeper\n\nText.\n',
    'ch/two.md': chapter('Two'),
    'ch/data.md': chapter('Data'),
    'refs.bib': ''
  })
  expect(said(built)).toEqual([])
  expect(contentsOf(built).map((line) => line.replace(/^.*(First|Data)$/, '$1'))).toEqual([
    '1 Welcome',
    'First',
    '2 One',
    '2.1 One, in detail',
    '2.1.1 Deeper',
    '3 Two',
    'Data'
  ])
})

test('MyST: myst.yml with a table of contents', async () => {
  const built = await build({
    'myst.yml': `version: 1
project:
  title: On Rivers
  authors: [{name: Ann Alpha, orcid: 0000-0000-0000-0000}]
  keywords: [rivers, water]
  bibliography: [a.bib]
  toc:
    - file: index.md
    - title: First
      children:
        - file: one.md
site: {template: book-theme}
`,
    'index.md': chapter('Welcome'),
    'one.md': '---\ntitle: One\n---\n\nSee [@a].\n',
    'a.bib': bib('a')
  })
  expect(said(built)).toEqual([])
  expect(contentsOf(built).slice(0, 3)).toEqual(['1 Welcome', expect.stringMatching(/First$/), '2 One'])
})

test('Pandoc: a defaults file, with metadata of its own and in a file', async () => {
  const built = await build({
    'defaults.yml': `from: markdown
input-files: [text/01.md, text/02.md]
metadata-file: meta.yml
metadata: {lang: en, nocite: '@*'}
number-sections: true
csl: iso690-notes
`,
    'meta.yml':
      '---\ntitle: On Rivers\nauthor:\n  - Ann Alpha\n  - Bob Beta\nkeywords: [a]\nabstract: |\n  What it is about.\n...\n',
    'text/01.md': `${chapter('One')}\n${chapter('Two')}`,
    'text/02.md': chapter('Three', 'A note^[N].'),
    'text/03.md': chapter('Unlisted'),
    'bib/refs.bib': bib('a')
  })
  expect(contentsOf(built)).toEqual(['1 One', '2 Two', '3 Three', 'Bibliography'])
  expect(coverOf(built)).toContain('Ann Alpha, Bob Beta')
  expect(textOf(built, 'html/index.html')).toContain('What it is about.')
})

test('the title block or the front matter of a Markdown file is enough, and its title is no chapter', async () => {
  const block = await build({
    'a.md': '% On *Rivers*\n  and lakes\n% Ann Alpha; Bob Beta\n% May 2024\n\n# One\n\nText.\n\n# Two\n\nText.\n'
  })
  expect(said(block)).toEqual([])
  expect(contentsOf(block)).toEqual(['1 One', '2 Two'])
  expect(coverOf(block)).toMatch(/Rivers and lakes.*Ann Alpha, Bob Beta.*May 2024/)

  const front = await build({
    '00-meta.md': '---\ntitle: On Rivers\nlang: english\n---\n',
    '01.md': chapter('One'),
    '02.md': chapter('Two')
  })
  expect(said(front)).toEqual([])
  expect(contentsOf(front)).toEqual(['1 One', '2 Two'])
})

test('a folder with no title at all is built under its name, with a warning', async () => {
  const built = await build({'01.md': chapter('One')})
  expect(said(built)).toEqual([expect.stringMatching(/config:missing Missing title/)])
})

test('keys of Pandoc and Quarto are understood in thesis.yml', async () => {
  const built = await build({
    'thesis.yml': `title: T
lang: en
authors: [{name: {given: Ann, family: Alpha}, affiliation: X}]
bibliography: lit/a.bib
csl: iso690-notes
nocite: '@b'
toc-depth: 1
number-sections: false
toc: true
keywords: a
abstract: What it is about.
geometry: margin=2cm
`,
    '1.md': '# One\n\n## A\n\nText [@a].\n',
    'lit/a.bib': bib('a') + bib('b')
  })
  expect(said(built)).toEqual([])
  expect(contentsOf(built)).toEqual(['One', 'Bibliography'])
  expect(
    plain([...built.outputs].flatMap(([name, {contents}]) => (/html$/.test(name) ? String(contents) : '')).join(' '))
  ).toMatch(/Title a.*Title b/)
  expect(built.messages.find(({rule}) => rule === 'config:layout')?.line).toBe(12)
})

test('a value of another tool that cannot be used is an error where it is written, and a slip in thesis.yml too', async () => {
  const quarto = await build({'_quarto.yml': 'title: T\nlang: [en]\nchapters: true\n', 'index.qmd': chapter('One')})
  expect(said(quarto)).toEqual([])
  const wrong = await build({'_quarto.yml': 'title: T\nlang: klingon-\n', 'index.qmd': chapter('One')})
  expect(said(wrong)).toEqual([expect.stringMatching(/^_quarto\.yml:2 config:wrong-value .*`lang`/)])
  const slip = await build({'thesis.yml': 'title: T\ntoc-dept: 2\n', '1.md': chapter('One')})
  expect(said(slip)).toEqual([expect.stringMatching(/^thesis\.yml:2 config:unknown-key/)])
})

test('included text stands in its place, and its messages name its file and line', async () => {
  const built = await build({
    'thesis.yml': 'title: T\ndate: 2024\n',
    '_variables.yml': 'place: {name: Lyon}\n',
    '1.qmd': `# One\n\nIn {{< var place.name >}}, {{< meta date >}}.\n\n{{< include parts/_a.qmd >}}\n\nA word word.\n\n{{{< meta date >}}}\n\nOne.\n{{< pagebreak >}}\nTwo.\n`,
    'parts/_a.qmd': 'First.\n\n{{< include _b.qmd >}}\n',
    'parts/_b.qmd': '## Below\n\nSome some text.\n'
  })
  expect(said(built)).toEqual([
    'parts/_b.qmd:3 text:doubled-word Repeated word `some`',
    '1.qmd:7 text:doubled-word Repeated word `word`'
  ])
  const page = plain(textOf(built, 'html/1.html'))
  expect(page).toMatch(/In Lyon, 2024\. .*First\..*Below.*Some some text\..*A word word/)
})

test('`\\input` puts the text of a file in its place', async () => {
  const built = await build(
    {
      'thesis.yml': 'title: T\nlang: en\nchapters: [1.md]\n',
      '1.md': '# One\n\n\\input{parts/a}\n\n`\\input{b}`, \\input{none}.\n',
      'parts/a.tex': 'Words % of nobody\nand \\emph{more}.\n'
    },
    {isDraft: true}
  )
  expect(said(built)).toEqual([expect.stringMatching(/^1\.md:5 read:raw-tex File `none` is not read/)])
  expect(plain(textOf(built, 'html/1.html'))).toContain('Words and more. \\input{b}, .')
})

test('TeX before the text and templates give their macros, statements and environments', async () => {
  const built = await build({
    '_bookdown.yml': 'rmd_files: [index.Rmd]\n',
    'index.Rmd': `---
title: T
lang: en
output:
  bookdown::pdf_book:
    includes:
      in_header: tex/header.tex
    template: tex/own.latex
---

# One

\\name{a}, $\\most x$, \\emph{b}.

\\begin{key}
c
\\end{key}

\\begin{rule}
d
\\end{rule}
`,
    'tex/header.tex':
      '\\newcommand{\\name}[1]{\\textbf{#1}}\n\\renewcommand{\\emph}[1]{\\none{#1}}\n' +
      "\\newenvironment{key}{\\begin{quote}}{\\end{quote}}\n\\newtheorem{rule}{R\\'egle}\n",
    'tex/own.latex': '\\DeclareMathOperator*{\\most}{most}\n$if(a)$ $endif$\n'
  })
  expect(said(built)).toEqual([])
  const page = textOf(built, 'html/index-2.html')
  expect(page).toContain('<strong>a</strong>')
  expect(page).toContain('<em>b</em>')
  expect(page).toMatch(/<blockquote>\s*<p>c/)
  expect(plain(page)).toContain('Régle d')
})

test('an include that goes in a circle, or leads nowhere, is an error where it is written', async () => {
  const built = await build({
    'thesis.yml': 'title: T\nlang: en\n',
    '1.md': '# One\n\n```{r child="_a.md"}\n```\n\n{{< include _none.md >}}\n\n{{< var none >}}\n',
    '_a.md': 'Text.\n\n{{< include _a.md >}}\n'
  })
  expect(said(built)).toEqual([
    expect.stringMatching(/^_a\.md:3 read:include `_a\.md` includes itself/),
    expect.stringMatching(/^1\.md:6 read:include Missing file `_none\.md`/),
    expect.stringMatching(/^1\.md:8 read:shortcode Unknown variable `none`/)
  ])
})

test('a note that another file defines is found, and one that two files define is not', async () => {
  const found = await build({
    'thesis.yml': 'title: T\n',
    '1.md': chapter('One', 'Text[^a] and more[^a].'),
    '2.md': chapter('Two', 'Text.\n\n[^a]: The note note.')
  })
  expect(said(found)).toEqual(['2.md:5 text:doubled-word Repeated word `note`'])
  expect(plain(textOf(found, 'html/1.html'))).toContain('The note note.')
  const many = await build({
    'thesis.yml': 'title: T\nlang: en\n',
    '1.md': chapter('One', 'Text[^a].'),
    '2.md': chapter('Two', 'Text[^a].\n\n[^a]: One.'),
    '3.md': chapter('Three', 'Text[^a].\n\n[^a]: Two.')
  })
  expect(said(many)).toEqual([expect.stringMatching(/^1\.md:3 read:undefined-note/)])
})

test('a link that another file defines is one, and a number between brackets is none', async () => {
  const built = await build({
    'thesis.yml': 'title: T\nlang: en\n',
    '1.md': chapter('One', 'See [this][Site a], [site a] and [1], [other].\n\n[other]: https://o.org'),
    '2.md': chapter('Two', 'Text.\n\n[site a]: https://a.org\n[1]: https://b.org\n[other]: https://p.org')
  })
  expect(said(built)).toEqual([])
  const page = textOf(built, 'html/1.html')
  expect([...page.matchAll(/<a href="(https:[^"]*)">([^<]*)</g)].map(([, url, text]) => `${text} ${url}`)).toEqual([
    'this https://a.org',
    'site a https://a.org',
    'other https://o.org'
  ])
  expect(plain(page)).toContain('and [1],')
})

test('TeX that settings include is read for its macros, and the lists of figures are as they say', async () => {
  const text = 'Text $\\twice{x}$ and $\\half$.\n\n![A picture](a.svg)'
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
  const tex = {'tex/pre.tex': '\\usepackage{x}\n\\newcommand{\\twice}[1]{2#1}\n', 'a.svg': picture}
  const built = await build({
    ...tex,
    '_quarto.yml':
      'project: {type: book}\nbook: {title: T, chapters: [1.qmd]}\nlang: en\nformat:\n  pdf:\n    lof: false\n    include-in-header:\n      - tex/pre.tex\n      - text: |\n          \\newcommand{\\half}{0.5}\n  html: {include-in-header: head.html}\n',
    '1.qmd': chapter('One', text)
  })
  expect(said(built)).toEqual([])
  expect(textOf(built, 'html/index.html')).not.toContain('List of figures')
  const lacking = await build({
    ...tex,
    'thesis.yml': 'title: T\nlang: en\nlof: true\ninclude-in-header: [tex/pre.tex, none.tex]\n',
    '1.md': chapter('One', text.replace('and $\\half$', ''))
  })
  expect(said(lacking)).toEqual([expect.stringMatching(/^thesis\.yml:4 config:missing-file Missing file `none\.tex`/)])
  const ofR = await build({
    ...tex,
    'index.Rmd': `---\ntitle: T\noutput:\n  bookdown::pdf_book:\n    includes:\n      in_header: tex/pre.tex\n---\n\n${chapter('One', 'Text $\\twice{x}$.')}`
  })
  expect(said(ofR)).toEqual([])
})

test('references that stand in metadata are cited, and what is wrong with them is said there', async () => {
  const built = await build({
    'a.md':
      '---\ntitle: T\nlang: en\nreferences:\n- id: z\n  type: book\n  title: Zed\n- type: book\n...\n\n# One\n\nText [@z].\n'
  })
  expect(said(built)).toEqual([expect.stringMatching(/^a\.md:8 bibliography:missing-key/)])
})

test('metadata further down are not printed, a sentence between two rules is', async () => {
  const built = await build({
    'thesis.yml': 'title: T\nlang: en\n',
    '1.md':
      '<!-- licence -->\n---\nnext: b\n---\n\n# One\n\nText.\n\n---\nkey: value\n...\n\n---\n\nA sentence.\n\n---\n\n```yaml\n\n---\na: b\n---\n```\n'
  })
  expect(said(built)).toEqual([])
  const page = plain(textOf(built, 'html/1.html'))
  expect(page).not.toMatch(/next|value/)
  expect(page).toMatch(/A sentence\. .*--- a: b ---/)
})

test('a thesis that does not say its language is in that of its text, its abstract and dedication too', async () => {
  const text =
    'Dans cette partie, les auteurs qui sont dans une ville et sur les rives des fleuves pour le bien des gens.'
  const built = await build({
    'index.Rmd': `---\ntitle: Des fleuves\nabstract: Ce dont il s’agit.\ndedication: À mes amis.\n---\n\n# Un\n\n${text}\n`,
    '02.Rmd': chapter('Deux', text)
  })
  expect(said(built)).toEqual([])
  expect(contentsOf(built)).toEqual(['Dédicace', '1 Un', '2 Deux'])
  expect(textOf(built, 'html/index.html')).toMatch(/<section class="abstract" lang="fr"[\s\S]*Ce dont il s’agit/)
})

test('the chapters that are listed tell the language, not what stands in front of them', async () => {
  const english = 'The wells of the plain and the rivers that are by the sea. '.repeat(20)
  const front = Object.fromEntries(
    Array.from({length: 9}, (_, index) => [`text/0${index}.md`, `# Front ${index}\n\n${english}\n`])
  )
  const built = await build({
    Makefile: 'pdf:\n\tpandoc text/1.md text/2.md -o a.pdf\n',
    ...front,
    'text/1.md': chapter(
      'Un',
      'Les puits de la plaine et les fleuves qui sont dans une vallée, avec les rives.'.repeat(9)
    ),
    'text/2.md': chapter('Deux', 'Pour les gens des rives, le fleuve est une route qui va vers la mer.'.repeat(9))
  })
  expect(textOf(built, 'html/1.html')).toContain('<html lang="fr"')
})

test('lines may end as on Windows', async () => {
  const built = await build({
    'index.Rmd': '---\r\ntitle: "On Rivers"\r\nlang: "en"\r\n---\r\n\r\n# One\r\n\r\nText.\r\n',
    '_output.yml': 'bookdown::gitbook:\r\n  css: "a.css"\r\n'
  })
  expect(said(built)).toEqual([])
  expect(coverOf(built)).toContain('On Rivers')
})

test('settings of Pandoc may have the name of ours', async () => {
  const built = await build({
    Makefile: 'pdf: thesis.yaml\n\tpandoc --defaults thesis.yaml -o thesis.pdf\n',
    'thesis.yaml': 'input-files:\n- text/b.md\n- text/a.md\nmetadata:\n  title: On Rivers\n  lang: en\n',
    'text/a.md': chapter('After'),
    'text/b.md': chapter('Before')
  })
  expect(said(built)).toEqual([])
  expect(contentsOf(built)).toEqual(['1 Before', '2 After'])
})

const template: Files = {
  Makefile: `IN=$(CURDIR)/source
STYLE = style
FLAGS = --csl="$(STYLE)/own.csl" -N

help:
\t@echo 'get templates with: pandoc -D latex source/a.md source/b.md'

# One page about the project.
page: README.md
\tpandoc README.md -o page.html

pdf:
\tpandoc "$(IN)"/[^_]*.md \\
\t-o "out/thesis.pdf" -H $(STYLE)/macros.tex \\
\t--bibliography="$(IN)/works.bib" 2>pandoc.log \\
\t-V lang:en-GB -V fontsize=12pt \\
\t$(FLAGS)

html:
\tpandoc $(IN)/[^_]*.md -o out/thesis.html --metadata title="On Rivers" -M lang=fr
`,
  'README.md': '# About\n',
  'notes/ideas.md': '# Ideas\n',
  'style/macros.tex':
    '\\usepackage{fancyhdr}\n\\newcommand{\\river}[1]{\\mathcal{R}_{#1}}\n\\newcommand*\\place{Tarfaya}\n',
  'style/own.csl':
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><citation><layout><text variable="title"/></layout></citation><bibliography><layout><text variable="title"/></layout></bibliography></style>',
  'style/other.csl': '<style/>',
  'source/_leftover.md': '# Left over\n',
  'source/01_title_page.md':
    '\\begin{titlepage}\n\\begin{center}\n\n\\Huge\nOn Rivers\n\n\\large\nAnn Alpha\n\n\\end{center}\n\\end{titlepage}\n',
  'source/02_abstract.md': '\\pagenumbering{roman}\n\n# Abstract {.unnumbered}\n\nAbout water.\n',
  'source/03_contents.md': '\\tableofcontents\n\n\\newpage\n',
  'source/04_introduction.md':
    '# Introduction\n\nIn \\place, $\\river{1}$ [@a].\n\n![A map](figures/map.svg){#fig:map}\n\nSee @fig:map.\n',
  'source/05_references.md': '---\nnocite: "@*"\n---\n\n\\footnotesize\n\n# References\n',
  'source/works.bib': bib('a') + bib('b'),
  'figures/map.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
}

test('a Makefile that calls Pandoc: its files, options and macros, metadata in any of the files', async () => {
  const built = await build(template)
  expect(said(built)).toEqual([
    expect.stringMatching(/files:unused-chapter .*`notes\/ideas\.md`, not read/),
    expect.stringMatching(/^source\/01_title_page\.md:1 read:missing-title/)
  ])
  expect(coverOf(built)).toContain('On Rivers')
  expect(contentsOf(built)).toEqual(['Title page', 'Abstract', '1 Introduction', '2 References'])
  const page = textOf(built, 'html/04_introduction.html')
  expect(page).toContain('lang="en-GB"')
  expect(plain(page)).toContain('In Tarfaya')
  expect(textOf(built, 'html/05_references.html')).toContain('Title b')
})

test('a document that takes in the other files is the thesis, knitted where that was done', async () => {
  const built = await build({
    'whole.Rmd':
      '---\ntitle: On Rivers\nlang: en\n---\n\n# One\n\n```{r, child="chapters/one.md"}\n```\n\n# Two\n\n```{r, child="chapters/two.md"}\n```\n',
    'whole.md': '---\ntitle: On Rivers\nlang: en\n---\n\n# One\n\nWater.\n\n# Two\n\nBoats.\n',
    'chapters/one.md': 'Water.\n',
    'chapters/two.md': 'Boats.\n',
    'chapters/two_short.md': '# Two, shorter\n',
    'scratch.md': '# Scratch\n'
  })
  expect(said(built)).toEqual([])
  expect(coverOf(built)).toContain('On Rivers')
  expect(contentsOf(built)).toEqual(['1 One', '2 Two'])
})

test('a folder whose chapters lie in one folder below, beside a README, is built under its name', async () => {
  const built = await build({
    'README.md': '# About\n',
    'text/01-one.md': chapter('One', 'The water of the river and the boats.'),
    'text/02-two.md': chapter('Two')
  })
  expect(said(built)).toEqual([expect.stringMatching(/config:missing Missing title: the name of the folder/)])
  expect(contentsOf(built)).toEqual(['1 One', '2 Two'])
})

test("a link to bookdown's `#fig:x` leads to the figure of a cell, and one of two figures of a label is in the PDF", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
  const built = await build(
    {
      'thesis.yml': 'title: T\nlang: en\n',
      '1.qmd':
        '# One\n\n```{r map, fig.cap="A map.", echo=FALSE}\nknitr::include_graphics("map.svg")\n```\n\nSee [the map](#fig:map), @fig-two.\n\n![Two](map.svg){#fig-two alt="x"}\n\n![Again](map.svg){#fig-two alt="x"}\n',
      'map.svg': svg
    },
    {only: ['html', 'pdf'], isDraft: true}
  )
  expect(said(built)).toEqual([
    expect.stringMatching(/references:duplicate-label/),
    expect.stringMatching(/html:duplicate-id/)
  ])
  expect(textOf(built, 'html/1.html')).toContain('href="#fig-map"')
  expect(built.outputs.has('thesis.pdf')).toBe(true)
})

test('the first Jupyter Book: `_toc.yml` is a list without a key', async () => {
  const built = await build({
    '_config.yml': 'title: On Rivers\n',
    '_toc.yml': '# Contents\n- file: intro\n- part: First\n  chapters:\n    - file: one\n',
    'intro.md': chapter('Welcome'),
    'one.md': chapter('One')
  })
  expect(said(built)).toEqual([])
  expect(textOf(built, 'html/index.html')).toMatch(/Welcome[\s\S]*First[\s\S]*One/)
})

test('a LaTeX document that takes in what Pandoc makes of Markdown: order, parts, chapters and macros', async () => {
  const built = await build({
    'thesis.tex': String.raw`\documentclass{report}
\usepackage{own}
\input{macros}
\title{On Rivers\\ and Rain}
\author{Ann Alpha}
\addbibresource{works.bib}
\begin{document}
\chapter*{Opening}
\input{text/opening}
\part{First part}
\chapter{Waters} \label{sec:waters}
\input{text/springs.tex}
\input{text/lakes}
% \input{text/old}
\include{text/whole}
\begin{appendices}
\chapter{Data}\label{sec:data}
\input{text/data}
\end{appendices}
\end{document}
`,
    'own.sty': String.raw`\newcommand{\rain}[1]{#1 mm of rain}`,
    'macros.tex': String.raw`\newcommand\NN{\mathbb{N}}`,
    'text/opening.md': 'It opens, see @sec:waters.\n',
    'text/springs.md': '# Springs\n\n\\rain{12} [@a2000], $n \\in \\NN$.\n',
    'text/lakes.md': '# Lakes\n\nSee @sec:data.\n',
    'text/whole.md': '\\chapter{Whole}\n\nText.\n',
    'text/data.md': 'Lists.\n',
    'works.bib': bib('a2000')
  })
  expect(said(built)).toEqual([])
  expect(coverOf(built)).toContain('On Rivers and Rain')
  expect(contentsOf(built)).toEqual([
    'Opening',
    'Part I First part',
    '1 Waters',
    '1.1 Springs',
    '1.2 Lakes',
    '2 Whole',
    'Bibliography',
    'A Data'
  ])
  const text = plain(
    [...built.outputs.keys()]
      .filter((path) => path.endsWith('.html'))
      .map((path) => textOf(built, path))
      .join()
  )
  expect(text).toContain('12 mm of rain')
  expect(text).toContain('see chapter 1')
})

test('a template that defaults name gives its macros, those of files it takes in too, and acronyms', async () => {
  const built = await build({
    'pandoc.yml': 'input-files: [one.md]\ntemplate: tex/main.tex\nmetadata: {title: On Rivers}\n',
    'tex/main.tex': String.raw`\documentclass{report}
\input{preamble}
\acrodef{$it.key$}{$it.value$}
\acrodef{GIS}{geographic information system}
\begin{document}
$body$
\end{document}
`,
    'tex/preamble.tex': String.raw`\newcommand{\rain}[1]{#1 mm of rain}`,
    'one.md': chapter('One', String.raw`\rain{12}, by \ac{GIS}.`)
  })
  expect(said(built)).toEqual([])
  const text = plain(textOf(built, 'html/one.html'))
  expect(text).toContain('12 mm of rain')
  expect(text).toContain('geographic information system')
})
