/** A small thesis that holds every node a writer meets, resolved as the transforms leave it. */

import type {
  AlignType,
  BlockContent,
  Blockquote,
  Heading,
  Link,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  Text
} from 'mdast'
import type {Math as DisplayMath, InlineMath} from 'mdast-util-math'
import {VFile} from 'vfile'
import {type Config, configSchema} from '../../scripts/config.ts'
import type {
  Attributes,
  Attribution,
  Bibliography,
  BibliographyEntry,
  Citation,
  CrossReference,
  DataValue,
  DefinitionList,
  Destination,
  Division,
  Drawing,
  Figure,
  FlowContent,
  Footnote,
  FootnoteCall,
  LineBlock,
  PageBreak,
  PageReference,
  Span,
  Subscript,
  Superscript,
  TitledBox
} from '../../scripts/document/nodes.ts'
import type {
  Abstract,
  Asset,
  Chapter,
  ChapterRole,
  ContentsEntry,
  ListEntry,
  Target,
  Thesis
} from '../../scripts/document/thesis.ts'

type Inline = string | PhrasingContent

/** Text and nodes, strings made into text. */
const inline = (parts: readonly Inline[]): PhrasingContent[] =>
  parts.map((part) => (typeof part === 'string' ? text(part) : part))

export const text = (value: string): Text => ({
  type: 'text',
  value: value
    .replace(/ (?=:)/g, '\u00A0')
    .replace(/ (?=[;?!])/g, '\u202F')
    .replace(/(?<=\d) (?=\d{3})/g, '\u202F')
})
export const paragraph = (...parts: Inline[]): Paragraph => ({type: 'paragraph', children: inline(parts)})
export const emphasis = (...parts: Inline[]): PhrasingContent => ({type: 'emphasis', children: inline(parts)})
export const strong = (...parts: Inline[]): PhrasingContent => ({type: 'strong', children: inline(parts)})
export const deleted = (...parts: Inline[]): PhrasingContent => ({type: 'delete', children: inline(parts)})
export const code = (value: string): PhrasingContent => ({type: 'inlineCode', value})
export const superscript = (...parts: Inline[]): Superscript => ({type: 'superscript', children: inline(parts)})
export const subscript = (...parts: Inline[]): Subscript => ({type: 'subscript', children: inline(parts)})
export const math = (value: string): InlineMath => ({type: 'inlineMath', value})

/** `{#id .class key=value}` */
export const attributes = (
  id?: string,
  classes: string[] = [],
  pairs: Record<string, string> = {}
): {attributes: Attributes} => ({attributes: {...(id ? {id} : {}), classes, pairs}})

export const span = (classes: string[], pairs: Record<string, string>, ...parts: Inline[]): Span => ({
  type: 'span',
  ...attributes(undefined, classes, pairs),
  children: inline(parts)
})

export const heading = (
  depth: Heading['depth'],
  anchor: string,
  number: string | undefined,
  ...parts: Inline[]
): Heading => ({type: 'heading', depth, anchor, ...(number ? {number} : {}), children: inline(parts)})

export const link = (url: string, ...parts: Inline[]): Link => ({type: 'link', url, children: inline(parts)})
const linkTo = (target: Destination, ...parts: Inline[]): Link => ({
  type: 'link',
  url: '',
  target,
  children: inline(parts)
})

export const note = (number: number, label: string | undefined, ...children: FlowContent[]): Footnote => ({
  type: 'footnote',
  ...(label ? {label} : {}),
  number,
  children
})
const noteAgain = (number: number, label: string): FootnoteCall => ({type: 'footnoteCall', label, number, value: ''})

const citation = (anchor: string, keys: string[], ...parts: Inline[]): Citation => ({
  type: 'citation',
  mode: 'parenthetical',
  anchor,
  items: keys.map((key) => ({key, suppressAuthor: false})),
  children: inline(parts)
})
const work = (key: string, ...parts: Inline[]): Link =>
  linkTo({chapter: 'bibliographie', anchor: `ref-${key}`}, ...parts)

const reference = (target: Destination, label: string, ...parts: Inline[]): CrossReference => ({
  type: 'crossReference',
  items: [{label, isBare: false}],
  isCapitalised: false,
  isPage: false,
  children: [linkTo(target, ...parts)]
})
const pageReference = (target: Destination, ...parts: Inline[]): PageReference => ({
  type: 'pageReference',
  target,
  children: inline(parts)
})
const dataValue = (path: string, ...parts: Inline[]): DataValue => ({
  type: 'dataValue',
  path,
  children: inline(parts)
})

