import {expect, test} from 'vitest'
import {openMemory} from '../../scripts/cache/memory.ts'
import {mathFontOf} from '../../scripts/document/design.ts'
import {type MathFont, pageSchema} from '../../scripts/document/page-schema.ts'
import type {MathSvg} from '../../scripts/write/math/math.ts'
import {mathReader, readAhead, readerIn} from '../../scripts/write/math/math-reader.ts'
import {chapters} from '../chapter.ts'

const inline = ['x', '\\frac{a}{b}', '\\sqrt{2}', 'e^{i\\pi}', '\\unknown', '{', 'a & b', '\\alpha < \\beta', 'x']
const displayed = ['x', '\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}', '\\dfrac{1}{2']
const text = `${inline.map((tex) => `Mot $${tex}$.`).join('\n\n')}\n\n${displayed.map((tex) => `$$\n${tex}\n$$`).join('\n\n')}\n`

test('formulas read ahead are those read one by one, mistakes included, now and when they were kept', async () => {
  const results = openMemory()
  const read = chapters(`# Titre\n\n${text}`)
  for (const _ of ['first', 'kept']) {
    const reader = await readAhead(read, {screens: true, paper: true, font: 'New Computer Modern'}, results)()
    expect(reader).not.toBe(mathReader)
    for (const [list, isDisplay] of [[inline, false] as const, [[...displayed, 'y'], true] as const]) {
      for (const tex of list) {
        expect(reader.mathMl(tex, isDisplay), tex).toEqual(mathReader.mathMl(tex, isDisplay))
        expect(reader.svg(tex, isDisplay), tex).toEqual(mathReader.svg(tex, isDisplay))
      }
    }
  }
})

test('formulas beside Times have their letters, whatever was drawn before them', async () => {
  const drawn = (font: MathFont, tex: string) => (readerIn(font).svg(tex, false) as MathSvg).svg
  const fonts = ['New Computer Modern', 'TeX Gyre Termes'] as const
  const [modern, termes] = fonts.map((font) => drawn(font, 'x + \\mathfrak{g}'))
  expect(termes).not.toBe(modern)
  expect(drawn(fonts[0], 'x + \\mathfrak{g}')).toBe(modern)
  const page = (font: string) => mathFontOf(pageSchema.parse(font ? {font} : {}))
  expect([page(''), page('Times'), page('Arimo')]).toEqual([fonts[0], fonts[1], fonts[0]])
  const ahead = await readAhead(
    chapters(`# Titre\n\n${text}`),
    {screens: false, paper: true, font: fonts[1]},
    openMemory()
  )()
  expect((ahead.svg('\\sqrt{2}', false) as MathSvg).svg).toBe(drawn(fonts[1], '\\sqrt{2}'))
})
