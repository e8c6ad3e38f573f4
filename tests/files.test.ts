import {mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {isOutside, memoryFolder, openFolder, publish, readText} from '../scripts/files.ts'

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

test('publishing replaces what it made before and leaves the rest alone', async () => {
  const out = path.join(await folderWith('publish'), 'dist')
  await publish(out, [
    {path: 'html/a.html', contents: 'old'},
    {path: 'html/gone.html', contents: 'old'},
    {path: 'thesis.pdf', contents: 'pdf'}
  ])
  await writeFile(path.join(out, 'mine.txt'), 'mine')
  await publish(out, [{path: 'html/a.html', contents: 'new'}])
  expect((await readdir(out)).sort()).toEqual(['html', 'mine.txt', 'thesis.pdf'])
  expect(await readdir(path.join(out, 'html'))).toEqual(['a.html'])
  expect(await readFile(path.join(out, 'html/a.html'), 'utf8')).toBe('new')
})

test('when the disk refuses, the old outputs stay and nothing is left beside them', async () => {
  const root = await folderWith('refused')
  const out = path.join(root, 'dist')
  await publish(out, [{path: 'html/a.html', contents: 'old'}])
  // A name longer than any file system takes fails in the middle of the work.
  const tooLong = {path: `html/${'x'.repeat(300)}.html`, contents: 'new'}
  await expect(publish(out, [{path: 'html/a.html', contents: 'new'}, tooLong])).rejects.toThrow(/Cannot write to/)
  expect(await readFile(path.join(out, 'html/a.html'), 'utf8')).toBe('old')
  expect(await readdir(root)).toEqual(['dist'])
})

test('an output folder that is a file is said so, with a way out', async () => {
  const file = path.join(scratch, 'taken')
  await writeFile(file, '')
  await expect(publish(path.join(file, 'dist'), [{path: 'a', contents: ''}])).rejects.toThrow(/--out/)
})

test('the folder in memory behaves as the one on the disk', async () => {
  const folder = memoryFolder({'thesis/b.md': 'b', 'thesis/a.md': 'a', 'x.txt': ''})
  expect(await folder.list('thesis/*.md')).toEqual(['thesis/a.md', 'thesis/b.md'])
  expect(await folder.read('thesis/../x.txt')).toEqual(new Uint8Array())
  await expect(folder.read('../x').catch(isOutside)).resolves.toBe(true)
})
