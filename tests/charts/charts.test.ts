import {VFile} from 'vfile'
import {describe, expect, test} from 'vitest'
import {openFigures} from '../../scripts/charts/index.ts'
import type {Picture} from '../../scripts/charts/picture.ts'
import {textBoxes} from '../../scripts/charts/text-boxes.ts'
import {readData} from '../../scripts/data/data.ts'
import {isProblem, type Problem} from '../../scripts/data/problem.ts'
import {thesisCharts, thesisData} from '../data/thesis-data.ts'
import {drawings} from './drawings.ts'

const figures = openFigures(thesisData, {lang: 'fr-FR'}, thesisCharts)

async function draw(name: string, options: Record<string, string> = {}, prefix?: string): Promise<Picture> {
  const drawn = await figures.draw({name, options}, prefix === undefined ? {} : {prefix})
  if (!drawn || isProblem(drawn)) throw new Error(drawn?.reason)
  return drawn
}

async function refuse(name: string, options: Record<string, string> = {}): Promise<Problem> {
  const drawn = await figures.draw({name, options})
  if (!drawn || !isProblem(drawn)) throw new Error(`${name} was drawn`)
  return drawn
}

describe.each(drawings)('%s %o', (name, options) => {
  test('no text covers another, and none is cut', async () => {
    const {svg} = await draw(name, options)
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number)
    const boxes = textBoxes(svg)
    expect(boxes.length).toBeGreaterThan(3)
    const cut = boxes.filter(
      ({left, right, top, bottom}) => left < -0.5 || right > width! + 0.5 || top < 0 || bottom > height!
    )
    expect(cut).toEqual([])
    const covered = boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((b) => `${a.words} / ${b.words}`)
    )
    expect(covered).toEqual([])
  })

  test('has a title, a description, and the numbers as a table', async () => {
    const {svg, title, description, table} = await draw(name, options)
    expect(svg).toMatch(/role="img" aria-labelledby="[\w-]+" aria-describedby="[\w-]+"/)
    expect(title.length).toBeGreaterThan(10)
    expect(description).not.toMatch(/undefined|NaN|null/)
    expect(table.rows.length).toBeGreaterThan(1)
    for (const row of table.rows) expect(row).toHaveLength(table.head.length)
  })

  test('is the same twice, well-formed, with ids of its own', async () => {
    const {svg, print} = await draw(name, options)
    expect((await draw(name, options)).svg).toBe(svg)
    expect(svg).not.toMatch(/NaN|undefined|Infinity|<style|class="plot/)
    const other = await draw(name, options, 'other')
    const ids = (markup: string) => [...markup.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set([...ids(svg), ...ids(other.svg)]).size).toBe(ids(svg).length * 2)
    expect(print).not.toMatch(/var\(|light-dark|currentColor/)
  })
})

test('two ways of counting associations are drawn side by side, and refused as one line', async () => {
  const {reason, rule, fix} = await refuse('series', {series: 'associations-active + associations-declared'})
  expect(rule).toBe('data:not-comparable')
  expect(reason).toContain('do not measure the same thing')
  expect(fix).toContain('instead of `+`')
})

test('the two sources of unemployment are two lines', async () => {
  const {svg} = await draw('unemployment')
  const lines = [...svg.matchAll(/<path[^>]*stroke-width="1.7"|<g[^>]*stroke-width="1.7"[^>]*>(<path)+/g)]
  expect(lines).toHaveLength(2)
})

test('a misspelt chart is answered with the nearest one', async () => {
  const {rule, fix} = await refuse('povrety')
  expect(rule).toBe('figures:unknown-chart')
  expect(fix).toBe('Did you mean `poverty`?')
})

test('a misspelt setting of the map is answered with the known ones', async () => {
  expect((await refuse('map', {borders: 'nun'})).fix).toMatch(/un|none/)
})

test('a misspelt option is answered with the nearest one', async () => {
  expect((await refuse('map', {border: 'un'})).fix).toBe('Did you mean `borders`?')
  const filled = figures.fillTable('facts', {cas: 'amh'})
  expect(isProblem(filled) && filled.fix).toBe('Did you mean `case`?')
})

test('names of Object are no charts', async () => {
  expect((await refuse('constructor')).rule).toBe('figures:unknown-chart')
})

test('the map says whose borders it draws', async () => {
  expect((await draw('map')).description).toContain('Natural Earth')
  expect((await draw('map', {borders: 'un'})).description).toContain('ONU')
})

