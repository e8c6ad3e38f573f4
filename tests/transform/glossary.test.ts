/** `glossary.yml`, `abbreviations.yml`: what the text links to, and the lists of the site and of the PDF. */

import {expect, test} from 'vitest'
import {buildFolder, textOf} from '../build.ts'
import {readPdf} from '../write/pdf-facts.ts'

const glossary = `écu: Une monnaie ancienne.
capabilité: Ce qu’une personne peut *faire*^[Note d’un terme.], selon @sen1999.
zone grise: {definition: Un entre-deux., see: [écu, capabilité], variants: entre-deux}
cheval: {definition: Un animal., plural: chevaux}
empowerment: {definition: Le pouvoir d’agir., lang: en}
action: {definition: Un acte., automatic: false}
organisation:
  {short: ONG, long: organisation non gouvernementale, plural: organisations non gouvernementales, definition: Une association.}
`
const first = `# Le concept

Titre et texte : la *capabilité*, puis la capabilité. Deux écus dans une zone
grise. Une action, et une :term[action précise]{entry="action"}. L’*[empowerment]{lang=en}*.

> « Le cheval », dit-elle.

Deux :term[chevaux] et \\glspl{cheval}. {term}\`Le mot <capabilité>\`. Une \\gls{ong}, puis \\acrfull{ong}.
`
const files = {
  'thesis/thesis.yml': 'title: Essai\nlang: fr\nauthor: A\n',
  'thesis/glossary.yml': glossary,
  'bibliography/a.bib': '@book{sen1999, author = {Sen, Amartya}, title = {Freedom}, year = 1999, publisher = {K}}',
  'thesis/1.md': first,
  'thesis/2.md': '# Deux\n\nCapabilités et écus encore ; la capabilité.\n'
}
const plain = (html: string) => html.replace(/<(?:"[^"]*"|[^>"])*>/g, '').replace(/\s+/g, ' ')
const linked = (html: string) =>
  [...html.matchAll(/<a id="use-[^"]*" class="term" href="([^"]*)">([^<]*)<\/a>/g)].map(
    ([, to, words]) => `${words!.replace(/\s+/g, ' ')} → ${to}`
  )

test('the first use in each chapter, and what is marked, leads to the entry, and the entry back', async () => {
  const built = await buildFolder(files, {only: ['html']})
  expect(built.messages).toEqual([])
  expect(linked(textOf(built, 'html/1.html'))).toEqual([
    'capabilité → glossaire.html#term-capabilite',
    'écus → glossaire.html#term-ecu',
    'zone grise → glossaire.html#term-zone-grise',
    'action précise → glossaire.html#term-action',
    'empowerment → glossaire.html#term-empowerment',
    'chevaux → glossaire.html#term-cheval',
    'chevaux → glossaire.html#term-cheval',
    'Le mot → glossaire.html#term-capabilite'
  ])
  expect(linked(textOf(built, 'html/2.html'))).toEqual([
    'Capabilités → glossaire.html#term-capabilite',
    'écus → glossaire.html#term-ecu'
  ])
  expect(plain(textOf(built, 'html/1.html'))).toContain(
    'Une organisation non gouvernementale (ONG), puis organisation non gouvernementale (ONG).'
  )
  const page = textOf(built, 'html/glossaire.html')
  const terms = [...page.matchAll(/<dt id="(term-[^"]*)">(.*?)<\/dt>/gs)]
  expect(terms.map(([, , term]) => plain(term!).trim())).toEqual([
    'action chapitre 1',
    'capabilité chapitre 1 (a, b) · chapitre 2',
    'cheval chapitre 1 (a, b)',
    'écu chapitre 1 · chapitre 2',
    'empowerment chapitre 1',
    'organisation non gouvernementale (ONG)',
    'zone grise chapitre 1'
  ])
  expect(page).toContain('<em>faire</em>')
  expect(plain(page)).toContain('Un entre-deux. voir aussi écu, capabilité')
  expect(page).toContain('<a href="#term-ecu">')
  for (const [, file, id] of page.matchAll(/href="([12])\.html#(use-[^"]*)"/g)) {
    expect(textOf(built, `html/${file}.html`)).toContain(`id="${id}"`)
  }
})

