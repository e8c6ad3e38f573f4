/** `\includepdf[pages=-]{a.pdf}`, one image → an image a page, each in a paragraph of its own. */

import type {Image, Paragraph, Root} from 'mdast'
import {visit} from '../document/visit.ts'

/** Put the pages of PDFs in their places; a file that is not there, or no PDF, stays one image, for the loader to report. */
export async function spreadPages(tree: Root, open: (image: Image) => Promise<Uint8Array | undefined>): Promise<void> {
  const found: Image[] = []
  visit(tree, 'image', (image) => {
    if (image.attributes?.pairs.pages !== undefined) found.push(image)
  })
  if (found.length === 0) return
  const shown = new Map<Image, Image[]>()
  for (const image of found) {
    const bytes = await open(image)
    shown.set(image, pagesOf(image, bytes && (await countPages(bytes))))
  }
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    const [image] = paragraph.children
    const pages = image?.type === 'image' && paragraph.children.length === 1 ? shown.get(image) : undefined
    if (!pages || !parent || index === undefined) return
    const {position} = paragraph
    parent.children.splice(
      index,
      1,
      ...pages.map((page): Paragraph => ({type: 'paragraph', children: [page], position}))
    )
    return index + pages.length
  })
}

async function countPages(bytes: Uint8Array): Promise<number | undefined> {
  const {PDFDocument} = await import('pdf-lib')
  return PDFDocument.load(bytes, {ignoreEncryption: true, updateMetadata: false}).then(
    (pdf) => pdf.getPageCount(),
    () => undefined
  )
}

/** An image a page; the text read aloud says which. */
function pagesOf(image: Image, count: number | undefined): Image[] {
  const {pages = '', alt = '', ...pairs} = image.attributes?.pairs ?? {}
  const numbers = count === undefined ? [] : numbersIn(pages, count)
  if (numbers.length === 0) numbers.push(1)
  return numbers.map((page) => ({
    ...image,
    attributes: {classes: [], pairs: {...pairs, page: String(page), alt: `${alt}, ${page}`}}
  }))
}

/** `-` for all, `3-5,8`, `2-`, `last`. */
function numbersIn(typed: string, count: number): number[] {
  return typed.split(',').flatMap((part) => {
    const [, from, dash, to] = /^(\d+|last)?(-)?(\d+|last)?$/.exec(part) ?? []
    const at = (end: string | undefined, byDefault: number) => (end === 'last' ? count : Number(end ?? byDefault))
    const first = at(from, 1)
    const last = Math.min(count, dash === undefined ? at(from, 0) : at(to, count))
    return Array.from({length: Math.max(0, last - first + 1)}, (_, index) => first + index)
  })
}
