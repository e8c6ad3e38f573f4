/** What the theme asks of Vite before its plugins are there: the same deck is the same bytes wherever it lies. */

import path from 'node:path'
import {defineConfig} from 'vite'

export default defineConfig({
  slidev: {
    vue: {
      features: {
        // The name of a component's styles, which is else made of the way from the deck to the component.
        componentIdGenerator: (file, source, _, hash) => hash(`${path.basename(file)}\n${source}`)
      }
    }
  }
})