test('the timeline shades the periods of a series, names them, and refuses a series that has none', async () => {
  const {svg, description} = await draw('timeline')
  expect([...svg.matchAll(/<rect[^>]*chart-faint/g)]).toHaveLength(3)
  expect(description).toContain('2005-2010 ; 2011-2015 ; 2019-2023')
  expect((await refuse('timeline', {bands: 'hdi'})).fix).toContain('`indh-planned`')
})

test('every chart of a thesis without data says what is missing', async () => {
  const empty = readData([])
  const bare = openFigures(empty, {lang: 'fr-FR'}, thesisCharts)
  for (const name of thesisCharts.keys()) {
    const drawn = await bare.draw({name, options: {}})
    expect(drawn && isProblem(drawn) ? drawn.fix : name).toMatch(/thesis\/data|<case>/)
  }
})

test('a value changed in the data changes the drawing', async () => {
  const changed = structuredClone(thesisData)
  changed.cases.get('zakoura')!.facts['preschools-target']!.observations[0]!.value = 600
  const drawn = await openFigures(changed, {lang: 'fr-FR'}, thesisCharts).draw({name: 'zakoura', options: {}})
  expect(drawn && isProblem(drawn)).toBe(false)
  expect((drawn as Picture).svg).toContain('>600<')
  expect((drawn as Picture).svg).toContain('soit 18\u00A0%')
  expect((await draw('zakoura')).svg).toContain('>500<')
})

test('a chart speaks English where its text does', async () => {
  const {title, description, table} = await draw('hdi', {lang: 'en'})
  expect(title).toBe('Human development index of Morocco, 1990 to 2022')
  expect(description).toBe(
    'HDI: from 0.448 in 1990 to 0.698 in 2022. HDI adjusted for inequality: from 0.418 in 2010 to 0.508 in 2022.'
  )
  expect(table.head).toEqual(['Year', 'HDI', 'HDI adjusted for inequality'])
  expect((await draw('poverty', {lang: 'en'})).table.rows[0]).toEqual(['2001', '25.1%', '15.3%', '7.6%'])
  expect((await draw('series', {series: 'schooling', lang: 'en'})).svg).toContain('in years')
})

/** Figures of a thesis with one file of data, or more. */
function figuresOf(files: Record<string, string>, lang = 'fr') {
  return openFigures(readData(Object.entries(files).map(([path, value]) => new VFile({path, value}))), {lang})
}

async function drawYaml(yaml: string, files: Record<string, string>, lang?: string): Promise<Picture | Problem> {
  const drawn = await figuresOf(files, lang).draw({name: '', options: {}, declaration: {value: yaml, line: 1}})
  if (!drawn) throw new Error('a message said what is wrong')
  return drawn
}

describe('maps', () => {
  const rates = {'thesis/data/rates.csv': 'pays,taux\nFrance,9\nDEU,3\nES,13\nGrèce,11\n620,6\nEstonia,5\n'}
  const square = (nom: string, y: number) => ({
    type: 'Feature',
    properties: {nom},
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [2, y],
          [2, y + 1],
          [4, y + 1],
          [4, y],
          [2, y]
        ]
      ]
    }
  })
  const regions = JSON.stringify({type: 'FeatureCollection', features: [square('Nord', 46), square('Sud', 45)]})
  const own = {'thesis/data/parts.csv': 'region,value\nNord,1\nSud,2\n', 'thesis/data/maps/regions.geojson': regions}

  test('countries are known in the language of the thesis, in English and by their codes, and codes are named', async () => {
    const drawn = (await drawYaml('data: rates\ntype: map\nbounds: Europe', rates)) as Picture
    expect(drawn.table.rows.map(([name]) => name)).toEqual([
      'France',
      'Allemagne',
      'Espagne',
      'Grèce',
      'Portugal',
      'Estonia'
    ])
  })

  test('a part of the world is a region, and one that is not known is answered with the nearest', async () => {
    const parts = {'thesis/data/parts.csv': 'où,n\nAfrique,1\nAmérique du Sud,2\n'}
    expect(
      ((await drawYaml('type: map\ndata: parts', parts)) as Picture).svg.match(/fill-opacity/g)!.length
    ).toBeGreaterThan(50)
    const refused = (await drawYaml('type: map\ndata: parts\nbounds: [Marok]', parts)) as Problem
    expect(refused).toMatchObject({rule: 'figures:unknown-region', fix: 'Did you mean `Maroc`?'})
    expect(refused.place?.at.start).toMatchObject({line: 3})
  })

  test('a border between countries that the atlas does not know is not drawn silently', async () => {
    const view = 'borders: own\nviews: {own: {hidden: [Espagne, Portugla]}}'
    expect(await drawYaml(`type: map\ndata: rates\n${view}`, rates)).toMatchObject({
      rule: 'figures:unknown-region',
      fix: 'Did you mean `Portugal`?',
      place: {at: {start: {line: 4}}}
    })
  })

  test('an author’s own regions are shaded, whichever way their rings are wound', async () => {
    const drawn = (await drawYaml(
      'type: map\ndata: parts\nregions: data/maps/regions.geojson\nkey: nom',
      own
    )) as Picture
    expect(drawn.svg.match(/fill-opacity/g)).toHaveLength(4)
    for (const [yaml, fix] of [
      ['regions: data/maps/regions.geojson', 'Write `key: …` with one of `nom`.'],
      ['regions: data/maps/region.geojson\nkey: nom', 'Did you mean `data/maps/regions.geojson`?']
    ]) {
      expect(((await drawYaml(`type: map\ndata: parts\n${yaml}`, own)) as Problem).fix).toBe(fix)
    }
  })
})

