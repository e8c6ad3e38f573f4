/** Parts of a thesis that templates take from their settings → chapters without a number. */

import {VFile} from 'vfile'
import {languageOf} from '../document/language.ts'
import {fileRead} from './metadata.ts'
import {asText, type Origin, type Settings} from './settings.ts'

type Page = 'dedication' | 'acknowledgements' | 'preface'

/** What each is headed in a language. */
const headings: Record<string, Record<Page, string>> = {
  en: {dedication: 'Dedication', acknowledgements: 'Acknowledgements', preface: 'Preface'},
  fr: {dedication: 'Dédicace', acknowledgements: 'Remerciements', preface: 'Avant-propos'},
  de: {dedication: 'Widmung', acknowledgements: 'Danksagung', preface: 'Vorwort'},
  es: {dedication: 'Dedicatoria', acknowledgements: 'Agradecimientos', preface: 'Prefacio'},
  pt: {dedication: 'Dedicatória', acknowledgements: 'Agradecimentos', preface: 'Prefácio'},
  it: {dedication: 'Dedica', acknowledgements: 'Ringraziamenti', preface: 'Prefazione'},
  ar: {dedication: 'إهداء', acknowledgements: 'شكر وتقدير', preface: 'تمهيد'}
}

const pages: Record<string, Page> = {
  dedication: 'dedication',
  acknowledgements: 'acknowledgements',
  acknowledgments: 'acknowledgements',
  acknowledgement: 'acknowledgements',
  preface: 'preface',
  foreword: 'preface'
}

export interface FrontPage {
  heading: string
  /** Its text, or the path of the file that holds it. */
  text: string
  path?: string
  origin: Origin
}

/** Take them out of what is not read. */
export function takeFrontPages(settings: Settings, lang: string): FrontPage[] {
  const words = headings[languageOf(lang)] ?? headings.en!
  const found: FrontPage[] = []
  settings.unread = settings.unread.filter((origin) => {
    const page = pages[String(origin.path.at(-1)).toLowerCase()]
    const text = page && asText(valueAt(origin))
    if (page === undefined || text === undefined) return true
    const path = fileRead(text)
    found.push({heading: words[page], text, origin, path})
    return false
  })
  return found
}

/** The page as a file of its own, whose messages are where the text is written. */
export function pageFile({heading, origin: {yaml, path}}: FrontPage, text: string, source?: VFile): VFile {
  const written = source ?? yaml.file
  const file = new VFile({path: written.path, cwd: written.cwd, value: `# ${heading} {.unnumbered}\n\n${text}\n`})
  const whole = String(written)
  const line = yaml.placeOf(path)?.start.line ?? 1
  const start = source
    ? 0
    : whole
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length
  file.data.stretches = [{start: 0, path: written.path, text: whole, offset: start + 1, isFixed: true}]
  return file
}

function valueAt({yaml, path}: Origin): unknown {
  return path.reduce<unknown>(
    (here, step) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[step] : undefined),
    yaml.value
  )
}
