import {expect, test} from 'vitest'
import {openMemory} from '../../scripts/cache/memory.ts'
import {mathReader, readAhead} from '../../scripts/write/math/math-reader.ts'
import {chapters} from '../chapter.ts'

const inline = ['x', '\\frac{a}{b}', '\\sqrt{2}', 'e^{i\\pi}', '\\unknown', '{', 'a & b', '\\alpha < \\beta', 'x']
const displayed = ['x', '\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}', '\\dfrac{1}{2']
const text = `${inline.map((tex) => `Mot $${tex}$.`).join('\n\n')}\n\n${displayed.map((tex) => `$$\n${tex}\n$$`).join('\n\n')}\n`

test('formulas read ahead are those read one by one, mistakes included, now and when they were kept', async () => {
  const results = openMemory()
  const read = chapters(`# Titre\n\n${text}`)
  for (const _ of ['first', 'kept']) {
    const reader = await readAhead(read, {screens: true, paper: true}, results)()
    expect(reader).not.toBe(mathReader)
    for (const [list, isDisplay] of [[inline, false] as const, [[...displayed, 'y'], true] as const]) {
      for (const tex of list) {
        expect(reader.mathMl(tex, isDisplay), tex).toEqual(mathReader.mathMl(tex, isDisplay))
        expect(reader.svg(tex, isDisplay), tex).toEqual(mathReader.svg(tex, isDisplay))
      }
    }
  }
})
