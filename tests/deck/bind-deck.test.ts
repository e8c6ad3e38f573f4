/** Slides agree with the thesis: its values, figures, citations and places, and a message for what it has not. */

import {describe, expect, it} from 'vitest'
import {writeNotes} from '../../scripts/deck/write/write-notes.ts'
import {bindFiles} from './bound-deck.ts'

const chapter = `# Les besoins {#sec-besoins}

## La pauvreté {#sec-pauvrete}

Elle recule, lentement [@sen1999; @yin2018].

:::chart{#fig-pauvrete name="series" series="poverty"}
La pauvreté *au Maroc*
:::

Source : Banque mondiale.
`

const bibliography = `@book{sen1999, author = {Sen, Amartya}, title = {Development as Freedom}, year = {1999}, publisher = {Knopf}, address = {New York}}
@book{yin2018, author = {Yin, Robert K.}, title = {Case Study Research}, year = {2018}, publisher = {SAGE}, address = {London}}
`

const series = `series,label,unit,year,value,qualifier,source,group,formula,note
poverty,Taux de pauvreté,%,2001,15.3,,sen1999,,,
poverty,Taux de pauvreté,%,2014,4.8,,sen1999,,,
wells,Puits,puits,2001,31,,sen1999,,,
wells,Puits,puits,2014,44,,sen1999,,,
`

/** What a deck shows, and its messages, in a thesis of one chapter. */
async function bind(slides: string, settings = '') {
  const {deck, messages} = await bindFiles({
    'thesis/thesis.yml': `title: Essai\nlang: fr-FR\n${settings}`,
    'thesis/01-besoins.md': chapter,
    'thesis/data/indicators.csv': series,
    'thesis/data/tables/codes.csv':
      'site,theme,code,text\nNord,eau,fort,**:value[poverty@2001]{unit}**\nSud,sol,faible,\n',
    'thesis/data/tables/broken.csv': 'site,text\nNord,:value[povrety@2001]\n',
    'bibliography/references.bib': bibliography,
    'slides/slides.md': slides
  })
  return {
    deck,
    reasons: messages.map(({reason}) => reason),
    messages: messages.map(({line, column, ruleId, expected}) =>
      `${line}:${column} ${ruleId} ${expected?.[0] ?? ''}`.trim()
    )
  }
}

