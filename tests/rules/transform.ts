/** Rules on what a chapter refers to, shows and says. */

import {chapter, type Files, gif, type RuleCases, settings, svg} from './rule-cases.ts'

const figure = (name: string) => `![Une carte](${name}){#fig-a alt="Des villes."}\n\nVoir @fig-a.`

export const references = {
  'references:duplicate-label': {
    fires: '## A {#sec-a}\n\nMot.\n\n## B {#sec-a}\n\nMot.',
    stays: '## A {#sec-a}\n\nMot.\n\n## B {#sec-b}\n\nMot.'
  },
  'references:unknown-label': {
    fires: 'Voir @sec-b.\n\n## A {#sec-a}\n\nMot.',
    stays: 'Voir @sec-a.\n\n## A {#sec-a}\n\nMot.'
  },
  'references:unknown-anchor': {fires: 'Voir [ici](#la).', stays: 'Voir [ici](#la).\n\n## A {#la}\n\nMot.'},
  'references:ambiguous-anchor': {
    fires: {
      'thesis/1.md': '# A\n\n[x](#m)\n',
      'thesis/2.md': '# B\n\n## M\n\nMot.\n',
      'thesis/3.md': '# C\n\n## M\n\nMot.\n'
    },
    stays: {'thesis/1.md': '# A\n\n[x](#m)\n\n## M\n\nMot.\n', 'thesis/2.md': '# B\n\n## M\n\nMot.\n'}
  },
  'references:unknown-file': {fires: 'Voir [ici](2.md).', stays: 'Voir [ici](1.md).'},
  'references:index-range': {
    fires: 'Un :index[mot]{range="start"}.',
    stays: 'Un :index[mot]{range="start"}.\n\nLe :index[mot]{range="end"}.'
  },
  'references:index-empty': {
    fires: 'Un []{.index} mot.',
    stays: 'Un []{.index entry="terme"} mot.'
  },
  'references:index-see': {
    fires: 'Un :index[mot]{seealso="terme"}.',
    stays: 'Un :index[mot]{see="terme"} et un :index[terme].'
  },
  'references:unused-label': {
    fires: chapter('![Une carte](a.gif){#fig-a alt="x"}', {'thesis/a.gif': gif()}),
    stays: chapter(figure('a.gif'), {'thesis/a.gif': gif()})
  }
} satisfies RuleCases<'references'>

export const images = {
  'images:missing-result': {
    fires: '```{r}\n#| label: fig-a\n#| fig-cap: "B"\nplot(1)\n```\n\n@fig-a',
    stays: '```{r}\n#| label: fig-a\n#| eval: false\nplot(1)\n```'
  },
  'images:missing': {fires: figure('b.gif'), stays: chapter(figure('a.gif'), {'thesis/a.gif': gif()})},
  'images:remote': {
    fires: figure('https://example.org/a.gif'),
    stays: chapter(figure('a.gif'), {'thesis/a.gif': gif()})
  },
  'images:unreadable': {
    fires: chapter(figure('a.gif'), {'thesis/a.gif': 'x'}),
    stays: chapter(figure('a.gif'), {'thesis/a.gif': gif()})
  },
  'images:unsupported-format': {
    fires: chapter(figure('a.eps'), {'thesis/a.eps': '%!PS-Adobe-3.0 EPSF-3.0\n'}),
    stays: chapter(figure('a.gif'), {'thesis/a.gif': gif()})
  },
  'images:active-content': {
    fires: chapter(figure('a.svg'), {'thesis/a.svg': svg('<script>1</script><rect width="1" height="1"/>')}),
    stays: chapter(figure('a.svg'), {'thesis/a.svg': svg('<rect width="1" height="1"/>')})
  }
} satisfies RuleCases<'images'>

export const typography = {
  'typography:missing-space': {fires: 'Est-ce vrai? Oui.', stays: 'Est-ce vrai ? Il est 12:30.'},
  'typography:ordinal': {fires: 'La 2ème fois.', stays: 'La 2e fois, en 20 min.'}
} satisfies RuleCases<'typography'>

