// A place in the sources, and where the eye rests: what web page and paper have in common.

/** Share of the window's height at which one reads. */
export const readingLine = 0.3

/** @typedef {{file: string, line: number, share: number}} Place  a block of a source, and how far down in it */

/** `thesis/1.md:12` → its file and line. */
export function readSource(text) {
  const colon = text.lastIndexOf(':')
  return {file: text.slice(0, colon), line: Number(text.slice(colon + 1))}
}

/** The words of a message, what it quotes in `code`. */
export function putWords(element, text) {
  for (const [index, words] of text.split('`').entries()) {
    if (index % 2 === 0) {
      element.append(words)
      continue
    }
    const code = element.ownerDocument.createElement('code')
    code.textContent = words
    element.append(code)
  }
  return element
}

/** Colour a place and let it fade. */
export function flash(element, colour) {
  element.animate(
    [{backgroundColor: colour}, {backgroundColor: colour, offset: 0.4}, {backgroundColor: 'transparent'}],
    {
      duration: 1800,
      easing: 'ease-out'
    }
  )
}

/** Ask the server to open a place in the editor. */
export async function openEditor({file, line, column = 1}) {
  const answer = await fetch('/open', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({file, line, column})
  })
  return answer.json()
}
