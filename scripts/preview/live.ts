/** Changes → builds, one at a time, the latest state always the last: what the browser is shown, and what is printed. */

import {setImmediate, setTimeout} from 'node:timers/promises'
import type {OutputFile} from '../document/thesis.ts'
import type {ReportedMessage} from '../messages/list.ts'
import type {TypstProject} from '../write/typst/index.ts'

/** What a build gives to be seen. */
export interface Draft {
  /** `lang` in BCP 47, the site as files of `html/…`. None when the settings of the thesis cannot be read. */
  site?: {lang: string; title: string; pages: OutputFile[]}
  messages: ReportedMessage[]
  /** What the printed pages are made of, and all messages, those about print included: made once the site is shown. */
  print?: () => {project: TypstProject; messages: ReportedMessage[]}
}

export interface LiveOptions {
  /** Read and write everything; throws when the folder cannot be read, and may throw when what it has read is old. */
  build: (isOld: () => boolean) => Promise<Draft>
  /** The site and its messages, or why there is none. */
  onDraft: (draft: Draft) => void
  onProblem: (problem: Error) => void
  /** What is to be printed, with all messages. */
  onPrint: (project: TypstProject, messages: ReportedMessage[]) => void
}

export interface Live {
  /** Something is being written: what a build has read may be half of it. */
  start: () => void
  /** Something was written. A change during a build leads to one more, however many there are. */
  change: () => Promise<void>
}

/** Milliseconds in which browsers show the new page, before its print is made ready. */
const headStart = 5
/** A change is shown after this at the latest, whatever is written meanwhile. */
const longest = 500

/** Build again after each change, and show what no later change has overtaken. */
export function createLive({build, onDraft, onProblem, onPrint}: LiveOptions): Live {
  let isChanged = false
  let isStarted = false
  /** When the first of the changes came that are not shown yet. */
  let since: number | undefined
  let running: Promise<void> | undefined
  const isOld = () => isStarted && Date.now() < since! + longest
  const run = async () => {
    while (isChanged) {
      isChanged = false
      isStarted = false
      since ??= Date.now()
      try {
        const draft = await build(isOld)
        // What the file system has to say is heard between two turns.
        await setImmediate()
        if (isOld()) continue
        since = undefined
        onDraft(draft)
        await setTimeout(headStart)
        if (isStarted || !draft.print) continue
        const {project, messages} = draft.print()
        onPrint(project, messages)
      } catch (problem) {
        if (isOld()) continue
        since = undefined
        onProblem(problem as Error)
      }
    }
    running = undefined
  }
  return {
    start: () => {
      isStarted = true
    },
    change: () => {
      isChanged = true
      isStarted = true
      running ??= run()
      return running
    }
  }
}
