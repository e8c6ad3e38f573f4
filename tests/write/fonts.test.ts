import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {describe, expect, test} from 'vitest'
import {readFont} from '../../scripts/document/font-file.ts'
import {findTypeface, isDrawable} from '../../scripts/document/fonts.ts'
import {writePdf} from '../../scripts/write/pdf/pdf.ts'
import {writeTypst} from '../../scripts/write/typst/index.ts'
import {type Built, buildFolder} from '../build.ts'
import {readPdf} from './pdf-facts.ts'
import {emphasis, paragraph, sampleThesisWith} from './sample-thesis.ts'

const scripts = {
  phonetics: 'ʔabaɹ ʃʒŋθðɾɫɬɮʕħʁχɣβɨʉɯɤʌɔɒæɐːˑˈˌ ᵐᵑ ꜛꜜ',
  Greek: 'λόγος ἀρχή ᾠδή ϑϕ',
  Cyrillic: 'Москва Київ ѣ Ђорђе Қазақ',
  mathematics: '≃ ∀ ∃ ∈ ∉ ⊂ ⊆ ∪ ∩ ∅ ∇ ∂ ⊕ ⊗ ⊥ ∧ ∨ ¬ ⊢ ⊨ ℝ ℕ ⟨x⟩ ⌈y⌉',
  arrows: '← ↑ → ↓ ↔ ⇒ ⇔ ↦ ⟶ ⟹ ⇌ ↗ ↘',
  signs: '☐ ☑ ✓ ✗ ✔ ✘ ★ ☆ ● ○ ■ ▲ ► ① ♀ ♂ ♭ ♯ ⚠',
  Tifinagh: 'ⵜⴰⵎⴰⵣⵉⵖⵜ',
  Arabic: 'عربي ـ ﷺ'
}

describe('the fonts of the project print', () => {
  test.each(Object.entries(scripts))('%s, upright and in italics', (_, text) => {
    for (const isItalic of [false, true]) {
      expect([...text].filter((character) => !isDrawable(character, isItalic))).toEqual([])
    }
  })

  test('a text that mixes them', async () => {
    const mixed = Object.values(scripts).join(' ')
    const thesis = sampleThesisWith(paragraph(mixed), paragraph(emphasis(mixed)))
    const [file] = (await writePdf(writeTypst(thesis))).outputs
    const {fonts, pages} = await readPdf(file!.contents as Uint8Array)
    expect(pages.map(({text}) => text).join(' ')).not.toContain('□')
    for (const font of fonts) {
      expect(font).toMatch(
        /^(?:Amiri|EBGaramond|GentiumBookPlus|STIXTwoMath|NotoSansSymbols2|NotoSansTifinagh|IBMPlexMono)(?:-|$)/
      )
    }
  })
})

