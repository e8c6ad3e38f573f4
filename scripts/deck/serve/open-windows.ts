/** The addresses of a presentation → two windows of one browser, which keeps them in step, until the presentation ends. */

import {type ChildProcess, spawn} from 'node:child_process'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {setTimeout} from 'node:timers/promises'
import type {Presentation} from './present.ts'

/**
 * Open the slides and the speaker's window, the one to be drawn to the projector first; close both at the end.
 *
 * The browser has a profile of its own: no tab, extension or message of the speaker's is seen in the room, and no
 * window of the speaker's is closed.
 *
 * @param browser  path of a Chromium
 * @param ending  aborted when the presentation ends
 */
export async function openWindows(
  browser: string,
  {slides, presenter}: Pick<Presentation, 'slides' | 'presenter'>,
  ending: AbortSignal
): Promise<void> {
  const profile = await mkdtemp(path.join(tmpdir(), 'thesis-windows-'))
  const own = [`--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check']
  // Chromium refuses to run as root inside its sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const children: ChildProcess[] = []
  for (const address of [slides, presenter]) {
    if (ending.aborted) break
    // Ctrl+C is for us: the windows are closed in order.
    const child = spawn(browser, [...sandbox, ...own, '--new-window', address], {detached: true, stdio: 'ignore'})
    child.on('error', () => undefined)
    children.push(child)
    // Two that start at once would not know of each other.
    await setTimeout(1000, undefined, {signal: ending}).catch(() => undefined)
  }
  if (!ending.aborted) await new Promise((resolve) => ending.addEventListener('abort', resolve, {once: true}))
  await Promise.all(children.map(end))
  await rm(profile, {recursive: true, force: true, maxRetries: 10, retryDelay: 200})
}

/** Ask a program to end, and make it after five seconds. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const limit = new AbortController()
  await Promise.race([ended, setTimeout(5000, undefined, {signal: limit.signal}).catch(() => undefined)])
  limit.abort()
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
}
