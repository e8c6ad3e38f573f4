import type {Nodes, Root} from 'mdast'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {plainText} from '../../scripts/document/text.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'

function read(text: string): {tree: Root; file: VFile; rules: string[]} {
  const file = new VFile({path: 'chapter.md', value: text})
  const tree = readMarkdown(file)
  return {tree, file, rules: file.messages.map(({source, ruleId}) => `${source}:${ruleId}`)}
}

/** Types and values, as a line that one can read: `paragraph(text"H" subscript(text"2"))`. */
function outline(node: Nodes): string {
  const id = node.attributes?.id ? `#${node.attributes.id}` : ''
  const classes = node.attributes?.classes.map((name) => `.${name}`).join('') ?? ''
  const value = 'value' in node && node.value !== '' ? JSON.stringify(node.value) : ''
  const children = 'children' in node && node.children.length > 0 ? `(${node.children.map(outline).join(' ')})` : ''
  return `${node.type}${id}${classes}${value}${children}`
}

const body = (text: string) => outline(read(text).tree).replace(/^root\(?|\)$/g, '')

describe('what Pandoc reads, read the same way', () => {
  it.each([
    ['H~2~O', 'paragraph(text"H" subscript(text"2") text"O")'],
    ['P~a cat~', 'paragraph(text"P~a cat~")'],
    ['P~a\\ cat~', 'paragraph(text"P" subscript(text"a\u00A0cat"))'],
    ['x^a^b^c^', 'paragraph(text"x" superscript(text"a") text"b" superscript(text"c"))'],
    ['2^^ a^ b ^', 'paragraph(text"2^^ a^ b ^")'],
    ['~~a~~ ~b~', 'paragraph(delete(text"a") text" " subscript(text"b"))'],
    ['a\\ b', 'paragraph(text"a\u00A0b")'],
    ['a^[b^[c]d]e', 'paragraph(text"a" footnote(paragraph(text"b" footnote(paragraph(text"c")) text"d")) text"e")'],
    ['[a *b*]{.x #y}', 'paragraph(span#y.x(text"a " emphasis(text"b")))'],
    ['[[a]{.b}]{.c}', 'paragraph(span.c(span.b(text"a")))'],
    ['[a *b]{.x} c*', 'paragraph(span.x(text"a *b") text" c*")'],
    ['[a] {.x} b {.y}', 'paragraph(text"[a] {.x} b {.y}")'],
    ['`c`{.x} [a](u){#y}', 'paragraph(inlineCode.x"c" text" " link#y(text"a"))'],
    ['$5 et $6, $a$5, $ a$', 'paragraph(text"$5 et $6, $a$5, $ a$")'],
    ['$a$ et $b\nc$', 'paragraph(inlineMath"a" text" et " inlineMath"b\\nc")'],
    ['$$a$$', 'math"a"'],
    ['$$\na\n$$', 'math"a"'],
    ['$$\na\n- b\n$$ {#eq-x}\n', 'math#eq-x"a\\n- b"'],
    ['$$\n\\text{a $b$}\n$$', 'math"\\\\text{a $b$}"'],
    ['x $$\\text{a $b$} c$$ y', 'paragraph(text"x ") math"\\\\text{a $b$} c" paragraph(text" y")'],
    ['$\\text{a $b$}+1$ $c$', 'paragraph(inlineMath"\\\\text{a $b$}+1" text" " inlineMath"c")'],
    ['x $$a$$ y', 'paragraph(text"x ") math"a" paragraph(text" y")'],
    ['# A # {#b .c}', 'heading#b.c(text"A")'],
    ['# A {-}', 'heading.unnumbered(text"A")'],
    ['# A {b}', 'heading(text"A {b}")'],
    [
      'T\n: d\n: e',
      'definitionList(definitionTerm(text"T") definitionDescription(paragraph(text"d")) definitionDescription(paragraph(text"e")))'
    ],
    [
      'T\n\n~   d\n\n    e',
      'definitionList(definitionTerm(text"T") definitionDescription(paragraph(text"d") paragraph(text"e")))'
    ],
    ['T\nU\n: d', 'paragraph(text"T\\nU" text"\\n: " text"d")'],
    [': d', 'paragraph(text": " text"d")'],
    ['| a\n| *b*', 'lineBlock(line(text"a") line(emphasis(text"b")))'],
    ['x\n| a', 'paragraph(text"x\\n| a")'],
    ['::: a\n:::: b\nx\n::::\n:::', 'division.a(division.b(paragraph(text"x")))'],
    ['::::: {.a}\n::: {.b}\nx\n:::\n:::', 'division.a(division.b(paragraph(text"x")))'],
    ['> ::: a\n> x\n> :::', 'blockquote(division.a(paragraph(text"x")))'],
    ['|a|\n|-|\n\n: C {#tbl-x}', 'figure#tbl-x(table(tableRow(tableCell(text"a"))) caption(text"C"))'],
    ['Table: C\n\n|a|\n|-|', 'figure(table(tableRow(tableCell(text"a"))) caption(text"C"))'],
    [
      '|a|\n|-|\n|b|\nTable: C',
      'figure(table(tableRow(tableCell(text"a")) tableRow(tableCell(text"b"))) caption(text"C"))'
    ],
    ['![C *x*](u){#fig-a}', 'figure#fig-a(paragraph(image) caption(text"C " emphasis(text"x")))'],
    ['t ![C](u)', 'paragraph(text"t " image)'],
    ['a -- b --- c \\-- `--`', 'paragraph(text"a – b — c -- " inlineCode"--")'],
    [
      '[^1] a[^1]\n\n[^1]: b\n\n    c',
      'paragraph(footnote(paragraph(text"b") paragraph(text"c")) text" a" footnoteCall)'
    ],
    ['~~~ {.py #x}\nc\n~~~', 'code#x"c"'],
    ['`<b>`{=html}', 'paragraph(html"<b>")'],
    ['\\newpage', 'pageBreak"\\\\newpage"'],
    ['a <!-- c -->b', 'paragraph(text"a " text"b")'],
    ['> a\n>\n> -- B', 'blockquote(paragraph(text"a") attribution(text"B"))'],
    ['*a ~~b* c~~ **a*b**c*', 'paragraph(emphasis(text"a ~~b") text" c~~ " strong(text"a*b") text"c*")']
  ])('%j', (text, expected) => {
    expect(body(text)).toBe(expected)
  })
})

