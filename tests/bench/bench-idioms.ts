/** What Pandoc reads of every construct in every place, and neither our site nor our PDF prints, nor a message reports. */

import {execFileSync} from 'node:child_process'
import {buildFolder} from '../build.ts'
import {chapters} from '../chapter.ts'
import {readPdf} from '../write/pdf-facts.ts'
import {corpusSize, corpusWord, generateIdioms, type Idiom, separator} from './generate-idioms.ts'
import {png} from './generate-thesis.ts'
import {comparedKinds, factsOfPandoc, factsOfTree, type IdiomFacts} from './pandoc-facts.ts'

/** An idiom in its chapter. */
interface PlacedIdiom extends Idiom {
  index: number
  file: string
  firstLine: number
  lastLine: number
}

export interface IdiomLoss {
  name: string
  markdown: string
  /** What differs, in words. */
  losses: string[]
  isReported: boolean
}

/** So many stand in one chapter. */
const inChapter = 25

const markupPrinted = /:::|\*\*|\[@|\^\[|\]\(|\{[#.]\w|<\/?[a-z]+|\\[a-z]{2,}|&[a-z]+;/g

/** Build the corpus and compare it with Pandoc's reading. */
export async function compareIdioms(idioms = generateIdioms()): Promise<IdiomLoss[]> {
  const {files, placed} = writeChapters(idioms)
  const markdown = Object.entries(files).filter(([file]) => file.endsWith('.md')) as [string, string][]
  const theirs = new Map(markdown.flatMap(([, text]) => [...factsOfPandoc(readByPandoc(text))]))
  const ours = new Map(chapters(...markdown.map(([, text]) => text)).flatMap(({tree}) => [...factsOfTree(tree)]))
  const built = await buildFolder(files, {only: ['html', 'pdf'], isDraft: true})
  const pages = [...built.outputs].filter(([file]) => file.startsWith('html/') && file.endsWith('.html'))
  const site = pages.map(([, {contents}]) => textOfPage(String(contents))).join('\n')
  const pdf = built.outputs.get('thesis.pdf')
  const paper = pdf === undefined ? '' : await textOfPdf(pdf.contents as Uint8Array)
  const onSite = countWords(site)
  const onPaper = countWords(paper)
  const printedMarkup = [...site.matchAll(/Repère (\d+)\.([\s\S]*?)(?=Repère \d+\.|$)/g)]
  const markupOf = new Map(printedMarkup.map(([, index, text]) => [Number(index), text!.match(markupPrinted) ?? []]))

  return placed.map((idiom) => {
    const facts = theirs.get(idiom.index) ?? none
    const read = ours.get(idiom.index)
    const reported = built.messages.filter(
      ({file, line, severity, rule}) =>
        severity !== 'info' &&
        !rule.endsWith('unused-label') &&
        file === idiom.file &&
        line !== undefined &&
        line >= idiom.firstLine &&
        line <= idiom.lastLine
    )
    const losses = [
      ...(theirs.has(idiom.index) && !read ? ['swallowed by what stands before'] : []),
      ...missing('site', facts.words, onSite, hiddenIn('html', idiom)),
      ...missing('PDF', facts.words, onPaper, hiddenIn('pdf', idiom)),
      ...[...comparedKinds].flatMap((kind) => {
        const [wanted, found] = [facts.nodes.get(kind) ?? 0, read?.nodes.get(kind) ?? 0]
        return found < wanted ? [`${kind}: ${found} of ${wanted}`] : []
      }),
      ...(markupOf.get(idiom.index) ?? []).map((text) => `raw: ${text}`)
    ]
    const rules = reported.map(({rule, line}) => `line ${line! - idiom.firstLine + 1} ${rule}`)
    return {
      name: idiom.name,
      markdown: idiom.markdown,
      losses: losses.length > 0 && rules.length > 0 ? [...losses, `reported: ${rules.join(', ')}`] : losses,
      isReported: rules.length > 0
    }
  })
}

/** Print what is lost, by construct, and return how many idioms lose something without a message. */
export async function benchIdioms(): Promise<number> {
  try {
    execFileSync('pandoc', ['--version'], {stdio: 'ignore'})
  } catch {
    console.log('Idioms: pandoc is not installed, nothing to compare with')
    return 0
  }
  const compared = await compareIdioms()
  const lost = compared.filter(({losses}) => losses.length > 0)
  const silent = lost.filter(({isReported}) => !isReported)
  console.log(`Idioms: ${compared.length} combinations read by Pandoc and by us`)
  for (const {name, losses} of silent) console.log(`  ${name}: ${losses.join('; ')}`)
  console.log(`${silent.length} lose something without a message, ${lost.length - silent.length} with one`)
  return silent.length
}

const none: IdiomFacts = {words: [], nodes: new Map()}

function missing(
  where: string,
  words: readonly string[],
  printed: Map<string, number>,
  hidden: ReadonlySet<string>
): string[] {
  const wrong = [...hidden].filter((word) => printed.has(word))
  const lost = words.filter((word) => !hidden.has(word) && !printed.has(word))
  return [
    ...(wrong.length > 0 ? [`${where} prints the hidden ${wrong.join(' ')}`] : []),
    ...(lost.length > 0 ? [`${where} lacks ${lost.join(' ')}`] : [])
  ]
}

function hiddenIn(output: 'html' | 'pdf', {hiddenFrom}: Idiom): Set<string> {
  return new Set([...hiddenFrom].filter(([, from]) => from === output || from === 'both').map(([word]) => word))
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of text
    .toLowerCase()
    .replaceAll(/[\s\u00AD\u200B\u2060-]/g, '')
    .match(corpusWord) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function textOfPage(page: string): string {
  const article = page.slice(page.indexOf('<article'), page.indexOf('</article>'))
  return article
    .replaceAll(/<annotation[\s\S]*?<\/annotation>/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#x3C|lt);/g, '<')
    .replaceAll(/&(?:#x26|amp);/g, '&')
}

/** The chapters alone: contents and lists print captions and headings a second time. */
async function textOfPdf(pdf: Uint8Array): Promise<string> {
  const {pages} = await readPdf(pdf)
  return pages
    .filter(({label}) => /^\d/.test(label))
    .map(({printed}) => printed)
    .join('\n')
}

function readByPandoc(markdown: string): string {
  return execFileSync('pandoc', ['-f', 'markdown', '-t', 'json'], {
    input: markdown,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['pipe', 'pipe', 'ignore']
  })
}

function writeChapters(idioms: readonly Idiom[]): {files: Record<string, string | Uint8Array>; placed: PlacedIdiom[]} {
  const files: Record<string, string | Uint8Array> = {
    'thesis/thesis.yml': 'title: Corpus\nlang: en\n',
    'thesis/a.png': png(8, 8),
    'bibliography/a.bib':
      '@book{alpha, author={Alpha, Ann}, title={One}, year={2000}, publisher={P}}\n@book{beta, author={Beta, Bob}, title={Two}, year={2001}, publisher={P}}\n'
  }
  const placed: PlacedIdiom[] = []
  for (let start = 0; start < idioms.length; start += inChapter) {
    const file = `thesis/${String(start / inChapter + 1).padStart(3, '0')}.md`
    let text = '# Chapter\n\n## Anchored heading\n\n'
    for (const [offset, idiom] of idioms.slice(start, start + inChapter).entries()) {
      const index = start + offset
      text += `${separator(index)}\n\n`
      const firstLine = text.split('\n').length
      text += `${idiom.markdown}\n\n`
      placed.push({...idiom, index, file, firstLine, lastLine: text.split('\n').length - 1})
    }
    files[file] = `${text}${separator(idioms.length + start)}\n`
  }
  return {files, placed}
}

if (import.meta.main) {
  const [seed = '1', wanted] = process.argv.slice(2)
  const compared = await compareIdioms(generateIdioms({...corpusSize, seed: Number(seed)}))
  for (const {name, markdown, losses} of compared) {
    if (losses.length > 0 && (wanted === undefined || name.includes(wanted)))
      console.log(`\n## ${name}\n${markdown}\n=> ${losses.join('\n=> ')}`)
  }
}
