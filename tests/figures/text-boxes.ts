/** Where each text of a drawing stands, from its attributes and the font's own letter widths. */

import {parseHTML} from 'linkedom'
import {textWidth} from '../../scripts/figures/text-width.ts'

export interface TextBox {
  words: string
  left: number
  right: number
  top: number
  bottom: number
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
