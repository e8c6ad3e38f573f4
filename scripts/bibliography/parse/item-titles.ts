/** The titles of an entry, its book, journal, series and event → those of its item. */

import {isFrench} from '../../document/language.ts'
import type {CslItem, ItemType} from '../entry.ts'
import {stripCslMarks} from './csl-marks.ts'
import {type EntrySource, sentences, textOf, titleText} from './field-text.ts'

type Titles = Partial<Pick<CslItem, 'title' | 'container-title' | 'volume-title' | 'event-title'>>

/** BibLaTeX splits a title into three fields. */
type TitleFields = readonly [title: string, subtitle: string, addon: string]

const work: TitleFields = ['title', 'subtitle', 'titleaddon']
const book: TitleFields = ['booktitle', 'booksubtitle', 'booktitleaddon']
const volumes: TitleFields = ['maintitle', 'mainsubtitle', 'maintitleaddon']
const journal: TitleFields = ['journaltitle', 'journalsubtitle', 'journaltitleaddon']
const issue: TitleFields = ['issuetitle', 'issuesubtitle', 'issuetitleaddon']

/** The titles of an entry. A paper whose proceedings have no title is in those of its event. */
export function titlesOf(source: EntrySource, type: ItemType): Titles {
  const event = sentences(textOf(source, 'eventtitle'), textOf(source, 'eventtitleaddon'))
  const titles = ownTitles(source, type)
  const container = titles['container-title'] ?? (type === 'paper-conference' ? event : undefined)
  return {...titles, 'container-title': container, 'event-title': event}
}

function ownTitles(source: EntrySource, type: ItemType): Titles {
  const {entry, fields} = source
  const ownTitle = titleOf(source, work)
  const ofIssue = titleOf(source, issue)
  if (entry.type === 'periodical' && fields.has(issue[0])) return {title: ofIssue, 'container-title': ownTitle}
  const isPart = fields.has(book[0]) || type === 'chapter' || type === 'paper-conference'
  const whole = titleOf(source, volumes)
  const ofJournal = titleOf(source, journal)
  const title = isPart ? ownTitle : sentences(whole, ownTitle)
  // The whole work, then its volume: styles print no title of a volume of their own.
  const container = ofJournal ?? sentences(isPart ? whole : undefined, titleOf(source, book))
  return {
    title,
    'container-title': container === title ? undefined : container,
    'volume-title': ofJournal && ofIssue
  }
}

function titleOf(source: EntrySource, [title, subtitle, addon]: TitleFields): string | undefined {
  const main = titleText(source, title)
  const sub = titleText(source, subtitle)
  const full = main && sub ? main + subtitleSign(source, main) + sub : (main ?? sub)
  return sentences(full, textOf(source, addon))
}

/** « Titre : sous-titre », “Title: subtitle”; nothing after a title that ends its sentence. */
function subtitleSign({language, lang}: EntrySource, title: string): string {
  if (/[?!:.…]$/.test(stripCslMarks(title))) return ' '
  return isFrench(language ?? lang) ? '\u00A0: ' : ': '
}
