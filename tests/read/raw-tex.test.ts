/** Raw TeX: what an author of Pandoc's Markdown types → the nodes that Markdown would have given. */

import type {Root} from 'mdast'
import {VFile} from 'vfile'
import {describe, expect, it, test} from 'vitest'
import {plainText} from '../../scripts/document/text.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {readChapters} from '../../scripts/read/read-thesis.ts'

function read(markdown: string): {tree: Root; said: string[]} {
  const file = new VFile(markdown)
  const tree = readMarkdown(file)
  return {tree, said: file.messages.map(({line, column, ruleId}) => `${line}:${column} ${ruleId}`)}
}

/** Words, and the nodes around them by their names. */
function shape(node: {type: string; children?: unknown[]; value?: unknown}): string {
  if (node.type === 'text') return String(node.value)
  if (!node.children) return `${node.type}<${String(node.value ?? '')}>`
  const inside = (node.children as (typeof node)[]).map(shape).join('')
  return node.type === 'root' ? inside : node.type === 'paragraph' ? `¶${inside}` : `${node.type}(${inside})`
}

describe('commands', () => {
  it.each([
    [String.raw`a \textbf{b \emph{c \textsc{d}}} e`, '¶a strong(b emphasis(c span(d))) e'],
    ['\\emph{over\nlines}', '¶emphasis(over\nlines)'],
    [String.raw`\textbf {spaced} \textbf{{braced}}`, '¶strong(spaced) strong(braced)'],
    [String.raw`c\oe{}ur, \oe uvre, \OE{}dipe, \ss, \o re`, '¶cœur, œuvre, Œdipe, ß, øre'],
    [String.raw`\'{e}t\'{e} \c{c}a \v{s} M\"uller Espa\~na`, '¶été ça š Müller España'],
    [String.raw`l\'eau, \"oui\", x\^2, 10\,000, \& \% \_ \$ \{`, '¶l\'eau, "oui", x^2, 10,000, & % _ $ {'],
    [String.raw`\LaTeX{} is, \TeX{}nique, a\ldots{} b \textless x\textgreater`, '¶LaTeX is, TeXnique, a… b <x>'],
    [String.raw`\og a \fg{} b`, '¶«\u00A0a\u00A0» b'],
    [String.raw`\texttt{a\_b} \verb|x_y|`, '¶inlineCode<a_b> inlineCode<x_y>'],
    [String.raw`\MakeUppercase{abc \emph{d}} \textcolor{red}{e}`, '¶ABC emphasis(D) e'],
    [String.raw`a\footnote{b \emph{c}} d`, '¶afootnote(¶b emphasis(c)) d'],
    [String.raw`a\footnotemark{} b\footnotetext{c}`, '¶afootnote(¶c) b'],
    [String.raw`\section{A \emph{b}} \label{x}`, 'heading(A emphasis(b))'],
    ['\\section{A}\ntext', 'heading(A)¶text'],
    ['a\n\\newpage\nb', '¶apageBreak<\\newpage>¶b'],
    ['- \\textbf{a}\n- b', 'list(listItem(¶strong(a))listItem(¶b))'],
    ['> a \\emph{b\n> c} d', 'blockquote(¶a emphasis(b\nc) d)'],
    [String.raw`{\small a}`, '¶{a}'],
    ['\\titleformat{\\chapter}[hang]{\\Huge}{Part \\thechapter}{1em}{}\na', '¶\na'],
    [String.raw`a \ce{H2O} b \num*{3}`, '¶a inlineMath<\\ce{H2O}> b inlineMath<3>'],
    [String.raw`\SI{3e2}{\metre\per\second\squared}`, '¶inlineMath<3\\times 10^{2}\\,\\mathrm{m}\\,\\mathrm{s}^{-2}>']
  ])('%j', (markdown, expected) => {
    const {tree} = read(markdown)
    expect(shape(tree)).toBe(expected)
  })

  it('cite with prefix, locator and several keys', () => {
    expect(read(String.raw`\parencite[see][p.~3, passim]{a,b}`).tree.children[0]).toMatchObject({
      children: [
        {
          type: 'citation',
          mode: 'parenthetical',
          items: [{key: 'a'}, {key: 'b', locator: {label: 'page', value: '3'}}],
          children: [
            {type: 'affix', side: 'prefix', item: 0, children: [{value: 'see'}]},
            {type: 'affix', side: 'suffix', item: 1, children: [{value: ', passim'}]}
          ]
        }
      ]
    })
    expect(read(String.raw`\citet[12]{a}`).tree.children[0]).toMatchObject({
      children: [{mode: 'narrative', items: [{key: 'a', locator: {label: 'page', value: '12'}}]}]
    })
    expect(shape(read(String.raw`\footcite[p. 3]{a}`).tree)).toBe('¶footnote(¶citation().)')
  })

  it('are found where they are typed, in a quote too', () => {
    const {tree} = read('> a\n> b \\emph{c\n> \\textbf{d}}')
    const quote = tree.children[0] as unknown as {children: [{children: [unknown, {children: unknown[]}]}]}
    expect(quote.children[0].children[1]).toMatchObject({
      children: [{}, {type: 'strong', position: {start: {line: 3, column: 3}, end: {line: 3, column: 13}}}]
    })
  })
})

