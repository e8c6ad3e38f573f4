/** A deck is held against the thesis: planted contradictions are found where they stand, and ordinary sentences are left alone. */

import {readFileSync} from 'node:fs'
import path from 'node:path'
import {VFile} from 'vfile'
import {beforeAll, describe, expect, it} from 'vitest'
import {openDeck} from '../../scripts/deck/build-deck.ts'
import {readDeck} from '../../scripts/deck/read/read-deck.ts'
import {writeNotes} from '../../scripts/deck/write/write-notes.ts'
import {openFolder} from '../../scripts/files.ts'
import {openThesis} from '../../scripts/open-thesis.ts'
import {silently} from '../../scripts/progress.ts'
import {caseStudy} from '../rules/sample-data.ts'
import {bindFiles} from './bound-deck.ts'

const needs = `# Les besoins {#sec-besoins}

## La pauvreté {#sec-pauvrete}

Le taux de pauvreté recule, de :value[poverty@2001]{unit} en 2001 à :value[poverty@2014]{unit} en 2014 [@sen1999].

:::chart{#fig-pauvrete name="series" series="poverty"}
La pauvreté *au Maroc*. En pour cent de la population.
:::

## La méthode {#sec-methode}

Nous avons lu quatre cas, mené 12 entretiens et posé 30 questionnaires [@bouazza2019], de 2019 à 2023. Près de 1 450 pages ont été relues.

On appelle « innovation sociale » *une réponse nouvelle dans son contexte, portée par un collectif, à un besoin mal couvert*. L'effet de l'arrangement reste à établir ; il ne se confond pas avec l'activité[^1].

[^1]: Le mot d'effet est pris ici au sens fort.

![Une école de douar](images/ecole.png){#fig-ecole}

| Région | Écoles |
|:-------|-------:|
| Nord   |     17 |
| Sud    |     23 |

: Les écoles visitées {#tbl-ecoles}
`

const study = `# La Fondation des écoles {#sec-fondation}

La fondation ouvre des préscolaires : :value[ecoles.preschools@2024]{unit} en 2024. L'eau se paie :value[ecoles.fee@2015]{unit}. Au baccalauréat se présentent :value[ecoles.candidates@2022] filles.

La loi sur les associations a été adoptée en 2002. Le programme national a été lancé en 2005.
`

const data = `${caseStudy}  candidates:
    label: candidates au baccalauréat
    unit: [fille, filles]
    observations: [{date: 2022, value: 22, status: reported, sources: [sen1999]}]
`

const series = `series,label,unit,year,value,qualifier,source,group,formula,note
poverty,Taux de pauvreté,%,2001,15.3,,sen1999,,,
poverty,Taux de pauvreté,%,2014,4.8,,sen1999,,,
population,Population,habitants,2014,33848242,,sen1999,,,
population,Population,habitants,2024,36828330,,sen1999,,,
`

const bibliography = `@book{sen1999, author = {Sen, Amartya}, title = {Development as Freedom}, year = {1999}, publisher = {Knopf}, address = {New York}}
@book{yin2018, author = {Yin, Robert K.}, title = {Case Study Research}, year = {2018}, publisher = {SAGE}, address = {London}}
@book{bouazza2019, author = {Bouazza, Abdellatif and Nafil, Youssef}, title = {Innovation sociale}, year = {2019}, publisher = {CIRIEC}, address = {Liège}}
`

/** The smallest GIF, of one pixel of a colour. */
const picture = (colour: number) =>
  new Uint8Array([
    71,
    73,
    70,
    56,
    57,
    97,
    1,
    0,
    1,
    0,
    128,
    0,
    0,
    colour,
    0,
    0,
    0,
    0,
    0,
    44,
    0,
    0,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
    2,
    2,
    68,
    1,
    0,
    59
  ])

const thesis = {
  'thesis/thesis.yml': 'title: Essai\nlang: fr-FR\ndate: 12 mars 2027\n',
  'thesis/01-besoins.md': needs.replace('ecole.png', 'ecole.gif'),
  'thesis/02-fondation.md': study,
  'thesis/images/ecole.gif': picture(1),
  'thesis/data/case-studies/ecoles.yml': data,
  'thesis/data/indicators.csv': series,
  'bibliography/references.bib': bibliography
}

