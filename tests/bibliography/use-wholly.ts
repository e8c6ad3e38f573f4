/** A bibliography → all that a program of ours does with it, and the messages. */

import {VFile} from 'vfile'
import {auditBibliography} from '../../scripts/bibliography/audit/audit.ts'
import {openLibrary} from '../../scripts/bibliography/library.ts'
import {fixBibliography} from '../../scripts/bibliography/write/fix.ts'
import {regenerateBibliography} from '../../scripts/bibliography/write/regenerate.ts'
import {writePage} from '../../scripts/build-bibliography.ts'

/** Everything that a build and `npm run bibliography --fix` do with a file. */
export function useWholly(value: string, path = 'a.bib'): VFile {
  const file = new VFile({path, value})
  const library = openLibrary([file])
  auditBibliography({library, cited: ['*'], year: 2026})
  regenerateBibliography({
    library,
    title: 'B',
    format: () => [],
    writePage: (sections) => writePage(sections, 'B', 'fr')
  })
  if (path.endsWith('.bib')) fixBibliography(value)
  return file
}
