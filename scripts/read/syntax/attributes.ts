/** The text between braces, `{#id .class key=value}` → `Attributes`, or nothing when it is not of that form. */

import type {Attributes} from '../../document/nodes.ts'

export interface ParseAttributesOptions {
  /** A bare word is a key without value, as in `:value[…]{unit}`; otherwise it makes the text ordinary. */
  bareWords?: boolean
}

/** Longest attribute list that is looked at, so that a page of open braces costs nothing. */
export const maximumAttributesLength = 2000

const item =
  /[ \t\r\n]*(?:#(?<id>[\p{L}\p{N}\-_:.]+)|\.(?<class>-?[\p{L}_][\p{L}\p{N}\-_:.]*)|(?<unnumbered>-)|=(?<format>[a-z][\w-]*)|(?<key>[\p{L}_][\p{L}\p{N}\-_:.]*)(?:=(?:"(?<double>(?:\\[\s\S]|[^"\\])*)"|'(?<single>(?:\\[\s\S]|[^'\\])*)'|(?<bare>[^\s"'{}]+))|(?<word>)))(?=[ \t\r\n}])/uy

/**
 * Read an attribute list with its braces, by Pandoc's rules.
 *
 * `{-}` is `{.unnumbered}`; `id=x` is `#x`, `class="a b"` is `.a .b`; `{=html}` gives the pair `=` with the format; `{:` opens kramdown's. The last of two equal keys wins.
 */
export function parseAttributes(text: string, options: ParseAttributesOptions = {}): Attributes | undefined {
  if (text.length > maximumAttributesLength || !text.startsWith('{') || !text.endsWith('}')) return undefined
  const classes: string[] = []
  const pairs: Record<string, string> = {}
  let id: string | undefined
  let at = text.startsWith('{:') ? 2 : 1
  while (!/^[ \t\r\n]*\}$/.test(text.slice(at))) {
    item.lastIndex = at
    const found = item.exec(text)?.groups
    if (!found) return undefined
    at = item.lastIndex
    if (found.id !== undefined) id = found.id
    else if (found.class !== undefined) classes.push(found.class)
    else if (found.unnumbered !== undefined) classes.push('unnumbered')
    else if (found.format !== undefined) setPair('=', found.format)
    else if (found.word === undefined) {
      const value = withoutEscapes(found.double ?? found.single ?? found.bare ?? '')
      if (found.key === 'id' && /^[\p{L}\p{N}\-_:.]+$/u.test(value)) id = value
      else if (found.key === 'class') classes.push(...value.split(/\s+/).filter((name) => name !== ''))
      else setPair(found.key ?? '', value)
    } else if (options.bareWords) setPair(found.key ?? '', '')
    else return undefined
  }
  if (id === undefined && classes.length === 0 && Object.keys(pairs).length === 0) return undefined
  return {id, classes, pairs}

  /** Defined, not assigned: a key may be called `__proto__`. */
  function setPair(key: string, value: string): void {
    Object.defineProperty(pairs, key, {value, enumerable: true, configurable: true, writable: true})
  }
}

/** Pairs of attributes, those without a value left out. */
export function pairsOf(typed: Readonly<Record<string, string | undefined>>): Attributes['pairs'] {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  )
}

/** Add one list to another: an identifier replaces, classes add up, pairs replace. */
export function mergeAttributes(first: Attributes | undefined, second: Attributes): Attributes {
  if (!first) return second
  const id = second.id ?? first.id
  return {
    id,
    classes: [...new Set([...first.classes, ...second.classes])],
    pairs: {...first.pairs, ...second.pairs}
  }
}

function withoutEscapes(value: string): string {
  return value.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}
