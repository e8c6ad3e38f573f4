/** Colours of code that can be read from the last row: those of contrast 4.5 and more. */

import {defineShikiSetup} from '@slidev/types'

export default defineShikiSetup(() => ({
  themes: {light: 'github-light-high-contrast', dark: 'github-dark-high-contrast'}
}))