const head = (settings: string) => `---\ntitle: Essai\n---\n\n# Un\n\n---\n${settings}\n---\n\n# Deux\n\n`

/** What a second slide is told, of one or more lines from line 13 on, and what notes it has. */
async function tell(text: string, settings = 'thesis: sec-methode', files: Record<string, Uint8Array> = {}) {
  const {messages, deck} = await bindFiles({...thesis, ...files, 'slides/slides.md': `${head(settings)}${text}\n`})
  const told = messages.filter(({ruleId}) => !['unlisted-works', 'too-many-words'].includes(ruleId ?? ''))
  return {
    deck,
    reasons: told.map(({reason}) => reason),
    slides: told.map((message) => message.slide),
    severities: told.map(({fatal}) => (fatal ? 'error' : 'warning')),
    messages: told.map(({line, column, ruleId, expected}) =>
      `${line}:${column} ${ruleId} ${expected?.[0] ?? ''}`.trim()
    )
  }
}

const inCase = 'case: ecoles\nthesis: sec-fondation'
const inPoverty = 'thesis: sec-pauvrete'

it('has a fixture that binds without a message', async () => {
  const {messages} = await bindFiles({...thesis, 'slides/slides.md': head('thesis: sec-methode')})
  expect(messages.map(({reason}) => reason)).toEqual([])
})

