/** The charts by the name that `:::chart{name="…"}` gives; each is loaded when it is asked for. */

import {noOptions, withOptions} from '../../data/options.ts'
import type {DrawChart} from '../picture.ts'

/** Name → chart. To add one: write `charts/modules/<name>.ts`, add its line here, try it in tests/charts. */
export const charts: Record<string, () => Promise<DrawChart<Record<string, string>>>> = {
  acts: () => import('./acts.ts').then(({acts}) => withOptions(noOptions, acts)),
  amh: () => import('./acts.ts').then(({acts}) => withOptions(noOptions, acts)),
  associations: () => import('./associations.ts').then(({associations}) => withOptions(noOptions, associations)),
  beneficiaries: () => import('./beneficiaries.ts').then(({beneficiaries}) => withOptions(noOptions, beneficiaries)),
  'dar-si-hmad': () => import('./beneficiaries.ts').then(({beneficiaries}) => withOptions(noOptions, beneficiaries)),
  hdi: () => import('./hdi.ts').then(({hdi}) => withOptions(noOptions, hdi)),
  health: () => import('./health.ts').then(({health}) => withOptions(noOptions, health)),
  illiteracy: () => import('./illiteracy.ts').then(({illiteracy}) => withOptions(noOptions, illiteracy)),
  indh: () => import('./indh.ts').then(({indh}) => withOptions(noOptions, indh)),
  insaf: () => import('./schooling.ts').then(({schooling}) => withOptions(noOptions, schooling)),
  map: () => import('./map.ts').then(({map, mapOptions}) => withOptions(mapOptions, map)),
  needs: () => import('./needs.ts').then(({needs}) => withOptions(noOptions, needs)),
  poverty: () => import('./poverty.ts').then(({poverty}) => withOptions(noOptions, poverty)),
  series: () => import('./series.ts').then(({series, seriesOptions}) => withOptions(seriesOptions, series)),
  timeline: () => import('./timeline.ts').then(({timeline, timelineOptions}) => withOptions(timelineOptions, timeline)),
  unemployment: () => import('./unemployment.ts').then(({unemployment}) => withOptions(noOptions, unemployment)),
  zakoura: () => import('./zakoura.ts').then(({zakoura}) => withOptions(noOptions, zakoura))
}
