/** Lines along years, dates, numbers or steps; slopes between two of them. Points that may not be joined are not. */

import {isProblem, type Problem} from '../../data/problem.ts'
import {niceTicks, spreadTicks, tickFormat, timeTicks} from '../axis.ts'
import {chartTitle, describeEnds, gridTable} from '../describe.ts'
import {type ChartMark, type Context, type Encoded, encode, findRepeated, findTooMany, type Group} from '../encode.ts'
import {endLabels, placeLabels, type Segment, segmentsOf, type Wanted} from '../labels.ts'
import {faint, fontSize, fullWidth, muted, strokes} from '../palette.ts'
import type {Sketch} from '../picture.ts'
import {axisX, gridY, Plot, plot} from '../plot.ts'
import {joinable} from '../runs.ts'
import {sharedSubject} from '../subject.ts'
import {type Box, box, lines, line as rule1, text} from '../svg.ts'
import {balance, textWidth, wrapText} from '../text-width.ts'

/** Problems: those of `encode`, and `figures:too-little`, `figures:too-long`. */
export function drawLine(context: Context): Sketch | Problem {
  const encoded = encode(context)
  if (isProblem(encoded)) return encoded
  const problem =
    findRepeated(encoded, context) ??
    findTooMany(encoded, context) ??
    findTooFew(encoded, context) ??
    findNowhere(encoded, context)
  if (problem) return problem
  const {options, space, panel, lang} = context
  const {groups, unit} = encoded
  const all = groups.flatMap(({marks}) => marks)
  const isSlope = options.type === 'slope'
  const isShort = space !== undefined || panel !== undefined || groups.length === 1
  const {subject, names} = sharedSubject(
    groups.map(({name}) => name),
    isShort
  )
  const {width, height} = space ?? {
    width: fullWidth,
    height: options.height ?? (groups.length > 1 || isSlope ? 220 : 205)
  }
  const values = all.flatMap(({y, low = y, high = y}) => [y, low, high])
  const ticks = options.ticks?.y ?? panel?.ticks ?? niceTicks(values, options.zero !== false)
  const format = tickFormat(ticks, lang)
  const xs = [...new Set(all.map(({x}) => x))].sort((a, b) => a - b)
  const span = [
    Math.min(xs[0]!, ...(options.ticks?.x ?? [])),
    Math.max(xs.at(-1)!, ...(options.ticks?.x ?? []))
  ] as const
  const {at, words} = xAxis(encoded, context, xs)

  const last = span[1]
  const shown = ({marks}: Group) => marks.at(-1)!.text
  const ends = groups.map((group, index): string[] => {
    const name = panel ? '' : names[index]!
    const wrapped = balance(name, 84, 9.5, 'semibold').filter(Boolean)
    return space || panel ? balance(`${name} ${shown(group)}`.trim(), 104, 9.5, 'semibold') : [...wrapped, shown(group)]
  })
  const atEnd = groups.map(({marks}) => marks.at(-1)!.x === last)
  const widest = (some: readonly string[][]) =>
    Math.max(0, ...some.flat().map((one) => textWidth(one, fontSize.label, 'semibold')))
  const right = 14 + Math.max(widest(ends.filter((_, index) => atEnd[index])), words.overhang)
  const starts = isSlope ? groups.map(({marks}) => [marks[0]!.text]) : []
  const left = isSlope
    ? widest(starts) + 16
    : Math.max(22, ...ticks.map((tick) => textWidth(format(tick), fontSize.small) + 9))
  if (right + left > width * 0.72) return tooLong(context, ends.flat(), width)
  const top = panel ? 16 : unit || subject ? 22 : 10
  const margin = {top, right, bottom: 8 + words.lines * 11, left}
  const drawn = plot(
    {
      x: {axis: null, type: 'linear', domain: span[0] === span[1] ? [span[0] - 1, span[1] + 1] : [...span]},
      y: {axis: null, domain: [Math.min(ticks[0]!, ...values), Math.max(ticks.at(-1)!, ...values)]},
      marks: [
        ...(isSlope ? [] : gridY(ticks, panel && !panel.isFirst ? () => '' : format)),
        axisX(at),
        ...groups.flatMap((group, index) => lineMarks(group, index, all.length <= 16 ? 'all' : 'ends'))
      ]
    },
    {height, width, margin}
  )
  const frame: Box = {left, right: width - right, top, bottom: height - margin.bottom}
  const point = ({x, y}: ChartMark) => [drawn.x(x), drawn.y(y)] as const
  const segments = groups.flatMap(({marks}) => joinable(marks).flatMap((run) => segmentsOf(run.map(point))))
  const taken: Box[] = all.map((mark) => around(...point(mark), 2))
  const gaps = drawGaps(context, groups, {drawn, frame})
  taken.push(...gaps.taken)
  const notes = drawAnnotations(context, encoded, {drawn, frame, segments, taken})
  const wanted = groups.flatMap((group, index) =>
    labelsOf(group, index, {point, isInside: !atEnd[index], name: names[index]!, context, count: all.length})
  )
  const valueLabels = placeLabels(wanted, {
    bounds: {
      left: isSlope ? 0 : left + 1,
      right: atEnd.every(Boolean) ? frame.right + 4 : width,
      top: panel ? 12 : 12,
      bottom: frame.bottom + 1
    },
    segments,
    taken
  })
  const marginLabels = endLabels(
    groups.flatMap((group, index) =>
      atEnd[index]
        ? [{x: drawn.x(last), from: point(group.marks.at(-1)!)[1], words: ends[index]!, colour: strokes[index]!.colour}]
        : []
    ),
    {x: frame.right + 11, height: space || panel ? frame.bottom + 4 : height}
  )
  const startLabels = isSlope
    ? endLabels(
        groups.map((group, index) => ({
          x: drawn.x(span[0]),
          from: point(group.marks[0]!)[1],
          words: starts[index]!,
          colour: strokes[index]!.colour
        })),
        {x: frame.left - 9, height: frame.bottom + 4, anchor: 'end'}
      )
    : ''
  const heading = panel ? '' : text(0, 7, headingOf(options.unit === undefined ? subject : '', unit), {colour: muted})
  const isBroken = groups.some(({marks}) => joinable(marks).length > 1)
  return {
    title: chartTitle(context, encoded),
    description: `${describeEnds(context, encoded)}${isBroken ? ` ${context.terms.charts.broken}` : ''}`,
    table: gridTable(context, encoded),
    height,
    content:
      gaps.content +
      notes +
      drawn.content +
      words.draw(drawn.x, frame.bottom) +
      heading +
      valueLabels +
      marginLabels +
      startLabels
  }
}

