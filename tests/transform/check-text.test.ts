/** What an author is told of a chapter, and what stays quiet. */

import {unified} from 'unified'
import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import type {Config} from '../../scripts/config.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {checkText} from '../../scripts/transform/text/check-text.ts'

/** `1:5-1:6 text:to-do`, one a message of this transform. */
function check(markdown: string, french: Config['typography']['french'] = 'imprimerie-nationale', lang = 'fr-FR') {
  const file = new VFile(markdown)
  const tree = readMarkdown(file)
  file.messages.length = 0
  unified().use(checkText, {lang, french}).runSync(tree, file)
  return file.messages.map((message) => {
    const place = message.place && 'start' in message.place ? message.place : undefined
    const text = markdown.slice(place?.start.offset, place?.end.offset)
    const severity = message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info'
    return `${place?.start.line}:${place?.start.column} ${severity} ${message.source}:${message.ruleId} ${text}`
  })
}

describe('missing French spaces', () => {
  test.each([
    ['Oui; non', ['1:4 warning typography:missing-space ;']],
    ['Quoi? Non!', ['1:5 warning typography:missing-space ?', '1:10 warning typography:missing-space !']],
    ['Ceci: cela', ['1:5 warning typography:missing-space :']],
    ['Il dit «oui»', ['1:8 warning typography:missing-space «', '1:12 warning typography:missing-space »']],
    ['**mot**; fin', ['1:8 warning typography:missing-space ;']],
    ['a\\* &eacute; mot; fin', ['1:17 warning typography:missing-space ;']],
    ['> ligne\n> mot; fin', ['2:6 warning typography:missing-space ;']],
    ['x[^1]\n\n[^1]: Note; ici.', ['3:11 warning typography:missing-space ;']],
    [
      'Au 19ème, la 1ère et la 2nde',
      [
        '1:4 warning typography:ordinal 19ème',
        '1:14 warning typography:ordinal 1ère',
        '1:25 warning typography:ordinal 2nde'
      ]
    ],
    [
      'XXième siècle, le 2nd, les 3èmes',
      [
        '1:1 warning typography:ordinal XXième',
        '1:19 warning typography:ordinal 2nd',
        '1:28 warning typography:ordinal 3èmes'
      ]
    ],
    ['le 1er, la 2e, le XIXe, la 2de, 20 min, 1ème, a-2nd', []]
  ])('%s', (markdown, messages) => {
    expect(check(markdown)).toEqual(messages)
  })

  test('only where the code asks for them', () => {
    expect(check('Oui; non? «oui»: x', 'none')).toEqual([])
    expect(check('Oui; non? Ceci: cela', 'québec')).toEqual(['1:15 warning typography:missing-space :'])
    expect(check('Yes; no? [Oui; non]{lang=fr}', 'imprimerie-nationale', 'en')).toEqual([
      '1:14 warning typography:missing-space ;'
    ])
  })
})

test('ordinary text of a thesis has nothing to fix', () => {
  const text = `# Introduction générale

L’économie sociale et solidaire (ESS) est-elle une « alternative » ? Selon @draperi2012 [p. 12-14],
« le mouvement » – jamais l’institution – fait l’économie ; voir aussi [@laville2016, chap. 3 ; @demoustier2001].

À 12:30, dans un rapport H:F de 1:2 (soit 3 : 6), voir http://example.org/a?b=c;d et https://doi.org/10.1000/x;y.
Courriel : jean@example.org ; DOI : 10.4000/books.123 ; fichier note:ceci. Quoi (?) et […] ! Enfin !?

## Nous nous souvenons

Nous nous en souvenons : vous vous y fiez, très très loin. Il y a 45 % de « "oui" » et [What is it? Yes; no]{lang=en}.
Pays-Bas bas, celui-ci ci-dessous, du sous-sol, la 2e édition, livre XXIII, \`a;b: c?\` et $a;b:c$.

- un ;
- deux ;
- trois.

| Pays : nom | Valeur |
|------------|-------:|
| Maroc      | 12 345 |

: Population {#tbl-population}

![Carte](carte.svg){#fig-carte alt="Une carte"}

### Fin

Voir @tbl-population, @fig-carte.
`
  expect(check(text)).toEqual([])
})

describe('slips', () => {
  test.each([
    [
      'Voir le le texte et de\nde plus',
      ['1:6 warning text:doubled-word le le', '1:21 warning text:doubled-word de\nde']
    ],
    ['À à suivre', ['1:1 warning text:doubled-word À à']],
    ['Duran Duran et Sidi Sidi', []],
    [
      'TODO finir, XXX ; quoi ???',
      ['1:1 warning text:to-do TODO', '1:13 warning text:to-do XXX', '1:24 warning text:to-do ???']
    ],
    ['`TODO`, livre XXXI', []],
    ['[@a; p. 3]', ['1:2 warning text:broken-citation @a']],
    ['[voir @fig-a, ou @b; p. 3]', ['1:7 warning text:broken-citation @fig-a']],
    ['[@a, p. 3. Fin', ['1:2 warning text:broken-citation @a']],
    ['[sic] @a et [@b] dans [0, 1[ selon @a.', []]
  ])('%s', (markdown, messages) => {
    expect(check(markdown)).toEqual(messages)
  })
})

describe('headings', () => {
  test('a jump is reported where it lands', () => {
    expect(check('# A\n\n### B\n\nTexte.')).toEqual(['3:1 warning text:heading-jump ### B'])
  })

  test('an empty section is reported, a title over sections is not', () => {
    expect(check('# A\n\n## B\n\n### C\n\nTexte.\n\n## D\n\n## E')).toEqual([
      '9:1 warning text:empty-section ## D',
      '11:1 warning text:empty-section ## E'
    ])
  })
})

describe('images and figures', () => {
  test('an image wants an alternative text', () => {
    expect(check('Voir ![](a.png) et ![texte](b.png).')).toEqual(['1:6 warning text:missing-alt ![](a.png)'])
    expect(check('Voir ![](a.png){alt=""}.')).toEqual([])
  })

  test('a figure and a table want a caption and a label', () => {
    expect(check('![Légende](a.png)')).toEqual(['1:1 info text:missing-label ![Légende](a.png)'])
    expect(check('![](a.png){#fig-a alt="Une carte"}')).toEqual([
      '1:1 info text:missing-caption ![](a.png){#fig-a alt="Une carte"}'
    ])
    expect(check('![Légende](a.png){.unnumbered}')).toEqual([])
    expect(check('![Légende](a.png){#fig-a}')).toEqual([])
  })
})
