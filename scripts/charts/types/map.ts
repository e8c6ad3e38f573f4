/** Places, or values of countries and regions, on Natural Earth's outlines. How a disputed border is drawn is the author's choice, and is said. */

import {
  type GeoPermissibleObjects,
  type GeoProjection,
  geoClipRectangle,
  geoContains,
  geoEqualEarth,
  geoMercator,
  geoPath
} from 'd3-geo'
import {merge, mesh} from 'topojson-client'
import type {MultiPolygon, Polygon} from 'topojson-specification'
import {formatNumber} from '../../data/format.ts'
import {isProblem, type Problem, unknownName} from '../../data/problem.ts'
import {placeAt, saidIn} from '../../data/table.ts'
import {capitalise} from '../../document/text.ts'
import {
  type Context,
  cellText,
  columnLabel,
  columnsAt,
  nameFor,
  refuse,
  textColumns,
  tooMany,
  unitWord
} from '../context.ts'
import {inRow, namedValue} from '../describe.ts'
import {quantile} from '../encode.ts'
import {type Key, keySign, legend, placeLabels} from '../labels.ts'
import {faint, fontSize, fullWidth, muted, strokeOf, strokes} from '../palette.ts'
import type {Sketch, Space} from '../picture.ts'
import {type Box, bold, box, centred, lineHeight, marker, overlap, shorten, text, textBox} from '../svg.ts'
import {widest, wrapText} from '../text-width.ts'
import {type Atlas, type Bounds, boundsOf, countries, isInside, openAtlas, type Shape, topology} from './atlas.ts'

const mostPlaces = 300
/** Width of the list beside a map on a slide, and of the markers of a place. */
const [listWidth, apart] = [125, 9.5]

interface Place {
  group: string
  name: string
  at: [number, number]
}

/** What is drawn on the land, and what it says. */
interface Content {
  places: Place[]
  shades: Map<Shape, number>
  keys: Key[]
  title: string
  description: string
  table: Sketch['table']
}

