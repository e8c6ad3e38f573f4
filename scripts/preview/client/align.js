// Two lists of texts → what they have in common, in order: of a page and the same page made anew, in the browser and before it.

/** More pairs than this are not compared one with the other. */
const mostPairs = 250_000

/** Pairs of places that hold the same, in order: the longest such list, where that is not too much work. */
export function align(before, after) {
  const pairs = []
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) {
    pairs.push([start, start])
    start += 1
  }
  let [endBefore, endAfter] = [before.length, after.length]
  const tail = []
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore -= 1
    endAfter -= 1
    tail.unshift([endBefore, endAfter])
  }
  const rows = endBefore - start
  const columns = endAfter - start
  if (rows * columns <= mostPairs) pairs.push(...longest(before, after, start, rows, columns))
  return [...pairs, ...tail]
}

function longest(before, after, start, rows, columns) {
  const width = columns + 1
  const lengths = new Uint32Array((rows + 1) * width)
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const isSame = before[start + row] === after[start + column]
      lengths[row * width + column] = isSame
        ? lengths[(row + 1) * width + column + 1] + 1
        : Math.max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
    }
  }
  const pairs = []
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (before[start + row] === after[start + column]) pairs.push([start + row++, start + column++])
    else if (lengths[(row + 1) * width + column] >= lengths[row * width + column + 1]) row += 1
    else column += 1
  }
  return pairs
}
