/** Slides are set as the thesis is: French spaces, citations read by the same parser, code and tags left alone. */

import {VFile} from 'vfile'
import {expect, it} from 'vitest'
import {typesetSlide} from '../../scripts/deck/bind/typeset-slide.ts'
import {readDeck} from '../../scripts/deck/read/read-deck.ts'
import {memoryFolder} from '../../scripts/files.ts'
import {openThesis} from '../../scripts/open-thesis.ts'
import {silently} from '../../scripts/progress.ts'

function typeset(content: string): string {
  const deck = readDeck(new VFile({path: 'slides.md', value: `---\ntitle: Essai\n---\n\n${content}\n`}))
  const expandTex = (tex: string) => tex.replaceAll('\\RR', '\\mathbb{R}')
  return typesetSlide(deck.slides[0]!, {lang: 'fr-FR', french: 'imprimerie-nationale', expandTex})
}

it('gives French its spaces and its apostrophes', () => {
  expect(typeset("L'eau : « oui » ; et 12 345 ?")).toBe('L’eau\u00A0: «\u00A0oui\u00A0»\u202F; et 12\u202F345\u202F?')
})

it('puts citations where the thesis would read them', () => {
  expect(typeset('Selon @sen1999 [p. 3], puis [voir @yin2018 ; @eisenhardt1989].')).toBe(
    'Selon <Cite of="@sen1999 [p. 3]" />, puis <Cite of="[voir @yin2018 ; @eisenhardt1989]" />.'
  )
})

it.each([
  '`[@sen1999] : "code"`',
  '```yaml\ncle : "valeur" ; oui ?\n```',
  '<Value of="hdi@1990" unit />',
  '<script setup>\nimport x from "./x.ts"\n</script>',
  '<pre>\n"un" ; \'deux\' ?\n</pre>',
  '$$\nf\'(x) : "y"\n$$',
  '<img src="a.png" alt="Un \'mot\' : oui">',
  '{{ $page ? 1 : 2 }}',
  '| a | b |\n|:--|--:|\n| 1 | 2 |',
  'a\n\n::right::\n\nb'
])('leaves %s alone', (content) => {
  expect(typeset(content)).toBe(content)
})

it('puts the macros of the thesis in their place, in formulas alone', () => {
  expect(typeset('Dans $\\RR^2$, `$\\RR$` et\n\n$$\nx \\in \\RR\n$$')).toBe(
    'Dans $\\mathbb{R}^2$, `$\\RR$` et\n\n$$\nx \\in \\mathbb{R}\n$$'
  )
})

it('knows the macros of the settings and of the chapters', async () => {
  const folder = memoryFolder({
    'thesis.yml': "title: T\nlang: en\nmacros: {RR: '\\mathbb{R}'}\n",
    '1.md': '# One\n\n\\newcommand{\\E}[1]{\\mathbf{#1}}\n\nText $\\E{x}$.\n'
  })
  const {opened} = await openThesis(folder, memoryFolder({}), silently)
  expect(opened!.expandTex('\\RR \\E{y} \\alpha')).toBe('\\mathbb{R} \\mathbf{y} \\alpha')
})
