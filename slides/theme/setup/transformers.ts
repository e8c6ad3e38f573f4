/** A slide's Markdown as typed → with its citations and French spaces, before Slidev reads it. */

import {defineTransformersSetup} from '@slidev/types'
import {readThesis} from './thesis.ts'

export default defineTransformersSetup(() => ({
  pre: [
    async ({s, options}) => {
      const {typeset} = await readThesis(options.userRoot)
      const content = typeset[s.original]
      if (content !== undefined && content !== s.original) s.overwrite(0, s.original.length, content)
    }
  ]
}))
