/** Places, or values of countries, on Natural Earth's outlines. How a disputed border is drawn is the author's choice, and is said. */

import {
  type GeoPermissibleObjects,
  type GeoProjection,
  geoArea,
  geoBounds,
  geoContains,
  geoMercator,
  geoPath
} from 'd3-geo'
import {feature, merge, mesh} from 'topojson-client'
import type {GeometryCollection, GeometryObject, MultiPolygon, Polygon, Topology} from 'topojson-specification'
import world from 'world-atlas/countries-50m.json' with {type: 'json'}
import {formatNumber} from '../../data/format.ts'
import {isProblem, type Problem} from '../../data/problem.ts'
import {placeAt, saidIn} from '../../data/table.ts'
import {capitalise} from '../../document/text.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import {listed, namedValue} from '../describe.ts'
import {type Context, cellText, columnAt, columnLabel, quantile, unitOf} from '../encode.ts'
import {faint, fullWidth, muted, strokes} from '../palette.ts'
import type {Sketch, Space} from '../picture.ts'
import {type Box, box, lineHeight, lines, marker, overlap, short, text, textBox} from '../svg.ts'
import {textWidth, wrapText} from '../text-width.ts'

type Country = GeometryObject<{name: string}>
const topology = world as unknown as Topology<{countries: GeometryCollection<{name: string}>}>
const countries = topology.objects.countries.geometries
const mostPlaces = 300

interface Spot {
  name: string
  x: number
  y: number
  /** Index of the groups there. */
  groups: number[]
}

interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

interface Place {
  group: string
  name: string
  at: [number, number]
}

