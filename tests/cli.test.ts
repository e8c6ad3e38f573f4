/** The command line as an author meets it: what it prints, what it leaves on the disk, how it ends. */

import {spawn, spawnSync} from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {afterAll, beforeEach, describe, expect, test} from 'vitest'
import engine from '../package.json' with {type: 'json'}

const cli = path.join(import.meta.dirname, '../scripts/cli.js')
const scratch = mkdtempSync(path.join(tmpdir(), 'cli-'))
let count = 0
let folder: string

beforeEach(() => {
  count += 1
  folder = path.join(scratch, String(count))
})
afterAll(() => rmSync(scratch, {recursive: true}))

/** A folder that is built already, once for all tests. */
const built = path.join(scratch, 'built')
function layBuilt(): void {
  if (!existsSync(built)) {
    lay(sound, built)
    expect(spawnSync(process.execPath, [cli, 'build', built, '--only', 'html']).status).toBe(0)
  }
  cpSync(built, folder, {recursive: true, preserveTimestamps: true})
}

/** A folder that builds: two chapters, one `.bib`, a title. */
const sound: Record<string, string | Uint8Array> = {
  'thesis/thesis.yml': 'title: Ma thèse\n',
  'thesis/1.md': '# Un {#sec-un}\n\nTexte [@klein2014].\n',
  'thesis/2.md': '# Deux\n\nVoir @sec-un.\n',
  'bibliography/a.bib':
    '@book{klein2014, author = {Klein, Juan-Luis}, title = {Titre}, year = {2014}, publisher = {Éd}}\n'
}

function lay(files: Record<string, string | Uint8Array>, to = folder): void {
  for (const [file, contents] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(to, file)), {recursive: true})
    writeFileSync(path.join(to, file), contents)
  }
}

function thesis(...args: string[]) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [cli, ...args], {encoding: 'utf8', cwd: scratch})
  return {status, stdout, stderr, said: stdout + stderr}
}

test('two Markdown files, one .bib and a title build without a word about what is missing', () => {
  lay(sound)
  const {status, said} = thesis('build', folder, '--only', 'html')
  expect(status, said).toBe(0)
  expect(said).not.toMatch(/warning|error|missing/i)
  expect(readdirSync(path.join(folder, 'dist'))).toEqual(['.thesis-outputs.json', 'html', 'report.json'])
  expect(readFileSync(path.join(folder, 'dist/html/2.html'), 'utf8')).toContain('chapitre\u00A01')
})

test('the same files, all in one folder, build too', () => {
  lay(Object.fromEntries(Object.entries(sound).map(([file, contents]) => [path.basename(file), contents])))
  const {status, said} = thesis('build', folder, '--only', 'html')
  expect(status, said).toBe(0)
  expect(readFileSync(path.join(folder, 'dist/html/1.html'), 'utf8')).toContain('data-cites="klein2014"')
})

test('each step is shown with its time, as plain lines when nobody watches', () => {
  lay(sound)
  const {stderr, stdout} = thesis('build', folder, '--only', 'html')
  expect(stderr).toMatch(/Parse the chapters \(\d+\.\d\d s\)/)
  expect(stderr).not.toContain('\u001B')
  expect(stdout).toBe('')
})

test('check says all and writes nothing', () => {
  lay({...sound, 'thesis/2.md': '# Deux\n\nVoir @sec-nu et [@klain2014].\n'})
  const {status, stdout} = thesis('check', folder, '--report', 'json', '--quiet')
  expect(status).toBe(1)
  const messages = JSON.parse(stdout)
  expect(messages).toContainEqual({
    file: 'thesis/2.md',
    line: 3,
    column: 6,
    endLine: 3,
    endColumn: 13,
    severity: 'error',
    rule: 'references:unknown-label',
    reason: expect.stringContaining('sec-nu'),
    expected: ['sec-un'],
    fix: 'Did you mean `sec-un`?'
  })
  expect(messages).toContainEqual(
    expect.objectContaining({
      line: 3,
      column: 18,
      severity: 'error',
      rule: 'citations:unknown-key',
      expected: ['klein2014']
    })
  )
  expect(existsSync(path.join(folder, 'dist'))).toBe(false)
})

