/** Two sketches under each other: the yield of each county, and the trees that stand there. */

import {defineChart, stack, z} from 'thesis/charts'

export default defineChart({
  options: z.object({year: z.coerce.number().default(2022)}),
  async draw({options, sketch, space}) {
    const half = space && {...space, height: (space.height - 10) / 2}
    const where = {year: options.year}
    const yields = await sketch({type: 'bar', data: 'farms', x: 'county', y: 'maize', summary: 'mean', where}, half)
    const trees = await sketch({type: 'bar', data: 'farms', x: 'county', y: 'trees', summary: 'median', where}, half)
    return {
      title: `Yield and trees by county in ${options.year}`,
      description: `${yields.description} ${trees.description}`,
      table: {
        head: ['County', 'Mean yield', 'Median of trees'],
        rows: yields.table.rows.map(([county = '', maize = ''], index) => [
          county,
          maize,
          trees.table.rows[index]?.[1] ?? ''
        ])
      },
      ...stack([yields, trees], 10)
    }
  }
})
