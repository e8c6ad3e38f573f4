/** Image paths → assets with their bytes and sizes, read and drawn with the given functions. */

import {basename, dirname} from 'node:path/posix'
import {imageSize} from 'image-size'
import type {Image, Parent, Root} from 'mdast'
import type {VFile} from 'vfile'
import type {CellResult} from '../document/nodes.ts'
import type {Asset, Chapter} from '../document/thesis.ts'
import {visit} from '../document/visit.ts'
import {error, warn} from '../messages/messages.ts'
import {originOf} from '../messages/origin.ts'
import {reportUnread} from '../messages/unread.ts'
import {
  composed,
  decodedPath,
  type FileNames,
  fileNames,
  placesOf,
  reportMissingImage,
  resultAmong
} from './find-image.ts'
import {describeImage, isPdf, pageOf, reportFormat, reportPdf, unsupportedFormat} from './image-formats.ts'
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
    const asset = assets.get(path) ?? (await describeImage(path, bytes, image, file))
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
    const wanted = decodedPath(image.url)
    const places = placesIn(wanted, image, file)
    if (await loadFirst(places, image, file)) return
    listed ??= fileNames(await options.list())
    const same = listed.composed.get(places.map(composed).find((place) => listed?.composed.has(place)) ?? '')
    if (same !== undefined && (await loadFirst([same], image, file))) return
    const anywhere = image.isAnywhere ? listed.byName.get(basename(wanted)) : undefined
    if (anywhere !== undefined && (await loadFirst([anywhere], image, file))) return
    // knitr takes the PDF of a picture where it prints one.
    const inPdf = places
      .map((place) => place.replace(/\.(?:png|jpe?g|svg)$/i, '.pdf'))
      .filter((place) => !places.includes(place))
    if (await loadFirst(inPdf, image, file)) return
    reportMissingImage(image, wanted, places, listed, file)
  }

  /** What an image shows, without a word about it. */
  async function openFirst(image: Image, file: VFile): Promise<Uint8Array | undefined> {
    for (const place of placesIn(decodedPath(image.url), image, file)) {
      const bytes = await options.read(place).catch(() => undefined)
      if (bytes) return bytes
    }
    return undefined
  }

  /** From the chapter's folder, from from the roots, from that of the included file that names it. */
  function placesIn(wanted: string, image: Image, file: VFile): string[] {
    const {path} = originOf(file, image.position)
    return placesOf(wanted, file.dirname ?? '', [...options.roots, dirname(path)])
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