/** Problems: `data:unknown-value`, `figures:unknown-region`, `figures:no-data`, `figures:too-much`, `figures:wrong-value`. */
export function drawMap(context: Context): Sketch | Problem {
  const {options, space, say, at} = context
  const view = options.views?.[options.borders ?? '']
  if (options.borders !== undefined && !view && !['all', 'none'].includes(options.borders)) {
    const known = ['all', 'none', ...Object.keys(options.views ?? {})]
    const reason = `Unknown borders \`${options.borders}\``
    return at(['borders'], unknownName(reason, options.borders, known, undefined, 'figures:wrong-value'))
  }
  const atlas = openAtlas(context)
  if (isProblem(atlas)) return atlas
  const lookUp = (names: readonly unknown[] = [], ...path: string[]): Shape[] | Problem => {
    const found = names.map((name, index) => {
      const shapes = typeof name === 'string' ? atlas.find(name) : []
      return isProblem(shapes) ? at([...path, index], shapes) : shapes
    })
    return found.find(isProblem) ?? (found as Shape[][]).flat()
  }
  const chosen = lookUp(options.countries, 'countries')
  const around = lookUp(Array.isArray(options.bounds) ? options.bounds : [], 'bounds')
  const dashed = lookUp(view?.dashed, 'views', options.borders!, 'dashed')
  const hidden = lookUp(view?.hidden, 'views', options.borders!, 'hidden')
  const content = coordinatesOf(context) ? placesOf(context) : shadesOf(context, atlas)
  if (isProblem(chosen)) return chosen
  if (isProblem(around)) return around
  if (isProblem(dashed)) return dashed
  if (isProblem(hidden)) return hidden
  if (isProblem(content)) return content
  const degrees = view?.bounds ?? (Array.isArray(options.bounds) ? undefined : options.bounds)
  const shown = around.length > 0 ? around : [...chosen, ...content.shades.keys()]
  const points = content.places.map((place) => place.at)
  const bounds = degrees ?? boundsOf(shown, points)
  const paper = shapeOf(bounds, view?.height ?? options.height)
  const groups = [...new Set(content.places.map(({group}) => group))]
  const keys: Key[] =
    groups.length > 1 || (space && content.places.length > 0)
      ? groups.map((name, index) => ({name: name || capitalise(content.title), index, shape: 'marker'}))
      : content.keys
  // Where a map is small, its places are named beside it as well.
  const isBeside = space !== undefined && keys.length > 0
  const {width, height} = space
    ? within(paper, {...space, width: space.width - (isBeside ? listWidth + 12 : 0)})
    : paper
  const land: Box = {left: 0.5, right: width - 0.5, top: 0.5, bottom: height - 0.5}
  const projection = projectionOf(bounds).fitSize([width, height], extentOf(bounds))
  projection.postclip(geoClipRectangle(land.left, land.top, land.right, land.bottom))
  const path = geoPath(projection)
  const draw = (shape: GeoPermissibleObjects, look: string) => {
    const d = path(shape)
    return d ? `<path d="${shorten(d)}" ${look}/>` : ''
  }
  const inside = {...topology.objects.countries, geometries: countries.filter((country) => isInside(country, bounds))}
  const territory = merge(topology, inside.geometries as Array<Polygon | MultiPolygon>)
  const isLand = (x: number, y: number) => {
    const point = projection.invert?.([x, y])
    return !point || geoContains(territory, point)
  }
  const spots = gather(content.places, groups, projection)
  const marks = spots.map(({x, y, groups: own}) => {
    const half = (own.length * apart) / 2
    return {left: x - half, right: x + half, top: y - 5, bottom: y + 5}
  })
  const isFree = (words: Box) => !marks.some((other) => overlap(words, other)) && isSea(words, isLand)
  const beside = isBeside ? listOf(keys, content.places, groups, land.right + 12, space) : undefined
  const key = beside ?? keyOnMap(keys, width, height, isFree)
  const taken = [...key.taken, ...marks]
  const names = placeLabels(
    spots.map(({x, y, name, groups: own}) => ({
      x,
      y,
      words: [name],
      clear: (own.length * apart) / 2,
      plate: isLand(x, y) ? faint : undefined,
      prefer: ['right', 'left', 'below', 'above'],
      isNeeded: !isBeside
    })),
    {bounds: land, segments: [], taken}
  )
  const outline = `stroke="${muted}" stroke-width="0.5"`
  const border = `fill="none" stroke="${muted}" stroke-width="0.8"`
  const isPair = (pair: readonly Shape[], ...two: unknown[]) =>
    pair.length > 1 && two[0] !== two[1] && two.every((one) => pair.some(({country}) => country === one))
  const isDrawn = (a: unknown, b: unknown) => a !== b && !isPair(dashed, a, b) && !isPair(hidden, a, b)
  const dashes = `${border} stroke-dasharray="4 3"`
  return {
    title: options.title === undefined ? content.title : say(options.title),
    description: content.description,
    table: content.table,
    height: Math.max(height, key.height),
    content: [
      // The countries that are named stand out from those around them.
      draw(territory, `fill="${faint}"${chosen.length > 0 ? ' fill-opacity="0.45"' : ''} ${outline}`),
      ...chosen.map(({geometry}) => draw(geometry, `fill="${faint}"`)),
      ...[...content.shades].map(([{geometry}, opacity]) => {
        const look = `fill="${strokes[0]!.colour}" fill-opacity="${opacity}"`
        return draw(geometry, atlas.isOwn ? `${look} ${outline}` : look)
      }),
      options.borders === 'none' ? '' : draw(mesh(topology, inside, isDrawn), border),
      draw(
        mesh(topology, inside, (a, b) => isPair(dashed, a, b)),
        dashes
      ),
      draw({type: 'LineString', coordinates: (view?.dashed ?? []).filter((one) => typeof one !== 'string')}, dashes),
      box(land, {stroke: muted, strokeWidth: 0.5}),
      ...drawLands(context, projection, taken, land),
      key.content,
      ...spots.flatMap(({x, y, groups: own}) =>
        own.map((index, rank) => marker(x + (rank + 0.5 - own.length / 2) * apart, y, index, 4))
      ),
      names
    ].join('')
  }
}

