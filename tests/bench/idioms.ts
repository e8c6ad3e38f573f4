/** The constructs of Pandoc's, Quarto's and pandoc-crossref's Markdown, and the places where they may stand. */

import type {Construct, Place} from './generate-idioms.ts'

/** What stands in running text. */
export const inlines: Record<string, Construct> = {
  text: ({words}) => words(),
  emphasis: ({words}) => `*${words()}* and **${words()}**`,
  'nested emphasis': ({words}) => `***${words()}** ${words()}*`,
  'inline note': ({words}) => `a^[${words()} *${words()}*]`,
  note: ({words, label, define}) => {
    const name = label()
    define(`[^${name}]: ${words()}`)
    return `a[^${name}]`
  },
  'note of two paragraphs': ({words, label, define}) => {
    const name = label()
    define(`[^${name}]: ${words()}\n\n    ${words()}\n\n    - ${words()}`)
    return `a[^${name}]`
  },
  link: ({words}) => `[${words()}](https://example.org/a "b")`,
  'reference link': ({words, label, define}) => {
    const name = label()
    define(`[${name}]: https://example.org/${name}`)
    return `[${words()}][${name}]`
  },
  address: () => '<https://example.org/a_b_c>',
  'link to a heading': ({words}) => `[${words()}][Anchored heading]`,
  'cited work': ({words}) => `[${words()} @alpha, p. 3, ${words()}]`,
  'cited in the sentence': ({words}) => `@alpha [p. 4] ${words()}`,
  'cited works': ({words}) => `[@alpha; -@beta, chap. 2; see ${words()} @alpha]`,
  quotes: ({words}) => `"${words()} '${words()}'" and « ${words()} »`,
  'raised and lowered': ({words}) => `x^${words().replace(' ', '\\ ')}^ y~2~ ~~${words()}~~`,
  'small capitals': ({words}) => `[${words()}]{.smallcaps} [${words()}]{lang=de}`,
  code: ({words}) => `\`${words()}\``,
  formula: () => '$x^2 + \\frac{1}{y}$',
  'formula with text': ({words}) => `$x = \\text{${words()}}$`,
  picture: () => '![an ornament](a.png){width=10}',
  'line break': ({words}) => `${words()}\\\n${words()}`,
  'TeX styles': ({words}) => `\\textbf{${words()} \\emph{${words()}}} \\textsc{${words()}}`,
  'TeX note': ({words}) => `a\\footnote{${words()} \\textit{${words()}}}`,
  'TeX link': ({words}) => `\\href{https://example.org}{${words()}} \\url{https://example.org/b}`,
  'TeX letters': ({words}) => `\\oe{}uvre \\'etude \\og ${words()}\\fg{} \\LaTeX`,
  'TeX citation': ({words}) => `\\cite[p.~3]{alpha} ${words()}`,
  'HTML styles': ({words}) => `<em>${words()}</em> <b>${words()}</b> H<sub>2</sub>O <span class="a">${words()}</span>`,
  'HTML line break': ({words}) => `${words()}<br>${words()}<br/>${words()}`,
  'HTML link': ({words}) => `<a href="https://example.org">${words()}</a>`,
  comment: ({words}) => `${words()} <!-- a comment --> ${words()}`,
  'raw HTML and TeX': ({words}) => `${words()} \`<b>\`{=html}${words()}\`</b>\`{=html} \`\\LaTeX\`{=latex}`,
  'bare address': ({words}) => `${words()} https://example.org/a_b_c.html ${words()}`,
  'e-mail address': ({words}) => `${words()} <a.b@example.org> ${words()}`,
  'link to an automatic anchor': ({words}) => `[${words()}](#anchored-heading)`,
  'path with spaces': ({words}) => `[${words()}](https://example.org/a b (1).pdf)`,
  'picture of HTML': ({words}) => `${words()} <img src="a.png" alt="an ornament" width="10"> ${words()}`,
  'HTML quotation': ({words}) => `<q>${words()} <q>${words()}</q></q> <kbd>${words()}</kbd>`,
  'page cited': ({words}) => `[@alpha, {p. 3, ${words()}}] [@beta [p. 199]] ${words()}`,
  'TeX quotation': ({words}) => `\\enquote{${words()} \\underline{${words()}}} \\ldots{} ${words()}`,
  'TeX formula': ({words}) => `${words()} \\(x^2\\) ${words()}`,
  'TeX reference': ({words, label, define}) => {
    const name = label()
    define(`![${words()}](a.png){#fig:${name} width=20}`)
    return `${words()} \\ref{fig:${name}} ${words()}`
  },
  'TeX macro': ({words, label, define}) => {
    const name = `macro${label().replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)}`
    define(`\\newcommand{\\${name}}[1]{\\textbf{#1}}`)
    return `${words()} $x_{1}$ ${words()}`
  },
  'SI quantity': ({words}) => `${words()} $\\SI{3}{\\metre}$ ${words()}`,
  'Arabic and a note': ({words}) => `${words()} [قال و]{lang=ar}[@alpha] و^[${words()}]`,
  'shortcode of a page': ({words}) => `${words()} {{< pagebreak >}} ${words()}`,
  'span with an identifier': ({words, label}) => `[${words()}]{#${label()} .underline}`,
  entities: ({words}) => `${words()}&nbsp;&eacute;t&eacute; -- ${words()} --- ...`
}

