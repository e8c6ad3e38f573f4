/** A PDF → the facts that a reader, or a screen reader, would notice. */

import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface PdfFacts {
  pages: PdfPage[]
  /** Titles of the bookmarks, nested as in the reader's side panel. */
  outline: OutlineLine[]
  isTagged: boolean
  lang: string | null
  title?: string
  author?: string
  keywords?: string
  /** Families without the subset's prefix: `EBGaramond-Regular`. */
  fonts: string[]
}

export interface PdfPage {
  /** Folio: `iv`, `12`. */
  label: string
  /** Text in reading order, lines joined by spaces. */
  text: string
  /** The same, a line of the page a line. */
  printed: string
  /** In points. */
  width: number
  height: number
  /** Pieces of text where they stand, from the left and above the foot of the page, with their type; in points. */
  lines: {text: string; y: number; left: number; right: number; size: number; font: string}[]
  /** What leaves the page. */
  overflow: string[]
  links: {url?: string; page?: number}[]
  /** Roles in the structure tree, in reading order: `H1`, `P`, `Table`, `Note`. */
  roles: string[]
  /** Alternative texts of the pictures. */
  alts: string[]
}

export interface OutlineLine {
  title: string
  page: number
  children: OutlineLine[]
}

interface StructNode {
  role?: string
  alt?: string
  children?: StructNode[]
}
interface RawOutline {
  title: string
  dest: unknown
  items: RawOutline[]
}

export async function readPdf(bytes: Uint8Array): Promise<PdfFacts> {
  const loading = getDocument({
    data: Uint8Array.from(bytes),
    verbosity: 0,
    useSystemFonts: false,
    fontExtraProperties: true
  })
  const pdf = await loading.promise
  const labels = (await pdf.getPageLabels()) ?? []
  const fonts = new Set<string>()
  const pageOf = async (dest: unknown): Promise<number> => {
    const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : (dest as unknown[])
    return (await pdf.getPageIndex(explicit![0] as Parameters<typeof pdf.getPageIndex>[0])) + 1
  }

  const pages: PdfPage[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    await page.getOperatorList()
    const content = await page.getTextContent()
    const items = content.items.filter((item) => 'str' in item)
    const nameOf = (font: string) => (page.commonObjs.get(font) as {name: string}).name.replace(/^[A-Z]{6}\+/, '')
    for (const {fontName} of items) fonts.add(nameOf(fontName))
    const links = (await page.getAnnotations()).filter(({subtype}) => subtype === 'Link')
    const nodes = flatten((await page.getStructTree()) as StructNode | null)
    pages.push({
      label: labels[number - 1] ?? String(number),
      text: items
        .map(({str, hasEOL}) => str + (hasEOL ? ' ' : ''))
        .join('')
        .replace(/\s+/g, ' '),
      printed: items
        .map(({str, hasEOL}) => str + (hasEOL ? '\n' : ''))
        .join('')
        .trim(),
      width: page.view[2]!,
      height: page.view[3]!,
      lines: items.map(({str, transform, width, fontName}) => ({
        text: str,
        y: Number(transform[5]),
        left: Number(transform[4]),
        right: Number(transform[4]) + width,
        size: Math.hypot(Number(transform[2]), Number(transform[3])),
        font: nameOf(fontName)
      })),
      overflow: items
        .filter(({str, transform, width}) => str.trim() && (transform[4] < 0 || transform[4] + width > page.view[2]!))
        .map(({str}) => str),
      links: await Promise.all(links.map(async ({url, dest}) => (url ? {url} : {page: await pageOf(dest)}))),
      roles: nodes.flatMap(({role}) => role ?? []),
      alts: nodes.flatMap(({alt}) => alt ?? [])
    })
  }
  const outlineOf = (items: readonly RawOutline[]): Promise<OutlineLine[]> =>
    Promise.all(
      items.map(async ({title, dest, items: inside}) => ({
        title,
        page: await pageOf(dest),
        children: await outlineOf(inside)
      }))
    )
  const marks = (await pdf.getMarkInfo()) as unknown as Map<string, boolean> | null
  const info = (await pdf.getMetadata()).info as Record<string, string | undefined>
  const facts: PdfFacts = {
    pages,
    outline: await outlineOf(((await pdf.getOutline()) ?? []) as RawOutline[]),
    isTagged: marks?.get('Marked') === true,
    lang: info.Language ?? null,
    fonts: [...fonts].sort(),
    ...(info.Title ? {title: info.Title} : {}),
    ...(info.Author ? {author: info.Author} : {}),
    ...(info.Keywords ? {keywords: info.Keywords} : {})
  }
  await loading.destroy()
  return facts
}

function flatten(node: StructNode | null): StructNode[] {
  return node ? [node, ...(node.children ?? []).flatMap(flatten)] : []
}
