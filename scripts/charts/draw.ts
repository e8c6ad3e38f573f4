/** A declaration and the data → a picture. */

import type {ThesisData} from '../data/data.ts'
import {isProblem, type Problem} from '../data/problem.ts'
import {labelIn, type Table} from '../data/table.ts'
import {findValue, printValue} from '../data/values.ts'
import {isFrench} from '../document/language.ts'
import type {Terms} from '../document/terms.ts'
import {valueForm} from '../document/value-options.ts'
import type {Context} from './context.ts'
import type {ChartDeclaration, ChartType, Declared, Words} from './declaration.ts'
import {openFrame} from './frame.ts'
import {fontSize, fullWidth} from './palette.ts'
import {fillSpace, type Picture, picture, type Sketch, type Space} from './picture.ts'
import {lineHeight, small, text} from './svg.ts'
import {wrapText} from './text-width.ts'
import {drawType} from './types/index.ts'

export interface DrawInput {
  data: ThesisData
  lang: string
  terms: Terms
  /** Before every id inside the drawing. */
  prefix: string
  space?: Space | undefined
}

/** Problems: those of the type, `data:unknown-value`, `figures:too-tall`. */
export async function drawDeclared(declared: Declared, {prefix, ...input}: DrawInput): Promise<Picture | Problem> {
  return fillSpace(async (space) => {
    const sketch = await sketchDeclared(declared, {...input, space})
    return isProblem(sketch) ? sketch : picture(sketch, {prefix, space})
  }, input.space)
}

/** The same before it is framed, so that others can stand beside it. */
export async function sketchDeclared(
  {options, placeOf}: Declared,
  input: Omit<DrawInput, 'prefix'>
): Promise<Sketch | Problem> {
  const {data, lang, terms, space} = input
  const at: Context['at'] = (path, problem) => ({
    ...problem,
    place: problem.place ?? placeOf(path) ?? placeOf(path.slice(0, 1))
  })
  const unknown = findUnknown(options, data)
  if (unknown) return at([unknown.key], unknown.problem)
  const table = options.links ? emptyTable : openFrame(data, options, lang)
  if (isProblem(table)) {
    const isRow = table.rule === 'data:unknown-value' && /column|No row/.test(table.reason)
    return at([isRow ? 'where' : 'data'], table)
  }
  const say = (words: Words) => bound(fillValues(labelIn(words, lang), data, lang), lang)
  const type = options.type ?? guessType(table, options)
  const isMap = type === 'map'
  const note = (isMap ? options.views?.[options.borders ?? '']?.note : undefined) ?? options.note
  const said = [...(note === undefined ? [] : [say(note)]), ...(isMap ? [terms.charts.atlas] : [])].join(' ')
  const noteLines = said === '' ? [] : wrapText(said, space?.width ?? fullWidth, fontSize.small)
  const noteHeight = noteLines.length === 0 ? 0 : noteLines.length * lineHeight(fontSize.small) + 6
  if (options.annotations && /^(?:timeline|map|flow|table)$/.test(type)) {
    const reason = `Annotations on a chart of type \`${type}\`, which has no place for them`
    return at(['annotations'], {reason, rule: 'figures:wrong-value', fix: 'Say it in `note: …`.'})
  }
  const draw = await drawType[type]()
  const free = space && {...space, height: space.height - noteHeight}
  const sketch = draw({...input, options: {...options, type}, table, say, at, space: free})
  if (isProblem(sketch)) return sketch
  const description = options.description === undefined ? sketch.description : say(options.description)
  return {
    ...sketch,
    description: isMap ? `${description} ${said}` : description,
    height: sketch.height + noteHeight,
    content: sketch.content + text(0, sketch.height + 2 + noteHeight / 2, noteLines, small),
    sources: sourcesOf(options, table)
  }
}

const emptyTable: Table = {id: 'links', label: '', columns: [], rows: [], sources: []}

/** The author's, else those of the rows that are drawn, else of the whole table. */
function sourcesOf({sources}: ChartDeclaration, table: Table): string[] {
  if (sources === false) return []
  if (Array.isArray(sources)) return sources
  const ofRows = table.rows.flatMap((row) => row.sources)
  return [...new Set(ofRows.length > 0 ? ofRows : table.sources)]
}

/** Lines along time, bars of names, points of two columns of numbers, places where there are coordinates. */
function guessType({columns, time, id}: Table, {x, y, panel, by, links}: ChartDeclaration): ChartType {
  if (links) return 'flow'
  if (panel !== undefined) return 'small multiples'
  if (id.endsWith('milestones')) return 'timeline'
  if (columns.some(({name}) => /^lat/i.test(name)) && columns.some(({name}) => /^lon/i.test(name))) return 'map'
  const along = columns.find(({name}) => name === (x ?? time)) ?? columns.find(({type}) => type === 'date')
  if (along?.type === 'date') return 'line'
  if (along?.type === 'number' || (x === undefined && !columns.some(({type}) => type === 'text'))) return 'scatter'
  return by !== undefined || (y?.length ?? 0) > 1 ? 'grouped' : 'bar'
}

/** French signs stay with the word before them. */
function bound(words: string, lang: string): string {
  return isFrench(lang) ? words.replace(/ (?=[:;!?»])|(?<=«) /g, '\u00A0') : words
}

const placeholder = /:value\[([^\]]+)\](?:\{([^}]*)\})?/g

/** Words with their values printed. */
function fillValues(words: string, data: ThesisData, lang: string): string {
  return words.replace(placeholder, (typed, path: string, form = '') => {
    const found = findValue(data, path)
    const options = Object.fromEntries(
      String(form)
        .split(/\s+/)
        .map((option) => [option, ''])
    )
    return isProblem(found) ? typed : printValue(found, {lang, ...valueForm(options)})
  })
}

/** The first value in the words of a declaration that the data do not have. */
function findUnknown(options: ChartDeclaration, data: ThesisData): {key: string; problem: Problem} | undefined {
  for (const [key, value] of Object.entries(options)) {
    for (const [, path = ''] of JSON.stringify(value ?? '').matchAll(placeholder)) {
      const found = findValue(data, path)
      if (isProblem(found)) return {key, problem: found}
    }
  }
  return undefined
}
