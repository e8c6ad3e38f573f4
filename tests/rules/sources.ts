/** Rules on `thesis.yml`, on the files of a thesis, and on comments that silence rules. */

import {type Files, type RuleCases, settings} from './rule-cases.ts'

const nothing = 'Texte.'

export const config = {
  'config:unreadable': {fires: settings('lang: "fr'), stays: settings('lang: "fr"')},
  'config:missing': {fires: {'thesis/thesis.yml': 'lang: fr\n'}, stays: nothing},
  'config:unknown-key': {fires: settings('autor: A'), stays: settings('author: A')},
  'config:wrong-value': {
    fires: settings('numbering: {notes: page}'),
    stays: settings('numbering: {notes: chapter}')
  },
  'config:unknown-language': {fires: settings('lang: ja'), stays: settings('lang: de')},
  'config:missing-file': {fires: settings('chapters: [1.md, 2.md]'), stays: settings('chapters: [1.md]')},
  'config:unreadable-font': {fires: settings('page: {fonts: [1.md]}'), stays: settings('page: {fonts: []}')},
  'config:unknown-font': {fires: settings('page: {font: Nobody}'), stays: settings('page: {font: Arial}')},
  'config:unknown-profile': {fires: settings('profile: a44'), stays: settings('author: A\nprofile: a4')},
  'config:profile-missing': {fires: settings('profile: a4'), stays: settings('author: A\nprofile: a4')},
  'config:profile-limit': {in: 'tests/profiles.test.ts'},
  'config:unknown-template': {in: 'tests/write/templates.test.ts'},
  'config:missing-face': {in: 'tests/write/page.test.ts'},
  'config:narrow-leading': {
    fires: settings('page: {font-size: 12, leading: 8pt}'),
    stays: settings('page: {font-size: 12, leading: 12pt}')
  },
  'config:narrow-margin': {
    fires: settings('page: {margins: {top: 3mm}}'),
    stays: settings('page: {margins: {top: 3mm}, running-heads: false, folios: foot}')
  },
  'config:page-without-text': {
    fires: settings('page: {margins: 100mm}'),
    stays: settings('page: {margins: 30mm}')
  },
  'config:kind': {
    fires: settings('degree: Master de sociologie'),
    stays: settings('degree: Master de sociologie\nkind: Mémoire de master')
  },
  'config:layout': {fires: settings('documentclass: book'), stays: settings('toc-depth: 2')}
} satisfies RuleCases<'config'>

const quarto = (yaml: string): Files => ({'_quarto.yml': yaml, 'index.qmd': '# Un\n\nTexte.\n'})

const latex = (body: string): Files => ({
  'thesis.tex': `\\documentclass{book}\n\\begin{document}\n${body}\\end{document}\n`,
  'one.md': '# Un\n\nTexte.\n',
  'thanks.tex': 'Merci.\n'
})

export const imports = {
  'import:unreadable': {fires: quarto('book: {title: "T}'), stays: quarto('book: {title: "T"}')},
  'import:unread-text': {
    fires: quarto('title: T\ndeclaration: Je déclare ceci.'),
    stays: quarto('title: T\nformat: {pdf: {documentclass: book}}')
  },
  'import:unread-tex': {
    fires: latex('\\input{one}\n\\input{thanks}\n'),
    stays: latex('\\input{one}\n% \\input{thanks}\n\\input{made-later}\n')
  }
} satisfies RuleCases<'import'>

export const files = {
  'files:missing-thesis': {fires: {'thesis/thesis.yaml': 'title: T\n'}, stays: nothing},
  'files:not-utf8': {
    fires: {'thesis/1.md': Buffer.from('# Un\n\nThèse.\n', 'latin1')},
    stays: {'thesis/1.md': Buffer.from('# Un\n\nThèse.\n')}
  },
  'files:outside': {fires: '![L](../../a.png){alt=x}', stays: '![L](../a.png){alt=x}'},
  'files:unreadable': {in: 'tests/unread.test.ts'},
  'files:hidden': {fires: {'thesis/.2.md': '# Deux\n'}, stays: {'thesis/.gitignore': 'x'}},
  'files:no-chapters': {
    fires: {'thesis/thesis.yml': 'title: Essai\n', 'thesis/README.md': '# Un\n'},
    stays: nothing
  },
  'files:unused-chapter': {
    fires: settings('chapters: [1.md]', nothing, {'thesis/2.md': '# Deux\n'}),
    stays: settings('chapters: [1.md]', nothing, {'thesis/_2.md': '# Deux\n'})
  },
  'files:unused-bibliography': {
    fires: {'thesis/a.bib': '@misc{a, title = {A}}', 'bibliography/b.bib': '@misc{b, title = {B}}'},
    stays: {'bibliography/a.bib': '@misc{a, title = {A}}'}
  },
  'files:missing-deck': {fires: {'slides/deck.md': '# Un\n'}, stays: {'slides/README.md': 'x'}}
} satisfies RuleCases<'files'>

export const outputs = {
  'outputs:not-ours': {in: 'tests/cli.test.ts'},
  'outputs:changed': {in: 'tests/publish/publish.test.ts'}
} satisfies RuleCases<'outputs'>

export const messages = {
  'messages:unknown-rule': {
    fires: settings('rules: {"text:double": off}'),
    stays: settings('rules: {"text:doubled-word": off}')
  },
  'messages:unused-ignore': {
    fires: '<!-- thesis-ignore text:doubled-word -->\n\nMot.',
    stays: '<!-- thesis-ignore text:doubled-word -->\n\nMot mot.'
  }
} satisfies RuleCases<'messages'>
