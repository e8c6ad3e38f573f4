/** Names of countries and parts of the world, in any language or as codes, and an author's own regions → their outlines. */

import {type GeoPermissibleObjects, geoArea, geoBounds} from 'd3-geo'
import {feature} from 'topojson-client'
import type {GeometryCollection, GeometryObject, Topology} from 'topojson-specification'
import world from 'world-atlas/countries-50m.json' with {type: 'json'}
import {inCode, isProblem, type Problem, unknownName} from '../../data/problem.ts'
import {type Context, refuse} from '../context.ts'
import codes from './regions.json' with {type: 'json'}

export type Country = GeometryObject<{name: string}>

const nameOf = ({properties}: Country) => (properties && 'name' in properties ? properties.name : '')

/** Natural Earth, 1:50 M. */
export const topology = world as unknown as Topology<{countries: GeometryCollection<{name: string}>}>
export const countries = topology.objects.countries.geometries

/** A country, or a region of the author's. */
export interface Shape {
  /** In the language of the thesis. */
  name: string
  geometry: GeoPermissibleObjects
  country?: Country
}

export interface Atlas {
  /** Shapes of a name: several for a part of the world. Problem: `figures:unknown-region`. */
  find: (name: string) => Shape[] | Problem
  /** Whether its shapes are the author's. */
  isOwn: boolean
}