describe('a slide', () => {
  it('prints values as the thesis prints them', async () => {
    const {deck, messages} = await bind('# Un\n\n<Value of="poverty@2001" unit /> puis <Value of="poverty@2014" />\n')
    expect(messages).toEqual([])
    expect(deck.values).toEqual({'poverty@2001 unit': '15,3\u00A0%', 'poverty@2014': '4,8'})
  })

  it('counts and crosses a table of the author’s, and says numbers in letters, in notes too', async () => {
    const cross = '<CaseTable name="cross" of="codes" by="site" across="theme" cells="text, *code*" join=" : " />'
    const {deck, messages} = await bind(
      `# Un\n\n<Value of="codes/code=fort" letters feminine capital /> case.\n\n${cross}\n\n<!--\nSur <Value of="codes" letters /> cas.\n-->\n`
    )
    expect(messages).toEqual([])
    expect(deck.values).toEqual({'codes/code=fort capital feminine letters': 'Une', 'codes letters': 'deux'})
    const [table] = Object.values(deck.tables)
    expect(table).toEqual({
      align: ['left', 'left', 'left'],
      head: ['Site', 'eau', 'sol'],
      rows: [
        ['Nord', '15,3\u00A0% : fort', '—'],
        ['Sud', '—', 'faible']
      ].map((row) => row.map((cell) => cell.replace(' :', '\u00A0:')))
    })
    expect(deck.slides[0]!.note).toBe('Sur deux cas.')
  })

  it('names the value of a cell that the data have not', async () => {
    const {messages} = await bind('# Un\n\n<CaseTable name="cross" of="broken" by="site" cells="text" />\n')
    expect(messages).toEqual(['3:1 unknown-value poverty@2001'])
  })

  it('cites in the thesis’s style, and the works listed are those that the slides cite', async () => {
    const {deck, messages} = await bind('# Un\n\nVoir [@yin2018, p. 3].\n\n---\n\n<References />\n')
    expect(messages).toEqual([])
    expect(deck.citations).toEqual({'[@yin2018, p. 3]': '(Yin, 2018)'})
    expect(deck.references.flat().map(({key}) => key)).toEqual(['yin2018'])
  })

  it('shows a figure of the thesis with its number and caption', async () => {
    const {deck, messages} = await bind('# Un\n\n<Figure id="fig-pauvrete" />\n')
    expect(messages).toEqual([])
    expect(deck.figures['fig-pauvrete']).toMatchObject({
      label: 'Figure 1',
      caption: 'La pauvreté <em>au Maroc</em>',
      picture: expect.stringContaining('<svg')
    })
  })

  it('names the sources of a chart in the thesis’s style, unless the slide does', async () => {
    const chart = '<Chart name="series" series="poverty" />'
    const sourceOf = async (slide: string) => {
      const {deck, messages} = await bind(slide)
      expect(messages).toEqual([])
      return deck.charts['series series=poverty']?.source.replace(/<[^>]+>/g, '')
    }
    expect(await sourceOf(`# Un\n\n${chart}\n`)).toMatch(/^Source\s: Sen \(1999\)\.$/)
    expect(await sourceOf(`# Un\n\n${chart}\n\n<Source>Banque mondiale</Source>\n`)).toBe('')
  })

  it('shows a chart of the thesis in a drawing for slides, low and with large words', async () => {
    const {deck, messages} = await bind(
      '# Un\n\n<Chart name="series" series="poverty" />\n\n<Figure id="fig-pauvrete" />\n'
    )
    expect(messages).toEqual([])
    for (const svg of [deck.charts['series series=poverty']!.svg, deck.figures['fig-pauvrete']!.picture]) {
      const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number)
      expect((868 / width!) * height!).toBeLessThanOrEqual(387)
      expect((868 / width!) * 8.5).toBeGreaterThanOrEqual(20)
    }
  })

  it('keeps apart what is drawn with other options, and leaves looks to Vue', async () => {
    const {deck, messages} = await bind(
      '# Un\n\n<CaseTable name="indicators" :rows="[0]" class="small" />\n\n<CaseTable name="indicators" series="poverty" />\n\n<Chart name="series" series="poverty" v-click />\n'
    )
    expect(messages).toEqual([])
    expect(Object.keys(deck.tables)).toEqual(['indicators', 'indicators series=poverty'])
    expect(Object.keys(deck.charts)).toEqual(['series series=poverty'])
  })

  it('refers to figures and sections by their numbers', async () => {
    const {deck, messages} = await bind('# Un\n\nVoir @fig-pauvrete et la @sec-pauvrete.\n')
    expect(messages).toEqual([])
    expect(deck.citations).toEqual({'@fig-pauvrete': 'figure\u00A01', '@sec-pauvrete': 'section\u00A01.1'})
  })

  it('cites in the notes too, which are printed with the clock', async () => {
    const {deck, messages} = await bind(
      '# Un\n\n<!--\n(0:20)\n\nSelon [@yin2018] : oui.\n-->\n\n---\n\n# Deux\n\n<References />\n\n<!--\n(0:40)\n\nFin.\n-->\n'
    )
    expect(messages).toEqual([])
    expect(writeNotes(deck)).toBe(
      '# Essai\n\n## 1. Un\n\n*0:00–0:20*\n\nSelon (Yin, 2018)\u00A0: oui.\n\n## 2. Deux\n\n*0:20–1:00*\n\nFin.\n'
    )
  })

  it('prints the note of a note style in brackets', async () => {
    const {deck} = await bind('# Un\n\nVoir [@yin2018].\n\n<References />\n', 'citations: {style: notes}\n')
    expect(deck.citations['[@yin2018]']).toBe('(Yin, 2018)')
  })

  it('says its place in the thesis', async () => {
    const {deck} = await bind('---\nthesis: sec-pauvrete\n---\n\n# Un\n\n---\nthesis: sec-besoins\n---\n\n# Deux\n')
    expect(deck.slides.map(({place}) => place)).toEqual(['§\u00A01.1', 'chap.\u00A01'])
  })
})

