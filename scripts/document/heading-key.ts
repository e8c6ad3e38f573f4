/** A heading as typed → what `[Heading]` names it by. */

/**
 * The title of a heading, `#` and attributes left out, so that titles compare as CommonMark compares labels of links:
 * whatever their case and spaces.
 *
 * @param typed  lines of a heading, or a label between brackets
 */
export function headingKey(typed: string): string {
  const title = typed
    .trim()
    .replace(/^#{1,6}[ \t]+/, '')
    .replace(/\n[ \t>]{0,9}(?:=+|-+)$/, '')
    .replace(/[ \t]{0,9}\{[^{}]{1,500}\}$/, '')
    .replace(/[ \t]{1,9}#{1,9}$/, '')
  return asIdentifier(title)
}

/** A label as micromark compares it. */
export function asIdentifier(label: string): string {
  return label
    .replace(/[\t\n\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .toLowerCase()
    .toUpperCase()
}

/** Keys of the lines that look like headings; some are lines of code, which nothing is named by. */
export function headingKeysIn(text: string): Set<string> {
  const keys = new Set<string>()
  let before = ''
  for (const line of text.split(/\r\n?|\n/)) {
    if (/^[ >\t]{0,9}#{1,6}[ \t]/.test(line)) keys.add(headingKey(line.replace(/^[ >\t]+/, '')))
    else if (before !== '' && /^[ >]{0,9}(?:=+|-+)[ \t]*$/.test(line)) keys.add(headingKey(before))
    before = line.replace(/^[ >\t]+/, '')
  }
  keys.delete('')
  return keys
}