describe('ordinary text', () => {
  it('keeps every character that is no syntax', () => {
    const text =
      'À 10:30, note:ceci, :smile, a:b[c], ::x, {pas}, [rien], x@y.fr, 5 $ et 10 $, ~50 %, 2^ 3, C:/a, a_b_c, |x|, 3 < 4 > 2, # non'
    const {tree, rules} = read(text)
    expect(plainText(tree)).toBe(text)
    expect(rules).toEqual([])
  })

  it('decodes escapes and entities, and keeps the places after them', () => {
    const {tree} = read('\\*a\\* &eacute; H~2~O')
    const [paragraph] = tree.children
    expect(paragraph && plainText(paragraph)).toBe('*a* é H2O')
    const subscript = paragraph && 'children' in paragraph ? paragraph.children[1] : undefined
    expect(subscript?.position?.start).toMatchObject({line: 1, column: 17, offset: 16})
  })

  it('drops a byte order mark and reads Windows line endings', () => {
    expect(body('\uFEFF# A\r\n\r\nb\r\nc')).toBe('heading(text"A") paragraph(text"b\\nc")')
  })
})

describe('places', () => {
  it.each([
    ['a ^b^', 'superscript', '1:3-1:6'],
    ['a\n\n[b\nc]{.x}', 'span', '3:1-4:7'],
    ['> a ^[b]', 'footnote', '1:5-1:9'],
    ['a $b$', 'inlineMath', '1:3-1:6'],
    ['a\n\n$$\nb\n$$ {#eq-x}', 'math', '3:1-5:11'],
    ['a\n\n::: note\nb\n:::', 'box', '3:1-5:4'],
    ['a\n\n::: b\nc\n:::', 'division', '3:1-5:4'],
    ['a :value[b.c@2024]{unit}.', 'dataValue', '1:3-1:25'],
    ['a\n\n![b](c){#fig-x}\n\nSource : d', 'figure', '3:1-5:11'],
    ['![b *c*](d)', 'caption', '1:3-1:8'],
    ['T\n:   d', 'definitionDescription', '2:1-2:6'],
    ['| a\n|   b', 'lineBlock', '1:1-2:6'],
    ['> a\n>\n> — B', 'attribution', '3:3-3:6'],
    ['a[^1]\n\n[^1]: b', 'footnote', '1:2-1:6'],
    ['a *b*', 'emphasis', '1:3-1:6'],
    ['a\n\n\\clearpage\n', 'pageBreak', '3:1-3:11']
  ])('of %j, %s', (text, type, expected) => {
    const nodes: Nodes[] = []
    const collect = (node: Nodes): void => {
      nodes.push(node)
      if ('children' in node) for (const child of node.children) collect(child)
    }
    collect(read(text).tree)
    const position = nodes.find((node) => node.type === type)?.position
    expect(
      position && `${position.start.line}:${position.start.column}-${position.end.line}:${position.end.column}`
    ).toBe(expected)
  })
})

