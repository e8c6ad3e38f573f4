/** The machine → its own Chromium. */

import {existsSync, readdirSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'

/** On the PATH, in the order of what prints like the author's own browser. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const extensions = process.platform === 'win32' ? ['.exe'] : ['']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
]

/** Path of a Chromium: the one that `CHROMIUM_PATH` names, which is no other when it is not there; else the machine's. */
export function findInstalled(): string | undefined {
  const {CHROMIUM_PATH: chosen, PATH: folders = ''} = process.env
  if (chosen !== undefined) return existsSync(chosen) ? chosen : undefined
  const onPath = folders
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .flatMap((folder) => names.flatMap((name) => extensions.map((end) => path.join(folder, name + end))))
  return [...onPath, ...places].find((candidate) => existsSync(candidate))
}

/** Names of the browsers that Playwright has brought, each with its version. */
export function playwrightNames(): string[] {
  const {PLAYWRIGHT_BROWSERS_PATH, LOCALAPPDATA, XDG_CACHE_HOME} = process.env
  const caches = {
    win32: LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'),
    darwin: path.join(homedir(), 'Library', 'Caches')
  }
  const cache = caches[process.platform as 'win32'] ?? XDG_CACHE_HOME ?? path.join(homedir(), '.cache')
  try {
    return readdirSync(PLAYWRIGHT_BROWSERS_PATH || path.join(cache, 'ms-playwright')).sort()
  } catch {
    return []
  }
}
