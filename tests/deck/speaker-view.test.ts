import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {termsOf} from '../../scripts/document/terms.ts'
import {presenterWords, speakerView} from '../../slides/theme/setup/speaker-view.ts'

const client = path.join(import.meta.dirname, '../../node_modules/@slidev/client')
const folder = mkdtempSync(path.join(tmpdir(), 'presenter-'))
afterAll(() => rmSync(folder, {recursive: true}))

for (const [name, text] of Object.entries({
  'thesis/thesis.yml': `title: T\nlang: de\nterms: {presenter: {noNotes: "Nichts 'da', \\"noch\\" <b>nicht</b>"}}\n`,
  'thesis/1.md': '# Eins\n\nText.\n',
  'slides/slides.md': '# Eins\n\n<!--\n(0:45)\n-->\n'
})) {
  mkdirSync(path.join(folder, path.dirname(name)), {recursive: true})
  writeFileSync(path.join(folder, name), text)
}

const plugin = speakerView(path.join(folder, 'slides')) as unknown as {
  transform: (code: string, id: string) => Promise<string | undefined>
}

test.each(Object.keys(presenterWords))('the words of Slidev’s %s are those of the thesis', async (file) => {
  const code = readFileSync(path.join(client, file), 'utf8')
  const shown = (await plugin.transform(code, `/node_modules/@slidev/client/${file}`)) ?? ''
  for (const [was, [, term]] of Object.entries(presenterWords[file]!)) {
    expect(code, `${file} of Slidev no longer has ${was}`).toContain(was)
    expect(shown).not.toContain(was)
    if (term !== 'noNotes') expect(shown).toContain(termsOf('de').presenter[term])
  }
})

test('a term of the author’s cannot end the text that it stands in', async () => {
  const file = 'internals/NoteDisplay.vue'
  const code = readFileSync(path.join(client, file), 'utf8')
  const shown = await plugin.transform(code, `/node_modules/@slidev/client/${file}`)
  expect(shown).toContain("'Nichts ’da’, noch bnicht/b'")
})
