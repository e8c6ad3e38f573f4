/** No input hangs, overflows the stack or throws. */

import {readdirSync, readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {bibliographies} from '../bench/growth-bibliographies.ts'
import {useWholly} from './use-wholly.ts'

describe('hostile files', () => {
  // `npm run bench` holds the time of each to its length.
  test.each(Object.entries(bibliographies))('%s', (_, write) => {
    expect(useWholly(write(100_000)).messages.length).toBeLessThan(10_000)
  })

  test('JSON, YAML and RIS as well', () => {
    const files: [string, string][] = [
      ['a.json', '['.repeat(100_000)],
      [
        'a.json',
        '[{"id": "a", "type": "book", "author": [[[]], null, 3, {"family": {}}], "issued": {"date-parts": [[null]]}}]'
      ],
      [
        'a.json',
        '[{"id": "a", "title": {"toString": 1}, "URL": 3, "DOI": [], "issued": {"date-parts": "x"}, "editor": {}}, null, 3]'
      ],
      ['a.yaml', `a: ${'['.repeat(2000)}`],
      ['a.yaml', '- id: a\n  issued: {year: [x]}\n- 3\n- {}\n'],
      ['a.ris', 'TY  - \n'.repeat(2000)],
      ['a.ris', `TY  - JOUR\nAU  - ${','.repeat(50_000)}\nPY  - ${'/'.repeat(50_000)}\n`]
    ]
    for (const [path, text] of files) expect(() => useWholly(text, path)).not.toThrow()
  })
})

test('no damage to a file throws: 1 500 seeded mutations of the nasty cases', () => {
  const folder = new URL('../cases/bibtex/', import.meta.url)
  const texts = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .filter((text) => text.length < 5000)
  const random = seeded(42)
  const signs = [
    '{',
    '}',
    '"',
    ',',
    '@',
    '=',
    '#',
    '%',
    '\\',
    '\n',
    '(',
    ')',
    '$',
    ' and ',
    '__proto__',
    '-',
    '/',
    '\u0000',
    '\u202e',
    '😀'
  ]
  for (let round = 0; round < 1500; round++) {
    let text = texts[Math.floor(random() * texts.length)]!
    for (let change = 0; change < 1 + (round % 4); change++) {
      const at = Math.floor(random() * text.length)
      const sign = signs[Math.floor(random() * signs.length)]!
      text = text.slice(0, at) + sign + text.slice(at + Math.floor(random() * 3))
    }
    expect(() => useWholly(text), JSON.stringify(text)).not.toThrow()
  }
})

/** Numbers between 0 and 1, the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
