/** The page of a built deck → the same with its Content-Security-Policy: the scripts that it was built with run, and no other. */

import {scriptSource} from '../../write/html/content-policy.ts'

/** Before the first script, so that it holds for all. */
const head = /<head[^>]*>/i
const script = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi

/**
 * Say in a page what may run in it.
 *
 * Scripts in the page are named by their bytes; those of a deck in several files are of its own site. Styles and
 * pictures are the author's to choose.
 */
export function withPolicy(html: string): string {
  const scripts = [...html.matchAll(script)]
  const inPage = scripts.filter(([, attributes = '']) => !/\bsrc\s*=/i.test(attributes))
  const hasFiles = inPage.length < scripts.length
  // A browser reads line ends of Windows as its own.
  const sources = [...new Set(inPage.map(([, , code = '']) => scriptSource(code.replace(/\r\n?/g, '\n'))))]
  const policy = [
    `script-src ${[...(hasFiles ? ["'self'"] : []), ...sources].join(' ') || "'none'"}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ')
  return html.replace(head, (start) => `${start}\n<meta http-equiv="Content-Security-Policy" content="${policy}">`)
}