describe('a number', () => {
  it.each<[slide: string, settings: string, message: string]>([
    ['Il y a 5 133 préscolaires.', '', '13:8 unbound-number ecoles.preschools@2024'],
    ['Il y a **5 133** préscolaires.', '', '13:10 unbound-number ecoles.preschools@2024'],
    ['Il y a 5 233 préscolaires.', '', '13:8 contradicting-number ecoles.preschools@2024'],
    ['<!--\nIl y a 5 233 préscolaires.\n-->', '', '14:8 contradicting-number ecoles.preschools@2024'],
    ['<div>\n5 233 préscolaires\n</div>', '', '14:1 contradicting-number ecoles.preschools@2024'],
    ['Taux de pauvreté : 16,3 %', inPoverty, '13:20 contradicting-number poverty@2001'],
    ['| Pauvreté | 2001 |\n|:--|--:|\n| Taux | 5,8 % |', inPoverty, '15:10 contradicting-number poverty@2014'],
    ["L'eau coûte 2,5 €.", inCase, '14:13 contradicting-number ecoles.fee@2015'],
    ['22 candidates au baccalauréat', inCase, '14:1 unbound-number ecoles.candidates@2022'],
    ['24 candidates au baccalauréat', inCase, '14:1 contradicting-number ecoles.candidates@2022'],
    ['Au baccalauréat : 22', inCase, '14:19 unbound-number ecoles.candidates@2022'],
    ['De 110 à 5 134 préscolaires', inCase, '14:10 contradicting-number ecoles.preschools@2024'],
    ['Près de 6 000 préscolaires', inCase, '14:9 contradicting-number ecoles.preschools@2024'],
    ['13 entretiens', '', '13:1 unfounded-number 12 entretiens'],
    ['30 entretiens', '', '13:1 unfounded-number 12 entretiens'],
    ['Nos 5 cas', '', '13:5 unfounded-number quatre cas'],
    ['812 autobus', '', '13:1 unfounded-number'],
    ['Au total : 1 451', '', '13:12 unfounded-number'],
    ['36,9 millions d’habitants', '', '13:1 contradicting-number population@2024']
  ])('%j (%s) is told where', async (slide, settings, message) => {
    const {messages} = await tell(slide, settings || undefined)
    expect(messages).toContain(message)
    expect(messages.filter((one) => one !== message && !one.includes('unbound-number'))).toEqual([])
  })

  it.each([
    ['À Amizmiz, la pluie est de 431 mm en 2019', 'contradicting-number pluies.Pluie (mm)/station=Amizmiz/année=2019'],
    ['À Amizmiz, la pluie est de 412 mm en 2019', 'unbound-number pluies.Pluie (mm)/station=Amizmiz/année=2019'],
    ['La pluie à Asni : 358,5 mm', 'contradicting-number pluies.Pluie (mm)/station=Asni/année=2020']
  ])('of any table of the data, declared or not, is compared with its cells: %s', async (slide, message) => {
    const table = 'station,année,Pluie (mm)\nAmizmiz,2019,412\nAmizmiz,2020,287.5\nAsni,2019,\nAsni,2020,385.5\n'
    const {messages} = await tell(slide, undefined, {'thesis/data/pluies.csv': Buffer.from(table)})
    expect(messages.map((one) => one.replace(/^\S+ /, ''))).toEqual([message])
  })

  it('that the thesis has of something else is reported so', async () => {
    expect((await tell('812 autobus')).reasons[0]).toMatch(/is not in the thesis$/)
    expect((await tell('12 autobus')).reasons[0]).toMatch(/is not in the thesis of this subject$/)
  })

  it('that the thesis has otherwise is an error; one that it has not at all is a warning', async () => {
    expect((await tell('13 entretiens')).severities).toEqual(['warning'])
    expect((await tell('812 autobus')).severities).toEqual(['warning'])
    expect((await tell('> Une réponse neuve dans son contexte')).severities).toEqual(['warning'])
    expect((await tell('> Des mots que personne n’a jamais écrits là')).severities).toEqual(['warning'])
  })

  it.each<[slide: string, settings?: string]>([
    ['Il y a <Value of="ecoles.preschools@2024" unit />.'],
    ['<!--\nIl y a <Value of="ecoles.preschools@2024" unit />.\n-->'],
    ['12 entretiens et 30 questionnaires'],
    ['Nos 4 cas'],
    ['Quatre cas'],
    ['| Région | Écoles |\n|:--|--:|\n| Nord | 17 |\n| Sud | 23 |'],
    ['Pages relues : 1 450'],
    ['Plus de 5 000 préscolaires', inCase],
    ['36,8 millions d’habitants'],
    ['## 3 messages\n\n- un\n- deux\n- trois'],
    ['20 minutes, 32 diapositives'],
    ['`5 233 préscolaires`'],
    ['$x = 5233$'],
    ['$$ a_{815} + b_{816} $$'],
    ['$$\na_{815}\n+ b_{816}\n$$'],
    ['Une affirmation[^812].\n\n[^812]: Une source.'],
    ['Les 20 min de marche[^3]']
  ])('%j is left alone', async (slide, settings) => {
    expect((await tell(slide, settings)).reasons).toEqual([])
  })

  it('is reported with what the data say, and what to write', async () => {
    const {reasons} = await tell('Il y a 5 233 préscolaires.')
    expect(reasons).toEqual(['Number `5 233` contradicts the data: `ecoles.preschools@2024` is `5 133 préscolaires`'])
  })

  it('in notes is reported as in notes', async () => {
    const {reasons} = await tell('<!--\n(0:10) 13 entretiens.\n-->')
    expect(reasons).toEqual(['Number `13` in the notes does not agree with the thesis, which has `12 entretiens`'])
  })
})

it('in English is read as English writes it', async () => {
  const english = {...thesis, 'thesis/thesis.yml': 'title: Essay\nlang: en-GB\n'}
  const check = async (text: string) => {
    const {messages} = await bindFiles({...english, 'slides/slides.md': `${head('thesis: sec-pauvrete')}${text}\n`})
    return messages.map(({line, column, ruleId}) => `${line}:${column} ${ruleId}`).sort()
  }
  expect(await check('There are 5,133 of them, and 15.3% of poverty.')).toEqual([
    '13:11 unbound-number',
    '13:30 unbound-number'
  ])
  expect(await check('There are 5,233 préscolaires; see chapter 1.')).toEqual([
    '13:11 contradicting-number',
    '13:35 unbound-reference'
  ])
  expect(await check('Founded in 1993, in 3 slides and 20 minutes')).toEqual(['13:12 unfounded-number'])
})

