/** `deposit` and `--archive`: the copies of the thesis, its records, and what they say is missing. */

import {DOMParser, type Element} from '@xmldom/xmldom'
import {PDFDocument} from 'pdf-lib'
import {beforeAll, describe, expect, test} from 'vitest'
import {parse} from 'yaml'
import {type Built, buildFolder, textOf} from '../build.ts'

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><rect width="90" height="40"/></svg>'
const settings = `title: Les jardins partagés
subtitle: Étude & enquête
titles: {en: Shared gardens}
author: {name: Claire de La Tour, orcid: 0000-0002-1825-0097, birth: 1990-02-03, nationality: FR}
lang: fr
university: Université de l’Exemple
school: École doctorale
laboratory: Laboratoire
discipline: Sociologie
supervisor: [{name: Paul Le Goff, idref: 12345678X}]
jury:
  - {name: Ali Ben Jelloun, role: président}
  - {name: Ana María García, role: rapporteuse}
  - {name: Paul Le Goff, role: directeur de thèse}
  - {name: Eva Olivier, role: examinatrice}
abstracts:
  fr: {text: "Un résumé < net & court.", keywords: [jardin, ville]}
  en: {text: A short abstract., keywords: [garden]}
license: CC BY 4.0
identifiers: {nnt: 2026ABCD0001, doi: 10.1234/abc}
deposit:
  {defended: 2026-12-01, subject: 300, published: true, abstracts: 100, idref: {university: '052444724'}, name: '{year}_{family}'}
`
const files = {
  'thesis/thesis.yml': settings,
  'thesis/01.md': '# Un\n\nVoir @fig-a.\n\n![Le plan](a.svg){#fig-a rights=none alt="Un plan"}\n',
  'thesis/a.svg': picture
}
const deposit = (changed: Record<string, string> = {}) => buildFolder({...files, ...changed}, {isDeposited: true})

let made: Built
let root: Element
beforeAll(async () => {
  made = await deposit()
  root = new DOMParser().parseFromString(textOf(made, 'deposit/2026_de-La-Tour-tef.xml'), 'text/xml').documentElement!
})

/** Elements by their name with its prefix. */
const all = (name: string, within: Element = root): Element[] => [...within.getElementsByTagName(name)]
const texts = (name: string, within?: Element) => all(name, within).map((one) => one.textContent)
const inLanguage = (name: string, lang: string) => all(name).filter((one) => one.getAttribute('xml:lang') === lang)
const block = (type: string) => all('mets:mdWrap').filter((one) => one.getAttribute('OTHERMDTYPE') === type)

test('the folder holds the copies, the records and the abstracts, and nothing is missing', () => {
  expect([...made.outputs.keys()].filter((path) => path !== 'report.json')).toEqual([
    'deposit/2026_de-La-Tour-archive.pdf',
    'deposit/2026_de-La-Tour-public.pdf',
    'deposit/2026_de-La-Tour-tef.xml',
    'deposit/2026_de-La-Tour-abstract-fr.txt',
    'deposit/2026_de-La-Tour-abstract-en.txt',
    'deposit/2026_de-La-Tour-thesis.jsonld',
    'deposit/CITATION.cff',
    'deposit/checklist.md'
  ])
  expect(textOf(made, 'deposit/checklist.md')).toContain('Rien ne manque')
  expect(made.messages).toEqual([])
})

