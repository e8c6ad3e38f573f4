/** The addresses of a presentation → two windows of one browser, which keeps them in step. */

import {spawn} from 'node:child_process'
import {setTimeout} from 'node:timers/promises'
import type {Presentation} from './present.ts'

/**
 * Open the slides and the speaker's window, the one to be drawn to the projector first.
 *
 * @param browser  path of a Chromium
 */
export async function openWindows(browser: string, {slides, presenter}: Presentation): Promise<void> {
  // Chromium refuses to run as root inside its sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  for (const address of [slides, presenter]) {
    const child = spawn(browser, [...sandbox, '--new-window', address], {detached: true, stdio: 'ignore'})
    child.on('error', () => undefined)
    child.unref()
    // Two that start at once would not know of each other.
    await setTimeout(1000)
  }
}