describe('a year', () => {
  it.each<[slide: string, settings: string, message: string]>([
    ['Fondée en 1993', inCase, '14:11 contradicting-number ecoles.founded'],
    ['Fondée par les intéressés, en 1993', inCase, '14:31 contradicting-number ecoles.founded'],
    ['Fondée en 1992', inCase, '14:11 unbound-number ecoles.founded'],
    ['La loi adoptée en 2003', inCase, '14:19 unfounded-number 2002'],
    ['<Value of="poverty@2001" unit /> de pauvres en 2002', inPoverty, '13:48 contradicting-number 2001'],
    ['En 2013 : <Value of="poverty@2014" unit />', inPoverty, '13:4 contradicting-number 2014'],
    [
      '| Pauvreté, 2001 et 2015 | <Value of="poverty@2001" /> | <Value of="poverty@2014" /> |',
      inPoverty,
      '13:21 contradicting-number 2001'
    ],
    ['Un tournant en 1956', '', '13:16 unfounded-number'],
    ['Les années 2001', inPoverty, '13:12 unfounded-number']
  ])('%j (%s) is told where', async (slide, settings, message) => {
    expect((await tell(slide, settings || undefined)).messages).toEqual([message])
  })

  it.each<[slide: string, settings?: string]>([
    ['Fondée en <Value of="ecoles.founded" />', inCase],
    ['La loi adoptée en 2002', inCase],
    ['La loi sur les associations, 2002'],
    ['<Value of="poverty@2001" unit /> en 2001, <Value of="poverty@2014" unit /> en 2014'],
    ['| Pauvreté, 2001 et 2014 | <Value of="poverty@2001" /> | <Value of="poverty@2014" /> |'],
    ['Enquête de 2019 à 2023'],
    ['La pauvreté de 2001 à 2014', inPoverty],
    ['Soutenance du 12 mars 2027'],
    ['Agenda 2030'],
    ['Le programme national, lancé en 2005', inCase]
  ])('%j is left alone', async (slide, settings) => {
    expect((await tell(slide, settings)).reasons).toEqual([])
  })
})

it('a span of years is reported as a whole', async () => {
  const {messages} = await tell('Enquête de 2014 à 2023')
  expect(messages).toEqual(['13:12 unfounded-number', '13:19 unfounded-number'])
})

describe('a reference typed by hand', () => {
  it.each<[slide: string, message: string, severity: string]>([
    ['Voir le chapitre 1.', '13:9 unbound-reference @sec-besoins', 'warning'],
    ['Voir le chapitre 7.', '13:9 unbound-reference @sec-besoins', 'warning'],
    ['Voir la figure 2.', '13:9 unbound-reference @fig-ecole', 'warning'],
    ['Voir la figure 3.', '13:9 unbound-reference @fig-pauvrete', 'warning'],
    ['Voir le § 1.2.', '13:9 unbound-reference @sec-methode', 'warning'],
    ['Voir les chapitres 1 et 2.', '13:10 unbound-reference @sec-besoins', 'warning'],
    ['Voir le tableau 4.', '13:9 unbound-reference @tbl-ecoles', 'warning']
  ])('%j is told', async (slide, message, severity) => {
    const {messages, severities} = await tell(slide)
    expect(messages).toEqual([message])
    expect(severities).toEqual([severity])
  })

  it.each([
    'Voir @fig-ecole et le @sec-besoins.',
    'Un tableau de bord, une figure de style, des chapitres.',
    'Voir [@bouazza2019, chap. 7].'
  ])('%j is left alone', async (slide) => {
    expect((await tell(slide)).reasons).toEqual([])
  })
})

describe('a quotation', () => {
  it.each<[slide: string, message: string]>([
    ['> Une réponse neuve dans son contexte', '13:3 unknown-quotation une réponse nouvelle dans son contexte'],
    ['Dire « reste à établir l’effet »', '13:6 unknown-quotation'],
    ['> L’effet […] se confond avec l’activité', '13:3 unknown-quotation'],
    [
      '<!--\n(0:10) On lit « il se confond avec l’activité ».\n-->',
      '14:15 unknown-quotation il ne se confond pas avec l’activité'
    ]
  ])('%j of other words is told', async (slide, message) => {
    const {messages} = await tell(slide)
    expect(messages.map((one) => (one.includes(message) ? message : one))).toEqual([message])
  })

  it.each([
    '> *Une réponse nouvelle* dans son contexte, **portée par un collectif**, à un besoin mal couvert.',
    '> Une réponse nouvelle […] à un besoin mal couvert\n\nsuite',
    "Dire “l'effet de l'arrangement reste à établir”.",
    'Dire « pris ici au sens fort ».',
    'Dire « la société civile ».',
    'Un taux de pauvreté qui « recule, de <Value of="poverty@2001" unit /> en 2001 ».'
  ])('%j of the thesis is left alone', async (slide) => {
    expect((await tell(slide)).reasons).toEqual([])
  })

  it('says which words differ', async () => {
    const {reasons} = await tell('> Une réponse neuve dans son contexte, portée par un collectif')
    expect(reasons).toEqual(['Quotation differs from the thesis: `neuve` for `nouvelle`'])
  })
})

