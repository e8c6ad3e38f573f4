/** `npm run bench`, its part on works (alone: `node tests/bench/bench-bibliography.ts`): loading a large `.bib`, and the citation pass, with their growth. CPU seconds. */

import {readFileSync} from 'node:fs'
import {VFile} from 'vfile'
import {formatCitations} from '../../scripts/bibliography/cite/cite.ts'
import {findLocale} from '../../scripts/bibliography/cite/locales.ts'
import {prepareItem} from '../../scripts/bibliography/cite/prepare-item.ts'
import {openStyle} from '../../scripts/bibliography/cite/styles.ts'
import type {CitationCluster} from '../../scripts/bibliography/cite/types.ts'
import {compileStyle, openProcessor} from '../../scripts/bibliography/csl/index.ts'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {printWithCiteproc} from '../bibliography/csl/oracle.ts'
import {largeBibliography} from '../bibliography/large-bibliography.ts'

if (import.meta.main) benchBibliography({isLarge: true})

/** Print the times; those of the largest inputs where they are wanted. */
export function benchBibliography({isLarge = false} = {}): void {
  const most = isLarge ? sizes.large : sizes.usual
  console.log('Loading a .bib: entries, megabytes, cited, CPU seconds\n')
  for (const [entries, cited] of [
    [1000, 100],
    [10_000, 400],
    [10_000, 10_000]
  ] as const) {
    const bytes = new TextEncoder().encode(largeBibliography(entries))
    const seconds = cpuSeconds(() => {
      const library = openLibrary([new VFile({path: 'large.bib', value: bytes})])
      library.load(Array.from({length: cited}, (_, index) => `key${Math.floor((index * entries) / cited)}`))
    })
    console.log(`${pad(entries)} ${pad((bytes.length / 1e6).toFixed(1))} ${pad(cited)} ${pad(seconds.toFixed(2))}`)
  }

  console.log('\nCiting: style, citations × works, CPU seconds, growth against growth of the citations\n')
  for (const name of ['iso690-author-date', 'iso690-notes']) {
    let before = 0
    for (const {citations, works} of [sizes.small, most]) {
      const seconds = cpuSeconds(() => cite(name, citations, works))
      const growth =
        before === 0 ? '' : `× ${(seconds / before).toFixed(1)} for × ${(citations / sizes.small.citations).toFixed(1)}`
      console.log(`${name.padEnd(20)} ${pad(`${citations} × ${works}`)} ${pad(seconds.toFixed(2))}  ${growth}`)
      before = seconds
    }
  }
  benchProcessor([sizes.small, most])
}

/** Citations of a thesis, of works of its bibliography. */
interface Size {
  citations: number
  works: number
}
const sizes = {
  small: {citations: 800, works: 400},
  usual: {citations: 2000, works: 800},
  large: {citations: 5000, works: 2000}
} satisfies Record<string, Size>

/** Our processor beside citeproc-js, in one run. */
function benchProcessor(compared: readonly Size[]): void {
  console.log('\nFormatting: style, citations × works, CPU seconds, citeproc-js, ratio\n')
  for (const name of ['iso690-author-date', 'iso690-notes']) {
    const xml = readFileSync(new URL(`../../bibliography/styles/${name}.csl`, import.meta.url), 'utf8')
    for (const {citations, works} of compared) {
      const library = openLibrary([new VFile({path: 'large.bib', value: largeBibliography(works)})])
      const items = new Map([...library.load(library.keys())].map(([key, item]) => [key, prepareItem(item)]))
      const clusters = Array.from({length: citations}, (_, index) => ({
        id: String(index),
        note: index + 1,
        cites: [{id: `key${(index * 7) % works}`, ...(index % 3 === 0 && {locator: String(index), label: 'page'})}]
      }))
      const input = {xml, lang: 'fr-FR', findLocale: (lang: string) => findLocale(lang).xml, items, clusters}
      const own = cpuSeconds(() => openProcessor(compileStyle(xml, input).style!, {parsesNames: false}).format(input))
      const theirs = cpuSeconds(() => printWithCiteproc(input))
      const figures = [own.toFixed(2), theirs.toFixed(2), (own / theirs).toFixed(2)].map(pad).join(' ')
      console.log(`${name.padEnd(20)} ${pad(`${citations} × ${works}`)} ${figures}`)
    }
  }
}

function cite(name: string, citations: number, works: number): void {
  const url = new URL(`../../bibliography/styles/${name}.csl`, import.meta.url)
  const style = openStyle(new VFile({path: `${name}.csl`, value: readFileSync(url, 'utf8')}))
  if (!style) throw new Error(`The style ${name} cannot be read`)
  const library = openLibrary([new VFile({path: 'large.bib', value: largeBibliography(works)})])
  const clusters = Array.from(
    {length: citations},
    (_, index): CitationCluster => ({
      id: String(index),
      noteIndex: index + 1,
      mode: index % 5 === 0 ? 'narrative' : 'parenthetical',
      items: [{key: `key${(index * 7) % works}`, ...(index % 3 === 0 ? {locator: String(index), label: 'page'} : {})}]
    })
  )
  formatCitations({items: library.load(library.keys()), style, locale: 'fr-FR', clusters})
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const {user, system} = process.cpuUsage(before)
  return (user + system) / 1e6
}

function pad(value: number | string): string {
  return String(value).padStart(12)
}
