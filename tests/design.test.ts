/** What the documents say of the code, and the direction of imports: both rot in silence. */

import {existsSync, globSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {rules} from '../scripts/messages/rules.ts'

const root = path.join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const sources = globSync('scripts/**/*.ts', {cwd: root}).sort()

test.each(['README.md', 'scripts/README.md', 'tests/README.md'])('every file that %s names exists', (document) => {
  const folder = path.dirname(document)
  const named = [...read(document).matchAll(/`([\w./-]+\.(?:ts|md|typ|yml|csl|json)|[\w-]+\/)`/g)]
    .map(([, name]) => name!)
    .filter((name) => !/^(?:dist|my-thesis|thesis\/data\/interviews|introduction|conclusion|IMPORT)\b/.test(name))
    // The settings of other tools, which an author brings.
    .filter((name) => !/^(?:_\w+|myst|defaults|metadata|a)\.(?:yml|md)$/.test(name))
  const linked = [...read(document).matchAll(/\]\(([\w./-]+)\)(?!\{)/g)].map(([, name]) => name!)
  const missing = [...named, ...linked].filter(
    (name) => ![folder, '.', 'scripts', 'thesis'].some((base) => existsSync(path.join(root, base, name)))
  )
  expect(missing).toEqual([])
})

test('every rule is emitted somewhere, and every rule has a meaning', () => {
  const code = sources
    .filter((file) => file !== 'scripts/messages/rules.ts')
    .map(read)
    .join('\n')
  const silent = Object.keys(rules).filter(
    (id) => !code.includes(`'${id}'`) && !code.includes(`\`${id.split(':')[0]}:\${`)
  )
  expect(silent).toEqual([])
  expect(Object.values(rules).filter((meaning) => meaning.length < 10)).toEqual([])
})

interface Import {
  from: string
  to: string
  /** It takes types alone, which are gone when the code runs. */
  isType: boolean
}

/** Every import of one of our files by another, dynamic ones included. */
const imports: Import[] = sources.flatMap((file) =>
  [...read(file).matchAll(/(?:^(?:import|export) ([^'"]*?)from|import\() ?'(\.[^']+)'/gms)].map(
    ([, names, target]) => ({
      from: file,
      to: path.posix.join(path.posix.dirname(file), target!),
      isType: names !== undefined && isTypesAlone(names)
    })
  )
)

/** `type {A}`, `{type A, type B}`. */
function isTypesAlone(names: string): boolean {
  if (names.startsWith('type ')) return true
  const each = /^\{([^}]*)\}/s
    .exec(names)?.[1]
    ?.split(',')
    .map((name) => name.trim())
  return each?.filter(Boolean).every((name) => name.startsWith('type ')) ?? false
}

/** `scripts/deck/bind/bind-deck.ts` → `deck/bind`; files at the top, which introduce the stages, have none. */
function folderOf(file: string): string | undefined {
  const parts = file.split('/').slice(1, -1)
  return parts.length === 0 ? undefined : parts.slice(0, 2).join('/')
}

/**
 * What each folder may take values from besides its own files and those of the folder around it. `document` and
 * `messages` are open to all but the pure ones, types to all. Files at the top may take anything, and give it to none.
 */
const mayTakeFrom: Record<string, string[]> = {
  document: ['document/terms'],
  'document/terms': [],
  messages: [],
  'read/syntax': [],
  'read/tex': ['read/syntax'],
  'read/tree': ['read/syntax', 'read/tex'],
  read: ['cache', 'read/syntax', 'read/tex', 'read/tree'],
  // Settings stand in YAML blocks of Markdown too, and idioms are converted where the readers find them.
  import: ['read/syntax', 'read/tree', 'read/tex'],
  'import/convert': ['read', 'read/tree'],
  data: [],
  charts: ['data', 'charts/types', 'charts/modules'],
  'charts/types': ['charts', 'data'],
  'charts/modules': ['charts', 'data'],
  'bibliography/scan': ['bibliography/parse'],
  'bibliography/parse': [],
  // A processor of its own, which knows nothing of ours.
  'bibliography/csl': [],
  'bibliography/cite': ['bibliography/csl', 'bibliography/parse'],
  'bibliography/audit': ['bibliography/parse'],
  'bibliography/write': ['bibliography/scan', 'bibliography/parse', 'bibliography/audit'],
  bibliography: ['bibliography/scan', 'bibliography/parse'],
  'transform/data': [],
  'transform/citations': [],
  'transform/references': [],
  'transform/text': [],
  transform: ['cache', 'transform/data', 'transform/citations', 'transform/references', 'transform/text'],
  'write/math': ['cache'],
  'write/html': ['cache', 'write/math'],
  'write/typst': ['cache', 'write/math'],
  'write/pdf': ['write/typst'],
  'write/deposit': [],
  // A deck is a small thesis: what it shows is transformed and written by the stages of the thesis.
  'deck/read': ['read'],
  'deck/bind': ['deck/read', 'charts', 'transform/citations', 'transform/references', 'transform/text', 'write/html'],
  'deck/check': ['deck/read', 'data'],
  'deck/write': ['deck/read', 'write/html', 'write/typst', 'write/pdf'],
  'deck/serve': ['deck/write', 'serve'],
  serve: [],
  // What a page is compared by, the browser has too.
  preview: ['serve', 'write/pdf', 'preview/client'],
  'preview/client': [],
  publish: [],
  cache: ['publish', 'deck/write'],
  deck: ['deck/read', 'deck/bind', 'deck/check', 'deck/write', 'bibliography/cite']
}

test('every folder is named in the design', () => {
  const folders = new Set(sources.map(folderOf).filter((folder) => folder !== undefined))
  expect([...folders].filter((folder) => !(folder in mayTakeFrom))).toEqual([])
})

test('imports point down: stages are introduced by the files at the top', () => {
  const wrong = imports.filter(({from, to, isType}) => {
    const [own, other] = [folderOf(from), folderOf(to)]
    if (own === undefined || isType || own === other) return false
    if (other === undefined) return true
    const isOpen = /^(?:messages|document)(?:\/|$)/.test(other)
    return !(isOpen || own.startsWith(`${other}/`) || mayTakeFrom[own]!.includes(other))
  })
  expect(wrong.map(({from, to}) => `${from} → ${to}`)).toEqual([])
})

test('no file imports itself by way of others, types included', () => {
  const targets = Map.groupBy(imports, ({from}) => from)
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const {to} of targets.get(from) ?? []) {
      if (seen.has(to)) continue
      seen.add(to)
      reached(to, seen)
    }
    return seen
  }
  expect(sources.filter((file) => reached(file).has(file))).toEqual([])
})

test('a name is exported once', () => {
  // The CSL processor speaks the words of its specification.
  const ours = sources.filter((file) => folderOf(file) !== 'bibliography/csl')
  const names = ours.flatMap((file) => {
    const found = read(file).matchAll(/^export (?:async )?(?:function\*?|const|let|class|interface|type) (\w+)/gm)
    return [...new Set([...found].map(([, name]) => name!))]
  })
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  expect([...twice].sort()).toEqual([])
})

test('no file keeps a state: what lives has an owner that made it', () => {
  expect(sources.filter((file) => /^(?:export )?let /m.test(read(file)))).toEqual([])
})

test('only the door, and what reads files that ship with the program, touch the disk', () => {
  const door = [
    'files',
    'list-files',
    'publish/publish',
    'publish/check-out',
    'publish/rewrite',
    'publish/disk',
    'publish/publish-new',
    'publish/replace-files'
  ]
  // Templates, fonts, maps and styles that lie beside the code.
  const ships = [
    'deck/read/deck-theme',
    'deck/write/handouts',
    'write/html/resources',
    'write/pdf/engine-native',
    'write/pdf/engine-wasm',
    'document/fonts',
    'write/typst/index',
    'preview/shell'
  ]
  // What the preview listens to.
  const heard = ['preview/watch']
  // Slidev works on the disk, in a folder of its own that is removed; a Chromium is looked for where machines keep one;
  // a window has a profile of its own; a live deck asks when its files were last changed.
  const slides = [
    'deck/write/slidev',
    'deck/write/browser',
    'deck/write/find-browser',
    'deck/serve/open-windows',
    'deck/serve/live-deck'
  ]
  // A cache in a folder of its own, and what says whether it holds: the engine's files, programs of the author's, outputs.
  const kept = ['author-code', 'cache-folder', 'disk', 'engine-version', 'last-build', 'stamp'].map(
    (name) => `cache/${name}`
  )
  // The engine itself, bundled.
  const bundled = ['bundle-engine']
  const allowed = [...door, ...ships, ...heard, ...slides, ...kept, ...bundled].map((name) => `scripts/${name}.ts`)
  const found = sources.filter((file) => /from 'node:fs(?:\/promises)?'/.test(read(file)))
  expect(found).toEqual(allowed.sort())
})

test('the engine names no case, series or country of one thesis, except in the chart modules', () => {
  const cases = globSync('thesis/data/case-studies/*.yml', {cwd: root}).map((file) => path.basename(file, '.yml'))
  const series = new Set(
    read('thesis/data/indicators.csv')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]!)
      .filter(Boolean)
  )
  expect([cases.length > 0, series.size > 0]).toEqual([true, true])
  const names = new RegExp(`\\b(?:${cases.join('|')}|indh|maroc\\w*|morocc\\w*)\\b`, 'i')
  // Some series are called as ordinary words are: a name is one where it is quoted, or has a year.
  const quoted = new RegExp(`['"\`](?:${[...series].join('|')})['"\`@]`)
  const engine = globSync(['scripts/**/*.{ts,md,typ}', 'slides/theme/**/*.{ts,vue,css}'], {cwd: root})
  const found = engine
    .filter((file) => !file.startsWith('scripts/charts/modules/') && !file.includes('node_modules'))
    .flatMap((file) => {
      const [name] = names.exec(read(file)) ?? quoted.exec(read(file)) ?? []
      return name === undefined ? [] : [`${file}: ${name}`]
    })
  expect(found).toEqual([])
})
