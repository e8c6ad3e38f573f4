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
    .filter((name) => !/^(?:dist|my-thesis|introduction|conclusion)\b/.test(name))
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

test('imports point to the document and the messages; stages are introduced by build.ts', () => {
  /** What each stage may take values from besides itself. Types may come from anywhere. */
  const allowed: Record<string, string[]> = {
    document: ['document'],
    read: ['document'],
    transform: ['document'],
    write: ['document'],
    bibliography: ['document'],
    data: ['document'],
    charts: ['data', 'document']
  }
  const wrong = sources.flatMap((file) => {
    const stage = file.split('/')[1]!
    const own = allowed[stage]
    if (!own) return []
    return [...read(file).matchAll(/^import (?!type\b)[^'"]*?from '(\.[^']+)'/gms)].flatMap(([statement, target]) => {
      // `import {type A, type B}` takes types alone.
      const names = /\{([^}]*)\}/s
        .exec(statement)?.[1]
        ?.split(',')
        .map((name) => name.trim())
        .filter(Boolean)
      if (names?.every((name) => name.startsWith('type '))) return []
      const [, to = '', ...rest] = path.posix.join(path.dirname(file), target!).split('/')
      if (rest.length > 0 && [stage, 'messages', ...own].includes(to)) return []
      return [`${file} → ${target}`]
    })
  })
  expect(wrong).toEqual([])
})

test('only the door, and what reads files that ship with the program, touch the disk', () => {
  // The native engine reads the fonts that it is given, which ship with the program; Slidev works on the
  // disk, in a folder of its own that is removed; a Chromium is looked for where machines keep one.
  const allowed = /^scripts\/(?:files|cli|write\/pdf\/engine-native|deck\/write\/(?:slidev|browser))\.ts$/
  const found = sources.filter((file) => !allowed.test(file) && /from 'node:fs(?:\/promises)?'/.test(read(file)))
  expect(found.filter((file) => !read(file).includes('import.meta'))).toEqual([])
})
