/** Choices → an SVG of a drawing program's, or what is left of one. */

import type {Random} from '../random.ts'

export const svgSigns = [
  '<',
  '>',
  '/>',
  '"',
  "'",
  '=',
  '<svg>',
  '</svg>',
  '<g>',
  '</g>',
  '<script>',
  '</script>',
  '<style>',
  '<text>',
  '</text>',
  '<image href="a.png"/>',
  '<use href="#a"/>',
  '<foreignObject>',
  '<!--',
  '-->',
  '<!DOCTYPE svg [<!ENTITY a "b">]>',
  '&a;',
  '&',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0"?>',
  ' width="',
  ' height="0"',
  ' viewBox="0 0 0 0"',
  ' viewBox="a"',
  ' viewBox="0 0 1e400 1"',
  ' onload="a"',
  'xmlns="http://www.w3.org/2000/svg"',
  'xlink:href="',
  'NaN',
  '-1',
  '100%',
  '1e9',
  'font-family="a"',
  ' id="a"',
  '\n',
  '<svg:svg>',
  '\u0000',
  '\uFEFF'
]

const parts = [
  '<rect width="10" height="10"/>',
  '<circle r="3" cx="5" cy="5" fill="red"/>',
  '<path d="M0 0L10 10"/>',
  '<path d="Mx"/>',
  '<text x="1" y="9" font-family="Arial">Mot</text>',
  '<text>آبار</text>',
  '<g transform="scale(0)"><rect/></g>',
  '<use href="#a"/>',
  '<defs><g id="a"><use href="#a"/></g></defs>',
  '<image href="data:image/png;base64,AAAA" width="1" height="1"/>',
  '<image href="http://a.b/c.png"/>',
  '<style>text { fill: red }</style>',
  '<script>a()</script>',
  '<a href="javascript:a()"><text>x</text></a>',
  '<linearGradient id="b"><stop offset="0"/></linearGradient>',
  '<rect fill="url(#b)" width="5" height="5"/>',
  '<foreignObject><p>a</p></foreignObject>',
  '<title>Titre</title>',
  '<switch><g/></switch>',
  '<mask id="m"><rect mask="url(#m)"/></mask>',
  '<animate/>',
  '<filter id="f"><feGaussianBlur stdDeviation="-1"/></filter>',
  '<svg/>',
  '&lt;'
]

/** An SVG file. */
export function writeSvg(random: Random): string {
  const size = random.pick([
    ' width="10" height="10"',
    ' viewBox="0 0 10 10"',
    ' width="10mm" height="1in" viewBox="0 0 10 10"',
    '',
    ' width="100%"',
    ' width="0" height="0"',
    ' viewBox="0 0 0 10"',
    ' viewBox="0,0,10,10"',
    ' width="-3" height="5"',
    ' width="1e30" height="1"',
    ' width="a"',
    ' viewBox="0 0 10"',
    ' width="10" height="10" preserveAspectRatio="none"'
  ])
  return `${random.pick(['', '<?xml version="1.0"?>\n', '\uFEFF', '<!-- a -->\n', '<!DOCTYPE svg>\n'])}<svg${random.chance(0.9) ? ' xmlns="http://www.w3.org/2000/svg"' : ''}${size}>${random.repeat(0, 5, () => random.pick(parts))}</svg>`
}
