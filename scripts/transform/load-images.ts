/** Image paths → assets with their bytes and sizes, read and drawn with the given functions. */

import {basename, relative} from 'node:path/posix'
import {imageSize} from 'image-size'
import type {Image, Parent, Root} from 'mdast'
import type {VFile} from 'vfile'
import type {CellResult} from '../document/nodes.ts'
import type {Asset, Chapter} from '../document/thesis.ts'
import {visit} from '../document/visit.ts'
import {error, warn} from '../messages/messages.ts'
import {nearest} from '../messages/nearest.ts'
import {reportUnread} from '../messages/unread.ts'
import {spreadPages} from './spread-pages.ts'

export interface LoadImagesOptions {
  /** Bytes of a file by its path from the thesis folder; undefined when there is none; throws as a `Folder` does. */
  read: (path: string) => Promise<Uint8Array | undefined>
  /** Paths that could have been meant. */
  list: () => Promise<string[]>
  /** Where images may lie besides the folder of the chapter. */
  roots: readonly string[]
  /** Pages of PDFs as drawings, which every output shows; a problem when there is no such page. */
  drawPages: (pages: readonly PdfPage[]) => Promise<DrawnPage[]>
}

/** A page of a PDF, counted from 1. */
interface PdfPage {
  bytes: Uint8Array
  page: number
}

type DrawnPage = {svg: Uint8Array; problem?: never} | {svg?: never; problem: {message: string}}

/** A page of a PDF that is still to be drawn, and the images that show it. */
interface PdfPicture extends PdfPage {
  path: string
  shown: Array<{image: Image; file: VFile}>
}

const mediaTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif'
}

/**
 * Load each image once, set `image.asset`, and gather the assets.
 *
 * A path is looked up from the chapter's folder (Quarto, MyST), then from the roots (Pandoc), with its accents
 * composed or not.
 *
 * Emits `images:missing`, `images:missing-result`, `images:remote`, `images:unreadable`, `images:unsupported-format`,
 * `images:active-content`, `files:outside`, `files:unreadable`.
 */
