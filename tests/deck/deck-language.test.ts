/** What the thesis says of itself reaches the page of the deck as text, whatever it is. */

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, expect, it} from 'vitest'
import {thesisModule} from '../../slides/theme/setup/thesis-module.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'deck-language-'))
afterEach(() => {
  delete process.env.THESIS_DECK
  rmSync(folder, {recursive: true})
})

it('a language or a title cannot leave its place', async () => {
  process.env.THESIS_DECK = path.join(folder, 'thesis.json')
  const said = {lang: 'fr"><script>alert(1)</script>$&', title: ['</title><script>alert(2)</script>$&']}
  writeFileSync(process.env.THESIS_DECK, JSON.stringify(said))
  const {transformIndexHtml} = thesisModule(folder) as unknown as {
    transformIndexHtml: (html: string) => Promise<string>
  }
  const html = await transformIndexHtml('<html lang="en"><head><title>Slidev</title></head></html>')
  expect(html).not.toContain('<script>')
  expect(html).toContain('<html lang="fr&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp;">')
})
