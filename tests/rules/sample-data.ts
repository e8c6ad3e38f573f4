/** A case study, series and their sources: the smallest that a thesis of data needs. */

const reading = 'short: x\n  text: x\n  sources: [sen1999]'

export const caseStudy = `name: Fondation des écoles
shortName: Écoles
identity:
  founded: {year: 1992, sources: [sen1999]}
  founders: {text: x, sources: [sen1999]}
  legalForm: {text: x, sources: [sen1999]}
  seat: {text: x, sources: [sen1999]}
  sector: {text: x, sources: [sen1999]}
  awards: {text: x, sources: [sen1999]}
need:
  ${reading}
innovation:
  ${reading}
territory:
  ${reading}
  places: [{name: x, role: x, latitude: 33, longitude: -7}]
resources:
  ${reading}
state:
  ${reading}
scale: {fact: preschools@2024}
milestones: []
facts:
  preschools:
    label: préscolaires ouverts
    unit: [préscolaire, préscolaires]
    observations:
      - {date: 2018, value: 110, status: reported, sources: [sen1999]}
      - {date: 2024, value: 5133, status: reported, sources: [sen1999]}
  fee:
    label: prix de l'eau par foyer
    unit: €
    observations: [{date: 2015, value: 2, status: reported, sources: [sen1999]}]
  pupils:
    label: élèves
    unit: [élève, élèves]
    observations:
      - {date: 2020-06, value: 91, status: reported, sources: [sen1999]}
      - {date: 2020-09, value: 95, status: reported, sources: [sen1999]}
  budget:
    label: budget
    unit: €
    observations: [{date: 2020, value: , note: Non trouvé.}]
`

export const bib =
  '@book{sen1999, author = {Sen, Amartya}, title = {Development as Freedom}, year = {1999}, publisher = {Knopf}, address = {New York}}\n' +
  '@book{yin2018, author = {Yin, Robert K.}, title = {Case Study Research}, year = {2018}, publisher = {SAGE}, address = {London}}\n'

/** A table of series of these lines. */
export const seriesOf = (...lines: string[]) =>
  `series,label,unit,year,value,qualifier,source,group,formula,note\n${lines.join('\n')}\n`
