/** What the tests of charts draw of the thesis's own data. */

import {charts} from '../../scripts/charts/modules/index.ts'

/** Chart and options: all charts, and those that the data draw in several ways. */
export const drawings: Array<[string, Record<string, string>]> = [
  ...Object.keys(charts)
    .filter((name) => name !== 'series')
    .map((name): [string, Record<string, string>] => [name, {}]),
  ['series', {series: 'associations-active associations-declared'}],
  ['series', {series: 'deprivation-rural deprivation deprivation-urban deprivation-former'}],
  ['series', {series: 'gini-world-bank'}],
  ['series', {series: 'unemployment'}],
  ['timeline', {periods: 'indh-planned'}],
  ['map', {borders: 'un'}],
  ['map', {borders: 'natural-earth'}],
  ['map', {borders: 'none'}],
  ['hdi', {lang: 'en'}],
  ['poverty', {lang: 'en'}],
  ['series', {series: 'schooling', lang: 'en'}]
]
