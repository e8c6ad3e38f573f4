/** Choices → a chapter in our Markdown, of words that can each be found again in what is printed. */

import type {Random} from '../random.ts'

/** The words that generated chapters are made of. */
export const typedWord = /(?<!@)zo(?:[bdfgklmnprstv][aiou]){2,4}x/g

/** What our Markdown is made of, for mutations. */
export const markdownSigns = [
  '# ',
  '## ',
  '### ',
  '- ',
  '1. ',
  '> ',
  '    ',
  '```\n',
  '~~~',
  '| a | b |\n|---|---|\n',
  '|',
  '\n: ',
  ': ',
  '~   ',
  '[',
  ']',
  '](',
  '][',
  '![',
  '(',
  ')',
  '{',
  '}',
  '{#',
  '{.',
  '{#fig-a}',
  '{#tbl-a}',
  '{#sec-a}',
  '{#eq-a}',
  '{-}',
  '{=html}',
  '{=latex}',
  '{lang=ar}',
  '@',
  '[@',
  '[-@',
  '@klein',
  '@fig-a',
  '@sec-a',
  '@tbl-a',
  '^[',
  '[^1]',
  '[^1]: ',
  '^',
  '~',
  '$',
  '$$',
  '\\(',
  '\\[',
  '\\]',
  '\\begin{equation}',
  '\\end{equation}',
  '\\cite{klein}',
  '\\emph{',
  ':::',
  '::: {.note}\n',
  '\n:::\n',
  ':::chart{name="hdi"}',
  ':value[',
  ':value[a.b@2020]',
  '::',
  '<b>',
  '</b>',
  '<div>',
  '</div>',
  '<br>',
  '<!--',
  '-->',
  '<script>',
  '<table><tr><td>',
  '<a href="x">',
  '<svg>',
  '<img src=x>',
  '<math>',
  '<p>',
  '<details>',
  '<summary>',
  '&nbsp;',
  '&lt;',
  '&#x1F600;',
  '*',
  '**',
  '***',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '---',
  '***\n',
  '===',
  '\n===\n',
  '\n---\n',
  '\\',
  '\\\n',
  '\\ ',
  '  \n',
  '\n\n',
  '\n',
  '[a]: b "c"\n',
  '[a]: ',
  '- [ ] ',
  '- [x] ',
  '| ',
  '\n| a\n',
  'http://a.b',
  '<http://a.b>',
  'https://',
  'mailto:a@b.c',
  '{{< pagebreak >}}',
  '{{< include a.md >}}',
  '[toc]',
  '\\newpage',
  '«\u00A0',
  '\u00A0»',
  '"',
  '“',
  '”',
  '’',
  '...',
  '--',
  ' ;',
  ' !',
  '\t',
  '+---+---+\n| a | b |\n+===+===+\n',
  '  a   b\n --- ---\n'
]

interface Writer {
  random: Random
  /** A word that has not been typed yet. */
  word: () => string
  depth: number
}

/** A chapter. Every word of it matches `typedWord` and stands where text is printed. */
export function writeChapter(random: Random): string {
  const used = new Set<string>()
  const word = () => {
    for (;;) {
      const one = `zo${random.repeat(2, 3, () => random.pick([...'bdfgklmnprstv']) + random.pick([...'aiou']))}x`
      if (!used.has(one)) {
        used.add(one)
        return one
      }
    }
  }
  const writer = {random, word, depth: 0}
  const title = random.chance(0.9) ? `# ${words(writer)}\n\n` : ''
  return `${title}${random.repeat(1, 5, () => block(writer), random.chance(0.9) ? '\n\n' : '\n')}\n`
}

const words = ({random, word}: Writer) => random.repeat(1, 4, word, ' ')