export async function loadImages(
  chapters: readonly Pick<Chapter, 'file' | 'tree'>[],
  options: LoadImagesOptions
): Promise<Map<string, Asset>> {
  const assets = new Map<string, Asset>()
  const unreadable = new Set<string>()
  const pdfs = new Map<string, PdfPicture>()
  const unsupported = new Map<string, Array<{image: Image; file: VFile}>>()
  let listed: FileNames | undefined
  for (const {file, tree} of chapters) {
    const images: Image[] = []
    await spreadPages(tree, (image) => openFirst(image, file))
    visit(tree, 'image', (node) => void images.push(node))
    for (const image of images) await load(image, file)
    await placeResults(tree, file)
  }
  await drawPdfs([...pdfs.values()])
  for (const [format, shown] of unsupported) reportFormat(format, shown)
  return assets

  /** The pictures that Quarto or knitr left where they keep them. */
  async function placeResults(tree: Root, file: VFile): Promise<void> {
    const found: Array<{node: CellResult; parent: Parent; index: number}> = []
    visit(tree, 'cellResult', (node, index, parent) => {
      if (parent && index !== undefined) found.push({node, parent, index})
    })
    const files = found.length > 0 ? await options.list() : []
    for (const {node, parent, index} of found) {
      const {value: label, alt, width, position} = node
      const path = label === '' ? undefined : resultAmong(files, label, file.stem ?? '')
      if (path === undefined) {
        warn(file, 'Missing result of a cell: code is not run', {
          at: node,
          rule: 'images:missing-result',
          fix: `Save its picture as \`figures/${label || 'label'}-1.png\`${label ? '' : ', `label` being the label that you give to the cell'}.`
        })
        continue
      }
      const pairs: Record<string, string> = width === null ? {} : {width}
      const image: Image = {type: 'image', url: `/${path}`, alt, attributes: {classes: [], pairs}, position}
      parent.children[index] = {type: 'paragraph', children: [image], position}
      const bytes = await read(path, image, file)
      if (bytes !== undefined && bytes !== 'refused') await take(path, bytes, image, file)
    }
  }

  /** Show a file in the place of an image; a page of a PDF is drawn when all are known. */
  async function take(path: string, bytes: Uint8Array, image: Image, file: VFile): Promise<void> {
    const format = unsupportedFormat(bytes)
    if (format) {
      unsupported.set(format, [...(unsupported.get(format) ?? []), {image, file}])
      return
    }
    if (isPdf(bytes)) {
      const page = pageOf(image, file)
      const drawn = `${path}${page === 1 ? '' : `.${page}`}.svg`
      const pdf = pdfs.get(drawn) ?? {path: drawn, bytes, page, shown: []}
      pdf.shown.push({image, file})
      pdfs.set(drawn, pdf)
      return
    }
    const asset = assets.get(path) ?? (await describe(path, bytes, image, file))
    if (asset) {
      assets.set(path, asset)
      image.asset = path
    } else unreadable.add(path)
  }

  async function drawPdfs(pictures: readonly PdfPicture[]): Promise<void> {
    const drawn = await options.drawPages(pictures.map(({bytes, page}) => ({bytes, page})))
    for (const [index, {path, page, shown}] of pictures.entries()) {
      const {svg, problem} = drawn[index]!
      if (problem) {
        reportPdf(problem.message, page, shown[0]!.image, shown[0]!.file)
        continue
      }
      const {cleanSvg} = await import('../document/clean-svg.ts')
      const {bytes} = cleanSvg(svg)
      const {width = 0, height = 0} = imageSize(bytes)
      // The drawing counts in points, pictures in pixels.
      assets.set(path, {path, bytes, mediaType: 'image/svg+xml', width: width / 0.75, height: height / 0.75})
      for (const {image} of shown) image.asset = path
    }
  }

  async function load(image: Image, file: VFile): Promise<void> {
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(image.url)) {
      error(file, `Image \`${image.url.slice(0, 80)}\` is not a file of the thesis`, {
        at: image,
        rule: 'images:remote',
        fix: 'Save the picture in the thesis folder and give its path.'
      })
      return
    }
    const wanted = decode(image.url)
    const places = placesOf(wanted, file)
    if (await loadFirst(places, image, file)) return
    listed ??= fileNames(await options.list())
    const same = listed.composed.get(places.map(composed).find((place) => listed?.composed.has(place)) ?? '')
    if (same !== undefined && (await loadFirst([same], image, file))) return
    const anywhere = image.isAnywhere ? listed.byName.get(basename(wanted)) : undefined
    if (anywhere !== undefined && (await loadFirst([anywhere], image, file))) return
    reportMissing(image, wanted, places, listed, file)
  }

  function placesOf(wanted: string, file: VFile): string[] {
    const plain = candidates(wanted, file.dirname ?? '', options.roots)
    return /\.\w{2,4}$/.test(wanted) ? plain : plain.flatMap((place) => extensions.map((end) => place + end))
  }

  /** What an image shows, without a word about it. */
  async function openFirst(image: Image, file: VFile): Promise<Uint8Array | undefined> {
    for (const place of placesOf(decode(image.url), file)) {
      const bytes = await options.read(place).catch(() => undefined)
      if (bytes) return bytes
    }
    return undefined
  }

  /** False when there is no file at any of the places. */
  async function loadFirst(places: readonly string[], image: Image, file: VFile): Promise<boolean> {
    for (const place of places) {
      if (unreadable.has(place)) return true
      const known = assets.get(place)
      const bytes = known ? known.bytes : await read(place, image, file)
      if (bytes === 'refused') return true
      if (bytes === undefined) continue
      await take(place, bytes, image, file)
      return true
    }
    return false
  }

  async function read(place: string, image: Image, file: VFile): Promise<Uint8Array | undefined | 'refused'> {
    try {
      return await options.read(place)
    } catch (problem) {
      reportUnread(file, image.url, problem, image)
      return 'refused'
    }
  }
}

/** Paths of the thesis's files by what they have in common with others. */
interface FileNames {
  /** By themselves, their accents composed. */
  composed: Map<string, string>
  /** The same without capitals. */
  small: Map<string, string>
  /** By their names without folders. */
  byName: Map<string, string>
}

