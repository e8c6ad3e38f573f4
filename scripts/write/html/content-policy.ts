/** The scripts of a page → its Content-Security-Policy: what a browser lets run and load there, whatever got into the page. */

import {createHash} from 'node:crypto'

/** A script as a policy names it: by its own bytes. */
export function scriptSource(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}

/**
 * The policy of a page of the site: its own scripts and no other, styles, pictures and fonts of the site itself.
 *
 * Drawings and formulas carry styles of ours. `file:` is for a site read from the disk, where Firefox takes no file for
 * `'self'`.
 */
export function sitePolicy(scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(scriptSource).join(' ') || "'none'"}`,
    "style-src 'self' file: 'unsafe-inline'",
    "img-src 'self' file: data:",
    "font-src 'self' file: data:",
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ')
}