/** Places for running text. */
export const inlinePlaces: Record<string, Place> = {
  paragraph: (inside, {words}) => `${words()} ${inside} ${words()}`,
  heading: (inside, {words}) => `## ${words()} ${flat(inside)} ${words()}`,
  emphasis: (inside, {words}) => `*${words()} ${inside} ${words()}*`,
  'link text': (inside, {words}) => `[${words()} ${inside} ${words()}](https://example.org/c)`,
  'bracketed span': (inside, {words}) => `[${words()} ${inside} ${words()}]{.mark}`,
  'inline note': (inside, {words}) => `a^[${words()} ${inside} ${words()}]`,
  'prefix of a citation': (inside, {words}) => `[${words()} ${inside} @alpha, p. 2]`,
  'list item': (inside, {words}) => `- ${words()} ${inside}\n- ${words()}`,
  'pipe table': (inside, {words}) => `| ${words()} | ${flat(inside)} |\n|---|:-:|\n| ${flat(inside)} | ${words()} |`,
  'simple table': (inside, {words}) => {
    const cell = flat(inside)
    return `${'a'.padEnd(cell.length)} b\n${'-'.repeat(cell.length)} ------------------\n${cell} ${words()}`
  },
  'grid table': (inside, {words}) => grid(inside.split('\n'), words().split('\n')),
  'HTML cell': (inside, {words}) =>
    `<table><tr><td rowspan="2">${inside}</td><td>${words()}</td></tr>\n<tr><td>${words()}</td></tr></table>`,
  'caption of a table': (inside, {words, label}) =>
    `| a | b |\n|---|---|\n| ${words()} | c |\n\n: ${words()} ${flat(inside)} ${words()} {#tbl-${label()}}`,
  'caption of a figure': (inside, {words, label}) =>
    `![${words()} ${flat(inside)} ${words()}](a.png){#fig-${label()} width=20}`,
  'caption of a part of a figure': (inside, {words, label}) =>
    `::: {#fig-${label()} layout-ncol=2}\n![${words()} ${flat(inside)}](a.png){#fig-${label()}}\n\n![${words()}](a.png){#fig-${label()}}\n\n${words()} ${inside}\n:::`,
  'figure of HTML': (inside, {words}) =>
    `<figure>\n<img src="a.png" alt="a">\n<figcaption>${words()} ${inside}</figcaption>\n</figure>`,
  term: (inside, {words}) => `${words()} ${flat(inside)}\n:   ${words()}\n:   ${inside}`,
  'title of a callout': (inside, {words}) => `::: {.callout-note}\n## ${words()} ${flat(inside)}\n\n${words()}\n:::`,
  'title of a theorem': (inside, {words, label}) =>
    `::: {#thm-${label()}}\n## ${words()} ${flat(inside)}\n\n${words()}\n:::`,
  'line of verse': (inside, {words}) => `| ${words()}\n|   ${flat(inside)}\n| ${words()}`,
  'HTML paragraph': (inside, {words}) => `<p>${words()} ${inside} ${words()}</p>`,
  'HTML style': (inside, {words}) => `${words()} <u>${words()} ${inside}</u> ${words()}`,
  'TeX style': (inside, {words}) => `\\textbf{${words()} ${inside} ${words()}}`,
  'TeX note': (inside, {words}) => `a\\footnote{${words()} ${inside} ${words()}}`
}