/** Problems: `data:unknown-value`, `figures:unknown-region`, `figures:no-data`, `figures:too-much`, `figures:wrong-value`. */
export function drawMap(context: Context): Sketch | Problem {
  const {options, space, say, at} = context
  const view = options.borders === undefined ? undefined : options.views?.[options.borders]
  if (options.borders !== undefined && !view && !['all', 'none'].includes(options.borders)) {
    const known = ['all', 'none', ...Object.keys(options.views ?? {})]
    return at(['borders'], {
      reason: `Unknown borders \`${options.borders}\``,
      rule: 'figures:wrong-value',
      fix: didYouMean(options.borders, known) || `Use one of ${known.map((one) => `\`${one}\``).join(', ')}.`,
      expected: nearest(options.borders, known)
    })
  }
  const lookUp = (name: string, path: Array<string | number>) => countryNamed(name) ?? at(path, unknownCountry(name))
  const chosen: Country[] = []
  for (const [index, name] of (options.countries ?? []).entries()) {
    const found = lookUp(name, ['countries', index])
    if ('reason' in found) return found
    chosen.push(found)
  }
  const drawn = hasColumns(context) ? placesOf(context) : shadesOf(context, lookUp)
  if (isProblem(drawn)) return drawn
  const bounds = view?.bounds ?? options.bounds ?? boundsOf([...chosen, ...drawn.shades.keys()], drawn.places)
  const paper = shapeOf(bounds, view?.height ?? options.height)
  const groups = [...new Set(drawn.places.map(({group}) => group))]
  // Where a map is small, its places are named beside it.
  const isListed = groups.length > 1 || drawn.classes.length > 0 || (space !== undefined && drawn.places.length > 0)
  const {width, height} = space ? (isListed ? besideLegend(paper, space) : within(paper, space)) : paper
  const land: Box = {left: 0.5, right: width - 0.5, top: 0.5, bottom: height - 0.5}
  const projection = projectionOf(bounds, {width, height}, land)
  const path = geoPath(projection)
  const draw = (shape: GeoPermissibleObjects) =>
    (path(shape) ?? '').replace(/-?\d+\.\d+/g, (number) => short(Number(number)))
  const all = topology.objects.countries
  const shown = {...all, geometries: countries.filter((country) => isInside(country, bounds))}
  const territory = merge(topology, shown.geometries as Array<Polygon | MultiPolygon>)
  const isLand = ({left, right, top, bottom}: Box) => {
    const middle = projection.invert?.([(left + right) / 2, (top + bottom) / 2])
    return !middle || geoContains(territory, middle)
  }
  const pair = (names: readonly string[] | undefined) =>
    (names ?? [])
      .map((name) => countryNamed(name)?.id)
      .sort()
      .join()
  const isPair = (names: readonly string[] | undefined) => (a: {id?: unknown}, b: {id?: unknown}) =>
    names !== undefined && [a.id, b.id].sort().join() === pair(names)
  const dashedPair = view?.dashed && typeof view.dashed[0] === 'string' ? (view.dashed as [string, string]) : undefined
  const isHidden = (a: {id?: unknown}, b: {id?: unknown}) => isPair(view?.hidden)(a, b) || isPair(dashedPair)(a, b)
  const borders = options.borders === 'none' ? '' : draw(mesh(topology, shown, (a, b) => a !== b && !isHidden(a, b)))
  const dashed = dashedPair
    ? draw(mesh(topology, shown, (a, b) => a !== b && isPair(dashedPair)(a, b)))
    : view?.dashed
      ? draw({type: 'LineString', coordinates: view.dashed as Array<[number, number]>})
      : ''
  const spots = gather(
    drawn.places.map(({name, group, at: where}) => {
      const [x = 0, y = 0] = projection(where) ?? []
      return {name, x, y, groups: [groups.indexOf(group)]}
    })
  )
  const marks = spots.map(boxOfMarkers)
  const note = [view?.note ?? options.note]
    .flatMap((words) => (words === undefined ? [] : [say(words)]))
    .concat(context.terms.charts.atlas)
    .join(' ')
  const entries =
    groups.length > 1 || space
      ? groups.map((name, index) => ({
          name: name || capitalise(drawn.title),
          index,
          places: [...new Set(drawn.places.filter(({group}) => group === name).map((one) => one.name))]
        }))
      : []
  const isFree = (words: Box) => !marks.some((other) => overlap(words, other)) && isSea(words, isLand)
  const legend = space
    ? listBeside({entries, classes: drawn.classes, note, left: isListed ? land.right + 12 : 0, space, isListed, height})
    : legendOnMap({entries, classes: drawn.classes, note, width, height, isFree})
  const taken = [...legend.taken, ...marks]
  const names = spots.map((spot) => drawSpot(spot, taken, {land, ...(space && isListed ? {isLand} : {})}))
  const stroke = (d: string, dash = '') =>
    d ? `<path d="${d}" fill="none" stroke="${muted}" stroke-width="0.8"${dash}/>` : ''
  const shades = [...drawn.shades].map(
    ([country, shade]) =>
      `<path d="${draw(feature(topology, country))}" fill="${strokes[0].colour}" fill-opacity="${shade}"/>`
  )
  return {
    title: options.title === undefined ? drawn.title : say(options.title),
    description: `${drawn.description} ${note}`,
    table: drawn.table,
    height: legend.height,
    content: [
      // The countries that are named stand out from those around them.
      `<path d="${draw(territory)}" fill="${faint}"${chosen.length > 0 ? ' fill-opacity="0.45"' : ''} stroke="${muted}" stroke-width="0.5"/>`,
      ...chosen.map((country) => `<path d="${draw(feature(topology, country))}" fill="${faint}"/>`),
      ...shades,
      stroke(borders),
      stroke(dashed, ' stroke-dasharray="4 3"'),
      box(land, {stroke: muted, strokeWidth: 0.5}),
      ...drawLands(context, projection, taken, land),
      ...legend.marks,
      ...names,
      ...legend.note
    ].join('')
  }
}

function countryNamed(name: string): Country | undefined {
  const wanted = plain(name)
  return countries.find(
    ({id, properties}) => String(id) === name.padStart(3, '0') || plain(nameIn(properties)) === wanted
  )
}

const nameIn = (properties: object | undefined) => (properties && 'name' in properties ? String(properties.name) : '')

const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function unknownCountry(name: string): Problem {
  const known = countries.map(({properties}) => nameIn(properties))
  return {
    reason: `Unknown country \`${name}\` in the atlas`,
    rule: 'figures:unknown-region',
    fix: didYouMean(name, known) || 'Write its English name as Natural Earth has it, or its ISO number, such as 504.',
    expected: nearest(name, known)
  }
}

interface Drawn {
  places: Place[]
  shades: Map<Country, number>
  classes: Array<{name: string; shade: number}>
  title: string
  description: string
  table: Sketch['table']
}

const coordinates = {x: /^(?:lon(?:g|gitude)?|lng|x)$/i, y: /^(?:lat(?:itude)?|y)$/i}

function hasColumns({table, options}: Context): boolean {
  return options.x !== undefined && options.y !== undefined && options.y[0] !== undefined
    ? table.columns.some(({name, type}) => name === options.x && type === 'number')
    : table.columns.some(({name}) => coordinates.x.test(name)) &&
        table.columns.some(({name}) => coordinates.y.test(name))
}

