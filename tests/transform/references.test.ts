import {unified} from 'unified'
import {visit} from 'unist-util-visit'
import {expect, test} from 'vitest'
import {termsOf} from '../../scripts/document/terms.ts'
import {plainText} from '../../scripts/document/text.ts'
import type {Chapter} from '../../scripts/document/thesis.ts'
import {collectContents, collectList} from '../../scripts/transform/references/collect-contents.ts'
import {collectHeadings} from '../../scripts/transform/references/collect-headings.ts'
import {numberNotes} from '../../scripts/transform/references/number-notes.ts'
import {numberTargets} from '../../scripts/transform/references/number-targets.ts'
import {byStem, resolveLinks} from '../../scripts/transform/references/resolve-links.ts'
import {checkLabels, resolveReferences} from '../../scripts/transform/references/resolve-references.ts'
import {buildFolder, textOf} from '../build.ts'
import {chapters, configOf, said} from '../chapter.ts'

const figure = (label: string) => `![Légende](a.svg){#${label} alt="x"}`
const table = (label: string) => `| A |\n|---|\n| x |\n\n: Légende {#${label}}`
const equation = (label: string) => `$$\na\n$$ {#${label}}`

/** Number and resolve; gives the chapters back. */
async function resolve(all: Chapter[], yaml = '', lang = 'fr-FR'): Promise<Chapter[]> {
  const config = configOf(yaml)
  const {targets, anchors} = numberTargets(all, config)
  const used = new Set<string>()
  const chaptersByPath = new Map(all.map((chapter) => [chapter.file.path, chapter]))
  const headings = collectHeadings(all)
  for (const chapter of all) {
    const {tree, file} = chapter
    await unified()
      .use(resolveReferences, {targets, terms: termsOf(lang), used})
      .use(resolveLinks, {
        anchors,
        headings,
        chaptersByPath,
        chaptersByStem: byStem(chaptersByPath),
        chapter,
        folder: 'thesis',
        used
      })
      .run(tree, file)
  }
  checkLabels(all, targets, used)
  return all
}

/** What the last paragraph of a text reads, after figures a, b, c, d, a table t and an equation e. */
async function read(text: string, yaml = '', lang = 'fr-FR'): Promise<string> {
  const things = [...['fig-a', 'fig-b', 'fig-c', 'fig-d'].map(figure), table('tbl-t'), table('tbl-u'), equation('eq-e')]
  const all = await resolve(
    chapters(`# Un {#sec-un}\n\n## Deux {#sec-deux}\n\n${things.join('\n\n')}`, `# Trois {#sec-trois}\n\n${text}`),
    yaml,
    lang
  )
  return plainText(all[1]!.tree.children.at(-1)!).replaceAll('\u00A0', '_')
}

test.each([
  ['@fig-a', 'figure_1'],
  ['@Fig-a montre', 'Figure_1 montre'],
  ['[-@fig-b]', '2'],
  ['[@fig-a; @fig-b]', 'figures_1 et_2'],
  ['[@fig-b; @fig-c; @fig-d]', 'figures_2_à_4'],
  ['[@fig-d; @fig-b; @fig-c]', 'figures_2_à_4'],
  ['[@fig-a; @fig-c; @fig-d]', 'figures_1, 3 et_4'],
  ['[@fig-a; @fig-b; @fig-c; @fig-d; @fig-a]', 'figures_1_à_4'],
  ['[@fig-a; @tbl-t]', 'figure_1 et_tableau_1'],
  ['[@tbl-t; @tbl-u; @fig-a]', 'tableaux_1 et_2 et_figure_1'],
  ['@tbl-t', 'tableau_1'],
  ['@eq-e', 'équation_(1)'],
  ['@sec-un', 'chapitre_1'],
  ['@sec-deux', 'section_1.1'],
  ['[le graphique @fig-c]', 'le graphique_3'],
  ['[voir @fig-c]', 'voir figure_3'],
  ['[voir aussi @fig-a; @fig-b]', 'voir aussi figures_1 et_2'],
  ['@fig:a', 'figure_1']
])('%s reads « %s »', async (text, expected) => {
  expect(await read(text)).toBe(expected)
})

test('in an English thesis the terms are English', async () => {
  expect(await read('[@fig-b; @fig-c; @fig-d] and @tbl-t', '', 'en-GB')).toBe('figures_2_to_4 and table_1')
})

