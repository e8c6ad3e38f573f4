import {mkdir, mkdtemp, rm, symlink, utimes, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {isOutside, type KnownFiles, memoryFolder, openFolder, readText} from '../scripts/files.ts'
import {publish} from '../scripts/publish/publish.ts'

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'files-'))
})
afterAll(() => rm(scratch, {recursive: true}))

async function folderWith(name: string): Promise<string> {
  const folder = path.join(scratch, name)
  await mkdir(folder, {recursive: true})
  return folder
}

test('nothing outside of the folder is read, through a symbolic link neither', async () => {
  const root = await folderWith('rooted')
  await writeFile(path.join(scratch, 'secret.txt'), 'secret')
  await symlink(path.join(scratch, 'secret.txt'), path.join(root, 'link.txt'))
  const folder = await openFolder(root)
  for (const wanted of ['../secret.txt', path.join(scratch, 'secret.txt'), 'link.txt']) {
    await expect(folder.read(wanted).catch(isOutside)).resolves.toBe(true)
  }
  expect(await folder.read('none.txt')).toBeUndefined()
})

test('a file that is not UTF-8 is reported at the first byte that is not', async () => {
  const folder = memoryFolder({'a.md': new Uint8Array([97, 10, 98, 0xc3, 0xa9, 0xe9, 98])})
  const file = await readText(folder, 'a.md')
  expect(file?.messages).toMatchObject([{line: 2, column: 3, ruleId: 'not-utf8', fatal: true}])
})

test('files are listed once, whatever the case of their extension, through links that stay inside', async () => {
  const root = await folderWith('listed')
  await mkdir(path.join(root, 'thesis/deux'), {recursive: true})
  await mkdir(path.join(root, 'drafts'))
  for (const file of ['thesis/1.md', 'thesis/2.MD', 'thesis/a\\b.md', 'thesis/deux/3.md', 'drafts/4.md', 'drafts/5.md'])
    await writeFile(path.join(root, file), file)
  await symlink('../drafts/4.md', path.join(root, 'thesis/link.md'))
  await symlink('../drafts', path.join(root, 'thesis/trois'))
  await symlink('1.md', path.join(root, 'thesis/0-again.md'))
  await symlink('..', path.join(root, 'thesis/deux/circle'))
  const folder = await openFolder(root)
  expect(await folder.list('thesis/**/*.{md,qmd}')).toEqual([
    'thesis/1.md',
    'thesis/2.MD',
    'thesis/a\\b.md',
    'thesis/deux/3.md',
    'thesis/link.md',
    'thesis/trois/5.md'
  ])
  expect(await folder.list('thesis/*.md')).toHaveLength(4)
  expect(String(await readText(folder, 'thesis/link.md'))).toBe('drafts/4.md')
  expect(String(await readText(folder, 'thesis/a\\b.md'))).toContain('b.md')
})

test('outputs are not sources: a folder with a manifest is not listed', async () => {
  const root = await folderWith('outputs')
  await publish(path.join(root, 'essai'), [{path: 'notes.md', contents: '# Notes', kind: 'slides'}])
  await writeFile(path.join(root, '1.md'), '# Un')
  expect(await (await openFolder(root)).list('**/*.md')).toEqual(['1.md'])
})

test('what was seen and cannot be read is reported with its reason', async () => {
  const root = await folderWith('unread')
  await writeFile(path.join(scratch, 'other.md'), 'out')
  await symlink('../other.md', path.join(root, 'out.md'))
  await symlink('..', path.join(root, 'above'))
  await symlink('none.md', path.join(root, 'broken.md'))
  await symlink('self.md', path.join(root, 'self.md'))
  await writeFile(path.join(root, '..a.md'), 'hidden')
  await symlink('user@machine.1', path.join(root, '.#1.md'))
  await writeFile(path.join(root, '.hidden.txt'), 'of no interest')
  const folder = await openFolder(root)
  expect((await folder.listUnread('**/*.md')).sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    {path: '..a.md', why: 'hidden'},
    {path: 'above/', why: 'outside'},
    {path: 'broken.md', why: 'ENOENT'},
    {path: 'out.md', why: 'outside'},
    {path: 'self.md', why: 'ELOOP'}
  ])
  expect(await folder.list('**/*.md')).toEqual([])
  await mkdir(path.join(root, 'folder.md'))
  for (const [file, why] of [
    ['self.md', 'ELOOP'],
    ['folder.md', 'EISDIR'],
    ['x'.repeat(300), 'ENAMETOOLONG']
  ] as const)
    await expect(folder.read(file)).rejects.toMatchObject({why})
})

test('the folder in memory behaves as the one on the disk', async () => {
  const folder = memoryFolder({'thesis/b.md': 'b', 'thesis/a.md': 'a', 'x.txt': ''})
  expect(await folder.list('thesis/*.md')).toEqual(['thesis/a.md', 'thesis/b.md'])
  expect(await folder.read('thesis/../x.txt')).toEqual(new Uint8Array())
  await expect(folder.read('../x').catch(isOutside)).resolves.toBe(true)
  expect(await folder.read('..x')).toBeUndefined()
})

test('a file that did not change is not read again, one that did is, whatever its size and time', async () => {
  const root = await folderWith('known')
  const file = path.join(root, 'a.md')
  const outside = path.join(scratch, 'outside.md')
  const longAgo = new Date(1_700_000_000_000)
  const write = async (to: string, text: string) => {
    await writeFile(to, text)
    await utimes(to, longAgo, longAgo)
  }
  await write(file, 'un')
  await write(outside, 'un')
  const known: KnownFiles = new Map()
  const read = async () => (await openFolder(root, known)).read('a.md')
  const first = await read()
  expect(await read()).toBe(first)
  await write(file, 'du')
  expect(String(Buffer.from((await read())!))).toBe('du')
  await rm(file)
  expect(await read()).toBeUndefined()
  await symlink(outside, file)
  await expect(read().catch(isOutside)).resolves.toBe(true)
})