function block(writer: Writer): string {
  const {random, depth} = writer
  const inner = {...writer, depth: depth + 1}
  const lines = () => random.repeat(1, 3, () => text(inner), '\n')
  const simple: (() => string)[] = [
    () => text(writer),
    () => lines(),
    () => `${'#'.repeat(1 + random.int(5))} ${text(writer)}${attributes(random)}`,
    () => `${text(writer)}\n${random.pick(['===', '---'])}`,
    () => table(writer),
    () => figure(writer),
    () => `\`\`\`${random.pick(['', 'r', '{.r}', '{#lst-a .r}', '{r}'])}\n${words(writer)}\n\`\`\``,
    () => `| ${text(inner)}\n|   ${text(inner)}`,
    () => `$$\n\\text{${words(writer)}}\n$$${attributes(random)}`,
    () => `[^${random.pick(['1', 'a'])}]: ${text(inner)}\n\n    ${text(inner)}`,
    () => `${text(inner)}[^${random.pick(['1', 'a'])}]\n\n[^${random.pick(['1', 'a'])}]: ${lines()}`,
    () => `::${random.pick([' ', ''])}${random.pick(['note', 'remark', 'pagebreak'])}[${text(inner)}]`,
    () => random.pick(['---', '* * *', '<br>', '\\newpage', '&nbsp;', '<!-- -->', '{{< pagebreak >}}']),
    () => `*[${writer.word()}]: ${text(inner)}`,
    () => `Table: ${text(inner)}`,
    () => `: ${text(inner)}${attributes(random)}`,
    () => `<${random.pick(['div', 'p', 'table', 'details', 'section', 'custom-x'])}>\n${text(inner)}\n</div>`
  ]
  if (depth > 3) return random.pick(simple)()
  const nested: (() => string)[] = [
    () => indent(blocks(inner), '> '),
    () => list(inner),
    () => list(inner),
    () => `${text(inner)}\n\n${random.pick([':', '~'])}   ${indent(blocks(inner), '    ').trimStart()}`,
    () => `${text(inner)}\n:   ${text(inner)}\n:   ${text(inner)}`,
    () =>
      `:::${random.pick([' {.note}', ' note', '{.note}', ' {#thm-a}', ' {#fig-b}', ' {.landscape}', ' {lang=ar}', 'note', ' {.callout-note title="a"}', ' {layout-ncol=2}', ' {.columns}', ' {.unknown}', 'chart', ' {#tbl-b}', ' {#lst-b}', ' {#refs}', ' {#abbreviations}', ' {.proof}', ' {.theorem}'])}\n${blocks(inner)}\n:::`,
    () => blocks(inner)
  ]
  return random.pick(random.chance(0.35) ? nested : simple)()
}

const blocks = (writer: Writer): string =>
  writer.random.repeat(1, 3, () => block(writer), writer.random.chance(0.85) ? '\n\n' : '\n')

function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => by + line)
    .join('\n')
}

function list(writer: Writer): string {
  const {random} = writer
  const marker = random.pick(['-', '*', '+', '1.', '3)', 'a.', '(i)', '#.', '(@)', '(@a)', '- [ ]', '- [x]', '-   '])
  const gap = random.pick(['\n', '\n\n'])
  const item = () => {
    const width = random.pick([marker.length + 1, 2, 4])
    return `${marker} ${indent(random.chance(0.5) ? text(writer) : blocks(writer), ' '.repeat(width)).trimStart()}`
  }
  return random.repeat(1, 3, item, gap)
}

function table(writer: Writer): string {
  const {random} = writer
  const columns = 1 + random.int(3)
  const row = (count = columns) => `| ${Array.from({length: count}, () => cell(writer)).join(' | ')} |`
  const rule = `|${Array.from({length: columns}, () => random.pick(['---', ':--', '--:', ':-:', '-'])).join('|')}|`
  const body = random.repeat(0, 3, () => row(random.chance(0.9) ? columns : 1 + random.int(columns)), '\n')
  const caption = random.chance(0.5) ? `: ${text({...writer, depth: 3})}${attributes(random)}` : ''
  const parts = [row(), rule, body].filter(Boolean).join('\n')
  if (caption === '') return parts
  return random.chance(0.5) ? `${parts}\n\n${caption}` : `${caption}\n\n${parts}`
}

const cell = (writer: Writer) =>
  writer.random.chance(0.1)
    ? ''
    : text({...writer, depth: 4})
        .replaceAll('|', '\\|')
        .replaceAll('\n', ' ')

