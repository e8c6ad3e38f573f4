/** A save → the page in the browser and on paper: times and memory of the preview on the generated thesis. */

import {spawn} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {chromium} from 'playwright-core'
import {type GeneratedSize, generateThesis, thesisOf300Pages} from './generate-thesis.ts'

const edits = Number(process.argv[2] ?? 20)
const many = Number(process.argv[3] ?? 1000)
/** `small`: a fifth of the thesis, for memory over many edits on a busy machine. */
const {chapters, words, citations, entries: works} = thesisOf300Pages
const size: GeneratedSize =
  process.argv[4] === 'small'
    ? {chapters: chapters / 2, words: words / 5, citations: citations / 5, entries: works / 5}
    : thesisOf300Pages
/** Nothing here gives up on a machine that does other things. */
const patient = {timeout: 0}
const root = mkdtempSync(path.join(tmpdir(), 'bench-preview-'))
for (const [file, contents] of Object.entries(generateThesis(size).files)) {
  mkdirSync(path.dirname(path.join(root, file)), {recursive: true})
  writeFileSync(path.join(root, file), contents)
}
const cli = path.join(import.meta.dirname, '../../scripts/cli.js')
const server = spawn(process.execPath, [cli, 'preview', root, '--port', '0'], {stdio: ['ignore', 'pipe', 'inherit']})
const address = await new Promise<string>((resolve) => {
  server.stdout.on('data', (text) => {
    const found = /http:\/\/\S+/.exec(String(text))
    if (found) resolve(found[0])
  })
})
const started = performance.now()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox']
})

/** Resident memory of the server, in MB; the browser's is its own. */
const memory = () => {
  const status = `/proc/${server.pid}/status`
  return existsSync(status) ? Math.round(Number(/VmRSS:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024) : NaN
}
const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN
const shown = (list: number[]) =>
  `median ${median(list).toFixed(0)} ms, of ${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)}`

try {
  const page = await browser.newPage({viewport: {width: 1440, height: 900}})
  await page.goto(address, patient)
  await page.locator('body[data-status=current]').waitFor(patient)
  console.log(`first pages, all of them printed: ${((performance.now() - started) / 1000).toFixed(1)} s`)
  page.setDefaultTimeout(0)
  const frame = () => page.frame({name: 'web'})!
  await frame().goto(`${address}/web/05-chapitre.html`)
  await frame().locator('article > p').nth(10).waitFor()
  const file = path.join(root, 'thesis/05-chapitre.md')
  const text = readFileSync(file, 'utf8')
  const [first, ...rest] = text.split(' montre ')
  /** Watched in the page itself, so that no question of ours is in the time. */
  await frame().evaluate(() => {
    const times: Record<string, number> = {}
    Object.assign(window, {times})
    new MutationObserver(() => {
      // Of the word and of an author of the bibliography.
      const text = document.querySelector('article')?.textContent ?? ''
      for (const [, found] of text.matchAll(/nouveau(\d+)mot/gi)) times[found!] ??= Date.now()
    }).observe(document.body, {subtree: true, childList: true, characterData: true})
  })
  await page.evaluate(() => {
    const printed: number[] = []
    Object.assign(window, {printed})
    new MutationObserver((records) => {
      if (records.some(({attributeName}) => attributeName === 'src')) printed.push(Date.now())
    }).observe(document.querySelector('.paper')!, {subtree: true, attributes: true, attributeFilter: ['src']})
  })
  const key = /@(\w+)/.exec(text)![1]!
  const references = path.join(root, 'bibliography/references.bib')
  const entries = readFileSync(references, 'utf8')
  /** Each edit is new to all that was kept: another number of notes, another title, page or author. */
  const kinds: [string, (n: number) => string, file?: string][] = [
    [
      'one word',
      (n) => [first, ...rest].join(` montre nouveau${n}mot `).replace(/( nouveau\d+mot)(?=.* nouveau\d+mot)/gs, '')
    ],
    [
      'a note',
      (n) => text.replace(' montre ', ` montre nouveau${n}mot${'^[Une note de plus.]'.repeat(1 + (n % 50))} `)
    ],
    ['a heading', (n) => text.replace(/\n\n(?=[A-Z])/, `\n\n## Titre nouveau${n}mot\n\n`)],
    ['a citation', (n) => text.replace(' montre ', ` montre nouveau${n}mot [@${key}, ${n}] `)],
    [
      'a field of the bibliography',
      (n) => entries.replace(new RegExp(`(\\{${key},\\s*author = \\{)[^,]*`), `$1Nouveau${n}mot`),
      references
    ]
  ]
  let n = 0
  for (const [kind, edit, edited = file] of kinds) {
    if (edited !== file) writeFileSync(file, text)
    const web: number[] = []
    const paper: number[] = []
    const whole: number[] = []
    for (let count = 0; count < edits; count++) {
      n += 1
      await page.evaluate(() => ((window as unknown as {printed: number[]}).printed.length = 0))
      const saved = Date.now()
      writeFileSync(edited, edit(n))
      await frame().waitForFunction((which) => which in (window as unknown as {times: object}).times, String(n), {
        polling: 5
      })
      const at = await frame().evaluate(
        (which) => (window as unknown as {times: Record<string, number>}).times[which]!,
        String(n)
      )
      web.push(at - saved)
      await page.waitForFunction(() => (window as unknown as {printed: number[]}).printed.length > 0, undefined, {
        polling: 5
      })
      paper.push((await page.evaluate(() => (window as unknown as {printed: number[]}).printed[0]!)) - saved)
      await page.locator('body[data-status=current]').waitFor(patient)
      whole.push(Date.now() - saved)
    }
    console.log(`${kind}: web ${shown(web)}; page on paper ${shown(paper)}; all of it ${shown(whole)}`)
  }
  /** The page that is edited and the page around it, in the browser, after collection. */
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const inBrowser = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const {metrics} = await session.send('Performance.getMetrics')
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? NaN
    return `page ${(of('JSHeapUsedSize') / 1e6).toFixed(1)} MB, ${of('Nodes')} nodes, ${of('JSEventListeners')} listeners`
  }
  const highest = {first: memory(), second: 0}
  console.log(`before ${many} edits: server ${memory()} MB; ${await inBrowser()}`)
  for (let count = 1; count <= many; count++) {
    n += 1
    writeFileSync(file, kinds[0]![1](n))
    await frame().waitForFunction((which) => which in (window as unknown as {times: object}).times, String(n), {
      polling: 20
    })
    const half = count <= many / 2 ? 'first' : 'second'
    highest[half] = Math.max(highest[half], memory())
    if (count % 100 === 0) console.log(`${count} edits: server ${memory()} MB; ${await inBrowser()}`)
  }
  console.log(`server at most ${highest.first} MB in the first half, ${highest.second} in the second`)
} finally {
  await browser.close()
  server.kill('SIGINT')
  rmSync(root, {recursive: true, force: true})
}
