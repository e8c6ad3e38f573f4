/** What publishing replaces, what it leaves alone, what stops it. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeEach, expect, test} from 'vitest'
import {openFolder} from '../../scripts/files.ts'
import {type Disk, disk} from '../../scripts/publish/disk.ts'
import {publish, recoverOutputs} from '../../scripts/publish/publish.ts'
import {rewrite} from '../../scripts/publish/rewrite.ts'
import {snapshot} from './dying-disk.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'publish-'))
afterAll(() => rmSync(scratch, {recursive: true}))
let count = 0
let out: string
beforeEach(() => {
  out = path.join(scratch, String(++count), 'dist')
})

const html = (name: string, contents: string) => ({path: `html/${name}.html`, contents, kind: 'html'})
const pdf = (contents: string) => ({path: 'thesis.pdf', contents, kind: 'pdf'})
const at = (name: string) => path.join(out, name)
const text = (name: string) => readFileSync(at(name), 'utf8')
const names = () => Object.keys(snapshot(out)).filter((name) => !name.startsWith('.'))

test('what an earlier build wrote and this one does not goes, with its folder; what somebody else put there stays', async () => {
  await publish(out, [html('a', 'old'), html('sub/gone', 'old'), pdf('old')])
  writeFileSync(at('html/mine.txt'), 'mine')
  expect(await publish(out, [html('a', 'new'), pdf('new')])).toEqual([])
  expect(names().sort()).toEqual(['html', 'html/a.html', 'html/mine.txt', 'thesis.pdf'])
  expect([text('html/a.html'), text('thesis.pdf'), text('html/mine.txt')]).toEqual(['new', 'new', 'mine'])
})

test('a build of one kind keeps the others, and the next build of all still knows them', async () => {
  await publish(out, [html('a', 'old'), html('gone', 'old'), pdf('old')])
  await publish(out, [html('a', 'new')], {kinds: ['html']})
  expect(names().sort()).toEqual(['html', 'html/a.html', 'thesis.pdf'])
  await publish(out, [html('a', 'new')])
  expect(names().sort()).toEqual(['html', 'html/a.html'])
})

test('a file that somebody put or changed where the build writes or removes stops it; --force goes on', async () => {
  await publish(out, [html('a', 'old'), html('gone', 'old')])
  writeFileSync(at('html/a.html'), 'changed by hand')
  writeFileSync(at('html/gone.html'), 'changed too')
  writeFileSync(at('thesis.pdf'), 'mine')
  const before = snapshot(out)
  const strangers = await publish(out, [html('a', 'new'), pdf('new')])
  expect(strangers.sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    {path: 'html/a.html', why: 'changed'},
    {path: 'html/gone.html', why: 'changed'},
    {path: 'thesis.pdf', why: 'not ours'}
  ])
  expect(snapshot(out)).toEqual(before)
  expect(await publish(out, [html('a', 'new'), pdf('new')], {isForced: true})).toEqual([])
  expect(names().sort()).toEqual(['html', 'html/a.html', 'thesis.pdf'])
  expect(text('html/a.html')).toBe('new')
})

test('a file that is already what the build makes is no stranger, and the manifest learns it', async () => {
  mkdirSync(at('html'), {recursive: true})
  writeFileSync(at('html/a.html'), 'same')
  expect(await publish(out, [html('a', 'same')])).toEqual([])
  expect(await publish(out, [html('a', 'next')])).toEqual([])
})

test.each([
  ['is no JSON', '{"version": 1, "fil'],
  ['leads out of the folder', JSON.stringify({version: 1, files: {'../x': {kind: 'html', sha256: 'a'.repeat(64)}}})],
  ['is of another version', JSON.stringify({version: 2, files: {}})],
  ['lacks, in an output folder of a version that wrote none', undefined]
])('a manifest that %s stops a build that would lose something, and no other', async (_, manifest) => {
  await publish(out, [html('a', 'old')])
  writeFileSync(path.join(out, '../x'), 'a source')
  if (manifest === undefined) rmSync(at('.thesis-outputs.json'))
  else writeFileSync(at('.thesis-outputs.json'), manifest)
  expect(await publish(out, [html('a', 'new')])).toEqual([{path: 'html/a.html', why: 'not ours'}])
  expect(await publish(out, [html('a', 'old')])).toEqual([])
  expect(await publish(out, [html('a', 'new')])).toEqual([])
  expect(readFileSync(path.join(out, '../x'), 'utf8')).toBe('a source')
})

test('nothing is written or removed through a link, with --force neither', async () => {
  const elsewhere = path.join(scratch, `${count}-elsewhere`)
  await publish(out, [html('a', 'old'), html('gone', 'old'), pdf('old')])
  mkdirSync(elsewhere)
  for (const name of ['a.html', 'gone.html']) writeFileSync(path.join(elsewhere, name), 'old')
  writeFileSync(path.join(elsewhere, 'thesis.pdf'), 'old')
  rmSync(at('html'), {recursive: true})
  rmSync(at('thesis.pdf'))
  symlinkSync(elsewhere, at('html'))
  symlinkSync(path.join(elsewhere, 'thesis.pdf'), at('thesis.pdf'))
  const before = snapshot(elsewhere)
  const strangers = await publish(out, [html('a', 'new'), pdf('new')])
  expect(strangers.map(({path: file}) => file).sort()).toEqual(['html', 'thesis.pdf'])
  await publish(out, [html('a', 'new'), pdf('new')], {isForced: true})
  expect(snapshot(elsewhere)).toEqual(before)
  expect([text('html/a.html'), text('thesis.pdf')]).toEqual(['new', 'new'])
})

test('a file where a folder is needed, or a folder where a file goes, stops the build; --force goes on', async () => {
  mkdirSync(at('thesis.pdf/inner'), {recursive: true})
  writeFileSync(at('html'), 'mine')
  const outputs = [html('a', 'new'), html('b', 'new'), pdf('new')]
  expect((await publish(out, outputs)).map(({path: file}) => file)).toEqual(['html', 'thesis.pdf'])
  expect(await publish(out, outputs, {isForced: true})).toEqual([])
  expect(names().sort()).toEqual(['html', 'html/a.html', 'html/b.html', 'thesis.pdf'])
})

test('a folder that somebody put where an output was that is made no more stays, with --force too', async () => {
  await publish(out, [html('a', 'old'), pdf('old')])
  rmSync(at('thesis.pdf'))
  mkdirSync(at('thesis.pdf'))
  writeFileSync(at('thesis.pdf/mine'), 'mine')
  expect(await publish(out, [html('a', 'new')], {isForced: true})).toEqual([])
  expect(text('thesis.pdf/mine')).toBe('mine')
})

test('outputs that change from a file to a folder and back need no --force', async () => {
  await publish(out, [{path: 'notes', contents: 'a file', kind: 'pdf'}])
  expect(await publish(out, [{path: 'notes/1', contents: 'inside', kind: 'pdf'}])).toEqual([])
  expect(text('notes/1')).toBe('inside')
})

test('when the disk refuses, the old outputs stay and nothing is left', async () => {
  await publish(out, [html('a', 'old')])
  const before = snapshot(out)
  // A name longer than any file system takes fails after others have been moved into place.
  await expect(publish(out, [html('a', 'new'), html('x'.repeat(300), 'new')])).rejects.toThrow(/Cannot write to/)
  expect(snapshot(out)).toEqual(before)
  expect(readdirSync(path.dirname(out))).toEqual(['dist'])
  const other = path.join(scratch, `${count}-new/deep/dist`)
  await expect(publish(other, [html('x'.repeat(300), 'new')])).rejects.toThrow(/Cannot write to/)
  expect(existsSync(path.dirname(path.dirname(other)))).toBe(false)
})

test('an output folder that is a file is reported so, with a way out', async () => {
  mkdirSync(path.dirname(out), {recursive: true})
  writeFileSync(out, '')
  await expect(publish(path.join(out, 'dist'), [pdf('new')])).rejects.toThrow(/--out/)
  await expect(publish(out, [pdf('new')])).rejects.toThrow(/--out/)
})

test('two builds at once leave one of them whole', async () => {
  const builds = ['a', 'b', 'c', 'd'].map((edition) => [
    html('1', edition),
    html(`only-${edition}`, edition),
    pdf(edition)
  ])
  await Promise.all(builds.map((outputs) => publish(out, outputs)))
  const edition = text('thesis.pdf')
  expect(names().sort()).toEqual(['html', 'html/1.html', `html/only-${edition}.html`, 'thesis.pdf'])
  expect(text('html/1.html')).toBe(edition)
})

test('the same outputs leave the same bytes, whatever was there before, and nothing that is the same is written again', async () => {
  await publish(out, [html('a', 'one'), pdf('two')])
  const before = snapshot(out)
  const times = () => ['html/a.html', 'thesis.pdf', '.thesis-outputs.json'].map((name) => statSync(at(name)).mtimeMs)
  const written = times()
  await publish(out, [pdf('two'), html('a', 'one')])
  expect(times()).toEqual(written)
  await publish(out, [html('b', 'other'), pdf('other')])
  await publish(out, [html('a', 'one'), pdf('two')])
  expect(snapshot(out)).toEqual(before)
})

test('a build that is asked to stop leaves the old outputs and no leftover', async () => {
  await publish(out, [html('a', 'old')])
  const before = snapshot(out)
  const outputs = Array.from({length: 30}, (_, index) => html(String(index), 'new'))
  for (const call of ['mkdir', 'writeFile', 'open'] as const) {
    const stop = new AbortController()
    const stopped = (...args: unknown[]) => {
      stop.abort()
      return (disk[call] as (...args: unknown[]) => unknown)(...args)
    }
    const on = {...disk, [call]: stopped} as Disk
    await expect(publish(out, outputs, {signal: stop.signal, on}), call).rejects.toThrow(/abort/i)
  }
  expect(snapshot(out)).toEqual(before)
})

test('what builds of earlier versions left beside dist when they were killed is taken back, and goes', async () => {
  mkdirSync(at('html'), {recursive: true})
  writeFileSync(at('html/a.html'), 'new')
  mkdirSync(`${out}.partial-123/old/html`, {recursive: true})
  mkdirSync(`${out}.partial-123/new`, {recursive: true})
  writeFileSync(`${out}.partial-123/old/html/a.html`, 'old')
  writeFileSync(`${out}.partial-123/old/thesis.pdf`, 'moved away, never replaced')
  mkdirSync(`${out}.partial-mine`)
  await recoverOutputs(out)
  expect(readdirSync(path.dirname(out)).sort()).toEqual(['dist', 'dist.partial-mine'])
  expect([text('html/a.html'), text('thesis.pdf')]).toEqual(['new', 'moved away, never replaced'])
})

test('sources are rewritten all or none: one that cannot be stops the others', async () => {
  const root = path.dirname(out)
  mkdirSync(root, {recursive: true})
  writeFileSync(path.join(root, 'a.bib'), 'old')
  chmodSync(path.join(root, 'a.bib'), 0o600)
  symlinkSync('/etc/hostname', path.join(root, 'out.bib'))
  const folder = await openFolder(root)
  const wanted = ['a.bib', 'out.bib'].map((file) => ({path: file, text: 'new'}))
  await expect(rewrite(folder, wanted)).rejects.toThrow(/out\.bib/)
  expect(readFileSync(path.join(root, 'a.bib'), 'utf8')).toBe('old')
  await rewrite(folder, wanted.slice(0, 1))
  expect(readFileSync(path.join(root, 'a.bib'), 'utf8')).toBe('new')
  expect(statSync(path.join(root, 'a.bib')).mode & 0o777).toBe(0o600)
})
