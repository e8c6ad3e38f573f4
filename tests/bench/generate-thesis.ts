/** A seed → a thesis folder of the size of a real one, with the numbers that its build must show. */

import {crc32, deflateSync} from 'node:zlib'

export interface GeneratedSize {
  chapters: number
  words: number
  citations: number
  entries: number
  seed?: number
  /** With abstracts in the entries, as reference managers export them. */
  hasAbstracts?: boolean
}

export interface GeneratedThesis {
  /** Path → contents of every file of the folder. */
  files: Record<string, string | Uint8Array>
  /** What a build of it must show. */
  expected: {
    chapters: number
    sections: number
    figures: number
    tables: number
    equations: number
    notes: number
    citations: number
    cited: number
  }
}

/** The size on which design goals are measured: about 300 pages. */
export const thesisOf300Pages: GeneratedSize = {chapters: 10, words: 98_000, citations: 800, entries: 400}

const nouns =
  'association territoire école village réseau projet enquête politique économie société innovation région quartier famille coopérative programme ressource pratique institution acteur besoin service travail usage modèle'.split(
    ' '
  )
const adjectives =
  'social local rural public collectif durable fragile récent ordinaire national urbain technique mesurable partagé discret'.split(
    ' '
  )
const verbs =
  'montre déplace relie transforme accompagne interroge précise suppose rencontre prolonge éclaire déborde organise nuance'.split(
    ' '
  )
const links = 'cependant ainsi pourtant ensuite toutefois enfin désormais parfois souvent ailleurs'.split(' ')
const families =
  'Alaoui Bennani Cherkaoui Durand Élissalde Fassi Guérin Haddad Idrissi Jelloun Klein Lambert Mansouri Naciri Ouali Poulain Rachidi Saïdi Tazi Vidal'.split(
    ' '
  )
const given = 'Amina Brahim Claire Driss Élise Farid Ghita Hugo Inès Jamal Karim Leïla Marc Nadia'.split(' ')

