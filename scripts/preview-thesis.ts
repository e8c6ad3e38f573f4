/** A thesis folder → its preview on this machine: the site and the printed pages, made again after each change. */

import path from 'node:path'
import {openCitations} from './bibliography/cite/cite.ts'
import {fontPaths} from './document/fonts.ts'
import {termsOf} from './document/terms.ts'
import {type Folder, openFolder} from './files.ts'
import {listMessages, type ReportedMessage} from './messages/list.ts'
import {applySeverities, reportUnusedIgnores} from './messages/severity.ts'
import {openThesis} from './open-thesis.ts'
import {editorCommand, startEditor} from './preview/editor.ts'
import {createLive, type Draft} from './preview/live.ts'
import {openPaper} from './preview/paper.ts'
import {type PreviewServer, type SourcePlace, servePreview} from './preview/server.ts'
import {shellAssets, shellPage} from './preview/shell.ts'
import {createLiveSite, pageOfLine} from './preview/live-site.ts'
import {watchFolder} from './preview/watch.ts'
import {silently} from './progress.ts'
import {writeHtml} from './write/html/index.ts'
import {writeTypst} from './write/typst/index.ts'

export interface PreviewOptions {
  /** The first to try. */
  port: number
  /** Command of the editor; else that of the machine is found. */
  editor?: string | undefined
  /** Look for changes every second instead of listening. */
  isPolled?: boolean | undefined
  /** The project's own CSL styles. */
  ownStyles: Folder
  /** Told what the author must know and no page shows. */
  log: (line: string) => void
}

/** The preview of a folder, until it is closed. */
export async function previewThesis(root: string, options: PreviewOptions): Promise<PreviewServer> {
  const site = createLiveSite()
  const state = {
    lang: 'en',
    title: '',
    messages: [] as ReportedMessage[],
    /** Messages of the printer, by sheet: they are about pages that stay as they were. */
    refused: new Map<string, ReportedMessage>(),
    /** Why the site is not what is written. */
    problem: undefined as string | undefined,
    isBroken: false,
    isPrinting: true,
    hasPaper: true
  }
  const assets = shellAssets()
  const stateEvent = () => ({
    name: 'state',
    data: {
      lang: state.lang,
      title: state.title,
      pages: site.pages(),
      messages: [...state.messages, ...state.refused.values()],
      problem: state.problem,
      isBroken: state.isBroken,
      isPrinting: state.isPrinting,
      hasPaper: state.hasPaper
    }
  })
  const paperEvent = () => ({name: 'paper', data: {pages: paper.pages()}})
  const paper = openPaper({
    onPages: () => server.send(paperEvent()),
    onDone() {
      state.isPrinting = false
      server.send(stateEvent())
    },
    onFailed(sheet, errors) {
      const reasons = errors.map(({message}) => message).join('; ')
      state.refused.set(sheet, {
        file: sheet,
        severity: 'error',
        rule: 'pdf:engine',
        reason: `The PDF engine refused the document: ${reasons.slice(0, 500)}`
      })
      server.send(stateEvent())
    },
    onNone() {
      state.hasPaper = false
      state.isPrinting = false
      server.send(stateEvent())
    }
  })

  /** The language of the page is that of the thesis. */
  const {promise: first, resolve: endFirst} = Promise.withResolvers<void>()
  const server = await servePreview(
    {
      async shell() {
        await first
        return shellPage({lang: state.lang, title: state.title || path.basename(root)}, termsOf(state.lang))
      },
      asset: (name) => assets.get(name),
      siteFile: site.file,
      picture: paper.picture,
      greeting: () => [stateEvent(), paperEvent()],
      find(place) {
        const page = pageOfLine(site.pages(), place.file, place.line)
        if (!page) return undefined
        const found = {...place, page: page.name, ...findPrinted(place)}
        server.send({name: 'at', data: found})
        return found
      },
      open: (place) => openSource(root, place, options.editor)
    },
    options.port
  )

  /** The printed page of a line, from 1, and how far down its block begins, in points. */
  const findPrinted = ({file, line}: SourcePlace): {sheet?: number; top?: number} => {
    const marks = paper
      .pages()
      .flatMap((page, index) =>
        page.marks.flatMap(([, path, start, top]) =>
          path === file && start <= line ? [{sheet: index + 1, start, top}] : []
        )
      )
    const nearest = marks.reduce((best, mark) => (mark.start > best.start ? mark : best), marks[0]!)
    return nearest === undefined ? {} : {sheet: nearest.sheet, top: nearest.top}
  }

  let siteMessages: ReportedMessage[] = []
  /** What printing adds; it holds until the next print. */
  let printMessages: ReportedMessage[] = []
  const fonts = fontPaths()
  const format = openCitations()
  const change = createLive({
    build: async () => buildDraft(await openFolder(root), options.ownStyles, format),
    onDraft({lang, title, site: files, messages}) {
      state.isBroken = files === undefined
      state.problem = undefined
      siteMessages = messages
      state.messages = [...messages, ...printMessages]
      if (files) {
        Object.assign(state, {lang, title, isPrinting: state.hasPaper})
        site.replace(files)
      }
      server.send(stateEvent())
      endFirst()
    },
    onProblem({message}) {
      state.problem = message
      state.isBroken = true
      server.send(stateEvent())
      endFirst()
    },
    onPrint(project, messages) {
      const known = new Set(siteMessages.map((message) => JSON.stringify(message)))
      printMessages = messages.filter((message) => !known.has(JSON.stringify(message)))
      state.messages = messages
      state.refused.clear()
      server.send(stateEvent())
      if (state.hasPaper) paper.typeset(project, fonts)
    }
  })
  const onPolling = (why: string) => options.log(`Files are looked at every second: ${why}.`)
  const watcher = watchFolder(root, () => void change(), {isPolled: options.isPolled ?? false, onPolling})
  void change()
  return {
    ...server,
    async close() {
      watcher.close()
      await Promise.all([server.close(), paper.close()])
    }
  }
}

/** Read → transform → write the site; what is printed is made when it is asked for. */
async function buildDraft(folder: Folder, ownStyles: Folder, format: ReturnType<typeof openCitations>): Promise<Draft> {
  const {sources, opened} = await openThesis(folder, ownStyles, silently, {format})
  const {files, config} = sources
  const say = () => {
    applySeverities(files, config?.rules ?? {})
    return listMessages(files)
  }
  if (!opened) return {lang: 'en', title: '', messages: say()}
  const {thesis} = opened
  const site = writeHtml(thesis, {hasSources: true})
  return {
    lang: opened.config.lang,
    title: opened.config.title,
    site,
    messages: say(),
    print() {
      const project = writeTypst(thesis, {hasOrigins: true})
      say()
      reportUnusedIgnores(files)
      return {project, messages: say()}
    }
  }
}

/** Only what the thesis folder holds is opened. */
async function openSource(
  root: string,
  {file, line, column}: SourcePlace,
  setting: string | undefined
): Promise<object> {
  const place = `${file}:${line}`
  const folder = await openFolder(root)
  if (!(await folder.read(file))) throw new Error(`There is no \`${file}\`.`)
  const command = editorCommand({file: `${folder.root}/${file}`, line, column}, setting)
  if (!command) return {place, isOpened: false}
  const problem = await startEditor(command)
  return {place, isOpened: problem === undefined, problem}
}