export const table = (align: AlignType[], ...rows: Inline[][]): Table => ({
  type: 'table',
  align,
  children: rows.map((cells) => ({
    type: 'tableRow',
    children: cells.map((cell) => ({type: 'tableCell', children: inline([cell])}))
  }))
})

export const figure = (
  kind: Figure['kind'],
  id: string | undefined,
  number: string | undefined,
  shown: FlowContent,
  caption: Inline[],
  source?: Inline[]
): Figure => ({
  type: 'figure',
  kind,
  ...(number ? {number} : {}),
  ...attributes(id, number ? [] : ['unnumbered']),
  children: [
    shown,
    {type: 'caption', children: inline(caption)},
    ...(source ? [{type: 'source' as const, children: inline(source)}] : [])
  ]
})

const image = (asset: string, alt: string, width?: string): Paragraph => ({
  type: 'paragraph',
  children: [
    {
      type: 'image',
      url: `../${asset}`,
      asset,
      alt,
      ...(width ? attributes(undefined, [], {width}) : {})
    }
  ]
})

const list = (isOrdered: boolean, ...items: (Inline[] | ListItem)[]): List => ({
  type: 'list',
  ordered: isOrdered,
  spread: false,
  children: items.map((item) =>
    Array.isArray(item) ? {type: 'listItem', spread: false, children: [paragraph(...item)]} : item
  )
})
const task = (isDone: boolean, ...parts: Inline[]): ListItem => ({
  type: 'listItem',
  spread: false,
  checked: isDone,
  children: [paragraph(...parts)]
})

const box = (kind: TitledBox['kind'], ...children: FlowContent[]): TitledBox => ({
  type: 'box',
  kind,
  attributes: {classes: [kind], pairs: {}},
  children
})

export const division = (classes: string[], ...children: FlowContent[]): Division => ({
  type: 'division',
  ...attributes(undefined, classes),
  children
})

const quote = (...children: (BlockContent | Attribution)[]): Blockquote => ({type: 'blockquote', children})
const attribution = (...parts: Inline[]): Attribution => ({type: 'attribution', children: inline(parts)})
const equation = (value: string, id?: string, number?: string): DisplayMath => ({
  type: 'math',
  value,
  ...(number ? {number} : {}),
  ...(id ? attributes(id) : {})
})
const pageBreak: PageBreak = {type: 'pageBreak', value: '\\newpage'}

const verses: LineBlock = {
  type: 'lineBlock',
  children: [
    {type: 'line', indent: 0, children: inline(['L’eau ne court pas après la colline,'])},
    {type: 'line', indent: 4, children: inline(['c’est la colline qui garde ', emphasis('le brouillard'), ' ;'])},
    {type: 'line', indent: 0, children: []},
    {type: 'line', indent: 0, children: inline(['et la main qui tend le filet boit la dernière.'])}
  ]
}

const definitions: DefinitionList = {
  type: 'definitionList',
  children: [
    {type: 'definitionTerm', children: inline(['Innovation sociale'])},
    {
      type: 'definitionDescription',
      children: [
        paragraph(
          'Réponse nouvelle à un besoin social mal ou peu satisfait, conçue avec la participation des personnes concernées.'
        )
      ]
    },
    {type: 'definitionTerm', children: inline(['Économie sociale et solidaire'])},
    {type: 'definitionTerm', children: inline([span(['smallcaps'], {}, 'ess')])},
    {
      type: 'definitionDescription',
      children: [
        paragraph('Ensemble des coopératives, mutuelles, associations et fondations.'),
        paragraph('Au Maroc, le terme a d’abord désigné les seules coopératives.')
      ]
    }
  ]
}