describe('labels', () => {
  test('name the section that they stand in, the figure or the table whose caption holds them', () => {
    const {tree} = read(
      '## A \\label{sec:a}\n\n## B\n\\label{b}\n\n![C\\label{fig:c}](c.png)\n\nTable: (\\#tab:d) D\n\n| x |\n|---|\n| 1 |'
    )
    expect(tree.children).toMatchObject([
      {type: 'heading', labels: ['sec:a']},
      {type: 'heading', labels: ['b']},
      {type: 'figure', attributes: {id: 'fig:c'}},
      {type: 'figure', kind: 'table', attributes: {id: 'tab:d'}}
    ])
    expect(plainText(tree.children[0]!)).toBe('A')
  })

  test('of bookdown are read in any script', () => {
    expect(read(String.raw`a \@ref(une-année) b`).tree.children[0]).toMatchObject({
      children: [{}, {type: 'crossReference', items: [{label: 'une-année', isBare: true}]}, {}]
    })
  })
})

describe('environments', () => {
  it.each([
    ['\\begin{itemize}\n\\item a\n\n b\n\\item c\n\\end{itemize}', 'list(listItem(¶a¶b)listItem(¶c))'],
    ['\\begin{quote}a\\end{quote} b', 'blockquote(¶a)¶b'],
    ['a\n\\begin{center}\nb\n\\end{center}\nc', '¶adivision(¶b)¶c'],
    ['a \\begin{equation} x \\end{equation} b', '¶amath<\\begin{equation} x \\end{equation}>¶b'],
    [
      '\\begin{tabular}{lr}\\hline a & b \\\\ \\hline c \\& d & \\multicolumn{1}{c}{e} \\\\ \\end{tabular}',
      'table(tableRow(tableCell(a)tableCell(b))tableRow(tableCell(c & d)tableCell(e)))'
    ],
    ['```{=latex}\n\\begin{center}\na\n\\end{center}\n```', 'division(¶a)'],
    ['```{=latex}\n\\begin{landscape}\n```\n\n*a*\n\n```{=latex}\n\\end{landscape}\n```', '¶emphasis(a)'],
    ['\\begin{comment}\na\n\\end{comment}\n\nb', '¶b'],
    ['a $$\n\\begin{aligned}\nb\n\\end{aligned}\n$$ c', '¶a math<\\begin{aligned}\nb\n\\end{aligned}>¶ c'],
    ['a\n$$\nb\n$$\nc $$\nd\n$$', '¶amath<b>¶c math<d>'],
    [
      '\\begin{tabular}{l}a \\\\ \\endhead $\\begin{matrix} b \\\\ c \\end{matrix}$ \\\\ \\end{tabular}',
      'table(tableRow(tableCell(a))tableRow(tableCell(inlineMath<\\begin{matrix} b \\\\ c \\end{matrix}>)))'
    ],
    [
      '\\newenvironment{x}[1]{\\begin{quote}\\textbf{#1}}{\\end{quote}}\n\n\\begin{x}{a}b\\end{x}',
      'blockquote(¶strong(a)b)'
    ],
    ['\\newenvironment{x}{\\list{}{}\\item}{\\endlist}\n\n\\begin{x}\na\n\\end{x}', '¶a']
  ])('%j', (markdown, expected) => {
    expect(shape(read(markdown).tree)).toBe(expected)
  })
})

test('the same thing as HTML and as TeX is printed once in each output', () => {
  const {tree} = read('```{=html}\n<p>a</p>\n```\n\n```{=latex}\n\\emph{a}\n```\n\n```{=latex}\n\\emph{b}\n```')
  expect(tree.children).toMatchObject([
    {type: 'division', output: 'html', children: [{type: 'html'}]},
    {type: 'division', output: 'pdf', children: [{type: 'paragraph'}]},
    {type: 'paragraph'}
  ])
})

