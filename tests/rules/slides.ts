/** Rules on a deck: its form, and whether it says what the thesis says. */

import {type Files, gif, type RuleCases} from './rule-cases.ts'
import {bib, caseStudy, seriesOf} from './sample-data.ts'

const needs = `# Les besoins {#sec-besoins}

Le taux de pauvreté recule, de :value[poverty@2001]{unit} en 2001 à :value[poverty@2014]{unit} en 2014 [@sen1999].

:::chart{#fig-pauvrete name="series" series="poverty"}
La pauvreté *au Maroc*. En pour cent de la population.
:::

Nous avons lu quatre cas et mené 12 entretiens. On parle d’une réponse nouvelle dans son contexte, portée par un collectif.

![Une école](images/ecole.gif){#fig-ecole alt="x"}

Voir @fig-pauvrete et @fig-ecole.
`

const thesis: Files = {
  'thesis/1.md': needs,
  'thesis/2.md': '# La fondation {#sec-fondation}\n\nElle ouvre :value[ecoles.preschools@2024]{unit}.\n',
  'thesis/images/ecole.gif': gif(1),
  'thesis/data/case-studies/ecoles.yml': caseStudy,
  'thesis/data/indicators.csv': seriesOf(
    'poverty,Taux de pauvreté,%,2001,15.3,,sen1999,,,',
    'poverty,Taux de pauvreté,%,2014,4.8,,sen1999,,,',
    'wealth,Richesse,%,2001,5.3,,sen1999,,,',
    'wealth,Richesse,%,2014,6.1,,sen1999,,,'
  ),
  'bibliography/a.bib': bib
}

const head = '---\ntitle: Essai\nduration: 1min\n---\n\n# Un\n\n<!--\n(1:00)\n-->\n'
/** A deck whose second slide says this. */
const slide = (text: string, front = 'thesis: sec-besoins', more: Files = {}): Files => ({
  ...thesis,
  ...more,
  'slides/slides.md': `${head}\n---\nbackup: true\n${front}\n---\n\n# Deux\n\n${text}\n`
})
/** A deck of this text. */
const deck = (text: string, more: Files = {}): Files => ({...thesis, ...more, 'slides/slides.md': text})
const plain = slide('Mot.')

export const slides = {
  'slides:too-many': {
    fires: deck(`${head}${'\n---\nsrc: ./a.md\n---\n'.repeat(12)}`, {'slides/a.md': '# A\n\n---\n\n'.repeat(100)}),
    stays: deck(`${head}${'\n---\nsrc: ./a.md\n---\n'.repeat(2)}`, {'slides/a.md': '# A\n\n---\n\n'.repeat(3)})
  },
  'slides:missing-part': {
    fires: deck(`${head}\n---\nsrc: ./b.md\n---\n`, {'slides/a.md': '# A\n'}),
    stays: deck(`${head}\n---\nsrc: ./a.md\n---\n`, {'slides/a.md': '# A\n'})
  },
  'slides:front-matter': {fires: slide('Mot.', 'title: [un'), stays: slide('Mot.', 'title: un')},
  'slides:unknown-layout': {fires: slide('Mot.', 'layout: csae'), stays: slide('Mot.', 'layout: default')},
  'slides:unknown-case': {
    fires: slide('Mot.', 'layout: case\ncase: ecole'),
    stays: slide('Mot.', 'layout: case\ncase: ecoles')
  },
  'slides:unknown-figure': {fires: slide('<Figure id="fig-ecol" />'), stays: slide('<Figure id="fig-ecole" />')},
  'slides:unknown-place': {fires: slide('Mot.', 'thesis: sec-besoin'), stays: plain},
  'slides:unbound-number': {
    fires: slide('Il y a 5 133 préscolaires.'),
    stays: slide('Il y a <Value of="ecoles.preschools@2024" unit />.')
  },
  'slides:too-many-words': {fires: slide('mot '.repeat(41)), stays: slide('mot '.repeat(40))},
  'slides:overflow': {in: 'tests/deck/check-view.test.ts'},
  'slides:small-text': {in: 'tests/deck/check-view.test.ts'},
  'slides:faint-text': {in: 'tests/deck/check-view.test.ts'},
  'slides:missing-time': {fires: deck('# Un\n'), stays: deck('# Un\n\n<!--\n(1:00)\n-->\n')},
  'slides:wrong-total': {fires: deck(head.replace('(1:00)', '(0:45)')), stays: deck(head)},
  'slides:bracketed-time': {fires: slide('<!--\nDire à [15:00].\n-->'), stays: slide('<!--\nDire à 15:00.\n-->')},
  'slides:duplicate-id': {
    fires: deck(`${head}${'\n---\nbackup: true\nrouteAlias: a\n---\n\n# A\n'.repeat(2)}`),
    stays: deck(`${head}\n---\nbackup: true\nrouteAlias: a\n---\n\n# A\n`)
  },
  'slides:missing-image': {
    fires: slide('![Photo](./b.gif)'),
    stays: slide('![Photo](./a.gif)', undefined, {'slides/a.gif': gif()})
  },
  'slides:missing-component': {in: 'tests/deck/check-deck.test.ts'},
  'slides:unlisted-works': {
    fires: slide('Comme @sen1999 le dit.'),
    stays: deck(
      `${head}\n---\nbackup: true\n---\n\n# A\n\n@sen1999\n\n---\nbackup: true\n---\n\n# B\n\n<References />\n`
    )
  },
  'slides:no-single-file': {in: 'tests/deck/slidev.test.ts'},
  'slides:no-browser': {in: 'tests/deck/printed-outputs.test.ts'},
  'slides:not-printed': {in: 'tests/deck/printed-outputs.test.ts'},
  'slides:engine': {in: 'tests/deck/slidev.test.ts'},
  'slides:contradicting-number': {
    fires: slide('Il y a 5 233 préscolaires.'),
    stays: slide('Il y a <Value of="ecoles.preschools@2024" unit />.')
  },
  'slides:unfounded-number': {fires: slide('812 autobus'), stays: slide('12 entretiens')},
  'slides:unknown-quotation': {
    fires: slide('> Des mots que personne n’a jamais écrits là'),
    stays: slide('> une réponse nouvelle dans son contexte')
  },
  'slides:unbound-reference': {fires: slide('Voir le chapitre 1.'), stays: slide('Voir le @sec-besoins.')},
  'slides:contradicting-caption': {in: 'tests/deck/check-agreement.test.ts'},
  'slides:other-figure': {
    fires: slide('<Chart name="series" series="wealth" />', 'thesis: fig-pauvrete'),
    stays: slide('<Chart name="series" series="poverty" />', 'thesis: fig-pauvrete')
  },
  'slides:other-picture': {
    fires: slide('![Photo](./ecole.gif)', undefined, {'slides/ecole.gif': gif(2)}),
    stays: slide('![Photo](./ecole.gif)', undefined, {'slides/ecole.gif': gif(1)})
  },
  'slides:unbound-citation': {fires: slide('Comme le dit Sen (1999).'), stays: slide('Comme le dit @sen1999.')},
  'slides:work-not-in-thesis': {fires: slide('Voir [@yin2018].'), stays: slide('Voir [@sen1999].')}
} satisfies RuleCases<'slides'>