test('the PDF prints it after the text, with its pages; the abbreviations before it', async () => {
  const {outputs, messages} = await buildFolder(files, {only: ['pdf']})
  expect(messages).toEqual([])
  const {pages} = await readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
  const texts = pages.map(({text}) => text.replace(/\s+/g, ' ').trim())
  const at = (start: RegExp) => texts.findIndex((text) => start.test(text))
  const list = texts[at(/^Glossaire/)]!
  const [one, two] = [/^Chapitre 1/, /^Chapitre 2/].map((start) => pages[at(start)]!.label)
  expect(list).toContain(`capabilité, ${one}, ${two} Ce qu’une personne peut faire`)
  expect(list).toMatch(/action.*capabilité.*cheval.*écu.*empowerment.*organisation.*zone grise/)
  expect(at(/^Glossaire/)).toBeGreaterThan(at(/^Chapitre 2/))
  const abbreviations = at(/^Liste des abréviations ONG Organisation non gouvernementale/)
  expect(abbreviations).toBeGreaterThan(at(/^Table des matières/))
  expect(abbreviations).toBeLessThan(at(/^Chapitre 1/))
})

test('`order:` and the author say where the lists stand', async () => {
  const before = {
    ...files,
    'thesis/thesis.yml': `${files['thesis/thesis.yml']}order: [glossary, contents]\nabbreviations: {PNUD: Programme}\n`,
    'thesis/2.md': '# Deux\n\nCapabilités, le PNUD.\n'
  }
  const {outputs} = await buildFolder(before, {only: ['pdf']})
  const {pages} = await readPdf(outputs.get('thesis.pdf')!.contents as Uint8Array)
  const starts = pages.map(({text}) => text.trim().split(/\s+/).slice(0, 2).join(' '))
  expect(starts.indexOf('Glossaire action,')).toBe(1)
  expect(starts.indexOf('Table des')).toBe(2)
  expect(pages.map(({text}) => text).join('')).not.toContain('Liste des abréviations')

  const own = {
    ...files,
    'thesis/3.md': '# Mots {.unnumbered}\n\nVoici.\n\n::: {#glossary}\nbœuf\n:   Un *animal*.\n:::\n'
  }
  const built = await buildFolder(own, {only: ['html']})
  expect(built.outputs.has('html/glossaire.html')).toBe(false)
  const page = textOf(built, 'html/3.html')
  expect([...page.matchAll(/<dt[^>]*>([^<]*)/g)].map(([, term]) => term!.trim()).slice(0, 3)).toEqual([
    'action',
    'bœuf',
    'capabilité'
  ])
  expect(linked(textOf(built, 'html/1.html'))[0]).toBe('capabilité → 3.html#term-capabilite')
  expect(built.messages.map(({rule, file, line}) => [rule, file, line])).toEqual([['terms:unused', 'thesis/3.md', 6]])
})

test('abbreviations stand in thesis.yml, in a file beside it, or in a chapter', async () => {
  const built = await buildFolder(
    {
      'thesis/thesis.yml': 'title: A\nlang: en\nabbreviations: {WHO: World Health Organization}\n',
      'thesis/abbreviations.yml': 'UN: United Nations\nEU: European Union\n',
      'thesis/1.md':
        '# One\n\nThe WHO, the UN and the NGO.\n\n*[NGO]: non-governmental organisation\n\n```\n*[X]: y\n```\n'
    },
    {only: ['html', 'pdf']}
  )
  expect(built.messages.map(({rule, file, line}) => [rule, file, line])).toEqual([
    ['abbreviations:unused', 'thesis/abbreviations.yml', 2]
  ])
  expect(plain(textOf(built, 'html/1.html'))).toContain(
    'The World Health Organization (WHO), the United Nations (UN) and the non-governmental organisation (NGO).'
  )
  const page = textOf(built, 'html/list-of-abbreviations.html')
  expect([...page.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, term]) => plain(term!))).toEqual(['EU', 'NGO', 'UN', 'WHO'])
  const {pages} = await readPdf(built.outputs.get('thesis.pdf')!.contents as Uint8Array)
  expect(pages.filter(({text}) => /List of abbreviations\s+EU/.test(text))).toHaveLength(1)
})