/** Rows with a longitude and a latitude. */
function placesOf(context: Context): Drawn | Problem {
  const {table, options, at} = context
  const find = (name: string | undefined, pattern: RegExp, key: string) =>
    columnAt(context, name ?? table.columns.find((column) => pattern.test(column.name))?.name ?? '', [key])
  const [x, y] = [find(options.x, coordinates.x, 'x'), find(options.y?.[0], coordinates.y, 'y')]
  if (typeof x !== 'number') return x
  if (typeof y !== 'number') return y
  const texts = table.columns
    .filter(({type, name}) => type === 'text' && !/^sources?$/.test(name))
    .map(({name}) => name)
  const by = options.by === undefined ? -1 : columnAt(context, options.by, ['by'])
  if (typeof by !== 'number') return by
  const label = columnAt(context, options.label ?? texts.find((name) => name !== options.by) ?? '', ['label'])
  if (typeof label !== 'number') return label
  const rows = table.rows.flatMap((row): Array<{row: typeof row; place: Place}> => {
    const [east, north] = [row.cells[x], row.cells[y]]
    if (east?.type !== 'number' || north?.type !== 'number') return []
    return [
      {row, place: {group: by < 0 ? '' : saidIn(row, by), name: saidIn(row, label), at: [east.value, north.value]}}
    ]
  })
  const wrong = rows.find(({place}) => Math.abs(place.at[0]) > 180 || Math.abs(place.at[1]) > 90)
  const groups = new Set(rows.map(({place}) => place.group))
  if (rows.length === 0 || wrong || rows.length > mostPlaces || groups.size > 4) {
    return at(['data'], {
      reason: wrong
        ? `Coordinates out of range on line ${wrong.row.line} of \`${table.id}\`: ${wrong.place.at.join(', ')}`
        : rows.length === 0
          ? `No place with coordinates in \`${table.id}\``
          : groups.size > 4
            ? `Too many groups of places: ${groups.size} (maximum 4)`
            : `Too many places: ${rows.length} (maximum ${mostPlaces})`,
      rule: wrong ? 'figures:wrong-value' : rows.length === 0 ? 'figures:no-data' : 'figures:too-much',
      fix:
        wrong || rows.length === 0
          ? 'Write degrees: longitude from -180 to 180, latitude from -90 to 90.'
          : 'Draw some of them with `where: …`.'
    })
  }
  const places = rows.map(({place}) => place)
  const more = table.columns.flatMap(({type}, index) =>
    type === 'text' && index !== label && index !== by && !/^sources?$/.test(table.columns[index]!.name) ? [index] : []
  )
  return {
    places,
    shades: new Map(),
    classes: [],
    title: columnLabel(context, table.columns[label]!),
    description: [...groups]
      .map((group) => {
        const own = places.filter((one) => one.group === group).map(({name}) => name)
        return `${namedValue(context, group, own.join(', '))}.`
      })
      .join(' '),
    table: {
      head: [
        ...(by < 0 ? [] : [columnLabel(context, table.columns[by]!)]),
        columnLabel(context, table.columns[label]!),
        ...more.map((index) => columnLabel(context, table.columns[index]!))
      ],
      rows: rows.map(({row, place}) => [
        ...(by < 0 ? [] : [place.group]),
        place.name,
        ...more.map((index) => saidIn(row, index))
      ])
    }
  }
}

