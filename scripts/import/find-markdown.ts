/** A project of another tool → the Markdown of it that may be chapters, in their order. */

import posix from 'node:path/posix'
import type {Folder} from '../files.ts'

/** Markdown of a project of another tool: not its outputs, its parts that are included, nor what is about the project. */
export async function findMarkdown(folder: Folder, root: string): Promise<string[]> {
  const files = await folder.list(posix.join(root, '**/*.{md,qmd,rmd,markdown}'))
  const pages = await folder.list(posix.join(root, '**/*.html'))
  const outputs = new Set(
    pages.map((file) => posix.dirname(file)).filter((one) => /(?:^|\/)(?:docs|public|html|output)$/.test(one))
  )
  return indexFirst(
    files.filter((file) => {
      const inside = root === '' ? file : file.slice(root.length + 1)
      const isAside = /(?:^|\/)(?:[_.]|(?:bibliography|slides|dist|renv|packrat|venv|site-packages|templates?)\/)/.test(
        inside
      )
      return !isAside && !aboutProject.test(posix.basename(file)) && !outputs.has(posix.dirname(file))
    })
  )
}

/** Names of files about the project. */
export const aboutProject = /^(?:readme|changelog|contributing|code[_-]of[_-]conduct|license|licence|news|todo)\.\w+$/i

/** `index.qmd` and `index.Rmd` come first. */
export function indexFirst(files: readonly string[]): string[] {
  const index = files.filter((file) => /^index\.\w+$/i.test(posix.basename(file)))
  const depth = Math.min(...index.map((file) => file.split('/').length))
  const first = index.filter((file) => file.split('/').length === depth).slice(0, 1)
  return [...first, ...files.filter((file) => !first.includes(file))]
}