// The rules of TEF 2.0, in Schematron: www.abes.fr/abes/documents/tef/recommandation/regles/regles.sch
describe('TEF keeps the rules of', () => {
  test.each([
    ['tef_desc_these', 1],
    ['tef_desc_edition', 2],
    ['tef_admin_these', 1],
    ['tef_tech_fichier', 1],
    ['tef_droits_etablissement_these', 1],
    ['tef_droits_auteur_these', 1],
    ['tef_droits_version', 2]
  ])('the blocks: %s', (type, count) => expect(block(type)).toHaveLength(count))

  test('identifiers: each block has its own, and what is named is there', () => {
    const blocks = ['mets:dmdSec', 'mets:techMD', 'mets:rightsMD'].flatMap((name) => all(name))
    const ids = blocks.map((one) => one.getAttribute('ID'))
    expect(new Set(ids).size).toBe(blocks.length)
    expect(ids).not.toContain(null)
    const named = all('mets:div').flatMap((one) =>
      ['DMDID', 'ADMID'].flatMap((name) => one.getAttribute(name)?.split(' ') ?? [])
    )
    expect(named.filter((id) => id !== '' && !ids.includes(id))).toEqual([])
  })

  test('languages: one title and one abstract in French, one abstract in English, a subject in French', () => {
    expect(inLanguage('dc:title', 'fr').map((one) => one.textContent)).toEqual([
      'Les jardins partagés\u00A0: Étude & enquête'
    ])
    expect(inLanguage('dcterms:alternative', 'en').map((one) => one.textContent)).toEqual(['Shared gardens'])
    expect(inLanguage('dcterms:abstract', 'fr').map((one) => one.textContent)).toEqual(['Un résumé < net & court.'])
    expect(inLanguage('dcterms:abstract', 'en')).toHaveLength(1)
    expect(inLanguage('dc:subject', 'fr').map((one) => one.textContent)).toEqual(['jardin', 'ville'])
    const unnamed = [
      'dc:title',
      'dcterms:alternative',
      'dcterms:abstract',
      'dc:subject',
      'tef:thesis.degree.discipline'
    ]
    expect(unnamed.flatMap((name) => all(name)).filter((one) => !one.getAttribute('xml:lang'))).toEqual([])
  })

  test('types: the two that every record gives', () => {
    expect(texts('dc:type')).toEqual(['Text', 'Electronic Thesis or Dissertation'])
    expect(all('dc:type')[0]!.getAttribute('xsi:type')).toBe('dcterms:DCMIType')
    expect(all('dc:language')[0]!.getAttribute('xsi:type')).toBe('dcterms:RFC3066')
  })

  test('the defence: one of each', () => {
    const [admin] = all('tef:thesisAdmin')
    expect(texts('dc:identifier', admin)).toEqual(['2026ABCD0001'])
    expect(texts('dcterms:dateAccepted')).toEqual(['2026-12-01'])
    expect(texts('tef:thesis.degree.level')).toEqual(['Doctorat'])
    expect([...texts('tef:theseSurTravaux'), ...texts('tef:avisJury')]).toEqual(['non', 'oui'])
    expect(texts('tef:oaiSetSpec')).toEqual(['ddc:300'])
    const [grantor] = all('tef:thesis.degree.grantor')
    expect(texts('tef:autoriteExterne', grantor)).toEqual(['052444724'])
    expect(all('tef:autoriteExterne').map((one) => one.getAttribute('autoriteSource'))).toEqual(['Sudoc', 'Sudoc'])
  })

  test('people: each once, by role, cut as a catalogue files them', () => {
    const named = (name: string) => all(name).map((one) => [...texts('tef:nom', one), ...texts('tef:prenom', one)])
    expect(named('tef:auteur')).toEqual([['de La Tour', 'Claire']])
    expect(named('tef:directeurThese')).toEqual([['Le Goff', 'Paul']])
    expect(named('tef:presidentJury')).toEqual([['Ben Jelloun', 'Ali']])
    expect(named('tef:rapporteur')).toEqual([['García', 'Ana María']])
    expect(named('tef:membreJury')).toEqual([['Olivier', 'Eva']])
    expect(texts('tef:dateNaissance')).toEqual(['1990-02-03'])
    expect(all('tef:nationalite')[0]!.getAttribute('scheme')).toBe('ISO-3166-1')
    expect(all('tef:partenaireRecherche')[0]!.getAttribute('type')).toBe('laboratoire')
  })

  test('files: one is archived, and a copy that lacks a figure is another version, which says so', () => {
    expect(all('mets:fileGrp').map((one) => one.getAttribute('USE'))).toEqual(['archive', 'diffusion'])
    expect(all('mets:FLocat').map((one) => one.getAttribute('xlink:href'))).toEqual([
      '2026_de-La-Tour-archive.pdf',
      '2026_de-La-Tour-public.pdf'
    ])
    expect(all('mets:div').map((one) => one.getAttribute('TYPE'))).toEqual([
      'THESE',
      'VERSION_COMPLETE',
      'EDITION',
      'VERSION_INCOMPLETE',
      'EDITION'
    ])
    expect(texts('tef:noteVersion')[0]).toContain('droits de diffusion')
    expect(texts('tef:taille')).toEqual([
      String(made.outputs.get('deposit/2026_de-La-Tour-archive.pdf')!.contents.length)
    ])
  })
})