function figure(writer: Writer): string {
  const {random} = writer
  const target = random.pick(['carte.svg', 'absente.png', '<a b.png>', 'carte.svg "Carte"'])
  return `![${text({...writer, depth: 3})}](${target})${attributes(random)}${random.chance(0.3) ? `\n\nSource : ${text(writer)}` : ''}`
}

function attributes(random: Random): string {
  if (random.chance(0.6)) return ''
  const one = () =>
    random.pick([
      '#sec-a',
      '#fig-a',
      '#tbl-a',
      '#eq-a',
      '#lst-a',
      '#a',
      '.unnumbered',
      '-',
      '.x',
      'width=50%',
      'lang=en',
      'lang=ar',
      'dir=rtl',
      'id="b"',
      'title="c"',
      '.part',
      '.appendix',
      'number=3',
      'height=3cm',
      'key=value',
      '.smallcaps'
    ])
  return `${random.pick([' ', ''])}{${random.repeat(1, 3, one, ' ')}}`
}

function text(writer: Writer): string {
  const {random, depth} = writer
  const inner = {...writer, depth: depth + 1}
  const one = () => (depth > 5 || random.chance(0.6) ? words(writer) : span(inner))
  return random.repeat(1, 3, one, random.pick([' ', ' ', ' ', '\n', '', ', ', ' ; ', ' : ', '\u00A0', '  \n', '\\\n']))
}

function span(writer: Writer): string {
  const {random} = writer
  const t = () => text(writer)
  const choices: (() => string)[] = [
    () => `*${t()}*`,
    () => `**${t()}**`,
    () => `_${t()}_`,
    () => `~~${t()}~~`,
    () => `\`${words(writer)}\`${attributes(random)}`,
    () =>
      `[${t()}](${random.pick(['http://a.b/c', '#sec-a', '2.md', 'mailto:a@b.c', '<a b>', '', '#'])})${attributes(random)}`,
    () =>
      `[${t()}]${random.pick(['{.smallcaps}', '{lang=ar}', '{.x}', '{#b}', '{.underline}', '{.mark}', '{aside=0}', '{.short}', '{page}', '{}', '{dir=rtl}', '{.full}'])}`,
    () => `^[${t()}]`,
    () => `"${t()}"`,
    () => `« ${t()} »`,
    () => `${words(writer)}~${writer.word()}~`,
    () => `${words(writer)}^${writer.word()}^`,
    () => `$\\text{${words(writer)}}$`,
    () => `[${t()} @klein, p. 3 ${words(writer)}]`,
    () => `[@klein; ${t()} @ostrom, ${t()}]`,
    () => `[-@klein, ${random.pick(['p. ', 'chap. ', '§ ', 'vol. ', ''])}${random.int(9)}, ${t()}]`,
    () => `@klein [${t()}]`,
    () => `@ostrom`,
    () => `[@fig-a; @tbl-a]`,
    () => `[${t()} @fig-a]`,
    () => `[${words(writer)} @sec-a ${words(writer)}]`,
    () => `@sec-a{page}`,
    () => `![${t()}](carte.svg)`,
    () => `[${t()}]`,
    () => `[${t()}][a]`,
    () => `[^${random.pick(['1', 'a', '9'])}]`,
    () => `<${random.pick(['b', 'i', 'sup', 'kbd', 'u', 'q', 'span', 'a', 'button', 'x-y'])}>${t()}</b>`,
    () => `\\emph{${words(writer)}}`,
    () => `\\textbf{${words(writer)}}`,
    () => `:abbr[${t()}]`,
    () => `:value[${random.pick(['wells@2020', 'nothing'])}]`,
    () => `:unknown[${t()}]{a=b}`,
    () => `==${t()}==`,
    () => `\\(\\text{${words(writer)}}\\)`,
    () => `INDH ${t()}`,
    () => `(${t()})`,
    () => `{${words(writer)}}`,
    () => `<${random.pick(['http://a.b', 'a@b.c', 'br', 'br/', '!-- --', 'img src="x" alt="y"'])}>`
  ]
  return random.pick(choices)()
}
