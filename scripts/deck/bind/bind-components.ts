/** Components of slides, `<Value>`, `<Chart>`, `<Figure>`, `<CaseTable>`, `<CaseCard>` → what they show of the thesis. */

import type {PhrasingContent} from 'mdast'
import type {Library} from '../../bibliography/library.ts'
import type {Figures} from '../../charts/index.ts'
import type {ThesisData} from '../../data/data.ts'
import type {Problem} from '../../data/problem.ts'
import {nameSources} from '../../document/name-sources.ts'
import {termsIn} from '../../document/terms.ts'
import {plainText} from '../../document/text.ts'
import type {Thesis} from '../../document/thesis.ts'
import {valueForm, valueOptions} from '../../document/value-options.ts'
import {visit} from '../../document/visit.ts'
import {error, warn} from '../../messages/messages.ts'
import {didYouMean, nearest} from '../../messages/nearest.ts'
import type {DeckData} from '../deck-data.ts'
import {drawingKey, isStyling, valueKey} from '../keys.ts'
import type {Component, Deck, Slide} from '../read/read-deck.ts'
import {readNote} from '../read/read-note.ts'
import {chartOf, findFigure, showFigure} from './show-figure.ts'
import {chartSpace, figureSpace} from './slide-space.ts'

export interface BindComponentsOptions {
  thesis: Thesis
  data: ThesisData
  figures: Figures
  /** The bibliography. */
  works: Pick<Library, 'keys'>
  /** The typography of the thesis, for words of the data. */
  text: (words: string) => string
}

/** What is shown of the thesis, by component as typed. */
export interface BoundComponents extends Pick<DeckData, 'values' | 'charts' | 'figures' | 'cases' | 'tables'> {
  /** Values of notes, by the tag as typed. */
  spoken: Record<string, string>
  /** Sources of charts, whose citations are still to be resolved. */
  sources: Array<{slide: Slide; words: PhrasingContent[]; picture: {source: string}}>
}

/**
 * Bind every component of a deck, and the values of its notes.
 *
 * Emits `data:unknown-value`, `data:ambiguous-value`, `data:missing-value`, `data:unknown-option`,
 * `figures:unknown-chart`, `figures:unknown-table`, `figures:too-tall`, `slides:unknown-case`, `slides:unknown-figure`,
 * and what charts find wrong with the data.
 */
export async function bindComponents(deck: Deck, options: BindComponentsOptions): Promise<BoundComponents> {
  const bound: BoundComponents = {
    values: empty(),
    charts: empty(),
    figures: empty(),
    cases: bindCases(options),
    tables: empty(),
    spoken: empty(),
    sources: []
  }
  for (const slide of deck.slides) {
    for (const component of slide.components) {
      const bind = binders[component.name]
      if (bind) await bind({component, slide, bound, ...options})
    }
    for (const component of slide.noteComponents) {
      if (component.name !== 'Value') continue
      bindValue({component, slide, bound, ...options})
      const printed = bound.values[valueKey(component.attributes)]
      if (printed !== undefined) bound.spoken[component.source] = printed
    }
  }
  return bound
}

/** Of names that authors type: `constructor` is none of them before it is put in. */
function empty(): Record<string, never> {
  return Object.create(null)
}

interface Binding extends BindComponentsOptions {
  component: Component
  slide: Slide
  bound: BoundComponents
}

const binders: Record<string, (binding: Binding) => void | Promise<void>> = {
  Value: bindValue,
  Chart: bindChart,
  CaseTable: bindTable,
  CaseCard: checkCase,
  Figure: bindFigure
}