const coordinates = {x: /^(?:lon(?:g|gitude)?|lng|x)$/i, y: /^(?:lat(?:itude)?|y)$/i}

/** The columns of longitude and latitude, where there are any. */
function coordinatesOf({table, options}: Context): [x: string, y: string] | undefined {
  const named = (pattern: RegExp) => table.columns.find(({name}) => pattern.test(name))?.name
  const [x, y] = [options.x ?? named(coordinates.x), options.y?.[0] ?? named(coordinates.y)]
  const isNumber = table.columns.some(({name, type}) => name === x && type === 'number')
  return x !== undefined && y !== undefined && isNumber ? [x, y] : undefined
}

/** Rows with a longitude and a latitude. */
function placesOf(context: Context): Content | Problem {
  const {table, options} = context
  const [longitude, latitude] = coordinatesOf(context)!
  const found = columnsAt(context, [
    [longitude, ['x']],
    [latitude, ['y']],
    [options.by, ['by']],
    [options.label ?? textColumns(table).find((name) => name !== options.by) ?? '', ['label']]
  ])
  if (isProblem(found)) return found
  const [x = -1, y = -1, by = -1, label = -1] = found
  const rows = table.rows.flatMap((row) => {
    const [east, north] = [row.cells[x], row.cells[y]]
    if (east?.type !== 'number' || north?.type !== 'number') return []
    return [{row, group: saidIn(row, by), name: saidIn(row, label), at: [east.value, north.value] as [number, number]}]
  })
  const wrong = rows.find(({at: [east, north]}) => Math.abs(east) > 180 || Math.abs(north) > 90)
  const groups = [...new Set(rows.map(({group}) => group))]
  if (rows.length === 0 || wrong) {
    const reason = wrong
      ? `Coordinates out of range on line ${wrong.row.line} of \`${table.id}\`: ${wrong.at.join(', ')}`
      : `No place with coordinates in \`${table.id}\``
    const fix = 'Write degrees: longitude from -180 to 180, latitude from -90 to 90.'
    return refuse(context, ['data'], wrong ? 'figures:wrong-value' : 'figures:no-data', reason, fix)
  }
  const problem =
    tooMany(context, ['data'], 'groups of places', groups.length, strokes.length) ??
    tooMany(context, ['data'], 'places', rows.length, mostPlaces)
  if (problem) return problem
  const columns = textColumns(table).map((name) => table.columns.findIndex((column) => column.name === name))
  const shown = [...(by < 0 ? [] : [by]), label, ...columns.filter((index) => index !== label && index !== by)]
  return {
    places: rows,
    shades: new Map(),
    keys: [],
    title: columnLabel(context, table.columns[label]!),
    description: groups
      .map((group) => {
        const own = rows.filter((one) => one.group === group).map(({name}) => name)
        return `${namedValue(context, group, own.join(', '))}.`
      })
      .join(' '),
    table: {
      head: shown.map((index) => columnLabel(context, table.columns[index]!)),
      rows: rows.map(({row}) => shown.map((index) => saidIn(row, index)))
    }
  }
}

