/** Rules on what a page of the web or of paper cannot carry. */

import {chapter, gif, type RuleCases, svg} from './rule-cases.ts'

const figure = (name: string, alt = 'Des villes.') => `![Une carte](${name}){#fig-a alt="${alt}"}\n\nVoir @fig-a.`
const table = (columns: number, cell: string) =>
  [cell, '---', cell].map((one) => `|${`${one}|`.repeat(columns)}`).join('\n')

export const html = {
  'html:removed': {fires: '<button onclick="f()">mot</button>', stays: '<b>mot</b>'},
  'html:too-deep': {
    fires: `\`${'<b>'.repeat(150)}\`{=html}`,
    stays: `\`${'<b>'.repeat(50)}mot${'</b>'.repeat(50)}\`{=html}`
  },
  'html:unsafe-link': {fires: '[mot](odd:thing)', stays: '[mot](mailto:a@example.org)'},
  'html:duplicate-id': {
    fires: '<b id="a">mot</b> et <b id="a">mot</b>',
    stays: '<b id="a">mot</b> et <b id="b">mot</b>'
  }
} satisfies RuleCases<'html'>

export const math = {
  'math:unreadable': {fires: 'Soit $\\frac{1$.', stays: 'Soit $\\frac{1}{2}$.'}
} satisfies RuleCases<'math'>

export const deposit = {
  'deposit:missing': {in: 'tests/write/deposit.test.ts'}
} satisfies RuleCases<'deposit'>

export const pdf = {
  'pdf:raw-html': {fires: 'Un <button>mot</button>.', stays: 'Un <b>mot</b>.'},
  'pdf:image-format': {
    fires: chapter(figure('a.avif'), {'thesis/a.avif': avif()}),
    stays: chapter(figure('a.gif'), {'thesis/a.gif': gif()})
  },
  'pdf:damaged-image': {
    fires: chapter(figure('a.png'), {'thesis/a.png': brokenPng()}),
    stays: chapter(figure('a.svg'), {'thesis/a.svg': svg('<rect width="1" height="1"/>')}),
    isPrinted: true
  },
  'pdf:missing-glyph': {fires: 'Un 漢 mot.', stays: 'Un كتاب.'},
  'pdf:too-deep': {fires: `${'> '.repeat(60)}x`, stays: `${'> '.repeat(5)}x`},
  'pdf:too-wide': {fires: table(40, 'anticonstitutionnel'), stays: table(4, 'mot')},
  'pdf:template': {in: 'tests/write/templates.test.ts'},
  'pdf:unknown-chapter': {in: 'tests/write/chapter-alone.test.ts'},
  'pdf:too-tall': {in: 'tests/write/bad-pages.test.ts'},
  'pdf:too-long': {fires: `Un ${'mot'.repeat(100)} long.`, stays: 'Un mot long.'},
  'pdf:unsafe-link': {fires: '[mot](odd:thing)', stays: '[mot](mailto:a@example.org)'},
  'pdf:page-break': {fires: '> Mot.\n>\n> \\newpage\n>\n> Mot.', stays: 'Mot.\n\n\\newpage\n\nMot.'},
  'pdf:lost-link': {in: 'tests/write/typst.test.ts'},
  'pdf:not-accessible': {fires: '[~~mot~~]{.underline}', stays: '~~mot~~'},
  'pdf:not-archivable': {in: 'tests/write/deposit.test.ts'},
  'pdf:engine': {in: 'tests/write/pdf.test.ts'}
} satisfies RuleCases<'pdf'>

/** An AVIF of one pixel, as far as its size. */
function avif(): Uint8Array {
  const box = (type: string, ...inside: Buffer[]): Buffer => {
    const body = Buffer.concat(inside)
    const head = Buffer.alloc(8)
    head.writeUInt32BE(body.length + 8)
    head.write(type, 4)
    return Buffer.concat([head, body])
  }
  const size = Buffer.from('000000000000000100000001', 'hex')
  const properties = box('iprp', box('ipco', box('ispe', size)))
  const meta = box('meta', Buffer.alloc(4), properties)
  return Uint8Array.from(Buffer.concat([box('ftyp', Buffer.from('avif\0\0\0\0avif')), meta]))
}

/** The head of a PNG, whole, and nothing after it. */
function brokenPng(): Uint8Array {
  return Uint8Array.from(Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex'))
}
