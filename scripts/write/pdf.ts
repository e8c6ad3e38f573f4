/** What `writeTypst` wrote → `thesis.pdf`, tagged, through Typst. */

import type {OutputFile} from '../document/thesis.ts'
import {fontPaths} from './typst/fonts.ts'
import type {TypstProject} from './typst/index.ts'
import {compileTypst} from './typst-engine.ts'

export interface WritePdfOptions {
  /** Written into the PDF as its date; `SOURCE_DATE_EPOCH` for instance. None at all when absent. */
  date?: Date
  /** Told which engine ran. */
  log?: (line: string) => void
}

/**
 * Write the thesis on paper.
 *
 * Same project, same bytes. PDF/UA-1 when every picture and formula has an alternative text, otherwise
 * tagged all the same. Messages land on the files of the chapters.
 *
 * Emits `pdf:…` and `math:unreadable`.
 *
 * @throws {Error} when the engine fails for a reason that is not in the text
 */
export async function writePdf(project: TypstProject, options: WritePdfOptions = {}): Promise<OutputFile[]> {
  const standard = project.isAccessible ? 'ua-1' : undefined
  const answer = await compileTypst({
    files: project.files,
    main: project.main,
    fonts: fontPaths(),
    ...(options.date ? dated(options.date) : {}),
    ...(standard ? {standard} : {})
  })
  options.log?.(answer.engine)
  if (!answer.pdf) {
    throw new Error(
      `The PDF engine refused the document: ${answer.errors.map(({message, path}) => `${message} (${path})`).join('; ')}`
    )
  }
  return [{path: 'thesis.pdf', contents: answer.pdf}]
}

function dated(date: Date): {date: string; timestamp: number} {
  return {date: date.toISOString().slice(0, 10), timestamp: Math.floor(date.getTime() / 1000)}
}
