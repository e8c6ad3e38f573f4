/** Bibliographies and styles: read, audited, written back, fixed, printed. */

import {VFile} from 'vfile'
import {auditBibliography} from '../../../scripts/bibliography/audit/audit.ts'
import {formatCitations} from '../../../scripts/bibliography/cite/cite.ts'
import {openStyle, type Style} from '../../../scripts/bibliography/cite/styles.ts'
import {type Library, openLibrary} from '../../../scripts/bibliography/library.ts'
import {fixBibliography} from '../../../scripts/bibliography/write/fix.ts'
import {regenerateBibliography} from '../../../scripts/bibliography/write/regenerate.ts'
import {writePage} from '../../../scripts/build-bibliography.ts'
import {toPhrasing} from '../../../scripts/transform/citations/rich-text-nodes.ts'
import {writeInline} from '../../../scripts/write/html/fragment.ts'
import {type Fault, leakFaults, messageFaults, nestingFaults, sameFault} from '../faults.ts'
import {bibtexSigns, writeBibliography} from '../grammar/bibtex.ts'
import {cslSigns, writeStyle} from '../grammar/csl.ts'
import {jsonSigns, risSigns, writeCslJson, writeCslYaml, writeRis, yamlSigns} from '../grammar/data.ts'
import type {Lane} from '../lanes.ts'
import {smallThesis, styles, textsOf} from './sources.ts'

const bibtex = textsOf('tests/cases/**/*.bib', 'bibliography/*.bib')

function read(text: string, path: string) {
  const file = new VFile({path, value: text})
  const library = openLibrary([file])
  return {file, library, items: [...library.load(library.keys()).values()]}
}

const regenerate = (library: Library) =>
  regenerateBibliography({
    library,
    title: 'B',
    format: () => [],
    writePage: (sections) => writePage(sections, 'B', 'fr')
  })

function checkBibliography(text: string, path: string): Fault[] {
  const {file, library} = read(text, path)
  auditBibliography({library, cited: ['*'], year: 2026})
  const [bib, json] = regenerate(library).map(({contents}) => contents) as [string, string]
  const again = read(bib, 'bibliography/b.bib')
  const faults = [...messageFaults(file), ...leakFaults(bib, text, 'bib'), ...leakFaults(json, text, 'json')]
  faults.push(...sameFault(bib, regenerate(again.library)[0]!.contents, 'written again'))
  if (path.endsWith('.bib')) {
    // An entry that an error cut short is kept as a comment.
    if (!file.messages.some(({fatal}) => fatal)) {
      faults.push(...sameFault(JSON.parse(json), JSON.parse(regenerate(again.library)[1]!.contents), 'read back'))
    }
    const fixed = fixBibliography(text).text
    faults.push(...sameFault(fixed, fixBibliography(fixed).text, 'fixed twice'))
  }
  return faults
}

const style = openStyle(new VFile({path: 'a.csl', value: styles['iso690-author-date.csl']!}))!
const notes = openStyle(new VFile({path: 'a.csl', value: styles['iso690-notes.csl']!}))!

function print(items: Library, style: Style, text: string): Fault[] {
  const keys = [...items.keys()]
  const {clusters, entries} = formatCitations({
    items: items.load(keys),
    style,
    locale: 'fr-FR',
    clusters: keys.flatMap((key, index) => [
      {
        id: `a${index}`,
        noteIndex: style.isNote ? index + 1 : 0,
        mode: 'parenthetical',
        items: [{key, locator: '3', label: 'page'}]
      },
      {id: `b${index}`, noteIndex: style.isNote ? keys.length + index + 1 : 0, mode: 'narrative', items: [{key}]}
    ]),
    nocite: keys
  })
  const printed = [
    ...entries.map(({content}) => content),
    ...[...clusters.values()].flatMap(({author, content}) => (author ? [author, content] : [content]))
  ]
  const html = printed.map((content) => `<p>${writeInline(toPhrasing(content))}</p>`).join('\n')
  return [...leakFaults(html, text, 'citations'), ...nestingFaults(html)]
}

function checkPrint([text = '']: readonly string[]): Fault[] {
  const {library} = read(text, 'bibliography/a.bib')
  return print(library, text.length % 2 === 0 ? style : notes, text)
}

const {library: works} = read(smallThesis['bibliography/a.bib']!, 'bibliography/a.bib')

function checkStyle([text = '']: readonly string[]): Fault[] {
  const file = new VFile({path: 'bibliography/styles/a.csl', value: text})
  const opened = openStyle(file)
  return [...messageFaults(file), ...(opened ? print(works, opened, text) : [])]
}

const format = (
  name: string,
  extension: string,
  make: Lane['make'],
  signs: readonly string[],
  seeds: readonly string[],
  share: number
): Lane => ({
  name,
  extension,
  make,
  signs,
  seeds,
  share,
  check: ([text = '']) => checkBibliography(text, `bibliography/a.${extension}`)
})

export const bibliographyLanes: readonly Lane[] = [
  format('bibtex', 'bib', writeBibliography, bibtexSigns, bibtex, 50),
  format(
    'csl-json',
    'json',
    writeCslJson,
    jsonSigns,
    ['[{"id": "a", "type": "book", "title": "b", "author": [{"family": "c"}]}]', ...textsOf('tests/cases/**/*.json')],
    40
  ),
  format(
    'csl-yaml',
    'yaml',
    writeCslYaml,
    yamlSigns,
    ['references:\n- id: a\n  type: book\n  title: b\n  author:\n  - family: c\n  issued: 2000\n'],
    40
  ),
  format(
    'ris',
    'ris',
    writeRis,
    risSigns,
    ['TY  - BOOK\nAU  - Klein, Naomi\nTI  - Le titre\nPY  - 2014\nER  - \n'],
    40
  ),
  {
    name: 'print',
    extension: 'bib',
    make: writeBibliography,
    signs: bibtexSigns,
    seeds: bibtex,
    share: 3,
    check: checkPrint
  },
  {
    name: 'csl',
    extension: 'csl',
    make: writeStyle,
    signs: cslSigns,
    seeds: [...Object.values(styles).map((xml) => xml.slice(0, 4000)), ...textsOf('tests/cases/*/*.csl')],
    share: 4,
    check: checkStyle
  }
]
