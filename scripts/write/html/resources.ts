/** Style sheet, script and fonts that come with the program: read from its own folders, never from the author's. */

import {readFileSync} from 'node:fs'
import {basename} from 'node:path/posix'
import {colourProperties} from '../../document/design.ts'
import type {OutputFile} from '../../document/thesis.ts'

const garamond = ['400-normal', '400-italic', '600-normal', '600-italic'].flatMap((style) =>
  ['latin', 'latin-ext'].map((subset) => `@fontsource/eb-garamond/files/eb-garamond-${subset}-${style}.woff2`)
)

/** The whole font: the subsets of the web packages leave the parentheses to another font, which draws them the wrong way round. */
const amiri = ['400Regular/Amiri_400Regular.ttf', '700Bold/Amiri_700Bold.ttf'].map(
  (file) => `@expo-google-fonts/amiri/${file}`
)

const read = (url: URL): Uint8Array => readFileSync(url)
const own = (name: string): string => readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8')

/** The script of every page, in the page itself: the theme chosen must be known when it is first painted. */
export const pageScript = own('theme.js')

/** What every page loads, all of it from the site itself; Arabic only where there is Arabic. */
export function resources(hasArabic: boolean): OutputFile[] {
  const fonts = hasArabic ? [...garamond, ...amiri] : garamond
  const styles = [own('fonts.css'), colourProperties(), ...(hasArabic ? [own('arabic.css')] : []), own('thesis.css')]
  return [
    {path: 'html/assets/thesis.css', contents: styles.join('\n')},
    {path: 'html/assets/icon.svg', contents: own('icon.svg')},
    {path: 'html/assets/fonts/narrow-space.ttf', contents: read(new URL('assets/narrow-space.ttf', import.meta.url))},
    ...fonts.map((font) => ({
      path: `html/assets/fonts/${basename(font)}`,
      contents: read(new URL(import.meta.resolve(font)))
    }))
  ]
}
