/** A deck is read as Slidev reads it: slides of other files, slides left out, and the list of works on as many as it needs. */

import {parseSync} from '@slidev/parser/core'
import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {readDeck} from '../../scripts/deck/read/read-deck.ts'
import {splitReferences} from '../../scripts/deck/read/split-references.ts'
import {buildFolder} from '../build.ts'

const part = (value: string) => new VFile({path: 'slides/pages/cas.md', value})

function read(text: string, parts: Record<string, string> = {}) {
  const file = new VFile({path: 'slides/slides.md', value: text})
  const others = new Map(Object.entries(parts).map(([name, value]) => [name, part(value)]))
  const {slides} = readDeck(file, others)
  return {
    slides: slides.map(({number, content, line, settings}) =>
      `${number}: ${content} (${line}) ${settings.layout ?? ''}`.trim()
    ),
    messages: [file, ...others.values()].flatMap(({messages}) =>
      messages.map(({line, ruleId, expected}) => `${line} ${ruleId} ${expected?.[0] ?? ''}`.trim())
    )
  }
}

describe('slides of another file', () => {
  const deck = '# Un\n\n---\nsrc: ./pages/cas.md\nlayout: quote\n---\n\n---\n\n# Fin\n'

  it('stand where the deck brings them, with its front matter, at the lines of their file', () => {
    expect(read(deck, {'pages/cas.md': '# A\n\n---\n\n# B\n'}).slides).toEqual([
      '1: # Un (1)',
      '2: # A (1) quote',
      '3: # B (4) quote',
      '4: # Fin (9)'
    ])
  })

  it('may be chosen among', () => {
    const {slides} = read(deck.replace('cas.md', 'cas.md#2'), {'pages/cas.md': '# A\n\n---\n\n# B\n'})
    expect(slides).toHaveLength(3)
    expect(slides[1]).toContain('# B')
  })

  it('that bring two others each, time after time, are one message', () => {
    const names = Array.from({length: 30}, (_, index) => `${index}.md`)
    const twice = (next: string) => `---\nsrc: ./${next}\n---\n\n---\nsrc: ./${next}\n---\n`
    const parts = Object.fromEntries(
      names.map((name, index) => [name, names[index + 1] ? twice(names[index + 1]!) : '# Fin'])
    )
    const {slides, messages} = read(twice('0.md'), parts)
    expect(messages).toEqual(['1 too-many'])
    expect(slides.length).toBeLessThanOrEqual(1000)
  })

  it('that does not exist, or includes itself, is reported', () => {
    expect(read(deck, {'pages/cases.md': '# A\n'}).messages).toEqual(['3 missing-part pages/cases.md'])
    const circle = read(deck, {'pages/cas.md': '---\nsrc: ./cas.md\n---\n'})
    expect(circle.messages[0]).toMatch(/^1 missing-part/)
    expect(circle.slides).toHaveLength(2)
  })

  it('are bound and checked as those of slides.md are', async () => {
    const {messages} = await buildFolder(
      {
        'thesis/thesis.yml': 'title: Essai\nlang: fr-FR\n',
        'thesis/01-un.md': '# Un\n\nTexte.\n',
        'thesis/charts/hdi.yml': 'type: bar\ndata: [{x: a, y: 1}, {x: b, y: 2}]\n',
        'slides/slides.md': '# Un\n\n---\nsrc: ./pages/cas.md\n---\n',
        'slides/pages/cas.md': '---\nbackup: true\n---\n\n# Deux\n\n<Chart name="hdj" />\n'
      },
      {only: ['slides'], isCheck: true}
    )
    expect(messages).toContainEqual(
      expect.objectContaining({file: 'slides/pages/cas.md', line: 7, rule: 'figures:unknown-chart', expected: ['hdi']})
    )
    expect(messages.find(({line}) => line === 7)?.slide).toBe(2)
  })
})

it('a slide that is hidden has no number', () => {
  expect(read('# Un\n\n---\nhide: true\n---\n\n# Caché\n\n---\n\n# Deux\n').slides).toEqual([
    '1: # Un (1)',
    '2: # Deux (10)'
  ])
})

describe('the list of works', () => {
  const deck =
    '# Un\n\n---\nlayout: references\nrouteAlias: travaux\n---\n\n# Travaux\n\n<References />\n\n---\n\n# Fin\n'

  it('takes a slide for each of its pages, under one address', () => {
    const slides = parseSync(splitReferences(deck, 3), 'slides.md').slides
    expect(slides.map(({content}) => content)).toEqual([
      '# Un',
      '# Travaux\n\n<References />',
      '# Travaux (2)\n\n<References :page="2" />',
      '# Travaux (3)\n\n<References :page="3" />',
      '# Fin'
    ])
    expect(slides.map(({frontmatter}) => frontmatter.routeAlias)).toEqual([
      undefined,
      'travaux',
      undefined,
      undefined,
      undefined
    ])
    expect(slides[3]?.frontmatter.layout).toBe('references')
  })

  it('takes them from a slide without front matter too, and none more when it has one page', () => {
    const bare = '# Un\n\n---\n\n# Travaux\n\n<References />\n\n---\n\n# Fin\n'
    expect(parseSync(splitReferences(bare, 2), 'slides.md').slides.map(({content}) => content)[2]).toContain(
      ':page="2"'
    )
    expect(splitReferences(bare, 1)).toBe(bare)
    expect(splitReferences('# Un\n\n<References :page="1" />\n', 4)).toBe('# Un\n\n<References :page="1" />\n')
  })
})
