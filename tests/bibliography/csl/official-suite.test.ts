/** The fixtures in our own words, and the official ones where the environment says where they are. */

import {readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {findLocale} from '../../../scripts/bibliography/cite/locales.ts'
import {readFixtures, readLocales, runFixture} from './official-suite.ts'

const here = import.meta.dirname

for (const fixture of readFixtures(path.join(here, 'cases'))) {
  test(fixture.name.replaceAll('-', ' '), () => {
    const {expected, actual} = runFixture(fixture, (lang) => findLocale(lang).xml)
    expect(actual).toBe(expected)
  })
}

/** Folders of https://github.com/citation-style-language/test-suite and …/locales: not part of the project. */
const {CSL_SUITE: suite, CSL_LOCALES: locales} = process.env

if (suite && locales) {
  /** The fixtures that RESULTS.md names with a reason. */
  const known = [...readFileSync(path.join(here, 'RESULTS.md'), 'utf8').matchAll(/^\| `(\w+)` \|/gm)].map(
    ([, name]) => name
  )
  const findOfficial = readLocales(locales)
  const fixtures = readFixtures(suite)

  test(`${fixtures.length} official fixtures: those that differ are those that RESULTS.md names`, () => {
    const failing = fixtures.filter((fixture) => {
      const {expected, actual} = runFixture(fixture, findOfficial)
      return expected !== actual
    })
    expect(failing.map(({name}) => name)).toEqual(known.toSorted())
  })
}
