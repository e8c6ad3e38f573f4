/** A short run of the fuzzer from one seed, and every case that it has found. */

import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {describe, expect, test} from 'vitest'
import {lanes} from './lanes.ts'
import {faultsOf, run} from './run.ts'

const corpus = path.join(import.meta.dirname, 'corpus')

describe.each(readdirSync(corpus))('what was found in %s stays fixed', (name) => {
  const lane = lanes.find((one) => one.name === name)!
  test.each(readdirSync(path.join(corpus, name)))('%s', async (file) => {
    expect(await faultsOf(lane, [readFileSync(path.join(corpus, name, file), 'utf8')])).toEqual([])
  })
})

test('inputs of one seed have no fault', async () => {
  const {found, inputs} = await run({seed: 2026, goesOn: (rounds) => rounds < 1000})
  expect(found).toEqual([])
  expect(Object.values(inputs).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(400)
})
