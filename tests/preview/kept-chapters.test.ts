/** Over a walk of edits, what is printed and shown with kept chapters is what is printed and shown without. */

import {expect, it} from 'vitest'
import {openCitations} from '../../scripts/bibliography/cite/cite.ts'
import {openMemory} from '../../scripts/cache/memory.ts'
import {memoryFolder, openFolder} from '../../scripts/files.ts'
import {listMessages} from '../../scripts/messages/list.ts'
import {openThesis} from '../../scripts/open-thesis.ts'
import {silently} from '../../scripts/progress.ts'
import {writeHtml} from '../../scripts/write/html/index.ts'
import {writeTypst} from '../../scripts/write/typst/index.ts'
import {walk} from '../cache/random-walk.ts'

const ownStyles = await openFolder(new URL('../../bibliography/styles', import.meta.url).pathname)

it.each([3, 11])('the walk %i', {timeout: 240_000}, async (seed) => {
  const kept = {format: openCitations(), results: openMemory()}
  for (const {edit, files} of walk(seed, 40)) {
    const made = await Promise.all(
      [kept, {}].map(async (options) => {
        const {sources, opened} = await openThesis(memoryFolder(files), ownStyles, silently, options)
        if (!opened) return listMessages(sources.files)
        const {results} = options as Partial<typeof kept>
        const site = writeHtml(opened.thesis, {hasSources: true, results})
        const {files: printed, origins} = writeTypst(opened.thesis, {hasOrigins: true, ...(results && {results})})
        return {
          site: site.map(({path, contents}) => [path, String(contents)]),
          data: printed.get('/thesis.json'),
          paths: [...printed.keys()],
          origins: [...origins!],
          messages: listMessages(sources.files)
        }
      })
    )
    expect(made[0], edit).toEqual(made[1])
    kept.results.sweep()
  }
})
