/** A drawing → where each of its texts stands, from its attributes and the font's own letter widths, and which have no space. */

import {parseHTML} from 'linkedom'
import {type Box, overlap} from './svg.ts'
import {textWidth} from './text-width.ts'

export interface TextBox extends Box {
  words: string
}

interface Inherited {
  x: number
  y: number
  size: number
  anchor: string
}

/** Boxes of all texts; top and bottom are those of a capital letter and of a comma. */
export function textBoxes(svg: string): TextBox[] {
  const {document} = parseHTML(`<!doctype html><html><body>${svg}</body></html>`)
  const boxes: TextBox[] = []
  walk(document.querySelector('svg')!, {x: 0, y: 0, size: 10, anchor: 'start'})
  return boxes

  function walk(element: Element, before: Inherited): void {
    const [, dx = '0', dy = '0'] =
      /translate\(([-\d.]+)[ ,]*([-\d.]+)?\)/.exec(element.getAttribute('transform') ?? '') ?? []
    const here = {
      x: before.x + Number(dx),
      y: before.y + Number(dy),
      size: Number(element.getAttribute('font-size') ?? before.size),
      anchor: element.getAttribute('text-anchor') ?? before.anchor
    }
    if (element.localName === 'text') boxes.push(boxOf(element, here))
    else for (const child of element.children) walk(child, here)
  }
}

/** Words are read apart from each other when this lies between them, in units of a drawing. */
const clearance = {x: 3, y: 0.6}

function widened({left, right, top, bottom}: Box): Box {
  return {left: left - clearance.x, right: right + clearance.x, top: top - clearance.y, bottom: bottom + clearance.y}
}

/** Words that leave a drawing, or that cover others, as a sentence. */
export function findCrowded(svg: string, width: number, height: number): string | undefined {
  const boxes = textBoxes(svg)
  // Half a unit beside: the drawing's own letters are a little narrower than the sum of their widths.
  const cut = boxes.find(
    ({left, right, top, bottom}) => left < -0.5 || right > width + 0.5 || top < 0 || bottom > height
  )
  if (cut) return `\`${cut.words}\` would be cut`
  for (const [index, one] of boxes.entries()) {
    const other = boxes.slice(index + 1).find((box) => overlap(widened(one), box))
    if (other) return `\`${one.words}\` and \`${other.words}\` would cover each other`
  }
  return undefined
}

function boxOf(element: Element, {x, y, size, anchor}: Inherited): TextBox {
  const number = (name: string) => {
    const typed = element.getAttribute(name) ?? '0'
    return typed.endsWith('em') ? Number.parseFloat(typed) * size : Number(typed)
  }
  const words = element.textContent ?? ''
  const width = textWidth(words, size, element.getAttribute('font-weight') === '600' ? 'semibold' : 'regular')
  const at = x + number('x')
  const left = anchor === 'end' ? at - width : anchor === 'middle' ? at - width / 2 : at
  const baseline = y + number('y') + number('dy')
  return {words, left, right: left + width, top: baseline - size * 0.65, bottom: baseline + size * 0.2}
}
