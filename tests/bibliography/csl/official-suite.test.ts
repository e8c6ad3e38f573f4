/** The fixtures in our own words, and the official ones where the environment says where they are. */

import {readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {findLocale} from '../../../scripts/bibliography/cite/locales.ts'
import type {FindLocale} from '../../../scripts/bibliography/csl/index.ts'
import {type Fixture, readFixtures, readLocales, runFixture, runSteps} from './official-suite.ts'

const here = import.meta.dirname

for (const fixture of readFixtures(path.join(here, 'cases'))) {
  const title = fixture.name.replaceAll('-', ' ')
  test(title, () => {
    const {expected, actual} = runFixture(fixture, (lang) => findLocale(lang).xml)
    expect(actual).toBe(expected)
  })
  if (fixture.sections.CITATIONS) testSteps(title, fixture, (lang) => findLocale(lang).xml)
}

/** Each edit gives what a new processor and citeproc-js give. */
function testSteps(title: string, fixture: Fixture, find: FindLocale): void {
  test(`${title}: each of its steps`, () => {
    for (const {own, cold, citeproc} of runSteps(fixture, find)) {
      expect(own).toEqual(cold)
      expect(own).toEqual(citeproc)
    }
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

  for (const fixture of fixtures) {
    const {CITATIONS, MODE} = fixture.sections
    if (CITATIONS && MODE?.trim() === 'citation' && !known.includes(fixture.name)) {
      testSteps(fixture.name, fixture, findOfficial)
    }
  }
}