function bindValue(binding: Binding): void {
  const {component, bound, figures, thesis, text} = binding
  const {of: path = '', ...options} = component.attributes
  const known: readonly string[] = valueOptions
  const unknown = Object.keys(options).find((option) => !known.includes(option))
  if (unknown !== undefined) {
    report(binding, unknown, {
      reason: `Unknown option \`${unknown}\` of a value`,
      rule: 'data:unknown-option',
      fix: didYouMean(unknown, known) || `Use ${known.map((one) => `\`${one}\``).join(', ')}.`
    })
  }
  const form = valueForm(options)
  const found = figures.findValue(path, form)
  if ('reason' in found) {
    report(binding, path, found)
    return
  }
  if (found.gap) report(binding, path, found.gap, warn)
  const printed = figures.printValue(found, {lang: thesis.config.lang, ...form})
  bound.values[valueKey(component.attributes)] = text(printed)
}

async function bindChart(binding: Binding): Promise<void> {
  const {component, bound, figures, text} = binding
  const {name = '', ...options} = component.attributes
  const key = drawingKey(component.attributes)
  const prefix = `deck-${key.replace(/[^\w-]+/g, '-')}`
  const drawn = await figures.draw({name, options: withoutLooks(options)}, {prefix, space: chartSpace})
  if (drawn && 'reason' in drawn) report(binding, name, drawn)
  else if (drawn) {
    const {svg, sources, title, description} = drawn
    bound.charts[key] = {svg, title: text(title), description: text(description), source: ''}
    addSources(binding, sources, bound.charts[key])
  }
}

/** Where the numbers of a chart are from, unless its slide says it. */
function addSources(
  {slide, bound, thesis, works}: Binding,
  sources: readonly string[],
  picture: {source: string}
): void {
  if (sources.length === 0 || slide.citations.length > 0 || /<Source\b/.test(slide.content)) return
  const words = nameSources(sources, {works, terms: termsIn(thesis.config), lang: thesis.config.lang})
  bound.sources.push({slide, words, picture})
}

function bindTable(binding: Binding): void {
  const {component, bound, figures, text} = binding
  const {name = '', ...options} = component.attributes
  const filled = figures.fillTable(name, withoutLooks(options))
  if ('reason' in filled) {
    report(binding, name, filled)
    return
  }
  bound.tables[drawingKey(component.attributes)] = {
    align: filled.align,
    head: filled.head.map(text),
    rows: filled.rows.map((row) => row.map((cell) => text(cell.isMarkdown ? wordsOf(cell.text, binding) : cell.text)))
  }
}

/** The words of a cell that is Markdown, its values printed. */
function wordsOf(cell: string, binding: Binding): string {
  const {figures, thesis} = binding
  const tree = readNote(cell)
  visit(tree, 'dataValue', (node) => {
    const {pairs = {}, classes = []} = node.attributes ?? {}
    const form = valueForm({...Object.fromEntries(classes.map((name) => [name, ''])), ...pairs})
    const found = figures.findValue(node.path, form)
    if ('reason' in found) report(binding, node.path, found)
    const value = 'reason' in found ? node.path : figures.printValue(found, {lang: thesis.config.lang, ...form})
    node.children = [{type: 'text', value}]
  })
  return plainText(tree)
}

function checkCase({component, slide, bound}: Binding): void {
  const {case: study = ''} = component.attributes
  if (Object.hasOwn(bound.cases, study)) return
  const known = Object.keys(bound.cases)
  error(slide.file, `Unknown case \`${study}\``, {
    at: {line: component.line, column: component.column},
    rule: 'slides:unknown-case',
    actual: study,
    expected: nearest(study, known),
    fix: didYouMean(study, known) || `Use one of ${known.map((one) => `\`${one}\``).join(', ')}.`
  })
}

async function bindFigure(binding: Binding): Promise<void> {
  const {component, slide, bound, figures, thesis} = binding
  const {id = ''} = component.attributes
  const found = findFigure(thesis.chapters, id)
  const shown = found && showFigure(found, thesis, 'Figure')
  if (shown) {
    // A chart is drawn again in the space of a slide.
    const chart = chartOf(found, shown.picture)
    const call = chart && {...chart, declaration: chart.declaration && {value: chart.declaration.value, line: 1}}
    const drawn = call && (await figures.draw(call, {prefix: `deck-${id}`, space: figureSpace}))
    if (drawn && 'reason' in drawn) report(binding, id, drawn)
    else bound.figures[id] = drawn ? {...shown, picture: drawn.svg} : shown
    if (drawn && !('reason' in drawn)) addSources(binding, drawn.sources, bound.figures[id]!)
    return
  }
  const known = [...thesis.targets.values()].filter(({kind}) => kind === 'figure').map(({label}) => label)
  error(slide.file, `Unknown figure \`${id}\``, {
    at: {line: component.line, column: component.column},
    rule: 'slides:unknown-figure',
    actual: id,
    expected: nearest(id, known),
    fix: didYouMean(id, known) || 'Give the label of a figure of the thesis that is a picture or a chart.'
  })
}

function report({component, slide}: Binding, actual: string, {place, ...problem}: Problem, say = error): void {
  const {file, at} = place ?? {file: slide.file, at: {line: component.line, column: component.column}}
  // What a chapter shows as well is told there.
  if (place && file.messages.some(({reason}) => reason === problem.reason)) return
  say(file, problem.reason, {...problem, at, actual})
}

/** Attributes that say how a thing looks are the component's own. */
function withoutLooks(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !isStyling(name)))
}

function bindCases({data, figures, text}: BindComponentsOptions): DeckData['cases'] {
  const all = [...data.collections.values()].flatMap(({id, members}) => {
    const table = figures.fillTable('comparison', {of: id})
    const rows = 'rows' in table ? table.rows : []
    return [...members.values()].map((study, index): [string, DeckData['cases'][string]] => [
      study.id,
      {
        name: text(study.name),
        shortName: study.shortName,
        founded: String(study.start ?? ''),
        rows: rows.map((row): [string, string] => [text(row[0]?.text ?? ''), text(row[index + 1]?.text ?? '')])
      }
    ])
  })
  return Object.fromEntries(all)
}
