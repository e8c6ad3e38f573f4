/** Every folder of `cases/`: Markdown in; the page of the web, the pages of the PDF and the messages out. */

import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {build} from '../scripts/build.ts'
import {memoryFolder, openFolder} from '../scripts/files.ts'
import {listMessages} from '../scripts/messages/list.ts'
import {silently} from '../scripts/progress.ts'
import {readPdf} from './write/pdf-facts.ts'

const root = path.join(import.meta.dirname, 'cases')
const isUpdate = process.env.UPDATE === '1'
const ownStyles = await openFolder(path.join(import.meta.dirname, '../bibliography/styles'))

describe.each(cases())('%s', (name) => {
  test('shows and says what is expected', async () => {
    const {files, outputs} = await build(memoryFolder(folderOf(name)), {
      only: ['html', 'pdf'],
      isDraft: true,
      ownStyles,
      step: silently
    })
    const pages = outputs.filter(({path: file}) => file.endsWith('.html') && file !== 'html/index.html')
    const shown = pages.map(({contents}) => articleOf(String(contents))).join('\n')
    compare(path.join(root, name, 'expected.html'), shown)
    const pdf = outputs.find(({path: file}) => file === 'thesis.pdf')
    compare(path.join(root, name, 'expected.txt'), await printedOf(pdf?.contents as Uint8Array))
    const said = listMessages(files).map(
      ({file, line, column, rule, reason, fix}) =>
        `${file}:${line ?? 1}:${column ?? 1} ${rule} ${reason}\n  ${fix ?? ''}`
    )
    compare(path.join(root, name, 'messages.txt'), said.length > 0 ? `${said.join('\n')}\n` : '')
  })
})

function cases(): string[] {
  return readdirSync(root, {withFileTypes: true})
    .filter(
      (entry) =>
        entry.isDirectory() && readdirSync(path.join(root, entry.name)).some((file) => /^(input|\d+)\.md$/.test(file))
    )
    .map((entry) => entry.name)
}

/** A case lies flat; the build sees a thesis folder. */
function folderOf(name: string): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {'thesis/thesis.yml': 'title: Essai\n'}
  for (const file of readdirSync(path.join(root, name))) {
    if (/^(?:expected\.(?:html|txt)|messages\.txt)$/.test(file)) continue
    const place = /\.(bib|ris|json)$/.test(file)
      ? 'bibliography'
      : file.endsWith('.csl')
        ? 'bibliography/styles'
        : 'thesis'
    files[`${place}/${file}`] = readFileSync(path.join(root, name, file))
  }
  return files
}

/** What a reader reads of a page, a block a line. */
function articleOf(page: string): string {
  const article = page.slice(page.indexOf('<article'), page.indexOf('</article>') + '</article>'.length)
  const blocks =
    /\s*(?=<(?:p|h\d|section|figure|figcaption|table|thead|tbody|tr|ol|ul|li|dl|dt|dd|div|header|blockquote|aside|pre)\b)/g
  return `${article.replaceAll(blocks, '\n').trim()}\n`
}

/** What a reader reads of the PDF, page by page behind its folio, a line a line. */
async function printedOf(pdf: Uint8Array): Promise<string> {
  const {pages} = await readPdf(pdf)
  const shown = pages.filter(({printed}) => printed !== '')
  const leaders = /(?: ?\.){3,}/g
  return shown.map(({label, printed}) => `[${label}]\n${printed.replace(leaders, ' …')}\n`).join('\n')
}

function compare(file: string, found: string): void {
  if (isUpdate) writeFileSync(file, found)
  let expected: string
  try {
    expected = readFileSync(file, 'utf8')
  } catch {
    throw new Error(`${path.relative('', file)} is missing: look at what the case gives, then run with UPDATE=1`)
  }
  expect(found).toBe(expected)
}
