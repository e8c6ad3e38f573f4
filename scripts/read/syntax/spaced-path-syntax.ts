/** `](mon image (1).png "Titre")` → the end of a link or image whose path has spaces, as Pandoc reads it. */

import {labelEnd} from 'micromark-core-commonmark'
import {codes} from 'micromark-util-symbol'
import type {Code, Construct, Effects, Extension, State, TokenizeContext, Tokenizer} from 'micromark-util-types'
import {sign} from './steps.ts'

/** Where the parts of `(path "title")` end, counted from the bracket. */
interface Resource {
  path: number
  /** Of the title with its quotes; zero length without one. */
  title: {start: number; length: number}
  end: number
}

const {resolveTo, resolveAll} = labelEnd
const spacedPath: Construct = {
  name: 'labelEnd',
  tokenize: tokenizeEnd as Tokenizer,
  resolveTo,
  resolveAll
}

/** Paths with spaces; all others stay CommonMark's. */
export function spacedPathSyntax(): Extension {
  return {text: {[codes.rightSquareBracket]: spacedPath}}
}

function tokenizeEnd(this: TokenizeContext, ...[effects, ok, nok]: Parameters<Tokenizer>): State {
  const starts = this._labelStarts ?? []
  while (starts.at(-1)?._balanced) starts.pop()
  const opening = starts.at(-1)
  const resource: Partial<Resource> = {}
  let at = 0
  return start

  function start(code: Code): State | undefined {
    if (!opening || opening._inactive || (opening.type !== 'labelImage' && opening.type !== 'labelLink'))
      return nok(code)
    effects.enter('labelEnd')
    sign(effects, 'labelMarker', code)
    effects.exit('labelEnd')
    return effects.check(lookAhead(resource, opening.type === 'labelImage'), bracket, nok)
  }

  function bracket(code: Code): State {
    effects.enter('resource')
    return marker(code, destination)
  }

  function marker(code: Code, next: State): State {
    effects.enter('resourceMarker')
    consume(code)
    effects.exit('resourceMarker')
    return next
  }

  function destination(code: Code): State | undefined {
    for (const type of ['resourceDestination', 'resourceDestinationRaw', 'resourceDestinationString'] as const) {
      effects.enter(type)
    }
    return chunk(code, resource.path ?? 0, () => {
      for (const type of ['resourceDestinationString', 'resourceDestinationRaw', 'resourceDestination'] as const) {
        effects.exit(type)
      }
      return between
    })
  }

  function between(code: Code): State | undefined {
    if (at === resource.end) {
      marker(code, between)
      effects.exit('resource')
      starts.pop()
      return ok
    }
    if (at === resource.title?.start && resource.title.length > 0) return title(code)
    effects.enter('whitespace')
    consume(code)
    effects.exit('whitespace')
    return between
  }

  function title(code: Code): State | undefined {
    effects.enter('resourceTitle')
    quote(code)
    const last = at + (resource.title?.length ?? 0) - 2
    return (first) => {
      if (at === last) return closeTitle(first)
      effects.enter('resourceTitleString')
      return chunk(first, last, () => {
        effects.exit('resourceTitleString')
        return closeTitle
      })
    }
  }

  function closeTitle(code: Code): State {
    quote(code)
    effects.exit('resourceTitle')
    return between
  }

  function quote(code: Code): void {
    effects.enter('resourceTitleMarker')
    consume(code)
    effects.exit('resourceTitleMarker')
  }

  /** Text up to a place. */
  function chunk(code: Code, until: number, done: () => State): State | undefined {
    effects.enter('chunkString', {contentType: 'string'})
    return inside(code)

    function inside(next: Code): State | undefined {
      consume(next)
      if (at < until) return inside
      effects.exit('chunkString')
      return done()
    }
  }

  function consume(code: Code): void {
    effects.consume(code)
    at++
  }
}

/** Characters of a path with its title: no line of running text is searched farther. */
const longest = 400

/** Spaces inside, brackets in pairs: `Capture (2).png`. */
const pattern = /^\((?<path>(?:[^()<>"\n]|\([^()<>"\n]*\))+?)(?<gap>[ \t]*)(?<title>"[^"\n]*"|'[^'\n]*')?[ \t]*\)/

/** Fills in where the parts of the resource end. */
function lookAhead(resource: Partial<Resource>, isImage: boolean): Construct {
  return {
    partial: true,
    tokenize(effects: Effects, ok: State, nok: State) {
      let typed = ''
      return (code) => {
        if (code !== codes.leftParenthesis) return nok(code)
        effects.enter('data')
        return inside(code)
      }

      function inside(code: Code): State | undefined {
        const isOver = code === null || code < 0 || typed.length === longest
        if (isOver || (code === codes.rightParenthesis && read(`${typed})`))) {
          effects.exit('data')
          return resource.end === undefined ? nok(code) : ok(code)
        }
        typed += String.fromCharCode(code)
        effects.consume(code)
        return inside
      }

      function read(text: string): boolean {
        const {path = '', gap = '', title = ''} = pattern.exec(text)?.groups ?? {}
        if (!/\S[ \t]+\S/.test(path) || !/^\S/.test(path) || (title !== '' && gap === '')) return false
        // CommonMark's title between brackets.
        if (/^\S+[ \t]+\([^()]*\)$/.test(path)) return false
        // « [sic](dit-il alors) » is text; a picture has no other use for its brackets.
        if (!isImage && !/[./#]\w/.test(path)) return false
        resource.path = path.length + 1
        resource.title = {start: 1 + path.length + gap.length, length: title.length}
        resource.end = text.length - 1
        return true
      }
    }
  }
}
