/** A declaration and the data → a picture. */

import type {ThesisData} from '../data/data.ts'
import {isProblem, type Problem} from '../data/problem.ts'
import type {Table} from '../data/table.ts'
import {labelIn} from '../data/table.ts'
import {findValue, printValue} from '../data/values.ts'
import {isFrench} from '../document/language.ts'
import type {Terms} from '../document/terms.ts'
import {valueForm} from '../document/value-options.ts'
import type {ChartDeclaration, ChartType, Declared, Words} from './declaration.ts'
import type {Context} from './encode.ts'
import {openFrame} from './frame.ts'
import {fullWidth, muted} from './palette.ts'
import {type Picture, picture, type Sketch, type Space} from './picture.ts'
import {lineHeight, lines} from './svg.ts'
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
export async function drawDeclared(declared: Declared, input: DrawInput): Promise<Picture | Problem> {
  const sketch = await sketchDeclared(declared, input)
  return isProblem(sketch) ? sketch : picture(sketch, input)
}

/** The same before it is framed, so that others can stand beside it. */
export async function sketchDeclared(
  {options, placeOf}: Declared,
  input: Omit<DrawInput, 'prefix'>
): Promise<Sketch | Problem> {
  const {data, lang, space} = input
  const at: Context['at'] = (path, problem) => ({
    ...problem,
    place: problem.place ?? placeOf(path) ?? placeOf(path.slice(0, 1))
  })
  const unknown = findUnknown(options, data, lang)
  if (unknown) return at(unknown.path, unknown.problem)
  const table = options.links ? emptyTable : openFrame(data, options, lang)
  if (isProblem(table))
    return at([table.rule === 'data:unknown-value' && /column|No row/.test(table.reason) ? 'where' : 'data'], table)
  const say = (words: Words) => bound(fillValues(labelIn(words, lang), data, lang), lang)
  const noteLines =
    options.note === undefined || options.type === 'map'
      ? []
      : wrapText(say(options.note), space?.width ?? fullWidth, 8.5)
  const noteHeight = noteLines.length === 0 ? 0 : noteLines.length * lineHeight(8.5) + 6
  const type = options.type ?? guessType(table, options)
  const draw = await drawType[type]()
  const sketch = draw({
    ...input,
    options: {...options, type},
    table,
    say,
    at,
    space: space && {...space, height: space.height - noteHeight}
  })
  if (isProblem(sketch)) return sketch
  const note = lines(0, sketch.height + 4 + (noteHeight - 4) / 2, noteLines, {colour: muted, size: 8.5})
  return {
    ...sketch,
    description: options.description === undefined ? sketch.description : say(options.description),
    height: sketch.height + noteHeight,
    content: sketch.content + note
  }
}

const emptyTable: Table = {id: 'links', label: '', columns: [], rows: [], sources: []}

/** Lines along time, bars of names, points of two columns of numbers, places where there are coordinates. */
function guessType({columns, time, id}: Table, {x, y, panel, by}: ChartDeclaration): ChartType {
  if (panel !== undefined) return 'small multiples'
  if (id === 'milestones') return 'timeline'
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
  return words.replace(placeholder, (typed, path: string, form: string | undefined) => {
    const found = findValue(data, path)
    return isProblem(found)
      ? typed
      : printValue(found, {
          lang,
          ...valueForm(Object.fromEntries((form?.split(/\s+/) ?? []).map((option) => [option, ''])))
        })
  })
}

/** The first value in the words of a declaration that the data do not have. */
function findUnknown(
  options: ChartDeclaration,
  data: ThesisData,
  _lang: string
): {path: Array<string | number>; problem: Problem} | undefined {
  for (const [key, value] of Object.entries(options)) {
    const text = JSON.stringify(value)
    if (!text.includes(':value[')) continue
    for (const [, path = ''] of text.matchAll(placeholder)) {
      const found = findValue(data, path)
      if (isProblem(found)) return {path: [key], problem: found}
    }
  }
  return undefined
}
