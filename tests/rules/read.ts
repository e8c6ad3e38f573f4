/** Rules on Markdown as it is typed. */

import type {RuleCases} from './rule-cases.ts'

export const read = {
  'read:too-deep': {fires: `${'> '.repeat(300)}x`, stays: `${'> '.repeat(9)}x`},
  'read:unclosed-directive': {fires: '::: {.note}\nTexte.', stays: '::: {.note}\nTexte.\n:::'},
  'read:unopened-directive': {fires: 'Texte.\n\n:::', stays: '::: {.note}\nTexte.\n:::'},
  'read:caption-number': {
    fires: '![Figure 3 : Les villes](a.gif){#fig-a}\n\nVoir @fig-a.',
    stays: '![Figure de style](a.gif){#fig-a}\n\nVoir @fig-a.'
  },
  'read:unknown-directive': {fires: ':::warnin\nTexte.\n:::', stays: ':::warning\nTexte.\n:::'},
  'read:directive-syntax': {fires: '::: case-table Titre\nTexte.\n:::', stays: '::: note\nTexte.\n:::'},
  'read:missing-name': {
    fires: ':::chart{#fig-a}\nLégende\n:::',
    stays: ':::chart{#fig-a name="series"}\nLégende\n:::'
  },
  'read:raw-tex': {fires: 'Un mot \\emphase{dit}.', stays: 'Un mot \\emph{dit}.'},
  'read:tex-layout': {fires: '\\pagestyle{empty}', stays: '\\newpage'},
  'read:markdown-in-tex': {
    fires: 'Mot\\footnote{un [mot](https://a.fr)}.',
    stays: 'Mot\\footnote{un \\emph{mot}, à 3 * 2}.'
  },
  'read:tex-macro': {
    fires: '\\newcommand{\\a}{\\b}\\newcommand{\\b}{\\a}\n\nUn $\\a$.',
    stays: '\\newcommand{\\a}{\\beta}\n\nUn $\\a$.'
  },
  'read:raw-format': {fires: '`mot`{=docx}', stays: '`<b>mot</b>`{=html}'},
  'read:unclosed-environment': {
    fires: '\\begin{center}\nTexte.',
    stays: '\\begin{center}\nTexte.\n\\end{center}'
  },
  'read:unclosed-comment': {fires: '<!-- note', stays: '<!-- note -->\n\nTexte.'},
  'read:unclosed-math': {fires: 'Soit\n\n$$\nx = 1', stays: 'Soit\n\n$$\nx = 1\n$$'},
  'read:unsafe-link': {fires: '[mot](javascript:alert(1))', stays: '[mot](https://example.org)'},
  'read:include': {
    fires: '{{< include _a.md >}}',
    stays: {'thesis/1.md': '# Un\n\n{{< include _a.md >}}\n', 'thesis/_a.md': 'Texte.'}
  },
  'read:undefined-note': {fires: 'Mot[^a].', stays: 'Mot[^a].\n\n[^a]: Note.'},
  'read:unused-note': {fires: 'Mot.\n\n[^a]: Note.', stays: 'Mot[^a].\n\n[^a]: Note.'},
  'read:duplicate-note': {
    fires: 'Mot[^a].\n\n[^a]: Note.\n\n[^a]: Autre.',
    stays: 'Mot[^a][^b].\n\n[^a]: Note.\n\n[^b]: Autre.'
  },
  'read:shortcode': {fires: 'Un {{< var nom >}}.', stays: '{{< pagebreak >}}\n\nMot.'},
  'read:role': {fires: 'Un mot {citer}`a2000`.', stays: 'Un mot {sub}`a2000`.'},
  'read:myst-directive': {fires: '```{notice}\nTexte.\n```', stays: '```{note}\nTexte.\n```'},
  'read:embedded-note': {fires: 'Voir ![[Autre note]].', stays: 'Voir ![[a.png|Un puits]].'},
  'read:condition': {
    fires: '::: {.content-visible when-profile="long"}\nB\n:::',
    stays: '::: {.content-visible when-format="html"}\nB\n:::'
  },
  'read:code-cell': {fires: '```{python}\n1 + 1\n```', stays: '```{python}\n#| eval: false\n1 + 1\n```'},
  'read:inline-code': {fires: 'Soit `{python} len(d)` cas.', stays: 'Soit `r d` cas.'},
  'read:child-document': {fires: '```{r, child=files}\n```', stays: '```{r, eval=FALSE}\n1\n```'},
  'read:unsupported-table': {fires: '+---+---+\n| a | b |\n+---+--+', stays: '+---+---+\n| a | b |\n+---+---+'},
  'read:unclosed-html': {fires: '<div>\n\nTexte.', stays: '<div>\n\nTexte.\n\n</div>'},
  'read:html-layout': {
    fires: '<div style="color: red">\n\nTexte.\n\n</div>',
    stays: '<div align="center">\n\nTexte.\n\n</div>'
  },
  'read:unclosed-table': {
    fires: '---------\nA    B\n---- ----\n1    2\n\nText.',
    stays: '---------\nA    B\n---- ----\n1    2\n---------\n\nText.'
  },
  'read:extra-cells': {fires: '| a |\n|---|\n| 1 | 2 |', stays: '| a |\n|---|\n| 1 \\| 2 |'},
  'read:alternative-text': {fires: 'Voir ![Carte[^a]](a.png).\n\n[^a]: Note.', stays: 'Voir ![Carte](a.png).'},
  'read:unknown-rights': {
    fires: '![Un plan](https://example.org/a.png){rights=no}',
    stays: '![Un plan](https://example.org/a.png){rights=none}'
  },
  'read:replaced-label': {
    fires: 'Voir ![Carte](a.png){alt="Plan"}.',
    stays: '![Carte](a.png){#fig-a alt="Plan"}\n\n@fig-a'
  },
  'read:front-matter': {
    fires: {'thesis/1.md': '---\ntitle: [un\n---\n\nTexte.\n'},
    stays: {'thesis/1.md': '---\ntitle: un\n---\n\nTexte.\n'}
  },
  'read:unused-front-matter': {
    fires: {'thesis/1.md': '---\ntitle: un\nauthor: moi\n---\n\nTexte.\n'},
    stays: {'thesis/1.md': '---\ntitle: un\nlang: fr\n---\n\nTexte.\n'}
  },
  'read:raw-formula': {
    fires: 'Soit \\(x^2\\), et \\[ a = b \\].',
    stays: 'Dit \\[sic\\], $x^2$ et `\\(x^2\\)` \\(voir\\).'
  },
  'read:raw-link': {
    fires: 'Un [lien [dans](https://a.ma/b) un lien](https://a.ma/c).',
    stays: 'Un [lien](https://a.ma/b) et [mot\\](non).'
  },
  'read:inline-figure': {fires: 'Mot ![a](a.gif){#fig-a} mot.', stays: '![a](a.gif){#fig-a}'},
  'read:wrong-language': {fires: '[word]{lang=english}', stays: '[word]{lang=en}'},
  'read:missing-title': {fires: {'thesis/1.md': 'Texte.\n'}, stays: {'thesis/1.md': '# Un\n\nTexte.\n'}},
  'read:empty-chapter': {fires: {'thesis/1.md': '# Un\n'}, stays: {'thesis/1.md': '# Un {.part}\n\n# Deux\n\nTexte.\n'}}
} satisfies RuleCases<'read'>
