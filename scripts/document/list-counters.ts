/** The style of a list → the sign that HTML and Typst count by. */

import type {ListNumbering} from './nodes.ts'

export const listCounters: Record<ListNumbering['style'], string> = {
  decimal: '1',
  example: '1',
  'lower-alpha': 'a',
  'upper-alpha': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I'
}