export const text = {
  'text:doubled-word': {fires: 'Le le mot.', stays: 'Nous nous voyons.'},
  'text:to-do': {fires: 'Mot TODO.', stays: 'Mot. <!-- TODO -->'},
  'text:broken-citation': {
    fires: chapter('Voir [@a2000 ; p. 3].', {'bibliography/a.bib': '@misc{a2000, title = {A}, year = 2000}'}),
    stays: chapter('Voir [@a2000, p. 3].', {'bibliography/a.bib': '@misc{a2000, title = {A}, year = 2000}'})
  },
  'text:heading-jump': {fires: '### A\n\nMot.', stays: '## A\n\nMot.'},
  'text:empty-section': {fires: '## A\n\n## B\n\nMot.', stays: '## A\n\n### B\n\nMot.'},
  'text:missing-alt': {
    fires: chapter('Un ![](a.gif) mot.', {'thesis/a.gif': gif()}),
    stays: chapter('Un ![](a.gif){alt=""} mot.', {'thesis/a.gif': gif()})
  },
  'text:missing-caption': {
    fires: ':::table{#tbl-a}\n| a |\n|---|\n| 1 |\n:::\n\nVoir @tbl-a.',
    stays: '| a |\n|---|\n| 1 |\n\n: Un {#tbl-a}\n\nVoir @tbl-a.'
  },
  'text:missing-label': {fires: '| a |\n|---|\n| 1 |\n\n: Un', stays: '| a |\n|---|\n| 1 |\n\n: Un {.unnumbered}'}
} satisfies RuleCases<'text'>

const abstract = (length: number, keywords: string) =>
  settings(`abstracts: {en: {text: "${'word '.repeat(length)}", keywords: [${keywords}]}}`)

export const abstracts = {
  'abstracts:too-long': {fires: abstract(2000, 'a'), stays: abstract(20, 'a')},
  'abstracts:no-keywords': {fires: abstract(20, ''), stays: abstract(20, 'a')}
} satisfies RuleCases<'abstracts'>

const glossary = (yaml: string, text: string): Files => chapter(text, {'thesis/glossary.yml': yaml})

export const terms = {
  'terms:unreadable': {fires: glossary('mot: [1]', 'Un mot.'), stays: glossary('mot: Un terme.', 'Un mot.')},
  'terms:unknown-key': {
    fires: glossary('mot: {definition: Un terme., plurals: mots}', 'Un mot.'),
    stays: glossary('mot: {definition: Un terme., plural: mots}', 'Un mot.')
  },
  'terms:unknown': {
    fires: glossary('mot: Un terme.', 'Un mot, un :term[nom].'),
    stays: glossary('mot: Un terme.', 'Un :term[mot].')
  },
  'terms:unused': {
    fires: glossary('mot: Un terme.\nnom: Un autre.', 'Un mot.'),
    stays: glossary('mot: Un terme.\nnom: Un autre.', 'Un mot, un nom.')
  },
  'terms:duplicate': {
    fires: glossary('mot: Un terme.\nMot: Un autre.', 'Un mot.'),
    stays: glossary('mot: Un terme.', 'Un mot.')
  }
} satisfies RuleCases<'terms'>

const abbreviation = 'abbreviations: {ONG: organisation non gouvernementale}'

export const abbreviations = {
  'abbreviations:unused': {fires: settings(abbreviation), stays: settings(abbreviation, 'Des ONG.')},
  'abbreviations:undeclared': {
    fires: settings(abbreviation, 'Des ONG, la SNCF, la SNCF et la SNCF.'),
    stays: settings(abbreviation, 'Des ONG, la SNCF et la SNCF.')
  },
  'abbreviations:elision': {
    fires: settings('abbreviations: {INDH: Initiative nationale}', 'Le cas de la INDH.'),
    stays: settings('abbreviations: {INDH: Initiative nationale}', 'Le cas de l’INDH.')
  }
} satisfies RuleCases<'abbreviations'>