describe('more than four series', () => {
  const rows = (count: number) =>
    Array.from({length: count}, (_, index) =>
      [1, 2].map((year) => `${2000 + year},${index * 5 + year},s${index}\n`)
    ).flat()
  const files = (count: number) => ({'thesis/data/many.csv': `year,n,who\n${rows(count).join('')}`})

  test('eight are drawn, forty are a message', async () => {
    expect(((await drawYaml('type: line\ndata: many\nby: who', files(8))) as Picture).svg).toContain('s7')
    expect(await drawYaml('type: line\ndata: many\nby: who', files(40))).toMatchObject({
      rule: 'figures:too-much',
      reason: 'Too many series: 40 (maximum 8)'
    })
  })
})

test('small multiples of means describe every panel, with the means of each', async () => {
  const csv = 'year,n,place,who\n2001,1,A,x\n2001,3,A,x\n2002,4,A,x\n2001,10,B,x\n2002,20,B,x\n2002,30,B,x\n'
  const yaml = 'type: small multiples\ndata: rows\npanel: place\nx: year\ny: n\nby: who\nsummary: mean\nspread: none'
  const {description, table} = (await drawYaml(yaml, {'thesis/data/rows.csv': csv}, 'en')) as Picture
  expect(description).toBe('A: 2001, 2.00; 2002, 4.00. B: 2001, 10.0; 2002, 25.0.')
  expect(table.rows.map((row) => row.at(-1))).toEqual(['2.00', '4.00', '10.0', '25.0'])
})

test('a line stops where a value is missing, and says so', async () => {
  const lines = async (value: string) => {
    const own = openFigures(readData([new VFile({path: 'thesis/data/rain.csv', value})]), {lang: 'en'})
    const declaration = {value: 'data: rain\nby: site', line: 1, file: new VFile()}
    const drawn = await own.draw({name: '', options: {}, declaration})
    if (!drawn || isProblem(drawn)) throw new Error(drawn?.reason)
    return {...drawn, strokes: drawn.svg.match(/ d="M[^"]*L/g)?.length ?? 0}
  }
  const rows = 'year,site,rain\n2018,A,3\n2019,A,4\n2020,A,\n2021,A,5\n2022,A,6\n2018,B,2\n2022,B,3\n'
  const [broken, whole] = [await lines(rows), await lines(rows.replace('2020,A,\n', ''))]
  expect(broken.description).toContain('No line where a value is missing.')
  expect(whole.description).not.toContain('missing')
  expect(broken.strokes).toBeGreaterThan(whole.strokes)
})

describe('annotations', () => {
  const files = {
    'thesis/data/rain.csv': 'year,n\n2001,5\n2002,7\n2003,6\n',
    'thesis/data/names.csv': 'name,n\nA,5\nB,7\n'
  }
  const words = 'annotations: [{at: 2002, text: the flood}]'

  test('stand on bars along years as on lines', async () => {
    for (const type of ['bar', 'line']) {
      expect(((await drawYaml(`type: ${type}\ndata: rain\n${words}`, files, 'en')) as Picture).svg).toContain(
        'the flood'
      )
    }
  })

  test('are refused where they would not be seen', async () => {
    for (const yaml of ['type: bar\ndata: names', 'type: dot\ndata: names', 'type: table\ndata: names']) {
      expect(await drawYaml(`${yaml}\n${words}`, files, 'en')).toMatchObject({
        rule: 'figures:wrong-value',
        place: {at: {start: {line: 3}}}
      })
    }
  })
})

test('months and days are named in the language of the chart', async () => {
  const files = {'thesis/data/rain.csv': 'month,n\n2001-01,5\n2001-02,7\n2001-03,6\n'}
  expect(((await drawYaml('data: rain', files)) as Picture).description).toContain(
    'de 5 en janvier 2001 à 6 en mars 2001'
  )
})
