/** The charts by the name that `:::chart{name="…"}` gives; each is loaded when it is asked for. */

import type {Chart} from '../picture.ts'

/** Name → chart. To add one: write `charts/<name>.ts`, add its line here, try it in tests/figures. */
export const charts: Record<string, () => Promise<Chart>> = {
  acts: async () => (await import('./acts.ts')).acts,
  amh: async () => (await import('./acts.ts')).acts,
  associations: async () => (await import('./associations.ts')).associations,
  beneficiaries: async () => (await import('./beneficiaries.ts')).beneficiaries,
  'dar-si-hmad': async () => (await import('./beneficiaries.ts')).beneficiaries,
  hdi: async () => (await import('./hdi.ts')).hdi,
  health: async () => (await import('./health.ts')).health,
  illiteracy: async () => (await import('./illiteracy.ts')).illiteracy,
  indh: async () => (await import('./indh.ts')).indh,
  insaf: async () => (await import('./schooling.ts')).schooling,
  map: async () => (await import('./map.ts')).map,
  needs: async () => (await import('./needs.ts')).needs,
  poverty: async () => (await import('./poverty.ts')).poverty,
  series: async () => (await import('./series.ts')).series,
  timeline: async () => (await import('./timeline.ts')).timeline,
  unemployment: async () => (await import('./unemployment.ts')).unemployment,
  zakoura: async () => (await import('./zakoura.ts')).zakoura
}

/** Options that a chart knows, by its name; the others know none. */
export const chartOptions: Record<string, readonly string[]> = {
  map: ['borders'],
  series: ['series'],
  timeline: ['periods']
}