function fileNames(files: readonly string[]): FileNames {
  return {
    composed: new Map(files.map((path) => [composed(path), path])),
    small: new Map(files.map((path) => [composed(path).toLowerCase(), path])),
    byName: new Map([...files].reverse().map((path) => [basename(path), path]))
  }
}

function reportMissing(image: Image, wanted: string, places: readonly string[], files: FileNames, file: VFile): void {
  const [other] = places.flatMap((place) => files.small.get(composed(place).toLowerCase()) ?? [])
  const capitals = other === undefined ? '' : `: the file is named \`${basename(other)}\`, with other capitals`
  const folder = file.dirname ?? ''
  const meant =
    other === undefined ? pathsMeant(wanted, folder, [...files.composed.values()]) : [relative(folder, other)]
  error(file, `Missing image \`${image.url}\`${capitals}`, {
    at: image,
    rule: 'images:missing',
    actual: image.url,
    expected: meant,
    fix: meant[0]
      ? other === undefined
        ? `Did you mean \`${meant[0]}\`?`
        : `Write \`${meant[0]}\`.`
      : `Put the file at \`${places[0]}\`, or correct the path.`
  })
}

/** Accents composed: files named on a Mac have letters and accents apart, what is typed has them in one. */
function composed(path: string): string {
  return path.normalize('NFC')
}

/**
 * The first picture of a cell, where Quarto, knitr and bookdown keep it (`chapter_files/figure-html/label-1.png`), or
 * where authors do (`figures/label-1.png`).
 */
