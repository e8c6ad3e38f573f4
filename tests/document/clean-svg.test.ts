/** Pictures of others as SVG: the same drawing, without what runs or asks for another file. */

import {describe, expect, it} from 'vitest'
import {cleanSvg} from '../../scripts/document/clean-svg.ts'

const around = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" ${attributes}>${inside}<rect id="kept" width="3" height="3"/></svg>`
const clean = (svg: string) => {
  const {bytes, removed} = cleanSvg(new TextEncoder().encode(svg))
  return {text: new TextDecoder().decode(bytes), removed}
}

it.each([
  around('<a href="https://example.org"><text>x</text></a>'),
  around('<use xlink:href="#kept"/><rect fill="url(#kept)" style="fill: url( \'#kept\')"/>'),
  around('<style><![CDATA[ a > b {fill: url(#kept)} ]]></style><image href="data:image/png;base64,AAAA"/>'),
  around('<animate attributeName="x" from="0" to="3"/><foo:bar xmlns:foo="urn:foo" foo:baz="1"/>'),
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n${around('é&amp;&#65;')}`
])('what is harmless stays byte for byte: %#', (svg) => {
  expect(clean(svg)).toEqual({text: svg, removed: []})
})

it.each([
  ['<script>alert(1)</script>', '<script>'],
  ['<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>', '<x:script>'],
  ['<g><script href="https://example.org/a.js"/></g>', '<script>'],
  ['<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>', '<foreignObject>'],
  ['<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/>', '<h:iframe>'],
  ['<g onclick="alert(1)"/>', 'onclick'],
  ['<g OnLoad="alert(1)"/>', 'OnLoad'],
  ['<a href="javascript:alert(1)"><text>x</text></a>', 'href'],
  ['<a xlink:href=" java&#10;script:alert(1)"><text>x</text></a>', 'xlink:href'],
  ['<a href="data:text/html,&lt;script>alert(1)&lt;/script>"><text>x</text></a>', 'href'],
  ['<use href="https://example.org/a.svg#x"/>', 'href'],
  ['<use href="data:image/svg+xml,%3Csvg/%3E#x"/>', 'href'],
  ['<image href="https://example.org/a.png"/>', 'href'],
  ['<image href="../../secret.png"/>', 'href'],
  ['<feImage xmlns:l="http://www.w3.org/1999/xlink" l:href="//example.org/a.png"/>', 'l:href'],
  ['<a><set attributeName="href" to="javascript:alert(1)"/></a>', '<set>'],
  ['<a><animate attributeName=" xlink:href " values="javascript:alert(1)"/></a>', '<animate>'],
  ['<rect style="fill: url(https://example.org/a#b)"/>', 'style'],
  ['<rect style="fill: u\\72l(https://example.org/a#b)"/>', 'style'],
  ['<rect fill="url(//example.org/a#b)"/>', 'fill'],
  ['<g xml:base="https://example.org"/>', 'xml:base'],
  ['<style>@import "https://example.org/a.css"; rect {fill: red}</style>', '@import'],
  ['<style>rect {fill: red; background: url(https://example.org/a.png)}</style>', '@import']
])('%s goes, the drawing stays', (inside, what) => {
  const {text, removed} = clean(around(inside))
  expect(removed).toEqual([what])
  expect(text).toContain('<rect id="kept"')
  expect(text).not.toMatch(/alert|example\.org\/a|script|secret|@import/)
  if (inside.includes('fill: red')) expect(text).toContain('fill: red')
  expect(clean(text)).toEqual({text, removed: []})
})

it('style sheets of the whole file go', () => {
  const {text, removed} = clean(`<?xml-stylesheet type="text/xsl" href="a.xsl"?>${around('')}`)
  expect(removed).toEqual(['<?xml-stylesheet?>'])
  expect(text).not.toContain('a.xsl')
})

describe('entities', () => {
  const with_ = (subset: string, inside: string) => `<!DOCTYPE svg [${subset}]>${around(inside)}`
  it('of text are the text that they stand for', () => {
    const {text, removed} = clean(with_('<!ENTITY mot "puits"><!ENTITY other \'eau\'>', '<text>&mot; &other;</text>'))
    expect(text).toContain('<text>puits eau</text>')
    expect(removed).toEqual([])
  })

  it.each([
    ['<!ENTITY x "<script>alert(1)</script>">', '&x;'],
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<text>&x;</text>'],
    ['<!ENTITY a "aa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">', '<text>&c;</text>']
  ])('of markup, files and other entities are no pictures: %s', (subset, inside) => {
    expect(() => clean(with_(subset, inside))).toThrow()
  })
})

it.each(['', 'no svg', '<svg', around('<g>'), '<html xmlns="http://www.w3.org/1999/xhtml"/>'])(
  'what no browser would show is refused: %j',
  (svg) => expect(() => clean(svg)).toThrow()
)

it('a drawing in UTF-16 is read', () => {
  const svg = around('<script>alert(1)</script><text>é</text>')
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(svg, 'utf16le')])
  const text = new TextDecoder().decode(cleanSvg(bytes).bytes)
  expect(text).toContain('<text>é</text>')
  expect(text).not.toContain('alert')
})
