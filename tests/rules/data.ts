/** Rules on the files of `thesis/data/`, and on what a chapter shows of them. */

import {createHash} from 'node:crypto'
import {chapter, type Files, type Input, type RuleCases} from './rule-cases.ts'
import {bib, caseStudy, seriesOf} from './sample-data.ts'

const sources = {'bibliography/a.bib': bib}
const study = (yaml = caseStudy): Files => ({...sources, 'thesis/data/case-studies/ecoles.yml': yaml})
const series = (...lines: string[]): Files => ({...sources, 'thesis/data/indicators.csv': seriesOf(...lines)})
const text = (words: string, files: Files = study()): Input => chapter(words, files)
const sound = study()
const rate = 'a,Taux,%,2001,15.3,,sen1999,,,'
const chart = (options: string) => `:::chart{#fig-a ${options}}\nUne courbe.\n:::\n\nVoir @fig-a.`
const plot = 'x,y,g,name\n1,2,a,A\n2,4,b,B\n3,5,a,C\n4,1,b,D\n5,3,a,E\n'
/** A chart declared in its place, of the table `points`. */
const drawn = (yaml: string, more: Files = {}): Files => ({
  ...sources,
  'thesis/1.md': `# Un\n\n:::chart{#fig-a}\n${yaml}\n\nUn dessin.\n:::\n\nVoir @fig-a.\n`,
  'thesis/data/points.csv': plot,
  ...more
})
const named = (file: string, contents: string, more: Files = {}): Files =>
  drawn('type: bar\ndata: points\nx: name\ny: y', {
    'thesis/1.md': '# Un\n\n:::chart{#fig-a name="own"}\nUn dessin.\n:::\n\nVoir @fig-a.\n',
    [`thesis/charts/${file}`]: contents,
    ...more
  })
const bars = 'type: bar\ndata: points\nx: name\ny: y'
const code = (body: string) =>
  `import {defineChart, z} from 'thesis/charts'\nexport default defineChart({options: z.object({}), async draw({sketch}) {\n${body}\n}})\n`
const many = Array.from({length: 6000}, (_, index) => `${index},${index % 7}`).join('\n')
const english = (words: string) => ({...sound, 'thesis/1.md': `---\nlang: en\n---\n\n# One\n\n${words}\n`})
const units = (csv: string) => ({...sources, 'thesis/data/units.csv': csv})

const script = 'fit <- lm(y ~ x)\n'
const hash = createHash('sha256').update(script).digest('hex')
const results: Files = {
  'model.R': script,
  'thesis/data/results/fit.csv': 'term,estimate\nx,1.5\n',
  'thesis/data/results/results.yml': `- {script: model.R, files: [fit.csv], hash: ${hash}, date: 2026-03-01}\n`
}

export const data = {
  'data:unreadable': {fires: study('facts: [\n'), stays: sound},
  'data:encoding': {
    fires: {'thesis/data/trees.csv': Buffer.from('essence,nombre\nch\u00EAne,3\n', 'latin1')},
    stays: {
      'thesis/data/trees.csv': Buffer.from('essence,nombre\nch\u00EAne,3\n', 'latin1'),
      'thesis/data/data.yml': 'tables: {trees: {encoding: windows-1252}}\n'
    }
  },
  'data:unknown-field': {fires: study(caseStudy.replace('label: budget', 'labal: budget')), stays: sound},
  'data:missing-field': {fires: study(caseStudy.replace(/ {4}unit: €\n/, '')), stays: sound},
  'data:wrong-value': {fires: study(caseStudy.replace('value: 110', 'value: beaucoup')), stays: sound},
  'data:duplicate': {
    fires: series(rate, rate),
    stays: series(rate, rate.replace('2001', '2002'))
  },
  'data:other-file': {
    fires: {'thesis/data/notes.yml': 'a: 1\n'},
    stays: units('unit,en\nans,year|years\n')
  },
  'data:unknown-value': {
    fires: text('Il y a :value[ecoles.preschool@2024].'),
    stays: text('Il y a :value[ecoles.preschools@2024].')
  },
  'data:ambiguous-value': {
    fires: text('Il y a :value[ecoles.pupils@2020].'),
    stays: text('Il y a :value[ecoles.pupils@2020-09].')
  },
  'data:unknown-unit': {
    fires: english('There are :value[ecoles.preschools@2024]{unit}.'),
    stays: english('It costs :value[ecoles.fee@2015]{unit}.')
  },
  'data:circular': {
    fires: {...sound, 'thesis/data/data.yml': 'values: {a: {formula: b + 1}, b: {formula: a + 1}}\n'},
    stays: {...sound, 'thesis/data/data.yml': 'values: {a: {formula: b + 1}, b: {formula: ecoles.fee@2015}}\n'}
  },
  'data:stale-result': {
    fires: {...results, 'thesis/data/results/results.yml': '- {script: model.R, files: [fit.csv], hash: abc}\n'},
    stays: results
  },
  'data:missing-result': {
    fires: {...results, 'thesis/data/results/results.yml': '- {script: modle.R, files: [fit.csv]}\n'},
    stays: results
  },
  'data:missing-value': {
    fires: text('Il y a :value[ecoles.budget@2020].'),
    stays: text('Il y a :value[ecoles.fee@2015].')
  },
  'data:unknown-option': {
    fires: text('Il y a :value[ecoles.preschools@2024]{untis}.'),
    stays: text('Il y a :value[ecoles.preschools@2024]{unit}.')
  },
  'data:unbound-number': {fires: text('Il y a 5 133 préscolaires.'), stays: text('Il y a 5 134 mots.')},
  'data:not-comparable': {
    fires: chapter(chart('name="series" series="a b"'), series(rate, 'b,Gens,habitants,2001,3,,sen1999,,,')),
    stays: chapter(chart('name="series" series="a b"'), series(rate, 'b,Part,%,2001,3,,sen1999,,,'))
  },
  'data:unknown-source': {fires: study(caseStudy.replaceAll('sen1999', 'sen2000')), stays: sound}
} satisfies RuleCases<'data'>

