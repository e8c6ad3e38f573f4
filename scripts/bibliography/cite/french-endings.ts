/** Printed citations → the same as French writes them: what no style can say. */

import type {TextRun} from './rich-text.ts'

/** What is put in the place of a match, whatever formats it crosses. */
type Edit = (match: RegExpExecArray) => {start: number; end: number; text: string}

/** « consulté en mars », the wide space before a French colon, no full stop after an ellipsis. */
const edits: [RegExp, Edit][] = [
  [/\u202F(?=[:»])|(?<=«)\u202F/g, ({index}) => ({start: index, end: index + 1, text: '\u00A0'})],
  [
    // Published styles make of it: « Consulté lemars », « page consultée le mars ».
    /(?<=consultée?([ \u00A0\u202F]))le[ \u00A0\u202F]?(?=(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|\d{4}))/gi,
    ({index, 0: found, 1: space = ' '}) => ({start: index, end: index + found.length, text: `en${space}`})
  ],
  [/(?<=…[\s»]*)\.(?!\.)/g, ({index}) => ({start: index, end: index + 1, text: ''})]
]

/** Settle French endings in runs of text. */
export function settleFrench(runs: readonly TextRun[]): TextRun[] {
  return edits.reduce((settled, [pattern, edit]) => applyEdit(settled, pattern, edit), [...runs])
}

function applyEdit(runs: TextRun[], pattern: RegExp, edit: Edit): TextRun[] {
  const whole = runs.map(({leaf}) => (leaf.type === 'text' ? leaf.value : '\uFFFC')).join('')
  const found = [...whole.matchAll(pattern)].map((match) => edit(match as RegExpExecArray)).reverse()
  if (found.length === 0) return runs
  let end = whole.length
  return runs
    .toReversed()
    .map((run): TextRun => {
      const length = run.leaf.type === 'text' ? run.leaf.value.length : 1
      const start = end - length
      const value = run.leaf.type === 'text' ? applyInside(run.leaf.value, start, found) : undefined
      end = start
      return value === undefined ? run : {...run, leaf: {type: 'text', value}}
    })
    .reverse()
}

/** The part of the edits that lies in one text; what is put in stands where the edit starts. */
function applyInside(value: string, start: number, found: ReturnType<Edit>[]): string {
  let text = value
  for (const edit of found) {
    const from = edit.start - start
    const to = edit.end - start
    if (to <= 0 || from >= value.length) continue
    text = text.slice(0, Math.max(0, from)) + (from >= 0 ? edit.text : '') + text.slice(Math.min(value.length, to))
  }
  return text
}
