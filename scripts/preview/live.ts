/** Changes → builds, one at a time, the latest state always the last: what the browser is shown, and what is printed. */

import {setTimeout} from 'node:timers/promises'
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
  /** Read and write everything; throws when the folder cannot be read. */
  build: () => Promise<Draft>
  /** The site and its messages, or why there is none. */
  onDraft: (draft: Draft) => void
  onProblem: (problem: Error) => void
  /** What is to be printed, with all messages. */
  onPrint: (project: TypstProject, messages: ReportedMessage[]) => void
}

/** Milliseconds in which browsers fetch the new page, before its print is made ready. */
const headStart = 50

/**
 * Build again after each change.
 *
 * @returns called after a change; a change during a build leads to one more, however many there are
 */
export function createLive({build, onDraft, onProblem, onPrint}: LiveOptions): () => Promise<void> {
  let isChanged = false
  let running: Promise<void> | undefined
  const run = async () => {
    while (isChanged) {
      isChanged = false
      try {
        const draft = await build()
        onDraft(draft)
        await setTimeout(headStart)
        if (isChanged || !draft.print) continue
        const {project, messages} = draft.print()
        onPrint(project, messages)
      } catch (problem) {
        onProblem(problem as Error)
      }
    }
    running = undefined
  }
  return () => {
    isChanged = true
    running ??= run()
    return running
  }
}
