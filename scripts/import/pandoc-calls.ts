/** A Makefile or a shell script → the calls of Pandoc in it, as far as they are plain: their words, each with its line. */

/** A word of a call, its variables filled in. */
export interface Word {
  text: string
  /** From 1. */
  line: number
}

interface Line {
  text: string
  /** Where each character of `text` that follows a joined line's end is counted from: `[offset, line]`. */
  starts: Array<[offset: number, line: number]>
}

/** The words after `pandoc`, a list a call. */
export function pandocCalls(text: string): Word[][] {
  const variables = new Map([
    ['CURDIR', '.'],
    ['PWD', '.']
  ])
  const calls: Word[][] = []
  let needed = ''
  for (const line of joinLines(text)) {
    const set = /^\s*(?:export\s+)?([A-Za-z_][\w-]*)\s*[:?+]?=(.*)$/.exec(line.text)
    const rule = /^[^\s#:=][^:=#]*::?(?!=)([^=]*)$/.exec(line.text)
    if (set) variables.set(set[1]!, unquoted(expand(set[2]!.replace(/\s#.*$/, '').trim(), variables)))
    else if (rule) needed = expand(rule[1]!.trim(), variables)
    if (set || /^\s*(?:#|@?echo\b|rem\b)/i.test(line.text)) continue
    const own = new Map([...variables, ['^', needed], ['<', needed.split(/\s+/)[0] ?? ''], ['+', needed]])
    const words = wordsOf(line, own)
    const start = words.findIndex(({text}) => /(?:^|\/)@?pandoc(?:\.exe)?$/.test(text))
    if (start === -1) continue
    const end = words.findIndex(({text}, index) => index > start && /^(?:&&|\|\|?|;)$/.test(text))
    calls.push(words.slice(start + 1, end === -1 ? undefined : end))
  }
  return calls
}

/** Lines that end with `\` go on in the next one. */
function joinLines(text: string): Line[] {
  const lines: Line[] = []
  let open: Line | undefined
  for (const [index, typed] of text.split(/\r?\n/).entries()) {
    const goesOn = /[\\^`]\s*$/.test(typed)
    const part = goesOn ? typed.replace(/[\\^`]\s*$/, ' ') : typed
    if (open) {
      open.starts.push([open.text.length, index + 1])
      open.text += part
    } else open = {text: part, starts: [[0, index + 1]]}
    if (goesOn) continue
    lines.push(open)
    open = undefined
  }
  if (open) lines.push(open)
  return lines
}

/** `$(NAME)`, `${NAME}`, `$NAME`, `$^`; of Make's functions those that give file names as they are written. */
function expand(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > 9 || !text.includes('$')) return text
  const filled = text
    .replace(/\$[({](?:wildcard|sort)\s+([^$(){}]*)[)}]/g, '$1')
    .replace(/\$(?:[({]([\w-]+)[)}]|([A-Za-z_]\w*)|([<^+]))/g, (all, braced, plain, sign) => {
      const name: string = braced ?? plain ?? sign
      return variables.get(name) ?? (braced === undefined ? all : '')
    })
  return filled === text ? text : expand(filled, variables, depth + 1)
}

const unquoted = (text: string) => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text

/** As a shell cuts them; a variable that holds several words gives several. */
function wordsOf({text, starts}: Line, variables: ReadonlyMap<string, string>): Word[] {
  const words: Word[] = []
  for (const found of text.matchAll(/(?:"[^"]*"|'[^']*'|\$[({][^(){}]*[)}]|[^\s"'])+/g)) {
    const line = starts.findLast(([offset]) => offset <= found.index)?.[1] ?? 1
    const parts = found[0].includes('"') || found[0].includes("'") ? [found[0]] : [expand(found[0], variables)]
    for (const part of parts.flatMap((one) => (one === found[0] ? [one] : one.trim().split(/\s+/)))) {
      const whole = expand(
        part.replace(/"([^"]*)"|'([^']*)'/g, (_, a, b) => a ?? b),
        variables
      )
      if (whole !== '') words.push({text: whole, line})
    }
  }
  return words
}
