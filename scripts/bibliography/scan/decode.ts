/** The bytes of a bibliography file → text, whatever its encoding. */

import type {VFile} from 'vfile'
import {warn} from '../../messages/messages.ts'
import {positionAt} from '../positions.ts'

/**
 * The text of a file. A byte order mark counts as nothing, but keeps its offset out of the text.
 * What is not UTF-8 is read as Windows-1252 (Latin-1 with the œ and the €), UTF-16 when its mark says so.
 *
 * Emits `bibliography:encoding`.
 */
export function decode(file: VFile): string {
  const value = file.value
  if (value === undefined || typeof value === 'string') return withoutMark(value ?? '')
  if (value[0] === 0xff && value[1] === 0xfe) return announce(file, new TextDecoder('utf-16le').decode(value), 'UTF-16')
  if (value[0] === 0xfe && value[1] === 0xff) return announce(file, new TextDecoder('utf-16be').decode(value), 'UTF-16')
  try {
    return withoutMark(new TextDecoder('utf-8', {fatal: true}).decode(value))
  } catch {
    const text = new TextDecoder('windows-1252').decode(value)
    return announce(file, text, 'Latin-1 (Windows-1252)', text.search(/[^\0-\x7f]/))
  }
}

function announce(file: VFile, text: string, encoding: string, first = 0): string {
  const clean = withoutMark(text)
  warn(file, `Unexpected encoding ${encoding}, expected UTF-8`, {
    at: positionAt(file, clean, Math.max(first, 0)),
    rule: 'bibliography:encoding',
    fix: 'Save the file as UTF-8; the accents were read as well as could be guessed.'
  })
  return clean
}

/** Lines of an old Mac end by a lone carriage return: the same offsets, with the ends that all others have. */
function withoutMark(text: string): string {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  return clean.includes('\r') && !clean.includes('\n') ? clean.replaceAll('\r', '\n') : clean
}
