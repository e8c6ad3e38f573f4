/** Observable Plot without a browser: options → axes and marks as SVG markup, and the scales to put words with. */

import * as Plot from '@observablehq/plot'
import {parseHTML} from 'linkedom'
import {fontSize, fullWidth, muted, rule} from './palette.ts'
import {short} from './svg.ts'

export interface Plotted {
  /** Markup of axes and marks. */
  content: string
  /** Where a value of the data stands in the drawing. */
  x: (value: number | string) => number
  y: (value: number | string) => number
  /** Width of a band, for bars. */
  bandwidth: {x: number; y: number}
}

export interface PlotSize {
  height: number
  width?: number
  margin: {top: number; right: number; bottom: number; left: number}
}

/** Draw axes and marks. Words are put on by the chart itself, where it knows that there is space. */
export function plot(options: Plot.PlotOptions, {height, width = fullWidth, margin}: PlotSize): Plotted {
  const {document} = parseHTML('<!doctype html><html><body></body></html>')
  const figure = Plot.plot({
    ...options,
    document: document as unknown as Document,
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left
  })
  const svg = figure as unknown as SVGSVGElement
  for (const style of svg.querySelectorAll('style')) style.remove()
  for (const words of svg.querySelectorAll('text')) if (!words.textContent) words.remove()
  // The picture has a title and a description; labels of its parts are not for ears (ARIA 1.2, “Roles which cannot be named”).
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  const scaleOf = (name: 'x' | 'y') => {
    const scale = figure.scale(name)
    const half = (scale?.bandwidth ?? 0) / 2
    return {at: (value: number | string) => Number(scale?.apply(value)) + half, band: scale?.bandwidth ?? 0}
  }
  const x = scaleOf('x')
  const y = scaleOf('y')
  const content = `<g text-anchor="middle">${shorten(svg.innerHTML)}</g>`
  return {content, x: x.at, y: y.at, bandwidth: {x: x.band, y: y.band}}
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

/** Numbers with two decimals, so that the last bits of a machine's arithmetic never change a byte. */
function shorten(markup: string): string {
  return markup.replace(/-?\d+\.\d{3,}(?![\d-])/g, (number) => short(Number(number)))
}

export {Plot}