describe('a font of the author’s', () => {
  const folder = (fonts: string, files: Record<string, string | Buffer> = {}) => ({
    'thesis/thesis.yml': `title: Essai\npage: {fonts: ${fonts}}\n`,
    'thesis/1.md': '# Un\n\nLe mot ⶀⶁⶂ, `ⶃ` et *ⶄ*.\n',
    ...files
  })
  const told = ({messages}: Built) => messages.map(({rule, file, fix = ''}) => `${file} ${rule}: ${fix}`)

  test.each(['thesis/template/fonts/a.ttf', 'fonts/a.ttf'])('prints what ours do not have: %s', async (path) => {
    const name = path.replace('thesis/', '')
    const built = await buildFolder(folder(`[${name}]`, {[path]: unknownScript()}), {only: ['pdf']})
    expect(told(built)).toEqual([])
    const pdf = built.outputs.get('thesis.pdf')!
    const {pages} = await readPdf(pdf.contents as Uint8Array)
    expect(pages.map(({text}) => text).join(' ')).toContain('Le mot ⶀⶁⶂ, ⶃ et ⶄ.')
  })

  test('is asked for once, where the first of the characters stands, with their number', async () => {
    const built = await buildFolder(
      {...folder('[]'), 'thesis/2.md': '# Deux\n\nEncore ⶀ.\n'},
      {only: ['pdf'], isCheck: true}
    )
    expect(built.messages).toMatchObject([{file: 'thesis/1.md', line: 3, rule: 'pdf:missing-glyph'}])
    expect(built.messages[0]!.reason).toMatch(/U\+2D80.*, 6 times in all/)
  })

  test('that is missing, or is none', async () => {
    const built = await buildFolder(
      folder('[b.ttf, fonts/a.otf]', {'thesis/fonts/a.otf': 'no font', 'thesis/fonts/b.ttf': unknownScript()}),
      {only: ['html'], isCheck: true}
    )
    expect(told(built)).toEqual([
      expect.stringMatching('thesis/thesis.yml config:missing-file: Did you mean `fonts/b.ttf`'),
      expect.stringMatching('thesis/thesis.yml config:unreadable-font: ')
    ])
  })

  test('that a browser would read, and one with damaged letters, are named', async () => {
    const web = {'thesis/template/fonts/a.woff2': 'wOF2'}
    expect(told(await buildFolder(folder('[]', web), {only: ['html'], isCheck: true}))).toEqual([
      expect.stringMatching('thesis/thesis.yml config:unreadable-font: ')
    ])
    const font = readFileSync(readable('tinos/400Regular/Tinos_400Regular.ttf'))
    for (let at = 300; at < font.length; at += 97) font[at] = 0xff
    const files = {'thesis/template/fonts/t.ttf': font, 'thesis/1.md': '# Un\n\nMot.\n'}
    const {messages} = await buildFolder(folder('[], font: Tinos', files), {only: ['pdf']})
    const [, ...damaged] = messages
    expect(damaged).toMatchObject([{rule: 'config:unreadable-font', reason: expect.stringContaining('`Tinos`')}])
  })

  test('is found by the name of its face as well, and printed by that of its family', () => {
    const semibold = readFont(readFileSync(readable('eb-garamond/600SemiBold/EBGaramond_600SemiBold.ttf')))!
    expect(findTypeface('EB Garamond SemiBold', [semibold])!.name).toBe('EB Garamond')
  })
})

const readable = (file: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/${file}`)

/** The Tifinagh font under another name, its letters moved to U+2D80 and after: Ethiopic letters that no font of ours has. */
function unknownScript(): Buffer {
  const path = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/noto-sans-tifinagh/400Regular/NotoSansTifinagh_400Regular.ttf'
  )
  const font = Buffer.from(readFileSync(path))
  const rename = (from: string, to: string, encoding: BufferEncoding) => {
    const [old, other] = [Buffer.from(from, encoding), Buffer.from(to, encoding)].map((name) =>
      encoding === 'utf16le' ? name.swap16() : name
    )
    for (let at = font.indexOf(old!); at !== -1; at = font.indexOf(old!, at + 1)) other!.copy(font, at)
  }
  rename('Noto', 'Moto', 'utf16le')
  rename('Noto', 'Moto', 'latin1')
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const record = 12 + index * 16
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue
    const cmap = font.readUInt32BE(record + 8)
    for (let table = 0; table < font.readUInt16BE(cmap + 2); table++) {
      const at = cmap + font.readUInt32BE(cmap + 4 + table * 8 + 4)
      if (font.readUInt16BE(at) === 4) moveSegments(font, at)
    }
  }
  expect(readFont(font)?.advances.has(0x2d80)).toBe(true)
  return font
}

function moveSegments(font: Buffer, at: number): void {
  const twice = font.readUInt16BE(at + 6)
  const by = 0x2d80 - 0x2d30
  for (let offset = 0; offset < twice; offset += 2) {
    const [end, start, delta] = [at + 14 + offset, at + 16 + twice + offset, at + 16 + twice * 2 + offset]
    if (font.readUInt16BE(start) < 0x2d30 || font.readUInt16BE(end) > 0x2d7f) continue
    font.writeUInt16BE(font.readUInt16BE(start) + by, start)
    font.writeUInt16BE(font.readUInt16BE(end) + by, end)
    if (font.readUInt16BE(at + 16 + twice * 3 + offset) === 0) {
      font.writeUInt16BE((font.readUInt16BE(delta) - by) & 0xffff, delta)
    }
  }
}
