/** A drawing → where each of its texts stands, from its attributes and the font's own letter widths, and which have no space. */

import {parseHTML} from 'linkedom'
import {type Box, overlap} from './svg.ts'
import {textWidth} from './text-width.ts'

export interface TextBox extends Box {
  words: string
}

/** What a part of a drawing hands down. */
const outside = {x: 0, y: 0, size: 10, anchor: 'start'}

/** Boxes of all texts; top and bottom are those of a capital letter and of a comma. */
export function textBoxes(svg: string): TextBox[] {
  const {document} = parseHTML(`<!doctype html><html><body>${svg}</body></html>`)
  const walk = (element: Element, before: typeof outside): TextBox[] => {
    const move = /translate\(([-\d.]+)[ ,]*([-\d.]+)?\)/.exec(element.getAttribute('transform') ?? '')
    const here = {
      x: before.x + Number(move?.[1] ?? 0),
      y: before.y + Number(move?.[2] ?? 0),
      size: Number(element.getAttribute('font-size') ?? before.size),
      anchor: element.getAttribute('text-anchor') ?? before.anchor
    }
    if (element.localName === 'text') return [boxOf(element, here)]
    return [...element.children].flatMap((child) => walk(child, here))
  }
  return walk(document.querySelector('svg')!, outside)
}

function boxOf(element: Element, {x, y, size, anchor}: typeof outside): TextBox {
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

/** Words are read apart from each other when this lies between them, in units of a drawing. */
const clearance = {x: 3, y: 0.6}

/** Words that leave a drawing, or that cover others, as a sentence. */
export function findCrowded(svg: string, width: number, height: number): string | undefined {
  const boxes = textBoxes(svg)
  // Half a unit beside: the drawing's own letters are a little narrower than the sum of their widths.
  const isCut = (box: Box) => box.left < -0.5 || box.right > width + 0.5 || box.top < 0 || box.bottom > height
  const cut = boxes.find(isCut)
  if (cut) return `\`${cut.words}\` would be cut`
  for (const [index, {words, left, right, top, bottom}] of boxes.entries()) {
    const {x, y} = clearance
    const own = {left: left - x, right: right + x, top: top - y, bottom: bottom + y}
    const other = boxes.slice(index + 1).find((box) => overlap(own, box))
    if (other) return `\`${words}\` and \`${other.words}\` would cover each other`
  }
  return undefined
}
