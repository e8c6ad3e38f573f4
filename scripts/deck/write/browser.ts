/** The machine → a Chromium that prints without a network, and patience with it. */

import {existsSync} from 'node:fs'
import {type Browser, chromium} from 'playwright-core'
import {findInstalled} from './find-browser.ts'

/** Path of a Chromium: the one that `CHROMIUM_PATH` names, else the machine's, else Playwright's own. */
export function findBrowser(): string | undefined {
  return findInstalled() ?? (process.env.CHROMIUM_PATH === undefined ? playwrightsOwn() : undefined)
}

/** The browser that `npx playwright install chromium` brings. */
function playwrightsOwn(): string | undefined {
  try {
    const own = chromium.executablePath()
    return existsSync(own) ? own : undefined
  } catch {
    // There is none for this machine.
    return undefined
  }
}

/**
 * Start it.
 *
 * @throws {Error} when it does not answer in `patienceMs`
 */
export function launchBrowser(executablePath: string, patienceMs: number): Promise<Browser> {
  return chromium.launch({
    executablePath,
    timeout: patienceMs,
    // Playwright would end our process before we have cleaned up.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND', '--disable-gpu'],
    // Chromium refuses to run as root inside its sandbox; the page is our own.
    chromiumSandbox: process.getuid?.() !== 0
  })
}

/** Close it; one that no longer answers is left to Playwright, which ends it with the process. */
export async function closeBrowser(browser: Browser): Promise<void> {
  await within(browser.close(), 10_000).catch(() => undefined)
}

/**
 * Wait for a browser's answer, but not for ever.
 *
 * @throws {Error} after `patienceMs`
 */
export function within<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patienceMs / 1000} s`)), patienceMs)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
