/** No input hangs, overflows the stack or throws; a large file loads fast. */

import {readdirSync, readFileSync} from 'node:fs'
import {VFile} from 'vfile'
import {beforeAll, describe, expect, test} from 'vitest'
import {auditBibliography} from '../../scripts/bibliography/audit/audit.ts'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {fixBibliography} from '../../scripts/bibliography/write/fix.ts'
import {regenerateBibliography} from '../../scripts/bibliography/write/regenerate.ts'
import {writePage} from '../../scripts/build-bibliography.ts'
import {largeBibliography} from './large-bibliography.ts'

/** Everything that a build and `npm run bibliography --fix` do with a file. */
function useWholly(value: string, path = 'a.bib'): VFile {
  const file = new VFile({path, value})
  const library = openLibrary([file])
  auditBibliography({library, cited: ['*'], year: 2026})
  regenerateBibliography({
    library,
    title: 'B',
    format: () => [],
    writePage: (sections) => writePage(sections, 'B', 'fr')
  })
  if (path.endsWith('.bib')) fixBibliography(value)
  return file
}

/** CPU seconds, which other work on the machine does not lengthen. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const {user, system} = process.cpuUsage(before)
  return (user + system) / 1e6
}

describe('hostile files', () => {
  /** What an ordinary file of 1 000 entries costs on this machine: the measure of the others. */
  let ordinary = 0
  beforeAll(() => {
    const text = largeBibliography(1000)
    useWholly(text)
    ordinary = cpuSeconds(() => useWholly(text))
  })

  const many = (count: number, text: (index: number) => string) =>
    Array.from({length: count}, (_, index) => text(index)).join('')
  const hostile: Record<string, string> = {
    'braces never closed': `@book{a, title={${'{'.repeat(500_000)}`,
    'braces 100 000 deep': `@book{a, title={${'{'.repeat(100_000)}x${'}'.repeat(100_000)}}}`,
    'commands 100 000 deep': `@book{a, title={${'\\emph{'.repeat(100_000)}x${'}'.repeat(100_000)}}}`,
    'names 100 000 deep': `@book{a, author={${'{'.repeat(100_000)}x${'}'.repeat(100_000)} and B}}`,
    'at signs': '@'.repeat(500_000),
    'entries never closed': '@book{'.repeat(50_000),
    'entries never closed, a line each': '@book{a, title={x\n'.repeat(20_000),
    'comments never closed': '@comment{'.repeat(100_000),
    'many names': `@book{a, author={${'Nom and '.repeat(50_000)}Nom}}`,
    'many ands': `@book{a, author={${'and '.repeat(50_000)}}}`,
    'many commas in a name': `@book{a, author={${','.repeat(100_000)}}}`,
    'many blanks': `@book{a, author={x${' '.repeat(200_000)}y}, title={${' '.repeat(200_000)}x}, pages={${' '.repeat(200_000)}}}`,
    'many accents': `@book{a, title={${"\\'".repeat(100_000)}}}`,
    'many open formulas': `@book{a, title={${'\\('.repeat(100_000)}}}`,
    'many quotes': `@book{a, title={${'`'.repeat(100_000)}${"'".repeat(100_000)}}}`,
    'many fields': `@book{a${many(20_000, (index) => `, f${index % 10}={x}`)}}`,
    'many pieces': `@book{a, title = "x"${' # "x"'.repeat(50_000)}}`,
    'many undefined strings': `@book{a, title = x${' # x'.repeat(50_000)}}`,
    'many dashes': `@book{a, pages={${'1-'.repeat(50_000)}}, year={${'2000-'.repeat(50_000)}}}`,
    'a long date': `@book{a, date={${'1'.repeat(100_000)}}, month={${'a '.repeat(50_000)}}}`,
    'a long address': `@book{a, url={https://${'a.'.repeat(50_000)}}, doi={${'doi.org/'.repeat(20_000)}}}`,
    'a long key': `@book{${'a'.repeat(200_000)}, title={x}}@book{b, crossref={${'c'.repeat(200_000)}}}`,
    'a chain of parents': many(2000, (index) => `@book{k${index}, crossref={k${index + 1}}, title={x}}\n`),
    'a web of parents': many(40, (index) => `@book{k${index}, xdata={${many(40, (other) => `k${other},`)}}}\n`),
    'one title many times': many(
      3000,
      (index) => `@book{k${index}, author={A}, title={Un seul et même titre}, year=2000}\n`
    ),
    'titles alike': many(
      1500,
      (index) =>
        `@book{k${index}, author={A}, title={Un seul et même titre ${'abcdefghij'[index % 10]}${index}}, year=2000}\n`
    ),
    'entities and mojibake': `@book{a, title={${'&eacute;Ã©'.repeat(20_000)}}}`
  }
  test.each(Object.entries(hostile))(
    '%s',
    (_, text) => {
      let file: VFile | undefined
      const seconds = cpuSeconds(() => (file = useWholly(text)))
      expect(seconds / ordinary).toBeLessThan(4)
      expect(file?.messages.length).toBeLessThan(10_000)
    },
    30_000
  )

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

test('ten times the entries take about ten times as long to load, when as many are cited', () => {
  const load = (count: number) => {
    const bytes = new TextEncoder().encode(largeBibliography(count))
    const cited = Array.from({length: 400}, (_, index) => `key${(index * count) / 400}`)
    return cpuSeconds(() => {
      const library = openLibrary([new VFile({path: 'large.bib', value: bytes})])
      expect(library.load(cited).size).toBe(400)
    })
  }
  load(2000)
  const [small, large] = [Math.min(load(2000), load(2000)), load(20_000)]
  expect(large / small).toBeLessThan(15)
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
