/** Image paths → assets with their bytes and sizes, read with the given function. */

import {basename} from 'node:path/posix'
import {imageSize} from 'image-size'
import type {Image, Parent, Root} from 'mdast'
import {visit} from 'unist-util-visit'
import type {VFile} from 'vfile'
import type {CellResult} from '../document/nodes.ts'
import type {Asset, Chapter} from '../document/thesis.ts'
import {error, warn} from '../messages/messages.ts'
import {didYouMean, nearest} from '../messages/nearest.ts'
import {reportUnread} from '../messages/unread.ts'

export interface LoadImagesOptions {
  /** Bytes of a file by its path from the thesis folder; undefined when there is none; throws as a `Folder` does. */
  read: (path: string) => Promise<Uint8Array | undefined>
  /** Paths that could have been meant. */
  list: () => Promise<string[]>
  /** Where images may lie besides the folder of the chapter. */
  roots: readonly string[]
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
 * A path is looked up from the chapter's folder (Quarto, MyST), then from the roots (Pandoc).
 *
 * Emits `images:missing`, `images:missing-result`, `images:remote`, `images:unreadable`, `images:active-content`, `files:outside`,
 * `files:unreadable`.
 */
export async function loadImages(
  chapters: readonly Pick<Chapter, 'file' | 'tree'>[],
  options: LoadImagesOptions
): Promise<Map<string, Asset>> {
  const assets = new Map<string, Asset>()
  const unreadable = new Set<string>()
  for (const {file, tree} of chapters) {
    const images: Image[] = []
    visit(tree, 'image', (node) => void images.push(node))
    for (const image of images) await load(image, file)
    await placeResults(tree, file)
  }
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
      const asset = assets.get(path) ?? (await assetAt(path, image, file))
      if (!asset) continue
      assets.set(path, asset)
      image.asset = path
    }
  }

  async function assetAt(path: string, image: Image, file: VFile): Promise<Asset | undefined> {
    const bytes = await read(path, image, file)
    return bytes === undefined || bytes === 'refused' ? undefined : describe(path, bytes, image, file)
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
    const plain = candidates(wanted, file.dirname ?? '', options.roots)
    const places = /\.\w{2,4}$/.test(wanted) ? plain : plain.flatMap((place) => extensions.map((end) => place + end))
    for (const place of places) {
      if (unreadable.has(place)) return
      const known = assets.get(place)
      const bytes = known ? known.bytes : await read(place, image, file)
      if (bytes === 'refused') return
      if (bytes === undefined) continue
      const asset = known ?? (await describe(place, bytes, image, file))
      if (asset) {
        assets.set(place, asset)
        image.asset = place
      } else unreadable.add(place)
      return
    }
    const files = await options.list()
    const anywhere = image.isAnywhere ? files.find((path) => basename(path) === basename(wanted)) : undefined
    if (anywhere !== undefined && anywhere !== wanted) {
      await load(Object.assign(image, {url: `/${anywhere}`, isAnywhere: false}), file)
      return
    }
    const names = [...new Set(files.map((path) => basename(path)))]
    error(file, `Missing image \`${image.url}\``, {
      at: image,
      rule: 'images:missing',
      actual: image.url,
      expected: nearest(basename(wanted), names),
      fix: didYouMean(basename(wanted), names) || `Put the file at \`${places[0]}\`, or correct the path.`
    })
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

/**
 * The first picture of a cell, where Quarto, knitr and bookdown keep it (`chapter_files/figure-html/label-1.png`), or
 * where authors do (`figures/label-1.png`).
 */
function resultAmong(files: readonly string[], label: string, stem: string): string | undefined {
  const names = new Set(
    ['png', 'svg', 'jpg', 'jpeg'].flatMap((end) => [`${label}-1.${end}`, `${label}-output-1.${end}`])
  )
  const found = files.filter((path) => names.has(basename(path)) && /_files\/figure-|(?:^|\/)figures?\//.test(path))
  return found.find((path) => path.includes(`${stem}_files/`)) ?? found[0]
}

/** LaTeX leaves the end of a name to be found. */
const extensions = ['', '.svg', '.png', '.jpg', '.jpeg', '.pdf', '.webp', '.gif']

function candidates(wanted: string, folder: string, roots: readonly string[]): string[] {
  const bases = wanted.startsWith('/') ? roots : [folder, ...roots]
  const places = [...new Set(bases.map((base) => normalise(`${base}/${wanted}`)))]
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
    return decodeURI(url)
  } catch {
    return url
  }
}