function resultAmong(files: readonly string[], label: string, stem: string): string | undefined {
  const names = new Set(
    ['png', 'svg', 'jpg', 'jpeg', 'pdf'].flatMap((end) => [`${label}-1.${end}`, `${label}-output-1.${end}`])
  )
  const found = files.filter((path) => names.has(basename(path)) && /_files\/figure-|(?:^|\/)figures?\//.test(path))
  return found.find((path) => path.includes(`${stem}_files/`)) ?? found[0]
}

/** Pictures of the folder that a path could mean, as the chapter would write them: letters of another case, another folder, no ending. */
function pathsMeant(wanted: string, folder: string, files: readonly string[]): string[] {
  const paths = files
    .filter((path) => /\.(?:png|jpe?g|svg|gif|webp|avif|pdf)$/i.test(path) && !/^(?:dist|slides)\//.test(path))
    .map((path) => relative(folder, path))
  const key = (path: string) => basename(path).toLowerCase()
  const stem = (path: string) => key(path).replace(/\.\w+$/, '')
  const alike = (test: (path: string) => boolean) => paths.filter(test).sort((a, b) => a.length - b.length)
  const found = [...alike((path) => key(path) === key(wanted)), ...alike((path) => stem(path) === stem(wanted))]
  if (found.length > 0) return [...new Set(found)].slice(0, 3)
  const names = nearest(basename(wanted), new Set(paths.map((path) => basename(path))))
  return names.flatMap((name) => paths.find((path) => basename(path) === name) ?? [])
}

/** LaTeX leaves the end of a name to be found. */
const extensions = ['', '.svg', '.png', '.jpg', '.jpeg', '.pdf', '.webp', '.gif']

function candidates(wanted: string, folder: string, roots: readonly string[]): string[] {
  const bases = wanted.startsWith('/') ? roots : [folder, ...roots]
  // `images\\rue.png` was typed on Windows.
  const spellings = new Set([wanted.replaceAll('\\', '/'), wanted])
  const places = [...new Set([...spellings].flatMap((path) => bases.map((base) => normalise(`${base}/${path}`))))]
  const inside = places.filter((place) => !place.startsWith('../'))
  return inside.length > 0 ? inside : places
}

/** `a/./b/../c` → `a/c`; a path that climbs out keeps its `..`, for the reader to refuse. */
function normalise(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop()
    else steps.push(step)
  }
  return steps.join('/')
}

/** A few bytes may stand before the mark (ISO 32000-2, annex I). */
const isPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')

/** Emits `images:unreadable`. */
function pageOf(image: Image, file: VFile): number {
  const typed = image.attributes?.pairs.page ?? '1'
  if (/^[1-9]\d{0,5}$/.test(typed)) return Number(typed)
  error(file, `No page \`${typed}\` of \`${image.url}\`: the first is shown`, {
    at: image,
    rule: 'images:unreadable',
    fix: 'Write the number of a page, counted from 1: `{page=2}`.'
  })
  return 1
}

/** Emits `images:unreadable`. */
function reportPdf(problem: string, page: number, image: Image, file: VFile): void {
  const pages = /only has (\d+) page/.exec(problem)?.[1]
  error(file, pages ? `No page ${page} in \`${image.url}\`, which has ${pages}` : `Unreadable PDF \`${image.url}\``, {
    at: image,
    rule: 'images:unreadable',
    fix: pages
      ? `Write a page from 1 to ${pages}: \`{page=${pages}}\`.`
      : 'Open the file to see whether it is whole, and print it as a new PDF without password, or save it as SVG.'
  })
}

/** Formats that neither browsers nor the PDF show, by the first bytes of a file, and what to save them as. */
const formats: ReadonlyArray<readonly [name: string, start: RegExp, saveAs: string]> = [
  ['EPS', /^(?:\x04)?%!PS|^\xC5\xD0\xD3\xC6/, 'PDF (`epstopdf picture.eps` does it) or SVG'],
  ['TIFF', /^(?:II\*\0|MM\0\*|II\+\0|MM\0\+)/, 'PNG'],
  ['BMP', /^BM.{4}\0\0\0\0/s, 'PNG'],
  ['HEIC', /^.{4}ftyp(?:hei|hev|mif1)/s, 'JPEG'],
  ['JPEG XL', /^(?:\xFF\n|\0\0\0\fJXL )/, 'JPEG'],
  ['JPEG 2000', /^(?:\0\0\0\fjP {2}|\xFFO\xFFQ)/, 'JPEG'],
  ['Photoshop', /^8BPS/, 'PNG'],
  ['WMF or EMF', /^(?:\xD7\xCD\xC6\x9A|\x01\0\0\0.{36} EMF)/s, 'SVG']
]

function unsupportedFormat(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  return formats.find(([, pattern]) => pattern.test(start))?.[0]
}

/** One message a format, at the first of its pictures. Emits `images:unsupported-format`. */
function reportFormat(format: string, shown: ReadonlyArray<{image: Image; file: VFile}>): void {
  const [first] = shown
  const others = new Set(shown.map(({image}) => image.url)).size - 1
  const more = others === 0 ? '' : ` and ${others} more ${others === 1 ? 'picture' : 'pictures'}`
  const saveAs = formats.find(([name]) => name === format)![2]
  error(first!.file, `Unsupported format ${format} of \`${first!.image.url}\`${more}: not shown`, {
    at: first!.image,
    rule: 'images:unsupported-format',
    fix: `Save ${others === 0 ? 'it' : 'them'} as ${saveAs}, and change the path to the new file.`
  })
}

async function describe(path: string, bytes: Uint8Array, image: Image, file: VFile): Promise<Asset | undefined> {
  try {
    const {width, height, type} = imageSize(bytes)
    const mediaType = mediaTypes[type ?? '']
    const clean = type === 'svg' ? await cleanDrawing(bytes, image, file) : bytes
    if (mediaType) return {path, bytes: clean, mediaType, width, height}
  } catch {
    // Falls through: it is reported below.
  }
  error(file, `Unreadable image \`${image.url}\``, {
    at: image,
    rule: 'images:unreadable',
    fix: 'Open the file to see whether it is whole, and save it as PNG, JPEG or SVG.'
  })
  return undefined
}

/** A drawing as every output shows it: nothing in it runs or asks for another file. */
async function cleanDrawing(bytes: Uint8Array, image: Image, file: VFile): Promise<Uint8Array> {
  const {cleanSvg} = await import('../document/clean-svg.ts')
  const clean = cleanSvg(bytes)
  if (clean.removed.length > 0) {
    warn(file, `Unsafe ${clean.removed.map((one) => `\`${one}\``).join(', ')} in \`${image.url}\`, left out`, {
      at: image,
      rule: 'images:active-content',
      fix: 'Save the drawing as plain SVG, without scripts and without other files.'
    })
  }
  return clean.bytes
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