test('the other records say the same', () => {
  const citation = parse(textOf(made, 'deposit/CITATION.cff'))
  expect(citation).toMatchObject({'cff-version': '1.2.0', license: 'CC-BY-4.0', 'date-released': '2026-12-01'})
  expect(citation['preferred-citation']).toMatchObject({
    type: 'thesis',
    year: 2026,
    authors: [{'family-names': 'de La Tour', 'given-names': 'Claire', orcid: 'https://orcid.org/0000-0002-1825-0097'}]
  })
  expect(JSON.parse(textOf(made, 'deposit/2026_de-La-Tour-thesis.jsonld'))).toMatchObject({
    '@type': 'Thesis',
    license: 'https://creativecommons.org/licenses/by/4.0/',
    author: [{name: 'Claire de La Tour'}],
    keywords: ['jardin', 'ville', 'garden']
  })
  expect(textOf(made, 'deposit/2026_de-La-Tour-abstract-fr.txt')).toBe('Un résumé < net & court.\n')
})

test('what the author did not say is left out of the record, and named with its key', async () => {
  const bare = await deposit({
    'thesis/thesis.yml': 'title: Seul\nauthor: Ada\nlang: fr\ndeposit: {defended: 2026-12-01}\n'
  })
  const checklist = textOf(bare, 'deposit/checklist.md')
  for (const key of ['identifiers.nnt', 'abstracts.en', 'deposit.idref.university', 'supervisor', 'license']) {
    expect(checklist).toContain(`\`${key}\``)
  }
  expect(textOf(bare, 'deposit/tef.xml')).not.toMatch(/tef:NNT|tef:avisJury|undefined|null/)
  expect(bare.messages.map(({rule}) => rule)).toEqual(['deposit:missing'])
})

test('an abstract longer than what is asked is named', async () => {
  const long = await deposit({'thesis/thesis.yml': settings.replace('abstracts: 100', 'abstracts: 20')})
  expect(textOf(long, 'deposit/checklist.md')).toContain('24 signes, 20 admis')
})

test('the same folder gives the same bytes', async () => {
  const again = await deposit()
  for (const [path, {contents}] of made.outputs) expect(again.outputs.get(path)?.contents, path).toEqual(contents)
})

const metadataOf = (pdf: Uint8Array) => {
  const text = Buffer.from(pdf).toString('utf8')
  return text.slice(text.lastIndexOf('<?xpacket begin'), text.lastIndexOf('<?xpacket end'))
}

test('PDF/A-1b holds a long thesis too, whose tags are more than its arrays may hold', async () => {
  const long = {
    ...files,
    'thesis/thesis.yml': `${settings}archive: 1b\n`,
    'thesis/01.md': `# Un\n\n${'Mot.\n\n'.repeat(9000)}`
  }
  const built = await buildFolder(long, {only: [], isArchived: true})
  expect(built.messages.filter(({rule}) => rule === 'pdf:not-archivable')).toEqual([])
  expect(built.outputs.get('archive.pdf')).toBeDefined()
})

