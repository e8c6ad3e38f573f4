/** Where links lead: places of the thesis → addresses between pages; the author's addresses, made safe. */

import type {Destination} from '../../document/nodes.ts'
import type {Page} from './context.ts'

/** Address of a place, seen from a page. */
export function addressOf(page: Page, {chapter, anchor}: Destination): string {
  const fragment = anchor === undefined ? '' : `#${encodeFragment(anchor)}`
  return chapter === page.id && fragment !== '' ? fragment : `${pageAddress(chapter)}${fragment}`
}

export function pageAddress(chapter: string): string {
  return `${encodeURIComponent(chapter)}.html`
}

/** What may not stand in a fragment is escaped; letters of every script stay readable. */
function encodeFragment(anchor: string): string {
  return anchor.replace(/[\s%"<>`\\^{}|#]/g, (character) => encodeURIComponent(character))
}

/** Addresses that a page may lead to. */
export function isSafeAddress(url: string): boolean {
  // Browsers skip control characters and spaces before they read the scheme.
  const scheme = /^([^/?#]*?):/.exec(url.replace(/[\u0000-\u0020\u007F]/g, ''))?.[1]
  return scheme === undefined || /^(https?|mailto|tel|ftp|doi|urn|geo|xmpp|sips?)$/i.test(scheme)
}

/** Characters that no address may hold are escaped; the rest, escapes included, stays as typed. */
export function tidyAddress(url: string): string {
  return url.trim().replace(/[\s"<>\\^`{|}]/g, (character) => encodeURIComponent(character))
}
