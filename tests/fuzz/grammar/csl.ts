/** Choices → a small CSL style, valid for the most part. */

import type {Random} from '../random.ts'

export const cslSigns = [
  '<',
  '>',
  '/>',
  '</',
  '"',
  '=',
  '<text variable="title"/>',
  '<names variable="author"/>',
  '<date variable="issued"/>',
  '<group>',
  '</group>',
  '<choose>',
  '</choose>',
  '<if>',
  '</if>',
  '<else/>',
  '<if type="book">',
  '<text macro="a"/>',
  '<macro name="a">',
  '</macro>',
  '<label/>',
  '<number variable="volume"/>',
  '<substitute>',
  '<et-al/>',
  '<institution/>',
  '<!--',
  '-->',
  '<![CDATA[',
  '&',
  '&amp;',
  '&bad;',
  ' prefix="',
  ' et-al-min="0"',
  ' et-al-use-first="',
  ' form="short"',
  ' form="',
  ' variable="',
  ' match="none"',
  '1',
  '0',
  '-1',
  ' ',
  '\n',
  'xmlns=""',
  '<?xml?>',
  'macro',
  'class="note"',
  'version="0.8"',
  '<sort><key variable="author"/></sort>',
  '<layout>',
  '</layout>',
  '<style-options/>',
  '<locale xml:lang="ar">',
  '<term name="and">'
]

const variables =
  'title author editor issued accessed container-title publisher publisher-place volume issue page DOI URL ISBN note locator year-suffix citation-number first-reference-note-number citation-label genre edition translator original-date event-date number-of-pages page-first unknown'.split(
    ' '
  )
const affixes = [
  '',
  '',
  '',
  ' prefix="("',
  ' suffix=")"',
  ' prefix=" : " suffix=", "',
  ' font-style="italic"',
  ' font-variant="small-caps"',
  ' font-weight="bold"',
  ' text-case="uppercase"',
  ' text-case="title"',
  ' text-case="sentence"',
  ' quotes="true"',
  ' vertical-align="sup"',
  ' display="block"',
  ' display="left-margin"',
  ' display="indent"',
  ' strip-periods="true"',
  ' text-decoration="underline"',
  ' prefix="&lt;b&gt;"',
  ' prefix="&#xFDD0;"',
  ' suffix="&amp;"'
]

/** A whole `.csl`. */
export function writeStyle(random: Random): string {
  const isNote = random.chance(0.4)
  const macros = ['a', 'b', 'c'].filter(() => random.chance(0.6))
  const node = (depth = 0): string => element(random, macros, depth)
  const nodes = (depth = 0) => random.repeat(1, 3, () => node(depth))
  const sort = () =>
    random.chance(0.5)
      ? `<sort>${random.repeat(1, 2, () => `<key ${random.chance(0.7) || macros.length === 0 ? `variable="${random.pick(variables)}"` : `macro="${random.pick(macros)}"`}${random.pick(['', ' sort="descending"', ' names-min="1" names-use-first="1"'])}/>`)}</sort>`
      : ''
  const options = random
    .repeat(0, 4, () =>
      random.pick(
        [
          ' et-al-min="2" et-al-use-first="1"',
          ' et-al-min="1"',
          ' disambiguate-add-year-suffix="true"',
          ' disambiguate-add-names="true" disambiguate-add-givenname="true"',
          ' collapse="year"',
          ' collapse="citation-number"',
          ' near-note-distance="3"',
          ' cite-group-delimiter=", "',
          ' givenname-disambiguation-rule="by-cite"',
          ' initialize-with=". "',
          ' collapse="year-suffix-ranged"',
          ' name-as-sort-order="first"'
        ].filter((option, index, all) => all.indexOf(option) === index)
      )
    )
    .split(/(?= [a-z-]+=)/)
  const unique = [...new Map(options.map((option) => [option.split('=')[0], option])).values()].join('')
  const bibliography = random.chance(0.85)
    ? `<bibliography${random.pick(['', ' hanging-indent="true"', ' second-field-align="flush"', ' subsequent-author-substitute="—"', ' entry-spacing="0"'])}>${sort()}<layout${random.pick(affixes)}>${nodes()}</layout></bibliography>`
    : ''
  return `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="${isNote ? 'note' : 'in-text'}" version="1.0"${random.pick(['', ' default-locale="fr-FR"', ' page-range-format="minimal"', ' demote-non-dropping-particle="never"', ' initialize-with-hyphen="false"', ' default-locale="xx"'])}>
<info><title>Essai</title><id>essai</id><updated>2026-01-01T00:00:00+00:00</updated></info>
${random.chance(0.3) ? `<locale xml:lang="fr"><terms><term name="${random.pick(['and', 'et-al', 'in', 'ibid', 'no date', 'page'])}">${random.pick(['et', '', '<single>p.</single><multiple>pp.</multiple>', ' a '])}</term></terms></locale>\n` : ''}${macros.map((name) => `<macro name="${name}">${nodes(1)}</macro>`).join('\n')}
<citation${unique}>${sort()}<layout${random.pick(affixes)}${random.pick(['', ' delimiter="; "'])}>${nodes()}</layout></citation>
${bibliography}
</style>
`
}

