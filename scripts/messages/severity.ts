/** Messages and what the author set about them → the messages that count: severities by rule, places silenced by a comment. */

import type {Position} from 'unist'
import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {inform, warn} from './messages.ts'
import {didYouMean, nearest} from './nearest.ts'
import {isRule, type RuleId, rules} from './rules.ts'

/** What `rules:` in `thesis.yml` may say of a rule. */
export const severities = ['off', 'info', 'warning', 'error'] as const
export type RuleSetting = (typeof severities)[number]

/** `<!-- thesis-ignore rule, rule -->`, and the lines of the block after it. */
export interface Ignore {
  /** The rules as typed. */
  rules: string[]
  /** First and last line silenced, from 1. */
  start: number
  end: number
  /** The comment. */
  at: Position
  /** Whether a message was silenced. */
  isUsed?: boolean
}

declare module 'vfile' {
  interface DataMap {
    ignores?: Ignore[]
  }
}

/**
 * Set the severity of every message as the author asked, and take out what is off or silenced.
 *
 * May be called again as messages are added: it changes nothing more on those that it has seen.
 */
export function applySeverities(files: readonly VFile[], settings: Partial<Record<RuleId, RuleSetting>>): void {
  for (const file of new Set(files)) {
    const ignores = file.data.ignores ?? []
    file.messages = file.messages.filter((message) => {
      const setting = settings[ruleOf(message) as RuleId]
      if (setting === 'off' || silence(message, ignores)) return false
      if (setting) message.fatal = fatalOf[setting]
      return true
    })
  }
}

/** Emits `messages:unused-ignore` and `messages:unknown-rule` for comments that silence nothing. Called once, at the end. */
export function reportUnusedIgnores(files: readonly VFile[]): void {
  for (const file of new Set(files)) {
    for (const {rules: typed, isUsed, at} of file.data.ignores ?? []) {
      const unknown = typed.filter((rule) => !isRule(rule))
      for (const rule of unknown) {
        warn(file, `Unknown rule \`${rule}\` in \`thesis-ignore\``, {
          at,
          rule: 'messages:unknown-rule',
          actual: rule,
          expected: nearest(rule, Object.keys(rules)),
          fix: didYouMean(rule, Object.keys(rules)) || 'Write the rule as it is printed after the message.'
        })
      }
      if (isUsed || unknown.length > 0) continue
      inform(file, typed.length > 0 ? 'Unused `thesis-ignore`' : '`thesis-ignore` names no rule', {
        at,
        rule: 'messages:unused-ignore',
        fix:
          typed.length > 0
            ? 'Remove the comment: the block after it has no such message.'
            : 'Name the rules to silence: `<!-- thesis-ignore text:doubled-word -->`.'
      })
    }
  }
}

/** The comment of an author, as `Ignore`; undefined for any other comment. */
export function readIgnore(comment: string): string[] | undefined {
  const typed = /^\s*<!--\s*thesis-ignore\b([^>]*?)-->\s*$/.exec(comment)?.[1]
  return typed?.split(/[\s,]+/).filter(Boolean)
}

/** `--draft`: what would stop the build only warns. */
export function softenErrors(files: readonly VFile[]): void {
  for (const file of files) {
    for (const message of file.messages) if (message.fatal) message.fatal = false
  }
}

const fatalOf = {info: undefined, warning: false, error: true}

function silence(message: VFileMessage, ignores: readonly Ignore[]): boolean {
  const line = message.line
  if (!line) return false
  const found = ignores.find(
    ({rules: silenced, start, end}) => line >= start && line <= end && silenced.includes(ruleOf(message))
  )
  if (found) found.isUsed = true
  return found !== undefined
}

/** `references:unknown-label` */
export function ruleOf({source, ruleId}: VFileMessage): string {
  return [source, ruleId].filter(Boolean).join(':')
}