/** Rows with a country and a value: four shades, as many countries in each. */
function shadesOf(
  context: Context,
  lookUp: (name: string, path: Array<string | number>) => Country | Problem
): Drawn | Problem {
  const {table, options, lang, terms} = context
  const regionName = options.x ?? table.columns.find(({type}) => type === 'text')?.name ?? ''
  const region = columnAt(context, regionName, ['x'])
  if (typeof region !== 'number') return region
  const value = columnAt(context, options.y?.[0] ?? table.columns.find(({type}) => type === 'number')?.name ?? '', [
    'y'
  ])
  if (typeof value !== 'number') return value
  const found = new Map<Country, {value: number; text: string; name: string}>()
  for (const row of table.rows) {
    const name = saidIn(row, region)
    const cell = row.cells[value]
    if (name === '') continue
    const country = lookUp(name, ['x'])
    if ('reason' in country) {
      const at = row.cells[region]?.at ?? 0
      return table.file ? {...country, place: {file: table.file, at: placeAt(table.file, at, name.length)}} : country
    }
    if (cell?.type === 'number') found.set(country, {value: cell.value, text: cellText(context, row, value), name})
  }
  const sorted = [...found.values()].map((one) => one.value).sort((a, b) => a - b)
  const steps = Math.min(4, new Set(sorted).size)
  const edges = Array.from({length: steps + 1}, (_, index) => quantile(sorted, index / steps))
  const shade = (index: number) => Math.round((0.25 + (0.75 * (index + 1)) / steps - 0.75 / steps) * 100) / 100
  const classOf = (one: number) =>
    Math.max(
      0,
      Math.min(
        steps - 1,
        edges.slice(1).findIndex((edge) => one <= edge)
      )
    )
  const unit = [unitOf(table.columns[value]!, lang)].flat().at(-1)
  const number = (one: number) => formatNumber(Number(one.toPrecision(3)), lang)
  const label = columnLabel(context, table.columns[value]!)
  return {
    places: [],
    shades: new Map([...found].map(([country, one]) => [country, shade(classOf(one.value))])),
    classes: edges.slice(1).map((edge, index) => ({
      name: `${number(edges[index]!)} – ${number(edge)}${unit ? ` ${unit}` : ''}`,
      shade: shade(index)
    })),
    title: label,
    description: `${listed(
      context,
      [...found.values()].slice(0, 30).map(({name, text: words}) => namedValue(context, name, words))
    )}.`,
    table: {
      head: [columnLabel(context, table.columns[region]!) || terms.charts.year, label],
      rows: [...found.values()].map(({name, text: words}) => [name, words])
    }
  }
}

/** The countries without what lies overseas, and the places, with some land around them. */
function boundsOf(shown: readonly Country[], places: readonly Place[]): Bounds {
  const boxes = shown.map((country) => geoBounds(largestPart(country)))
  const points = [...boxes.flat(), ...places.map(({at}) => at)]
  const [longitudes, latitudes] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const raw = {
    west: Math.min(...longitudes),
    east: Math.max(...longitudes),
    south: Math.min(...latitudes),
    north: Math.max(...latitudes)
  }
  const margin = {
    x: Math.max((raw.east - raw.west) * (shown.length > 0 ? 0.05 : 0.2), 0.6),
    y: Math.max((raw.north - raw.south) * (shown.length > 0 ? 0.05 : 0.2), 0.5)
  }
  return {
    west: Math.max(-180, raw.west - margin.x),
    east: Math.min(180, raw.east + margin.x),
    south: Math.max(-80, raw.south - margin.y),
    north: Math.min(83, raw.north + margin.y)
  }
}

function largestPart(country: Country): GeoPermissibleObjects {
  const {geometry} = feature(topology, country) as {geometry: GeoJSON.Geometry}
  if (geometry.type !== 'MultiPolygon') return geometry as GeoPermissibleObjects
  const parts = geometry.coordinates.map((coordinates) => ({type: 'Polygon' as const, coordinates}))
  return parts.reduce((largest, part) => (geoArea(part) > geoArea(largest) ? part : largest))
}

function isInside(country: Country, {west, east, south, north}: Bounds): boolean {
  const [[left, bottom], [right, top]] = geoBounds(feature(topology, country))
  return top > south - 1 && bottom < north + 1 && (left > right || (right > west - 1 && left < east + 1))
}

function extentOf({west, east, south, north}: Bounds) {
  return {
    type: 'MultiPoint' as const,
    coordinates: [
      [west, south],
      [east, south],
      [west, north],
      [east, north]
    ] as Array<[number, number]>
  }
}

/** As wide as the text; as high as the bounds are in Mercator's projection, within a page. */
function shapeOf(bounds: Bounds, height: number | undefined): Space {
  if (height !== undefined) return {width: fullWidth, height}
  const projection = geoMercator().fitWidth(fullWidth, extentOf(bounds))
  const [, top = 0] = projection([bounds.west, bounds.north]) ?? []
  const [, bottom = 0] = projection([bounds.west, bounds.south]) ?? []
  return {width: fullWidth, height: Math.min(330, Math.max(140, bottom - top))}
}

function projectionOf(bounds: Bounds, {width, height}: Space, land: Box): GeoProjection {
  const projection = geoMercator().fitExtent(
    [
      [0, 0],
      [width, height]
    ],
    extentOf(bounds)
  )
  projection.clipExtent([
    [land.left, land.top],
    [land.right, land.bottom]
  ])
  return projection
}

