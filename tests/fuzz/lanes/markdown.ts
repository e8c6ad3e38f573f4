/** Markdown: read alone, taken through to the site and to the PDF's data, and printed. */

import {VFile} from 'vfile'
import {readMarkdown} from '../../../scripts/read/markdown.ts'
import {writeHtml} from '../../../scripts/write/html/index.ts'
import {writePdf} from '../../../scripts/write/pdf/pdf.ts'
import {writeTypst} from '../../../scripts/write/typst/index.ts'
import {type Fault, leakFaults, lostFaults, messageFaults, nestingFaults, sameFault} from '../faults.ts'
import {markdownSigns, writeChapter} from '../grammar/markdown.ts'
import {svgSigns, writeSvg} from '../grammar/svg.ts'
import type {Lane} from '../lanes.ts'
import {open, smallThesis, textsOf} from './sources.ts'

const seeds = textsOf('tests/cases/*/*.md', 'thesis/**/*.md')

/** Read twice: nothing thrown, the same tree, messages that can be used. */
function checkReading([text = '']: readonly string[]): Fault[] {
  const read = () => {
    const file = new VFile({path: 'thesis/1.md', value: text})
    return {file, tree: readMarkdown(file)}
  }
  const {file, tree} = read()
  // Every tenth, known by its length: reading is what most of the time goes to.
  return [...messageFaults(file), ...(text.length % 10 === 0 ? sameFault(tree, read().tree, 'reading') : [])]
}

/** Chapters of one thesis, through to the pages. */
async function write(texts: readonly string[]) {
  const chapters = texts.map((text, index) => [`thesis/${index + 1}.md`, text] as const)
  const {sources, opened} = await open({...smallThesis, ...Object.fromEntries(chapters)})
  const {thesis} = opened!
  const pages = writeHtml(thesis).filter(({path}) => path.endsWith('.html'))
  const project = writeTypst(thesis)
  const files = sources.files.filter(({path}) => path.endsWith('.md'))
  return {files, project, pages: pages.map(({contents}) => String(contents)), thesis}
}

async function checkPages(texts: readonly string[]): Promise<Fault[]> {
  const {files, pages, project} = await write(texts)
  const data = String(project.files.get('/thesis.json'))
  const input = texts.join('\n')
  return [
    ...files.flatMap((file) => messageFaults(file)),
    ...pages.flatMap((page) => [...leakFaults(page, input, 'html'), ...nestingFaults(page)]),
    ...leakFaults(data, input, 'typst')
  ]
}

async function checkWords(texts: readonly string[]): Promise<Fault[]> {
  const {files, pages, project} = await write(texts)
  // What a reader reads: no addresses and no ids, which are made of words as well.
  const shown = pages
    .map((page) =>
      page
        .slice(page.indexOf('<article'), page.lastIndexOf('</article>'))
        .replace(/ (?:id|href|aria-[a-z]+)="[^"]*"/g, '')
    )
    .join('\n')
  // Drawings, which formulas become, keep their words as an attribute; a long word may break at marks of no width.
  const data = String(project.files.get('/thesis.json')).replaceAll('\u200B', '')
  return files.flatMap((file) => [...lostFaults(file, shown, 'html'), ...lostFaults(file, data, 'typst')])
}

/** A message that the engine is to blame for is an exception to an author. */
async function checkPrint(texts: readonly string[]): Promise<Fault[]> {
  const {project, files} = await write(texts)
  await writePdf(project)
  return files
    .flatMap(({messages}) => messages)
    .filter(
      ({source, ruleId, reason}) =>
        source === 'pdf' && (ruleId === 'engine' || (ruleId === 'not-accessible' && reason.includes('PDF/UA')))
    )
    .map(({ruleId, reason}) => ({
      kind: 'exception' as const,
      signature: `pdf:${ruleId} ${reason.replace(/\d+|`[^`]*`/g, '').slice(0, 80)}`,
      detail: reason
    }))
}

async function checkPicture([text = '']: readonly string[]): Promise<Fault[]> {
  const files = {
    ...smallThesis,
    'thesis/carte.svg': text,
    'thesis/1.md': '# A\n\n![b](carte.svg)\n\n![c](carte.svg){#fig-a}\n'
  }
  const {sources, opened} = await open(files)
  const [page] = writeHtml(opened!.thesis).filter(({path}) => path.endsWith('1.html'))
  writeTypst(opened!.thesis)
  return [
    ...sources.files.filter(({path}) => path.endsWith('.md')).flatMap((file) => messageFaults(file)),
    ...leakFaults(String(page?.contents), text, 'html')
  ]
}

const grammar = {extension: 'md', make: writeChapter, signs: markdownSigns, seeds}

export const markdownLanes: readonly Lane[] = [
  {...grammar, name: 'read', share: 50, check: checkReading},
  {...grammar, name: 'markdown', together: 12, share: 2, check: checkPages},
  {...grammar, name: 'words', signs: [], together: 12, share: 2, check: checkWords},
  {...grammar, name: 'pdf', together: 6, share: 0, check: checkPrint},
  {
    name: 'svg',
    extension: 'svg',
    make: writeSvg,
    signs: svgSigns,
    seeds: [
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><g id="a"><text x="1">Mot</text></g></svg>',
      ...textsOf('tests/cases/*/*.svg')
    ],
    share: 3,
    check: checkPicture
  }
]