describe('a caption', () => {
  const caption = 'La pauvreté au Maroc. En pour cent de la population.'
  it.each<[slide: string, message: string]>([
    ['<Figure id="fig-pauvrete" caption="La richesse au Maroc" />', `13:1 contradicting-caption ${caption}`],
    ['<Chart name="series" series="poverty" caption="La richesse" />', `13:1 contradicting-caption ${caption}`],
    ['Figure 1 – La richesse au Maroc', `13:12 contradicting-caption ${caption}`],
    ['Figure 2 – La pauvreté au Maroc', '13:12 contradicting-caption Une école de douar'],
    ['Figure 1 – La pauvreté au Maroc', '13:1 unbound-reference @fig-pauvrete']
  ])('%j is told', async (slide, message) => {
    expect((await tell(slide)).messages).toEqual([message])
  })

  it.each(['<Figure id="fig-pauvrete" caption="La pauvreté au Maroc." />', '<Figure id="fig-ecole" />'])(
    '%j of the thesis is left alone',
    async (slide) => {
      expect((await tell(slide)).reasons).toEqual([])
    }
  )
})

describe('a figure', () => {
  it('copied from the thesis and changed is reported', async () => {
    const {messages} = await tell('![École](./ecole.gif)', undefined, {'slides/ecole.gif': picture(2)})
    expect(messages).toEqual(['13:1 other-picture thesis/images/ecole.gif'])
  })

  it('copied as it is, or of another name, is left alone', async () => {
    const files = {'slides/public/ecole.gif': picture(1), 'slides/cour.gif': picture(2)}
    expect((await tell('![École](/ecole.gif) ![Cour](./cour.gif)', undefined, files)).reasons).toEqual([])
  })

  it('that is another than the place named is reported', async () => {
    const chart = (name: string) => tell(`<Chart name="series" series="${name}" />`, 'thesis: fig-pauvrete')
    expect((await chart('population')).messages).toEqual(['13:1 other-figure fig-pauvrete'])
    expect((await chart('poverty')).messages).toEqual([])
  })

  it('of another chapter than the place named is reported, as a chart and as a figure', async () => {
    const shown = ['<Chart name="series" series="poverty" />', '<Figure id="fig-pauvrete" />']
    for (const figure of shown) {
      expect((await tell(figure, 'thesis: 02-fondation')).messages).toEqual(['13:1 other-figure'])
      expect((await tell(figure, 'thesis: 01-besoins')).messages).toEqual([])
    }
  })
})

it('a case that the data have not is reported with where a slide is about it', async () => {
  expect((await tell('Texte', 'layout: case\ncase: ecole')).messages).toEqual(['7:1 unknown-case ecoles'])
  expect((await tell('Texte', 'layout: case\ncase: ecoles')).messages).toEqual([])
})

describe('a citation', () => {
  it.each<[slide: string, message: string, severity: string]>([
    ['La liberté (Sen, 1999)', '13:13 unbound-citation [@sen1999]', 'warning'],
    ['La liberté (Sen, 2000)', '13:13 unbound-citation [@sen1999]', 'warning'],
    ['Selon Sen (1999), oui', '13:7 unbound-citation @sen1999', 'warning'],
    ['Bouazza et Nafil, 2019', '13:1 unbound-citation [@bouazza2019]', 'warning'],
    ['<!--\nBouazza et Nafil (2018) le disent.\n-->', '14:1 unbound-citation @bouazza2019', 'warning']
  ])('%j typed by hand is told', async (slide, message, severity) => {
    const {messages, severities} = await tell(slide)
    expect(messages).toEqual([message])
    expect(severities).toEqual([severity])
  })

  it('of a work that the thesis does not cite is reported, wherever it stands', async () => {
    expect((await tell('Selon [@yin2018].')).messages).toEqual(['13:8 work-not-in-thesis'])
    expect((await tell('<!--\nSelon [@yin2018].\n-->')).messages).toEqual(['14:8 work-not-in-thesis'])
    expect((await tell('Selon [@sen1999].')).messages).toEqual([])
  })
})