/** A name without its accents, dashes, dots and capitals. */
const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[-.’'\s]+/g, ' ')
    .trim()
    .toLowerCase()

/**
 * Countries by their names, in English and in the language of the chart, by ISO 3166 codes of two and three letters or of
 * digits; parts of the world by their names and UN M49 codes; or the regions of a file of the author's.
 *
 * Problem: `figures:unknown-region`, `figures:unreadable`.
 */
export function openAtlas(context: Context): Atlas | Problem {
  const {options, lang} = context
  const shapes = new Map<string, Shape[]>()
  const names: string[] = []
  const put = (typed: ReadonlyArray<string | undefined>, own: Shape[]) => {
    for (const name of typed) if (name && !shapes.has(plain(name))) shapes.set(plain(name), own)
    names.push(...typed.filter((name) => name && name.length > 3).map(String))
  }
  if (options.regions !== undefined) {
    const own = readOwn(context, options.regions)
    if (isProblem(own)) return own
    for (const shape of own) put([shape.name], [shape])
  } else {
    const nameIn = [lang, 'en'].map((to) => new Intl.DisplayNames(to, {type: 'region', fallback: 'none'}))
    const all = new Map<string, Shape>()
    for (const country of countries) {
      const {id = ''} = country
      const {[String(id)]: iso = ''} = codes.countries as Record<string, string>
      const [two, three] = iso.split(' ')
      const said = nameIn.map((displayed) => (two ? displayed.of(two) : undefined))
      const shape = {name: said[0] ?? nameOf(country), geometry: feature(topology, country), country}
      if (two) all.set(two, shape)
      put([nameOf(country), ...said, two, three, String(id), String(Number(id))], [shape])
    }
    for (const [code, members] of Object.entries(codes.regions)) {
      put(
        [...nameIn.map((displayed) => displayed.of(code)), code],
        members.split(' ').map((two) => all.get(two)!)
      )
    }
  }
  const known = [...new Set(names)]
  const what = options.regions === undefined ? 'Unknown country' : 'Unknown region'
  const where = options.regions === undefined ? 'in the atlas' : `of \`${options.regions}\``
  const fix = options.regions
    ? `Use one of ${inCode(known, 6)}, or name another property as \`key: …\`.`
    : 'Write its name in the language of the thesis or in English, its ISO code, such as MA, MAR or 504, or put its outline in thesis/data/ and name the file as `regions: data/….geojson`.'
  return {
    find: (name) =>
      shapes.get(plain(name)) ??
      unknownName(`${what} \`${name}\` ${where}`, name, known, fix, 'figures:unknown-region'),
    isOwn: options.regions !== undefined
  }
}

/** Features of GeoJSON, or of the first object of TopoJSON, by the property `key`. */
function readOwn(context: Context, path: string): Shape[] | Problem {
  const {data, options} = context
  const files = data.shapes ?? new Map<string, string>()
  const typed = files.get(path.replace(/^(?:thesis\/)?data\//, ''))
  const known = [...files.keys()].map((name) => `data/${name}`)
  if (typed === undefined) {
    const fix = `Put a GeoJSON or TopoJSON file in thesis/data/${known.length > 0 ? `, or use one of ${inCode(known, 6)}` : ''}.`
    return context.at(
      ['regions'],
      unknownName(`Missing file \`${path}\` of regions`, path, known, fix, 'figures:unknown-region')
    )
  }
  const shapes = featuresIn(typed).flatMap(({geometry, properties, id}): Shape[] => {
    const name = options.key === undefined ? (properties?.name ?? properties?.NAME ?? id) : properties?.[options.key]
    return geometry && name !== undefined ? [{name: String(name), geometry: geometry as GeoPermissibleObjects}] : []
  })
  if (shapes.length > 0) return shapes
  const properties = Object.keys(featuresIn(typed)[0]?.properties ?? {})
  const reason =
    properties.length > 0
      ? `No region of \`${path}\` has the property \`${options.key ?? 'name'}\``
      : `No regions in \`${path}\``
  const fix =
    properties.length > 0
      ? `Write \`key: …\` with one of ${inCode(properties, 6)}.`
      : 'Save it as GeoJSON with one feature a region, in degrees.'
  return refuse(context, [options.key === undefined ? 'regions' : 'key'], 'figures:unreadable', reason, fix)
}

function featuresIn(typed: string): GeoJSON.Feature[] {
  try {
    const read = JSON.parse(typed) as GeoJSON.FeatureCollection | Topology
    const found = read.type === 'Topology' ? feature(read, Object.values(read.objects)[0]!) : read
    return 'features' in found ? found.features.map(rewound) : []
  } catch {
    return []
  }
}

/** A ring that holds more than half of the world is wound the other way, as RFC 7946 has it: d3 wants it clockwise. */
function rewound(one: GeoJSON.Feature): GeoJSON.Feature {
  if (!one.geometry || geoArea(one) < 2 * Math.PI) return one
  const geometry = structuredClone(one.geometry)
  const polygons =
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []
  for (const ring of polygons.flat()) ring.reverse()
  return {...one, geometry}
}

export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

/** The shapes without what lies overseas, and the places, with some land around them; the world where there are none. */
export function boundsOf(shapes: readonly Shape[], places: ReadonlyArray<[number, number]>): Bounds {
  const parts = shapes
    .map(({geometry}) => largestPart(geometry))
    .map((part) => ({box: geoBounds(part), area: geoArea(part)}))
  // What crosses the 180th meridian, and far small islands, would stretch a part of the world around it.
  const near = parts.filter(({box: [[west], [east]]}) => west <= east)
  const least = near.length > 3 ? Math.max(...near.map(({area}) => area)) * 0.003 : 0
  const corners = near.filter(({area}) => area >= least).flatMap(({box}) => box)
  const points = [...corners, ...places]
  if (points.length === 0) points.push([-180, -60], [180, 83])
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const share = shapes.length > 0 ? 0.05 : 0.2
  const [x, y] = [Math.max((east - west) * share, 0.6), Math.max((north - south) * share, 0.5)]
  return {
    west: Math.max(-180, west - x),
    east: Math.min(180, east + x),
    south: Math.max(-80, south - y),
    north: Math.min(83, north + y)
  }
}

function largestPart(shape: GeoPermissibleObjects): GeoPermissibleObjects {
  const geometry = ('geometry' in shape ? shape.geometry : shape) as GeoJSON.Geometry
  if (geometry.type !== 'MultiPolygon') return geometry as GeoPermissibleObjects
  const parts = geometry.coordinates.map((coordinates) => ({type: 'Polygon' as const, coordinates}))
  return parts.reduce((largest, part) => (geoArea(part) > geoArea(largest) ? part : largest))
}

/** Whether some of a country may lie within bounds. */
export function isInside(country: Country, {west, east, south, north}: Bounds): boolean {
  const [[left, bottom], [right, top]] = geoBounds(feature(topology, country))
  return top > south - 1 && bottom < north + 1 && (left > right || (right > west - 1 && left < east + 1))
}