test('numbers count in each chapter when the author wants it', async () => {
  const all = await resolve(
    chapters(
      `# Un\n\n${figure('fig-a')}`,
      `# Deux\n\n${figure('fig-b')}\n\n${figure('fig-c')}\n\n[@fig-a; @fig-b; @fig-c]`
    ),
    'numbering: {figures: chapter}\n'
  )
  expect(plainText(all[1]!.tree.children.at(-1)!)).toMatch(/^figures.1\.1, 2\.1 et.2\.2$/)
})

test('a reference leads to its chapter, wherever it stands', async () => {
  const [one, two] = await resolve(chapters('# Un\n\nVoir @sec-x.', '# Deux\n\n## Ici {#sec-x}\n\nTexte.\n'))
  visit(one!.tree, 'link', (link) => {
    expect(link.target).toEqual({chapter: two!.id, anchor: 'sec-x'})
  })
  expect(plainText(one!.tree.children[1]!)).toBe('Voir section\u00A02.1.')
})

test('sections of an unnumbered chapter have no number; a reference to them gives their title', async () => {
  const [, two] = await resolve(chapters('# Avant {.unnumbered}\n\n## Ici {#sec-x}\n\nTexte.', '# Un\n\nVoir @sec-x.'))
  expect(two!.number).toBe('1')
  expect(plainText(two!.tree.children[1]!)).toBe('Voir «\u00A0Ici\u00A0».')
})

test('parts, chapters and appendices count apart', async () => {
  const all = await resolve(
    chapters(
      '# P {.part}',
      '# Un',
      '# Deux',
      '# Q {.part}',
      '# Trois',
      '# Fin {.unnumbered}',
      '# A {.appendix #sec-a}\n\n## S',
      '# B {.appendix}\n\n@sec-a'
    )
  )
  expect(all.map(({number}) => number)).toEqual(['I', '1', '2', 'II', '3', undefined, 'A', 'B'])
  expect(plainText(all.at(-1)!.tree.children[1]!)).toBe('annexe\u00A0A')
  const contents = collectContents(all, 3)
  expect(contents.map(({number, kind}) => [kind, number])).toEqual([
    ['part', 'I'],
    ['part', 'II'],
    ['appendix', 'A'],
    ['appendix', 'B']
  ])
  expect(contents[2]!.children[0]!.number).toBe('A.1')
})

test('a name twice that only links lead to is a warning, and the first is found', async () => {
  const [chapter] = await resolve(chapters('# Un\n\nUn [mot]{#m}, un [autre]{#m}, [là](#m).\n'))
  expect(chapter!.file.messages.map(({ruleId, fatal}) => [ruleId, fatal])).toEqual([['duplicate-label', false]])
})

test('unknown, duplicate and unused labels are reported where they stand', async () => {
  const all = await resolve(
    chapters(`# Un {#sec-un}\n\nVoir @fig-aa.\n\n${figure('fig-a')}\n\n${figure('fig-a')}\n\n[là](#rien)\n`)
  )
  expect(said(all[0]!.file)).toEqual([
    '7:1 references:duplicate-label',
    '3:6 references:unknown-label',
    '9:1 references:unknown-anchor',
    '1:1 references:unused-label',
    '5:1 references:unused-label'
  ])
  expect(all[0]!.file.messages[1]).toMatchObject({expected: ['fig-a'], note: 'Did you mean `fig-a`?'})
})

test('links to a place and to another chapter are led there; a file that no output carries is reported', async () => {
  const [one] = await resolve(
    chapters('# Un\n\n[a](2.md#sec-x) [b](2.md) [c](#sec-x) [d](autre.pdf)', '# Deux\n\n## S {#sec-x}\n\nT.')
  )
  const targets: unknown[] = []
  visit(one!.tree, 'link', ({target}) => void targets.push(target))
  expect(targets).toEqual([{chapter: '2', anchor: 'sec-x'}, {chapter: '2'}, {chapter: '2', anchor: 'sec-x'}, undefined])
  expect(said(one!.file)).toEqual(['3:39 references:unknown-file'])
})

test('a reference to a page keeps the ordinary reference for outputs without pages', async () => {
  const [one] = await resolve(chapters('# Un {#sec-un}\n\nVoir @sec-un{page}.'))
  visit(one!.tree, 'pageReference', (node) => {
    expect(node.target).toEqual({chapter: '1', anchor: 'sec-un'})
    expect(plainText(node)).toBe('chapitre\u00A01')
  })
  expect(plainText(one!.tree.children[1]!)).toContain('chapitre')
})