export const figures = {
  'figures:unknown-chart': {
    fires: chapter(chart('name="serie" series="a"'), series(rate)),
    stays: chapter(chart('name="series" series="a"'), series(rate))
  },
  'figures:unknown-table': {
    fires: text(':::case-table{#tbl-a name="fact"}\nUn.\n:::\n\nVoir @tbl-a.'),
    stays: text(':::case-table{#tbl-a name="facts" case="ecoles"}\nUn.\n:::\n\nVoir @tbl-a.')
  },
  'figures:too-tall': {in: 'tests/charts/space.test.ts'},
  'figures:unreadable': {fires: named('own.yml', 'type: [bar\n'), stays: named('own.yml', `${bars}\n`)},
  'figures:unknown-key': {fires: drawn(`${bars}\ntitel: A`), stays: drawn(`${bars}\ntitle: A`)},
  'figures:wrong-value': {fires: drawn(bars.replace('bar', 'pie')), stays: drawn(bars)},
  'figures:duplicate': {
    fires: named('own.yml', `${bars}\n`, {'thesis/charts/own.yaml': `${bars}\n`}),
    stays: named('own.yml', `${bars}\n`, {'thesis/charts/other.yml': `${bars}\n`})
  },
  'figures:no-data': {fires: drawn('type: bar'), stays: drawn(bars)},
  'figures:wrong-column': {
    fires: drawn('type: scatter\ndata: points\nx: name\ny: y'),
    stays: drawn('type: scatter\ndata: points\nx: x\ny: y')
  },
  'figures:repeated': {
    fires: drawn('type: bar\ndata: points\nx: g\ny: y'),
    stays: drawn('type: bar\ndata: points\nx: g\ny: y\nsummary: mean')
  },
  'figures:too-much': {
    fires: drawn('type: scatter\ndata: many\nx: x\ny: y', {'thesis/data/many.csv': `x,y\n${many}\n`}),
    stays: drawn('type: histogram\ndata: many\ny: y', {'thesis/data/many.csv': `x,y\n${many}\n`})
  },
  'figures:too-little': {
    fires: drawn('type: line\ndata: points\nx: x\ny: y\nwhere: {name: A}'),
    stays: drawn('type: line\ndata: points\nx: x\ny: y')
  },
  'figures:too-long': {
    fires: drawn(`${bars}\nnames: {A: ${'abcdefghij'.repeat(9)}}`),
    stays: drawn(`${bars}\nnames: {A: ${'abcdefghi '.repeat(9)}}`)
  },
  'figures:misleading': {fires: drawn(`${bars}\nzero: false`), stays: drawn(bars.replace('bar', 'dot'))},
  'figures:unknown-region': {
    fires: drawn('type: map\ndata: own', {'thesis/data/own.csv': 'country,value\nFrance,3\nGermny,4\n'}),
    stays: drawn('type: map\ndata: own', {'thesis/data/own.csv': 'country,value\nFrance,3\nGermany,4\n'})
  },
  'figures:broken-module': {
    fires: named('own.ts', code('  throw new Error("not yet")')),
    stays: named('own.ts', code('  return sketch({type: "bar", data: "points", x: "name", y: "y"})'))
  }
} satisfies RuleCases<'figures'>
