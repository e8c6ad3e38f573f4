/** `page:` of thesis.yml and the fonts at hand → messages: what cannot be printed, or not as it was asked. */

import type {VFile} from 'vfile'
import type {ReadConfig} from './config.ts'
import {designPage, mathFontOf} from './document/design.ts'
import type {FontFile} from './document/font-file.ts'
import {findTypeface, ownMath, ownTypefaces} from './document/fonts.ts'
import {mathFonts, type PageSettings} from './document/page-schema.ts'
import {error, warn} from './messages/messages.ts'
import {didYouMean, nearest} from './messages/nearest.ts'

/**
 * Report a page that leaves no text, a family that nobody has, and one without an italic or a bold. With a margin or a
 * family that cannot be used, ours stands in `settings`, so that a draft is built.
 *
 * Emits `config:page-without-text`, `config:narrow-leading`, `config:narrow-margin`, `config:unknown-font`, `config:missing-face`.
 *
 * @param fonts  of the author's
 */
export function checkPage(
  settings: PageSettings,
  fonts: readonly FontFile[],
  file: VFile,
  placeOf: ReadConfig['placeOf']
): void {
  const at = (key: string, ...rest: string[]) =>
    placeOf(['page', key, ...rest]) ?? placeOf(['page', key]) ?? placeOf(['profile']) ?? placeOf(['page'])
  for (const use of ['text', 'headings', 'mono', 'arabic', 'math'] as const) {
    const name = settings.font[use]
    const isMath = use === 'math'
    if (name === undefined || (isMath && mathFontOf(settings) !== 'own')) continue
    const found = findTypeface(name, fonts)
    if (!found || (isMath && !found.regular().hasMath)) {
      const own = isMath ? [...mathFonts, ownMath] : ownTypefaces
      const usable = isMath ? fonts.filter(({hasMath}) => hasMath) : fonts
      const known = [...new Set([...own, ...usable.flatMap(({names}) => names)])]
      error(file, found ? `Font \`${name}\` has no MATH table: it cannot set formulas` : `Unknown font \`${name}\``, {
        at: at('font', use),
        rule: 'config:unknown-font',
        actual: name,
        expected: nearest(name, known),
        fix:
          didYouMean(name, known) ||
          `Put its files into the folder \`template/fonts\` beside thesis.yml, or write one of ${known.map((one) => `\`${one}\``).join(', ')}.`
      })
      settings.font[use] = undefined
    } else if (!isMath && fonts.some(({names}) => names.includes(found.name))) {
      const missing = missingFaces(found.faces(), use === 'text' ? ['italic', 'bold', 'bold italic'] : ['bold'])
      if (missing.length === 0) continue
      warn(file, `No ${missing.join(', no ')} of the font \`${found.name}\``, {
        at: at('font', use),
        rule: 'config:missing-face',
        fix: `Put the files of ${missing.length > 1 ? 'these faces' : 'this face'} into the folder of its other files; until then the PDF prints the nearest that is there.`
      })
    }
  }
  const {textWidth, textHeight, sizes, width, height, margins, isTwoSided} = designPage(settings, fonts)
  const [wide, lines] = [textWidth / sizes.text, Math.round(textHeight / sizes.line)]
  if (wide >= fewestEms && lines >= fewestLines) {
    if (sizes.line < sizes.text) {
      warn(file, `Lines ${pt(sizes.line)} apart in a type of ${pt(sizes.text)}: they overlap`, {
        at: at('leading'),
        rule: 'config:narrow-leading',
        fix: `Write \`leading: 1.2\`, or ${pt(sizes.text)} or more.`
      })
    }
    const {'running-heads': heads, folios, 'line-numbers': numbers, draft} = settings
    const [head, foot] = [heads !== false || folios === 'head', folios.startsWith('foot')]
    const needed = Math.ceil(sizes.small * (25.4 / 72) * 1.5)
    const narrow = (side: keyof typeof margins, least: number, what: string, instead: string) => {
      if (margins[side] >= least) return
      warn(file, `The margin \`${side}\` of ${margins[side]} mm has no room for ${what}`, {
        at: at('margins', side),
        rule: 'config:narrow-margin',
        fix: `Make it ${least} mm or more, or write ${instead}.`
      })
    }
    if (head) narrow('top', needed, 'heads', '`running-heads: false` and `folios: none`')
    if (foot) narrow('bottom', needed, 'folios', '`folios: none`')
    if (numbers || draft) narrow('inner', 5, 'line numbers', '`line-numbers: false`')
    if ((numbers || draft) && isTwoSided) narrow('outer', 5, 'line numbers', '`line-numbers: false`')
    return
  }
  error(
    file,
    `The margins leave ${lines < 1 || wide <= 0 ? 'no text' : `${Math.floor((textWidth / 72) * 25.4)} mm and ${lines} lines`} on a page of ${width} by ${height} mm`,
    {
      at: at('margins'),
      rule: 'config:page-without-text',
      fix: `Make the margins or the type smaller, so that ${fewestLines} lines of ${fewestEms} times the type size fit.`
    }
  )
  Object.assign(settings, {margins: {}, size: {width: 210, height: 297}, 'font-size': 13, leading: undefined})
}

const pt = (points: number) => `${Math.round(points * 10) / 10} pt`

/** What no thesis goes below: a line of thirty letters. */
const fewestEms = 15
const fewestLines = 10

type Face = 'italic' | 'bold' | 'bold italic'

function missingFaces(faces: readonly FontFile[], wanted: readonly Face[]): Face[] {
  return wanted.filter(
    (face) =>
      !faces.some(
        ({isItalic, weight}) => isItalic === face.includes('italic') && weight >= 600 === face.includes('bold')
      )
  )
}
