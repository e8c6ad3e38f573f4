/** A file that the disk does not give → a message that says why, and what to do. */

import type {VFile} from 'vfile'
import {error, type MessageOptions} from './messages.ts'

/** Why a file could not be read: `outside`, or the system's code. */
export interface UnreadProblem extends Error {
  why: string
}

/** What a `Folder` throws. */
export function unreadProblem(path: string, why: string, cause?: unknown): UnreadProblem {
  return Object.assign(new Error(`${path}: ${reasons[why]?.[0] ?? why}`, {cause}), {why})
}

/** Is it what a `Folder` throws? Anything else is a mistake of ours. */
export function isUnread(problem: unknown): problem is UnreadProblem {
  return problem instanceof Error && 'why' in problem && typeof problem.why === 'string'
}

/** Code → what is so, and what to do about it. */
const reasons: Record<string, [reason: string, fix: string]> = {
  EACCES: ['you may not read it', 'Change its permissions, or those of the folder that it lies in.'],
  EPERM: ['you may not read it', 'Change its permissions, or those of the folder that it lies in.'],
  ELOOP: ['its symbolic link leads back to itself', 'Replace the link by the file itself.'],
  ENOENT: ['its symbolic link leads nowhere', 'Replace the link by the file itself, or remove it.'],
  ENOTDIR: ['its symbolic link leads nowhere', 'Replace the link by the file itself, or remove it.'],
  EISDIR: ['it is a folder', 'Give the path of a file, or rename the folder.'],
  ENAMETOOLONG: ['its name is too long for the system', 'Give it a shorter name.'],
  EMFILE: ['too many files are open', 'Close other programs, or raise the limit with `ulimit -n 4096`.'],
  ENFILE: ['too many files are open', 'Close other programs and build again.'],
  EIO: ['the disk fails', 'Copy the file from a backup.'],
  special: ['it is neither a file nor a folder', 'Put an ordinary file there, or remove it.']
}

/**
 * Say that a file could not be read, at the place that names it or, without `at`, of the file itself.
 *
 * Emits `files:outside`, `files:unreadable`.
 *
 * @throws the problem, when it is not one of reading
 */
export function reportUnread(file: VFile, path: string, problem: unknown, at?: MessageOptions['at']): void {
  if (!isUnread(problem)) throw problem
  const place = at ? {at} : {}
  if (problem.why === 'outside') {
    error(file, `Path \`${path}\` is outside the thesis folder`, {
      ...place,
      rule: 'files:outside',
      fix: 'Copy the file into the thesis folder and give its path there.'
    })
    return
  }
  const [reason, fix] = reasons[problem.why] ?? [
    `the system says ${problem.why}`,
    'Check whether another program can open it.'
  ]
  error(file, `Unreadable file \`${path}\`: ${reason}`, {...place, rule: 'files:unreadable', fix})
}
