/** The JSON Schemas that editors use take what we take, and refuse what we refuse. */

import path from 'node:path'
import {expect, test} from 'vitest'
import {parse} from 'yaml'
import {z} from 'zod'
import {openFolder} from '../../scripts/files.ts'
import {schemasOf} from '../../scripts/write-schemas.ts'

const root = path.join(import.meta.dirname, '../..')
const theses = await Promise.all(
  [root, path.join(root, 'tests/second-thesis')].map(async (folder) => {
    const opened = await openFolder(folder)
    const schemas = [...(await schemasOf(opened))].map(([file, json]) => {
      const name = path.basename(file, '.schema.json')
      return [name, z.fromJSONSchema(JSON.parse(json, withoutLetters))] as const
    })
    return {opened, schemas: new Map(schemas)}
  })
)

/** Names of any alphabet: editors know `\p{L}`, this reader does not. */
function withoutLetters(key: string, value: unknown): unknown {
  return key === 'pattern' && String(value).includes('\\p{') ? undefined : value
}

function isValid(thesis: number, name: string, yaml: string): boolean {
  return theses[thesis]!.schemas.get(name)!.safeParse(parse(yaml)).success
}

test.each([0, 1])('the files of thesis %i are valid', async (thesis) => {
  const {opened, schemas} = theses[thesis]!
  const files = await opened.list('thesis/**/*.yml')
  const wrong: string[] = []
  for (const file of files) {
    const [, folder = '', name = ''] = /^thesis\/(?:data\/)?(?:([^/]+)\/)?([^/]+)\.yml$/.exec(file)!
    const schema =
      folder === 'charts' ? 'chart' : schemas.has(folder) ? folder : schemas.has(name) ? name : 'collection'
    const own = schema === name && name !== 'data' && name !== 'thesis' ? 'collection' : schema
    if (!isValid(thesis, own, Buffer.from((await opened.read(file))!).toString())) wrong.push(`${file} as ${own}`)
  }
  expect(files.length).toBeGreaterThan(4)
  expect(wrong).toEqual([])
})

test.each([
  ['thesis', 'titel: x'],
  ['thesis', 'title: x\npage: {size: a9}'],
  ['data', 'tables: {t: {colums: {}}}'],
  ['data', 'tables: {t: {columns: {a: {type: nombre}}}}'],
  ['data', 'tables: {t: {columns: {a: {unit: [a]}}}}'],
  ['data', 'tables: {t: {columns: {a: {dates: american}}}}'],
  ['data', 'tables: {t: {wide: {keep: [a]}}}'],
  ['data', 'values: {a: {}}'],
  ['chart', 'type: pie\ndata: x'],
  ['chart', 'dat: x'],
  ['collection', 'aspects: {a: {type: nombre}}'],
  ['collection', 'statuses: {told: [a, b]}'],
  ['results', '- {script: a.R, files: []}'],
  ['case-studies', 'nam: x'],
  ['case-studies', 'facts: {a: {label: x}}'],
  ['case-studies', 'facts: {a: {label: x, unit: kg, observations: [{value: 3, status: told}]}}']
])('as %s, %j is refused', (name, yaml) => {
  expect(isValid(0, name, yaml)).toBe(false)
})

test.each([
  ['data', 'tables: {t: , u: {columns: {a: , b: {unit: {fr: [an, ans], en: year}}}}}'],
  ['chart', 'data:\n  - {year: 2019, mass: 3}'],
  ['collection', 'aspects: {a: , b.c: {type: number}}'],
  ['results', '- {script: a.R, files: [a.csv], date: 2020-01-02}']
])('as %s, %j is taken', (name, yaml) => {
  expect(isValid(0, name, yaml)).toBe(true)
})