describe('figures', () => {
  it('keep size on the image, label and source on the figure', () => {
    const {tree} = read('![C](u){#fig-a width=80% alt="Un dessin"}\n\nSource : INSEE.\n\nLecture : x.')
    expect(tree.children).toHaveLength(1)
    expect(outline(tree)).toContain('source(text"Source : INSEE." break text"Lecture : x.")')
    const [figure] = tree.children
    const paragraph = figure?.type === 'figure' ? figure.children[0] : undefined
    const image = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
    expect(image).toMatchObject({alt: 'Un dessin', attributes: {pairs: {width: '80%'}}})
  })

  it('are made of charts and case tables', () => {
    const {tree} = read(
      ':::chart{#fig-h name="hdi" kind=line}\nLégende\n:::\n\n:::case-table{#tbl-c name="all"}\nL\n:::'
    )
    expect(tree.children).toMatchObject([
      {
        type: 'figure',
        kind: 'figure',
        attributes: {id: 'fig-h'},
        children: [{type: 'chart', name: 'hdi', options: {kind: 'line'}}, {type: 'caption'}]
      },
      {
        type: 'figure',
        kind: 'table',
        attributes: {id: 'tbl-c'},
        children: [{type: 'caseTable', name: 'all'}, {type: 'caption'}]
      }
    ])
  })

  it('are made of the divisions of Quarto', () => {
    expect(body('::: {#fig-x}\n![](a.svg)\n\nLégende\n:::')).toBe(
      'figure#fig-x(paragraph(image) caption(text"Légende"))'
    )
    expect(body('::: {.callout-note title="T"}\na\n:::')).toBe('box.note(caption(text"T") paragraph(text"a"))')
    expect(body(':::note[*T*]\na\n:::')).toBe('box.note(caption(emphasis(text"T")) paragraph(text"a"))')
    expect(body('::: {#refs}\n:::')).toBe('bibliography#refs')
  })
})

