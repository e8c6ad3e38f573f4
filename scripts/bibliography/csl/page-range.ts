/** « 321-328 » → “321–28”, “321–8”, as a style wants ranges of pages. CSL 1.0.2, Appendix V. */

const range =
  /(?<![\p{L}\d])((?:\d*\p{L}+)?)(\d{1,12})(\p{L}*)\s*(?:--?|–)\s*((?:\d*\p{L}+)?)(\d{1,12})(\p{L}*)(?![\d-])/giu

const otherRange = /(?<![a-z\d])(\d+[a-z]?|[ivxlcdm]+)\s*--?\s*(?=(?:\d+[a-z]?|[ivxlcdm]+)(?![a-z\d]))/gi

/** Stands for hyphens that join no range while ranges are looked for. */
const keptHyphen = '\u0001'

/** Format the ranges in a text. `\-` is a hyphen in one page's name. Without a format, only the dash changes. */
export function formatPages(text: string, format: string | undefined, dash: string): string {
  if (!/[-–]/.test(text)) return text
  const formatRange = (whole: string, ...[before, first, letter, second, last, end]: string[]) => {
    const joined = (mark: string) => whole.replace(/\s*(?:--?|–)\s*/, mark)
    if (format === undefined || letter !== '') return joined(dash)
    if (before !== second) return joined(keptHyphen)
    const full = first!.slice(0, Math.max(0, first!.length - last!.length)) + last
    if (Number(full) < Number(first)) return joined(dash)
    return `${before}${first}${dash}${format === 'expanded' ? before + full : shorten(first!, full, format)}${end}`
  }
  return text
    .replace(/\s*\\-\s*/g, keptHyphen)
    .replace(range, formatRange)
    .replace(otherRange, `$1${dash}`)
    .replaceAll(keptHyphen, '-')
}

function shorten(first: string, full: string, format: string): string {
  if (format === 'minimal') return changedPart(first, full, 1)
  if (format === 'minimal-two') return changedPart(first, full, 2)
  return format.startsWith('chicago') ? shortenChicago(first, full, format === 'chicago-16') : full
}

function shortenChicago(first: string, full: string, isSixteenth: boolean): string {
  const value = Number(first)
  if (value < 100 || value % 100 === 0) return full
  if (value % 100 < 10) return changedPart(first, full, 1)
  const changed = [...full].filter((digit, index) => digit !== first[index]).length
  return !isSixteenth && full.length === 4 && first.length === 4 && changed >= 3 ? full : changedPart(first, full, 2)
}

/** The digits from the first that changes, and at least so many. */
function changedPart(first: string, full: string, least: number): string {
  if (first.length !== full.length) return full
  let start = 0
  while (start < first.length - least && first[start] === full[start]) start++
  return full.slice(start)
}
