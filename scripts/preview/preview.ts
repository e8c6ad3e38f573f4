/** A pipeline and a folder → the preview: what changed is built, shown, printed and said to every open page. */

import path from 'node:path'
import {fontPaths} from '../document/fonts.ts'
import {termsOf} from '../document/terms.ts'
import type {Folder} from '../files.ts'
import type {ReportedMessage} from '../messages/list.ts'
import {editorCommand, startEditor} from './editor.ts'
import {createLive, type Draft} from './live.ts'
import {createLiveSite, pageOfLine} from './live-site.ts'
import {openPaper, type Paper} from './paper.ts'
import {type PreviewServer, type SourcePlace, servePreview} from './server.ts'
import {shellAssets, shellPage} from './shell.ts'
import {watchFolder} from './watch.ts'

export interface PreviewOptions {
  /** Read → transform → write. */
  build: (folder: Folder, isOld: () => boolean) => Promise<Draft>
  openFolder: (root: string) => Promise<Folder>
  /** The first to try. */
  port: number
  /** Command of the editor; else that of the machine is found. */
  editor?: string | undefined
  /** Look for changes every second instead of listening. */
  isPolled?: boolean | undefined
  /** Told what the author must know and no page shows. */
  log: (line: string) => void
}

/** What the browser is told of the thesis as a whole. */
interface Shown {
  lang: string
  title: string
  messages: ReportedMessage[]
  /** What is written cannot be shown: the last good site is. */
  isBroken: boolean
  /** Why, where no message says it. */
  problem?: string | undefined
  isPrinting: boolean
  /** This machine draws pages. */
  hasPaper: boolean
}

/** Open the preview of a folder, until it is closed. */
export async function openPreview(root: string, options: PreviewOptions): Promise<PreviewServer> {
  const site = createLiveSite()
  const shown: Shown = {lang: 'en', title: '', messages: [], isBroken: false, isPrinting: true, hasPaper: true}
  /** By what they are about: the site, what printing adds, each sheet that the engine refuses. They hold until the next of their kind. */
  const messages = new Map<string, ReportedMessage[]>()
  const say = (change: Partial<Shown> = {}) => {
    Object.assign(shown, change, {messages: unique([...messages.values()].flat())})
    server.send(stateEvent())
  }
  const stateEvent = () => ({name: 'state', json: JSON.stringify({...shown, pages: site.pages()})})
  /** Each page as JSON, as it was last told. */
  let told: string[] = []
  const tellPages = () => {
    const pages = paper.pages().map((page) => JSON.stringify(page))
    const places = new Map(told.map((page, index) => [page, index]))
    // By its place in the former list, what was told.
    server.send({name: 'paper', json: `[${pages.map((page) => places.get(page) ?? page).join()}]`})
    told = pages
  }
  const paper = openPaper({
    onPages: tellPages,
    onDone: () => say({isPrinting: false}),
    onFailed(sheet, errors) {
      const reason = `The PDF engine refused the document: ${errors.map(({message}) => message).join('; ')}`
      const [file = sheet] = Object.keys(site.pages().find(({name}) => name === `${sheet}.html`)?.sources ?? {})
      messages.set(`sheet ${sheet}`, [{file, severity: 'error', rule: 'pdf:engine', reason: reason.slice(0, 500)}])
      say()
    },
    onNone: () => say({hasPaper: false, isPrinting: false})
  })
  // The language of the page is that of the thesis.
  const {promise: first, resolve: endFirst} = Promise.withResolvers<void>()
  const assets = shellAssets()
  const server = await servePreview(
    {
      async shell() {
        await first
        return shellPage({lang: shown.lang, title: shown.title || path.basename(root)}, termsOf(shown.lang))
      },
      asset: (name) => assets.get(name),
      siteFile: site.file,
      picture: paper.picture,
      greeting: () => [stateEvent(), {name: 'paper', json: `[${told.join()}]`}],
      find(place) {
        const page = pageOfLine(site.pages(), place.file, place.line)
        if (!page) return undefined
        const found = {...place, page: page.name, ...findPrinted(paper, place)}
        server.send({name: 'at', json: JSON.stringify(found)})
        return found
      },
      open: async (place) => openSource(await options.openFolder(root), place, options.editor)
    },
    options.port
  )

  const fonts = fontPaths()
  const {start, change} = createLive({
    build: async (isOld) => options.build(await options.openFolder(root), isOld),
    onDraft({site: made, messages: said}) {
      messages.set('site', said)
      const {updates = [], others = []} = made ? site.replace(made.pages) : {}
      for (const one of updates) server.send({name: 'page', json: JSON.stringify(one)})
      if (others.length > 0) server.send({name: 'files', json: JSON.stringify(others)})
      say({
        ...(made && {lang: made.lang, title: made.title, isPrinting: shown.hasPaper}),
        isBroken: made === undefined,
        problem: undefined
      })
      endFirst()
    },
    onProblem({message}) {
      say({isBroken: true, problem: message})
      endFirst()
    },
    onPrint(project, said) {
      const former = [...messages.keys()]
      for (const name of former) if (name.startsWith('sheet ')) messages.delete(name)
      const ofSite = new Set(messages.get('site')?.map((message) => JSON.stringify(message)))
      messages.set(
        'print',
        said.filter((message) => !ofSite.has(JSON.stringify(message)))
      )
      say()
      if (shown.hasPaper) paper.typeset(project, fonts)
    }
  })
  const watcher = watchFolder(root, () => void change(), {
    isPolled: options.isPolled ?? false,
    onStart: start,
    onPolling: (why) => options.log(`Files are looked at every second: ${why}.`)
  })
  void change()
  return {
    ...server,
    async close() {
      watcher.close()
      await Promise.all([server.close(), paper.close()])
    }
  }
}

/** The printed page of a line, from 1, and how far down its block begins, in points. */
function findPrinted(paper: Paper, {file, line}: SourcePlace): {sheet?: number; top?: number} {
  let best: {sheet: number; top: number; start: number} | undefined
  let first: typeof best
  for (const [index, {marks}] of paper.pages().entries()) {
    for (const [, path, start, top] of marks) {
      if (path === file) first ??= {sheet: index + 1, top, start}
      if (path === file && start <= line && start > (best?.start ?? 0)) best = {sheet: index + 1, top, start}
    }
  }
  // The title of a chapter is no block.
  const {sheet, top} = best ?? first ?? {}
  return sheet === undefined ? {} : {sheet, top: top!}
}

/** Only what the thesis folder holds is opened. */
async function openSource(folder: Folder, {file, line, column}: SourcePlace, setting: string | undefined) {
  const place = `${file}:${line}`
  if (!(await folder.read(file))) throw new Error(`There is no \`${file}\`.`)
  const command = editorCommand({file: path.join(folder.root, file), line, column}, setting)
  if (!command) return {place, isOpened: false}
  const problem = await startEditor(command)
  return {place, isOpened: problem === undefined, problem}
}

function unique(all: readonly ReportedMessage[]): ReportedMessage[] {
  return [...new Map(all.map((message) => [JSON.stringify(message), message])).values()]
}
