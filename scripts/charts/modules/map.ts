/** Where the four cases work. Borders are Natural Earth's; how the one that is disputed is drawn is a setting. */

import {type GeoPermissibleObjects, type GeoProjection, geoContains, geoMercator, geoPath} from 'd3-geo'
import {merge, mesh} from 'topojson-client'
import type {GeometryCollection, MultiPolygon, Polygon, Topology} from 'topojson-specification'
import world from 'world-atlas/countries-50m.json' with {type: 'json'}
import {z} from 'zod'
import {type CaseStudy, membersOf} from '../../data/data.ts'
import {noCases} from '../../data/values.ts'
import {faint, fullWidth, muted, strokes} from '../palette.ts'
import {type DrawChart, picture, type Space} from '../picture.ts'
import {type Box, box, lineHeight, lines, marker, overlap, short, text, textBox} from '../svg.ts'
import {wrapText} from '../text-width.ts'

const topology = world as unknown as Topology<{countries: GeometryCollection<{name: string}>}>
/** Those that the frame can show: Morocco, Western Sahara, Algeria, Mauritania, Mali, Spain, Portugal, Gibraltar. */
const shown = ['504', '732', '012', '478', '466', '724', '620', '292']
const morocco = '504'
const westernSahara = '732'

/**
 * What the map shows of Western Sahara, whose status is disputed. It takes no side: the note under it says what is drawn.
 * Natural Earth follows control on the ground; the maps of the United Nations, the parallel 27°40′ N.
 */
const borderStyles = {
  north: 'La carte s’arrête au nord du parallèle 27° 40′.',
  un: 'Tirets : parallèle 27° 40′, limite du Sahara occidental sur les cartes de l’ONU.',
  'natural-earth': 'Tirets : ligne de contrôle de fait au Sahara occidental.',
  none: 'Aucune limite n’est tracée avec le Sahara occidental.'
} as const

type BorderStyle = keyof typeof borderStyles

interface Spot {
  name: string
  x: number
  y: number
  /** Index of the cases there. */
  cases: number[]
}

export const mapOptions = z.object({borders: z.enum(Object.keys(borderStyles) as BorderStyle[]).default('north')})

export const map: DrawChart<z.output<typeof mapOptions>> = (input) => {
  const style = input.options.borders
  const cases = membersOf(input.data)
  if (cases.length === 0) return noCases
  const [south, west] = style === 'north' ? [27.75, -13.4] : [20.7, -17.2]
  const paper = {width: fullWidth, height: style === 'north' ? 286 : 430}
  const {width, height} = input.space ? besideLegend(paper, input.space) : paper
  const land = {left: 0.5, right: width - 0.5, top: 0.5, bottom: height - 0.5}
  const projection = geoMercator().fitExtent(
    [
      [0, 0],
      [width, height]
    ],
    {
      type: 'MultiPoint',
      coordinates: [
        [west, south],
        [-1, south],
        [west, 36.1],
        [-1, 36.1]
      ]
    }
  )
  projection.clipExtent([
    [land.left, land.top],
    [land.right, land.bottom]
  ])
  const path = geoPath(projection)
  const draw = (shape: GeoPermissibleObjects) =>
    (path(shape) ?? '').replace(/-?\d+\.\d+/g, (number) => short(Number(number)))

  const all = topology.objects.countries
  const countries = {...all, geometries: all.geometries.filter(({id}) => shown.includes(String(id)))}
  const isDisputed = (a: {id?: unknown}, b: {id?: unknown}) =>
    [a.id, b.id].sort().join() === [morocco, westernSahara].sort().join()
  const territory = merge(topology, countries.geometries as Array<Polygon | MultiPolygon>)
  const shores = draw(territory)
  const isLand = ({left, right, top, bottom}: Box) => {
    const middle = projection.invert?.([(left + right) / 2, (top + bottom) / 2])
    return !middle || geoContains(territory, middle)
  }
  const others = draw(mesh(topology, countries, (a, b) => a !== b && !isDisputed(a, b)))
  const disputed = {
    north: '',
    un: draw({
      type: 'LineString',
      coordinates: [
        [-13.17, 27.667],
        [-8.667, 27.667]
      ]
    }),
    'natural-earth': draw(mesh(topology, countries, (a, b) => a !== b && isDisputed(a, b))),
    none: ''
  }[style]

  const spots = gather(
    cases.flatMap(({places}, index) =>
      places.map(({name, longitude, latitude}) => {
        const [x = 0, y = 0] = projection([longitude, latitude]) ?? []
        return {name, x, y, cases: [index]}
      })
    )
  )
  const taken: Box[] = [
    ...(input.space ? [] : [{left: 0, right: 100, top: 0, bottom: 16 + cases.length * 15}]),
    ...spots.map((spot) => boxOfMarkers(spot))
  ]
  const stroke = (d: string, dash = '') =>
    d ? `<path d="${d}" fill="none" stroke="${muted}" stroke-width="0.8"${dash}/>` : ''
  const named = spots.map((spot) => drawSpot(spot, taken, {land, isLand: input.space ? isLand : undefined}))
  const note = `${borderStyles[style]} Tracés : Natural Earth (1:50 M).`
  const legend = input.space ? listBeside(cases, note, land.right + 12, input.space) : legendOnLand(cases, note, height)
  return picture(
    {
      title: 'Les lieux des quatre associations',
      description: `${cases.map(({shortName, places}) => `${shortName} : ${places.map(({name}) => name).join(', ')}.`).join(' ')} ${note}`,
      table: {
        head: ['Association', 'Lieu', 'Rôle'],
        rows: cases.flatMap(({shortName, places}) => places.map(({name, role}) => [shortName, name, role]))
      },
      height: legend.height,
      content: [
        `<path d="${shores}" fill="${faint}" stroke="${muted}" stroke-width="0.5"/>`,
        stroke(others),
        stroke(disputed, ' stroke-dasharray="4 3"'),
        box(land, {stroke: muted, strokeWidth: 0.5}),
        ...drawLands(projection, taken, land),
        ...legend.marks,
        ...named,
        ...legend.note
      ].join('')
    },
    input
  )
}

