import {describe, expect, test} from 'vitest'
import {type MathSvg, texToMathMl, texToPieces, texToSvg} from '../../scripts/write/math/math.ts'

const mathMl = (tex: string, isDisplay = false) => {
  const read = texToMathMl(tex, isDisplay)
  return 'mathMl' in read ? read.mathMl : `error: ${read.error}`
}
const svg = (tex: string, isDisplay = false) => {
  const read = texToSvg(tex, isDisplay)
  if ('error' in read) throw new Error(read.error)
  return read
}

describe('a formula on screen', () => {
  test('is MathML with its TeX as annotation', () => {
    expect(mathMl('\\frac{a}{b} < 1')).toBe(
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mfrac><mi>a</mi><mi>b</mi></mfrac>' +
        '<mo>&lt;</mo><mn>1</mn></mrow><annotation encoding="application/x-tex">\\frac{a}{b} &lt; 1</annotation></semantics></math>'
    )
  })

  test('on a line of its own is displayed', () => {
    expect(mathMl('x', true)).toContain('display="block"')
  })

  test('has the letters of its alphabets as characters, for browsers do not read mathvariant', () => {
    expect(mathMl('\\mathbb{R}\\mathcal{F}\\mathbf{x}')).toContain('ℝ')
    expect(mathMl('\\mathbb{R}\\mathcal{F}\\mathbf{x}')).toContain('ℱ')
    expect(mathMl('\\mathbb{R}\\mathcal{F}\\mathbf{x}')).toContain('𝐱')
    expect(mathMl('\\mathbb{R}\\mathcal{F}\\mathbf{x}')).not.toContain('mathvariant')
  })

  test('carries neither links, nor styles, nor addresses', () => {
    expect(mathMl('\\href{javascript:alert(1)}{x}')).toBe('error: Undefined control sequence \\href')
    expect(mathMl('\\mmlToken{mi}[href="javascript:1"]{x}')).toMatch(/^error/)
    expect(mathMl('\\color{url(http://example.org)}{x}').replace(/<annotation.*/, '')).not.toContain('example.org')
    expect(mathMl('\\text{<script>alert(1)</script>}')).not.toContain('<script>')
  })
})

describe('a formula on paper', () => {
  test('is a drawing that stands on the baseline', () => {
    const {widthEx, heightEx, depthEx} = svg('y_i')
    expect(widthEx).toBeGreaterThan(1)
    expect(heightEx).toBeGreaterThan(depthEx)
    expect(depthEx).toBeGreaterThan(0.3)
    expect(svg('x').depthEx).toBeLessThan(0.1)
  })

  test('is XML, whatever its letters', () => {
    expect(svg('a < b \\& \\text{é}').svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" [^<>]*>/)
    expect(svg('a < b').svg).not.toMatch(/="[^"]*<[^"]*"/)
  })

  test('keeps the rules of an array', () => {
    expect(
      svg('\\begin{array}{c|c}a&b\\\\\\hline c&d\\end{array}', true).svg.match(/<line [^>]*stroke-width/g)
    ).toHaveLength(2)
  })

  test('prints a tag beside it', () => {
    expect(svg('x\\tag{3}', true).widthEx).toBeGreaterThan(svg('x', true).widthEx + 3)
  })
})

describe('a formula in a font of the author’s', () => {
  const pieces = (tex: string, isDisplay = true) => (texToPieces(tex, isDisplay) as MathSvg).pieces

  test('is what Typst can set: letters, spaces as TeX has them, limits where they stand', () => {
    expect(pieces('x_i+\\mathbf{A}')).toEqual([
      'row',
      [
        ['scripts', ['sign', 'x', 'normal', false], {b: ['sign', 'i', 'normal', false]}],
        ['sign', '+', 'binary', false],
        ['sign', '𝐀', 'normal', false]
      ]
    ])
    expect(pieces('\\sum_i')?.[0]).toBe('limits')
    expect(pieces('\\sum_i', false)?.[0]).toBe('scripts')
    expect(JSON.stringify(pieces('a\\left(b\\right)c'))).toContain('["space",0.1667]')
    expect(pieces('\\boldsymbol{\\alpha}')?.[1]).toBe('𝜶')
  })

  test.each([
    '\\enclose{circle}{x}',
    '\\overbracket{ab}',
    '\\begin{multline}a\\\\b\\end{multline}',
    '\\large x',
    `${'\\\\frac{1}{'.repeat(12)}x${'}'.repeat(12)}`
  ])('is drawn where Typst has nothing for it: %s', (tex) => {
    const drawn = texToPieces(tex, true)
    expect(drawn).toHaveProperty('svg')
    expect(drawn).not.toHaveProperty('pieces')
  })
})

test('arrows of reactions and bold Greek are letters that fonts have', () => {
  expect(mathMl('\\ce{A -> B <=> C}')).toMatch(/&#x27F6;.*&#x21CC;/)
  expect(svg('\\ce{A ->[x] B <=> C}').svg).not.toContain('<text')
  expect(mathMl('\\boldsymbol{\\Gamma}')).toContain('𝚪')
})

test.each([
  ['\\frac{a}{', 'Missing close brace'],
  ['\\foo', 'Undefined control sequence \\foo'],
  ['\\eqref{x}', 'Undefined control sequence \\eqref'],
  ['x'.repeat(30_000), 'A formula of 30000 characters']
])('what is wrong with %j is said, nothing is thrown', (tex, error) => {
  expect(texToSvg(tex, false)).toEqual({error})
  expect(texToMathMl(tex, false)).toEqual({error})
})

test('the same formula gives the same text, whatever was read before it', () => {
  const first = svg('\\mathfrak{g}^2')
  svg('\\begin{cases}1\\\\2\\end{cases}', true)
  expect(svg('\\mathfrak{g}^2')).toEqual(first)
})
