/** What the tests of charts draw of the thesis's own data. */

import {thesisCharts} from '../data/thesis-data.ts'

/** Chart and options: all charts, and those that the data draw in several ways. */
export const drawings: Array<[string, Record<string, string>]> = [
  ...[...thesisCharts.keys()].map((name): [string, Record<string, string>] => [name, {}]),
  ['series', {series: 'associations-active associations-declared'}],
  ['series', {series: 'deprivation-rural deprivation deprivation-urban deprivation-former'}],
  ['series', {series: 'gini-world-bank'}],
  ['series', {series: 'unemployment'}],
  ['map', {borders: 'un'}],
  ['map', {borders: 'natural-earth'}],
  ['map', {borders: 'none'}],
  ['hdi', {lang: 'en'}],
  ['poverty', {lang: 'en'}],
  ['series', {series: 'schooling', lang: 'en'}]
]