test.each([
  ['1b', '1', 'B'],
  ['2a', '2', 'A'],
  ['3a', '3', 'A'],
  ['4', '4', '']
])('PDF/A-%s: the archive says what it meets, its licence and its identifier', async (standard, part, level) => {
  const built = await buildFolder(
    {...files, 'thesis/thesis.yml': `${settings}archive: ${standard}\n`},
    {only: [], isArchived: true}
  )
  const pdf = built.outputs.get('archive.pdf')!.contents as Uint8Array
  const metadata = metadataOf(pdf)
  expect(metadata).toContain(`<pdfaid:part>${part}</pdfaid:part>`)
  expect(/<pdfaid:conformance>(.)/.exec(metadata)?.[1] ?? '').toBe(level)
  expect(metadata).toContain('<rdf:li xml:lang="x-default">CC BY 4.0</rdf:li>')
  expect(metadata).toContain('<dc:identifier>https://doi.org/10.1234/abc</dc:identifier>')
  expect(metadata).toContain('Les jardins partagés')
  const opened = await PDFDocument.load(pdf, {updateMetadata: false, throwOnInvalidObject: true})
  expect(opened.getPageCount()).toBeGreaterThan(1)
  expect(opened.getKeywords() ?? metadata).toContain('jardin')
})

test('an archive that cannot meet its standard is an error, and is not made', async () => {
  const silent = {
    ...files,
    'thesis/01.md': '# Un\n\nUn mot ![](a.svg) seul.\n',
    'thesis/thesis.yml': 'title: Seul\nlang: fr\n'
  }
  const built = await buildFolder(silent, {only: [], isArchived: true})
  expect(built.messages.map(({rule}) => rule)).toContain('pdf:not-archivable')
  expect(built.outputs.size).toBe(0)
})

test('the public copy has neither the picture nor its file, and says so in the place', async () => {
  const site = await buildFolder(files, {only: ['html'], isPublic: true})
  expect(textOf(site, 'html/01.html')).toContain('Un plan – Figure non reproduite ici')
  expect([...site.outputs.keys()].filter((path) => path.endsWith('a.svg'))).toEqual([])
  const whole = await buildFolder(files, {only: ['html']})
  expect([...whole.outputs.keys()].filter((path) => path.endsWith('a.svg'))).toHaveLength(1)
})

test('a profile that takes no TEF asks for what it requires, and for nothing of French theses', async () => {
  const settings = `title: T\nlang: en\nprofile: maroc-charte-2011\nlimits: {abstract: 1700}\nabstracts: {en: "${'word '.repeat(400)}"}\n`
  const {outputs} = await buildFolder(
    {'thesis/thesis.yml': settings, 'thesis/1.md': '# One\n\nText.\n'},
    {isDeposited: true, isDraft: true, today: new Date('2026-12-01')}
  )
  const keys = [...String(outputs.get('deposit/checklist.md')!.contents).matchAll(/\(`([\w.]+)`\)$/gm)].map(
    ([, key]) => key
  )
  expect(keys).toEqual(expect.arrayContaining(['author', 'supervisor', 'school', 'jury', 'abstracts.en']))
  expect(keys).not.toContain('identifiers.nnt')
  expect(outputs.has('deposit/tef.xml')).toBe(false)
})

test('identifiers and days that are none are asked for in their form', async () => {
  const {messages} = await buildFolder(
    {
      'thesis/thesis.yml':
        'title: T\nauthor: {name: A B, orcid: 0000-0002}\nidentifiers: {doi: abc}\ndeposit:\n  defended: 01/12/2026\n  idref: {university: abc}\n',
      'thesis/1.md': '# One\n\nText.\n'
    },
    {isCheck: true}
  )
  expect(messages.map(({line, fix}) => [line, /`[^`]+`/.exec(fix!)?.[0]])).toEqual([
    [2, '`0000-0002-1825-0097`'],
    [3, '`10.5281/zenodo.1234`'],
    [5, '`2026-12-01`'],
    [6, "`'026403633'`"]
  ])
})