function element(random: Random, macros: readonly string[], depth: number): string {
  const look = () => random.pick(affixes)
  const inner = () => random.repeat(1, 3, () => element(random, macros, depth + 1))
  const simple: (() => string)[] = [
    () => `<text variable="${random.pick(variables)}"${look()}${random.pick(['', ' form="short"'])}/>`,
    () => `<text value="${random.pick(['a', ' ', '(', '&lt;i&gt;', ''])}"${look()}/>`,
    () => `<text term="${random.pick(['and', 'in', 'et-al', 'ibid', 'accessed', 'unknown', 'no date'])}"${look()}/>`,
    () =>
      `<number variable="${random.pick(variables)}" form="${random.pick(['numeric', 'ordinal', 'long-ordinal', 'roman'])}"${look()}/>`,
    () => `<label variable="${random.pick(['locator', 'page', 'volume'])}"${look()}/>`,
    () =>
      `<date variable="${random.pick(['issued', 'accessed', 'original-date'])}"${look()}><date-part name="${random.pick(['year', 'month', 'day'])}"/></date>`,
    () =>
      `<date variable="issued" form="${random.pick(['text', 'numeric'])}" date-parts="${random.pick(['year', 'year-month', 'year-month-day'])}"/>`,
    () =>
      `<names variable="${random.pick(['author', 'editor', 'author editor', 'translator', 'title'])}"${look()}><name${random.pick(['', ' form="short"', ' form="count"', ' and="text"', ' and="symbol"', ' initialize-with="."', ' name-as-sort-order="all"', ' delimiter-precedes-last="always"'])}/>${random.pick(['', '<et-al font-style="italic"/>', '<label form="short"/>', '<substitute><names variable="editor"/><text variable="title"/></substitute>'])}</names>`,
    () => (macros.length > 0 ? `<text macro="${random.pick(macros)}"${look()}/>` : '<text variable="title"/>')
  ]
  if (depth > 3 || random.chance(0.6)) return random.pick(simple)()
  if (random.chance(0.5))
    return `<group${look()}${random.pick(['', ' delimiter=", "', ' delimiter=" "'])}>${inner()}</group>`
  const test = random.pick([
    'type="book"',
    'variable="title"',
    'is-numeric="volume"',
    'position="ibid"',
    'position="subsequent"',
    'position="first"',
    'disambiguate="true"',
    'is-uncertain-date="issued"',
    'locator="page"',
    'type="book chapter" match="none"',
    'variable="DOI URL" match="all"'
  ])
  return `<choose><if ${test}>${inner()}</if>${random.pick(['', `<else-if type="thesis">${inner()}</else-if>`])}${random.pick(['', `<else>${inner()}</else>`])}</choose>`
}
