/** CSL's marks in the text of an item (`<i>`, `<sup>`, `<span class="nocase">`…): taken out, or kept from being taken for one. */

const mark = /<\/?(?:i|b|sc|sup|sub)>|<\/?span(?: [^>]*)?>/g

/** What citation engines take for a mark. */
const markStart = String.raw`<(?=/?(?:i|b|sc|su[bp]|span)[\s>])`

/** Take CSL's marks out of a text. */
export function stripCslMarks(text: string): string {
  return text.replace(mark, '')
}

/** Keep an engine from taking a literal `<i>` for a mark, by a word joiner after the `<`. */
export function protectCslMarks(text: string): string {
  return text.replace(new RegExp(markStart, 'gi'), '<\u2060')
}

/** Whether an engine takes what stands at an offset for a mark. */
export function startsCslMark(text: string, offset: number): boolean {
  const pattern = new RegExp(markStart, 'iy')
  pattern.lastIndex = offset
  return pattern.test(text)
}