function headingOf(subject: string, unit: string): string {
  if (!subject || unit.toLowerCase().startsWith(subject.toLowerCase())) return unit
  return unit ? `${subject}, ${unit[0]!.toLowerCase()}${unit.slice(1)}` : subject
}

function around(x: number, y: number, half: number): Box {
  return {left: x - half, right: x + half, top: y - half, bottom: y + half}
}

function lineMarks({marks}: Group, index: number, markers: 'all' | 'ends') {
  const {colour, dash, symbol} = strokes[index % strokes.length]!
  return joinable(marks).flatMap((run) => [
    ...(run.some(({low}) => low !== undefined)
      ? [Plot.ruleX(run, {x: 'x', y1: 'low', y2: 'high', stroke: colour, strokeWidth: 0.9})]
      : []),
    Plot.line(run, {x: 'x', y: 'y', stroke: colour, strokeWidth: 1.7, strokeDasharray: dash}),
    Plot.dot(markers === 'ends' ? [run[0], run.at(-1)] : run, {x: 'x', y: 'y', fill: colour, r: 2.6, symbol})
  ])
}

/** Values beside their points: all of them where they are few, else those at the ends of each run. */
function labelsOf(
  {marks}: Group,
  index: number,
  {
    point,
    isInside,
    name,
    context,
    count
  }: {
    point: (mark: ChartMark) => readonly [number, number]
    isInside: boolean
    name: string
    context: Context
    count: number
  }
): Wanted[] {
  const {colour} = strokes[index % strokes.length]!
  const {options, panel} = context
  const mode =
    options.labels ?? (panel || marks.some(({low}) => low !== undefined) ? 'none' : count <= 14 ? 'all' : 'ends')
  const ends = new Set(joinable(marks).flatMap((run) => [run[0], run.at(-1)]))
  const last = marks.at(-1)!
  const anchors = [last, marks[0]!, ...marks.slice(1, -1)].map(point)
  const [[x = 0, y = 0] = []] = anchors
  const named: Wanted[] =
    isInside && name
      ? [
          {
            x,
            y,
            anchors,
            words: balance(name, 90, fontSize.label, 'semibold'),
            colour,
            weight: 'semibold',
            isNeeded: true,
            prefer: ['right', 'above-right']
          }
        ]
      : []
  return named.concat(
    marks.flatMap((mark): Wanted[] => {
      const isShown = (mode === 'all' || (mode === 'ends' && ends.has(mark))) && (mark !== last || isInside)
      if (!isShown || (options.type === 'slope' && mark === marks[0])) return []
      const [x, y] = point(mark)
      return [
        {x, y, words: [mark.text], colour, prefer: mark === marks[0] ? ['above-right', 'below-right', 'left'] : []}
      ]
    })
  )
}