describe('what is not understood is a message', () => {
  it.each([
    ['a\n\n::: note\nb', 'read:unclosed-directive', 3],
    ['::::: a\n\n::: b\n\n:::::', 'read:unclosed-directive', 3],
    ['a\n\n:::', 'read:unopened-directive', 3],
    [':::chrat{#fig-a}\nb\n:::', 'read:unknown-directive', 1],
    ['a \\citing{b,c}', 'read:raw-tex', 1],
    ['\\begin{tikzpicture}\na\n\\end{tikzpicture}', 'read:raw-tex', 1],
    ['\\begin{a}\nb', 'read:unclosed-environment', 1],
    ['```{=latex}\n\\foo{a}\n```', 'read:raw-tex', 2],
    ['```{=typst}\na\n```', 'read:raw-format', 1],
    ['a[^b]', 'read:undefined-note', 1],
    ['a\n\n[^b]: c', 'read:unused-note', 3],
    ['a[^b]\n\n[^b]: c\n\n[^b]: d', 'read:duplicate-note', 5],
    ['[a](javascript:b)', 'read:unsafe-link', 1],
    ['[a](java&#10;script:b)', 'read:unsafe-link', 1],
    ['a {citer}`b`', 'read:role', 1],
    ['text\n\n+---+---+\n| a | b |\n+---+--+', 'read:unsupported-table', 3],
    ['---------\nA    B\n---- ----\n1    2\n\nText.', 'read:unclosed-table', 1],
    ['```{python}\na\n```', 'read:code-cell', 1],
    ['$$\na\n\nb\n$$', 'read:unclosed-math', 1],
    ['a\n\n<!-- b', 'read:unclosed-comment', 3],
    ['---\na: [\n---\n', 'read:front-matter', 2]
  ])('%j is %s', (text, rule, line) => {
    const {file, rules} = read(text)
    expect(rules).toContain(rule)
    const message = file.messages.find(({source, ruleId}) => `${source}:${ruleId}` === rule)
    expect(message?.line).toBe(line)
    expect(message?.note).toMatch(/[.?]$/)
  })

  it('shows the form to write', () => {
    expect(read(':::chrat\n:::').file.messages[0]?.note).toBe('Did you mean `chart`?')
  })

  it('leaves no unsafe link, and keeps its text', () => {
    expect(body('[a *b*](JavaScript:c)')).toBe('paragraph(text"a " emphasis(text"b"))')
  })
})

describe('hostile input', () => {
  const many = 5000
  it.each([
    ['brackets', `${'['.repeat(many)}a${']'.repeat(many)}`],
    ['spans', `${'['.repeat(many)}a${']{.x}'.repeat(many)}`],
    ['images', `${'!['.repeat(many)}a${'](u)'.repeat(many)}`],
    ['notes', `${'^['.repeat(many)}a${']'.repeat(many)}`],
    ['emphasis', '*a **b '.repeat(many) + 'c** d* '.repeat(many)],
    ['fences', '::: a\n'.repeat(many)],
    ['superscripts', '^a'.repeat(many)],
    ['colons', ':value['.repeat(many)],
    ['braces', '{a="'.repeat(many)],
    ['dollars', '$a '.repeat(many)],
    ['quotes', '>'.repeat(many)],
    ['lists', `${'- '.repeat(many)}a`],
    ['TeX', '\\a{'.repeat(many)],
    ['cells', `${'|a'.repeat(many)}|\n${'|-'.repeat(many)}|`],
    ['brackets and brackets', '[a][b]'.repeat(many)],
    ['underlined headings', 'a\n===\n'.repeat(many)],
    ['lists that step in', Array.from({length: 250}, (_, at) => `${'  '.repeat(at)}- a`).join('\n')],
    ['notes in notes', `${Array.from({length: 500}, (_, at) => `[^${at}]: a[^${at + 1}]`).join('\n\n')}\n\nb[^0]`],
    ['a note that calls itself', 'a[^1]\n\n[^1]: b[^1]']
  ])('%s end well', {timeout: 20_000}, (_, text) => {
    expect(read(text).tree.type).toBe('root')
  })

  it('ends where formulas and attributes end the file', () => {
    for (const text of ['$$\na\n$$', '$a\nb$', '`c`{.a\n.b}', '\\begin{a}\nb\n\\end{a}', '\\x{a\nb}']) {
      expect(read(text).tree.children.length).toBeLessThan(2)
    }
  })
})

describe('a tag right behind the first words of a line', () => {
  it.each([
    ['<p>a\nb</p>', 'paragraph(text"a\\nb")'],
    ['a\nb<div>c\nd</div>', 'paragraph(text"a\\nb") division(paragraph(text"c\\nd"))'],
    ['> <div>a\n> b</div>', 'blockquote(division(paragraph(text"a\\nb")))']
  ])('%j ends the paragraph', (text, expected) => {
    expect(body(text)).toBe(expected)
  })
})

it('keeps the caption of a figure in a cell of HTML', () => {
  const cell = (inside: string) => body(`<table><tr><td>${inside}</td></tr></table>`)
  expect(cell('\n\n![Le puits](a.png)\n\n')).toContain('caption(text"Le puits")')
  expect(cell('![Le puits](a.png)')).not.toContain('caption')
})