/** Rows with a country or a region and a value: four shades, as many regions in each. */
function shadesOf(context: Context, atlas: Atlas): Content | Problem {
  const {table, options, lang} = context
  const columns = columnsAt(context, [
    [options.x ?? textColumns(table)[0] ?? '', ['x']],
    [options.y?.[0] ?? table.columns.find(({type}) => type === 'number')?.name ?? '', ['y']]
  ])
  if (isProblem(columns)) return columns
  const [region = -1, value = -1] = columns
  const found = new Map<Shape, {value: number; text: string; name: string}>()
  for (const row of table.rows) {
    const typed = saidIn(row, region)
    if (typed === '') continue
    const shapes = atlas.find(typed)
    if (isProblem(shapes)) {
      const place = table.file && {file: table.file, at: placeAt(table.file, row.cells[region]!.at, typed.length)}
      return context.at(['x'], {...shapes, place})
    }
    const cell = row.cells[value]
    const name = nameFor(context, typed, typed.length <= 3 && shapes.length === 1 ? shapes[0]!.name : typed)
    for (const shape of cell?.type === 'number' ? shapes : [])
      found.set(shape, {value: (cell as {value: number}).value, text: cellText(context, row, value), name})
  }
  const said = [...new Map([...found.values()].map((one) => [one.name, one])).values()]
  if (said.length === 0) {
    const reason = `No number to draw in the column \`${table.columns[value]!.name}\` of \`${table.id}\``
    return refuse(context, ['data'], 'figures:no-data', reason, 'Fill the column, or name another one as `y`.')
  }
  const sorted = said.map((one) => one.value).sort((a, b) => a - b)
  const steps = Math.min(4, new Set(sorted).size)
  const edges = Array.from({length: steps + 1}, (_, index) => quantile(sorted, index / steps))
  const opacity = (index: number) => Math.round((0.25 + (0.75 * index) / steps) * 100) / 100
  const classOf = (one: number) =>
    Math.max(
      0,
      edges.slice(1).findIndex((edge) => one <= edge)
    )
  const unit = unitWord(table.columns[value]!, lang)
  const number = (one: number) => formatNumber(Number(one.toPrecision(3)), lang)
  const label = columnLabel(context, table.columns[value]!)
  return {
    places: [],
    shades: new Map([...found].map(([shape, one]) => [shape, opacity(classOf(one.value))])),
    keys: edges.slice(1).map((edge, index) => ({
      name: `${number(edges[index]!)} – ${number(edge)}${unit ? ` ${unit}` : ''}`,
      index: 0,
      shape: 'box',
      opacity: opacity(index)
    })),
    title: label,
    description: `${inRow(
      context,
      said.slice(0, 30).map(({name, text: words}) => namedValue(context, name, words))
    )}.`,
    table: {
      head: [columnLabel(context, table.columns[region]!), label],
      rows: said.map(({name, text: words}) => [name, words])
    }
  }
}

function extentOf({west, east, south, north}: Bounds) {
  const [x, y] = [(west + east) / 2, south < 0 && north > 0 ? 0 : (south + north) / 2]
  const coordinates = [west, x, east].flatMap((one) => [south, y, north].map((other) => [one, other]))
  return {type: 'MultiPoint' as const, coordinates}
}

/** What is wider than a continent keeps its areas; the rest keeps its angles. */
function projectionOf({west, east}: Bounds): GeoProjection {
  return east - west > 140 ? geoEqualEarth().rotate([-(west + east) / 2, 0]) : geoMercator()
}

/** As wide as the text; as high as the bounds are in their projection, within a page. */
function shapeOf(bounds: Bounds, height: number | undefined): Space {
  if (height !== undefined) return {width: fullWidth, height}
  const extent = extentOf(bounds)
  const [[, top], [, bottom]] = geoPath(projectionOf(bounds).fitWidth(fullWidth, extent)).bounds(extent)
  return {width: fullWidth, height: Math.min(330, Math.max(140, bottom - top))}
}

/** As large as the space is, of the same shape as on paper. */
function within(paper: Space, space: Space): Space {
  const scale = Math.min(space.height / paper.height, space.width / paper.width)
  return {width: paper.width * scale, height: paper.height * scale}
}

