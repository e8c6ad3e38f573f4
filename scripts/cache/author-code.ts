/** A thesis folder → a hash of the programs that run for it: the author's slides, charts and templates, the browser. */

import {readdirSync, readFileSync, realpathSync, statSync} from 'node:fs'
import path from 'node:path'
import {findInstalled, playwrightNames} from '../deck/write/find-browser.ts'
import {keyOf} from './results.ts'
import {stampOf} from './stamp.ts'

/** What Slidev, and our import of modules, read by themselves, past the folder that a build is given. */
const programFolders = ['slides', 'thesis/charts', 'thesis/template', 'charts', 'template']
/** Beside them: packages of the author's, and settings that Vite and UnoCSS look for. */
const settings = [
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
  'tsconfig.json',
  '.env',
  'vite.config.ts',
  'vite.config.js',
  'uno.config.ts'
]

/** Our own theme may lie in the folder: it is part of the engine. */
const ownTheme = path.join(import.meta.dirname, '../../slides/theme')

/**
 * Hash of every file of the folders whose programs run in a build, hidden ones included, and of the browser. Where one
 * of them reaches out of its folder, `../`, of every other file of the thesis too.
 *
 * @param root  absolute
 */
export function stampOfPrograms(root: string, folders: readonly string[] = programFolders): string {
  const files = folders.flatMap((folder) => filesIn(root, folder))
  const reachesOut = files.some(([file, bytes]) => isProgram(file) && leadsOut(file, bytes))
  const others = reachesOut ? filesIn(root, '') : settings.flatMap((file) => fileAt(root, file))
  return keyOf(...[...files, ...others].flat(), stampOf(findInstalled()), playwrightNames())
}

/** Of charts, TypeScript alone runs: a declaration may name its schema, for editors. */
const isProgram = (file: string) =>
  /^(?:thesis\/)?charts\//.test(file)
    ? /\.[cm]?[jt]sx?$/i.test(file)
    : /\.(?:md|vue|[cm]?[jt]sx?|s?css|less|html|json|ya?ml)$/i.test(file)

/** `../` more often than the file lies deep in its folder. */
function leadsOut(file: string, bytes: Uint8Array): boolean {
  const own = programFolders.find((folder) => file.startsWith(`${folder}/`))!
  const depth = file.split('/').length - own.split('/').length - 1
  const ways =
    Buffer.from(bytes)
      .toString('latin1')
      .match(/(?:\.\.\/)+/g) ?? []
  return ways.some((way) => way.length / 3 > depth)
}

function filesIn(root: string, folder: string, above: readonly string[] = []): Array<[string, Uint8Array]> {
  try {
    const place = realpathSync(path.join(root, folder))
    if (place === ownTheme || above.includes(place)) return []
    const names = readdirSync(place).sort()
    if (above.length > 0 && names.includes('.thesis-outputs.json')) return []
    return names
      .filter((name) => name !== 'node_modules' && name !== '.git' && name !== '.slidev')
      .flatMap((name) => fileAt(root, folder === '' ? name : `${folder}/${name}`, [...above, place]))
  } catch {
    return []
  }
}

function fileAt(root: string, file: string, above: readonly string[] = []): Array<[string, Uint8Array]> {
  const stats = statSync(path.join(root, file), {throwIfNoEntry: false})
  if (stats?.isDirectory()) return filesIn(root, file, above)
  return stats?.isFile() ? [[file, readFileSync(path.join(root, file))]] : []
}