test('an Arabic glossary runs from the right, in the order of its letters', async () => {
  const arabic = {
    'thesis/thesis.yml': 'title: بحث\nlang: ar\n',
    'thesis/glossary.yml': 'نهر: مجرى ماء.\nبحر: ماء مالح.\n',
    'thesis/1.md': '# فصل\n\nهذا نهر وماء للبحر. :term[النهر].\n'
  }
  const built = await buildFolder(arabic, {only: ['html']})
  expect(built.messages).toEqual([])
  const page = [...built.outputs].find(([path]) => path.includes('مسرد'))![1]
  expect([...String(page.contents).matchAll(/<dt id="[^"]*">([^<]*)/g)].map(([, term]) => term!.trim())).toEqual([
    'بحر',
    'نهر'
  ])
  expect(textOf(built, 'html/1.html')).toMatch(/class="term" href="[^"]*#term-نهر"/)
})

test('what is wrong with it is said where it is written', async () => {
  const built = await buildFolder(
    {
      ...files,
      'thesis/glossary.yml': 'mot: Un terme, dans le texte @absent.\nmotif: Un autre.\nseul: Jamais employé.\n',
      'thesis/1.md': '# Un\n\nUn mot. Un :term[mott], \\gls{rien}.\n'
    },
    {only: ['html']}
  )
  expect(built.messages.map(({rule, file, line, fix}) => [rule, file, line, fix])).toEqual([
    ['terms:unknown', 'thesis/1.md', 3, 'Did you mean `mot`?'],
    ['terms:unknown', 'thesis/1.md', 3, 'Add `rien: …` to glossary.yml, or write the words alone.'],
    ['citations:unknown-key', 'thesis/glossary.yml', 1, expect.anything()],
    ['terms:unused', 'thesis/glossary.yml', 2, expect.anything()],
    ['terms:unused', 'thesis/glossary.yml', 3, expect.anything()]
  ])
})

test('quarto-glossary writes the same', async () => {
  const built = await buildFolder(
    {
      ...files,
      'thesis/glossary.yml': 'effect size: How large an effect is.\n',
      'thesis/thesis.yml': 'title: A\nlang: en\n',
      'thesis/1.md':
        '# One\n\nThe {{< glossary "effect size" display="size" >}}.\n\n# Words {.unnumbered}\n\n{{< glossary table=true >}}\n',
      'thesis/2.md': '# Two\n\nText.\n'
    },
    {only: ['html']}
  )
  expect(built.messages.filter(({rule}) => rule !== 'bibliography:uncited')).toEqual([])
  expect(linked(textOf(built, 'html/1.html'))).toEqual(['size → words.html#term-effect-size'])
})

test('definitions of LaTeX are entries, wherever they are typed but in code', async () => {
  const tex = String.raw
  const built = await buildFolder(
    {
      'thesis/thesis.yml': tex`title: Essai
lang: fr
author: A
header-includes: |
  \newacronym{onu}{ONU}{Organisation des Nations unies}
`,
      'thesis/1.md': tex`# Un

\newglossaryentry{khettara}{
  name=khettara, plural={khettaras},
  description={Une galerie, \emph{drainante}}
}
\DeclareAcronym{oms}{short=OMS, long={Organisation mondiale de la santé}}

Deux \glspl{khettara}, \acrshort{onu}, \ac{oms}, ${'`'}\newacronym{a}{b}{c}${'`'}.
`
    },
    {only: ['html']}
  )
  expect(built.messages).toEqual([])
  const text = plain(textOf(built, 'html/1.html'))
  expect(text).toContain('Deux khettaras, ONU, Organisation mondiale de la santé (OMS), \\newacronym{a}{b}{c}.')
  expect(text).not.toContain('drainante')
  expect(textOf(built, 'html/glossaire.html')).toContain('Une galerie, <em>drainante</em>')
})
