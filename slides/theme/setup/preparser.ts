/** Slides as typed → with a slide for each page of the list of works, whose length only the thesis knows. */

import path from 'node:path'
import {definePreparserSetup} from '@slidev/types'
import {splitReferences, wholeList} from '../../../scripts/deck/read/split-references.ts'
import {readThesis} from './thesis.ts'

export default definePreparserSetup(({filepath}) => [
  {
    name: 'thesis-references',
    async transformRawLines(lines) {
      if (!lines.some((line) => wholeList.test(line))) return
      const {references} = await readThesis(path.dirname(filepath))
      const split = splitReferences(lines.join('\n'), references.length)
      lines.splice(0, lines.length, ...split.split('\n'))
    }
  }
])