it('values in notes are printed, on paper and in the speaker’s window', async () => {
  const {deck, reasons} = await tell('<!--\n(0:20)\n\nIl y a <Value of="ecoles.preschools@2024" unit />.\n-->')
  expect(reasons).toEqual([])
  expect(deck.citations['<Value of="ecoles.preschools@2024" unit />']).toBe('5\u202F133\u00A0préscolaires')
  expect(writeNotes(deck)).toContain('Il y a 5\u202F133\u00A0préscolaires.')
})

it('a value in notes that the data has not is reported', async () => {
  expect((await tell('<!--\nIl y a <Value of="ecoles.preschool@2024" />.\n-->')).messages).toEqual([
    '14:8 unknown-value ecoles.preschools@2024'
  ])
})

it('every message names its slide', async () => {
  const slide =
    '<Value of="povrety@2001" /> [@sne1999] @fig-x <Figure id="fig-x" /> <Chart name="x" />\n\n<!--\n[1:00] 5 233 préscolaires\n-->'
  const {reasons, slides} = await tell(slide, 'layout: csae\nthesis: sec-x')
  expect(reasons.length).toBeGreaterThan(7)
  expect(new Set(slides)).toEqual(new Set([2]))
  expect(reasons).toContain('Unknown value `povrety@2001`: nothing in thesis/data has this name')
})

/** Sentences of decks that say nothing of the data. */
const ordinary = [
  'Plan en 3 parties',
  '1. Contexte\n2. Méthode\n3. Résultats',
  'Le 1er essai, la 2e phase, le XIXe siècle',
  'Étape 2 : relire',
  'H1, H2 et ODD 4',
  'Merci (2/3)',
  'Question 3',
  'Rendez-vous à 14 h 30, salle 12:30',
  'Courriel : moi2@exemple.ma, https://exemple.ma/2021/05/07, 10.1000/182',
  'Phase 2 du programme',
  'Version 2.1',
  'Merci de vos 20 minutes',
  'Une seule association, 1 bureau',
  'Tél. +212 5 22 33 44 55',
  'Loi 15-01, article 7',
  '<img src="logo.png" width="300"> <span style="font-size: 24px">texte</span>',
  'Covid-19 et G20',
  '[Lien](https://exemple.ma/5233)',
  'Les années 2019-2023',
  '<v-click at="3">\n\nDeux idées\n\n</v-click>',
  '<!--\n(0:45)\n\nAttendre [click:2] puis dire la suite en 30 secondes.\n-->',
  '« Société civile » et “gouvernance”'
]

it.each(ordinary)('%j is an ordinary sentence', async (slide) => {
  const {reasons} = await tell(slide)
  expect(reasons.filter((reason) => !reason.startsWith('Missing picture'))).toEqual([])
})