/** Names of seas and countries, where the places leave space for them. */
function drawLands({options, say}: Context, projection: GeoProjection, taken: readonly Box[], frame: Box): string[] {
  return (options.places ?? []).flatMap(({text: words, at}) => {
    const [x = 0, y = 0] = projection(at) ?? []
    const style = {anchor: 'middle', colour: muted, size: 8.5} as const
    const name = say(words)
    const own = textBox(x, y, name, style)
    const isFree =
      own.left > frame.left + 1.5 && own.right < frame.right - 1.5 && !taken.some((other) => overlap(own, other))
    return isFree ? [text(x, y, name, style)] : []
  })
}

/** Places that stand too near to be told apart share a mark: « Casablanca, Bouskoura ». */
function gather(places: readonly Spot[]): Spot[] {
  const spots: Spot[] = []
  for (const place of places) {
    const near = spots.find((spot) => Math.hypot(spot.x - place.x, spot.y - place.y) < 8)
    if (!near) {
      spots.push({...place, groups: [...place.groups]})
      continue
    }
    if (!near.name.split(', ').includes(place.name)) near.name = `${near.name}, ${place.name}`
    for (const index of place.groups) if (!near.groups.includes(index)) near.groups.push(index)
  }
  return spots
}

const apart = 9.5

function boxOfMarkers({x, y, groups}: Spot): Box {
  const half = (groups.length * apart) / 2
  return {left: x - half, right: x + half, top: y - 5, bottom: y + 5}
}

/** Whether no land stands under words. */
function isSea({left, right, top, bottom}: Box, isLand: (box: Box) => boolean): boolean {
  const steps = [0, 0.25, 0.5, 0.75, 1]
  return !steps.some((across) =>
    steps.some((down) => {
      const [x, y] = [left + (right - left) * across, top + (bottom - top) * down]
      return isLand({left: x, right: x, top: y, bottom: y})
    })
  )
}

interface SpotFrame {
  land: Box
  /** Whether words stand on land, where borders may cross them; given where every name is listed beside as well. */
  isLand?: (words: Box) => boolean
}

/** The marks of a place and its name, on the first free side; a name that is listed beside may be left out. */
function drawSpot(spot: Spot, taken: Box[], {land, isLand}: SpotFrame): string {
  const marks = boxOfMarkers(spot)
  const sides = [
    {x: marks.right + 3, y: spot.y, anchor: 'start'},
    {x: marks.left - 3, y: spot.y, anchor: 'end'},
    {x: spot.x, y: marks.bottom + 6, anchor: 'middle'},
    {x: spot.x, y: marks.top - 6, anchor: 'middle'}
  ] as const
  const free = sides.find(({x, y, anchor}) => {
    const words = textBox(x, y, spot.name, {anchor})
    return words.left > 2 && words.right < land.right - 1.5 && !taken.some((other) => overlap(words, other))
  })
  const symbols = spot.groups.map((index, at) => {
    const {colour, symbol} = strokes[index % strokes.length]!
    return marker(marks.left + (at + 0.5) * apart, spot.y, symbol, colour, 4)
  })
  if (!free) return symbols.join('')
  const {x, y, anchor} = free
  const words = textBox(x, y, spot.name, {anchor})
  taken.push(words)
  return symbols.join('') + text(x, y, spot.name, {anchor, ...(isLand && !isLand(words) ? {} : {plate: faint})})
}

interface Entry {
  name: string
  index: number
  places: string[]
}

interface Legend {
  marks: string[]
  note: string[]
  taken: Box[]
  /** Of the whole drawing. */
  height: number
}

type Class = Drawn['classes'][number]