/** The ticks under a drawing, and how their words are put there. */
function xAxis({kind, keys}: Encoded, {options, lang, space}: Context, xs: readonly number[]) {
  const given = options.ticks?.x
  const time = kind === 'time' && !given ? timeTicks(xs[0]!, xs.at(-1)!, lang) : undefined
  const steps =
    kind === 'text'
      ? xs
      : kind === 'number' && xs.length > 7
        ? niceTicks(xs, false).filter((tick) => tick >= xs[0]! && tick <= xs.at(-1)!)
        : spreadTicks(xs, Math.max(1, Math.min(7, Math.floor(((space?.width ?? fullWidth) - 50) / 28))))
  const at = given ?? time?.ticks ?? steps
  const format =
    time?.format ?? (kind === 'number' ? tickFormat(at, lang) : (x: number) => (kind === 'text' ? keys[x]! : String(x)))
  const step = ((space?.width ?? fullWidth) - 140) / Math.max(1, at.length - 1)
  const wrapped = at.map((x) => wrapText(format(x), Math.max(step - 6, 30), fontSize.small))
  return {
    at,
    words: {
      lines: Math.max(1, ...wrapped.map(({length}) => length)),
      overhang: Math.max(0, ...(wrapped.at(-1) ?? []).map((one) => textWidth(one, fontSize.small) / 2 - 12)),
      draw: (x: (value: number) => number, bottom: number) =>
        wrapped
          .map((words, index) =>
            lines(x(at[index]!), bottom + 6 + words.length * 5.2, words, {
              anchor: 'middle',
              colour: muted,
              size: fontSize.small
            })
          )
          .join('')
    }
  }
}

interface Drawn {
  drawn: {x: (value: number) => number; y: (value: number) => number}
  frame: Box
}

/** Between runs that are not joined: a band and why; under each, its name. */
function drawGaps(
  {options, say}: Context,
  groups: readonly Group[],
  {drawn, frame}: Drawn
): {content: string; taken: Box[]} {
  if (options.gap === undefined && options.runs === undefined) return {content: '', taken: []}
  const runs = joinable(groups[0]!.marks)
  const bands = runs.slice(1).map((run, index) => ({
    left: drawn.x(runs[index]!.at(-1)!.x) + 5,
    right: drawn.x(run[0]!.x) - 5,
    top: frame.top,
    bottom: frame.bottom
  }))
  const words =
    options.gap === undefined
      ? []
      : bands.map((band) => wrapText(say(options.gap!), band.right - band.left - 2, fontSize.small))
  const named = runs.map((run, index) => {
    const name = options.runs?.[run[0]!.group]
    const [from, to] = [bands[index - 1]?.right ?? frame.left, bands[index]?.left ?? frame.right]
    return name === undefined
      ? ''
      : text((from + to) / 2, frame.bottom - 12, say(name), {anchor: 'middle', colour: muted, size: fontSize.small})
  })
  return {
    content: bands
      .map(
        (band, index) =>
          box(band, {fill: faint}) +
          lines((band.left + band.right) / 2, (band.top + band.bottom) / 2, words[index] ?? [], {
            anchor: 'middle',
            colour: muted,
            size: fontSize.small
          })
      )
      .concat(named)
      .join(''),
    taken: options.gap === undefined ? [] : bands
  }
}