describe('the deck of this repository', () => {
  const root = path.join(import.meta.dirname, '../..')
  const slides = readFileSync(path.join(root, 'slides/slides.md'), 'utf8')

  let real: Awaited<ReturnType<typeof openThesis>>

  /** Messages of the real thesis with another text of its slides. */
  async function check(text: string) {
    const {sources, opened} = real
    const file = new VFile({path: 'slides/slides.md', cwd: root, value: text})
    await openDeck({...sources.deck!, file}, opened!)
    return file.messages
  }

  /** Every value of the deck that stands in digits typed by hand, after a change; the lines where it stands. */
  function typeValues(change: (value: number, decimals: number) => number) {
    const spots: Array<{line: number; typed: string}> = []
    const {figures} = real.opened!
    const lines = slides.split('\n').map((text, index) =>
      text.replace(/<Value of="([^"]+)"([^>]*?) ?\/>/g, (tag, path: string, options: string) => {
        const found = figures.findValue(path)
        if ('reason' in found || typeof found.value !== 'number' || /letters/.test(options)) return tag
        const value = change(found.value, (String(found.value).split('.')[1] ?? '').length)
        const typed = figures.printValue(
          {...found, value},
          {lang: 'fr-FR', hasUnit: /unit/.test(options), isBare: true}
        )
        spots.push({line: index + 1, typed: typed.replace(/[\u00A0\u202F]/g, ' ')})
        return spots.at(-1)!.typed
      })
    )
    return {spots, text: lines.join('\n')}
  }

  const planted: Array<[right: string, wrong: string, rule: string]> = [
    ['Chômage des 15-24 ans, 2024', 'Chômage des 15-24 ans, 2023', 'contradicting-number'],
    ['<Value of="insaf.grant" unit /> par mois', '260 DH par mois', 'contradicting-number'],
    ['<Value of="dar-si-hmad.monthly-fee@2015" unit /> par mois', '2,5 € par mois', 'contradicting-number'],
    ['<Value of="amh.founded" />', '1993', 'contradicting-number'],
    ['<Value of="zakoura.school-size@2017" /> enfants', '75 enfants', 'unbound-number'],
    ['à un besoin mal couvert', 'à un besoin peu couvert', 'unknown-quotation'],
    ['<Chart name="indh" />', '<Chart name="amh" />', 'other-figure'],
    ['thesis: tbl-echelles', 'thesis: tbl-echelle', 'unknown-place'],
    ['Chiffres déclarés [@lnt2018fer]', 'Chiffres déclarés (Sen, 1998)', 'unbound-citation'],
    ['Déclaré [@leconomiste2019].', '<Figure id="fig-indh" caption="Le budget" />', 'contradicting-caption'],
    ['Déclaré [@lesoir2013;', '<Figure id="fig-indhh" /> [@lesoir2013;', 'unknown-figure'],
    ['Ni confirmation, ni réfutation', 'Voir la figure 99', 'unbound-reference']
  ]
  let before: Awaited<ReturnType<typeof check>> = []
  let after: Awaited<ReturnType<typeof check>> = []

  beforeAll(async () => {
    const ownStyles = await openFolder(path.join(root, 'bibliography/styles'))
    real = await openThesis(await openFolder(root), ownStyles, silently)
    before = await check(slides)
    after = await check(planted.reduce((text, [right, wrong]) => text.replace(right, () => wrong), slides))
  })

  it.each(planted)('%j made %j is reported on its slide', (right, _, rule) => {
    const at = slides.indexOf(right)
    expect(at, 'the deck has these words').toBeGreaterThan(0)
    const file = new VFile({path: 'slides/slides.md', value: slides})
    const line = slides.slice(0, at).split('\n').length
    const slide = readDeck(file).slides.findLast((one) => one.line <= line)!
    const told = after.filter((message) => message.ruleId === rule && message.slide === slide.number)
    expect(told.map((message) => message.line)).toEqual([rule === 'unknown-place' ? slide.line : line])
  })

  it.each<[name: string, change: (value: number, decimals: number) => number, rules: RegExp]>([
    ['as it is', (value) => value, /^unbound-number$/],
    ['with another last figure', (value, decimals) => Number((value + 10 ** -decimals).toFixed(decimals)), /-number$/],
    ['a tenth larger', (value, decimals) => Number((value * 1.1 + 10 ** -decimals).toFixed(decimals)), /-number$/]
  ])('reports each of its values typed by hand %s', async (_, change, rules) => {
    const {spots, text} = typeValues(change)
    expect(spots.length).toBeGreaterThan(20)
    const told = await check(text)
    const missed = spots.filter(
      ({line, typed}) =>
        !told.some((one) => one.line === line && rules.test(one.ruleId ?? '') && typed.startsWith(one.actual ?? '-'))
    )
    expect(missed).toEqual([])
  })

  it('agrees as it is', () => {
    expect(before.map(({line, reason}) => `${line} ${reason}`)).toEqual([])
  })
})