describe('a deck that contradicts the thesis', () => {
  it.each([
    ['# Un\n\n<Value of="povrety@2001" />\n', '3:1 unknown-value poverty@2001'],
    ['# Un\n\n<Value of="poverty@2002" />\n', '3:1 unknown-value poverty@2001'],
    ['# Un\n\nLa pauvreté était de 15,3 % en 2001.\n', '3:22 unbound-number poverty@2001'],
    ['# Un\n\nSelon [@sne1999].\n', '3:8 unknown-key sen1999'],
    ['# Un\n\nVoir @fig-pauvrte.\n', '3:6 unknown-label fig-pauvrete'],
    ['# Un\n\n<!--\n(0:10) Selon [@sne1999].\n-->\n', '4:15 unknown-key sen1999'],
    ['# Un\n\n<Figure id="fig-pauvrte" />\n', '3:1 unknown-figure fig-pauvrete'],
    ['# Un\n\n<Chart name="povrety" />\n', '3:1 unknown-chart'],
    ['# Un\n\n<Chart name="series" series="poverty + wells" />\n', '3:1 not-comparable'],
    ['# Un\n\n<CaseTable name="comparaison" />\n', '3:1 unknown-table comparison'],
    ['# Un\n\n<CaseCard case="zakora" />\n', '3:1 unknown-case'],
    ['---\nthesis: sec-pauvrte\n---\n\n# Un\n', '1:1 unknown-place sec-pauvrete'],
    ['# Un\n\n[@sen1999]\n', '1:1 unlisted-works']
  ])('%j is told where', async (slides, message) => {
    const {messages} = await bind(slides)
    expect(messages).toContain(message)
  })

  it('may name all that in code', async () => {
    const {messages} = await bind('# Un\n\n```md\n<Value of="x" /> [@nobody] 15,3 %\n```\n\n`<Chart name="x" />`\n')
    expect(messages).toEqual([])
  })
})

it('a list of works that takes several slides is reported once, and Slidev’s slides are those that we know', async () => {
  const count = 30
  const keys = Array.from({length: count}, (_, index) => `work${index}`)
  const words = 'Un titre assez long pour que la liste prenne plus de place que n’en a une page de la soutenance'
  const {deck} = await bindFiles({
    'thesis/thesis.yml': 'title: Essai\nlang: fr-FR\n',
    'thesis/01.md': `# Un\n\n${keys.map((key) => `[@${key}]`).join(' ')}\n`,
    'bibliography/references.bib': keys
      .map((key) => `@book{${key}, author = {Nom${key}, Prénom}, title = {${words}, ${words}}, year = {2001}}\n`)
      .join(''),
    'slides/slides.md': `# Un\n\n${keys.map((key) => `[@${key}]`).join(' ')}\n\n---\nlayout: references\nrouteAlias: travaux\n---\n\n# Travaux "cités"\n\n<References />\n\n<!--\n(0:20)\n-->\n\n---\n\n# Fin\n`
  })
  const pages = deck.references.length
  expect(pages).toBeGreaterThan(1)
  expect(deck.slides.map(({title}) => title)).toEqual([
    'Un',
    'Travaux «\u00A0cités\u00A0»',
    ...Array.from({length: pages - 1}, (_, index) => `Travaux «\u00A0cités\u00A0» (${index + 2})`),
    'Fin'
  ])
  expect(deck.slides.map(({seconds}) => seconds).reduce((a, b) => a + b)).toBe(20)
  expect(deck.slides.filter(({alias}) => alias === 'travaux')).toHaveLength(1)
  const typeset = Object.values(deck.typeset)
  expect(typeset.filter((content) => /<References (?::page="\d+" )?\/>/.test(content))).toHaveLength(pages)
})
