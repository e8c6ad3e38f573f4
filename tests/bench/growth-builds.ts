/** Theses with much of a thing: a count → the files of a folder with about that many of them, for whole builds. */

type Files = Record<string, string>

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><title>a</title><path d="M0 0h10v10"/></svg>\n'

/** By what is repeated. */
export const builds: Record<string, (count: number) => Files> = {
  notes: (n) => chapter(many(n, (i) => `Mot[^${i}].\n\n[^${i}]: Note ${i}.\n\n`)),
  'notes that call the next': (n) => chapter(`Mot[^0].\n\n${many(n, (i) => `[^${i}]: Note[^${i + 1}].\n\n`)}`),
  'calls of one note': (n) => chapter(`${'Mot[^1]. '.repeat(n)}\n\n[^1]: Note.\n`),
  'notes in quotations in notes': (n) => chapter('[^1]: > - '.repeat(n)),
  citations: (n) => ({...chapter(many(n, (i) => `Mot [@k${i % 50}, p. ${i}].\n\n`)), ...works(50)}),
  'citations in notes': (n) => ({
    ...chapter(many(n, (i) => `Mot [@k${i % 50}, p. ${i}].\n\n`)),
    ...works(50),
    'thesis/thesis.yml': 'title: Essai\nlang: fr-FR\ncitations: {style: iso690-notes}\n'
  }),
  'works cited': (n) => ({...chapter(many(n, (i) => `Mot [@k${i}].\n\n`)), ...works(n)}),
  'works in one citation': (n) => ({...chapter(`Mot [${many(n, (i) => `@k${i}; `)}@k0].`), ...works(n)}),
  'works of one author and year': (n) => ({
    ...chapter(many(n, (i) => `Mot [@k${i}].\n\n`)),
    ...works(n, () => 'author = {Nom, Prénom}, year = {1900}')
  }),
  'works of authors that differ in one': (n) => ({
    ...chapter(many(n, (i) => `Mot [@k${i}].\n\n`)),
    ...works(n, (i) => `author = {Nom, A and Autre, B and Tiers, T${i} and Quart, D}, year = {1900}`)
  }),
  'works not cited': (n) => ({...chapter('Mot.'), ...works(n)}),
  'unknown works': (n) => chapter(many(n, (i) => `Mot [@k${i}].\n\n`)),
  'citations in citations': (n) => ({...chapter(`${'[@k0 '.repeat(n)}a${']'.repeat(n)}`), ...works(1)}),
  'citations left open': (n) => ({...chapter('[@k0 '.repeat(n)), ...works(1)}),
  figures: (n) => ({
    ...chapter(many(n, (i) => `![Vue ${i}](a.svg){#fig-${i}}\n\nVoir @fig-${i}.\n\n`)),
    ...pictures(1)
  }),
  pictures: (n) => ({...chapter(many(n, (i) => `![Vue ${i}](a${i}.svg)\n\n`)), ...pictures(n)}),
  'pictures that are not there': (n) => chapter(many(n, (i) => `![Vue ${i}](a${i}.svg)\n\n`)),
  'figures in a figure': (n) => ({
    ...chapter(`::: {#fig-a}\n\n${many(n, (i) => `![Vue ${i}](a.svg){#fig-a${i}}\n\n`)}Tout.\n\n:::\n`),
    ...pictures(1)
  }),
  tables: (n) =>
    chapter(many(n, (i) => `| a | b |\n|---|---|\n| 1 | ${i} |\n\n: T {#tbl-${i}}\n\nVoir @tbl-${i}.\n\n`)),
  'rows of a table': (n) => chapter(`| a | b |\n|---|---|\n${many(n, (i) => `| 1 | ${i} |\n`)}`),
  'columns of a table': (n) => chapter(`${'|a'.repeat(n)}|\n${'|-'.repeat(n)}|\n${'|b'.repeat(n)}|\n`),
  headings: (n) => chapter(many(n, (i) => `## Titre ${i}\n\nMot.\n\n`)),
  'headings of the same words': (n) => chapter('## Titre\n\nMot.\n\n'.repeat(n)),
  'references to headings': (n) => chapter(many(n, (i) => `## Titre {#sec-${i}}\n\nVoir @sec-${n - 1 - i}.\n\n`)),
  'references to nothing': (n) => chapter(many(n, (i) => `Voir @sec-${i}.\n\n`)),
  'labels of the same name': (n) => chapter('## Titre {#sec-a}\n\nMot.\n\n'.repeat(n)),
  links: (n) => chapter(many(n, (i) => `## Titre {#t${i}}\n\n[Voir](#t${n - 1 - i})\n\n`)),
  'links to headings by title': (n) => chapter(many(n, (i) => `## Titre ${i}\n\nVoir [Titre ${n - 1 - i}].\n\n`)),
  'links to headings of the same words': (n) => chapter('## Titre\n\nVoir [Titre], [ici](#titre).\n\n'.repeat(n)),
  examples: (n) => chapter(many(n, (i) => `(@e${i}) Mot.\n\nVoir (@e${n - 1 - i}).\n\n`)),
  'links to nothing': (n) => chapter(many(n, (i) => `[Voir](#t${i})\n\n`)),
  'formulas set apart': (n) => chapter(many(n, (i) => `$$a_{${i}} = b$$ {#eq-${i}}\n\nVoir @eq-${i}.\n\n`)),
  formulas: (n) => chapter(many(n, (i) => `Soit $x_{${i}}$.\n\n`)),
  'signs of a formula': (n) => chapter(`$${'a+'.repeat(Math.min(n, 9000))}b$`),
  theorems: (n) => chapter(many(n, (i) => `::: {#thm-${i}}\n\nMot.\n\n:::\n\nVoir @thm-${i}.\n\n`)),
  abbreviations: (n) => ({...chapter(many(n, (i) => `Un AB${i}X ici.\n\n`)), ...abbreviations(n)}),
  'abbreviations never used': (n) => ({...chapter('Mot.'), ...abbreviations(n)}),
  'words beside abbreviations': (n) => ({...chapter('Un mot ici. '.repeat(n)), ...abbreviations(100)}),
  chapters: (n) =>
    Object.fromEntries(
      Array.from({length: n}, (_, i) => [
        `thesis/${String(i).padStart(6, '0')}.md`,
        `# Titre ${i} {#sec-${i}}\n\nVoir @sec-${n - 1 - i}.\n\n## Sous-titre\n\nMot.\n`
      ])
    ),
  'words in straight quotes': (n) => chapter('Mot "mot" : '.repeat(n)),
  'numbers and signs': (n) => chapter('1 234,5 % ; mot ! '.repeat(n)),
  'quotes and dashes': (n) => chapter('« a - b " '.repeat(n)),
  'dashes alone': (n) => chapter('- – '.repeat(n)),
  'spaces between words': (n) => chapter(`x${' '.repeat(n)}y`),
  'words of a paragraph': (n) => chapter('mot '.repeat(n)),
  'addresses in a paragraph': (n) => chapter('https://a.b/c ; '.repeat(n)),
  'raw HTML': (n) => chapter('<div>mot</div>\n\n'.repeat(n)),
  'raw HTML left open': (n) => chapter('<div>\n\n'.repeat(n)),
  'raw HTML in a line': (n) => chapter('a <b>c</b> '.repeat(n)),
  'raw HTML in a line, left open': (n) => chapter('a <b> '.repeat(n)),
  'words with labels': (n) => chapter(many(n, (i) => `[a]{#i${i}} `)),
  'values that are not there': (n) => chapter(':value[a] '.repeat(n)),
  'rows of data': (n) => ({...chapter('Mot.'), 'thesis/data/t.csv': `a,b\n${many(n, (i) => `${i},${i}\n`)}`})
}

function chapter(text: string): Files {
  return {'thesis/1.md': `# Titre\n\n${text}\n`}
}

function works(
  count: number,
  more: (index: number) => string = (i) => `author = {Nom${i}, Prénom}, year = {${1900 + (i % 100)}}`
): Files {
  const entry = (i: number) => `@book{k${i}, ${more(i)}, title = {Titre ${i}}, publisher = {Éditeur}}\n`
  return {'bibliography/a.bib': many(count, entry)}
}

function pictures(count: number): Files {
  const names = ['a', ...Array.from({length: count}, (_, index) => `a${index}`)]
  return Object.fromEntries(names.map((name) => [`thesis/${name}.svg`, svg]))
}

function abbreviations(count: number): Files {
  return {
    'thesis/thesis.yml': `title: Essai\nlang: fr-FR\nabbreviations:\n${many(count, (i) => `  AB${i}X: Mot ${i}\n`)}`
  }
}

function many(count: number, write: (index: number) => string): string {
  return Array.from({length: count}, (_, index) => write(index)).join('')
}
