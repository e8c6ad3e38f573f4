/** Choices → a file of BibTeX or BibLaTeX, sound or nearly so. */

import type {Random} from '../random.ts'

export const bibtexSigns = [
  '{',
  '}',
  '"',
  ',',
  '@',
  '=',
  '#',
  '%',
  '\\',
  '(',
  ')',
  '$',
  ' and ',
  '~',
  '--',
  '-',
  '/',
  '..',
  '?',
  '{\\',
  "\\'",
  "\\'e",
  '\\"{o}',
  '\\c{c}',
  '{\\"o}',
  '\\emph{',
  '\\textsc{',
  '\\url{',
  '\\href{a}{b}',
  '\\v{s}',
  '\\aa',
  '\\&',
  '\\%',
  '\\_',
  '@book{',
  '@article{a,',
  '@string{',
  '@comment{',
  '@preamble{',
  '@set{',
  '@xdata{',
  '@misc',
  ' = {',
  '},\n',
  '}\n',
  ' others',
  ', Jr., ',
  'family=',
  'given={',
  'crossref={a}',
  'xdata={a}',
  'entryset={a,b}',
  'ids={c}',
  'date={2000-01-01/..}',
  'year=',
  'month=jan',
  'jan',
  '2000',
  '{',
  '$x^2$',
  '$$',
  '<i>',
  '<b>',
  '&amp;',
  '&eacute;',
  'Ã©',
  'https://',
  'doi.org/',
  '10.1000/',
  '\n',
  '\n\n',
  '% ',
  'langid={arabic}',
  'أ',
  'von ',
  'et al.'
]

const types =
  'book article incollection inbook phdthesis misc online techreport inproceedings collection mvbook thesis report unpublished patent set xdata dataset film legislation letter booklet manual suppbook'.split(
    ' '
  )
const fields =
  'author editor title subtitle booktitle journal journaltitle year date month day volume number issue pages publisher address location edition series note howpublished url urldate doi isbn issn eprint eprinttype language langid keywords crossref xdata ids type institution school organization translator titleaddon maintitle eventtitle eventdate origdate pubstate chapter pagetotal shorttitle abstract annote file options sortname usera entryset editortype shorthand'.split(
    ' '
  )
const names = [
  'Klein, Naomi',
  'Jean de La Fontaine',
  'de La Fontaine, Jean',
  'King, Jr., Martin Luther',
  '{Banque mondiale}',
  'others',
  'آبار, أنزي',
  'Ibn Khaldoun',
  'D’Arcy, É.',
  "d'Arcy, \\'E.",
  'family=Klein, given=Naomi, prefix=von, useprefix=true',
  'A B C D',
  'Nom',
  ', Nom',
  'Nom,',
  '{Nom}, {Jean}',
  'O. and P.',
  '{and}',
  'el Alaoui, Moulay Ali',
  'JEAN-PAUL Sartre',
  'Klein, N.-A.',
  '(éd.) Klein',
  'X/Y',
  '"'
]
const values = [
  'Le titre',
  '{Le} titre {en {braces}}',
  "L'\\'etat \\emph{mis} en sc\\`ene",
  '$E=mc^2$ et \\(x\\)',
  'Titre : sous-titre ?',
  'A \\& B',
  '<i>Titre</i>',
  'Titre "entre" guillemets',
  "``Titre''",
  '« Titre »',
  '1990',
  '12--34',
  '12-34, 56+',
  'e123',
  '2000/2001',
  '2000-01-15',
  '1999~',
  '-0044',
  '19XX',
  '2000-21',
  'c. 1900',
  's.d.',
  'jan',
  '{\\relax}',
  '\\unknown{x}',
  '\\textsuperscript{e}',
  '\\LaTeX{}',
  '\\ss{}\\o\\ae',
  'https://a.b/c_d?e=f&g=%20#h',
  '10.1000/a<b>c',
  '978-2-07-036822-8',
  'a\n\n  b',
  '~',
  '',
  ' ',
  '\\',
  '{',
  'français',
  'arabic',
  'ar',
  'english',
  'ngerman',
  'klein',
  'a, b',
  'a and b',
  'clé; autre',
  '\\url{http://a.b}',
  '\\href{http://a.b}{c}',
  'III',
  '2e',
  'thèse de doctorat',
  'phdthesis',
  '\\bibstring{in}',
  '100 %',
  '100\\,000',
  "\\'{\\i}",
  '\\t{oo}',
  '\\={a}\\.{z}\\d{t}',
  '\\char233',
  '{\\bf x} y {\\it z',
  '\\begin{x}',
  '#',
  '@',
  '@book{',
  'Ville~: Maison'
]

/** A few entries, strings and comments. */
export function writeBibliography(random: Random): string {
  return random.repeat(1, 5, () => part(random), random.pick(['\n', '\n\n', '', ' ']))
}

function part(random: Random): string {
  const choice = random.int(20)
  if (choice === 0) return `@string{${random.pick(['jan', 'nom', 'pub'])} = ${value(random)}}`
  if (choice === 1) return `@comment{${random.pick(values)}}`
  if (choice === 2) return `@preamble{${value(random)}}`
  if (choice === 3) return `% ${random.pick(values)}`
  const field = () => {
    const name = random.pick(fields)
    const isName = ['author', 'editor', 'translator'].includes(name)
    const written = isName ? `{${random.repeat(1, 3, () => random.pick(names), ' and ')}}` : value(random)
    return `  ${random.chance(0.05) ? name.toUpperCase() : name} ${random.pick(['=', ' = ', '= '])} ${written}`
  }
  const key = random.pick([
    'klein',
    'ostrom',
    'a',
    'b',
    'b',
    'clé',
    'A',
    'a:b/c',
    'x1',
    '__proto__',
    'fig-a',
    'constructor',
    'sec-b',
    '123'
  ])
  const type = random.pick(types)
  return `@${random.chance(0.1) ? type.toUpperCase() : type}{${key},\n${random.repeat(1, 8, field, ',\n')}${random.pick([',', ''])}\n}`
}

function value(random: Random): string {
  const one = () => {
    const choice = random.int(10)
    if (choice === 0) return random.pick(['jan', 'nom', 'pub', 'absent', '1990', '12'])
    if (choice === 1) return `"${random.pick(values).replaceAll('"', '')}"`
    return `{${random.repeat(1, 2, () => random.pick(values), ' ')}}`
  }
  return random.repeat(1, random.chance(0.1) ? 3 : 1, one, ' # ')
}
