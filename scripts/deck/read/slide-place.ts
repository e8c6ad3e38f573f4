/** Where a slide is written: what is found on its page is said there. */

import type {VFile} from 'vfile'

export interface SlidePlace {
  file: VFile
  line: number
}
