/** A chapter read section by section is the chapter read whole: its tree with all places, its messages, its macros. */

import {VFile} from 'vfile'
import {expect, it} from 'vitest'
import {openMemory} from '../../scripts/cache/memory.ts'
import {visit} from '../../scripts/document/visit.ts'
import {readKept} from '../../scripts/read/kept-markdown.ts'
import {readMarkdown} from '../../scripts/read/markdown.ts'
import {readSections} from '../../scripts/read/read-sections.ts'
import {newTexContext} from '../../scripts/read/tex/tex-reader.ts'

/** What stays between its headings, and is read with nothing to say. */
const quiet = [
  'Une note[^c].\n\n[^c]: Le texte de la note.',
  '[^d]: Une note de plus, dans une autre partie.',
  'Une phrase et sa note[^d].',
  'Une phrase, et une note de la fin[^e].',
  'Des mots <b>gras</b>, et « d’autres ».\n\n<p>Un bloc.</p>',
  '```python\n\n# pas un titre\n\n## ni ici\n```',
  '::: {.note}\n\n## Un titre en cadre\n\nUn cadre.\n\n:::',
  '- un\n\n- deux\n\n  # un titre en liste',
  '> une citation\n\n> une autre [@cle, p. 3]',
  '$$\na = b\n$$ {#eq-a}',
  '<!-- un\n\n# commentaire\n\n-->',
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n: Une table {#tbl-a}',
  'Terme\n\n:   Une définition.',
  '(@ex) Un exemple.',
  'Il dit^[Une note [@cle].] que [Méthode] compte.'
]

/** What stands between headings, some of it reaching over them. */
const blocks = [
  'Une phrase avec *des mots*, `du code` et $x$.',
  'Une phrase avec *des mots*, `du code` et $y$.',
  'Une note[^a] et [un lien][ici].',
  'Une autre note[^b], puis [Méthode].',
  '[^a]: Le texte de la note.',
  '[^b]: Le texte d’une autre,\n\n    en deux paragraphes.',
  '[ici]: https://example.org',
  '```python\n\n# pas un titre\n\n## ni ici\n```',
  '~~~\n# ouvert jusqu’à la fin',
  '::: {.note}\n\nUn cadre.',
  ':::',
  '- un\n\n- deux\n\n  # un titre en liste',
  '> une citation\n\n> une autre',
  '$$\na = b\n$$ {#eq-a}',
  '$$\na = b\n\n# c',
  '<!-- un\n\n# commentaire\n\n-->',
  '<div>',
  '</div>',
  '(cible)=',
  '{#sec-seule}',
  '[[Méthode]] et [@cle, p. 3].',
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n: Une table {#tbl-a}',
  ': Une table de plus',
  'Terme\n\n:   Une définition.',
  '![Une carte](carte.svg){#fig-a}',
  '\\newcommand{\\moi}{x}',
  '$\\moi$',
  '\\appendix',
  '\\begin{quote}',
  '\\end{quote}',
  '<!-- thesis-ignore text:doubled-word -->',
  '(@ex) Un exemple.',
  'Un Titre\n========',
  '---\nlang: en\n---',
  '::: {.content-visible when-format="html"}\nUn mot.\n:::',
  '(ref:x) Un texte.',
  'Il dit^[Une note [@cle].] que (ref:x).'
]
const headings = ['## Méthode {#sec-m}', '# Titre', '### Suite', '## Avec $x$ et [^a]', '## [Méthode]']

it('reads the same as the whole, over a walk of edits', {timeout: 240_000}, () => {
  let seed = 7
  const pick = <T>(list: readonly T[]): T => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return list[Math.floor((seed / 2 ** 31) * list.length)]!
  }
  const results = openMemory()
  let inParts = 0
  for (let chapter = 0; chapter < 36; chapter++) {
    const among = chapter % 3 === 0 ? blocks : quiet
    const own = [...blocks.slice(0, 2), ...blocks.slice(0, 2), pick(among), pick(among), pick(among)]
    const titles = [...headings.slice(0, 3), among === blocks ? pick(headings) : '## Autre']
    const parts = Array.from({length: 12}, (_, index) => pick(index % 3 === 0 ? titles : own))
    for (let edit = 0; edit < 3; edit++) {
      parts[pick([1, 4, 7, 10, 11])] = pick(own)
      const front = chapter % 4 === 1 ? '---\nlang: en\n---\n\n' : ''
      const notes = chapter % 4 === 2 ? '\n\n[^d]: Une note à la fin,\n    en deux lignes.\n[^e]: Et une autre.' : ''
      const text = `${front}${parts.join('\n\n')}${notes}${pick(['', '\n'])}`
      const [whole, kept] = [newTexContext(), newTexContext()]
      const [cold, warm] = [new VFile({path: 'a.md', value: text}), new VFile({path: 'a.md', value: text})]
      const known = new Set(['MÉTHODE'])
      const expected = readMarkdown(cold, {tex: whole, headings: known, figures: new Set()})
      const {tree} = readKept(warm, {tex: kept, headings: known, figures: new Set()}, results)
      expect({tree, said: said(warm), data: warm.data, macros: kept.macros, role: kept.role}, text).toEqual({
        tree: expected,
        said: said(cold),
        data: cold.data,
        macros: whole.macros,
        role: whole.role
      })
      const read = (piece: VFile) => readMarkdown(piece, {headings: known, figures: new Set()})
      if (readSections(new VFile({path: 'a.md', value: text}), read)) inParts += 1
    }
    results.sweep()
  }
  expect(inParts).toBeGreaterThan(20)
})

it('reads again the section that has changed and no other', () => {
  const results = openMemory()
  const read: string[] = []
  const keep = results.keep
  results.keep = (stage, key, value) => {
    const {tree} = value as {tree?: Parameters<typeof visit>[0]}
    if (tree) visit(tree, 'text', (node) => void read.push((node as unknown as {value: string}).value))
    keep(stage, key, value)
  }
  const text = (word: string) => `# Un\n\nAlpha.\n\n## Deux\n\n${word}.\n\n## Trois\n\nGamma.\n`
  for (const word of ['Bêta', 'Bêtas']) {
    read.length = 0
    const file = new VFile({path: 'a.md', value: text(word)})
    readKept(file, {tex: newTexContext()}, results)
  }
  // The section, and the chapter that holds it.
  expect(read.filter((word) => word === 'Gamma.')).toHaveLength(1)
  expect(read.filter((word) => word === 'Bêtas.')).toHaveLength(2)
})

const said = ({messages}: VFile) => messages.map((message) => ({...message}))
