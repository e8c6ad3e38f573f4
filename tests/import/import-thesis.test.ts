/** `import`: a folder of another tool becomes one of ours, which reads the same. */

import {mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {PDFDocument} from 'pdf-lib'
import {expect, test} from 'vitest'
import {memoryFolder, openFolder} from '../../scripts/files.ts'
import {importThesis} from '../../scripts/import-thesis.ts'
import {publishNew} from '../../scripts/publish/publish-new.ts'
import {buildFolder} from '../build.ts'
import {gif} from '../rules/rule-cases.ts'

const ownStyles = await openFolder(path.join(import.meta.dirname, '../../bibliography/styles'))
type Files = Record<string, string | Uint8Array>

const importFiles = (files: Files) => importThesis(async () => memoryFolder(files), ownStyles)

/** What a reader reads: the text of every page, in the order of the pages' names. */
async function textOf(files: Files): Promise<string[]> {
  const {outputs} = await buildFolder(files, {only: ['html'], isDraft: true})
  return [...outputs.values()]
    .filter(({path: name}) => name.endsWith('.html'))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(
      ({contents}) =>
        /<main[\s\S]*<\/main>/
          .exec(String(contents))?.[0]
          ?.replace(/<annotation[\s\S]*?<\/annotation>|<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ') ?? ''
    )
}

const bookdown: Files = {
  '_bookdown.yml': 'rmd_subdir: [end]\n',
  'index.Rmd': `---
title: "On *Rivers*"
author: Ann Alpha
lang: en
documentclass: book
bibliography: lit/refs.bib
csl: lit/short.csl
acknowledgements: To my friends.
---

# Preface {-}

Welcome, see Chapter \\@ref(intro) and [the end](03-end.Rmd).
`,
  '01-intro.Rmd': `# (PART) Beginnings {-}

# Introduction {#intro}

Figure \\@ref(fig:map) shows \\textbf{much \\emph{more}}\\footnote{Said \\textit{once}.}, as \\cite{a} says.

![A map (\\#fig:map)](img/map.gif){alt="Map"}
`,
  '02-more.Rmd': 'It goes on, {{< meta author >}} says.\n\n## More\n\nText.\n',
  '03-end.Rmd': '# End\n\nText.\n\n# (APPENDIX) Appendix {-}\n\n# Tables {#tables}\n\nText.\n',
  'end/app.Rmd': '---\ntitle: Last\noutput: pdf_document\n---\n\nText.\n',
  'img/map.gif': gif(),
  'lit/refs.bib': '@book{a, author = {Alpha, Ann}, title = {Title}, year = {2000}, publisher = {P}}\n',
  'lit/short.csl': `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>S</title><id>s</id><updated>2024-01-01T00:00:00+00:00</updated></info><citation><layout prefix="(" suffix=")" delimiter="; "><names variable="author"><name form="short"/></names></layout></citation><bibliography><layout><text variable="title"/></layout></bibliography></style>`
}

test('the new folder reads as the old one, in our form', async () => {
  const {files} = await importFiles(bookdown)
  const made = Object.fromEntries(files)
  expect([...files.keys()].sort()).toEqual([
    'IMPORT.md',
    'bibliography/refs.bib',
    'bibliography/styles/short.csl',
    'thesis/01-intro.md',
    'thesis/02-more.md',
    'thesis/03-end.md',
    'thesis/acknowledgements.md',
    'thesis/end/app.md',
    'thesis/img/map.gif',
    'thesis/index.md',
    'thesis/thesis.yml'
  ])
  expect(files.get('thesis/01-intro.md')).toBe(`# Beginnings {- .part}

# Introduction {#intro}

Figure [-@fig:map] shows **much *more***^[Said *once*.], as [@a] says.

![A map](img/map.gif){#fig:map alt="Map"}
`)
  expect(files.get('thesis/02-more.md')).toBe('It goes on, Ann Alpha says.\n\n## More\n\nText.\n')
  expect(files.get('thesis/03-end.md')).toBe('# End\n\nText.\n\n# Tables {#tables .appendix}\n\nText.\n')
  expect(files.get('thesis/end/app.md')).toBe('---\ntitle: Last\n---\n\nText.\n')
  expect(await textOf(made)).toEqual(await textOf(bookdown))
})

test('the page says what was read, what was left out, and what is to do', async () => {
  const {report, files} = await importFiles({
    ...bookdown,
    '04-last.Rmd': '# Last\n\nSee @nobody and @none.\n\n![Lost](img/none.png){alt="x"}\n'
  })
  expect(report).toContain('Settings of `_bookdown.yml`: ')
  expect(report).toContain('- 1 picture; bibliography: `lit/refs.bib`.')
  expect(report).toMatch(/## Left out as layout\n\n- `index\.Rmd`: `documentclass`/)
  expect(report).toContain('- Error at `thesis/04-last.md:3`, and 1 more of this kind: Unknown citation key `nobody`')
  expect(report).toContain('Error at `thesis/04-last.md:5`: Missing image `img/none.png`')
  expect(files.get('IMPORT.md')).toBe(report)
})

test('a book of Jupyter keeps its levels, parts and appendices', async () => {
  const book: Files = {
    '_config.yml': 'title: T\n',
    '_toc.yml':
      'root: intro\nparts:\n  - caption: First\n    chapters:\n      - file: ch/one\n        sections: [{file: ch/one-a}]\n  - caption: Appendices\n    chapters: [{file: ch/data}]\n',
    'intro.md': '# Welcome\n\nThe text of the book.\n',
    'ch/one.md': '# One\n\nText.\n',
    'ch/one-a.md': '# Below\n\nText.\n',
    'ch/data.md': '# Data\n\nText.\n'
  }
  const {files} = await importFiles(book)
  expect(files.get('thesis/thesis.yml')).toBe(`title: T
lang: en
chapters:
  - intro.md
  - part: First
    chapters:
      - ch/one.md
      - file: ch/one-a.md
        level: 2
appendices:
  - ch/data.md
`)
  expect(await textOf(Object.fromEntries(files))).toEqual(await textOf(book))
})

test('what cannot be converted stays as it was typed', async () => {
  const {files} = await importFiles({
    'metadata.yml': 'title: T\nlang: en\n',
    '1.md':
      '# One\n\nSee \\ref{odd} and $\\textbf{x}$, \\begin{center}\\textbf{in}\\end{center}\n\n```tex\n\\textbf{code}\n```\n'
  })
  expect(files.get('thesis/1.md')).toContain('```tex\n\\textbf{code}\n```')
  expect(files.get('thesis/1.md')).toContain('$\\textbf{x}$')
  expect(files.get('thesis/1.md')).toContain('\\ref{odd}')
})

test('a file that only opens the appendices is none', async () => {
  const {files} = await importFiles({
    'index.Rmd': '---\ntitle: T\nlang: en\n---\n\n# One\n\nText.\n',
    '90-app.Rmd': '# (APPENDIX) Appendix {-}\n',
    '91-data.Rmd': '# Data\n\nText.\n'
  })
  expect([...files.keys()].filter((name) => /^thesis.*md$/.test(name))).toEqual([
    'thesis/index.md',
    'thesis/91-data.md'
  ])
  expect(files.get('thesis/thesis.yml')).toContain('appendices:\n  - 91-data.md\n')
})

test('a thesis of ours, and a folder without one, are refused', async () => {
  await expect(importFiles({'thesis.yml': 'title: T\n', '1.md': '# One\n'})).rejects.toThrow(/thesis already/)
  await expect(importFiles({'README.md': '# One\n'})).rejects.toThrow(/There is no thesis/)
})

test('nothing is written into the old folder, nor into one that holds something', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-'))
  const source = path.join(folder, 'old')
  mkdirSync(source)
  mkdirSync(path.join(folder, 'full'))
  writeFileSync(path.join(folder, 'full/a.txt'), 'a')
  await expect(publishNew(path.join(source, 'new/deep'), source)).rejects.toThrow(/inside/)
  await expect(publishNew(source, source)).rejects.toThrow(/inside/)
  await expect(publishNew(path.join(folder, 'full'), source)).rejects.toThrow(/not empty/)
  const free = await publishNew(path.join(folder, 'new'), source)
  await free.write(new Map([['a/b.md', 'text']]))
  expect(readFileSync(path.join(folder, 'new/a/b.md'), 'utf8')).toBe('text')
  expect(readdirSync(source)).toEqual([])
})

/** What each chapter becomes; the whole reads as before. */
async function convert(files: Files): Promise<Record<string, string>> {
  const made = Object.fromEntries((await importFiles(files)).files)
  expect(await textOf(made)).toEqual(await textOf(files))
  return Object.fromEntries(
    Object.entries(made).flatMap(([name, text]) => (/^thesis.*md$/.test(name) ? [[name, String(text)]] : []))
  )
}

test('roles, directives and targets of MyST', async () => {
  const {'thesis/one.md': one} = await convert({
    'myst.yml': 'version: 1\nproject: {title: T, toc: [{file: one.md}, {file: two.md}]}\n',
    'refs.bib': '@book{a, author = {Alpha, Ann}, title = {Title}, year = {2000}, publisher = {P}}\n',
    'two.md': '# Two\n\nText.\n',
    'map.gif': gif(),
    'one.md': `(intro)=
# One

See {numref}\`Figure %s <fig-map>\`, {eq}\`eq-a\`, {ref}\`the start <intro>\`, {doc}\`two\`, as {cite:t}\`a\` says {cite:p}\`a\`: H{sub}\`2\`O, {u}\`so\`, {kbd}\`Ctrl\`.

\`\`\`{figure} map.gif
:name: fig-map
:width: 50%

The *map*.
\`\`\`

:::{math}
:label: eq-a
x = y
:::

> \`\`\`{admonition} Mind
> :class: warning
> The {emphasis}\`gap\`.
> \`\`\`
`
  })
  expect(one).toBe(`# One {#intro}

See [Figure @fig-map], [-@eq-a], [the start](#intro), [two](two.md), as @a says [@a]: H~2~O, [so]{.underline}, \`Ctrl\`.

![The *map*.](map.gif){#fig-map width=50%}

$$
x = y
$$ {#eq-a}

> ::: {.warning .note title="Mind"}
> The *gap*.
> :::
`)
})

test('links, pictures, callouts and hidden remarks of Obsidian', async () => {
  const {'thesis/1 One.md': one} = await convert({
    '1 One.md': `# One

See [[2 Two]], [[2 Two#Part|the part]], [[#Below]] and ![[map.gif|30]].%%Not
yet.%%

> [!tip]- Look
> A [[2 Two]].
>
> - item

> [!note]
> > [!warning] Inside \`it\`
> > Text.

## Below

\`\`\`
[[2 Two]] %%code%%
\`\`\`
`,
    'deep/2 Two.md': '# Two\n\n## Part\n\nText.\n',
    'deep/img/map.gif': gif()
  })
  expect(one).toBe(`# One

See [2 Two](deep/2%20Two.md), [the part](deep/2%20Two.md#part), [Below](#below) and ![](deep/img/map.gif){alt=map width=30px}.<!--Not
yet.-->

::: {.tip title="Look"}
A [2 Two](deep/2%20Two.md).

- item
:::

::: {.note}
::: {.warning}
## Inside \`it\`

Text.
:::
:::

## Below

\`\`\`
[[2 Two]] %%code%%
\`\`\`
`)
})

test('cells that show pictures, and equations of TeX', async () => {
  const {'thesis/index.md': text} = await convert({
    'map.gif': gif(),
    'index.Rmd': `---
title: T
lang: en
---

# One

See \\@ref(fig:map), \\eqref{eq:a} and Figure \\@ref(fig:two).

\`\`\`{r map, echo=FALSE, fig.cap="A map, *so* \\"far\\"", out.width="80%"}
knitr::include_graphics("map.gif")
\`\`\`

\`\`\`{r, fig.cap='Two of them', fig.alt="maps"}
#| label: fig-two
include_graphics(c("map.gif", "map.gif"))
\`\`\`

\`\`\`{r echo=TRUE}
plot(x)
\`\`\`

\\begin{equation}
x = y \\label{eq:a}
\\end{equation}

- \\begin{equation*}
  a = b
  \\end{equation*}

\\begin{equation}
c = d
\\end{equation}
`
  })
  expect(text).toBe(`# One

See [-@fig:map], [-@eq:a] and Figure [-@fig:two].

![A map, *so* "far"](map.gif){#fig-map width=80%}

::: {#fig-two}
![](map.gif){alt=maps}

![](map.gif){alt=maps}

Two of them
:::

\`\`\`{r echo=TRUE}
plot(x)
\`\`\`

$$
x = y
$$ {#eq:a}

- \\begin{equation*}
  a = b
  \\end{equation*}

\\begin{equation}
c = d
\\end{equation}
`)
})

test('a figure that is a PDF, and one that only the paper has, are copied as they are', async () => {
  const document = await PDFDocument.create()
  document.addPage([30, 20]).drawRectangle({width: 10, height: 10})
  const pdf = await document.save()
  const {files} = await importFiles({
    'metadata.yml': 'title: T\nlang: en\n',
    '1.md': '# One\n\n![A plan](plan.pdf)\n\n::: {.content-visible when-format="pdf"}\n![A map](map.gif)\n:::\n',
    'plan.pdf': pdf,
    'map.gif': gif()
  })
  expect(Buffer.from(files.get('thesis/plan.pdf') as Uint8Array).equals(Buffer.from(pdf))).toBe(true)
  expect([...files.keys()].filter((name) => /^thesis.*(?:pdf|gif|svg)$/.test(name)).sort()).toEqual([
    'thesis/map.gif',
    'thesis/plan.pdf'
  ])
})

test('TeX of a file that the settings include goes into the settings', async () => {
  const {files} = await importFiles({
    '_quarto.yml': 'title: T\nlang: en\ninclude-in-header: [pre.tex]\n',
    'pre.tex': '\\newcommand{\\half}{0.5}\n',
    '1.qmd': '# One\n\nText $\\half$.\n'
  })
  expect(files.get('thesis/thesis.yml')).toContain('header-includes:\n  - |\n    \\newcommand{\\half}{0.5}\n')
  expect(files.get('thesis/thesis.yml')).not.toContain('pre.tex')
})

test('a glossary and abbreviations go along', async () => {
  const files: Files = {
    '_quarto.yml': 'book:\n  title: Words\n  chapters: [index.qmd, one.qmd]\nlang: en\n',
    'index.qmd': '# Start\n\nThe {{< glossary weir >}}, for the WFD.\n',
    'one.qmd': '# One\n\nA weir again, and *flow*.\n\n*[WFD]: Water Framework Directive\n',
    'glossary.yml': 'weir: A low dam^[Of stone.].\nflow: "What passes: *water*."\n'
  }
  const {files: made} = await importFiles(files)
  const [before, after] = [await textOf(files), await textOf(Object.fromEntries(made))]
  expect(after.join(' ')).toContain('A low dam')
  expect(after).toEqual(before)
})
