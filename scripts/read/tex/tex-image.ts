/** `\includegraphics[width=0.8\textwidth]{map.png}` → an image. */

import type {Image} from 'mdast'
import type {Position} from 'unist'
import {pairsOf} from '../syntax/attributes.ts'

/** A picture by its path, its width as Markdown says it. */
export function readImage(path: string, options: string, position: Position | undefined): Image {
  const width = widthOf(options)
  const alt = /(?:^|,)\s*alt\s*=\s*(?:\{([^}]*)\}|([^,]*))/.exec(options)
  return {
    type: 'image',
    url: path
      .trim()
      .replace(/^"|"$/g, '')
      .replace(/^\{|\}$/g, ''),
    alt: '',
    data: {caption: []},
    attributes: {classes: [], pairs: pairsOf({width, alt: alt ? (alt[1] ?? alt[2] ?? '').trim() : undefined})},
    position
  }
}

function widthOf(options: string): string | undefined {
  const typed = /(?:^|,)\s*(?:width|totalwidth)\s*=\s*([^,]+)/.exec(options)?.[1]?.trim()
  if (typed === undefined) {
    const scale = /(?:^|,)\s*scale\s*=\s*([\d.]+)/.exec(options)?.[1]
    return scale === undefined || Number(scale) >= 1 ? undefined : `${Math.round(Number(scale) * 100)}%`
  }
  const [, share = '1', unit] =
    /^([\d.]*)\s*(?:\\(?:text|line|column|h)(?:width|size)|\{?(cm|mm|in|pt|px|em)\}?)$/.exec(typed) ?? [
      undefined,
      undefined
    ]
  if (share === undefined) return undefined
  if (unit !== undefined) return `${share}${unit}`
  if (!typed.includes('\\')) return undefined
  return `${Math.round(Number(share || '1') * 100)}%`
}
