/** How long the deck takes, beside a plain `slidev build` of the same slides. */

import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {openDeck} from '../../scripts/deck/build-deck.ts'
import {themeOption} from '../../scripts/deck/read/deck-theme.ts'
import {writePrinted} from '../../scripts/deck/write/index.ts'
import {slidevCommand, writeSlides} from '../../scripts/deck/write/slidev.ts'
import {openFolder} from '../../scripts/files.ts'
import {openThesis} from '../../scripts/open-thesis.ts'
import {silently} from '../../scripts/progress.ts'

const root = path.join(import.meta.dirname, '../..')

/** The deck of this repository: built by Slidev alone, by us, and printed. The best of three is for large runs. */
export async function benchDeck({isLarge = false} = {}): Promise<void> {
  const rounds = isLarge ? 3 : 1
  const scratch = mkdtempSync(path.join(tmpdir(), 'bench-deck-'))
  try {
    const ownStyles = await openFolder(path.join(root, 'bibliography/styles'))
    const {sources, opened} = await openThesis(await openFolder(root), ownStyles, silently)
    const {file} = sources.deck!
    const {data} = await openDeck(sources.deck!, opened!)
    const dataFile = path.join(scratch, 'thesis.json')
    writeFileSync(dataFile, JSON.stringify(data))
    const slides = path.join(root, 'slides/slides.md')
    const plain: number[] = []
    const ours: number[] = []
    const papers: number[] = []
    for (let round = 0; round < rounds; round++) {
      plain.push(
        await timed(() => {
          const args = [slidevCommand(), 'build', slides, '--out', path.join(scratch, 'plain'), '--base', './']
          const {status} = spawnSync(process.execPath, args, {cwd: root, env: {...process.env, THESIS_DECK: dataFile}})
          if (status !== 0) throw new Error(`slidev build ended with ${status}`)
        })
      )
      let page: Uint8Array | undefined
      ours.push(
        await timed(async () => {
          const built = await writeSlides({file, data, args: themeOption(file)})
          page = built.find((output) => output.path === 'defence.html')?.contents as Uint8Array | undefined
        })
      )
      papers.push(await timed(() => writePrinted({file, data, page})))
    }
    console.log(`\nThe deck, ${data.slides.length} slides. Seconds, ${isLarge ? 'best of three' : 'once'}.\n`)
    const base = Math.min(...plain)
    show('slidev build', base, base)
    show('ours, with the one file', Math.min(...ours), base)
    show('everything on paper', Math.min(...papers), base)
  } finally {
    rmSync(scratch, {recursive: true})
  }
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

function show(title: string, seconds: number, base: number): void {
  console.log(`${title.padEnd(28)} ${seconds.toFixed(2).padStart(7)}   ${(seconds / base).toFixed(2)} × slidev build`)
}
