/** A text → line and column of any of its offsets. Imports nothing. */

/** Find the place of an offset, from line and column 1; `firstLine` is the line of the file where the text starts, from 1. */
export function placeOffsets(text: string, firstLine: number): (offset: number) => {line: number; column: number} {
  const starts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return (offset) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return {line: firstLine + low, column: offset - starts[low]! + 1}
  }
}