const drawing: Drawing = {
  type: 'drawing',
  chart: {name: 'hdi', options: {}},
  title: 'Indice de développement humain du Maroc, 1990-2020',
  description: 'La courbe monte de 0,448 à 0,683, sans recul.',
  value: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 280" width="640" height="280" role="img" aria-labelledby="drawing-title"><title id="drawing-title">Indice de développement humain du Maroc, 1990-2020</title><g fill="none" stroke="var(--rule, #cfc8bb)" aria-label="rule"><path d="M60 230H620M60 160H620M60 90H620M60 20H620"/></g><path fill="none" stroke="var(--accent, #7a1f1f)" stroke-width="2.5" d="M70 206L250 171L430 106L610 66"/><g fill="var(--ink, #1f1b16)" font-size="14" text-anchor="middle"><text x="70" y="256">1990</text><text x="250" y="256">2000</text><text x="430" y="256">2010</text><text x="610" y="256">2020</text></g></svg>`,
  print:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 280" width="640" height="280"><path fill="none" stroke="#7a1f1f" stroke-width="2.5" d="M70 206L250 171L430 106L610 66"/></svg>',
  table: table(
    [null, 'right'],
    ['Année', 'IDH'],
    ['1990', '0,448'],
    ['2000', '0,525'],
    ['2010', '0,616'],
    ['2020', '0,683']
  )
}

const filters = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="240" viewBox="0 0 480 240"><g stroke="#1f1b16" fill="none" stroke-width="2"><path d="M60 220V40M420 220V40M60 60H420M60 160H420"/><path d="M60 60H420V160H60Z" stroke-dasharray="3 3"/><path d="M60 176H420V190H60Z" fill="#9fb8c4"/></g></svg>`

const smallPng = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQMAAAD+wSzIAAAABlBMVEX///+/v7+jQ3Y5AAAADklEQVQI12P4AIX8EAgALgAD/aNpbtEAAAAASUVORK5CYII=',
    'base64'
  )
)

interface ChapterParts {
  id: string
  role: ChapterRole
  number?: string
  part?: string
  lang?: string
  title: Inline[]
  anchor: string
  body: RootContent[]
}

const chapter = ({id, role, number, part, lang, title, anchor, body}: ChapterParts): Chapter => ({
  id,
  role,
  file: new VFile({path: `thesis/${id}.md`}),
  ...(number ? {number} : {}),
  ...(part ? {part} : {}),
  ...(lang ? {lang} : {}),
  title: inline(title),
  tree: {type: 'root', children: [heading(1, anchor, number, ...title), ...body]}
})

const introduction = (): Chapter =>
  chapter({
    id: 'introduction',
    role: 'unnumbered',
    title: ['Introduction générale'],
    anchor: 'sec-introduction',
    body: [
      paragraph(
        'Le Maroc a vu naître, depuis les années 1990, des milliers d’associations qui inventent des réponses aux besoins que ni l’État ni le marché ne couvrent ',
        citation('cite-1', ['bouazza2019'], '(', work('bouazza2019', 'Bouazza et Nafil, 2019'), ')'),
        '. Cette thèse demande à quelles conditions ces réponses deviennent des ',
        emphasis('innovations sociales'),
        ', et ce qu’elles changent au développement.',
        note(
          1,
          'terme',
          paragraph(
            'Le terme est discuté au ',
            reference({chapter: 'concept', anchor: 'sec-concept'}, 'sec-concept', 'chapitre 1'),
            '.'
          )
        )
      ),
      heading(2, 'problématique', undefined, 'Problématique'),
      paragraph(
        'Trois questions guident le travail ; la dernière renvoie à la ',
        reference({chapter: 'brouillard', anchor: 'fig-idh'}, 'fig-idh', 'figure 1'),
        ' et au ',
        reference({chapter: 'brouillard', anchor: 'tbl-cas'}, 'tbl-cas', 'tableau 1'),
        ' (',
        pageReference({chapter: 'brouillard', anchor: 'sec-mesure'}, 'section 2.2'),
        ').'
      ),
      list(
        true,
        ['Qu’appelle-t-on innovation sociale, et depuis quand ?'],
        ['Qui la porte, avec quels moyens ?'],
        ['Que mesure-t-on de ses effets ?']
      )
    ]
  })

const firstPart = (): Chapter =>
  chapter({
    id: 'partie-cadre',
    role: 'part',
    number: 'I',
    title: ['Le cadre : mots, acteurs, mesures'],
    anchor: 'sec-cadre',
    body: [paragraph('Cette partie fixe le vocabulaire, puis la méthode.')]
  })

const concept = (): Chapter =>
  chapter({
    id: 'concept',
    role: 'chapter',
    number: '1',
    part: 'partie-cadre',
    title: ['L’innovation sociale : ', emphasis('un concept'), ' et son histoire'],
    anchor: 'sec-concept',
    body: [
      division(
        ['epigraph'],
        quote(
          paragraph('Ce que l’on nomme finit par exister.'),
          attribution('Proverbe cité par ', emphasis('El Ghoufi'))
        )
      ),
      paragraph(
        'Le mot circule entre trois traditions ',
        citation(
          'cite-2',
          ['nafil2019', 'bouazza2019'],
          '(voir ',
          work('nafil2019', 'Nafil et Bouazza, 2019'),
          ', p. 73-92 ; ',
          work('bouazza2019', 'Bouazza et Nafil, 2019'),
          ')'
        ),
        ', que l’on distingue ici avant de les rapprocher. ',
        'La première est gestionnaire, la deuxième territoriale, la troisième critique',
        note(
          1,
          undefined,
          paragraph('On laisse de côté la littérature sur les ', emphasis('start-up'), ' dites sociales.'),
          paragraph('Elle relève d’une autre économie, et ses chiffres ne se comparent pas.')
        ),
        '. Aucune ne suffit seule',
        note(
          2,
          'seule',
          paragraph(
            'Voir cependant ',
            citation('cite-3', ['nafil2019'], work('nafil2019', 'Nafil et Bouazza, 2019')),
            '.'
          )
        ),
        '.'
      ),
      heading(2, 'sec-definitions', '1.1', 'Définitions ', note(3, undefined, paragraph('Note d’un titre.'))),
      definitions,
      paragraph(
        'La formule H',
        subscript('2'),
        'O, la puissance 10',
        superscript('−1'),
        ', le ',
        span(['smallcaps'], {}, 'xx'),
        superscript('e'),
        ' siècle, un mot ',
        deleted('barré'),
        ', du ',
        code('code <b>'),
        ', du ',
        strong('gras'),
        ' et une ',
        link('https://www.example.org/?a=1&b=2', 'adresse'),
        '. En arabe : ',
        span([], {lang: 'ar', dir: 'rtl'}, 'الابتكار الاجتماعي (التنمية)'),
        ' ; en anglais : ',
        span([], {lang: 'en'}, emphasis('social innovation')),
        '. La note revient',
        noteAgain(2, 'seule'),
        '.',
        {type: 'break'},
        'Une ligne forcée.'
      ),
      heading(3, 'trois-traditions', '1.1.1', 'Trois traditions'),
      list(
        false,
        ['La tradition gestionnaire, née aux États-Unis ;'],
        ['la tradition territoriale, du Québec et d’Europe ;'],
        {
          type: 'listItem',
          spread: true,
          children: [paragraph('la tradition critique :'), list(true, ['contre le marché,'], ['contre l’État.'])]
        }
      ),
      quote(
        paragraph(
          'L’innovation sociale n’est pas un supplément d’âme : elle déplace la frontière entre ce qui se paie et ce qui se donne.'
        ),
        attribution('Nafil et Bouazza, ', emphasis('op. cit.'), ', p. 80')
      ),
      heading(2, 'poeme', '1.2', 'Une voix'),
      verses,
      heading(4, 'detail', undefined, 'Un détail sans numéro'),
      list(false, task(true, 'Entretiens transcrits'), task(false, 'Relecture du codage')),
      {type: 'thematicBreak'},
      paragraph('Fin du chapitre.')
    ]
  })

const secondPart = (): Chapter =>
  chapter({
    id: 'partie-cas',
    role: 'part',
    number: 'II',
    title: ['Les cas'],
    anchor: 'sec-cas',
    body: []
  })

const fog = (): Chapter =>
  chapter({
    id: 'brouillard',
    role: 'chapter',
    number: '2',
    part: 'partie-cas',
    title: ['L’eau du brouillard : Dar Si Hmad'],
    anchor: 'sec-brouillard',
    body: [
      paragraph(
        'Sur le mont Boutmezguida, des filets récoltent l’eau des nuages ; on compte ',
        dataValue('dar-si-hmad.nets@2018', '870'),
        ' m',
        superscript('2'),
        ' de filets. La production suit ',
        math('V = \\eta A t'),
        ', où ',
        math('\\eta'),
        ' est le rendement.'
      ),
      figure(
        'figure',
        'fig-filets',
        '1',
        image('thesis/figures/filets.svg', 'Deux mâts portent un filet au-dessus d’une gouttière.', '60%'),
        [
          'Principe d’un filet à brouillard, d’après ',
          citation('cite-4', ['ghoufi2019'], work('ghoufi2019', 'El Ghoufi, 2019'))
        ],
        ['Source : dessin de l’auteur.']
      ),
      heading(2, 'sec-terrain', '2.1', 'Le terrain'),
      box('note', paragraph('Les données sont celles que l’association déclare.')),
      box('warning', paragraph('Deux séries ne se comparent pas : la méthode a changé en 2016.')),
      division(['custom'], paragraph('Une boîte que le style ne connaît pas.')),
      figure(
        'table',
        'tbl-cas',
        '1',
        table(
          [null, 'right', 'right', 'center', null, null],
          ['Association', 'Création', 'Bénéficiaires', 'Milieu', 'Territoire', 'Forme de l’innovation'],
          ['Fondation Zakoura', '1997', '1 300 000', 'rural', 'huit régions', 'pédagogie et montage de financement'],
          ['Dar Si Hmad', '2010', '1 600', 'rural', 'Guelmim-Oued Noun', 'technologie et gouvernance de l’eau'],
          [emphasis('Groupe AMH'), '1992', '—', 'urbain', 'Casablanca, Khouribga', 'péréquation']
        ),
        ['Les cas étudiés'],
        ['Sources : rapports des associations, 2017-2024 ; ', link('https://example.org', 'page consultée'), '.']
      ),
      table(['left', 'right'], ['Sans légende', 'n'], ['a', '1']),
      heading(2, 'sec-mesure', '2.2', 'La mesure'),
      figure('figure', 'fig-idh', '2', drawing, ['Le développement humain au Maroc'], ['Source : PNUD, 2024.']),
      equation('V = \\int_0^T \\eta(t)\\, A\\, q(t)\\, \\mathrm{d}t', 'eq-volume', '1'),
      paragraph(
        'L’',
        reference({chapter: 'brouillard', anchor: 'eq-volume'}, 'eq-volume', 'équation 1'),
        ' donne le volume ; sans numéro :'
      ),
      equation('\\bar{x} = \\frac{1}{n}\\sum_{i=1}^{n} x_i'),
      figure('figure', 'photo', undefined, image('thesis/figures/photo.png', 'Une photographie grise.'), [
        'Une figure sans numéro'
      ]),
      {type: 'code', lang: 'r', value: 'modele <- lm(volume ~ vent + humidite, data = filets)\nsummary(modele)'},
      pageBreak,
      paragraph(
        'On écrit aussi ',
        {type: 'html', value: '<kbd onclick="alert(1)">'},
        'Ctrl',
        {type: 'html', value: '</kbd>'},
        ' en HTML.'
      ),
      {
        type: 'html',
        value: '<details><summary>Un repli</summary><p>Texte replié.</p><script>alert(1)</script></details>'
      }
    ]
  })

const appendix = (): Chapter =>
  chapter({
    id: 'grille',
    role: 'appendix',
    number: 'A',
    title: ['Grille d’entretien'],
    anchor: 'sec-grille',
    body: [
      heading(2, 'sec-grille-a', 'A.1', 'Questions'),
      paragraph('Les questions sont posées dans la langue choisie par la personne.'),
      figure(
        'table',
        'tbl-grille',
        '2',
        table([null, null], ['Thème', 'Question'], ['Origine', 'Comment tout a-t-il commencé ?']),
        ['Extrait de la grille']
      )
    ]
  })

const entry = (
  key: string,
  lang: string | undefined,
  citedAt: Destination[],
  ...parts: Inline[]
): BibliographyEntry => ({
  type: 'bibliographyEntry',
  key,
  ...(lang ? {lang} : {}),
  citedAt,
  children: inline(parts)
})

const works: Bibliography = {
  type: 'bibliography',
  children: [
    entry(
      'bouazza2019',
      undefined,
      [
        {chapter: 'introduction', anchor: 'cite-1'},
        {chapter: 'concept', anchor: 'cite-2'}
      ],
      span(['smallcaps'], {}, 'Bouazza'),
      ', Abdellatif et ',
      span(['smallcaps'], {}, 'Nafil'),
      ', Youssef, 2019. ',
      emphasis('Rôle de l’innovation sociale dans le développement socioéconomique au Maroc'),
      '. Working paper CIRIEC n° 2019/07.'
    ),
    entry(
      'ghoufi2019',
      undefined,
      [{chapter: 'brouillard', anchor: 'cite-4'}],
      span(['smallcaps'], {}, 'El Ghoufi'),
      ', D., 2019. Thèse de doctorat. Université Cadi Ayyad. Disponible à l’adresse : ',
      link('https://hal.science/tel-02936971', 'https://hal.science/tel-02936971')
    ),
    entry(
      'nafil2019',
      'en',
      [
        {chapter: 'concept', anchor: 'cite-2'},
        {chapter: 'concept', anchor: 'cite-3'}
      ],
      span(['smallcaps'], {}, 'Nafil'),
      ', Youssef et ',
      span(['smallcaps'], {}, 'Bouazza'),
      ', Abdellatif, 2019. Role of Social Innovation in Socioeconomic Development in Morocco. ',
      emphasis('Review of Applied Socio-Economic Research'),
      '. Vol. 18, n° 2, p. 73-92.'
    ),
    entry('taqrir2011', 'ar', [], 'المجلس الاقتصادي والاجتماعي (2011)، تقرير حول الاقتصاد الاجتماعي، الرباط.')
  ]
}

const bibliography = (): Chapter =>
  chapter({
    id: 'bibliographie',
    role: 'bibliography',
    title: ['Bibliographie'],
    anchor: 'bibliographie',
    body: [structuredClone(works)]
  })

const section = (
  chapterId: string,
  anchor: string,
  number: string | undefined,
  depth: number,
  title: string,
  children: ContentsEntry[] = []
): ContentsEntry => ({
  kind: 'section',
  depth,
  ...(number ? {number} : {}),
  title: [text(title)],
  target: {chapter: chapterId, anchor},
  children
})

const line = (of: Chapter, children: ContentsEntry[] = []): ContentsEntry => ({
  kind: of.role,
  depth: 1,
  ...(of.number ? {number: of.number} : {}),
  title: of.title,
  target: {chapter: of.id},
  children
})

const abstract = (
  lang: string,
  direction: 'ltr' | 'rtl',
  title: string,
  keywords: string[],
  words: string
): Abstract => ({
  lang,
  direction,
  title,
  keywords,
  file: new VFile({path: `thesis/resumes/${lang}.md`}),
  tree: {type: 'root', children: [paragraph(words)]}
})

const target = (
  label: string,
  kind: Target['kind'],
  number: string,
  title: string,
  destination: Destination
): [string, Target] => [label, {label, kind, number, title, destination}]

/** `thesis.yml` as validated, every default filled in. */
export const sampleConfig = (): Config =>
  configSchema.parse({
    title: 'Innovation sociale et développement socio-économique au Maroc',
    subtitle: 'Le cas de quatre associations',
    titles: {en: 'Social Innovation and Socio-Economic Development in Morocco'},
    author: 'Amina El Idrissi',
    date: '12 décembre 2026',
    university: 'Université Mohammed V de Rabat',
    school: 'Faculté des sciences juridiques, économiques et sociales',
    laboratory: 'Laboratoire d’économie du développement',
    degree: 'Docteure en sciences économiques',
    discipline: 'Sciences économiques',
    supervisor: {name: 'Nadia Berrada', quality: 'professeure, Université Mohammed V'},
    jury: [
      {name: 'Hassan Tazi', quality: 'professeur, Université Cadi Ayyad', role: 'président'},
      {name: 'Claire Fontaine', quality: 'professeure, Université Lyon 2', role: 'rapporteuse'},
      {name: 'Nadia Berrada', quality: 'professeure, Université Mohammed V', role: 'directrice'}
    ],
    keywords: ['innovation sociale', 'association', 'Maroc'],
    license: 'CC BY 4.0'
  })

/** A whole thesis, made anew at each call: a writer's messages land on its own files. */
export function sampleThesis(): Thesis {
  const chapters = [introduction(), firstPart(), concept(), secondPart(), fog(), appendix(), bibliography()]
  const [intro, partOne, one, partTwo, two, annex, works] = chapters as [
    Chapter,
    Chapter,
    Chapter,
    Chapter,
    Chapter,
    Chapter,
    Chapter
  ]
  const assets: Asset[] = [
    {
      path: 'thesis/figures/filets.svg',
      bytes: new TextEncoder().encode(filters),
      mediaType: 'image/svg+xml',
      width: 480,
      height: 240
    },
    {path: 'thesis/figures/photo.png', bytes: smallPng, mediaType: 'image/png', width: 8, height: 8}
  ]
  const figures: ListEntry[] = [
    {
      number: '1',
      caption: [text('Principe d’un filet à brouillard')],
      target: {chapter: 'brouillard', anchor: 'fig-filets'}
    },
    {
      number: '2',
      caption: [text('Le développement humain au Maroc')],
      target: {chapter: 'brouillard', anchor: 'fig-idh'}
    }
  ]
  const tables: ListEntry[] = [
    {number: '1', caption: [text('Les cas étudiés')], target: {chapter: 'brouillard', anchor: 'tbl-cas'}},
    {number: '2', caption: [text('Extrait de la grille')], target: {chapter: 'grille', anchor: 'tbl-grille'}}
  ]
  return {
    config: sampleConfig(),
    cover: {
      title: [[text('Innovation sociale et développement socio-économique au Maroc')]],
      subtitle: [text('Le cas de quatre associations')],
      titles: {en: [text('Social Innovation and Socio-Economic Development in Morocco')]},
      logos: [],
      file: new VFile(),
      templates: []
    },
    abstracts: [
      abstract(
        'fr-FR',
        'ltr',
        'Résumé',
        ['innovation sociale', 'association', 'Maroc'],
        'La thèse étudie quatre associations marocaines et demande à quelles conditions leur action devient une innovation sociale. Elle croise des données publiques et une lecture de la littérature.'
      ),
      abstract(
        'en',
        'ltr',
        'Abstract',
        ['social innovation', 'non-profit', 'Morocco'],
        'This thesis studies four Moroccan non-profit organisations and asks when their work becomes social innovation.'
      ),
      abstract(
        'ar',
        'rtl',
        'ملخص',
        ['الابتكار الاجتماعي', 'الجمعيات', 'المغرب'],
        'تدرس هذه الأطروحة أربع جمعيات مغربية (غير ربحية) وتتساءل عن الشروط التي تجعل عملها ابتكارا اجتماعيا.'
      )
    ],
    chapters,
    targets: new Map([
      target('sec-concept', 'chapter', '1', 'L’innovation sociale : un concept et son histoire', {
        chapter: 'concept',
        anchor: 'sec-concept'
      }),
      target('sec-mesure', 'section', '2.2', 'La mesure', {chapter: 'brouillard', anchor: 'sec-mesure'}),
      target('fig-filets', 'figure', '1', 'Principe d’un filet à brouillard', {
        chapter: 'brouillard',
        anchor: 'fig-filets'
      }),
      target('fig-idh', 'figure', '2', 'Le développement humain au Maroc', {chapter: 'brouillard', anchor: 'fig-idh'}),
      target('tbl-cas', 'table', '1', 'Les cas étudiés', {chapter: 'brouillard', anchor: 'tbl-cas'}),
      target('eq-volume', 'equation', '1', '', {chapter: 'brouillard', anchor: 'eq-volume'})
    ]),
    contents: [
      line(intro, [section('introduction', 'problématique', undefined, 2, 'Problématique')]),
      line(partOne, [
        line(one, [
          section('concept', 'sec-definitions', '1.1', 2, 'Définitions', [
            section('concept', 'trois-traditions', '1.1.1', 3, 'Trois traditions')
          ]),
          section('concept', 'poeme', '1.2', 2, 'Une voix')
        ])
      ]),
      line(partTwo, [
        line(two, [
          section('brouillard', 'sec-terrain', '2.1', 2, 'Le terrain'),
          section('brouillard', 'sec-mesure', '2.2', 2, 'La mesure')
        ])
      ]),
      line(annex, [section('grille', 'sec-grille-a', 'A.1', 2, 'Questions')]),
      line(works)
    ],
    figures,
    tables,
    listings: [],
    assets: new Map(assets.map((asset) => [asset.path, asset])),
    fonts: []
  }
}

/** The same thesis with another body in its chapter 1, to try a piece of content. */
export function sampleThesisWith(...body: RootContent[]): Thesis {
  const thesis = sampleThesis()
  const tried = chapter({
    id: 'essai',
    role: 'chapter',
    number: '1',
    title: ['Essai'],
    anchor: 'essai',
    body
  })
  const root: Root = tried.tree
  return {
    ...thesis,
    chapters: [{...tried, tree: root}],
    contents: [line(tried)],
    figures: [],
    tables: [],
    abstracts: []
  }
}
