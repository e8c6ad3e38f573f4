/** A seed → a small thesis, and edits of it as authors make them, one after the other. */

/** The files of a thesis folder. */
export type Files = Record<string, string>

/** A step of the walk: what was done, and the files after it. */
export interface Step {
  edit: string
  files: Files
}

/** Walk through edits; the same seed gives the same walk. */
export function* walk(seed: number, steps: number): Generator<Step> {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  let files = firstFiles()
  yield {edit: 'as it was', files}
  for (let count = 0; count < steps; count += 1) {
    const [edit, change] = pick(edits)
    files = {...files}
    change(files, pick, count)
    yield {edit, files}
  }
}

type Pick = <T>(list: readonly T[]) => T

const chaptersOf = (files: Files) =>
  Object.keys(files)
    .filter((file) => /^thesis\/[^/]*\.md$/.test(file))
    .sort()
const paragraphsOf = (text: string) => text.split('\n\n')

/** Change one paragraph of one chapter. */
function change(files: Files, pick: Pick, by: (paragraphs: string[], at: number) => void): void {
  const file = pick(chaptersOf(files))
  const paragraphs = paragraphsOf(files[file]!)
  by(paragraphs, 1 + Math.floor((paragraphs.length - 1) * pick([0, 0.3, 0.6, 0.9])))
  files[file] = paragraphs.join('\n\n')
}

const insert = (text: (pick: Pick, count: number) => string) => (files: Files, pick: Pick, count: number) =>
  change(files, pick, (paragraphs, at) => paragraphs.splice(at, 0, text(pick, count)))

const setting = (name: string, values: readonly string[]) => (files: Files, pick: Pick) => {
  const others = files['thesis/thesis.yml']!.split('\n').filter((line) => !line.startsWith(`${name}:`))
  files['thesis/thesis.yml'] = [`${name}: ${pick(values)}`, ...others].join('\n')
}

const words = [
  'enquête',
  'récit',
  'terrain',
  'OMS',
  'OMS',
  'OMS',
  'UNESCO',
  'atelier',
  'mesure mesure',
  'café',
  "l'école",
  '« mot »'
]