test('notes count in each chapter, or through the thesis; the same label in two chapters never meets', () => {
  const numbers = (isThrough: boolean) => {
    const all = chapters('# Un\n\nA[^n] b^[En ligne] c[^n].\n\n[^n]: Note.', '# Deux\n\nD[^n].\n\n[^n]: Autre.')
    numberNotes(all, isThrough)
    return all.map(({tree}) => {
      const found: unknown[] = []
      visit(tree, (node) => {
        if (node.type === 'footnote' || node.type === 'footnoteCall') found.push(node.number)
      })
      return found
    })
  }
  expect(numbers(false)).toEqual([[1, 2, 1], [1]])
  expect(numbers(true)).toEqual([[1, 2, 1], [3]])
})

test('numbering twice gives the same', async () => {
  const all = chapters(`# Un {#sec-un}\n\n## Deux\n\n${figure('fig-a')}\n\n![Sans étiquette](b.svg){alt="x"}\n`)
  numberTargets(all, configOf())
  const once = structuredClone(all[0]!.tree)
  numberTargets(all, configOf())
  expect(all[0]!.tree).toEqual(once)
  expect(collectList(all, 'figure').map(({number, target}) => [number, target.anchor])).toEqual([
    ['1', 'fig-a'],
    ['2', 'figure-2']
  ])
})

test('an appendix that nothing refers to is a warning, a section only a remark', async () => {
  const all = chapters(
    '# Un\n\n## Section {#sec-x}\n\nVoir @sec-a.',
    '# A {.appendix #sec-a}\n\nTexte.',
    '# B {.appendix #sec-b}\n\nTexte.',
    '# C {.appendix}\n\nTexte.'
  )
  await resolve(all)
  const messages = all.flatMap(({file}) => file.messages)
  expect(messages.map(({actual, fatal}) => [actual, fatal])).toEqual([
    ['sec-x', undefined],
    ['sec-b', false]
  ])
})

test('words beside a reference to a page are printed once', async () => {
  const [one] = await resolve(chapters('# Un {#sec-un}\n\n[voir @sec-un{page} en entier]'))
  const [, paragraph] = one!.tree.children
  expect(plainText(paragraph!)).toBe('voir chapitre\u00A01 en entier')
})

test('an unknown key that looks like a label, or is one, says how labels are written', async () => {
  const {messages} = await buildFolder(
    {
      'thesis/thesis.yml': 'title: Essai\n',
      'thesis/1.md': '# Un {#debut}\n\nVoir @figure-x, @tab:y, @debut, @martin2001, @thm-z et @lst-c.\n'
    },
    {only: ['html'], isCheck: true}
  )
  expect(messages.map(({fix}) => fix)).toEqual([
    'Write `[…](#debut)` where the text speaks of it, or remove the label.',
    'If it is a label, write `@fig-x` here and `{#fig-x}` there; else add its entry to a file of `bibliography/`.',
    'If it is a label, write `@tbl-y` here and `{#tbl-y}` there; else add its entry to a file of `bibliography/`.',
    'Link to the place of that id, `[…](#debut)`, or name it `sec-debut` there and here.',
    'Add its entry to a file of `bibliography/`, or correct the key.',
    'Add `{#thm-z}` to the block that it should point to: `::: {#thm-z}`.',
    expect.stringContaining('opening fence of the listing')
  ])
})

test('a key that is a label of the thesis, or has the prefix of one, is a reference unless it is a work', async () => {
  const built = await buildFolder(
    {
      'thesis/thesis.yml': 'title: T\nlang: en\n',
      'thesis/1.md':
        '# One {#chap:one}\n\nSee @chap:one, [see @Chap:one; @work, p. 3], @chap:none and @chap:work.\n\n## Both {#chap:work}\n',
      'thesis/2.md': '# Two {#intro}\n\nFrom @chap:one to @tafel:a.\n\n![C](a.svg){#tafel:a alt="x"}\n',
      'bibliography/a.bib':
        '@book{work, author={Alpha, A}, title={T}, year={2000}, publisher={P}}\n@book{chap:work, author={Beta, B}, title={U}, year={2001}, publisher={P}}\n'
    },
    {only: ['html'], isDraft: true}
  )
  const pageOf = (name: string) => textOf(built, `html/${name}.html`).replace(/<[^>]+>/g, '')
  expect(pageOf('1')).toMatch(/See chapter.1, see Chapter.1.; \(Alpha, 2000, p\..3\), \[@chap:none \?\] and Beta/)
  expect(pageOf('2')).toMatch(/From chapter.1 to figure.1\./)
  expect(built.messages.filter(({rule}) => /unknown/.test(rule)).map(({reason}) => reason)).toEqual([
    'Unknown label `chap:none`'
  ])
})