test('SARIF holds the same messages', () => {
  lay({...sound, 'thesis/2.md': '# Deux\n\nVoir @sec-nu.\n'})
  const {stdout} = thesis('check', folder, '--report', 'sarif', '--quiet')
  const {runs} = JSON.parse(stdout)
  expect(runs[0].results[0]).toMatchObject({
    level: expect.stringMatching(/error|note/),
    locations: [{physicalLocation: {artifactLocation: {uri: expect.stringMatching(/^thesis\//)}}}]
  })
})

test('a draft builds in spite of errors and shows what is missing in the text', () => {
  lay({...sound, 'thesis/2.md': '# Deux\n\nVoir [@absent].\n'})
  const {status, said} = thesis('build', folder, '--only', 'html', '--draft')
  expect(status).toBe(0)
  expect(said).toMatch(/warning/)
  expect(readFileSync(path.join(folder, 'dist/html/2.html'), 'utf8')).toContain('absent')
})

describe('an output folder that could lose a source is wrong use', () => {
  test('a folder of the thesis', () => {
    lay(sound)
    const before = readdirSync(folder, {recursive: true})
    for (const out of ['.', 'bibliography']) {
      const {status, said} = thesis('build', folder, '--only', 'html', '--force', '--out', path.join(folder, out))
      expect(status).toBe(2)
      expect(said).toMatch(/Invalid output folder .*Choose/s)
    }
    expect(readdirSync(folder, {recursive: true})).toEqual(before)
  })

  test('an empty name, of a variable that nobody set', () => {
    lay(sound)
    for (const args of [
      ['build', folder, '--out', ''],
      ['bibliography', folder, '--out', ' '],
      ['present', '--out', ''],
      ['build', '']
    ]) {
      const {status, said} = thesis(...args)
      expect(status).toBe(2)
      expect(said).toMatch(/name of a folder/)
    }
    expect(readdirSync(folder).sort()).toEqual(['bibliography', 'thesis'])
  })
})

test('a file that somebody put or changed in the output folder stops the build with its name; --force goes on', () => {
  lay({...sound, 'dist/report.json': 'mine'})
  const first = thesis('build', folder, '--only', 'html', '--report', 'json')
  expect(first.status).toBe(1)
  expect(JSON.parse(first.stdout)).toMatchObject([
    {file: 'dist/report.json', rule: 'outputs:not-ours', severity: 'error'}
  ])
  expect(readdirSync(path.join(folder, 'dist'))).toEqual(['report.json'])
  expect(thesis('build', folder, '--only', 'html', '--force').status).toBe(0)

  lay({'dist/html/1.html': 'changed'})
  const {status, said} = thesis('build', folder, '--only', 'html', '--draft')
  expect(status).toBe(1)
  expect(said).toMatch(/dist\/html\/1\.html[\s\S]*outputs[\s\S]*--force/)
  expect(readFileSync(path.join(folder, 'dist/html/1.html'), 'utf8')).toBe('changed')
  expect(thesis('build', folder, '--only', 'html', '--force').status).toBe(0)
  expect(thesis('build', folder, '--only', 'html').status).toBe(0)
})

test.skipIf(process.getuid?.() !== 0)(
  'an output folder that is a mount point is published into (needs root, to mount one)',
  () => {
    lay(sound)
    const out = path.join(folder, 'dist')
    mkdirSync(out)
    const mount = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', out], {encoding: 'utf8'})
    expect(mount.status, mount.stderr).toBe(0)
    try {
      for (const only of ['html', 'bibliography']) {
        const {status, said} = thesis('build', folder, '--only', only, '--out', out)
        expect(status, said).toBe(0)
      }
      expect(readdirSync(out)).toEqual(['.thesis-outputs.json', 'bibliography', 'html', 'report.json'])
    } finally {
      spawnSync('umount', [out])
    }
  }
)

test('Ctrl+C leaves no half-written output and no leftover', async () => {
  layBuilt()
  lay({'thesis/1.md': '# Un {#sec-un}\n\nAutre texte [@klein2014].\n'})
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const child = spawn(process.execPath, [cli, 'build', folder, '--only', 'html'], {
      stdio: ['ignore', 'ignore', 'pipe']
    })
    const end = new Promise((resolve) => child.once('exit', (code, by) => resolve(by ?? code)))
    // The last step before publishing.
    child.stderr.on('data', (text) => String(text).includes('Write the site') && child.kill(signal))
    expect([signal, 0]).toContain(await end)
    expect(readdirSync(path.join(folder, 'dist'))).toEqual(['.thesis-outputs.json', 'html', 'report.json'])
  }
})

test('--out takes the place of dist', () => {
  lay(sound)
  const out = path.join(scratch, `${count}-out`)
  expect(thesis('build', folder, '--only', 'html', '--out', out).status).toBe(0)
  expect(existsSync(path.join(out, 'html/index.html'))).toBe(true)
  expect(existsSync(path.join(folder, 'dist'))).toBe(false)
})

describe('the bibliography', () => {
  test('is regenerated in four forms, and summed up', () => {
    lay(sound)
    const {status, stdout, said} = thesis('bibliography', folder)
    expect(status, said).toBe(0)
    expect(stdout).toMatch(/entries\s+1\ncited\s+1\nuncited\s+0/)
    expect(readdirSync(path.join(folder, 'dist/bibliography')).sort()).toEqual([
      'references.bib',
      'references.html',
      'references.json',
      'references.md'
    ])
  })

  test('is fixed in place with --fix, which says what it changed and leaves the rest alone', () => {
    const bib = '% mine\n@article{klein2014, author={Klein, J}, title = "T",journal={R}, year=2014, pages={1-9}}\n'
    lay({...sound, 'bibliography/a.bib': bib})
    const {stdout} = thesis('bibliography', folder, '--fix')
    expect(stdout).toContain('bibliography/a.bib:2:')
    const fixed = readFileSync(path.join(folder, 'bibliography/a.bib'), 'utf8')
    expect(fixed).toBe(bib.replace('1-9', '1--9').replace('Klein, J}', 'Klein, J.}'))
    expect(thesis('bibliography', folder, '--fix').stdout).toContain('Nothing to fix.')
  })

  test('that is broken in several ways is reported whole, with every place', () => {
    lay({
      ...sound,
      'bibliography/b.bib':
        '@book{a, title = {T}\n\n@book{b, title = {T}, year = {2015}, isbn = {978-2-07-036822-8}}\n@article{b, title = inconnu}\n@misc{c, doi = {pas un doi}, title = {C}}\n'
    })
    const {status, said} = thesis('bibliography', folder)
    expect(status).toBe(1)
    for (const rule of ['duplicate-key', 'doi', 'missing-field']) expect(said).toContain(rule)
    expect(said).not.toMatch(/^ {4}at /m)
  })
})

describe('wrong use ends with 2 and a way out', () => {
  test.each([
    ['an unknown command', ['biuld'], /build/],
    ['an unknown option', ['build', '--draf'], /--draft/],
    ['an unknown output', ['build', '--only', 'htm'], /html/],
    ['a folder that is not there', ['build', 'nowhere'], /nowhere/]
  ])('%s', (_, args, expected) => {
    const {status, said} = thesis(...args)
    expect(status).toBe(2)
    expect(said).toMatch(expected)
    expect(said).not.toMatch(/^ {4}at /m)
  })

  test('--help explains itself and ends well', () => {
    expect(thesis('--help')).toMatchObject({status: 0, stdout: expect.stringContaining('build')})
  })

  test('--version says which version this is', () => {
    expect(thesis('--version')).toMatchObject({status: 0, stdout: `${engine.version}\n`})
  })
})

describe('bad input is one clear message, and the old outputs stay', () => {
  const cases: Array<[string, Record<string, string | Uint8Array>, RegExp]> = [
    [
      'a missing image',
      {'thesis/1.md': '# Un\n\n![Légende](absente.png){#fig-a alt="x"}\n\n@fig-a\n'},
      /1\.md[\s\S]*3:1[\s\S]*Missing image/
    ],
    ['unreadable YAML', {'thesis/thesis.yml': 'title: "T\nlang: fr\n'}, /thesis\.yml[\s\S]*1:8[\s\S]*Missing closing/],
    ['an unknown key', {'thesis/thesis.yml': 'title: T\nautor: A\n'}, /2:1[\s\S]*`autor`[\s\S]*Did you mean `author`/],
    [
      'an unclosed directive',
      {'thesis/1.md': '# Un\n\n::: {.note}\nTexte.\n'},
      /1\.md[\s\S]*3:1[\s\S]*unclosed-directive/
    ],
    ['a chapter that is not UTF-8', {'thesis/1.md': Buffer.from('# Un\n\nTh\xe8se.\n', 'latin1')}, /3:3[\s\S]*UTF-8/],
    [
      'a bibliography with a syntax error',
      {'bibliography/a.bib': '@book{klein2014, title = {T}\n\n@book{b, title = {B}}\n'},
      /a\.bib[\s\S]*1:/
    ],
    [
      'a style that is not CSL',
      {'bibliography/styles/mine.csl': '<html></html>', 'thesis/thesis.yml': 'title: T\ncitations: {style: mine}\n'},
      /mine\.csl[\s\S]*CSL/
    ],
    [
      'a style that does not exist',
      {'thesis/thesis.yml': 'title: T\ncitations:\n  style: iso690-note\n'},
      /3:10[\s\S]*Did you mean `iso690-notes`/
    ],
    [
      'a chapter that does not exist',
      {'thesis/thesis.yml': 'title: T\nchapters:\n  - 1.md\n  - 3.md\n'},
      /4:5[\s\S]*`thesis\/3\.md`/
    ],
    [
      'an image outside of the folder',
      {'thesis/1.md': '# Un\n\n![L](../../../etc/hostname){alt=x}\n'},
      /outside the thesis folder/
    ]
  ]
  test.each(cases)('%s', (_, broken, expected) => {
    layBuilt()
    const before = readFileSync(path.join(folder, 'dist/html/1.html'), 'utf8')
    lay(broken)
    const {status, said} = thesis('build', folder, '--only', 'html')
    expect(said).toMatch(expected)
    expect(status).toBe(1)
    expect(said).not.toMatch(/^ {4}at /m)
    expect(readFileSync(path.join(folder, 'dist/html/1.html'), 'utf8')).toBe(before)
    expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist'])
  })

  test('an output folder that cannot be written ends with 2', () => {
    lay(sound)
    writeFileSync(path.join(folder, 'taken'), '')
    const {status, said} = thesis('build', folder, '--only', 'html', '--out', path.join(folder, 'taken/dist'))
    expect(status).toBe(2)
    expect(said).toMatch(/Cannot write to .*--out/s)
    expect(said).not.toMatch(/^ {4}at /m)
  })

  test.skipIf(process.getuid?.() !== 0)(
    'a full disk ends with 2 and the old outputs stay (needs root, to mount a small disk)',
    () => {
      lay(sound)
      const disk = path.join(folder, 'disk')
      mkdirSync(disk)
      const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], {encoding: 'utf8'})
      expect(mount.status, mount.stderr).toBe(0)
      try {
        const out = path.join(disk, 'dist')
        mkdirSync(path.join(out, 'html'), {recursive: true})
        writeFileSync(path.join(out, 'html/mine.html'), 'old')
        writeFileSync(path.join(disk, 'ballast'), Buffer.alloc(2_000_000))
        const {status, said} = thesis('build', folder, '--only', 'html', '--out', out)
        expect(said).toMatch(/disk is full/)
        expect(status).toBe(2)
        expect(readdirSync(out, {recursive: true}).sort()).toEqual(['html', 'html/mine.html'])
        expect(readdirSync(disk).sort()).toEqual(['ballast', 'dist'])
      } finally {
        spawnSync('umount', [disk])
      }
    }
  )
})

test('slides whose front matter is not YAML are reported at their position, before Slidev starts', () => {
  lay({...sound, 'slides/slides.md': '---\ntitle: [un\n---\n\n# Un\n'})
  const {status, said} = thesis('slides', folder)
  expect(status).toBe(1)
  expect(said).toMatch(/slides\/slides\.md\s+\d:\d+.*front matter/s)
  expect(said).not.toMatch(/ {4}at /)
})

test('the bundled engine writes what its sources write, and gives way to them when they change or it is damaged', () => {
  const root = path.join(import.meta.dirname, '..')
  const engine = path.join(folder, 'engine')
  const packages = path.join(engine, 'node_modules')
  mkdirSync(packages, {recursive: true})
  for (const name of readdirSync(path.join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(path.join(root, 'node_modules', name), path.join(packages, name))
  }
  for (const name of ['scripts', 'package.json'])
    cpSync(path.join(root, name), path.join(engine, name), {recursive: true})
  symlinkSync(path.join(root, 'bibliography'), path.join(engine, 'bibliography'))
  const node = (...args: string[]) => spawnSync(process.execPath, args, {encoding: 'utf8', cwd: engine})
  const asked = 'import("./scripts/cache/engine-version.ts").then(({findBundle}) => console.log(findBundle()))'
  const bundle = () => node('-e', asked).stdout.trim()
  const cli = (...args: string[]) => node('scripts/cli.js', ...args)
  expect(node('scripts/prepare.js')).toMatchObject({status: 0, stderr: ''})
  const file = path.join(packages, '.cache/thesis-engine/cli.mjs')
  expect(bundle()).toBe(pathToFileURL(file).href)

  lay({...sound, 'thesis/3.md': '# Trois\n\n$x^2$, <b>gras</b>\n\n```{.r}\nx <- 1\n```\n'})
  const build = (...options: string[]) => {
    const out = path.join(folder, 'out')
    const {stderr} = cli('build', folder, '--only', 'html', '--quiet', '--out', out, ...options)
    const files = readdirSync(out, {recursive: true, encoding: 'utf8'}).filter((name) => /\.\w+$/.test(name))
    return [stderr, files.map((name) => [name, readFileSync(path.join(out, name), 'base64')])]
  }
  const bundled = build()
  // A stack trace names sources: they are run.
  expect(build('--no-cache', '--verbose')).toEqual(bundled)

  const added = path.join(engine, 'scripts/added.ts')
  writeFileSync(added, '')
  expect(bundle()).toBe('undefined')
  rmSync(added)
  expect(bundle()).toBe(pathToFileURL(file).href)
  truncateSync(file, 1000)
  expect(bundle()).toBe('undefined')
  const source = path.join(engine, 'scripts/cli.ts')
  writeFileSync(source, readFileSync(source, 'utf8').replace('Write and defend', 'Edit and defend'))
  expect(cli('--help').stdout).toContain('Edit and defend')
})
