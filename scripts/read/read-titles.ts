/** The titles of the settings, in Markdown → running text for the cover, and the same without marks for metadata. */

import type {Image, PhrasingContent} from 'mdast'
import type {Position} from 'unist'
import type {VFile} from 'vfile'
import {plainText, withoutNotes} from '../document/text.ts'
import type {Cover} from '../document/thesis.ts'
import {warn} from '../messages/messages.ts'
import {type MacroSettings, readMacros} from './read-macros.ts'
import {readTitle} from './read-thesis.ts'
import {newTexContext} from './tex/tex-reader.ts'

/** What the settings say of the titles. */
export interface Titles {
  title: string
  titleLines?: string[] | undefined
  subtitle?: string | undefined
  titles: Record<string, string>
}

/** What else the cover shows. */
export interface CoverSettings {
  university?: string | undefined
  cover: {logos: readonly string[]}
}

/**
 * Read the titles as Pandoc does: Markdown, whose attributes say nothing here. `settings` comes back with plain text
 * in their place. Messages go to `file`.
 *
 * Emits `config:wrong-value`.
 */
export function readTitles<Settings extends Titles & MacroSettings & CoverSettings & {lang: string}>(
  settings: Settings,
  file: VFile,
  placeOf: (path: string[]) => Position | undefined
): {settings: Settings; cover: Cover} {
  const {title, titleLines, subtitle, titles, lang} = settings
  const whole = read(title, ['title'])
  const lines = titleLines?.map((line) => read(line, ['titleLines']))
  const sub = subtitle === undefined ? [] : read(subtitle, ['subtitle'])
  const others = Object.entries(titles).map(([tag, one]) => [tag, read(one, ['titles', tag])] as const)
  return {
    settings: {
      ...settings,
      title: plainText(whole),
      titleLines: lines?.map((line) => plainText(line)),
      subtitle: subtitle === undefined ? undefined : plainText(sub),
      titles: Object.fromEntries(others.map(([tag, one]) => [tag, plainText(one)]))
    },
    cover: {
      title: lines ?? [whole],
      subtitle: sub,
      titles: Object.fromEntries(others),
      logos: settings.cover.logos.map(logo),
      templates: [],
      file
    }
  }

  /** Read aloud as what it stands for. */
  function logo(url: string): Image {
    return {type: 'image', url, alt: settings.university ?? url, position: placeOf(['cover', 'logos'])}
  }

  function read(typed: string, path: string[]): PhrasingContent[] {
    if (!/[*_`[\]\\^~$<&{]|---?|\.\.\./.test(typed)) return [{type: 'text', value: typed}]
    const at = placeOf(path) ?? {start: {line: 1, column: 1}, end: {line: 1, column: 1}}
    const text = typed.replace(/\\?\n/g, ' ')
    const tex = newTexContext(readMacros(settings))
    return printable(withoutNotes(readTitle(text, file, at, {lang, tex}).children), (key) =>
      warn(file, `Citation or reference \`@${key}\` in a title of the cover`, {
        at,
        rule: 'config:wrong-value',
        fix: 'Name the work or the place in words.'
      })
    )
  }
}

/** What a cover prints as it is typed; it has nothing to lead to. */
const kept: ReadonlySet<string> = new Set([
  'text',
  'break',
  'delete',
  'emphasis',
  'inlineCode',
  'inlineMath',
  'span',
  'strong',
  'subscript',
  'superscript',
  'underline'
])

function printable(nodes: readonly PhrasingContent[], onCitation: (key: string) => void): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if ('items' in node) {
      const [first] = node.items
      const key = first && 'key' in first ? first.key : (first?.label ?? '')
      onCitation(key)
      return [{type: 'text', value: `@${key}`}]
    }
    const children = 'children' in node ? printable(node.children as PhrasingContent[], onCitation) : undefined
    if (node.attributes?.id) delete node.attributes.id
    if (!kept.has(node.type)) return children ?? [{type: 'text', value: plainText(node)}]
    return [children ? ({...node, children} as PhrasingContent) : node]
  })
}