/** Where something is along x; not a number where it is nowhere. */
function positionOf(typed: string | number, {kind, keys}: Pick<Encoded, 'kind' | 'keys'>): number {
  if (kind === 'text') return keys.includes(String(typed)) ? keys.indexOf(String(typed)) : Number.NaN
  return kind === 'time' ? Date.parse(String(typed)) : Number(typed)
}

/** Problem: an annotation at what is no value of x. */
function findNowhere(encoded: Encoded, {options, at}: Context): Problem | undefined {
  for (const [index, one] of (options.annotations ?? []).entries()) {
    for (const key of ['at', 'from', 'to'] as const) {
      const typed = one[key]
      if (typed === undefined || Number.isFinite(positionOf(typed, encoded))) continue
      return at(['annotations', index, key], {
        reason: `Annotation at \`${typed}\`, which is nowhere on this axis`,
        rule: 'figures:wrong-value',
        fix: 'Write a value of the column along x.'
      })
    }
  }
  return undefined
}

/** Bands and lines with words, and words at a point. */
export function drawAnnotations(
  {options, say}: Context,
  {kind, keys}: Encoded,
  {drawn, frame, segments, taken}: Drawn & {segments: readonly Segment[]; taken: Box[]}
): string {
  const place = (typed: string | number) => drawn.x(positionOf(typed, {kind, keys}))
  return (options.annotations ?? [])
    .map(({text: words, at, y, from, to}) => {
      if (from !== undefined && to !== undefined) {
        const band = {left: place(from), right: place(to), top: frame.top, bottom: frame.bottom}
        const wrapped = wrapText(say(words), Math.max(band.right - band.left - 4, 40), fontSize.small)
        return (
          box(band, {fill: faint}) +
          placeLabels(
            [
              {
                x: (band.left + band.right) / 2,
                y: frame.top - 2,
                words: wrapped,
                colour: muted,
                size: fontSize.small,
                isNeeded: true,
                prefer: ['below']
              }
            ],
            {bounds: frame, segments, taken}
          )
        )
      }
      const x = place(at!)
      const isLine = y === undefined
      const mark = isLine ? rule1(x, frame.top, x, frame.bottom, {colour: muted, width: 0.6, dash: '3 2'}) : ''
      const wanted: Wanted = {
        x,
        y: isLine ? frame.top + 6 : drawn.y(y),
        words: wrapText(say(words), 110, fontSize.small),
        colour: muted,
        size: fontSize.small,
        isNeeded: true,
        ...(isLine ? {prefer: ['right', 'left'] as const} : {})
      }
      return mark + placeLabels([wanted], {bounds: frame, segments, taken})
    })
    .join('')
}

function findTooFew({groups}: Encoded, {at, panel}: Context): Problem | undefined {
  const xs = new Set(groups.flatMap(({marks}) => marks.map(({x}) => x)))
  if (xs.size > 1 || panel) return undefined
  return at(['type'], {
    reason: 'One point is no line: all values are at one place',
    rule: 'figures:too-little',
    fix: 'Write `type: bar` or `type: dot`, or state the value in the text with `:value[…]`.'
  })
}

/** Problem: words that leave no space for what they name. */
export function tooLong({at}: Context, words: readonly string[], width: number): Problem {
  const longest = words.toSorted((a, b) => textWidth(b, 9.5) - textWidth(a, 9.5))[0] ?? ''
  return at(['names'], {
    reason: `Label too long for a chart of ${Math.round(width)} points: \`${longest.length > 60 ? `${longest.slice(0, 60)}…` : longest}\``,
    rule: 'figures:too-long',
    fix: 'Give it a short name with `names: {…}`.'
  })
}
