/** A chapter, its writer, and what was kept of it → its data, with what it adds to the whole. */

import type {VFile} from 'vfile'
import {keyOf, type Results} from '../../cache/results.ts'
import {keptPage} from '../../cache/with-messages.ts'
import type {Chapter} from '../../document/thesis.ts'
import type {TemplateValue} from './pieces.ts'
import {startWriting, type Writing} from './state.ts'

/** Where chapters are kept, and a hash of what they are written with besides their own text. */
export interface KeptChapters {
  results: Results
  around: string
}

/**
 * Write a chapter by itself, and join it to the whole.
 *
 * @param write  writes it; all that it declares, leads to and needs goes to the writing it is given
 */
export function writeApart(
  writing: Writing,
  {file, key}: Pick<Chapter, 'file' | 'key'>,
  kept: KeptChapters | undefined,
  write: (own: Writing) => TemplateValue
): TemplateValue {
  const make = () => {
    const own = startWriting(writing.terms, {...writing, ...nothing(writing)})
    return {data: write(own), own, file}
  }
  const made = kept && key !== undefined ? keptPage(kept.results, 'typst', keyOf(kept.around, key), file, make) : make()
  join(writing, made.own, (place) => (place.file === made.file ? {...place, file} : place))
  return made.data
}

/** What a chapter adds to, empty. */
function nothing({origins}: Writing) {
  return {
    files: new Map(),
    pictures: new Map(),
    declared: new Set<string>(),
    pointers: [],
    missing: new Map(),
    hasSilentPicture: false,
    origins: origins && new Map()
  }
}

/** @param here  the same place in the file as it was read now */
function join(writing: Writing, own: Writing, here: <Place extends {file: VFile}>(place: Place) => Place): void {
  for (const [path, contents] of own.files) writing.files.set(path, contents)
  for (const [path, place] of own.pictures) if (!writing.pictures.has(path)) writing.pictures.set(path, here(place))
  for (const label of own.declared) writing.declared.add(label)
  for (const pointer of own.pointers) {
    // It was untied when the place that it leads to was not there.
    pointer.piece.to = pointer.label
    writing.pointers.push(here(pointer))
  }
  for (const [character, glyph] of own.missing) {
    const former = writing.missing.get(character)
    writing.missing.set(character, former ? {...former, count: former.count + glyph.count} : here(glyph))
  }
  for (const [name, line] of own.origins ?? []) writing.origins?.set(name, line)
  writing.hasSilentPicture ||= own.hasSilentPicture
}