const lands: Array<{name: string; at: [number, number]}> = [
  {name: 'Océan Atlantique', at: [-11.6, 33.2]},
  {name: 'Maroc', at: [-3.5, 33.3]},
  {name: 'Algérie', at: [-2.9, 28.6]},
  {name: 'Méditerranée', at: [-2.35, 35.75]}
]

/** Names of seas and countries, where the places leave space for them. */
function drawLands(projection: GeoProjection, taken: readonly Box[], frame: Box): string[] {
  return lands.flatMap(({name, at}) => {
    const [x = 0, y = 0] = projection(at) ?? []
    const options = {anchor: 'middle', colour: muted, size: 8.5} as const
    const words = textBox(x, y, name, options)
    const isInside = words.left > frame.left + 1.5 && words.right < frame.right - 1.5
    const isFree = isInside && !taken.some((other) => overlap(words, other))
    return isFree ? [text(x, y, name, options)] : []
  })
}

/** Places that stand too near to be told apart share a mark: « Casablanca, Bouskoura ». */
function gather(places: readonly Spot[]): Spot[] {
  const spots: Spot[] = []
  for (const place of places) {
    const near = spots.find((spot) => Math.hypot(spot.x - place.x, spot.y - place.y) < 8)
    if (!near) {
      spots.push({...place, cases: [...place.cases]})
      continue
    }
    if (!near.name.split(', ').includes(place.name)) near.name = `${near.name}, ${place.name}`
    for (const index of place.cases) if (!near.cases.includes(index)) near.cases.push(index)
  }
  return spots
}

const apart = 9.5

function boxOfMarkers({x, y, cases}: Spot): Box {
  const half = (cases.length * apart) / 2
  return {left: x - half, right: x + half, top: y - 5, bottom: y + 5}
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
  const symbols = spot.cases.map((index, at) => {
    const {colour, symbol} = strokes[index % strokes.length]!
    return marker(marks.left + (at + 0.5) * apart, spot.y, symbol, colour, 4)
  })
  if (!free && isLand) return symbols.join('')
  const {x, y, anchor} = free ?? sides[0]
  const words = textBox(x, y, spot.name, {anchor})
  taken.push(words)
  return symbols.join('') + text(x, y, spot.name, {anchor, ...(isLand && !isLand(words) ? {} : {plate: faint})})
}

interface Legend {
  marks: string[]
  note: string[]
  /** Of the whole drawing. */
  height: number
}

/** On paper: in the sea, and the note under the map. */
function legendOnLand(cases: readonly CaseStudy[], note: string, height: number): Legend {
  const marks = cases.map(({shortName}, index) => {
    const y = 16 + index * 15
    const {colour, symbol} = strokes[index % strokes.length]!
    return marker(12, y, symbol, colour, 4) + text(21, y, shortName)
  })
  return {marks, note: [text(0, height + 10, note, {colour: muted, size: 8.5})], height: height + 16}
}

/** Least width of the list beside a map. */
const listWidth = 125

/** As large as the space is high, of the same shape as on paper, with the list beside. */
function besideLegend(paper: Space, space: Space): Space {
  const scale = Math.min(space.height / paper.height, (space.width - listWidth - 12) / paper.width)
  return {width: paper.width * scale, height: paper.height * scale}
}

/** In a given space: every association with its places, and the note under them. */
function listBeside(cases: readonly CaseStudy[], note: string, left: number, space: Space): Legend {
  const wrap = (words: string, from: number) => wrapText(words, space.width - from, 8.5)
  const indent = left + 10
  const items = cases.map(({places}) => {
    const names = new Set(places.map(({name}) => name.replaceAll(' ', '\u00A0')))
    return wrap([...names].join(', '), indent)
  })
  const notes = wrap(note.replace(/(?<=[°\d]) (?=[\d\p{L}])/gu, '\u00A0'), left)
  const lineCount = items.reduce((sum, item) => sum + item.length, notes.length)
  const used = cases.length * 11.4 + lineCount * lineHeight(8.5)
  const gap = Math.max(1.5, Math.min(9, (space.height - used) / cases.length))
  let y = 0
  const marks = items.map((places, index) => {
    const {colour, symbol} = strokes[index % strokes.length]!
    const [name, list] = [y + 5.7, y + 11.4 + (places.length * lineHeight(8.5)) / 2]
    y += 11.4 + places.length * lineHeight(8.5) + gap
    return [
      marker(left + 4, name, symbol, colour, 4),
      text(indent, name, cases[index]!.shortName, {colour, weight: 'semibold'}),
      lines(indent, list, places, {size: 8.5})
    ].join('')
  })
  const height = Math.max(space.height, y + notes.length * lineHeight(8.5))
  return {
    marks,
    note: [lines(left, height - (notes.length * lineHeight(8.5)) / 2, notes, {colour: muted, size: 8.5})],
    height
  }
}
