/** What a deck's author is told: every mistake with its slide, its line and what to do. */

import {VFile} from 'vfile'
import {describe, expect, it} from 'vitest'
import {checkDeck} from '../../scripts/deck/check/check-deck.ts'
import type {DeckTheme} from '../../scripts/deck/read/deck-theme.ts'
import {readDeck} from '../../scripts/deck/read/read-deck.ts'
import {printTime, readDuration, secondsOf} from '../../scripts/deck/read/slide-time.ts'
import {memoryFolder} from '../../scripts/files.ts'

const head = '---\ntitle: Essai\nduration: 1min\n---\n\n# Un\n\n<!--\n(1:00)\n-->\n'

/** The messages of a deck as `line rule: reason`. */
async function messagesOf(text: string, theme: DeckTheme = {isOurs: true, layouts: []}): Promise<string[]> {
  const file = new VFile({path: 'slides/slides.md', value: text})
  const folder = memoryFolder({'slides/photo.png': 'x', 'slides/public/cover.png': 'x', 'thesis/carte.png': 'x'})
  const read = (path: string) => folder.read(`slides/${path}`)
  await checkDeck(readDeck(file), {files: new Set(['layouts/case.vue', 'photo.png']), read, theme})
  return file.messages.map(({line, ruleId, reason}) => `${line} ${ruleId}: ${reason}`)
}

describe('a deck', () => {
  it('that is well made has no message', async () => {
    expect(await messagesOf(head)).toEqual([])
  })

  it('with an unknown layout is reported with the nearest one', async () => {
    const file = new VFile({
      path: 'slides/slides.md',
      value: `${head}\n---\nlayout: csae\nbackup: true\n---\n\n# Deux\n`
    })
    const read = async () => undefined
    await checkDeck(readDeck(file), {files: new Set(), read, theme: {isOurs: true, layouts: ['case']}})
    expect(file.messages).toHaveLength(1)
    expect(file.messages[0]).toMatchObject({ruleId: 'unknown-layout', fatal: true, expected: ['case']})
    expect(file.messages[0]?.line).toBe(12)
  })

  it('with more words than a room reads is a warning, headings not counted', async () => {
    const words = (count: number) => `\n---\nbackup: true\n---\n\n# ${'titre '.repeat(30)}\n\n${'mot '.repeat(count)}\n`
    expect(await messagesOf(head + words(40))).toEqual([])
    expect(await messagesOf(head + words(41))).toEqual(['12 too-many-words: Too many words: 41 (limit 40)'])
  })

  it('with a time in square brackets is reported with the line of the notes', async () => {
    expect(
      await messagesOf(`${head}\n---\nbackup: true\n---\n\n# Deux\n\n<!--\nDire ceci\nà [15:00] au plus tard\n-->\n`)
    ).toEqual(['20 bracketed-time: Ambiguous `[15:00]` in the notes: Slidev reads it as a style'])
  })

  it('whose times do not add up is reported by how much', async () => {
    expect(await messagesOf(`${head}\n---\n\n# Deux\n\n<!--\n(0:45)\n-->\n`)).toEqual([
      '1 wrong-total: Times in the notes add up to 1:45, not the 1:00 of `duration`'
    ])
  })

  it('with a slide that has no time is reported by number', async () => {
    expect(await messagesOf(`${head}\n---\n\n# Deux\n`)).toEqual([
      '13 missing-time: Missing time at the head of the notes'
    ])
  })

  it('with two slides of one id is reported with where the first is', async () => {
    const slide = '\n---\nbackup: true\nrouteAlias: questions\n---\n\n# Deux\n'
    expect(await messagesOf(head + slide + slide)).toEqual([
      '19 duplicate-id: Duplicate id `questions`: slide 2, line 12, has it already'
    ])
  })

  it('with a missing picture is reported, and one that is there is not named', async () => {
    const slide = '\n---\nbackup: true\n---\n\n![Photo](./photo.png) ![Autre](./absent.png) `![code](./x.png)`\n'
    expect(await messagesOf(head + slide)).toEqual(['12 missing-image: Missing picture `./absent.png`'])
  })

  it('may show pictures of its folder, of `public` and of the thesis, and of nowhere else', async () => {
    const slide = (picture: string) => `\n---\nbackup: true\n---\n\n![Photo](${picture})\n`
    expect(await messagesOf(head + slide('/cover.png') + slide('../thesis/carte.png'))).toEqual([])
    expect(await messagesOf(head + slide('../thesis/crate.png'))).toEqual([
      '12 missing-image: Missing picture `../thesis/crate.png`'
    ])
    expect(await messagesOf(head + slide('../../secret.png'))).toEqual([
      '12 outside: Path `../../secret.png` is outside the thesis folder'
    ])
  })

  it('with a picture on the network is reported, because the room may have none', async () => {
    const slide = (picture: string) => `\n---\nbackup: true\n---\n\n${picture}\n`
    for (const picture of ['![P](https://example.org/p.png)', '<img src="//example.org/p.png">']) {
      expect(await messagesOf(head + slide(picture))).toEqual([expect.stringMatching(/^12 remote: .*on the network$/)])
    }
    expect(await messagesOf(head + slide('![P](data:image/png;base64,AA==)'))).toEqual([])
  })

  it('with a theme that does not have our components is asked to add them', async () => {
    const slide = '\n---\nbackup: true\n---\n\n<Chart name="hdi" />\n'
    expect(await messagesOf(head + slide, {isOurs: false})).toEqual([
      '16 missing-component: Unknown component `Chart`: the theme of this deck does not have it'
    ])
    expect(await messagesOf(head + slide)).toEqual([])
    // Layouts of a theme that cannot be looked into are left to Slidev.
    expect(await messagesOf(`${head}\n---\nbackup: true\nlayout: theirs\n---\n\n# Deux\n`, {isOurs: false})).toEqual([])
  })

  it('whose front matter is not YAML is reported with the place', async () => {
    expect((await messagesOf(`${head}\n---\ntitle: [un\nbackup: true\n---\n\n# Deux\n`))[0]).toMatch(
      /^1[2-5] front-matter: (?!.*line \d)/
    )
  })
})

it('a star in front matter is reported, not thrown', async () => {
  const messages = await messagesOf(`${head}\n---\nthesis: *fig-x\nbackup: true\n---\n\n# Deux\n`)
  expect(messages[0]).toBe(
    '13 front-matter: Unknown alias `*fig-x`: in YAML a star repeats a value named `&fig-x`, in the front matter of a slide'
  )
})

describe('times', () => {
  it('are read as people write them', async () => {
    expect(['20min', '1h', '1h 30min', '20:30', 20, 'vingt'].map(readDuration)).toEqual([
      1200,
      3600,
      5400,
      1230,
      1200,
      undefined
    ])
    expect([secondsOf('(0:45)\n\nDire'), secondsOf('Dire (0:45)'), secondsOf('(0:75)')]).toEqual([
      45,
      undefined,
      undefined
    ])
    expect(printTime(75)).toBe('1:15')
  })
})
