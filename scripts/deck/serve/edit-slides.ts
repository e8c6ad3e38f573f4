/** A deck → Slidev's own server on it, which follows every change, for this machine's own pages only. */

import {spawn} from 'node:child_process'
import path from 'node:path'
import {parseSync} from '@slidev/parser/core'
import type {VFile} from 'vfile'
import {slidevCommand} from '../write/slidev.ts'

/**
 * Run Slidev's server until it is stopped.
 *
 * Slidev lets any page rewrite the slides; `guard-process.ts` refuses what comes from another site.
 *
 * @param args  more for Slidev's command line
 * @returns its exit code
 */
export async function editSlides(file: VFile, port: number, args: readonly string[] = []): Promise<number> {
  const entry = path.resolve(file.cwd, file.path)
  const guard = new URL('guard-process.ts', import.meta.url).href
  const command = ['--import', guard, slidevCommand(), entry, '--port', String(port), ...args]
  const child = spawn(process.execPath, command, {
    cwd: file.cwd,
    stdio: 'inherit',
    env: {...process.env, THESIS_DECK_MCP: hasMcp(file) ? '1' : ''}
  })
  // Ctrl+C reaches both, a signal to us alone does not; what we wait for is its end.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 0))
  })
}

/** `mcp: true` in the front matter at the top. */
function hasMcp(deck: VFile): boolean {
  const head = parseSync(String(deck), deck.path, {noParseYAML: true}).slides[0]?.frontmatterRaw ?? ''
  return /^mcp[ \t]*:[ \t]*true\b/m.test(head)
}
