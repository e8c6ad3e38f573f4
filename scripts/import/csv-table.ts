/** A CSV file that a fence `{.table source="a.csv"}` names, as pandoc-csv2table has it → a table in Markdown. */

/** What the fence says. */
export interface CsvFence {
  source: string
  caption: string
  id: string
}

/** Undefined for every other fence. */
export function csvFence(info: string): CsvFence | undefined {
  const source = /^\s*\{.*\bsource="([^"]+\.[ct]sv)".*\}\s*$/i.exec(info)?.[1]
  const names = info.replace(/"[^"]*"/g, '""')
  if (source === undefined || !/\.table(?![\w-])/.test(names)) return undefined
  const caption = /\bcaption="((?:\\"|[^"])*)"/.exec(info)?.[1] ?? ''
  return {source, caption, id: /#([\w:.-]+)/.exec(names)?.[1] ?? ''}
}

/** Rows between bars, the first as the head, and the caption below. */
export async function csvTable(text: string, {source, caption, id}: CsvFence): Promise<string> {
  const {parse} = await import('csv-parse/sync')
  const delimiter = /\.tsv$/i.test(source) ? '\t' : [',', ';']
  const rows: string[][] = parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true
  })
  const width = Math.max(1, ...rows.map((row) => row.length))
  const line = (cells: readonly string[]) =>
    `| ${Array.from({length: width}, (_, index) => cell(cells[index] ?? '')).join(' | ')} |`
  const [head = [], ...others] = rows
  const label = id === '' ? '' : ` {#${id}}`
  const below = caption + label === '' ? [] : ['', `: ${caption}${label}`]
  return [line(head), line(Array(width).fill('---')), ...others.map(line), ...below].join('\n')
}

const cell = (value: string) => value.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim()
