/** A deck → messages on too much text, wrong times and what Slidev cannot show. */

import {join} from 'node:path/posix'
import type {Nodes} from 'mdast'
import {cleanSvg} from '../../document/clean-svg.ts'
import {SKIP, visit} from '../../document/visit.ts'
import {error, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {reportUnread} from '../../messages/unread.ts'
import {type DeckTheme, ownPackage, ownTheme} from '../read/deck-theme.ts'
import {type Deck, isBackup, picturesOf, type Slide} from '../read/read-deck.ts'
import {printTime, readDuration, secondsOf} from '../read/slide-time.ts'

export interface CheckDeckOptions {
  /** Files of the deck's folder, relative to it. */
  files: ReadonlySet<string>
  /** Bytes of a file, by its path from the deck's folder. Throws `OutsideError` for a path that leads out. */
  read: (path: string) => Promise<Uint8Array | undefined>
  /** The theme that the deck has; absent when its slides are not to be held to one. */
  theme?: DeckTheme
}

/** Words of prose that the last row still reads while it listens. */
const maximumWords = 40

/** Layouts that Slidev brings. */
const slidevLayouts =
  '404 center cover default end error fact full iframe iframe-left iframe-right image image-left image-right intro none quote section statement two-cols two-cols-header'.split(
    ' '
  )

/** Components that our theme brings. */
const ownComponents = ['CaseCard', 'CaseTable', 'Chart', 'Figure', 'QuestionMenu', 'References', 'Source', 'Value']

/**
 * Check the form of a deck.
 *
 * Emits `slides:unknown-layout`, `slides:too-many-words`, `slides:missing-time`,
 * `slides:wrong-total`, `slides:bracketed-time`, `slides:duplicate-id`, `slides:missing-image`, `slides:missing-component`,
 * `files:outside`, `images:remote`, `images:unreadable`, `images:active-content`.
 */
export async function checkDeck(deck: Deck, options: CheckDeckOptions): Promise<void> {
  const {files, theme} = options
  const layouts = [
    ...slidevLayouts,
    ...(theme?.layouts ?? []),
    ...[...files].flatMap((file) => /^layouts\/([\w-]+)\.vue$/.exec(file)?.slice(1) ?? [])
  ]
  const ids = new Map<string, Slide>()
  for (const slide of deck.slides) {
    if (theme?.layouts) checkLayout(slide, layouts)
    checkId(slide, ids)
    checkWords(slide)
    checkNote(slide)
    await checkImages(slide, options)
  }
  checkTotal(deck)
  if (theme && !theme.isOurs) checkComponents(deck, files)
}

/** Where messages about a whole slide point. */
const at = ({line}: Slide) => ({line, column: 1})

function checkLayout(slide: Slide, layouts: readonly string[]): void {
  if (layouts.includes(slide.layout)) return
  error(slide.file, `Unknown layout \`${slide.layout}\``, {
    at: at(slide),
    rule: 'slides:unknown-layout',
    actual: slide.layout,
    expected: nearest(slide.layout, layouts),
    fix: didYouMean(slide.layout, layouts) || `Write slides/layouts/${slide.layout}.vue, or use one that exists.`
  })
}

/** Components of ours in a deck that has not got them: Slidev would show nothing in their place. */
function checkComponents({slides}: Deck, files: ReadonlySet<string>): void {
  const used = slides.flatMap(({file, components}) => components.map((component) => ({file, ...component})))
  const missing = used.find(({name}) => ownComponents.includes(name) && !files.has(`components/${name}.vue`))
  if (!missing) return
  error(missing.file, `Unknown component \`${missing.name}\`: the theme of this deck does not have it`, {
    at: {line: missing.line, column: missing.column},
    rule: 'slides:missing-component',
    actual: missing.name,
    fix: `Write \`theme: ${ownTheme}\` in the front matter at the top, or \`addons: [${ownPackage}]\` beside another theme.`
  })
}

function checkId(slide: Slide, ids: Map<string, Slide>): void {
  const id = slide.settings.routeAlias ?? slide.settings.id
  if (id === undefined) return
  const first = ids.get(String(id))
  if (!first) ids.set(String(id), slide)
  else {
    error(slide.file, `Duplicate id \`${id}\`: slide ${first.number}, line ${first.line}, has it already`, {
      at: at(slide),
      rule: 'slides:duplicate-id',
      actual: String(id),
      fix: 'Give one of the two another id.'
    })
  }
}

/** Words of prose; headings, tables, citations and components are not read word by word. */
function checkWords(slide: Slide): void {
  if (slide.layout === 'references' || slide.layout === 'menu') return
  let words = 0
  visit(slide.tree, (node: Nodes) => {
    if (['heading', 'table', 'citation', 'code', 'html', 'definition'].includes(node.type)) return SKIP
    if (node.type === 'text') words += node.value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
    return undefined
  })
  if (words <= maximumWords) return
  warn(slide.file, `Too many words: ${words} (limit ${maximumWords})`, {
    at: at(slide),
    rule: 'slides:too-many-words',
    actual: String(words),
    fix: 'Move the rest to the notes.'
  })
}

function checkNote(slide: Slide): void {
  slide.note.split('\n').forEach((text, index) => {
    const found = /\[\d+:\d+\]/.exec(text)?.[0]
    if (!found) return
    error(slide.file, `Ambiguous \`${found}\` in the notes: Slidev reads it as a style`, {
      at: {line: slide.noteLine + index, column: 1},
      rule: 'slides:bracketed-time',
      actual: found,
      fix: `Write \`(${found.slice(1, -1)})\`.`
    })
  })
  if (isBackup(slide) || secondsOf(slide.note) !== undefined) return
  warn(slide.file, 'Missing time at the head of the notes', {
    at: at(slide),
    rule: 'slides:missing-time',
    fix: 'Start the notes with the time, `(0:45)`; put `backup: true` in the front matter of a backup slide.'
  })
}

function checkTotal({file, settings, slides}: Deck): void {
  const allowed = readDuration(settings.duration)
  const timed = slides.filter((slide) => !isBackup(slide))
  if (allowed === undefined || timed.some(({note}) => secondsOf(note) === undefined)) return
  const total = timed.reduce((sum, {note}) => sum + secondsOf(note)!, 0)
  if (total === allowed) return
  warn(file, `Times in the notes add up to ${printTime(total)}, not the ${printTime(allowed)} of \`duration\``, {
    at: {line: 1, column: 1},
    rule: 'slides:wrong-total',
    actual: printTime(total),
    fix: `${total > allowed ? 'Remove' : 'Add'} ${printTime(Math.abs(total - allowed))} ${total > allowed ? 'from' : 'to'} the slides, or change \`duration\`.`
  })
}

/** Pictures may lie anywhere in the thesis's folder, and nowhere else. */
async function checkImages(slide: Slide, {files, read}: CheckDeckOptions): Promise<void> {
  for (const {path, typed, isRemote} of picturesOf(slide)) {
    const options = {at: at(slide), actual: typed}
    if (isRemote) {
      error(slide.file, `Picture \`${typed}\` is on the network`, {
        ...options,
        rule: 'images:remote',
        fix: 'Save it in slides/ and give its path there: the room may have no network.'
      })
      continue
    }
    try {
      const bytes = await read(path)
      if (bytes && /\.svg$/i.test(path)) checkDrawing(slide, typed, bytes)
      if (bytes) continue
    } catch (problem) {
      reportUnread(slide.file, typed, problem, options.at)
      continue
    }
    error(slide.file, `Missing picture \`${typed}\``, {
      ...options,
      rule: 'slides:missing-image',
      expected: nearest(path, files),
      fix: didYouMean(path, [...files]) || `Put the file at ${join('slides', path)}.`
    })
  }
}

/** A drawing is shown without what runs in it; a damaged one would stop Slidev. */
function checkDrawing(slide: Slide, typed: string, bytes: Uint8Array): void {
  const options = {at: at(slide), actual: typed}
  try {
    const {removed} = cleanSvg(bytes)
    if (removed.length === 0) return
    const what = removed.map((one) => `\`${one}\``).join(', ')
    warn(slide.file, `Unsafe ${what} in \`${typed}\`, left out`, {
      ...options,
      rule: 'images:active-content',
      fix: 'Save the drawing as plain SVG, without scripts and without other files.'
    })
  } catch {
    error(slide.file, `Unreadable picture \`${typed}\``, {
      ...options,
      rule: 'images:unreadable',
      fix: 'Open the file to see whether it is whole, and save it again.'
    })
  }
}
