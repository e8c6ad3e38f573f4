/** Works of the bibliography and a keyword of theirs, `lecture : résumé` → a table of what each has. */

import type {Library} from '../../bibliography/library.ts'
import type {FilledTable} from '../../data/filled-table.ts'
import type {Problem} from '../../data/problem.ts'
import {capitalise} from '../../document/text.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'

const known = ['keyword', 'by']

/**
 * The works that have a keyword `<keyword>: value`, as `:::case-table{name="works" keyword="lecture"}` asks for them.
 *
 * A line a work, its citation and its value, by value and then in the order of the keys; with `by="value"` a line a
 * value, with the number of works that have it. Problems: `data:unknown-option`, `data:unknown-value`.
 */
export function worksTable(
  works: Pick<Library, 'keys' | 'load'>,
  {keyword, by, ...others}: Record<string, string>
): FilledTable | Problem {
  const other = Object.keys(others)[0]
  if (other !== undefined || keyword === undefined || (by !== undefined && by !== 'value')) {
    return {
      reason: other === undefined ? 'Missing or wrong option of a table of works' : `Unknown option \`${other}\``,
      rule: 'data:unknown-option',
      fix:
        (other !== undefined && didYouMean(other, known)) ||
        'Write `keyword="…"`, the word before the colon in `keywords` of the entries, and if you like `by="value"`.',
      expected: other === undefined ? known : nearest(other, known)
    }
  }
  const items = works.load(works.keys())
  const names = new Set<string>()
  const found: Array<{key: string; value: string}> = []
  for (const [key, item] of items) {
    for (const one of (item.keyword ?? '').split(/[,;]/)) {
      const [, name, value] = /^\s*([^:]*\S)\s*:\s*(.*\S)\s*$/.exec(one) ?? []
      if (name === undefined || value === undefined) continue
      names.add(name)
      if (name === keyword) found.push({key, value})
    }
  }
  if (found.length === 0) {
    return {
      reason: `Unknown keyword \`${keyword}\`: no entry has \`${keyword}: …\` among its \`keywords\``,
      rule: 'data:unknown-value',
      fix: didYouMean(keyword, [...names]) || `Give the entries a field \`keywords = {${keyword}: …}\`.`,
      expected: nearest(keyword, [...names])
    }
  }
  const groups = [...Map.groupBy(found, ({value}) => value)].sort(([, a], [, b]) => b.length - a.length)
  const title = capitalise(keyword)
  if (by === 'value') {
    const rows = groups.map(([value, group]) => [{text: value}, {text: String(group.length)}])
    return {align: ['left', 'right'], head: [title, ''], rows: [...rows, [{text: ''}, {text: String(found.length)}]]}
  }
  const rows = groups.flatMap(([value, group]) =>
    group
      .map(({key}) => key)
      .sort()
      .map((key) => [{text: '', cite: [key]}, {text: value}])
  )
  return {align: ['left', 'left'], head: ['', title], rows}
}
