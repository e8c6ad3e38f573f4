/** The name of a BibLaTeX field → where it stands in an entry that we write. */

const order = (
  'author bookauthor editor editortype translator entrysubtype title subtitle titleaddon shorttitle booktitle booksubtitle maintitle ' +
  'journal journaltitle journalsubtitle issuetitle issuesubtitle shortjournal eventtitle eventdate venue series type ' +
  'edition institution school organization publisher address location howpublished date year month day pubstate volume ' +
  'number issue chapter part volumes pages pagetotal eid isbn issn doi eprint eprinttype eprintclass url urldate note ' +
  'addendum langid language keywords ids crossref xdata entryset options'
).split(' ')
const ranks = new Map(order.map((name, index) => [name, index]))
const notes = new Set(['abstract', 'annotation', 'annote', 'file'])

/** Known fields first, then the author's own, then notes and files. */
export function rank(name: string): number {
  return ranks.get(name) ?? (notes.has(name) ? 1000 : 500)
}
