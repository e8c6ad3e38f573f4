/** A file → what the system says of it, which changes whenever the file does. */

import {statSync} from 'node:fs'

/** Whoever writes to a file sets its times, and nobody can set the one of the change. */
export function stampOf(file: string | undefined): string {
  if (file === undefined) return ''
  try {
    const {size, mtimeMs, ctimeMs, ino} = statSync(file)
    return `${file} ${size} ${mtimeMs} ${ctimeMs} ${ino}`
  } catch {
    return `none ${file}`
  }
}
