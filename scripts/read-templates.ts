/** The folder `template/` → the parts of the page and of the site that an author prints in their own way. */

import posix, {basename} from 'node:path/posix'
import type {VFile} from 'vfile'
import {partialKeys} from './document/partial-keys.ts'
import {type Folder, readText} from './files.ts'
import {error} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'

/** Each is a file: a function of Typst, a fragment of HTML. What they are given: `write/typst/template-data.ts`. */
const parts = ['cover.typ', 'abstract.typ', 'front-page.typ', 'part.typ', 'back-cover.typ', 'cover.html', 'footer.html']

/**
 * Read the parts that an author replaces.
 *
 * Emits `config:unknown-template`, for a file of another name and for a template that needs the network, and
 * `files:not-utf8`.
 */
export async function readTemplates(folder: Folder, root: string): Promise<{templates: VFile[]; files: VFile[]}> {
  const files: VFile[] = []
  const templates: VFile[] = []
  for (const path of await folder.list(posix.join(root, 'template/*.{typ,html}'))) {
    const file = await readText(folder, path).catch(() => undefined)
    if (!file) continue
    files.push(file)
    const name = basename(path)
    const line = String(file)
      .split('\n')
      .findIndex((one) => /\bimport\s+"@|\binclude\s+"@/.test(one))
    if (!parts.includes(name)) {
      error(file, `Unknown template \`${name}\``, {
        rule: 'config:unknown-template',
        actual: name,
        expected: nearest(name, parts),
        fix:
          didYouMean(name, parts) || `Name it as one of ${parts.map((one) => `\`${one}\``).join(', ')}, or remove it.`
      })
    } else if (name.endsWith('.typ') && line >= 0) {
      error(file, 'A template imports a package, and a build uses no network', {
        at: {line: line + 1, column: 1},
        rule: 'config:unknown-template',
        fix: 'Copy what it needs from the package into the template.'
      })
    } else {
      templates.push(file)
      if (name.endsWith('.html')) checkValues(file)
    }
  }
  return {templates, files}
}

/** Each `{{…}}` that names nothing is printed as it is typed. */
function checkValues(file: VFile): void {
  const known: readonly string[] = partialKeys
  for (const [index, text] of String(file).split('\n').entries()) {
    for (const {1: key = '', index: column} of text.matchAll(/\{\{\s*([\w-]+)\s*\}\}/g)) {
      if (known.includes(key)) continue
      error(file, `Unknown value \`${key}\` in a template`, {
        at: {line: index + 1, column: column + 1},
        rule: 'config:unknown-template',
        actual: key,
        expected: nearest(key, known),
        fix: didYouMean(key, known) || `Write one of ${known.map((one) => `\`{{${one}}}\``).join(', ')}.`
      })
    }
  }
}