const edits: ReadonlyArray<readonly [string, (files: Files, pick: Pick, count: number) => void]> = [
  ...Array.from(
    {length: 6},
    () =>
      [
        'another word',
        (files: Files, pick: Pick) =>
          change(files, pick, (paragraphs, at) => {
            paragraphs[at] = paragraphs[at]?.replace(/(?<= )\p{L}{4,}(?= )/u, pick(words)) ?? 'Fin.'
          })
      ] as const
  ),
  ['insert a paragraph', insert((pick) => `Un ${pick(words)} de plus, avec ${pick(words)} et 1 200 mots.`)],
  ['insert a citation', insert((pick) => `Comme [voir @${pick(keys)}, p. 3] le dit, et @${pick(keys)} aussi.`)],
  ['insert a note', insert((pick) => `Une phrase^[Une note sur ${pick(words)} [@${pick(keys)}].] et sa note.`)],
  [
    'insert a note with its text elsewhere',
    insert(
      (pick) =>
        `Une phrase[^${pick(['un', 'deux'])}].\n\n[^${pick(['un', 'deux'])}]: Note ${pick(words)} [@${pick(keys)}].`
    )
  ],
  [
    'insert a link by reference',
    insert(
      (pick) => `Voir [ici][${pick(['x', 'y'])}].\n\n[${pick(['x', 'y'])}]: https://example.org/${pick(['1', '2'])}`
    )
  ],
  ['insert a fence', insert((pick) => `\`\`\`python\n\n# ${pick(words)}\n\n## non\n\`\`\``)],
  ['insert a fence that may stay open', insert((pick) => `~~~\n\n# ${pick(words)}${pick(['', '\n~~~'])}`)],
  [
    'insert a division with a heading',
    insert((pick) => `::: {.note}\n\n## ${pick(words)}\n\nDans la note.\n\n${pick([':::', ''])}`)
  ],
  ['insert the place of the bibliography', insert(() => '::: {#refs}\n:::')],
  ['insert a heading', insert((pick, count) => `## Titre ${pick(words)} {#sec-n${count}}`)],
  ['insert a heading without a label', insert((pick) => `## Section ${pick(words)}`)],
  ['insert a reference', insert((pick) => `Voir @${pick(labels)}, [Méthode] et [ici](#${pick(labels)}).`)],
  ['insert a figure', insert((pick, count) => `![Carte ${pick(words)}](${pick(pictures)}){#fig-n${count} alt="x"}`)],
  ['insert a duplicate label', insert((pick) => `## Double {#${pick(labels)}}`)],
  ['insert a formula', insert((pick, count) => `$$ a_{${count}} = \\moi $$ {#eq-n${pick([1, 2, count])}}`)],
  ['insert an example', insert((pick, count) => `(@ex${count}) Un exemple ${pick(words)}.\n\nVoir (@ex${count}).`)],
  ['insert a macro', insert((pick) => `\\newcommand{\\moi}{${pick(['x', 'y', 'z'])}}`)],
  [
    'insert a table of the data',
    insert((_, count) => `:::case-table{#tbl-d${count} name="cross" of="jardin" by="lieu" across="membres"}\nA.\n:::`)
  ],
  ['insert a value', insert(() => 'Il y en a :value[jardin/lieu=Nord]{letters}, selon l’enquête.')],
  ['mark a term for the index', insert((pick) => `Un [${pick(words)}]{.index} et :index[${pick(words)}] ici.`)],
  ['introduce an abbreviation', insert(() => 'L’Organisation mondiale de la santé (OMS) le dit.')],
  [
    'another line of the data',
    (files) => {
      files['thesis/data/tables/jardin.csv'] += 'Nord,3,beta\n'
    }
  ],
  [
    'insert what one output shows',
    insert((pick) => `::: {.content-visible when-format="${pick(['html', 'pdf'])}"}\nAilleurs ${pick(words)}.\n:::`)
  ],
  ['insert a silenced place', insert(() => '<!-- thesis-ignore text:doubled-word -->\n\nUn mot mot ici.')],
  ['insert a theorem', insert((pick, count) => `::: {#thm-n${count}}\nUn énoncé ${pick(words)}.\n:::`)],
  [
    'insert a table',
    insert(
      (pick, count) =>
        `| a | b |\n|---|---|\n| ${pick(words)} | [@${pick(keys)}] |\n\n: Table ${pick(words)} {#tbl-n${count}}`
    )
  ],
  ...Array.from(
    {length: 6},
    () =>
      [
        'delete a paragraph',
        (files: Files, pick: Pick) => change(files, pick, (paragraphs, at) => paragraphs.splice(at, 1))
      ] as const
  ),
  [
    'split a paragraph',
    (files, pick) => change(files, pick, (all, at) => all.splice(at, 1, ...(all[at]?.split(/(?<=[.!]) /) ?? [])))
  ],
  [
    'join two paragraphs',
    (files, pick) => change(files, pick, (all, at) => all.splice(at, 2, all.slice(at, at + 2).join('\n')))
  ],
  [
    'move the label of a block to the next one',
    (files, pick) =>
      change(files, pick, (all, at) => {
        const label = / ?\{#[^}]*\}$/.exec(all[at] ?? '')?.[0]
        if (label === undefined || all[at + 1] === undefined) return
        all[at] = all[at]!.slice(0, -label.length)
        all[at + 1] += label
      })
  ],
  [
    'put the text of notes and links at the end of the chapter',
    (files, pick) => {
      const file = pick(chaptersOf(files))
      const [texts, others] = [true, false].map((isText) =>
        paragraphsOf(files[file]!).filter((one) => /^\[[^\]]*\]:/.test(one) === isText)
      )
      files[file] = [...others!, ...texts!].join('\n\n')
    }
  ],
  [
    'delete a heading',
    (files, pick) => {
      const file = pick(chaptersOf(files))
      files[file] = files[file]!.replace(/\n\n## .*/, '')
    }
  ],
  [
    'another word in a paragraph with a note or a citation',
    (files, pick) => {
      const file = pick(chaptersOf(files))
      files[file] = files[file]!.replace(/\p{L}+(?= (?:cite|et sa note|le disent|le dit))/u, pick(words))
    }
  ],
  ['indent a paragraph', (files, pick) => change(files, pick, (all, at) => all.splice(at, 1, ` ${all[at]}`))],
  [
    'move a paragraph to another chapter',
    (files, pick) => {
      const moved: string[] = []
      change(files, pick, (paragraphs, at) => moved.push(...paragraphs.splice(at, 1)))
      change(files, pick, (paragraphs, at) => paragraphs.splice(at, 0, ...moved))
    }
  ],
  [
    'rename a chapter',
    (files, pick, count) => {
      const file = pick(chaptersOf(files))
      const text = files[file]!
      delete files[file]
      files[file.replace(/-n\d+|\.md/, `-n${count}.md`).replace('.md.md', '.md')] = text
    }
  ],
  [
    'rename a label',
    (files, pick, count) => {
      const file = pick(chaptersOf(files))
      files[file] = files[file]!.replace(/\{#(sec|fig)-\w+/, `{#$1-r${count}`)
    }
  ],
  [
    'add a chapter',
    (files, pick, count) => {
      files[`thesis/5-n${count}.md`] =
        `# Encore ${pick(words)} {.${pick(['unnumbered', 'appendix', 'x'])}}\n\nDu texte.`
    }
  ],
  [
    'remove a chapter',
    (files, pick) => {
      const chapters = chaptersOf(files)
      if (chapters.length > 3) delete files[pick(chapters)]
    }
  ],
  [
    'change a data value',
    (files, pick) => {
      files['thesis/data/tables/jardin.csv'] = `lieu,membres,source\nNord,${pick([7, 12, 1200])},${pick(keys)}\n`
    }
  ],
  [
    'change a field of the bibliography',
    (files, pick) => {
      files['bibliography/refs.bib'] = files['bibliography/refs.bib']!.replace(/(title = \{)[^}]*/, `$1${pick(words)}`)
    }
  ],
  [
    'change a key of the bibliography',
    (files, pick) => {
      files['bibliography/refs.bib'] = files['bibliography/refs.bib']!.replace(/@book\{\w+/, `@book{${pick(keys)}`)
    }
  ],
  [
    'change the picture',
    (files, pick) => {
      if (pick([true, false])) files['thesis/carte.svg'] = picture(pick([10, 20, 30]))
      else delete files['thesis/carte.svg']
    }
  ],
  [
    'another style',
    setting('citations', ['{style: iso690-notes}', '{style: iso690-author-date}', '{style: inconnu-style}'])
  ],
  ['other numbers', setting('numbering', ['{figures: chapter}', '{notes: thesis}', '{depth: 2}', '{}'])],
  ['abbreviations', setting('abbreviations', ['{OMS: Organisation mondiale de la santé}', '{}'])],
  [
    'another place of the bibliography',
    setting('bibliography', ['{place: chapter}', '{parts: [{title: Livres ; le reste, type: [book]}]}', '{}'])
  ],
  ['another title', setting('title', ['Un titre', 'Un autre titre'])]
]

const keys = ['alpha', 'beta', 'gamma', 'delta', 'inconnu']
const labels = ['sec-a', 'sec-b', 'fig-a', 'tbl-a', 'eq-a', 'sec-nulle', 'mot']
const pictures = ['carte.svg', 'carte.svg', 'absente.svg']

function firstFiles(): Files {
  const chapter = (number: number, own: string) =>
    `# Chapitre ${number}\n\nUne première phrase du chapitre avec des mots. Une deuxième, "entre guillemets".\n\n${own}\n\nUne dernière phrase de l’OMS pour finir ce chapitre : voilà !`
  return {
    'thesis/thesis.yml':
      'abbreviations: {OMS: Organisation mondiale de la santé}\ntitle: Un titre\nlang: fr-FR\nauthor: Prénom Nom\nbibliography: {parts: [{title: "Livres : « tous »", type: [book]}]}\nabstracts:\n  fr: resume.md\n',
    'thesis/resume.md': 'Un résumé de la thèse, qui cite @alpha.',
    'thesis/1.md': chapter(
      1,
      '## Méthode {#sec-a}\n\nUn texte qui cite [@alpha, p. 3] et @beta.\n\n[Un mot]{#mot} en exergue.'
    ),
    'thesis/2.md': chapter(
      2,
      '![Une carte](carte.svg){#fig-a alt="carte"}\n\nOn voit @fig-a et @sec-a, puis [@alpha ; @gamma].'
    ),
    'thesis/3.md': chapter(
      3,
      '## Suite {#sec-b}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: Un tableau {#tbl-a}\n\nVoir @tbl-a^[Une note, @delta.].'
    ),
    'thesis/4.md': chapter(4, '$$ e = m $$ {#eq-a}\n\nComme @eq-a et @beta [p. 4] le disent : @sec-b.'),
    'thesis/carte.svg': picture(10),
    'thesis/data/tables/jardin.csv': 'lieu,membres,source\nNord,12,alpha\n',
    'bibliography/refs.bib': keys
      .slice(0, 4)
      .map(
        (key, index) =>
          `@book{${key},\n  author = {${key}, Jean},\n  title = {Livre ${key}},\n  year = {${2000 + index}},\n  publisher = {Éditeur}\n}\n`
      )
      .join('\n')
  }
}

function picture(width: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10" viewBox="0 0 ${width} 10"><path d="M0 0 L9 9"/></svg>`
}

/** Source: G. Marsaglia, “Xorshift RNGs”, Journal of Statistical Software 8 (14), 2003. */
function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