/** Generate a thesis; the same size and seed give the same bytes. */
export function generateThesis(size: GeneratedSize): GeneratedThesis {
  const random = randomFrom(size.seed ?? 1)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const expected = {
    chapters: size.chapters,
    sections: 0,
    figures: 0,
    tables: 0,
    equations: 0,
    notes: 0,
    citations: 0,
    cited: 0
  }
  const files: Record<string, string | Uint8Array> = {
    'thesis/thesis.yml': 'title: Une thèse engendrée\nauthor: Prénom Nom\nlang: fr-FR\n',
    'thesis/images/pente.png': png(240, 120),
    'thesis/images/courbe.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="120" viewBox="0 0 240 120"><path d="M0 110 L80 60 L160 80 L240 10" fill="none" stroke="#7a1f1f" stroke-width="2"/></svg>\n',
    'bibliography/references.bib': bibliography()
  }
  const keys = Array.from({length: size.entries}, (_, index) => keyOf(index))
  const cited = new Set<string>()
  const wordsEach = size.words / size.chapters
  const citationsEach = size.citations / size.chapters

  for (let chapter = 1; chapter <= size.chapters; chapter += 1) {
    files[`thesis/${String(chapter).padStart(2, '0')}-chapitre.md`] = writeChapter(chapter)
  }
  expected.cited = cited.size
  return {files, expected}

  function writeChapter(chapter: number): string {
    const blocks = [`# ${title()} {#sec-${chapter}}`]
    let words = 0
    let citations = 0
    let paragraphs = 0
    while (words < wordsEach) {
      if (paragraphs % 12 === 0) {
        expected.sections += 1
        blocks.push(`## ${title()} {#sec-${chapter}-${expected.sections}}`)
      }
      const sentences: string[] = []
      for (let sentence = 0; sentence < 6; sentence += 1) {
        const wanted = Math.floor((words / wordsEach) * citationsEach)
        const citation = citations < wanted ? cite() : ''
        if (citation) citations += 1
        const [text, count] = writeSentence(citation)
        sentences.push(text)
        words += count
      }
      paragraphs += 1
      const [call, definition] = paragraphs % 4 === 0 ? note(chapter, paragraphs) : ['', '']
      sentences[2] += call
      if (paragraphs % 25 === 0) blocks.push(figure(chapter), `On le voit à la @fig-${chapter}-${expected.figures}.`)
      if (paragraphs % 30 === 0) blocks.push(table(chapter), `Le @tbl-${chapter}-${expected.tables} le précise.`)
      if (paragraphs % 40 === 0) {
        blocks.push(equation(chapter), `C'est l'@eq-${chapter}-${expected.equations}, où $x_i \\geq 0$.`)
      }
      blocks.push(sentences.join(' '))
      if (definition) blocks.push(definition)
    }
    while (citations < citationsEach) {
      blocks.push(`Voir aussi ${cite()}.`)
      citations += 1
    }
    return `${blocks.join('\n\n')}\n`
  }

  function writeSentence(citation: string): [text: string, words: number] {
    const words = [
      `${capital(pick(links))},`,
      `l'${pick(['association', 'enquête', 'école', 'institution', 'économie'])}`,
      pick(adjectives),
      pick(verbs)
    ]
    const clauses = 1 + Math.floor(random() * 3)
    for (let clause = 0; clause < clauses; clause += 1) {
      words.push(`le ${pick(nouns)}`, pick(adjectives), `que ${pick(verbs)} un ${pick(nouns)}`, pick(adjectives))
      if (random() < 0.1) words.push(`*${pick(nouns)}*`)
    }
    const text = `${words.join(' ')}${citation && ` ${citation}`}.`
    return [text, words.join(' ').split(/[\s']+/).length]
  }

  function cite(): string {
    expected.citations += 1
    const key = keys[(expected.citations * 7) % keys.length]!
    cited.add(key)
    const form = expected.citations % 5
    if (form === 0) return `comme le dit @${key}`
    if (form === 1) return `[@${key}, p. ${1 + Math.floor(random() * 300)}]`
    if (form === 2) {
      const other = keys[(expected.citations * 11) % keys.length]!
      cited.add(other)
      return other === key ? `[@${key}]` : `[@${key} ; @${other}]`
    }
    return form === 3 ? `[voir @${key}]` : `[@${key}]`
  }

  /** A call and, where the note is not inline, its definition. */
  function note(chapter: number, paragraph: number): [call: string, definition: string] {
    expected.notes += 1
    const [text] = writeSentence('')
    const label = `[^n${chapter}-${paragraph}]`
    return paragraph % 8 === 0 ? [`^[${text}]`, ''] : [label, `${label}: ${text}`]
  }

  function figure(chapter: number): string {
    expected.figures += 1
    const image = expected.figures % 2 ? 'courbe.svg' : 'pente.png'
    return `![${title()}](images/${image}){#fig-${chapter}-${expected.figures} alt="Une ligne qui monte" width=60%}`
  }

  function table(chapter: number): string {
    expected.tables += 1
    const rows = Array.from(
      {length: 8},
      (_, row) => `| ${pick(nouns)} ${row} | ${Math.floor(random() * 9000)} | ${pick(adjectives)} |`
    )
    return `| Lieu | Effectif | Qualité |\n|:-----|---------:|:--------|\n${rows.join('\n')}\n\n: ${title()} {#tbl-${chapter}-${expected.tables}}`
  }

  function equation(chapter: number): string {
    expected.equations += 1
    return `$$\nS = \\sum_{i=1}^{n} \\frac{x_i}{1 + r_{${expected.equations}}}\n$$ {#eq-${chapter}-${expected.equations}}`
  }

  function title(): string {
    return `Le ${pick(nouns)} ${pick(adjectives)} et le ${pick(nouns)}`
  }

  function bibliography(): string {
    const entries = Array.from({length: size.entries}, (_, index) => {
      const authors = Array.from({length: 1 + (index % 3)}, () => `${pick(families)}, ${pick(given)}`).join(' and ')
      const abstract = size.hasAbstracts
        ? `,\n  abstract = {${Array.from({length: 300}, () => pick(nouns)).join(' ')}}`
        : ''
      const kind = index % 3
      const fields =
        kind === 0
          ? `publisher = {Presses de l'université},\n  address = {Rabat}`
          : kind === 1
            ? `journaltitle = {Revue du ${pick(nouns)}},\n  volume = {${1 + (index % 40)}},\n  number = {${1 + (index % 4)}},\n  pages = {${10 + index}--${25 + index}},\n  doi = {10.1000/exemple.${index}}`
            : `booktitle = {Le ${pick(nouns)} en question},\n  editor = {${pick(families)}, ${pick(given)}},\n  publisher = {Éditions du ${pick(nouns)}},\n  pages = {${10 + index}--${25 + index}}`
      return `@${['book', 'article', 'incollection'][kind]}{${keyOf(index)},\n  author = {${authors}},\n  title = {${title()}, essai ${index + 1}},\n  year = {${1970 + (index % 55)}},\n  ${fields}${abstract}\n}`
    })
    return `${entries.join('\n\n')}\n`
  }
}

function keyOf(index: number): string {
  return `${families[index % families.length]!.normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()}${1970 + (index % 55)}n${index}`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Numbers from 0 to 1, the same for the same seed. Source: mulberry32, Tommy Ettinger, public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A grey slope, as a PNG (W3C, Portable Network Graphics, third edition). */
export function png(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.concat(
    Array.from({length: height}, () =>
      Buffer.from([0, ...Array.from({length: width}, (_, x) => Math.round((x / width) * 255))])
    )
  )
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const framed = Buffer.alloc(body.length + 8)
    framed.writeUInt32BE(data.length, 0)
    framed.set(body, 4)
    framed.writeUInt32BE(crc32(body), body.length + 4)
    return framed
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))
  ])
}