/** On paper: in the sea where it is wide enough, else under the map, with the note. */
function legendOnMap({
  entries,
  classes,
  note,
  width,
  height,
  isFree
}: {
  entries: readonly Entry[]
  classes: readonly Class[]
  note: string
  width: number
  height: number
  isFree: (box: Box) => boolean
}): Legend {
  const names = [...entries.map(({name}) => name), ...classes.map(({name}) => name)]
  const size = {width: Math.max(0, ...names.map((name) => textWidth(name, 9.5))) + 26, height: names.length * 15 + 8}
  const corners = [
    [4, 4],
    [width - size.width - 4, 4],
    [4, height - size.height - 4],
    [width - size.width - 4, height - size.height - 4]
  ] as const
  const corner =
    names.length === 0
      ? undefined
      : corners.find(([left, top]) => isFree({left, top, right: left + size.width, bottom: top + size.height}))
  const drawn = (x: number, y: number, entry: Entry | Class) =>
    'index' in entry
      ? marker(x, y, strokes[entry.index]!.symbol, strokes[entry.index]!.colour, 4) + text(x + 9, y, entry.name)
      : `<rect x="${x - 4}" y="${y - 4}" width="8" height="8" fill="${strokes[0].colour}" fill-opacity="${entry.shade}" stroke="${muted}" stroke-width="0.4"/>${text(x + 9, y, entry.name)}`
  const all = [...entries, ...classes]
  let [x, y] = [4, height + 10]
  const marks = all.map((entry, index) => {
    if (corner) return drawn(corner[0] + 8, corner[1] + 12 + index * 15, entry)
    const needed = textWidth(entry.name, 9.5) + 30
    if (x + needed > width) [x, y] = [4, y + 14]
    const mark = drawn(x + 4, y, entry)
    x += needed
    return mark
  })
  const below = corner || all.length === 0 ? height : y + 4
  const wrapped = wrapText(note, width, 8.5)
  const noteHeight = wrapped.length * lineHeight(8.5)
  return {
    marks,
    note: [lines(0, below + 5 + noteHeight / 2, wrapped, {colour: muted, size: 8.5})],
    taken: corner
      ? [{left: corner[0], top: corner[1], right: corner[0] + size.width, bottom: corner[1] + size.height}]
      : [],
    height: below + 6 + noteHeight
  }
}

/** Least width of the list beside a map. */
const listWidth = 125

/** As large as the space is high, of the same shape as on paper, with the list beside. */
function besideLegend(paper: Space, space: Space): Space {
  const scale = Math.min(space.height / paper.height, (space.width - listWidth - 12) / paper.width)
  return {width: paper.width * scale, height: paper.height * scale}
}

function within(paper: Space, space: Space): Space {
  const scale = Math.min((space.height - 16) / paper.height, space.width / paper.width)
  return {width: paper.width * scale, height: paper.height * scale}
}

/** In a given space: every group with its places, and the note under them. */
function listBeside({
  entries,
  classes,
  note,
  left,
  space,
  isListed,
  height: mapHeight
}: {
  entries: readonly Entry[]
  classes: readonly Class[]
  note: string
  left: number
  space: Space
  isListed: boolean
  height: number
}): Legend {
  const wrap = (words: string, from: number) => wrapText(words, space.width - from, 8.5)
  if (!isListed) {
    const wrapped = wrap(note, 0)
    const noteHeight = wrapped.length * lineHeight(8.5)
    return {
      marks: [],
      taken: [],
      note: [lines(0, mapHeight + 4 + noteHeight / 2, wrapped, {colour: muted, size: 8.5})],
      height: mapHeight + 5 + noteHeight
    }
  }
  const indent = left + 10
  const items = entries.map(({places}) =>
    wrap([...new Set(places.map((name) => name.replaceAll(' ', '\u00A0')))].join(', '), indent)
  )
  const notes = wrap(note.replace(/(?<=[°\d]) (?=[\d\p{L}])/gu, '\u00A0'), left)
  const lineCount = items.reduce((sum, item) => sum + item.length, notes.length)
  const used = entries.length * 11.4 + lineCount * lineHeight(8.5) + classes.length * 14
  const gap = Math.max(1.5, Math.min(9, (space.height - used) / Math.max(1, entries.length)))
  let y = 0
  const marks = items.map((places, index) => {
    const {colour, symbol} = strokes[index % strokes.length]!
    const [name, list] = [y + 5.7, y + 11.4 + (places.length * lineHeight(8.5)) / 2]
    y += 11.4 + places.length * lineHeight(8.5) + gap
    return [
      marker(left + 4, name, symbol, colour, 4),
      text(indent, name, entries[index]!.name, {colour, weight: 'semibold'}),
      lines(indent, list, places, {size: 8.5})
    ].join('')
  })
  for (const {name, shade} of classes) {
    marks.push(
      `<rect x="${left}" y="${y + 2}" width="9" height="9" fill="${strokes[0].colour}" fill-opacity="${shade}" stroke="${muted}" stroke-width="0.4"/>${text(left + 14, y + 7, name)}`
    )
    y += 14
  }
  const height = Math.max(space.height, y + notes.length * lineHeight(8.5))
  return {
    marks,
    taken: [],
    note: [lines(left, height - (notes.length * lineHeight(8.5)) / 2, notes, {colour: muted, size: 8.5})],
    height
  }
}