describe('macros', () => {
  const formula = (markdown: string) => /inlineMath<(.*)>/.exec(shape(read(markdown).tree))?.[1]
  it.each([
    ['\\newcommand{\\E}[1]{\\mathbb{E}[#1]}\n\n$\\E{X}$', '\\mathbb{E}[X]'],
    ['\\newcommand\\R{\\mathbb{R}}\n\n$\\R x$', '\\mathbb{R} x'],
    ['\\newcommand{\\n}[2][2]{|#2|_#1}\n\n$\\n{x}\\n[1]y$', '|x|_2|y|_1'],
    ['\\def\\f#1#2{#1/#2}\n\n$\\f{a}b$', 'a/b'],
    ['\\DeclareMathOperator*{\\argmax}{arg\\,max}\n\n$\\argmax_x$', '\\operatorname*{arg\\,max}_x'],
    ['\\let\\eps\\varepsilon \\renewcommand{\\vec}[1]{\\mathbf{#1}}\n\n$\\eps\\vec x$', '\\varepsilon\\mathbf{x}'],
    ['\\newcommand{\\a}{\\beta}\n\n$\\a{}b\\a$', '\\beta{}b\\beta'],
    ['\\newcommand{\\f}[1]{#1\\beta}\n\n$\\f{x}y$', 'x\\beta y'],
    ['$\\newcommand{\\a}{x}\\a$', 'x'],
    ['\\newcommand{\\vect}[1]{\\bm{#1}}\n\n$\\vect{x}$', '\\boldsymbol{x}']
  ])('%j', (markdown, expected) => {
    expect(formula(markdown)).toBe(expected)
  })

  test('hold from where they are defined, in the chapters after too, and in the text', () => {
    const file = (path: string, value: string) => ({file: new VFile({path, value}), role: 'chapter' as const})
    const [, second] = readChapters([
      file('1.md', '# A\n\n\\newcommand{\\cad}{c.-à-d.}\n\nx'),
      file('2.md', '# B\n\n\\cad{} ici, \\cad là, $\\cad$')
    ])
    expect(shape(second!.tree)).toBe('heading(B)¶c.-à-d. ici, c.-à-d. là, inlineMath<c.-à-d.>')
  })

  test('that make too much, or themselves, are a message', () => {
    const names = 'abcdefghijklmnopqrst'
    const bomb = [...names].map((name, at) => `\\newcommand{\\x${name}}{${`\\x${names[at + 1] ?? 'end'}`.repeat(9)}}`)
    expect(read(`${bomb.join('\n')}\n\n$\\xa$`).said).toContainEqual(expect.stringContaining('tex-macro'))
    expect(read('\\newcommand{\\a}{\\a}\n\n$\\a$').said).toContainEqual(expect.stringContaining('tex-macro'))
  })
})

test('what stands between blocks of Markdown stays what it is', () => {
  const blocks = ['::: {.note}\na\n:::', '| a |\n|---|\n| b |', '```{python}\nc\n```', '<div>\n\nd\n\n</div>', ': e']
  for (const block of blocks) {
    const [first] = read(block).tree.children
    const {tree, said} = read(`${block}\n\n\\begin{align}\nx\n\\end{align}\n\n\\newpage\n`)
    expect(tree.children.map(({type}) => type)).toEqual([first!.type, 'math', 'pageBreak'])
    expect(said).toEqual(read(block).said)
  }
})

describe('numbers of formulas', () => {
  const math = (markdown: string) => read(markdown).tree.children.find(({type}) => type === 'math')
  it('are asked for by line, by tag and by label', () => {
    expect(math('\\begin{align}\na \\label{x} \\\\\nb \\notag \\\\\nc \\tag{D}\n\\end{align}')).toMatchObject({
      rows: [{label: 'x', isNumbered: true}, {}, {tag: '(D)'}]
    })
    expect(math('\\begin{equation}\\label{eq:a} x\\end{equation}')).toMatchObject({
      attributes: {id: 'eq:a'},
      isNumbered: true
    })
    expect(math('\\begin{align*}\na \\\\ b\n\\end{align*}')).not.toHaveProperty('rows')
    expect(math('$$ x \\tag*{A} $$')).toMatchObject({tag: 'A', value: 'x'})
    expect(math('a $$x$$ {#eq:b} c')).toMatchObject({attributes: {id: 'eq:b'}})
  })

  it('do not cut the rows of matrices', () => {
    expect(
      math('\\begin{align}\n\\begin{pmatrix} a \\\\ b \\end{pmatrix} &= {c \\\\ d} \\\\\ne\n\\end{align}')
    ).toMatchObject({rows: [{isNumbered: true}, {isNumbered: true}]})
  })
})
