/** Observable Plot without a browser: options → axes and marks as SVG markup, and the scales to put words with. */

import * as Plot from '@observablehq/plot'
import {parseHTML} from 'linkedom'
import {fontSize, fullWidth, muted, paper, rule, strokeOf} from './palette.ts'
import {shorten} from './svg.ts'

export interface Plotted {
  /** Markup of axes and marks. */
  content: string
  /** Where a value of the data stands in the drawing. */
  x: (value: number) => number
  y: (value: number) => number
}

export interface PlotSize {
  height: number
  width?: number
  margin: {top: number; right: number; bottom: number; left: number}
}

/** Draw axes and marks. Words are put on by the chart itself, where it knows that there is space. */
export function plot(options: Plot.PlotOptions, {height, width = fullWidth, margin}: PlotSize): Plotted {
  const {document} = parseHTML('<!doctype html><html><body></body></html>')
  const svg = Plot.plot({
    ...options,
    document: document as unknown as Document,
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left
  })
  for (const style of svg.querySelectorAll('style')) style.remove()
  for (const words of svg.querySelectorAll('text')) if (!words.textContent) words.remove()
  // The picture has a title and a description; labels of its parts are not for ears (ARIA 1.2, “Roles which cannot be named”).
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  const scale = (name: 'x' | 'y') => (value: number) => Number(svg.scale(name)?.apply(value))
  return {content: `<g text-anchor="middle">${shorten(svg.innerHTML)}</g>`, x: scale('x'), y: scale('y')}
}

/** Light horizontal lines with their values on the left. */
export function gridY(ticks: number[], format: (value: number) => string): Plot.Markish[] {
  return [
    Plot.gridY(ticks, {stroke: rule, strokeOpacity: 1, strokeWidth: 0.6}),
    Plot.axisY(ticks, {
      label: null,
      tickSize: 0,
      tickPadding: 5,
      tickFormat: format as (value: unknown) => string,
      fill: muted,
      fontSize: fontSize.small
    })
  ]
}

/** Ticks under the drawing, without words: the chart puts them on. */
export function axisX(ticks: readonly number[]): Plot.Markish {
  return Plot.axisX(ticks, {label: null, tickSize: 3, text: null, stroke: muted} as Plot.AxisXOptions)
}

/** Markers of a series. */
export function dots<One>(data: readonly One[], index: number, options: Plot.DotOptions): Plot.Markish {
  const {colour, symbol, isLight} = strokeOf(index)
  const look = isLight ? {fill: paper, stroke: colour, strokeWidth: 1.2} : {fill: colour, stroke: 'none'}
  return Plot.dot(data as Plot.Data, {x: 'x', y: 'y', r: 2.6, symbol, ...look, ...options})
}

export {Plot}