/** What stands alone. */
export const blocks: Record<string, Construct> = {
  paragraphs: ({words}) => `${words()}\n${words()}\n\n${words()}`,
  'bullet list': ({words}) => `- ${words()}\n- ${words()}\n\n  ${words()}\n    - ${words()}`,
  'ordered list': ({words}) => `1. ${words()}\n2. ${words()}\n   - ${words()}`,
  'lettered list': ({words}) => `a) ${words()}\nb) ${words()}`,
  'roman list': ({words}) => `(iv) ${words()}\n(v) ${words()}`,
  'list of signs': ({words}) => `#. ${words()}\n#. ${words()}`,
  'example list': ({words, label}) => {
    const name = label()
    return `(@${name}) ${words()}\n(@) ${words()}\n\nAs (@${name}) says, ${words()}`
  },
  'task list': ({words}) => `- [ ] ${words()}\n- [x] ${words()}`,
  'definition list': ({words}) => `${words()}\n\n:   ${words()}\n\n    ${words()}\n\n${words()}\n:   ${words()}`,
  'pipe table': ({words}) => `| ${words()} | b |\n|:--|--:|\n| ${words()} | \`a|b\` ${words()} |\n\n: ${words()}`,
  'table with glued caption': ({words}) => `| ${words()} | b |\n|:--|--:|\n| ${words()} | c |\n: ${words()}`,
  'simple table': ({words}) =>
    `  Right     Left\n-------     ----------------\n     12     ${words()}\n    123     ${words()}\n\nTable: ${words()}`,
  'table without head': ({words}) =>
    `-------     ----------------\n     12     ${words()}\n    123     ${words()}\n-------     ----------------`,
  'multiline table': ({words}) =>
    `-----------------------------------\n a            b\n-----------  ----------------------\n ${words().slice(0, 8)}     ${words()}\n              ${words()}\n\n c            ${words()}\n-----------------------------------\n\nTable: ${words()}`,
  'grid table': ({words}) =>
    `: ${words()}\n\n${grid([words(), '', `- ${words()}`, `- ${words()}`], [words(), '', '```', words(), '```'])}`,
  'caption above a table': ({words, label}) =>
    `: ${words()} {#tbl-${label()} tbl-colwidths="[30,70]"}\n\n| ${words()} | $|x|$ |\n|---|---|\n| ${words()} | ${words()} |`,
  'wide pipe table': ({words}) =>
    `| ${words()} | b |\n|-|---------------------------------------------------------------------------------|\n| ${words()} | ${words()} ${words()} ${words()} ${words()} |`,
  'grid table with spans': ({words}) => {
    const [a, b, c] = [words(), words(), words()].map((text) => text.padEnd(20))
    const rule = `+${'-'.repeat(22)}+${'-'.repeat(22)}+`
    return `${rule}\n| ${a} | ${b} |\n${rule.replaceAll('-', '=')}\n| ${c} | b${' '.repeat(19)} |\n${rule}`
  },
  'ordered list of HTML': ({words}) =>
    `<ol type="a" start="2">\n<li>${words()}</li>\n<li>${words()}\n\n${words()}</li>\n</ol>`,
  'definition list of HTML': ({words}) => `<dl>\n<dt>${words()}</dt>\n<dd>${words()}</dd>\n</dl>`,
  'HTML table': ({words}) =>
    `<table>\n<thead><tr><th colspan="2">${words()}</th></tr></thead>\n<tbody>\n<tr><td>${words()}</td><td>**${words()}**</td></tr>\n</tbody>\n</table>`,
  figure: ({words, label}) => `![${words()}](a.png){#fig-${label()} width=20}`,
  'referred figure': ({words, label}) => {
    const name = label()
    return `![${words()}](a.png){#fig:${name} width=20}\n\n${words()} @fig:${name} ${words()}`
  },
  'figure with text beside': ({words}) => `![a](a.png){width=20} ${words()}`,
  'parts of a figure': ({words, label}) => {
    const name = label()
    return `::: {#fig-${name} layout-ncol=2}\n![${words()}](a.png){#fig-${name}-a}\n\n![${words()}](a.png){#fig-${name}-b}\n\n${words()}\n:::\n\n${words()} @fig-${name}-b`
  },
  'parts of a figure, HTML': ({words, label}) => {
    const name = label()
    return `<div id="fig:${name}">\n![${words()}](a.png){#fig:${name}a}\n![${words()}](a.png){#fig:${name}b}\n\n${words()}\n</div>`
  },
  'figure of HTML': ({words}) => `<figure>\n<img src="a.png" alt="a">\n<figcaption>${words()}</figcaption>\n</figure>`,
  'figure with a short caption': ({words, label}) =>
    `![${words()}](a.png){#fig-${label()} fig-scap="short" short="short" width=20}`,
  'figure in a division': ({words, label}) => `::: {#fig-${label()}}\n![](a.png){width=20}\n\n${words()}\n:::`,
  'figure of TeX': ({words, label}) =>
    `\\begin{figure}\n\\centering\n\\includegraphics[width=1cm]{a.png}\n\\caption{${words()} \\emph{${words()}}}\n\\label{fig:${label()}}\n\\end{figure}`,
  'parts of a figure, TeX': ({words, label}) =>
    `\\begin{figure}\n\\subfloat[${words()}]{\\includegraphics[width=1cm]{a.png}\\label{fig:${label()}}}\n\\subfloat[${words()}]{\\includegraphics[width=1cm]{a.png}}\n\\caption{${words()}}\n\\end{figure}`,
  'table of TeX': ({words, label}) =>
    `\\begin{table}\n\\caption{${words()}}\\label{tab:${label()}}\n\\begin{tabular}{lr}\n\\hline\n${words()} & b \\\\\n\\multicolumn{2}{c}{${words()}} \\\\\n\\hline\n\\end{tabular}\n\\end{table}`,
  'callout of GitHub': ({words}) => `> [!note] ${words()}\n> ${words()}`,
  'lemma and proof': ({words, label}) =>
    `::: {#lem-${label()} name="a"}\n${words()} *${words()}*\n:::\n\n::: {.proof}\n${words()}\n\n- ${words()}\n:::`,
  callout: ({words}) => `::: {.callout-tip}\n## ${words()}\n\n${words()}\n:::`,
  theorem: ({words, label}) => {
    const name = label()
    return `::: {#thm-${name}}\n## ${words()}\n\n${words()} $x$\n:::\n\n::: {.proof}\n${words()} @thm-${name}\n:::`
  },
  tabset: ({words}) => `::: {.panel-tabset}\n## ${words()}\n\n${words()}\n\n## ${words()}\n\n${words()}\n:::`,
  columns: ({words}) =>
    `:::: {.columns}\n::: {.column width="40%"}\n${words()}\n:::\n\n::: {.column width="60%"}\n${words()}\n:::\n::::`,
  margin: ({words}) => `::: {.column-margin}\n${words()}\n:::`,
  code: ({words}) => `\`\`\`python\nprint("${words()}")\n\`\`\``,
  'indented code': ({words}) => `    ${words()}\n\n    ${words()}`,
  listing: ({words, label}) => `\`\`\`{#lst-${label()} .python lst-cap="a"}\n${words()}\n\`\`\``,
  formula: ({label}) => `$$\nx = \\frac{1}{y}\n$$ {#eq-${label()}}`,
  'TeX formula': ({label}) => `\\begin{equation}\nx = y \\label{eq:${label()}}\n\\end{equation}`,
  'TeX formulas': ({label}) => `\\begin{align}\nx &= y \\label{eq:${label()}} \\\\\nz &= 2 \\notag\n\\end{align}`,
  'TeX list': ({words}) =>
    `\\begin{itemize}\n\\item ${words()}\n\\item \\textbf{${words()}} ${words()}\n\\end{itemize}`,
  'TeX centre': ({words}) => `\\begin{center}\n${words()} \\textsc{${words()}}\n\\end{center}`,
  'TeX quotation': ({words}) => `\\begin{quote}\n${words()}\\footnote{${words()}}\n\\end{quote}`,
  quotation: ({words}) => `> ${words()}\n> ${words()}\n>\n> --- ${words()}`,
  'quotation run on': ({words}) => `> ${words()}\n${words()}`,
  verse: ({words}) => `| ${words()}\n|    *${words()}*\n| ${words()}`,
  rule: ({words}) => `${words()}\n\n* * *\n\n${words()}`,
  heading: ({words}) => `### ${words()}\n\n${words()}`,
  'underlined heading': ({words}) => `${words()}\n---\n\n${words()}`,
  'HTML division': ({words}) => `<div class="a">\n${words()} *${words()}*^[${words()}]\n\n- ${words()}\n</div>`,
  'HTML division run on': ({words}) => `<div>${words()} **${words()}**</div>\n${words()}`,
  'HTML details': ({words}) =>
    `<details>\n<summary>${words()}</summary>\n\n${words()} [@alpha]\n\n</details>\n\n${words()}`,
  'HTML centre': ({words}) => `<center>\n![a](a.png)\n**${words()}**\n</center>`,
  'HTML list': ({words}) => `<ul>\n<li>${words()}</li>\n<li>*${words()}*</li>\n</ul>`,
  'conditional for the site': ({hidden}) => `::: {.content-visible when-format="html"}\n${hidden('pdf')}\n:::`,
  'conditional for the PDF': ({hidden}) => `::: {.content-hidden when-format="html"}\n${hidden('html')}\n:::`,
  'hidden division': ({words, hidden}) => `${words()}\n\n::: {.hidden}\n${hidden('both')}\n:::`,
  'displayed formula of TeX': ({words}) => `${words()}\n\\[x = \\frac{1}{y}\\]\n${words()}`,
  'description list of TeX': ({words}) =>
    `\\begin{description}\n\\item[${words()}] ${words()}\n\\item[${words()}] ${words()}\n\\end{description}`,
  'numbered list of TeX': ({words}) =>
    `\\begin{enumerate}\n\\item ${words()}\n\\begin{itemize}\n\\item ${words()}\n\\end{itemize}\n\\item ${words()}\n\\end{enumerate}`,
  'definition with a tilde': ({words}) => `${words()}\n  ~ ${words()}\n  ~ ${words()}`,
  'numbered by examples': ({words}) => `(1) ${words()}\n(2) ${words()}\n\n5) ${words()}`,
  'heading without number': ({words}) => `### ${words()} {-}\n\n${words()}`,
  'raw blocks': ({words}) => `${words()}\n\n\`\`\`{=html}\n<b>b</b>\n\`\`\`\n\n${words()}`,
  'TeX layout': ({words}) => `${words()}\n\n\\newpage\n\n\\vspace{1cm}\n\n\\noindent ${words()}`
}