/** Names of seas and countries, where the places leave space for them. */
function drawLands(
  {options, say}: Context,
  projection: GeoProjection,
  taken: readonly Box[],
  {left, right}: Box
): string[] {
  return (options.places ?? []).map(({text: words, at}) => {
    const [x = 0, y = 0] = projection(at) ?? []
    const own = textBox(x, y, say(words), centred)
    const isFree = own.left > left + 1.5 && own.right < right - 1.5 && !taken.some((other) => overlap(own, other))
    return isFree ? text(x, y, say(words), centred) : ''
  })
}

interface Spot {
  name: string
  x: number
  y: number
  /** Indexes of the groups there. */
  groups: number[]
}

/** Places that stand too near to be told apart share a mark: « Casablanca, Bouskoura ». */
function gather(places: readonly Place[], groups: readonly string[], projection: GeoProjection): Spot[] {
  const spots: Spot[] = []
  for (const {name, group, at} of places) {
    const [x = 0, y = 0] = projection(at) ?? []
    const index = groups.indexOf(group)
    const near = spots.find((spot) => Math.hypot(spot.x - x, spot.y - y) < 8)
    if (!near) spots.push({name, x, y, groups: [index]})
    else {
      if (!near.name.split(', ').includes(name)) near.name = `${near.name}, ${name}`
      if (!near.groups.includes(index)) near.groups.push(index)
    }
  }
  return spots
}

/** Whether no land stands under words. */
function isSea({left, right, top, bottom}: Box, isLand: (x: number, y: number) => boolean): boolean {
  const steps = [0, 0.25, 0.5, 0.75, 1]
  return !steps.some((across) =>
    steps.some((down) => isLand(left + (right - left) * across, top + (bottom - top) * down))
  )
}

interface Placed {
  content: string
  taken: Box[]
  height: number
}

/** On paper: in the sea where it is wide enough, else under the map. */
function keyOnMap(keys: readonly Key[], width: number, height: number, isFree: (box: Box) => boolean): Placed {
  const size = {width: widest(keys.map(({name}) => name)) + 26, height: keys.length * 15 + 8}
  const corner = [4, height - size.height - 4]
    .flatMap((top) =>
      [4, width - size.width - 4].map((left) => ({left, top, right: left + size.width, bottom: top + size.height}))
    )
    .find((own) => keys.length > 0 && isFree(own))
  if (!corner) {
    const below = legend(keys, height + 10, width)
    return {content: below.content, taken: [], height: height + (keys.length > 0 ? 4 : 0) + below.height}
  }
  const content = keys.map((key, index) => {
    const [x, y] = [corner.left + 8, corner.top + 12 + index * 15]
    return keySign(x, y, key) + text(x + 9, y, key.name)
  })
  return {content: content.join(''), taken: [corner], height}
}

/** On a slide: every group with its places. */
function listOf(
  keys: readonly Key[],
  places: readonly Place[],
  groups: readonly string[],
  left: number,
  space: Space
): Placed {
  const indent = left + 10
  const items = keys.map((key) => {
    const own = key.shape === 'marker' ? places.filter(({group}) => group === groups[key.index]) : []
    const names = [...new Set(own.map(({name}) => name.replaceAll(' ', '\u00A0')))].join(', ')
    return names === '' ? [] : wrapText(names, space.width - indent, fontSize.small)
  })
  const lineCount = items.reduce((sum, {length}) => sum + length, 0)
  const used = keys.length * lineHeight() + lineCount * lineHeight(fontSize.small)
  const gap = Math.max(1.5, Math.min(9, (space.height - used) / keys.length))
  let y = 0
  const content = keys.map((key, index) => {
    const [name, height] = [y + 5.7, items[index]!.length * lineHeight(fontSize.small)]
    const style = key.shape === 'marker' ? {...bold, colour: strokeOf(key.index).colour} : {}
    const list = text(indent, y + lineHeight() + height / 2, items[index]!, {size: fontSize.small})
    y += lineHeight() + height + gap
    return keySign(left + 4, name, key) + text(indent + (height > 0 ? 0 : 4), name, key.name, style) + list
  })
  return {content: content.join(''), taken: [], height: y - gap}
}
