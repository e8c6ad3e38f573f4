/** The bytes of a picture → its format and size, or a message that says what to save it as. */

import {imageSize} from 'image-size'
import type {Image} from 'mdast'
import type {VFile} from 'vfile'
import type {Asset} from '../document/thesis.ts'
import {error, warn} from '../messages/messages.ts'

const mediaTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif'
}

/** A few bytes may stand before the mark (ISO 32000-2, annex I). */
export const isPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')

/** The page of a PDF that an image asks for, counted from 1. Emits `images:unreadable`. */
export function pageOf(image: Image, file: VFile): number {
  const typed = image.attributes?.pairs.page ?? '1'
  if (/^[1-9]\d{0,5}$/.test(typed)) return Number(typed)
  error(file, `No page \`${typed}\` of \`${image.url}\`: the first is shown`, {
    at: image,
    rule: 'images:unreadable',
    fix: 'Write the number of a page, counted from 1: `{page=2}`.'
  })
  return 1
}

/** Say why a page of a PDF is not drawn. Emits `images:unreadable`. */
export function reportPdf(problem: string, page: number, image: Image, file: VFile): void {
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

/** The name of a format that is not shown; undefined of all others. */
export function unsupportedFormat(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  return formats.find(([, pattern]) => pattern.test(start))?.[0]
}

/** One message a format, at the first of its pictures. Emits `images:unsupported-format`. */
export function reportFormat(format: string, shown: ReadonlyArray<{image: Image; file: VFile}>): void {
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

/** A picture as an asset, made harmless. Emits `images:unreadable`, `images:active-content`. */
export async function describeImage(
  path: string,
  bytes: Uint8Array,
  image: Image,
  file: VFile
): Promise<Asset | undefined> {
  try {
    const {width, height, type} = imageSize(bytes)
    const mediaType = mediaTypes[type ?? '']
    const clean = type === 'svg' ? await cleanDrawing(bytes, image, file) : bytes
    if (mediaType) return {path, bytes: clean, mediaType, width, height}
  } catch {
    // Falls through: it is reported below.
  }
  const isPointer = Buffer.from(bytes.subarray(0, 40)).toString().startsWith('version https://git-lfs.github.com/')
  error(file, `${isPointer ? 'Picture left in Git LFS' : 'Unreadable image'} \`${image.url}\``, {
    at: image,
    rule: 'images:unreadable',
    fix: isPointer
      ? 'Run `git lfs pull` in the folder: it puts the picture in the place of the file that names it.'
      : 'Open the file to see whether it is whole, and save it as PNG, JPEG or SVG.'
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
