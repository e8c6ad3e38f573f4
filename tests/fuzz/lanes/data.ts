/** Settings, front matter, case studies, series and units; the charts drawn of them. */

import {VFile} from 'vfile'
import {chartTypes} from '../../../scripts/charts/declaration.ts'
import {openFigures} from '../../../scripts/charts/index.ts'
import {readConfig} from '../../../scripts/config.ts'
import {readData} from '../../../scripts/data/data.ts'
import {readChapters} from '../../../scripts/read/read-thesis.ts'
import {writeHtml} from '../../../scripts/write/html/index.ts'
import {writeTypst} from '../../../scripts/write/typst/index.ts'
import {type Fault, leakFaults, messageFaults, nestingFaults} from '../faults.ts'
import {csvSigns, writeFrontMatter, writeSeries, writeSettings, writeUnits, yamlSigns} from '../grammar/data.ts'
import type {Lane} from '../lanes.ts'
import {open, smallThesis, textsOf} from './sources.ts'

function checkSettings([text = '']: readonly string[]): Fault[] {
  const file = new VFile({path: 'thesis/thesis.yml', value: text})
  readConfig(file)
  return messageFaults(file)
}

/** Settings that are read, through to the cover. */
async function checkCover([text = '']: readonly string[]): Promise<Fault[]> {
  const {sources, opened} = await open({
    ...smallThesis,
    'thesis/thesis.yml': text,
    'thesis/1.md': '# A\n\nB [@klein].\n'
  })
  const faults = messageFaults(sources.configFile)
  if (!opened) return faults
  const pages = writeHtml(opened.thesis).filter(({path}) => path.endsWith('.html'))
  const data = String(writeTypst(opened.thesis).files.get('/thesis.json'))
  return [
    ...faults,
    ...leakFaults(data, text, 'typst'),
    ...pages.flatMap(({contents}) => [
      ...leakFaults(String(contents), text, 'html'),
      ...nestingFaults(String(contents))
    ])
  ]
}

function checkFrontMatter([text = '']: readonly string[]): Fault[] {
  const file = new VFile({path: 'thesis/1.md', value: text})
  readChapters([{file, role: 'chapter'}])
  return messageFaults(file)
}

const use =
  (path: string) =>
  async ([text = '']: readonly string[]): Promise<Fault[]> => {
    const file = new VFile({path, value: text})
    const data = readData([file])
    const figures = openFigures(data, {lang: 'fr-FR'})
    const printed = [...data.cases.values()].flatMap(({id, facts}) => Object.keys(facts).map((name) => `${id}.${name}`))
    const paths = [
      ...printed,
      ...[...data.series.values()].flatMap(({id, points}) => points.map(({year}) => `${id}@${year}`))
    ]
    const values = paths.map((path) => {
      const found = figures.findValue(path)
      return 'reason' in found
        ? `${found.reason} ${found.fix}`
        : figures.printValue(found, {lang: 'fr-FR', unit: true} as Parameters<typeof figures.printValue>[1])
    })
    figures.numbers()
    return [...messageFaults(file), ...leakFaults(values.join('\n'), text, 'values')]
  }

/** Every chart of sound data. */
async function checkCharts([text = '']: readonly string[]): Promise<Fault[]> {
  const isSeries = text.startsWith('series')
  const data = readData([
    new VFile({path: isSeries ? 'thesis/data/a.csv' : 'thesis/data/case-studies/a.yml', value: text})
  ])
  if (data.series.size + data.cases.size === 0) return []
  const figures = openFigures(data, {lang: 'fr-FR'})
  const drawn = await Promise.all(
    chartTypes.flatMap((type) =>
      [[...data.series.keys()].join(','), 'milestones', 'places', 'cases'].map((name) =>
        figures.draw({name: '', options: {type, data: name}})
      )
    )
  )
  const tables = ['comparison', 'identity'].map((name) => figures.fillTable(name, {}))
  return leakFaults(JSON.stringify([drawn, tables]), text, 'charts')
}

const cases = textsOf('thesis/data/case-studies/*.yml')
const series = textsOf('thesis/data/indicators.csv')
const mutated = (seeds: readonly string[]) => (random: Parameters<Lane['make']>[0]) => random.pick(seeds)

export const dataLanes: readonly Lane[] = [
  {
    name: 'settings',
    extension: 'yml',
    make: writeSettings,
    signs: yamlSigns,
    seeds: textsOf('thesis/thesis.yml', 'tests/cases/*/thesis.yml'),
    share: 20,
    check: checkSettings
  },
  {
    name: 'cover',
    extension: 'yml',
    make: writeSettings,
    signs: yamlSigns,
    seeds: textsOf('thesis/thesis.yml', 'tests/cases/*/thesis.yml'),
    share: 2,
    check: checkCover
  },
  {
    name: 'front-matter',
    extension: 'md',
    make: writeFrontMatter,
    signs: yamlSigns,
    seeds: ['---\ntitle: A\nlang: fr\n---\n\n# B\n\nC\n'],
    share: 20,
    check: checkFrontMatter
  },
  {
    name: 'case-study',
    extension: 'yml',
    make: mutated(wholeCases()),
    signs: yamlSigns,
    seeds: wholeCases(),
    share: 4,
    check: use('thesis/data/case-studies/a.yml')
  },
  {
    name: 'series',
    extension: 'csv',
    make: writeSeries,
    signs: csvSigns,
    seeds: series,
    share: 70,
    check: use('thesis/data/series.csv')
  },
  {
    name: 'units',
    extension: 'csv',
    make: writeUnits,
    signs: csvSigns,
    seeds: textsOf('thesis/data/units.csv'),
    share: 40,
    check: use('thesis/data/units.csv')
  },
  {name: 'charts', extension: 'csv', make: writeSeries, signs: [], seeds: series, share: 2, check: checkCharts}
]

/** Whole, so that damage is all that is wrong with them. */
function wholeCases(): string[] {
  const starts = cases.flatMap((text, index) => (text.startsWith('# yaml-language-server') ? [index] : []))
  return starts.map((start, index) => cases.slice(start, starts[index + 1]).join(''))
}
