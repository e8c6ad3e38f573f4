/** The site as it was last built, in memory → what is asked of it: a file, its pages, the page of a line. */

import {hash} from 'node:crypto'
import type {OutputFile} from '../document/thesis.ts'
import {type CutPage, comparePages, cutPage, type PageChange} from './page-changes.ts'

/** A page as the browser knows it. */
export interface SitePage {
  /** `1-chapter.html` */
  name: string
  /** Of its bytes. */
  version: string
  /** First and last line of each source that it shows. */
  sources: Record<string, [first: number, last: number]>
}

/** What makes a page of the version that a browser has. */
export interface PageUpdate extends PageChange {
  name: string
  from: string
  to: string
}

export interface LiveSite {
  /** By path from the site's root. */
  file(path: string): Uint8Array | undefined
  pages(): SitePage[]
  /** Take the place of the former site; of the pages that were looked at last, what has changed, and other files under a name that was there. */
  replace(files: readonly OutputFile[]): {updates: PageUpdate[]; others: string[]}
}

/** Pages whose changes are told: a browser fetches the others whole. */
const mostFollowed = 6

export function createLiveSite(): LiveSite {
  let files = new Map<string, OutputFile['contents']>()
  let pages = new Map<string, SitePage>()
  /** Those asked for, the latest last. */
  const followed = new Map<string, CutPage | undefined>()
  const follow = (name: string) => {
    const known = followed.get(name)
    followed.delete(name)
    followed.set(name, known)
    if (followed.size > mostFollowed) followed.delete(followed.keys().next().value!)
  }
  /** @returns nothing where it is as short to fetch the page */
  const compare = (name: string, former: OutputFile['contents'] | undefined): PageChange | undefined => {
    const before = followed.get(name) ?? cutPage(String(former ?? ''))
    const made = files.get(name)
    const after = made === undefined ? undefined : cutPage(String(made))
    followed.set(name, after)
    const change = before && after && comparePages(before, after)
    return change && JSON.stringify(change).length < made!.length / 2 ? change : undefined
  }
  return {
    file: (path) => {
      const contents = files.get(path)
      if (contents !== undefined && path.endsWith('.html')) follow(path)
      return typeof contents === 'string' ? Buffer.from(contents) : contents
    },
    pages: () => [...pages.values()],
    replace(made) {
      const [former, formerFiles] = [pages, files]
      files = new Map(made.map(({path, contents}) => [path.replace(/^html\//, ''), contents]))
      pages = new Map()
      for (const [name, bytes] of files) {
        if (!name.endsWith('.html')) continue
        const same = formerFiles.get(name) === bytes ? former.get(name) : undefined
        if (same) pages.set(name, same)
        if (same) continue
        const version = hash('sha1', bytes, 'base64url')
        const known = former.get(name)
        pages.set(name, known?.version === version ? known : {name, version, sources: readSources(String(bytes))})
      }
      for (const name of followed.keys()) if (!pages.has(name)) followed.delete(name)
      const updates = [...followed.keys()].reverse().flatMap((name) => {
        const [from, to] = [former.get(name)?.version, pages.get(name)!.version]
        const change = from !== undefined && from !== to && compare(name, formerFiles.get(name))
        return change ? [{name, from, to, ...change}] : []
      })
      const others = [...files.keys()].filter(
        (name) => !pages.has(name) && formerFiles.has(name) && !isSame(formerFiles.get(name)!, files.get(name)!)
      )
      return {updates, others}
    }
  }
}

const isSame = (first: OutputFile['contents'], second: OutputFile['contents']) =>
  first === second || Buffer.compare(Buffer.from(first), Buffer.from(second)) === 0

/** The page that shows a line, the one with the nearest before it where no page shows it. */
export function pageOfLine(pages: readonly SitePage[], file: string, line: number): SitePage | undefined {
  const showing = pages.filter(({sources}) => sources[file])
  const starts = (page: SitePage) => page.sources[file]![0]
  return showing.filter((page) => starts(page) <= line).sort((a, b) => starts(b) - starts(a))[0] ?? showing[0]
}

function readSources(html: string): SitePage['sources'] {
  const sources: SitePage['sources'] = {}
  for (const [, file, digits] of html.matchAll(/ data-thesis-source="([^"]*):(\d+)"/g)) {
    const line = Number(digits)
    const [first, last] = sources[file!] ?? [line, line]
    sources[file!] = [Math.min(first, line), Math.max(last, line)]
  }
  return sources
}