/** Places for blocks. */
export const blockPlaces: Record<string, Place> = {
  chapter: (inside) => inside,
  'list item': (inside, {words}) => `- ${words()}\n\n${indent(inside, '  ')}\n\n- ${words()}`,
  // No bullet is a dash: before a rule that would be one more of its columns.
  'start of a list item': (inside, {words}) => `*   ${indent(inside, '    ').trimStart()}\n\n*   ${words()}`,
  'lettered list': (inside, {words}) => `a) ${words()}\n\n${indent(inside, '   ')}\n\nb) ${words()}`,
  'example list': (inside, {words}) => `(@) ${words()}\n\n${indent(inside, '    ')}\n\n(@) ${words()}`,
  quotation: (inside, {words}) => indent(`${words()}\n\n${inside}\n\n${words()}`, '> ', '>'),
  definition: (inside, {words}) => `${words()}\n\n:   ${words()}\n\n${indent(inside, '    ')}`,
  note: (inside, {words, label, define}) => {
    const name = label()
    define(`[^${name}]: ${words()}\n\n${indent(inside, '    ')}`)
    return `${words()}[^${name}]`
  },
  callout: (inside, {words}) => `:::: {.callout-note title="a"}\n${words()}\n\n${inside}\n\n${words()}\n::::`,
  theorem: (inside, {words, label}) => `:::: {#thm-${label()}}\n${words()}\n\n${inside}\n::::`,
  tabset: (inside, {words}) => `:::: {.panel-tabset}\n## ${words()}\n\n${inside}\n\n## ${words()}\n\n${words()}\n::::`,
  columns: (inside, {words}) =>
    `::::: {.columns}\n:::: {.column width="50%"}\n${inside}\n::::\n:::: {.column width="50%"}\n${words()}\n::::\n:::::`,
  'grid cell': (inside, {words}) => grid(inside.split('\n'), [words()]),
  'HTML division': (inside, {words}) => `<div class="b">\n\n${inside}\n\n</div>\n\n${words()}`,
  // After the rule that ends a table Pandoc wants an empty line.
  'HTML division, no blank': (inside, {words}) =>
    `<div class="b">\n${inside}${/-{4}$/.test(inside) ? '\n' : ''}\n</div>\n\n${words()}`,
  'HTML cell': (inside, {words}) =>
    `<table>\n<tr>\n<td>\n\n${inside}\n\n</td>\n<td>${words()}</td>\n</tr>\n</table>\n\n${words()}`,
  'HTML details': (inside, {words}) => `<details>\n<summary>${words()}</summary>\n\n${inside}\n\n</details>`,
  'TeX centre': (inside, {words}) => `\\begin{center}\n\n${inside}\n\n${words()}\n\\end{center}`
}

function flat(text: string): string {
  return text.replaceAll(/\\?\n/g, ' ')
}

function indent(text: string, by: string, empty = ''): string {
  return text.replaceAll(/^.*$/gm, (line) => (line === '' ? empty : `${by}${line}`))
}

/** A grid table of a head and one row of two cells, each given by its lines. */
function grid(left: string[], right: string[]): string {
  const widths = [left, right].map((lines) => Math.max(4, ...lines.map((line) => line.length)))
  const rule = (sign: string) => `+${widths.map((width) => sign.repeat(width + 2)).join('+')}+`
  const line = (cells: string[]) => `|${cells.map((cell, index) => ` ${cell.padEnd(widths[index]!)} `).join('|')}|`
  const count = Math.max(left.length, right.length)
  const rows = Array.from({length: count}, (_, index) => line([left[index] ?? '', right[index] ?? '']))
  return [rule('-'), line(['a', 'b']), rule('='), ...rows, rule('-')].join('\n')
}
