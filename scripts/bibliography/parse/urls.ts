/** Addresses and identifiers, as typed → as printed and linked. */

/**
 * An address, verbatim but for the escapes that TeX needs and for white space; undefined when a browser would run it.
 * An address without a scheme gets `https://` when it looks like one.
 */
export function safeUrl(raw: string): string | undefined {
  const url = raw
    .trim()
    .replace(/^\\(?:url|nolinkurl|path)\s*\{(.*)\}$/s, '$1')
    .replace(/^<(.*)>$/s, '$1')
    .replace(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? '' : blanks))
    .replace(/\\textasciitilde(?:\{\}|\s)?|\{\\textasciitilde\}|\\~\{\}/g, '~')
    .replace(/\\([_%&#~${}])/g, '$1')
    .replace(/[\0-\x20\x7f-\xa0]+/g, (blanks) => (/^ +$/.test(blanks) ? '%20' : ''))
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(url)?.[0]?.toLowerCase()
  if (scheme === undefined || /^(?:localhost|[\w-]+\.[\w.-]+)$/.test(scheme)) {
    return /^[\w-]+(?:\.[\w-]+)+(?:[/:?#]|$)/.test(url)
      ? `https://${url}`
      : url.startsWith('//')
        ? `https:${url}`
        : undefined
  }
  return /^(?:https?|ftp)$/.test(scheme) ? url.replace(/["<>`\\^]/g, encodeURIComponent) : undefined
}

/** A DOI without resolver and prefix. */
export function bareDoi(raw: string): string {
  return raw
    .replace(/\s+/g, '')
    .replace(/^\\(?:url|doi)\s*\{(.*)\}$/s, '$1')
    .replace(/\\([_%&#~${}])/g, '$1')
    .replace(/^(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\//i, '')
    .replace(/^doi:/i, '')
}

/** Where an e-print can be read. */
export function eprintUrl(id: string, type: string): string | undefined {
  const clean = encodeURI(id.trim().toWellFormed())
  switch (type.trim().toLowerCase()) {
    case 'arxiv':
      return `https://arxiv.org/abs/${clean.replace(/^arxiv:/i, '')}`
    case 'jstor':
      return `https://www.jstor.org/stable/${clean}`
    case 'hal':
      return `https://hal.science/${clean}`
    case 'hdl':
    case 'handle':
      return `https://hdl.handle.net/${clean}`
    default:
      return undefined
  }
}
