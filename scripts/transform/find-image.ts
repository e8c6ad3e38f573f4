/** The path of an image as it is typed → where it may lie, and what it could mean when nothing lies there. */

import {basename, relative} from 'node:path/posix'
import type {Image} from 'mdast'
import type {VFile} from 'vfile'
import {error} from '../messages/messages.ts'
import {nearest} from '../messages/nearest.ts'

/** Paths of the thesis's files by what they have in common with others. */
export interface FileNames {
  /** By themselves, their accents composed. */
  composed: Map<string, string>
  /** The same without capitals. */
  small: Map<string, string>
  /** By their names without folders. */
  byName: Map<string, string>
}

export function fileNames(files: readonly string[]): FileNames {
  return {
    composed: new Map(files.map((path) => [composed(path), path])),
    small: new Map(files.map((path) => [composed(path).toLowerCase(), path])),
    byName: new Map([...files].reverse().map((path) => [basename(path), path]))
  }
}

/** Say which file may be meant. Emits `images:missing`. */
export function reportMissingImage(
  image: Image,
  wanted: string,
  places: readonly string[],
  files: FileNames,
  file: VFile
): void {
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
export function composed(path: string): string {
  return path.normalize('NFC')
}

/**
 * The first picture of a cell, where Quarto, knitr and bookdown keep it (`chapter_files/figure-html/label-1.png`), or
 * where authors do (`figures/label-1.png`).
 */
export function resultAmong(files: readonly string[], label: string, stem: string): string | undefined {
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

/** Where a picture may lie that a chapter of a folder names: from there, then from the roots; the endings that are left out added. */
export function placesOf(wanted: string, folder: string, roots: readonly string[]): string[] {
  const plain = candidates(wanted, folder, roots)
  return /\.\w{2,4}$/.test(wanted) ? plain : plain.flatMap((place) => extensions.map((end) => place + end))
}

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

/** `%20` as it is meant; what cannot be decoded stays. */
export function decodedPath(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
