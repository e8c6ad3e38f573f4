/** What the engine draws of a whole document → its pages, each a picture of its own, and the links on them. */

import {hash} from 'node:crypto'

/** A link on a page; lengths in points from its top left corner. */
export interface PageLink {
  to: string
  x: number
  y: number
  width: number
  height: number
}

/** A printed page as a picture. */
export interface PagePicture {
  /** Of what is seen: pages that look the same have the same one. */
  id: string
  width: number
  height: number
  svg: string
  links: PageLink[]
}

/** Pages in their order, by the engine's own fingerprint; those that hold the same share one, and are told apart by a number. */
export type CutPages = Map<string, PagePicture>

/** Cut a drawing into its pages; what earlier pages of the same fingerprint are is not worked out again. */
export function cutPages(svg: string, former: CutPages = new Map()): CutPages {
  const starts = [...svg.matchAll(/<g class="typst-page"[^>]*>/g)]
  const pages: CutPages = new Map()
  let definitions: Map<string, string> | undefined
  for (const [index, {0: tag, index: start}] of starts.entries()) {
    let fingerprint = attributeOf(tag, 'data-tid')
    while (pages.has(fingerprint)) fingerprint += '+'
    const known = former.get(fingerprint)
    if (known) {
      pages.set(fingerprint, known)
      continue
    }
    definitions ??= readDefinitions(svg.slice(0, starts[0]!.index))
    const end = starts[index + 1]?.index ?? svg.lastIndexOf('</g>') + '</g>'.length
    const body = svg.slice(start + tag.length, end)
    const size = {
      width: Number(attributeOf(tag, 'data-page-width')),
      height: Number(attributeOf(tag, 'data-page-height'))
    }
    pages.set(fingerprint, {...drawPage(`<g>${body}`, size, definitions), ...size, links: readLinks(body)})
  }
  return pages
}

function drawPage(body: string, {width, height}: {width: number; height: number}, definitions: Map<string, string>) {
  // The text to be selected is that of the web page; links are ours to follow.
  let seen = body
    .replace(/<foreignObject.*?<\/foreignObject>/gs, '')
    .replace(/<a [^>]*>.*?<\/a>/gs, '')
    .replace(/ (?:data-tid|data-hint)="[^"]*"/g, '')
  // What is left around them: a few groups, one in the other.
  for (let former = ''; former !== seen; ) {
    former = seen
    seen = seen.replace(/<g[^>]*><\/g>/g, '')
  }
  const used = new Map<string, string>()
  const need = (markup: string) => {
    for (const [, id] of markup.matchAll(/(?:href="|url\()#([^")]+)/g)) {
      const definition = definitions.get(id!)
      if (definition === undefined || used.has(id!)) continue
      used.set(id!, definition)
      need(definition)
    }
  }
  need(seen)
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" ` +
    `width="${width}" height="${height}"><defs>${[...used.values()].join('')}</defs>${seen}</svg>`
  return {svg, id: hash('sha1', svg, 'base64url').slice(0, 16)}
}

/** Glyphs, clips and gradients by their ids: children of `defs` that follow each other. */
function readDefinitions(head: string): Map<string, string> {
  const definitions = new Map<string, string>()
  for (const [, inside] of head.matchAll(/<defs[^>]*>(.*?)<\/defs>/gs)) {
    for (const one of inside!.split(/(?=<\w+ id=")/)) definitions.set(attributeOf(one, 'id'), one)
  }
  return definitions
}

/** Groups move what is in them, so that the place of a link is the sum of those around it. */
function readLinks(body: string): PageLink[] {
  const links: PageLink[] = []
  const places: {x: number; y: number}[] = [{x: 0, y: 0}]
  let to: string | undefined
  for (const [tag, closing, name] of body.matchAll(/<(\/?)(g|a|rect)\b[^>]*>/g)) {
    const {x, y} = places.at(-1)!
    if (name === 'g' && closing) places.pop()
    else if (name === 'g') {
      const [, dx = '0', dy = '0'] = /transform="translate\(([-\d.e]+),\s*([-\d.e]+)\)/.exec(tag) ?? []
      places.push({x: x + Number(dx), y: y + Number(dy)})
    } else if (name === 'a') to = closing ? undefined : decodeXml(attributeOf(tag, 'xlink:href'))
    else if (to !== undefined && to !== '#') {
      links.push({to, x, y, width: Number(attributeOf(tag, 'width')), height: Number(attributeOf(tag, 'height'))})
    }
  }
  return links
}

function attributeOf(tag: string, attribute: string): string {
  const start = tag.indexOf(` ${attribute}="`)
  return start === -1 ? '' : tag.slice(start + attribute.length + 3, tag.indexOf('"', start + attribute.length + 3))
}

function decodeXml(text: string): string {
  const named: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'"}
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => named[name]!)
}
