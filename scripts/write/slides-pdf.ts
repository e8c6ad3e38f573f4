/** The deck as one file → `slides.pdf`, a slide a page, through a Chromium of this machine. */

import {spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {mkdtemp, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {PDFDocument} from 'pdf-lib'
import type {VFile} from 'vfile'
import type {OutputFile} from '../document/thesis.ts'
import {inform, warn} from '../messages.ts'

export interface PrintSlidesOptions {
  /** `slides.md`: messages go there. */
  file: VFile
  /** The deck as one file, on the disk. */
  page: string
  /** How many slides it has. */
  count: number
}

/** A browser that takes longer than this hangs. */
const patienceMs = 90_000

/**
 * Print the deck: text that can be selected, links to the web, an outline, tags. Same deck and browser, same bytes.
 *
 * Emits `slides:no-browser`, `slides:not-printed`.
 */
export async function printSlides({file, page, count}: PrintSlidesOptions): Promise<OutputFile[]> {
  const browser = findBrowser()
  if (!browser) {
    inform(file, 'No Chromium was found, so that `slides.pdf` is not made', {
      rule: 'slides:no-browser',
      fix: 'Install Chromium or Chrome, or set CHROMIUM_PATH to where it is.'
    })
    return []
  }
  const work = await mkdtemp(path.join(tmpdir(), 'thesis-print-'))
  try {
    const target = path.join(work, 'slides.pdf')
    await runBrowser(browser, [
      `--user-data-dir=${path.join(work, 'profile')}`,
      `--print-to-pdf=${target}`,
      `${pathToFileURL(page).href}#/print?print=true`
    ])
    const pdf = await readFile(target).catch(() => undefined)
    const pages = pdf && (await PDFDocument.load(pdf, {updateMetadata: false})).getPageCount()
    if (pdf && pages === count) return [{path: 'slides.pdf', contents: withoutDates(pdf)}]
    warn(file, `The browser printed ${pages ?? 'no'} pages of ${count} slides, so that \`slides.pdf\` is not made`, {
      rule: 'slides:not-printed',
      fix: 'Build again; if it stays so, print dist/defence.html#/print?print=true from a browser.'
    })
    return []
  } finally {
    await rm(work, {recursive: true, force: true, maxRetries: 5, retryDelay: 100})
  }
}

/** What the browser is told: print at once, as it is, and ask nothing of the network. */
const flags = [
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--window-size=960,540',
  '--no-pdf-header-footer',
  '--generate-pdf-document-outline',
  '--virtual-time-budget=20000'
]

/** Run it to its end, or to the end of our patience: what it has written tells whether all went well. */
function runBrowser(browser: string, args: string[]): Promise<void> {
  // Chromium refuses to run as root inside its sandbox; the page is our own.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return new Promise((resolve) => {
    const child = spawn(browser, [...flags, ...sandbox, ...args], {stdio: 'ignore'})
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    child.on('error', end)
    child.on('close', end)
  })
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
]

/** A Chromium: the one that CHROMIUM_PATH names, else one of the machine's. */
function findBrowser(): string | undefined {
  const {CHROMIUM_PATH: chosen, PATH: folders = ''} = process.env
  if (chosen !== undefined) return existsSync(chosen) ? chosen : undefined
  const onPath = folders.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [...onPath, ...places].find((candidate) => existsSync(candidate))
}

/** The moment of printing, blanked where it stands: it would make every PDF another one. */
function withoutDates(pdf: Buffer): Uint8Array {
  const text = pdf.toString('latin1')
  const blanked = text.replace(/\/(?:Creation|Mod)Date \(D:[^)]*\)/g, (date) => ' '.repeat(date.length))
  return Buffer.from(blanked, 'latin1')
}
